"""The normal and the lognormal distribution, as numbers."""

from __future__ import annotations

from functools import lru_cache
from math import erf, exp, log, pi, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from retroplan.model.law import Distribution, Drawn

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]

_STANDARD = NormalDist()
_MOST = 200.0


@frozen
class Normal(Drawn):
    """
    The normal distribution; a value below 0 counts as 0, as no work lasts less.

    Attributes
    ----------
    centre, scale
        Mean and standard deviation before the negative values are cut.
    """

    centre: float
    scale: float

    @classmethod
    def between(cls, low: float, high: float, shares: tuple[float, float]) -> Normal:
        """Find the one with two given quantiles."""
        first, last = (_STANDARD.inv_cdf(share) for share in shares)
        scale = (high - low) / (last - first)
        return cls(low - scale * first, scale)

    @property
    def mean(self) -> float:
        """μ Φ(μ/σ) + σ φ(μ/σ), which is μ where hardly anything is negative."""
        ratio, above = self._cut()
        return self.centre * above + self.scale * _density(ratio)

    @property
    def variance(self) -> float:
        """(μ² + σ²) Φ(μ/σ) + μ σ φ(μ/σ) less the square of the mean."""
        ratio, above = self._cut()
        square = (self.centre**2 + self.scale**2) * above + self.centre * self.scale * _density(ratio)
        return max(0.0, square - self.mean**2)

    def _cut(self) -> tuple[float, float]:
        """Give μ/σ, and the probability that a value is not negative."""
        ratio = self.centre / self.scale if self.scale else 40.0
        return ratio, (1 + erf(ratio / sqrt(2))) / 2

    def quantiles(self, shares: Floats) -> Floats:
        """Scale and shift the standard quantiles."""
        import numpy as np

        return np.maximum(0.0, self.centre + self.scale * standard_quantiles(shares))

    def standard(self) -> tuple[Distribution, float, float]:
        """Give the one with standard deviation 1 of which the same share is cut."""
        return Normal(self.centre / self.scale, 1.0), 0.0, self.scale


@frozen
class Lognormal(Drawn):
    """
    A value whose logarithm is normal: never negative, with a long tail.

    What is more than e²⁰⁰, which no calendar comes near, counts as that much: all stays finite.

    Attributes
    ----------
    centre, scale
        Mean and standard deviation of the logarithm.
    """

    centre: float
    scale: float

    @classmethod
    def between(cls, low: float, high: float, shares: tuple[float, float]) -> Lognormal:
        """Find the one with two given quantiles, both above 0."""
        logs = Normal.between(log(low), log(high), shares)
        return cls(logs.centre, logs.scale)

    @property
    def mean(self) -> float:
        """exp(μ + σ²/2)."""
        return _raised(self.centre + self.scale**2 / 2)

    @property
    def variance(self) -> float:
        """(exp(σ²) - 1) exp(2μ + σ²)."""
        return (_raised(self.scale**2) - 1) * self.mean**2

    @property
    def mode(self) -> float:
        """exp(μ - σ²)."""
        return exp(self.centre - self.scale**2)

    def quantiles(self, shares: Floats) -> Floats:
        """Raise e to the normal quantiles."""
        import numpy as np

        return np.exp(np.minimum(_MOST, self.centre + self.scale * standard_quantiles(shares)))

    def standard(self) -> tuple[Distribution, float, float]:
        """Give the one with median 1."""
        return Lognormal(0.0, self.scale), 0.0, exp(self.centre)


def standard_quantiles(shares: Floats) -> Floats:
    """Give the quantiles of the standard normal distribution, to the last digits (Wichura's AS 241)."""
    from retroplan.model.beta import sampling_grid

    return _standard_grid() if shares is sampling_grid() else _standard(shares)


@lru_cache(maxsize=1)
def _standard_grid() -> Floats:
    from retroplan.model.beta import sampling_grid

    return _standard(sampling_grid())


def _standard(shares: Floats) -> Floats:
    import numpy as np

    return np.array([_STANDARD.inv_cdf(share) for share in np.asarray(shares).tolist()], dtype=np.float64)


def _raised(power: float) -> float:
    return exp(min(_MOST, power))


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)
