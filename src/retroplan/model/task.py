"""A task of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen

from retroplan.calendars import Calendar, calendar_document, calendar_from
from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.approval import Approval, approvals_document, parse_approvals
from retroplan.model.assignment import Responsible, names_of, parse_responsible, responsible_document
from retroplan.model.carried import (
    Priority,
    Status,
    parse_context,
    parse_names,
    parse_priority,
    parse_status,
    parse_tags,
    tags_document,
)
from retroplan.model.constraint import Constraint, parse_constraint
from retroplan.model.costs import Cost, Use, UseLike, costs_document, parse_costs, parse_uses
from retroplan.model.deliverable import (
    Deliverable,
    Deliverables,
    deliverables_document,
    parse_deliverables,
)
from retroplan.model.estimate import Uncertain
from retroplan.model.fields import (
    PartialError,
    StandIn,
    choice,
    optional,
    parse_each,
    parse_extra,
    parse_text,
    parsed,
    structure,
)
from retroplan.model.for_each import ForEach, parse_for_each
from retroplan.model.link import UNREAD, Lag, Link, parse_id, parse_link, parse_share
from retroplan.model.moments import Moment, moment_text, parse_moment
from retroplan.model.money import Money, MoneyLike, parse_money
from retroplan.model.repeat import Repeat, parse_repeat
from retroplan.model.span import Span, parse_span
from retroplan.model.waves import Waves, parse_waves
from retroplan.model.work import DurationLike, parse_effort, parse_work
from retroplan.offsets import Offset, parse_offset
from retroplan.units import Duration

LAUNCH = "launch"
Links: TypeAlias = str | Link | Mapping[str, Any] | Iterable[str | int | Link | Mapping[str, Any]]
MAX_RISK_FACTOR = 100
CLOSED_DATES = ("keep", "back", "forward")
MAX_LEVELS = 100
"""Levels of tasks, one inside the other, that a plan may have."""


def parse_factor(value: object) -> Decimal:
    """Read a risk factor: a number of at least 1."""
    try:
        factor = Decimal(str(value)) if not isinstance(value, bool) else None
    except (InvalidOperation, ValueError):
        factor = None
    if factor is None or not factor.is_finite() or not 1 <= factor <= MAX_RISK_FACTOR:
        raise PlanError(error("bad-risk-factor", text=quoted(value)))
    return factor.normalize() + 0


def parse_calendar_reference(value: object) -> str | Calendar:
    """Keep the name or code of a calendar as text, or read a calendar written in place."""
    if isinstance(value, str):
        return value
    calendar = calendar_from(value)
    code = calendar_document(calendar)
    return code if isinstance(code, str) and code else calendar


def reference_document(reference: str | Calendar) -> str | dict[str, Any]:
    """Give a calendar's name, or the calendar written in place."""
    return reference if isinstance(reference, str) else calendar_document(reference)


_SINGLE = (str, int, Mapping, Link)


def parse_after(values: object, own: str) -> tuple[Link, ...]:
    """Read the links of which a task is the successor: one, or a list."""
    unread = Link(UNREAD, own)
    return parse_each(_listed(values), lambda value: parse_link(_as_text(value), successor=own), unread)


def parse_before(values: object, own: str) -> tuple[Link, ...]:
    """Read the links of which a task is the predecessor: one, or a list."""
    unread = Link(own, UNREAD)
    return parse_each(_listed(values), lambda value: parse_link(_as_text(value), predecessor=own), unread)


def _listed(values: object) -> object:
    return [values] if not isinstance(values, (list, tuple)) and isinstance(values, _SINGLE) else values


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def parse_tasks(values: object) -> tuple[Task, ...]:
    """Read a list of tasks or of their mappings."""

    def parse(value: object) -> Task:
        if not isinstance(value, (Task, Mapping)):
            raise PartialError([error("bad-task", text=quoted(value))], Task(StandIn()))
        return value if isinstance(value, Task) else structure(Task, value, id=StandIn())

    if isinstance(values, (str, Mapping)):
        raise PlanError(error("bad-tasks", text=quoted(values)))
    if isinstance(values, (tuple, list)) and set(map(type, values)) <= {Task}:
        return tuple(values)  # thousands of them cost nothing
    return parse_each(values, parse)


