"""Rules about what a plan carries: deliverables, approvals, statuses, columns that were not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from retroplan.analysis.refinements import refinement_faults
from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.lint.subject import Subject, each_has, has_work, is_placed
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import TASKS


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
    for finding in subject.deliverable_faults:
        if finding.code == "deliverable-of-nobody":
            yield evolve(finding, code="RP701")  # only the plan's own have nobody


def deliverable_late(subject: Subject) -> Iterator[Finding]:
    """Find deliverables that are ready after the day on which they are due."""
    task_at = {path: task for task, path in subject.paths.items()}
    for finding in subject.deliverable_faults:
        if finding.code == "deliverable-late":
            yield evolve(finding, code="RP702", task=task_at.get(finding.path.rpartition(".")[0]))


def nothing_handed_over(subject: Subject) -> Iterator[Finding]:
    """Find last tasks that hand over nothing, in a plan that names deliverables."""
    for finding in subject.deliverable_faults:
        if finding.code == "nothing-handed-over":
            yield info("RP703", finding.path, task=finding.task, id=finding.task)


def unapproved_deliverable(subject: Subject) -> Iterator[Finding]:
    """Find tasks that hand something over which nobody approves, in a plan that approves others."""
    plan, cast = subject.plan, subject.cast
    tags = [task.tags.get("approves", ()) for task in plan.walk()]
    approving = {name for names in tags for name in names}
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
    """Find work that is refined after it was approved, and not approved again."""
    for finding in refinement_faults(subject.plan):
        yield evolve(finding, code="RP705")
