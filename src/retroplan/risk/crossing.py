"""
Links between calendars, and months, for many values at once.

Each function says what its namesake in `retroplan.calendars.lags` says of one value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from retroplan.calendars.lags import add_months as add_months_to_one
from retroplan.risk.clock import Clock, _narrow

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_DAY = 1440


def most(a: Value, b: Value) -> Value:
    """Give the greater of two values, in each sample."""
    import numpy as np

    return max(a, b) if isinstance(a, int) and isinstance(b, int) else np.maximum(a, b)


def least(a: Value, b: Value) -> Value:
    """Give the lesser of two values, in each sample."""
    import numpy as np

    return min(a, b) if isinstance(a, int) and isinstance(b, int) else np.minimum(a, b)


def add_months(t: Value, months: Value, origin: int) -> Value:
    """Add months to the date of instants counted from an origin; the end of a month is clamped."""
    import numpy as np

    if isinstance(t, int) and isinstance(months, int):
        return add_months_to_one(t + origin, months) - origin
    when = np.asarray(t, dtype=np.int64) + origin
    days, minutes = np.divmod(when, _DAY)
    pairs = np.stack(np.broadcast_arrays(days, months))
    found, places = np.unique(pairs, axis=1, return_inverse=True)
    moved = [add_months_to_one(day * _DAY, count) for day, count in found.T.tolist()]
    return _narrow(np.array(moved, dtype=np.int64)[places.reshape(-1)] + minutes - origin)


@define
class Lag:
    """
    The distance that a link asks for.

    Attributes
    ----------
    clock
        The calendar in which work counts, or that gives the opening form from which months count;
        None for time by the clock.
    months
        Whether `amount` is in months; in minutes otherwise.
    """

    clock: Clock | None
    months: bool

    def reach(self, t: Value, amount: Value, origin: int) -> Value:
        """Give the least instants that lie so far after `t`."""
        if self.clock is None:
            return t + amount
        if self.months:
            return add_months(self.clock.opening(self.clock.worked(t)), amount, origin)
        return self.clock.closing(self.clock.worked(t) + amount)

    def leave(self, t: Value, amount: Value, origin: int) -> Value:
        """Give the latest instants from which `t` lies so far away."""
        if self.clock is None:
            return t - amount
        if self.months:
            return add_months(t, -amount, origin)
        return self.clock.opening(self.clock.worked(t) - amount)


@define
class Crossing:
    """A link whose ends do not count in one calendar, or whose lag is not plain work."""

    source: Clock
    target: Clock
    time: Clock
    lag: Lag
    from_start: bool
    in_order: bool

    @property
    def exact(self) -> bool:
        """Whether the lag is counted to the instant of the successor, closed or not."""
        return self.time is not self.target and (self.lag.clock is not self.time or self.lag.months)

    def reach(self, work: Value, amount: Value) -> Value:
        """Give the least work of the successor at which the link holds."""
        end = self.source.opening(work) if self.from_start else self.source.closing(work)
        first = self.lag.reach(end, amount, self.source.origin)
        if not self.exact:
            value = self.time.worked(first)
            if self.time is self.target:
                return value
            first = self.time.closing(value)
        return self.target.worked(most(first, end) if self.in_order else first)

    def leave(self, work: Value, amount: Value) -> Value:
        """Give the greatest work of the predecessor's linked end at which the link holds."""
        end = self.target.closing(work)
        after = end if self.exact else self.time.opening(self.time.worked(end))
        t = self.lag.leave(after, amount, self.source.origin)
        if self.in_order:
            t = least(t, end)
        worked = self.source.worked(t)
        if not self.from_start:
            return worked
        # Nothing can start at an instant that is closed: the last working minute before it.
        return worked - (self.source.opening(worked) != t)
