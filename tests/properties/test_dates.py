"""What is true of the dates of every plan, whatever its tasks."""

import dataclasses
import datetime as dt
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import retroplan as rp
from tests.reference import Answer, solve
from tests.reference.answer import conflicts_of
from tests.reference.generator import FEATURES, document
from tests.reference.parts import Plan

LINKS = frozenset({"types", "lags", "leads", "minutes", "milestones", "calendar"})
SIDES = LINKS | {"timed launch", "launch links", "after", "summaries", "when"}
OTHER_UNITS = frozenset(
    {
        "percent lags",
        "calendar-day lags",
        "elapsed lags",
        "calendar-day durations",
        "elapsed durations",
    }
)
FORWARD = frozenset({"forward", "forward launch"})

examples = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def kinds(answer: Answer) -> dict[str, str]:
    """On which side of the launch each task is."""
    return {id: row.kind for id, row in answer.rows.items()}


def plans(features):
    """Plan documents that use some of the features."""
    return st.randoms(use_true_random=False).map(lambda rng: document(rng, frozenset(features)))


def schedule(plan):
    """The library's schedule of a plan document."""
    return rp.schedule(rp.from_document(plan))


def leaves(tasks):
    """The tasks of a document that have no children."""
    for task in tasks:
        if "tasks" in task:
            yield from leaves(task["tasks"])
        elif task["id"] != "launch":
            yield task


def work(answer: Answer, id: str, earlier: dt.datetime, later: dt.datetime) -> int:
    """Minutes that the calendar of a task works from one instant to another; negative the other way round."""
    window = answer.plan.window
    return answer.rows[id].calendar.work_between(window.minute(earlier), window.minute(later))


def planned(answer: Answer, scheduled, id: str) -> tuple[int, int]:
    """The planned dates of a task as minutes of the reference's window."""
    return tuple(answer.plan.window.minute(at) for at in (scheduled[id].start, scheduled[id].finish))


def broken_rules(plan: Plan, dates: dict[str, tuple[int, int]]) -> list[tuple[str, str]]:
    """What the dates break; a milestone may be anywhere without work between it and where it prints."""
    links = [
        dataclasses.replace(link, to_milestone=False)
        if link.successor != "launch" or plan.leaves[link.predecessor].milestone
        else link
        for link in plan.links
    ]
    return conflicts_of(dataclasses.replace(plan, links=links), dates)


def overruns(answer: Answer, scheduled, launch: dt.datetime) -> dict[str, int]:
    """For each task the work that lies between the launch and its finish; negative when it ends before."""
    return {id: work(answer, id, launch, scheduled[id].finish) for id in answer.plan.leaves}


def forward_from(plan: dict, start: dt.datetime) -> dict:
    """The same tasks without a launch, from a start."""
    return {key: value for key, value in plan.items() if key != "launch"} | {"start": start.isoformat()}


@examples
@given(plan=plans(LINKS))
def test_beginning_at_the_computed_start_meets_the_launch_exactly(plan):
    """A plan begun at its computed start ends at J with no work left; begun a minute later it misses J."""
    answer, launch = solve(plan), dt.datetime.fromisoformat(plan["launch"])
    start = schedule(plan).start
    later = answer.plan.calendar.opening(answer.plan.window.minute(start)) + 1

    in_time = overruns(answer, schedule(forward_from(plan, start)), launch)
    too_late = overruns(answer, schedule(forward_from(plan, answer.plan.window.moment(later))), launch)

    assert max(in_time.values()) == 0
    assert max(too_late.values()) > 0


@examples
@given(plan=plans(LINKS | {"calendars", "summaries", "percent lags", "calendar-day durations"}))
def test_beginning_at_the_computed_start_meets_the_launch_in_any_calendars(plan):
    """
    Whatever calendars are mixed, a plan begun at its start meets J, and not a minute later.

    But for milestones that a lag in days brings behind J while their calendar is closed: by its work they
    are in time. Where they are to the minute is judged in `test_forward`.
    """
    answer, launch = solve(plan), dt.datetime.fromisoformat(plan["launch"])
    assume(
        not any(link.to_milestone and link.written and link.measure != "work" for link in answer.plan.links)
    )
    start = schedule(plan).start
    later = start + dt.timedelta(minutes=1)

    in_time = overruns(answer, schedule(forward_from(plan, start)), launch)
    too_late = overruns(answer, schedule(forward_from(plan, later)), launch)

    assert max(in_time.values()) <= 0
    assert max(too_late.values()) > 0 or all(leaf.milestone for leaf in answer.plan.leaves.values())


