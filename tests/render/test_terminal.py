"""The table on the terminal."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import retroplan as rp
from retroplan.render.cleaning import clean
from retroplan.render.terminal import UNBOUNDED, TerminalTable, table_text
from retroplan.render.wrapping import wrap

SATURDAY = "working days, Monday to Saturday"
WIDTHS = (*range(1, 45), 60, 80, 120, None)


def make(*tasks: rp.Task, **options: object) -> rp.Schedule:
    """Schedule some tasks before a Monday launch in France."""
    plan = {"name": "Plan", "launch": "2027-06-14", "calendar": "FR", "lang": "fr"} | options
    return rp.schedule(rp.Plan(**plan, tasks=tasks))  # type: ignore[arg-type]


def lines(schedule: rp.Schedule, lang: str = "fr", width: int | None = None) -> list[str]:
    """Give the lines of a table."""
    return table_text(schedule, lang, width).splitlines()


def line_of(schedule: rp.Schedule, name: str, lang: str = "fr", width: int | None = None) -> str:
    """Give the line of a table that ends with a name."""
    return next(line for line in lines(schedule, lang, width) if line.endswith(name))


CAMPAIGN = make(
    rp.Task("brief", "Brief", "2d", at="J-20"),
    rp.Task("write", "Rédaction", "3d", after=["brief"]),
    rp.Task("check", "Relecture", "1d", after=["write"]),
    rp.Task("follow", "Suivi", after=["launch"], at="J", until="J+11"),
    rp.Task("report", "Bilan", "2d", after=["follow"], until="J+30"),
    rp.Task("end", "Fin", after=["report"], at="J+33"),
)


def test_the_whole_table_in_french() -> None:
    """A small campaign, as wide as it likes."""
    expected = """\
Plan — jour J : lundi 14 juin 2027 (France, jours ouvrés ; offsets en jours calendaires)
  J       début          fin            durée  marge  tâche
  J-20    mar. 25 mai    mer. 26 mai      2 j    8 j  Brief
  J-6     mar. 8 juin    jeu. 10 juin     3 j    8 j  Rédaction
  J-3     ven. 11 juin   ven. 11 juin     1 j    8 j  Relecture
━ J       lun. 14 juin ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ LANCEMENT
  J       lun. 14 juin   ven. 25 juin    10 j   10 j  Suivi
* → J+30  lun. 12 juil.  mar. 13 juil.    2 j   12 j  Bilan
* J+33    lun. 19 juil.                          2 j  ◆ Fin
* déplacé : J+30 mercredi 14 juillet (Fête nationale) → mardi 13 juillet
* déplacé : J+33 samedi 17 juillet → lundi 19 juillet
◆ jalon   → date de fin
"""

    assert expected == table_text(CAMPAIGN, "fr")


def test_the_whole_table_in_english_at_40_columns() -> None:
    """A narrow page keeps offsets, starts and names."""
    expected = """\
Plan — launch (J): Monday 14 June 2027
(France, working days, Monday to Friday;
offsets in calendar days)
  J       start       task
  J-20    Tue 25 May  Brief
  J-6     Tue 8 Jun   Rédaction
  J-3     Fri 11 Jun  Relecture
━ J       Mon 14 Jun ━━━ LAUNCH
  J       Mon 14 Jun  Suivi
* → J+30  Mon 12 Jul  Bilan
* J+33    Mon 19 Jul  ◆ Fin
* moved: J+30 Wednesday 14 July
  (National Day) → Tuesday 13 July
* moved: J+33 Saturday 17 July → Monday
  19 July
