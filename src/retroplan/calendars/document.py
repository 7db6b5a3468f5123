"""Calendars in a plan document: a code, the name of a convention, or a mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import evolve

from retroplan.calendars.calendar import Calendar
from retroplan.calendars.hours import CONVENTIONS, read_days, read_week, week_document
from retroplan.calendars.places import country_of, nearest_country, resolve_place
from retroplan.calendars.ranges import (
    closure_document,
    opened_document,
    read_closures,
    read_date,
    read_opened,
)
from retroplan.calendars.working import Spans
from retroplan.errors import Finding, PlanError, error
from retroplan.language import plain
from retroplan.language.quoting import quoted
from retroplan.language.synonyms import nearest_key

CALENDAR_KEYS = ("country", "subdivision", "days", "week", "closed", "open")


def calendar_from(value: object, name: str = "") -> Calendar:
    """
    Read a calendar.

    Parameters
    ----------
    value
        A calendar; a country code, with a subdivision or without (``FR``, ``FR-57``); one
        of ``ouvres``, ``ouvrables``, ``calendaires``; a mapping with the keys ``country``,
        ``subdivision``, ``days``, ``week``, ``closed`` and ``open``; or the empty text for
        Monday to Friday without holidays.
    name
        What the plan calls it.

    Raises
    ------
    PlanError
        With everything that is wrong, each at its place inside the mapping.

    Examples
    --------
    >>> calendar_from("fr-67").place
    'FR-67'
    >>> calendar_from({"country": "FR", "closed": ["2026-08-03/2026-08-21"]}).usual_minutes
    480
    """
    if isinstance(value, Calendar):
        return evolve(value, name=name) if name and not value.name else value
    if isinstance(value, str):
        return _from_text(value.strip(), name)
    if isinstance(value, Mapping):
        return _from_mapping(value, name)
    raise PlanError(error("bad-calendar", value=quoted(value)))


def calendar_document(calendar: Calendar) -> str | dict[str, Any]:
    """Write a calendar the way `calendar_from` reads it, as short as it can be said; not its name."""
    document: dict[str, Any] = {}
    if calendar.country:
        document["country"] = calendar.country
    if calendar.subdivision:
        document["subdivision"] = calendar.subdivision
    if calendar.days:
        document["days"] = calendar.days
    if calendar.week is not None:
        document["week"] = week_document(calendar.week)
    if calendar.closed:
        document["closed"] = [closure_document(closure) for closure in calendar.closed]
    if calendar.opened:
        document["open"] = opened_document(calendar.opened)
    document.update(calendar.extra)
    if document.keys() <= {"country", "subdivision"}:
        return calendar.place
    return str(calendar.days) if document.keys() == {"days"} else document


def _from_text(text: str, name: str) -> Calendar:
    if not text:
        return Calendar(name=name)
    if text.lower().replace("é", "e") in CONVENTIONS:
        return Calendar(name=name, days=text)
    if country_of(text.partition("-")[0].strip().upper()) is None:
        raise PlanError(
            error("unknown-calendar", value=quoted(text), hint=nearest_country(text, CONVENTIONS))
        )
    try:
        return Calendar(name=name, country=text)
    except PlanError as problems:
        # A text has no inside: the problem lies where the text lies.
        raise PlanError(evolve(finding, path="") for finding in problems.findings) from None


def _from_mapping(document: Mapping[Any, object], name: str) -> Calendar:
    # A key without a value, as in an unfinished file, says nothing.
    given = {str(key): value for key, value in document.items() if value is not None}
    known = ", ".join(CALENDAR_KEYS)
    findings = [
        error(
            "unknown-calendar-key",
            quoted(key),
            key=quoted(key),
            hint=nearest_key(key, CALENDAR_KEYS),
            known=known,
        )
        for key in map(str, document)
        if key not in CALENDAR_KEYS and not key.startswith("x-")
    ]
    place = _read(_read_place, given, findings)
    fields = {key: _read(reader, given[key], findings) for key, reader in _READERS.items() if key in given}
    if findings:
        raise PlanError(findings)
    opened = fields.pop("open", ())
    extra = tuple((key, plain(value)) for key, value in document.items() if str(key).startswith("x-"))
    calendar = Calendar(name=name, country=place[0], subdivision=place[1], extra=extra, **fields)
    usual = calendar.usual_day()
    return evolve(calendar, opened=[(day, spans or usual) for day, spans in opened])


def _read(reader: Callable[[Any], Any], value: object, findings: list[Finding]) -> Any:
    """Read one value; what is wrong with it joins the findings."""
    try:
        return reader(value)
    except PlanError as problems:
        findings.extend(problems.findings)
        return None


def _read_place(given: Mapping[str, object]) -> tuple[str | None, str | None]:
    return resolve_place(given.get("country"), given.get("subdivision"))


def _read_open(value: object) -> Iterable[tuple[date, Spans]]:
    """Read opened days; those in a mere list have no hours yet: they get those of the usual day."""
    if isinstance(value, Mapping):
        return read_opened(value)
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise PlanError(error("bad-open", "open", value=quoted(value)))
    findings: list[Finding] = []
    days = [_read(partial(read_date, path=f"open[{i}]"), day, findings) for i, day in enumerate(value)]
    if findings:
        raise PlanError(findings)
    return [(day, ()) for day in days]


_READERS: Mapping[str, Callable[[object], Any]] = {
    "days": read_days,
    "week": read_week,
    "closed": read_closures,
    "open": _read_open,
}
