"""What was filled in on the follow-up of a workbook, and on the rows of parts of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from retroplan.io.workbook.columns import COMPUTED, PARTS_KEY, STATUS
from retroplan.io.workbook.form import read_form
from retroplan.tables.cells import Manner, kept
from retroplan.tables.coding import decode, encode_any
from retroplan.tables.grid import Grid, Row


@frozen
class Filled:
    """
    A cell in which a person types.

    Attributes
    ----------
    value
        What stands in it.
    cell
        Its name, with its sheet.
    """

    value: object
    cell: str


def read_filled(grid: Grid, title: str, meant: Mapping[str, str]) -> dict[str, dict[str, Filled]]:
    """Collect what was filled in on the follow-up, by the ids of the rows and by key."""
    form = read_form(grid, meant)
    sheet = title if title.isalnum() else f"'{title}'"
    return {
        str(row[0]): {
            key: Filled(cell, f"{sheet}!{grid.name(row.number, column)}")
            for column, cell in row.cells.items()
            if form.is_typed(column) and (key := form.keys.get(column))
        }
        for row in form.rows
        if row[0] is not None and not str(row[0]).startswith(COMPUTED)
    }


@define
class Parts:
    """
    What is kept of the rows that are no tasks of the plan: parts of tasks, and tasks that are gone.

    Attributes
    ----------
    before
        What the plan kept when the workbook was written, by id.
    lang
        The language of its dates.
    """

    before: Mapping[str, Any] = field(factory=dict)
    lang: str = "en"
    found: dict[str, dict[str, object]] = field(factory=dict)

    def keep(self, part: str, values: Mapping[str, object]) -> None:
        """Keep what was filled in on the row of a part, and nothing that was there before."""
        manner = Manner(self.lang, own=True)
        self.found[part] = {key: kept(value, manner) for key, value in values.items() if value is not None}

    def row(self, number: int) -> Row | None:
        """Give the key of the plan with what is kept, as our own form has it."""
        merged = {**self.before, **self.found}
        merged = {part: values for part, values in merged.items() if values}
        return Row(number, [PARTS_KEY, encode_any(merged)]) if merged else None


def parts_before(cell: object) -> Mapping[str, Any]:
    """Read what was kept when the workbook was written."""
    found = decode(cell) if isinstance(cell, str) else None
    return found if isinstance(found, Mapping) else {}


def is_broken(key: str, value: object) -> bool:
    """Tell whether a status only says that its task is no more on the first sheet."""
    return key == STATUS and isinstance(value, str) and value.startswith("#")
