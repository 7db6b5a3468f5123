"""One task for each segment or channel, in the place of the task that is for all of them."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve

from retroplan.expand.tree import Parts, replace_tasks, summary_of
from retroplan.language.folding import folded
from retroplan.model.for_each import Choice
from retroplan.model.link import PartId
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.task import Task

_SAID_ONCE: dict[str, Any] = {
    "for_each": None, "after": (), "before": (), "extra": {},
    "status": None, "deliverables": (), "note": "", "context": {},
}  # fmt: skip


def expand_variants(plan: Plan) -> Plan:
    """
    Let a task that is for each segment or channel be a task for each.

    What waits for it waits for all of them, but a task that is for each of the same waits one by one.
    """
    return replace_tasks(plan, "for_each", _parts)


def _parts(plan: Plan, place: Place) -> Parts | None:
    task = place.task
    if task.for_each is None:
        return None
    made: dict[str, Task] = {}
    each: dict[object, str] = {}
    for choices in task.for_each.choices(plan.lists):
        part_id = _fresh(choices, made)
        made[part_id] = _variant(plan, task, choices, PartId(f"{task.id}/{part_id}"))
        each[tuple((tag, value) for tag, value, _ in choices)] = made[part_id].id
    summary = summary_of(task, tuple(made.values()))
    return Parts(summary, task.id, task.id, (task.id,), tuple(child.id for child in made.values()), each)


def _variant(plan: Plan, task: Task, choices: tuple[Choice, ...], part_id: PartId) -> Task:
    changes: dict[str, Any] = {}
    for _, _, variant in choices:
        changes |= variant.changes
    tags = {**task.tags, **{tag: (value,) for tag, value, _ in choices}}
    name = ", ".join(plan.called(tag, value) for tag, value, _ in choices)
    return evolve(task, id=part_id, name=name, tags=tags, **{**_SAID_ONCE, **changes})


def _fresh(choices: tuple[Choice, ...], taken: dict[str, Task]) -> str:
    """Make the last part of an id from values; a number alone would be that of a repetition."""
    words = re.sub(r"[^\w]+", "-", folded("-".join(value for _, value, _ in choices)[:100])).strip("-_")
    if not words or words.isdecimal():
        words = f"{re.sub(r'[^a-z]+', '', folded(choices[0][0])) or 'part'}-{words}".rstrip("-")
    made, number = words, 1
    while made in taken:
        number += 1
        made = f"{words}-{number}"
    return made
