"""Estimates: a duration known by three points."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language import word
from retroplan.language.quoting import quoted
from retroplan.units import Duration, bad_duration, is_half, parse_duration

POINTS = ("optimistic", "likely", "pessimistic")


class Basis(Enum):
    """Which value of an estimate the schedule counts with."""

    EXPECTED = "expected"
    OPTIMISTIC = "optimistic"
    LIKELY = "likely"
    PESSIMISTIC = "pessimistic"


@frozen
class Estimate:
    """
    Three points of a duration: optimistic ≤ likely ≤ pessimistic.

    Expected is (o + 4m + p) / 6, the PERT mean (Malcolm, Roseboom, Clark and Fazar,
    Operations Research 7, 1959).

    Attributes
    ----------
    optimistic, likely, pessimistic
        Durations of one kind: working, calendar, months or elapsed.
    distribution
        Name of the distribution, for simulation.
    """

    optimistic: Duration = field(converter=parse_duration)
    likely: Duration = field(converter=parse_duration)
    pessimistic: Duration = field(converter=parse_duration)
    distribution: str = "pert"

    def __attrs_post_init__(self) -> None:
        points = (self.optimistic, self.likely, self.pessimistic)
        if len({point.unit.kind for point in points}) > 1:
            raise PlanError(error("mixed-points", text=str(self)))
        if len({point.unit for point in points}) == 1:
            check_order(self, [Fraction(point.amount) for point in points])
        if self.distribution != "pert":
            raise PlanError(error("unknown-distribution", "distribution", text=self.distribution))

    def __str__(self) -> str:
        return f"{self.optimistic}/{self.likely}/{self.pessimistic}"

    def to_document(self) -> dict[str, str]:
        """Give the estimate as a mapping of plain text."""
        points = {name: str(getattr(self, name)) for name in POINTS}
        return points | {"distribution": self.distribution}

    def text(self, lang: str = "en") -> str:
        """Put the three points into words."""
        return " / ".join(point.text(lang) for point in (self.optimistic, self.likely, self.pessimistic))

    def value(self, basis: Basis, sizes: tuple[int, int, int]) -> Fraction:
        """Choose one number for the three `sizes`, given in one unit."""
        low, likely, high = sizes
        match basis:
            case Basis.OPTIMISTIC:
                return Fraction(low)
            case Basis.LIKELY:
                return Fraction(likely)
            case Basis.PESSIMISTIC:
                return Fraction(high)
            case Basis.EXPECTED:
                return Fraction(low + 4 * likely + high, 6)


def check_order(estimate: Estimate, sizes: list[Fraction] | tuple[int, int, int]) -> None:
    """Refuse an estimate whose points, measured in one unit, are out of order."""
    low, likely, high = sizes
    if not low <= likely <= high:
        raise PlanError(error("points-out-of-order", text=str(estimate)))


@frozen
class Immediate:
    """The duration of what is done at once: a milestone at the plan's start."""

    def __str__(self) -> str:
        return "Immédiat"

    def text(self, lang: str = "en") -> str:
        """Put it into words."""
        return word("immediate", lang)


DurationLike: TypeAlias = Duration | Estimate | Immediate
_AT_ONCE = {"immédiat", "immediat", "immediate"}


def parse_work(value: object) -> DurationLike | None:
    """Read the duration of a task: ``5d``, ``3d/5d/10d``, or a mapping of three points."""
    if value is None or isinstance(value, (Estimate, Duration, Immediate)):
        return value
    if isinstance(value, str) and value.strip().lower() in _AT_ONCE:
        return Immediate()
    if not isinstance(value, str) and isinstance(value, Mapping):
        return _from_mapping(value)
    if isinstance(value, str) and "/" in value and not is_half(value):
        return _from_points(value)
    return parse_duration(value)


def parse_length(value: object) -> Duration | Estimate | None:
    """Read a duration or three points; an instant is not one."""
    work = parse_work(value)
    if isinstance(work, Immediate):
        raise bad_duration(value)
    return work


def parse_effort(value: object) -> Duration | Estimate | None:
    """Read an effort, ``10d``, ``3d/5d/10d``: working time, for it is somebody's."""
    effort = parse_length(value)
    one = effort.likely if isinstance(effort, Estimate) else effort
    if one is not None and one.unit.kind != "working":
        raise PlanError(error("effort-kind", text=str(effort)))
    return effort


def length_document(length: object) -> str | dict[str, str]:
    """Give a duration, a share or three points as they stand in a document."""
    if isinstance(length, Estimate) and length.distribution != "pert":
        return length.to_document()
    return str(length)


def _from_points(text: str) -> Estimate:
    """Read ``3d/5d/10d``, each point with its unit."""
    points = [point.strip() for point in text.split("/")]
    if len(points) != len(POINTS):
        raise PlanError(error("not-three-points", text=quoted(text), count=len(points)))
    units = {point.lstrip("+-.,0123456789 ") for point in points}
    if "" in units and len(units) == 2:  # 3/5/10d
        unit = max(units)
        written = "/".join(point if point.endswith(unit) else f"{point}{unit}" for point in points)
        raise PlanError(error("points-without-unit", text=quoted(text), written=quoted(written)))
    return Estimate(*points)


def _from_mapping(value: Mapping[str, object]) -> Estimate:
    if not value.keys() & set(POINTS):  # {value: 5, unit: d}
        raise bad_duration(value)
    findings: list[Finding] = [
        unknown_key(key, (*POINTS, "distribution")) for key in value if key not in (*POINTS, "distribution")
    ]
    points = []
    for name in POINTS:
        try:
            if name in value:
                points.append(parse_duration(value[name]))
        except PlanError as problem:
            findings += [finding.at(name) for finding in problem.findings]
    findings += missing_keys(value, POINTS, findings)
    if findings:
        raise PlanError(findings)
    low, likely, high = points
    return Estimate(low, likely, high, str(value.get("distribution", "pert")))
