"""Which items of an old list are those of a new one."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen


@frozen(slots=False)
class Alignment:
    """
    Where the items of a new list stood in the old one.

    Attributes
    ----------
    old
        For each new item the number of the old one it is, or takes the place of; None if it is new.
    stable
        Numbers of the old items that keep their order; the others move.
    """

    old: tuple[int | None, ...]
    stable: frozenset[int]

    @cached_property
    def used(self) -> frozenset[int]:
        """Numbers of the old items that are in the new list."""
        return frozenset(number for number in self.old if number is not None)


def same(one: Any, other: Any) -> bool:
    """Tell whether two plain values say the same, types included; keys in any order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(item, other[key]) for key, item in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def align(
    old: Sequence[Any],
    new: Sequence[Any],
    identity: Callable[[Any], object],
    replaces: Callable[[Any, Any], bool],
) -> Alignment:
    """
    Find the old items in a new list.

    Parameters
    ----------
    old, new
        The items, plain values.
    identity
        What an item is known by.
    replaces
        Whether a new item, which is not among the old ones, stands for an old one that is gone.
    """
    places: dict[object, deque[int]] = defaultdict(deque)
    for number, item in enumerate(old):
        places[identity(item)].append(number)
    found: list[int | None] = []
    for item in new:
        known = places.get(identity(item))
        found.append(known.popleft() if known else None)
    stable = _rising([number for number in found if number is not None])
    _pair(old, new, found, stable, replaces)
    return Alignment(tuple(found), frozenset(stable))


def content(item: Any) -> str:
    """Know a plain value by all that it says."""
    return json.dumps(item, sort_keys=True)


def _rising(numbers: list[int]) -> set[int]:
    """Choose the longest row of numbers that rises."""
    tails: list[int] = []  # the smallest last number of the rows of each length
    ends: list[int] = []  # its place in `numbers`
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [place]
        before.append(ends[length - 1] if length else -1)
    chosen: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.add(numbers[place])
        place = before[place]
    return chosen


def _pair(
    old: Sequence[Any],
    new: Sequence[Any],
    found: list[int | None],
    stable: set[int],
    replaces: Callable[[Any, Any], bool],
) -> None:
    """Let new items take the place of old ones that are gone, between neighbours that stay."""
    used = {number for number in found if number is not None}
    cursor = 0
    for place, item in enumerate(new):
        number = found[place]
        if number is not None:
            cursor = number + 1 if number in stable else cursor
            continue
        for candidate in range(cursor, len(old)):
            if candidate in stable:
                break
            if candidate not in used and replaces(old[candidate], item):
                found[place] = candidate
                stable.add(candidate)
                used.add(candidate)
                cursor = candidate + 1
                break
