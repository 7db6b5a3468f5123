"""Putting parts in the place of a task, with every link tied to the part it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError
from retroplan.model.edits import holding, rebuilt
from retroplan.model.link import Link, PartId, PartLink
from retroplan.model.places import Place, places
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task


@frozen
class Parts:
    """
    What a task becomes.

    Attributes
    ----------
    summary
        The summary of the same id, with its children and without links of its own.
    begin
        Id that an SS or SF link from the task counts from.
    end
        Id that an FS or FF link from the task waits for.
    held
        Ids that an FS or SS link to the task holds.
    last
        Ids that an FF or SF link to the task holds.
    each
        The id of the part for each of several values; a link to a task that is for the same values ties
        one to one.
    """

    summary: Task
    begin: str
    end: str
    held: tuple[str, ...]
    last: tuple[str, ...]
    each: Mapping[object, str] = field(factory=dict)


def replace_tasks(plan: Plan, key: str, parts_of: Callable[[Plan, Place], Parts | None]) -> Plan:
    """
    Put parts in the place of every task that has some.

    Parameters
    ----------
    plan
        The plan; it is returned as it is if no task has parts.
    key
        The key of a task that makes the parts, for what is wrong with it.
    parts_of
        Gives the parts of a task, None if there are none.

    Raises
    ------
    PlanError
        With the problems of all tasks, each with its path.
    """
    found: dict[str, Parts] = {}
    findings: list[Finding] = []
    for place in places(plan):
        if place.task.tasks or place.task.id == LAUNCH:
            continue  # refused already, or made by another rule
        try:
            parts = parts_of(plan, place)
        except PlanError as problem:
            findings += [finding.at(f"{place.path}.{key}") for finding in problem.findings]
            continue
        if parts is not None:
            found[place.task.id] = parts
    if findings:
        raise PlanError(findings)
    if not found:
        return plan
    tasks = rebuilt(plan.tasks, lambda task, children: _tied_task(task, children, found))
    links = tuple(tied for link in plan.links for tied in _tied(link, found))
    return plan.replace(tasks=tasks, links=links)


def _tied_task(task: Task, children: tuple[Task, ...], found: Mapping[str, Parts]) -> Task:
    after = tuple(tied for link in task.after for tied in _tied(link, found))
    before = tuple(tied for link in task.before for tied in _tied(link, found))
    if task.id in found:
        return _linked(found[task.id].summary, after, before)
    links = {"after": after, "before": before}
    return holding(task, children, **{key: tied for key, tied in links.items() if tied != getattr(task, key)})


def _linked(summary: Task, after: Sequence[Link], before: Sequence[Link]) -> Task:
    """Write the links of a task that has become a summary into the children they are tied to."""
    children = []
    for child in summary.tasks:
        held = tuple(link for link in after if link.successor == child.id)
        forward = tuple(link for link in before if link.predecessor == child.id)
        children.append(evolve(child, after=(*held, *child.after), before=(*forward, *child.before)))
    return evolve(
        summary,
        after=tuple(link for link in after if link.successor == summary.id),
        before=tuple(link for link in before if link.predecessor == summary.id),
        tasks=children,
    )


def _tied(link: Link, found: Mapping[str, Parts]) -> Iterator[Link]:
    """Yield a link from and to the parts it means; one between whole tasks is itself."""
    one, other = (found.get(end) for end in (link.predecessor, link.successor))
    if one is not None and other is not None and one.each and one.each.keys() == other.each.keys():
        for key, part in one.each.items():
            yield PartLink(part, other.each[key], link.type, link.lag, link.as_written)
        return
    source = link.predecessor
    targets: tuple[str, ...] = (link.successor,)
    if source in found:
        source = found[source].begin if link.type.from_start else found[source].end
    if link.successor in found:
        parts = found[link.successor]
        targets = parts.held if link.type.to_start else parts.last
    for target in targets:
        if (source, target) == (link.predecessor, link.successor):
            yield link
        else:
            yield PartLink(source, target, link.type, link.lag, link.as_written)


def part_of(task: Task, suffix: str, name: str, **values: Any) -> Task:
    """Make a part of a task."""
    return Task(PartId(f"{task.id}/{suffix}"), name, **values)


def chained(parts: Sequence[Task]) -> list[Task]:
    """Let each part begin when the one before is done."""
    chain = list(parts[:1])
    for part in parts[1:]:
        chain.append(evolve(part, after=(Link(chain[-1].id, part.id),)))
    return chain


def summary_of(task: Task, children: Sequence[Task], **kept: Any) -> Task:
    """Make the summary in the place of a task: its name, tags and people, without its work."""
    ends = ("at", "until", "start", "finish", "constraint", "deadline")
    emptied: dict[str, Any] = dict.fromkeys(("duration", "effort", *ends, "calendar", "margin"))
    emptied |= {"risk_factor": Decimal(1), "after": (), "before": ()}
    emptied |= {"approval": (), "waves": None, "repeat": None, "for_each": None}
    return evolve(task, **emptied | kept | {"tasks": tuple(children)})
