"""A plan: tasks, a launch date, and the calendars they live in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any

import attrs
from attrs import field, frozen

from retroplan.calendars import Calendar
from retroplan.errors import PlanError, error
from retroplan.language import LANGUAGES
from retroplan.model.approval import Approver, parse_approvers
from retroplan.model.audience import Channel, Segment, parse_channels, parse_segments
from retroplan.model.carried import parse_context, parse_names
from retroplan.model.costs import Cost, parse_costs
from retroplan.model.currencies import parse_currency
from retroplan.model.deliverable import Deliverable, Deliverables, parse_deliverables
from retroplan.model.edits import below, bridges, changed, crossing, relinked, renamed, spanning, without
from retroplan.model.fields import choice, exact, optional, parse_extra, parse_text, parsed
from retroplan.model.link import Lag, Link, parse_share
from retroplan.model.moments import Moment, parse_moment
from retroplan.model.money import Money, MoneyLike, parse_money
from retroplan.model.people import Person, by_any_name, parse_people, plain_name
from retroplan.model.plan_document import plan_document
from retroplan.model.plan_fields import (
    FORMAT_VERSION,
    named_calendar,
    parse_calendars,
    parse_flat_links,
    parse_hours_per_day,
    parse_links_option,
    parse_version,
)
from retroplan.model.rates import Rate, parse_daily
from retroplan.model.resources import Resource, parse_resources
from retroplan.model.task import CLOSED_DATES, LAUNCH, Task, parse_calendar_reference, parse_tasks


@frozen(slots=False, init=False)
class Plan:
    """
    What is to be done, and the launch it is counted back from.

    Attributes
    ----------
    name
        Title of the plan.
    launch
        *Jour J*: a date, which means its beginning, or a local instant.
        Without it the plan is scheduled forward from `start`.
    start
        No work before this.
    calendar
        Name of one of `calendars`, a country code such as ``FR`` or ``FR-57``, one of
        ``ouvres``, ``ouvrables``, ``calendaires``, or a calendar. Monday to Friday if not given.
    calendars
        Calendars by name.
    hours_per_day
        What ``1d`` means; the hours of the calendar's usual day if not given.
    buffer
        Safety time of the plan: the work before the launch ends this long before J.
    lang
        Language of what is printed.
    closed_dates
        What becomes of given dates on closed days: ``keep`` (the day is worked), ``back`` or
        ``forward`` (the open day before or behind). If not given, a start moves forward, a finish and
        a milestone before the launch move back.
    owner
        Who answers for the plan as a whole.
    deliverables
        What there has to be in the end, at the launch unless one says otherwise.
    context
        Whatever else stands at the head of it: objective, audience, version; kept, and never read.
    people
        Those who do the tasks, by a key that tasks name them with: when they work, and how much
        of their time the plan has.
    segments
        The parts of the audience, by key.
    channels
        What messages go out by, by key.
    approvers
        How long those who approve usually take, by name.
    currency
        What amounts without a currency are in: ``EUR``.
    budget
        What the plan may cost.
    cost_of_delay
        What it costs if the launch comes later, for each open or calendar day, or week.
    costs
        Items of the budget that belong to no task.
    resources
        What tasks use, by a key that they name it with: how many there are, and what they cost.
    ignore
        What `check` does not say of the plan: codes, as ``RP102``.
    tasks
        The tasks, in the order of the document.
    links
        Links written flat, beside those that stand in the tasks.
    version
        Version of the format of its document.
    extra
        ``x-`` keys of its document, kept as they are.
    """

    name: str = parsed(parse_text, default="")
    launch: Moment | None = parsed(optional(parse_moment), default=None, kw_only=True)
    start: Moment | None = parsed(optional(parse_moment), default=None, kw_only=True)
    calendar: str | Calendar | None = parsed(optional(parse_calendar_reference), default=None, kw_only=True)
    calendars: Mapping[str, Calendar] = parsed(parse_calendars, factory=dict, kw_only=True, hash=False)
    hours_per_day: Decimal | None = parsed(optional(parse_hours_per_day), default=None, kw_only=True)
    buffer: Lag | None = parsed(optional(parse_share), default=None, kw_only=True)
    lang: str | None = parsed(optional(choice("bad-lang", *LANGUAGES)), default=None, kw_only=True)
    closed_dates: str | None = parsed(
        optional(choice("bad-closed-dates", *CLOSED_DATES)), default=None, kw_only=True
    )
    owner: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    deliverables: tuple[Deliverable, ...] = parsed(parse_deliverables, default=(), kw_only=True)
    context: Mapping[str, object] = parsed(parse_context, factory=dict, kw_only=True, hash=False)
    people: Mapping[str, Person] = parsed(parse_people, factory=dict, kw_only=True, hash=False)
    segments: Mapping[str, Segment] = parsed(parse_segments, factory=dict, kw_only=True, hash=False)
    channels: Mapping[str, Channel] = parsed(parse_channels, factory=dict, kw_only=True, hash=False)
    approvers: Mapping[str, Approver] = parsed(parse_approvers, factory=dict, kw_only=True, hash=False)
    currency: str | None = parsed(optional(parse_currency), default=None, kw_only=True)
    budget: Money | None = parsed(optional(parse_money), default=None, kw_only=True)
    cost_of_delay: Rate | None = parsed(optional(parse_daily), default=None, kw_only=True)
    costs: tuple[Cost, ...] = parsed(parse_costs, default=(), kw_only=True)
    resources: Mapping[str, Resource] = parsed(parse_resources, factory=dict, kw_only=True, hash=False)
    ignore: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    tasks: tuple[Task, ...] = parsed(parse_tasks, default=(), kw_only=True)
    links: tuple[Link, ...] = parsed(parse_flat_links, default=(), kw_only=True)
    version: int = parsed(parse_version, key="retroplan", default=FORMAT_VERSION, kw_only=True, repr=False)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        name: str = "",
        *,
        launch: str | Moment | None = None,
        start: str | Moment | None = None,
        calendar: str | Calendar | Mapping[str, Any] | None = None,
        calendars: Mapping[str, str | Calendar | Mapping[str, Any]] = MappingProxyType({}),
        hours_per_day: Decimal | float | str | None = None,
        buffer: str | Lag | None = None,
        lang: str | None = None,
        closed_dates: str | None = None,
        owner: str | Iterable[str] = (),
        deliverables: Deliverables = (),
        context: Mapping[str, object] = MappingProxyType({}),
        people: Mapping[str, str | Person | Mapping[str, Any] | None] = MappingProxyType({}),
        segments: Iterable[str] | Mapping[str, str | Segment | Mapping[str, Any] | None] = (),
        channels: Iterable[str] | Mapping[str, str | Channel | Mapping[str, Any] | None] = (),
        approvers: Mapping[str, str | Approver | Mapping[str, Any]] = MappingProxyType({}),
        currency: str | None = None,
        budget: MoneyLike | None = None,
        cost_of_delay: str | Rate | None = None,
        costs: MoneyLike | Cost | Mapping[str, Any] | Iterable[MoneyLike | Cost | Mapping[str, Any]] = (),
        resources: Mapping[str, str | Resource | Mapping[str, Any] | None] = MappingProxyType({}),
        ignore: str | Iterable[str] = (),
        tasks: Iterable[Task | Mapping[str, Any]] = (),
        links: Iterable[Link | Mapping[str, Any]] = (),
        version: int = FORMAT_VERSION,
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Callable[..., None] = self.__attrs_init__
        fill(
            name, launch=launch, start=start, calendar=calendar, calendars=calendars,
            hours_per_day=hours_per_day, buffer=buffer, lang=lang, closed_dates=closed_dates,
            owner=owner, deliverables=deliverables, context=context, people=people,
            segments=segments, channels=channels, approvers=approvers, currency=currency, budget=budget,
            cost_of_delay=cost_of_delay, costs=costs, resources=resources,
            ignore=ignore, tasks=tasks, links=links, version=version, extra=extra,
        )  # fmt: skip

    def walk(self) -> Iterator[Task]:
        """Yield every task in document order, a summary before its children."""
        pending = list(reversed(self.tasks))
        while pending:
            task = pending.pop()
            yield task
            pending.extend(reversed(task.tasks))

    def _repr_html_(self) -> str:
        """Show the plan as a table in a notebook."""
        shown: str = import_module("retroplan.render.notebook").plan_html(self)
        return shown

    @cached_property
    def _by_id(self) -> dict[str, Task]:
        return {task.id: task for task in self.walk()}

    def __iter__(self) -> Iterator[Task]:
        return self.walk()

    def __getitem__(self, task_id: str) -> Task:
        return self._by_id[task_id]

    def get(self, task_id: str) -> Task | None:
        """Return a task, or None if the plan has none of this id."""
        return self._by_id.get(task_id)

    def __contains__(self, task_id: object) -> bool:
        return task_id in self._by_id

    @cached_property
    def _names(self) -> dict[str, str]:
        return by_any_name(self.people)

    def person(self, name: str) -> tuple[str, Person | None]:
        """Find one of the people by key or name: the key and the person, or the name and None."""
        if name in self.people:
            return name, self.people[name]
        key = self._names.get(plain_name(name))
        return (name, None) if key is None else (key, self.people[key])

    @property
    def lists(self) -> Mapping[str, Mapping[str, Segment] | Mapping[str, Channel]]:
        """The lists of which a task may be made for each, by key."""
        return {"segments": self.segments, "channels": self.channels}

    def called(self, tag: str, value: str) -> str:
        """Say what the value of a tag is called: the name of the segment or the channel it is the key of."""
        listed = self.lists.get(f"{tag}s", {})
        return (listed[value].name or value) if value in listed else value

    @cached_property
    def _resource_names(self) -> dict[str, str]:
        return by_any_name(self.resources)

    def resource(self, name: str) -> tuple[str, Resource | None]:
        """Find one of the resources by key or name: the key and the resource, or the name and None."""
        if name in self.resources:
            return name, self.resources[name]
        key = self._resource_names.get(plain_name(name))
        return (name, None) if key is None else (key, self.resources[key])

    def resolve(self, reference: str | Calendar | None) -> Calendar:
        """
        Give the calendar that a task or the plan refers to.

        Raises
        ------
        PlanError
            The name is neither one of `calendars` nor a known code.
        """
        if isinstance(reference, Calendar):
            return reference
        if reference is not None and reference in self.calendars:
            return self.calendars[reference]
        return named_calendar(reference or "")

    def day_and_week(self) -> tuple[int, int]:
        """Give the working minutes of ``1d`` and of ``1w``: a day times the calendar's open weekdays."""
        calendar = self.resolve(self.calendar)
        day = calendar.usual_minutes if self.hours_per_day is None else int(self.hours_per_day * 60)
        return day, day * calendar.open_weekdays

    def replace(self, **changes: Any) -> Plan:
        """
        Return the plan with other values: ``plan.replace(launch="2027-09-07")``.

        Raises
        ------
        PlanError
            With every key that a plan does not have and every value that cannot be read.
        """
        return with_exact(self, **exact(Plan, changes))

    def change(self, task_id: str, **changes: Any) -> Plan:
        """
        Return the plan with one task changed: ``plan.change("content", duration="8d")``.

        Another `id` renames the task, also in the links and spans that name it.

        Raises
        ------
        PlanError
            With every key that a task does not have and every value that cannot be read; or the
            new id is that of another task, or the launch would be renamed, which links name
            whether it is a task or not.
        KeyError
            There is no such task.
        """
        if task_id not in self:
            raise KeyError(task_id)
        try:
            values = exact(Task, changes, task_id)
        except PlanError as problem:
            raise PlanError(attrs.evolve(finding, task=task_id) for finding in problem.findings) from None
        new_id = values.pop("id", task_id)
        plan = with_exact(self, tasks=changed(self.tasks, task_id, values)) if values else self
        return plan if new_id == task_id else _renamed(plan, task_id, new_id)

    def add(self, task: Task | Mapping[str, Any], *, under: str | None = None) -> Plan:
        """
        Return the plan with one more task, at the end or under a summary.

        Parameters
        ----------
        task
            A task, or its document.
        under
            Id of the task it becomes a child of.

        Raises
        ------
        PlanError
            Its id, or that of one of its children, is taken.
        KeyError
            There is no task `under` which it could stand.
        """
        (added,) = parse_tasks([task])
        taken = [task_id for task_id in below(added) if task_id in self]
        if taken:
            raise PlanError([error("id-taken", task=task_id, id=task_id) for task_id in taken])
        if under is None:
            return with_exact(self, tasks=(*self.tasks, added))
        return self.change(under, tasks=(*self[under].tasks, added))

    def remove(self, task_id: str, *, links: str = "bridge") -> Plan:
        """
        Return the plan without a task and its children.

        Parameters
        ----------
        task_id
            Id of the task.
        links
            ``bridge`` ties what came before it to what came after it; ``refuse`` raises if
            anything is linked to it, and names each link. Links to the launch stay when a task
            of that name is removed.

        Raises
        ------
        PlanError
            Something is linked to it and may not or cannot be bridged, or a hammock spans it.
        KeyError
            There is no such task.
        """
        parse_links_option(links)
        ids = set(below(self[task_id]))
        gone = ids - {LAUNCH}  # the launch stays a launch, and linked, without a task of its name
        held = spanning(self.walk(), gone, ids)
        if held:
            raise PlanError([error("still-spanned", task=task_id, hammock=item) for item in held])
        every = list(self.all_links())
        if links == "refuse":
            cut = crossing(every, gone)
            if cut:
                raise PlanError([error("still-linked", task=task_id, link=_written(link)) for link in cut])
        flat = self.links
        if LAUNCH in ids:
            flat = (*self[LAUNCH].after, *self[LAUNCH].before, *flat)
        kept = [link for link in flat if link.predecessor not in gone and link.successor not in gone]
        made = bridges(every, gone, task_id) if gone else []
        return with_exact(self, tasks=without(self.tasks, ids), links=(*kept, *made))

    def all_links(self) -> Iterator[Link]:
        """Yield every link in the order of the document: those of the tasks, then the flat ones."""
        for task in self.walk():
            yield from task.after
            yield from task.before
        yield from self.links

    def to_document(self) -> dict[str, Any]:
        """Give the plan as plain data, without what was not written."""
        return plan_document(self)


def with_exact(plan: Plan, **values: Any) -> Plan:
    """Give a plan with other values that are exact already: nothing is read again."""
    fresh = copy(plan)
    fresh.__dict__.update(values)
    for key in values.keys() & _WORKED_OUT.keys():
        fresh.__dict__.pop(_WORKED_OUT[key], None)
    return fresh


_WORKED_OUT = {"tasks": "_by_id", "people": "_names", "resources": "_resource_names"}
"""What a plan remembers of its values, by their key."""


def _renamed(plan: Plan, task_id: str, new_id: str) -> Plan:
    if LAUNCH in (task_id, new_id):
        raise PlanError(error("launch-renamed", "id", task=task_id))
    if new_id in plan:
        raise PlanError(error("id-taken", "id", task=task_id, id=new_id))
    links = tuple(relinked(link, task_id, new_id) for link in plan.links)
    return attrs.evolve(plan, tasks=renamed(plan.tasks, task_id, new_id), links=links)


def _written(link: Link) -> str:
    return f"{link.predecessor} {link.manner} {link.successor}"
