"""Bookings: what uses what and when, and where two tasks want the same thing."""

from __future__ import annotations

import json
from typing import Any

import pytest

import retroplan as rp


def booked(resources: Any, *tasks: rp.Task, launch: str = "2026-06-15") -> rp.Bookings:
    """Give the bookings of a plan."""
    return rp.bookings(rp.schedule(rp.Plan(launch=launch, resources=resources, tasks=tasks)))


def told(found: rp.Bookings) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Give resource, tasks, and first and last instant of every conflict; each has its words."""
    assert all(conflict.text(lang) for conflict in found.conflicts for lang in ("en", "fr"))
    return [
        (each.resource, each.tasks, f"{each.start:%d %H:%M}", f"{each.finish:%d %H:%M}")
        for each in found.conflicts
    ]


def test_two_trainings_in_one_room_on_one_day_conflict() -> None:
    """Both last a day before the launch, in the only room; the trainer has no limit."""
    tasks = [rp.Task(name, duration="1d", uses=["salle", "formateur"]) for name in ("ventes", "sav")]
    found = booked({"salle": "Salle 3"}, *tasks)

    assert told(found) == [("salle", ("ventes", "sav"), "12 08:00", "12 17:00")]
    assert found.conflicts[0].text() == (
        "2 × Salle 3 booked from Fri 12 Jun 2026 08:00 to Fri 12 Jun 2026 17:00, available: 1 (ventes, sav)"
    )
    assert (found.conflicts[0].booked, found.conflicts[0].quantity) == (2, 1)


def test_two_rooms_are_enough_for_two() -> None:
    """There is room for as many as there are."""
    tasks = [rp.Task(name, duration="1d", uses="salle") for name in ("a", "b")]

    assert booked({"salle": {"quantity": 2}}, *tasks).conflicts == ()
    assert (
        len(booked({"salle": {"quantity": 2}}, *tasks, rp.Task("c", duration="1d", uses="salle")).conflicts)
        == 1
    )


def test_one_after_the_other_is_no_conflict() -> None:
    """What ends in the morning leaves the room for the afternoon."""
    tasks = [
        rp.Task("a", duration="4h", uses="salle"),
        rp.Task("b", duration="4h", uses="salle", after=["a"]),
    ]

    assert booked({"salle": {}}, *tasks).conflicts == ()


def test_the_margin_books_nothing() -> None:
    """Safety time after the work leaves the room to others."""
    tasks = [
        rp.Task("a", duration="1d", margin="1d", uses="salle"),
        rp.Task("b", duration="1d", uses="salle"),
    ]

    assert booked({"salle": {}}, *tasks).conflicts == ()


def test_quantities_are_added_up() -> None:
    """Two presses of three, and two more: four for the days on which they overlap."""
    tasks = [
        rp.Task("a", duration="3d", uses={"resource": "Presse", "quantity": 2}),
        rp.Task("b", duration="1d", uses={"resource": "press", "quantity": 2}),
    ]
    found = booked({"press": {"name": "presse", "quantity": 3}}, *tasks)

    assert told(found) == [("press", ("a", "b"), "12 08:00", "12 17:00")]
    assert [(each.task, each.quantity) for each in found.bookings] == [("a", 2), ("b", 2)]


def test_each_time_with_other_tasks_is_a_conflict_of_its_own() -> None:
    """Ten days, the last five with a second task, the last two with a third."""
    tasks = [
        rp.Task(name, duration=f"{days}d", uses="salle") for name, days in (("a", 10), ("b", 5), ("c", 2))
    ]

    # b begins on Monday 8 June, c on Thursday 11 June.
    assert told(booked({"salle": {}}, *tasks)) == [
        ("salle", ("a", "b"), "08 08:00", "11 08:00"),
        ("salle", ("a", "b", "c"), "11 08:00", "12 17:00"),
    ]


def test_a_resource_cannot_be_used_on_its_closed_days() -> None:
    """Closed from Saturday to Tuesday: the work of Monday and Tuesday is in the way, the weekend is not."""
    room = {"name": "Salle 3", "closed": ["2026-06-06/2026-06-09", "2026-06-13/2026-06-14", "2026-07-01"]}
    found = booked({"salle": room}, rp.Task("a", duration="10d", uses="salle"))

    assert told(found) == [("salle", ("a",), "08 00:00", "09 23:59")]
    assert found.conflicts[0].text() == (
        "Salle 3 cannot be used from Mon 8 Jun 2026 to Tue 9 Jun 2026, but is booked (a)"
    )


def test_every_time_of_a_repeated_task_books() -> None:
    """A meeting each Monday books three Mondays, not the weeks between; approvals book nothing."""
    meet = rp.Task(
        "meet", duration="1d", uses="salle", repeat={"every": "1w", "from": "2026-05-04", "count": 3}
    )
    text = rp.Task("text", duration="2d", uses="bureau", approval={"by": "boss", "duration": "3d"})
    found = booked({"salle": {}, "bureau": {}}, meet, text)

    assert [(each.resource, f"{each.start:%d.%m}", f"{each.finish:%d.%m}") for each in found.bookings] == [
        ("salle", "04.05", "04.05"),
        ("salle", "11.05", "11.05"),
        ("salle", "18.05", "18.05"),
        ("bureau", "08.06", "09.06"),
    ]
    assert found.conflicts == ()


def test_a_phase_books_for_all_of_it() -> None:
    """The hall is taken from the first task of the phase to its last."""
    phase = rp.Task(
        "salon",
        uses="hall",
        tasks=[rp.Task("in", duration="1d"), rp.Task("out", duration="1d", after=["in"])],
    )
    (booking,) = booked({"hall": {}}, phase).bookings

    assert (f"{booking.start:%d %H:%M}", f"{booking.finish:%d %H:%M}") == ("11 08:00", "12 17:00")


def test_a_task_may_be_called_as_its_parts_are() -> None:
    """A task of the name 'approve' books like others."""
    found = booked({"salle": {}}, rp.Task("approve", duration="1d", uses="salle"))

    assert [each.task for each in found.bookings] == ["approve"]


def test_bookings_are_given_as_records() -> None:
    """A flat mapping each, and JSON."""
    found = booked({"salle": {}}, *(rp.Task(name, duration="1d", uses="salle") for name in ("a", "b")))

    assert [record["task"] for record in found.to_records()] == ["a", "b"]
    document = json.loads(json.dumps(found.to_document()))
    assert document["bookings"][0] == {
        "resource": "salle", "name": "salle", "task": "a", "quantity": 1,
        "start": "2026-06-12T08:00:00", "finish": "2026-06-12T17:00:00",
    }  # fmt: skip
    assert document["conflicts"][0]["tasks"] == ["a", "b"]


def test_more_than_there_is_is_refused_before() -> None:
    """One task alone cannot use three of two, whatever its dates."""
    task = rp.Task("a", duration="1d", uses={"resource": "press", "quantity": 3})
    with pytest.raises(rp.PlanError, match="uses 3 of press, but there are only 2"):
        booked({"press": {"quantity": 2}}, task)
