"""What was looked up between two calendars is remembered, and nothing else."""

from __future__ import annotations

import pytest

from retroplan.network import ways
from retroplan.network.ways import Way


def test_a_value_is_looked_up_once() -> None:
    """The second question for a value is answered from memory."""
    asked: list[int] = []

    def find(work: int) -> int:
        asked.append(work)
        return work + 1

    way = Way(find)
    assert [way[3], way[3], way[4], way[3]] == [4, 4, 5, 4]
    assert asked == [3, 4]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scheduling again and again does not fill the memory; answers stay right."""
    monkeypatch.setattr(ways, "_MOST", 10)
    way = Way(lambda work: 2 * work)
    assert [way[work] for work in range(25)] == [2 * work for work in range(25)]
    assert len(way) <= 10
