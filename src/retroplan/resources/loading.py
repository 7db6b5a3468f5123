"""How much of their time people and resources have to give, week by week or month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import asdict, frozen

from retroplan.calendars import Presence, WorkingTime, instant, joint_calendar
from retroplan.errors import PlanError, error
from retroplan.language import plain
from retroplan.language.quoting import nearest, quoted
from retroplan.model.effort import presence_of, workers_of
from retroplan.model.people import FULL_TIME, Person
from retroplan.resources.dated import FIRSTS, Dated, Used, checked, period_after
from retroplan.result import Schedule


@frozen(kw_only=True)
class Load:
    """
    What somebody or something has to give in a week or a month.

    Attributes
    ----------
    who, name
        Key of the person or the resource, and what people call them; a name that the plan does not
        know is its own key.
    kind
        ``human``, ``financial`` or ``material``.
    first, last
        First and last day of the week or the month.
    minutes
        Working minutes that are asked for; two of a resource for a day ask for two days.
    capacity
        Working minutes that there are, leave and closed days taken off.
    load
        The one divided by the other, 1 is all that there is; None where there is nothing.
    tasks
        Ids of the tasks that ask, in document order.
    """

    who: str
    name: str
    kind: str
    first: date
    last: date
    minutes: float
    capacity: float
    load: float | None
    tasks: tuple[str, ...]

    def to_record(self) -> dict[str, Any]:
        """Give the load as a flat mapping."""
        return asdict(self, recurse=False)

    def to_document(self) -> dict[str, Any]:
        """Give the load as JSON-safe data."""
        return {name: plain(value) for name, value in self.to_record().items()}


def loads(schedule: Schedule, *, by: str = "week") -> tuple[Load, ...]:
    """
    Say how much people and resources have to give in each week or month.

    A person gives their share of the working time of each task; a resource is used for the whole of
    it. Weeks begin on Monday; those in which nothing is asked for are left out.

    Parameters
    ----------
    schedule
        The schedule.
    by
        ``week`` or ``month``.

    Returns
    -------
    tuple of Load
        People in the order in which the tasks name them, then the resources of the plan; each by date.

    Raises
    ------
    PlanError
        `by` is neither.
    TypeError
        `schedule` is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task(name, duration="5d", responsible="anna") for name in ("text", "film")]
    >>> [item.load for item in rp.loads(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))]
    [2.0]
    """
    dated = checked(schedule, "loads")
    if by not in FIRSTS:
        hint, known = nearest(str(by), FIRSTS), ", ".join(sorted(FIRSTS))
        raise PlanError(error("bad-budget-group", "by", text=quoted(by), hint=hint, known=known))
    return (*_people(dated, by), *_resources(dated, by))


class _Asked:
    """What is asked of one person or resource, gathered by period."""

    def __init__(self) -> None:
        self.minutes: dict[date, Fraction] = {}
        self.tasks: dict[date, list[str]] = {}

    def add(self, first: date, minutes: Fraction, task: str) -> None:
        """Ask for some time on behalf of a task."""
        self.minutes[first] = self.minutes.get(first, Fraction(0)) + minutes
        known = self.tasks.setdefault(first, [])
        if task not in known:
            known.append(task)

    def loads(
        self, who: str, name: str, kind: str, by: str, time: WorkingTime, times: Fraction
    ) -> Iterator[Load]:
        """Yield the loads, with a capacity of `times` the working time."""
        for first, minutes in sorted(self.minutes.items()):
            after = period_after(first, by)
            last = date.max if after is None else after - timedelta(1)
            capacity = times * (time.worked(instant(last) + 1440) - time.worked(instant(first)))
            yield Load(
                who=who, name=name, kind=kind, first=first, last=last, minutes=float(minutes),
                capacity=float(capacity), load=float(minutes / capacity) if capacity else None,
                tasks=tuple(self.tasks[first]),
            )  # fmt: skip


def _people(dated: Dated, by: str) -> Iterator[Load]:
    asked: dict[str, _Asked] = {}
    known: dict[str, tuple[str, Person | None]] = {}
    for task_id, parts in dated.leaves.items():
        for part in parts:
            workers = workers_of(dated.plan, part)
            periods = list(dated.span(part.id).parts(by)) if workers else []
            for worker in workers:
                known[worker.key] = worker.label, worker.person
                for first, minutes in periods:
                    asked.setdefault(worker.key, _Asked()).add(first, minutes * worker.share, task_id)
    for key, found in asked.items():
        label, person = known[key]
        share = Fraction((person.availability if person else FULL_TIME).amount) / 100
        yield from found.loads(key, label, "human", by, _hours(dated, label, person), share)


def _hours(dated: Dated, label: str, person: Person | None) -> WorkingTime:
    """Give when somebody could work: in the plan's calendar, while they are there."""
    if person is None:
        return dated.time
    presence = presence_of(dated.plan, label, person)
    try:
        return joint_calendar(dated.calendar, (presence,)).working_time()
    except PlanError:  # they are never there in it
        return dated.time if presence.calendar is None else presence.calendar.working_time()


def _resources(dated: Dated, by: str) -> Iterator[Load]:
    asked: dict[str, tuple[Used, _Asked]] = {}
    for used in dated.uses:
        _, found = asked.setdefault(used.key, (used, _Asked()))
        for first, minutes in used.span.parts(by):
            found.add(first, Fraction(minutes * used.quantity), used.task)
    for key, resource in dated.plan.resources.items():
        if key in asked:
            used, found = asked[key]
            presence = Presence(used.name, leave=resource.closed)
            time = joint_calendar(dated.calendar, (presence,)).working_time()
            yield from found.loads(key, used.name, used.kind, by, time, Fraction(resource.quantity))
