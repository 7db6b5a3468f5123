"""The tasks of an old plan, and where they stand in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from retroplan.io.alignment import same
from retroplan.io.yaml_fresh import TASKS
from retroplan.io.yaml_lines import attached
from retroplan.io.yaml_nodes import Part, Sheet

_APART_FROM_WORK = ("id", "after", "before", TASKS)


@frozen(eq=False)
class Place:
    """
    A task of the old plan in its text.

    Attributes
    ----------
    part
        The item of a list that it is.
    document
        What it says.
    flow
        Whether that list stands in brackets.
    """

    part: Part
    document: Mapping[str, Any]
    flow: bool


class OldTasks:
    """
    The tasks of an old plan by id.

    Parameters
    ----------
    sheet
        The text of the old plan.
    old, new
        The documents of the old plan and of the new one.
    """

    def __init__(self, sheet: Sheet, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        self._sheet = sheet
        self._places = {place.document["id"]: place for place in _places(sheet, old)}
        self._ids = {place.part.start: task_id for task_id, place in self._places.items()}
        self._kept = set(_ids(new))

    def get(self, task_id: str) -> Place | None:
        """Find a task."""
        return self._places.get(task_id)

    def with_it(self, part: Part) -> str:
        """Give the comments above a task that go with it, because it stands elsewhere in the new plan."""
        return attached(self._sheet, part) if self._ids.get(part.start) in self._kept else ""

    def is_renamed(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        """Tell whether a new task seems to be an old one under another id: it has its name, or its work."""
        if old["id"] in self._kept or new["id"] in self._places:
            return False
        if old.get("name") and old["name"] == new.get("name"):
            return True
        one, other = (
            {key: value for key, value in task.items() if key not in _APART_FROM_WORK} for task in (old, new)
        )
        return same(one, other)


def _places(sheet: Sheet, document: Mapping[str, Any]) -> Iterator[Place]:
    """Yield the tasks of a plan, without recursion."""
    pending = [(sheet.root, sheet.head, document)]
    while pending:
        node, start, says = pending.pop()
        for part in sheet.parts(node, start) if says.get(TASKS) else ():
            if part.name != TASKS:
                continue
            items = sheet.parts(part.value, sheet.inside(part))
            for item, task in zip(items, says[TASKS], strict=True):
                yield Place(item, task, part.value.flow)
                pending.append((item.value, sheet.inside(item), task))


def _ids(document: Mapping[str, Any]) -> Iterator[str]:
    pending = [*document.get(TASKS, ())]
    while pending:
        task = pending.pop()
        yield task["id"]
        pending += task.get(TASKS, ())
