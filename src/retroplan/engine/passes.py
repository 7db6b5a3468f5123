"""
The passes: plain loops over the links of each node, in topological order.

All values are work: minutes counted by the node's own clock. A link between nodes of
one clock is one addition; any other asks its crossing. `NEVER` and `EVER` stand for
"no bound yet", far outside every calendar, and never enter a crossing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from attrs import define

from retroplan.engine.frame import Frame
from retroplan.model.link import LinkType

NEVER = -(1 << 60)
EVER = 1 << 60
_FAR = 1 << 59


@define
class Dates:
    """Starts and finishes of all nodes, in work of their own clocks."""

    start: list[int]
    finish: list[int]

    @classmethod
    def filled(cls, count: int, value: int) -> Dates:
        """Make dates that all have one value."""
        return cls([value] * count, [value] * count)


def early_pass(
    frame: Frame,
    floors: Sequence[int],
    nodes: Iterable[int] | None = None,
    known: tuple[Dates, Dates] | None = None,
) -> tuple[Dates, Dates]:
    """
    Find the least dates at which every link holds and nothing begins before its floor.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    floors
        Least start of each node; `NEVER` where nothing holds it.
    nodes, known
        Only these nodes, in topological order, and the dates in which theirs are replaced; all
        nodes if not given.

    Returns
    -------
    tuple of Dates
        The nodes' own early dates, and those their successors see: a pin there is a must.
    """
    network, duration = frame.network, frame.duration
    if known is None:
        own = Dates.filled(len(network), NEVER)
        known = own, Dates.filled(len(network), NEVER) if frame.pins else own
    own, seen = known
    starts, finishes = seen.start, seen.finish
    # What the loop meets for every node is kept to lists of numbers and two set look-ups.
    near, plain, other, odd = network.near_in, network.plain_in, network.other_in, network.odd_in
    across, special, apart = network.across_in, frame.special, own is not seen
    for node in network.order if nodes is None else nodes:
        start = floors[node]
        for source in near[node]:
            if finishes[source] > start:
                start = finishes[source]
        if node in odd:
            for from_start, source, shift in plain[node]:
                value = (starts if from_start else finishes)[source] + shift
                if value > start:
                    start = value
            for source, closing, worked, shift in across.get(node, ()):
                value = finishes[source]
                if value > -_FAR:
                    value = worked(closing(value)) + shift
                    if value > start:
                        start = value
            for number in other[node]:
                value = earliest_start(frame, seen, number)
                if value > start:
                    start = value
        if node in special:
            _place_early(frame, node, start, floors[node], own, seen)
            continue
        starts[node], finishes[node] = start, start + duration[node]
        if apart:
            own.start[node], own.finish[node] = start, finishes[node]
    return own, seen


def _place_early(frame: Frame, node: int, start: int, floor: int, own: Dates, seen: Dates) -> None:
    """
    Place a node that has dates of its own.

    Upper bounds and musts win over links, the floor over everything; J stays where it is.
    """
    network = frame.network
    if node == network.launch and frame.launch is not None:
        start = finish = network.nodes[node].clock.worked(frame.launch)
    else:
        start = max(start, frame.lower.get(node, NEVER))
        if node in frame.upper:
            start = max(min(start, frame.upper[node]), floor)
        if node in frame.fixed:
            start = max(frame.fixed[node][0], floor)
        if node == network.launch and start > -_FAR:
            start = _opening(frame, node, start)
        finish = frame.finish(node, start) if start > -_FAR else NEVER
        if node in frame.fixed and start == frame.fixed[node][0]:
            finish = frame.fixed[node][1]  # a month counted back from its end may be clamped
    own.start[node], own.finish[node] = start, finish
    if node in frame.pins:
        start = max(frame.pins[node][0], floor)
        finish = frame.pins[node][1] if start == frame.pins[node][0] else frame.finish(node, start)
    seen.start[node], seen.finish[node] = start, finish


def _opening(frame: Frame, node: int, work: int) -> int:
    """Move the launch of a forward plan to the opening after its predecessors."""
    item = frame.network.nodes[node]
    t = item.clock.closing(work)
    return item.clock.worked(item.time.opening(item.time.worked(t)))


def earliest_start(frame: Frame, dates: Dates, number: int) -> int:
    """Give the least start of a link's successor, for the dates of its predecessor."""
    tie = frame.network.ties[number]
    end = (dates.start if tie.type.from_start else dates.finish)[tie.source]
    if end < -_FAR:
        return NEVER
    crossing = frame.crossings[number]
    value = end + tie.lag if crossing is None else crossing.reach(end)
    return value if tie.type.to_start else frame.start_reaching(tie.target, value)


