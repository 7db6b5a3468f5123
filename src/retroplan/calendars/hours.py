"""Hours: the spans of a day and the days of a week, between text and minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from retroplan.calendars.working import DAY, Span, Spans
from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import nearest, quoted

Week: TypeAlias = tuple[Spans, ...]

DEFAULT_DAY: Spans = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
CONVENTIONS: Mapping[str, Week] = {
    "ouvres": (DEFAULT_DAY,) * 5 + ((),) * 2,
    "ouvrables": (DEFAULT_DAY,) * 6 + ((),),
    "calendaires": (DEFAULT_DAY,) * 7,
}
"""The open weekdays of each way of counting days, Monday first."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = (
    ("mon", "monday", "lun", "lundi"),
    ("tue", "tuesday", "mar", "mardi"),
    ("wed", "wednesday", "mer", "mercredi"),
    ("thu", "thursday", "jeu", "jeudi"),
    ("fri", "friday", "ven", "vendredi"),
    ("sat", "saturday", "sam", "samedi"),
    ("sun", "sunday", "dim", "dimanche"),
)
_WEEKDAY_OF = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names}
_TIME = r"(\d{1,2})(?::(\d\d)|h(\d\d)?)?"
_SPAN = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}", re.ASCII | re.IGNORECASE)


def read_days(value: object) -> str:
    """
    Read the name of a way of counting days, with accents or without.

    Raises
    ------
    PlanError
        It is none of ``ouvres``, ``ouvrables``, ``calendaires``.
    """
    text = str(value).strip().lower().replace("é", "e")
    if text not in CONVENTIONS:
        hint = nearest(text, CONVENTIONS)
        known = ", ".join(CONVENTIONS)
        raise PlanError(error("unknown-days", "days", value=quoted(value), known=known, hint=hint))
    return text


def weekday_number(name: str) -> int | None:
    """Give the number of a weekday, Monday being 0; None if the name is none of a weekday."""
    return _WEEKDAY_OF.get(name.strip().lower())


def read_week(value: object, path: str = "week") -> Week:
    """
    Read the hours of a week: weekdays to spans, or the spans of seven days, Monday first.

    A weekday that is missing is closed. Weekdays go by their English or French names,
    whole or in three letters.

    Raises
    ------
    PlanError
        With everything that is wrong: names, spans, spans that overlap.
    """
    if isinstance(value, Mapping):
        items = [(str(key), f"{path}.{key}", hours) for key, hours in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 7:
        items = [(key, f"{path}[{i}]", value[i]) for i, key in enumerate(WEEKDAYS)]
    else:
        raise PlanError(error("bad-week", path, value=quoted(value)))
    week: dict[int, Spans] = {}
    places: dict[int, str] = {}
    findings: list[Finding] = []
    for name, place, hours in items:
        number = weekday_number(name)
        if number is None:
            hint = nearest(name, _WEEKDAY_OF)
            known = ", ".join(WEEKDAYS)
            findings.append(error("unknown-weekday", place, name=quoted(name), hint=hint, known=known))
        elif number in places:
            findings.append(error("weekday-twice", place, name=quoted(name), other=places[number]))
        else:
            places[number] = place
            try:
                week[number] = read_hours(hours, place)
            except PlanError as problems:
                findings.extend(problems.findings)
    findings.extend(_nights_too_long(week, places))
    if findings:
        raise PlanError(findings)
    return tuple(week.get(number, ()) for number in range(7))


def read_hours(value: object, path: str = "") -> Spans:
    """
    Read the hours that begin on a day: ``["08:00-12:00", "13h-17h30"]``, or spans of minutes.

    A span that ends before the hour it starts, such as ``22:00-06:00``, ends on the next day.

    Raises
    ------
    PlanError
        With every span that cannot be read or overlaps another.
    """
    if isinstance(value, str):
        return (_read_span(value, path),)
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise PlanError(error("bad-hours", path, value=quoted(value)))
    spans: list[tuple[Span, str]] = []
    findings: list[Finding] = []
    for i, item in enumerate(value):
        place = f"{path}[{i}]"
        try:
            spans.append((_read_span(item, place), place))
        except PlanError as problems:
            findings.extend(problems.findings)
    spans.sort(key=lambda span: span[0])
    for (earlier, _), (later, place) in pairwise(spans):
        if later[0] < earlier[1]:
            findings.append(_overlap(place, earlier, later))
    # Work may run past midnight, not past the hour at which its own day began.
    if spans and not findings and spans[-1][0][1] > spans[0][0][0] + DAY:
        findings.append(_overlap(spans[-1][1], spans[0][0], spans[-1][0]))
    if findings:
        raise PlanError(findings)
    return tuple(span for span, _ in spans)


def hours_document(spans: Spans) -> list[str]:
    """Write the hours of a day the way `read_hours` reads them."""
    return [_show_span(span) for span in spans]


def week_document(week: Week) -> dict[str, list[str]]:
    """Write the hours of a week, leaving out the weekdays that are closed."""
    return {name: hours_document(spans) for name, spans in zip(WEEKDAYS, week, strict=True) if spans}


def minutes_of(spans: Spans) -> int:
    """Count the working minutes of some hours."""
    return sum(end - start for start, end in spans)


def _read_span(value: object, path: str) -> Span:
    start, end = _minutes(value)
    if start > end and isinstance(value, str):
        end += DAY
    whole = (start, end) == (0, DAY)
    if not whole and not (0 <= start < DAY and 0 < end - start < DAY):
        raise PlanError(error("bad-span", path, value=quoted(value)))
    return start, end


def _minutes(value: object) -> Span:
    """Read two times of day, or two numbers of minutes; what is neither becomes an empty span."""
    if isinstance(value, str):
        match = _SPAN.fullmatch(value.strip())
        if match:
            numbers = [int(group or 0) for group in match.groups()]
            start, end = (numbers[i] * 60 + numbers[i + 1] + numbers[i + 2] for i in (0, 3))
            in_clock = max(start, end) <= DAY and max(numbers[1], numbers[2], numbers[4], numbers[5]) < 60
            return (start, end) if in_clock else (0, 0)
    elif isinstance(value, Sequence) and len(value) == 2 and all(type(item) is int for item in value):
        return value[0], value[1]
    return 0, 0


def _show_span(span: Span) -> str:
    start, end = span
    # 24:00 ends a day; anything later is told by the clock of the next day.
    return f"{_show_time(start)}-{_show_time(end if end <= DAY else end - DAY)}"


def _show_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _overlap(path: str, one: Span, other: Span) -> Finding:
    return error("span-overlap", path, one=_show_span(one), other=_show_span(other))


def _nights_too_long(week: Mapping[int, Spans], places: Mapping[int, str]) -> list[Finding]:
    """Find the night shifts that are still working when the next weekday opens."""
    findings = []
    for number, spans in week.items():
        following = week.get((number + 1) % 7)
        if spans and following and spans[-1][1] - DAY > following[0][0]:
            findings.append(_overlap(places[number], spans[-1], following[0]))
    return findings
