"""How long a node lasts, and how far a lag reaches, in whole minutes of a calendar."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from retroplan.calendars import ROUND_THE_CLOCK, Calendar, WorkingTime
from retroplan.calendars.lags import ElapsedLag, Lag, WorkingLag, add_months
from retroplan.errors import PlanError, error
from retroplan.language import Amount, Phrase
from retroplan.model.constraint import Constraint, ConstraintType
from retroplan.model.estimate import Basis, Uncertain
from retroplan.model.link import NO_LAG, Percent
from retroplan.model.moments import is_day, moment_instant
from retroplan.model.task import Task
from retroplan.model.work import DurationLike, Immediate
from retroplan.network.arrays import Node
from retroplan.units import Duration, Unit, days_for_months

Sizes: TypeAlias = tuple[int, int]
"""Working minutes of ``1d`` and of ``1w``."""

_TWIN_DAYS_A_MONTH = 30
_ELAPSED = {Unit.EMIN: 1, Unit.EH: 60, Unit.ED: 1440, Unit.EW: 10080}


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves up: 2.5 to 3, -2.5 to -2."""
    # A third of the time of floor(value + Fraction(1, 2)), which reduces the sum.
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def unit_of(work: DurationLike | None) -> Unit:
    """Give the unit of a duration, or the one that an estimate is spoken of in."""
    return work.unit if isinstance(work, (Duration, Uncertain)) else NO_LAG.unit


def percent_lag(lag: Percent, first: Node, last: Node, time: WorkingTime) -> Lag:
    """Give the lag that is a share of the predecessor's duration, exact, half up."""
    share = Fraction(lag.amount) / 100
    work = first.task.work if first.task else None
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


def make_node(
    task: Task, calendar: Calendar, asap: bool | None, sizes: Sizes, basis: Basis, rate: Fraction
) -> Node:
    """Make the node of a task: the time it works in, and how long it lasts; effort at a rate."""
    time = calendar.working_time()
    node = Node(task.id, task, calendar, time, time, asap=asap, day=calendar.usual_minutes)
    node.immediate = isinstance(task.duration, Immediate)
    if task.at is not None and task.until is not None:
        node.duration = 1  # both pins give it, once the launch is known
        return node
    unit = unit_of(task.work)
    if unit.kind == "elapsed":
        node.time = node.clock = ROUND_THE_CLOCK
        node.day = 1440
    elif unit.kind in ("calendar", "months"):
        node.time = node.clock = calendar.twin().working_time()
    if task.duration is not None and task.effort is not None:
        _check_effort(task, task.effort, sizes, rate)
    if task.work is not None and not node.immediate:
        _set_duration(node, task, sizes, basis, rate if task.duration is None else Fraction(1))
    if task.start is not None or task.finish is not None:
        _set_given(node, task)
    return node


def _set_given(node: Node, task: Task) -> None:
    """Hold a task to the dates that are given; both give its duration, or must agree with it."""
    if task.start is not None:
        node.constraints.append((task.id, Constraint(ConstraintType.MUST_START_ON, task.start)))
    if task.finish is not None:
        node.constraints.append((task.id, Constraint(ConstraintType.MUST_FINISH_ON, task.finish)))
    if task.start is None or task.finish is None:
        return
    start, finish = moment_instant(task.start), moment_instant(task.finish, finish=True)
    if finish < start or (finish == start and is_day(task.finish)):
        return  # validation says so
    given = node.time.worked(finish) - node.time.worked(start)
    if task.duration is None:
        node.work = node.duration = given
    elif node.months:
        reached = add_months(node.time.opening(node.time.worked(start)), node.months)
        if node.time.worked(reached) != node.time.worked(finish):
            raise _disagreement(node, task, given)
    elif given != node.duration:
        raise _disagreement(node, task, given)


def _disagreement(node: Node, task: Task, given: int) -> PlanError:
    """Show the arithmetic of three values that do not fit."""
    days = Amount(given / node.day, "working-day")
    working = unit_of(task.duration).kind == "working"
    skips = working and given > node.duration and node.calendar.country is None
    return PlanError(
        error(
            "three-disagree",
            "duration",
            task=task.id,
            start=task.start,
            finish=task.finish,
            given=days,
            duration=task.duration,
            hint=Phrase("holidays-not-counted" if skips else "nothing"),
        )
    )


def _set_duration(node: Node, task: Task, sizes: Sizes, basis: Basis, rate: Fraction) -> None:
    """Give a node its engine duration: work at a rate, times the risk factor, plus the margin."""

    def size(duration: Duration) -> int:
        return measure(duration, sizes, node.calendar)

    work = task.work
    if isinstance(work, Uncertain):
        value = half_up(work.value(basis, [size(point) for point in work.points]) / rate)
    else:
        assert isinstance(work, Duration)
        value = half_up(size(work) / rate)
    if task.risk_factor == 1 and task.margin is None and unit_of(work).kind != "months":
        node.work = node.duration = value
        return
    factored, margin = value * Fraction(task.risk_factor), _margin(task, value, size)
    if unit_of(work).kind != "months":
        node.work = half_up(factored)
        node.duration = node.work + half_up(margin)
    elif factored % 1 or margin % 1:
        days = days_for_months(factored + margin)
        raise PlanError(error("whole-months", "duration", text=str(work), days=days))
    else:
        node.work_months, node.months = int(factored), int(factored + margin)


def _check_effort(task: Task, effort: Duration | Uncertain, sizes: Sizes, rate: Fraction) -> None:
    """Refuse a duration that is not how long the effort takes, point by point."""

    def lengths(work: object, rate: Fraction) -> list[int]:
        points = work.points if isinstance(work, Uncertain) else (work,)
        durations = [point for point in points if isinstance(point, Duration)]
        if any(point.unit.kind != "working" for point in durations):
            return []
        return [half_up(point.minutes(*sizes) / rate) for point in durations]

    taken = lengths(effort, rate)
    if lengths(task.duration, Fraction(1)) != taken:
        given = tuple(Amount(Fraction(minutes, sizes[0]), "working-day") for minutes in taken)
        people = Amount(rate, "full-time")
        raise PlanError(
            error(
                "effort-disagrees",
                "effort",
                effort=effort,
                people=people,
                given=given,
                duration=task.duration,
            )
        )


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
