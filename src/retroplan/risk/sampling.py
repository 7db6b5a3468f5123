"""
Random durations: the same for the same seed, task and sample, whoever draws them and in which order.

Each task has a stream of its own, whose key is made of the seed and the task's id, and sample k
reads it at place k. So a block of samples can be drawn anywhere, in any order, and a plan in which
one task is added, removed or changed keeps the durations of all others: two plans compared on one
seed differ by what was changed, not by luck.

The generator is PCG64DXSM (M. O'Neill, 2014 and 2019), which numpy's documentation names for many
streams side by side: state and step are both hashed, and it leaps to any place in a microsecond.
For 10,000 numbers it takes 7 µs, Philox 11.

A duration is the inverse of its distribution function at a uniform number of 16 bits, from a
table. In the outermost cells of either side, where 16 bits say too little, the number gets 48 more
bits and the inverse is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from hashlib import blake2b
from sys import byteorder
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define

from retroplan.model.distributions import Discrete
from retroplan.model.law import Distribution
from retroplan.model.normal import Normal
from retroplan.risk.model import Draw, half_up
from retroplan.risk.tables import ALL, EDGE, FINE_BITS, INSIDE_BITS, fine_steps, in_tails, lines, tails

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Value

    Floats: TypeAlias = NDArray[Any]
    Array: TypeAlias = NDArray[Any]

_IN_A_WORD = 4
GRAIN = 16
"""Blocks of samples begin at multiples of this, and so with a new word of a stream."""
_TOGETHER = 64
"""The outermost cells of so many rows are put right at once: it takes thirty calls, for few numbers a row."""
STANDARD = Normal(100.0, 1.0)
"""Standard normal scores, shifted to where nothing is cut."""


@define
class Key:
    """A stream: the generator's first state and its odd step, of 128 bits, and 64 bits for finer numbers."""

    state: int
    step: int
    fine: int


def stream_key(seed: int, name: str) -> Key:
    """Make the key of a stream."""
    digest = blake2b(f"{seed}\n{name}".encode(), digest_size=40).digest()
    state, step, fine = (int.from_bytes(part, "little") for part in (digest[:16], digest[16:32], digest[32:]))
    return Key(state, step | 1, fine)


