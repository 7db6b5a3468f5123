"""A sheet of a workbook that is read again: what stands above its list, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import frozen

from retroplan.io.workbook.columns import COMPUTED, HEADINGS_ROW, KEYS_ROW
from retroplan.tables.coding import MARK, decode_text
from retroplan.tables.grid import Grid, Row
from retroplan.tables.headings import folded, heading_of


@frozen(slots=False)
class Form:
    """
    A sheet that we wrote and somebody filled in.

    Attributes
    ----------
    grid
        Its cells.
    above
        The rows above the list.
    headings
        The row of the headings; None if it was deleted.
    rows
        The rows of the list.
    keys
        What the columns hold, by column, no two the same; with ``~`` before it what is computed.
        Empty if the hidden row that says so was deleted.
    """

    grid: Grid
    above: tuple[Row, ...]
    headings: Row | None
    rows: tuple[Row, ...]
    keys: Mapping[int, str]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The columns by what they hold."""
        return {key: column for column, key in self.keys.items()}

    def get(self, row: Row, key: str) -> object:
        """Give what stands in a row under a key; None if there is no such column."""
        return row[self.columns[key]] if key in self.columns else None

    def text(self, row: Row, key: str) -> str:
        """Give what stands in a row under a key as a text."""
        return text_of(self.get(row, key))

    def name(self, row: Row, key: str) -> str:
        """Name a cell."""
        return self.grid.name(row.number, self.columns[key])

    def is_typed(self, column: int) -> bool:
        """Whether people type in a column."""
        return column > 0 and not self.keys.get(column, "").startswith(COMPUTED)


def is_marked(grid: Grid, kind: str) -> bool:
    """Tell whether a sheet is one that we wrote of this kind."""
    first = grid.rows[0] if grid.rows else None
    return first is not None and folded(first[0] or "") == MARK and first[1] == kind


def read_form(grid: Grid, meant: Mapping[str, str]) -> Form:
    """
    Tell the parts of a sheet: a hidden row says what its columns hold.

    Columns that were added hold what their headings say, or what `meant` says of these, else
    something of their own.
    """
    keys: dict[int, str] = {}
    above: list[Row] = []
    headings = None
    below: list[Row] = []
    for row in grid.rows:
        if headings is not None:
            below.append(row)
        elif row[0] == KEYS_ROW:
            keys = {column: decode_text(str(key)) for column, key in row.cells.items() if column}
        elif row[0] == HEADINGS_ROW:
            headings = row
        else:
            (below if keys else above).append(row)
    if keys and headings is not None:
        _name_added(keys, headings, meant)
    return Form(grid, tuple(above), headings, tuple(below), keys)


def _name_added(keys: dict[int, str], headings: Row, meant: Mapping[str, str]) -> None:
    """Give columns that were added keys of their own, by what stands above them."""
    taken = set(keys.values())
    for column, heading in headings.cells.items():
        if column == 0 or column in keys:
            continue
        text = str(heading).strip()
        key = heading_of(meant.get(folded(text), text)).key
        if key is None or key in taken or f"{COMPUTED}{key}" in taken:
            key = text if text.startswith("x-") else f"x-{text}"
        while key in taken:
            key += "'"
        taken.add(key)
        keys[column] = key


def text_of(cell: object) -> str:
    """Give a cell as a text; Excel makes 3.0 of 3."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def day_of(cell: Any) -> date | None:
    """Give the day of a cell that holds a date."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None
