"""Hand-overs as rows for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from retroplan.analysis.handovers import Handover
from retroplan.language import word

_KEYS = ("handover", "giver", "task", "taker", "next", "needed")


@frozen
class HandoverTable:
    """
    The hand-overs of a schedule.

    Attributes
    ----------
    handovers
        The hand-overs, by date.
    """

    handovers: tuple[Handover, ...]

    def to_rows(self, lang: str = "en") -> Sequence[Sequence[object]]:
        """Give a row for each, headings first."""
        head = [word(f"heading-{key}", lang) for key in _KEYS]
        return [head, *map(_row, self.handovers)]

    def to_document(self) -> dict[str, Any]:
        """Give them as JSON-safe data."""
        return {"handovers": [item.to_record() for item in self.handovers]}


def _row(item: Handover) -> Sequence[object]:
    givers, takers = " + ".join(item.givers), " + ".join(item.takers)
    return item.date, givers, item.source_name, takers, item.target_name, item.needed
