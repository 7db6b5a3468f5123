"""
Distributions of a duration, as numbers: one frozen class each.

All values are in one unit, whichever it is. Everything is drawn by the inverse of the
distribution function, so that one uniform number always gives one duration.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from retroplan.model.law import Distribution, Drawn

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]


@frozen
class Fixed(Drawn):
    """
    One value, for certain.

    Attributes
    ----------
    value
        The value.
    """

    value: float

    @property
    def mean(self) -> float:
        """The value."""
        return float(self.value)

    @property
    def variance(self) -> float:
        """None at all."""
        return 0.0

    def quantiles(self, shares: Floats) -> Floats:
        """Give the value, whatever the share."""
        import numpy as np

        return np.full(len(shares), float(self.value))


@frozen
class Uniform(Drawn):
    """
    Any value between two, each as likely as the other.

    Attributes
    ----------
    low, high
        Least and greatest value.
    """

    low: float
    high: float

    @property
    def mean(self) -> float:
        """(low + high) / 2."""
        return (self.low + self.high) / 2

    @property
    def variance(self) -> float:
        """(high - low)² / 12."""
        return (self.high - self.low) ** 2 / 12

    def quantiles(self, shares: Floats) -> Floats:
        """Give the value at each share of the way."""
        return self.low + (self.high - self.low) * shares

    def standard(self) -> tuple[Distribution, float, float]:
        """Give the one from 0 to 1."""
        return Uniform(0.0, 1.0), self.low, self.high - self.low


@frozen
class Triangular(Drawn):
    """
    Straight up from the least value to the mode, straight down to the greatest.

    Attributes
    ----------
    low, likely, high
        Least value, mode, greatest value.
    """

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """(low + likely + high) / 3."""
        return (self.low + self.likely + self.high) / 3

    @property
    def variance(self) -> float:
        """(low² + likely² + high² - low likely - low high - likely high) / 18."""
        a, m, b = self.low, self.likely, self.high
        return ((m - a) ** 2 + (b - m) ** 2 + (m - a) * (b - m)) / 18

    def quantiles(self, shares: Floats) -> Floats:
        """Invert the two parabolas of the distribution function."""
        import numpy as np

        width, rise = self.high - self.low, self.likely - self.low
        if not width:
            return np.full(len(shares), float(self.low))
        up = self.low + np.sqrt(shares * (width * rise))
        down = self.high - np.sqrt((1.0 - shares) * (width * (width - rise)))
        return np.where(shares * width < rise, up, down)

    def standard(self) -> tuple[Distribution, float, float]:
        """Give the one from 0 to 1 that has its mode at the same part of the way."""
        width = self.high - self.low
        return type(self)(0.0, (self.likely - self.low) / width, 1.0), self.low, width


@frozen
class _Beta(Drawn):
    """
    A beta distribution stretched from a least to a greatest value.

    Attributes
    ----------
    low, likely, high
        Least value, mode, greatest value.
    """

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    @staticmethod
    @abstractmethod
    def shapes(mode: float) -> tuple[float, float]:
        """Give the two shape parameters for the place of the mode between 0 and 1."""

    def quantiles(self, shares: Floats) -> Floats:
        """Invert the regularised incomplete beta function, from tables shared by all modes."""
        import numpy as np

        from retroplan.model.beta import unit_quantiles

        width = self.high - self.low
        if not width:
            return np.full(len(shares), float(self.low))
        mode = (self.likely - self.low) / width
        return self.low + width * unit_quantiles(self.shapes, mode, shares)

    def standard(self) -> tuple[Distribution, float, float]:
        """Give the one from 0 to 1 that has its mode at the same part of the way."""
        width = self.high - self.low
        return type(self)(0.0, (self.likely - self.low) / width, 1.0), self.low, width


@frozen
class Pert(_Beta):
    """
    The beta-PERT distribution with the usual weight λ = 4 of the mode.

    Beta(1 + 4 (likely - low) / (high - low), 1 + 4 (high - likely) / (high - low)) on
    [low, high]: its mode is `likely`, its mean (low + 4 likely + high) / 6. The "modified PERT"
    of D. Vose, Risk Analysis: A Quantitative Guide (2000), with his γ = 4.
    """

    @property
    def variance(self) -> float:
        """(mean - low) (high - mean) / 7."""
        return (self.mean - self.low) * (self.high - self.mean) / 7

    @staticmethod
    def shapes(mode: float) -> tuple[float, float]:
        """Give the two shape parameters for the place of the mode between 0 and 1."""
        return 1 + 4 * mode, 5 - 4 * mode


@frozen
class ClassicPert(_Beta):
    """
    The beta distribution that has the mean and the variance of PERT's own rules.

    Mean (low + 4 likely + high) / 6 and standard deviation (high - low) / 6, as Malcolm,
    Roseboom, Clark and Fazar have them (Operations Research 7, 1959); the beta on [low, high]
    with these two moments, as R. Davis computes it (INFORMS Transactions on Education 8, 2008).
    Its mode is `likely` only where that lies in the middle or (2 ± √2) / 4 of the way.
    """

    @property
    def variance(self) -> float:
        """((high - low) / 6)²."""
        return ((self.high - self.low) / 6) ** 2

    @staticmethod
    def shapes(mode: float) -> tuple[float, float]:
        """Give the two shape parameters for the place of the mode between 0 and 1."""
        mean = (1 + 4 * mode) / 6
        weight = 36 * mean * (1 - mean) - 1
        return mean * weight, (1 - mean) * weight


@frozen
class Discrete(Drawn):
    """
    One of some values, each with its probability.

    Attributes
    ----------
    values
        The values, in rising order.
    weights
        Their probabilities, which add up to 1.
    """

    values: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Σ w x."""
        return sum(weight * value for value, weight in self._pairs)

    @property
    def variance(self) -> float:
        """Σ w (x - mean)²."""
        mean = self.mean
        return sum(weight * (value - mean) ** 2 for value, weight in self._pairs)

    @property
    def _pairs(self) -> list[tuple[float, float]]:
        return list(zip(self.values, self.weights, strict=True))

    def quantiles(self, shares: Floats) -> Floats:
        """Give the least value with at least that much probability up to it."""
        import numpy as np

        # A sum of shares such as 0.1 + 0.2 lies a hair beside what was written.
        reached = np.cumsum(np.array(self.weights, dtype=np.float64))[:-1] + 1e-12
        return np.array(self.values, dtype=np.float64)[np.searchsorted(reached, shares)]


LAWS: dict[str, Any] = {"pert": Pert, "pert-classic": ClassicPert, "triangular": Triangular}
"""The distributions of three points, by their names in a document."""
