"""
Working time as a function of the clock: W(t) and its two inverses, as tables.

An instant is a number of minutes of naive local time: the ordinal of its day × 1440
plus the minute of the day. W(t) is the working time between a fixed anchor and t: it
rises by one a minute while the calendar is open and stays level while it is closed,
so that a level value has a latest instant (where work starts) and an earliest one
(where work finishes).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from retroplan.calendars.pages import Pages
from retroplan.calendars.segments import (
    DAY,
    Flat,
    Segments,
    Shape,
    Span,
    Spans,
    Table,
    joined,
    segments_of,
    tabulate,
)
from retroplan.errors import CalendarError, error

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = [
    "DAY",
    "ROUND_THE_CLOCK",
    "Span",
    "Spans",
    "WorkingTime",
    "day_of",
    "instant",
    "moment",
    "years_error",
]

_YEAR = 366
_NEAR = 150 * _YEAR
_ANCHOR = date(2024, 1, 1).toordinal()


_BEGINNING = datetime.min
_FIRST_INSTANT = date.min.toordinal() * DAY
_LAST_INSTANT = (date.max.toordinal() + 1) * DAY - 1


def instant(d: date | datetime) -> int:
    """Return the minute at which a day begins, or the minute of a local date-time; seconds are dropped."""
    start = d.toordinal() * DAY
    return start + d.hour * 60 + d.minute if isinstance(d, datetime) else start


def moment(t: int) -> datetime:
    """
    Return an instant as a local date-time.

    Raises
    ------
    CalendarError
        The instant lies outside the years 1 to 9999.
    """
    if not _FIRST_INSTANT <= t <= _LAST_INSTANT:
        raise _out_of_range()
    return _BEGINNING + timedelta(minutes=t - _FIRST_INSTANT)


def day_of(t: int) -> date:
    """
    Return the date on which an instant lies; 00:00 belongs to the day that begins.

    Raises
    ------
    CalendarError
        The instant lies outside the years 1 to 9999.
    """
    if not _FIRST_INSTANT <= t <= _LAST_INSTANT:
        raise _out_of_range()
    return date.fromordinal(t // DAY)


def _out_of_range() -> CalendarError:
    return CalendarError(error("year-out-of-range", first=str(MINYEAR), last=str(MAXYEAR)))


class WorkingTime:
    """
    Working minutes along the clock, for the calendar whose days have given shapes.

    The table is read from the shapes when it is first needed and grows on demand in both
    directions. W counts from a fixed anchor, so that growing never changes a value. Growth
    puts a whole new table in place of the old one: threads may share a `WorkingTime`. What
    lies more than a century and a half from the anchor stands on pages of its own, so that a
    date in the year 1 or 9999 does not fill the memory with all the days between.

    Parameters
    ----------
    shape
        Gives the hours that begin on a day, by the day's ordinal: sorted spans of minutes
        counted from its 00:00. A span may end on the next day, up to minute 2880; what two
        spans share counts once.
    first_year, last_year
        The years for which the shapes are known.
    name
        What errors call the calendar.
    busiest
        No more working minutes than this begin on any day; bounds a search in vain.
    steady
        Gives, for a day, the end of a run of days from it on in which each day has the hours of
        the one a week before; longer runs are counted in one step. The next day if not given.
    """

    __slots__ = (
        "_busiest", "_end", "_first", "_flat", "_name", "_near", "_pages", "_shape", "_table", "_years",
    )  # fmt: skip

    def __init__(
        self,
        shape: Shape,
        *,
        first_year: int = MINYEAR,
        last_year: int = MAXYEAR,
        name: str = "",
        busiest: int = DAY,
        steady: Callable[[int], int] | None = None,
    ) -> None:
        self._shape = shape
        self._years = (first_year, last_year)
        self._name = name
        self._busiest = busiest
        self._first = date(first_year, 1, 1).toordinal()
        self._end = date(last_year, 12, 31).toordinal() + 1
        anchor = self._anchor
        self._near = max(anchor - _NEAR, self._first), min(anchor + _NEAR, self._end)
        self._pages = Pages(shape, steady, anchor=anchor, first=self._first, end=self._end)
        # The day before the anchor may have a night shift that reaches past it.
        first, end = max(anchor - 1, self._first), min(anchor + _YEAR, self._end)
        self._publish(self._tabulated(segments_of(shape, first, end), first, end))

    def worked(self, t: int) -> int:
        """Return W(t): the working minutes from the anchor to an instant, negative before it."""
        low, high, low_work, _, starts, lengths, before = self._flat
        if not low <= t <= high:
            _, _, low_work, _, starts, lengths, before = self._reach(t)
        i = bisect_right(starts, t) - 1
        if i < 0:
            return low_work
        inside, length = t - starts[i], lengths[i]
        return before[i] + (inside if inside < length else length)

    def opening(self, w: int) -> int:
        """Return the latest instant with W = w: where the work that follows starts."""
        _, _, low_work, high_work, starts, _, before = self._flat
        if not low_work <= w < high_work:
            _, _, _, _, starts, _, before = self._reach_work(w, w + 1)
        i = bisect_right(before, w) - 1
        return starts[i] + w - before[i]

    def closing(self, w: int) -> int:
        """Return the earliest instant with W = w: where the work that precedes finishes."""
        _, _, low_work, high_work, starts, _, before = self._flat
        if not low_work < w <= high_work:
            _, _, _, _, starts, _, before = self._reach_work(w - 1, w)
        i = bisect_left(before, w) - 1
        return starts[i] + w - before[i]

    def table(self, first: int, last: int) -> Flat | None:
        """
        Give a table that answers between two instants, for look-ups of many values at once.

        None where they lie too far from the anchor for one table.
        """
        for t in (first, last):
            self.worked(t)
        flat = self._flat
        return flat if flat[0] <= first and last <= flat[1] else None

    def openings(self, works: ndarray) -> ndarray:
        """Return `opening` of each value of an array, looked up all at once."""
        return self._looked_up(works, self.opening, "right")

    def closings(self, works: ndarray) -> ndarray:
        """Return `closing` of each value of an array, looked up all at once."""
        return self._looked_up(works, self.closing, "left")

    def _looked_up(
        self, works: ndarray, one: Callable[[int], int], side: Literal["left", "right"]
    ) -> ndarray:
        import numpy as np

        if not works.size:
            return works
        for extreme in (int(works.min()), int(works.max())):
            one(extreme)  # the table grows to hold it
        _, _, low_work, high_work, starts, _, before = self._flat
        if not (low_work < works.min() and works.max() < high_work):  # on a page far away
            return np.array([one(work) for work in works.tolist()], dtype=np.int64)
        begins, counted = np.array(starts, dtype=np.int64), np.array(before, dtype=np.int64)
        i = np.searchsorted(counted, works, side) - 1
        found: ndarray = begins[i] + works - counted[i]
        return found

    @property
    def _anchor(self) -> int:
        """Day from which W counts; never moves, whatever is asked first."""
        return min(max(_ANCHOR, self._first), self._end - 1)

    def _reach(self, t: int) -> Flat:
        """Find a table that knows W at an instant: the one near the anchor, grown, or a page."""
        if not self._first * DAY <= t <= self._end * DAY:
            raise self._past_years()
        first, end = self._near
        # A night shift of the day before the first one would reach into the first one.
        if t > end * DAY or (t < (first + 1) * DAY and first > self._first):
            return self._pages.holding(t)
        table = self._table
        if t < table.low:
            table = self._grow(table, backward=table.first_day - t // DAY + 1)
        else:
            table = self._grow(table, forward=t // DAY + 1 - table.end_day)
        return self._publish(table)[:7]

    def _reach_work(self, least: int, most: int) -> Flat:
        """Find a table inside which W rises from one value to the other."""
        table = self._table
        first, end = self._near
        while least < table.low_work or most > table.high_work:
            back = least < table.low_work
            work = table.low_work - least if back else most - table.high_work
            days = table.first_day - first if back else end - table.end_day
            # One day more than is left: the table does not answer for the first day it has read.
            if not days or not table.starts or work > (days + 1) * self._busiest:
                return self._reach_far(least, most, table)
            table = self._publish(self._grow(table, backward=back, forward=not back))
        return table[:7]

    def _reach_far(self, least: int, most: int, table: Table) -> Flat:
        """Find a page inside which W rises from one value to the other, unless no day could hold it."""
        before, after = table.first_day - self._first + 1, self._end - table.end_day + 1
        hopeless = (
            table.low_work - least > before * self._busiest or most - table.high_work > after * self._busiest
        )
        page = None if hopeless and table.starts else self._pages.rising(least)
        if page is not None:
            return page
        if table.starts or self._pages.work:
            raise self._past_years()
        raise CalendarError(error("calendar-never-open", calendar=self._name))

    def _publish(self, table: Table) -> Table:
        """Put a table in the place of the one that others may be reading."""
        self._table = table
        # Readers take all they need in one step: as a mere tuple it comes apart fastest.
        self._flat: Flat = table[:7]
        return table

    def _past_years(self) -> CalendarError:
        return years_error(self._name, self._years)

    def _grow(self, table: Table, *, backward: int = 0, forward: int = 0) -> Table:
        """Read at least so many days more, at least a year, and as many as were read already."""
        read = max(_YEAR, table.end_day - table.first_day)
        first, end = table.first_day, table.end_day
        if backward:
            first = max(self._near[0], first - max(backward, read))
        if forward:
            end = min(self._near[1], end + max(forward, read))
        middle = (table.starts, [s + n for s, n in zip(table.starts, table.lengths, strict=True)])
        older = joined(segments_of(self._shape, first, table.first_day), middle)
        return self._tabulated(joined(older, segments_of(self._shape, table.end_day, end)), first, end)

    def _tabulated(self, segments: Segments, first: int, end: int) -> Table:
        # A night shift of the day before the first one would reach into the first one.
        low = first if first == self._first else first + 1
        return tabulate(segments, anchor=self._anchor * DAY, low=low * DAY, high=end * DAY, days=(first, end))


class _RoundTheClock(WorkingTime):
    """Every minute works: W is the identity."""

    __slots__ = ()

    def __init__(self) -> None:
        """Need no table."""

    def worked(self, t: int) -> int:
        return t

    def opening(self, w: int) -> int:
        return w

    def closing(self, w: int) -> int:
        return w

    def _looked_up(self, works: ndarray, *_: object) -> ndarray:
        return works


ROUND_THE_CLOCK: WorkingTime = _RoundTheClock()
"""Time by the clock, as elapsed durations and lags count it."""


def years_error(name: str, years: tuple[int, int]) -> CalendarError:
    """Make the error of a calendar that is asked about years it does not know."""
    return CalendarError(error("calendar-years", calendar=name, first=str(years[0]), last=str(years[1])))
