"""A plan as rows under the headings of the table it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from attrs import evolve

from retroplan.model.link import Link
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.tables.cells import DATES
from retroplan.tables.coding import encode
from retroplan.tables.header import NOTES
from retroplan.tables.look import ALSO, Look
from retroplan.tables.own import keys_used
from retroplan.tables.reading import COLUMNS, LOG_KEY
from retroplan.tables.reconcile import SHOWN
from retroplan.tables.values import Sheet, Value
from retroplan.tables.vocabulary import TAGS, TASKS, title
from retroplan.tables.words import read_moment


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
    tags = {tag for task in plan for tag in task.tags}
    if all(f"{TAGS}{tag}" in columns for tag in tags):
        shown.add("tags")
    keys = keys_used(plan) - shown - {"id"} - {f"x-{heading}" for heading in columns.values()}
    if shown & {"phase", "level", "parent"}:
        keys.discard("wbs")
    few = keys - {other for key in columns for other in ALSO.get(key, ())}
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
    look, notes = Look(plan, lang, columns), plan.extra.get(NOTES)
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
    shown = {SHOWN + key for key in DATES}
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
