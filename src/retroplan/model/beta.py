"""
Quantiles of the beta distributions of PERT, from tables.

PERT's betas are one family: the place of the mode between 0 and 1 gives both shape
parameters. The quantile is a smooth function of that place, so it is tabulated for some
places and interpolated between them; each table knows its tails as exactly as its middle.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]

Shapes: TypeAlias = Callable[[float], tuple[float, float]]
PLACES = 64
"""Tables lie this many to the unit of the mode's place."""
_STEPS = 2048


def unit_quantiles(shapes: Shapes, mode: float, shares: Floats) -> Floats:
    """
    Give quantiles of the beta of a family on [0, 1].

    Parameters
    ----------
    shapes
        Gives the two shape parameters for the place of a mode.
    mode
        Place of the mode.
    shares
        Probabilities strictly between 0 and 1.
    """
    place = min(max(mode, 0.0), 1.0) * PLACES
    below = min(int(place), PLACES - 1)
    part = place - below
    values = _quantiles(shapes, below, shares)
    if part:
        values = values + part * (_quantiles(shapes, below + 1, shares) - values)
    return values


CELLS = 2048
"""Equal cells of the sampling grid."""
TAIL = 48 * 16
"""Nodes of the sampling grid in each tail."""


@lru_cache(maxsize=1)
def sampling_grid() -> Floats:
    """
    Give the shares at which samplers tabulate quantiles; what is tabulated for all plans is kept.

    Returns
    -------
    array
        The inner edges of `CELLS` equal cells; then shares that rise from 2⁻⁵⁶ to 2⁻⁸, that one left
        out, in 16 equal steps an octave; then 1 less these, down to what a number can tell from 1.
    """
    import numpy as np

    octave = 1.0 + np.arange(16) / 16.0
    tail = (2.0 ** np.arange(-56.0, -8.0)[:, None] * octave).reshape(-1)
    grid = np.concatenate([np.arange(1, CELLS) / CELLS, tail, 1.0 - np.maximum(tail, 2.0**-52)])
    grid.setflags(write=False)
    return grid


def _quantiles(shapes: Shapes, place: int, shares: Floats) -> Floats:
    """Give the quantiles of one place."""
    return _on_grid(shapes, place) if shares is sampling_grid() else _looked_up(shapes, place, shares)


@lru_cache(maxsize=4 * (PLACES + 1))
def _on_grid(shapes: Shapes, place: int) -> Floats:
    return _looked_up(shapes, place, sampling_grid())


def _looked_up(shapes: Shapes, place: int, shares: Floats) -> Floats:
    """Interpolate in the table of one place, from the nearer end so that no digits are lost."""
    import numpy as np

    values, below, above = _table(shapes, place)
    low = np.interp(shares, below, values)
    high = np.interp(1.0 - shares, above[::-1], values[::-1])
    return np.where(shares < 0.5, low, high)


@lru_cache(maxsize=4 * (PLACES + 1))
def _table(shapes: Shapes, place: int) -> tuple[Floats, Floats, Floats]:
    """
    Tabulate a distribution function.

    Returns
    -------
    tuple
        Values from 0 to 1, crowded at both ends; the probability below and above each.
    """
    import numpy as np

    a, b = shapes(place / PLACES)
    # x = t⁴ / (t⁴ + (1-t)⁴): the density times dx/dt is smooth at both ends, also where
    # the density itself is not, and the nodes reach to 1e-12 of them.
    t = np.linspace(0.0, 1.0, 2 * _STEPS + 1)
    rise, fall = t**4, (1.0 - t) ** 4
    whole = rise + fall
    x, y = rise / whole, fall / whole
    slope = 4.0 * (t * (1.0 - t)) ** 3 / whole**2
    inner = slice(1, -1)  # the slope is 0 at both ends
    height = np.exp((a - 1) * np.log(x[inner]) + (b - 1) * np.log(y[inner]))
    density = np.zeros_like(t)
    density[inner] = height * slope[inner]
    pieces = (density[:-2:2] + 4.0 * density[1::2] + density[2::2]) / (6.0 * _STEPS)  # Simpson's rule
    below = np.concatenate([[0.0], np.cumsum(pieces)])
    above = np.concatenate([np.cumsum(pieces[::-1])[::-1], [0.0]])
    return x[::2].copy(), below / below[-1], above / above[0]
