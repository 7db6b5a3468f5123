"""Waves: each with its own chain of preparation, approval and sending."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from tests.expand.making import days, faults, parts, plan, with_task


def mailing(waves: Any, **keys: Any) -> rp.Schedule:
    """Schedule a mailing."""
    return rp.schedule(plan(rp.Task("mailing", **{"duration": "2d", "waves": waves, **keys})))


def offsets(schedule: rp.Schedule) -> list[str]:
    """Give the offsets at which the waves are sent."""
    return [task.offset for task in schedule.values() if "/send-" in task.id]


def test_each_wave_has_a_chain_of_its_own() -> None:
    """Every wave is prepared before it is sent."""
    schedule = mailing(["J-28", "J-14", "J-7"])

    # J-28, J-14 and J-7 are Mondays: 18 May, 1 and 8 June. Two days before: Thursday and Friday.
    assert parts(schedule) == [
        "mailing/prepare-1", "mailing/send-1",
        "mailing/prepare-2", "mailing/send-2",
        "mailing/prepare-3", "mailing/send-3",
    ]  # fmt: skip
    assert days(schedule) == [
        "05-14/05-15", "05-18/05-18",
        "05-28/05-29", "06-01/06-01",
        "06-04/06-05", "06-08/06-08",
    ]  # fmt: skip
    assert [task.kind for task in schedule.values()][:3] == ["summary", "task", "milestone"]
    assert schedule["mailing/send-1"].pinned


def test_a_wave_is_prepared_approved_and_sent() -> None:
    """The long form says how long each step takes; all come before the day the wave is sent on."""
    schedule = mailing(
        {
            "at": ["J-14", "J-7"],
            "preparation": "3d",
            "approval": {"by": "direction", "duration": "1d"},
            "sending": "1d",
        },
        duration=None,
    )

    # Sent on Monday 1 June: approved on Friday 29 May, prepared from Tuesday 26 to Thursday 28.
    # Sent on Monday 8 June: approved on Friday the 5th, prepared from Tuesday 2 to Thursday 4.
    assert parts(schedule) == [
        *("mailing/prepare-1", "mailing/approve-1", "mailing/send-1"),
        *("mailing/prepare-2", "mailing/approve-2", "mailing/send-2"),
    ]
    assert days(schedule) == [
        *("05-26/05-28", "05-29/05-29", "06-01/06-01"),
        *("06-02/06-04", "06-05/06-05", "06-08/06-08"),
    ]
    assert schedule["mailing/approve-1"].name == "Approval (direction), wave 1"
    assert schedule["mailing/send-1"].kind == "task"


def test_the_approval_of_the_task_is_that_of_each_wave() -> None:
    """Rounds and reworks of a wave bear its number first."""
    approval = {"by": "direction", "duration": "1d", "rounds": 2, "rework": "1d"}
    schedule = mailing(["J-7"], approval=approval)

    # Sent on Monday 8 June; before that rounds on 5 and 3, a rework on the 4th, preparation 1 and 2.
    assert parts(schedule) == [
        *("mailing/prepare-1", "mailing/approve-1.1", "mailing/rework-1.1", "mailing/approve-1.2"),
        "mailing/send-1",
    ]
    assert days(schedule) == ["06-01/06-02", "06-03/06-03", "06-04/06-04", "06-05/06-05", "06-08/06-08"]


def test_waves_without_work_are_only_sent() -> None:
    """A task without a duration has nothing to prepare."""
    assert parts(mailing(["J-7"], duration=None)) == ["mailing/send-1"]


def test_waves_go_in_the_order_of_their_dates_also_after_the_launch() -> None:
    """The first wave is the first to go, whatever the list; one after the launch is planned after it."""
    schedule = mailing(["J+14", "S-1", "J-30o"])

    # Thirty open days before 15 June are six weeks, 4 May.
    assert offsets(schedule) == ["J-30o", "S-1", "J+14"]
    assert days(schedule, "mailing/send-1", "mailing/send-3") == ["05-04/05-04", "06-29/06-29"]
    # Nothing holds the preparation back after the launch but the wave itself.
    assert schedule.feasible


@pytest.mark.parametrize(
    ("waves", "keys", "expected"),
    [
        ({"count": 3, "first": "J-30", "every": "2w"}, {}, ["J-30", "J-16", "J-2"]),
        ({"count": 3, "every": "10cd"}, {"at": "J-30"}, ["J-30", "J-20", "J-10"]),
        ({"first": "J-30", "every": "1w", "until": "J-3"}, {}, ["J-30", "J-23", "J-16", "J-9"]),
        ({"every": "1w", "until": "J-3"}, {"at": "J-17"}, ["J-17", "J-10", "J-3"]),
        ({"count": 3, "every": "1w", "until": "J-3"}, {}, ["J-17", "J-10", "J-3"]),
        ({"count": 2, "first": "J-9", "every": "1w", "until": "J+30"}, {}, ["J-9", "J-2"]),
        ({"count": 3, "first": "J-14", "every": "1w"}, {}, ["J-14", "J-7", "J"]),
        ({"count": 1, "first": "S-2"}, {}, ["S-2"]),
        # From Thursday 28 May (J-18): every second open day is 28 May, 1, 3 and 5 June.
        ({"count": 4, "first": "J-18", "every": "2d"}, {}, ["J-18", "J-14", "J-12", "J-10"]),
        # Saturday 30 May (J-16) is closed: open days count from Monday the 1st (J-14).
        ({"count": 2, "first": "J-16", "every": "2d"}, {}, ["J-14", "J-12"]),
        # M-3 is 15 March, then 15 April, 61 days before, and 15 May, 31 days before.
        ({"count": 3, "first": "M-3", "every": "1mo"}, {}, ["M-3", "J-61", "J-31"]),
    ],
)
def test_waves_are_counted_from_a_spacing(waves: object, keys: dict[str, str], expected: list[str]) -> None:
    """A first wave and a spacing give the others; with a last one and a count they are counted back."""
    assert offsets(mailing(waves, **keys)) == expected


def test_hours_of_waves_need_a_launch_with_a_time() -> None:
    """A wave in hours is an instant."""
    schedule = rp.schedule(plan(rp.Task("mailing", waves=["H+2", "H-4"]), launch="2026-06-15 14:00"))

    # Four hours before 14:00; two hours after it.
    assert [f"{schedule[part].start:%d %H:%M}" for part in parts(schedule)] == ["15 10:00", "15 16:00"]
    assert faults(with_task(waves=["J-3", "H-4"])) == [("tasks[0].waves.at[1]", "hours-need-time")]


def test_a_closed_day_moves_a_wave_with_a_finding_of_the_users_task() -> None:
    """A wave on a Saturday is told by both dates, with the path of the task that was written."""
    schedule = mailing({"at": ["J-9"], "sending": "1d"})
    (finding,) = [item for item in schedule.findings if item.code == "pin-moved"]

    # J-9 is Saturday 6 June, the next opening Monday the 8th.
    assert (finding.task, finding.path) == ("mailing/send-1", "tasks[0]")
    assert days(schedule, "mailing/send-1") == ["06-08/06-08"]


def test_constraints_of_waves_hold_where_they_can_be_broken() -> None:
    """By when to start is said of the first wave, from when to be done of the last, the rest of all."""
    constraint = {"type": "start_no_later_than", "date": "2026-05-13"}
    early = mailing(["J-28", "J-7"], constraint=constraint)
    constraint = {"type": "finish_no_earlier_than", "date": "2026-06-08"}
    late = mailing(["J-28", "J-7"], constraint=constraint)
    constraint = {"type": "start_no_earlier_than", "date": "2026-05-15"}
    held = mailing(["J-28", "J-7"], constraint=constraint, deadline="2026-06-12")

    # The first preparation would be 14 and 15 May; it starts by the 13th instead.
    assert days(early, "mailing/prepare-1", "mailing/prepare-2") == ["05-13/05-14", "06-04/06-05"]
    assert late.expanded["mailing/send-2"].constraint is not None
    assert held.expanded["mailing"].constraint is not None
    # Preparing from the 15th on is a day too late for the first wave.
    assert [(conflict.task, conflict.missing_days) for conflict in held.conflicts] == [
        ("mailing/prepare-1", 1)
    ]


# --------------------------------------------------------------------------- without a count


UNCOUNTED = [None, [], {}, {"every": "1w"}, {"first": "J-30"}, {"first": "J-30", "every": "1w"}]


@pytest.mark.parametrize("waves", [*UNCOUNTED, {"sending": "1d"}])
def test_waves_that_nobody_counted_ask_how_many_there_are(waves: object) -> None:
    """There is no usual number of waves: the finding names the task and says what to write."""
    document = with_task(waves=waves)
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)

    (finding,) = caught.value.findings
    assert (finding.code, finding.path) == ("waves-without-count", "tasks[0].waves")
    assert finding.text() == (
        'tasks[0].waves: how many waves has "content"? write waves: [J-30, J-15, J-3], '
        "or {count: 3, first: J-30, every: 2w}"
    )


def test_waves_without_a_first_one_ask_for_it() -> None:
    """A spacing alone does not say when the first wave goes."""
    assert faults(with_task(waves={"every": "1w", "until": "J-3"})) == [
        ("tasks[0].waves", "waves-without-first")
    ]


@pytest.mark.parametrize(
    ("waves", "expected"),
    [
        ("J-30", [("", "bad-waves")]),
        (3, [("", "bad-waves")]),
        (["2026-05-01"], [("[0]", "date-for-offset")]),
        (["J-30", "J-3", "D-30"], [("[2]", "wave-twice")]),
        ([f"J{day:+d}" for day in range(1001)], [("", "too-many-occurrences")]),
        ({"at": ["J-3"], "count": 3}, [(".count", "given-twice")]),
        ({"count": 3, "first": "J-30"}, [("", "missing-key")]),
        ({"count": 0, "first": "J-30", "every": "1w"}, [(".count", "bad-count")]),
        ({"count": 10**100, "first": "J-30", "every": "1w"}, [(".count", "bad-count")]),
        ({"count": 2, "first": "J-30", "every": "8h"}, [(".every", "bad-spacing")]),
        ({"count": 2, "first": "J-30", "every": "0w"}, [(".every", "bad-spacing")]),
        ({"count": 2, "first": "J-30", "every": "1.5w"}, [(".every", "bad-spacing")]),
        ({"count": 2, "first": "J-30", "every": 7}, [(".every", "bare-number")]),
        ({"count": 2, "first": "J-30", "every": "2 jours ouvrables"}, [(".every", "duration-convention")]),
        ({"every": "1d", "first": "J-99999", "until": "J"}, [("", "too-many-occurrences")]),
        ({"every": "1cd", "first": "J", "until": "J-1"}, [("", "no-occurrence")]),
        ({"every": "9999999mo", "first": "J", "count": 2}, [("", "year-out-of-range")]),
        ({"every": "9999999cd", "first": "J", "count": 2}, [("", "year-out-of-range")]),
        ({"every": "60mo", "first": "J", "count": 22}, [("", "repeat-too-far")]),
        ({"at": ["J-3"], "preparation": "1.5mo"}, [(".preparation", "whole-months")]),
        ({"at": ["J-3"], "sending": "1.5mo"}, [(".sending", "whole-months")]),
        ({"at": ["J-3"], "approval": "legal"}, [(".approval", "approval-without-time")]),
        ({"at": ["J-3"], "sendng": "1d"}, [(".sendng", "unknown-key")]),
    ],
)  # fmt: skip
def test_bad_waves_are_told_with_their_place(waves: object, expected: list[tuple[str, str]]) -> None:
    """What is wrong with waves is told with its key."""
    found = faults(with_task(waves=waves))

    assert found == [(f"tasks[0].waves{path}", code) for path, code in expected]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"at": "J-30"}, [("at", "fixed-by-parts")]),
        ({"until": "J-3"}, [("until", "fixed-by-parts")]),
        ({"start": "2026-05-04"}, [("start", "fixed-by-parts")]),
        ({"constraint": {"type": "must_start_on", "date": "2026-05-04"}}, [("constraint", "fixed-by-parts")]),
        ({"repeat": {"every": "1w", "count": 2}}, [("repeat", "given-twice")]),
        ({"duration": "Immédiat"}, [("waves", "given-and-immediate")]),
        ({"margin": "2d"}, [("margin", "margin-without-work")]),
        ({"tasks": [{"id": "a"}]}, [("waves", "summary-with")]),
    ],
)
def test_what_waves_do_not_leave_open_is_refused(
    keys: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Waves say when a task takes place; nothing else may."""
    found = faults(with_task(waves=["J-3"], **keys))

    assert found == [(f"tasks[0].{path}", code) for path, code in expected]


def test_what_is_said_twice_is_refused() -> None:
    """Neither the preparation nor the approval may be given in two places."""
    approval = {"by": "legal", "duration": "1d"}
    waves = {"at": ["J-3"], "preparation": "1d", "approval": approval}

    assert faults(with_task(duration="2d", approval=approval, waves=waves)) == [
        ("tasks[0].waves.preparation", "given-twice"),
        ("tasks[0].waves.approval", "given-twice"),
    ]


def test_waves_need_a_launch() -> None:
    """Without a launch there is nothing to count the waves from; the plan can be read all the same."""
    document = {"start": "2026-01-05", "tasks": [{"id": "mailing", "waves": ["J-3"]}]}

    assert rp.from_document(document)["mailing"].waves is not None
    assert faults(document) == [("tasks[0].waves.at[0]", "pin-needs-launch")]
    assert rp.schedule(rp.from_document({"tasks": document["tasks"]}), launch="2026-06-15")
