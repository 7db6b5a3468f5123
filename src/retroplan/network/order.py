"""Who is tied to whom: ties by node, the topological order, the names of cycles."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from copy import copy
from typing import TypeAlias

from attrs import evolve

from retroplan.calendars.lags import Crossing, WorkingLag
from retroplan.errors import Finding, PlanError, error
from retroplan.model.link import whole_of
from retroplan.model.places import places
from retroplan.network.arrays import FullNetwork, Node
from retroplan.network.sizes import percent_lag
from retroplan.network.ways import Way

Ways: TypeAlias = dict[tuple[int, int, bool], tuple[Way, Way]]


def connect(network: FullNetwork) -> None:
    """Sort the ties by node: what comes in, what goes out, and which of them are one addition."""
    nodes = network.nodes
    for name in ("before", "after", "near"):
        setattr(network, name, [[] for _ in nodes])
    network.ties_in, network.other = {}, {}
    unsure = {number for number, node in enumerate(nodes) if _unsure(node)}
    ways: Ways = {}
    for number, tie in enumerate(network.ties):
        network.before[tie.target].append(number)
        network.after[tie.source].append(number)
        _sort(network, number, unsure, ways)
    network.odd = {*network.ties_in, *network.other}
    tasks = range(len(network.index))  # gates come behind them, and start nothing
    network.first = {node for node in tasks if not any(source in tasks for source in network.near[node])}
    network.asap, network.alap = (
        {number for number, node in enumerate(nodes) if node.asap is asap} for asap in (True, False)
    )
    idle = (node for node, ties in enumerate(network.after) if not ties)
    network.last = frozenset(idle) - {network.launch}
    network.wary = {
        tie.source
        for tie in network.ties
        if tie.crossing is not None and tie.type.from_start and not nodes[tie.target].immediate
    }
    places: dict[int, int] = {}
    network.clocks = []
    for node in nodes:
        if places.setdefault(id(node.clock), len(places)) == len(network.clocks):
            network.clocks.append(node.clock)
    network.clock_of = [places[id(node.clock)] for node in nodes]


def _sort(network: FullNetwork, number: int, unsure: Container[int], ways: Ways) -> None:
    """Put a tie among those that the passes treat alike, at its successor."""
    tie = network.ties[number]
    source, target, from_start, to_start = tie.source, tie.target, tie.type.from_start, tie.type.to_start
    # A tied end that lies a duration away, which only the launch tells, is no plain addition.
    sure = (to_start or target not in unsure) and (not from_start or source not in unsure)
    shift = tie.lag - (0 if to_start else network.nodes[target].duration)
    if not sure or (tie.crossing is not None and tie.direct is None):
        network.other.setdefault(target, []).append(number)
    elif tie.crossing is not None and tie.direct is not None:
        way = _ways(tie.crossing, ways)
        network.ties_in.setdefault(target, []).append((source, from_start, *way, tie.direct + shift))
    elif shift or from_start:
        network.ties_in.setdefault(target, []).append((source, from_start, None, None, shift))
    else:
        network.near[target].append(source)


def _ways(crossing: Crossing, known: Ways) -> tuple[Way, Way]:
    """Give the ways between two clocks, forward and back; all ties between the two share them."""
    key = id(crossing.source), id(crossing.target), crossing.from_start
    if key not in known:
        bare = evolve(crossing, lag=WorkingLag(crossing.time, 0))
        known[key] = Way(bare.reach), Way(bare.leave)
    return known[key]


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
    fresh.near, fresh.first, fresh.odd = list(network.near), network.first | {number}, network.odd | {number}
    fresh.near[number] = []
    for name in ("ties_in", "other"):
        others = dict(getattr(network, name))
        others.pop(number, None)
        setattr(fresh, name, others)
    tied = (number, *(network.ties[tie_number].source for tie_number in network.before[number]))
    unsure = {each for each in tied if _unsure(fresh.nodes[each])}
    for tie_number in network.before[number]:
        _sort(fresh, tie_number, unsure, {})
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
    ties = ((tie.source, tie.target) for tie in network.ties if tie.source in stuck and tie.target in stuck)
    for circle in knots(ties):
        names = [whole_of(network.nodes[node].id) for node in circle]
        names = [name for number, name in enumerate(names) if name != names[number - 1]] or names[:1]
        place = {task.id: number for number, task in enumerate(network.plan.walk())}
        first = names.index(min(names, key=lambda name: place.get(name, len(place))))
        names = names[first:] + names[:first]
        yield error("cycle", _path(network, names), task=names[0], cycle=" → ".join([*names, names[0]]))


def knots(edges: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Find one circle of every knot of nodes that can be reached from one another."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(edges)
    for knot in nx.strongly_connected_components(graph):
        if len(knot) > 1:
            yield [source for source, *_ in nx.find_cycle(graph.subgraph(knot))]


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
