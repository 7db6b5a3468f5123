"""The page of an action plan, read back by a reader of Markdown."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from markdown_it import MarkdownIt

import retroplan as rp
from retroplan.render.cards import make_deck
from tests.golden.plans import HOSTILE_NAMES, PLANS, TODAY, assert_golden, scheduled


def page(schedule: rp.Schedule, **options: Any) -> str:
    """Write a page."""
    return rp.dumps(schedule, "md", view="page", **options).decode()


def html(text: str) -> str:
    """Let a reader of Markdown make HTML of a page, raw HTML allowed."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(text)


def cells(text: str) -> list[list[str]]:
    """Give the cells of all tables, as the reader of Markdown sees them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("td_open", "th_open"):
            inside = token.children or []
            rows[-1].append("".join(child.content for child in inside if child.type.startswith("text")))
    return rows


@pytest.mark.parametrize("name", PLANS)
def test_golden(name: str) -> None:
    """What is written is what was reviewed."""
    assert_golden(f"{name}.page.md", rp.dumps(scheduled(name), "md", view="page", today=TODAY))


def test_the_table_stays_the_usual_view() -> None:
    """The page must be asked for."""
    assert rp.dumps(scheduled("loyalty"), "md").startswith(b"| J | ")


def test_the_headings_are_those_of_published_action_plans() -> None:
    """Columns that nobody filled are left out, but for the one that is to be filled in."""
    plan = rp.Plan(
        "Salon", lang="fr", launch="2026-06-15",
        tasks=[rp.Task("a", "Affiche", "2d", responsible=["Zoé"], extra={
            "x-indicator": "500 affiches", "x-resources": "imprimeur", "x-status": "En cours",
        })],
    )  # fmt: skip
    headings, row = cells(page(rp.schedule(plan)))[-2:]

    assert headings == [
        "Action à mener", "Responsable", "Délai", "J", "Début", "Fin", "Marge totale",
        "Ressources nécessaires", "Indicateur de succès", "État d’avancement",
    ]  # fmt: skip
    assert row == [
        "Affiche", "Zoé", "2 j", "J-4", "jeu. 11 juin", "ven. 12 juin", "Critique", "imprimeur",
        "500 affiches", "En cours",
    ]  # fmt: skip
    assert "État d’avancement" in page(scheduled("loyalty"))
    assert "Indicateur" not in page(scheduled("loyalty"))


def test_a_column_of_the_user_takes_the_place_of_no_other() -> None:
    """Two of their own headings are those of the page: the dates and the status stay beside them."""
    plan = rp.Plan(
        launch="2026-06-15", lang="en", extra={"x-columns": {"x-shop": "Start", "x-check": "Status"}},
        tasks=[rp.Task("a", "Poster", "1d", status="done", extra={"x-shop": "Lyon", "x-check": "by Zoé"})],
    )  # fmt: skip
    headings, row = cells(page(rp.schedule(plan)))[-2:]

    assert [cell for heading, cell in zip(headings, row, strict=True) if heading == "Start"] == [
        "Fri 12 Jun", "Lyon",
    ]  # fmt: skip
    assert [cell for heading, cell in zip(headings, row, strict=True) if heading == "Status"] == [
        "by Zoé", "done",
    ]  # fmt: skip


def framed(**options: Any) -> str:
    """Write the page of a plan of one task, with what its head and the task carry."""
    task = rp.Task("a", "Poster", "2d", note="well done", extra=options.pop("task", {}))
    return page(rp.schedule(rp.Plan("Salon", launch="2026-06-15", lang="en", tasks=[task], **options)))


def test_owners_stand_in_the_head_by_their_names() -> None:
    """A person of the plan has a name; who is not listed is called as it is written."""
    told = framed(owner=["anna", "The board"], people={"anna": {"name": "Anna | Martin"}})

    assert cells(told)[:2] == [
        ["Project", "Plan owner", "Period (from – to)", "Launch (J)"],
        ["Salon", "Anna | Martin, The board", "Thu 11 Jun 2026 – Mon 15 Jun 2026", "Mon 15 Jun 2026"],
    ]
    assert cells(framed())[0] == ["Project", "Period (from – to)", "Launch (J)"]


def test_the_context_of_a_plan_opens_and_closes_its_page() -> None:
    """What is concluded comes last; nothing of it is markup, and what is no text is written as JSON."""
    told = framed(context={
        "Conclusions": "One.\n\n# Two", "aim": "<b>100</b> leads", "audience": ["new", "old"], "v": {"n": 2},
        "empty": "", "Recommandations": ["train", "measure"],
    })  # fmt: skip
    start, _, end = told.partition("## Conclusion\n\n")

    assert re.findall("<li><strong>(.*)</strong> – (.*)</li>", html(start)) == [
        ("aim", "&lt;b&gt;100&lt;/b&gt; leads"), ("audience", "new, old"), ("v", "{&quot;n&quot;: 2}"),
    ]  # fmt: skip
    assert re.findall(r"<(h\d|p|li)>(?:<p>)?([^<]*)", html(end))[:4] == [
        ("p", "One."), ("p", "# Two"), ("li", "train"), ("li", "measure"),
    ]  # fmt: skip
    assert "empty" not in told
    assert "Conclusion" not in framed(context={"aim": "100 leads"})


def test_the_follow_up_lists_the_log_and_then_the_tasks() -> None:
    """Dates are written as people do, what is none as it stands; a task has its note as the comment."""
    rows = [{"action": "Posters", "date": "2026-06-02", "result": "80 %"}, {"date": "soon"}, "odd", {}]
    told = framed(extra={"x-log": {"rows": rows}}, task={"x-follow-up-date": "2026-06-12", "x-result": 12})

    assert cells(told)[-4:] == [
        ["Action followed", "Follow-up date", "Result", "Comment"],
        ["Posters", "Tue 2 Jun 2026", "80 %", ""],
        ["", "soon", "", ""],
        ["Poster", "Fri 12 Jun 2026", "12", "well done"],
    ]
    assert "## Follow-up" not in framed(extra={"x-log": "lost"})


def test_what_is_followed_up_of_phases_and_parts_is_listed() -> None:
    """A phase, a task that is done in waves, and a part of it whose row was filled in."""
    done = {"x-result": "fine"}
    tasks = [
        rp.Task("p", "Phase", tasks=[rp.Task("v", "Mail", waves=["J-5"], extra=done)], extra=done),
    ]  # fmt: skip
    parts = {"v/send-1": {"x-follow-up-date": "2026-06-11", "x-result": "sent", "note": "late"}}
    plan = rp.Plan("P", launch="2026-06-15", lang="en", tasks=tasks, extra={"x-follow-up": parts})

    assert cells(page(rp.schedule(plan)))[-3:] == [
        ["Phase", "", "fine", ""],
        ["Mail", "", "fine", ""],
        ["Mail: Sending, wave 1", "Thu 11 Jun 2026", "sent", "late"],
    ]


def test_what_goes_on_is_under_way_and_ends_no_period() -> None:
    """A watch of a month and one without an end are what somebody does on the day, too."""
    plan = rp.Plan("P", launch="2026-06-15", lang="en", tasks=[
        rp.Task("a", "Poster", "1d"), rp.Task("watch", "Watch", span={"from": "launch", "to": "J+30"}),
        rp.Task("on", "Nurturing", span={"from": "launch"}), rp.Task("far", "Far", span={"from": "J+200"}),
    ])  # fmt: skip
    told = page(rp.schedule(plan), today="2026-06-20")

    assert re.findall(r"\*\*(.*)\*\*", told.partition("## The next")[0]) == ["Watch", "Nurturing"]
    # J+200 is 1 January 2027: it begins then, whatever ends
    assert cells(told)[1][1] == "Fri 12 Jun 2026 – Fri 1 Jan 2027"


@pytest.mark.parametrize("name", ["loyalty", "project", "odd", "timed"])
def test_every_action_is_listed_once_with_its_dates(name: str) -> None:
    """The rows of the tables are the tasks of the schedule."""
    schedule = scheduled(name)
    deck = make_deck(schedule)
    headings = ("Action à mener", "Action")
    rows = [row for row in cells(page(schedule)) if len(row) == 8 and row[0] not in headings]
    wanted = sorted(
        (deck.dates.start(card.task), deck.dates.finish(card.task))
        for card in deck.cards.values()
        if card.task.kind != "summary" and not card.is_launch
    )

    assert sorted((row[4], row[5]) for row in rows) == wanted


def test_what_is_under_way_depends_on_the_day_that_is_given() -> None:
    """On Thursday 11 June the first task is under way and the second begins within two weeks."""
    plan = rp.Plan("P", lang="en", launch="2026-06-22", tasks=[
        rp.Task("a", "One", "3d", before=["b"]), rp.Task("b", "Two", "5d"),
        rp.Task("c", "Three", "1d", after=["launch FS+30cd"]),
    ])  # fmt: skip
    told = page(rp.schedule(plan), today="2026-06-11")
    # b: Monday 15 to Friday 19; a: Wednesday 10 to Friday 12; c: 22 July, more than two weeks away
    now, after = told.partition("## The next two weeks")[::2]

    assert re.findall(r"\*\*(.*)\*\*", now) == ["One"]
    assert re.findall(r"\*\*(.*)\*\*", after.partition("## Key dates")[0]) == ["Two"]
    assert "Under way" not in page(rp.schedule(plan))
    assert page(rp.schedule(plan), today=date(2020, 1, 1)).count("- none") == 2


def test_a_page_for_one_person_has_their_tasks() -> None:
    """The others are left out, and so is what concerns everybody."""
    told = page(scheduled("odd"), person="anna")

    assert "Anna &lt;Martin&gt;" in told.splitlines()[0]
    assert [row[0] for row in cells(told) if len(row) == 8] == [
        "Action à mener",
        "Brief",
        "إعداد الحملة (الإصدار ٢)",
    ]
    assert "Chemin critique" not in told
    assert "« Brief » devrait commencer" in told


def test_people_have_lists_to_tick() -> None:
    """Each name once, those of nobody last."""
    found = re.findall(r"^### (.*)$", page(scheduled("odd")).partition("## Par personne")[2], re.MULTILINE)

    assert found == ["Anna &lt;Martin&gt;", "Équipe vidéo; son", "board", "Zoé", "Personne pour l’instant"]


def test_names_are_text() -> None:
    """Hostile names make no element, no link and no table of their own."""
    told = html(page(scheduled("odd")))
    tags = set(re.findall(r"<(\w+)", told))

    assert tags == {
        "h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "pre", "code", "ol", "ul", "li", "p",
        "em", "strong",
    }  # fmt: skip
    firsts = {row[0] for row in cells(page(scheduled("odd"))) if len(row) == 8}
    letters = {"".join(filter(str.isalnum, first)) for first in firsts}
    for name in HOSTILE_NAMES:
        assert "".join(filter(str.isalnum, name)) in letters


def test_a_page_is_not_taken_for_a_plan() -> None:
    """Who reads one is told to read the plan it came from."""
    with pytest.raises(rp.PlanError, match="this is a schedule; read the plan it came from"):
        rp.read(page(scheduled("loyalty")).encode(), format="md")


def test_a_large_diagram_is_left_out() -> None:
    """Mermaid refuses texts of more than 50,000 letters."""
    tasks = [rp.Task(f"t{number}", "Une action comme une autre", "1d") for number in range(700)]

    assert "```mermaid" not in page(rp.schedule(rp.Plan("P", launch="2026-06-15", tasks=tasks)))
    assert "```mermaid" in page(rp.schedule(rp.Plan("P", launch="2026-06-15", tasks=tasks[:50])))


def _with_statuses() -> rp.Schedule:
    """On Wednesday 10 June 2026 all tasks but the first are under way, or would be: five days before J."""
    tasks = [
        rp.Task("brief", "Brief", "1d", status="Terminée", responsible=["Zoé"], before=["text"]),
        rp.Task("text", "Textes", "5d", status="en cours", responsible=["Zoé"]),
        rp.Task("film", "Film", "5d", status="Annulé", responsible=["Zoé"], deadline="2026-06-20"),
        rp.Task("spot", "Affiche", "5d", status="terminé !", responsible=["Zoé"]),
        rp.Task("wait", "Stand", "5d", status="Bloqué"),
        rp.Task("none", "Tracts", "5d"),
        rp.Task("gone", "Prix", at="J-3", status="abandonné"),
        rp.Task("fair", "Foire", status="annulée", tasks=[
            rp.Task("hall", "Halle", "5d"), rp.Task("sign", "Enseigne", "5d", status="à faire"),
        ]),
        rp.Task("wave", "Envoi", "1d", status="fait", waves=["J-10"]),
    ]  # fmt: skip
    return rp.schedule(rp.Plan("Salon", lang="fr", launch="2026-06-15", tasks=tasks))


def test_the_status_of_each_task_is_shown_in_its_own_words() -> None:
    """Parts and what lies below something done or cancelled have its status; others none."""
    found = {row[0]: row[-1] for row in cells(page(_with_statuses())) if len(row) == 8}

    assert found == {
        "Action à mener": "État d’avancement", "Brief": "Terminée", "Textes": "en cours", "Film": "Annulé",
        "Affiche": "terminé !", "Stand": "Bloqué", "Tracts": "", "◆ Prix": "abandonné", "Halle": "annulée",
        "Enseigne": "à faire", "Préparation, vague 1": "fait", "◆ Envoi, vague 1": "fait",
    }  # fmt: skip


def test_what_is_done_or_cancelled_is_not_under_way() -> None:
    """Neither on a day within its dates, nor among what comes next; a cancelled date is no key date."""
    during, before = page(_with_statuses(), today="2026-06-10"), page(_with_statuses(), today="2026-05-31")

    def names(told: str, first: str, last: str) -> list[str]:
        return re.findall(r"\*\*(.*)\*\*", told.partition(first)[2].partition(last)[0])

    # five working days before Monday 15: Monday 8 to Friday 12; Brief before them on Friday 5
    assert names(during, "## En cours", "## Les deux") == ["Textes", "Stand", "Tracts", "Enseigne"]
    assert names(before, "## Les deux", "## Dates clés") == ["Textes", "Stand", "Tracts", "Enseigne"]
    dated = during.partition("## Dates clés")[2].partition("```")[0]
    assert "Prix" not in dated
    assert "Film" not in dated


def test_what_is_done_is_ticked_and_what_is_cancelled_is_on_no_list() -> None:
    """The lists by person say what is left to do."""
    told = page(_with_statuses()).partition("## Par personne")[2]

    assert re.findall(r"^- \[([x ])\] .*\*\*(.*)\*\*", told, re.MULTILINE) == [
        ("x", "Brief"), (" ", "Textes"), ("x", "Affiche"),
        ("x", "Envoi : Préparation, vague 1"), ("x", "Envoi : Envoi, vague 1"), (" ", "Stand"),
        (" ", "Tracts"), (" ", "Enseigne"),
    ]  # fmt: skip


def test_a_heading_of_the_users_own_table_stays() -> None:
    """The column of the status is called as in the list that was read."""
    plan = rp.read("Tâche;Durée;Où ça en est;Statut\nAffiche;2 j;;Fait\n".encode(), format="csv")
    row = cells(page(rp.schedule(plan, launch="2026-06-15"), lang="fr"))

    assert next(line for line in row if line[0] == "Action à mener")[-1] == "Statut"
    assert next(line for line in row if line[0] == "Affiche")[-1] == "Fait"
