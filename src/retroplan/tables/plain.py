"""A plan as rows under the headings of the table it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeGuard

from attrs import evolve, field, frozen

from retroplan.model.estimate import Estimate
from retroplan.model.link import Link
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.tables.cells import Manner, shown
from retroplan.tables.coding import MARK, encode
from retroplan.tables.header import NOTES
from retroplan.tables.headings import heading_of
from retroplan.tables.own import header, keys_used, label
from retroplan.tables.reading import COLUMNS, LOG_KEY
from retroplan.tables.reconcile import SHOWN, offset_day
from retroplan.tables.values import Line, Sheet, Value, cell_of, lines_of, links_of
from retroplan.tables.vocabulary import TASKS, title
from retroplan.tables.words import duration_words, moment_words, read_moment
from retroplan.units import Duration, parse_duration

_DATES = ("start", "finish", "deadline")
_POINTS = ("optimistic", "likely", "pessimistic")
# What else a column may show where its own value is missing, a date limit as a "Délai"; the first has it.
_ALSO = {
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


def plain_sheets(plan: Plan, lang: str, *, merges: bool) -> Iterator[Sheet]:
    """
    Lay the plan out under the headings it was read with, then with further columns behind them.

    Yields
    ------
    Sheet
        None at all where the headings are not what we wrote.
    """
    columns, log = plan.extra.get(COLUMNS, {}), plan.extra.get(LOG_KEY, {})
    if not (_are_columns(columns) and (not log or _is_log(log)) and (columns or log)):
        return
    yield _sheet(plan, lang, columns, merges=merges)
    for keys in _missing(plan, columns) if columns else ():
        more = {key: title(key, lang) for key in (*TASKS, *sorted(keys - TASKS.keys())) if key in keys}
        yield _sheet(plan, lang, {**columns, **more}, merges=False)


def _missing(plan: Plan, columns: Mapping[str, str]) -> Iterator[set[str]]:
    """Yield what tasks have and the table has no column for: what it cannot do without, then all."""
    shown = {key.removeprefix(SHOWN) for key in columns}
    keys = keys_used(plan) - shown - {"id"} - {f"x-{heading}" for heading in columns.values()}
    if shown & {"phase", "level", "parent"}:
        keys.discard("wbs")
    few = keys - {other for key in columns for other in _ALSO.get(key, ())}
    if "wbs" in keys and _are_phases(plan):
        yield few - {"wbs"} | {"phase"}
    yield few
    yield keys | ({"id"} - columns.keys())


def _are_phases(plan: Plan) -> bool:
    """Tell whether the tasks with children are no more than names above the others."""
    below = (child for task in plan.tasks for child in task.tasks)
    bare = all(task.to_document().keys() <= {"id", "name", "tasks"} for task in plan.tasks if task.tasks)
    return bare and not any(child.tasks for child in below)


def _sheet(plan: Plan, lang: str, columns: Mapping[str, str], *, merges: bool) -> Sheet:
    look, notes = _Look(plan, lang, columns), plan.extra.get(NOTES)
    rows = [*look.head(), *((str(note),) for note in (notes if isinstance(notes, list) else ()))]
    if rows:
        rows.append(())
    place, log = len(rows), plan.extra.get(LOG_KEY)
    sections: set[int] = set()
    if columns:
        rows.append(tuple(columns.values()))
        for line, row in look.body():
            if merges and line.task.tasks and sum(cell is not None for cell in row) == 1:
                sections.add(len(rows))
                row = (line.task.name,)
            rows.append(row)
    if log and _is_log(log):
        rows += [(), *_log_rows(log)] if columns else _log_rows(log)
    titled = bool(place) and bool(plan.name) and rows[0] == (plan.name,)
    return Sheet(tuple(rows), place, frozenset(sections), titled)


@frozen
class _Look:
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
        for key in (key for key in _ALSO if key in self.columns):
            also[key] = [other for other in _ALSO[key] if other not in taken]
            taken.update(also[key])
        return also

    def head(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows above the list: a title, and what the list itself does not tell."""
        dated = any(key.removeprefix(SHOWN) in _DATES for key in self.columns)
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
        by_id = "id" in self.columns
        names = {line.task.id: line.task.id if by_id else line.task.name or line.task.id for line in lines}
        if by_id and (launch := self.plan.get(LAUNCH)):
            names[LAUNCH] = str(launch.extra.get(f"x-{self.columns['id']}", LAUNCH))
        for line in lines:
            if not ("phase" in self.columns and line.task.tasks and not line.above):
                yield line, tuple(self.cell(line, key, names) for key in self.columns)

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
        if key in ("after", "before"):
            return self.typed(links_of(task, key, self.lang, names))
        if key in _POINTS:
            return self.point(task, key)
        if key.removeprefix(SHOWN) in _DATES and (day := self.day(task, key)):
            return day
        values = (
            self.typical(task, name, key) for name in (key.removeprefix(SHOWN), *self.also.get(key, ()))
        )
        return next((value for value in values if value is not None), None)

    def day(self, task: Task, key: str) -> date | None:
        """Give the date of the launch in the row of it, and of an offset beside which it is shown."""
        launch = self.plan.launch
        if task.id == LAUNCH and launch is not None:
            first = next(name for name in self.columns if name.removeprefix(SHOWN) in _DATES)
            return launch if key == first else None
        if not key.startswith(SHOWN) or launch is None:
            return None
        offset = (task.at or task.until) if key == f"{SHOWN}start" else (task.until or task.at)
        return offset_day(offset, date(launch.year, launch.month, launch.day)) if offset else None

    def typical(self, task: Task, name: str, key: str) -> Value:
        """Give a value as its column has it: a number where the heading names the unit."""
        value = task.duration if name == "duration" else task.margin if name == "margin" else None
        if isinstance(value, Duration) and (number := self.number(value, key)) is not None:
            return number
        cell = cell_of(task, name, self.lang)
        return self.typed(cell) if name == "id" else cell

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


