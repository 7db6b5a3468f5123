"""
Lags: how far one instant must lie from another, in each kind of time.

A lag gives two functions that invert one another. `reach` goes forward: the least
work of the successor's calendar at which the link holds. `leave` goes backward: the
latest instant at which the predecessor's end lets the link hold.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from functools import cached_property
from typing import Protocol

from attrs import frozen

from retroplan.calendars.working import WorkingTime, instant, moment


class Lag(Protocol):
    """The distance that a link asks for, seen from the successor's calendar."""

    def reach(self, t: int) -> int:
        """Return the least instant that lies the lag after `t`."""
        ...

    def leave(self, t: int) -> int:
        """Return the latest instant from which `t` lies the lag away."""
        ...


@frozen
class WorkingLag:
    """
    So many minutes of work in a calendar.

    Holds when W(later) - W(earlier) ≥ minutes.
    """

    calendar: WorkingTime
    minutes: int

    def reach(self, t: int) -> int:
        """Return the least instant with that much work after `t`."""
        return self.calendar.closing(self.calendar.worked(t) + self.minutes)

    def leave(self, t: int) -> int:
        """Return the latest instant with that much work before `t`."""
        return self.calendar.opening(self.calendar.worked(t) - self.minutes)


@frozen
class ElapsedLag:
    """So many minutes by the clock."""

    minutes: int

    def reach(self, t: int) -> int:
        """Return the instant that many minutes later."""
        return t + self.minutes

    def leave(self, t: int) -> int:
        """Return the instant that many minutes earlier."""
        return t - self.minutes


@frozen
class MonthLag:
    """So many months of the date, ends clamped, counted from the opening form of an instant."""

    calendar: WorkingTime
    months: int

    def reach(self, t: int) -> int:
        """Return the same day, that many months later."""
        return add_months(self.calendar.opening(self.calendar.worked(t)), self.months)

    def leave(self, t: int) -> int:
        """Return the same day, that many months earlier."""
        return add_months(t, -self.months)


def add_months(t: int, months: int) -> int:
    """
    Add months to the date of an instant, keeping its time; the end of a month is clamped.

    31 January plus one month is 28 (or 29) February.
    """
    when = moment(t)
    year, month0 = divmod(when.year * 12 + when.month - 1 + months, 12)
    if not datetime.min.year <= year <= datetime.max.year:
        return t + months * 30 * 1440  # outside the calendar: the look-up that follows says so
    day = min(when.day, monthrange(year, month0 + 1)[1])
    return instant(when.replace(year=year, month=month0 + 1, day=day))


@frozen(slots=False)
class Crossing:
    """
    A link whose ends do not count in one calendar, or whose lag is not plain work.

    Attributes
    ----------
    source, target
        The times in which the work of the predecessor and of the successor is counted.
    time
        The calendar of the successor. It differs from `target` for a milestone, which is
        counted by the clock so that its instant is exact.
    lag
        The distance between the linked ends.
    from_start
        Whether the predecessor's start is the linked end.
    in_order
        Whether the instants themselves must be in order (FS and FF to a milestone,
        lag at least 0).
    """

    source: WorkingTime
    target: WorkingTime
    time: WorkingTime
    lag: Lag
    from_start: bool
    in_order: bool

    @cached_property
    def minutes(self) -> int | None:
        """
        The lag, where it is work of the successor's own clock; None for any other.

        The instants between cancel out then: two look-ups a link instead of six, which is what
        most links between calendars cost.
        """
        lag = self.lag
        own = isinstance(lag, WorkingLag) and lag.calendar is self.time is self.target
        return lag.minutes if own and isinstance(lag, WorkingLag) and not self.in_order else None

    @cached_property
    def exact(self) -> bool:
        """
        Whether the lag is counted to the instant of the successor, closed or not.

        A milestone has one, which work of its own calendar would lose over closed days: four lags of a
        calendar day in a row between milestones would all end on the Friday on which they begin.
        """
        own = isinstance(self.lag, WorkingLag) and self.lag.calendar is self.time
        return self.time is not self.target and not own

    def _source_instant(self, work: int) -> int:
        return self.source.opening(work) if self.from_start else self.source.closing(work)

    def reach(self, work: int) -> int:
        """
        Return the least work of the successor at which the link holds.

        Parameters
        ----------
        work
            Work of the predecessor at its linked end.
        """
        end = self._source_instant(work)
        if self.minutes is not None:
            return self.time.worked(end) + self.minutes
        least = self.lag.reach(end)
        if not self.exact:
            value = self.time.worked(least)
            if self.time is self.target:
                return value
            least = self.time.closing(value)
        return self.target.worked(max(least, end) if self.in_order else least)

    def latest(self, work: int) -> int:
        """Return the latest instant the link allows, for the successor's work at its linked end."""
        if self.minutes is not None:
            return self.time.opening(work - self.minutes)
        end = self.target.closing(work)
        t = self.lag.leave(end if self.exact else self.time.opening(self.time.worked(end)))
        return min(t, end) if self.in_order else t

    def leave(self, work: int) -> int:
        """
        Return the greatest work of the predecessor's linked end at which the link holds.

        Parameters
        ----------
        work
            Work of the successor at its linked end.
        """
        t = self.latest(work)
        worked = self.source.worked(t)
        if self.from_start and self.source.opening(worked) != t:
            return worked - 1  # nothing can start at t: the last working minute before it
        return worked

    def day_opening(self, work: int) -> int | None:
        """
        Return the work at the opening of the day before which nothing could start.

        None where the predecessor can start at the latest instant itself.
        """
        t = self.latest(work)
        worked = self.source.worked(t)
        if not self.from_start or self.source.opening(worked) == t:
            return None
        last = self.source.opening(worked - 1)
        return self.source.worked(last - last % 1440)
