"""Critical paths: the longest chains into the launch, walked back along the links that drive early dates."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.engine.frame import Frame
from retroplan.engine.kinds import Kinds
from retroplan.engine.passes import Dates, driving_ties, earliest_start


def last_nodes(frame: Frame, kinds: Kinds, own: Dates) -> list[int]:
    """
    Find the ends of the longest chains, in document order.

    Those whose early dates reach furthest into the launch; in a forward plan, those with
    the last finish. A pinned node counts with the finish that its links leave it.
    """
    reached = reaches(frame, kinds, own)
    best = max(reached.values(), default=0)
    return sorted(node for node, value in reached.items() if value == best)


def reaches(frame: Frame, kinds: Kinds, own: Dates) -> dict[int, int]:
    """
    Tell how far each node that a chain can end with reaches by its early dates.

    Work of the launch's clock, asked for by links into it; in a forward plan the instants of
    all finishes.
    """
    network = frame.network
    if frame.launch is None or network.launch is None:
        return {
            node: network.nodes[node].clock.closing(own.finish[node]) for node in range(len(network.index))
        }
    clock = network.nodes[network.launch].clock
    reached = {
        node: clock.worked(network.nodes[node].clock.closing(own.finish[node])) for node in kinds.implicit
    }
    for number in network.before[network.launch]:
        source = network.ties[number].source
        value = earliest_start(frame, own, number)
        reached[source] = max(value, reached.get(source, value))
    return reached


def drivers(frame: Frame, own: Dates, seen: Dates, node: int) -> list[int]:
    """Return the predecessors whose links set the early start of a node, in document order."""
    network = frame.network
    found: set[int] = set()
    pending = [node]
    while pending:
        held = pending.pop()
        for number in driving_ties(frame, own, seen, held):
            source = network.ties[number].source
            if network.is_gate(source):  # seen through, to the leaves that brought it there
                pending.append(source)
            else:
                found.add(source)
    return sorted(found)


def critical_nodes(frame: Frame, kinds: Kinds, own: Dates, seen: Dates) -> list[int]:
    """Return the first of the longest chains, from its first node to its last."""
    ends = last_nodes(frame, kinds, own)
    chain: list[int] = []
    while ends:
        chain.append(ends[0])
        ends = drivers(frame, own, seen, ends[0])
    chain.reverse()
    return chain


def count_chains(frame: Frame, kinds: Kinds, own: Dates, seen: Dates) -> int:
    """Count the longest chains, without walking them."""
    counts: dict[int, int] = {}
    ends = last_nodes(frame, kinds, own)
    wanted = _upstream(frame, own, seen, ends)
    for node in frame.network.order:
        if node in wanted:
            counts[node] = sum(counts[source] for source in wanted[node]) or 1
    return sum(counts[node] for node in ends)


def chains_through(frame: Frame, kinds: Kinds, own: Dates, seen: Dates) -> dict[int, int]:
    """Count, for each node on one of the longest chains, how many of them go through it."""
    ends = last_nodes(frame, kinds, own)
    wanted = _upstream(frame, own, seen, ends)
    order = [node for node in frame.network.order if node in wanted]
    before: dict[int, int] = {}
    for node in order:
        before[node] = sum(before[source] for source in wanted[node]) or 1
    behind = dict.fromkeys(order, 0) | dict.fromkeys(ends, 1)
    for node in reversed(order):
        for source in wanted[node]:
            behind[source] += behind[node]
    return {node: before[node] * behind[node] for node in order}


def _upstream(frame: Frame, own: Dates, seen: Dates, ends: list[int]) -> dict[int, list[int]]:
    """Collect every node on a longest chain, with its drivers."""
    wanted: dict[int, list[int]] = {}
    pending = list(ends)
    while pending:
        node = pending.pop()
        if node not in wanted:
            wanted[node] = drivers(frame, own, seen, node)
            pending += wanted[node]
    return wanted


def chains(frame: Frame, kinds: Kinds, own: Dates, seen: Dates) -> Iterator[list[int]]:
    """Yield the longest chains one by one, each from its first node to its last."""
    for end in last_nodes(frame, kinds, own):
        path = [end]
        branches = [iter(drivers(frame, own, seen, end))]
        fresh = True  # the last step went up, so a node without drivers ends a chain here
        while branches:
            node = next(branches[-1], None)
            if node is None:
                if fresh:
                    yield path[::-1]
                branches.pop()
                path.pop()
                fresh = False
                continue
            path.append(node)
            branches.append(iter(drivers(frame, own, seen, node)))
            fresh = True
