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
    from retroplan.analysis.candidates import Candidate as Candidate
    from retroplan.analysis.candidates import candidates as candidates
    from retroplan.analysis.comparing import compare as compare
    from retroplan.analysis.comparison import Comparison as Comparison
    from retroplan.analysis.comparison import TaskChange as TaskChange
    from retroplan.analysis.delays import DelayEffect as DelayEffect
    from retroplan.analysis.delays import delay_effects as delay_effects
    from retroplan.analysis.handovers import Handover as Handover
    from retroplan.analysis.handovers import handovers as handovers
    from retroplan.analysis.nearly import NearPath as NearPath
    from retroplan.analysis.nearly import near_critical_paths as near_critical_paths
    from retroplan.analysis.notices import Notice as Notice
    from retroplan.analysis.notices import notices as notices
    from retroplan.analysis.parallel import Overlap as Overlap
    from retroplan.analysis.parallel import overlaps as overlaps
    from retroplan.analysis.parallel import parallel_groups as parallel_groups
    from retroplan.analysis.products import Product as Product
    from retroplan.analysis.products import products as products
    from retroplan.analysis.publications import Publication as Publication
    from retroplan.analysis.publications import PublicationCalendar as PublicationCalendar
    from retroplan.analysis.publications import publication_calendar as publication_calendar
    from retroplan.analysis.raci import Raci as Raci
    from retroplan.analysis.raci import raci as raci
    from retroplan.analysis.split import EffortSplit as EffortSplit
    from retroplan.analysis.split import effort_split as effort_split
    from retroplan.analysis.strain import SafetyTime as SafetyTime
    from retroplan.analysis.strain import bottlenecks as bottlenecks
    from retroplan.analysis.strain import safety_time as safety_time
    from retroplan.analysis.tagged import by_tag as by_tag
    from retroplan.analysis.window import ClosedDay as ClosedDay
    from retroplan.analysis.window import LaunchCandidate as LaunchCandidate
    from retroplan.analysis.window import launch_window as launch_window
    from retroplan.analysis.workload import PersonTask as PersonTask
    from retroplan.analysis.workload import PersonView as PersonView
    from retroplan.analysis.workload import Wait as Wait
    from retroplan.analysis.workload import Workload as Workload
    from retroplan.analysis.workload import workload as workload
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
    from retroplan.io.ics_closures import Closures as Closures
    from retroplan.io.ics_closures import closures_from_ics as closures_from_ics
    from retroplan.io.records import from_table as from_table
    from retroplan.library import Parameter as Parameter
    from retroplan.library import Template as Template
    from retroplan.library import from_template as from_template
    from retroplan.library import save_template as save_template
    from retroplan.library import templates as templates
    from retroplan.library import to_template as to_template
    from retroplan.lint.report import Report as Report
    from retroplan.model.assignment import Assignment as Assignment
    from retroplan.model.audience import Channel as Channel
    from retroplan.model.audience import Segment as Segment
    from retroplan.model.carried import Priority as Priority
    from retroplan.model.carried import Status as Status
    from retroplan.model.carried import StatusKind as StatusKind
    from retroplan.model.constraint import Constraint as Constraint
    from retroplan.model.constraint import ConstraintType as ConstraintType
    from retroplan.model.costs import Cost as Cost
    from retroplan.model.costs import Use as Use
    from retroplan.model.deliverable import Deliverable as Deliverable
    from retroplan.model.estimate import Basis as Basis
    from retroplan.model.estimate import Choices as Choices
    from retroplan.model.estimate import Estimate as Estimate
    from retroplan.model.estimate import Quantiles as Quantiles
    from retroplan.model.estimate import Range as Range
    from retroplan.model.for_each import ForEach as ForEach
    from retroplan.model.link import Link as Link
    from retroplan.model.link import LinkType as LinkType
    from retroplan.model.link import Percent as Percent
    from retroplan.model.money import Money as Money
    from retroplan.model.people import Person as Person
    from retroplan.model.plan import Plan as Plan
    from retroplan.model.rates import Rate as Rate
    from retroplan.model.resources import Resource as Resource
    from retroplan.model.task import Task as Task
    from retroplan.network import Network as Network
    from retroplan.network import compile as compile
    from retroplan.offsets import Offset as Offset
    from retroplan.offsets import OffsetUnit as OffsetUnit
    from retroplan.resources.booking import Booking as Booking
    from retroplan.resources.booking import BookingConflict as BookingConflict
    from retroplan.resources.booking import Bookings as Bookings
    from retroplan.resources.booking import bookings as bookings
    from retroplan.resources.costing import budget as budget
    from retroplan.resources.lateness import delay_cost as delay_cost
    from retroplan.resources.lines import BudgetLine as BudgetLine
    from retroplan.resources.loading import Load as Load
    from retroplan.resources.loading import loads as loads
    from retroplan.resources.orders import Need as Need
    from retroplan.resources.orders import needs as needs
    from retroplan.resources.sums import Budget as Budget
    from retroplan.resources.sums import BudgetSum as BudgetSum
    from retroplan.result import Schedule as Schedule
    from retroplan.review import check as check
    from retroplan.risk.answers import TaskRisk as TaskRisk
    from retroplan.risk.buffers import Buffer as Buffer
    from retroplan.risk.buffers import BufferSizes as BufferSizes
    from retroplan.risk.buffers import size_buffer as size_buffer
    from retroplan.risk.correlation import Correlation as Correlation
    from retroplan.risk.correlation import Group as Group
    from retroplan.risk.events import RiskEvent as RiskEvent
    from retroplan.risk.pert import Pert as Pert
    from retroplan.risk.pert import PertPath as PertPath
    from retroplan.risk.pert import PertTask as PertTask
    from retroplan.risk.pert import pert_rules as pert_rules
    from retroplan.risk.result import Simulation as Simulation
    from retroplan.risk.sensitivity import Sensitivity as Sensitivity
    from retroplan.risk.sensitivity import TaskSensitivity as TaskSensitivity
    from retroplan.risk.sensitivity import sensitivity as sensitivity
    from retroplan.risk.simulation import simulate as simulate
    from retroplan.scheduled import Conflict as Conflict
    from retroplan.scheduled import Driver as Driver
    from retroplan.scheduled import Explanation as Explanation
    from retroplan.scheduled import Reason as Reason
    from retroplan.scheduled import ScheduledTask as ScheduledTask
    from retroplan.schemas import json_schema as json_schema
    from retroplan.units import Duration as Duration
    from retroplan.units import Unit as Unit

