"""Columns that say one thing twice."""

from __future__ import annotations

from datetime import date

import pytest

import retroplan as rp
from retroplan.offsets import parse_offset
from retroplan.tables.reconcile import offset_day
from tests.tables.tabling import codes, document, problems, read, tasks, written

# J = Tuesday 15 June 2027; J-30 = 16 May, J-10 = 5 June
BOTH = "Jour J;15/06/2027\n\nTâche;J-xx;Date\nA;J-30;16/05/2027\nB;J-10;05/06/2027\n"


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        ("J-30", date(2027, 5, 16)),
        ("J", date(2027, 6, 15)),
        ("J+45", date(2027, 7, 30)),
        ("S-2", date(2027, 6, 1)),
        ("M-4", date(2027, 2, 15)),
        ("J-20o", None),
        ("H-4", None),
        ("J-99999", date(1753, 8, 31)),
        ("S-99999", date(110, 12, 9)),
        ("M-99999", None),
    ],
)
def test_days_of_offsets(offset: str, day: date | None) -> None:
    """Calendar days, weeks and months need no calendar; the rest is not compared."""
    assert offset_day(parse_offset(offset), date(2027, 6, 15)) == day


def test_dates_that_repeat_the_offsets_show_them() -> None:
    """The offset counts, the date beside it is shown; when the launch moves, the dates follow."""
    plan = read(BOTH)

    assert [(task.id, str(task.at), task.start) for task in plan] == [
        ("a", "J-30", None),
        ("b", "J-10", None),
    ]
    assert "\n".join(written(plan)) + "\n" == BOTH
    # a week later
    assert written(plan.replace(launch="2027-06-22"))[3:] == ["A;J-30;23/05/2027", "B;J-10;12/06/2027"]


def test_offsets_and_dates_that_agree_tell_the_launch() -> None:
    """Where no launch is written, what every row leads to is it."""
    assert document("Tâche;J-xx;Date\nA;J-30;16/05/2027\nB;J-10;05/06/2027\n")["launch"] == "2027-06-15"


def test_rows_may_have_one_of_the_two() -> None:
    """A date where no offset stands is a given date."""
    plan = read(BOTH + "C;;07/06/2027\nD;J-5;\n")

    assert [str(task.at or task.start) for task in plan] == ["J-30", "J-10", "2027-06-07", "J-5"]
    assert written(plan)[5:] == ["C;;07/06/2027", "D;J-5;10/06/2027"]


def test_a_date_unlike_its_offset_is_told_once() -> None:
    """The first cell that disagrees, both dates, and how to let one column count."""
    text = BOTH.replace("05/06/2027", "04/06/2027") + "C;J-9;04/06/2027\n"

    assert problems(text) == [
        'C5: J-10 is Sat 5 Jun 2027, but the column "Date" says Fri 4 Jun 2027; correct one of them, '
        'or head the column that should not count "x-Date" or "x-J-xx"'
    ]
    assert problems(text, "fr") == [
        "C5: J-10 est le sam. 5 juin 2027, mais la colonne « Date » dit le ven. 4 juin 2027 ; "
        "corriger l’une des deux, ou intituler « x-Date » ou « x-J-xx » la colonne "
        "qui ne doit pas compter"
    ]


@pytest.mark.parametrize(("heading", "kept"), [("x-Date", "x-Date"), ("x-J-xx", "x-J-xx")])
def test_what_the_error_advises_works(heading: str, kept: str) -> None:
    """The column that is headed with x- is kept and does not count; so it is with `columns`."""
    text = BOTH.replace("05/06/2027", "04/06/2027")
    renamed = text.replace(heading.removeprefix("x-"), heading)

    assert all(kept in task for task in tasks(renamed))
    assert tasks(text, columns={heading.removeprefix("x-"): kept}) == tasks(renamed)


def test_a_finish_beside_a_start_offset_is_told_once() -> None:
    """J-30 places the start; another column of finishes cannot hold the end as well."""
    text = "Jour J;15/06/2027\nTâche;J-xx;Début;Fin\nA;J-30;16/05/2027;20/05/2027\n"
    text += "B;J-10;05/06/2027;07/06/2027\n"

    assert problems(text) == [
        'D3: the column "J-xx" already says when the tasks are, here J-30; to keep the column "Fin" without '
        'counting it, head it "x-Fin"'
    ]
    assert [str(task["at"]) for task in tasks(text.replace(";Fin", ";x-Fin"))] == ["J-30", "J-10"]


def test_offsets_whose_dates_are_finishes_pin_the_ends() -> None:
    """J-30 beside a finish on that day is where the work ends."""
    text = "Jour J;15/06/2027\n\nTâche;J-xx;Fin;Durée (j)\nA;J-30;16/05/2027;5\nB;J-10;05/06/2027;3\n"

    assert [(task["until"], "at" in task) for task in tasks(text)] == [("J-30", False), ("J-10", False)]
    assert "\n".join(written(read(text))) + "\n" == text