def driving_ties(frame: Frame, own: Dates, seen: Dates, node: int) -> list[int]:
    """
    Give the ties that set the early start of a node: those that ask for most, if it stands there.

    None where a bound or the start of the plan set it: where it lies behind what all of them ask for,
    or before what one of them asks for.
    """
    asked = [(earliest_start(frame, seen, number), number) for number in frame.network.before[node]]
    latest = max(asked, default=(NEVER, 0))[0]
    return [number for value, number in asked if value == latest] if latest == own.start[node] else []


def late_pass(
    frame: Frame, members: Sequence[bool], caps: Sequence[int], own: Dates, seen: Dates, ends: LaunchEnds
) -> None:
    """
    Find the greatest dates at which every link holds and nothing passes its cap.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    members
        Which nodes to find dates for; the others keep what `own` and `seen` hold.
    caps
        Greatest finish of each node.
    own, seen
        Filled in place: the nodes' late dates, and those their predecessors see.
    ends
        Where the launch stands for each link into it.
    """
    duration, special, apart = frame.duration, frame.special, own is not seen
    starts, finishes = seen.start, seen.finish
    network = frame.network
    near, plain, other, odd = network.near_out, network.plain_out, network.other_out, network.odd_out
    across = network.across_out
    for node in reversed(network.order):
        if not members[node]:
            continue
        finish = caps[node]
        for target in near[node]:
            if starts[target] < finish:
                finish = starts[target]
        if node in odd:
            for to_start, target, shift in plain[node]:
                value = (starts if to_start else finishes)[target] - shift
                if value < finish:
                    finish = value
            for target, to_start, lag, opening, worked in across.get(node, ()):
                value = (starts if to_start else finishes)[target]
                if -_FAR < value < _FAR:
                    value = worked(opening(value - lag))
                    if value < finish:
                        finish = value
            for number in other[node]:
                value = latest_finish(frame, seen, number, ends)
                if value < finish:
                    finish = value
        if node not in special:
            starts[node], finishes[node] = finish - duration[node], finish
            if apart:
                own.start[node], own.finish[node] = starts[node], finish
            continue
        finish = min(finish, frame.upper_finish.get(node, EVER))
        if node in frame.fixed:
            finish = frame.fixed[node][1]
        finish = min(finish, frame.deadlines.get(node, EVER))
        start = frame.start(node, finish) if finish < _FAR else EVER
        own.start[node], own.finish[node] = start, finish
        seen.start[node], seen.finish[node] = frame.pins.get(node, (start, finish))


def _latest(frame: Frame, dates: Dates, node: int, cap: int, ends: LaunchEnds) -> int:
    """Give the greatest finish that the links out of a node, and its cap, admit."""
    network = frame.network
    values = [dates.start[target] for target in network.near_out[node]]
    for to_start, target, shift in network.plain_out[node]:
        values.append((dates.start if to_start else dates.finish)[target] - shift)
    for target, to_start, lag, opening, worked in network.across_out.get(node, ()):
        value = (dates.start if to_start else dates.finish)[target]
        if -_FAR < value < _FAR:
            values.append(worked(opening(value - lag)))
    values += [latest_finish(frame, dates, number, ends) for number in network.other_out[node]]
    return min([cap, *values])


def latest_end(frame: Frame, dates: Dates, number: int, ends: LaunchEnds) -> int:
    """Give the greatest work of the predecessor's linked end, for the dates of a link's successor."""
    tie = frame.network.ties[number]
    if ends.launch == tie.target:
        end = ends.work(tie.source, tie.type)
    else:
        end = (dates.start if tie.type.to_start else dates.finish)[tie.target]
    if abs(end) > _FAR:
        return EVER
    crossing = frame.crossings[number]
    return end - tie.lag if crossing is None else crossing.leave(end)


def latest_finish(frame: Frame, dates: Dates, number: int, ends: LaunchEnds) -> int:
    """Give the greatest finish of a link's predecessor, for the dates of its successor."""
    tie = frame.network.ties[number]
    value = latest_end(frame, dates, number, ends)
    if value > _FAR or not tie.type.from_start:
        return value
    return frame.finish(tie.source, value)


