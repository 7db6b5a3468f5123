"""The events of an iCalendar text, each with the line it begins on; what is in them, `icalendar` reads."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import Factory, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted

MAX_EVENTS = 10_000
_DATED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_UNREAD = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the package raises where its parts cannot read a property."""


@frozen
class Event:
    """
    One event.

    Attributes
    ----------
    line
        The line of its ``BEGIN:VEVENT``.
    lines
        Its properties as they were written, unfolded, by line.
    component
        The same as `icalendar` reads them.
    """

    line: int
    lines: dict[int, str]
    component: Any = Factory(dict)

    def text(self, key: str) -> str:
        """Give a property as one line of text; empty if there is none."""
        value = self.component.get(key)
        first = value[0] if isinstance(value, list) and value else value
        return " ".join(str(first).split()) if first is not None else ""

    def written(self, key: str) -> list[tuple[int, str]]:
        """Give the values of a property as they were written, each with its line."""
        found = []
        for line, text in self.lines.items():
            name, colon, value = text.partition(":")
            if colon and name.partition(";")[0].upper() == key:
                found.append((line, value.strip()))
        return found

    def line_of(self, key: str) -> int:
        """Give the line of a property; that of the event if it has none."""
        return next((line for line, _ in self.written(key)), self.line)

    def moment(self, key: str) -> date | datetime | None:
        """Give a date, or a time by the clock of wherever it is; None if it is not given."""
        value = self.component.get(key)
        return None if value is None else _local(getattr(value, "dt", value), key, self)

    def length(self) -> timedelta | None:
        """Give the duration that stands in the place of an end."""
        value = getattr(self.component.get("DURATION"), "dt", None)
        return value if isinstance(value, timedelta) else None

    def days(self, key: str) -> Iterator[date]:
        """Yield the days of a property that lists them."""
        value = self.component.get(key)
        for group in value if isinstance(value, list) else [] if value is None else [value]:
            for item in getattr(group, "dts", ()):
                moment = _local(item.dt, key, self)
                yield moment.date() if isinstance(moment, datetime) else moment


def _local(value: object, key: str, event: Event) -> date | datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return value
    raise unreadable(event, key)


def unreadable(event: Event, key: str) -> PlanError:
    """Say that a property cannot be read."""
    written = next((value for _, value in event.written(key)), "")
    return PlanError(_at(event.line_of(key), "ics-value", key=key, text=quoted(written)))


def read_events(data: bytes) -> list[Event]:
    """
    Read the events of a calendar.

    Raises
    ------
    PlanError
        It is not a calendar, or has events that cannot be read; all problems with their lines.
    """
    blocks = _blocks(_unfolded(data))
    findings: list[Finding] = []
    events: list[Event] = []
    for block in blocks:
        try:
            events.append(_read(block))
        except PlanError as problem:
            findings += problem.findings
    if findings:
        raise PlanError(findings)
    return events


def _unfolded(data: bytes) -> list[tuple[int, str]]:
    """Give the lines that hold something, each with its number and with what is folded below it."""
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as problem:
        broken = data.count(b"\n", 0, problem.start) + 1
        raise PlanError(_at(broken, "not-utf8")) from None
    numbers: list[int] = []
    pieces: list[list[str]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and pieces:
            pieces[-1].append(line[1:])
        elif line.strip():
            numbers.append(number)
            pieces.append([line])
    if not numbers:
        raise PlanError(error("empty-document"))
    return [(number, "".join(parts)) for number, parts in zip(numbers, pieces, strict=True)]


def read_parts(data: bytes) -> tuple[dict[str, str], list[list[str]]]:
    """
    Read a calendar as it was written: its own properties, and the lines of each of its parts, unfolded.

    Raises
    ------
    PlanError
        It is not a calendar.
    """
    lines = _unfolded(data)
    _blocks(lines, most=None)
    own: dict[str, str] = {}
    parts: list[list[str]] = []
    depth = 0
    for _, text in lines:
        name, _, value = text.partition(":")
        opens, closes = name.strip().upper() == "BEGIN", name.strip().upper() == "END"
        depth += opens
        if depth == 1 and not opens and not closes:
            own[name.partition(";")[0].upper()] = value
        elif opens and depth == 2:
            parts.append([text])
        elif depth > 1:
            parts[-1].append(text)
        depth -= closes
    return own, parts


def _blocks(lines: Sequence[tuple[int, str]], most: int | None = MAX_EVENTS) -> list[Event]:
    """Find the events, and whether what is opened is closed."""
    opened: list[tuple[int, str]] = []
    events: list[Event] = []
    inside: dict[int, str] = {}
    for number, text in lines:
        name, _, value = text.strip().partition(":")
        name, value = name.strip().upper(), value.strip().upper()
        if not opened and (name, value) != ("BEGIN", "VCALENDAR"):
            raise PlanError(_at(number, "not-ics", text=quoted(text)))
        if name == "BEGIN":
            opened.append((number, value))
            inside = {} if value == "VEVENT" else inside
        elif name == "END":
            start, kind = opened.pop()
            if kind != value:
                raise PlanError(_at(number, "ics-not-closed", kind=quoted(kind), line_of=start))
            if kind == "VEVENT":
                events.append(Event(start, inside))
        elif opened[-1][1] == "VEVENT":
            inside[number] = text
    if opened:
        raise PlanError(
            _at(opened[-1][0], "ics-not-closed", kind=quoted(opened[-1][1]), line_of=opened[-1][0])
        )
    if most is not None and len(events) > most:
        raise PlanError(_at(events[most].line, "ics-too-many", limit=most))
    return events


def _read(event: Event) -> Event:
    import icalendar

    text = "\r\n".join(("BEGIN:VEVENT", *event.lines.values(), "END:VEVENT", ""))
    try:
        component = icalendar.Event.from_ical(text)
        broken = {str(name).upper() for name, _ in component.errors}
    except _UNREAD:
        raise PlanError(_at(event.line, "ics-event")) from None
    read = Event(event.line, event.lines, component)
    for key in _DATED:
        if key in broken:
            raise unreadable(read, key)
    return read


def _at(line: int, code: str, **values: object) -> Finding:
    return Finding(code=code, values=values, line=line)
