"""Pins: the instant that an offset means once the launch is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from retroplan.calendars import Calendar, instant
from retroplan.calendars.lags import add_months
from retroplan.errors import Finding, error
from retroplan.model.task import Task
from retroplan.offsets import Offset, OffsetUnit

_DAY = 24 * 60


def offset_instant(offset: Offset, launch: int, calendar: Calendar, *, finish: bool = False) -> int:
    """
    Give the instant an offset means: the beginning of its day, or the end for a finish.

    `J` and `H±n` are instants, not days.

    Parameters
    ----------
    offset
        The offset.
    launch
        The instant of J.
    calendar
        The plan's calendar, whose open days may be counted: before J those in [date, J), after it
        those in (J, date].
    finish
        Whether it is the offset of a finish.
    """
    if offset.unit is OffsetUnit.HOURS:
        return launch + offset.amount * 60
    if offset.amount == 0:
        return launch
    day = _POSITIONS[offset.unit](launch - launch % _DAY, offset.amount, calendar)
    return day + (_DAY if finish else 0)


_POSITIONS: dict[OffsetUnit, Callable[[int, int, Calendar], int]] = {
    OffsetUnit.DAYS: lambda day, amount, calendar: day + amount * _DAY,
    OffsetUnit.WEEKS: lambda day, amount, calendar: day + amount * 7 * _DAY,
    OffsetUnit.MONTHS: lambda day, amount, calendar: add_months(day, amount),
    OffsetUnit.WORKING_DAYS: lambda day, amount, calendar: instant(
        calendar.add_days(date.fromordinal(day // _DAY), amount)
    ),
}


def reversed_pins(task: Task, launch: int, calendar: Calendar, path: str) -> Finding | None:
    """Say that the pin of a finish lies before that of the start; None if it does not."""
    if task.at is None or task.until is None:
        return None
    at = offset_instant(task.at, launch, calendar, finish=False)
    until = offset_instant(task.until, launch, calendar, finish=True)
    if at < until or (at == until and task.at == task.until):
        return None
    return error("until-before-at", path, task=task.id, at=str(task.at), until=str(task.until))
