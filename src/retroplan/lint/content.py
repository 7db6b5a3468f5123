"""Rules about what a plan carries: deliverables, approvals, statuses, columns that were not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.lint.subject import Subject, each_has, has_work, is_placed
from retroplan.model.task import LAUNCH
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import TASKS

SUPPORT = "support"
"""A tag of a task that is done for the others and hands over nothing itself."""
REFINES = "refines"
"""The tag of a task that works on what another task made: it holds the id of that task."""
APPROVES = "approves"
"""The tag of a task that stands for the approval of another: it holds the id of that task."""


def unread_columns(subject: Subject) -> Iterator[Finding]:
    """Find columns of the user's table that may hold what the plan lacks: durations, or links and dates."""
    columns = subject.plan.extra.get(COLUMNS)
    unread = [] if not isinstance(columns, Mapping) else [
        str(heading) for key, heading in columns.items() if key.startswith("x-") and key not in TASKS
    ]  # fmt: skip
    leaves = [place.task for place in subject.leaves]
    timed = any(map(has_work, leaves))
    placed = bool(subject.links) or any(map(is_placed, leaves))
    if unread and leaves and not (timed and placed):
        lacking = "lacks-duration" if placed else "lacks-links" if timed else "lacks-both"
        tell = info if timed else warning
        yield tell(
            "RP501", columns=tuple(quoted(heading) for heading in unread), lacking=Phrase(lacking),
            example=quoted(f"{unread[0]}={'after' if timed else 'duration'}"),
        )  # fmt: skip


def deliverable_of_nobody(subject: Subject) -> Iterator[Finding]:
    """Find deliverables of the plan that no task hands over."""
    for product in subject.products:
        if not product.tasks:
            yield warning("RP701", product.path, name=quoted(product.deliverable.name))


def deliverable_late(subject: Subject) -> Iterator[Finding]:
    """Find deliverables that are ready after the day on which they are due."""
    task_at = {path: task for task, path in subject.paths.items()}
    for product in subject.products:
        if product.due is not None and product.ready is not None and product.ready > product.due:
            yield warning(
                "RP702", product.path, task=task_at.get(product.path.rpartition(".")[0]),
                name=quoted(product.deliverable.name), ready=product.ready, due=product.due,
            )  # fmt: skip


def nothing_handed_over(subject: Subject) -> Iterator[Finding]:
    """
    Find last tasks that hand over nothing, in a plan that names deliverables.

    One that is done for the others says so with a tag: ``tags: {support: yes}``.
    """
    sources = {link.predecessor for link in subject.plan.all_links() if link.successor != LAUNCH}
    for place in subject.leaves if subject.products else ():
        line = (place.task, *place.parents)
        last = place.task.span is None and not any(task.id in sources for task in line)
        if last and not any(task.deliverables or SUPPORT in task.tags for task in line):
            yield info("RP703", place.path, task=place.task.id, id=place.task.id)


def unapproved_deliverable(subject: Subject) -> Iterator[Finding]:
    """Find tasks that hand something over which nobody approves, in a plan that approves others."""
    plan, cast = subject.plan, subject.cast
    approving = _approving(subject)
    approves = any(
        task.approval or (task.waves is not None and task.waves.approval) for task in plan.walk()
    ) or bool(approving)
    for place in subject.leaves if approves else ():
        task = place.task
        line = (task, *place.parents)
        approved = any(
            each.approval or each.id in approving or (each.waves is not None and each.waves.approval)
            for each in line
        )
        answered = cast.roles[task.id].accountable or each_has(task, "accountable")
        if task.deliverables and not approved and not answered:
            names = tuple(quoted(item.name) for item in task.deliverables)
            yield info("RP704", f"{place.path}.deliverables", task=task.id, id=task.id, names=names)


def unapproved_refinement(subject: Subject) -> Iterator[Finding]:
    """
    Find tasks that change what has been approved, and leave no time to approve it again.

    They say so with a tag: ``tags: {refines: content}``. An approval of their own, or a task behind
    them that stands for it (``tags: {approves: refine}``), is enough.
    """
    approving = _approving(subject)
    for place in subject.places:
        task = place.task
        for name in task.tags.get(REFINES, ()):
            refined = subject.plan.get(name)
            approved = refined is not None and (bool(refined.approval) or name in approving)
            if approved and not task.approval and task.id not in approving:
                yield warning("RP705", place.path, task=task.id, id=task.id, refined=name)


def _approving(subject: Subject) -> set[str]:
    """Name the tasks for whose approval another one stands."""
    return {name for task in subject.plan.walk() for name in task.tags.get(APPROVES, ())}
