"""Conflicts: every link, constraint, deadline and the start, checked on the planned instants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from retroplan.calendars import moment
from retroplan.calendars.lags import Crossing, MonthLag
from retroplan.engine.frame import DAY, FIXED, LOWER, ROWS
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import Dates, earliest_start
from retroplan.engine.slack import work_between
from retroplan.engine.solve import Solution
from retroplan.language import Phrase
from retroplan.model.constraint import Constraint
from retroplan.model.moments import Moment, moment_instant
from retroplan.model.task import LAUNCH
from retroplan.network import Node
from retroplan.scheduled import Conflict


def find_conflicts(solution: Solution) -> tuple[Conflict, ...]:
    """List everything that does not hold, in document order."""
    return tuple(_find(solution))


def has_conflict(solution: Solution) -> bool:
    """Tell whether anything does not hold, without listing it all."""
    return next(_find(solution), None) is not None


def _find(solution: Solution) -> Iterator[Conflict]:
    network = solution.frame.network
    planned = settled_gates(solution)
    for number in range(len(network.index)):
        if number != solution.ends.launch:
            yield from _start(solution, number)
            yield from _dates(solution, number)
            yield from _launch(solution, number)
        for tie_number in network.before[number]:
            yield from _link(solution, planned, tie_number)


def settled_gates(solution: Solution) -> Dates:
    """Put each gate where its predecessors' planned dates bring it, so that a fault shows behind it."""
    network = solution.frame.network
    planned = Dates(solution.planned.start.copy(), solution.planned.finish.copy())
    for node in network.order:
        if network.is_gate(node):
            values = [earliest_start(solution.frame, planned, number) for number in network.before[node]]
            if values:
                planned.start[node] = planned.finish[node] = max(values)
    return planned


def _conflict(
    solution: Solution, code: str, number: int, missing: int, other: str = "", **values: object
) -> Conflict:
    nodes, index = solution.frame.network.nodes, solution.frame.network.index
    node = nodes[number]
    pinned = [item for item in (number, index.get(other, -1)) if item in solution.frame.pins]
    pin = ""
    if pinned:
        task = nodes[pinned[0]].task
        assert task is not None
        pin = f"{task.id} {task.at or task.until}"
    return Conflict(
        code=code, task=node.id, other=other, pin=pin, values=values,
        missing_minutes=missing, missing_days=missing / node.day, counting=_counting(node),
    )  # fmt: skip


def _counting(node: Node) -> str:
    """Name the kind of days a node counts in."""
    if node.time is not node.calendar.working_time():
        return "day"  # the everyday twin, or the clock
    return {"ouvrables": "ouvrable-day", "calendaires": "day"}.get(node.calendar.convention, "working-day")


def _shown(node: Node, work: int, *, start: bool) -> Moment:
    """Give the day of a value of a node's clock, or its instant where it lies inside a day's work."""
    t = node.clock.opening(work) if start else node.clock.closing(work)
    day = (t if start else t - 1) // DAY
    time = node.time
    edge = time.opening(time.worked(day * DAY)) if start else time.closing(time.worked((day + 1) * DAY))
    return date.fromordinal(day) if t == edge or t % DAY == 0 else moment(t)


def _start(solution: Solution, number: int) -> Iterator[Conflict]:
    if solution.given_start is None:
        return
    node = solution.frame.network.nodes[number]
    start = solution.planned.start[number]
    if _is_before(solution, number, start, solution.given_start):
        given = node.clock.worked(solution.given_start)
        yield _conflict(
            solution, "conflict-start", number, work_between(solution, number, start, given),
            start=solution.frame.network.plan.start, planned=_shown(node, start, start=True),
        )  # fmt: skip


def _is_before(solution: Solution, number: int, value: int, least: int) -> bool:
    """
    Tell whether a value of a node's clock lies before an instant, closed time apart.

    A milestone that no pin holds stands at the last instant that its links and J leave it: where closed
    time alone lies from there to the least instant that is asked for, one of the two does not hold.
    """
    node, ends = solution.frame.network.nodes[number], solution.ends
    if solution.frame.duration[number] or node.months or number in solution.frame.pins:
        return work_between(solution, number, value, node.clock.worked(least)) > 0
    t = node.clock.opening(value)
    if solution.frame.launch is not None and solution.kinds.of[number] is Kind.BEFORE:
        limit = solution.frame.launch if number in ends.exempt else ends.buffer_end
        t = min(t, limit) if value == node.clock.worked(limit) else t
    return t < least


