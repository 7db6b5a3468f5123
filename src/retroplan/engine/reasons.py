"""Drivers and explanations: what set each planned date, back to the launch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import frozen

from retroplan.calendars import moment
from retroplan.engine.frame import DAY, FIXED, LOWER, ROWS, UPPER
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import Dates, driving_ties, earliest_start, latest_end, latest_finish
from retroplan.engine.rows import Printer
from retroplan.engine.solve import Solution
from retroplan.language import Amount, Phrase
from retroplan.model.constraint import Constraint
from retroplan.model.effort import workers_of
from retroplan.model.link import NO_LAG, Link, LinkType
from retroplan.model.moments import Moment, moment_instant
from retroplan.model.task import LAUNCH
from retroplan.network import Node, Tie
from retroplan.scheduled import Driver, Reason

_MOST_DAYS = 400  # of a gap that is searched for holidays worth naming


@frozen
class Cause:
    """
    What set a node's planned dates.

    Attributes
    ----------
    driver
        As the schedule shows it.
    next
        The node at the other end, where the chain goes on; None where it ends.
    tie
        The last tie on the way there, None if no link was followed.
    dated
        The dated constraint that binds, if one does.
    late
        Whether the late dates of the node at the other end count, not its planned ones.
    """

    driver: Driver
    next: int | None = None
    tie: Tie | None = None
    dated: Constraint | None = None
    late: bool = False


def cause(solution: Solution, number: int, *, early: bool = False, late: bool = False) -> Cause:
    """
    Find what set the planned dates of a node.

    Parameters
    ----------
    solution
        The schedule as numbers.
    number
        The node.
    early
        Ask for its early dates instead: what an early date comes from is early too.
    late
        Ask for its late dates instead.
    """
    frame = solution.frame
    if number == solution.ends.launch:
        return Cause(Driver("launch"))
    if number in frame.pins:
        return Cause(Driver("pin"))
    if number in frame.immediate:
        return Cause(Driver("start"))
    if number in frame.fixed:
        return _dated_cause(solution, number, FIXED)
    if early or (number in solution.asap and not late):
        return _early_cause(solution, number)
    return _late_cause(solution, number, late=late)


def _binding(solution: Solution, number: int, row: int) -> tuple[str, Constraint]:
    """Find the dated constraint that binds a node: the strictest of its kind, its own or a summary's."""
    node = solution.frame.network.nodes[number]
    own = [item for item in node.constraints if ROWS[item[1].type] == row]

    def start(item: tuple[str, Constraint]) -> int:
        kind = item[1].type
        work = node.clock.worked(moment_instant(item[1].date, finish=kind.on_finish))
        return solution.frame.start(number, work) if kind.on_finish else work

    return max(own, key=start) if row == LOWER else min(own, key=start)


def _deadline(solution: Solution, number: int) -> tuple[str, Moment]:
    """Find the first of the deadlines of a node, its own or a summary's."""
    deadlines = solution.frame.network.nodes[number].deadlines
    return min(deadlines, key=lambda item: moment_instant(item[1], finish=True))


def _dated_cause(solution: Solution, number: int, row: int) -> Cause:
    owner, constraint = _binding(solution, number, row)
    task = None if owner == solution.frame.network.nodes[number].id else owner
    return Cause(Driver("constraint", task), dated=constraint)


def _early_cause(solution: Solution, number: int) -> Cause:
    frame = solution.frame
    start = solution.early.start[number]
    if frame.upper.get(number) == start:
        return _dated_cause(solution, number, UPPER)
    for tie_number in driving_ties(frame, solution.early, solution.early_seen, number):
        return _through(solution, frame.network.ties[tie_number], solution.early_seen, back=True)
    if frame.lower.get(number) == start:
        return _dated_cause(solution, number, LOWER)
    return Cause(Driver("start"))


