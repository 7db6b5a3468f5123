"""Everything that the articles say, leave open or mislead about has a test of its own."""

from __future__ import annotations

from tests.oracles.campaigns import SHOWN, ids
from tests.oracles.campaigns.__main__ import unshown


def test_nothing_is_left_unshown() -> None:
    """Each id of the facts is shown by a test; there are 116 of them, none twice."""
    known = list(ids())

    assert unshown() == []
    assert len(known) == len(set(known)) == 116
    assert set(SHOWN) == set(known)