◆ milestone   → date of the finish
"""

    assert expected == table_text(CAMPAIGN, "en", 40)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_width_is_too_narrow(lang: str, width: int | None) -> None:
    """Whatever the width, no line is wider."""
    text = table_text(CAMPAIGN, lang, width)

    assert all(width is None or cell_len(line) <= width for line in text.splitlines())


@pytest.mark.parametrize("width", [width for width in WIDTHS if width is None or width > 15])
def test_no_name_is_lost(width: int | None) -> None:
    """Down to sixteen columns every name is there in full."""
    text = table_text(CAMPAIGN, "fr", width)

    assert [task.name for task in CAMPAIGN.values() if task.id != "launch" and task.name not in text] == []


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (80, "J début fin durée marge tâche"),
        (69, "J début fin durée marge tâche"),
        (60, "J début fin marge tâche"),
        (55, "J début fin tâche"),
        (40, "J début tâche"),
        (24, "J tâche"),
        (15, "tâche"),
    ],
)
def test_columns_go_in_order_of_use(width: int, headings: str) -> None:
    """As the page narrows, durations go first, then slack, finishes, starts, offsets."""
    assert headings in [" ".join(line.split()) for line in lines(CAMPAIGN, "fr", width)]


def test_weekdays_go_before_the_starts() -> None:
    """Where a start with its weekday has no room, a start without it may have."""
    schedule = make(rp.Task("a", "Une affaire assez longue", "3h"), launch="2027-06-14 12:00")

    assert "11 juin" not in "".join(lines(schedule, "fr", 28))
    assert any("  14 juin 09:00  " in line for line in lines(schedule, "fr", 38))


def test_sorted_by_planned_start() -> None:
    """Lines follow the calendar, not the document; equals keep the order of the plan."""
    schedule = make(
        rp.Task("late", "c", "1d"),
        rp.Task("b", "b", "5d"),
        rp.Task("early", "a", "9d"),
        rp.Task("d", "d", "5d"),
    )

    assert [line[-1] for line in lines(schedule)[2:6]] == ["a", "b", "d", "c"]


def test_summaries_and_their_children() -> None:
    """Children are indented by their level; a child whose summary stands elsewhere names it."""
    schedule = make(
        rp.Task("p", "Phase", tasks=[rp.Task("x", "Tôt", "9d"), rp.Task("y", "Tard", "1d")]),
        rp.Task("other", "Autre", "5d"),
    )
    names = [re.split(" j    |● ", line)[-1] for line in lines(schedule)[2:6]]

    assert names == [" Phase", "   Tôt", "Autre", "  Tard (Phase)"]


def test_a_summary_is_bold_and_the_launch_coloured() -> None:
    """On a terminal, styles tell summaries, the launch and conflicts apart."""
    schedule = make(rp.Task("p", "Phase", tasks=[rp.Task("x", "Tôt", "9d")]), start="2027-06-10")
    stream = StringIO()
    console = Console(
        file=stream,
        force_terminal=True,
        color_system="standard",
        width=100,
        legacy_windows=False,
        _environ={},
    )
    console.print(TerminalTable(schedule))
    phase, tot, launch = stream.getvalue().splitlines()[2:5]
    conflict = stream.getvalue().splitlines()[-1]

    assert ("\x1b[1m" in phase, "\x1b[1;36m" in launch, "\x1b[31m" in conflict) == (True, True, True)
    assert "\x1b[1m" not in tot.partition("●")[2]


def test_a_named_launch_keeps_its_name() -> None:
    """The line across the table says what the plan calls the launch, cut where there is no room."""
    schedule = make(rp.Task("launch", "Ouverture du salon des artisans"), rp.Task("a", "A", "1d"))

    assert (
        lines(schedule)[3].endswith("━ Ouverture du salon des artisans") or "Ouverture" in lines(schedule)[3]
    )
    assert lines(schedule, width=20)[-2].endswith("…")


def test_critical_tasks_are_marked() -> None:
    """A task without slack has a mark beside its 0, which the legend explains."""
    schedule = make(rp.Task("a", "A", "5d"), rp.Task("b", "B", "3d"))

    assert "0 ●  A" in line_of(schedule, "A")
    assert "2 j    B" in line_of(schedule, "B")
    assert lines(schedule)[-1] == "● critique"


def test_years_other_than_the_launch_year_are_told() -> None:
    """The year of the launch goes without saying, others do not."""
    schedule = make(rp.Task("a", "A", "5d"), launch="2027-01-04")

    assert "  jeu. 24 déc. 2026  jeu. 31 déc. 2026  " in line_of(schedule, "A")
    assert any(line.startswith("━ J") and "2027" not in line for line in lines(schedule))


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        ("2w", "2 sem."),
        ("10cd", "10 j cal."),
        ("1,5 j", "1,5 j"),
        ("3d/5d/10d", "3/5/10 j"),
        ("3d/1w/2w", "3 j/1 sem./2 sem."),
        ("2mo", "2 mois"),
    ],
)
def test_durations_are_in_the_users_own_unit(duration: str, text: str) -> None:
    """Durations read as they were written, in the words of the language."""
    assert f"  {text}  " in line_of(make(rp.Task("a", "A", duration)), "A")


def test_what_is_added_to_a_duration_is_told() -> None:
    """The risk factor and the margin stand beside the work, so that the dates can be checked."""
    schedule = make(rp.Task("a", "A", "5d", risk_factor="1.2", margin="20%"))

    assert "5 j × 1,2 + 20 %" in line_of(schedule, "A")


def test_two_pins_make_a_duration_in_working_days() -> None:
    """Between two pins lie so many days of the task's calendar, here its summary's."""
    week = rp.Calendar(days="calendaires")
    child = rp.Task("a", "A", at="J-20", until="J-11")
    schedule = make(
        rp.Task("p", "P", calendar=week, tasks=[child]), rp.Task("b", "B", at="J-20", until="J-11")
    )

    assert "  10 j  " in next(line for line in lines(schedule) if "A" in line and "mai" in line)
    assert "   8 j  " in line_of(schedule, "B")


def test_a_pin_by_its_end_has_an_arrow() -> None:
    """Where only the finish is pinned, an arrow says that the offset is that of the finish."""
    schedule = make(rp.Task("a", "A", "3d", until="J-10"), rp.Task("m", "M", until="J-10"))

    assert line_of(schedule, "A").startswith("  → J-10  mer. 2 juin")
    assert line_of(schedule, "◆ M").startswith("  J-10    ven. 4 juin")


def test_pins_that_read_alike_are_told_apart() -> None:
    """Two moved pins at one offset name their tasks."""
    schedule = make(rp.Task("a", "A", "1d", at="J-9"), rp.Task("b", "B", "2d", at="J-9"))

    assert [line for line in lines(schedule) if line.startswith("* d")] == [
        "* déplacé : J-9 (A) samedi 5 juin → lundi 7 juin",
        "* déplacé : J-9 (B) samedi 5 juin → lundi 7 juin",
    ]


@pytest.mark.parametrize("task", [rp.Task("a", "A", "2.5d"), rp.Task("a", "A", "3d/5d/9d")])
def test_days_have_no_hours(task: rp.Task) -> None:
    """Who never wrote an hour never sees one, even where work begins inside a day."""
    assert ":" not in line_of(make(task), "A")


@pytest.mark.parametrize(
    ("task", "options"),
    [
        (rp.Task("a", "A", "3h"), {}),
        (rp.Task("a", "A", "90min"), {}),
        (rp.Task("a", "A", "1d", margin="1h"), {}),
        (rp.Task("a", "A", "1d", after=["b FS+2h"]), {}),
        (rp.Task("a", "A", "1d"), {"launch": "2027-06-14 10:00"}),
        (rp.Task("a", "A", "1d", deadline="2027-06-10 15:00"), {}),
        (rp.Task("a", "A", "1d", at="H-2"), {"launch": "2027-06-14 10:00"}),
        (rp.Task("a", "A", "3h/4h/5h"), {}),
        (
            rp.Task("a", "A", "1d", constraint={"type": "must_start_on", "date": "2027-06-10 09:30"}),
            {},
        ),
    ],
)  # fmt: skip
def test_hours_are_shown_where_somebody_wrote_them(task: rp.Task, options: dict[str, object]) -> None:
    """A plan that counts hours shows the time of every date."""
    others = [] if "2027-06-14 10:00" in options.values() else [rp.Task("b", "B", "1h")]
    row = line_of(make(*others, task, **options), "A")

    assert re.search(r"\d\d:\d\d  .*\d\d:\d\d  ", row)


def test_hours_in_lags_and_buffers_count_too() -> None:
    """A flat link, a buffer or a start may bring hours into a plan of days."""
    flat = make(
        rp.Task("a", "A", "1d"), rp.Task("b", "B", "1d"), links=[rp.Link("a", "b", "FS", "2h")], calendar=None
    )
    buffered = make(rp.Task("a", "A", "1d"), buffer="2h")

    assert ":" in line_of(flat, "A")
    assert ":" in line_of(buffered, "A")


def test_hours_that_come_to_whole_days_are_not_shown() -> None:
    """Eight hours from the opening to the closing need no time."""
    assert ":" not in line_of(make(rp.Task("a", "A", "8h")), "A")


def test_a_finish_at_midnight_belongs_to_its_day() -> None:
    """Round the clock, the end of a day is told as its 24:00."""
    clock = rp.Calendar(week={day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri")})
    schedule = make(rp.Task("a", "A", "5h"), rp.Task("b", "B", "3h", after=["a"]), calendar=clock)

    assert "ven. 11 juin 21:00  ven. 11 juin 24:00" in line_of(schedule, "B")


@pytest.mark.parametrize(
    ("calendar", "fr", "en"),
    [
        ("FR", "France, jours ouvrés", "France, working days, Monday to Friday"),
        ("FR-57", "France (57), jours ouvrés", "France (57), working days, Monday to Friday"),
        ("DE", "Allemagne, jours ouvrés", "Germany, working days, Monday to Friday"),
        ("ouvrables", "jours ouvrables, sans jours fériés", f"{SATURDAY}, no public holidays"),
        ("calendaires", "jours calendaires", "calendar days"),
        (None, "jours ouvrés, sans jours fériés", "working days, Monday to Friday, no public holidays"),
        (
            rp.Calendar("studio", week={"mon": ["08:00-12:00"]}, country="FR"),
            "France, studio, jours travaillés du calendrier",
            "France, studio, working days of the calendar",
        ),
    ],
)  # fmt: skip
def test_the_heading_names_the_convention(calendar: object, fr: str, en: str) -> None:
    """The heading says whose days are counted and how."""
    schedule = make(calendar=calendar)

    assert lines(schedule, "fr")[0].endswith(f"({fr} ; offsets en jours calendaires)")
    assert lines(schedule, "en")[0].endswith(f"({en}; offsets in calendar days)")


def test_the_heading_tells_the_buffer() -> None:
    """The safety time before J is not hidden."""
    assert lines(make(buffer="5d"))[0].endswith("; tampon de 5 j)")


def test_a_plan_without_launch() -> None:
    """A forward plan has no offsets and no line across, unless a launch is linked to it."""
    forward = rp.schedule(rp.Plan("P", start="2027-01-04", tasks=[rp.Task("a", "A", "3d")]))
    linked = rp.schedule(rp.Plan("", start="2027-01-04", tasks=[rp.Task("a", "A", "3d", before=["launch"])]))

    assert lines(forward, "en")[0].startswith("P — from Monday 4 January 2027 (working days")
    assert not any(line.startswith("━") for line in lines(forward))
    assert lines(linked, "en")[0].startswith(
        "Plan — from Monday 4 January 2027, launch (J) found: Thursday 7 January 2027 ("
    )
    assert any(line.startswith("━ J") for line in lines(linked))


def test_a_plan_without_tasks() -> None:
    """An empty plan has a launch and nothing else."""
    assert [line.split()[0] for line in lines(make())] == ["Plan", "J", "━"]


def test_conflicts_say_what_is_missing_and_when_it_would_work() -> None:
    """An infeasible plan tells the missing days, the first launch that works, and every conflict by name."""
    schedule = make(rp.Task("a", "Affiche", "10d"), start="2027-06-07")
    *_, total, conflict = lines(schedule)

    assert total == "Infaisable : il manque 5 jours ouvrés ; premier lancement faisable : lundi 21 juin 2027"
    assert conflict == (
        "✗ « Affiche » devrait commencer le lun. 31 mai 2027, avant le début du plan, lun. 7 juin 2027"
        " : il manque 5 jours ouvrés"
    )


def test_missing_days_are_named_by_their_convention() -> None:
    """Days that are not "ouvrés" are not called so."""
    schedule = make(rp.Task("a", "Affiche", "10d"), start="2027-06-09", calendar="calendaires")

    assert any(line.startswith("Infaisable : il manque 5 jours ; premier") for line in lines(schedule))


def test_a_conflict_behind_a_pin_names_the_pinned_task() -> None:
    """The pin behind a conflict is told by the name of its task, or alone if it is the task's own."""
    schedule = make(
        rp.Task("a", "Affiche", "5d", at="J-7"), rp.Task("b", "Bilan", "3d", after=["a"], at="J-5")
    )
    conflicts = [line for line in lines(schedule) if line.startswith("✗")]

    must = {"type": "must_start_on", "date": "2027-06-09"}
    after = make(
        rp.Task("a", "Affiche", "5d", at="J-7"), rp.Task("b", "Bilan", "1d", after=["a"], constraint=must)
    )
    other = [line for line in lines(after) if line.startswith("✗")]

    assert [line.rpartition(" (")[2] for line in conflicts + other] == [
        "fixée : J-5)",
        "fixée : Affiche J-7)",
    ]


