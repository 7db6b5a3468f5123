"""Segments of uninterrupted work, counted into the table behind W(t)."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import sub
from typing import NamedTuple, TypeAlias

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


def tabulate(segments: Segments, *, anchor: int, low: int, high: int, days: tuple[int, int]) -> Table:
    """Count segments into a table that answers from `low` to `high`, with W = 0 at the anchor."""
    starts, ends = segments
    lengths = list(map(sub, ends, starts))
    before = list(accumulate(lengths, initial=0))[:-1]
    anchored = _count(starts, lengths, before, anchor)
    before = [work - anchored for work in before]
    low_work = _count(starts, lengths, before, low)
    high_work = _count(starts, lengths, before, high)
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
