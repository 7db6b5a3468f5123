"""What is true of the analysis of every plan."""

from __future__ import annotations

import datetime as dt
import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import retroplan as rp
from tests.reference.generator import FEATURES, document

FORWARD = frozenset({"forward", "forward launch"})
PLAIN = frozenset(
    {"types", "lags", "leads", "minutes", "milestones", "calendar", "launch links", "summaries"}
)

ROOM = PLAIN | {"after", "buffer", "start"}

examples = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def plans(features: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plan documents that use some of the features."""
    return st.randoms(use_true_random=False).map(lambda rng: document(rng, features))


def leaves(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the tasks of a document that have no children."""
    found = []
    for task in tasks:
        found += leaves(task["tasks"]) if "tasks" in task else [task]
    return found


def edited(plan: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Change one thing in a plan document: a duration, a link, the launch, a closed day."""
    changed = deepcopy(plan)
    task = rng.choice(leaves(changed["tasks"]))
    kind = rng.choice(["duration", "links", "launch", "calendar"])
    if kind == "duration" and not {"at", "until"} <= task.keys():
        task["duration"] = rng.choice(["1d", "2d", "5d", "6h"])
    elif kind == "links" and task.get("after"):
        task["after"].pop()
    elif kind == "calendar" and plan.get("calendars"):
        calendar = changed["calendars"][rng.choice(list(plan["calendars"]))]
        calendar.setdefault("closed", []).append(str(dt.date(2026, 3, rng.randint(1, 31))))
    elif "launch" in plan:
        moved = dt.datetime.fromisoformat(plan["launch"]) + dt.timedelta(days=rng.randint(1, 9))
        changed["launch"] = moved.isoformat()
    return changed


def schedules(plan: dict[str, Any], rng: Random) -> tuple[rp.Schedule, rp.Schedule]:
    """Schedule a plan, and the same with one thing changed."""
    try:
        return rp.schedule(rp.from_document(plan)), rp.schedule(rp.from_document(edited(plan, rng)))
    except rp.PlanError:
        assume(False)
        raise


@examples
@given(plan=plans(FEATURES - FORWARD))
def test_a_schedule_compared_with_itself_moved_nothing(plan: dict[str, Any]) -> None:
    """The same schedule twice has nothing to tell."""
    schedule = rp.schedule(rp.from_document(plan))
    comparison = rp.compare(schedule, schedule)

    assert comparison.changed == ()
    assert list(comparison) == list(schedule)


@examples
@pytest.mark.parametrize("features", [PLAIN, FEATURES - FORWARD, PLAIN | {"forward"}])
@given(data=st.data())
def test_moves_are_the_differences_of_the_dates(features: frozenset[str], data: st.DataObject) -> None:
    """Each date of a comparison is that of its schedule, and each move their difference; all is JSON."""
    plan, rng = data.draw(plans(features)), data.draw(st.randoms(use_true_random=False))
    old, new = schedules(plan, rng)
    comparison = rp.compare(old, new)

    json.dumps(rp.to_document(comparison))
    for change in comparison.tasks:
        before, after = old[change.id], new[change.id]
        assert (change.start_before, change.finish_after) == (before.start, after.finish)
        assert change.start_days == (after.start_date - before.start_date).days
        assert change.finish_days == (after.finish_date - before.finish_date).days
        assert change.moved == ((before.start, before.finish) != (after.start, after.finish))
        assert bool(change.reasons) == change.moved


@examples
@given(data=st.data())
def test_every_move_of_a_plain_plan_is_explained(data: st.DataObject) -> None:
    """In one calendar, without pins or dates, what moved a task is always found."""
    plan, rng = data.draw(plans(PLAIN)), data.draw(st.randoms(use_true_random=False))
    comparison = rp.compare(*schedules(plan, rng))

    assert [change.id for change in comparison.moved if change.reasons[0].code == "moved-unexplained"] == []
    assert {reason.code for change in comparison.moved for reason in change.reasons} <= {
        "changed-duration", "removed-link", "moved-launch", "closed-days",
    }  # fmt: skip


@examples
@given(plan=plans(FEATURES - FORWARD))
def test_a_window_says_what_each_schedule_says(plan: dict[str, Any]) -> None:
    """Each row is what `schedule` gives for that launch alone."""
    parsed = rp.from_document(plan)
    first = dt.datetime.fromisoformat(plan["launch"]).date()
    try:
        window = rp.launch_window(parsed, first, first + dt.timedelta(days=5))
    except rp.PlanError:  # two pins out of order on one of the days
        assume(False)
        raise
    usual = rp.schedule(parsed)

    for found in window:
        alone = rp.schedule(parsed, launch=found.launch)
        tasks = [task for task in alone.values() if task.kind != "summary" and task.id != "launch"]
        critical = {task.id for task in tasks if task.critical}
        assert (found.feasible, found.missing_days) == (alone.feasible, alone.missing_days)
        working = [task for task in tasks if task.kind == "task"] or tasks
        assert found.first_day == min(task.start_date for task in working)
        assert found.critical_path == alone.critical_path
        assert set(found.critical) == critical
        assert set(found.became_critical) == {task for task in critical if not usual[task].critical}
        if found.feasible or found is window[0]:  # what does not work is searched for two years, each time
            assert found.finding_count == sum(item.code != "no-feasible-launch" for item in alone.findings)


@examples
@pytest.mark.parametrize(
    "features",
    [ROOM, ROOM | {"pins", "calendars", "deadlines"}],
    ids=["one calendar", "pins and calendars"],
)
@given(data=st.data())
def test_a_delay_does_what_a_longer_task_does(features: frozenset[str], data: st.DataObject) -> None:
    """The launch that works, and who is pushed, are those of the plan scheduled with a longer task."""
    plan, extra = data.draw(plans(features)), data.draw(st.integers(1, 4))
    schedule = rp.schedule(rp.from_document(plan))
    task = data.draw(st.sampled_from(leaves(plan["tasks"])))
    assume(task["id"] != "launch" and schedule[task["id"]].kind == "task")
    assume(not {"at", "until"} <= task.keys())
    network = rp.compile(schedule.plan).full
    node = network.nodes[network.index[task["id"]]]
    longer = schedule.plan.change(task["id"], duration=f"{node.duration + extra * node.day}min")
    (effect,) = rp.delay_effects(schedule, extra, tasks=[task["id"]])

    base, moved = (first_launch(each, schedule) for each in (schedule.plan, longer))
    assert moment(effect.launch) == moved
    assert effect.launch_days == (None if None in (base, moved) else (moved.date() - base.date()).days)
    delayed = rp.schedule(longer, start=schedule.start)
    usual = rp.schedule(schedule.plan, start=schedule.start)
    pushed = [
        other.id
        for other in delayed.values()
        if other.early_start > usual[other.id].early_start
        or other.early_finish > usual[other.id].early_finish
    ]
    pushed = [other for other in pushed if schedule[other].kind == "task" and other != task["id"]]
    assert [other for other in effect.pushed if schedule[other].kind == "task"] == pushed


def moment(launch: dt.date | None) -> dt.datetime | None:
    """Give the instant of a launch date."""
    if launch is None or isinstance(launch, dt.datetime):
        return launch
    return dt.datetime.combine(launch, dt.time.min)


def first_launch(plan: rp.Plan, schedule: rp.Schedule) -> dt.datetime | None:
    """Try one launch after the other, from that of the plan on; open days only, after the first."""
    assert schedule.launch is not None
    calendar = plan.resolve(plan.calendar)
    for days in range(60):
        launch = schedule.launch + dt.timedelta(days=days)
        if not days or calendar.is_open(launch.date()):
            try:
                if rp.schedule(plan, launch=launch, start=schedule.start).feasible:
                    return launch
            except rp.PlanError:
                return None
    return None