def test_a_deadline_beside_an_offset_is_a_deadline_unless_it_repeats_it() -> None:
    """A limit may well lie later than the position."""
    text = "Jour J;15/06/2027\nTâche;J-xx;Échéance\nA;J-30;20/05/2027\nB;J-10;05/06/2027\n"

    assert [task["deadline"] for task in tasks(text)] == ["2027-05-20", "2027-06-05"]
    assert all("deadline" not in task for task in tasks(text.replace("20/05/2027", "16/05/2027")))


def test_days_that_count_every_day_are_told_once() -> None:
    """Numbers that are those of all days between the dates are no working days."""
    # Mon 7 to Fri 18 September 2026: 12 days, 10 of them working days
    text = (
        "Tâche;Début;Fin;Durée (jours)\nA;07/09/2026;18/09/2026;12\nB;21/09/2026;21/09/2026;1\n"
        "C;21/09/2026;09/10/2026;19\n"
    )

    assert problems(text) == [
        "D2: 12 is every day from Mon 7 Sept 2026 to Fri 18 Sept 2026, Sundays too; head the column "
        '"Duration (calendar days)", or "x-Durée (jours)" to keep it without counting it'
    ]
    advised = read(text.replace("(jours)", "(jours calendaires)"))
    assert rp.schedule(advised, start="2026-09-01").feasible
    assert written(advised)[1] == "A;07/09/2026;18/09/2026;12"
    assert codes(text, columns={"Durée (jours)": "x-d", "Rien": "name"}) == [(None, "unknown-heading")]
    assert rp.schedule(read(text, columns={"Durée (jours)": "x-d"}), start="2026-09-01")[
        "a"
    ].start_date == date(2026, 9, 7)


@pytest.mark.parametrize(
    "rows",
    [
        "A;07/09/2026;18/09/2026;10\n",  # working days
        "A;07/09/2026;11/09/2026;5\n",  # both at once
    ],
)
def test_days_that_are_working_days_are_left_alone(rows: str) -> None:
    """Three that agree in the plan's calendar say one thing."""
    assert len(tasks("Tâche;Début;Fin;Durée (jours)\n" + rows)) == rows.count("\n")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A;07/09/2026;12/09/2026;6\n", [("D2", "three-disagree")]),  # Monday to Saturday: ouvrables
        (  # not all of them count every day
            "A;07/09/2026;18/09/2026;12\nB;21/09/2026;25/09/2026;4\n",
            [("D2", "three-disagree"), ("D3", "three-disagree")],
        ),
        ("A;18/09/2026;07/09/2026;12\n", [("C2", "finish-before-start")]),
    ],
)
def test_days_that_no_one_rule_explains_are_told_row_by_row(rows: str, told: list[tuple[str, str]]) -> None:
    """Where not the whole column counts every day, each row that disagrees is told with its arithmetic."""
    assert codes("Tâche;Début;Fin;Durée (jours)\n" + rows) == told


def test_in_a_calendar_that_works_every_day_there_is_nothing_to_tell() -> None:
    """The header says which days count."""
    text = "Calendrier;calendaires\nTâche;Début;Fin;Durée (jours)\nA;07/09/2026;18/09/2026;12\n"

    assert tasks(text)[0]["duration"] == "12d"


def test_the_row_of_the_launch_is_the_launch() -> None:
    """Its date is the launch date, wherever it stands; it comes back with its number and its date."""
    text = "N°;Tâche;Durée (j);Date;Après\n1;Brief;2;;\n2;Lancement;0;15/06/2027;1\n3;Bilan;1;;2\n"
    plan = read(text)

    assert (str(plan.launch), plan["launch"].name, str(plan["3"].after[0].predecessor)) == (
        "2027-06-15",
        "Lancement",
        "launch",
    )
    assert "\n".join(written(plan)) + "\n" == text
    assert written(plan.replace(launch="2027-06-22"))[2] == "2;Lancement;0;22/06/2027;1"


@pytest.mark.parametrize("name", ["Lancement", "JOUR J", "Launch", "D-day", "Le jour J", "J", "launch"])
def test_the_launch_goes_by_its_usual_names(name: str) -> None:
    """In both languages; a launch that lasts is a task like another."""
    assert document(f"Tâche;Date\n{name};15/06/2027\n") == {
        "launch": "2027-06-15",
        "tasks": [{"id": "launch", "name": name}],
    }
    assert document(f"Tâche;Durée\n{name};5 j\n")["tasks"][0]["id"] != "launch"


def test_a_launch_at_another_date_than_the_plan_says_is_told() -> None:
    """What disagrees stays and is told in its cell."""
    assert codes("Jour J;15/06/2027\nTâche;Début;Fin\nLancement;15/06/2027;20/06/2027\n") == [
        ("C3", "launch-fixed")
    ]
