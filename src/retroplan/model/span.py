"""What a hammock spans: from one event of the plan to another, or on without an end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.model.fields import PartialError, optional, parsed, structure
from retroplan.model.link import ID_PATTERN, MAX_ID, UNREAD, whole_of
from retroplan.offsets import Offset, bad_offset, is_offset, parse_offset

_ENDS = ("start", "finish")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NEARLY_OFFSET = re.compile("[jdswmh](?:[0-9]{1,5}|[-+][0-9]{6,}(?:o|wd)?)", re.IGNORECASE)  # too far too
_DASHES = re.compile("[‐‑‒–—]")
_OTHER_ENDS = {"debut": "start", "début": "start", "begin": "start", "fin": "finish", "end": "finish"}
_WRITTEN = re.compile(rf"({ID_PATTERN}?)(?:\.(start|finish))?")


@frozen
class Event:
    """
    One end of a task, the launch, or a position counted from the launch.

    Attributes
    ----------
    task
        Id of the task, ``launch`` for the launch; empty for an offset.
    end
        ``start`` or ``finish`` of the task, as written; empty where the key tells.
    offset
        The position; None for a task.
    """

    task: str = ""
    end: str = ""
    offset: Offset | None = None

    def __str__(self) -> str:
        if self.offset is not None:
            return str(self.offset)
        return f"{self.task}.{self.end}" if self.end else self.task


def parse_event(value: object) -> Event:
    """
    Read an event: ``content``, ``content.finish``, ``launch``, ``J+30``.

    ``.start`` and ``.finish`` behind an id are always an end of the task: the start of a task
    ``site.finish`` is written ``site.finish.start``. What reads as an offset is one.
    """
    if isinstance(value, Event):
        return value
    if isinstance(value, Offset):
        return Event(offset=value)
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if type(value) is date:  # the id of a milestone may look like its day, which YAML reads as a date
        text = value.isoformat()
    if not isinstance(text, str):
        raise _bad_event(value)
    if not text.strip():
        raise PlanError(error("empty-value"))
    if is_offset(text):
        return Event(offset=parse_offset(text))
    match = _WRITTEN.fullmatch(text.strip()) if len(text) <= MAX_ID + len(" .finish ") else None
    if match is None or len(match[1]) > MAX_ID:
        raise _bad_event(value)
    return Event(match[1], match[2] or "")


def _bad_event(value: object) -> PlanError:
    """Say what is wrong with something that is not an event, and what may have been meant."""
    whole = whole_of(value.strip()) if isinstance(value, str) else ""
    if isinstance(value, date):
        return PlanError(error("bad-event", text=quoted(value), hint=Phrase("date-for-event")))
    dashed = _DASHES.sub("-", value).strip() if isinstance(value, str) else ""
    if isinstance(value, str) and (is_offset(dashed) or _NEARLY_OFFSET.fullmatch(dashed)):  # J–30
        return bad_offset(value)
    if isinstance(value, str) and "/" in value and re.fullmatch(ID_PATTERN, whole):
        return PlanError(error("bad-event", text=quoted(value), hint=_meant(whole)))  # a part of a task
    word, _, lag = value.strip().partition(" ") if isinstance(value, str) else ("", "", "")
    if lag and re.fullmatch(ID_PATTERN, word):  # content FS+2d
        return PlanError(error("bad-event", text=quoted(value), hint=_meant(word)))
    return PlanError(error("bad-event", text=quoted(value), hint=Phrase("event-forms")))


def unknown_event(task: str) -> PlanError | None:
    """Say what was meant by the id of a task that is not there: a date, an offset, or neither (None)."""
    if _DATE.fullmatch(task):
        return PlanError(error("bad-event", text=quoted(task), hint=Phrase("date-for-event")))
    return bad_offset(task) if _NEARLY_OFFSET.fullmatch(task) else None


def other_end(text: str) -> tuple[str, str]:
    """Part an event whose end is written in another way, ``content.fin``: the id, and the end or nothing."""
    task, _, word = text.rpartition(".")
    return task, _OTHER_ENDS.get(word.lower(), "")


def _meant(task: str) -> Phrase:
    return Phrase("did-you-mean", {"candidate": quoted(task)})


@frozen
class Span:
    """
    The events from which a hammock takes its dates.

    Attributes
    ----------
    begin
        The event at which it begins, the key ``from``: a task alone is its start.
    end
        The event at which it ends, the key ``to``: a task alone is its finish. None for work that goes
        on without an end.
    """

    begin: Event = parsed(parse_event, key="from")
    end: Event | None = parsed(optional(parse_event), key="to", default=None)

    @property
    def events(self) -> tuple[tuple[str, Event], ...]:
        """Its events with the keys that they stand under: one where it has no end, else two."""
        return (("from", self.begin),) if self.end is None else (("from", self.begin), ("to", self.end))

    def to_document(self) -> dict[str, str]:
        """Give the span as it stands in a plan document."""
        return {key: str(event) for key, event in self.events}

    def __str__(self) -> str:
        return f"{self.begin} … {self.end or ''}".rstrip()


def end_of(key: str, event: Event) -> str:
    """Say which end of a task an event is: as written, else the start for ``from``, the finish for ``to``."""
    return event.end or _ENDS[key == "to"]


UNREAD_EVENT = Event(UNREAD)
"""In place of an event that could not be read: what else is wrong with the hammock shows all the same."""


def parse_span(value: object) -> Span | None:
    """Read ``{from: content, to: launch}``; without ``to`` it has no end."""
    if value is None or isinstance(value, Span):
        return value
    if not isinstance(value, Mapping):
        unread = Span(UNREAD_EVENT, UNREAD_EVENT)
        raise PartialError([error("bad-hammock", text=quoted(value))], unread)
    return structure(Span, value, begin=UNREAD_EVENT, end=UNREAD_EVENT)


def renamed_span(span: Span, old: str, new: str) -> Span:
    """Return a span with another id where an event is an end of a task that is renamed."""
    plain = not is_offset(new) and _WRITTEN.fullmatch(new)[2] is None  # type: ignore[index]

    def event(key: str, event: Event) -> Event:
        if event.task != old:
            return event
        return Event(new, event.end if plain else end_of(key, event))

    return Span(event("from", span.begin), None if span.end is None else event("to", span.end))
