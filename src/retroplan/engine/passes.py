"""
The passes: plain loops over the links of each node, in topological order.

All values are work: minutes counted by the node's own clock. A link between nodes of
one clock is one addition; any other asks its crossing. `NEVER` and `EVER` stand for
"no bound yet", far outside every calendar, and never enter a crossing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence, Set

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
    nodes: Sequence[int] | None = None,
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
        Only these few nodes, in topological order, and the dates in which theirs are replaced; all
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
    # What the loop meets for every node is kept to lists of numbers and one set look-up.
    near, ties_in, other, special = network.near, network.ties_in, network.other, frame.special
    far = -_FAR
    # To look for a few nodes in all the sets is cheaper than to join these.
    odd: Container[int] = network.odd | special if nodes is None else nodes
    nodes = network.order if nodes is None else nodes
    for node in nodes:
        start = floors[node]
        for source in near[node]:
            if finishes[source] > start:
                start = finishes[source]
        if node in odd:
            if node in ties_in:
                for source, from_start, there, _, shift in ties_in[node]:
                    value = (starts if from_start else finishes)[source]
                    if there is not None:
                        value = there[value] if value > far else NEVER
                    value += shift
                    if value > start:
                        start = value
            if node in other:
                start = max(start, *(earliest_start(frame, seen, number) for number in other[node]))
            if node in special:
                _place_early(frame, node, start, floors[node], own, seen)
                continue
        starts[node], finishes[node] = start, start + duration[node]
    if own is not seen:
        for node in nodes:
            if node not in special:
                own.start[node], own.finish[node] = starts[node], finishes[node]
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

    No tie does where a bound or the start of the plan set it: where it lies behind what all of them
    ask for, or before what one of them asks for.
    """
    asked = [(earliest_start(frame, seen, number), number) for number in frame.network.before[node]]
    latest = max(asked, default=(NEVER, 0))[0]
    return [number for value, number in asked if value == latest] if latest == own.start[node] else []


def late_pass(
    frame: Frame, outside: Set[int], caps: Sequence[int], own: Dates, seen: Dates, ends: LaunchEnds
) -> None:
    """
    Find the greatest dates at which every link holds and nothing passes its cap.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    outside
        The nodes that keep what `own` and `seen` hold.
    caps
        Greatest finish of each node.
    own, seen
        Filled in place: the nodes' late dates, and those their predecessors see.
    ends
        Where the launch stands for each link into it.
    """
    pinned: dict[int, tuple[int, int]] = {}

    def place(node: int, finish: int) -> None:
        if node not in outside:
            finish = min(finish, frame.upper_finish.get(node, EVER))
            if node in frame.fixed:
                finish = frame.fixed[node][1]
            finish = min(finish, frame.deadlines.get(node, EVER))
            dates = frame.start(node, finish) if finish < _FAR else EVER, finish
            if node in frame.pins:
                pinned[node] = dates
            seen.start[node], seen.finish[node] = frame.pins.get(node, dates)

    hold_back(frame, reversed(frame.network.order), [*caps], seen, ends, frame.special | outside, place)
    if own is not seen:
        for node, dates in enumerate(zip(seen.start, seen.finish, strict=True)):
            if node not in outside:
                own.start[node], own.finish[node] = pinned.get(node, dates)


