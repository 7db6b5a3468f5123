"""Recurring work: every occurrence at the place that the first one moves to."""

from __future__ import annotations

import time
from typing import Any

import pytest

import retroplan as rp
from tests.expand.making import days, faults, parts, plan, with_task

FRANCE = {"calendar": "FR"}


def standup(repeat: dict[str, Any], launch: str | None = "2026-06-15", **keys: Any) -> rp.Schedule:
    """Schedule a meeting of a day that is repeated."""
    task = rp.Task("standup", **{"duration": "1d", "repeat": repeat, **keys})
    return rp.schedule(plan(task, launch=launch, start=None if launch else "2026-01-05"))


def offsets(schedule: rp.Schedule) -> list[str]:
    """Give the offsets of the occurrences."""
    return [schedule[part].offset for part in parts(schedule)]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [({}, ["J", "J+7", "J+14", "J+21", "J+28"]), ({"at": "J+7"}, ["J+7", "J+14", "J+21", "J+28"])],
)
def test_weekly_measures_in_the_thirty_days_after_the_launch(
    keys: dict[str, str], expected: list[str]
) -> None:
    """Four or five dates, as the first lies on J or a week later; none after J+30."""
    schedule = standup({"every": "1w", "until": "J+30"}, duration=None, **keys)

    assert offsets(schedule) == expected
    assert all(schedule[part].offset_finish <= 30 for part in parts(schedule))
    # What is after the launch by its dates is told once, not once an occurrence.
    assert [(item.code, item.task) for item in schedule.findings] == [("planned-after-launch", "standup")]


def test_monthly_from_31_january_clamps() -> None:
    """Each month is counted from the first date: 31 January, 28 February, 31 March."""
    schedule = standup({"every": "1mo", "from": "2026-01-31", "count": 4}, duration=None)

    # 31 January and 28 February 2026 are Saturdays, so those two print on the Friday before.
    starts = [str(schedule.expanded[part].start) for part in parts(schedule)]
    assert starts == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert days(schedule) == ["01-30/01-30", "02-27/02-27", "03-31/03-31", "04-30/04-30"]
    moved = [(item.task, item.path) for item in schedule.findings if item.code == "date-closed"]
    assert moved == [("standup/1", "tasks[0]"), ("standup/2", "tasks[0]")]


def test_each_occurrence_is_a_task_of_its_own() -> None:
    """It has the duration, the people and the name of the task, with its number."""
    schedule = standup({"every": "1w", "count": 2}, at="J-14", responsible="Zoé", name="Point d’équipe")
    first = schedule["standup/1"]

    # J-14 is Monday 1 June.
    assert days(schedule) == ["06-01/06-01", "06-08/06-08"]
    assert (first.name, first.wbs, first.pinned) == ("Point d’équipe 1", "1.1", True)
    assert schedule.expanded["standup/2"].responsible == ("Zoé",)
    assert schedule["standup"].kind == "summary"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        # J-14 is Monday 1 June, J-10 Friday 5 June.
        ({"at": "J-14"}, ["06-01/06-02", "06-08/06-09"]),
        ({"until": "J-10"}, ["06-04/06-05", "06-11/06-12"]),
        ({"at": "J-14", "until": "J-12", "duration": None}, ["06-01/06-03", "06-08/06-10"]),
        ({"start": "2026-05-04"}, ["05-04/05-05", "05-11/05-12"]),
        ({"finish": "2026-05-08"}, ["05-07/05-08", "05-14/05-15"]),
        ({"start": "2026-05-04", "finish": "2026-05-06", "duration": None}, ["05-04/05-06", "05-11/05-13"]),
        ({"start": "2026-05-04 13:00"}, ["05-04/05-06", "05-11/05-13"]),
    ],
)
def test_what_says_when_the_first_is_done_moves_with_the_others(
    keys: dict[str, Any], expected: list[str]
) -> None:
    """A pin or a date of either end, or of both, is that of the first occurrence."""
    schedule = standup({"every": "1w", "count": 2}, **{"duration": "2d", **keys})

    assert days(schedule) == expected


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        ({"every": "2w", "count": 3, "from": "J-28"}, ["05-18", "06-01", "06-15"]),
        ({"every": "10cd", "count": 2, "from": "2026-06-01"}, ["06-01", "06-11"]),
        # Every second open day from Thursday 4 June: Monday the 8th, Wednesday the 10th.
        ({"every": "2d", "count": 3, "from": "2026-06-04"}, ["06-04", "06-08", "06-10"]),
        ({"every": "1w", "count": 9, "until": "2026-06-08", "from": "2026-06-01"}, ["06-01", "06-08"]),
        ({"rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3"}, ["06-15", "06-22", "06-29"]),
        ({"rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3"}, ["06-16", "06-18", "06-23"]),
        # The last Friday of each month from 15 June on.
        ({"rrule": "FREQ=MONTHLY;BYDAY=-1FR", "count": 2}, ["06-26", "07-31"]),
        ({"rrule": "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260901", "until": "J+400"}, ["06-26", "07-31", "08-28"]),
        ({"rrule": "freq=monthly;count=2", "from": "2026-05-04"}, ["05-04", "06-04"]),
    ],
)
def test_rules_give_the_days(repeat: dict[str, Any], expected: list[str]) -> None:
    """Weeks and calendar days, open days, months and rules of iCalendar; the first bound ends them."""
    assert days(standup(repeat)) == [f"{day}/{day}" for day in expected]


