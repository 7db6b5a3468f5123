"""Dated constraints and deadlines, backward and forward, on tasks and on summaries, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from retroplan import Task


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026 that may begin on Monday 1 June; no holiday lies between."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "start": "2026-06-01", "tasks": tasks} | options)


def held(kind: str, day: str) -> dict[str, Any]:
    """Give the field of a task that holds it to a date; `deadline` is one of the kinds."""
    return {"deadline": day} if kind == "deadline" else {"constraint": {"type": kind, "date": day}}


def days(schedule: rp.Schedule, task_id: str) -> tuple[int, int]:
    """Give the planned days of a task in June 2026."""
    return schedule[task_id].start_date.day, schedule[task_id].finish_date.day


def spans(schedule: rp.Schedule, task_id: str) -> tuple[int, int, float]:
    """Give the day of the early start, that of the late finish, and the slack between them."""
    task = schedule[task_id]
    return task.early_start.day, task.late_finish.day, task.total_slack_days


# --------------------------------------------------------------------------- a task, backward

# Two days of work, then two days, in the ten from 1 to 12 June. Without a constraint a is planned on 9 and 10
# (early 1, late 10, 6 days of slack), b on 11 and 12 (early 3, late 12).


@pytest.mark.parametrize(
    ("kind", "day", "planned", "span", "follower"),
    [
        # Lower bounds move the early dates: a is early on 4 and 5, 8-10 June are left; b is early on the 8th.
        ("start_no_earlier_than", "2026-06-04", (9, 10), (4, 10, 3), (8, 12, 3)),
        ("finish_no_earlier_than", "2026-06-05", (9, 10), (4, 10, 3), (8, 12, 3)),
        # Upper bounds move the late dates: a is late on 4 and 5, 3-5 June are left; b keeps its own.
        ("start_no_later_than", "2026-06-04", (4, 5), (1, 5, 3), (3, 12, 6)),
        ("finish_no_later_than", "2026-06-05", (4, 5), (1, 5, 3), (3, 12, 6)),
        # Musts move both.
        ("must_start_on", "2026-06-04", (4, 5), (4, 5, 0), (8, 12, 3)),
        ("must_finish_on", "2026-06-05", (4, 5), (4, 5, 0), (8, 12, 3)),
        # A deadline lowers the late finish.
        ("deadline", "2026-06-05", (4, 5), (1, 5, 3), (3, 12, 6)),
        # Closed days: from Saturday 6 on is from Monday 8; by Sunday 7 is by Friday 5.
        ("start_no_earlier_than", "2026-06-06", (9, 10), (8, 10, 1), (10, 12, 1)),
        ("finish_no_later_than", "2026-06-07", (4, 5), (1, 5, 3), (3, 12, 6)),
        ("start_no_later_than", "2026-06-07", (8, 9), (1, 9, 5), (3, 12, 6)),
        ("must_start_on", "2026-06-06", (8, 9), (8, 9, 0), (10, 12, 1)),
        ("must_finish_on", "2026-06-07", (4, 5), (4, 5, 0), (8, 12, 3)),
        ("deadline", "2026-06-07", (4, 5), (1, 5, 3), (3, 12, 6)),
        # What asks for less than the links do changes nothing.
        ("start_no_earlier_than", "2026-05-01", (9, 10), (1, 10, 6), (3, 12, 6)),
        ("finish_no_later_than", "2026-06-30", (9, 10), (1, 10, 6), (3, 12, 6)),
        ("deadline", "2026-06-12", (9, 10), (1, 10, 6), (3, 12, 6)),
    ],
)
def test_each_constraint_on_a_task_backward(
    kind: str,
    day: str,
    planned: tuple[int, int],
    span: tuple[int, int, float],
    follower: tuple[int, int, float],
) -> None:
    """No earlier moves the early dates, no later the late ones, a must both; neighbours follow."""
    schedule = rp.schedule(
        plan(Task("a", duration="2d", **held(kind, day)), Task("b", duration="2d", after=["a"]))
    )

    assert days(schedule, "a") == planned
    assert spans(schedule, "a") == span
    assert days(schedule, "b") == (11, 12)
    assert spans(schedule, "b") == follower
    assert schedule.feasible
    assert schedule["a"].critical == (span[2] == 0)


@pytest.mark.parametrize(
    ("kind", "moment", "start", "finish"),
    [
        # Four hours of work; by default it ends on Friday 12 June at 17:00.
        ("finish_no_later_than", "2026-06-05 12:00", "2026-06-05 08:00", "2026-06-05 12:00"),
        ("finish_no_later_than", "2026-06-05 10:00", "2026-06-04 15:00", "2026-06-05 10:00"),
        ("start_no_later_than", "2026-06-05 15:00", "2026-06-05 15:00", "2026-06-08 10:00"),
        ("must_start_on", "2026-06-05 10:30", "2026-06-05 10:30", "2026-06-05 15:30"),
        # Lunch: nothing starts at 12:30, nothing ends then.
        ("must_start_on", "2026-06-05 12:30", "2026-06-05 13:00", "2026-06-05 17:00"),
        ("must_finish_on", "2026-06-05 12:30", "2026-06-05 08:00", "2026-06-05 12:00"),
        ("deadline", "2026-06-05 13:30", "2026-06-05 08:30", "2026-06-05 13:30"),
        # A date with the time 00:00 is not the date alone: it is over when the day begins.
        ("deadline", "2026-06-05 00:00", "2026-06-04 13:00", "2026-06-04 17:00"),
        ("deadline", "2026-06-05", "2026-06-05 13:00", "2026-06-05 17:00"),
    ],
)
def test_a_constraint_may_give_the_time(kind: str, moment: str, start: str, finish: str) -> None:
    """With a time, a constraint is an instant; work lies where its calendar is open."""
    schedule = rp.schedule(plan(Task("a", duration="4h", **held(kind, moment))))

    assert str(schedule["a"].start)[:16] == start
    assert str(schedule["a"].finish)[:16] == finish


# --------------------------------------------------------------------------- a task, forward


@pytest.mark.parametrize(
    ("kind", "day", "first", "second"),
    [
        # From 1 June: a on 1 and 2, b on 3 and 4; the constraint is on a.
        ("start_no_earlier_than", "2026-06-04", (4, 5), (8, 9)),
        ("finish_no_earlier_than", "2026-06-05", (4, 5), (8, 9)),
        ("start_no_later_than", "2026-06-04", (1, 2), (3, 4)),
        ("finish_no_later_than", "2026-06-05", (1, 2), (3, 4)),
        ("must_start_on", "2026-06-04", (4, 5), (8, 9)),
        ("must_finish_on", "2026-06-05", (4, 5), (8, 9)),
        ("deadline", "2026-06-05", (1, 2), (3, 4)),
        # Saturday 6 June.
        ("start_no_earlier_than", "2026-06-06", (8, 9), (10, 11)),
        ("finish_no_earlier_than", "2026-06-06", (4, 5), (8, 9)),
        ("must_start_on", "2026-06-06", (8, 9), (10, 11)),
    ],
)
def test_each_constraint_on_a_task_forward(
    kind: str, day: str, first: tuple[int, int], second: tuple[int, int]
) -> None:
    """Without a launch work is planned early: lower bounds and musts move it, upper bounds let it be."""
    schedule = rp.schedule(
        plan(Task("a", duration="2d", **held(kind, day)), Task("b", duration="2d", after=["a"]), launch=None)
    )

    assert [days(schedule, task) for task in "ab"] == [first, second]
    assert schedule.feasible


def test_an_upper_bound_wins_over_links_forward() -> None:
    """What must start by the 2nd, when its predecessor ends, does: the link is in conflict, not the bound."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="2d"),
            Task("b", duration="2d", after=["a"], **held("start_no_later_than", "2026-06-02")),
            launch=None,
        )
    )

    assert [days(schedule, task) for task in "ab"] == [(1, 2), (2, 3)]
    assert [(conflict.code, conflict.missing_days) for conflict in schedule.conflicts] == [
        ("conflict-link", 1)
    ]


