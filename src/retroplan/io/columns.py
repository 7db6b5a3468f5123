"""What a table of a schedule shows to people, before any format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

from retroplan.language import show, word
from retroplan.model.effort import shown_length, workers_of
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import title

Value: TypeAlias = str | date | float
_KEYS = ("offset", "task", "start", "finish", "duration", "total-slack", "free-slack", "critical")
NAME = _KEYS.index("task")


@frozen
class Line:
    """
    One task in a table.

    Attributes
    ----------
    cells
        Its values, in the order of the headings: texts that the user wrote, days, slack in usual
        days of the task's calendar to two decimals, yes or no in words. What goes on without an end says
        so in place of its finish.
    is_summary
        Whether it stands for its children.
    """

    cells: tuple[Value, ...]
    is_summary: bool


def headings(schedule: Schedule, lang: str) -> tuple[str, ...]:
    """Name the columns: the computed ones, effort, who does it, status, and those of the user's own table."""
    return (*(word(f"heading-{key}", lang) for key in _KEYS), *_further(schedule, lang).values())


def lines(schedule: Schedule, lang: str) -> Iterator[Line]:
    """Yield the lines of the table, in WBS order."""
    further = _further(schedule, lang)
    for task in schedule.values():
        known = schedule.expanded.get(task.id)
        cells = (
            _offset(task, known),
            _name(task, known, lang),
            task.start_date,
            task.last_date or word("ongoing", lang),
            _duration(schedule, known, lang),
            round(task.total_slack_days, 2),
            round(task.free_slack_days, 2),
            word("yes" if task.critical else "no", lang),
            *(_kept(schedule.expanded, known, key, lang) for key in further),
        )
        yield Line(cells, task.kind == "summary")


def language(schedule: Schedule, lang: str | None) -> str:
    """Choose the language of a table: the one asked for, else the plan's."""
    return lang or schedule.plan.lang or "en"


def _further(schedule: Schedule, lang: str) -> Mapping[str, str]:
    """Give the keys and headings of what people added to their tasks."""
    columns = schedule.plan.extra.get(COLUMNS)
    was = {str(key): str(heading) for key, heading in columns.items()} if isinstance(columns, Mapping) else {}
    further = {key: heading for key, heading in was.items() if key.startswith("x-")}
    ours = {
        key: was.get(key, title(key, lang))
        for key in ("effort", "responsible", "status")
        if any(getattr(task, key) for task in schedule.expanded.walk())
    }
    return ours | further


def _kept(plan: Plan, task: Task | None, key: str, lang: str) -> Value:
    if task is None:
        return ""
    if key == "effort":
        return "" if task.effort is None else show(task.effort, lang)
    if key == "status":
        return str(task.status or "")
    if key == "responsible":  # by their names: whoever gets the table does not know the keys of the plan
        return " + ".join(map(str, workers_of(plan, task)))
    value = task.extra.get(key, "")
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else str(value)


def _offset(task: ScheduledTask, known: Task | None) -> str:
    """Show an arrow before the pin of an end, which is not where the task starts."""
    ends = known is not None and known.at is None and known.until is not None and task.kind != "milestone"
    return f"→ {task.offset}" if ends else task.offset


def _name(task: ScheduledTask, known: Task | None, lang: str) -> str:
    nameless = task.id == LAUNCH and not (known and known.name)
    return word("launch", lang) if nameless else task.name


def _duration(schedule: Schedule, task: Task | None, lang: str) -> str:
    """Write the duration as the user gave it, or how long the effort takes, with what is added to it."""
    if task is None or (length := task.duration or shown_length(schedule.plan, task)) is None:
        return ""
    factor = f" × {show(task.risk_factor, lang)}" if task.risk_factor != 1 else ""
    margin = f" + {show(task.margin, lang)}" if task.margin is not None else ""
    return show(length, lang) + factor + margin
