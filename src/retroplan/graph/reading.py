"""From a graph to a plan: what nodes, edges and the graph itself say becomes a plan document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from numbers import Integral
from typing import Any, TypeVar

from attrs import frozen

from retroplan.document import from_document
from retroplan.errors import Finding, PlanError, error
from retroplan.graph import attributes as names
from retroplan.graph.attributes import DiGraph, is_graph
from retroplan.graph.entries import Entry, Places, Written, edge_label, in_order, node_label
from retroplan.graph.scalars import decoded, decoded_name
from retroplan.graph.tree import grow
from retroplan.keys import unknown_key
from retroplan.language.quoting import quoted
from retroplan.model.fields import choice
from retroplan.model.link import NO_LAG, Lag, Link, LinkType, parse_id, parse_lag, parse_link_type
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH

T = TypeVar("T")
_UNREAD = (*names.PLAN_RESULTS, *names.DEFAULTS)
_PARTS = ("graph", "nodes", "edges")
_NO_LAG: Lag = NO_LAG
_parse_written = choice("bad-written", "after", "before", "links")


def from_graph(graph: DiGraph) -> Plan:
    """
    Read a plan from a networkx graph: its nodes are tasks, its edges are links.

    Parameters
    ----------
    graph
        A ``DiGraph``, or a ``MultiDiGraph``, whose parallel edges are several links. Nodes
        carry the keys of a task, and `parent` inside a summary; edges carry `type` and
        `lag`; the graph itself carries the keys of a plan. Results that `to_graph` wrote
        are not read.

    Raises
    ------
    PlanError
        With all the problems of the graph, each with its node or edge.
    TypeError
        It is not a graph, or its edges have no direction.

    Examples
    --------
    >>> import networkx as nx
    >>> import retroplan as rp
    >>> graph = nx.DiGraph(launch="2026-06-15")
    >>> graph.add_node("write", duration="5d")
    >>> graph.add_node("print", duration="1w")
    >>> graph.add_edge("write", "print", lag="1d")
    >>> rp.schedule(rp.from_graph(graph))["write"].offset
    'J-17'
    """
    return read_graph(graph).plan


@frozen
class Reading:
    """
    A plan that was read from a graph, and where the graph says what.

    Attributes
    ----------
    plan
        The plan.
    places
        From places in its document to those in the graph.
    """

    plan: Plan
    places: Places

    def retold(self, problem: PlanError) -> PlanError:
        """Tell what is wrong with the plan in the words of the graph."""
        return type(problem)(map(self.places.retold, problem.findings))


def read_graph(graph: DiGraph) -> Reading:
    """Read a plan, and keep where it stood in the graph; see `from_graph`."""
    if not is_graph(graph):
        raise TypeError(f"from_graph takes a networkx DiGraph, not {type(graph).__name__}")
    if not graph.is_directed():
        raise TypeError("this graph has no directions; make a networkx.DiGraph, an edge leads to what waits")
    return _Reader().read(graph)


class _Reader:
    """Reads one graph, and gathers its problems."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.nodes: dict[object, Entry] = {}
        self.flat: list[Written] = []

    def read(self, graph: DiGraph) -> Reading:
        """Read the graph's own attributes, its nodes, its edges; check them as one document."""
        document = self._document("graph", graph.graph, names.PLAN_KEYS, names.PLANS_ELSEWHERE, _UNREAD)
        node_default, edge_default = (_mapping(graph.graph.get(key)) for key in names.DEFAULTS)
        for node, given in graph.nodes(data=True):
            self._node(node, {**node_default, **given})
        roots = grow(self.nodes.values(), self.findings)
        keyed: Any = {"keys": True} if graph.is_multigraph() else {}
        edges: Iterable[Any] = graph.edges(data=True, **keyed)
        for *ends, given in edges:
            self._edge(ends, {**edge_default, **given})
        for entry in self.nodes.values():
            entry.close()
        places = Places(roots, in_order(self.flat))
        document["tasks"] = [entry.document for entry in roots]
        document["links"] = [written.link for written in places.flat]
        try:
            plan = from_document(document)
        except PlanError as problem:
            self.findings += map(places.retold, problem.findings)
        if self.findings:
            raise PlanError(sorted(self.findings, key=_part))
        return Reading(plan, places)

    # -- attributes ----------------------------------------------------------------------------

    def _document(
        self,
        label: str,
        given: Mapping[Any, Any],
        known: Sequence[str],
        elsewhere: Sequence[str],
        unread: Sequence[str],
    ) -> dict[str, Any]:
        """Take the keys of a document from attributes; tell those that are not known."""
        document: dict[str, Any] = {}
        for key, value in given.items():
            if isinstance(key, str) and key.startswith("x-"):
                document[decoded_name(key)] = decoded(key, value)
            elif key in known:
                document |= {} if value is None else {key: decoded(key, value)}
            elif key in elsewhere:
                self.findings.append(error("elsewhere-in-graph", f"{label}.{key}", key=key))
            elif key not in unread:
                self.findings.append(unknown_key(key, known).at(label))
        return document

    def _try(self, parse: Callable[[Any], T], value: object, path: str, otherwise: T) -> T:
        """Read one value that is given; what is wrong with it joins the findings."""
        try:
            return otherwise if value is None else parse(value)
        except PlanError as problem:
            self.findings += [finding.at(path) for finding in problem.findings]
            return otherwise

    # -- nodes ---------------------------------------------------------------------------------

    def _node(self, node: object, given: Mapping[Any, Any]) -> None:
        label = node_label(node)
        task_id = self._try(_parse_node, node, label, "") or self._stand_in(node)
        scheduled = names.MARK in given
        if scheduled:
            given = _without_results(given, task_id)
        elif given.get(names.ID) is not None and quoted(given[names.ID], 300) != task_id:
            self.findings.append(error("other-id", f"{label}.id", text=quoted(given[names.ID])))
        known = (*names.TASK_KEYS, names.PARENT, *([names.IMPLICIT] if task_id == LAUNCH else ()))
        document = self._document(label, given, known, names.TASKS_ELSEWHERE, (names.ID,))
        parent = self._try(parse_id, document.pop(names.PARENT, None), f"{label}.{names.PARENT}", "")
        implicit = self._try(_flag, document.pop(names.IMPLICIT, None), f"{label}.{names.IMPLICIT}", True)
        self.nodes[node] = Entry(
            id=task_id,
            label=label,
            document={"id": task_id, **document},
            scheduled=scheduled,
            described=task_id != LAUNCH or bool(document or parent) or not implicit,
            parent=parent,
        )

    def _stand_in(self, node: object) -> str:
        """Make an id for a node whose own is none, so that the rest of the graph is checked as well."""
        return re.sub(r"[^\w.\-]+", "-", f"{quoted(node)}.{len(self.nodes)}")

    # -- edges ---------------------------------------------------------------------------------

    def _edge(self, ends: Sequence[object], given: Mapping[Any, Any]) -> None:
        label = edge_label(ends)
        source, target = (self.nodes[end] for end in ends[:2])
        known = (*names.LINK_KEYS, names.FURTHER, *([names.IMPLICIT] if target.id == LAUNCH else ()))
        told = self._document(label, given, known, (), (names.ID, names.DRIVING))
        if self._try(_flag, told.get(names.IMPLICIT), f"{label}.{names.IMPLICIT}", False):
            return
        self._link(source, target, told, label)
        further = told.get(names.FURTHER)
        if not isinstance(further, (list, tuple, type(None))):
            self.findings.append(error("not-a-list", f"{label}.{names.FURTHER}", text=quoted(further)))
            return
        for number, item in enumerate(further or ()):
            place = f"{label}.{names.FURTHER}[{number}]"
            if isinstance(item, Mapping):
                self._link(source, target, self._document(place, item, names.LINK_KEYS, (), ()), place)
            else:
                self.findings.append(error("not-a-mapping", place, text=quoted(item)))

    def _link(self, source: Entry, target: Entry, told: Mapping[str, Any], label: str) -> None:
        """Put a link into the list it was written in; into `after` of its successor if nothing is said."""
        kind = self._try(parse_link_type, told.get("type"), f"{label}.type", LinkType.FS)
        lag = self._try(parse_lag, told.get("lag"), f"{label}.lag", _NO_LAG)
        link = Link(source.id, target.id, kind, lag)
        position = self._try(_position, told.get("position"), f"{label}.position", inf)
        place = self._try(_parse_written, told.get("written"), f"{label}.written", "after")
        if place == "links" or not (source.described or target.described):
            links = self.flat
        elif target.described and (place == "after" or not source.described):
            links = target.after
        else:
            links = source.before
        links.append(Written(position, link, label))


