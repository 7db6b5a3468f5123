"""From the rows of the list to tasks in the making."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import define, field

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.tables.cells import Manner, fill, is_nothing, shown, tags_of
from retroplan.tables.faults import Faults
from retroplan.tables.grid import Columns, Row, each_cell
from retroplan.tables.headings import folded
from retroplan.tables.vocabulary import TAGS, TOTALS
from retroplan.tables.words import read_duration

POINTS = ("optimistic", "likely", "pessimistic")
_STRUCTURE = ("id", "wbs", "level", "parent", "phase", "after", "before", *POINTS)


@define(eq=False)
class Item:
    """
    One row of the list, on its way to a task.

    Attributes
    ----------
    row
        The row.
    task
        The keys of the task that are known.
    columns
        The column of each key.
    structure
        The cells that say who it is and where it stands among the others.
    """

    row: Row
    task: dict[str, Any] = field(factory=dict)
    columns: dict[str, int] = field(factory=dict)
    structure: dict[str, Any] = field(factory=dict)

    @property
    def place(self) -> int:
        """The column that stands for the whole row."""
        return self.columns.get("name", self.columns.get("id", min(self.row.filled)))


@define
class Rows:
    """
    Reads the rows of a list.

    Attributes
    ----------
    columns, manner, faults
        What the columns mean, how cells are read, and where problems go.
    items
        The tasks.
    notes
        Rows that are no tasks: sums.
    noted
        The numbers of these rows.
    """

    columns: Columns
    manner: Manner
    faults: Faults
    items: list[Item] = field(factory=list)
    notes: list[str] = field(factory=list)
    noted: set[int] = field(factory=set)

    def read(self, rows: Iterable[Row], headings: Row) -> None:
        """Read the rows below the headings, which may be repeated among them."""
        phase: Row | None = None
        for row in rows:
            if not self.manner.own and row.cells == headings.cells:
                continue
            if self._is_sum(row):
                self.notes.append(" : ".join(shown(cell, self.manner) for cell in row.cells.values()))
                self.noted.add(row.number)
                continue
            item = self._item(row)
            if self._is_phase(item):
                self._without_name(phase)
                phase = row
            else:
                phase = self._below(item, phase)
                self._surplus(row)
                self.items.append(item)
        self._without_name(phase)

    def _below(self, item: Item, phase: Row | None) -> Row | None:
        """Put the first row below a row that holds a phase alone into that phase."""
        if phase is not None and "phase" in item.structure:
            self._without_name(phase)
        elif phase is not None:
            item.structure["phase"] = phase[phase.filled[0]]
        return None

    def _surplus(self, row: Row) -> None:
        """Refuse cells behind the last heading, where a sign in a text may have parted it: ``1, 3``."""
        last = max(self.columns.keys)
        for column in row.cells if self.faults.grid.parted else ():
            if column > last:
                found = error("no-heading-above", text=quoted(str(row[column]).strip()))
                self.faults.add(found, row.number, column)

    def _without_name(self, row: Row | None) -> None:
        if row is not None:
            self.faults.add(error("row-without-name"), row.number, row.filled[0])

    def _is_sum(self, row: Row) -> bool:
        """Tell a row of sums: called so in the column of names, else in that of ids, else of phases."""
        if self.manner.own:
            return False
        if row.section:
            return folded(row[row.filled[0]]) in TOTALS
        said = {self.columns.keys.get(column): cell for column, cell in row.cells.items()}
        said = {
            key: said[key] for key in ("name", "id", "phase") if key in said and not is_nothing(said[key])
        }
        return folded(next(iter(said.values()), "")) in TOTALS and not {"name", "id"} <= said.keys()

    def _is_phase(self, item: Item) -> bool:
        return not self.manner.own and len(item.row.cells) == 1 and "phase" in item.structure

    def _item(self, row: Row) -> Item:
        item = Item(row)
        if row.section:
            column = row.filled[0]
            item.task["name"], item.columns["name"] = shown(row[column], self.manner).strip(), column
            return item
        for key, column, cell in each_cell(self.columns, row):
            try:
                self._fill(item, key, column, cell)
            except PlanError as problem:
                self.faults.add((finding.at(key) for finding in problem.findings), row.number, column)
        self._points(item)
        return item

    def _fill(self, item: Item, key: str, column: int, cell: object) -> None:
        item.columns.setdefault(key, column)
        if key in _STRUCTURE:
            if self.manner.own or not is_nothing(cell):
                item.structure[key] = cell
            return
        if key.startswith(TAGS):
            if not is_nothing(cell):
                item.task.setdefault("tags", {})[key.removeprefix(TAGS)] = tags_of(cell)
                item.columns["tags"] = column
            return
        for name, value in fill(key, cell, self.columns.units.get(column, ""), self.manner):
            if name in item.task:
                other = quoted(self.columns.heading(item.columns[name]))
                raise PlanError(error("two-columns", heading=other, text=quoted(cell)))
            item.task[name] = value
            item.columns[name] = column

    def _points(self, item: Item) -> None:
        """Join the three columns of an estimate; the likely one alone is a plain duration."""
        points: dict[str, Any] = {}
        for key in POINTS if "duration" not in item.task else ():
            if key not in item.structure:
                continue
            column = item.columns[key]
            try:
                points[key] = read_duration(item.structure[key], self.columns.units.get(column, ""))
            except PlanError as problem:
                self.faults.add(problem, item.row.number, column)
                return
            item.columns["duration"] = column
        if points.keys() == {"likely"}:
            item.task["duration"] = points["likely"]
        elif len(points) == len(POINTS):
            item.task["duration"] = points
        elif points:
            self.faults.add(error("points-missing"), item.row.number, item.columns["duration"])

    def aside(self, item: Item, key: str) -> None:
        """Keep the words of a cell that does not count under the ``x-`` key of its heading."""
        column = item.columns[key]
        heading = f"x-{self.columns.heading(column).removeprefix('x-')}"
        item.task.setdefault(heading, shown(item.row[column], self.manner))
