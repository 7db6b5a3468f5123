"""What was once looked up between two calendars."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 1 << 17
"""Values that are kept; a plan has fewer, and one that is scheduled again and again does not grow."""


class Way(dict[int, int]):
    """
    A function from the work of one calendar to that of another that remembers its values.

    Dates of a plan are hours or days apart, so the links between two calendars ask for the same
    few instants over and over: a look-up in a mapping costs a tenth of two in calendars.

    Parameters
    ----------
    find
        The function.
    """

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[int], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, work: int) -> int:
        """Find the value for the first time."""
        if len(self) >= _MOST:
            self.clear()
        value = self[work] = self._find(work)
        return value
