"""The look of somebody's table: what stands above the list and in each of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from retroplan.model.estimate import Estimate
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.tables.cells import DATES, Manner, shown
from retroplan.tables.coding import MARK, encode
from retroplan.tables.headings import heading_of
from retroplan.tables.items import POINTS
from retroplan.tables.own import header, label
from retroplan.tables.reconcile import SHOWN, offset_day
from retroplan.tables.references import names_the_launch
from retroplan.tables.values import Line, Value, cell_of, lines_of, links_of
from retroplan.tables.vocabulary import LITERAL, TAGS, title
from retroplan.tables.words import duration_words, moment_words, read_moment
from retroplan.units import Duration, parse_duration

# What else a column may show where its own value is missing, a date limit as a "Délai"; the first has it.
ALSO = {
    "start": ("at",),
    "deadline": ("until",),
    "finish": ("until",),
    "at": ("start",),
    "until": ("finish",),
    "when": ("at", "start"),
    "duration": ("deadline", "until"),
}
_WHOLE = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,9}[.,]\d{1,6}", re.ASCII)
_LABELLED = re.compile(r":|^#")  # what a title is not
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}", re.ASCII)


@frozen
class Look:
    """
    How somebody's table looks.

    Attributes
    ----------
    plan, lang
        What is written, and the language of its dates and durations.
    columns
        The headings by what they mean.
    also
        What else a column shows that no column of its own shows.
    """

    plan: Plan
    lang: str
    columns: Mapping[str, str]
    also: Mapping[str, list[str]] = field(init=False)

    @also.default
    def _also(self) -> Mapping[str, list[str]]:
        taken = {key.removeprefix(SHOWN) for key in self.columns}
        also: dict[str, list[str]] = {}
        for key in (key for key in ALSO if key in self.columns):
            also[key] = [other for other in ALSO[key] if other not in taken]
            taken.update(also[key])
        return also

    def head(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows above the list: a title, and what the list itself does not tell."""
        dated = any(key.removeprefix(SHOWN) in DATES for key in self.columns)
        for key, value in header(self.plan, self.lang):
            told = key == "launch" and dated and LAUNCH in self.plan
            if told or key in (MARK, "lang") or key.startswith("x-"):
                continue
            text = str(value)
            alone = key == "name" and heading_of(text, "plan").key is None and not _LABELLED.search(text)
            yield (value,) if alone else (label(key, self.lang), value)

    def body(self) -> Iterator[tuple[Line, tuple[Value, ...]]]:
        """Yield each task and its row; a phase stands in its column alone."""
        lines = list(lines_of(self.plan.tasks))
        names = self.names(lines)
        for line in lines:
            if not ("phase" in self.columns and line.task.tasks and not line.above):
                yield line, tuple(self.cell(line, key, names) for key in self.columns)

    def names(self, lines: list[Line]) -> dict[str, str]:
        """Give what links call each task by: its id where the table has a column for them, else its name."""
        tasks = [line.task for line in lines]
        if "id" not in self.columns:
            names = {task.id: task.name or task.id for task in tasks}
        else:
            column = f"x-{self.columns['id']}"
            names = {task.id: task.id for task in tasks}
            names.update((LAUNCH, str(task.extra.get(column, LAUNCH))) for task in tasks if task.id == LAUNCH)
        if not any(names_the_launch(task.name) for task in tasks):
            names.setdefault(LAUNCH, title("launch", self.lang, "plan"))
        return names

    def cell(self, line: Line, key: str, names: Mapping[str, str]) -> Value:
        """Give the cell of a task: what it has, else the words that did not count."""
        task = line.task
        aside = task.extra.get(f"x-{self.columns[key].removeprefix('x-')}")
        if key in ("id", "wbs", "level") and aside is not None:
            return self.typed(aside)
        value = self.value(line, key, names)
        return self.typed(aside) if value is None and aside is not None else value

    def value(self, line: Line, key: str, names: Mapping[str, str]) -> Value:
        """Give what a task has for a column."""
        task = line.task
        if key in ("wbs", "level", "parent", "phase"):
            return _standing(line, key, names)
        if key.startswith("x-"):
            return self.typed(task.extra.get(key))
        if key.startswith(TAGS):
            return self.typed(", ".join(task.tags.get(key.removeprefix(TAGS), ())) or None)
        if key in ("after", "before"):
            return self.typed(links_of(task, key, self.lang, names))
        if key in POINTS:
            return self.point(task, key)
        if key.removeprefix(SHOWN) in DATES and (day := self.day(task, key)):
            return day
        values = (
            self.typical(task, name, key) for name in (key.removeprefix(SHOWN), *self.also.get(key, ()))
        )
        return next((value for value in values if value is not None), None)

    def day(self, task: Task, key: str) -> date | None:
        """Give the date of the launch in the row of it, and of an offset beside which it is shown."""
        launch = self.plan.launch
        if task.id == LAUNCH and launch is not None:
            first = next(name for name in self.columns if name.removeprefix(SHOWN) in DATES)
            return launch if key == first else None
        if not key.startswith(SHOWN) or launch is None:
            return None
        offset = (task.at or task.until) if key == f"{SHOWN}start" else (task.until or task.at)
        return offset_day(offset, date(launch.year, launch.month, launch.day)) if offset else None

    def typical(self, task: Task, name: str, key: str) -> Value:
        """Give a value as its column has it: a number where the heading names the unit."""
        value = getattr(task, name) if name in ("duration", "effort", "margin") else None
        if isinstance(value, Duration) and (number := self.number(value, key)) is not None:
            return number
        cell = cell_of(task, name, self.lang)
        return self.typed(cell) if name == "id" or name in LITERAL else cell

    def number(self, work: Duration, key: str) -> int | float | None:
        """Give a duration as a number of the unit in the heading; None where it is in another."""
        unit = heading_of(self.columns.get(key, "")).unit
        if not unit:
            return None
        one = parse_duration(f"2 {unit}")
        if (one.unit, one.days) != (work.unit, work.days):
            return None
        number = work.amount / one.amount * 2
        return int(number) if number % 1 == 0 else float(number)

    def point(self, task: Task, key: str) -> Value:
        """Give one of the three points of an estimate; a plain duration is the likely one."""
        point = getattr(task.duration, key) if isinstance(task.duration, Estimate) else None
        if key == "likely" and "duration" not in self.columns and isinstance(task.duration, Duration):
            point = task.duration
        if point is None:
            return None
        number = self.number(point, key)
        return duration_words(point, self.lang) if number is None else number

    def typed(self, value: object) -> Value:
        """Give a kept value as a spreadsheet takes what is typed: numbers and dates, if read back so."""
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        if not isinstance(value, str):
            return encode(value)
        if _WHOLE.fullmatch(value):
            return int(value)
        if _DECIMAL.fullmatch(value):
            number = float(value.replace(",", "."))
            return number if shown(number, Manner(self.lang)) == value else value
        if _DAY.fullmatch(value):
            return _day(value, self.lang)
        return value


def _day(text: str, lang: str) -> Value:
    try:
        day = read_moment(text)
    except ValueError:
        return text
    return day if moment_words(day, lang) == text else text


def _standing(line: Line, key: str, names: Mapping[str, str]) -> Value:
    """Say where a task stands in the tree: by its code, its level, its parent or its phase."""
    if key == "wbs":
        return line.code
    if key == "level":
        return len(line.above) + 1
    if not line.above:
        return None
    return names[line.above[-1].id] if key == "parent" else line.above[0].name
