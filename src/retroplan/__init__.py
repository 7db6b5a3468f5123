"""
Schedule a plan backwards from its launch date (*rétroplanning*).

>>> import retroplan as rp
>>> plan = rp.Plan("Demo", launch="2026-06-15", calendar="FR", tasks=[rp.Task("write", duration="5d")])
>>> rp.schedule(plan)["write"].offset
'J-7'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retroplan.calendars import Calendar as Calendar
    from retroplan.calendars import Closure as Closure
    from retroplan.document import from_document as from_document
    from retroplan.document import to_document as to_document
    from retroplan.engine.compute import schedule as schedule
    from retroplan.errors import CalendarError as CalendarError
    from retroplan.errors import Finding as Finding
    from retroplan.errors import PlanError as PlanError
    from retroplan.errors import RetroplanError as RetroplanError
    from retroplan.errors import Severity as Severity
    from retroplan.graph import from_graph as from_graph
    from retroplan.graph import to_graph as to_graph
    from retroplan.io.formats import dumps as dumps
    from retroplan.io.formats import read as read
    from retroplan.io.formats import write as write
    from retroplan.io.records import from_table as from_table
    from retroplan.library import Template as Template
    from retroplan.library import from_template as from_template
    from retroplan.library import templates as templates
    from retroplan.lint.report import Report as Report
    from retroplan.model.constraint import Constraint as Constraint
    from retroplan.model.constraint import ConstraintType as ConstraintType
    from retroplan.model.estimate import Basis as Basis
    from retroplan.model.estimate import Estimate as Estimate
    from retroplan.model.link import Link as Link
    from retroplan.model.link import LinkType as LinkType
    from retroplan.model.link import Percent as Percent
    from retroplan.model.plan import Plan as Plan
    from retroplan.model.task import Task as Task
    from retroplan.network import Network as Network
    from retroplan.network import compile as compile
    from retroplan.result import Conflict as Conflict
    from retroplan.result import Driver as Driver
    from retroplan.result import Explanation as Explanation
    from retroplan.result import Reason as Reason
    from retroplan.result import Schedule as Schedule
    from retroplan.result import ScheduledTask as ScheduledTask
    from retroplan.review import check as check
    from retroplan.schemas import json_schema as json_schema
    from retroplan.units import Duration as Duration
    from retroplan.units import Offset as Offset
    from retroplan.units import OffsetUnit as OffsetUnit
    from retroplan.units import Unit as Unit

__version__ = "0.1.0"

# Where each public name lives; it is imported when somebody uses it, so that
# `import retroplan` costs next to nothing.
_HOMES = {
    "Basis": "model.estimate",
    "Calendar": "calendars",
    "CalendarError": "errors",
    "Closure": "calendars",
    "Conflict": "result",
    "Constraint": "model.constraint",
    "ConstraintType": "model.constraint",
    "Driver": "result",
    "Duration": "units",
    "Estimate": "model.estimate",
    "Explanation": "result",
    "Finding": "errors",
    "Link": "model.link",
    "LinkType": "model.link",
    "Network": "network",
    "Offset": "units",
    "OffsetUnit": "units",
    "Percent": "model.link",
    "Plan": "model.plan",
    "PlanError": "errors",
    "Reason": "result",
    "Report": "lint.report",
    "RetroplanError": "errors",
    "Schedule": "result",
    "ScheduledTask": "result",
    "Severity": "errors",
    "Task": "model.task",
    "Template": "library",
    "Unit": "units",
    "check": "review",
    "compile": "network",
    "dumps": "io.formats",
    "from_document": "document",
    "from_table": "io.records",
    "from_graph": "graph",
    "from_template": "library",
    "json_schema": "schemas",
    "read": "io.formats",
    "schedule": "engine.compute",
    "templates": "library",
    "to_document": "document",
    "to_graph": "graph",
    "write": "io.formats",
}

__all__ = sorted(_HOMES)


if not TYPE_CHECKING:  # checkers know the names from the imports above

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'retroplan' has no attribute '{name}'")
        value = getattr(import_module(f"retroplan.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
