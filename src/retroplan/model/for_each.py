"""One task for each segment, each channel, or each of whatever is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, TypeAlias

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.model.assignment import Responsible, parse_responsible, responsible_document
from retroplan.model.carried import parse_names, parse_word
from retroplan.model.estimate import Uncertain
from retroplan.model.fields import parse_each, parsed, structure_whole
from retroplan.model.work import DurationLike, parse_effort, parse_work
from retroplan.units import Duration

LISTS: Mapping[str, str] = {"segments": "segment", "channels": "channel"}
"""The lists of a plan that a task may be made for each of, and the tag that each of its tasks has."""

MAX_VARIANTS = 1000


@frozen(kw_only=True)
class Variant:
    """
    What is different for one of them; the rest is as the task says.

    Attributes
    ----------
    duration, effort
        How long its work takes, or how much it is.
    responsible
        Who does it.
    accountable
        Who answers for it.
    """

    duration: DurationLike | None = parsed(parse_work, default=None)
    effort: Duration | Uncertain | None = parsed(parse_effort, default=None)
    responsible: tuple[Responsible, ...] = parsed(parse_responsible, default=())
    accountable: tuple[str, ...] = parsed(parse_names, default=())

    @property
    def changes(self) -> dict[str, Any]:
        """The values that replace those of the task; duration and effort replace each other."""
        keys = ("duration", "effort", "responsible", "accountable")
        found = {key: getattr(self, key) for key in keys if getattr(self, key) not in (None, ())}
        if found.keys() & {"duration", "effort"}:
            found = {"duration": None, "effort": None} | found
        return found

    def to_document(self) -> dict[str, Any]:
        """Give it as it stands in a plan document."""
        document: dict[str, Any] = {
            key: str(getattr(self, key)) for key in ("duration", "effort") if getattr(self, key) is not None
        }
        if self.responsible:
            document["responsible"] = responsible_document(self.responsible)
        if self.accountable:
            document["accountable"] = list(self.accountable)
        return document


PLAIN = Variant()


@frozen
class Axis:
    """
    One tag, and its values.

    Attributes
    ----------
    tag
        The tag that each task has.
    variants
        What is different for each value; None where the values are a list of the plan.
    """

    tag: str
    variants: tuple[tuple[str, Variant], ...] | None = None

    @property
    def source(self) -> str:
        """The key of the plan that lists the values."""
        return next((key for key, tag in LISTS.items() if tag == self.tag), "")


Choice: TypeAlias = tuple[str, str, Variant]
"""A tag, its value, and what is different for it."""


@frozen
class ForEach:
    """
    The tags for whose values a task is made; for several tags, for each combination.

    Attributes
    ----------
    axes
        The tags and values.
    """

    axes: tuple[Axis, ...]

    def choices(self, lists: Mapping[str, Any]) -> Iterator[tuple[Choice, ...]]:
        """
        Yield what each task is made for, the last tag changing first.

        Parameters
        ----------
        lists
            The lists of the plan, by key.
        """
        yield from product(
            *(
                [(axis.tag, value, variant) for value, variant in axis.variants]
                if axis.variants is not None
                else [(axis.tag, value, PLAIN) for value in lists[axis.source]]
                for axis in self.axes
            )
        )

    def written(self) -> Iterator[tuple[str, Variant]]:
        """Yield what is different for each value that is written in place, with its path."""
        for axis in self.axes:
            for value, variant in axis.variants or ():
                yield f"{quoted(axis.tag)}.{quoted(value)}", variant

    def to_document(self) -> object:
        """Give it as it stands in a plan document."""
        written = [_axis_document(axis) for axis in self.axes]
        if len(written) == 1:
            return written[0]
        if all(isinstance(item, dict) for item in written):
            return {tag: values for item in written for tag, values in item.items()}  # type: ignore[union-attr]
        return written


def _axis_document(axis: Axis) -> str | dict[str, Any]:
    if axis.variants is None:
        return axis.source
    if all(variant == PLAIN for _, variant in axis.variants):
        return {axis.tag: [value for value, _ in axis.variants]}
    return {axis.tag: {value: variant.to_document() for value, variant in axis.variants}}


def parse_for_each(value: object) -> ForEach | None:
    """Read ``segments``, ``{segment: [fidèles, nouveaux]}``, or a list of these."""
    if value is None or isinstance(value, ForEach):
        return value
    if isinstance(value, (str, Mapping)):
        parts: tuple[tuple[Axis, ...], ...] = (_parse_part(value),)
    else:
        try:
            parts = parse_each(value, _parse_part)
        except PlanError as problem:
            raise PlanError(problem.findings) from None  # half of it would be another thing
    axes = tuple(axis for part in parts for axis in part)
    if not axes:
        raise PlanError(error("empty-value"))
    tags = [axis.tag for axis in axes]
    twice = next((tag for number, tag in enumerate(tags) if tag in tags[:number]), None)
    if twice is not None:
        raise PlanError(error("each-twice", text=quoted(twice)))
    return ForEach(axes)


def _parse_part(value: object) -> tuple[Axis, ...]:
    if isinstance(value, Mapping):
        findings: list[Finding] = []
        axes = []
        for tag, values in value.items():
            try:
                axes.append(Axis(parse_word(tag), _parse_variants(values)))
            except PlanError as problem:
                findings += [finding.at(quoted(tag)) for finding in problem.findings]
        if findings:
            raise PlanError(findings)
        return tuple(axes)
    if not isinstance(value, str) or value not in LISTS:
        raise PlanError(error("bad-each", text=quoted(value), hint=nearest(str(value), LISTS)))
    return (Axis(LISTS[value]),)


def _parse_variant(value: object) -> Variant:
    variant = value if isinstance(value, Variant) else structure_whole(Variant, value)
    if variant.duration is not None and variant.effort is not None:
        raise PlanError(error("given-twice", "effort", key="effort", other="duration"))
    return variant


def _parse_variants(value: object) -> tuple[tuple[str, Variant], ...]:
    if isinstance(value, Mapping):
        findings: list[Finding] = []
        read: list[tuple[str, Variant]] = []
        for name, item in value.items():
            try:
                read.append((parse_word(name), PLAIN if item is None else _parse_variant(item)))
            except PlanError as problem:
                findings += [finding.at(quoted(name)) for finding in problem.findings]
        if findings:
            raise PlanError(findings)
    else:
        read = [(name, PLAIN) for name in parse_names(value)]
    names = [name for name, _ in read]
    twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
    if twice is not None:
        raise PlanError(error("each-twice", text=quoted(twice)))
    if not names:
        raise PlanError(error("empty-value"))
    return tuple(read)
