"""What a schedule says of its tasks: dates and slack, conflicts, and the reason of every date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import asdict, field, fields, frozen

from retroplan.errors import Finding
from retroplan.language import Amount, Phrase, plain, say, sealed
from retroplan.model.link import Link


@frozen
class Driver:
    """
    What set a date.

    Attributes
    ----------
    kind
        ``link``, ``launch`` (an implicit link to it), ``buffer``, ``pin``, ``constraint``,
        ``deadline``, ``start`` (the start of the plan), ``end`` (its end), ``summary`` (the dates
        of its children), or ``span`` (the events of a hammock).
    task
        Id at the other end of the link, of the summary that has the constraint, of the
        first child of a summary, or of the task with which a hammock begins.
    link
        The link as written, if it was one.
    """

    kind: str
    task: str | None = None
    link: Link | None = None

    def to_record(self) -> dict[str, object]:
        """Give the driver as a JSON-safe mapping."""
        link = None
        if self.link is not None:
            link = {"predecessor": self.link.predecessor, "successor": self.link.successor}
            link |= {"type": self.link.type.value, "lag": str(self.link.lag)}
        return {"kind": self.kind, "task": self.task, "link": link}


ENDS = (
    "finish", "early_finish", "late_finish", "finish_date", "work_finish",
    "offset_finish", "offset_finish_working",
)  # fmt: skip
"""What says of a task when it ends."""


@frozen(kw_only=True)
class ScheduledTask:
    """
    One task with its dates. All instants are local; dates are inclusive.

    Attributes
    ----------
    id, name, wbs, kind
        Who it is; `kind` is ``task``, ``milestone``, ``summary`` or ``hammock``.
    start, finish
        Planned.
    early_start, early_finish, late_start, late_finish
        As soon as the links allow from the start, and as late as they allow from the launch.
    start_date, finish_date
        Days of the planned dates; a finish at midnight belongs to the day before.
    work_finish
        Planned finish before the margin.
    total_slack_days, free_slack_days
        In usual days of the task's calendar.
    total_slack_minutes, free_slack_minutes
        In its working minutes; negative when the task is late already.
    offset_start, offset_finish
        Calendar days from J's date to `start_date` and `finish_date`; None without a launch.
    offset_start_working, offset_finish_working
        The same in open days of the plan's calendar.
    offset
        The pin as written, else `offset_start` as ``J-90``, ``J``, ``J+45``; empty without a launch.
    critical
        Total slack of 0 or less; a hammock never is.
    pinned
        Whether an offset fixes it.
    driver
        What set the planned dates.
    open_ended
        Whether it goes on without an end, as a hammock does that has none. Its finishes are then the
        instant up to which it is drawn, where all that is planned has ended; the offsets of its finish
        are None, and so is every finish in its record.
    """

    id: str
    name: str
    wbs: str
    kind: str
    start: datetime
    finish: datetime
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    start_date: date
    finish_date: date
    work_finish: datetime
    total_slack_days: float
    free_slack_days: float
    total_slack_minutes: int
    free_slack_minutes: int
    offset_start: int | None
    offset_finish: int | None
    offset_start_working: int | None
    offset_finish_working: int | None
    offset: str
    critical: bool
    pinned: bool
    driver: Driver
    open_ended: bool = False

    @property
    def last_date(self) -> date | None:
        """The day on which it ends, `finish_date`; None if it goes on without an end."""
        return None if self.open_ended else self.finish_date

    def to_record(self) -> dict[str, Any]:
        """
        Give the task as a flat mapping; its keys are the names of the attributes.

        Every finish of what goes on without an end is None.
        """
        return asdict(self, recurse=False) | (dict.fromkeys(ENDS) if self.open_ended else {})


def missing(days: float, noun: str) -> Amount | Phrase:
    """
    Say how much is missing.

    Parameters
    ----------
    days, noun
        How many days, and what they are called; none where closed time alone is missing.
    """
    return Amount(days, noun) if days else Phrase("only-closed-days")


@frozen
class PinClause:
    """
    The pin behind a conflict, as the end of its sentence.

    Attributes
    ----------
    pin
        The pin as written, with the task that has it; empty if there is none.
    """

    pin: str

    def text(self, lang: str = "en") -> str:
        """Put the clause into words; nothing if there is no pin."""
        return say("conflict-pin", {"pin": self.pin}, lang) if self.pin else ""

    def __str__(self) -> str:
        return self.pin


@frozen(kw_only=True)
class Conflict:
    """
    Two things that cannot both hold on the planned dates.

    Attributes
    ----------
    code
        ``conflict-link``, ``conflict-launch``, ``conflict-start``, ``conflict-constraint``
        or ``conflict-deadline``.
    task
        Id of the task that does not fit.
    other
        Id of the task at the other end of the link, or of the summary that has the
        constraint; empty for the start of the plan.
    pin
        The pin behind it, as written; empty if there is none.
    values
        What the sentence is filled with.
    missing_minutes, missing_days
        Working time that is missing, in minutes and in usual days of the task's calendar.
    counting
        What kind of days those are: ``working-day``, ``ouvrable-day`` or ``day``.
    """

    code: str
    task: str
    other: str = ""
    pin: str = ""
    values: Mapping[str, object] = field(factory=dict, converter=sealed, hash=False)
    missing_minutes: int = 0
    missing_days: float = 0.0
    counting: str = "working-day"

    def text(self, lang: str = "en") -> str:
        """Put the conflict into words."""
        return self.to_finding().text(lang)

    def to_finding(self) -> Finding:
        """Give the conflict as an error among other findings; it has no place of its own."""
        values = {"task": self.task, "other": self.other, **self.values}
        values |= {"missing": missing(self.missing_days, self.counting), "pin": PinClause(self.pin)}
        return Finding(code=self.code, values=values)

    def to_record(self) -> dict[str, object]:
        """Give the conflict as a JSON-safe mapping with stable keys."""
        return {
            "code": self.code,
            "task": self.task,
            "other": self.other,
            "pin": self.pin,
            "missing_minutes": self.missing_minutes,
            "missing_days": self.missing_days,
            "counting": self.counting,
            "values": {name: plain(value) for name, value in self.values.items()},
        }

    def __str__(self) -> str:
        return self.text("en")


@frozen
class Reason:
    """
    One step of an explanation.

    Attributes
    ----------
    task
        Id of the task whose date it explains.
    phrase
        Code and values of the sentence.
    notes
        What was skipped or overruled on the way: holidays, closures, moved pins.
    """

    task: str
    phrase: Phrase
    notes: tuple[Phrase, ...] = ()

    def text(self, lang: str = "en") -> str:
        """Put the step into words."""
        words = self.phrase.text(lang)
        return words + "".join(f" [{note.text(lang)}]" for note in self.notes)

    def to_record(self) -> dict[str, object]:
        """Give the step as a JSON-safe mapping."""
        return {"task": self.task, **_phrase(self.phrase), "notes": [_phrase(note) for note in self.notes]}


def _phrase(phrase: Phrase) -> dict[str, object]:
    return {"code": phrase.code, "values": {name: plain(value) for name, value in phrase.values.items()}}


@frozen
class Explanation:
    """
    The chain of reasons of a planned date, from the task to the launch.

    Attributes
    ----------
    reasons
        The task's own reason first.
    lang
        Language of `str()`.
    """

    reasons: tuple[Reason, ...]
    lang: str = "en"

    def text(self, lang: str | None = None) -> str:
        """Put the chain into words, a line a step."""
        return "\n".join(reason.text(lang or self.lang) for reason in self.reasons)

    def to_records(self) -> list[dict[str, object]]:
        """Give the chain as JSON-safe mappings."""
        return [reason.to_record() for reason in self.reasons]

    def __str__(self) -> str:
        return self.text()


SCHEDULED_FIELDS: tuple[str, ...] = tuple(attribute.name for attribute in fields(ScheduledTask))
