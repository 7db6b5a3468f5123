"""Calendars: working time as tables, closed days and public holidays, day counting."""

from retroplan.calendars.calendar import Calendar
from retroplan.calendars.closures import holidays_of, known_years
from retroplan.calendars.document import calendar_document, calendar_from
from retroplan.calendars.joint import JointCalendar, Presence, joint_calendar
from retroplan.calendars.ranges import Closure
from retroplan.calendars.working import (
    ROUND_THE_CLOCK,
    Span,
    Spans,
    WorkingTime,
    day_of,
    instant,
    moment,
)

__all__ = [
    "ROUND_THE_CLOCK",
    "Calendar",
    "Closure",
    "JointCalendar",
    "Presence",
    "Span",
    "Spans",
    "WorkingTime",
    "calendar_document",
    "calendar_from",
    "day_of",
    "holidays_of",
    "instant",
    "joint_calendar",
    "known_years",
    "moment",
]
