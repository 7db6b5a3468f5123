"""
Tables of the inverse of a distribution function, from which durations are drawn.

The inner part has cells of equal probability: 2048 with straight lines in them for any value, or
each of these cut into sixteen steps for whole numbers. The outermost eight cells of either side,
where the lines would err, have nodes that double their distance from 0 or 1 every sixteen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from retroplan.model.beta import CELLS, TAIL, sampling_grid
from retroplan.model.law import Distribution

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

INSIDE_BITS, FINE_BITS = 5, 1
"""Bits of a uniform number of 16 that say where in a cell it is, and where in a sixteenth of it."""
EDGE = 8 << INSIDE_BITS
"""The numbers of the eight outermost cells of one side: 2⁻⁸ of all."""
ALL = CELLS << INSIDE_BITS
_LEAST, _MOST = 2.0**-56, 2.0**-8 - 2.0**-60
_NODE_BIT = 48  # a double has its exponent and then 52 digits: the first four of these count the nodes
_FIRST_NODE = (1023 - 56) << 4


@lru_cache(maxsize=1024)
def lines(law: Distribution) -> NDArray[np.complexfloating[Any]]:
    """Give, for each cell, the value amid its first number and, as imaginary part, the step to the next."""
    inner, steps, _ = _tabulated(law)
    return (inner + steps / 2) + 1j * steps


@lru_cache(maxsize=2048)  # 128 KB each
def fine_steps(law: Distribution) -> NDArray[np.float32]:
    """Give the value in the middle of each sixteenth of a cell."""
    import numpy as np

    inner, steps, _ = _tabulated(law)
    part = 1 << FINE_BITS
    middles = np.arange(0, 1 << INSIDE_BITS, part) + part / 2
    return (inner[:, None] + steps[:, None] * middles).reshape(-1).astype(np.float32)


@lru_cache(maxsize=2048)
def tails(law: Distribution) -> Floats:
    """Give the values at the nodes of both tails, each from the outermost to the innermost one."""
    return _tabulated(law)[2]


def in_tails(tables: Floats, rows: NDArray[Any], near: Floats) -> Floats:
    """
    Look up values in tails.

    Parameters
    ----------
    tables
        The tails of some distributions.
    rows, near
        Whose tail, and how far from 0, or as a negative number from 1, the uniform number is.
    """
    import numpy as np

    digits = np.clip(np.abs(near), _LEAST, _MOST).view(np.int64)
    node = (digits >> _NODE_BIT) - _FIRST_NODE
    node += (2 * rows + (near < 0)) * (TAIL + 1)
    part = (digits & ((1 << _NODE_BIT) - 1)) * 2.0**-_NODE_BIT
    values = tables.reshape(-1)
    outer = values.take(node)
    found: Floats = outer + part * (values.take(node + 1) - outer)
    return found


@lru_cache(maxsize=128)  # steps and tails of a distribution are asked for a few dozen others apart
def _tabulated(law: Distribution) -> tuple[Floats, Floats, Floats]:
    """Give the value where each cell begins, the step from number to number in it, and the tails."""
    import numpy as np

    values = law.quantiles(sampling_grid())
    inner, low, high = np.split(values, [CELLS - 1, CELLS - 1 + TAIL])
    edges = np.concatenate([low[:1], inner, high[:1]])
    # The innermost node of a tail, at 2⁻⁸, is the inner edge of the eighth cell.
    ends = np.stack([np.append(low, edges[8]), np.append(high, edges[-9])])
    return edges[:-1], np.diff(edges) / float(1 << INSIDE_BITS), ends
