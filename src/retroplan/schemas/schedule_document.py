"""The schema of a schedule's document, from the fields of the classes that write it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from retroplan.errors import Finding, Severity
from retroplan.model.link import Link, LinkType
from retroplan.model.plan import Plan
from retroplan.result import Schedule
from retroplan.scheduled import ENDS, Conflict, Driver, ScheduledTask
from retroplan.schemas.fragments import (
    Fragment,
    attributes_of,
    closed,
    described,
    nullable,
    ref,
    schema_of,
    summary_of,
    text,
)
from retroplan.schemas.plan_document import mapping_of, plan_definitions

_INSTANT = text("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00$", "2026-06-15T08:00:00")
_DATE = text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-06-15", format="date")

# How each type of a result is written. A field of a new type has no schema before it has its row here.
TYPES: Mapping[str, Fragment] = {
    "str": {"type": "string"},
    "str | None": {"type": ["string", "null"]},
    "int": {"type": "integer"},
    "int | None": {"type": ["integer", "null"]},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": _DATE,
    "datetime": _INSTANT,
    "datetime | None": nullable(_INSTANT),
    "Moment | None": {"anyOf": [_DATE, _INSTANT, {"type": "null"}]},
    "Mapping[str, object]": {"type": "object"},
    "Severity": {"enum": [severity.value for severity in Severity]},
    "Plan": ref("plan"),
    "Driver": ref("driver"),
    "Link | None": nullable(ref("written_link")),
    "LinkType": {"enum": [kind.value for kind in LinkType]},
    "Lag": ref("lag"),
    "tuple[str, ...]": {"type": "array", "items": {"type": "string"}},
    "tuple[ScheduledTask, ...]": {"type": "array", "items": ref("scheduled_task")},
    "tuple[Conflict, ...]": {"type": "array", "items": ref("conflict")},
    "tuple[Finding, ...]": {"type": "array", "items": ref("finding")},
}

# A schedule works most of its answers out; what its document holds is listed here.
SCHEDULE: Mapping[str, str] = {
    "plan": "Plan",
    "launch": "datetime | None",
    "start": "datetime",
    "finish": "datetime",
    "feasible": "bool",
    "missing_days": "float",
    "earliest_launch": "Moment | None",
    "critical_path": "tuple[str, ...]",
    "tasks": "tuple[ScheduledTask, ...]",
    "conflicts": "tuple[Conflict, ...]",
    "findings": "tuple[Finding, ...]",
}


def schedule_schema() -> Fragment:
    """Describe what `to_document` gives of a schedule."""
    told = {key: summary_of(getattr(Schedule, key)) for key in SCHEDULE if hasattr(Schedule, key)}
    told |= attributes_of(Schedule) | {"tasks": "Every task, in the order of the plan."}
    properties = {key: described(TYPES[kind], told.get(key, "")) for key, kind in SCHEDULE.items()}
    root = described(closed(properties, properties), summary_of(Schedule))
    return schema_of("schedule", root, schedule_definitions())


def schedule_definitions() -> dict[str, Fragment]:
    """Describe what the document of a schedule is made of, its plan included."""
    return {
        "scheduled_task": record_of(ScheduledTask),
        "driver": record_of(Driver),
        "written_link": record_of(Link),
        "conflict": record_of(Conflict),
        "finding": record_of(Finding),
        "plan": mapping_of(Plan),
        **plan_definitions(),
    }


def record_of(cls: type) -> Fragment:
    """Describe the mapping that a class is written as, by the types of its fields."""
    told = attributes_of(cls)
    kinds = {field.name: TYPES[str(field.type)] for field in attrs.fields(cls)}
    if cls is ScheduledTask:  # what goes on without an end has no finish
        kinds |= {name: nullable(kinds[name]) for name in ENDS if kinds[name] is not TYPES["int | None"]}
    properties = {name: described(kind, told.get(name, "")) for name, kind in kinds.items()}
    return described(closed(properties, properties), summary_of(cls))
