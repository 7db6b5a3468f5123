"""
W(t) far from the years that are planned in, a page of some twenty years at a time.

A table of all days from the year 1 to 9999 would hold millions of segments. Here only the pages
that are asked for are made; what is worked between them is counted week by week, and weeks that
are alike in one step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from retroplan.calendars.segments import DAY, Flat, Shape, segments_of, tabulate

_WEEK = 7
_PAGE = 1024 * _WEEK


class Pages:
    """
    Tables of W that do not know one another, each made when it is asked for.

    Parameters
    ----------
    shape
        Gives the hours that begin on a day, by the day's ordinal.
    steady
        Gives, for a day, the end of a run of days in which each day has the hours of the one a
        week before; the next day if not given.
    anchor
        The day at whose beginning W is 0.
    first, end
        The first of all days, and the day after the last.
    """

    def __init__(
        self, shape: Shape, steady: Callable[[int], int] | None, *, anchor: int, first: int, end: int
    ) -> None:
        self._shape = shape
        self._steady = steady or (lambda day: day + 1)
        self._anchor = anchor
        self._bounds = [*range(first, end, _PAGE), end]
        self._works: list[int] = []
        self._pages: dict[int, Flat] = {}

    @property
    def work(self) -> int:
        """The work between the first and the last of all days."""
        works = self._worked()
        return works[-1] - works[0]

    def holding(self, t: int) -> Flat:
        """Give the page that knows W at an instant."""
        return self._page(min((t // DAY - self._bounds[0]) // _PAGE, len(self._bounds) - 2))

    def rising(self, work: int) -> Flat | None:
        """Give the page on which W rises from a value to the next; None if there is none."""
        works = self._worked()
        number = bisect_right(works, work) - 1
        return self._page(number) if 0 <= number < len(works) - 1 else None

    def _page(self, number: int) -> Flat:
        if number not in self._pages:
            first, end = self._bounds[number : number + 2]
            # A night shift of the day before reaches into the first one.
            read = max(first - 1, self._bounds[0])
            table = tabulate(
                segments_of(self._shape, read, end), anchor=first * DAY, low=first * DAY, high=end * DAY,
                days=(first, end), work=self._worked()[number],
            )  # fmt: skip
            self._pages[number] = table[:7]
        return self._pages[number]

    def _worked(self) -> list[int]:
        """Give W at the bounds of all pages; counted once."""
        if not self._works:
            works = [0]
            for first, end in pairwise(self._bounds):
                works.append(works[-1] + self._rise(first, end))
            number = bisect_right(self._bounds, self._anchor) - 1
            anchored = works[number] + self._rise(self._bounds[number], self._anchor)
            self._works = [work - anchored for work in works]
        return self._works

    def _rise(self, first: int, end: int) -> int:
        """Count the minutes that are worked from the beginning of one day to that of another."""
        work, last = 0, first * DAY

        def walk(since: int, until: int) -> None:
            nonlocal work, last
            for day in range(since, until):
                for opens, closes in self._shape(day):
                    start, finish = max(day * DAY + opens, last), day * DAY + closes
                    if finish > start:
                        work += finish - start
                        last = finish

        day = max(first - 1, self._bounds[0])  # its night shift may reach in
        while day < end:
            weeks = (min(self._steady(day), end) - day) // _WEEK - 2
            if weeks <= 0:
                walk(day, day + 1)
                day += 1
                continue
            walk(day, day + _WEEK)  # what went before reaches into this week, and not into the next
            before = work
            walk(day + _WEEK, day + 2 * _WEEK)
            work += weeks * (work - before)
            last += weeks * _WEEK * DAY
            day += (weeks + 2) * _WEEK
        return work - max(0, last - end * DAY)
