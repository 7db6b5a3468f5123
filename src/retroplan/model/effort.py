"""Effort: how much work a task is, and how long that takes the people who do it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from retroplan.calendars import Presence
from retroplan.calendars.joint import ALL_WEEK
from retroplan.errors import Finding, error
from retroplan.language.quoting import quoted
from retroplan.model.assignment import Assignment
from retroplan.model.estimate import Uncertain
from retroplan.model.people import FULL_TIME, Person, plain_name
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.units import Duration

_PLACES = Decimal("0.01")


@frozen
class Worker:
    """
    Somebody on a task.

    Attributes
    ----------
    key
        Their key among the people of the plan; their name if they are not one of them.
    label
        What sentences call them.
    share
        How much of a full working day they give to the task, as a number: 0.5 is half of it.
    person
        What the plan knows of them.
    """

    key: str
    label: str
    share: Fraction
    person: Person | None

    def __str__(self) -> str:
        return self.label if self.share == 1 else f"{self.label} ({float(self.share * 100):g} %)"


def person_label(plan: Plan, name: str) -> str:
    """Say what sentences call somebody: the name that the plan has for them, else what they go by."""
    key, person = plan.person(name)
    return name if person is None else person.name or key


def workers_of(plan: Plan, task: Task) -> tuple[Worker, ...]:
    """Give who does a task, each once; a name that the plan does not know is one full-time person."""
    found: dict[str, Worker] = {}
    for item in task.responsible:
        name = item.name if isinstance(item, Assignment) else item
        key, person = plan.person(name)
        share = item.share if isinstance(item, Assignment) else person.availability if person else FULL_TIME
        if name.strip():
            found.setdefault(key, Worker(key, person_label(plan, name), Fraction(share.amount) / 100, person))
    return tuple(found.values())


def rate_of(plan: Plan, task: Task) -> Fraction:
    """Give how much effort is done in one unit of time: the sum of the shares, 1 where nobody is named."""
    workers = workers_of(plan, task)
    return sum((worker.share for worker in workers), Fraction(0)) if workers else Fraction(1)


def presences_of(plan: Plan, task: Task) -> tuple[Presence, ...]:
    """
    Give when those who do a task are there, of those that the plan knows.

    Raises
    ------
    PlanError
        The calendar of one of them is not known.
    """
    return tuple(
        presence_of(plan, worker.label, worker.person)
        for worker in workers_of(plan, task)
        if worker.person is not None
    )


def presence_of(plan: Plan, label: str, person: Person) -> Presence:
    """
    Give when one of the people of a plan is there.

    Raises
    ------
    PlanError
        Their calendar is not known.
    """
    calendar = None if person.calendar is None else plan.resolve(person.calendar)
    return Presence(label, calendar, person.weekdays or ALL_WEEK, person.leave)


def shown_length(plan: Plan, task: Task) -> Duration | Uncertain | None:
    """
    Give the duration of a task, or how long its effort takes, as it is shown to people.

    That of an effort is in its own unit, to two decimals; None where dates or pins give it.
    """
    if isinstance(task.duration, Duration | Uncertain):
        return task.duration
    effort, rate = task.effort, rate_of(plan, task) if task.effort else Fraction(1)
    dated = None not in (task.at, task.until) or None not in (task.start, task.finish)
    if effort is None or dated or rate == 1:
        return None if dated else effort
    if isinstance(effort, Uncertain):
        return effort.mapped(lambda point: _divided(point, rate))
    return _divided(effort, rate)


def _divided(effort: Duration, rate: Fraction) -> Duration:
    amount = Fraction(effort.amount) / rate
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return Duration(exact.quantize(_PLACES).normalize() + 0, effort.unit)


def people_faults(plan: Plan) -> Iterator[Finding]:
    """Find people that go by one name; with paths in the plan."""
    first: dict[str, str] = {}
    for key, person in plan.people.items():
        for name in dict.fromkeys((plain_name(key), plain_name(person.name or key))):
            other = first.setdefault(name, key)
            if other != key:
                yield error(
                    "person-twice", f"people.{quoted(key)}", name=quoted(person.name or key), other=other
                )
                break


def assignment_faults(plan: Plan, task: Task) -> Iterator[Finding]:
    """Find shares that somebody has not, and people named twice; with paths inside the task."""
    seen: set[str] = set()
    shared = any(isinstance(each, Assignment) for each in task.responsible)
    for item in task.responsible:
        if not isinstance(item, Assignment):
            key, _ = plan.person(item)
        else:
            key, person = plan.person(item.name)
            if person is not None and item.share.amount > person.availability.amount:
                yield error(
                    "share-too-large", "responsible",
                    who=quoted(item.name), share=str(item.share), has=str(person.availability),
                )  # fmt: skip
        if key in seen and shared:
            yield error("assigned-twice", "responsible", who=quoted(key))
        seen.add(key)