@define
class Row:
    """
    What is drawn in whole numbers: `low` + `scale` × a value of `law`, from the stream of `key`.

    Distributions that differ only in where they lie and how wide they are share one `law`, and so
    its table.
    """

    law: Distribution
    low: float
    scale: float
    key: Key


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
        self._bits = np.random.PCG64DXSM(0)
        self._state: Any = self._bits.state

    def coarse(self, key: Key) -> NDArray[np.uint16]:
        """Give a number of 16 bits for each sample."""
        import numpy as np

        self._state["state"] = {"state": key.state, "inc": key.step}
        self._bits.state = self._state
        if self.first:
            self._bits.advance(self.first // _IN_A_WORD)
        words = self._bits.random_raw(-(-self.count // _IN_A_WORD))
        if byteorder == "big":
            words = words.byteswap().view(np.uint16).byteswap().view(np.uint64)
        return words.view(np.uint16)[: self.count]

    def fine(self, key: int | NDArray[np.uint64], samples: NDArray[Any]) -> Floats:
        """Give a number between 0 and 1 for some samples, independent of the coarse ones."""
        import numpy as np

        z = samples.astype(np.uint64)
        z += np.uint64(self.first)
        z *= np.uint64(0x9E3779B97F4A7C15)
        z ^= np.asarray(key, dtype=np.uint64)
        z ^= z >> np.uint64(32)
        z *= np.uint64(0xBF58476D1CE4E5B9)  # a round of splitmix64 (S. Vigna); only the upper bits are used
        z >>= np.uint64(16)
        inside = z.astype(np.float64)
        inside += 0.5
        inside *= 2.0**-48
        return inside

    def values(self, law: Distribution, key: Key) -> Floats:
        """Draw from a distribution."""
        import numpy as np

        if isinstance(law, Discrete):  # no straight lines between its values
            return law.quantiles(self.shares(key))
        coarse = self.coarse(key)
        cells = lines(law).take((coarse >> INSIDE_BITS).astype(np.intp), mode="clip")
        values = (coarse & ((1 << INSIDE_BITS) - 1)).astype(np.float64)
        values *= cells.imag
        values += cells.real
        places, exact = self._exact(coarse[None], [Row(law, 0.0, 1.0, key)])
        values[places] = exact
        return values

    def whole(self, rows: Sequence[Row], dtype: type[np.int32 | np.int64]) -> Array:
        """
        Draw whole numbers, not negative, rounded half up.

        Parameters
        ----------
        rows
            What to draw; those with one law had best follow one another: a table that is used again
            is in the cache, one that is not costs 50 µs, as much as all else.
        dtype
            The kind of number.

        Returns
        -------
        array
            A row of numbers for each.
        """
        import numpy as np

        drawn = np.empty((len(rows), self.count), dtype=dtype)
        coarse = np.empty((min(_TOGETHER, len(rows)), self.count), dtype=np.uint16)
        cells, values = np.empty(self.count, dtype=np.intp), np.empty(self.count, dtype=np.float32)
        for first in range(0, len(rows), _TOGETHER):
            part, into = rows[first : first + _TOGETHER], drawn[first : first + _TOGETHER]
            for row, numbers, found in zip(part, coarse, into, strict=False):
                numbers[:] = self.coarse(row.key)
                np.right_shift(numbers, FINE_BITS, out=cells, casting="unsafe")
                fine_steps(row.law).take(cells, mode="clip", out=values)
                np.multiply(values, row.scale, out=values)
                np.add(values, row.low + 0.5, out=found, casting="unsafe")
            places, exact = self._exact(coarse[: len(part)], part)
            into.reshape(-1)[places] = exact + 0.5
        return drawn

    def _exact(self, coarse: NDArray[np.uint16], rows: Sequence[Row]) -> tuple[Array, Floats]:
        """Give the places in the outermost cells, counted through all rows, and the exact values there."""
        import numpy as np

        places = np.flatnonzero((coarse - np.uint16(EDGE)) >= np.uint16(ALL - 2 * EDGE))
        owners = places // self.count
        keys = np.array([row.key.fine for row in rows], dtype=np.uint64)
        # How far from 0, or as a negative number from 1, the uniform number is.
        near = self.fine(keys.take(owners), places - owners * self.count)
        near += coarse.reshape(-1).take(places).view(np.int16)  # the upper half becomes negative
        near *= 1.0 / ALL
        tables = {law: place for place, law in enumerate(dict.fromkeys(row.law for row in rows))}
        which = np.array([tables[row.law] for row in rows]).take(owners)
        exact = in_tails(np.stack([tails(law) for law in tables]), which, near)
        exact *= np.array([row.scale for row in rows]).take(owners)
        exact += np.array([row.low for row in rows]).take(owners)
        return places, exact

    def shares(self, key: Key) -> Floats:
        """Give a uniform number of 64 bits for each sample."""
        import numpy as np

        return (self.coarse(key) + self.fine(key.fine, np.arange(self.count))) / float(ALL)

    def scores(self, key: Key) -> Floats:
        """Give a standard normal number for each sample."""
        import numpy as np

        return self.values(STANDARD, key).astype(np.float64) - STANDARD.centre


def with_margin(draw: Draw, work: Value, months: bool) -> Value:
    """Multiply whole work by the risk factor and add the margin, each rounded as the engine does."""
    if draw.factor == 1 and not draw.margin and not draw.margin_share:
        return work
    if months:
        return half_up(work, draw.factor + draw.margin_share) + int(draw.margin)
    spread = half_up(work, draw.margin_share) if draw.margin_share else int(draw.margin + Fraction(1, 2))
    return half_up(work, draw.factor) + spread
