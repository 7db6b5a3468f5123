"""
Random durations: the same for the same seed, task and sample, whoever draws them and in which order.

Each task has a stream of its own, a counter-based generator whose key is made of the seed and
the task's id, and sample k reads it at place k. So a block of samples can be drawn anywhere, in
any order, and a plan in which one task is added, removed or changed keeps the durations of all
others: two plans compared on one seed differ by what was changed, not by luck.

A duration is the inverse of its distribution function at a uniform number of 16 bits, by a table
of 2048 cells with straight lines in them; for whole numbers each line is cut into eight steps. In
the outermost cells of either side, where the lines would err, and where 16 bits say too little, the
number gets 48 more bits and the inverse is exact.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from retroplan.model.beta import CELLS, TAIL, sampling_grid
from retroplan.model.distributions import Discrete, Distribution, Normal
from retroplan.risk.model import Draw, half_up

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Value

    Floats: TypeAlias = NDArray[Any]
    Array: TypeAlias = NDArray[Any]

GRAIN = 16
"""Blocks of samples begin at multiples of this: so many uniform numbers come from one count."""
_INSIDE_BITS, _FINE_BITS = 5, 2
_EDGE = 8 << _INSIDE_BITS  # the numbers of the eight outermost cells of one side: 2⁻⁸ of all
_ALL = CELLS << _INSIDE_BITS
STANDARD = Normal(100.0, 1.0)
"""Standard normal scores, shifted to where nothing is cut."""


def stream_key(seed: int, name: str) -> tuple[int, int]:
    """Make the key of a stream."""
    digest = blake2b(f"{seed}\n{name}".encode(), digest_size=16).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")


class Streams:
    """
    Uniform numbers by stream and sample.

    Parameters
    ----------
    first, count
        The samples that are drawn: `first` is a multiple of `GRAIN`.
    """

    def __init__(self, first: int, count: int) -> None:
        import numpy as np

        assert first % GRAIN == 0
        self.first = first
        self.count = count
        self._bits = np.random.Philox(key=0)
        self._state: Any = self._bits.state

    def coarse(self, key: tuple[int, int]) -> NDArray[np.uint16]:
        """Give a number of 16 bits for each sample."""
        import numpy as np

        state = self._state
        state["state"]["key"][:] = key
        state["state"]["counter"][:] = (self.first // GRAIN, 0, 0, 0)
        state["buffer_pos"] = 4
        self._bits.state = state
        words = self._bits.random_raw(-(-self.count // 4)).astype("<u8", copy=False)
        return words.view("<u2").astype(np.uint16, copy=False)[: self.count]

    def fine(self, key: tuple[int, int], samples: NDArray[Any]) -> Floats:
        """Give a number between 0 and 1 for some samples, independent of the coarse ones."""
        import numpy as np

        z = samples.astype(np.uint64)
        z += np.uint64(self.first)
        z *= np.uint64(0x9E3779B97F4A7C15)
        z ^= np.uint64(key[1])
        z ^= z >> np.uint64(32)
        z *= np.uint64(0xBF58476D1CE4E5B9)  # a round of splitmix64 (S. Vigna); only the upper bits are used
        z >>= np.uint64(16)
        inside = z.astype(np.float64)
        inside += 0.5
        inside *= 2.0**-48
        return inside

    def values(self, law: Distribution, key: tuple[int, int]) -> Floats:
        """Draw from a distribution."""
        import numpy as np

        if isinstance(law, Discrete):  # no straight lines between its values
            return law.quantiles(self.shares(key))
        table, ends = _table(law)  # type: ignore[arg-type]  # they are frozen
        coarse = self.coarse(key)
        cells = table.take((coarse >> _INSIDE_BITS).astype(np.intp), mode="clip")
        values = (coarse & ((1 << _INSIDE_BITS) - 1)).astype(np.float64)
        values *= cells.imag
        values += cells.real
        self._mend(values, coarse, key, ends)
        return values

    def whole(self, law: Distribution, key: tuple[int, int]) -> Array:
        """Draw whole numbers, rounded half up: what `values` gives, from a finer table without lines."""
        import numpy as np

        if isinstance(law, Discrete):
            return np.floor(law.quantiles(self.shares(key)) + 0.5).astype(np.int64)
        table, ends = _whole_table(law)  # type: ignore[arg-type]  # they are frozen
        coarse = self.coarse(key)
        values = table.take((coarse >> _FINE_BITS).astype(np.intp), mode="clip")
        self._mend(values, coarse, key, ends)
        return values

    def _mend(self, values: Array, coarse: NDArray[np.uint16], key: tuple[int, int], ends: Floats) -> None:
        """Put exact values into the outermost cells."""
        import numpy as np

        edge = np.flatnonzero((coarse - np.uint16(_EDGE)) >= np.uint16(_ALL - 2 * _EDGE))
        if len(edge):
            # How far from 0, or as a negative number from 1, the uniform number is.
            near = self.fine(key, edge)
            near += coarse.take(edge).view(np.int16)  # the upper half becomes negative
            near *= 1.0 / _ALL
            values[edge] = np.interp(near, _nodes(), ends)

    def shares(self, key: tuple[int, int]) -> Floats:
        """Give a uniform number of 64 bits for each sample."""
        import numpy as np

        return (self.coarse(key) + self.fine(key, np.arange(self.count))) / float(_ALL)

    def scores(self, key: tuple[int, int]) -> Floats:
        """Give a standard normal number for each sample."""
        import numpy as np

        return self.values(STANDARD, key).astype(np.float64) - STANDARD.centre


@lru_cache(maxsize=1024)
def _table(law: Distribution) -> tuple[NDArray[np.complexfloating[Any]], Floats]:
    """
    Tabulate the inverse of a distribution function.

    Returns
    -------
    tuple
        For each cell the value in the middle of its first number and, as imaginary part, the step to
        the next; and the values at the nodes of both tails.
    """
    inner, steps, ends = _tabulated(law)
    return (inner + steps / 2) + 1j * steps, ends


@lru_cache(maxsize=4096)
def _whole_table(law: Distribution) -> tuple[Array, Floats]:
    """
    Tabulate the inverse of a distribution function in whole numbers.

    Returns
    -------
    tuple
        The value in the middle of each part of a cell, rounded half up; and the values at the nodes of
        both tails with a half added: without the fraction, they are rounded half up.
    """
    import numpy as np

    inner, steps, ends = _tabulated(law)
    part = 1 << _FINE_BITS
    middles = (np.arange(0, 1 << _INSIDE_BITS, part) + part / 2).astype(np.float64)
    values = (inner[:, None] + steps[:, None] * middles).reshape(-1) + 0.5
    fits = values.min() >= 0 and values.max() < 2**31
    return values.astype(np.int32 if fits else np.int64), ends + 0.5


def _tabulated(law: Distribution) -> tuple[Floats, Floats, Floats]:
    """Give the value where each cell begins, the step from number to number in it, and the tails."""
    import numpy as np

    values = law.quantiles(sampling_grid())
    inner, low, high = np.split(values, [CELLS - 1, CELLS - 1 + TAIL])
    edges = np.concatenate([low[-1:], inner, high[-1:]])
    # The outermost node of the low tail, at 2⁻⁸, is the inner edge of the eighth cell.
    ends = np.concatenate([edges[-9:-8], high, low[::-1], edges[8:9]])
    return edges[:-1], np.diff(edges) / float(1 << _INSIDE_BITS), ends


@lru_cache(maxsize=1)
def _nodes() -> Floats:
    import numpy as np

    distance = 2.0 ** (-8.0 - np.arange(TAIL + 1) / 16.0)
    return np.concatenate([-distance, distance[::-1]])


def with_margin(draw: Draw, work: Value, months: bool) -> Value:
    """Multiply whole work by the risk factor and add the margin, each rounded as the engine does."""
    if draw.factor == 1 and not draw.margin and not draw.margin_share:
        return work
    if months:
        return half_up(work, draw.factor + draw.margin_share) + int(draw.margin)
    spread = half_up(work, draw.margin_share) if draw.margin_share else int(draw.margin + Fraction(1, 2))
    return half_up(work, draw.factor) + spread
