"""A grid of cells, and where in it the headings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.tables.coding import CODED, decode_text
from retroplan.tables.headings import Heading, folded, heading_of
from retroplan.tables.vocabulary import COMPUTED, LOG, NAME_OR_PHASE, TASKS

HEADINGS_WITHIN = 100
"""The headings of a list stand in one of its first rows."""
_LETTERS = 26
_FIRST_CHOICE = -1


def _by_column(cells: Iterable[object] | Mapping[int, object]) -> Mapping[int, object]:
    each = cells.items() if isinstance(cells, Mapping) else enumerate(cells)
    return {column: cell for column, cell in each if not is_empty(cell)}


@frozen
class Row:
    """
    One row of a grid.

    Attributes
    ----------
    number
        Its number in the file, counted from 1.
    cells
        What stands in it, by column counted from 0: texts, numbers, dates, truth values. Made from
        all cells, or from a mapping in the order of the columns; None and blank texts are left out.
    section
        Whether it is one cell merged over the table: the title of the rows below it.
    """

    number: int
    cells: Mapping[int, object] = field(converter=_by_column)
    section: bool = False

    @property
    def filled(self) -> list[int]:
        """Columns of the cells that hold something."""
        return list(self.cells)

    def __getitem__(self, column: int) -> object:
        return self.cells.get(column)


def _filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.cells)


@frozen
class Grid:
    """
    Rows of cells, as a reader gives them.

    Attributes
    ----------
    rows
        The rows that hold something, in order.
    places
        How a problem names its place: ``cell`` (B7), ``line`` (of a text), or ``row`` (of a list
        of mappings: ``rows[3].Durée``).
    parted
        Whether signs in a text part the cells: one too many makes a cell that nobody meant.
    """

    rows: tuple[Row, ...] = field(converter=_filled)
    places: Literal["cell", "line", "row"] = "cell"
    parted: bool = False

    def at(self, finding: Finding, row: int, column: int) -> Finding:
        """Give a finding its place: the number of the row in the file, the column counted from 0."""
        if self.places == "line":
            return evolve(finding, line=row)
        if self.places == "row":
            return evolve(finding, path=self.name(row, column))
        return evolve(finding, cell=self.name(row, column))

    def name(self, row: int, column: int) -> str:
        """Name a cell, or the line it stands on where the text has no cells."""
        if self.places == "row":
            return f"rows[{row - 1}].{quoted(self.rows[0][column])}"
        return str(row) if self.places == "line" else f"{column_letters(column)}{row}"


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

    def heading(self, column: int) -> str:
        """Give the text above a column; its letters where there is none."""
        return self.headings.get(column) or column_letters(column)

    def by_key(self) -> dict[str, str]:
        """Give the headings by what they mean, in the order of the columns."""
        return {key: self.headings[column] for column, key in sorted(self.keys.items())}


def is_empty(cell: object) -> bool:
    """Tell whether a cell holds nothing; a NaN of a data frame is nothing."""
    return cell is None or (not cell.strip() if isinstance(cell, str) else cell != cell)


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_columns(
    grid: Grid, given: Mapping[str, str], *, own: bool = False, surely: bool = False
) -> Columns | None:
    """
    Find the headings of the list of tasks.

    They are the row that has the most known headings, one of them for the names or ids of tasks
    and a second one; if there is none, the first row of texts with a heading for names or ids.

    Parameters
    ----------
    grid
        The grid.
    given
        What some headings mean, whatever is known of them.
    own
        Whether retroplan wrote the table; its headings of ``x-`` keys may be coded.
    surely
        Whether one known heading among others is too little to go by.

    Raises
    ------
    PlanError
        A heading in `given` is not there, or a key in it is not known.
    """
    meant = {folded(heading): _given(key) for heading, key in given.items()}
    best, most = None, 0
    for position, row in _candidates(grid, own=own):
        found = {column: _meaning(cell, meant) for column, cell in row.cells.items()}
        keys = {heading.key for heading in found.values() if heading.key}
        count = len(keys) if keys & {"name", "id"} else 0
        texts = grid.places == "row" or all(isinstance(cell, str) for cell in row.cells.values())
        if len(found) > 1 and count == 1 and not meant and (surely or not texts):
            continue
        if count > most and meant.keys() <= set(map(folded, row.cells.values())):
            best, most = (position, row, found), count
    if best is None:
        if given:
            _refuse_given(grid, given)
        return None
    _refuse_schedule(grid, best[1])
    return _columns(*best, own=own)


def _candidates(grid: Grid, *, own: bool) -> list[tuple[int, Row]]:
    """List the rows that may hold the headings; those that we wrote begin with that of the ids."""
    rows = list(enumerate(grid.rows if own else grid.rows[:HEADINGS_WITHIN]))
    first = {position: heading_of(row[row.filled[0]]).key for position, row in rows} if own else {}
    ours = [(position, row) for position, row in rows if first.get(position) == "id"]
    return ours[:1] or [(position, row) for position, row in rows if str(first.get(position))[:2] != "x-"]


def find_log(grid: Grid, first: int) -> Columns | None:
    """Find the headings of a follow-up log from a row on: an action followed, and a date."""
    for position in range(first, len(grid.rows)):
        row = grid.rows[position]
        if not all(isinstance(cell, str) for cell in row.cells.values()):
            continue
        found = {column: heading_of(cell, "log") for column, cell in row.cells.items()}
        keys = {heading.key for heading in found.values()}
        if {"action", "date"} <= keys and len(keys) == len(found):
            return _columns(position, row, found)
    return None


def _meaning(cell: object, meant: Mapping[str, Heading]) -> Heading:
    return (meant and meant.get(folded(cell))) or heading_of(cell)


def _given(key: str) -> Heading:
    """Read what `columns` says of a heading: a key, or the heading of one, with a unit or without."""
    heading = heading_of(key)
    if heading.key is None:
        raise PlanError(
            error("unknown-column-key", "columns", key=quoted(key), hint=nearest(str(key), TASKS))
        )
    return evolve(heading, rank=_FIRST_CHOICE)


def _columns(position: int, row: Row, found: Mapping[int, Heading], *, own: bool = False) -> Columns:
    """Let the most usual heading of a meaning have it; the others are kept under their own texts."""
    headings = {column: str(row[column]).strip() for column in found}
    if own:
        headings = {column: decode_text(heading) for column, heading in headings.items()}
    keys: dict[int, str] = {}
    taken: dict[str, int] = {}
    # Others write the effort beside the duration for information; here the two would have to agree.
    lasting = any(heading.key == "duration" for heading in found.values())
    for column in sorted(found, key=lambda column: (found[column].rank, column)):
        coded = headings[column] if own and headings[column] in CODED else None
        key = found[column].key or coded or _own_key(headings[column])
        beside = key == "effort" and not own and found[column].rank != _FIRST_CHOICE and lasting
        if beside or (key in taken and key in (*TASKS, *LOG)):
            key = _own_key(headings[column])
        keys[column] = _numbered(key, taken)
    units = {column: heading.unit for column, heading in found.items()}
    return Columns(position, headings, dict(sorted(keys.items())), units)


def with_phases(columns: Columns, grid: Grid) -> Columns:
    """Take a column "Étape" beside that of the names for the phases, if one of them has several rows."""
    if "phase" in columns.keys.values():
        return columns
    for column, key in columns.keys.items():
        if key.startswith("x-") and folded(columns.headings[column]) in NAME_OR_PHASE:
            cells = [folded(row[column] or "") for row in grid.rows[columns.row + 1 :]]
            if len(set(cells) - {""}) < len(cells):
                return evolve(columns, keys={**columns.keys, column: "phase"})
    return columns


def _numbered(key: str, taken: dict[str, int]) -> str:
    """Take a key; if it is taken, the next number behind it."""
    free = key
    while free in taken:
        taken[key] += 1
        free = f"{key} {taken[key]}"
    taken[free] = 1
    return free


def _own_key(heading: str) -> str:
    return heading if heading.startswith("x-") else f"x-{heading}"


def _refuse_schedule(grid: Grid, row: Row) -> None:
    for column, cell in row.cells.items():
        if heading_of(cell).key is None and folded(cell).startswith(COMPUTED):
            found = error("table-of-schedule", heading=quoted(cell))
            raise PlanError(grid.at(found, row.number, column))


def _refuse_given(grid: Grid, given: Mapping[str, str]) -> None:
    """Say which of the headings that were asked for is not there."""
    cells = {str(cell) for row in grid.rows[:HEADINGS_WITHIN] for cell in row.cells.values()}
    there = {folded(cell) for cell in cells}
    missing = [heading for heading in given if folded(heading) not in there] or list(given)
    raise PlanError(
        error("unknown-heading", "columns", heading=quoted(heading), hint=nearest(heading, sorted(cells)))
        for heading in missing
    )


def each_cell(columns: Columns, row: Row) -> Iterator[tuple[str, int, object]]:
    """Yield the key, the column and the value of each filled cell of a row; those without heading too."""
    for column, cell in row.cells.items():
        yield columns.keys.get(column) or f"x-{column_letters(column)}", column, cell
