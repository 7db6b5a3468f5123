"""How estimates are written: in short texts, and as mappings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from operator import itemgetter
from typing import Any

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language.quoting import quoted
from retroplan.model.estimate import (
    DISTRIBUTIONS,
    POINTS,
    THREE_POINTS,
    Choices,
    Estimate,
    Quantiles,
    Range,
    Uncertain,
    parse_share,
)
from retroplan.units import Duration, bad_duration, parse_duration

_PERCENTILE = re.compile(r"[pP](\d{1,2}(?:\.\d{1,10})?)", re.ASCII)
_ENDS = ("optimistic", "pessimistic")


def from_points(text: str, distribution: str = "pert") -> Estimate:
    """Read ``3d/5d/10d``, each point with its unit."""
    points = _split(text)
    if len(points) != len(POINTS):
        raise PlanError(error("not-three-points", text=quoted(text), count=len(points)))
    return _three(points, distribution)


def _three(points: Sequence[object], distribution: str) -> Estimate:
    low, likely, high = points
    return Estimate(low, likely, high, distribution)


def _split(text: str) -> list[str]:
    """Part points at their strokes; where only the last has a unit, say how to write them all."""
    points = [point.strip() for point in text.split("/")]
    units = {point.lstrip("+-.,0123456789 ") for point in points}
    if "" in units and len(units) == 2:  # 3/5/10d
        unit = max(units)
        written = "/".join(point if point.endswith(unit) else f"{point}{unit}" for point in points)
        raise PlanError(error("points-without-unit", text=quoted(text), written=quoted(written)))
    return points


def from_named(name: str, rest: str, text: str) -> Duration | Uncertain:
    """Read what follows the name of a distribution: ``triangular 3d/5d/10d``, ``normal p10=3d/p90=9d``."""
    if name in THREE_POINTS:
        return from_points(rest, name)
    if name == "fixed":
        return parse_duration(rest)
    parts = _split(rest) if name == "uniform" else [part.strip() for part in rest.split("/")]
    if name == "uniform":
        if len(parts) != 2:
            raise PlanError(error("not-two-points", text=quoted(text), count=len(parts)))
        return Range(*parts)
    cut = (part.rpartition("=") for part in parts)
    pairs = [(key.strip(), value.strip()) for key, _, value in cut]
    if name == "discrete":
        if not all(key for key, _ in pairs):
            raise PlanError(error("bad-choices", text=quoted(text)))
        return Choices([key for key, _ in pairs], [value for _, value in pairs])
    if len(pairs) != 2 or not all(_PERCENTILE.fullmatch(key) for key, _ in pairs):
        raise PlanError(error("bad-quantiles", text=quoted(text)))
    return _quantiles(pairs, name)


def from_mapping(value: Mapping[str, object]) -> Duration | Uncertain:
    """Read a mapping of points, of quantiles, or of durations with their probabilities."""
    name = value.get("distribution")
    if name is None:
        if not value.keys() & set(POINTS):  # {value: 5, unit: d}
            raise bad_duration(value)
        name = "pert"
    if name not in DISTRIBUTIONS:
        known = ", ".join(DISTRIBUTIONS)
        raise PlanError(error("unknown-distribution", "distribution", text=quoted(name), known=known))
    if name in THREE_POINTS:
        return _three(_points(value, POINTS), str(name))
    if name == "uniform":
        return Range(*_points(value, _ENDS))
    if name == "fixed":
        return _points(value, ("value",))[0]
    if name == "discrete":
        return _choices(value)
    return _two_quantiles(value, str(name))


def _points(value: Mapping[str, object], names: tuple[str, ...]) -> list[Duration]:
    findings = _unknown(value, names)
    points = []
    for name in names:
        if name in value:
            with _at(findings, name):
                points.append(parse_duration(value[name]))
    findings += missing_keys(value, names, findings)
    if findings:
        raise PlanError(findings)
    return points


def _unknown(value: Mapping[str, object], names: Iterable[str]) -> list[Finding]:
    known = (*names, "distribution")
    return [unknown_key(key, known) for key in value if key not in known]


@contextmanager
def _at(findings: list[Finding], path: str) -> Iterator[None]:
    """Put what is wrong with one part at its path."""
    try:
        yield
    except PlanError as problem:
        findings += [finding.at(path) for finding in problem.findings]


def _choices(value: Mapping[str, object]) -> Choices:
    findings = _unknown(value, ("values",))
    findings += missing_keys(value, ("values",), findings)
    values = value.get("values")
    if not findings and (not isinstance(values, Mapping) or not values):
        findings.append(error("bad-choices", "values", text=quoted(values)))
    durations: list[Duration] = []
    shares: list[Decimal] = []
    for key, share in values.items() if isinstance(values, Mapping) else ():
        path = f"values.{quoted(key)}"
        with _at(findings, path):
            durations.append(parse_duration(key))
        with _at(findings, path):
            shares.append(parse_share(share))
    if findings:
        raise PlanError(findings)
    return Choices(durations, shares)


def _two_quantiles(value: Mapping[str, object], name: str) -> Quantiles:
    keys = [key for key in value if isinstance(key, str) and _PERCENTILE.fullmatch(key)]
    findings = [
        unknown_key(key, ("p10", "p90", "distribution"))
        for key in value
        if key not in (*keys, "distribution")
    ]
    if len(keys) != 2 and not findings:
        findings.append(error("bad-quantiles", text=quoted(dict(value))))
    points: dict[str, Any] = {}
    for key in keys:
        with _at(findings, key):
            points[key] = parse_duration(value[key])
    if findings:
        raise PlanError(findings)
    return _quantiles([*points.items()], name)


def _quantiles(points: Sequence[tuple[str, Any]], name: str) -> Quantiles:
    """Put two percentiles, named p10 and the like, into the order of their shares; quote them as written."""
    read = [(Decimal(key[1:]) / 100, parse_duration(value)) for key, value in points]
    (first, low), (last, high) = sorted(read, key=itemgetter(0))
    try:
        return Quantiles(low, high, first, last, name)
    except PlanError as problem:
        text = f"{name} {'/'.join(f'{key}={value}' for key, value in points)}"
        findings = [evolve(found, values={**found.values, "text": text}) for found in problem.findings]
        raise PlanError(findings) from None