def test_open_days_are_those_of_the_task() -> None:
    """A task with a calendar of its own comes again on its own open days."""
    fridays = {"week": {"fri": ["08:00-16:00"]}}
    schedule = standup({"every": "1d", "count": 3, "from": "2026-05-18"}, calendar=fridays)

    # From Monday 18 May: the Fridays 22 and 29 May and 5 June.
    assert days(schedule) == ["05-22/05-22", "05-29/05-29", "06-05/06-05"]


def test_hours_stay_hours() -> None:
    """A pin in hours comes again at the same hour."""
    schedule = standup({"every": "1w", "count": 2}, launch="2026-06-15 14:00", at="H-4", duration="1h")

    assert [f"{schedule[part].start:%m-%d %H:%M}" for part in parts(schedule)] == [
        "06-15 10:00",
        "06-22 10:00",
    ]


def test_occurrences_on_closed_days_are_moved_with_a_finding() -> None:
    """What falls on a holiday follows the rules of pins, and both dates are told."""
    task = rp.Task("standup", duration="1d", at="J-35", repeat={"every": "1w", "count": 3})
    schedule = rp.schedule(plan(task, calendar="FR"))

    # J-35 is Monday 11 May; two weeks later is Whit Monday, which moves to the Tuesday.
    assert days(schedule) == ["05-11/05-11", "05-18/05-18", "05-26/05-26"]
    moved = [(item.task, item.path) for item in schedule.findings if item.code == "pin-moved"]
    assert moved == [("standup/3", "tasks[0]")]


def test_an_occurrence_can_be_approved_each_time() -> None:
    """A repeated task with an approval is worked on and approved again and again."""
    approval = {"by": "direction", "duration": "2d"}
    schedule = standup({"every": "2w", "count": 2}, at="J-28", approval=approval)

    # Pinned on Monday 18 May and 1 June; the approvals are planned before the launch.
    assert parts(schedule) == [
        *("standup/1", "standup/1/work", "standup/1/approval-1"),
        *("standup/2", "standup/2/work", "standup/2/approval-1"),
    ]
    assert days(schedule, "standup/1/work", "standup/2/work") == ["05-18/05-18", "06-01/06-01"]
    assert schedule["standup/2/approval-1"].wbs == "1.2.2"


def test_dates_need_no_launch() -> None:
    """In a forward plan, work comes again from a date; offsets and J are refused there."""
    document = {"start": "2026-01-05", "tasks": [{"id": "a", "duration": "1d"}]}
    task = document["tasks"][0]

    assert days(standup({"every": "1w", "count": 2, "from": "2026-02-02"}, launch=None)) == [
        "02-02/02-02",
        "02-09/02-09",
    ]
    for repeat, path in (
        ({"every": "1w", "count": 2}, "repeat"),
        ({"every": "1w", "count": 2, "from": "J-7"}, "repeat.from"),
        ({"every": "1w", "from": "2026-02-02", "until": "J-7"}, "repeat.until"),
    ):
        found = faults(document | {"tasks": [task | {"repeat": repeat}]})
        assert found == [(f"tasks[0].{path}", "pin-needs-launch")]


