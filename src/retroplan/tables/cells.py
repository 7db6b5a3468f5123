"""One cell of the list of tasks to the keys it fills in a task document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language import LANGUAGES, Phrase, say, show
from retroplan.language.quoting import quoted
from retroplan.model.constraint import ConstraintType
from retroplan.model.moments import Moment, moment_text
from retroplan.offsets import bad_offset
from retroplan.tables.coding import CODED, decode, decode_text
from retroplan.tables.headings import folded
from retroplan.tables.vocabulary import LITERAL, NOTHING
from retroplan.tables.words import moment_words, read_duration, read_moment, read_offset, without_midnight

DATES = ("start", "finish", "deadline")
Filled = Iterator[tuple[str, Any]]
_PEOPLE = re.compile(r"[;\n+,]| [&/] | (?:et|and) (?=[A-ZÀ-ÖØ-Þ])")
_SHARE = re.compile(r"([^(\[]*[^(\[\s])\s?[(\[]\s?(\d{1,5}(?:\.\d{1,8})?)\s?%\s?[)\]]", re.ASCII)
_SHORT_DATE = re.compile(r"\s*\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{1,2}\s*")
_LONGEST_NOTHING = max(map(len, NOTHING)) + 5  # with blanks around it
_WHEN = {
    "asap": "asap", "au plus tot": "asap", "as soon as possible": "asap", "des que possible": "asap",
    "alap": "alap", "au plus tard": "alap", "as late as possible": "alap", "le plus tard possible": "alap",
}  # fmt: skip
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
    words = key == "name" or key in LITERAL
    if not words and not manner.own and is_nothing(cell):
        return
    if manner.own and isinstance(cell, str) and cell[:1] in '{["':
        cell = decode_text(cell) if words or cell[0] == '"' else decode(cell)
    read = _READERS.get(key)
    if read is None and isinstance(cell, (Mapping, list)):
        yield key, cell
    elif read is None:
        text = shown(cell, manner)
        yield key, text if manner.own or key in LITERAL else text.strip()
    elif manner.own or isinstance(cell, Mapping):
        yield from read(cell, unit)
    else:
        yield from map(_in_days, read(cell, unit))


def _in_days(filled: tuple[str, Any]) -> tuple[str, Any]:
    """Take the day for a date-time at 00:00, as people's cells show it."""
    key, value = filled
    if key in DATES:
        return key, without_midnight(value)
    return (key, {**value, "date": without_midnight(value["date"])}) if key == "constraint" else filled


def is_nothing(cell: object) -> bool:
    """Tell whether a cell says in words that it holds nothing: a dash, "aucun"."""
    short = isinstance(cell, str) and len(cell) <= _LONGEST_NOTHING
    return short and (str(cell).strip() in NOTHING or folded(cell) in NOTHING)


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
    """Read a length of time; a date or an offset here is a limit, as in a column headed "Délai"."""
    if isinstance(cell, Mapping):
        yield "duration", cell
    elif (offset := read_offset(cell)) is not None:
        yield "until", offset
    elif (day := None if unit else _date_of(cell)) is not None:
        yield "deadline", moment_text(day)
    else:
        yield "duration", read_duration(cell, unit)


def _end(date_key: str, offset_key: str) -> Callable[[object, str], Filled]:
    """Make the reader of a column of dates in which an offset from J may stand as well."""

    def read(cell: object, unit: str) -> Filled:
        offset = read_offset(cell, bare=date_key == "")
        if offset is not None:
            yield offset_key, offset
            return
        key = date_key or {"at": "start", "until": "finish"}[offset_key]
        try:
            yield key, moment_text(read_moment(cell))
        except PlanError as problem:
            raise _no_end(cell, problem, offset=date_key == "") from None

    return read


def _no_end(cell: object, problem: PlanError, *, offset: bool) -> PlanError:
    """Say that a cell is no offset, where one is asked for or nearly stands: ``J–20``."""
    if problem.findings[0].code != "not-a-date":
        return problem
    refused = bad_offset(cell)
    (finding,) = refused.findings
    near = finding.code == "bad-offset" and finding.values["hint"] != Phrase("offset-forms")
    lettered = isinstance(cell, str) and not cell.strip()[:1].isdecimal()
    return refused if offset or (near and lettered) else problem


_PLACED = _end("start", "at")


def _date_of(cell: object) -> Moment | None:
    """Read a cell that may hold a date; None where it holds none."""
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or not re.search(r"\d", cell):
        return None
    if _SHORT_DATE.fullmatch(cell):
        raise PlanError(error("date-or-points", text=quoted(cell.strip())))
    try:
        return read_moment(cell)
    except PlanError as problem:
        if problem.findings[0].code != "not-a-date":
            raise
        return None


