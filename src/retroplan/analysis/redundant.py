"""Links that say no more than other links say already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import Factory, define

from retroplan.model.link import NO_LAG, Link, LinkType
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.model.work import Immediate

BLOCK = 4096
"""How many nodes are looked for at once: the bits of one number."""
MOST_DETOURS = 2_000_000
"""How many nodes may be visited again, for links that span many blocks, before the search ends."""


def redundant_links(plan: Plan) -> dict[Link, str]:
    """
    Find the links that a longer chain makes superfluous, each with a task of that chain.

    Only FS links without lag are looked at, and only chains of such links: if a → b and b → c,
    then a → c says nothing new. A link to a summary holds for each child, and a link from it
    waits for each child, so a → b is superfluous beside a → s if b lies in the summary s. A
    chain does not lead into an immediate task, which waits for nobody.

    The time is linear in the links of a plan whose links span at most some thousand tasks; where
    they span more, the search ends after `MOST_DETOURS` visits, which a plan of some 100,000 tasks
    with links from anywhere to anywhere does not reach. What is found till then is given.

    Parameters
    ----------
    plan
        A plan without cycles, whose links all lead somewhere.
    """
    graph = _graph(plan)
    found = redundant_edges(graph.before())
    links = {(graph.exit[link.predecessor], graph.entry[link.successor]): link for link in graph.links}
    number = {node: place for place, node in enumerate(graph.order)}
    return {
        link: graph.names[graph.order[found[edge]]]
        for (source, target), link in links.items()
        if (edge := (number.get(source, -1), number.get(target, -1))) in found
    }


@define
class _Graph:
    """
    What waits for what: a task by one node, a summary by two, before its children and after them.

    Attributes
    ----------
    names
        Id of the task of each node.
    entry, exit
        The node that the links to a task lead to, and the one that those from it leave.
    links
        Its FS links without lag, each once.
    edges
        Pairs of nodes: the links, and how summaries enclose their children.
    order
        Its nodes in topological order.
    """

    names: list[str] = Factory(list)
    entry: dict[str, int] = Factory(dict)
    exit: dict[str, int] = Factory(dict)
    links: list[Link] = Factory(list)
    edges: list[tuple[int, int]] = Factory(list)
    order: list[int] = Factory(list)

    def node(self, name: str) -> int:
        """Add a node."""
        self.names.append(name)
        return len(self.names) - 1

    def before(self) -> list[list[int]]:
        """Give what each node waits for, nodes counted by their place in the order."""
        place = [-1] * len(self.names)
        for number, node in enumerate(self.order):
            place[node] = number
        before: list[list[int]] = [[] for _ in self.order]
        for source, target in self.edges:
            if place[source] >= 0 and place[target] >= 0:
                before[place[target]].append(place[source])
        return before


def _graph(plan: Plan) -> _Graph:
    graph = _Graph()
    for task in plan.walk():
        graph.entry[task.id] = graph.exit[task.id] = graph.node(task.id)
        if task.tasks:
            graph.exit[task.id] = graph.node(task.id)
    if LAUNCH not in graph.entry:
        graph.entry[LAUNCH] = graph.exit[LAUNCH] = graph.node(LAUNCH)
    waiting = {task.id for task in plan.walk() if not isinstance(task.duration, Immediate)} | {LAUNCH}
    for task in plan.walk():
        graph.edges += _enclosed(graph, task, waiting)
    graph.links = list(dict.fromkeys(link for link in plan.all_links() if _plain(link, graph, waiting)))
    graph.edges += [(graph.exit[link.predecessor], graph.entry[link.successor]) for link in graph.links]
    graph.order = _ordered(len(graph.names), graph.edges)
    return graph


def _plain(link: Link, graph: _Graph, waiting: set[str]) -> bool:
    return (
        link.type is LinkType.FS
        and link.lag == NO_LAG
        and link.predecessor in graph.exit
        and link.successor in waiting
    )


def _enclosed(graph: _Graph, task: Task, waiting: set[str]) -> Iterator[tuple[int, int]]:
    for child in task.tasks:
        if child.id in waiting:
            yield graph.entry[task.id], graph.entry[child.id]
        yield graph.exit[child.id], graph.exit[task.id]


def _ordered(count: int, edges: list[tuple[int, int]]) -> list[int]:
    """Order the nodes so that every edge leads onwards; what lies on a cycle or behind it is left out."""
    after: list[list[int]] = [[] for _ in range(count)]
    waits = [0] * count
    for source, target in edges:
        after[source].append(target)
        waits[target] += 1
    order = [node for node in range(count) if not waits[node]]
    for node in order:  # grows while it is walked
        for target in after[node]:
            waits[target] -= 1
            if not waits[target]:
                order.append(target)
    return order


def redundant_edges(
    before: Sequence[Sequence[int]], *, block: int = BLOCK, most_detours: int = MOST_DETOURS
) -> dict[tuple[int, int], int]:
    """
    Find the edges of a graph between whose ends another way leads.

    An edge u → v is superfluous if u is an ancestor of another predecessor w of v. Ancestors are
    bits of a number, one block of nodes at a time: the nodes behind a block are visited only as
    far as edges from the block reach.

    Parameters
    ----------
    before
        The predecessors of each node, all with smaller numbers; none twice.
    block, most_detours
        How many ancestors are looked for at once, and how many visits beyond one a node are made.

    Returns
    -------
    dict
        From each superfluous edge to the predecessor w of its end through which the other way leads.
    """
    found: dict[tuple[int, int], int] = {}
    last = [0] * len(before)  # the farthest successor
    for target, sources in enumerate(before):
        for source in sources:
            last[source] = target
    bits = [1 << number for number in range(min(block, len(before)))]
    for first in range(0, len(before), block):
        past = min(first + block, len(before))
        end = max(last[first:past]) + 1
        most_detours -= max(0, end - past)
        if most_detours < 0:
            break
        _look(before, first, past, end, bits, found)
    return found


def _look(
    before: Sequence[Sequence[int]],
    first: int,
    past: int,
    end: int,
    bits: list[int],
    found: dict[tuple[int, int], int],
) -> None:
    """Look for superfluous edges that leave the nodes from `first` to `past`."""
    above: list[int] = []  # the ancestors in the block of each node from `first`
    for target in range(first, end):
        direct = farther = 0
        for source in before[target]:
            if source >= first:
                farther |= above[source - first]
                if source < past:
                    direct |= bits[source - first]
        above.append(direct | farther)
        if not direct & farther:
            continue
        sources = [source for source in before[target] if source >= first]
        for source in sources:
            if source < past and bits[source - first] & farther:
                found[source, target] = next(
                    other for other in sources if above[other - first] & bits[source - first]
                )
