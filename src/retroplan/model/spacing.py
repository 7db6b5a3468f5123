"""How often something comes, from when and until when."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.moments import Moment, moment_text, parse_moment
from retroplan.offsets import Offset, is_offset, parse_offset
from retroplan.units import Duration, Unit, parse_duration

MAX_TIMES = 1000
"""How often a task can be repeated, or sent in waves."""

Anchor: TypeAlias = Moment | Offset
"""A date, or a position counted from the launch."""

_UNITS = (Unit.D, Unit.W, Unit.MO, Unit.CD, Unit.CW)


def parse_count(value: object) -> int | None:
    """Read how often something is done: a whole number from 1 on."""
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,4}\s*", value, re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_TIMES:
        raise PlanError(error("bad-count", text=quoted(value), limit=str(MAX_TIMES)))
    return value


def parse_spacing(value: object) -> Duration | None:
    """Read how far apart things are: ``1w``, ``10cd``, ``1mo``, ``2d`` (open days); whole ones."""
    if value is None:
        return None
    spacing = parse_duration(value)
    if spacing.unit not in _UNITS or spacing.amount < 1 or spacing.amount % 1:
        raise PlanError(error("bad-spacing", text=quoted(value)))
    return spacing


def parse_anchor(value: object) -> Anchor | None:
    """Read a date or an offset: ``2026-01-31``, ``J+30``."""
    if value is None or isinstance(value, Offset):
        return value
    if isinstance(value, str) and is_offset(value):
        return parse_offset(value)
    if isinstance(value, date):
        return parse_moment(value)
    try:
        return parse_moment(value)
    except PlanError:
        raise PlanError(error("bad-anchor", text=quoted(value))) from None


def anchor_text(anchor: Anchor) -> str:
    """Write a date or an offset as it stands in a document."""
    return str(anchor) if isinstance(anchor, Offset) else moment_text(anchor)
