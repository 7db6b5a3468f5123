"""What has to be ordered by when, and what a late order costs; dates are counted by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

import retroplan as rp
from retroplan.language import LANGUAGES

# The artist is needed on Monday 2 June 2025, the first of five days before Monday 9 June (Whit Monday).
FRENCH = {"launch": "2025-06-09", "calendar": "FR", "currency": "EUR"}


def ordered(item: dict[str, Any], **plan: Any) -> rp.Need:
    """Give the need of one item of a task of five days."""
    task = rp.Task("visuals", "Visuels", "5d", costs={"name": "graphiste", "planned": 500, **item})
    schedule = rp.schedule(rp.Plan(**{**FRENCH, **plan, "tasks": [task]}))
    (need,) = rp.needs(schedule)
    return need


def test_quotes_are_asked_for_in_time() -> None:
    """Needed on 2 June 2025 with ten open days of lead: by 16 May, for 29 May is Ascension Day."""
    need = ordered({"lead_time": "10d", "kind": "human"})

    # Back from 2 June: 30, 28, 27, 26 | 23, 22, 21, 20, 19 | 16 May.
    assert str(need.needed) == "2025-06-02"
    assert str(need.quotes_by) == str(need.order_by) == "2025-05-16"


@pytest.mark.parametrize(
    ("lead", "quotes", "order_by", "quotes_by"),
    [
        ("10d", "5d", "2025-05-16", "2025-05-09"),  # 15, 14, 13, 12, 9 May
        ("2w", "1w", "2025-05-16", "2025-05-09"),
        ("14cd", None, "2025-05-19", "2025-05-19"),
        ("2cw", None, "2025-05-19", "2025-05-19"),
        ("4cd", None, "2025-05-28", "2025-05-28"),  # Thursday 29 May is closed
        ("1mo", None, "2025-05-02", "2025-05-02"),
        ("1mo", "1d", "2025-05-02", "2025-04-30"),  # 1 May is closed
        (None, "3d", "2025-06-02", "2025-05-27"),  # 30, 28, 27 May
        ("4h", None, "2025-05-30", "2025-05-30"),
    ],
)
def test_lead_times_count_in_every_unit(
    lead: str | None, quotes: str | None, order_by: str, quotes_by: str
) -> None:
    """Open days, weeks, calendar days and months; what leads to a closed day leads to the open one before."""
    need = ordered({"lead_time": lead, "quote_time": quotes})

    assert (str(need.order_by), str(need.quotes_by)) == (order_by, quotes_by)
    assert need.act_by == need.quotes_by


def test_without_a_lead_time_there_is_no_date_to_order_by() -> None:
    """What is needed is listed all the same."""
    need = ordered({})

    assert (need.order_by, need.quotes_by, need.late) == (None, None, False)
    assert need.act_by == need.needed


def test_an_order_in_a_hurry_costs_more() -> None:
    """500 ordered on 19 May instead of 16 May at the latest: 500 × 1.3 = 650, 150 more."""
    item = {"lead_time": "10d", "rush": "30%", "ordered": "2025-05-19"}
    need = ordered(item)
    task = rp.Task("visuals", duration="5d", costs={"name": "graphiste", "planned": 500, **item})
    budget = rp.budget(rp.schedule(rp.Plan(**FRENCH, tasks=[task])))

    assert need.late
    assert (str(need.cost), str(need.premium)) == ("500 EUR", "150 EUR")
    assert str(budget.total.planned) == "650 EUR"
    assert [(line.source, str(line.planned)) for line in budget.lines] == [
        ("cost", "500 EUR"),
        ("rush", "150 EUR"),
    ]
    assert budget.findings[0].text() == (
        'visuals: "graphiste" was ordered on Mon 19 May 2025 instead of Fri 16 May 2025 at the latest; '
        "it costs €650 instead of €500, €150 more"
    )
    assert all(finding.text(lang) for finding in budget.findings for lang in LANGUAGES)


def test_an_order_on_the_last_day_is_in_time() -> None:
    """On 16 May it costs 500."""
    need = ordered({"lead_time": "10d", "rush": "30%", "ordered": "2025-05-16"})

    assert not need.late
    assert need.act_by == need.needed  # there is nothing left to do


@pytest.mark.parametrize(("today", "late"), [("2025-05-16", False), ("2025-05-17", True), (None, False)])
def test_what_is_not_ordered_is_late_when_its_day_is_past(today: str | None, late: bool) -> None:
    """Only who says what day it is learns of that; nothing is read from a clock."""
    task = rp.Task(
        "a", duration="5d", costs={"name": "stand", "planned": 500, "lead_time": "10d", "rush": "30%"}
    )
    budget = rp.budget(rp.schedule(rp.Plan(**FRENCH, tasks=[task])), today=today)

    assert budget.needs[0].late is late
    assert str(budget.total.planned) == ("650 EUR" if late else "500 EUR")
    assert [finding.code for finding in budget.findings] == (["order-late"] if late else [])


def test_a_late_order_at_the_same_price_is_told() -> None:
    """Without a premium nothing is added."""
    task = rp.Task("a", duration="5d", costs={"name": "stand", "planned": 500, "lead_time": "10d"})
    budget = rp.budget(rp.schedule(rp.Plan(**FRENCH, tasks=[task])), today="2025-06-01")

    assert str(budget.total.planned) == "500 EUR"
    assert [finding.text() for finding in budget.findings] == [
        'a: "stand" should have been ordered by Fri 16 May 2025'
    ]


def test_a_task_that_moves_moves_its_orders() -> None:
    """A launch a week later: with 9 June and 29 May closed, 16 May becomes 22 May."""
    need = ordered({"lead_time": "10d"}, launch="2025-06-16")

    # Needed on Friday 6 June (13, 12, 11, 10, 6 June); back: 5, 4, 3, 2 | 30, 28, 27, 26 | 23, 22 May.
    assert (str(need.needed), str(need.order_by)) == ("2025-06-06", "2025-05-22")


def test_needs_come_in_the_order_of_their_dates() -> None:
    """People, money and things: each from the first day of the first task that needs it."""
    tasks = [
        rp.Task("film", duration="5d", responsible="anna", uses="camera", after=["script"]),
        rp.Task("script", duration="5d", responsible="anna"),
        rp.Task(
            "cut", duration="5d", responsible="paul", uses=["desk", "camera"], after=["film"], costs="5 EUR"
        ),
    ]
    resources = {"desk": {"kind": "material"}, "camera": {"kind": "material"}, "unused": {}}
    plan = rp.Plan(launch="2026-06-22", people={"anna": "Anna"}, resources=resources, tasks=tasks)

    # 15 days: 1 to 5, 8 to 12 and 15 to 19 June.
    assert [
        (str(need.needed), need.name, need.task, need.source) for need in rp.needs(rp.schedule(plan))
    ] == [
        ("2026-06-01", "Anna", "script", "person"),
        ("2026-06-08", "camera", "film", "resource"),
        ("2026-06-15", "", "cut", "cost"),
        ("2026-06-15", "desk", "cut", "resource"),
        ("2026-06-15", "paul", "cut", "person"),
    ]


def test_a_resource_is_ordered_for_its_first_use() -> None:
    """A room at 300 a day for two tasks of two days and one: 900, with a premium of 30 % 270."""
    tasks = [rp.Task("a", duration="2d", uses="room"), rp.Task("b", duration="1d", uses="room", after=["a"])]
    room = {"name": "Salle 3", "cost": "300 EUR/d", "lead_time": "1w", "rush": "30%", "ordered": "2026-06-04"}
    plan = rp.Plan(launch="2026-06-15", resources={"room": room}, tasks=tasks)
    (need,) = rp.needs(rp.schedule(plan))

    # Wednesday 10 June, less five days: Wednesday 3 June.
    assert (need.name, str(need.needed), str(need.order_by)) == ("Salle 3", "2026-06-10", "2026-06-03")
    assert (str(need.cost), str(need.premium), need.late) == ("900 EUR", "270 EUR", True)
    assert str(rp.budget(rp.schedule(plan)).total.planned) == "1170 EUR"


def test_costs_of_the_plan_are_needed_when_it_begins() -> None:
    """What belongs to no task is needed on the first day of work."""
    plan = rp.Plan(
        launch="2026-06-15",
        costs={"name": "assurance", "planned": "5 EUR", "lead_time": "2d"},
        tasks=[rp.Task("a", duration="5d")],
    )
    (need,) = rp.needs(rp.schedule(plan))

    assert (str(need.needed), str(need.order_by), need.task) == ("2026-06-08", "2026-06-04", "")


def test_a_lead_time_beyond_all_calendars_is_an_error() -> None:
    """Ten million days before are no date."""
    with pytest.raises(rp.CalendarError):
        ordered({"lead_time": "10000000cd"})
    with pytest.raises(rp.CalendarError):
        ordered({"lead_time": "10000000d"})
    with pytest.raises(rp.CalendarError):
        ordered({"lead_time": "100000mo"})


def test_needs_are_given_as_records() -> None:
    """A flat mapping each, and JSON."""
    need = ordered({"lead_time": "10d", "rush": "30%"})

    assert need.to_record()["cost"] == 500
    assert json.loads(json.dumps(need.to_document())) == {
        "name": "graphiste", "task": "visuals", "category": "financial", "kind": "financial",
        "source": "cost", "needed": "2025-06-02", "order_by": "2025-05-16", "quotes_by": "2025-05-16",
        "ordered": None, "late": False, "cost": "500", "premium": "150", "currency": "EUR",
    }  # fmt: skip


@pytest.mark.parametrize("today", ["tomorrow", 5, "2025-05-17 09:00"])
def test_today_is_a_date(today: Any) -> None:
    """Anything else is refused, and the argument named."""
    schedule = rp.schedule(rp.Plan(**FRENCH, tasks=[rp.Task("a", duration="5d")]))
    for question in (rp.needs, rp.budget):
        with pytest.raises(rp.PlanError) as caught:
            question(schedule, today=today)

        assert [finding.path for finding in caught.value.findings] == ["today"]
