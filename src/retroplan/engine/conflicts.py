"""Conflicts: every link, constraint, deadline and the start, checked on the planned instants."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.calendars import moment
from retroplan.engine.frame import FIXED, LOWER, ROWS, moment_instant
from retroplan.engine.passes import Dates, earliest_start, latest_end
from retroplan.engine.solve import Solution
from retroplan.model.constraint import Constraint
from retroplan.model.link import Link
from retroplan.model.task import LAUNCH
from retroplan.network import Node
from retroplan.result import Conflict


def find_conflicts(solution: Solution) -> tuple[Conflict, ...]:
    """List everything that does not hold, in document order."""
    return tuple(_find(solution))


def _find(solution: Solution) -> Iterator[Conflict]:
    network = solution.frame.network
    planned = settled_gates(solution)
    for number in range(len(network.index)):
        if number == solution.ends.launch:
            continue
        yield from _start(solution, number)
        yield from _dates(solution, number)
        yield from _launch(solution, planned, number)
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
        missing_minutes=missing, missing_days=missing / node.day,
    )  # fmt: skip


def _start(solution: Solution, number: int) -> Iterator[Conflict]:
    if solution.given_start is None:
        return
    clock = solution.frame.network.nodes[number].clock
    start = solution.planned.start[number]
    missing = _work(solution, number, start, clock.worked(solution.given_start))
    if missing > 0:
        yield _conflict(
            solution, "conflict-start", number, missing,
            start=moment(solution.given_start), planned=moment(clock.opening(start)),
        )  # fmt: skip


def _work(solution: Solution, number: int, first: int, last: int) -> int:
    """Count the node's working minutes from one value of its clock to another."""
    node = solution.frame.network.nodes[number]
    if node.clock is node.time:
        return last - first
    return node.time.worked(node.clock.opening(last)) - node.time.worked(node.clock.opening(first))


def _dates(solution: Solution, number: int) -> Iterator[Conflict]:
    node = solution.frame.network.nodes[number]
    for owner, constraint in node.constraints:
        missing = _broken(solution, number, node, constraint)
        if missing > 0:
            yield _conflict(
                solution, "conflict-constraint", number, missing, "" if owner == node.id else owner,
                type=constraint.type.value, date=constraint.date,
            )  # fmt: skip
    for owner, deadline in node.deadlines:
        limit = node.clock.worked(moment_instant(deadline, finish=True))
        missing = _work(solution, number, limit, solution.planned.finish[number])
        if missing > 0:
            yield _conflict(
                solution, "conflict-deadline", number, missing, "" if owner == node.id else owner,
                date=deadline,
            )  # fmt: skip


def _broken(solution: Solution, number: int, node: Node, constraint: Constraint) -> int:
    """Give the working minutes by which a dated constraint is missed; 0 if it holds."""
    kind = constraint.type
    asked = node.clock.worked(moment_instant(constraint.date, finish=kind.on_finish))
    dates = solution.planned.finish if kind.on_finish else solution.planned.start
    late = _work(solution, number, asked, dates[number])
    row = ROWS[kind]
    if row == FIXED:
        return abs(late)
    return max(0, -late if row == LOWER else late)


def _launch(solution: Solution, planned: Dates, number: int) -> Iterator[Conflict]:
    """Check the links into the launch, the implicit one too."""
    frame, ends = solution.frame, solution.ends
    if ends.launch is None or frame.launch is None:
        return
    node = frame.network.nodes[number]
    limits: list[tuple[int, int, Link | None]] = []
    if number in solution.kinds.implicit:
        t = frame.launch if number in ends.exempt else ends.buffer_end
        limits.append((planned.finish[number], node.clock.worked(t), None))
    for tie_number in frame.network.after[number]:
        tie = frame.network.ties[tie_number]
        if tie.target == ends.launch:
            end = (planned.start if tie.type.from_start else planned.finish)[number]
            limits.append((end, latest_end(frame, planned, tie_number, ends), tie.link))
    for end, limit, link in limits:
        missing = _work(solution, number, limit, end)
        if missing > 0:
            yield _conflict(
                solution, "conflict-launch", number, missing, LAUNCH,
                planned=moment(node.clock.closing(end)), launch=moment(frame.launch),
                link="FS" if link is None else link.manner,
            )  # fmt: skip


def _link(solution: Solution, planned: Dates, tie_number: int) -> Iterator[Conflict]:
    frame = solution.frame
    network = frame.network
    tie = network.ties[tie_number]
    number = tie.target
    source_end = (planned.start if tie.type.from_start else planned.finish)[tie.source]
    crossing = frame.crossings[tie_number]
    asked = source_end + tie.lag if crossing is None else crossing.reach(source_end)
    actual = (planned.start if tie.type.to_start else planned.finish)[number]
    if asked <= actual:
        return
    missing = _work(solution, number, actual, asked)
    if missing == 0:  # a milestone out of order by the clock alone: count the other side's work
        source = network.nodes[tie.source]
        clock = network.nodes[number].clock
        missing = source.time.worked(clock.opening(asked)) - source.time.worked(clock.opening(actual))
        if network.is_gate(tie.source):
            missing = 0
    if missing > 0:
        link = tie.link or _behind(solution, planned, tie.source)
        other = network.nodes[tie.source].id if link is None else link.predecessor
        ends = network.nodes[tie.source]
        yield _conflict(
            solution, "conflict-link", number, missing, other,
            link="FS" if link is None else link.manner,
            summary="" if link is None or link.successor == network.nodes[number].id else link.successor,
            planned=moment(network.nodes[number].clock.closing(actual)),
            end=moment(ends.clock.closing(source_end)),
        )  # fmt: skip


def _behind(solution: Solution, planned: Dates, gate: int) -> Link | None:
    """Find the link that brought a summary's gate to where it stands."""
    network = solution.frame.network
    for number in network.before[gate]:
        if earliest_start(solution.frame, planned, number) == planned.start[gate]:
            return network.ties[number].link
    return None
