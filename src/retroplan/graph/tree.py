"""Summaries: nodes that are named as the parents of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from retroplan.errors import Finding, error
from retroplan.graph.attributes import PARENT
from retroplan.graph.entries import Entry
from retroplan.language.quoting import nearest, quoted

_MOST_HINTS = 20


def grow(entries: Iterable[Entry], findings: list[Finding]) -> list[Entry]:
    """
    Put the entries below their parents, in the order of the nodes.

    Parameters
    ----------
    entries
        All entries; a launch that nobody described becomes a task if it has children.
    findings
        Parents that do not exist, or lie inside their own children, are added here.

    Returns
    -------
    list[Entry]
        The tasks that lie in no summary.
    """
    entries = list(entries)
    by_id = {entry.id: entry for entry in entries}
    parents = {entry.id: entry.parent for entry in entries if entry.parent in by_id}
    findings += _unknown(entries, by_id)
    for ring in list(_rings(parents)):
        path = f"{by_id[ring[0]].label}.{PARENT}"
        findings.append(error("parent-cycle", path, task=ring[0], cycle=" → ".join([*ring, ring[0]])))
        del parents[ring[0]]
    roots = []
    for entry in entries:
        if entry.id in parents:
            by_id[parents[entry.id]].described = True
            by_id[parents[entry.id]].children.append(entry)
    for entry in entries:
        if entry.id not in parents and entry.described:
            roots.append(entry)
    return roots


def _unknown(entries: Iterable[Entry], by_id: Mapping[str, Entry]) -> Iterator[Finding]:
    """Find parents that are no nodes; looking for the ones that may have been meant takes time."""
    lost = [entry for entry in entries if entry.parent and entry.parent not in by_id]
    for number, entry in enumerate(lost):
        hint = nearest(entry.parent, by_id if number < _MOST_HINTS else ())
        yield error("unknown-task", f"{entry.label}.{PARENT}", id=quoted(entry.parent), hint=hint)


def _rings(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield every ring of tasks that lie inside one another, each from where it is entered."""
    seen: set[str] = set()
    for first in parents:
        trail: list[str] = []
        task = first
        while task in parents and task not in seen:
            seen.add(task)
            trail.append(task)
            task = parents[task]
        if task in trail:
            yield trail[trail.index(task) :]
