"""When the tasks of a schedule are worked on, and how much in each month or week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from math import ceil

from attrs import frozen

from retroplan.analysis.asked import check_schedule
from retroplan.calendars import Calendar, WorkingTime, day_of, instant
from retroplan.calendars.lags import add_months
from retroplan.engine.answers import solution_of
from retroplan.model.link import whole_of
from retroplan.model.plan import Plan
from retroplan.model.resources import Resource
from retroplan.model.task import LAUNCH, Task
from retroplan.network import FullNetwork
from retroplan.result import Schedule
from retroplan.units import Duration, Unit

_DAY = 1440
_WEEK = 7


def month_of(day: date) -> date:
    """Give the first day of a month."""
    return day.replace(day=1)


def week_of(day: date) -> date:
    """Give the Monday of a week."""
    return day - timedelta(day.weekday())


FIRSTS = {"month": month_of, "week": week_of}
"""First day of the period in which a day lies, by the kind of period."""


def period_after(first: date, by: str) -> date | None:
    """Give the first day of the next period; None after the last that there is."""
    try:
        return first + timedelta(_WEEK) if by == "week" else month_of(first + timedelta(31))
    except OverflowError:
        return None


@frozen
class Span:
    """
    When something is worked on: two instants and the working time between them.

    Attributes
    ----------
    start, finish
        Minutes since 1 January of year 1.
    time
        The working time that counts between them.
    """

    start: int
    finish: int
    time: WorkingTime

    @property
    def minutes(self) -> int:
        """Working minutes of the whole."""
        return self.time.worked(self.finish) - self.time.worked(self.start)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return day_of(self.start)

    @property
    def last_day(self) -> date:
        """The day on which it ends; a finish at midnight belongs to the day before."""
        return day_of(max(self.start, self.finish - 1))

    def parts(self, by: str) -> Iterator[tuple[date, int]]:
        """Yield the working minutes in each month or week, those without any left out."""
        at = self.start
        while at < self.finish:
            first = FIRSTS[by](day_of(at))
            after = period_after(first, by)
            end = self.finish if after is None else min(self.finish, instant(after))
            minutes = self.time.worked(end) - self.time.worked(at)
            if minutes:
                yield first, minutes
            at = end


@frozen
class Used:
    """
    A time for which a task uses a resource of the plan.

    Attributes
    ----------
    key, resource
        The resource, and its key in the plan.
    quantity
        How many of it.
    task
        Id of the task.
    span
        From when to when; the margin of the task is left out.
    """

    key: str
    resource: Resource
    quantity: int
    task: str
    span: Span

    @property
    def name(self) -> str:
        """What people call the resource."""
        return self.resource.name or self.key

    @property
    def kind(self) -> str:
        """Its kind: material where none is written."""
        return self.resource.kind or "material"

    @property
    def category(self) -> str:
        """What its cost is counted under: its kind, where no category is written."""
        return self.resource.category or self.kind


@frozen(slots=False)
class Dated:
    """The dates of a schedule, as costs and bookings ask for them."""

    schedule: Schedule

    @property
    def plan(self) -> Plan:
        """The plan as it was written."""
        return self.schedule.plan

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar of the plan."""
        return self.plan.resolve(self.plan.calendar)

    @cached_property
    def time(self) -> WorkingTime:
        """Its working time."""
        return self.calendar.working_time()

    @cached_property
    def network(self) -> FullNetwork:
        """The network that was scheduled."""
        return solution_of(self.schedule).frame.network

    @cached_property
    def whole(self) -> Span:
        """The whole plan."""
        return Span(instant(self.schedule.start), instant(self.schedule.finish), self.time)

    def span(self, task_id: str) -> Span:
        """Give when a task is worked on, its margin left out; of a summary, the plan's working time."""
        task = self.schedule[task_id]
        number = self.network.index.get(task_id)
        time = self.time if number is None else self.network.nodes[number].calendar.working_time()
        return Span(instant(task.start), instant(task.work_finish), time)

    @cached_property
    def leaves(self) -> dict[str, list[Task]]:
        """
        What each task of the plan without children consists of: itself, or its parts.

        Hammocks have dates and no work, so that nobody is at work on them.
        """
        found: dict[str, list[Task]] = {}
        for task in self.schedule.expanded.walk():
            if not task.tasks and task.span is None and task.id != LAUNCH:
                found.setdefault(whole_of(task.id), []).append(task)
        return found

    @cached_property
    def uses(self) -> tuple[Used, ...]:
        """Every time that a task uses a resource of the plan, in document order."""
        return tuple(self._uses())

    def _uses(self) -> Iterator[Used]:
        for task in self.plan.walk():
            for use in task.uses if task.id in self.schedule else ():
                key, resource = self.plan.resource(use.resource)
                if resource is not None:
                    for span in self._spans(task):
                        yield Used(key, resource, use.quantity, task.id, span)

    def _spans(self, task: Task) -> Iterator[Span]:
        """Yield when a task uses what it books: each time that it is done, but not while it is approved."""
        parts = self.leaves.get(task.id, ()) if not task.tasks else ()
        for part in parts:
            _, slash, step = part.id.rpartition("/")
            if not slash or not step.startswith(("approv", "rework")):
                yield self.span(part.id)
        if not parts:
            yield self.span(task.id)

    def back(self, t: int, duration: Duration) -> date:
        """
        Count back from an instant to the latest day from which it lies that far away.

        Working time counts in the plan's calendar; calendar days and months that lead to a closed
        day lead on to the open day before.
        """
        if duration.unit.kind == "working":
            minutes = duration.minutes(*self.plan.day_and_week())
            return day_of(self.time.opening(self.time.worked(t) - minutes))
        if duration.unit.kind == "months":
            earlier = day_of(add_months(t, -int(duration.amount)))
        else:
            days = ceil(duration.amount * (_WEEK if duration.unit is Unit.CW else 1))
            earlier = day_of(t - days * _DAY)
        return self.calendar.previous_open(earlier)


def checked(schedule: Schedule, question: str) -> Dated:
    """
    Give the dates of a schedule.

    Raises
    ------
    TypeError
        It is no schedule.
    """
    check_schedule(schedule, question)
    return Dated(schedule)
