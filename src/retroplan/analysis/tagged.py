"""The tasks of a schedule by their tags, those of summaries handed down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from retroplan.model.link import PartId
from retroplan.model.plan import Plan
from retroplan.model.task import Task

Tags = Mapping[str, tuple[str, ...]]


@frozen
class Tagged:
    """
    A task with all its tags.

    Attributes
    ----------
    task
        The task.
    tags
        Its own tags, and of the summaries above it those that it does not have itself.
    phase
        The topmost summary above it; empty if there is none.
    """

    task: Task
    tags: Tags
    phase: str


def tagged(plan: Plan) -> Iterator[Tagged]:
    """
    Yield the tasks that people see, without children, in the order of the plan.

    Of a task that is sent in waves these are the sendings; one that is approved is one task with its
    approvals; every occurrence and every segment is one.

    Parameters
    ----------
    plan
        The plan as it is scheduled, or as it is written.
    """
    pending: list[tuple[Task, Tags, str]] = [(task, {}, "") for task in reversed(plan.tasks)]
    while pending:
        task, above, phase = pending.pop()
        tags = {**above, **task.tags}
        kinds = [_kind(child) for child in task.tasks]
        if not task.tasks or "work" in kinds:
            yield Tagged(task, tags, phase)
            continue
        sent = [child for child, kind in zip(task.tasks, kinds, strict=True) if kind == "send"]
        below = sent or task.tasks
        pending += [(child, tags, phase or task.label) for child in reversed(below)]


def _kind(task: Task) -> str:
    """Tell what part of a task it is: ``work``, ``send``; empty for a task that people wrote."""
    if not isinstance(task.id, PartId):
        return ""
    return task.id.rpartition("/")[2].partition("-")[0]


def by_tag(plan: Plan, tag: str) -> dict[str, tuple[str, ...]]:
    """
    List the tasks of a plan by the values of a tag; what a summary has, its tasks have.

    Parameters
    ----------
    plan
        The plan. Segments and channels that it lists are there, with or without tasks.
    tag
        The name of the tag.

    Returns
    -------
    dict
        Ids of tasks without children, as they are written.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("a", tags={"channel": "email"}), rp.Task("b", tags={"channel": ["email", "web"]})]
    >>> rp.by_tag(rp.Plan(tasks=tasks, channels=["web", "radio"]), "channel")
    {'web': ('b',), 'radio': (), 'email': ('a', 'b')}
    """
    if not isinstance(plan, Plan):
        raise TypeError(f"by_tag takes a Plan, not {type(plan).__name__}")
    found: dict[str, list[str]] = {value: [] for value in plan.lists.get(f"{tag}s", {})}
    for item in tagged(plan):
        for value in _values(plan, item, tag):
            found.setdefault(value, []).append(item.task.id)
    return {value: tuple(ids) for value, ids in found.items()}


def _values(plan: Plan, item: Tagged, tag: str) -> tuple[str, ...]:
    """Give the values of a tag, those too for each of which the task is made."""
    each = item.task.for_each
    choices = each.choices(plan.lists) if each is not None else ()
    made = (value for choice in choices for name, value, _ in choice if name == tag)
    return tuple(dict.fromkeys((*item.tags.get(tag, ()), *made)))
