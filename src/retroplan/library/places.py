"""Places in a plan document by name: ``mailing.waves.count``, ``calendar``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.keys import unknown_key
from retroplan.language.quoting import nearest, quoted
from retroplan.model.plan import Plan
from retroplan.model.task import Task


@frozen
class Place:
    """
    A place in a document that can hold a value.

    Attributes
    ----------
    holder
        The mapping that it lies in.
    key
        Its key there.
    path
        Where it is in the document, as messages write it: ``tasks[2].waves.count``.
    """

    holder: dict[str, Any]
    key: str
    path: str

    @property
    def value(self) -> object:
        """What stands there; None if nothing does."""
        return self.holder.get(self.key)

    def put(self, value: object) -> None:
        """Let something stand there; None takes away what does."""
        if value is None:
            self.holder.pop(self.key, None)
        else:
            self.holder[self.key] = value


def find_place(document: dict[str, Any], name: str) -> Place:
    """
    Find a place by its name.

    Parameters
    ----------
    document
        A plan document.
    name
        A task and a key of it, with dots between them, or a key of the plan. Of several tasks whose
        ids begin the name, the one with the longest id is meant.

    Raises
    ------
    PlanError
        There is no such task or key, or no mapping on the way.
    """
    ids = {task["id"]: (task, path) for task, path in _tasks(document)}
    cuts = [cut for cut in range(len(name)) if name[cut] == "." and name[:cut] in ids]
    holder, path, keys = document, "", name.split(".")
    if cuts:
        holder, path = ids[name[: cuts[-1]]]
        keys = name[cuts[-1] + 1 :].split(".")
    fields = attrs.fields(Task if cuts else Plan)
    known = [field.metadata["key"] or field.name for field in fields if field.metadata]
    if keys[0] not in known and not keys[0].startswith("x-"):
        if len(keys) == 1 or cuts:
            raise PlanError(unknown_key(keys[0], known))
        raise PlanError(error("unknown-task", id=quoted(keys[0]), hint=nearest(keys[0], ids)))
    for key in keys[:-1]:
        path = f"{path}.{key}".removeprefix(".")
        inner = holder.get(key)
        if not isinstance(inner, dict):
            raise PlanError(error("not-a-mapping", text=quoted(inner if inner is not None else key)))
        holder = inner
    return Place(holder, keys[-1], f"{path}.{keys[-1]}".removeprefix("."))


def _tasks(document: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    pending = [(task, f"tasks[{number}]") for number, task in enumerate(document.get("tasks", ()))]
    while pending:
        task, path = pending.pop()
        yield task, path
        children = enumerate(task.get("tasks", ()))
        pending += [(child, f"{path}.tasks[{number}]") for number, child in children]
