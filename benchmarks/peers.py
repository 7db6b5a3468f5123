"""
The same work by others: each takes the same tasks and gives the work of the critical chain.

Only `retroplan` counts in a calendar; the peers that know none work in plain minutes, or hours.
A peer that is not installed is left out: `pip install -r benchmarks/requirements.txt`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.generator import Shape

Prepared = tuple[Callable[[], Any], Callable[[Any], float]]
"""The timed call, and what reads the length of the plan in hours from its answer."""


def plain_passes(
    durations: list[int], predecessors: list[list[int]], successors: list[list[int]]
) -> tuple[list[int], ...]:
    """Run both passes over flat lists, without a calendar: the least that any engine must do."""
    early, late = [0] * len(durations), [0] * len(durations)
    for node, duration in enumerate(durations):
        start = 0
        for source in predecessors[node]:
            if early[source] > start:
                start = early[source]
        early[node] = start + duration
    end = max(early)
    for node in range(len(durations) - 1, -1, -1):
        finish = end
        for target in successors[node]:
            if late[target] < finish:
                finish = late[target]
        late[node] = finish - durations[node]
    return early, late


def plain_lists(made: Shape) -> Prepared:
    """Give the passes of `plain_passes`."""
    predecessors = made.predecessors()
    successors: list[list[int]] = [[] for _ in made.durations]
    for source, target in zip(made.sources, made.targets, strict=True):
        successors[source].append(target)
    return lambda: plain_passes(made.durations, predecessors, successors), lambda found: max(found[0]) / 60


def pmcontrols(made: Shape) -> Prepared:
    """Give `pmcontrols.cpm`: mappings in, a pandas table out."""
    import pmcontrols as pm

    ids = made.ids
    activities = [
        {"id": ids[number], "duration": minutes / 60, "predecessors": [ids[source] for source in sources]}
        for number, (minutes, sources) in enumerate(zip(made.durations, made.predecessors(), strict=True))
    ]
    return lambda: pm.cpm(activities), lambda found: found.stats["project_duration"]


def trueppm(made: Shape) -> Prepared:
    """Give `trueppm_scheduler.schedule`: whole days in a week of five; an hour is taken for a day."""
    import trueppm_scheduler as tp

    ids = made.ids
    tasks = [
        tp.Task(id=task_id, name=task_id, duration=timedelta(days=minutes // 60))
        for task_id, minutes in zip(ids, made.durations, strict=True)
    ]
    links = [
        tp.Dependency(predecessor_id=ids[source], successor_id=ids[target], dep_type=tp.DependencyType.FS)
        for source, target in zip(made.sources, made.targets, strict=True)
    ]
    first = date(2026, 1, 5)
    project = tp.Project(
        id="p", name="p", start_date=first, tasks=tasks, dependencies=links, calendar=tp.Calendar()
    )

    def length(found: Any) -> float:
        last = max(task.early_finish for task in found.tasks)
        weeks, rest = divmod((last - first).days + 1, 7)
        return weeks * 5 + min(rest, 5)

    return lambda: tp.schedule(project), length


def networkx_passes(made: Shape) -> Prepared:
    """Give both passes over a networkx graph, as many people write them."""
    import networkx as nx

    graph: Any = nx.DiGraph()
    graph.add_nodes_from((number, {"duration": minutes}) for number, minutes in enumerate(made.durations))
    graph.add_edges_from(zip(made.sources, made.targets, strict=True))

    def passes() -> tuple[dict[int, int], dict[int, int]]:
        order = list(nx.topological_sort(graph))
        finish: dict[int, int] = {}
        for node in order:
            start = max((finish[source] for source in graph.predecessors(node)), default=0)
            finish[node] = start + graph.nodes[node]["duration"]
        end = max(finish.values())
        start_by: dict[int, int] = {}
        for node in reversed(order):
            last = min((start_by[target] for target in graph.successors(node)), default=end)
            start_by[node] = last - graph.nodes[node]["duration"]
        return finish, start_by

    return passes, lambda found: max(found[0].values()) / 60


def rustworkx_longest(made: Shape) -> Prepared:
    """Give the longest path of rustworkx; it has no dates, only that length."""
    import rustworkx as rx

    graph: Any = rx.PyDiGraph()
    graph.add_nodes_from(made.durations)
    first = graph.add_node(0)
    waiting = set(range(len(made.durations))) - set(made.targets)
    graph.add_edges_from(
        [
            (source, target, made.durations[target])
            for source, target in zip(made.sources, made.targets, strict=True)
        ]
        + [(first, node, made.durations[node]) for node in sorted(waiting)]
    )
    length = rx.dag_longest_path_length
    return lambda: length(graph, weight_fn=lambda _, __, weight: weight), lambda found: found / 60
