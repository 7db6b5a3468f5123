"""Rules of `check` about what is paid and booked."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.errors import Finding, PlanError, info, warning
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.spending import spends
from retroplan.resources.booking import bookings
from retroplan.resources.costing import budget
from retroplan.result import Schedule

_OVER = ("budget-overspent", "plan-overspent", "budget-overplanned", "budget-shared-out")


def over_budget(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find where more is spent or planned than may be."""
    if schedule is None or not spends(plan):
        return
    try:
        findings = budget(schedule).findings
    except PlanError:  # a lead time that leaves the calendar, which only orders ask about
        return
    for finding in findings:
        if finding.code in _OVER:
            path = finding.path if finding.task is None else ""
            yield warning("RP601", path, task=finding.task, reason=Phrase(finding.code, finding.values))


def booked_twice(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find resources that are booked beyond what there is, or on days on which they are closed."""
    if schedule is None or not plan.resources:
        return
    for conflict in bookings(schedule).conflicts:
        finding = conflict.to_finding()
        yield warning("RP602", task=conflict.tasks[-1], reason=Phrase(finding.code, finding.values))


def unknown_resource(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find names that are none of the resources of a plan that lists its resources."""
    known = [*plan.resources, *(item.name for item in plan.resources.values() if item.name)]
    for place in places(plan) if known else ():
        for number, use in enumerate(place.task.uses):
            if plan.resource(use.resource)[1] is None:
                path, hint = f"{place.path}.uses[{number}]", nearest(use.resource, known)
                yield info("RP603", path, task=place.task.id, name=quoted(use.resource), hint=hint)