__version__ = "0.1.0"

# Where each public name lives; it is imported when somebody uses it, so that
# `import retroplan` costs next to nothing.
_HOMES = {
    "Assignment": "model.assignment",
    "Basis": "model.estimate",
    "Booking": "resources.booking",
    "BookingConflict": "resources.booking",
    "Bookings": "resources.booking",
    "bookings": "resources.booking",
    "bottlenecks": "analysis.strain",
    "Budget": "resources.sums",
    "budget": "resources.costing",
    "BudgetLine": "resources.lines",
    "BudgetSum": "resources.sums",
    "Buffer": "risk.buffers",
    "BufferSizes": "risk.buffers",
    "by_tag": "analysis.tagged",
    "Calendar": "calendars",
    "CalendarError": "errors",
    "Candidate": "analysis.candidates",
    "candidates": "analysis.candidates",
    "Channel": "model.audience",
    "check": "review",
    "Choices": "model.estimate",
    "ClosedDay": "analysis.window",
    "Closure": "calendars",
    "Closures": "io.ics_closures",
    "closures_from_ics": "io.ics_closures",
    "compare": "analysis.comparing",
    "Comparison": "analysis.comparison",
    "compile": "network",
    "Conflict": "scheduled",
    "Constraint": "model.constraint",
    "ConstraintType": "model.constraint",
    "Correlation": "risk.correlation",
    "Cost": "model.costs",
    "delay_cost": "resources.lateness",
    "delay_effects": "analysis.delays",
    "DelayEffect": "analysis.delays",
    "Deliverable": "model.deliverable",
    "Driver": "scheduled",
    "dumps": "io.formats",
    "Duration": "units",
    "effort_split": "analysis.split",
    "EffortSplit": "analysis.split",
    "Estimate": "model.estimate",
    "Explanation": "scheduled",
    "Finding": "errors",
    "ForEach": "model.for_each",
    "from_document": "document",
    "from_graph": "graph",
    "from_table": "io.records",
    "from_template": "library",
    "Group": "risk.correlation",
    "Handover": "analysis.handovers",
    "handovers": "analysis.handovers",
    "json_schema": "schemas",
    "launch_window": "analysis.window",
    "LaunchCandidate": "analysis.window",
    "Link": "model.link",
    "LinkType": "model.link",
    "Load": "resources.loading",
    "loads": "resources.loading",
    "Money": "model.money",
    "near_critical_paths": "analysis.nearly",
    "NearPath": "analysis.nearly",
    "Need": "resources.orders",
    "needs": "resources.orders",
    "Network": "network",
    "Notice": "analysis.notices",
    "notices": "analysis.notices",
    "Offset": "offsets",
    "OffsetUnit": "offsets",
    "Overlap": "analysis.parallel",
    "overlaps": "analysis.parallel",
    "parallel_groups": "analysis.parallel",
    "Parameter": "library",
    "Percent": "model.link",
    "Person": "model.people",
    "PersonTask": "analysis.workload",
    "PersonView": "analysis.workload",
    "Pert": "risk.pert",
    "pert_rules": "risk.pert",
    "PertPath": "risk.pert",
    "PertTask": "risk.pert",
    "Plan": "model.plan",
    "PlanError": "errors",
    "Priority": "model.carried",
    "Product": "analysis.products",
    "products": "analysis.products",
    "Publication": "analysis.publications",
    "publication_calendar": "analysis.publications",
    "PublicationCalendar": "analysis.publications",
    "Quantiles": "model.estimate",
    "Raci": "analysis.raci",
    "raci": "analysis.raci",
    "Range": "model.estimate",
    "Rate": "model.rates",
    "read": "io.formats",
    "Reason": "scheduled",
    "Report": "lint.report",
    "Resource": "model.resources",
    "RetroplanError": "errors",
    "RiskEvent": "risk.events",
    "safety_time": "analysis.strain",
    "SafetyTime": "analysis.strain",
    "save_template": "library",
    "Schedule": "result",
    "schedule": "engine.compute",
    "ScheduledTask": "scheduled",
    "Segment": "model.audience",
    "Sensitivity": "risk.sensitivity",
    "sensitivity": "risk.sensitivity",
    "Severity": "errors",
    "simulate": "risk.simulation",
    "Simulation": "risk.result",
    "size_buffer": "risk.buffers",
    "Status": "model.carried",
    "StatusKind": "model.carried",
    "Task": "model.task",
    "TaskChange": "analysis.comparison",
    "TaskRisk": "risk.answers",
    "TaskSensitivity": "risk.sensitivity",
    "Template": "library",
    "templates": "library",
    "to_document": "document",
    "to_graph": "graph",
    "to_template": "library",
    "Unit": "units",
    "Use": "model.costs",
    "Wait": "analysis.workload",
    "Workload": "analysis.workload",
    "workload": "analysis.workload",
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
