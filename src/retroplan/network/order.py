"""Who is tied to whom: ties by node, the topological order, the names of cycles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from copy import copy

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.model.link import whole_of
from retroplan.model.places import places
from retroplan.network.arrays import FullNetwork, Node
from retroplan.network.sizes import percent_lag


def connect(network: FullNetwork) -> None:
    """Sort the ties by node: what comes in, what goes out, and which of them are one addition."""
    nodes, ties = network.nodes, network.ties
    for name in ("before", "after", "plain_in", "plain_out", "other_in", "other_out"):
        setattr(network, name, [[] for _ in nodes])
    unsure = {number for number, node in enumerate(nodes) if _unsure(node)}
    for number, tie in enumerate(ties):
        source, target = tie.source, tie.target
        network.before[target].append(number)
        network.after[source].append(number)
        from_start, to_start = tie.type.from_start, tie.type.to_start
        if tie.crossing is None and (to_start or target not in unsure):
            shift = tie.lag if to_start else tie.lag - nodes[target].duration
            network.plain_in[target].append((from_start, source, shift))
        else:
            network.other_in[target].append(number)
        if nodes[target].immediate:
            continue  # it waits for nobody and holds nobody back: what does not fit is a conflict
        if tie.crossing is None and target != network.launch and (not from_start or source not in unsure):
            shift = tie.lag - nodes[source].duration if from_start else tie.lag
            network.plain_out[source].append((to_start, target, shift))
        else:
            network.other_out[source].append(number)


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
    fresh.plain_in, fresh.plain_out = list(network.plain_in), list(network.plain_out)
    fresh.nodes[number] = node
    sure, nodes, ties = not _unsure(node), fresh.nodes, fresh.ties
    for tie_number in network.after[number]:
        tie = ties[tie_number]
        if tie.percent is not None and tie.crossing is not None:
            lag = percent_lag(tie.percent, node, nodes[tie.target], tie.crossing.time)
            ties[tie_number] = evolve(tie, crossing=evolve(tie.crossing, lag=lag))
    coming = [ties[tie_number] for tie_number in network.before[number]]
    fresh.plain_in[number] = [
        (tie.type.from_start, tie.source, tie.lag if tie.type.to_start else tie.lag - node.duration)
        for tie in coming
        if tie.crossing is None and (tie.type.to_start or sure)
    ]
    going = [ties[tie_number] for tie_number in network.after[number]]
    fresh.plain_out[number] = [
        (tie.type.to_start, tie.target, tie.lag - node.duration if tie.type.from_start else tie.lag)
        for tie in going
        if tie.crossing is None
        and tie.target != network.launch
        and not nodes[tie.target].immediate
        and (sure or not tie.type.from_start)
    ]
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
