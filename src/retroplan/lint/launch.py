"""Rules about the launch and about given dates."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from retroplan.calendars import Calendar
from retroplan.errors import Finding, info
from retroplan.lint.subject import Subject
from retroplan.model.moments import Moment


def closed_launch(subject: Subject) -> Iterator[Finding]:
    """Find a launch on a day on which nobody works."""
    for finding in subject.schedule.findings if subject.schedule else ():
        if finding.code == "launch-closed":
            yield evolve(finding, code="RP101")


def no_buffer(subject: Subject) -> Iterator[Finding]:
    """Find a launch right behind the last work before it; a buffer of 0d is a choice, and is not told."""
    schedule, plan = subject.schedule, subject.plan
    if schedule is None or plan.launch is None or plan.buffer is not None:
        return
    if len(schedule.critical_path) > 1:  # something leads to the launch
        yield info("RP102", "buffer")


def closed_limit(subject: Subject) -> Iterator[Finding]:
    """Find deadlines and dated constraints on closed days; given starts and finishes a schedule tells."""
    for place in subject.places:
        task, constraint = place.task, place.task.constraint
        limits: list[tuple[str, Moment]] = []
        if task.deadline is not None:
            limits.append(("deadline", task.deadline))
        if constraint is not None and not constraint.type.must:
            limits.append(("constraint", constraint.date))
        for key, date in limits:
            yield from _closed(f"{place.path}.{key}", task.id, date, subject.calendar_of(place))


def _closed(path: str, task: str, date: Moment, calendar: Calendar) -> Iterator[Finding]:
    reason = calendar.why_closed(date)
    if reason is not None:
        yield info(
            "RP103", path, task=task, date=date, reason=reason,
            before=calendar.previous_open(date), after=calendar.next_open(date),
        )  # fmt: skip