def _late_cause(solution: Solution, number: int, *, late: bool) -> Cause:
    frame, ends = solution.frame, solution.ends
    own = solution.late if late else solution.planned
    start, finish = own.start[number], own.finish[number]
    for dates in (solution.late_seen,) if late else (solution.planned, solution.late_seen):
        tie = _latest_tie(solution, number, dates, start, finish)
        if tie is not None:
            return _through(solution, tie, dates, back=False)
        if frame.upper_finish.get(number) == finish:
            return _dated_cause(solution, number, UPPER)
        if frame.deadlines.get(number) == finish:
            owner, _ = _deadline(solution, number)
            return Cause(Driver("deadline", None if owner == frame.network.nodes[number].id else owner))
    if number in solution.kinds.implicit:
        return Cause(Driver("launch", LAUNCH), ends.launch)
    if ends.launch is not None and solution.kinds.of[number] is Kind.BEFORE:
        return Cause(Driver("buffer" if solution.buffer_left else "launch", LAUNCH), ends.launch)
    return Cause(Driver("end"))


def _latest_tie(solution: Solution, number: int, dates: Dates, start: int, finish: int) -> Tie | None:
    """Find the link out of a node that holds it; one that holds its very finish comes first."""
    frame, ends = solution.frame, solution.ends
    after = frame.network.after[number]
    for tie_number in after:
        if latest_finish(frame, dates, tie_number, ends) == finish:
            return frame.network.ties[tie_number]
    if finish == _cap(solution, number):
        return None  # J, or the end of the plan, holds it: a start on the day of a link is by chance
    for tie_number in after:
        tie = frame.network.ties[tie_number]
        allowed = latest_end(frame, dates, tie_number, ends) if tie.type.from_start else None
        if allowed is not None and _same_day(solution, number, allowed, start):
            return tie
    return None


def _cap(solution: Solution, number: int) -> int:
    """Give the finish of a node by which J, less the buffer, or the end of the plan holds it."""
    ends, launch = solution.ends, solution.frame.launch
    limit = solution.end
    if launch is not None and solution.kinds.of[number] is Kind.BEFORE:
        limit = launch if number in ends.exempt else ends.buffer_end
    return solution.frame.network.nodes[number].clock.worked(limit)


def _same_day(solution: Solution, number: int, allowed: int, start: int) -> bool:
    """Whether a start was moved to the opening of the day on which it was allowed."""
    clock = solution.frame.network.nodes[number].clock
    return allowed >= start and clock.opening(allowed) // DAY == clock.opening(start) // DAY


def _through(solution: Solution, tie: Tie, dates: Dates, *, back: bool) -> Cause:
    """Follow a tie to the task at its other end, through the gates of summaries."""
    network = solution.frame.network
    link = tie.link
    node = tie.source if back else tie.target
    while network.is_gate(node):
        tie, dates = _deciding(solution, dates, node, back=back)
        link = link or tie.link
        node = tie.source if back else tie.target
    late = not back and dates is solution.late_seen
    return Cause(Driver("link", network.nodes[node].id, link), node, tie, late=late)


def _deciding(solution: Solution, dates: Dates, gate: int, *, back: bool) -> tuple[Tie, Dates]:
    """Find the tie that put a gate where it stands; a planned one may stand at its late date."""
    frame = solution.frame
    ties = frame.network.before[gate] if back else frame.network.after[gate]
    for seen in (dates,) if back else (dates, solution.late_seen):
        for number in ties:
            value = (
                earliest_start(frame, seen, number)
                if back
                else latest_end(frame, seen, number, solution.ends)
            )
            if value == dates.start[gate]:
                return frame.network.ties[number], seen
    return frame.network.ties[ties[0]], dates


def explain(solution: Solution, number: int) -> tuple[Reason, ...]:
    """Give the chain of reasons of a node, to the launch or to what fixes it."""
    return tuple(_steps(solution, number))


