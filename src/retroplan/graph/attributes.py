"""What the nodes, the edges and the graph itself carry, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

import attrs

from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.scheduled import SCHEDULED_FIELDS

if TYPE_CHECKING:
    import networkx as nx

    DiGraph: TypeAlias = nx.DiGraph[Any]
else:
    DiGraph: TypeAlias = Any


def is_graph(value: object) -> TypeGuard[DiGraph]:
    """Tell whether a value is a graph of networkx, without importing that."""
    return all(hasattr(value, name) for name in ("nodes", "edges", "graph", "is_directed"))


def _keys_of(cls: type[Any], *elsewhere: str) -> tuple[str, ...]:
    """Give the keys of the documents of a class, without those that a graph says by its shape."""
    fields = [field for field in attrs.fields(cls) if "parse" in field.metadata]
    keys = [str(field.metadata["key"] or field.name) for field in fields]
    return tuple(key for key in keys if key not in elsewhere)


TASKS_ELSEWHERE = ("after", "before", "tasks")
PLANS_ELSEWHERE = ("tasks", "links")
"""Keys of documents that stand elsewhere in a graph: in its edges, in its nodes, in `parent`."""

PARENT = "parent"
IMPLICIT = "implicit"
FURTHER = "further"
DRIVING = "driving"
ID = "id"

TASK_KEYS = _keys_of(Task, ID, *TASKS_ELSEWHERE)
PLAN_KEYS = _keys_of(Plan, *PLANS_ELSEWHERE)
LINK_KEYS = ("type", "lag", "written", "position")

MARK = "early_start"
"""What every node of a schedule has, and no other."""

NODE_RESULTS = tuple(name for name in SCHEDULED_FIELDS if name != "name")
"""Results that are not read; the name of a schedule's node is that of the task, so it is."""

GIVEN = {f"given_{key}": key for key in NODE_RESULTS if key in TASK_KEYS}
"""Keys of a task that a result of the same name has pushed aside on the nodes of a schedule."""

PLAN_RESULTS = ("feasible", "missing_days", "critical_path")
DEFAULTS = ("node_default", "edge_default")
"""Where networkx keeps the defaults of a GraphML file."""
