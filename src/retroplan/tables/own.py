"""A plan as rows in our own form, which holds everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retroplan.model.plan import Plan
from retroplan.tables.coding import MARK, encode_any, encode_text
from retroplan.tables.values import Line, Sheet, Value, cell_of, lines_of, links_of, people_cell
from retroplan.tables.vocabulary import TASKS, title
from retroplan.tables.words import duration_words
from retroplan.units import Duration


def own_sheet(plan: Plan, lang: str) -> Sheet:
    """Lay out everything: the keys of the plan above, a column for each key that any task has."""
    lines = list(lines_of(plan.tasks))
    used = keys_used(plan)
    keys = [key for key in TASKS if key in used] + sorted(used - TASKS.keys())
    head = [(label(key, lang), value) for key, value in header(plan, lang)]
    headings = tuple(encode_text(title(key, lang)) for key in keys)
    writers = [writer(key, lang) for key in keys]
    rows = [*head, (), headings, *(tuple(write(line) for write in writers) for line in lines)]
    return Sheet(tuple(rows), len(head) + 1)


def label(key: str, lang: str) -> str:
    """Give what stands before the value of a key of the plan."""
    return encode_text(title(key, lang, "plan"))


def header(plan: Plan, lang: str) -> Iterator[tuple[str, Value]]:
    """Yield the keys of the plan and their cells, without the tasks."""
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
        elif key == "owner":
            yield key, people_cell(plan.owner, lang)
        elif isinstance(value, int) and key in (MARK, "hours_per_day"):
            yield key, value
        else:
            yield key, encode_any(value)


def keys_used(plan: Plan) -> set[str]:
    """Collect the keys that any task has; a code says where tasks with children stand."""
    used, pending = {"id", "name"}, plan.to_document()["tasks"]
    while pending:
        task = pending.pop()
        used.update(task)
        pending += task.get("tasks", ())
    return (used - {"tasks"}) | {"wbs"} if "tasks" in used else used


def writer(key: str, lang: str) -> Callable[[Line], Value]:
    """Give the function from a task to its cell in a column of our own."""
    if key == "wbs":
        return lambda line: line.code
    if key.startswith("x-"):
        return lambda line: encode_any(line.task.extra[key]) if key in line.task.extra else None
    if key == "name":
        return lambda line: encode_text(line.task.name) if line.task.name else None
    if key in ("after", "before"):
        return lambda line: links_of(line.task, key, lang)
    return lambda line: cell_of(line.task, key, lang)
