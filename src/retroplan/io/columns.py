"""What a table of a schedule shows to people, before any format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from attrs import frozen

from retroplan.language import show, word
from retroplan.model.task import LAUNCH, Task
from retroplan.result import Schedule, ScheduledTask

Value: TypeAlias = str | date | float


@frozen(kw_only=True)
class Line:
    """
    One task in a table.

    Attributes
    ----------
    offset, task
        Position from the launch and name; texts that the user wrote.
    start, finish
        First and last day.
    duration
        In the user's own unit.
    total_slack, free_slack
        In usual days of the task's calendar, to two decimals.
    critical
        Yes or no, in words.
    is_summary
        Whether it stands for its children.
    """

    offset: str
    task: str
    start: date
    finish: date
    duration: str
    total_slack: float
    free_slack: float
    critical: str
    is_summary: bool

    @property
    def cells(self) -> tuple[Value, ...]:
        """Its values, in the order of the headings."""
        days = (self.start, self.finish)
        return (
            self.offset, self.task, *days, self.duration, self.total_slack, self.free_slack, self.critical,
        )  # fmt: skip


def headings(lang: str) -> tuple[str, ...]:
    """Name the columns."""
    keys = ("offset", "task", "start", "finish", "duration", "total-slack", "free-slack", "critical")
    return tuple(word(f"heading-{key}", lang) for key in keys)


def lines(schedule: Schedule, lang: str) -> Iterator[Line]:
    """Yield the lines of the table, in WBS order."""
    for task in schedule.values():
        known = schedule.plan.get(task.id)
        yield Line(
            offset=_offset(task, known),
            task=_name(task, known, lang),
            start=task.start_date,
            finish=task.finish_date,
            duration=_duration(known, lang),
            total_slack=round(task.total_slack_days, 2),
            free_slack=round(task.free_slack_days, 2),
            critical=word("yes" if task.critical else "no", lang),
            is_summary=task.kind == "summary",
        )


def language(schedule: Schedule, lang: str | None) -> str:
    """Choose the language of a table: the one asked for, else the plan's."""
    return lang or schedule.plan.lang or "en"


def _offset(task: ScheduledTask, known: Task | None) -> str:
    """Show an arrow before the pin of an end, which is not where the task starts."""
    ends = known is not None and known.at is None and known.until is not None and task.kind != "milestone"
    return f"→ {task.offset}" if ends else task.offset


def _name(task: ScheduledTask, known: Task | None, lang: str) -> str:
    nameless = task.id == LAUNCH and not (known and known.name)
    return word("launch", lang) if nameless else task.name


def _duration(task: Task | None, lang: str) -> str:
    """Write the duration as the user gave it, with what is added to it."""
    if task is None or task.duration is None:
        return ""
    factor = f" × {show(task.risk_factor, lang)}" if task.risk_factor != 1 else ""
    margin = f" + {show(task.margin, lang)}" if task.margin is not None else ""
    return show(task.duration, lang) + factor + margin
