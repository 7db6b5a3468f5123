"""Rules about what is paid and booked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.subject import Subject
from retroplan.model.costs import Cost
from retroplan.resources.booking import bookings

OVERRUNS = ("budget-overspent", "plan-overspent", "budget-overplanned", "budget-shared-out")
"""Findings of a budget that say that there is too little money."""


def no_amount(subject: Subject) -> Iterator[Finding]:
    """Find items of a budget that say nothing of how much."""
    yield from _unpriced(subject.plan.costs, "costs", None)
    for place in subject.places:
        yield from _unpriced(place.task.costs, f"{place.path}.costs", place.task.id)


def _unpriced(costs: Sequence[Cost], path: str, task: str | None) -> Iterator[Finding]:
    for number, cost in enumerate(costs):
        if not any(True for _ in cost.amounts):
            yield warning("RP604", f"{path}[{number}]", task=task, name=quoted(cost.name))


def over_budget(subject: Subject) -> Iterator[Finding]:
    """
    Find where more is spent, planned or shared out than there is.

    What has no budget and is overspent because something below it is, is not told beside that.
    """
    found = [item for item in (subject.budget.findings if subject.budget else ()) if item.code in OVERRUNS]
    overspent = {item.task for item in found if item.code.endswith("overspent") and item.task}
    above: set[str | None] = {None} if overspent else set()
    for place in subject.places:
        if place.task.id in overspent:
            above.update(parent.id for parent in place.parents)
    for finding in found:
        task = finding.task
        if finding.code == "plan-overspent" and task in above:
            continue
        path = finding.path
        if task is not None:
            path = subject.paths[task] + (".budget" if subject.plan[task].budget is not None else "")
        yield warning("RP601", path, task=task, reason=Phrase(finding.code, finding.values))


def booked_twice(subject: Subject) -> Iterator[Finding]:
    """Find times in which more of a resource is booked than there is, or it is closed."""
    if subject.schedule is None or not subject.plan.resources:
        return
    for conflict in bookings(subject.schedule).conflicts:
        found, task = conflict.to_finding(), conflict.tasks[-1]
        path = f"{subject.paths[task]}.uses"
        yield warning("RP602", path, task=task, reason=Phrase(found.code, found.values))


def unknown_resource(subject: Subject) -> Iterator[Finding]:
    """Find what tasks use and a plan that lists its resources does not have."""
    plan = subject.plan
    known = [*plan.resources, *(item.name for item in plan.resources.values() if item.name)]
    for place in subject.places if known else ():
        for number, use in enumerate(place.task.uses):
            if plan.resource(use.resource)[1] is None:
                path, hint = f"{place.path}.uses[{number}]", nearest(use.resource, known)
                yield info("RP603", path, task=place.task.id, name=quoted(use.resource), hint=hint)