@frozen(init=False)
class Task:
    """
    A task: work with a duration, a milestone without one, a summary with children, a hammock.

    Attributes
    ----------
    id
        Unique in the plan: letters, digits, ``-``, ``_``, ``.``.
    name
        What people call it; the id if empty.
    duration
        Working, calendar, month or elapsed time, or three points; none is a milestone.
    effort
        How much work it is, in working time of one person or three points; the people who do it, and
        the share of their time, give the duration. With a duration too, the two must agree.
    after, before
        Links in which this task is the successor, or the predecessor.
    at, until
        Pins: the offset from the launch of its start, or of its finish.
    start, finish
        Dates that are given: one fixes that end, both give the duration too. A date alone is
        its beginning for a start, its end for a finish.
    constraint, deadline
        A dated constraint; a date its late finish should not pass.
    calendar
        Name of a calendar or a calendar; the parent's, then the plan's, if not given.
    when
        ``alap`` or ``asap``; the parent's if not given.
    closed_dates
        What becomes of a given start or finish on a closed day: ``keep``, ``back`` or ``forward``; the
        parent's, then the plan's, if not given.
    risk_factor
        Multiplies the duration, at least 1.
    margin
        Safety time after the work, shown apart; a percent is of the work.
    responsible
        Who does it: names, or names with a share of their time. The task is worked on while all of
        those are there that the plan knows as its people.
    accountable, consulted, informed
        Who answers for it (one person, as a rule), who is asked before it is done, and who is told.
    skills
        What those who do it have to be able to do.
    status, priority
        How far it is and how pressing, in words that are kept; ``status.kind`` and
        ``priority.rank`` say what they mean.
    tags
        What it is grouped by: ``{channel: email, segment: [fidèles, nouveaux]}``.
    deliverables
        What it hands over: names, or names with a type, a quantity and a date.
    note
        What else there is to say.
    context
        Whatever else belongs to it; kept, and never read.
    approval
        Who has to agree to its work, one after the other.
    waves
        The offsets at which it is sent, and what each sending needs.
    repeat
        When it is done again.
    for_each
        The segments, channels or other values for each of which it is a task of its own.
    span
        The events that give it its dates; this task is then a hammock.
    budget
        What it may cost, with everything below it.
    costs
        The items of its budget.
    uses
        The resources of the plan that it books.
    ignore
        What `check` does not say of it and of everything below it: codes, as ``RP201``.
    tasks
        Children; this task is then a summary.
    extra
        ``x-`` keys of its document, kept as they are.
    """

    id: str = parsed(parse_id)
    name: str = parsed(parse_text, default="")
    duration: DurationLike | None = parsed(parse_work, default=None)
    effort: Duration | Uncertain | None = parsed(parse_effort, default=None, kw_only=True)
    after: tuple[Link, ...] = parsed(parse_after, owned=True, default=(), kw_only=True)
    before: tuple[Link, ...] = parsed(parse_before, owned=True, default=(), kw_only=True)
    at: Offset | None = parsed(optional(parse_offset), default=None, kw_only=True)
    until: Offset | None = parsed(optional(parse_offset), default=None, kw_only=True)
    start: Moment | None = parsed(optional(parse_moment), default=None, kw_only=True)
    finish: Moment | None = parsed(optional(parse_moment), default=None, kw_only=True)
    constraint: Constraint | None = parsed(parse_constraint, default=None, kw_only=True)
    deadline: Moment | None = parsed(optional(parse_moment), default=None, kw_only=True)
    calendar: str | Calendar | None = parsed(optional(parse_calendar_reference), default=None, kw_only=True)
    when: str | None = parsed(optional(choice("bad-when", "alap", "asap")), default=None, kw_only=True)
    closed_dates: str | None = parsed(
        optional(choice("bad-closed-dates", *CLOSED_DATES)), default=None, kw_only=True
    )
    risk_factor: Decimal = parsed(parse_factor, default=Decimal(1), kw_only=True)
    margin: Lag | None = parsed(optional(parse_share), default=None, kw_only=True)
    responsible: tuple[Responsible, ...] = parsed(parse_responsible, default=(), kw_only=True)
    accountable: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    consulted: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    informed: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    skills: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    status: Status | None = parsed(parse_status, default=None, kw_only=True)
    priority: Priority | None = parsed(parse_priority, default=None, kw_only=True)
    tags: Mapping[str, tuple[str, ...]] = parsed(parse_tags, factory=dict, kw_only=True, hash=False)
    deliverables: tuple[Deliverable, ...] = parsed(parse_deliverables, default=(), kw_only=True)
    note: str = parsed(parse_text, default="", kw_only=True)
    context: Mapping[str, object] = parsed(parse_context, factory=dict, kw_only=True, hash=False)
    approval: tuple[Approval, ...] = parsed(parse_approvals, default=(), kw_only=True)
    waves: Waves | None = parsed(
        parse_waves, owned=True, empty="waves-without-count", default=None, kw_only=True
    )
    repeat: Repeat | None = parsed(parse_repeat, default=None, kw_only=True)
    for_each: ForEach | None = parsed(parse_for_each, default=None, kw_only=True)
    span: Span | None = parsed(parse_span, default=None, kw_only=True)
    budget: Money | None = parsed(optional(parse_money), default=None, kw_only=True)
    costs: tuple[Cost, ...] = parsed(parse_costs, default=(), kw_only=True)
    uses: tuple[Use, ...] = parsed(parse_uses, default=(), kw_only=True)
    ignore: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    tasks: tuple[Task, ...] = parsed(parse_tasks, default=(), kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        id: str | int,
        name: str = "",
        duration: str | DurationLike | Mapping[str, Any] | None = None,
        *,
        effort: str | Duration | Uncertain | Mapping[str, Any] | None = None,
        after: Links = (),
        before: Links = (),
        at: str | Offset | None = None,
        until: str | Offset | None = None,
        start: str | Moment | None = None,
        finish: str | Moment | None = None,
        constraint: Constraint | Mapping[str, Any] | None = None,
        deadline: str | Moment | None = None,
        calendar: str | Calendar | Mapping[str, Any] | None = None,
        when: str | None = None,
        closed_dates: str | None = None,
        risk_factor: Decimal | float | str = 1,
        margin: str | Lag | None = None,
        responsible: Responsible | Mapping[str, Any] | Iterable[Responsible | Mapping[str, Any]] = (),
        accountable: str | Iterable[str] = (),
        consulted: str | Iterable[str] = (),
        informed: str | Iterable[str] = (),
        skills: str | Iterable[str] = (),
        status: str | Status | None = None,
        priority: str | int | Priority | None = None,
        tags: Mapping[str, str | Iterable[str]] = MappingProxyType({}),
        deliverables: Deliverables = (),
        note: str = "",
        context: Mapping[str, object] = MappingProxyType({}),
        approval: str | Approval | Mapping[str, Any] | Iterable[str | Approval | Mapping[str, Any]] = (),
        waves: Waves | Iterable[str | Offset] | Mapping[str, Any] | None = None,
        repeat: Repeat | Mapping[str, Any] | None = None,
        for_each: str | ForEach | Mapping[str, Any] | Iterable[str | Mapping[str, Any]] | None = None,
        span: Span | Mapping[str, Any] | None = None,
        budget: MoneyLike | None = None,
        costs: MoneyLike | Cost | Mapping[str, Any] | Iterable[MoneyLike | Cost | Mapping[str, Any]] = (),
        uses: UseLike | Iterable[UseLike] = (),
        ignore: str | Iterable[str] = (),
        tasks: Iterable[Task | Mapping[str, Any]] = (),
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Callable[..., None] = self.__attrs_init__
        fill(
            id, name, duration, effort=effort, after=after, before=before, at=at, until=until, start=start,
            finish=finish, constraint=constraint, deadline=deadline, calendar=calendar, when=when,
            closed_dates=closed_dates, risk_factor=risk_factor, margin=margin, responsible=responsible,
            accountable=accountable, consulted=consulted, informed=informed, skills=skills,
            status=status, priority=priority, tags=tags, deliverables=deliverables, note=note,
            context=context, approval=approval, waves=waves, repeat=repeat, for_each=for_each, span=span,
            budget=budget, costs=costs, uses=uses, ignore=ignore, tasks=tasks, extra=extra,
        )  # fmt: skip

    @property
    def label(self) -> str:
        """What to call it in a sentence."""
        return self.name or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Who does it, without their shares."""
        return names_of(self.responsible)

    @property
    def work(self) -> DurationLike | None:
        """Its duration; its effort if it has no duration."""
        return self.effort if self.duration is None else self.duration

    @property
    def in_parts(self) -> bool:
        """Whether it is scheduled in parts: approved, sent in waves, repeated, or for each of several."""
        return bool(self.approval or self.waves or self.repeat or self.for_each)

    def to_document(self) -> dict[str, Any]:
        """Give the task as plain data, without what was not written."""
        document: dict[str, Any] = {"id": self.id}
        if self.name:
            document["name"] = self.name
        if self.duration is not None:
            document["duration"] = str(self.duration)
        if self.effort is not None:
            document["effort"] = str(self.effort)
        if self.after:
            document["after"] = [link.other_end(link.predecessor) for link in self.after]
        if self.before:
            document["before"] = [link.other_end(link.successor) for link in self.before]
        for key in ("at", "until", "margin"):
            if getattr(self, key) is not None:
                document[key] = str(getattr(self, key))
        for key in ("start", "finish"):
            if getattr(self, key) is not None:
                document[key] = moment_text(getattr(self, key))
        if self.constraint:
            document["constraint"] = self.constraint.to_document()
        if self.deadline is not None:
            document["deadline"] = moment_text(self.deadline)
        if self.calendar is not None:
            document["calendar"] = reference_document(self.calendar)
        for key in ("when", "closed_dates"):
            if getattr(self, key):
                document[key] = getattr(self, key)
        if self.risk_factor != 1:
            number = float(self.risk_factor)
            exact = Decimal(str(number)) == self.risk_factor
            document["risk_factor"] = number if exact else str(self.risk_factor)
        if self.responsible:
            document["responsible"] = responsible_document(self.responsible)
        for key in ("accountable", "consulted", "informed", "skills"):
            if getattr(self, key):
                document[key] = list(getattr(self, key))
        for key in ("status", "priority"):
            if getattr(self, key) is not None:
                document[key] = str(getattr(self, key))
        if self.tags:
            document["tags"] = tags_document(self.tags)
        if self.deliverables:
            document["deliverables"] = deliverables_document(self.deliverables)
        if self.note:
            document["note"] = self.note
        if self.context:
            document["context"] = dict(parse_context(self.context))
        if self.approval:
            document["approval"] = approvals_document(self.approval)
        for key in ("waves", "repeat", "for_each", "span"):
            if getattr(self, key) is not None:
                document[key] = getattr(self, key).to_document()
        if self.budget is not None:
            document["budget"] = str(self.budget)
        if self.costs:
            document["costs"] = costs_document(self.costs)
        if self.uses:
            document["uses"] = [use.to_document() for use in self.uses]
        if self.ignore:
            document["ignore"] = list(self.ignore)
        if self.tasks:
            document["tasks"] = [task.to_document() for task in self.tasks]
        return document | dict(parse_extra(self.extra))