# --------------------------------------------------------------------------- a summary

# x (2 days), then y (2 days), and z (1 day) alone. Without a constraint y is 11 and 12 June (early 3), x is
# 9 and 10 (early 1), z the 12th (early 1).


@pytest.mark.parametrize(
    ("kind", "day", "planned", "early"),
    [
        ("start_no_earlier_than", "2026-05-01", [(9, 10), (11, 12), (12, 12)], [1, 3, 1]),
        # Every leaf: none starts before the 4th.
        ("start_no_earlier_than", "2026-06-04", [(9, 10), (11, 12), (12, 12)], [4, 8, 4]),
        # Leaves that no other follows, y and z, end on the 10th or later: y is early on the 9th.
        ("finish_no_earlier_than", "2026-06-10", [(9, 10), (11, 12), (12, 12)], [1, 9, 10]),
        # Leaves that follow no other, x and z, start by the 4th.
        ("start_no_later_than", "2026-06-04", [(4, 5), (11, 12), (4, 4)], [1, 3, 1]),
        # Every leaf ends by Wednesday 10: y 9-10, x 5 and 8, z 10.
        ("finish_no_later_than", "2026-06-10", [(5, 8), (9, 10), (10, 10)], [1, 3, 1]),
        ("deadline", "2026-06-10", [(5, 8), (9, 10), (10, 10)], [1, 3, 1]),
    ],
)
def test_each_constraint_on_a_summary(
    kind: str, day: str, planned: list[tuple[int, int]], early: list[int]
) -> None:
    """A constraint on a summary holds for every leaf, for those that begin it, or for those that end it."""
    schedule = rp.schedule(
        plan(
            Task(
                "p",
                tasks=[
                    Task("x", duration="2d"),
                    Task("y", duration="2d", after=["x"]),
                    Task("z", duration="1d"),
                ],
                **held(kind, day),
            )
        )
    )

    assert [days(schedule, task) for task in "xyz"] == planned
    assert [schedule[task].early_start.day for task in "xyz"] == early
    assert days(schedule, "p") == (min(planned)[0], max(finish for _, finish in planned))
    assert schedule.feasible


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        # From 1 June: x on 1 and 2, y on 3 and 4, z on the 1st.
        ("start_no_earlier_than", "2026-06-04", [(4, 5), (8, 9), (4, 4)]),
        ("finish_no_earlier_than", "2026-06-10", [(1, 2), (9, 10), (10, 10)]),
        ("start_no_later_than", "2026-06-04", [(1, 2), (3, 4), (1, 1)]),
        ("finish_no_later_than", "2026-06-10", [(1, 2), (3, 4), (1, 1)]),
        ("deadline", "2026-06-10", [(1, 2), (3, 4), (1, 1)]),
    ],
)
def test_each_constraint_on_a_summary_forward(kind: str, day: str, expected: list[tuple[int, int]]) -> None:
    """The same leaves are held where work is planned early."""
    tasks = [Task("x", duration="2d"), Task("y", duration="2d", after=["x"]), Task("z", duration="1d")]
    schedule = rp.schedule(plan(Task("p", tasks=tasks, **held(kind, day)), launch=None))

    assert [days(schedule, task) for task in "xyz"] == expected
    assert schedule.feasible


