"""How long a node lasts, and how far a lag reaches, in whole minutes of a calendar."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import TypeAlias

from retroplan.calendars import ROUND_THE_CLOCK, Calendar, WorkingTime
from retroplan.calendars.lags import ElapsedLag, Lag, WorkingLag
from retroplan.errors import PlanError, error
from retroplan.model.estimate import Basis, DurationLike, Estimate
from retroplan.model.link import NO_LAG, Percent
from retroplan.model.task import Task
from retroplan.network.arrays import Node
from retroplan.units import Duration, Unit

Sizes: TypeAlias = tuple[int, int]
"""Working minutes of ``1d`` and of ``1w``."""

_TWIN_DAYS_A_MONTH = 30
_ELAPSED = {Unit.EMIN: 1, Unit.EH: 60, Unit.ED: 1440, Unit.EW: 10080}


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up: 2.5 to 3, -2.5 to -2."""
    return floor(value + Fraction(1, 2))


def unit_of(work: DurationLike | None) -> Unit:
    """Give the unit of a duration, or of the likely point of an estimate."""
    return (work.likely if isinstance(work, Estimate) else work or NO_LAG).unit


def percent_lag(lag: Percent, first: Node, last: Node, time: WorkingTime) -> Lag:
    """Give the lag that is a share of the predecessor's duration, exact, half up."""
    share = Fraction(lag.amount) / 100
    work = first.task.duration if first.task else None
    unit = unit_of(work)
    if unit.kind == "elapsed":
        return ElapsedLag(half_up(share * first.duration))
    if unit.kind in ("calendar", "months"):
        twin = last.calendar.twin()
        days = Fraction(first.duration, first.day) + first.months * _TWIN_DAYS_A_MONTH
        return WorkingLag(twin.working_time(), half_up(share * days * twin.usual_minutes))
    return WorkingLag(time, half_up(share * first.duration))


def twin_minutes(duration: Duration, twin: Calendar) -> int:
    """Count calendar days or weeks in the minutes of the everyday twin."""
    days = Fraction(duration.amount) * (7 if duration.unit is Unit.CW else 1)
    return half_up(days * twin.usual_minutes)


def elapsed_minutes(duration: Duration) -> int:
    """Count clock time in minutes."""
    return half_up(Fraction(duration.amount) * _ELAPSED[duration.unit])


def make_node(task: Task, calendar: Calendar, asap: bool | None, sizes: Sizes, basis: Basis) -> Node:
    """Make the node of a task: the time it works in, and how long it lasts."""
    time = calendar.working_time()
    node = Node(task.id, task, calendar, time, time, asap=asap, day=calendar.usual_minutes)
    if task.at is not None and task.until is not None:
        node.duration = 1  # both pins give it, once the launch is known
        return node
    unit = unit_of(task.duration)
    if unit.kind == "elapsed":
        node.time = node.clock = ROUND_THE_CLOCK
        node.day = 1440
    elif unit.kind in ("calendar", "months"):
        node.time = node.clock = calendar.twin().working_time()
    if task.duration is not None:
        _set_duration(node, task, sizes, basis)
    return node


def _set_duration(node: Node, task: Task, sizes: Sizes, basis: Basis) -> None:
    """Give a node its engine duration: work times the risk factor, plus the margin."""

    def size(duration: Duration) -> int:
        return measure(duration, sizes, node.calendar)

    work = task.duration
    if isinstance(work, Estimate):
        points = (size(work.optimistic), size(work.likely), size(work.pessimistic))
        value = half_up(work.value(basis, points))
    else:
        assert work is not None
        value = size(work)
    if task.risk_factor == 1 and task.margin is None and unit_of(work).kind != "months":
        node.work = node.duration = value
        return
    factored, margin = value * Fraction(task.risk_factor), _margin(task, value, size)
    if unit_of(work).kind != "months":
        node.work = half_up(factored)
        node.duration = node.work + half_up(margin)
    elif factored % 1 or margin % 1:
        raise PlanError(error("whole-months", task=task.id, text=str(work)))
    else:
        node.work_months, node.months = int(factored), int(factored + margin)


def _margin(task: Task, value: int, size: Callable[[Duration], int]) -> Fraction:
    if task.margin is None:
        return Fraction(0)
    if isinstance(task.margin, Percent):
        return value * Fraction(task.margin.amount) / 100
    return Fraction(size(task.margin))


def measure(duration: Duration, sizes: Sizes, calendar: Calendar) -> int:
    """Count a duration in minutes of its own kind of time, or in months."""
    match duration.unit.kind:
        case "working":
            return duration.minutes(*sizes)
        case "calendar":
            return twin_minutes(duration, calendar.twin())
        case "months":
            return int(duration.amount)
        case _:
            return elapsed_minutes(duration)
