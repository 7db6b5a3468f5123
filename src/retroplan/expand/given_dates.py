"""Given dates on closed days: kept and worked, or moved to the open day before or behind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import evolve

from retroplan.calendars import Calendar
from retroplan.errors import PlanError
from retroplan.model.edits import holding, rebuilt
from retroplan.model.moments import Moment
from retroplan.model.places import Place, places
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.model.validation import points_of


def closed_dates_of(plan: Plan, place: Place) -> str | None:
    """Give what is to become of the dates of a task on closed days: its own choice, or the nearest above."""
    tasks = (place.task, *reversed(place.parents))
    return next((task.closed_dates for task in tasks if task.closed_dates), plan.closed_dates)


def settle_dates(plan: Plan) -> Plan:
    """
    Give the plan in which no date is on a closed day, of the tasks that say what becomes of such dates.

    ``back`` and ``forward`` put a given start or finish on the open day before or behind it; ``keep``
    opens the day for the task, with the hours of its calendar's usual day. Durations in calendar
    or elapsed time may begin and end on any day.
    """
    if plan.closed_dates is None and not any(task.closed_dates for task in plan.walk()):
        return plan
    changes: dict[str, dict[str, Any]] = {}
    calendars = _Calendars(plan)
    for place in places(plan):
        asked = closed_dates_of(plan, place)
        calendar = None if asked is None else calendars.of(place)
        dates = {} if calendar is None else _closed(place.task, calendar)
        if calendar is None or not dates:
            continue
        if asked == "keep":
            days = tuple(sorted({_day(value) for value in dates.values()}))
            changes[place.task.id] = {"calendar": calendars.opened(calendar, days)}
        else:
            changes[place.task.id] = {key: _moved(value, calendar, asked) for key, value in dates.items()}
    if not changes:
        return plan
    tasks = rebuilt(plan.tasks, lambda task, below: holding(task, below, **changes.get(task.id, {})))
    return plan.replace(tasks=tasks)


class _Calendars:
    """The calendars of a plan, and those with days opened, each made once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[object, Calendar | None] = {}
        self._opened: dict[tuple[str, tuple[date, ...]], Calendar] = {}

    def of(self, place: Place) -> Calendar | None:
        """Give the calendar that a task works in; None if it is not known, which is told elsewhere."""
        tasks = (place.task, *reversed(place.parents))
        named = (task.calendar for task in tasks if task.calendar is not None)
        reference = next(named, self._plan.calendar)
        if reference not in self._known:
            try:
                self._known[reference] = self._plan.resolve(reference)
            except PlanError:
                self._known[reference] = None
        return self._known[reference]

    def opened(self, calendar: Calendar, days: tuple[date, ...]) -> Calendar:
        """Give a calendar with some closed days opened."""
        key = calendar.label, days
        if key not in self._opened:
            usual = calendar.usual_day()
            opened = (*calendar.opened, *((day, usual) for day in days))
            self._opened[key] = evolve(calendar, name=calendar.label, opened=opened)
        return self._opened[key]


def _closed(task: Task, calendar: Calendar) -> dict[str, Moment]:
    """Give the given dates of a task on closed days, by key."""
    if task.tasks or any(point.unit.kind != "working" for point in points_of(task)):
        return {}
    given = {"start": task.start, "finish": task.finish}
    return {
        key: value
        for key, value in given.items()
        if value is not None and calendar.why_closed(_day(value)) is not None
    }


def _day(value: Moment) -> date:
    return value.date() if isinstance(value, datetime) else value


def _moved(value: Moment, calendar: Calendar, asked: str | None) -> Moment:
    seek = calendar.previous_open if asked == "back" else calendar.next_open
    day = seek(_day(value))
    return datetime.combine(day, value.time()) if isinstance(value, datetime) else day
