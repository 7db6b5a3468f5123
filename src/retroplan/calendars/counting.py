"""
Counting open days, by table.

The table is a `WorkingTime` in which each open day holds one minute, its first: W then
counts open days, and its inverses find them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from retroplan.calendars.working import DAY, Spans, WorkingTime, day_of

OpenDays: TypeAlias = WorkingTime

_OPEN: Spans = ((0, 1),)


def open_day_shape(shape: Callable[[int], Spans]) -> Callable[[int], Spans]:
    """Turn the hours of each day into one minute where there are any: a night's tail is none."""
    return lambda day: _OPEN if shape(day) else ()


def count_days(days: OpenDays, a: date, b: date) -> int:
    """Count the open days from `a` up to, not including, `b`; negative where `b` comes first."""
    return days.worked(b.toordinal() * DAY) - days.worked(a.toordinal() * DAY)


def add_days(days: OpenDays, d: date, n: int) -> date:
    """
    Return the n-th open day after `d`, before it where `n` is negative; `d` itself for 0.

    `d` does not count, open or closed: a Saturday plus one open day is the Monday.
    """
    if n == 0:
        return date.fromordinal(d.toordinal())
    if n > 0:
        return day_of(days.opening(days.worked((d.toordinal() + 1) * DAY) + n - 1))
    return day_of(days.opening(days.worked(d.toordinal() * DAY) + n))


def next_open(days: OpenDays, d: date) -> date:
    """Return `d` if it is open, else the first open day after it."""
    return day_of(days.opening(days.worked(d.toordinal() * DAY)))


def previous_open(days: OpenDays, d: date) -> date:
    """Return `d` if it is open, else the last open day before it."""
    return day_of(days.opening(days.worked((d.toordinal() + 1) * DAY) - 1))
