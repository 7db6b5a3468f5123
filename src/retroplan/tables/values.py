"""What stands in the cell of a task under a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import frozen

from retroplan.calendars import Calendar
from retroplan.model.assignment import Responsible, responsible_document
from retroplan.model.constraint import Constraint
from retroplan.model.deliverable import Deliverable, deliverables_document
from retroplan.model.link import Lag, Link
from retroplan.model.task import Task, reference_document
from retroplan.tables.cells import is_nothing, names_of_people, people_of, words_of
from retroplan.tables.coding import CODED, encode, encode_text
from retroplan.tables.references import link_words
from retroplan.tables.words import constraint_words, duration_words
from retroplan.units import Duration

Value: TypeAlias = str | int | float | date | None
"""What a writer of a format puts into a cell; texts are shown as they are, dates as the format has them."""


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
    sections
        Positions of the rows whose cell is merged over the table.
    titled
        Whether the first row is the title of the plan.
    """

    rows: tuple[tuple[Value, ...], ...]
    headings: int
    sections: frozenset[int] = frozenset()
    titled: bool = False


@frozen
class Line:
    """
    A task on its row.

    Attributes
    ----------
    task
        The task.
    code
        Its place: 1.2 is the second below the first.
    above
        The tasks it stands below, from the top.
    """

    task: Task
    code: str
    above: tuple[Task, ...]


def lines_of(tasks: Sequence[Task]) -> Iterator[Line]:
    """Yield each task with its place, in order."""
    pending = [Line(task, str(number), ()) for number, task in enumerate(tasks, 1)]
    pending.reverse()
    while pending:
        line = pending.pop()
        yield line
        above = (*line.above, line.task)
        below = [Line(child, f"{line.code}.{n}", above) for n, child in enumerate(line.task.tasks, 1)]
        pending.extend(reversed(below))


def cell_of(task: Task, key: str, lang: str) -> Value:
    """Give the value of a typed column, in JSON if it has no words of its own; None where there is none."""
    if key in CODED:
        said = None if getattr(task, key) in (None, ()) else task.to_document().get(key)  # 0 EUR is said
        return None if said is None else encode(said)
    value = task.name or None if key == "name" else getattr(task, key)
    return None if value is None else _CELLS[key](value, lang)


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


def _people(responsible: tuple[Responsible, ...], lang: str) -> Value:
    """Join people so that they are told apart again."""
    joined = " + ".join(map(str, responsible))
    if not responsible:
        return None
    document = responsible_document(responsible)
    plain = encode_text(joined) == joined and joined[0] not in "[{" and people_of(joined) == document
    return joined if plain else encode(document)


def people_cell(names: Sequence[str], lang: str) -> Value:
    """Join names so that they are told apart again."""
    return _joined(list(names), " + ", names_of_people)


def _words(names: Sequence[str], lang: str) -> Value:
    return _joined(list(names), "; ", words_of)


def _deliverables(value: Sequence[Deliverable], lang: str) -> Value:
    return _joined(deliverables_document(value), "; ", words_of)


def _joined(items: list[Any], sign: str, parts: Callable[[str], list[str]]) -> Value:
    if not items:
        return None
    joined = sign.join(map(str, items))
    plain = encode_text(joined) == joined and joined[0] not in "[{" and parts(joined) == items
    return joined if plain and not is_nothing(joined) else encode(items)


def _kept_words(value: object, lang: str) -> Value:
    text = str(value)
    return encode_text(text) if text else None


def _calendar(value: str | Calendar, lang: str) -> Value:
    document = reference_document(value)
    return encode_text(document) if isinstance(document, str) else encode(document)


_CELLS: Mapping[str, Callable[[Any, str], Value]] = {
    "id": _as_it_is,
    "name": _as_it_is,
    "duration": duration_words,
    "effort": duration_words,
    "at": lambda value, lang: str(value),
    "until": lambda value, lang: str(value),
    "start": _as_it_is,
    "finish": _as_it_is,
    "deadline": _as_it_is,
    "constraint": _constraint,
    "calendar": _calendar,
    "when": _as_it_is,
    "closed_dates": _as_it_is,
    "risk_factor": _factor,
    "margin": _margin,
    "responsible": _people,
    "accountable": people_cell,
    "consulted": people_cell,
    "informed": people_cell,
    "skills": _words,
    "deliverables": _deliverables,
    "status": _kept_words,
    "priority": _kept_words,
    "note": _kept_words,
}


def links_of(task: Task, key: str, lang: str, names: Mapping[str, str] = MappingProxyType({})) -> Value:
    """List the links of a task, the other tasks under the names that are given for them."""
    links: tuple[Link, ...] = getattr(task, key)
    ends = [link.predecessor if key == "after" else link.successor for link in links]
    return (
        "; ".join(link_words(link, names.get(end, end), lang) for link, end in zip(links, ends, strict=True))
        or None
    )
