"""Where an instant stands on a chart."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from attrs import frozen

from retroplan.calendars import Spans

MINUTES = 24 * 60


@frozen(slots=False)
class Scale:
    """
    A span of days on a stretch of pixels.

    By the clock, or by the working day: then a day begins at its opening and ends at its closing, as
    people read a chart in days, and half a day of work is half of its width.

    Attributes
    ----------
    first
        Ordinal of the first day.
    days
        How many there are, with parts of days where hours are shown.
    left
        Where the first day begins.
    width
        Of all of them.
    hours
        The working hours of the usual day, in minutes; empty for a chart by the clock.
    skipped
        How much of the first day lies left of the chart.
    """

    first: int
    days: float
    left: float
    width: float
    hours: Spans = ()
    skipped: float = 0.0

    @property
    def day(self) -> float:
        """Pixels of a day."""
        return self.width / self.days

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.left + self.width

    def x(self, t: datetime) -> float:
        """Give the place of an instant."""
        minute = t.hour * 60 + t.minute
        return self.x_days(t.toordinal() + self._share[minute])

    def x_day(self, d: date) -> float:
        """Give the place at which a day begins."""
        return self.x_days(d.toordinal())

    def x_days(self, days: float) -> float:
        """Give the place of so many days after the beginning of time, an ordinal and a part of a day."""
        return self.left + (days - self.first - self.skipped) * self.day

    @property
    def end(self) -> float:
        """The day, with its part, at which the chart ends."""
        return self.first + self.skipped + self.days

    def within(self, x: float) -> float:
        """Move a place into the chart."""
        return min(max(x, self.left), self.right)

    @cached_property
    def _share(self) -> tuple[float, ...]:
        """How much of the day is over at each of its minutes."""
        if not self.hours or self.hours[-1][1] > MINUTES:  # a night shift has no day of its own
            return tuple(minute / MINUTES for minute in range(MINUTES))
        whole = sum(end - begin for begin, end in self.hours)
        return tuple(
            sum(min(max(minute - begin, 0), end - begin) for begin, end in self.hours) / whole
            for minute in range(MINUTES)
        )
