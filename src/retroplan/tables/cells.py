"""One cell of the list of tasks to the keys it fills in a task document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language import LANGUAGES, say, show
from retroplan.language.quoting import quoted
from retroplan.model.constraint import ConstraintType
from retroplan.model.moments import Moment, moment_text
from retroplan.tables.coding import CODED, decode, decode_text
from retroplan.tables.vocabulary import folded
from retroplan.tables.words import moment_words, read_duration, read_moment, read_offset

Filled = Iterator[tuple[str, Any]]
_PEOPLE = re.compile(r"\s*(?:[;\n+&,]|\bet\b|\band\b)\s*")
_DASHES = ("-", "–", "—")
_WHEN = {"au plus tot": "asap", "au plus tard": "alap"}
_CONSTRAINTS = {
    "pas avant le": "start_no_earlier_than",
    "au plus tot le": "start_no_earlier_than",
    "not before": "start_no_earlier_than",
    "pas apres le": "finish_no_later_than",
    "au plus tard le": "finish_no_later_than",
    "not after": "finish_no_later_than",
    "by": "finish_no_later_than",
}


@frozen
class Manner:
    """
    How the cells of a table are to be read.

    Attributes
    ----------
    lang
        Language in which dates and numbers of kept columns become text.
    own
        Whether retroplan wrote the table: cells may hold JSON, see `coding`.
    literal
        Whether values of kept columns stay what they are, as in a list of mappings.
    """

    lang: str = "en"
    own: bool = False
    literal: bool = False


def fill(key: str, cell: object, unit: str, manner: Manner) -> Filled:
    """
    Yield the keys of a task document that a cell fills, links excepted.

    Raises
    ------
    PlanError
        The cell cannot be understood.
    """
    if key.startswith("x-") or (manner.own and key in CODED):
        yield key, kept(cell, manner)
        return
    if isinstance(cell, str) and (cell.strip() in _DASHES and key != "name"):
        return
    if manner.own and isinstance(cell, str) and cell[:1] in '{["':
        cell = decode(cell) if cell[0] != '"' else decode_text(cell)
    read = _READERS.get(key)
    if read is None:
        text = shown(cell, manner)
        yield key, cell if isinstance(cell, (Mapping, list)) else text if manner.own else text.strip()
    else:
        yield from read(cell, unit)


def kept(cell: object, manner: Manner) -> object:
    """Keep the value of a column that is not ours: its text as people see it, unless told otherwise."""
    if manner.literal:
        return cell
    if manner.own and isinstance(cell, str):
        return decode(cell)
    return cell if manner.own and not isinstance(cell, date) else shown(cell, manner)


def shown(cell: object, manner: Manner) -> str:
    """Give the text of a cell as its language shows it."""
    if isinstance(cell, (date, datetime)):
        return moment_words(cell, manner.lang)
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell))
        text = repr(cell)
        return text.replace(".", ",") if manner.lang == "fr" else text
    return cell if isinstance(cell, str) else show(cell, "en") if isinstance(cell, bool) else str(cell)


def _duration(cell: object, unit: str) -> Filled:
    """Read a length of time; a date here is a date limit, as in a column headed "Délai"."""
    if isinstance(cell, Mapping):
        yield "duration", cell
        return
    day = _date_of(cell)
    if day is not None:
        yield "deadline", moment_text(day)
    else:
        work = read_duration(cell, unit)
        yield "duration", work


def _end(date_key: str, offset_key: str) -> Callable[[object, str], Filled]:
    """Make the reader of a column of dates in which an offset from J may stand as well."""

    def read(cell: object, unit: str) -> Filled:
        offset = read_offset(cell, bare=date_key == "")
        if offset is not None:
            yield offset_key, offset
        else:
            yield date_key or {"at": "start", "until": "finish"}[offset_key], moment_text(read_moment(cell))

    return read


def _date_of(cell: object) -> Moment | None:
    """Read a cell that may hold a date; None where it holds none."""
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or not re.search(r"\d", cell):
        return None
    try:
        return read_moment(cell)
    except PlanError as problem:
        if problem.findings[0].code in ("date-without-year", "day-comes-first"):
            raise
        return None


def _responsible(cell: object, unit: str) -> Filled:
    if isinstance(cell, (list, tuple)):
        yield "responsible", list(cell)
    else:
        yield "responsible", people_of(str(cell))


def people_of(text: str) -> list[str]:
    """Part a cell of people: ``RH + Formateur``, ``Marie, Paul``."""
    return [name for name in _PEOPLE.split(text.strip()) if name]


def _constraint(cell: object, unit: str) -> Filled:
    if isinstance(cell, Mapping):
        yield "constraint", cell
        return
    plain = folded(cell)
    for words, kind in _phrases().items():
        if plain.startswith(words):
            day = moment_text(read_moment(plain.removeprefix(words).strip()))
            yield "constraint", {"type": kind, "date": day}
            return
    raise PlanError(error("bad-constraint", text=quoted(cell)))


def _phrases() -> Mapping[str, str]:
    """Lead from every way to say a constraint, the longest first, to its type."""
    said = dict(_CONSTRAINTS)
    for kind in ConstraintType:
        said[kind.value.replace("_", " ")] = kind.value
        for lang in LANGUAGES:
            said[folded(say(f"constraint-{kind.value}", {}, lang))] = kind.value
    return dict(sorted(said.items(), key=lambda item: -len(item[0])))


def _when(cell: object, unit: str) -> Filled:
    yield "when", _WHEN.get(folded(cell), str(cell).strip())


def _factor(cell: object, unit: str) -> Filled:
    yield "risk_factor", cell.replace(",", ".").lstrip("×x ") if isinstance(cell, str) else cell


def _margin(cell: object, unit: str) -> Filled:
    text = cell if isinstance(cell, str) and "%" in cell else read_duration(cell, unit)
    yield "margin", text


_READERS: Mapping[str, Callable[[object, str], Filled]] = {
    "duration": _duration,
    "at": _end("", "at"),
    "until": _end("", "until"),
    "start": _end("start", "at"),
    "finish": _end("finish", "until"),
    "deadline": _end("deadline", "until"),
    "responsible": _responsible,
    "constraint": _constraint,
    "when": _when,
    "risk_factor": _factor,
    "margin": _margin,
}
