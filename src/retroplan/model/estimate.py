"""Estimates: a duration that nobody knows for certain."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Self, TypeAlias

from attrs import evolve, field, fields, frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model import distributions, normal
from retroplan.model.law import Distribution
from retroplan.units import Duration, Unit, parse_duration

POINTS = ("optimistic", "likely", "pessimistic")
THREE_POINTS = ("pert", "pert-classic", "triangular")
TWO_QUANTILES = ("normal", "lognormal")
DISTRIBUTIONS = (*THREE_POINTS, "uniform", *TWO_QUANTILES, "discrete", "fixed")


class Basis(Enum):
    """Which value of an estimate the schedule counts with."""

    EXPECTED = "expected"
    OPTIMISTIC = "optimistic"
    LIKELY = "likely"
    PESSIMISTIC = "pessimistic"


Sizes: TypeAlias = Sequence[int] | Sequence[Fraction]
"""The points of an estimate, measured in one unit."""


@frozen
class Uncertain(ABC):
    """A duration of which more than one value is known. Base of all estimates."""

    @property
    @abstractmethod
    def points(self) -> tuple[Duration, ...]:
        """The durations it is written with."""

    @property
    def unit(self) -> Unit:
        """The unit of the value that people name first."""
        return self.points[0].unit

    @abstractmethod
    def law(self, sizes: Sizes) -> Distribution:
        """Give the distribution in numbers, for its points measured in one unit."""

    @abstractmethod
    def value(self, basis: Basis, sizes: Sizes) -> Fraction:
        """Choose one number, for its points measured in one unit."""

    def text(self, lang: str = "en") -> str:
        """Put the points into words."""
        return " / ".join(point.text(lang) for point in self.points)

    def mapped(self, change: Callable[[Duration], Duration]) -> Self:
        """Return the same estimate with each of its durations changed."""
        values: dict[str, Any] = {}
        for name in (attribute.name for attribute in fields(type(self))):
            value = getattr(self, name)
            if isinstance(value, Duration):
                values[name] = change(value)
            elif name == "durations":
                values[name] = tuple(map(change, value))
        return evolve(self, **values)

    @abstractmethod
    def to_document(self) -> dict[str, Any]:
        """Give the estimate as a mapping of plain text; a task writes it as a short text."""

    def _check(self) -> None:
        """Refuse points of several kinds, and points out of order where that shows without a calendar."""
        if len({point.unit.kind for point in self.points}) > 1:
            raise PlanError(error("mixed-points", text=str(self)))
        if len({point.unit for point in self.points}) == 1:
            check_order(self, [Fraction(point.amount) for point in self.points])


def parse_distribution(value: object) -> str:
    """Read the name of a distribution of three points."""
    if value not in THREE_POINTS:
        known = ", ".join(DISTRIBUTIONS)
        raise PlanError(error("unknown-distribution", "distribution", text=quoted(value), known=known))
    return str(value)


@frozen
class Estimate(Uncertain):
    """
    Three points of a duration: optimistic ≤ likely ≤ pessimistic.

    Expected is (o + 4m + p) / 6, the PERT mean (Malcolm, Roseboom, Clark and Fazar,
    Operations Research 7, 1959); of a triangular one (o + m + p) / 3.

    Attributes
    ----------
    optimistic, likely, pessimistic
        Durations of one kind: working, calendar, months or elapsed.
    distribution
        ``pert`` (beta, λ = 4), ``pert-classic`` (beta of PERT's mean and variance) or ``triangular``.
    """

    optimistic: Duration = field(converter=parse_duration)
    likely: Duration = field(converter=parse_duration)
    pessimistic: Duration = field(converter=parse_duration)
    distribution: str = field(default="pert", converter=parse_distribution)

    def __attrs_post_init__(self) -> None:
        self._check()

    def __str__(self) -> str:
        points = f"{self.optimistic}/{self.likely}/{self.pessimistic}"
        return points if self.distribution == "pert" else f"{self.distribution} {points}"

    def to_document(self) -> dict[str, Any]:
        """Give the estimate as a mapping of plain text."""
        points = zip(POINTS, map(str, self.points), strict=True)
        return {**dict(points), "distribution": self.distribution}

    @property
    def points(self) -> tuple[Duration, ...]:
        """Optimistic, likely, pessimistic."""
        return (self.optimistic, self.likely, self.pessimistic)

    @property
    def unit(self) -> Unit:
        """The unit of the likely value."""
        return self.likely.unit

    def law(self, sizes: Sizes) -> Distribution:
        """Give the distribution in numbers."""
        made: Distribution = distributions.LAWS[self.distribution](*map(float, sizes))
        return made

    def value(self, basis: Basis, sizes: Sizes) -> Fraction:
        """Choose one of the points, or the expected value."""
        low, likely, high = sizes
        match basis:
            case Basis.OPTIMISTIC:
                return Fraction(low)
            case Basis.LIKELY:
                return Fraction(likely)
            case Basis.PESSIMISTIC:
                return Fraction(high)
        weight = 1 if self.distribution == "triangular" else 4
        return Fraction(low + weight * likely + high, 2 + weight)


@frozen
class Range(Uncertain):
    """
    Two ends of a duration, anything between them as likely as the rest: a uniform distribution.

    Attributes
    ----------
    optimistic, pessimistic
        Durations of one kind; expected and likely lie halfway.
    """

    optimistic: Duration = field(converter=parse_duration)
    pessimistic: Duration = field(converter=parse_duration)
    distribution: ClassVar[str] = "uniform"

    def __attrs_post_init__(self) -> None:
        self._check()

    def __str__(self) -> str:
        return f"uniform {self.optimistic}/{self.pessimistic}"

    def to_document(self) -> dict[str, Any]:
        """Give the estimate as a mapping of plain text."""
        ends = {"optimistic": str(self.optimistic), "pessimistic": str(self.pessimistic)}
        return {**ends, "distribution": self.distribution}

    @property
    def points(self) -> tuple[Duration, ...]:
        """Optimistic, pessimistic."""
        return (self.optimistic, self.pessimistic)

    def law(self, sizes: Sizes) -> Distribution:
        """Give the distribution in numbers."""
        return distributions.Uniform(*map(float, sizes))

    def value(self, basis: Basis, sizes: Sizes) -> Fraction:
        """Choose one of the ends, or the middle."""
        low, high = (Fraction(size) for size in sizes)
        return {Basis.OPTIMISTIC: low, Basis.PESSIMISTIC: high}.get(basis, (low + high) / 2)


def parse_share(value: object) -> Decimal:
    """Read a probability above 0 and below 1, or 1 itself."""
    try:
        share = Decimal(str(value).strip()) if not isinstance(value, bool) else None
    except (InvalidOperation, ValueError):
        share = None
    if share is None or not share.is_finite() or not 0 < share <= 1 or len(str(value)) > _LONGEST_SHARE:
        raise PlanError(error("bad-share", text=quoted(value)))
    return share.normalize()


_LONGEST_SHARE = 20


@frozen
class Quantiles(Uncertain):
    """
    Two quantiles of a duration: "one time in ten 3 days or less, nine times in ten 9 days or less".

    Attributes
    ----------
    low, high
        Durations of one kind, the second greater than the first.
    low_share, high_share
        The probability that each is not exceeded.
    distribution
        ``normal`` (values below 0 count as 0) or ``lognormal``. Likely is the mode; optimistic and
        pessimistic are the two quantiles.
    """

    low: Duration = field(converter=parse_duration)
    high: Duration = field(converter=parse_duration)
    low_share: Decimal = field(default=Decimal("0.1"), converter=parse_share)
    high_share: Decimal = field(default=Decimal("0.9"), converter=parse_share)
    distribution: str = "normal"

    def __attrs_post_init__(self) -> None:
        if self.distribution not in TWO_QUANTILES:
            known = ", ".join(DISTRIBUTIONS)
            text = quoted(self.distribution)
            raise PlanError(error("unknown-distribution", "distribution", text=text, known=known))
        if not self.low_share < self.high_share < 1:
            raise PlanError(error("shares-out-of-order", text=str(self)))
        self._check()
        equal = len({point.unit for point in self.points}) == 1 and self.low.amount == self.high.amount
        if equal or (self.distribution == "lognormal" and not self.low.amount):
            raise PlanError(error("quantiles-too-close", text=str(self)))

    def __str__(self) -> str:
        names = (_percentile(share) for share in (self.low_share, self.high_share))
        pairs = (f"{name}={point}" for name, point in zip(names, self.points, strict=True))
        return f"{self.distribution} {'/'.join(pairs)}"

    def to_document(self) -> dict[str, Any]:
        """Give the estimate as a mapping of plain text."""
        names = (_percentile(share) for share in (self.low_share, self.high_share))
        return {**dict(zip(names, map(str, self.points), strict=True)), "distribution": self.distribution}

    @property
    def points(self) -> tuple[Duration, ...]:
        """The two quantiles."""
        return (self.low, self.high)

    def law(self, sizes: Sizes) -> Distribution:
        """Give the distribution in numbers."""
        low, high = map(float, sizes)
        shares = (float(self.low_share), float(self.high_share))
        if low == high:  # less than a minute apart
            return distributions.Fixed(low)
        if self.distribution == "normal":
            return normal.Normal.between(low, high, shares)
        return normal.Lognormal.between(max(low, 1e-9), high, shares)

    def value(self, basis: Basis, sizes: Sizes) -> Fraction:
        """Choose one of the quantiles, the mode or the mean."""
        low, high = (Fraction(size) for size in sizes)
        if basis in (Basis.OPTIMISTIC, Basis.PESSIMISTIC):
            return low if basis is Basis.OPTIMISTIC else high
        law = self.law(sizes)
        if basis is Basis.LIKELY and isinstance(law, normal.Lognormal):
            return Fraction(law.mode)
        if basis is Basis.LIKELY and isinstance(law, normal.Normal):
            return Fraction(max(0.0, law.centre))
        return Fraction(law.mean)


def _percentile(share: Decimal) -> str:
    """Write a share as people name it: p90, p2.5."""
    return f"p{(share * 100).normalize():f}"


def _durations(values: Iterable[object]) -> tuple[Duration, ...]:
    return tuple(parse_duration(value) for value in values)


def _shares(values: Iterable[object]) -> tuple[Decimal, ...]:
    return tuple(parse_share(value) for value in values)


@frozen
class Choices(Uncertain):
    """
    Some durations, each with its probability: a discrete distribution.

    Attributes
    ----------
    durations
        Durations of one kind.
    shares
        Their probabilities, which add up to 1. Likely is the duration with the greatest one.
    """

    durations: tuple[Duration, ...] = field(converter=_durations)
    shares: tuple[Decimal, ...] = field(converter=_shares)
    distribution: ClassVar[str] = "discrete"

    def __attrs_post_init__(self) -> None:
        if not self.durations or len(self.durations) != len(self.shares):
            raise PlanError(error("choices-without-shares", text=str(self)))
        if len({point.unit.kind for point in self.durations}) > 1:
            raise PlanError(error("mixed-points", text=str(self)))
        if sum(self.shares) != 1:
            raise PlanError(error("shares-not-one", text=str(self), sum=f"{sum(self.shares):f}"))

    def __str__(self) -> str:
        pairs = zip(self.durations, self.shares, strict=False)
        return f"discrete {'/'.join(f'{duration}={share:f}' for duration, share in pairs)}"

    def to_document(self) -> dict[str, Any]:
        """Give the estimate as a mapping of plain text."""
        pairs = zip(map(str, self.durations), (f"{share:f}" for share in self.shares), strict=True)
        return {"values": dict(pairs), "distribution": self.distribution}

    @property
    def points(self) -> tuple[Duration, ...]:
        """The durations."""
        return self.durations

    def law(self, sizes: Sizes) -> Distribution:
        """Give the distribution in numbers."""
        pairs = sorted(zip(map(float, sizes), map(float, self.shares), strict=True))
        values, weights = zip(*pairs, strict=True)
        return distributions.Discrete(values, weights)

    def value(self, basis: Basis, sizes: Sizes) -> Fraction:
        """Choose the least, the greatest, the most probable one or the mean."""
        values = [Fraction(size) for size in sizes]
        match basis:
            case Basis.OPTIMISTIC:
                return min(values)
            case Basis.PESSIMISTIC:
                return max(values)
            case Basis.LIKELY:
                return values[self.shares.index(max(self.shares))]
        return sum((v * Fraction(s) for v, s in zip(values, self.shares, strict=True)), Fraction(0))


def check_order(estimate: Uncertain, sizes: Sizes) -> None:
    """Refuse an estimate whose points, measured in one unit, are out of order, and name the first that is."""
    if isinstance(estimate, Choices):
        return
    for number in range(1, len(sizes)):
        if sizes[number] < sizes[number - 1]:
            first, second = _names(estimate)[number - 1 : number + 1]
            raise PlanError(error("points-out-of-order", text=str(estimate), first=first, second=second))


def _names(estimate: Uncertain) -> tuple[str, ...]:
    """Name the points as a document does."""
    if isinstance(estimate, Quantiles):
        return (_percentile(estimate.low_share), _percentile(estimate.high_share))
    return POINTS if isinstance(estimate, Estimate) else ("optimistic", "pessimistic")
