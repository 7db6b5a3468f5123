"""How far long work is: steps that are told, in order, up to their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.progress import Steps, deaf


def test_each_item_is_a_step_that_is_told_when_it_is_done() -> None:
    """Nothing is told of an item before whoever works on it asks for the next one."""
    told: list[tuple[int, int]] = []
    seen = []
    for item in Steps(lambda *numbers: told.append(numbers), 3).each("abc"):
        seen.append((item, list(told)))

    assert seen == [("a", []), ("b", [(1, 3)]), ("c", [(1, 3), (2, 3)])]
    assert told == [(1, 3), (2, 3), (3, 3)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_parts_of_any_size_add_up(parts: list[tuple[int, int]]) -> None:
    """Each number is told at most once, they grow, and the last one is that of all steps."""
    total = sum(share for _, share in parts)
    told: list[int] = []
    steps = Steps(lambda done, of: told.append(done if of == total else -1), total)
    for count, share in parts:
        assert list(steps.each(range(count), share)) == list(range(count))

    assert told == sorted(set(told))
    assert told[-1:] == ([total] if total else [])
    assert all(number > 0 for number in told)


def test_nobody_needs_to_be_told() -> None:
    """Without a listener the items come all the same."""
    assert list(Steps().each("ab")) == ["a", "b"]


@pytest.mark.parametrize(("listener", "codes"), [(None, []), (print, []), (True, ["not-told-progress"])])
def test_who_cannot_be_told(listener: object, codes: list[str]) -> None:
    """What cannot be called is refused."""
    assert [finding.code for finding in deaf(listener)] == codes