@define
class LaunchEnds:
    """
    Where the launch stands for those linked to it.

    J less the buffer for FS and FF links; J itself for SS and SF links, and for what
    pins have put into the buffer.

    Attributes
    ----------
    launch
        Number of the launch's node; None in a forward plan, where it is a node like others.
    at_launch, at_buffer
        Its work at J, and at J less the buffer.
    buffer_end
        The instant of J less the buffer.
    exempt
        Nodes whose pins, or whose predecessors' pins, lie inside the buffer.
    """

    launch: int | None
    at_launch: int
    at_buffer: int
    buffer_end: int
    exempt: set[int]

    def work(self, source: int, kind: LinkType) -> int:
        """Give the work at the launch for a link from `source`."""
        if kind.from_start or source in self.exempt:
            return self.at_launch
        return self.at_buffer


def planned_pass(frame: Frame, early: Dates, late: Dates, asap: Sequence[bool], ends: LaunchEnds) -> Dates:
    """
    Choose the planned dates between the early and the late ones.

    An asap node stands at its early dates, a pin or a must at its date, any other as late
    as its successors' planned dates allow, and never after its late dates.
    """
    network = frame.network
    planned = Dates(late.start.copy(), late.finish.copy())
    starts, finishes = planned.start, planned.finish
    # Where none may stand elsewhere than at its late dates, all of them do.
    astray = set(_late_starters(frame))
    if not (frame.pins or frame.fixed or astray or True in asap):
        return planned
    by_rule = {*frame.pins, *frame.fixed, *compress(range(len(network)), asap), *astray, *frame.special}
    near, plain, other, odd = network.near_out, network.plain_out, network.other_out, network.odd_out
    across = network.across_out
    duration = frame.duration
    for node in reversed(network.order):
        if node in by_rule:
            _place(frame, node, early, late, planned, asap, ends)
            continue
        finish = late.finish[node]
        for target in near[node]:
            if starts[target] < finish:
                finish = starts[target]
        if node in odd:
            for to_start, target, shift in plain[node]:
                value = (starts if to_start else finishes)[target] - shift
                if value < finish:
                    finish = value
            for target, to_start, lag, opening, worked in across.get(node, ()):
                value = (starts if to_start else finishes)[target]
                if -_FAR < value < _FAR:
                    value = worked(opening(value - lag))
                    if value < finish:
                        finish = value
            for number in other[node]:
                value = latest_finish(frame, planned, number, ends)
                if value < finish:
                    finish = value
        starts[node], finishes[node] = finish - duration[node], finish
    return planned


def _place(
    frame: Frame, node: int, early: Dates, late: Dates, planned: Dates, asap: Sequence[bool], ends: LaunchEnds
) -> None:
    """Place a node that does not simply stand as late as its links allow."""
    if node == ends.launch:
        dates = ends.at_launch, ends.at_launch
    elif node in frame.pins:
        dates = frame.pins[node]
    elif node in frame.fixed:
        dates = frame.fixed[node]
    elif asap[node]:
        dates = early.start[node], early.finish[node]
    else:
        _place_late(frame, node, early, late, planned, ends)
        return
    planned.start[node], planned.finish[node] = dates


def _late_starters(frame: Frame) -> Iterator[int]:
    """Yield the nodes whose start is tied to another calendar, and which may not start where they would."""
    network = frame.network
    for node in network.odd_out:
        for number in network.other_out[node]:
            if frame.crossings[number] is not None and network.ties[number].type.from_start:
                yield node


def _place_late(frame: Frame, node: int, early: Dates, late: Dates, planned: Dates, ends: LaunchEnds) -> None:
    finish = _latest(frame, planned, node, late.finish[node], ends)
    start = frame.start(node, finish)
    for number in frame.network.other_out[node]:
        opening = _day_opening(frame, number, planned, ends)
        # Work that cannot start at the very instant it may is not begun minutes before closing.
        if opening is not None and latest_end(frame, planned, number, ends) == start:
            start = max(opening, min(early.start[node], start))
            finish = frame.finish(node, start)
    planned.start[node], planned.finish[node] = start, finish


def _day_opening(frame: Frame, number: int, dates: Dates, ends: LaunchEnds) -> int | None:
    tie, crossing = frame.network.ties[number], frame.crossings[number]
    if crossing is None or not tie.type.from_start:
        return None
    if ends.launch == tie.target:
        return crossing.day_opening(ends.work(tie.source, tie.type))
    return crossing.day_opening((dates.start if tie.type.to_start else dates.finish)[tie.target])
