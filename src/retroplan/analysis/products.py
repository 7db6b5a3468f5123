"""What a plan hands over: by which tasks, when, and what nobody makes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from retroplan.calendars import day_of, instant
from retroplan.errors import Finding, warning
from retroplan.language.quoting import quoted
from retroplan.model.deliverable import Deliverable
from retroplan.model.pins import offset_instant
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.offsets import Offset
from retroplan.result import Schedule

SUPPORT = "support"
"""A tag of a task that is done for the others and hands over nothing itself."""


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
    planned = [schedule[task].finish_date for task in tasks if schedule is not None and task in schedule]
    return Product(item, path, tasks, _due(plan, item), max(planned, default=None))


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


def deliverable_faults(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """
    Find deliverables that no task hands over, or too late, and last tasks that hand over nothing.

    A plan that names no deliverables at all is not told so. A last task that is done for the others
    says so with a tag: ``tags: {support: yes}``.
    """
    found = products(plan, schedule)
    for product in found:
        name = quoted(product.deliverable.name)
        if not product.tasks:
            yield warning("deliverable-of-nobody", product.path, name=name)
        elif product.due is not None and product.ready is not None and product.ready > product.due:
            yield warning("deliverable-late", product.path, name=name, ready=product.ready, due=product.due)
    if not found:
        return
    sources = {link.predecessor for link in plan.all_links() if link.successor != LAUNCH}
    for place in places(plan):
        line = (place.task, *place.parents)
        last = _hands_over_nothing(place.task) and not any(task.id in sources for task in line)
        if last and not any(task.deliverables or SUPPORT in task.tags for task in line):
            yield warning("nothing-handed-over", place.path, task=place.task.id, id=place.task.id)


def _hands_over_nothing(task: Task) -> bool:
    return not (task.tasks or task.deliverables or task.span or task.id == LAUNCH)