def hold_back(
    frame: Frame,
    nodes: Iterable[int],
    latest: list[int],
    dates: Dates,
    ends: LaunchEnds,
    by_rule: Container[int],
    place: Callable[[int, int], None],
) -> None:
    """
    Go against the links: each node, once it is placed, holds back those it waits for.

    So the lists of the early pass do for the others as well, which halves what a network holds.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    nodes
        The nodes to place, the last ones first.
    latest
        Greatest finish of each node; lowered as its successors are placed.
    dates
        Filled in place: each node finishes as late as it may.
    ends
        Where the launch stands for each link into it.
    by_rule, place
        The nodes that do not simply do so, and what gives their dates, for the greatest finish.
    """
    network, duration = frame.network, frame.duration
    starts, finishes = dates.start, dates.finish
    near, ties_in, other = network.near, network.ties_in, network.other
    odd, far = network.odd, _FAR
    for node in nodes:
        finish = latest[node]
        if node in by_rule:
            place(node, finish)
            start = starts[node]
            if node == network.launch:
                _lower(frame, network.before[node], latest, dates, ends)
                continue
            if node in frame.immediate:
                continue  # who stands at the plan's start waits for nobody: what does not fit is a conflict
        else:
            start = starts[node] = finish - duration[node]
            finishes[node] = finish
        for source in near[node]:
            if start < latest[source]:
                latest[source] = start
        if node in odd and -far < start < far:
            for source, from_start, _, back, shift in ties_in.get(node, ()):
                value = start - shift
                if back is not None:
                    value = back[value]
                if from_start:
                    value += duration[source]
                if value < latest[source]:
                    latest[source] = value
            if node in other:
                _lower(frame, other[node], latest, dates, ends)


def _lower(frame: Frame, ties: Iterable[int], latest: list[int], dates: Dates, ends: LaunchEnds) -> None:
    """Lower the greatest finish of those that a node waits for by ties of the rarer kinds."""
    for number in ties:
        source = frame.network.ties[number].source
        latest[source] = min(latest[source], latest_finish(frame, dates, number, ends))


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


def planned_pass(frame: Frame, early: Dates, late: Dates, asap: Set[int], ends: LaunchEnds) -> Dates:
    """
    Choose the planned dates between the early and the late ones.

    An asap node stands at its early dates, a pin or a must at its date, any other as late
    as its successors' planned dates allow, and never after its late dates.
    """
    planned, latest = Dates(late.start.copy(), late.finish.copy()), late.finish.copy()
    # Where none may stand elsewhere than at its late dates, all of them do.
    wary = frame.network.wary
    if not (frame.pins or frame.fixed or wary or asap):
        return planned
    by_rule = frame.special | wary | asap

    def place(node: int, finish: int) -> None:
        if node == ends.launch:
            dates = ends.at_launch, ends.at_launch
        elif node in frame.pins:
            dates = frame.pins[node]
        elif node in frame.fixed:
            dates = frame.fixed[node]
        elif node in asap:
            dates = early.start[node], early.finish[node]
        else:
            dates = _place_late(frame, node, finish, early, planned, ends)
        planned.start[node], planned.finish[node] = dates

    # The others only move where one that waits for them does: as they are met, not before.
    limits = late.finish
    nodes = (node for node in reversed(frame.network.order) if latest[node] < limits[node] or node in by_rule)
    hold_back(frame, nodes, latest, planned, ends, by_rule, place)
    return planned


def _place_late(
    frame: Frame, node: int, finish: int, early: Dates, planned: Dates, ends: LaunchEnds
) -> tuple[int, int]:
    """Place a node as late as it may, but not minutes before closing where it could not start then."""
    start = frame.start(node, finish)
    for number in frame.network.after[node]:
        crossing = frame.crossings[number]
        if crossing is None or not crossing.from_start or latest_end(frame, planned, number, ends) != start:
            continue
        opening = _day_opening(frame, number, planned, ends)
        if opening is not None:
            start = max(opening, min(early.start[node], start))
            finish = frame.finish(node, start)
    return start, finish


def _day_opening(frame: Frame, number: int, dates: Dates, ends: LaunchEnds) -> int | None:
    tie, crossing = frame.network.ties[number], frame.crossings[number]
    if crossing is None or not tie.type.from_start or tie.target in frame.immediate:
        return None
    if ends.launch == tie.target:
        return crossing.day_opening(ends.work(tie.source, tie.type))
    return crossing.day_opening((dates.start if tie.type.to_start else dates.finish)[tie.target])
