"""The people of a plan: when they work, and how much of that time the plan has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from attrs import field, frozen

from retroplan.calendars import Calendar, Closure
from retroplan.calendars.hours import WEEKDAYS, weekday_number
from retroplan.calendars.ranges import closure_document, read_closure
from retroplan.errors import Finding, PlanError, error
from retroplan.language import sealed
from retroplan.language.quoting import nearest, quoted
from retroplan.model.assignment import parse_portion
from retroplan.model.carried import parse_names
from retroplan.model.fields import (
    PartialError,
    optional,
    parse_each,
    parse_extra,
    parse_text,
    parsed,
    structure_whole,
)
from retroplan.model.link import Percent
from retroplan.model.rates import Rate, parse_wage
from retroplan.model.task import parse_calendar_reference, reference_document

FULL_TIME = Percent(Decimal(100))


class Named(Protocol):
    """What goes by a key and a name."""

    @property
    def name(self) -> str:
        """What people call it."""


def parse_weekdays(value: object) -> tuple[bool, ...] | None:
    """Read the weekdays on which somebody works: ``[mon, tue, thu]``."""
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise PlanError(error("bad-weekdays", text=quoted(value)))
    items = list(value)
    if len(items) == len(WEEKDAYS) and all(isinstance(item, bool) for item in items):
        worked = {number for number, item in enumerate(items) if item}
    else:
        worked = set(parse_each(items, _parse_weekday))
    if not worked:
        raise PlanError(error("no-weekdays"))
    return tuple(number in worked for number in range(len(WEEKDAYS)))


def _parse_weekday(value: object) -> int:
    number = weekday_number(str(value))
    if number is None:
        hint = nearest(str(value), WEEKDAYS)
        raise PlanError(error("unknown-weekday", name=quoted(value), hint=hint, known=", ".join(WEEKDAYS)))
    return number


def parse_leave(value: object) -> tuple[Closure, ...]:
    """Read days of leave: one, or a list of what a calendar has under ``closed``."""
    return parse_each([value] if isinstance(value, (str, Mapping, Closure)) else value, read_closure)


@frozen(init=False)
class Person:
    """
    Somebody who does tasks of the plan, or a team.

    Attributes
    ----------
    name
        What people call them; the key in the plan if empty.
    calendar
        The hours they keep, if they are not those of the work: a name, a code or a calendar.
    weekdays
        On which weekdays they work; on all that their tasks' calendars open, if not given.
    availability
        How much of their working time the plan has, of one who works all day: ``50%``; a team of
        three has ``300%``. It makes an effort last longer or shorter, a duration is what it is.
    leave
        Days on which they do not work: dates, ranges, ``{from:, to:, label:}``.
    title
        What they are: "Responsable marketing".
    duties
        What they are there for, whatever the tasks: "coordonner les campagnes".
    skills
        What they can do.
    members
        Of a team, who belongs to it, by key or name.
    rate
        What their work costs: ``400 EUR/d``.
    extra
        ``x-`` keys of the document, kept as they are.

    Examples
    --------
    >>> Person("Anna", weekdays=["mon", "tue"], leave=["2026-08-03/2026-08-21"]).to_document()
    {'name': 'Anna', 'weekdays': ['mon', 'tue'], 'leave': ['2026-08-03/2026-08-21']}
    """

    name: str = parsed(parse_text, default="")
    calendar: str | Calendar | None = parsed(optional(parse_calendar_reference), default=None, kw_only=True)
    weekdays: tuple[bool, ...] | None = parsed(parse_weekdays, default=None, kw_only=True)
    availability: Percent = parsed(parse_portion, default=FULL_TIME, kw_only=True)
    leave: tuple[Closure, ...] = parsed(parse_leave, default=(), kw_only=True)
    title: str = parsed(parse_text, default="", kw_only=True)
    duties: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    skills: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    members: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    rate: Rate | None = parsed(optional(parse_wage), default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        name: str = "",
        *,
        calendar: str | Calendar | Mapping[str, Any] | None = None,
        weekdays: Iterable[str] | Iterable[bool] | None = None,
        availability: str | Percent = FULL_TIME,
        leave: str | Iterable[str | Closure | Mapping[str, Any]] = (),
        title: str = "",
        duties: str | Iterable[str] = (),
        skills: str | Iterable[str] = (),
        members: str | Iterable[str] = (),
        rate: str | Rate | None = None,
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Callable[..., None] = self.__attrs_init__
        fill(
            name, calendar=calendar, weekdays=weekdays, availability=availability, leave=leave, rate=rate,
            title=title, duties=duties, skills=skills, members=members, extra=extra,
        )  # fmt: skip

    def to_document(self) -> dict[str, Any]:
        """Give the person as they stand in a plan document."""
        document: dict[str, Any] = {}
        if self.name:
            document["name"] = self.name
        if self.calendar is not None:
            document["calendar"] = reference_document(self.calendar)
        if self.weekdays is not None:
            document["weekdays"] = [
                name for name, works in zip(WEEKDAYS, self.weekdays, strict=True) if works
            ]
        if self.availability != FULL_TIME:
            document["availability"] = str(self.availability)
        if self.leave:
            document["leave"] = [closure_document(closure) for closure in self.leave]
        if self.title:
            document["title"] = self.title
        for key in ("duties", "skills", "members"):
            if getattr(self, key):
                document[key] = list(getattr(self, key))
        if self.rate is not None:
            document["rate"] = str(self.rate)
        return document | dict(parse_extra(self.extra))


def parse_people(value: object) -> Mapping[str, Person]:
    """Read people by key: ``{anna: {name: Anna Martin, availability: 50%}, paul: Paul Durand}``."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    people: dict[str, Person] = {}
    for key, person in value.items():
        try:
            people[_parse_key(key)] = _parse_person(person)
        except PlanError as problem:
            findings += [finding.at(quoted(key)) for finding in problem.findings]
            people[quoted(key)] = Person()
    if findings:
        raise PartialError(findings, sealed(people))
    return sealed(people)  # type: ignore[return-value]


def _parse_key(value: object) -> str:
    key = parse_text(value)
    if not key.strip():
        raise PlanError(error("empty-value"))
    return key


def _parse_person(value: object) -> Person:
    if isinstance(value, Person):
        return value
    if isinstance(value, Mapping):
        return structure_whole(Person, value)
    return Person() if value is None else Person(parse_text(value))


def by_any_name(people: Mapping[str, Named]) -> dict[str, str]:
    """Lead from every key and name to the key; keys win over names."""
    names = {plain_name(person.name): key for key, person in reversed([*people.items()]) if person.name}
    return names | {plain_name(key): key for key in people}


def plain_name(name: str) -> str:
    """Reduce a name to what counts: no case, single blanks."""
    return " ".join(name.split()).casefold()
