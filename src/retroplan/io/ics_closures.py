"""Closures out of an iCalendar file: school holidays, the leave of a company or of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from os import PathLike
from typing import BinaryIO, overload
from unicodedata import combining, normalize

from attrs import evolve, frozen

from retroplan.calendars import Closure
from retroplan.calendars.ranges import read_date
from retroplan.errors import Finding, PlanError, Severity, error, warning
from retroplan.io.files import read_bytes
from retroplan.io.ics_events import Event, read_events, unreadable
from retroplan.io.located import MAX_BYTES
from retroplan.language.quoting import quoted
from retroplan.model.recurrence import Recurrence, parse_recurrence

MAX_CLOSURES = 10_000
_LONGEST_LABEL = 200
_DAY = timedelta(days=1)


@frozen
class Closures(Sequence[Closure]):
    """
    Closed days and periods, in order; what a calendar takes as `closed` and a person as `leave`.

    Attributes
    ----------
    items
        The closures.
    findings
        Events that were left out though they were asked for, and why.
    """

    items: tuple[Closure, ...] = ()
    findings: tuple[Finding, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Closure: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Closure]: ...
    def __getitem__(self, index: int | slice) -> Closure | Sequence[Closure]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)


def closures_from_ics(
    source: str | PathLike[str] | bytes | BinaryIO,
    *,
    only: str | Iterable[str] | None = None,
    first: date | str | None = None,
    last: date | str | None = None,
    limit: int = MAX_BYTES,
) -> Closures:
    """
    Read the closed days of an iCalendar file, with their names.

    Events of whole days count; their end is the day after the last one, as the format has it. What
    covers part of a day is left out with a finding, what is cancelled without one. Times are taken
    by the clock that they are written in.

    Parameters
    ----------
    source
        A path, the bytes of a file, or a file opened in binary mode.
    only
        Take only events whose summary, place or category has this text in it, or one of these,
        whatever the case and the accents: ``"Zone A"``.
    first, last
        Leave out what ends before the one or begins after the other. What comes again and again
        without an end needs a last day.
    limit
        Most bytes that are read.

    Raises
    ------
    PlanError
        It is not an iCalendar file, or has events that cannot be read; each problem with its line.
        Or `last` comes before `first`.

    Examples
    --------
    >>> ics = b'''BEGIN:VCALENDAR
    ... BEGIN:VEVENT
    ... DTSTART;VALUE=DATE:20261017
    ... DTEND;VALUE=DATE:20261102
    ... SUMMARY:Vacances de la Toussaint
    ... END:VEVENT
    ... END:VCALENDAR'''
    >>> [(str(item.first), str(item.last), item.label) for item in closures_from_ics(ics)]
    [('2026-10-17', '2026-11-01', 'Vacances de la Toussaint')]
    """
    span = _span(first, last)
    data = read_bytes(source, limit)
    if len(data) > limit:
        raise PlanError(error("document-too-large", limit=limit))
    known = read_events(data)
    events = [event for event in known if _asked_for(event, only)]
    found: list[Closure] = []
    notes: list[Finding] = []
    problems: list[Finding] = []
    moved = {key for key in map(_moved, events) if key is not None}
    for event in events:
        try:
            found += _closures(event, moved, span, MAX_CLOSURES - len(found))
        except _LeftOutError as reason:
            notes += reason.findings
        except PlanError as problem:
            problems += problem.findings
    if problems:
        raise PlanError(problems)
    if not found and not notes:
        notes.append(warning("ics-nothing" if known else "ics-no-events"))
    found = sorted(set(found), key=lambda item: (item.first, item.last, item.label))
    return Closures(tuple(found), tuple(notes))


class _LeftOutError(PlanError):
    """An event is not of whole days."""


@frozen
class _Span:
    first: date | None
    last: date | None

    def holds(self, first: date, last: date) -> bool:
        """Whether days from one to another lie in it, at least some of them."""
        return (self.first is None or last >= self.first) and (self.last is None or first <= self.last)


def _span(first: date | str | None, last: date | str | None) -> _Span:
    span = _Span(_bound(first, "first"), _bound(last, "last"))
    if span.first is not None and span.last is not None and span.last < span.first:
        raise PlanError(error("days-reversed", "last", first=span.first, last=span.last))
    return span


def _bound(value: date | str | None, name: str) -> date | None:
    return None if value is None else read_date(value, name)


def _asked_for(event: Event, only: str | Iterable[str] | None) -> bool:
    if only is None:
        return True
    told = _plain(" ".join(event.text(key) for key in ("SUMMARY", "LOCATION")) + _categories(event))
    return any(_plain(text) in told for text in ([only] if isinstance(only, str) else only))


def _categories(event: Event) -> str:
    return " ".join(f" {value}" for _, value in event.written("CATEGORIES"))


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not combining(letter)).split())


def _moved(event: Event) -> tuple[str, date] | None:
    """Give the occurrence that an event stands in the place of."""
    moment = event.moment("RECURRENCE-ID")
    return None if moment is None else (event.text("UID"), _day(moment))


def _closures(event: Event, moved: set[tuple[str, date]], span: _Span, room: int) -> list[Closure]:
    if event.text("STATUS").upper() == "CANCELLED":
        return []
    first, end = _ends(event)
    days = max((end - first).days, 1)
    label = event.text("SUMMARY")[:_LONGEST_LABEL]
    skipped = set(event.days("EXDATE"))
    if event.moment("RECURRENCE-ID") is None:
        skipped |= {day for uid, day in moved if uid == event.text("UID")}
    made = []
    for day in _occurrences(event, first, span):
        if day not in skipped and span.holds(day, _later(day, days - 1)):
            made.append(Closure(day, _later(day, days - 1), label))
        if len(made) > room:
            raise PlanError(Finding(code="ics-too-many", values={"limit": MAX_CLOSURES}, line=event.line))
    return made


def _ends(event: Event) -> tuple[date, date]:
    """Give the first day of an event, and the day after its last one."""
    start, end = event.moment("DTSTART"), event.moment("DTEND")
    if start is None:
        raise PlanError(Finding(code="ics-no-start", line=event.line))
    if end is None:
        length = event.length() or (timedelta(0) if isinstance(start, datetime) else _DAY)
        end = _sum(event, start, length)
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise unreadable(event, "DTEND")
    if _instant(end) < _instant(start):
        values = {"first": start, "last": end}
        raise PlanError(Finding(code="ics-reversed", values=values, line=event.line_of("DTEND")))
    if isinstance(start, datetime) and (_instant(start).time(), _instant(end).time()) != (time.min, time.min):
        raise _left_out(event, start)
    if isinstance(start, datetime) and start == end:
        raise _left_out(event, start)
    return _day(start), _day(end)


def _left_out(event: Event, start: datetime) -> _LeftOutError:
    values = {"name": quoted(event.text("SUMMARY")), "date": start.replace(second=0, microsecond=0)}
    return _LeftOutError(
        Finding(code="ics-part-of-day", severity=Severity.WARNING, values=values, line=event.line)
    )


def _sum(event: Event, start: date | datetime, length: timedelta) -> date | datetime:
    try:
        return start + length
    except OverflowError:
        raise unreadable(event, "DURATION") from None


def _occurrences(event: Event, first: date, span: _Span) -> Iterator[date]:
    """Yield the days on which an event begins, each as often as it is told."""
    rules = [_rule(line, text) for line, text in event.written("RRULE")]
    if not rules:
        yield first
    for line, rule in rules:
        ends = [end for end in (rule.last, span.last) if end is not None]
        if not ends and rule.count is None:
            values = {"name": quoted(event.text("SUMMARY"))}
            raise PlanError(Finding(code="ics-endless", values=values, line=line))
        for day in islice(rule.days(first), rule.count):
            if ends and day > min(ends):
                break
            yield day
    yield from event.days("RDATE")


def _rule(line: int, text: str) -> tuple[int, Recurrence]:
    try:
        rule = parse_recurrence(text)
    except PlanError as problem:
        raise PlanError(evolve(finding, line=line) for finding in problem.findings) from None
    assert rule is not None
    return line, rule


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _instant(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
