"""Which items of an old list are those of a new one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retroplan.io.alignment import align, content, same

LETTERS = st.lists(st.sampled_from("abcd"), max_size=8)


def old_places(old: str, new: str, *, replaced: bool = False) -> tuple[tuple[int | None, ...], set[int]]:
    """Align two lists of letters."""
    aligned = align([*old], [*new], content, lambda *_: replaced)
    return aligned.old, set(aligned.stable)


def test_items_are_known_again() -> None:
    """What is the same keeps its place; what is new has none."""
    assert old_places("abc", "abxc") == ((0, 1, None, 2), {0, 1, 2})
    assert old_places("abc", "ac") == ((0, 2), {0, 2})
    assert old_places("aa", "aaa") == ((0, 1, None), {0, 1})


def test_the_fewest_items_move() -> None:
    """The longest row that keeps its order is stable."""
    assert old_places("abcd", "bcda") == ((1, 2, 3, 0), {1, 2, 3})
    assert old_places("abcd", "dabc") == ((3, 0, 1, 2), {0, 1, 2})


def test_a_new_item_takes_the_place_of_one_that_is_gone() -> None:
    """Only between the same neighbours, and only if it is said to stand for it."""
    assert old_places("abc", "axc", replaced=True) == ((0, 1, 2), {0, 1, 2})
    assert old_places("abc", "acx", replaced=True) == ((0, 2, None), {0, 2})
    assert old_places("abc", "axyc", replaced=True) == ((0, 1, None, 2), {0, 1, 2})


@given(LETTERS, LETTERS, st.booleans())
def test_any_two_lists(old: list[str], new: list[str], replaced: bool) -> None:
    """Each old item is used once, what is not replaced is equal, and what is stable is in order."""
    aligned = align(old, new, content, lambda *_: replaced)
    used = [number for number in aligned.old if number is not None]
    stable = [number for number in used if number in aligned.stable]

    assert len(used) == len(set(used))
    assert stable == sorted(aligned.stable)
    assert replaced or all(
        number is None or old[number] == item for number, item in zip(aligned.old, new, strict=True)
    )


def test_values_are_the_same_with_their_types() -> None:
    """1, 1.0 and true are three things in a document; the order of keys is not."""
    assert same({"a": [1, {"b": None}], "c": "x"}, {"c": "x", "a": [1, {"b": None}]})
    assert not same([1], [1.0])
    assert not same([1], [True])
    assert not same({"a": None}, {})
    assert not same([1], [1, 2])
