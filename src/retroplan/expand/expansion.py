"""The rules in their order, and the way back for what is wrong with a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from retroplan.errors import Finding
from retroplan.expand.approvals import expand_approvals
from retroplan.expand.given_dates import settle_dates
from retroplan.expand.repetitions import expand_repetitions
from retroplan.expand.sendings import expand_waves
from retroplan.expand.variants import expand_variants
from retroplan.model.link import whole_of
from retroplan.model.places import places
from retroplan.model.plan import Plan

# What is repeated is approved each time, so approvals come last; what is done for each of several
# segments is sent and approved for each, so that comes first.
_RULES: tuple[Callable[[Plan], Plan], ...] = (
    expand_variants,
    expand_repetitions,
    expand_waves,
    expand_approvals,
)


def expand(plan: Plan) -> Plan:
    """
    Give the plan that is scheduled: every approval, wave, occurrence and segment a task of its own.

    Each task that is scheduled in parts becomes a summary of the same id with children such as
    ``content/approval-1``, and given dates on closed days are where `closed_dates` wants them; a
    plan without any of this is returned as it is.

    Raises
    ------
    PlanError
        It cannot be said when the parts are; each problem with the place of the user's task.
    """
    if any(task.in_parts for task in plan.walk()):
        for rule in _RULES:
            plan = rule(plan)
    return settle_dates(plan)


def retold(plan: Plan, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings about parts the place of the task in the user's plan that they are parts of."""
    known: dict[str, str] = {}
    for finding in findings:
        whole = whole_of(finding.task or "")
        if finding.path or whole == (finding.task or ""):
            yield finding
            continue
        known = known or {place.task.id: place.path for place in places(plan)}
        yield evolve(finding, path=known.get(whole, ""))
