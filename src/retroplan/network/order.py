"""Who is tied to whom: ties by node, the topological order, the names of cycles."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable
from copy import copy

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.model.link import whole_of
from retroplan.model.places import places
from retroplan.network.arrays import FullNetwork, Node
from retroplan.network.sizes import percent_lag

_BY_NODE = (
    "before", "after", "near_in", "near_out", "plain_in", "plain_out", "other_in", "other_out",
)  # fmt: skip


def connect(network: FullNetwork) -> None:
    """Sort the ties by node: what comes in, what goes out, and which of them are one addition."""
    nodes = network.nodes
    for name in _BY_NODE:
        setattr(network, name, [[] for _ in nodes])
    unsure = {number for number, node in enumerate(nodes) if _unsure(node)}
    for number, tie in enumerate(network.ties):
        network.before[tie.target].append(number)
        network.after[tie.source].append(number)
        _tie_in(network, number, unsure)
        _tie_out(network, number, unsure)
    network.odd_in = _odd(network.plain_in, network.other_in) | network.across_in.keys()
    network.odd_out = _odd(network.plain_out, network.other_out) | network.across_out.keys()
    places: dict[int, int] = {}
    network.clocks = []
    for node in nodes:
        if places.setdefault(id(node.clock), len(places)) == len(network.clocks):
            network.clocks.append(node.clock)
    network.clock_of = [places[id(node.clock)] for node in nodes]


def _odd(plain: list[list[tuple[bool, int, int]]], other: list[list[int]]) -> set[int]:
    return {node for node, ties in enumerate(zip(plain, other, strict=True)) if ties[0] or ties[1]}


def _tie_in(network: FullNetwork, number: int, unsure: Container[int]) -> None:
    """Put a tie where the early pass meets it: at its successor."""
    tie = network.ties[number]
    source, target, to_start = tie.source, tie.target, tie.type.to_start
    sure = to_start or target not in unsure
    duration = 0 if to_start else network.nodes[target].duration
    if tie.crossing is not None and sure and tie.direct is not None:
        looked_up = tie.crossing.source.closing, tie.crossing.target.worked
        network.across_in.setdefault(target, []).append((source, *looked_up, tie.direct - duration))
        return
    if tie.crossing is not None or not sure:
        network.other_in[target].append(number)
        return
    shift = tie.lag - duration
    if shift or tie.type.from_start:
        network.plain_in[target].append((tie.type.from_start, source, shift))
    else:
        network.near_in[target].append(source)


def _tie_out(network: FullNetwork, number: int, unsure: Container[int]) -> None:
    """Put a tie where the late pass meets it: at its predecessor."""
    tie = network.ties[number]
    source, target, from_start = tie.source, tie.target, tie.type.from_start
    if network.nodes[target].immediate:
        return  # it waits for nobody and holds nobody back: what does not fit is a conflict
    if tie.crossing is not None and tie.direct is not None and target != network.launch:
        looked_up = tie.crossing.target.opening, tie.crossing.source.worked
        network.across_out.setdefault(source, []).append((target, tie.type.to_start, tie.direct, *looked_up))
        return
    if tie.crossing is not None or target == network.launch or not (not from_start or source not in unsure):
        network.other_out[source].append(number)
        return
    shift = tie.lag - network.nodes[source].duration if from_start else tie.lag
    if shift or not tie.type.to_start:
        network.plain_out[source].append((tie.type.to_start, target, shift))
    else:
        network.near_out[source].append(target)


def _unsure(node: Node) -> bool:
    """Whether a duration, in months or given by two pins, is not known before the launch is."""
    both = node.task is not None and node.task.at is not None and node.task.until is not None
    return bool(node.months) or both


def lengthened(network: FullNetwork, number: int, minutes: int) -> FullNetwork:
    """
    Return the network with one node that lasts longer; the rest is shared with the old one.

    Parameters
    ----------
    network
        The network.
    number
        A node whose duration is not in months.
    minutes
        Minutes of work that are added to its duration.
    """
    node = evolve(
        network.nodes[number],
        duration=network.nodes[number].duration + minutes,
        work=network.nodes[number].work + minutes,
    )
    fresh = copy(network)
    fresh.nodes, fresh.ties = list(network.nodes), list(network.ties)
    fresh.nodes[number] = node
    for tie_number in network.after[number]:
        tie = fresh.ties[tie_number]
        if tie.percent is not None and tie.crossing is not None:
            lag = percent_lag(tie.percent, node, fresh.nodes[tie.target], tie.crossing.time)
            fresh.ties[tie_number] = evolve(tie, crossing=evolve(tie.crossing, lag=lag))
    for name in ("near_in", "near_out", "plain_in", "plain_out", "other_in", "other_out"):
        lists = list(getattr(network, name))
        lists[number] = []
        setattr(fresh, name, lists)
    for name in ("across_in", "across_out"):
        others = {node: ties for node, ties in getattr(network, name).items() if node != number}
        setattr(fresh, name, others)
    unsure = {number} if _unsure(node) else ()
    for tie_number in network.before[number]:
        _tie_in(fresh, tie_number, unsure)
    for tie_number in network.after[number]:
        _tie_out(fresh, tie_number, unsure)
    fresh.odd_in, fresh.odd_out = network.odd_in | {number}, network.odd_out | {number}
    return fresh


def topological(network: FullNetwork) -> list[int]:
    """Order the nodes so that every link goes forward; a cycle is an error that names it."""
    waiting = [len(ties) for ties in network.before]
    ready = deque(node for node, count in enumerate(waiting) if not count)
    order: list[int] = []
    ties, after = network.ties, network.after
    while ready:
        node = ready.popleft()
        order.append(node)
        for number in after[node]:
            target = ties[number].target
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    if len(order) < len(waiting):
        raise PlanError(_cycles(network, {node for node, count in enumerate(waiting) if count}))
    return order


def _cycles(network: FullNetwork, stuck: set[int]) -> Iterable[Finding]:
    """Name one cycle of every knot of nodes that wait for one another."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph(
        (tie.source, tie.target) for tie in network.ties if tie.source in stuck and tie.target in stuck
    )
    for knot in nx.strongly_connected_components(graph):
        if len(knot) < 2:
            continue
        edges = nx.find_cycle(graph.subgraph(knot))
        names = [whole_of(network.nodes[source].id) for source, *_ in edges]
        names = [name for number, name in enumerate(names) if name != names[number - 1]] or names[:1]
        place = {task.id: number for number, task in enumerate(network.plan.walk())}
        first = names.index(min(names, key=lambda name: place.get(name, len(place))))
        names = names[first:] + names[:first]
        yield error("cycle", _path(network, names), task=names[0], cycle=" → ".join([*names, names[0]]))


def _path(network: FullNetwork, names: list[str]) -> str:
    """Find where the link that closes a cycle is written, in either of its tasks or among the flat ones."""
    first, last = names[0], names[-1]
    paths = {place.task.id: place for place in places(network.plan) if place.task.id in (first, last)}
    for task_id, side in ((first, "after"), (last, "before")):
        place = paths.get(task_id)
        for number, link in enumerate(getattr(place.task, side) if place else ()):
            if (link.predecessor, link.successor) == (last, first):
                return f"{place.path}.{side}[{number}]" if place else ""
    for number, link in enumerate(network.plan.links):
        if (link.predecessor, link.successor) == (last, first):
            return f"links[{number}]"
    return paths[first].path if first in paths else ""
