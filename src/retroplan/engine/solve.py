"""One schedule, as numbers: kinds, early, late and planned dates, buffer, start and end."""

from __future__ import annotations

from collections.abc import Set
from fractions import Fraction

from attrs import define

from retroplan.engine.frame import DAY, Frame
from retroplan.engine.kinds import Kind, Kinds, classify
from retroplan.engine.passes import (
    EVER,
    NEVER,
    Dates,
    LaunchEnds,
    earliest_start,
    early_pass,
    late_pass,
    planned_pass,
)
from retroplan.model.link import Percent
from retroplan.network import half_up


@define
class Solution:
    """
    Everything the passes found, in work of the nodes' own clocks.

    Attributes
    ----------
    frame
        The network with the dates of its launch.
    kinds
        The kind of each node.
    start, end
        Instants: no work before `start`; late dates after the launch count from `end`.
    given_start
        The instant of a written start, None where it was computed.
    ends
        Where the launch stands.
    buffer_asked, buffer_left
        Working minutes of the buffer as written, and what a late start leaves of it.
    early, early_seen
        Early dates; the same with pins where they bind their successors.
    late, late_seen
        Late dates; the same with pins where they bind their predecessors.
    planned
        The planned dates.
    asap
        Which nodes are planned as soon as possible.
    """

    frame: Frame
    kinds: Kinds
    start: int
    end: int
    given_start: int | None
    ends: LaunchEnds
    buffer_asked: int
    buffer_left: int
    early: Dates
    early_seen: Dates
    late: Dates
    late_seen: Dates
    planned: Dates
    asap: Set[int]


def solve(frame: Frame, given_start: int | None) -> Solution:
    """
    Compute the three passes.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    given_start
        The instant of the written start; None to begin as late as the launch allows.
    """
    floor = _floor(frame)
    kinds = classify(frame, floor)
    _hold_pins_after(frame, kinds)
    asked = buffer = _buffer(frame)
    if frame.launch is not None and isinstance(frame.network.plan.buffer, Percent):
        asked = buffer = _percent_buffer(frame, kinds, floor, given_start)
    start, found = given_start, None
    if start is None:
        ends = _launch_ends(frame, kinds, buffer)
        found = _late(frame, kinds, ends, EVER)
        start = _default_start(frame, kinds, floor, ends, found[0])
        if not kinds.only_before or frame.immediate:
            found = None  # what lies after J is late by the plan's end, which is not known yet
    for node in frame.immediate:
        work = frame.network.nodes[node].clock.worked(start)
        frame.fixed[node] = (work, work)
        frame.own_days[node] = start // DAY
        frame.special.add(node)
    early, early_seen = early_pass(frame, frame.works(start))
    if given_start is not None:
        buffer = _shrunk(frame, kinds, early_seen, buffer)
    ends = _launch_ends(frame, kinds, buffer)
    end = _end(frame, kinds, early, start)
    late, late_seen = found or _late(frame, kinds, ends, end, early)
    asap = _asap(frame, kinds)
    planned = planned_pass(frame, early, late, asap, ends)
    return Solution(
        frame, kinds, start, end, given_start, ends, asked, buffer,
        early, early_seen, late, late_seen, planned, asap,
    )  # fmt: skip


def _late(
    frame: Frame, kinds: Kinds, ends: LaunchEnds, end: int, early: Dates | None = None
) -> tuple[Dates, Dates]:
    """Run the late pass: the late dates, and those that predecessors see."""
    count, launch = len(frame.network), frame.network.launch
    late = Dates.filled(count, EVER)
    seen = Dates.filled(count, EVER) if frame.pins else late
    _set_launch(frame, late, seen)
    if frame.launch is None and launch is not None and early is not None:
        for dates in (late, seen):  # found by the early pass, and fixed by it
            dates.start[launch] = dates.finish[launch] = early.start[launch]
    outside = set() if launch is None else {launch}
    late_pass(frame, outside, _caps(frame, kinds, ends, end), late, seen, ends)
    return late, seen


def _floor(frame: Frame) -> Dates:
    """Give the dates that the launch, pins, musts and no-earlier-than dates alone impose."""
    network = frame.network
    if (
        frame.lower
        or frame.fixed
        or frame.pins
        or (network.launch is not None and network.after[network.launch])
    ):
        return early_pass(frame, [NEVER] * len(network))[1]
    return Dates.filled(len(network), NEVER)


def _buffer(frame: Frame) -> int:
    """Give the working minutes of a buffer written in time."""
    buffer = frame.network.plan.buffer
    if buffer is None or isinstance(buffer, Percent):
        return 0
    return buffer.minutes(*frame.network.plan.day_and_week())


def _buffer_instant(frame: Frame, buffer: int) -> int | None:
    """Give the latest instant with that much work of the plan's calendar before J."""
    if frame.launch is None or not buffer:
        return frame.launch
    time = frame.network.calendar.working_time()
    return time.opening(time.worked(frame.launch) - buffer)