def test_constraints_of_nested_summaries_add_up() -> None:
    """A leaf is held by each summary above it and by itself: the tightest wins, either way."""
    leaf = Task("a", duration="1d", **held("finish_no_later_than", "2026-06-11"))
    inner = Task("inner", tasks=[leaf], **held("finish_no_later_than", "2026-06-09"))
    outer = Task("outer", tasks=[inner], **held("start_no_earlier_than", "2026-06-03"))
    schedule = rp.schedule(plan(outer))

    # Early on the 3rd, late on the 9th: 4, 5, 8 and 9 June lie between.
    assert spans(schedule, "a") == (3, 9, 4)


def test_the_earliest_of_several_deadlines_counts() -> None:
    """A leaf is due by its own deadline and by those of the summaries above it."""
    for own, above in (("2026-06-05", "2026-06-09"), ("2026-06-09", "2026-06-05")):
        schedule = rp.schedule(
            plan(Task("p", deadline=above, tasks=[Task("a", duration="1d", deadline=own)]))
        )

        assert days(schedule, "a") == (5, 5)


# --------------------------------------------------------------------------- conflicts

NO_LAUNCH: dict[str, Any] = {"launch": None, "start": "2026-06-08"}
TO_LAUNCH: dict[str, Any] = {"before": ["launch"]}

