"""The days along the top of a Gantt chart in a sheet: by day, by week, or by more of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

from retroplan.result import Schedule

_DAYS_BY_DAY = 70
_MOST_COLUMNS = 190
_WEEK = 7
_MARGIN = 180
"""Days around the chart whose closed days are known: a launch may be moved in the workbook."""
_MOST_CLOSED = 2_000


@frozen(slots=False)
class Axis:
    """
    Columns of equally many days.

    Attributes
    ----------
    first
        The day of the first column, a Monday.
    step
        Days of a column: 1, 7 or a multiple of 7.
    count
        Columns.
    """

    first: date
    step: int
    count: int

    @property
    def last(self) -> date:
        """The last day of the last column."""
        return self.first + timedelta(self.step * self.count - 1)

    @property
    def block(self) -> int:
        """Columns under one date in the row above: a week of days, four weeks."""
        return _WEEK if self.step == 1 else 4

    def day(self, column: int) -> date:
        """Give the first day of a column, counted from 0."""
        return self.first + timedelta(self.step * column)


def axis_of(schedule: Schedule) -> Axis:
    """Choose the columns for a schedule: days if it is short, else weeks, or as many weeks as it takes."""
    days = [day for task in schedule.values() for day in (task.start_date, task.finish_date)]
    days = days or [schedule.start.date()]
    if schedule.launch is not None:
        days.append(schedule.launch.date())
    first, last = min(days), max(days)
    monday = first - timedelta(first.weekday())
    span = (last - monday).days + 1
    if span <= _DAYS_BY_DAY:
        return Axis(monday, 1, -(-span // _WEEK) * _WEEK)
    step = _WEEK * max(1, -(-span // (_WEEK * _MOST_COLUMNS)))
    count = -(-span // step)
    there = (date.max - monday).days // step  # so many columns the years have
    return Axis(monday, step, min(-(-count // 4) * 4, there))


@frozen(slots=False)
class Closures:
    """
    The closed days of the plan's calendar around a chart.

    Attributes
    ----------
    schedule, axis
        The schedule and the days of its chart.
    """

    schedule: Schedule
    axis: Axis
    _open: dict[date, bool] = field(init=False)

    @_open.default
    def _days(self) -> dict[date, bool]:
        plan = self.schedule.plan
        calendar = plan.resolve(plan.calendar)
        first = self.axis.first.toordinal() - _MARGIN
        last = min(self.axis.last.toordinal() + _MARGIN, first + _MOST_CLOSED)
        first, last = max(first, date(1900, 3, 1).toordinal()), min(last, date.max.toordinal())
        days = (date.fromordinal(number) for number in range(first, last + 1))
        return {day: calendar.is_open(day) for day in days}

    @cached_property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays that are closed as a rule, Monday being 0."""
        closed = [day.weekday() for day, is_open in self._open.items() if not is_open]
        every = [day.weekday() for day in self._open]
        return tuple(day for day in range(_WEEK) if closed.count(day) * 2 > every.count(day))

    @cached_property
    def closed(self) -> tuple[date, ...]:
        """Closed days on weekdays that are open as a rule."""
        return tuple(
            d for d, is_open in self._open.items() if not is_open and d.weekday() not in self.weekdays
        )

    @cached_property
    def opened(self) -> tuple[date, ...]:
        """Open days on weekdays that are closed as a rule."""
        return tuple(d for d, is_open in self._open.items() if is_open and d.weekday() in self.weekdays)

    def is_closed(self, column: int) -> bool:
        """Tell whether all days of a column are closed."""
        days = (self.axis.day(column) + timedelta(n) for n in range(self.axis.step))
        return not any(self._open.get(day, True) for day in days)
