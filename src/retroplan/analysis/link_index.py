"""The links of a plan by what they tie."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from retroplan.model.link import Link
from retroplan.model.plan import Plan


@frozen(slots=False)
class LinkIndex:
    """
    The links of a plan, as they were written.

    Attributes
    ----------
    plan
        The plan.
    """

    plan: Plan

    @cached_property
    def between(self) -> dict[tuple[str, str], tuple[Link, ...]]:
        """The links from one task to another, each once."""
        found: dict[tuple[str, str], dict[Link, None]] = {}
        for link in (each.as_written for each in self.plan.all_links()):
            found.setdefault((link.predecessor, link.successor), {})[link] = None
        return {ends: tuple(links) for ends, links in found.items()}

    @cached_property
    def _by_end(self) -> tuple[dict[str, list[Link]], dict[str, list[Link]]]:
        """The links out of each task, and those into it."""
        sides: tuple[dict[str, list[Link]], dict[str, list[Link]]] = {}, {}
        for ends, links in self.between.items():
            for side, end in zip(sides, ends, strict=True):
                side.setdefault(end, []).extend(links)
        return sides

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {child.id: task.id for task in self.plan.walk() for child in task.tasks}

    def around(self, task_id: str, *, incoming: bool) -> Iterator[Link]:
        """Yield the links into a task, or out of it, and those of the summaries above it."""
        task: str | None = task_id
        while task is not None:
            yield from self._by_end[incoming].get(task, ())
            task = self._parents.get(task)
