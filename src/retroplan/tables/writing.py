"""From a plan to rows of cells, in the look of the table it came from or in our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import evolve, frozen

from retroplan.calendars import Calendar
from retroplan.document import from_document
from retroplan.errors import PlanError, error
from retroplan.language import language_of
from retroplan.model.constraint import Constraint
from retroplan.model.estimate import Estimate
from retroplan.model.link import Lag, Link
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task, reference_document
from retroplan.tables.cells import people_of
from retroplan.tables.coding import encode, encode_any, encode_text
from retroplan.tables.grid import Grid, Row, column_letters
from retroplan.tables.reading import COLUMNS, LOG_KEY, MARK, NOTES, read_table
from retroplan.tables.references import link_words
from retroplan.tables.vocabulary import TASKS, title
from retroplan.tables.words import constraint_words, duration_words
from retroplan.units import Duration

Value: TypeAlias = str | int | float | date | None
"""What a writer of a format puts into a cell; texts are shown as they are, dates as the format has them."""

# What else a column may show where its own value is missing: a date limit as a "Délai".
_DATES = ("start", "finish", "deadline")
_ALSO = {
    "duration": ("deadline",),
    "start": ("at",),
    "finish": ("until",),
    "deadline": ("until",),
    "at": ("start",),
    "until": ("finish",),
}


@frozen
class Sheet:
    """
    The rows of a plan.

    Attributes
    ----------
    rows
        Every row, an empty one between the parts.
    headings
        Position of the row of headings of the tasks.
    own
        Whether it is in our own form.
    """

    rows: tuple[tuple[Value, ...], ...]
    headings: int
    own: bool


@frozen
class _Line:
    """A task on its row, with its code and the names of those above it."""

    task: Task
    code: str
    above: tuple[Task, ...]


def write_table(plan: Plan, lang: str, shown: Callable[[Value], object]) -> Sheet:
    """
    Lay a plan out as a table that gives it back.

    A plan that was read from somebody's table is laid out as that table was, with its headings in
    their order, as long as that holds everything; any other in our own form.

    Parameters
    ----------
    plan
        The plan.
    lang
        Language of headings, dates and durations.
    shown
        What a value becomes in the format, as its reader will find it.
    """
    if COLUMNS in plan.extra or LOG_KEY in plan.extra:
        sheet = _as_it_was(plan, lang)
        if sheet is not None and _gives_back(sheet, plan, shown):
            return sheet
    return _own(plan, lang)


def _gives_back(sheet: Sheet, plan: Plan, shown: Callable[[Value], object]) -> bool:
    rows = tuple(Row(n, tuple(map(shown, cells))) for n, cells in enumerate(sheet.rows, 1))
    try:
        table = read_table(Grid(rows))
        return not table.findings and from_document(table.document) == plan
    except PlanError:
        return False


# -- our own form --------------------------------------------------------------------------------


def _own(plan: Plan, lang: str) -> Sheet:
    """Lay out everything: the keys of the plan above, a column for each key that any task has."""
    lines = list(_lines(plan))
    keys = _keys(lines)
    head = [(_label(key, lang), value) for key, value in _head(plan, lang)]
    headings = tuple(encode_text(title(key, lang)) for key in keys)
    writers = [_writer(key, lang) for key in keys]
    rows = [*head, (), headings, *(tuple(write(line) for write in writers) for line in lines)]
    return Sheet(tuple(rows), len(head) + 1, own=True)


def _label(key: str, lang: str) -> str:
    return encode_text(title(key, lang, "plan"))


def _head(plan: Plan, lang: str) -> Iterator[tuple[str, Value]]:
    document = plan.to_document()
    for key, value in document.items():
        if key == "tasks":
            continue
        if key in ("launch", "start"):
            yield key, getattr(plan, key)
        elif key == "buffer":
            yield key, duration_words(plan.buffer, lang) if isinstance(plan.buffer, Duration) else str(value)
        elif key in ("name", "lang", "calendar") and isinstance(value, str):
            yield key, encode_text(value)
        elif isinstance(value, int) and key in (MARK, "hours_per_day"):
            yield key, value
        else:
            yield key, encode_any(value)


def _keys(lines: Sequence[_Line]) -> list[str]:
    """List the columns: id, code and name, then whatever any task has, in the order of the vocabulary."""
    used = {key for line in lines for key in line.task.to_document() if key != "tasks"}
    nested = any(line.above for line in lines)
    known = [key for key in TASKS if key in used or key in ("id", "name") or (key == "wbs" and nested)]
    return known + sorted(used - TASKS.keys())


def _lines(plan: Plan) -> Iterator[_Line]:
    pending = [_Line(task, str(number), ()) for number, task in enumerate(plan.tasks, 1)]
    pending.reverse()
    while pending:
        line = pending.pop()
        yield line
        above = (*line.above, line.task)
        below = [_Line(child, f"{line.code}.{n}", above) for n, child in enumerate(line.task.tasks, 1)]
        pending.extend(reversed(below))


def _writer(key: str, lang: str) -> Callable[[_Line], Value]:
    """Give the function from a task to its cell in a column of our own."""
    if key == "wbs":
        return lambda line: line.code
    if key.startswith("x-"):
        return lambda line: encode_any(line.task.extra[key]) if key in line.task.extra else None
    if key == "name":
        return lambda line: encode_text(line.task.name) if line.task.name else None
    if key in ("after", "before"):
        return lambda line: _links(line.task, key)
    if key not in _CELLS:
        return lambda line: _coded(line.task, key)
    return lambda line: _cell(line.task, key, lang)


# -- as it was -----------------------------------------------------------------------------------


def _as_it_was(plan: Plan, lang: str) -> Sheet | None:
    """Lay the plan out under the headings it was read with; None where they are not what we wrote."""
    columns, log = plan.extra.get(COLUMNS, {}), plan.extra.get(LOG_KEY, {})
    notes = plan.extra.get(NOTES, [])
    if not (isinstance(columns, Mapping) and isinstance(log, Mapping) and isinstance(notes, Sequence)):
        return None
    head: list[tuple[Value, ...]] = [(_label(key, lang), value) for key, value in _plain_head(plan, lang)]
    head += [(str(note),) for note in notes]
    rows = [*head, ()] if head and columns else head
    place = len(rows)
    if columns:
        keys = list(columns.values())
        rows += [tuple(map(str, columns)), *_plain_rows(plan, keys, lang)]
    if log:
        rows += [(), *_log_rows(log)] if columns else _log_rows(log)
    return Sheet(tuple(rows), place, own=False)


def _plain_head(plan: Plan, lang: str) -> Iterator[tuple[str, Value]]:
    for key, value in _head(plan, lang):
        if key not in (MARK, "lang", COLUMNS, LOG_KEY, NOTES) and not key.startswith("x-"):
            yield key, value


def _plain_rows(plan: Plan, keys: list[Any], lang: str) -> Iterator[tuple[Value, ...]]:
    lines = list(_lines(plan))
    names = {line.task.id: line.task.name or line.task.id for line in lines}
    if "id" in keys:
        names = {line.task.id: line.task.id for line in lines}
    phases = "phase" in keys
    for line in lines:
        if phases and line.task.tasks and not line.above:
            continue
        row = (_plain_cell(plan, line, str(key), keys, names, lang) for key in keys)
        yield tuple(row)


def _plain_cell(
    plan: Plan, line: _Line, key: str, keys: list[Any], names: Mapping[str, str], lang: str
) -> Value:
    task = line.task
    if key in ("wbs", "level", "parent", "phase"):
        return _standing(line, key, names)
    if key.startswith("x-"):
        value = task.extra.get(key)
        return value if value is None or isinstance(value, (str, int, float)) else encode(value)
    if key in ("after", "before"):
        return _links(task, key, names)
    if key in ("optimistic", "likely", "pessimistic"):
        return _point(task, key, lang)
    if task.id == LAUNCH and plan.launch is not None and key in _DATES:
        return plan.launch if key == next(date_key for date_key in keys if date_key in _DATES) else None
    others = [other for other in _ALSO.get(key, ()) if other not in keys]
    values = (_cell(task, name, lang) for name in (key, *others))
    return next((value for value in values if value is not None), None)


def _standing(line: _Line, key: str, names: Mapping[str, str]) -> Value:
    """Say where a task stands in the tree: by its code, its level, its parent or its phase."""
    if key == "wbs":
        return line.code
    if key == "level":
        return len(line.above) + 1
    if not line.above:
        return None
    return names[line.above[-1].id] if key == "parent" else line.above[0].name


def _log_rows(log: Mapping[str, Any]) -> list[tuple[Value, ...]]:
    columns = log.get("columns", {})
    rows = [tuple(map(_log_cell, columns.values(), (row,) * len(columns))) for row in log.get("rows", ())]
    return [tuple(map(str, columns)), *rows]


def _log_cell(key: str, row: Mapping[str, Any]) -> Value:
    value = row.get(key)
    if key == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


# -- a cell --------------------------------------------------------------------------------------


def _cell(task: Task, key: str, lang: str) -> Value:
    """Give the value of a typed column; None where the task has none."""
    value = task.name or None if key == "name" else getattr(task, key)
    return None if value is None else _CELLS[key](value, lang)


def _coded(task: Task, key: str) -> Value:
    """Write the value of a key that has no words of its own in tables, as its document has it."""
    document = task.to_document()
    return encode_any(document[key]) if key in document else None


def _as_it_is(value: Any, lang: str) -> Value:
    known: Value = value
    return known


def _constraint(value: Constraint, lang: str) -> Value:
    return constraint_words(value.type.value, value.date, lang)


def _margin(value: Lag, lang: str) -> Value:
    return duration_words(value, lang) if isinstance(value, Duration) else str(value)


def _factor(value: Decimal, lang: str) -> Value:
    number = float(value)
    if value == 1:
        return None
    return number if Decimal(str(number)) == value else str(value)


def _people(names: tuple[str, ...], lang: str) -> Value:
    """Join people so that they are told apart again."""
    joined = " + ".join(names)
    if not names:
        return None
    return joined if people_of(joined) == list(names) else encode(list(names))


def _calendar(value: str | Calendar, lang: str) -> Value:
    document = reference_document(value)
    return encode_text(document) if isinstance(document, str) else encode(document)


_CELLS: Mapping[str, Callable[[Any, str], Value]] = {
    "id": _as_it_is,
    "name": _as_it_is,
    "duration": duration_words,
    "at": lambda value, lang: str(value),
    "until": lambda value, lang: str(value),
    "start": _as_it_is,
    "finish": _as_it_is,
    "deadline": _as_it_is,
    "constraint": _constraint,
    "calendar": _calendar,
    "when": _as_it_is,
    "risk_factor": _factor,
    "margin": _margin,
    "responsible": _people,
}


def _point(task: Task, key: str, lang: str) -> Value:
    """Give one of the three points of an estimate."""
    point = getattr(task.duration, key) if isinstance(task.duration, Estimate) else None
    return None if point is None else duration_words(point, lang)


def _links(task: Task, key: str, names: Mapping[str, str] = MappingProxyType({})) -> Value:
    """List the links of a task, the other tasks under the names that are given for them."""
    links: tuple[Link, ...] = getattr(task, key)
    ends = [link.predecessor if key == "after" else link.successor for link in links]
    return (
        "; ".join(link_words(link, names.get(end, end)) for link, end in zip(links, ends, strict=True))
        or None
    )


def fitting(sheet: Sheet, longest: int) -> Sheet:
    """
    Give the sheet back if a format can hold it.

    Raises
    ------
    PlanError
        With every text that is longer than a cell of the format.
    """
    findings = [
        evolve(error("cell-too-long", limit=longest), cell=f"{column_letters(column)}{number}")
        for number, row in enumerate(sheet.rows, 1)
        for column, value in enumerate(row)
        if isinstance(value, str) and len(value) > longest
    ]
    if findings:
        raise PlanError(findings)
    return sheet


def table_language(plan: Plan, lang: str | None) -> str:
    """Choose the language of a table: the one asked for, else the plan's."""
    return language_of(lang or plan.lang or "en")
