"""Edits of a tree of tasks: each returns a new one, and no link is lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_not
from typing import Any, TypeAlias

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.model.link import NO_LAG, Lag, Link, LinkType
from retroplan.model.span import renamed_span
from retroplan.model.task import LAUNCH, Task
from retroplan.units import Duration

_TYPES = {(kind.from_start, kind.to_start): kind for kind in LinkType}


Rule: TypeAlias = Callable[[Task, tuple[Task, ...]], Task | None]
"""What becomes of a task and its new children; None takes it out."""


def rebuilt(tasks: Iterable[Task], rule: Rule) -> tuple[Task, ...]:
    """Rebuild a tree of tasks from its leaves up; without recursion, however deep it is."""
    pending, owners, made = [iter(tasks)], list[Task](), [list[Task]()]
    while True:
        task = next(pending[-1], None)
        if task is not None:
            pending.append(iter(task.tasks))
            owners.append(task)
            made.append([])
            continue
        pending.pop()
        children = tuple(made.pop())
        if not owners:
            return children
        result = rule(owners.pop(), children)
        if result is not None:
            made[-1].append(result)


def holding(task: Task, children: tuple[Task, ...], **changes: Any) -> Task:
    """Return a task with some children and changes; itself where that is nothing new."""
    if len(children) != len(task.tasks) or any(map(is_not, children, task.tasks)):
        changes["tasks"] = children
    return evolve(task, **changes) if changes else task


def changed(tasks: tuple[Task, ...], task_id: str, changes: Mapping[str, Any]) -> tuple[Task, ...]:
    """Return the tasks with one of them changed, wherever it stands."""
    return rebuilt(
        tasks,
        lambda task, children: evolve(task, **changes) if task.id == task_id else holding(task, children),
    )


def without(tasks: tuple[Task, ...], ids: set[str]) -> tuple[Task, ...]:
    """Return the tasks without some of them, and without the links to those but for the launch."""
    gone = ids - {LAUNCH}

    def rule(task: Task, children: tuple[Task, ...]) -> Task | None:
        if task.id in ids:
            return None
        after = tuple(link for link in task.after if link.predecessor not in gone)
        before = tuple(link for link in task.before if link.successor not in gone)
        fewer = {"after": after} if len(after) < len(task.after) else {}
        fewer |= {"before": before} if len(before) < len(task.before) else {}
        return holding(task, children, **fewer)

    return rebuilt(tasks, rule)


def renamed(tasks: tuple[Task, ...], old: str, new: str) -> tuple[Task, ...]:
    """Return the tasks with another id for one of them, also in the links and spans that name it."""

    def rule(task: Task, children: tuple[Task, ...]) -> Task:
        named: dict[str, Any] = {"id": new} if task.id == old else {}
        if any(old in (link.predecessor, link.successor) for link in (*task.after, *task.before)):
            named["after"] = tuple(relinked(link, old, new) for link in task.after)
            named["before"] = tuple(relinked(link, old, new) for link in task.before)
        if task.span is not None and any(event.task == old for _, event in task.span.events):
            named["span"] = renamed_span(task.span, old, new)
        return holding(task, children, **named)

    return rebuilt(tasks, rule)


def relinked(link: Link, old: str, new: str) -> Link:
    """Return a link with another id at the ends that have the old one."""
    ends = {end: new for end in ("predecessor", "successor") if getattr(link, end) == old}
    return evolve(link, **ends) if ends else link


def below(task: Task) -> Iterator[str]:
    """Yield the id of a task and those of all below it, a summary before its children."""
    pending = [task]
    while pending:
        item = pending.pop()
        yield item.id
        pending.extend(reversed(item.tasks))


def crossing(links: Iterable[Link], ids: set[str]) -> list[Link]:
    """Return the links between some tasks and the others."""
    return [link for link in links if (link.predecessor in ids) != (link.successor in ids)]


def spanning(tasks: Iterable[Task], gone: set[str], removed: set[str]) -> list[str]:
    """Name the hammocks that stay and take a date from a task that goes."""
    return [
        task.id
        for task in tasks
        if task.span is not None
        and task.id not in removed
        and any(event.task in gone for _, event in task.span.events)
    ]


def bridges(links: Iterable[Link], ids: set[str], root: str) -> list[Link]:
    """
    Link what came before some tasks to what comes after them.

    The new link ties the end at which the predecessor was linked to the end at which the
    successor was; lags add up. The time of the removed work itself is gone. Only what leads
    from one to the other through the removed tasks is linked.

    Parameters
    ----------
    links
        All links of the plan.
    ids
        The tasks that are removed.
    root
        The one above the others.

    Raises
    ------
    PlanError
        Two lags in different units cannot be added.
    """
    every = list(links)
    cut = crossing(every, ids)
    inner = [link for link in every if link.predecessor in ids and link.successor in ids]
    made: dict[Link, None] = {}
    for first in (link for link in cut if link.successor in ids):
        reached = _reached(first.successor, inner, root)
        for last in (link for link in cut if link.predecessor in reached):
            if not first.type.to_start and last.type.from_start:
                continue  # in at the finish and out at the start: nothing passes through
            kind = _TYPES[first.type.from_start, last.type.to_start]
            link = Link(first.predecessor, last.successor, kind, _sum(first, last))
            if link.predecessor != link.successor:
                made.setdefault(link)
    return list(made)


def _reached(start: str, inner: list[Link], root: str) -> set[str]:
    """Collect what a removed task leads to inside the removed ones; their summary stands for all."""
    reached = {start, root}
    if start == root:
        reached.update(end for link in inner for end in (link.predecessor, link.successor))
    pending = [start]
    while pending:
        task = pending.pop()
        for link in inner:
            if link.predecessor == task and link.successor not in reached:
                reached.add(link.successor)
                pending.append(link.successor)
    return reached


def _sum(first: Link, last: Link) -> Lag:
    if first.lag == NO_LAG or last.lag == NO_LAG:
        return last.lag if first.lag == NO_LAG else first.lag
    one, other = first.lag, last.lag
    if isinstance(one, Duration) and isinstance(other, Duration) and one.unit is other.unit:
        return Duration(one.amount + other.amount, one.unit)
    raise PlanError(
        error(
            "cannot-bridge", task=first.successor, first=first.other_end(first.predecessor), last=last.manner
        )
    )