def test_findings_are_told_by_name() -> None:
    """Doubts stand under the table, with the names that it shows."""
    schedule = make(rp.Task("a", "Affiche", "30h"), launch="2027-06-13")

    assert [line[:30] for line in lines(schedule) if line.startswith("!")] == [
        "! LANCEMENT : dim. 13 juin 202",
        "! Affiche : 30 h est du temps ",
    ]


def test_many_findings_are_cut() -> None:
    """Past twenty findings of a kind, only their number is told."""
    schedule = make(*(rp.Task(f"t{number}", duration="30h") for number in range(30)))

    assert lines(schedule)[-1] == "! … (+10)"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("two\nlines\tand\r\nmore\u2028end", "two lines and  more end"),
        ("\x00\x7f\x9b", "␀␡\ufffd"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\ud800", "\ufffd"),
        ("👩‍🚀 fête", "👩‍🚀 fête"),
        ("שלום", "שלום"),
        ("x" * 1000, "x" * 399 + "…"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
    ],
)
def test_names_are_harmless(name: str, shown: str) -> None:
    """Control characters are seen and not obeyed; letters of any script and emoji stay."""
    assert shown == clean(name)


@given(st.text(max_size=60), st.integers(1, 60))
@example("👩‍🚀" * 9, 3)
@example("é" * 40, 7)
def test_any_name_can_be_shown(name: str, width: int) -> None:
    """No name breaks the table, at no width, and no control character gets through."""
    text = table_text(make(rp.Task("a", name, "1d")), "fr", width)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


