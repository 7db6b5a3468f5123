"""How long something may last: a duration, an estimate, or at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language import word
from retroplan.model import estimate_forms as forms
from retroplan.model.estimate import DISTRIBUTIONS, Uncertain
from retroplan.units import Duration, bad_duration, is_half, parse_duration


@frozen
class Immediate:
    """The duration of what is done at once: a milestone at the plan's start."""

    def __str__(self) -> str:
        return "Immédiat"

    def text(self, lang: str = "en") -> str:
        """Put it into words."""
        return word("immediate", lang)


DurationLike: TypeAlias = Duration | Uncertain | Immediate
_AT_ONCE = {"immédiat", "immediat", "immediate"}


def parse_work(value: object) -> DurationLike | None:
    """Read the duration of a task: ``5d``, ``3d/5d/10d``, or an estimate as a text or a mapping."""
    if value is None or isinstance(value, (Uncertain, Duration, Immediate)):
        return value
    if isinstance(value, str) and value.strip().lower() in _AT_ONCE:
        return Immediate()
    if not isinstance(value, str) and isinstance(value, Mapping):
        return forms.from_mapping(value)
    if isinstance(value, str):
        name, _, rest = value.strip().partition(" ")
        if name.lower() in DISTRIBUTIONS:
            return forms.from_named(name.lower(), rest, value)
        if "/" in value and not is_half(value):
            return forms.from_points(value)
    return parse_duration(value)


def parse_length(value: object) -> Duration | Uncertain | None:
    """Read a duration or an estimate; an instant is not one."""
    work = parse_work(value)
    if isinstance(work, Immediate):
        raise bad_duration(value)
    return work


def parse_effort(value: object) -> Duration | Uncertain | None:
    """Read an effort, ``10d``, ``3d/5d/10d``: working time, for it is somebody's."""
    effort = parse_length(value)
    if effort is not None and effort.unit.kind != "working":
        raise PlanError(error("effort-kind", text=str(effort)))
    return effort
