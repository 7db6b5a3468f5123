"""A plan as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retroplan.calendars import calendar_document
from retroplan.errors import PlanError, error
from retroplan.model.carried import parse_context
from retroplan.model.costs import costs_document
from retroplan.model.deliverable import deliverables_document
from retroplan.model.fields import parse_extra
from retroplan.model.moments import moment_text
from retroplan.model.task import MAX_LEVELS, reference_document

if TYPE_CHECKING:
    from retroplan.model.plan import Plan


def plan_document(plan: Plan) -> dict[str, Any]:
    """Give the plan as plain data, without what was not written."""
    document: dict[str, Any] = {"retroplan": plan.version}
    if plan.name:
        document["name"] = plan.name
    if plan.lang:
        document["lang"] = plan.lang
    for key in ("launch", "start"):
        if getattr(plan, key) is not None:
            document[key] = moment_text(getattr(plan, key))
    if plan.calendar is not None:
        document["calendar"] = reference_document(plan.calendar)
    if plan.calendars:
        document["calendars"] = {name: calendar_document(item) for name, item in plan.calendars.items()}
    if plan.hours_per_day is not None:
        hours = plan.hours_per_day
        document["hours_per_day"] = int(hours) if hours == int(hours) else float(hours)
    if plan.buffer is not None:
        document["buffer"] = str(plan.buffer)
    if plan.closed_dates:
        document["closed_dates"] = plan.closed_dates
    if plan.owner:
        document["owner"] = list(plan.owner)
    if plan.deliverables:
        document["deliverables"] = deliverables_document(plan.deliverables)
    if plan.context:
        document["context"] = dict(parse_context(plan.context))
    if plan.people:
        document["people"] = {key: item.to_document() for key, item in plan.people.items()}
    for key in ("segments", "channels"):
        if getattr(plan, key):
            document[key] = {name: item.to_document() for name, item in getattr(plan, key).items()}
    if plan.approvers:
        document["approvers"] = {name: item.to_document() for name, item in plan.approvers.items()}
    for key in ("currency", "budget", "cost_of_delay"):
        if getattr(plan, key) is not None:
            document[key] = str(getattr(plan, key))
    if plan.costs:
        document["costs"] = costs_document(plan.costs)
    if plan.resources:
        document["resources"] = {key: item.to_document() for key, item in plan.resources.items()}
    if plan.ignore:
        document["ignore"] = list(plan.ignore)
    try:
        document["tasks"] = [task.to_document() for task in plan.tasks]
    except RecursionError:
        raise PlanError(error("too-many-levels", "tasks", limit=MAX_LEVELS)) from None
    if plan.links:
        document["links"] = [
            {"predecessor": link.predecessor, "successor": link.successor}
            | {"type": link.type.value, "lag": str(link.lag)}
            for link in plan.links
        ]
    return document | dict(parse_extra(plan.extra))
