"""CSV: plans as people keep them in spreadsheets; schedules for programs and for people."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from io import StringIO
from itertools import islice

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.io.columns import headings, language, lines
from retroplan.io.csv_quotes import misplaced_quotes
from retroplan.io.located import MAX_BYTES, MOST_FINDINGS, bounded, encoded
from retroplan.language import language_of, plain
from retroplan.model.plan import Plan
from retroplan.result import Schedule
from retroplan.scheduled import SCHEDULED_FIELDS
from retroplan.tables.cells import Manner, shown
from retroplan.tables.grid import HEADINGS_WITHIN, Grid, Row, find_columns, find_log
from retroplan.tables.own import own_sheet
from retroplan.tables.reading import Table, read_table
from retroplan.tables.values import Sheet, Value
from retroplan.tables.words import moment_words
from retroplan.tables.writing import fitting, table_language, write_table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SEPARATOR = re.compile(r"\A\s*\"?sep=[^\n]{0,3}\"?\r?\n", re.IGNORECASE)
"""A first line that tells Excel the delimiter; its number in the file is kept."""
_LONGEST_CELL = 100_000
"""Python's reader of CSV refuses fields a little longer."""


def loads(data: bytes, limit: int = MAX_BYTES, columns: Mapping[str, str] | None = None) -> Table:
    """
    Read a list of tasks from a spreadsheet's CSV: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.

    Raises
    ------
    PlanError
        It is larger than `limit` bytes or empty, a quote takes whole rows into its cell, or it has
        no list of tasks.
    """
    text = _SEPARATOR.sub("\n", _text(bounded(data, limit)), count=1)
    if not text.strip():
        raise PlanError(error("empty-document"))
    delimiter = _delimiter(text, columns or {})
    if quotes := list(islice(misplaced_quotes(text, delimiter), MOST_FINDINGS)):
        raise PlanError(quotes)
    return read_table(_grid(text, delimiter), columns)


def dumps_plan(plan: Plan, lang: str | None = None) -> bytes:
    """
    Write a plan as a table that is read again as the same plan.

    In French with semicolons, decimal commas and dates with the day first. A byte order mark tells
    Excel that it is UTF-8.
    """
    lang = table_language(plan, lang)
    french = lang == "fr"
    written = _sheet(write_table(plan, lang, lambda value: _read_cell(_cell_of(value, french))), french)
    if any(
        misplaced_quotes(written.decode(), ";" if french else ",")
    ):  # a text that looks like rows would be refused
        written = _sheet(own_sheet(plan, lang), french)
    return codecs.BOM_UTF8 + written


def _sheet(sheet: Sheet, french: bool) -> bytes:
    fitting(sheet, _LONGEST_CELL)
    rows = ([_cell_of(value, french) for value in row] for row in sheet.rows)
    return _written(rows, ";" if french else ",")


def _text(data: bytes) -> str:
    """Decode what programs write: with a mark what it says, else UTF-8, else Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """Choose the delimiter under which the rows look most like a list."""
    best, most = _DELIMITERS[0], (-1, 0, 0)
    for delimiter in _DELIMITERS:
        if (score := _score(_first_rows(text, delimiter), columns)) > most:
            best, most = delimiter, score
    return best


def _score(grid: Grid, columns: Mapping[str, str]) -> tuple[int, int, int]:
    """Count the headings, against them the cells beside them, and the labels above; else all cells."""
    try:
        found = find_columns(grid, columns, surely=True) or find_log(grid, 0)
        perhaps = found or find_columns(grid, columns)
    except PlanError:
        found = perhaps = None
    if found is None:
        return 0, len(perhaps.headings) if perhaps else 0, sum(len(row.cells) for row in grid.rows)
    count = len(found.headings)
    return count, min(0, count - _widest(grid.rows[found.row :])), _widest(grid.rows[: found.row])


def _widest(rows: Iterable[Row]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def _first_rows(text: str, delimiter: str) -> Grid:
    """Read the rows among which the headings are, up to a cell that is too long for one."""
    rows = islice(_rows(csv.reader(StringIO(text, newline=""), delimiter=delimiter)), HEADINGS_WITHIN)
    read: list[Row] = []
    with suppress(csv.Error):  # with another delimiter a whole line may be one cell
        read.extend(rows)
    return Grid(read)


def _rows(reader: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(reader, 1):
        yield Row(number, [_read_cell(cell) for cell in cells])


def _grid(text: str, delimiter: str) -> Grid:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        return Grid(tuple(_rows(reader)), parted=True)
    except csv.Error as problem:
        raise PlanError(evolve(error("not-csv", problem=str(problem)), line=reader.line_num)) from None


def _cell_of(value: Value, french: bool) -> str:
    if isinstance(value, date):
        return moment_words(value, "fr" if french else "en")
    if isinstance(value, float):
        return shown(value, Manner("fr" if french else "en"))
    return _plain_cell(value)


def _read_cell(cell: str) -> str:
    """Take away the apostrophe that kept a text from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*_FORMULA_STARTS, "'")) else cell


def dumps_plain(schedule: Schedule, lang: str | None = None) -> bytes:
    """
    Write every field of every task, for programs.

    Commas, ISO dates and decimal points whatever the language; the header has the keys of
    `Schedule.to_records`, and behind them ``status`` where the plan says of any task how far it is.
    """
    rows = [[record[name] for name in SCHEDULED_FIELDS] for record in schedule.to_records()]
    header, plan = [*SCHEDULED_FIELDS], schedule.expanded
    if any(task.status for task in plan.walk()):
        header.append("status")
        for row, task in zip(rows, schedule.values(), strict=True):
            known = plan.get(task.id)
            row.append(None if known is None or known.status is None else str(known.status))
    return _written([header, *(map(_plain_cell, row) for row in rows)], ",")


def dumps_table(schedule: Schedule, lang: str | None = None) -> bytes:
    """
    Write what people read, as the spreadsheet of their language opens it.

    In French: semicolons, decimal commas, dates with the day first. A byte order mark tells
    Excel that it is UTF-8.
    """
    lang = language(schedule, lang)
    french = language_of(lang) == "fr"
    rows = (map(_french_cell if french else _plain_cell, line.cells) for line in lines(schedule, lang))
    return codecs.BOM_UTF8 + _written([headings(schedule, lang), *rows], ";" if french else ",")


def dumps_people(rows: Iterable[Iterable[object]], lang: str) -> bytes:
    """Write rows of values for people, as `dumps_table` writes a schedule."""
    french = language_of(lang) == "fr"
    cells = (map(_french_cell if french else _plain_cell, row) for row in rows)
    return codecs.BOM_UTF8 + _written(cells, ";" if french else ",")


def dumps_rows(rows: Iterable[Iterable[object]]) -> bytes:
    """Write rows of values for programs: commas, ISO dates and decimal points whatever the language."""
    return _written((map(_plain_cell, row) for row in rows), ",")


def _written(rows: Iterable[Iterable[str]], delimiter: str) -> bytes:
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return encoded(stream.getvalue())


def _plain_cell(value: object) -> str:
    if isinstance(value, str):
        return _inert(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(plain(value))


def _french_cell(value: object) -> str:
    if isinstance(value, date):
        return moment_words(value, "fr")
    if isinstance(value, float):
        return shown(value, Manner("fr"))
    return _plain_cell(value)


def _inert(text: str) -> str:
    """Keep a text from being a formula to a spreadsheet; `_read_cell` gives it back."""
    guarded = text.startswith(_FORMULA_STARTS) or (
        text[:1] == "'" and text[1:].startswith((*_FORMULA_STARTS, "'"))
    )
    return f"'{text}" if guarded else text
