"""How the work is split among segments, channels or the values of any tag, and how it was meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import asdict, frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.tagged import tagged
from retroplan.language import word
from retroplan.result import Schedule


@frozen(kw_only=True)
class Split:
    """
    The part of one value.

    Attributes
    ----------
    value, name
        The value of the tag, and what it is called.
    tasks, days
        How many tasks and how many working days it has; a task of several values counts for each in part.
    task_percent, day_percent
        The same as shares of all tasks that have the tag.
    target
        The share that the plan wants it to have, in percent; None if it does not say.
    deviation
        By how many points the share of days is above the target.
    """

    value: str
    name: str
    tasks: float
    days: float
    task_percent: float
    day_percent: float
    target: float | None
    deviation: float | None

    def to_record(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        return asdict(self)


@frozen
class EffortSplit(Mapping[str, Split]):
    """
    The parts of all values, those that the plan lists first; who has no task at all is among them.

    Attributes
    ----------
    tag
        The tag.
    parts
        The parts by value.
    """

    tag: str
    parts: Mapping[str, Split]

    def __getitem__(self, value: str) -> Split:
        return self.parts[value]

    def __iter__(self) -> Any:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The values that the plan lists and for which nothing is done."""
        return tuple(part.value for part in self.parts.values() if not part.tasks)

    def to_rows(self, lang: str = "en") -> list[tuple[object, ...]]:
        """Give a row for each value, headings first."""
        keys = ("tasks", "days", "share", "target", "deviation")
        head = (self.tag, *(word(f"heading-{key}", lang) for key in keys))
        return [head, *(
            (part.name, part.tasks, part.days, part.day_percent, part.target, part.deviation)
            for part in self.parts.values()
        )]  # fmt: skip

    def to_document(self) -> dict[str, Any]:
        """Give the parts as JSON-safe data."""
        return {"tag": self.tag, "parts": [part.to_record() for part in self.parts.values()]}


def effort_split(schedule: Schedule, tag: str = "segment") -> EffortSplit:
    """
    Say how tasks and days of work are split among the values of a tag.

    Parameters
    ----------
    schedule
        The schedule; its open days count, in the calendar of the plan.
    tag
        The name of the tag. The shares that segments and channels are to have stand in the plan.
    """
    check_schedule(schedule, "effort_split")
    plan = schedule.plan
    listed = plan.lists.get(f"{tag}s", {})
    tasks: dict[str, float] = dict.fromkeys(listed, 0.0)
    days: dict[str, float] = dict.fromkeys(listed, 0.0)
    for item in tagged(schedule.expanded):
        values = item.tags.get(tag, ()) if item.task.id in schedule else ()
        for value in values:
            tasks[value] = tasks.get(value, 0.0) + 1 / len(values)
            days[value] = days.get(value, 0.0) + _days(schedule, item.task.id) / len(values)
    parts = {}
    for value in tasks:
        share = listed[value].share if value in listed else None
        target = None if share is None else float(share.amount)
        percent = _percent(days[value], sum(days.values()))
        parts[value] = Split(
            value=value, name=plan.called(tag, value),
            tasks=round(tasks[value], 2), days=round(days[value], 2),
            task_percent=_percent(tasks[value], sum(tasks.values())), day_percent=percent, target=target,
            deviation=None if target is None else round(percent - target, 2),
        )  # fmt: skip
    return EffortSplit(tag, parts)


def _days(schedule: Schedule, task_id: str) -> float:
    planned, calendar = schedule[task_id], schedule.plan.resolve(schedule.plan.calendar)
    if planned.kind not in ("task", "summary"):
        return 0.0
    return float(
        calendar.count_days(planned.start_date, planned.finish_date) + calendar.is_open(planned.finish_date)
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