CONFLICTS: list[tuple[str, rp.Plan, tuple[str, str, str, float], str, str]] = [
    (
        "a bound before the start, backward",
        # Five days that end on Tuesday 9 begin on the 3rd; 3, 4 and 5 June lie before Monday 8.
        plan(Task("a", duration="5d", **held("finish_no_later_than", "2026-06-09")), start="2026-06-08"),
        ("conflict-start", "a", "", 3),
        '"a" should start on Wed 3 Jun 2026, before the start of the plan, Mon 8 Jun 2026: '
        "3 working days missing",
        "« a » devrait commencer le mer. 3 juin 2026, avant le début du plan, lun. 8 juin 2026 : "
        "il manque 3 jours ouvrés",
    ),
    (
        "a start that comes too late",
        # The plan begins on Monday 8; Thursday and Friday are missing.
        plan(Task("a", duration="2d", **held("start_no_later_than", "2026-06-04")), **NO_LAUNCH),
        ("conflict-constraint", "a", "", 2),
        '"a" must start by Thu 4 Jun 2026, which does not hold: 2 working days missing',
        "« a » doit commencer au plus tard le jeu. 4 juin 2026, et ne le tient pas : "
        "il manque 2 jours ouvrés",
    ),
    (
        "a finish that comes too late",
        # 8 and 9 June, two days after Friday 5.
        plan(Task("a", duration="2d", **held("finish_no_later_than", "2026-06-05")), **NO_LAUNCH),
        ("conflict-constraint", "a", "", 2),
        '"a" must finish by Fri 5 Jun 2026, which does not hold: 2 working days missing',
        "« a » doit finir au plus tard le ven. 5 juin 2026, et ne le tient pas : il manque 2 jours ouvrés",
    ),
    (
        "a must before the start",
        # A must stands at its date: 4 and 5 June, two days before Monday 8.
        plan(Task("a", duration="2d", **held("must_start_on", "2026-06-04")), **NO_LAUNCH),
        ("conflict-start", "a", "", 2),
        '"a" should start on Thu 4 Jun 2026, before the start of the plan, Mon 8 Jun 2026: '
        "2 working days missing",
        "« a » devrait commencer le jeu. 4 juin 2026, avant le début du plan, lun. 8 juin 2026 : "
        "il manque 2 jours ouvrés",
    ),
    (
        "a must after the launch",
        # 11, 12, 15, 16 and 17 June: three days after J.
        plan(Task("a", duration="5d", **held("must_start_on", "2026-06-11"), **TO_LAUNCH)),
        ("conflict-launch", "a", "launch", 3),
        '"a" ends on Wed 17 Jun 2026, too late for the launch, Mon 15 Jun 2026 (FS): 3 working days missing',
        "« a » finit le mer. 17 juin 2026, trop tard pour le lancement, lun. 15 juin 2026 (FS) : "
        "il manque 3 jours ouvrés",
    ),
    (
        "a must and its successor",
        # a is 10 and 11 June; b, three days to the 12th, starts on the 10th, two days early.
        plan(
            Task("a", duration="2d", **held("must_finish_on", "2026-06-11")),
            Task("b", duration="3d", after=["a"], **TO_LAUNCH),
        ),
        ("conflict-link", "b", "a", 2),
        '"b" on Wed 10 Jun 2026 comes too early after "a" on Thu 11 Jun 2026 (FS): 2 working days missing',
        "« b » le mer. 10 juin 2026 vient trop tôt après « a » le jeu. 11 juin 2026 (FS) : "
        "il manque 2 jours ouvrés",
    ),
    (
        "two musts and a lag",
        # a is 4 and 5 June; two days of lag, 8 and 9, are over on Wednesday 10; b stands on the 8th.
        plan(
            Task("a", duration="2d", **held("must_start_on", "2026-06-04")),
            Task("b", duration="1d", after=["a FS+2d"], **held("must_start_on", "2026-06-08")),
        ),
        ("conflict-link", "b", "a", 2),
        '"b" on Mon 8 Jun 2026 comes too early after "a" on Fri 5 Jun 2026 (FS+2d): 2 working days missing',
        "« b » le lun. 8 juin 2026 vient trop tôt après « a » le ven. 5 juin 2026 (FS+2d) : "
        "il manque 2 jours ouvrés",
    ),
    (
        "a deadline that is passed",
        # Forward from the 8th: 8-10 June, a day after the 9th.
        plan(Task("a", duration="3d", deadline="2026-06-09"), **NO_LAUNCH),
        ("conflict-deadline", "a", "", 1),
        '"a" ends after its deadline, Tue 9 Jun 2026: 1 working day missing',
        "« a » finit après sa date butoir, mar. 9 juin 2026 : il manque 1 jour ouvré",
    ),
    (
        "a must and a deadline",
        # The must stands: 8-10 June, a day after the 9th.
        plan(Task("a", duration="3d", deadline="2026-06-09", **held("must_start_on", "2026-06-08"))),
        ("conflict-deadline", "a", "", 1),
        '"a" ends after its deadline, Tue 9 Jun 2026: 1 working day missing',
        "« a » finit après sa date butoir, mar. 9 juin 2026 : il manque 1 jour ouvré",
    ),
    (
        "a deadline of a summary",
        # The other side is the phase that has the deadline.
        plan(Task("p", deadline="2026-06-09", tasks=[Task("a", duration="3d")]), **NO_LAUNCH),
        ("conflict-deadline", "a", "p", 1),
        '"a" ends after its deadline, Tue 9 Jun 2026: 1 working day missing',
        "« a » finit après sa date butoir, mar. 9 juin 2026 : il manque 1 jour ouvré",
    ),
    (
        "a constraint of a summary",
        plan(
            Task("p", tasks=[Task("a", duration="2d")], **held("finish_no_later_than", "2026-06-08")),
            **NO_LAUNCH,
        ),
        ("conflict-constraint", "a", "p", 1),
        '"a" must finish by Mon 8 Jun 2026, which does not hold: 1 working day missing',
        "« a » doit finir au plus tard le lun. 8 juin 2026, et ne le tient pas : il manque 1 jour ouvré",
    ),
    (
        "a pin and a deadline",
        # J-5 is Wednesday 10 June: a day after the deadline; the pin is named.
        plan(Task("a", duration="1d", at="J-5", deadline="2026-06-09")),
        ("conflict-deadline", "a", "", 1),
        '"a" ends after its deadline, Tue 9 Jun 2026: 1 working day missing (pinned: a J-5)',
        "« a » finit après sa date butoir, mar. 9 juin 2026 : il manque 1 jour ouvré (fixée : a J-5)",
    ),
    (
        "half a day",
        # Monday noon is half a day before Monday evening.
        plan(Task("a", duration="1d", deadline="2026-06-08 12:00"), **NO_LAUNCH),
        ("conflict-deadline", "a", "", 0.5),
        '"a" ends after its deadline, Mon 8 Jun 2026 12:00: 0.5 working days missing',
        "« a » finit après sa date butoir, lun. 8 juin 2026 12:00 : il manque 0,5 jour ouvré",
    ),
    (
        "days of six a week",
        # Monday to Saturday: 8-13 June are six days, the 10th is passed by three.
        plan(Task("a", duration="6d", deadline="2026-06-10", calendar="ouvrables"), **NO_LAUNCH),
        ("conflict-deadline", "a", "", 3),
        '"a" ends after its deadline, Wed 10 Jun 2026: 3 ouvrable days missing',
        "« a » finit après sa date butoir, mer. 10 juin 2026 : il manque 3 jours ouvrables",
    ),
    (
        "calendar days",
        # 8-14 June; the weekend counts: four days after Wednesday 10.
        plan(Task("a", duration="1cw", deadline="2026-06-10"), **NO_LAUNCH),
        ("conflict-deadline", "a", "", 4),
        '"a" ends after its deadline, Wed 10 Jun 2026: 4 days missing',
        "« a » finit après sa date butoir, mer. 10 juin 2026 : il manque 4 jours",
    ),
]