def _launch_ends(frame: Frame, kinds: Kinds, buffer: int) -> LaunchEnds:
    network = frame.network
    if frame.launch is None or network.launch is None:
        return LaunchEnds(None, EVER, EVER, EVER, set())
    clock = network.nodes[network.launch].clock
    t = _buffer_instant(frame, buffer)
    assert t is not None
    exempt = _exempt(frame, kinds, t) if buffer else set()
    return LaunchEnds(network.launch, clock.worked(frame.launch), clock.worked(t), t, exempt)


def _exempt(frame: Frame, kinds: Kinds, buffer_end: int) -> set[int]:
    """Collect the pins that lie inside the buffer, and what follows them."""
    network = frame.network
    exempt: set[int] = set()
    for node in network.order:
        clock = network.nodes[node].clock
        inside = (
            kinds.of[node] is Kind.BEFORE
            and node in frame.pins
            and frame.pins[node][1] > clock.worked(buffer_end)
        )
        follows = any(network.ties[number].source in exempt for number in network.before[node])
        if node != network.launch and (inside or follows):
            exempt.add(node)
    return exempt


def _caps(frame: Frame, kinds: Kinds, ends: LaunchEnds, end: int) -> list[int]:
    """
    Give the greatest finish of each node.

    J less the buffer before the launch, the plan's end elsewhere; none for a node with a
    written lead, SS or SF link to the launch.
    """
    network = frame.network
    if ends.launch is None or frame.launch is None:
        at_end = frame.works(end)
        return [EVER if network.is_gate(node) else cap for node, cap in enumerate(at_end)]
    at_buffer = frame.works(ends.buffer_end)
    if kinds.only_before and not ends.exempt:
        tasks = len(network.index)
        caps = at_buffer[:tasks] + [EVER] * (len(network) - tasks)
        for node in _uncapped(frame):
            caps[node] = EVER
        return caps
    caps, at_launch = [], frame.works(frame.launch)
    at_end = frame.works(end) if end < EVER else [EVER] * len(network)
    for node, kind in enumerate(kinds.of):
        if network.is_gate(node):
            caps.append(EVER)  # only its leaves are capped
        elif kind is not Kind.BEFORE:
            caps.append(at_end[node])
        else:
            caps.append(at_launch[node] if node in ends.exempt else at_buffer[node])
    for node in _uncapped(frame):
        caps[node] = EVER
    return caps


def finish_caps(solution: Solution) -> list[int]:
    """Give the greatest finish of each node that J, the buffer or the plan's end admits."""
    return _caps(solution.frame, solution.kinds, solution.ends, solution.end)


def _uncapped(frame: Frame) -> set[int]:
    """Collect the nodes with a written lead, SS or SF link to the launch."""
    network = frame.network
    nodes: set[int] = set()
    for number in network.before[network.launch] if network.launch is not None else ():
        tie = network.ties[number]
        if tie.link and (tie.type.from_start or tie.link.lag.amount < 0):
            nodes.add(tie.source)
    return nodes


def _asap(frame: Frame, kinds: Kinds) -> set[int]:
    """Find the nodes planned early: those that say so, and by default those after the launch."""
    network = frame.network
    if kinds.only_before:
        return network.asap
    after = {number for number, kind in enumerate(kinds.of) if kind is Kind.AFTER}
    return {number for number in after - network.alap | network.asap if not network.is_gate(number)}


def _set_launch(frame: Frame, *dates: Dates) -> None:
    """Put J into dates: it does not move."""
    launch = frame.network.launch
    if frame.launch is not None and launch is not None:
        work = frame.network.nodes[launch].clock.worked(frame.launch)
        for each in dates:
            each.start[launch] = each.finish[launch] = work


def _hold_pins_after(frame: Frame, kinds: Kinds) -> None:
    """Keep the early start of a pinned task after J from coming before both J and its pin."""
    if frame.launch is None or not frame.pins:
        return
    at_launch = frame.works(frame.launch)
    for node, (pin, _) in frame.pins.items():
        if kinds.of[node] is Kind.AFTER:
            least = min(pin, at_launch[node])
            frame.lower[node] = max(least, frame.lower.get(node, least))


def _end(frame: Frame, kinds: Kinds, early: Dates, start: int) -> int:
    """Give the plan's end: the greatest early or pinned finish of what is not before J, at least J."""
    end = start if frame.launch is None else frame.launch
    if kinds.only_before:
        return end
    for node in range(len(frame.network.index)):
        if kinds.of[node] is not Kind.BEFORE:
            clock = frame.network.nodes[node].clock
            finish = max(early.finish[node], frame.pins.get(node, (NEVER, NEVER))[1])
            end = max(end, clock.closing(finish))
    return end


