"""What every distribution of a duration can say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from numpy import float64
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]


class Distribution(Protocol):
    """What a duration may turn out to be."""

    def __hash__(self) -> int:
        """Tables are kept by their distribution."""
        ...

    @property
    def mean(self) -> float:
        """The mean."""
        ...

    @property
    def variance(self) -> float:
        """The variance, in the square of the unit."""
        ...

    def quantiles(self, shares: Floats) -> Floats:
        """Give the value that is not exceeded with each probability, strictly between 0 and 1."""
        ...

    def quantile(self, share: float) -> float:
        """Give the value that is not exceeded with a probability between 0 and 1."""
        ...

    def sample(self, generator: Generator, count: int) -> Floats:
        """Draw independent values."""
        ...

    def standard(self) -> tuple[Distribution, float, float]:
        """Give a distribution, a least value and a scale: least + scale × it is this one."""
        ...


class Drawn(ABC):
    """Quantiles of one share and samples, from those of many shares."""

    @property
    @abstractmethod
    def mean(self) -> float:
        """The mean."""

    @property
    @abstractmethod
    def variance(self) -> float:
        """The variance, in the square of the unit."""

    @abstractmethod
    def quantiles(self, shares: Floats) -> Floats:
        """Give the value that is not exceeded with each probability, strictly between 0 and 1."""

    def quantile(self, share: float) -> float:
        """Give the value that is not exceeded with a probability between 0 and 1."""
        import numpy as np

        return float(self.quantiles(np.array([share], dtype=np.float64))[0])

    def sample(self, generator: Generator, count: int) -> Floats:
        """Draw independent values, by inversion."""
        return self.quantiles(1.0 - generator.random(count))  # random() may be 0, never 1

    def standard(self) -> tuple[Distribution, float, float]:
        """Give a distribution, a least value and a scale: least + scale × it is this one."""
        return self, 0.0, 1.0