def _steps(solution: Solution, number: int | None) -> Iterator[Reason]:
    early = False
    seen: set[int] = set()
    while number is not None and number not in seen:
        seen.add(number)
        early = early or number in solution.asap
        found = cause(solution, number, early=early)
        yield _reason(solution, number, found, early=early)
        number = found.next


def _reason(solution: Solution, number: int, found: Cause, *, early: bool) -> Reason:
    node = solution.frame.network.nodes[number]
    first, last = Printer(solution).task(number, solution.planned)
    start, finish = date.fromordinal(first // DAY), date.fromordinal(max(last - 1, first) // DAY)
    values: dict[str, object] = {"task": node.id, "start": start, "finish": finish}
    notes = list(_work_note(solution, number))
    match found.driver.kind:
        case "launch" if number == solution.ends.launch:
            return Reason(node.id, Phrase("why-is-launch", {"date": moment(first) if first % DAY else start}))
        case "launch" | "buffer":
            notes += _skipped(solution, number, last, _ends_at(solution))
            notes += _buffer_note(solution)
            values["launch"] = _launch_day(solution)
            return Reason(node.id, Phrase("why-launch", values), tuple(notes))
        case "pin":
            return _pin_reason(solution, number, values, notes)
        case "link":
            return _link_reason(solution, number, found, values, notes, early=early)
        case "constraint" | "deadline":
            return Reason(node.id, _dated(solution, number, found, values), tuple(notes))
        case _:
            values["date"] = moment(solution.start if found.driver.kind == "start" else solution.end)
            if found.driver.kind == "start" and solution.given_start is not None:
                values["date"] = solution.frame.network.plan.start  # as it was written
            return Reason(node.id, Phrase(f"why-{found.driver.kind}", values), tuple(notes))


def _work_note(solution: Solution, number: int) -> Iterator[Phrase]:
    """Say how much work the task is, and which closed days lie inside it."""
    frame = solution.frame
    node = frame.network.nodes[number]
    if not node.milestone and node.task is not None and node.task.duration is not None:
        yield Phrase("note-work", {"duration": node.task.duration})
    elif not node.milestone and node.task is not None and node.task.effort is not None:
        yield _effort_note(solution, node)
    elif not node.milestone:
        yield Phrase("note-days", {"days": Amount(frame.duration[number] / node.day, "working-day")})
    if not node.milestone:
        start, finish = Printer(solution).task(number, solution.planned)
        yield from _skipped(solution, number, start, finish)


def _effort_note(solution: Solution, node: Node) -> Phrase:
    """Say who does how much work, and how long that takes them."""
    plan, task = solution.frame.network.plan, node.task
    assert task is not None
    people = tuple(str(worker) for worker in workers_of(plan, task))
    if not people:
        return Phrase("note-effort-alone", {"effort": task.effort})
    per_day, _ = plan.day_and_week()
    days = Amount(Fraction(node.work, per_day), "working-day")
    return Phrase("note-effort", {"effort": task.effort, "people": people, "days": days})


def _skipped(solution: Solution, number: int, first: int, last: int) -> Iterator[Phrase]:
    """Name the holidays and closures between two instants in the calendar of a node."""
    node = solution.frame.network.nodes[number]
    if node.time is not node.calendar.working_time():
        return  # the everyday twin and the clock skip nothing
    reasons: dict[Phrase, list[date]] = {}
    for ordinal in range(first // DAY + 1, min(last // DAY, first // DAY + _MOST_DAYS)):
        closed = node.calendar.why_closed(date.fromordinal(ordinal))
        if closed is not None and closed.code != "closed-weekday":
            reasons.setdefault(closed, []).append(date.fromordinal(ordinal))
    if reasons:
        yield Phrase("note-skipped", {"days": tuple(_closed(days, why) for why, days in reasons.items())})


def _closed(days: list[date], reason: Phrase) -> Phrase:
    """Name one closed day, or the first and last of several with one reason; free weekdays by name."""
    if reason.code == "away-weekday":
        return reason
    if len(days) == 1:
        return Phrase("day-closed", {"date": days[0], "reason": reason})
    return Phrase("days-closed", {"first": days[0], "last": days[-1], "reason": reason})


def _ends_at(solution: Solution) -> int:
    return min(solution.ends.buffer_end, solution.frame.launch or solution.end)


def _launch_day(solution: Solution) -> date:
    launch = solution.frame.launch
    assert launch is not None
    return moment(launch) if launch % DAY else moment(launch).date()


def _buffer_note(solution: Solution) -> Iterator[Phrase]:
    buffer = solution.frame.network.plan.buffer
    if solution.buffer_left and buffer is not None:
        yield Phrase("note-buffer", {"buffer": buffer})


def _pin_reason(solution: Solution, number: int, values: dict[str, object], notes: list[Phrase]) -> Reason:
    node = solution.frame.network.nodes[number]
    assert node.task is not None
    key = "at" if node.task.at is not None else "until"
    values |= {"pin": node.task.at or node.task.until, "launch": _launch_day(solution)}
    moved = _moved(solution, number)
    if moved is not None:
        notes.append(moved)
    late = node.clock.closing(solution.late.finish[number])
    if solution.late.finish[number] < solution.planned.finish[number]:
        notes.append(Phrase("note-pin-wins", {"finish": date.fromordinal((late - 1) // DAY)}))
    return Reason(node.id, Phrase(f"why-pin-{key}", values), tuple(notes))


def _moved(solution: Solution, number: int) -> Phrase | None:
    """Say that a pin fell on a closed day, and why that is closed."""
    node = solution.frame.network.nodes[number]
    day = date.fromordinal(solution.frame.own_days[number])
    reason = node.calendar.why_closed(day)
    if reason is None or node.time is not node.calendar.working_time():
        return None
    return Phrase("note-moved", {"date": day, "reason": reason})


def _dated(solution: Solution, number: int, found: Cause, values: dict[str, object]) -> Phrase:
    values["owner"] = found.driver.task or solution.frame.network.nodes[number].id
    if found.dated is None:
        _, values["date"] = _deadline(solution, number)
        return Phrase("why-deadline", values)
    values["date"] = found.dated.date
    values["type"] = Phrase(f"constraint-{found.dated.type.value}")
    return Phrase("why-constraint", values)


def _link_reason(
    solution: Solution,
    number: int,
    found: Cause,
    values: dict[str, object],
    notes: list[Phrase],
    *,
    early: bool,
) -> Reason:
    network = solution.frame.network
    node = network.nodes[number]
    assert found.next is not None
    other = Printer(solution).task(found.next, solution.early_seen if early else solution.planned)
    link = found.driver.link or Link(node.id, network.nodes[found.next].id)
    successor_side = early  # what drives it lies before it
    at_start = link.type.from_start if successor_side else link.type.to_start
    at = other[0] if at_start or other[0] == other[1] else max(other[1] - 1, other[0])
    values |= {"other": network.nodes[found.next].id, "date": date.fromordinal(at // DAY)}
    if found.next == solution.ends.launch and not successor_side:
        notes += _buffer_note(solution)
    own = Printer(solution).task(number, solution.planned)
    between = sorted((own[0] if successor_side else own[1], other[1] if successor_side else other[0]))
    if link.type is LinkType.FS:
        notes += _skipped(solution, number, *between)
    if link.lag != NO_LAG:
        notes.append(Phrase("note-lag", {"lag": link.lag}))
    if link.predecessor != node.id and link.successor != node.id:
        notes.append(Phrase("note-summary", {"link": f"{link.predecessor} → {link.successor}"}))
    if found.next == solution.ends.launch and successor_side:
        return Reason(
            node.id, Phrase("why-after-launch", values | {"launch": _launch_day(solution)}), tuple(notes)
        )
    side = "early" if successor_side else "late"
    return Reason(node.id, Phrase(f"why-{side}-{link.type.value}", values), tuple(notes))
