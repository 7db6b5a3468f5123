"""What is laid out as rows for people: a matrix, somebody's tasks, a calendar of publications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

from attrs import field, frozen


@runtime_checkable
class Listed(Protocol):
    """A value that gives itself as rows, its headings first: texts, numbers and dates."""

    def to_rows(self, lang: str = "en") -> Sequence[Sequence[object]]:
        """Give the rows."""
        ...


def _rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row) for row in rows)


@frozen
class Listing:
    """
    Rows that are made already.

    Attributes
    ----------
    rows
        The headings, then the rows.
    """

    rows: tuple[tuple[object, ...], ...] = field(converter=_rows)

    def to_rows(self, lang: str = "en") -> Sequence[Sequence[object]]:
        """Give the rows, in whatever language they are."""
        return self.rows
