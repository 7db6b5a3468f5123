"""What stands above the list of a workbook that is read: the keys of the plan, and its launch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import define, field

from retroplan.errors import PlanError
from retroplan.io.workbook.columns import COMPUTED, LAUNCH_ROW, PARTS_KEY, SHOWN
from retroplan.io.workbook.filled import Filled, parts_before
from retroplan.io.workbook.form import Form, day_of
from retroplan.language import LANGUAGES
from retroplan.model.task import LAUNCH
from retroplan.tables.coding import MARK
from retroplan.tables.grid import Row
from retroplan.tables.words import read_moment


@define
class Above:
    """
    The keys of the plan, and the day that its dates are counted from.

    Attributes
    ----------
    rows
        The keys with their values, as our own form has them.
    counted
        Whether dates are counted from J; else from the start of the plan.
    anchor, anchored
        That day as it stands there, and its cell.
    was
        The day when the workbook was written.
    lang
        The language of the plan.
    parts
        What the plan kept of the parts of its tasks when the workbook was written.
    """

    rows: list[Row] = field(factory=list)
    counted: bool = False
    anchor: date | None = None
    anchored: Filled | None = None
    was: date | None = None
    lang: str = "en"
    parts: Mapping[str, Any] = field(factory=dict)

    def add(self, form: Form, row: Row) -> None:
        """Read a row: the mark, the launch as it was, or a key."""
        mark = str(row[0] or "")
        if row is form.grid.rows[0]:
            self.rows.append(Row(row.number, [MARK, row[2]]))
            return
        if mark == LAUNCH_ROW:
            self.was, self.counted = day_of(row[2]), row[3] == LAUNCH
        places = [column for column in row.filled if column > (0 if mark == "name" else 1)]
        if not mark or mark.startswith(COMPUTED) or not places:
            return
        column, value = places[0], row[places[0]]
        if len(places) > 1 and mark not in ("name", *SHOWN):
            value = "".join(str(row[place]) for place in places)  # a long text stands in several cells
        if mark == (LAUNCH if self.counted else "start"):
            self.anchor, self.anchored = _read_day(value), Filled(value, form.grid.name(row.number, column))
        if mark == "lang" and str(value) in LANGUAGES:
            self.lang = str(value)
        if mark == PARTS_KEY:
            self.parts = parts_before(value)
            if self.parts:
                return
        self.rows.append(Row(row.number, {0: mark, column: value}))

    def start(self, offset: object, shift: object) -> date | None:
        """Work out a start as its formula does, from J as it is now."""
        return self._start(self.anchor, 0 if offset is None else offset, shift)  # as a spreadsheet does

    def is_planned(self, start: date, offset: object, was: object, shift: object) -> bool:
        """Tell whether a start is the one that was computed, from J as it is now or as it was."""
        return start in (self.start(offset, shift), self._start(self.was, was, shift))

    def _start(self, day: date | None, offset: object, shift: object) -> date | None:
        return later(later(day, shift), offset if self.counted else 0)


def read_above(form: Form) -> Above:
    """Read all rows above the list."""
    above = Above()
    for row in form.above:
        above.add(form, row)
    return above


def later(day: date | None, days: object) -> date | None:
    """Give the day so many days later; None if it is not known, or no day."""
    if day is None or not isinstance(days, (int, float)):
        return None
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _read_day(cell: object) -> date | None:
    """Give the day of a date, also of one that was typed as a text."""
    try:
        return day_of(read_moment(cell))
    except PlanError:
        return None
