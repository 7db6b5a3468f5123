"""Rules about durations: what three points say, how long a task is, and approvals without time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from retroplan.errors import Finding, info, warning
from retroplan.language import Amount
from retroplan.lint.subject import Subject
from retroplan.model.approval import Approval
from retroplan.model.estimate import Estimate, Uncertain
from retroplan.model.link import whole_of
from retroplan.model.parts import works_of
from retroplan.model.places import Place
from retroplan.model.validation import per_day_of, points_of, size_of
from retroplan.units import Duration

MOST_TIMES = 5
"""How many times the likely value the pessimistic one may be."""
MOST_DAYS = 20
"""Open days from which on a task is long: four weeks of five days."""


def no_spread(subject: Subject) -> Iterator[Finding]:
    """Find three points that are one."""
    per_day = per_day_of(subject.plan)
    for place in subject.places:
        for key, work in works_of(subject.plan, place.task):
            estimate = work.duration
            if not isinstance(estimate, Uncertain) or per_day is None:
                continue
            sizes = {size_of(point, per_day) for point in points_of(work)}
            if len(sizes) == 1 and sizes != {0}:
                yield warning(
                    "RP301", f"{place.path}.{key}",
                    task=place.task.id, id=place.task.id, text=str(estimate), point=str(estimate.points[0]),
                )  # fmt: skip


def wild_spread(subject: Subject) -> Iterator[Finding]:
    """Find three points of which the pessimistic one is many times the likely one."""
    per_day = per_day_of(subject.plan)
    for place in subject.places if per_day is not None else ():
        for key, work in works_of(subject.plan, place.task):
            if not isinstance(work.duration, Estimate) or per_day is None:
                continue
            _, likely, pessimistic = (size_of(point, per_day) for point in work.duration.points)
            if likely and pessimistic > MOST_TIMES * likely:
                times = float(pessimistic / likely)
                text = str(work.duration)
                yield info("RP302", f"{place.path}.{key}", task=place.task.id, text=text, times=times)


def long_task(subject: Subject) -> Iterator[Finding]:
    """Find tasks that take more than four weeks; of one in parts, each part is looked at."""
    schedule = subject.schedule
    if schedule is None:
        return
    calendar = subject.plan.resolve(subject.plan.calendar)
    longest: dict[str, int] = {}
    for task_id, planned in schedule.items():
        if planned.kind == "task":
            last = (planned.work_finish - timedelta(minutes=1)).date()  # midnight is of the day before
            days = calendar.count_days(planned.start_date, last) + calendar.is_open(last)
            whole = whole_of(task_id)
            longest[whole] = max(days, longest.get(whole, 0))
    for task_id, days in longest.items():
        if days > MOST_DAYS and task_id in subject.paths:
            yield info("RP303", subject.paths[task_id], task=task_id, days=Amount(days, "working-day"))


def instant_approval(subject: Subject) -> Iterator[Finding]:
    """Find approvals that take no time at all."""
    for place in subject.places:
        for path, approval in _approvals(place):
            duration = approval.completed(subject.plan.approvers).duration
            points = (duration,) if isinstance(duration, Duration) else duration.points if duration else ()
            if points and not any(point.amount for point in points):
                yield warning("RP304", f"{place.path}.{path}", task=place.task.id, id=place.task.id)


def _approvals(place: Place) -> Iterator[tuple[str, Approval]]:
    """Yield the approvals of a task and of its waves, each with its path in the task."""
    task = place.task
    groups = {"approval": task.approval, "waves.approval": task.waves.approval if task.waves else ()}
    for path, approvals in groups.items():
        for number, approval in enumerate(approvals):
            where = f"{path}[{number}]" if len(approvals) > 1 else path
            yield where, approval.asked_of(task.accountable)
