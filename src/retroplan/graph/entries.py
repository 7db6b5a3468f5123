"""Nodes and edges on their way into a plan document, and the way back to them for what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from retroplan.errors import Finding
from retroplan.graph.attributes import GIVEN
from retroplan.language import sealed
from retroplan.language.quoting import quoted
from retroplan.model.link import Link

_TASK = re.compile(r"(?:\.?tasks\[\d+\])+(?:\.(?:after|before)\[\d+\])?|links\[\d+\]")
_SHAPE = (".id", ".tasks")
"""What a node says without an attribute."""


@frozen
class Written:
    """
    A link on its way into a list.

    Attributes
    ----------
    position
        Where it asks to stand.
    link
        The link.
    label
        The edge it was read from.
    """

    position: float
    link: Link
    label: str


@define
class Entry:
    """
    A node on its way to being a task.

    Attributes
    ----------
    id, label
        Id of the task, and what messages call the node.
    document
        The task document, without lists of links and children.
    scheduled
        Whether it carries results.
    described
        Whether it is a task; a bare launch is none.
    parent
        Id of its summary; empty if it lies in none.
    after, before
        Links that are written in it.
    children
        The entries below it.
    """

    id: str
    label: str
    document: dict[str, Any]
    scheduled: bool
    described: bool
    parent: str = ""
    after: list[Written] = field(factory=list)
    before: list[Written] = field(factory=list)
    children: list[Entry] = field(factory=list)

    def close(self) -> None:
        """Put links and children into the document; those of the children are closed on their own."""
        for key in ("after", "before"):
            setattr(self, key, in_order(getattr(self, key)))
            self.document[key] = [written.link for written in getattr(self, key)]
        self.document["tasks"] = [child.document for child in self.children]


def in_order(links: Iterable[Written]) -> list[Written]:
    """Sort links by the positions they ask for, those that ask for the same as they came."""
    return sorted(links, key=lambda written: written.position)


def node_label(node: object) -> str:
    """Say where a node is: ``nodes["content"]``, ``nodes[5]``."""
    return f"nodes[{_key(node)}]"


def edge_label(ends: Sequence[object]) -> str:
    """Say where an edge is: ``edges["target", "content"]``, with its key in a multigraph."""
    return f"edges[{', '.join(map(_key, ends))}]"


def _key(key: object) -> str:
    return f'"{quoted(key)}"' if isinstance(key, str) else quoted(key)


@frozen(slots=False)
class Places:
    """
    From places in a plan document to those in the graph it was made from.

    Attributes
    ----------
    roots
        The entries of the tasks.
    flat
        The links beside them.
    """

    roots: list[Entry]
    flat: list[Written]

    def retold(self, finding: Finding) -> Finding:
        """Give a finding about the document the place in the graph that it is about."""
        first = finding.values.get("first")
        if isinstance(first, str):  # of two nodes with one id
            finding = evolve(finding, values=sealed({**finding.values, "first": self._place(first)}))
        return evolve(finding, path=self._place(finding.path))

    def _place(self, path: str) -> str:
        found = _TASK.match(path)
        label, scheduled = self._labels.get(found[0], ("", False)) if found else ("", False)
        if not found or not label:
            return "nodes" if path == "tasks" else f"graph.{path}" if path else ""
        rest = path[found.end() :]
        aside = f"given_{rest[1:]}"
        if scheduled and aside in GIVEN:
            return f"{label}.{aside}"
        return label if rest in _SHAPE else label + rest

    @cached_property
    def _labels(self) -> dict[str, tuple[str, bool]]:
        return dict(self._walk())

    def _walk(self) -> Iterator[tuple[str, tuple[str, bool]]]:
        for number, written in enumerate(self.flat):
            yield f"links[{number}]", (written.label, False)
        pending = [(f"tasks[{number}]", entry) for number, entry in enumerate(self.roots)]
        while pending:
            path, entry = pending.pop()
            yield path, (entry.label, entry.scheduled)
            for key in ("after", "before"):
                for number, written in enumerate(getattr(entry, key)):
                    yield f"{path}.{key}[{number}]", (written.label, False)
            pending += [(f"{path}.tasks[{number}]", child) for number, child in enumerate(entry.children)]