def _responsible(cell: object, unit: str) -> Filled:
    if isinstance(cell, (list, tuple)):
        yield "responsible", list(cell)
    else:
        yield "responsible", people_of(str(cell))


def _names(key: str, parts: Callable[[str], list[str]]) -> Callable[[object, str], Filled]:
    """Make the reader of a column of names; the parts of a cell are told by a function."""

    def read(cell: object, unit: str) -> Filled:
        yield key, list(cell) if isinstance(cell, (list, tuple)) else parts(str(cell))

    return read


def names_of_people(text: str) -> list[str]:
    """Part a cell of people, and leave what stands in brackets behind a name with it."""
    # blanks first: a pattern that looks for many of them takes time that grows with their square
    tidy = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return [name for name in map(str.strip, _PEOPLE.split(tidy)) if name]


def words_of(text: str) -> list[str]:
    """Part a cell of things that may have commas, pluses and "et" in them: by semicolons and lines."""
    return [part for part in map(str.strip, re.split(r"[;\n]", text)) if part]


def tags_of(cell: object) -> list[str]:
    """Part a cell of values of a tag: ``Email, Site web``."""
    if isinstance(cell, (list, tuple)):
        return list(cell)
    return [part for part in map(str.strip, re.split(r"[;,+\n]", str(cell))) if part]


def people_of(text: str) -> list[str | dict[str, str]]:
    """Part a cell of people: ``RH + Formateur``, ``Marie, Paul``, ``Marie et Paul (50 %)``."""
    return [_share_of(name) for name in names_of_people(text)]


def _share_of(text: str) -> str | dict[str, str]:
    """Read the share of somebody's time in brackets: ``Marie (50 %)``, ``Marie[50%]``."""
    share = _SHARE.fullmatch(text)
    return {share[1].strip(): f"{share[2]}%"} if share else text


def _constraint(cell: object, unit: str) -> Filled:
    if isinstance(cell, Mapping):
        yield "constraint", cell
        return
    plain = folded(cell)
    for words, kind in _phrases().items():
        if plain.startswith(f"{words} "):
            day = moment_text(read_moment(plain.removeprefix(words).strip()))
            yield "constraint", {"type": kind, "date": day}
            return
    raise PlanError(error("not-a-constraint", text=quoted(cell)))


@cache
def _phrases() -> Mapping[str, str]:
    """Lead from every way to say a constraint, the longest first, to its type."""
    said = dict(_CONSTRAINTS)
    for kind in ConstraintType:
        said[kind.value.replace("_", " ")] = kind.value
        for lang in LANGUAGES:
            said[folded(say(f"constraint-{kind.value}", {}, lang))] = kind.value
    return dict(sorted(said.items(), key=lambda item: -len(item[0])))


def _when(cell: object, unit: str) -> Filled:
    """Read how a task is to be planned; a column headed "Quand" may also say it by offset or date."""
    said = _WHEN.get(folded(cell))
    if said:
        yield "when", said
        return
    try:
        yield from _PLACED(cell, unit)
    except PlanError as problem:
        known = problem.findings[0].code != "not-a-date"
        raise problem if known else PlanError(error("bad-when-words", text=quoted(cell))) from None


def _factor(cell: object, unit: str) -> Filled:
    yield "risk_factor", cell.replace(",", ".").lstrip("×x ") if isinstance(cell, str) else cell


def _effort(cell: object, unit: str) -> Filled:
    yield "effort", cell if isinstance(cell, Mapping) else read_duration(cell, unit)


def _margin(cell: object, unit: str) -> Filled:
    text = cell if isinstance(cell, str) and "%" in cell else read_duration(cell, unit)
    yield "margin", text


_READERS: Mapping[str, Callable[[object, str], Filled]] = {
    "duration": _duration,
    "effort": _effort,
    "at": _end("", "at"),
    "until": _end("", "until"),
    "start": _end("start", "at"),
    "finish": _end("finish", "until"),
    "deadline": _end("deadline", "until"),
    "responsible": _responsible,
    "accountable": _names("accountable", names_of_people),
    "consulted": _names("consulted", names_of_people),
    "informed": _names("informed", names_of_people),
    "skills": _names("skills", words_of),
    "deliverables": _names("deliverables", words_of),
    "constraint": _constraint,
    "when": _when,
    "risk_factor": _factor,
    "margin": _margin,
}
