"""Quotes of a CSV text that take whole rows into their cell: nobody would miss the tasks."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from attrs import evolve, frozen

from retroplan.errors import Finding, error
from retroplan.tables.grid import column_letters

_BREAK = re.compile(r"\r\n|\r|\n")
_NARROWEST = {",": 4}
"""Fewest columns of a list whose rows are told from the lines of a remark: a comma parts words as well."""
_FEWEST = 3


@frozen
class _Record:
    """
    A record over several lines, or the last one.

    Attributes
    ----------
    number, line
        Its number among the records and that of its first line, the first being 1.
    text, cells
        As it is written, and as it is read.
    """

    number: int
    line: int
    text: str
    cells: tuple[str, ...]


def misplaced_quotes(text: str, delimiter: str) -> Iterator[Finding]:
    """
    Yield the quotes that are not closed, and those that are closed some rows below.

    Python's reader takes either for a long cell, up to the end of the file if need be.

    Parameters
    ----------
    text
        The text of the file.
    delimiter
        What parts its cells.
    """
    if '"' not in text:
        return
    usual, records = _long_records(text, delimiter)
    cell = _cell(delimiter)
    for record in records:
        broken = _broken(record.text, cell)
        if broken is not None:
            column, before = broken
            yield _at("csv-quote", record, column, before)
            return  # all that follows stands in this cell
        for column in _columns_of_rows(record.cells, delimiter, usual):
            yield _at("csv-rows-quoted", record, column, "".join(record.cells[:column]))


def _at(code: str, record: _Record, column: int, before: str) -> Finding:
    line = record.line + len(_BREAK.findall(before))
    cell = f"{column_letters(column)}{record.number}"
    return evolve(error(code, line=line), cell=cell, line=line)


def _long_records(text: str, delimiter: str) -> tuple[int, list[_Record]]:
    """Give the usual number of cells, and the records in which a quote may reach too far."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in StringIO(text, newline=""):
            taken.append(line)
            yield line

    widths: Counter[int] = Counter()
    found: list[_Record] = []
    record = None
    first = 1
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines(), delimiter=delimiter), 1):
            record = _Record(number, first, "".join(taken), tuple(cells))
            if len(taken) > 1:
                found.append(record)
            else:
                widths[len(cells)] += 1
            first += len(taken)
            taken.clear()
    except csv.Error:  # a cell too long for one, maybe because its quote is not closed
        record = _Record(number + 1, first, "".join(taken), ())
    if record is not None and record not in found[-1:]:
        found.append(record)
    return max(widths, key=lambda width: (widths[width], width), default=0), found


def _cell(delimiter: str) -> re.Pattern[str]:
    """Match a cell and what ends it; text behind a closed quote is tolerated if it stands on one line."""
    sign = re.escape(delimiter)
    on_one_line = rf'"[^"\r\n]*(?:""[^"\r\n]*)*"(?!")[^{sign}\r\n]*'
    on_several = r'"[^"]*(?:""[^"]*)*"(?!")'
    bare = rf'(?:[^"{sign}\r\n][^{sign}\r\n]*)?'
    return re.compile(rf"(?:{on_one_line}|{on_several}|{bare})(?:{sign}|\r\n|\r|\n|\Z)")


def _broken(text: str, cell: re.Pattern[str]) -> tuple[int, str] | None:
    """Find the cell whose quote is not closed: its column, and the text before it."""
    place = column = 0
    while place < len(text):
        match = cell.match(text, place)
        if match is None:
            return column, text[:place]
        place, column = match.end(), column + 1
    return None


def _columns_of_rows(cells: tuple[str, ...], delimiter: str, usual: int) -> Iterator[int]:
    """
    Yield the columns of cells that would be rows of the usual number of cells without their quotes.

    A sign that is followed by a blank stands in a sentence.
    """
    for column, cell in enumerate(cells):
        first, *others = _BREAK.split(cell)
        if not others or f"{delimiter} " in cell:
            continue
        *between, last = others
        widths = {
            column + 1 + first.count(delimiter),
            *(line.count(delimiter) + 1 for line in between),
            last.count(delimiter) + len(cells) - column,
        }
        # remarks stand in the last column, but not behind a quote alone, which means "as above"
        remark = column == len(cells) - 1 and first.strip()
        if widths == {usual} and usual >= (_NARROWEST.get(delimiter, _FEWEST) if remark else _FEWEST):
            yield column
