"""Loads: how much of their time people and resources have to give."""

from __future__ import annotations

import json
from typing import Any

import pytest

import retroplan as rp


def loads(plan: rp.Plan, by: str = "week") -> list[tuple[str, str, float | None]]:
    """Give who, the first day, and how much of what there is, of every load."""
    return [(item.name, f"{item.first:%d.%m}", item.load) for item in rp.loads(rp.schedule(plan), by=by)]


def test_two_tasks_in_one_week_are_two_hundred_percent() -> None:
    """Five days each in the same five days."""
    tasks = [rp.Task(name, duration="5d", responsible="anna") for name in ("text", "film")]
    (load,) = rp.loads(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))

    assert (load.load, load.minutes, load.capacity) == (2.0, 4800, 2400)
    assert (str(load.first), str(load.last), load.tasks, load.kind) == (
        "2026-06-08",
        "2026-06-14",
        ("text", "film"),
        "human",
    )


def test_shares_and_availability_count() -> None:
    """Half of a half-timer is all that there is of her; a team of two does two tasks at once."""
    people = {"anna": {"availability": "50%"}, "team": {"availability": "200%"}}
    tasks = [
        rp.Task("a", duration="5d", responsible={"anna": "50%"}),
        rp.Task("b", duration="5d", responsible={"team": "100%"}),
        rp.Task("c", duration="5d", responsible={"team": "50%"}),
    ]

    # 50 % of 50 %; 100 % and 50 % of 200 %.
    assert loads(rp.Plan(launch="2026-06-15", people=people, tasks=tasks)) == [
        ("anna", "08.06", 1.0),
        ("team", "08.06", 0.75),
    ]


def test_leave_takes_time_away() -> None:
    """Two days of work in a week with three days of leave fill what is left; public holidays count too."""
    anna = {"leave": "2026-06-08/2026-06-10"}
    task = rp.Task("a", duration="2d", responsible="anna")

    assert loads(rp.Plan(launch="2026-06-15", people={"anna": anna}, tasks=[task])) == [
        ("anna", "08.06", 1.0)
    ]
    # Whit Monday, 25 May 2026: four days in the week, two of them worked.
    assert loads(rp.Plan(launch="2026-05-30", calendar="FR", tasks=[task])) == [("anna", "25.05", 0.5)]


def test_loads_are_told_week_by_week_or_month_by_month() -> None:
    """Ten days over two weeks and two months; empty weeks are left out."""
    tasks = [
        rp.Task("a", duration="10d", responsible="anna"),
        rp.Task("b", duration="1d", responsible="anna", at="J+30"),
    ]
    plan = rp.Plan(launch="2026-06-08", tasks=tasks)

    assert loads(plan) == [("anna", "25.05", 1.0), ("anna", "01.06", 1.0), ("anna", "06.07", 0.2)]
    # May 2026 has 21 working days, June 22, July 23: 5 in May, 5 in June, 1 in July.
    assert loads(plan, "month") == [
        ("anna", "01.05", 5 / 21),
        ("anna", "01.06", 5 / 22),
        ("anna", "01.07", 1 / 23),
    ]


def test_all_three_kinds_load() -> None:
    """Somebody, something, and a budget that is used like both."""
    resources = {
        "room": {"kind": "material"},
        "artist": {"kind": "human", "quantity": 2},
        "fund": {"kind": "financial", "closed": "2026-06-08/2026-06-11"},
    }
    task = rp.Task("a", duration="5d", responsible="anna", uses=["room", "artist", "fund", "unknown"])
    found = rp.loads(rp.schedule(rp.Plan(launch="2026-06-15", resources=resources, tasks=[task])))

    assert [(item.name, item.kind, item.load) for item in found] == [
        ("anna", "human", 1.0),
        ("room", "material", 1.0),
        ("artist", "human", 0.5),
        ("fund", "financial", 5.0),
    ]


def test_who_is_never_there_has_no_capacity() -> None:
    """A booking on a resource that is closed all week has no share to be told."""
    room = {"closed": "2026-06-01/2026-06-30"}
    plan = rp.Plan(
        launch="2026-06-15", resources={"room": room}, tasks=[rp.Task("a", duration="5d", uses="room")]
    )

    assert loads(plan) == [("room", "08.06", None)]


def test_loads_are_given_as_records() -> None:
    """A flat mapping each, and JSON."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d", responsible="anna")])
    (load,) = rp.loads(rp.schedule(plan))

    assert load.to_record()["load"] == 1.0
    assert json.loads(json.dumps(load.to_document()))["first"] == "2026-06-08"


@pytest.mark.parametrize("by", ["day", "weeks", "", None])
def test_other_periods_are_refused(by: Any) -> None:
    """Weeks and months are what there is."""
    schedule = rp.schedule(rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d")]))
    with pytest.raises(rp.PlanError, match="month, week"):
        rp.loads(schedule, by=by)


def test_nobody_has_no_load() -> None:
    """A plan without people and resources."""
    assert loads(rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d")])) == []