def _default_start(frame: Frame, kinds: Kinds, floor: Dates, ends: LaunchEnds, late: Dates) -> int:
    """
    Find the instant at which work must begin.

    The earliest of: the late starts before J; those of the tasks that only feed what
    comes after, counted back from the earliest dates the launch, pins and dates allow the
    latter; the starts of pinned tasks that have links; J.
    """
    assert frame.launch is not None  # validation asks a forward plan for its start
    network = frame.network
    count = len(network)
    if kinds.only_before and not frame.immediate:  # no pins, so the least start by each clock decides
        least = [EVER] * len(network.clocks)
        for node in network.first:
            place, work = network.clock_of[node], late.start[node]
            if work < least[place]:
                least[place] = work
        by_clock = zip(network.clocks, least, strict=True)
        openings = [clock.opening(work) for clock, work in by_clock if abs(work) < EVER // 2]
        return min([frame.launch, *openings])
    fed, fed_seen = Dates.filled(count, EVER), Dates(floor.start.copy(), floor.finish.copy())
    neither = [kind is Kind.NEITHER for kind in kinds.of]
    if any(neither):
        # A gate stands where its leaves allow it, not where its predecessors bring it.
        outside = {
            node
            for node, kind in enumerate(kinds.of)
            if kind is Kind.BEFORE or (kind is Kind.AFTER and not network.is_gate(node))
        }
        late_pass(frame, outside, [EVER] * count, fed, fed_seen, ends)
    earliest = frame.launch
    for node in range(len(network.index)):
        starts = []
        if node in frame.immediate:
            continue
        if kinds.of[node] is Kind.BEFORE:
            starts.append(late.start[node])
        elif neither[node]:
            starts.append(fed.start[node])
        if node in frame.pins and (network.before[node] or network.after[node]):
            starts.append(frame.pins[node][0])
        clock = network.nodes[node].clock
        earliest = min([earliest, *(clock.opening(work) for work in starts if abs(work) < EVER // 2)])
    return earliest


def _shrunk(frame: Frame, kinds: Kinds, seen: Dates, buffer: int) -> int:
    """Give what is left of the buffer after a written start."""
    while buffer:
        room = max(0, _room(frame, kinds, seen, _launch_ends(frame, kinds, buffer)))
        if room >= buffer:
            break
        buffer = room  # pins that lay inside the larger buffer may now lie before it
    return buffer


def _room(frame: Frame, kinds: Kinds, seen: Dates, ends: LaunchEnds) -> int:
    """Give the working minutes that lie between the early finish before the launch and J."""
    assert frame.launch is not None
    time = frame.network.calendar.working_time()
    needed = _needed(frame, kinds, seen, ends)
    return EVER if needed is None else time.worked(frame.launch) - time.worked(needed)


def early_finish_before(solution: Solution) -> int:
    """Give the instant at which, as soon as possible, all is done that is linked into the launch."""
    frame, kinds = solution.frame, solution.kinds
    instants = _linked(frame, solution.early_seen, solution.ends)
    instants += [
        frame.network.nodes[node].clock.closing(solution.early_seen.finish[node]) for node in kinds.implicit
    ]
    return max(instants, default=solution.start)


def _needed(frame: Frame, kinds: Kinds, seen: Dates, ends: LaunchEnds) -> int | None:
    """Give the last early instant of what J less the buffer caps, or of a link into the launch."""
    network = frame.network
    free = ends.exempt | _uncapped(frame)
    instants = [
        network.nodes[node].clock.closing(seen.finish[node])
        for node in range(len(network.index))
        if kinds.of[node] is Kind.BEFORE and node != network.launch and node not in free
    ]
    return max(instants + _linked(frame, seen, ends), default=None)


def _linked(frame: Frame, seen: Dates, ends: LaunchEnds) -> list[int]:
    """Give the instants that the FS and FF links into the launch ask of it."""
    network = frame.network
    assert network.launch is not None
    clock = network.nodes[network.launch].clock
    ties = [(number, network.ties[number]) for number in network.before[network.launch]]
    return [
        clock.closing(earliest_start(frame, seen, number))
        for number, tie in ties
        if not tie.type.from_start and tie.source not in ends.exempt
    ]


def _percent_buffer(frame: Frame, kinds: Kinds, floor: Dates, given_start: int | None) -> int:
    """Give the percent of the work on the critical path that is found without a buffer."""
    from retroplan.engine.paths import critical_nodes

    network = frame.network
    buffer = network.plan.buffer
    assert isinstance(buffer, Percent)
    ends = _launch_ends(frame, kinds, 0)
    start = given_start
    if start is None:
        start = _default_start(frame, kinds, floor, ends, _late(frame, kinds, ends, EVER)[0])
    early, seen = early_pass(frame, frame.works(start))
    day, _ = network.plan.day_and_week()
    work = Fraction(0)
    for node in critical_nodes(frame, kinds, early, seen):
        item = network.nodes[node]
        if item.months:
            work += item.months * 30 * day
        elif item.time is item.calendar.working_time():
            work += frame.duration[node]  # of those minutes the buffer is made, whatever a usual day has
        else:
            work += Fraction(frame.duration[node] * day, item.day)
    return half_up(work * Fraction(buffer.amount) / 100)
