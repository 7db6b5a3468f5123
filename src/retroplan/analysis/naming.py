"""What tasks are called, parts of a task with it."""

from __future__ import annotations

from retroplan.model.link import is_occurrence
from retroplan.model.plan import Plan


def name_of(plan: Plan, task_id: str) -> str:
    """Say what a task is called; a part of a task by the names of both: "E-mail – Fidèles – Sending"."""
    task = plan.get(task_id)
    label = task_id if task is None else task.label
    whole, _, _ = task_id.rpartition("/")
    above = plan.get(whole) if whole else None
    if above is None:
        return label
    place = name_of(plan, whole)
    if task_id.endswith("/work"):  # the approvals behind it are what has to be told apart
        return place
    # the name of an occurrence is that of the task with a number
    return place.removesuffix(above.label) + label if is_occurrence(task_id) else f"{place} – {label}"