@examples
@pytest.mark.parametrize(
    ("features", "dates"),
    [
        (SIDES | {"buffer", "start", "deadlines"}, ("start", "finish")),
        (SIDES | {"pins"}, ("start", "finish")),
        # with more than one way of counting time, work can be planned at an opening earlier on the same day
        (SIDES | {"calendars", "buffer", "start", "deadlines", "constraints"}, ("late_start", "late_finish")),
        (SIDES | {"calendars", *OTHER_UNITS}, ("late_start", "late_finish")),
    ],
    ids=["buffer and start", "pins", "mixed calendars", "other units"],
)
@given(data=st.data())
def test_postponing_the_launch_never_makes_a_date_earlier(features, dates, data):
    """When J moves on by some days, every date of every task stays or moves on (up to time without work)."""
    plan = data.draw(plans(features))
    days = data.draw(st.integers(1, 20))
    launch = dt.datetime.fromisoformat(plan["launch"]) + dt.timedelta(days=days)
    postponed = plan | {"launch": launch.isoformat()}
    answer = solve(plan)
    # two pins make a task longer or shorter as J moves, and a written date can change what is before J
    assume(not any({"at", "until"} <= set(task) for task in leaves(plan["tasks"])))
    assume(kinds(answer) == kinds(solve(postponed)))
    before, after = schedule(plan), schedule(postponed)

    for id in answer.plan.leaves:
        for date in dates:
            assert work(answer, id, getattr(before[id], date), getattr(after[id], date)) >= 0


@examples
@given(plan=plans(SIDES | {"buffer", "start", "deadlines"}), data=st.data())
def test_a_longer_task_never_starts_later(plan, data):
    """Making a task longer never moves its planned start on (up to time without work)."""
    longer = deepcopy(plan)
    with_duration = [task for task in leaves(longer["tasks"]) if task.get("duration", "0d") != "0d"]
    assume(with_duration)
    task = data.draw(st.sampled_from(with_duration))
    answer = solve(plan)
    task["duration"] = f"{answer.plan.leaves[task['id']].minutes + data.draw(st.integers(1, 2000))}min"
    before, after = schedule(plan), schedule(longer)
    # the plan may begin later when work after J no longer needs what only feeds it so soon
    assume(after.start <= before.start)

    assert work(answer, task["id"], before[task["id"]].start, after[task["id"]].start) <= 0


@examples
@pytest.mark.parametrize(
    "features",
    [
        # where a milestone is and where it prints differ by what other calendars work: one or the other
        SIDES | {"pins", "buffer", "start", "deadlines", "constraints", "percent lags"},
        FEATURES - FORWARD - {"milestones", "pins", "percent lags"},
    ],
    ids=["one calendar", "no milestones"],
)
@given(data=st.data())
def test_planned_dates_keep_every_rule_unless_a_conflict_says_otherwise(features, data):
    """Without a conflict no link, bound, deadline or start is broken; with one, at least one of them is."""
    plan = data.draw(plans(features))
    answer, scheduled = solve(plan), schedule(plan)
    launch = answer.plan.launch
    dates = {id: planned(answer, scheduled, id) for id in answer.plan.leaves} | {"launch": (launch, launch)}

    broken = broken_rules(answer.plan, dates)

    assert scheduled.feasible == (not scheduled.conflicts)
    assert not (scheduled.feasible and broken)
    # two milestones can be in the wrong order without any work between them, which does not show in print
    assert scheduled.feasible or broken or any(leaf.milestone for leaf in answer.plan.leaves.values())


@examples
@given(plan=plans(FEATURES - FORWARD))
def test_scheduling_twice_gives_the_same_schedule(plan):
    """Nothing but the plan decides about its dates."""
    parsed = rp.from_document(plan)
    once, twice = rp.schedule(parsed), rp.schedule(parsed)

    assert once.to_records() == twice.to_records()
    assert (once.start, once.feasible, once.conflicts) == (twice.start, twice.feasible, twice.conflicts)


@examples
@given(plan=plans(FEATURES - FORWARD))
def test_a_plan_survives_its_document(plan):
    """A plan written as a document and read again is the same plan."""
    parsed = rp.from_document(plan)

    assert rp.from_document(rp.to_document(parsed)) == parsed
