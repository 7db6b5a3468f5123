"""The hours that begin on each day: a week, less closed days, with opened days on top."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date

from retroplan.calendars.hours import Week
from retroplan.calendars.ranges import Closure, Opened
from retroplan.calendars.working import Spans

_NEVER = date.max.toordinal() + 1


class DayShapes:
    """
    Gives the hours that begin on a day, by its ordinal.

    Opened days win over closed ones and holidays. A day that is closed loses the shifts
    that begin on it; a night shift that began the day before goes on to its end.

    Parameters
    ----------
    week
        The usual hours of the seven weekdays, Monday first.
    closed, opened
        The exceptions that the user names.
    holidays
        Gives the public holidays of a year; asked once for each year, and only about days
        on which the week would work.
    """

    def __init__(
        self,
        week: Week,
        closed: Iterable[Closure] = (),
        opened: Opened = (),
        holidays: Callable[[int], Iterable[date]] | None = None,
    ) -> None:
        self._week = week
        self._opened = {day.toordinal(): spans for day, spans in opened}
        self._opened_days = sorted(self._opened)
        self._firsts, self._lasts = _merged(closed)
        self._holidays_of = holidays
        self._holidays: set[int] = set()
        self._years: set[int] = set()

    def __call__(self, day: int) -> Spans:
        """Return the sorted spans that begin on a day, in minutes counted from its 00:00."""
        spans = self._opened.get(day)
        if spans is not None:
            return spans
        # Day 1, the first of January of the year 1, is a Monday.
        spans = self._week[(day - 1) % 7]
        if not spans or self.is_holiday(day) or self.is_closed(day):
            return ()
        return spans

    def is_holiday(self, day: int) -> bool:
        """Whether public holidays close the day."""
        if self._holidays_of is None:
            return False
        year = date.fromordinal(day).year
        if year not in self._years:
            self._holidays.update(d.toordinal() for d in self._holidays_of(year))
            # Marked last, so that another thread never takes a year for read too early.
            self._years.add(year)
        return day in self._holidays

    def is_closed(self, day: int) -> bool:
        """Whether a closure covers the day."""
        i = bisect_right(self._firsts, day) - 1
        return i >= 0 and day <= self._lasts[i]

    def steady(self, day: int) -> int:
        """Give the end of a run of days in which each day has the hours of the one a week before."""
        number = bisect_left(self._opened_days, day)
        opened = self._opened_days[number] if number < len(self._opened_days) else _NEVER
        i = bisect_right(self._firsts, day) - 1
        if i >= 0 and day <= self._lasts[i]:
            end = self._lasts[i] + 1
        elif self._holidays_of is not None:
            end = day + 1
        else:
            end = self._firsts[i + 1] if i + 1 < len(self._firsts) else _NEVER
        return max(day + 1, min(end, opened))

    def never_opens(self, first: int, last: int) -> bool:
        """Whether it is plain that no work begins between two days."""
        if any(self._opened.values()):
            return False
        i = bisect_right(self._firsts, first) - 1
        return not any(self._week) or (i >= 0 and self._lasts[i] >= last)


def _merged(closures: Iterable[Closure]) -> tuple[list[int], list[int]]:
    """List the first and the last days of closures in order, those that touch made one."""
    firsts: list[int] = []
    lasts: list[int] = []
    for first, last in sorted((closure.first.toordinal(), closure.last.toordinal()) for closure in closures):
        if lasts and first <= lasts[-1] + 1:
            lasts[-1] = max(lasts[-1], last)
        else:
            firsts.append(first)
            lasts.append(last)
    return firsts, lasts
