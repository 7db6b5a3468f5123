"""Where the tasks of a plan stand in its document."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from retroplan.model.plan import Plan
from retroplan.model.task import Task


@frozen
class Place:
    """A task, where it stands in the document, and the summaries above it."""

    path: str
    task: Task
    parents: tuple[Task, ...]


def places(plan: Plan) -> Iterator[Place]:
    """Yield every task with its path, in document order."""
    pending = [Place(f"tasks[{number}]", task, ()) for number, task in enumerate(plan.tasks)]
    pending.reverse()
    while pending:
        place = pending.pop()
        yield place
        if place.task.tasks:
            above = (*place.parents, place.task)
            pending.extend(
                Place(f"{place.path}.tasks[{number}]", child, above)
                for number, child in reversed(list(enumerate(place.task.tasks)))
            )
