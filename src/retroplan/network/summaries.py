"""What a summary's links and constraints hold for: which of its leaves begin it, which end it."""

from __future__ import annotations

from retroplan.model.link import Link
from retroplan.model.plan import Plan


class Inside:
    """Which leaves of a summary have no predecessor, or no successor, inside it."""

    def __init__(
        self, plan: Plan, links: list[Link], leaves: dict[str, list[int]], index: dict[str, int]
    ) -> None:
        self.leaves = leaves
        self.index = index
        self.children = {task.id: [child.id for child in task.tasks] for task in plan.walk() if task.tasks}
        self.links: dict[str, list[Link]] = {}
        if leaves:
            for link in links:
                self.links.setdefault(link.predecessor, []).append(link)

    def _below(self, summary: str) -> set[str]:
        ids: set[str] = set()
        pending = [summary]
        while pending:
            children = [child for child in self.children.get(pending.pop(), []) if child not in ids]
            ids.update(children)
            pending += children
        return ids

    def _free(self, summary: str, end: str) -> list[int]:
        inside = self._below(summary)
        bound: set[int] = set()
        for predecessor in inside:
            for link in self.links.get(predecessor, []):
                if link.successor in inside:
                    bound.update(self._ends(link, end))
        return [leaf for leaf in self.leaves[summary] if leaf not in bound]

    def _ends(self, link: Link, end: str) -> list[int]:
        """Return the leaves that a link binds at one of its ends."""
        task = getattr(link, end)
        if task not in self.leaves:
            return [self.index[task]]
        if end == "predecessor" and link.type.from_start:
            return self.entries(task)  # SS and SF count from the leaves that begin it
        return self.leaves[task]

    def entries(self, summary: str) -> list[int]:
        """Return the leaves with no predecessor inside."""
        return self._free(summary, "successor")

    def exits(self, summary: str) -> list[int]:
        """Return the leaves with no successor inside."""
        return self._free(summary, "predecessor")
