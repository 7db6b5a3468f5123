"""A campaign in less or more time: every offset of a plan nearer to the launch, or farther from it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil
from typing import Any

import attrs
from attrs import evolve

from retroplan.document import from_document
from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.model.waves import Waves
from retroplan.offsets import Offset, OffsetUnit, parse_offset
from retroplan.units import Duration, Unit

MOST = 100
"""By how much offsets may be scaled at most; at least by one through it."""


def parse_scale(value: object) -> Fraction:
    """Read how much of the time there is: ``"50%"``, ``0.5``, ``"1,5"``."""
    text = quoted(value).replace(",", ".").replace(" ", "")
    try:
        number = Decimal(text.removesuffix("%")) if not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    share = None
    if number is not None and number.is_finite() and abs(number.adjusted()) < 10:
        share = Fraction(number) / (100 if text.endswith("%") else 1)
    if share is None or not Fraction(1, MOST) <= share <= MOST:
        raise PlanError(error("bad-scale", "scale", text=quoted(value)))
    return share


def scaled(plan: Plan, scale: Fraction) -> Plan:
    """
    Multiply every offset of a plan: pins, waves, repetitions, hammocks, due dates of deliverables.

    Waves that are given by their number lie nearer together likewise; what is repeated keeps its rhythm.

    A part of a day counts as one, away from the launch; weeks that are no longer whole are written in days.
    Durations in calendar days and weeks, which are spans of the calendar as well, are multiplied likewise.
    Hours stay, as they are positions within the day; work stays too, and what no longer fits is a conflict
    of the schedule.

    Raises
    ------
    PlanError
        An offset in months does not come to whole months, or one is too far away.
    """
    findings: list[Finding] = []

    def change(written: Offset | Duration, task: Task | None) -> Offset | Duration:
        changed = _scaled(written, scale) if isinstance(written, Offset) else _spaced(written, scale)
        if changed is None:
            where = task.id if task is not None else None
            findings.append(error("not-scaled", task=where, offset=str(written), scale=_percent(scale)))
            return written
        return changed

    tasks = tuple(_mapped(task, scale, change, task) for task in plan.tasks)
    due = tuple(_mapped(item, scale, change, None) for item in plan.deliverables)
    if findings:
        raise PlanError(findings)
    return from_document(evolve(plan, tasks=tasks, deliverables=due).to_document())


def _mapped(
    value: Any,
    scale: Fraction,
    change: Callable[[Offset | Duration, Task | None], Offset | Duration],
    task: Task | None,
) -> Any:
    """Change every offset in a value, in what it holds, and so on."""
    if isinstance(value, Offset):
        return change(value, task)
    if isinstance(value, tuple):
        return tuple(_mapped(item, scale, change, task) for item in value)
    if isinstance(value, Duration) or not attrs.has(type(value)):
        return value
    within = value if isinstance(value, Task) else task
    old = {item.name: getattr(value, item.name) for item in attrs.fields(type(value))}
    new = {name: _mapped(item, scale, change, within) for name, item in old.items()}
    if isinstance(value, Task) and isinstance(value.duration, Duration):
        new["duration"] = _span(value.duration, scale)
    if isinstance(value, Waves) and value.every is not None:
        new["every"] = change(value.every, within)
    changed = {name: item for name, item in new.items() if item != old[name]}
    return evolve(value, **changed) if changed else value


def _scaled(offset: Offset, scale: Fraction) -> Offset | None:
    """Scale an offset; None if there is none."""
    if offset.unit is OffsetUnit.HOURS or not offset.amount:
        return offset
    letter, ending = str(offset)[0], "o" if offset.unit is OffsetUnit.WORKING_DAYS else ""
    exact = offset.amount * scale
    if offset.unit is OffsetUnit.MONTHS and exact.denominator != 1:
        return None
    if offset.unit is OffsetUnit.WEEKS and exact.denominator != 1:
        letter, exact = "J", exact * 7
    amount = ceil(abs(exact)) * (1 if exact > 0 else -1)
    return parse_offset(f"{letter}{amount:+}{ending}") if abs(amount) <= 99_999 else None


def _spaced(every: Duration, scale: Fraction) -> Duration | None:
    """Scale how far apart waves lie; None if months do not stay whole."""
    exact = Fraction(every.amount) * scale
    if exact.denominator == 1 or every.unit in (Unit.D, Unit.CD):
        return Duration(Decimal(ceil(exact)), every.unit)
    return None if every.unit is Unit.MO else Duration(Decimal(ceil(exact * 7)), Unit.CD)


def _span(duration: Duration, scale: Fraction) -> Duration:
    """Scale a duration that is a span of the calendar."""
    if duration.unit not in (Unit.CD, Unit.CW):
        return duration
    exact = Fraction(duration.amount) * scale
    if duration.unit is Unit.CW and exact.denominator != 1:
        return Duration(Decimal(ceil(exact * 7)), Unit.CD)
    return Duration(Decimal(ceil(exact)), duration.unit)


def _percent(scale: Fraction) -> str:
    return f"{float(scale * 100):g} %"