# --------------------------------------------------------------------------- bad values


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        ("1w", [("", "bad-repeat")]),
        (4, [("", "bad-repeat")]),
        ({}, [("", "bad-repeat")]),
        ({"count": 4}, [("", "bad-repeat")]),
        ({"every": "1w"}, [("", "repeat-unbounded")]),
        ({"rrule": "FREQ=WEEKLY;BYDAY=MO"}, [("", "repeat-unbounded")]),
        ({"every": "1w", "rrule": "FREQ=DAILY;COUNT=1"}, [(".every", "given-twice")]),
        ({"every": "1w", "count": 1001}, [(".count", "bad-count")]),
        ({"every": "1w", "count": "many"}, [(".count", "bad-count")]),
        ({"every": "1d", "from": "2026-01-05", "until": "2099-01-01"}, [("", "too-many-occurrences")]),
        ({"every": "1w", "until": "J-1"}, [("", "no-occurrence")]),
        ({"every": "4mo", "count": 1000}, [("", "repeat-too-far")]),
        ({"every": "9999999mo", "count": 2}, [("", "year-out-of-range")]),
        ({"every": "9999999d", "count": 2}, [("", "calendar-years")]),
        ({"every": "9999999w", "count": 2}, [("", "year-out-of-range")]),
        ({"every": "1w", "count": 2, "from": "9999-12-31"}, [("", "year-out-of-range")]),
        ({"every": "1h", "count": 2}, [(".every", "bad-spacing")]),
        ({"every": "1w", "until": "soon"}, [(".until", "bad-anchor")]),
        ({"every": "1w", "until": 30}, [(".until", "bad-anchor")]),
        ({"every": "1w", "count": 2, "from": []}, [(".from", "bad-anchor")]),
        ({"every": "1w", "count": 2, "form": "J"}, [(".form", "unknown-key")]),
        *(
            ({"rrule": rule}, [(".rrule", "bad-rrule")])
            for rule in (
                5, "", "weekly", "COUNT=4", "FREQ=HOURLY;COUNT=4", "FREQ=WEEKLY;COUNT=0",
                "FREQ=WEEKLY;COUNT=4;INTERVAL=0",
                "FREQ=WEEKLY;COUNT=99999", "FREQ=WEEKLY;FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;BYHOUR=9;COUNT=4",
                "FREQ=WEEKLY;UNTIL=20260231", "FREQ=WEEKLY;UNTIL=soon", "FREQ=WEEKLY;BYDAY=XX;COUNT=4",
                "FREQ=MONTHLY;BYDAY=9MO;COUNT=4", "FREQ=MONTHLY;BYSETPOS=0;COUNT=4",
                "FREQ=DAILY;COUNT=4" * 20, "DTSTART:20260101\nRRULE:FREQ=DAILY;COUNT=4",
                "FREQ=DAILY;COUNT=4\nFREQ=DAILY;COUNT=4",
            )
        ),
    ],
)  # fmt: skip
def test_bad_repetitions_are_told_with_their_place(repeat: object, expected: list[tuple[str, str]]) -> None:
    """What is wrong with a repetition, or has no end, is told with its key."""
    found = faults(with_task(duration="1d", repeat=repeat))

    assert found == [(f"tasks[0].repeat{path}", code) for path, code in expected]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;BYYEARDAY=400"])
def test_a_rule_without_days_is_told_soon(rule: str) -> None:
    """A rule that no day matches is an error, not a search to the end of time."""
    begun = time.perf_counter()

    assert faults(with_task(repeat={"rrule": rule, "count": 1})) == [("tasks[0].repeat", "no-occurrence")]
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"repeat": {"from": "J-7"}, "at": "J-9"}, [("repeat.from", "given-twice")]),
        ({"constraint": {"type": "must_start_on", "date": "2026-05-04"}}, [("constraint", "fixed-by-parts")]),
        ({"duration": "Immédiat"}, [("repeat", "given-and-immediate")]),
        ({"at": "J-9", "start": "2026-05-04"}, [("start", "given-and-pin")]),
        ({"tasks": [{"id": "a"}]}, [("repeat", "summary-with")]),
    ],
)
def test_what_a_repetition_does_not_leave_open_is_refused(
    keys: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """A repeated task says once when it is done first."""
    repeat = {"every": "1w", "count": 2} | keys.get("repeat", {})

    assert faults(with_task(**keys | {"repeat": repeat})) == [
        (f"tasks[0].{path}", code) for path, code in expected
    ]
