"""Segments of uninterrupted work, counted into the table behind W(t)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from operator import sub
from typing import NamedTuple, TypeAlias

DAY = 1440
Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]
Shape: TypeAlias = Callable[[int], Spans]
"""Gives the hours that begin on a day, by the day's ordinal."""
Segments: TypeAlias = tuple[list[int], list[int]]
"""Instants at which work starts, and at which it ends, in order and never touching."""
Flat: TypeAlias = tuple[int, int, int, int, list[int], list[int], list[int]]
"""The part of a `Table` that look-ups need."""


class Table(NamedTuple):
    """
    W(t) between two instants: segments of uninterrupted work, in order.

    Attributes
    ----------
    low, high
        The instants between which W is known.
    low_work, high_work
        W at these two instants.
    starts, lengths, before
        First instant of each segment, its minutes, and W where it starts.
    first_day, end_day
        The days that were read; the second is the day after the last one.
    """

    low: int
    high: int
    low_work: int
    high_work: int
    starts: list[int]
    lengths: list[int]
    before: list[int]
    first_day: int
    end_day: int


def segments_of(shape: Shape, first: int, end: int) -> Segments:
    """List where uninterrupted work starts and ends, from one day up to another."""
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


def tabulate(
    segments: Segments, *, anchor: int, low: int, high: int, days: tuple[int, int], work: int = 0
) -> Table:
    """Count segments into a table that answers from `low` to `high`, with a given W at the anchor."""
    starts, ends = segments
    lengths = list(map(sub, ends, starts))
    before = list(accumulate(lengths, initial=0))[:-1]
    shift = work - _count(starts, lengths, before, anchor)
    before = [counted + shift for counted in before]
    low_work = _count(starts, lengths, before, low) if starts else work
    high_work = _count(starts, lengths, before, high) if starts else work
    return Table(low, high, low_work, high_work, starts, lengths, before, *days)


def joined(left: Segments, right: Segments) -> Segments:
    """Put segments behind earlier ones, which are used up; those that touch at the seam become one."""
    starts, ends = left
    k = 0
    while starts and k < len(right[0]) and right[0][k] <= ends[-1]:
        ends[-1] = max(ends[-1], right[1][k])
        k += 1
    return starts + right[0][k:], ends + right[1][k:]


def _count(starts: list[int], lengths: list[int], before: list[int], t: int) -> int:
    """Return W at an instant of segments that lie in one piece."""
    i = bisect_right(starts, t) - 1
    if i < 0:
        return before[0] if before else 0
    return before[i] + min(t - starts[i], lengths[i])
