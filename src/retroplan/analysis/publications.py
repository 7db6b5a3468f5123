"""When what goes out, by segment, channel or any other tag."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from attrs import asdict, field, frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.naming import name_of
from retroplan.analysis.roles import Cast
from retroplan.analysis.tagged import Tagged, Tags, tagged
from retroplan.language import plain, word
from retroplan.model.task import LAUNCH
from retroplan.result import Schedule


@frozen(kw_only=True)
class Publication:
    """
    A task in a calendar of publications.

    Attributes
    ----------
    date, finish_date
        Its first and its last day; no last day (None) of what goes on without an end.
    offset
        Where it is from the launch.
    task, name
        Its id, and what it is called.
    phase
        The topmost summary above it.
    people
        What those who do it are called.
    tags
        Its tags, those of the summaries above it among them.
    """

    date: datetime.date
    finish_date: datetime.date | None
    offset: str
    task: str
    name: str
    phase: str
    people: tuple[str, ...]
    tags: Tags = field(hash=False)

    def to_record(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        return {key: plain(value) for key, value in asdict(self, recurse=False).items()}


@frozen
class PublicationCalendar:
    """
    What goes out when, in order.

    Attributes
    ----------
    tags
        The tags that it was asked for.
    entries
        The tasks that have any of them, by date.
    called
        What each value of each tag is called, in the order of the plan.
    launch
        The day of the launch; None without one.
    """

    tags: tuple[str, ...]
    entries: tuple[Publication, ...]
    called: Mapping[str, Mapping[str, str]] = field(hash=False)
    launch: datetime.date | None = None

    def to_rows(self, lang: str = "en") -> list[tuple[object, ...]]:
        """
        Give the calendar as rows, headings first.

        For one tag there is a row a day with a column for each value, J with a row of its own; for
        several, a row for each task and combination of values.
        """
        if len(self.tags) == 1:
            return [self._head(lang), *self._matrix()]
        head = [word(f"heading-{key}", lang) for key in ("date", "offset")]
        ends = [word(f"heading-{key}", lang) for key in ("task", "responsible")]
        return [(*head, *self.tags, *ends), *self._lines()]

    def _head(self, lang: str) -> tuple[object, ...]:
        head = (word("heading-date", lang), word("heading-offset", lang))
        return (*head, *self.called[self.tags[0]].values())

    def _matrix(self) -> Iterator[tuple[object, ...]]:
        (tag,) = self.tags
        days: dict[datetime.date, list[Publication]] = {}
        for entry in self.entries:
            days.setdefault(entry.date, []).append(entry)
        if self.launch is not None:
            days.setdefault(self.launch, [])
        for day in sorted(days):
            cells = (
                "\n".join(entry.name for entry in days[day] if value in entry.tags.get(tag, ()))
                for value in self.called[tag]
            )
            yield day, self._offset(day), *cells

    def _offset(self, day: datetime.date) -> str:
        if self.launch is None:
            return ""
        days = (day - self.launch).days
        return f"J{days:+d}" if days else "J"

    def _lines(self) -> Iterator[tuple[object, ...]]:
        for entry in self.entries:
            for values in product(*(entry.tags.get(tag) or ("",) for tag in self.tags)):
                said = (
                    self.called[tag].get(value, value) for tag, value in zip(self.tags, values, strict=True)
                )
                yield entry.date, entry.offset, *said, entry.name, " + ".join(entry.people)

    def to_document(self) -> dict[str, Any]:
        """Give the calendar as JSON-safe data."""
        return {
            "tags": list(self.tags),
            "launch": plain(self.launch),
            "entries": [entry.to_record() for entry in self.entries],
        }


def publication_calendar(
    schedule: Schedule, tag: str | Sequence[str] = "channel", *, where: Mapping[str, str] | None = None
) -> PublicationCalendar:
    """
    Say what goes out when, by channel, by segment, or by both.

    Every wave, occurrence and segment is one entry; an approval belongs to what is approved.

    Parameters
    ----------
    schedule
        The schedule.
    tag
        The name of a tag, or names of several: tasks that have any of them are in the calendar.
    where
        Only tasks that have these values: ``{"segment": "fidèles"}``.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [
    ...     rp.Task("mail", "E-mail", waves=["J-7", "J-1"], tags={"channel": "email"}),
    ...     rp.Task("post", "Post", at="J-7", tags={"channel": "réseaux sociaux"}),
    ... ]
    >>> found = rp.publication_calendar(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))
    >>> for day, offset, *names in found.to_rows():
    ...     print(day, offset, names)
    Date J ['email', 'réseaux sociaux']
    2026-06-08 J-7 ['E-mail – Sending, wave 1', 'Post']
    2026-06-12 J-3 ['E-mail – Sending, wave 2', '']
    2026-06-15 J ['', '']
    """
    check_schedule(schedule, "publication_calendar")
    tags = (tag,) if isinstance(tag, str) else tuple(tag)
    cast = Cast(schedule.expanded)
    found = [
        _entry(schedule, cast, item)
        for item in tagged(schedule.expanded)
        if item.task.id in schedule and item.task.id != LAUNCH and _asked(item, tags, where or {})
    ]
    found.sort(key=lambda entry: (entry.date, entry.finish_date or datetime.date.max))
    called = {name: _called(schedule, name, found) for name in tags}
    launch = schedule[LAUNCH].start_date if schedule.plan.launch is not None else None
    return PublicationCalendar(tags, tuple(found), called, launch)


def _asked(item: Tagged, tags: Sequence[str], where: Mapping[str, str]) -> bool:
    wanted = all(value in item.tags.get(name, ()) for name, value in where.items())
    return wanted and any(tag in item.tags for tag in tags)


def _entry(schedule: Schedule, cast: Cast, item: Tagged) -> Publication:
    planned = schedule[item.task.id]
    return Publication(
        date=planned.start_date, finish_date=planned.last_date, offset=planned.offset, task=item.task.id,
        name=name_of(schedule.expanded, item.task.id), phase=item.phase,
        people=tuple(map(cast.label, cast.roles[item.task.id].responsible)), tags=item.tags,
    )  # fmt: skip


def _called(schedule: Schedule, tag: str, entries: Sequence[Publication]) -> dict[str, str]:
    """Give what the values of a tag are called: those that the plan lists first, then as they come."""
    plan = schedule.plan
    used = [value for entry in entries for value in entry.tags.get(tag, ())]
    listed = [value for value in plan.lists.get(f"{tag}s", {}) if value in used]
    return {value: plan.called(tag, value) for value in (*listed, *used)}
