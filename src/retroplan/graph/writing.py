"""From a plan or a schedule to a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from retroplan.errors import PlanError
from retroplan.graph.attributes import (
    DRIVING,
    FURTHER,
    GIVEN,
    IMPLICIT,
    PARENT,
    PLANS_ELSEWHERE,
    DiGraph,
)
from retroplan.graph.scalars import encoded, encoded_name, json_text
from retroplan.language import plain
from retroplan.model.link import Link, whole_of
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import validate
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask


def to_graph(value: Plan | Schedule) -> DiGraph:
    """
    Give a plan or a schedule as a networkx graph: tasks are nodes, links are edges.

    Parameters
    ----------
    value
        A plan; or a schedule, whose results stand on the nodes and edges as well.

    Returns
    -------
    networkx.DiGraph
        Its attributes are texts, numbers and truth values, which GraphML holds: dates are ISO
        text, lists and mappings are JSON text, and what is not known is left out.

    Raises
    ------
    PlanError
        The plan is wrong, or an ``x-`` key holds what JSON cannot.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("write", duration="5d"), rp.Task("print", duration="1w", after=["write"])]
    >>> graph = rp.to_graph(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))
    >>> graph.nodes["write"]["start_date"], graph.edges["write", "print"]["driving"]
    ('2026-06-01', True)
    >>> list(graph.pred["launch"])
    ['print']
    """
    import networkx as nx

    schedule = value if isinstance(value, Schedule) else None
    plan = value.plan if isinstance(value, Schedule) else value
    if not isinstance(plan, Plan):
        raise TypeError(f"to_graph takes a Plan or a Schedule, not {type(plan).__name__}")
    if schedule is None and (findings := validate(plan)):
        raise PlanError(findings)
    graph: DiGraph = nx.DiGraph()
    graph.graph.update(_head(plan, schedule))
    graph.add_nodes_from(_nodes(plan, schedule))
    graph.add_edges_from(_edges(plan, schedule))
    return graph


def _head(plan: Plan, schedule: Schedule | None) -> dict[str, Any]:
    """Give the attributes of the graph: the keys of the plan, and what holds for the whole schedule."""
    document = plan.replace(tasks=(), links=()).to_document()
    head = _encoded({key: item for key, item in document.items() if key not in PLANS_ELSEWHERE})
    if schedule is None:
        return head
    return head | {
        "feasible": schedule.feasible,
        "missing_days": schedule.missing_days,
        "critical_path": json_text(list(schedule.critical_path)),
    }


def _encoded(document: Mapping[str, object]) -> dict[str, Any]:
    return {encoded_name(key): encoded(key, item) for key, item in document.items()}


def _nodes(plan: Plan, schedule: Schedule | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every task in document order, and the launch behind them if nobody described it."""
    parents = {child.id: task.id for task in plan.walk() for child in task.tasks}
    for task in plan.walk():
        node = _task_attributes(task)
        if task.id in parents:
            node[PARENT] = parents[task.id]
        if not node and task.id == LAUNCH:
            node[IMPLICIT] = False  # it was described, if only by its id
        yield task.id, node if schedule is None else _with_results(node, schedule[task.id])
    if _launch_is_implicit(plan, schedule):
        node = {IMPLICIT: True}
        yield LAUNCH, node if schedule is None else _with_results(node, schedule[LAUNCH])


def _launch_is_implicit(plan: Plan, schedule: Schedule | None) -> bool:
    """Whether the plan has a launch that it does not describe."""
    if LAUNCH in plan:
        return False
    linked = any(LAUNCH in (link.predecessor, link.successor) for link in plan.all_links())
    return linked or (plan.launch is not None if schedule is None else LAUNCH in schedule)


def _task_attributes(task: Task) -> dict[str, Any]:
    document = attrs.evolve(task, after=(), before=(), tasks=()).to_document()
    del document["id"]
    return _encoded(document)


def _with_results(node: dict[str, Any], task: ScheduledTask) -> dict[str, Any]:
    """Add the results; the given dates of a task make room for the planned ones."""
    for aside, key in GIVEN.items():
        if key in node:
            node[aside] = node.pop(key)
    record = task.to_record() | {"driver": task.driver.kind, "name": encoded("name", task.name)}
    return node | {key: plain(item) for key, item in record.items() if item is not None}


def _edges(plan: Plan, schedule: Schedule | None) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield one edge for each pair of tasks that is linked, in document order."""
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    driving: set[tuple[str, str]] = set()
    drivers = {task.driver.link for task in schedule.values()} if schedule else set()
    for link, place, position in _written(plan):
        ends = link.predecessor, link.successor
        told = {"type": link.type.value, "lag": str(link.lag)}
        if place != ("before" if link.successor == LAUNCH and LAUNCH not in plan else "after"):
            told["written"] = place
        pairs.setdefault(ends, []).append(told if position is None else {**told, "position": position})
        if link in drivers:
            driving.add(ends)
    for ends, (edge, *further) in pairs.items():
        if further:
            edge[FURTHER] = json_text(further)
        if schedule is not None:
            edge[DRIVING] = ends in driving
        yield *ends, edge
    if schedule is not None:
        edges = _implicit_edges(schedule)  # of a part, beside the link that its task has
        yield from ((first, last, edge) for first, last, edge in edges if (first, last) not in pairs)


def _implicit_edges(schedule: Schedule) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the links to the launch that nobody wrote; one for all parts of a task."""
    edges: dict[str, dict[str, Any]] = {}
    for link in schedule.implicit_links:
        driver = schedule[link.predecessor].driver
        drives = (driver.kind, driver.task) == ("launch", LAUNCH)
        edge = {"type": link.type.value, "lag": str(link.lag), IMPLICIT: True, DRIVING: drives}
        edges.setdefault(whole_of(link.predecessor), edge)[DRIVING] |= drives
    for predecessor, edge in edges.items():
        yield predecessor, LAUNCH, edge


def _written(plan: Plan) -> Iterator[tuple[Link, str, int | None]]:
    """Yield every link, the list it is written in, and its position if it is not alone there."""
    for task in plan.walk():
        yield from _numbered(task.after, "after")
        yield from _numbered(task.before, "before")
    yield from _numbered(plan.links, "links")


def _numbered(links: tuple[Link, ...], place: str) -> Iterator[tuple[Link, str, int | None]]:
    return ((link, place, number if len(links) > 1 else None) for number, link in enumerate(links))
