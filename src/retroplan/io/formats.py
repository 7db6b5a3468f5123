"""The formats, and the verbs that read and write them: `read`, `write`, `dumps`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from importlib import import_module
from os import PathLike
from os.path import isfile
from typing import Any, BinaryIO, Literal, TypeAlias

from attrs import evolve, frozen

from retroplan.errors import PlanError, error
from retroplan.io.files import read_bytes, suffix_of, write_whole
from retroplan.io.format_table import ALIASES, FORMATS, Format
from retroplan.io.located import MAX_BYTES, PartlyReadError, Read, plan_of
from retroplan.io.writer_options import parse_options
from retroplan.language import Phrase, Word, language_of
from retroplan.language.quoting import nearest, quoted
from retroplan.model.plan import Plan
from retroplan.progress import Progress, deaf
from retroplan.result import Schedule
from retroplan.tables.listing import Listed

Source: TypeAlias = str | PathLike[str] | bytes | BinaryIO
_MOST_OLDER = 100_000_000
"""Most bytes of an older file that we wrote ourselves, which are many more than those of its plan."""
_ARCHIVE = b"PK\x03\x04"  # how a workbook begins, and no text


_TYPES: Mapping[str, type] = {"plan": Plan, "schedule": Schedule, "listing": Listed}


def read(
    source: Source,
    *,
    format: str | None = None,
    limit: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Plan:
    """
    Read a plan: a plan document, or a list of tasks in a table.

    Parameters
    ----------
    source
        A path, the bytes of a file, or a file opened in binary mode.
    format
        ``yaml``, ``json``, ``csv``, ``xlsx`` or ``md``, where no suffix tells it.
    limit
        Most bytes that are read.
    columns
        What headings of a table mean where retroplan does not know them: ``{"Livrable": "name"}``.
    sheet
        Name of the sheet of a workbook; the first one with a list of tasks if not given.

    Raises
    ------
    PlanError
        With all problems of the document, each with its path and its line or cell; or because
        there is no such file or format.

    Examples
    --------
    >>> import retroplan as rp
    >>> rp.read(b"launch: 2026-06-15", format="yaml").launch
    datetime.date(2026, 6, 15)
    """
    return plan_of(read_located(source, format=format, limit=limit, columns=columns, sheet=sheet))


def read_located(
    source: Source,
    *,
    format: str | None = None,
    limit: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Read:
    """Read the document of a plan, with the lines or cells in which its parts stand, as `read` does."""
    if not isinstance(source, (str, PathLike, bytes, bytearray, memoryview)) and not hasattr(source, "read"):
        kind = type(source).__name__
        raise TypeError(f"cannot read a plan from a {kind}; give a path, bytes or a binary file")
    readers = [row for row in FORMATS if row.reads]
    row = _row(readers, "format-read", format or suffix_of(source))
    options = {"columns": columns, "sheet": sheet}
    given = {name: value for name, value in options.items() if value is not None}
    for name in given.keys() - set(row.options):
        takers = ", ".join(other.name for other in readers if name in other.options)
        raise PlanError(error("option-of-others", name=name, format=row.name, known=takers))
    data = read_bytes(source, limit)
    if data.startswith(_ARCHIVE) and row.name != "xlsx":
        raise PlanError(error("archive-not-text", format=row.name, option="--from"))
    try:
        found: Read = _function(row, "loads")(data, limit, **given)
    except PartlyReadError as problem:
        found = problem.read  # with what is wrong with the text; the rest is looked into as well
    return found


def dumps(
    value: Plan | Schedule | Listed,
    format: str,
    *,
    lang: str | None = None,
    view: str | None = None,
    previous: Source | None = None,
    today: date | str | None = None,
    stamp: datetime | str | None = None,
    person: str | None = None,
    paper: str | None = None,
    progress: Progress | None = None,
) -> bytes:
    """
    Give the bytes of a plan or a schedule in a format, for a web response or an archive.

    Parameters
    ----------
    value
        A plan (``yaml``, ``json``, ``csv``, ``xlsx``, ``md``) or a schedule (``json``, ``csv``,
        ``xlsx``, ``md``, ``ics``, ``mmd``, ``puml``; ``svg``, ``png``, ``pdf``: a Gantt chart), or what
        is laid out in rows (``csv``, ``xlsx``, ``md``): a RACI matrix, the tasks of a person, a
        calendar of publications.
    format
        Its suffix.
    lang
        Language of headings, dates and numbers; the plan's if not given.
    view
        ``plain`` or ``table`` for ``csv``: every field for programs, or what people read. In French
        the table is the default. ``table`` or ``page`` for ``md``, ``events`` or ``todos`` for ``ics``.
    previous
        An older file of the format: its bytes, a path or a binary file. What says the same as
        before in a plan in YAML stays as it was written: comments, order of keys, quotes, words,
        blank lines.
    today
        The day for which the plan is shown, in formats that show one.
    stamp
        When the file is made, with its zone, in formats that say so.
    person
        Key or name of one of the plan's people: only their tasks are written, in formats that can.
    paper
        Size of the page, ``a4`` or ``a3``, in formats that are printed.
    progress
        Called with how much is written and how much there is, in formats that take long for thousands
        of tasks (``xlsx``, ``ics``, ``svg``, ``png``, ``pdf``); other formats are written in one go.

    Raises
    ------
    PlanError
        There is no such format or view for this value, the value holds what no file can hold,
        `previous` cannot be read, or an option says nothing to the format.

    Examples
    --------
    >>> import retroplan as rp
    >>> print(rp.dumps(rp.Plan("Demo", launch="2026-06-15"), "yaml").decode(), end="")
    retroplan: 1
    name: Demo
    launch: 2026-06-15
    tasks: []
    """
    row = _writer(value, format, lang, view)
    options = _options(value, row, today=today, stamp=stamp, person=person, paper=paper)
    options = {**options, **_told(row, progress)}
    return _bytes(value, row, lang, None if previous is None else _older(previous, row), options)


def write(
    value: Plan | Schedule | Listed,
    path: str | PathLike[str],
    *,
    format: str | None = None,
    lang: str | None = None,
    view: str | None = None,
    previous: Source | Literal[False] | None = None,
    today: date | str | None = None,
    stamp: datetime | str | None = None,
    person: str | None = None,
    paper: str | None = None,
    progress: Progress | None = None,
) -> None:
    """
    Write a plan or a schedule to a file, whole or not at all.

    A plan written over a plan in YAML keeps the comments and the manner of that file.

    Parameters
    ----------
    value, format, lang, view, today, stamp, person, paper, progress
        As in `dumps`; the suffix of the path tells the format if `format` does not.
    path
        Where to write; a file that is there is replaced and keeps its permissions.
    previous
        As in `dumps`. If it is not given, the file that stands at `path` is taken where the format
        keeps something of it and it can be read; False writes the file as if there were none.

    Raises
    ------
    PlanError
        As in `dumps`, or the file cannot be written; an old file is then as it was.
    """
    row = _writer(value, format or suffix_of(path), lang, view)
    options = _options(value, row, today=today, stamp=stamp, person=person, paper=paper)
    options = {**options, **_told(row, progress)}
    older = None if previous is None or previous is False else _older(previous, row)
    if previous is None and row.follows and isfile(path):
        with suppress(PlanError):  # nothing that can be kept
            older = _older(path, row)
    write_whole(path, _bytes(value, row, lang, older, options))


def _options(value: Plan | Schedule | Listed, row: Format, **given: object) -> Mapping[str, Any]:
    """Read the options that are given; refuse those that say nothing to the format."""
    for name in (name for name, item in given.items() if item is not None):
        if name not in row.writer_options:
            takers = [other.name for other in FORMATS if name in other.writer_options]
            known = ", ".join(dict.fromkeys(takers)) or Word("none")
            raise PlanError(error("option-of-others", name=name, format=row.name, known=known))
    plan = value.expanded if isinstance(value, Schedule) else _plan_of(value)
    return {} if plan is None else parse_options(plan, **given)


def _told(row: Format, progress: Progress | None) -> Mapping[str, Any]:
    """Hand on who is told how far it is; whoever writes need not know which formats tell."""
    if findings := [*deaf(progress)]:
        raise PlanError(findings)
    return {} if progress is None or "progress" not in row.writer_options else {"progress": progress}


def _writer(value: Plan | Schedule | Listed, format: str, lang: str | None, view: str | None) -> Format:
    """Find how a value is written."""
    kind = next((name for name, known in _TYPES.items() if isinstance(value, known)), None)
    if kind is None:
        raise TypeError(f"a {type(value).__name__} has no file format; give a Plan or a Schedule")
    plan = _plan_of(value)
    lang = lang or (plan and plan.lang) or "en"
    return writer_of(kind, format, lang, view)


def _plan_of(value: Plan | Schedule | Listed) -> Plan | None:
    if isinstance(value, Listed):
        return None
    return value.plan if isinstance(value, Schedule) else value


def writer_of(type: str, format: str, lang: str, view: str | None = None) -> Format:
    """
    Find how values of a type are written in a format.

    Raises
    ------
    PlanError
        There is no such format or view.
    """
    writers = [row for row in FORMATS if row.type == type]
    of_schedules = [row for row in FORMATS if row.type == "schedule"]
    try:
        first = _row(writers, "format-written", format)
    except PlanError:
        if type == "plan" and (name := _usual_name(format)) in {row.name for row in of_schedules}:
            raise PlanError(error("format-of-schedules", format=name)) from None
        raise
    return _view([row for row in writers if row.name == first.name], view, lang)


def _bytes(
    value: Plan | Schedule | Listed,
    row: Format,
    lang: str | None,
    older: _Older | None,
    options: Mapping[str, Any],
) -> bytes:
    data: bytes
    if isinstance(value, Listed) or not row.takes_document:
        kept = {} if older is None else {"previous": older.says}
        data = _function(row, row.writer)(value, lang, **options, **kept)
    elif older is not None:
        update = _function(evolve(row, module=f"{row.module}_edits"), "update")
        data = update(older.data, older.says.to_document(), value.to_document())
    else:
        data = _function(row, row.writer)(value.to_document())
    return data


@frozen
class _Older:
    """The bytes of an older file, and what they say: a plan if it is edited in place."""

    data: bytes
    says: Any


def _older(source: Source, row: Format) -> _Older:
    """Read an older file: a plan as strictly as any other, other things by the module of the format."""
    if not row.follows:
        known = dict.fromkeys(other.name for other in FORMATS if other.follows and other.type == row.type)
        raise PlanError(error("keeps-nothing", format=row.name, known=", ".join(known)))
    data = read_bytes(source, MAX_BYTES if row.keeps else _MOST_OLDER)
    return _Older(data, read(data, format=row.name) if row.keeps else _function(row, "read_previous")(data))


def _row(rows: list[Format], verb: str, name: str) -> Format:
    """Find the first format of a name; no name means that nothing told it."""
    known = list(dict.fromkeys(row.name for row in rows))
    if not name:
        raise PlanError(error("no-format", known=", ".join(known)))
    short, usual = name.lower().removeprefix("."), _usual_name(name)
    for row in rows:
        if row.name == usual:
            return row
    hint, verb_word = nearest(short, known), Phrase(verb)
    raise PlanError(
        error("unknown-format", text=quoted(name), verb=verb_word, hint=hint, known=", ".join(known))
    )


def _usual_name(name: str) -> str:
    short = name.lower().removeprefix(".")
    return ALIASES.get(short, short)


def _view(rows: list[Format], view: str | None, lang: str) -> Format:
    """Choose among the views of a format: the one asked for, or the default of the language."""
    for row in rows:
        usual = not row.default_in or language_of(lang) in row.default_in
        if row.view == view or (view is None and usual):
            return row
    known = [row.view for row in rows]
    hint = nearest(str(view), known)
    raise PlanError(
        error("unknown-view", text=quoted(view), format=rows[0].name, hint=hint, known=", ".join(known))
    )


def _function(row: Format, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(row.module), name)
    return function