def _parse_node(node: object) -> str:
    """Read the id of a task from its node; whole numbers of any kind are taken as their digits."""
    return parse_id(int(node) if isinstance(node, Integral) and not isinstance(node, bool) else node)


def _without_results(given: Mapping[Any, Any], task_id: str) -> dict[Any, Any]:
    """Leave the results of a node aside, and the name that stands for none."""
    return {
        names.GIVEN.get(key, key): value
        for key, value in given.items()
        if key not in names.NODE_RESULTS and (key, value) != ("name", task_id)
    }


def _mapping(value: object) -> dict[Any, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _flag(value: object) -> bool:
    """Read a truth value; tools that know none write it as text."""
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if not isinstance(value, bool):
        raise PlanError(error("bad-flag", text=quoted(value)))
    return value


def _position(value: object) -> float:
    """Read the place of a link in its list; tools that know one kind of number write 1 as 1.0 or as text."""
    try:
        number = float(value) if isinstance(value, (str, int, float)) else None
    except (ValueError, OverflowError):
        number = None
    if number is None or isinstance(value, bool) or not number.is_integer():
        raise PlanError(error("bad-position", text=quoted(value)))
    return number


def _part(finding: Finding) -> int:
    """Sort findings: the graph's own first, then nodes, then edges."""
    return next((n for n, part in enumerate(_PARTS) if finding.path.startswith(part)), len(_PARTS))
