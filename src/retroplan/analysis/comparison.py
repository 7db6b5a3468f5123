"""What a comparison of two schedules tells: what moved, by how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from attrs import asdict, frozen

from retroplan.errors import Finding
from retroplan.language import Amount, Phrase, plain, say
from retroplan.model.task import LAUNCH


@frozen(kw_only=True)
class TaskChange:
    """
    What became of one task.

    Attributes
    ----------
    id, name, kind
        Who it is; `kind` is ``task``, ``milestone``, ``summary`` or ``hammock``.
    status
        ``kept``, ``added`` or ``removed``.
    moved
        Whether its planned start or finish is another instant than before.
    start_before, start_after, finish_before, finish_after
        The planned dates; None where the task was not there, and the finish of what goes on without an
        end.
    start_date_before, start_date_after, finish_date_before, finish_date_after
        Their days; a finish is the last day of work.
    start_days, finish_days
        By how many calendar days they moved, counted from day to day; negative is earlier.
    start_working_days, finish_working_days
        The same in usual days of the task's calendar, the new one, work inside a day included.
    offset_before, offset_after
        Its position from the launch.
    total_slack_days_before, total_slack_days_after
        In usual days of its calendar.
    critical_before, critical_after
        Whether it is critical.
    reasons
        What changed on the chains of links, calendars and dates that held it before and hold it
        now; empty if it did not move.
    more_reasons
        Whether there are more of them than are listed.
    """

    id: str
    name: str
    kind: str
    status: str
    moved: bool
    start_before: datetime | None
    start_after: datetime | None
    finish_before: datetime | None
    finish_after: datetime | None
    start_date_before: date | None
    start_date_after: date | None
    finish_date_before: date | None
    finish_date_after: date | None
    start_days: int | None
    finish_days: int | None
    start_working_days: float | None
    finish_working_days: float | None
    offset_before: str | None
    offset_after: str | None
    total_slack_days_before: float | None
    total_slack_days_after: float | None
    critical_before: bool | None
    critical_after: bool | None
    reasons: tuple[Finding, ...] = ()
    more_reasons: bool = False

    @property
    def became_critical(self) -> bool:
        """Whether it is critical now and was not, though it was there."""
        return self.critical_before is False and self.critical_after is True

    @property
    def stopped_being_critical(self) -> bool:
        """Whether it was critical and is not any more, though it is still there."""
        return self.critical_before is True and self.critical_after is False

    @property
    def changed(self) -> bool:
        """Whether there is anything to tell: moved, added, removed, critical or not any more."""
        return self.moved or self.status != "kept" or self.became_critical or self.stopped_being_critical

    def to_record(self) -> dict[str, Any]:
        """Give the change as a flat mapping; the reasons are their codes and values."""
        record = asdict(self, recurse=False)
        record["became_critical"] = self.became_critical
        record["stopped_being_critical"] = self.stopped_being_critical
        return record | {"reasons": [reason.to_record() for reason in self.reasons]}

    def text(self, lang: str = "en") -> str:
        """Put the change into words, on one line."""
        words = say("change-of-task", {"task": self.id, "changes": tuple(self._changes())}, lang)
        if not self.reasons:
            return words
        reasons = "; ".join(reason.text(lang) for reason in self.reasons)
        more = " …" if self.more_reasons else ""
        return say("change-because", {"change": words, "reasons": reasons + more}, lang)

    def _changes(self) -> Iterator[Phrase]:
        if self.status != "kept":
            yield Phrase("change-added" if self.status == "added" else "change-removed")
        for end, days in (("start", self.start_days), ("finish", self.finish_days)):
            named = f"{end}_date" if days else end  # inside a day the time tells
            before, after = getattr(self, f"{named}_before"), getattr(self, f"{named}_after")
            if days is not None and before != after:
                code = "change-of-start" if end == "start" else "change-of-finish"
                yield Phrase(code, {"before": before, "after": after, "moved": shift(days)})
        before, after = self.finish_date_before, self.finish_date_after
        if self.status == "kept" and before is None is not after:
            yield Phrase("change-ends", {"after": after})
        elif self.status == "kept" and after is None is not before:
            yield Phrase("change-goes-on", {"before": before})
        if self.became_critical:
            yield Phrase("change-critical")
        if self.stopped_being_critical:
            yield Phrase("change-not-critical")


def shift(days: float, noun: str = "day") -> Phrase:
    """Say how much later or earlier."""
    if not days:
        return Phrase("shift-same-day")
    return Phrase("shift-later" if days > 0 else "shift-earlier", {"days": Amount(abs(days), noun)})


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Comparison(Mapping[str, TaskChange]):
    """
    What a new schedule changes, a mapping from id to `TaskChange`.

    Every task is there, in the order of the new schedule, then those that are gone.

    Attributes
    ----------
    launch_before, launch_after
        The instants of J; None in a forward plan in which nothing is linked to it.
    launch_days
        By how many calendar days it moved; None where there is none.
    finish_before, finish_after
        The last planned finish.
    feasible_before, feasible_after
        Whether everything can be met.
    missing_days_before, missing_days_after
        The most working days that any conflict misses.
    critical_path_before, critical_path_after
        The longest chains into the launch.
    tasks
        One change a task.
    """

    launch_before: datetime | None
    launch_after: datetime | None
    launch_days: int | None
    finish_before: datetime
    finish_after: datetime
    feasible_before: bool
    feasible_after: bool
    missing_days_before: float
    missing_days_after: float
    critical_path_before: tuple[str, ...]
    critical_path_after: tuple[str, ...]
    tasks: tuple[TaskChange, ...]

    @cached_property
    def _by_id(self) -> dict[str, TaskChange]:
        return {task.id: task for task in self.tasks}

    def __getitem__(self, task_id: str) -> TaskChange:
        return self._by_id[task_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self.tasks)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Comparison):
            return NotImplemented
        return asdict(self, recurse=False) == asdict(other, recurse=False)

    def __hash__(self) -> int:
        return hash((self.launch_before, self.launch_after, self.finish_before, self.finish_after, len(self)))

    def __repr__(self) -> str:
        return f"<Comparison: {len(self)} tasks, {len(self.moved)} moved>"

    @property
    def moved(self) -> tuple[TaskChange, ...]:
        """The tasks that moved."""
        return tuple(task for task in self.tasks if task.moved)

    @property
    def changed(self) -> tuple[TaskChange, ...]:
        """The tasks of which there is anything to tell."""
        return tuple(task for task in self.tasks if task.changed)

    def to_records(self) -> list[dict[str, Any]]:
        """Give every task as a flat mapping; pandas and polars take the list as it is."""
        return [task.to_record() for task in self.tasks]

    def to_document(self) -> dict[str, Any]:
        """Give the comparison as JSON-safe data with stable keys."""
        document = {
            name: plain(value) for name, value in asdict(self, recurse=False).items() if name != "tasks"
        }
        return document | {
            "tasks": [
                {
                    name: value if name == "reasons" else plain(value)
                    for name, value in task.to_record().items()
                }
                for task in self.tasks
            ]
        }

    def text(self, lang: str = "en") -> str:
        """Put what changed into words: the launch, whether it can be met, then a line a task."""
        lines = [phrase.text(lang) for phrase in self.headlines]
        lines += [task.text(lang) for task in self.changed if task.id != LAUNCH]
        return "\n".join(lines or [say("change-nothing", {}, lang)])

    @property
    def headlines(self) -> tuple[Phrase, ...]:
        """What is to be told before any task: where the launch went, whether the plan can be met."""
        return tuple(self._headlines())

    def _headlines(self) -> Iterator[Phrase]:
        before, after = _brief(self.launch_before), _brief(self.launch_after)
        if before != after:
            values: dict[str, object] = {"before": before, "after": after}
            if self.launch_days is None:
                yield Phrase("change-of-launch", values)
            else:
                yield Phrase("change-of-launch-by", values | {"moved": shift(self.launch_days)})
        if self.feasible_before != self.feasible_after:
            yield Phrase("change-feasible" if self.feasible_after else "change-infeasible")

    def __str__(self) -> str:
        return self.text("en")


def _brief(t: datetime | None) -> datetime | date | None:
    """Leave out the time of what begins with its day."""
    return t.date() if t is not None and t.time() == time.min else t