@given(st.text(st.characters(categories=["L", "N"]) | st.just(" "), max_size=80), st.integers(2, 30))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    """Lines are no wider than asked, and nothing is lost but spaces."""
    found = wrap(text, width)

    assert all(cell_len(line) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_french_punctuation_stays_with_its_word() -> None:
    """A line does not begin with a semicolon or end with an opening quotation mark."""
    assert wrap("un deux ; « trois »", 9) == ["un deux ;", "« trois »"]
    assert wrap("un deux ; « trois »", 8) == ["un", "deux ;", "« trois", "»"]


def test_the_language_of_the_plan_is_the_default() -> None:
    """Without a language, the plan's own is spoken, else English."""
    assert "jour J" in table_text(make())
    assert "launch (J)" in table_text(make(lang=None))


def test_a_console_without_bounds_breaks_no_line() -> None:
    """Piped output has one line a task, however long its name."""
    schedule = make(rp.Task("a", "mot " * 15 + "fin", "1d"))
    stream = StringIO()
    Console(file=stream, width=UNBOUNDED).print(TerminalTable(schedule))

    assert any(
        line.endswith("mot fin") and line.startswith("  J-3") for line in stream.getvalue().splitlines()
    )


def test_dates_of_the_table_are_those_of_the_schedule() -> None:
    """The table shows planned dates."""
    task = CAMPAIGN["write"]

    assert (task.start_date, task.finish) == (date(2027, 6, 8), datetime(2027, 6, 10, 17))
    assert "mar. 8 juin    jeu. 10 juin" in line_of(CAMPAIGN, "Rédaction")


def test_a_hammock_has_a_sign_and_neither_duration_nor_slack() -> None:
    """The sign is explained; slack and the mark are of tasks that can be late by themselves."""
    schedule = make(
        rp.Task("write", "Rédaction", duration="5d"),
        rp.Task("support", "Accompagnement", span={"from": "write", "to": "launch"}),
    )

    assert line_of(schedule, "Rédaction").split() == [
        "J-7", "lun.", "7", "juin", "ven.", "11", "juin", "5", "j", "0", "●", "Rédaction",
    ]  # fmt: skip
    assert line_of(schedule, "Accompagnement").split() == [
        "J-7", "lun.", "7", "juin", "dim.", "13", "juin", "↔", "Accompagnement",
    ]  # fmt: skip
    assert "● critique   ↔ hamac, qui suit d’autres dates" in table_text(schedule)
