"""Approvals: what they add, who has them, and what a task that is approved may still be."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from tests.expand.making import days, faults, parts, plan, with_task

CLIENT = {"by": "client", "duration": "5d", "margin": "2d"}


def campaign(**keys: Any) -> rp.Schedule:
    """Schedule visuals, and their printing."""
    return rp.schedule(
        plan(rp.Task("visuals", duration="5d", **keys), rp.Task("print", duration="2d", after=["visuals"]))
    )


def test_the_work_is_sent_so_long_before_the_next_step() -> None:
    """An approval of 5 working days with a margin of 2 lies between the work and what follows."""
    schedule = campaign(approval=CLIENT)

    # Printing is Thursday 11 and Friday 12 June. Seven working days before: from 2 to 10 June, of
    # which the approval takes 2, 3, 4, 5 and 8, its margin 9 and 10. Five days of work before
    # that: 26 May to 1 June.
    assert parts(schedule) == ["visuals/work", "visuals/approval-1"]
    assert days(schedule) == ["05-26/06-01", "06-02/06-10"]
    assert f"{schedule['visuals/approval-1'].work_finish:%m-%d %H:%M}" == "06-08 17:00"
    assert days(schedule, "visuals", "print") == ["05-26/06-10", "06-11/06-12"]


def test_without_the_approval_the_work_starts_later_by_exactly_its_time() -> None:
    """Seven working days are gained where nobody has to agree."""
    approved, free = campaign(approval=CLIENT), campaign()

    calendar = approved.plan.resolve(None)
    assert days(free, "visuals") == ["06-04/06-10"]
    assert calendar.count_days(approved["visuals"].start_date, free["visuals"].start_date) == 7


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        ({"by": "legal", "duration": "3d"}, 3),
        ({"by": "legal", "duration": "3d", "rounds": 2}, 6),  # twice 3
        ({"by": "legal", "duration": "3d", "rounds": 2, "rework": "1d"}, 7),  # and 1 between them
        ({"by": "legal", "duration": "3d", "rounds": 3, "rework": "1d", "margin": "1d"}, 14),  # 3 × 4 + 2
        ({"by": "legal", "duration": "4d", "margin": "25%"}, 5),
        ([{"by": "legal", "duration": "3d"}, {"by": "client", "duration": "1d"}], 4),
        ({"by": "legal", "duration": "1d/2d/3d"}, 2),  # (1 + 4 × 2 + 3) / 6
    ],
)
def test_rounds_rework_and_margins_add_up(approval: Any, expected: int) -> None:
    """The work ends as many working days before the next step as all rounds take."""
    schedule = campaign(approval=approval)

    # The work alone would end on Wednesday 10 June.
    last = schedule.plan.resolve(None).add_days(campaign()["visuals"].finish_date, -expected)
    assert schedule["visuals/work"].finish_date == last


def test_rounds_are_numbered_and_reworks_lie_between_them() -> None:
    """Approvals count on from one approver to the next; each has its approver, reworks have the team."""
    schedule = rp.schedule(
        plan(
            rp.Task(
                "text",
                "Textes",
                duration="2d",
                responsible="Zoé",
                approval=[{"by": "direction", "duration": "1d", "rounds": 2, "rework": "1d"}, "legal"],
            ),
            approvers={"legal": "2d"},
            lang="fr",
        )
    )
    told = [
        (part.id, part.name, part.wbs, schedule.expanded[part.id].responsible)
        for part in schedule.values()
        if "/" in part.id
    ]

    assert told == [
        ("text/work", "Réalisation", "1.1", ("Zoé",)),
        ("text/approval-1", "Validation (direction), tour 1", "1.2", ("direction",)),
        ("text/rework-1", "Reprise 1", "1.3", ("Zoé",)),
        ("text/approval-2", "Validation (direction), tour 2", "1.4", ("direction",)),
        ("text/approval-3", "Validation (legal)", "1.5", ("legal",)),
    ]
    assert schedule["text"].kind == "summary"
    assert schedule["text"].name == "Textes"


def test_usual_times_count_where_nothing_else_is_said() -> None:
    """What an approval leaves open is as usual for who approves."""
    approvers = {"direction": {"duration": "5d", "rounds": 2, "rework": "1d", "margin": "1d"}}
    task = rp.Task("text", duration="1d", approval={"by": "direction", "duration": "1d", "rounds": 1})
    schedule = rp.schedule(plan(task, approvers=approvers))

    # One round of one day and its usual margin of one: 11 and 12 June; the work on the 10th.
    assert days(schedule) == ["06-10/06-10", "06-11/06-12"]


def test_the_work_keeps_what_makes_it_the_work() -> None:
    """Duration, calendar, people, risk and margin are the work's; the approval counts the plan's days."""
    saturdays = {"week": {"sat": ["08:00-12:00", "13:00-17:00"]}}
    task = rp.Task(
        "text",
        duration="1d",
        calendar=saturdays,
        risk_factor=2,
        margin="1d",
        responsible=["Zoé"],
        approval={"by": "client", "duration": "2d"},
        extra={"x-tag": 1},
    )
    schedule = rp.schedule(plan(task))
    work, approval = schedule.expanded["text/work"], schedule.expanded["text/approval-1"]

    # The approval is Thursday 11 and Friday 12 June. Three Saturdays before: 23 and 30 May, 6 June.
    assert days(schedule) == ["05-23/06-06", "06-11/06-12"]
    assert (work.risk_factor, str(work.margin), work.responsible) == (2, "1d", ("Zoé",))
    assert (approval.risk_factor, approval.margin, approval.calendar) == (1, None, None)
    assert schedule.expanded["text"].extra == {"x-tag": 1}


# --------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("keys", "on_work", "on_last"),
    [
        ({"at": "J-30"}, {"at": "J-30"}, {}),
        ({"until": "J-3"}, {}, {"until": "J-3"}),
        ({"at": "J-30", "until": "J-3"}, {"at": "J-30"}, {"until": "J-3"}),
        ({"start": "2026-05-04"}, {"start": "2026-05-04"}, {}),
        ({"finish": "2026-06-05"}, {}, {"finish": "2026-06-05"}),
        ({"deadline": "2026-06-05"}, {}, {"deadline": "2026-06-05"}),
        *(
            (
                {"constraint": {"type": kind, "date": "2026-06-05"}},
                {} if "finish" in kind else {"constraint": kind},
                {"constraint": kind} if "finish" in kind else {},
            )
            for kind in (
                "start_no_earlier_than",
                "start_no_later_than",
                "must_start_on",
                "finish_no_earlier_than",
                "finish_no_later_than",
                "must_finish_on",
            )
        ),
    ],
)
def test_what_fixes_the_start_fixes_the_work_what_fixes_the_finish_the_last_approval(
    keys: dict[str, Any], on_work: dict[str, str], on_last: dict[str, str]
) -> None:
    """Every pin, date and constraint goes to the part that it speaks of, and nowhere else."""
    task = rp.Task("text", duration="2d", approval={"by": "client", "duration": "1d", "rounds": 2}, **keys)
    schedule = rp.schedule(plan(task))
    fixing = ("at", "until", "start", "finish", "deadline", "constraint")
    found = {
        part: {
            key: getattr(value, "type", value).value if key == "constraint" else str(value)
            for key in fixing
            if (value := getattr(schedule.expanded[part], key)) is not None
        }
        for part in ("text", "text/work", "text/approval-1", "text/approval-2")
    }

    assert found == {"text": {}, "text/work": on_work, "text/approval-1": {}, "text/approval-2": on_last}


def test_two_pins_leave_room_for_the_work_and_its_approval() -> None:
    """Between both pins the work lasts as long as it says, and the approval ends with the second."""
    task = rp.Task("text", duration="3d", at="J-14", until="J-3", approval={"by": "client", "duration": "2d"})
    schedule = rp.schedule(plan(task))

    # J-14 is Monday 1 June, J-3 Friday 12 June.
    assert days(schedule) == ["06-01/06-03", "06-11/06-12"]
    assert schedule.feasible


def test_two_pins_too_close_are_a_conflict() -> None:
    """What does not fit between two pins is told as days that are missing, not refused."""
    task = rp.Task("text", duration="3d", at="J-6", until="J-3", approval={"by": "client", "duration": "2d"})
    (conflict,) = rp.schedule(plan(task)).conflicts

    # From Tuesday 9 to Friday 12 June there are four days; five are needed.
    assert (conflict.task, conflict.other, conflict.missing_days) == ("text/approval-1", "text/work", 1)


def test_two_ends_without_the_duration_of_the_work_ask_for_it() -> None:
    """The time between two pins is not that of the work where an approval takes part of it."""
    approval = {"by": "client", "duration": "2d"}

    assert faults(with_task(at="J-30", until="J-3", approval=approval)) == [
        ("tasks[0].approval", "approval-needs-duration")
    ]
    assert faults(with_task(start="2026-05-04", finish="2026-05-08", approval=approval)) == [
        ("tasks[0].approval", "approval-needs-duration")
    ]


# --------------------------------------------------------------------------- bad values


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        ("direction", [("", "approval-without-time")]),
        (["direction", {"by": "legal", "duration": "3d"}], [("[0]", "approval-without-time")]),
        (5.5, [("", "bad-approval")]),
        (True, [("", "bad-approval")]),
        ("  ", [(".by", "bad-approval")]),
        ({}, [("", "approval-of-nobody")]),
        ([[]], [("[0]", "bad-approval")]),
        ({"by": []}, [(".by", "not-text")]),
        ({"by": "x" * 10_001, "duration": "1d"}, [(".by", "text-too-long")]),
        ({"by": "legal", "duraton": "5d"}, [(".duraton", "unknown-key")]),
        ({"by": "legal", "duration": "5d", "x-note": 1}, [(".x-note", "unknown-key")]),
        ({"by": "legal", "duration": 5}, [(".duration", "bare-number")]),
        ({"by": "legal", "duration": "Immédiat"}, [(".duration", "bad-duration")]),
        ({"by": "legal", "duration": "-5d"}, [(".duration", "negative-duration")]),
        ({"by": "legal", "duration": "1.5mo"}, [(".duration", "whole-months")]),
        ({"by": "legal", "duration": "5 jours ouvrables"}, [(".duration", "duration-convention")]),
        ({"by": "legal", "duration": "5d/3d/1d"}, [(".duration", "points-out-of-order")]),
        ({"by": "legal", "duration": "5d", "margin": "2cd"}, [(".margin", "share-of-other-kind")]),
        ({"by": "legal", "duration": "5d", "rework": "1.5mo"}, [(".rework", "whole-months")]),
        ({"by": "legal", "duration": "5d", "rounds": 0}, [(".rounds", "bad-rounds")]),
        ({"by": "legal", "duration": "5d", "rounds": 10**9}, [(".rounds", "bad-rounds")]),
        ({"by": "legal", "duration": "5d", "rounds": "two"}, [(".rounds", "bad-rounds")]),
        ({"by": "legal", "duration": "5d", "rounds": True}, [(".rounds", "bad-rounds")]),
        (
            {"rounds": 1.5, "margin": "x", "duration": "y"},
            [
                (".rounds", "bad-rounds"),
                (".margin", "bad-duration"),
                (".duration", "bad-duration"),
            ],
        ),
    ],
)
def test_bad_approvals_are_told_with_their_place(approval: object, expected: list[tuple[str, str]]) -> None:
    """All that is wrong with an approval comes at once, each fault with its key."""
    found = faults(with_task(duration="1d", approval=approval))

    assert found == [(f"tasks[0].approval{path}", code) for path, code in expected]


def test_an_approval_without_time_asks_for_it_and_guesses_who_is_meant() -> None:
    """The sentence names who approves, says what to write and offers the nearest approver."""
    document = with_task(approval="directon") | {"approvers": {"direction": "5d"}}

    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)

    assert caught.value.text() == (
        'tasks[0].approval: how long does "directon" take? write duration: 5d here, '
        'or approvers in the plan (did you mean "direction"?)'
    )


@pytest.mark.parametrize(
    ("approvers", "expected"),
    [
        ([], [("approvers", "not-a-mapping")]),
        ({"direction": 5}, [("approvers.direction", "bare-number")]),
        ({"direction": {"by": "x"}}, [("approvers.direction.by", "unknown-key")]),
        ({"direction": {"duration": "1.5mo"}}, [("approvers.direction.duration", "whole-months")]),
        ({"legal": {"duration": "5d", "margin": "2cd"}}, [("approvers.legal.margin", "share-of-other-kind")]),
        ({"": "5d", "a": "x"}, [("approvers", "bad-approval"), ("approvers.a", "bad-duration")]),
    ],
)  # fmt: skip
def test_bad_usual_times_are_told(approvers: object, expected: list[tuple[str, str]]) -> None:
    """What is wrong with the usual times is told by the name of who has them."""
    assert faults({"launch": "2026-06-15", "approvers": approvers}) == expected


def test_summaries_and_the_launch_are_not_approved() -> None:
    """An approval on a task with children, or on the launch, is refused with what to do."""
    approval = {"by": "client", "duration": "2d"}
    children = with_task(approval=approval, tasks=[{"id": "a", "duration": "1d"}])
    launch = {"launch": "2026-06-15", "tasks": [{"id": "launch", "approval": approval}]}

    assert faults(children) == [("tasks[0].approval", "summary-with")]
    assert faults(launch) == [("tasks[0].approval", "launch-fixed")]


def test_a_milestone_and_an_immediate_task_can_be_approved() -> None:
    """Work without duration is approved after it."""
    approval = {"by": "client", "duration": "2d"}
    milestone = rp.schedule(plan(rp.Task("sent", approval=approval)))
    immediate = rp.schedule(plan(rp.Task("sent", duration="Immédiat", approval=approval), start="2026-06-01"))

    # The approval is 11 and 12 June; what was sent, by the evening of the 10th, or on 1 June.
    assert days(milestone) == ["06-10/06-10", "06-11/06-12"]
    assert days(immediate) == ["06-01/06-01", "06-11/06-12"]
