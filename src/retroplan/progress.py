"""How far long work is, told to whoever asked: the library prints nothing and reads no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from attrs import define

from retroplan.errors import Finding, error
from retroplan.language.quoting import quoted

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how much is done, and how much there is; the last time with the same number twice."""
_Item = TypeVar("_Item")


@define
class Steps:
    """
    The steps of some work, told as they are done.

    Attributes
    ----------
    tell
        Who is told; None if nobody asked.
    total
        How many there are.
    done
        How many are done.
    """

    tell: Progress | None = None
    total: int = 0
    done: int = 0

    def each(self, items: Sequence[_Item], share: int | None = None) -> Iterator[_Item]:
        """
        Yield items, and tell after each how far they have come.

        Parameters
        ----------
        items
            What is worked on.
        share
            How many steps of the whole they are all together; one an item if not given.
        """
        begin, share = self.done, len(items) if share is None else share
        for number, item in enumerate(items, 1):
            yield item
            self._reach(begin + share * number // len(items))
        if not items:
            self._reach(begin + share)

    def _reach(self, done: int) -> None:
        if done > self.done:
            self.done = done
            if self.tell is not None:
                self.tell(done, self.total)


def deaf(progress: object) -> Iterator[Finding]:
    """Yield a finding if somebody cannot be told."""
    if progress is not None and not callable(progress):
        yield error("not-told-progress", "progress", text=quoted(progress))