@pytest.mark.parametrize(
    ("name", "planned", "sides", "english", "french"), CONFLICTS, ids=[c[0] for c in CONFLICTS]
)
def test_each_conflict_names_both_sides_and_what_is_missing(
    name: str, planned: rp.Plan, sides: tuple[str, str, str, float], english: str, french: str
) -> None:
    """A conflict has a code, the task, the other side, the missing days and a sentence in both languages."""
    schedule = rp.schedule(planned)
    (conflict,) = schedule.conflicts

    assert (conflict.code, conflict.task, conflict.other, conflict.missing_days) == sides
    assert conflict.text("en") == str(conflict) == english
    assert conflict.text("fr") == french
    assert (schedule.feasible, schedule.missing_days) == (False, sides[3])


@pytest.mark.parametrize(
    ("kind", "day", "missing"),
    [
        # Five days before J are 8-12 June: they start three days before Thursday 11,
        ("start_no_earlier_than", "2026-06-11", 3),
        # and end two days before Tuesday 16.
        ("finish_no_earlier_than", "2026-06-16", 2),
    ],
)
def test_a_lower_bound_too_late_for_the_launch_is_in_conflict(kind: str, day: str, missing: float) -> None:
    """What must be done before J but may not start in time stands at its late dates; J does not move."""
    schedule = rp.schedule(plan(Task("a", duration="5d", before=["launch"], **held(kind, day))))
    (conflict,) = schedule.conflicts

    assert days(schedule, "a") == (8, 12)
    assert (conflict.code, conflict.task, conflict.missing_days) == ("conflict-constraint", "a", missing)
    assert conflict.values["type"].code == f"constraint-{kind}"
    assert schedule["a"].total_slack_days == -missing


