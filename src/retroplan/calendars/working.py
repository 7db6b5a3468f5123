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
from typing import TypeAlias

from retroplan.calendars.segments import Flat, Segments, Table, joined, tabulate
from retroplan.errors import CalendarError, error

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]

DAY = 1440
_YEAR = 366
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
    puts a whole new table in place of the old one: threads may share a `WorkingTime`.

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
    """

    __slots__ = ("_busiest", "_end", "_first", "_flat", "_name", "_shape", "_table", "_years")

    def __init__(
        self,
        shape: Callable[[int], Spans],
        *,
        first_year: int = MINYEAR,
        last_year: int = MAXYEAR,
        name: str = "",
        busiest: int = DAY,
    ) -> None:
        self._shape = shape
        self._years = (first_year, last_year)
        self._name = name
        self._busiest = busiest
        self._first = date(first_year, 1, 1).toordinal()
        self._end = date(last_year, 12, 31).toordinal() + 1
        anchor = self._anchor
        # The day before the anchor may have a night shift that reaches past it.
        first, end = max(anchor - 1, self._first), min(anchor + _YEAR, self._end)
        self._publish(self._tabulated(self._segments(first, end), first, end))

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

    @property
    def _anchor(self) -> int:
        """Day from which W counts; never moves, whatever is asked first."""
        return min(max(_ANCHOR, self._first), self._end - 1)

    def _reach(self, t: int) -> Flat:
        """Grow the table until it knows W at an instant."""
        if not self._first * DAY <= t <= self._end * DAY:
            raise self._past_years()
        table = self._table
        if t < table.low:
            table = self._grow(table, backward=table.first_day - t // DAY + 1)
        else:
            table = self._grow(table, forward=t // DAY + 1 - table.end_day)
        return self._publish(table)[:7]

    def _reach_work(self, least: int, most: int) -> Flat:
        """Grow the table until W rises from one value to the other inside it."""
        table = self._table
        while least < table.low_work:
            self._require(table.low_work - least, table.first_day - self._first, table)
            table = self._publish(self._grow(table, backward=1))
        while most > table.high_work:
            self._require(most - table.high_work, self._end - table.end_day, table)
            table = self._publish(self._grow(table, forward=1))
        return table[:7]

    def _publish(self, table: Table) -> Table:
        """Put a table in the place of the one that others may be reading."""
        self._table = table
        # Readers take all they need in one step: as a mere tuple it comes apart fastest.
        self._flat: Flat = table[:7]
        return table

    def _require(self, work: int, days: int, table: Table) -> None:
        """Stop when the days that are left cannot hold the work asked for."""
        # One day more than is left: the table does not answer for the first day it has read.
        if days and work <= (days + 1) * self._busiest:
            return
        if not table.starts:
            table = self._publish(self._grow(table, backward=self._end, forward=self._end))
        if not table.starts:
            raise CalendarError(error("calendar-never-open", calendar=self._name))
        raise self._past_years()

    def _past_years(self) -> CalendarError:
        return years_error(self._name, self._years)

    def _grow(self, table: Table, *, backward: int = 0, forward: int = 0) -> Table:
        """Read at least so many days more, at least a year, and as many as were read already."""
        read = max(_YEAR, table.end_day - table.first_day)
        first, end = table.first_day, table.end_day
        if backward:
            first = max(self._first, first - max(backward, read))
        if forward:
            end = min(self._end, end + max(forward, read))
        middle = (table.starts, [s + n for s, n in zip(table.starts, table.lengths, strict=True)])
        older = joined(self._segments(first, table.first_day), middle)
        return self._tabulated(joined(older, self._segments(table.end_day, end)), first, end)

    def _segments(self, first: int, end: int) -> Segments:
        """List where uninterrupted work starts and ends, from one day up to another."""
        shape = self._shape
        starts: list[int] = []
        ends: list[int] = []
        last = -1
        for day in range(first, end):
            for opens, closes in shape(day):
                start, finish = day * DAY + opens, day * DAY + closes
                if start > last:
                    starts.append(start)
                    ends.append(finish)
                    last = finish
                elif finish > last:
                    ends[-1] = last = finish
        return starts, ends

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


ROUND_THE_CLOCK: WorkingTime = _RoundTheClock()
"""Time by the clock, as elapsed durations and lags count it."""


def years_error(name: str, years: tuple[int, int]) -> CalendarError:
    """Make the error of a calendar that is asked about years it does not know."""
    return CalendarError(error("calendar-years", calendar=name, first=str(years[0]), last=str(years[1])))
