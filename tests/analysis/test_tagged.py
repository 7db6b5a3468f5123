"""Tasks by segment, channel and other tags: lists, calendars, shares of the effort, refinements."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest

import retroplan as rp


def plan_of(*tasks: dict[str, Any], **head: Any) -> rp.Plan:
    """Make a plan of some tasks before Monday 15 June 2026."""
    return rp.from_document({"launch": "2026-06-15", "tasks": list(tasks), **head})


CAMPAIGN = plan_of(
    {
        "id": "mail", "name": "E-mail", "duration": "1d", "waves": ["J-7", "J-3"], "responsible": "Anna",
        "for_each": "segments", "tags": {"channel": "email"},
        "approval": {"by": "direction", "duration": "1d"},
    },
    {
        "id": "web", "name": "Site", "tags": {"channel": "web"},
        "tasks": [
            {"id": "page", "name": "Page", "duration": "2d", "responsible": "Paul",
             "approval": {"by": "direction", "duration": "1d"}},
            {"id": "post", "name": "Billet", "duration": "1d", "tags": {"channel": ["web", "réseaux"]}},
        ],
    },
    {"id": "bare", "duration": "1d"},
    segments={"f": {"name": "Fidèles", "share": "75%"}, "n": {"name": "Nouveaux"}, "p": {"share": "0%"}},
    channels=["radio", "web", "email"],
)  # fmt: skip


def test_tasks_are_listed_by_channel() -> None:
    """What a summary has its tasks have; channels without a task are there; parts are no tasks here."""
    assert rp.by_tag(CAMPAIGN, "channel") == {
        "radio": (), "web": ("page", "post"), "email": ("mail",), "réseaux": ("post",),
    }  # fmt: skip
    assert rp.by_tag(CAMPAIGN, "segment") == {"f": ("mail",), "n": ("mail",), "p": ("mail",)}
    assert rp.by_tag(CAMPAIGN, "season") == {}
    with pytest.raises(TypeError, match="by_tag takes a Plan"):
        rp.by_tag(rp.schedule(CAMPAIGN), "channel")  # type: ignore[arg-type]


def test_a_calendar_has_a_row_a_day_and_a_column_a_channel() -> None:
    """Sendings stand on their days, an approved task once, J in a row of its own."""
    found = rp.publication_calendar(rp.schedule(CAMPAIGN))

    # The page is made on 10 and 11 June and approved on the 12th, a Friday.
    assert found.to_rows("fr") == [
        ("Date", "J", "web", "email", "réseaux"),
        (
            date(2026, 6, 8), "J-7", "",
            "E-mail – Fidèles – Sending, wave 1\nE-mail – Nouveaux – Sending, wave 1\n"
            "E-mail – p – Sending, wave 1", "",
        ),
        (date(2026, 6, 10), "J-5", "Page", "", ""),
        (
            date(2026, 6, 12), "J-3", "Billet",
            "E-mail – Fidèles – Sending, wave 2\nE-mail – Nouveaux – Sending, wave 2\n"
            "E-mail – p – Sending, wave 2", "Billet",
        ),
        (date(2026, 6, 15), "J", "", "", ""),
    ]  # fmt: skip


def test_a_calendar_by_segment_and_channel_has_a_row_for_each() -> None:
    """Date, offset, segment, channel, task and who, sorted by date."""
    found = rp.publication_calendar(rp.schedule(CAMPAIGN), ("segment", "channel"), where={"segment": "f"})

    assert found.to_rows("fr") == [
        ("Date", "J", "segment", "channel", "Tâche", "Responsable"),
        (date(2026, 6, 8), "J-7", "Fidèles", "email", "E-mail – Fidèles – Sending, wave 1", "Anna"),
        (date(2026, 6, 12), "J-3", "Fidèles", "email", "E-mail – Fidèles – Sending, wave 2", "Anna"),
    ]
    assert found.entries[0].tags == {"channel": ("email",), "segment": ("f",)}
    assert rp.to_document(found)["entries"][0]["date"] == "2026-06-08"


def test_a_calendar_is_written_for_spreadsheets_and_pages() -> None:
    """In French CSV dates have the day first; in Markdown several tasks of a day are in one cell."""
    found = rp.publication_calendar(rp.schedule(CAMPAIGN))
    rows = list(csv.reader(StringIO(rp.dumps(found, "csv", lang="fr").decode("utf-8-sig")), delimiter=";"))
    page = rp.dumps(found, "md", lang="fr").decode()

    assert [row[0] for row in rows] == ["Date", "08/06/2026", "10/06/2026", "12/06/2026", "15/06/2026"]
    assert rows[2][2] == "Page"
    assert page.splitlines()[2].count("<br>") == 2
    assert rp.dumps(found, "xlsx") == rp.dumps(found, "xlsx")


def test_a_plan_forward_has_a_calendar_without_j() -> None:
    """There is no launch, so there is no row of it and no offset."""
    plan = rp.Plan(start="2026-06-01", tasks=[rp.Task("a", duration="1d", tags={"channel": "web"})])

    assert rp.publication_calendar(rp.schedule(plan)).to_rows()[1:] == [(date(2026, 6, 1), "", "a")]


def test_phases_of_entries_are_the_topmost_summaries() -> None:
    """A calendar of a campaign tells the phase of each task."""
    found = rp.publication_calendar(rp.schedule(CAMPAIGN), where={"channel": "web"})

    assert {entry.phase for entry in found.entries} == {"Site"}


# --------------------------------------------------------------------------- shares


def test_four_campaigns_of_which_three_are_for_one_audience() -> None:
    """They are 75 and 25 percent of the campaigns."""
    tasks = [{"id": f"c{n}", "duration": "1d", "tags": {"segment": "A" if n else "B"}} for n in range(4)]
    found = rp.effort_split(rp.schedule(plan_of(*tasks)))

    assert {value: part.task_percent for value, part in found.items()} == {"B": 25.0, "A": 75.0}


def test_the_effort_of_each_audience_is_compared_with_its_target() -> None:
    """Days of work against the share that the plan wants, in points; who gets nothing is told."""
    plan = plan_of(
        {"id": "a", "duration": "6d", "tags": {"segment": "A"}},
        {"id": "b", "duration": "2d", "tags": {"segment": ["A", "B"]}},
        {"id": "c", "duration": "2d"},
        segments={"A": {"share": "75%"}, "B": {"share": "20%"}, "C": {"name": "Presse", "share": "5%"}},
    )
    found = rp.effort_split(rp.schedule(plan))

    # 6 + 1 days for A, 1 for B, of 8 with a segment.
    assert {value: (part.days, part.day_percent, part.deviation) for value, part in found.items()} == {
        "A": (7.0, 87.5, 12.5),
        "B": (1.0, 12.5, -7.5),
        "C": (0.0, 0.0, -5.0),
    }
    assert found.uncovered == ("C",)
    assert found.to_rows("fr")[3] == ("Presse", 0.0, 0.0, 0.0, 5.0, -5.0)
    assert rp.to_document(found)["parts"][0]["target"] == 75.0


def test_two_audiences_have_different_sets_of_tasks() -> None:
    """Strategies for each audience are tasks with its tag."""
    strategies = [
        ("promotion sur les réseaux sociaux", ["jeunes"]),
        ("kiosque dans des congrès", ["membres"]),
        ("rencontres virtuelles", ["jeunes", "membres"]),
        ("organisation de conférences personnalisées", ["membres"]),
    ]
    tasks = [
        {"id": f"s{number}", "name": name, "tags": {"segment": audiences}}
        for number, (name, audiences) in enumerate(strategies)
    ]

    assert rp.by_tag(plan_of(*tasks), "segment") == {"jeunes": ("s0", "s2"), "membres": ("s1", "s2", "s3")}


# --------------------------------------------------------------------------- refinements


@pytest.mark.parametrize(
    ("refine", "more", "told"),
    [
        ({}, [], ["refine"]),
        ({"approval": {"by": "direction", "duration": "1d"}}, [], []),
        ({}, [{"id": "again", "duration": "1d", "after": ["refine"], "tags": {"approves": "refine"}}], []),
        ({"tags": {"refines": "other"}}, [], []),
        ({"tags": {"refines": "nothing"}}, [], []),
    ],
)
def test_a_refinement_without_time_for_another_approval_is_told(
    refine: dict[str, Any], more: list[dict[str, Any]], told: list[str]
) -> None:
    """Messages are refined from J-40 to J, after their approval: who approves them again?"""
    plan = plan_of(
        {
            "id": "content",
            "duration": "5d",
            "until": "J-50",
            "approval": {"by": "direction", "duration": "5d"},
        },
        {"id": "other", "duration": "5d"},
        {"id": "refine", "at": "J-40", "duration": "5d", "tags": {"refines": "content"}} | refine,
        *more,
    )

    assert [finding.task for finding in rp.check(plan, select="RP705").findings] == told