def _dates(solution: Solution, number: int) -> Iterator[Conflict]:
    node = solution.frame.network.nodes[number]
    for owner, constraint in node.constraints:
        missing = _broken(solution, number, node, constraint)
        if missing is not None:
            yield _conflict(
                solution, "conflict-constraint", number, missing, "" if owner == node.id else owner,
                type=Phrase(f"constraint-{constraint.type.value}"), date=constraint.date,
            )  # fmt: skip
    for owner, deadline in node.deadlines:
        limit = node.clock.worked(moment_instant(deadline, finish=True))
        missing = work_between(solution, number, limit, solution.planned.finish[number])
        if missing > 0:
            yield _conflict(
                solution, "conflict-deadline", number, missing, "" if owner == node.id else owner,
                date=deadline,
            )  # fmt: skip


def _broken(solution: Solution, number: int, node: Node, constraint: Constraint) -> int | None:
    """Give the working minutes by which a dated constraint is missed; None if it holds."""
    kind = constraint.type
    least = moment_instant(constraint.date, finish=kind.on_finish)
    asked = node.clock.worked(least)
    value = (solution.planned.finish if kind.on_finish else solution.planned.start)[number]
    late = work_between(solution, number, asked, value)
    row = ROWS[kind]
    if row != LOWER:
        missing = abs(late) if row == FIXED else late
        return missing if missing > 0 else None
    return -late if _is_before(solution, number, value, least) else None


def _launch(solution: Solution, number: int) -> Iterator[Conflict]:
    """Check the implicit link to the launch; a buffer is there to be used, so J itself counts."""
    launch = solution.frame.launch
    node = solution.frame.network.nodes[number]
    if launch is None or number not in solution.kinds.implicit:
        return
    finish, limit = solution.planned.finish[number], node.clock.worked(launch)
    if finish > limit:
        yield _late_for_launch(solution, number, finish, limit, "FS")


def _launch_link(solution: Solution, planned: Dates, tie_number: int) -> Iterator[Conflict]:
    """Check a written link into the launch."""
    frame = solution.frame
    network, launch = frame.network, solution.ends.launch
    assert launch is not None
    tie, crossing = network.ties[tie_number], frame.crossings[tie_number]
    end = (planned.start if tie.type.from_start else planned.finish)[tie.source]
    at = solution.ends.at_launch
    limit = at - tie.lag if crossing is None else crossing.leave(at)
    if end <= limit or (crossing is not None and _months_kept(crossing, end, at)):
        return
    manner = tie.link.manner if tie.link else "FS"
    yield _late_for_launch(solution, tie.source, end, limit, manner)


def _late_for_launch(solution: Solution, number: int, end: int, limit: int, manner: str) -> Conflict:
    network = solution.frame.network
    return _conflict(
        solution, "conflict-launch", number, work_between(solution, number, limit, end), LAUNCH,
        planned=_shown(network.nodes[number], end, start=manner[0] == "S"),
        launch=network.plan.launch, link=manner,
    )  # fmt: skip


def _link(solution: Solution, planned: Dates, tie_number: int) -> Iterator[Conflict]:
    frame = solution.frame
    network = frame.network
    tie, crossing = network.ties[tie_number], frame.crossings[tie_number]
    if tie.target == solution.ends.launch:
        yield from _launch_link(solution, planned, tie_number)
        return
    source_end = (planned.start if tie.type.from_start else planned.finish)[tie.source]
    asked = source_end + tie.lag if crossing is None else crossing.reach(source_end)
    actual = (planned.start if tie.type.to_start else planned.finish)[tie.target]
    if asked <= actual or (crossing is not None and _months_kept(crossing, source_end, actual)):
        return
    source, target = network.nodes[tie.source], network.nodes[tie.target]
    link = tie.link
    if link is None:
        link = network.ties[_holding(solution, planned, tie.source)].link
    yield _conflict(
        solution, "conflict-link", tie.target, work_between(solution, tie.target, actual, asked),
        source.id if link is None else link.predecessor,
        link="FS" if link is None else link.manner,
        planned=_shown(target, actual, start=tie.type.to_start),
        end=_shown(source, source_end, start=tie.type.from_start),
    )  # fmt: skip


def _months_kept(crossing: Crossing, end: int, at: int) -> bool:
    """
    Whether a lag in months is there, counted from either end.

    A month from the last of January is there on 28 February, and a month before 28 February on the
    28th of January: there and back is not the same day, so one of the two is enough.
    """
    if not isinstance(crossing.lag, MonthLag):
        return False
    return crossing.reach(end) <= at or end <= crossing.leave(at)


def _holding(solution: Solution, planned: Dates, gate: int) -> int:
    """Find the tie that brought a summary's gate to where it stands."""
    ties = solution.frame.network.before[gate]
    return max(ties, key=lambda number: earliest_start(solution.frame, planned, number))
