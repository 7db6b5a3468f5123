"""iCalendar files (RFC 5545): entries of a calendar to bytes, as the next edition of an older file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.io.ics_events import read_parts
from retroplan.model.carried import StatusKind
from retroplan.progress import Progress, Steps

PRODUCT = "-//retroplan//retroplan//EN"
_KEY, _PERSON = "X-RETROPLAN-PLAN", "X-RETROPLAN-PERSON"
_KINDS = ("BEGIN:VEVENT", "BEGIN:VTODO")
_CANCELLED = "CANCELLED"
_STAGES = {
    StatusKind.DOING: "IN-PROCESS",
    StatusKind.DONE: "COMPLETED",
    StatusKind.CANCELLED: _CANCELLED,
}
"""Values of the status of a to-do; what is blocked or says something else still needs action."""
_DAILY = timedelta(days=1)
_LONG = 75  # bytes from which a line is folded
_MOST_SEQUENCE = 2**31 - 1
_BOOKKEEPING = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS")
"""What an edition says of itself; it does not make an entry another one."""


@frozen
class Alarm:
    """
    A reminder.

    Attributes
    ----------
    before
        How long before it rings; negative for later.
    of_end
        Whether that is counted from the end and not from the start.
    """

    before: timedelta
    of_end: bool = False


@frozen(kw_only=True)
class Entry:
    """
    An event of a calendar, or a to-do.

    Attributes
    ----------
    uid
        Who it is, the same in every edition.
    is_todo
        Whether it is a to-do.
    summary, description
        Its name, and lines about it; texts without control characters but for the line feed.
    categories
        Its labels.
    start, end
        Days, or instants by the clock of wherever the plan is. The end of an event is exclusive,
        the day after its last one; that of a to-do is the day it is due. None is an instant, or
        the one day.
    priority
        1 is the highest, 9 the lowest; only of to-dos.
    depends_on
        The `uid` of each of its predecessors.
    alarms
        Its reminders.
    stage
        How far it is; of an event only whether it is cancelled.
    """

    uid: str
    is_todo: bool = False
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    start: date | datetime
    end: date | datetime | None = None
    priority: int | None = None
    depends_on: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    stage: StatusKind = StatusKind.TODO

    @property
    def status(self) -> str:
        """What RFC 5545 calls it."""
        if self.is_todo:
            return _STAGES.get(self.stage, "NEEDS-ACTION")
        return _CANCELLED if self.stage is StatusKind.CANCELLED else "CONFIRMED"


@frozen(kw_only=True)
class Feed:
    """
    A calendar.

    Attributes
    ----------
    key
        What tells this plan from others, in every edition.
    name
        What calendars show.
    person
        What tells whose tasks it holds; empty for everybody's. Letters and digits, as `key`.
    entries
        Its events or to-dos.
    """

    key: str
    name: str
    person: str = ""
    entries: tuple[Entry, ...] = ()


@frozen
class Edition:
    """
    An older file.

    Attributes
    ----------
    key, person
        As in `Feed`.
    parts
        The lines of each event and to-do in it, by `uid`.
    """

    key: str
    person: str
    parts: Mapping[str, Sequence[str]]


def read_previous(data: bytes) -> Edition:
    """
    Read an older file of ours.

    Raises
    ------
    PlanError
        It is not a calendar, or not one that was written for a plan.
    """
    own, parts = read_parts(data)
    if _KEY not in own:
        raise PlanError(error("ics-of-others"))
    known = {_value(part, "UID"): part for part in parts if part[0].upper() in _KINDS}
    return Edition(own[_KEY], own.get(_PERSON, ""), known)


def dumps(
    feed: Feed, stamp: datetime, previous: Edition | None = None, progress: Progress | None = None
) -> bytes:
    """
    Write a calendar.

    Entries that say what they said in `previous` keep their number and the time of their last
    change, others get the next number. What is gone stays in it, cancelled, so that calendars that
    have it take it away; but not where the older file was somebody else's part of the plan.
    `progress` is told how many entries are written.
    """
    from icalendar import Calendar, vText

    calendar = Calendar()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
    ):
        calendar.add(name, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(feed.name))  # else their commas and semicolons are not escaped
    calendar.add("refresh-interval", _DAILY, parameters={"VALUE": "DURATION"})
    calendar.add(_KEY, feed.key)
    if feed.person:
        calendar.add(_PERSON, feed.person)
    old = previous.parts if previous is not None else {}
    made = stamp.astimezone(UTC).replace(microsecond=0)
    head, end, tail = _folded(calendar).rpartition(b"END:")
    parts = [head]
    for entry in Steps(progress, len(feed.entries)).each(feed.entries):
        edited = _edited(_component(entry), entry.status, old.get(entry.uid, ()), made)
        parts.append(_folded(edited))
    if previous is not None and previous.person == feed.person:
        parts += map(_folded, _gone(old, (entry.uid for entry in feed.entries), made))
    return b"".join((*parts, end, tail))


def _folded(component: Any) -> bytes:
    """Write the lines of a component; those that are surely short are not looked at letter by letter."""
    lines = (line for line in component.content_lines(sorted=False) if line)
    return b"".join(
        (line.encode() if line.isascii() and len(line) < _LONG else line.to_ical()) + b"\r\n"
        for line in lines
    )


def _component(entry: Entry) -> Any:
    """Make an event or a to-do without what tells its edition."""
    from icalendar import Event, Todo

    component = Todo() if entry.is_todo else Event()
    component.add("uid", entry.uid)
    component.add("summary", entry.summary)
    component.add("dtstart", entry.start)
    if entry.end is not None:
        component.add("due" if entry.is_todo else "dtend", entry.end)
    if entry.description:
        component.add("description", entry.description)
    if entry.categories:
        component.add("categories", list(entry.categories))
    if entry.is_todo:
        component.add("priority", entry.priority or 0)
        if entry.stage is StatusKind.DONE:
            component.add("percent-complete", 100)  # nobody knows since when: no COMPLETED
    else:
        component.add("transp", "TRANSPARENT")  # a bar of three weeks leaves the days free
    for uid in entry.depends_on:
        component.add("related-to", uid, parameters={"RELTYPE": "DEPENDS-ON"})  # RFC 9253
    for alarm in entry.alarms:
        component.add_component(_alarm(alarm, entry.summary))
    return component


def _alarm(alarm: Alarm, summary: str) -> Any:
    from icalendar import Alarm as Component

    component = Component()
    component.add("action", "DISPLAY")
    component.add("description", summary)
    component.add("trigger", -alarm.before, parameters={"RELATED": "END"} if alarm.of_end else {})
    return component


def _edited(new: Any, status: str, old: Sequence[str], stamp: datetime) -> Any:
    """Give a component its number and its times: those of the older one if it says the same."""
    same = bool(old) and _value(old, "STATUS") == status and _content(old) == _content(_lines(new))
    new.add("status", status)
    new.add("sequence", _number(old, same))
    new.add("dtstamp", stamp)
    new.add("created", _time(old, "CREATED", stamp))
    new.add("last-modified", _time(old, "LAST-MODIFIED", stamp) if same else stamp)
    return new


def _gone(old: Mapping[str, Sequence[str]], kept: Iterable[str], stamp: datetime) -> Iterator[Any]:
    """Cancel what is no longer there; what was cancelled before stays as it was."""
    from icalendar import Event, Todo

    present = set(kept)
    for uid, lines in old.items():
        if uid in present:
            continue
        kind = Todo if lines[0].upper() == _KINDS[1] else Event
        component = _read(kind, lines)
        if "DTSTART" not in component:
            continue  # somebody spoilt it; what has no date is on no calendar
        again = _value(lines, "STATUS") == _CANCELLED
        times = {"STATUS": _CANCELLED, "SEQUENCE": _number(lines, again), "DTSTAMP": stamp}
        times["LAST-MODIFIED"] = _time(lines, "LAST-MODIFIED", stamp) if again else stamp
        for name in ("RELATED-TO", *times):
            component.pop(name, None)
        for name, value in times.items():
            component.add(name, value)
        yield component


def _read(kind: Any, lines: Sequence[str]) -> Any:
    """Read a component without its alarms and without what cannot be read."""
    try:
        component = kind.from_ical("\r\n".join((*_without_alarms(lines), "")))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return kind()
    for name, _ in component.errors:
        component.pop(name, None)
    component.errors.clear()
    return component


def _without_alarms(lines: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        inside = inside or line.upper() == "BEGIN:VALARM"
        if not inside:
            yield line
        inside = inside and line.upper() != "END:VALARM"


def _lines(component: Any) -> list[str]:
    text: str = component.to_ical(sorted=False).decode()
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def _content(lines: Iterable[str]) -> list[str]:
    """Keep the lines that say something of the task."""
    return sorted(line for line in lines if not line.startswith(_BOOKKEEPING))


def _value(lines: Iterable[str], key: str) -> str:
    """Give the first value of a property, as it was written."""
    for line in lines:
        name, _, value = line.partition(":")
        if name.partition(";")[0].upper() == key:
            return value.strip()
    return ""


def _number(old: Sequence[str], same: bool) -> int:
    if not old:
        return 0
    text = _value(old, "SEQUENCE")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_SEQUENCE)) else 0
    return min(number + (not same), _MOST_SEQUENCE)


def _time(old: Sequence[str], key: str, otherwise: datetime) -> datetime:
    try:
        return datetime.strptime(_value(old, key), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return otherwise
