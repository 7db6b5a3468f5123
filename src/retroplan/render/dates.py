"""Dates and durations as a cell of a table shows them: short, and only as exact as the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from attrs import frozen

from retroplan.language import show, word
from retroplan.model.estimate import Uncertain
from retroplan.model.moments import is_day
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.offsets import OffsetUnit
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask
from retroplan.units import Duration, Unit

_HOURS = (Unit.MIN, Unit.H, Unit.EMIN, Unit.EH)


@frozen
class Dates:
    """
    Writes dates in cells.

    Attributes
    ----------
    lang
        Language of the weekdays and months.
    year
        The year that goes without saying: that of the launch.
    timed
        Whether times are shown.
    brief
        Whether weekdays are left out, for want of room.
    """

    lang: str
    year: int
    timed: bool
    brief: bool = False

    def start(self, task: ScheduledTask) -> str:
        """Write the planned start."""
        midnight = task.kind == "milestone" and task.start.time() == time.min
        return self.instant(task.start) if self.timed and not midnight else self.day(task.start_date)

    def finish(self, task: ScheduledTask) -> str:
        """Write the planned finish, the last day of work; a milestone has none, and what goes on says so."""
        if task.kind == "milestone":
            return ""
        if task.open_ended:
            return word("ongoing", self.lang)
        if self.timed and task.finish.date() != task.finish_date:
            return f"{self.day(task.finish_date)} 24:00"
        return self.instant(task.finish) if self.timed else self.day(task.finish_date)

    def instant(self, t: datetime) -> str:
        """Write a day and its time."""
        return f"{self.day(t.date())} {t:%H:%M}"

    def day(self, d: date) -> str:
        """Write a day for a cell: "mer. 17 mars"."""
        return self._day(d, "d MMM" if self.brief else "EEE d MMM")

    def long_day(self, d: date) -> str:
        """Write a day for a sentence: "mercredi 17 mars"."""
        return self._day(d, "EEEE d MMMM")

    def _day(self, d: date, pattern: str) -> str:
        return _written(d, self.lang, pattern if d.year == self.year else f"{pattern} y")


@lru_cache(maxsize=4096)
def _written(d: date, lang: str, pattern: str) -> str:
    return show(d, lang, pattern)


def make_dates(schedule: Schedule, lang: str, *, brief: bool = False) -> Dates:
    """Choose how the dates of a schedule are written."""
    first = schedule.launch or schedule.start
    return Dates(lang, first.year, shows_times(schedule), brief)


def shows_times(schedule: Schedule) -> bool:
    """Whether the hours matter: somebody wrote hours, and work begins or ends inside a day."""
    return counts_hours(schedule.expanded) and _leaves_the_days(schedule)


def counts_hours(plan: Plan) -> bool:
    """
    Whether somebody wrote hours or minutes in the plan.

    Estimates and percentages bring day-level plans to odd minutes; their users never asked
    to see those.
    """
    if any(moment is not None and not is_day(moment) for moment in (plan.launch, plan.start)):
        return True
    lengths = [*(link.lag for link in plan.links), plan.buffer]
    if any(_is_hours(length) for length in lengths):
        return True
    return any(_task_counts_hours(task) for task in plan.walk())


def _task_counts_hours(task: Task) -> bool:
    dated = [task.deadline, task.constraint.date if task.constraint else None]
    if any(moment is not None and not is_day(moment) for moment in dated):
        return True
    if any(pin is not None and pin.unit is OffsetUnit.HOURS for pin in (task.at, task.until)):
        return True
    return any(_is_hours(length) for length in _lengths(task))


def _lengths(task: Task) -> Iterator[object]:
    yield task.margin
    yield from (link.lag for link in (*task.after, *task.before))
    if isinstance(task.duration, Uncertain):
        yield from task.duration.points
    else:
        yield task.duration


def _is_hours(length: object) -> bool:
    return isinstance(length, Duration) and bool(length.amount) and length.unit in _HOURS


def _leaves_the_days(schedule: Schedule) -> bool:
    """Whether an instant is neither the opening nor the closing of the usual day."""
    plan = schedule.plan
    if plan.launch is not None and not is_day(plan.launch):
        return True
    usual = plan.resolve(plan.calendar).usual_day()
    opening, closing = (timedelta(minutes=minute) for minute in (usual[0][0], usual[-1][1] % (24 * 60)))
    return any(
        (_of_day(task.start), _of_day(task.finish)) != (opening, closing)
        for task in schedule.values()
        if task.kind == "task"
    )


def _of_day(t: datetime) -> timedelta:
    return timedelta(hours=t.hour, minutes=t.minute)