def settled(plan: Plan) -> Plan:
    """Put links that are written flat into the tasks that they lead to, where a list has room for them."""
    more: dict[str, list[Link]] = {}
    for link in plan.links:
        more.setdefault(link.successor, []).append(link)

    def settle(task: Task) -> Task:
        after = (*task.after, *more.get(task.id, ()))
        return evolve(task, after=after, tasks=tuple(map(settle, task.tasks)))

    if not more:
        return plan
    flat = [link for link in plan.links if link.successor not in plan]
    return plan.replace(tasks=tuple(map(settle, plan.tasks)), links=flat)


def _are_columns(value: object) -> TypeGuard[Mapping[str, str]]:
    if not _is_texts(value):
        return False
    shown = {SHOWN + key for key in _DATES}
    return all(key in TASKS or key in shown or key.startswith("x-") for key in value)


def _is_texts(value: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())


def _is_log(value: object) -> TypeGuard[Mapping[str, Any]]:
    if not (isinstance(value, Mapping) and value.keys() == {"columns", "rows"}):
        return False
    rows = value["rows"]
    return (
        _is_texts(value["columns"]) and isinstance(rows, list) and all(isinstance(r, Mapping) for r in rows)
    )


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


def _log_rows(log: Mapping[str, Any]) -> list[tuple[Value, ...]]:
    columns = log["columns"]
    return [tuple(columns.values()), *(tuple(_log_cell(key, row) for key in columns) for row in log["rows"])]


def _log_cell(key: str, row: Mapping[str, Any]) -> Value:
    value = row.get(key)
    if key == "date" and isinstance(value, str):
        try:
            return read_moment(value)
        except ValueError:
            return value
    return value if value is None or isinstance(value, (str, int, float)) else encode(value)
