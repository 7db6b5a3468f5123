"""Closed and opened days that the user names: dates, ranges of dates, opened hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import Factory, field, frozen

from retroplan.calendars.dates import as_written, refused_date
from retroplan.calendars.hours import hours_document, read_hours
from retroplan.calendars.working import Spans
from retroplan.errors import Finding, PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language.dates import suggested_moment
from retroplan.language.quoting import quoted

Opened: TypeAlias = tuple[tuple[date, Spans], ...]

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOSURE_KEYS = ("from", "to", "label")


def read_date(value: object, path: str = "") -> date:
    """
    Read a day: ``2026-12-24`` or a date, also one of numpy; a moment of a day is not one.

    Raises
    ------
    PlanError
        The value is not a date that exists.
    """
    value = as_written(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        with suppress(ValueError):  # 2026-02-30 looks like a date and is none
            return date.fromisoformat(value.strip())
    raise refused_date(value, error("bad-day", path, value=quoted(value)))


@frozen
class Closure:
    """
    Days on which a calendar is closed, whatever its week says.

    Attributes
    ----------
    first, last
        First and last closed day; one day if no last one is given.
    label
        Why: the name of a bridge, of a works holiday.
    """

    first: date = field(converter=read_date)
    last: date = field(converter=read_date, default=Factory(lambda self: self.first, takes_self=True))
    label: str = ""

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise PlanError(error("reversed-closure", first=self.first, last=self.last))


def read_closures(value: object) -> tuple[Closure, ...]:
    """
    Read closed days: dates, ranges ``2026-08-03/2026-08-21``, or ``{from:, to:, label:}``.

    Raises
    ------
    PlanError
        With every entry that cannot be read, at its place in ``closed``.
    """
    if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
        raise PlanError(error("bad-closed", "closed", value=quoted(value)))
    closures: list[Closure] = []
    findings: list[Finding] = []
    for i, item in enumerate(value):
        try:
            closures.append(read_closure(item))
        except PlanError as problems:
            findings.extend(finding.at(f"closed[{i}]") for finding in problems.findings)
    if findings:
        raise PlanError(findings)
    return tuple(closures)


def read_opened(value: object) -> Opened:
    """
    Read opened days: dates to the hours that begin on them, or pairs of both.

    Raises
    ------
    PlanError
        With every date and span that cannot be read, at its place in ``open``.
    """
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, Sequence) or not all(
        isinstance(pair, tuple) and len(pair) == 2 for pair in pairs
    ):
        raise PlanError(error("bad-open", "open", value=quoted(value)))
    opened: dict[date, Spans] = {}
    findings: list[Finding] = []
    for key, hours in pairs:
        place = f"open.{quoted(key)}"
        try:
            day, spans = read_date(key, place), read_hours(hours, place)
        except PlanError as problems:
            findings.extend(problems.findings)
            continue
        if not spans:
            findings.append(error("open-without-hours", place))
        if day in opened:
            findings.append(error("opened-twice", place))
        opened[day] = spans
    if findings:
        raise PlanError(findings)
    return tuple(opened.items())


def closure_document(closure: Closure) -> str | dict[str, str]:
    """Write a closure the way `read_closures` reads it."""
    first, last = closure.first.isoformat(), closure.last.isoformat()
    if not closure.label:
        return first if first == last else f"{first}/{last}"
    days = {"from": first} if first == last else {"from": first, "to": last}
    return {**days, "label": closure.label}


def opened_document(opened: Opened) -> dict[str, list[str]]:
    """Write opened days the way `read_opened` reads them."""
    return {day.isoformat(): hours_document(spans) for day, spans in opened}


def read_closure(value: object) -> Closure:
    """
    Read one closure: a date, a range or a mapping.

    Raises
    ------
    PlanError
        With everything that is wrong with it.
    """
    if isinstance(value, Closure):
        return value
    if isinstance(value, Mapping):
        return _closure_from_mapping(value)
    first, slash, after = value.partition("/") if isinstance(value, str) else (value, "", "")
    if slash and suggested_moment(str(value).strip()) is not None:  # 24/12/2026 is no range
        raise refused_date(value, error("bad-day", value=quoted(value)))
    return _closure([("", first), ("", after)] if slash else [("", first)], [])


def _closure_from_mapping(value: Mapping[Any, object]) -> Closure:
    findings = [unknown_key(key, _CLOSURE_KEYS) for key in value if key not in _CLOSURE_KEYS]
    findings += missing_keys(value, ("from",), findings)
    label = "" if value.get("label") is None else str(value["label"])
    ends = [(key, value[key]) for key in ("from", "to") if value.get(key) is not None]
    return _closure(ends, findings, label)


def _closure(ends: Iterable[tuple[str, object]], findings: list[Finding], label: str = "") -> Closure:
    """Read the ends of a closure, each at its path; what else was found is raised with them."""
    days: list[date] = []
    for path, end in ends:
        try:
            days.append(read_date(end, path))
        except PlanError as problems:
            findings.extend(problems.findings)
    if findings:
        raise PlanError(findings)
    return Closure(days[0], days[-1], label)