def test_without_a_written_link_a_lower_bound_makes_the_task_one_of_after() -> None:
    """Nobody said that J needs it: it is planned where its date puts it, with a finding, not a conflict."""
    schedule = rp.schedule(plan(Task("a", duration="5d", **held("start_no_earlier_than", "2026-06-11"))))

    assert days(schedule, "a") == (11, 17)
    assert schedule.feasible
    assert [finding.code for finding in schedule.findings] == ["planned-after-launch"]


def test_conflicts_come_in_document_order_and_the_largest_counts() -> None:
    """Each thing that fails is told once; the missing days of the plan are the most of any."""
    schedule = rp.schedule(
        plan(
            Task("b", duration="1d", deadline="2026-06-05"),
            Task("a", duration="4d", deadline="2026-06-08", **held("finish_no_later_than", "2026-06-10")),
            **NO_LAUNCH,
        )
    )

    # From Monday 8: b ends a day after Friday 5; a on the 11th: a day after the 10th, three after the 8th.
    assert [(item.task, item.code, item.missing_days) for item in schedule.conflicts] == [
        ("b", "conflict-deadline", 1),
        ("a", "conflict-constraint", 1),
        ("a", "conflict-deadline", 3),
    ]
    assert schedule.missing_days == 3


def test_a_deadline_lowers_the_slack_and_moves_nothing_early() -> None:
    """A passed deadline is negative slack; early dates and successors stay."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="3d", deadline="2026-06-09"),
            Task("b", duration="1d", after=["a"]),
            **NO_LAUNCH,
        )
    )

    # a: 8-10 June, due on the 9th; b: the 11th, with which the plan ends.
    assert spans(schedule, "a") == (8, 9, -1)
    assert spans(schedule, "b") == (11, 11, 0)


# --------------------------------------------------------------------------- asap and alap


@pytest.fixture
def mixed() -> rp.Schedule:
    """Five days in a row from 8 to 12 June, and single days around them."""
    return rp.schedule(
        plan(
            Task("long", duration="5d"),
            Task(
                "early",
                when="asap",
                tasks=[
                    Task("a", duration="1d"),
                    Task("b", duration="1d", when="alap"),
                    Task(
                        "inner", tasks=[Task("c", duration="1d"), Task("sub", when="alap", tasks=[Task("d")])]
                    ),
                ],
            ),
            Task("alone", duration="1d"),
            start=None,
        )
    )


def test_when_comes_down_from_the_summaries(mixed: rp.Schedule) -> None:
    """A child does what its nearest summary says, unless it says otherwise itself."""
    # Work begins on Monday 8: what is asap stands there, what is alap on Friday 12.
    assert [days(mixed, task) for task in ("a", "b", "c", "d", "alone")] == [
        (8, 8), (12, 12), (8, 8), (12, 12), (12, 12),
    ]  # fmt: skip


def test_when_moves_neither_early_nor_late_dates(mixed: rp.Schedule) -> None:
    """Early dates, late dates and slack are the same for asap and alap."""
    one, other = mixed["a"], mixed["b"]

    for field in ("early_start", "early_finish", "late_start", "late_finish", "total_slack_days"):
        assert getattr(one, field) == getattr(other, field)
    assert one.total_slack_days == 4


def test_after_the_launch_alap_is_as_late_as_the_plan_ends() -> None:
    """Work after J is early unless its summary asks for late: then it ends with the plan."""
    schedule = rp.schedule(
        plan(
            Task("long", duration="3d", after=["launch"]),
            Task(
                "late",
                when="alap",
                after=["launch"],
                tasks=[Task("a", duration="1d"), Task("b", duration="2d")],
            ),
            Task("soon", duration="1d", after=["launch"]),
        )
    )

    # long: 15-17 June, the plan's end; a: the 17th, b: 16 and 17.
    assert [days(schedule, task) for task in ("a", "b", "soon")] == [(17, 17), (16, 17), (15, 15)]


def test_alap_in_a_forward_plan_pushes_nobody() -> None:
    """A late task without a launch ends with the plan, before the task that waits for it."""
    schedule = rp.schedule(
        plan(
            Task("long", duration="5d"),
            Task("a", duration="1d", when="alap"),
            Task("b", duration="1d", after=["a"]),
            launch=None,
        )
    )

    # long: 1-5 June. b is early on the 2nd, so a stays on the 1st.
    assert [days(schedule, task) for task in "ab"] == [(1, 1), (2, 2)]


def test_a_link_that_was_overruled_leaves_no_chain_behind_it() -> None:
    """
    The written start, 10 June, holds d back from its date, the 4th, and so wins over every link.

    b starts on the 10th at the earliest and asks d to start a day later; since that is overruled,
    neither b nor a, which asks for no more than the start itself, set the date of d.
    """
    schedule = rp.schedule(
        plan(
            Task("a"),
            Task("b"),
            Task("d", duration="1d", after=["a SS", "b SS+1d"], **held("start_no_later_than", "2026-06-04")),
            start="2026-06-10",
        )
    )

    assert schedule["d"].early_start.day == 10
    assert schedule.critical_path == ("d", "launch")
    assert schedule.critical_paths() == (("d", "launch"),)
