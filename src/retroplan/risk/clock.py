"""
Working time for many values at once: W(t) and its two inverses on numpy arrays.

The values are those of `WorkingTime`, counted from an origin so that they stay small: an
instant is a number of minutes after the origin, work is counted from W at the origin.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field

from retroplan.calendars import ROUND_THE_CLOCK, WorkingTime
from retroplan.errors import CalendarError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.integer[Any]]
    Value: TypeAlias = int | Array
    """A whole number that is the same in every sample, or one for each."""

_MARGIN = 90 * 1440
_FINEST = 4  # keys nearer to each other than 2 ** 4 are searched, not looked up


@define
class Clock:
    """
    One calendar's working time, for whole numbers and arrays alike.

    Attributes
    ----------
    time
        The working time.
    origin
        The instant from which instants count.
    """

    time: WorkingTime
    origin: int
    base: int = field(init=False)
    plain: bool = field(init=False)
    _span: tuple[int, int] | None = field(init=False, default=None)
    _openings: _Steps | None = field(init=False, default=None)
    _works: _Steps | None = field(init=False, default=None)
    _lengths: Any = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self.base = self.time.worked(self.origin)
        self.plain = self.time is ROUND_THE_CLOCK  # kept: a copy in another process is not this one

    def __getstate__(self) -> dict[str, Any]:
        return {"time": self.time, "origin": self.origin, "base": self.base, "plain": self.plain}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name in ("_span", "_openings", "_works", "_lengths"):
            setattr(self, name, None)
        for name, value in state.items():
            setattr(self, name, value)

    def worked(self, t: Value) -> Value:
        """Give W at instants."""
        if self.plain:
            return t
        if isinstance(t, int):
            return self.time.worked(t + self.origin) - self.base
        if not self._covers(int(t.min()), int(t.max())):
            return _each(t, lambda each: self.time.worked(each + self.origin) - self.base)
        assert self._openings is not None
        assert self._works is not None
        i = self._openings.index(t)
        inside = t - self._openings.keys.take(i)
        return self._works.keys.take(i) + _least(inside, self._lengths.take(i))

    def opening(self, work: Value) -> Value:
        """Give the latest instants with W = work."""
        if self.plain:
            return work
        if isinstance(work, int):
            return self.time.opening(work + self.base) - self.origin
        if not self._covers_work(int(work.min()), int(work.max())):
            return _each(work, lambda each: self.time.opening(each + self.base) - self.origin)
        return self._instant(work, work)

    def closing(self, work: Value) -> Value:
        """Give the earliest instants with W = work."""
        if self.plain:
            return work
        if isinstance(work, int):
            return self.time.closing(work + self.base) - self.origin
        if not self._covers_work(int(work.min()) - 1, int(work.max())):
            return _each(work, lambda each: self.time.closing(each + self.base) - self.origin)
        return self._instant(work, work - 1)

    def _instant(self, work: Array, looked_up: Array) -> Array:
        assert self._openings is not None
        assert self._works is not None
        i = self._works.index(looked_up)
        return self._openings.keys.take(i) + (work - self._works.keys.take(i))

    def _covers_work(self, least: int, most: int) -> bool:
        """Whether the tables know works; they grow so that they do, unless that leads too far."""
        if self._works is not None and self._works.low <= least and most < self._works.high:
            return True
        first = self.time.opening(least + self.base) - self.origin
        last = self.time.closing(most + 1 + self.base) - self.origin
        return self._covers(first, last) and self._works is not None and self._works.low <= least

    def _covers(self, first: int, last: int) -> bool:
        """Whether the tables know instants; they grow so that they do, unless that leads too far."""
        if self._span is not None and self._span[0] <= first and last <= self._span[1]:
            return True
        if self._span is not None:
            first, last = min(first, self._span[0]), max(last, self._span[1])
        return self._read(first - _MARGIN, last + _MARGIN) or self._read(first, last)

    def _read(self, first: int, last: int) -> bool:
        import numpy as np

        try:
            table = self.time.table(first + self.origin, last + self.origin)
        except CalendarError:
            return False  # the margin is a wish; who needs these years is told when he asks for them
        if table is None:
            return False
        _, high, low_work, high_work, starts, lengths, before = table
        if low_work == high_work or starts[0] > first + self.origin:
            return False
        # The table may reach from today to a launch in 2100; what is copied is what is asked for.
        low, beyond = bisect(starts, first + self.origin) - 1, bisect(starts, last + self.origin)
        if beyond < len(starts):
            high, high_work = starts[beyond], before[beyond]
        part = slice(low, beyond)
        self._span = first, last
        instants = np.array(starts[part], dtype=np.int64) - self.origin
        works = np.array(before[part], dtype=np.int64) - self.base
        self._lengths = _narrow(np.array(lengths[part], dtype=np.int64))
        self._openings = _Steps.over(instants, high - self.origin)
        self._works = _Steps.over(works, high_work - self.base)
        return True


@define
class _Steps:
    """
    Rising keys, and the way to the last key that is not above a value.

    Attributes
    ----------
    keys
        The keys.
    low, high
        The values that can be found lie between them, the last one left out.
    """

    keys: Array
    low: int
    high: int
    _next: Array
    _shift: int
    _coarse: Array | None

    @classmethod
    def over(cls, keys: Array, high: int) -> _Steps:
        """Divide the way from the first key to `high` into equal parts with one key at most in each."""
        import numpy as np

        low = int(keys[0])
        shift = int(np.diff(keys).min()).bit_length() - 1 if len(keys) > 1 else 10
        following = np.append(keys[1:], np.iinfo(np.int32).max if high < 2**31 - 1 else 2**62)
        coarse = None
        if shift >= _FINEST:
            parts = low + (np.arange(((high - low) >> shift) + 1, dtype=np.int64) << shift)
            coarse = np.searchsorted(keys, parts, side="right") - 1
        return cls(_narrow(keys), low, high, _narrow(following), shift, coarse)

    def index(self, values: Array) -> Array:
        """Give the number of the last key that is not above each value."""
        if self._coarse is None:
            found: Array = self.keys.searchsorted(values, side="right") - 1
            return found
        i = self._coarse.take((values - self.low) >> self._shift)
        i += self._next.take(i) <= values
        return i


def _narrow(values: Array) -> Array:
    """Keep whole numbers in 32 bits where they fit."""
    import numpy as np

    fits = not len(values) or (values.min() >= -(2**31) and values.max() < 2**31)
    return values.astype(np.int32) if fits else values


def _least(a: Array, b: Array) -> Array:
    import numpy as np

    return np.minimum(a, b)


def _each(values: Array, ask: Any) -> Array:
    """Ask for each value by itself, for dates that no one table holds."""
    import numpy as np

    found, places = np.unique(values, return_inverse=True)
    return np.array([ask(value) for value in found.tolist()], dtype=np.int64)[places]
