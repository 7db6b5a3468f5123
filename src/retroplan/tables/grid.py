"""A grid of cells, and where in it the headings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.tables.coding import CODED, decode_text
from retroplan.tables.vocabulary import COMPUTED, LOG, TASKS, Heading, folded, heading_of

_HEADINGS_WITHIN = 100
_LETTERS = 26
Cells = Sequence[object]


@frozen
class Row:
    """
    One row of a grid.

    Attributes
    ----------
    number
        Its number in the file, counted from 1.
    cells
        What stands in it: texts, numbers, dates, truth values; None or the empty text is nothing.
    section
        Whether it is one cell merged over the table: the title of the rows below it.
    """

    number: int
    cells: Cells
    section: bool = False

    @property
    def filled(self) -> list[int]:
        """Positions of the cells that hold something."""
        return [number for number, cell in enumerate(self.cells) if not is_empty(cell)]

    def __getitem__(self, column: int) -> object:
        return self.cells[column] if column < len(self.cells) else None


def _filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.filled)


@frozen
class Grid:
    """
    Rows of cells, as a reader gives them.

    Attributes
    ----------
    rows
        The rows that hold something, in order.
    places
        How a problem names its place: ``cell`` (B7), ``line`` (of a text), or ``row`` (of a list).
    """

    rows: tuple[Row, ...] = field(converter=_filled)
    places: Literal["cell", "line", "row"] = "cell"

    def at(self, finding: Finding, row: int, column: int) -> Finding:
        """Give a finding its place: the number of the row in the file, the column counted from 0."""
        if self.places == "cell":
            return evolve(finding, cell=f"{column_letters(column)}{row}")
        if self.places == "line":
            return evolve(finding, line=row)
        return finding if finding.path.startswith("tasks[") else finding.at(f"rows[{row - 1}]")


@frozen
class Columns:
    """
    What the columns of a table mean.

    Attributes
    ----------
    row
        Position of the row of headings among the rows of the grid.
    headings
        Their texts by column.
    keys
        What each column fills, by column; two columns never fill one key.
    units
        The unit that a heading names, by column.
    """

    row: int
    headings: Mapping[int, str]
    keys: Mapping[int, str]
    units: Mapping[int, str]


def is_empty(cell: object) -> bool:
    """Tell whether a cell holds nothing; a NaN of a data frame is nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell != cell


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_columns(grid: Grid, given: Mapping[str, str], *, own: bool = False) -> Columns | None:
    """
    Find the headings of the list of tasks.

    They are the first row that has a known heading for the names or ids of tasks and, if it has
    other cells, a second known heading.

    Parameters
    ----------
    grid
        The grid.
    given
        What some headings mean, whatever is known of them.
    own
        Whether retroplan wrote the table; its headings of ``x-`` keys may be coded.

    Raises
    ------
    PlanError
        A heading in `given` is not there, or a key in it is not known.
    """
    meant = {folded(heading): _given(key) for heading, key in given.items()}
    for position, row in enumerate(grid.rows[:_HEADINGS_WITHIN]):
        found = {column: _meaning(row[column], meant) for column in row.filled}
        keys = {heading.key for heading in found.values() if heading.key}
        enough = len(keys) > 1 or len(found) == 1
        if enough and keys & {"name", "id"} and meant.keys() <= {folded(row[column]) for column in found}:
            _refuse_schedule(grid, row)
            return _columns(position, row, found, own=own)
    if given:
        _refuse_given(grid, given)
    return None


def find_log(grid: Grid, first: int) -> Columns | None:
    """Find the headings of a follow-up log from a row on: an action followed, and a date."""
    for position in range(first, len(grid.rows)):
        row = grid.rows[position]
        found = {column: heading_of(row[column], "log") for column in row.filled}
        keys = {heading.key for heading in found.values()}
        if {"action", "date"} <= keys and len(keys) == len(found):
            return _columns(position, row, found)
    return None


def _meaning(cell: object, meant: Mapping[str, Heading]) -> Heading:
    return meant.get(folded(cell)) or heading_of(cell)


def _given(key: str) -> Heading:
    """Read what `columns` says of a heading: a key, or the heading of one, with a unit or without."""
    if key.startswith("x-"):
        return Heading(key)
    heading = heading_of(key)
    if heading.key is None:
        raise PlanError(error("unknown-column-key", "columns", key=quoted(key), hint=nearest(key, TASKS)))
    return heading


def _columns(position: int, row: Row, found: Mapping[int, Heading], *, own: bool = False) -> Columns:
    """Let the first column of a meaning have it; the others are kept under their own headings."""
    headings = {column: str(row[column]).strip() for column in found}
    if own:
        headings = {column: decode_text(heading) for column, heading in headings.items()}
    keys: dict[int, str] = {}
    for column, heading in found.items():
        key = heading.key or (headings[column] if own and headings[column] in CODED else None)
        key = key or _own_key(headings[column])
        while key in keys.values():
            key = _own_key(headings[column]) if key in (*TASKS, *LOG) else f"{key} 2"
        keys[column] = key
    return Columns(position, headings, keys, {column: heading.unit for column, heading in found.items()})


def _own_key(heading: str) -> str:
    return heading if heading.startswith("x-") else f"x-{heading}"


def _refuse_schedule(grid: Grid, row: Row) -> None:
    for column in row.filled:
        if heading_of(row[column]).key is None and folded(row[column]).startswith(COMPUTED):
            found = error("table-of-schedule", heading=quoted(row[column]))
            raise PlanError(grid.at(found, row.number, column))


def _refuse_given(grid: Grid, given: Mapping[str, str]) -> None:
    """Say which of the headings that were asked for is not there."""
    cells = {str(row[column]) for row in grid.rows[:_HEADINGS_WITHIN] for column in row.filled}
    there = {folded(cell) for cell in cells}
    missing = [heading for heading in given if folded(heading) not in there] or list(given)
    raise PlanError(
        error("unknown-heading", "columns", heading=quoted(heading), hint=nearest(heading, cells))
        for heading in missing
    )


def each_cell(columns: Columns, row: Row) -> Iterator[tuple[str, int, object]]:
    """Yield the key, the column and the value of each filled cell of a row; those without heading too."""
    for column in row.filled:
        key = columns.keys.get(column) or f"x-{column_letters(column)}"
        yield key, column, row[column]
