"""What a plan hands over: by which tasks, and when."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from retroplan.calendars import day_of, instant
from retroplan.model.deliverable import Deliverable
from retroplan.model.pins import offset_instant
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.offsets import Offset
from retroplan.result import Schedule


@frozen
class Product:
    """
    A deliverable, and where it comes from.

    Attributes
    ----------
    deliverable
        What it is.
    path
        Where it stands in the plan document.
    tasks
        Ids of the tasks that hand it over.
    due
        The last day on which it may be done: that of the launch, if it has no date of its own; None in
        a plan without a launch.
    ready
        The day on which the last of the tasks is planned to be done; None if there is none, or no schedule.
    """

    deliverable: Deliverable
    path: str
    tasks: tuple[str, ...]
    due: date | None
    ready: date | None


def products(plan: Plan, schedule: Schedule | None = None) -> tuple[Product, ...]:
    """
    List everything that a plan hands over, what the plan itself lists first.

    Parameters
    ----------
    plan
        The plan.
    schedule
        Its schedule, which says when things are ready.
    """
    makers: dict[int, list[str]] = {}
    listed = [(f"deliverables[{number}]", item) for number, item in enumerate(plan.deliverables)]
    for place in places(plan):
        for number, item in enumerate(place.task.deliverables):
            path = f"{place.path}.deliverables[{number}]"
            known = next((n for n, (_, other) in enumerate(listed) if _same(other, item)), len(listed))
            if known == len(listed):
                listed.append((path, item))
            makers.setdefault(known, []).append(place.task.id)
    return tuple(
        _product(plan, schedule, path, item, tuple(makers.get(number, ())))
        for number, (path, item) in enumerate(listed)
    )


def _same(listed: Deliverable, item: Deliverable) -> bool:
    return listed.goes_by(item.name) or (item.id != "" and listed.goes_by(item.id))


def _product(
    plan: Plan, schedule: Schedule | None, path: str, item: Deliverable, tasks: tuple[str, ...]
) -> Product:
    planned = [schedule[task].last_date for task in tasks if schedule is not None and task in schedule]
    known = [day for day in planned if day is not None]
    ready = max(known, default=None) if known == planned else None  # one goes on: nobody knows when
    return Product(item, path, tasks, _due(plan, item), ready)


def _due(plan: Plan, item: Deliverable) -> date | None:
    """Give the last day on which something may be done."""
    launch = plan.launch
    if isinstance(item.due, date):
        return date(item.due.year, item.due.month, item.due.day)
    if launch is None:
        return None
    day = date(launch.year, launch.month, launch.day)
    if not isinstance(item.due, Offset):
        return day
    return day_of(offset_instant(item.due, instant(day), plan.resolve(plan.calendar)))
