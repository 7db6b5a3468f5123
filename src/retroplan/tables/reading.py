"""From a grid to a plan document: header, tasks, follow-up log, and where each value stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import Any

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import LANGUAGES, Phrase
from retroplan.language.quoting import quoted
from retroplan.model.moments import moment_text
from retroplan.model.task import LAUNCH
from retroplan.model.validation import MAX_LEVELS
from retroplan.model.work import parse_work
from retroplan.offsets import is_offset, parse_offset
from retroplan.tables.cells import DATES, Manner, kept, shown
from retroplan.tables.coding import MARK
from retroplan.tables.faults import Faults
from retroplan.tables.grid import Columns, Grid, Row, each_cell, find_columns, find_log, with_phases
from retroplan.tables.header import NOTES, Header
from retroplan.tables.headings import folded, heading_of, language_of_headings, near_heading
from retroplan.tables.items import Item, Rows
from retroplan.tables.reconcile import calendar_days, match_dates, rolled_up
from retroplan.tables.references import Directory, Ids, names_the_launch, read_links
from retroplan.tables.tree import Nest, nest
from retroplan.tables.words import read_moment, without_midnight
from retroplan.units import Duration

COLUMNS, LOG_KEY = "x-columns", "x-log"
_NUMBERED = re.compile(r"\d+(?:,\d+)+", re.ASCII)
_WORK = ("duration", "optimistic", "likely", "pessimistic")


@frozen
class Table:
    """
    A plan document that was read from a grid.

    Attributes
    ----------
    document
        What could be read.
    findings
        What could not, each with its place.
    grid
        The grid it comes from.
    cells
        Row number and column by path in the document: ``tasks[3].duration``.
    kept_below
        The number of the row of headings by the columns below it that are kept, and not read.
    noted
        The numbers of the rows that are notes: sums.
    """

    document: dict[str, Any]
    findings: tuple[Finding, ...]
    grid: Grid
    cells: Mapping[str, tuple[int, int]]
    kept_below: Mapping[int, int] = field(factory=dict)
    noted: frozenset[int] = frozenset()

    def keeps(self, row: int, column: int) -> bool:
        """Tell whether a cell of the list stands in a column or a row that is kept, and not read."""
        return row in self.noted or row > self.kept_below.get(column, row)

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give each finding the place of the cell its path comes from, if it does not follow from another."""
        unread = {_row_of(finding) for finding in self.findings if finding.path.endswith(_WORK)}
        located = (self._located(finding) for finding in findings)
        said = {finding.code for finding in self.findings}
        return [finding for finding in located if not self._follows(finding, unread, said)]

    def _follows(self, finding: Finding, unread: set[object], said: set[str]) -> bool:
        """Whether a finding only follows from what was said of a cell, or of a whole column."""
        if finding.code == "margin-without-work":
            return _row_of(finding) in unread
        return finding.code == "three-disagree" and "counts-every-day" in said

    def _located(self, finding: Finding) -> Finding:
        place = self._cell(finding.path)
        first = finding.values.get("first")  # the path of another task
        if isinstance(first, str) and (other := self._cell(f"{first}.id")):
            finding = evolve(finding, values={**finding.values, "first": self.grid.name(*other)})
        return self.grid.at(finding, *place) if place else finding

    def _cell(self, path: str) -> tuple[int, int] | None:
        while path and path not in self.cells:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.cells.get(path)


def _row_of(finding: Finding) -> object:
    """Tell the row of a finding, in whatever way its place is told."""
    return finding.line or (finding.cell or "").lstrip(ascii_uppercase) or finding.path.partition("]")[0]


def read_table(grid: Grid, columns: Mapping[str, str] | None = None) -> Table:
    """
    Read a plan document from a grid.

    Parameters
    ----------
    grid
        Rows of cells: labels with values and a title at the top if there are any, the list of
        tasks with its headings, and a follow-up log below it if there is one.
    columns
        What headings mean that are not known, or known otherwise: ``{"Livrable": "name"}``.

    Returns
    -------
    Table
        With findings where cells cannot be understood; the rest of the document is there.

    Raises
    ------
    PlanError
        There is no list of tasks to be found.
    """
    return _Reader(grid, columns or {}).read()


class _Reader:
    """Reads one grid."""

    def __init__(self, grid: Grid, given: Mapping[str, str]) -> None:
        self.grid = grid
        first = grid.rows[0] if grid.rows else None
        self.own = first is not None and folded(first[first.filled[0]]) == MARK
        self.columns = find_columns(grid, given, own=self.own)
        self.log = None if self.own else find_log(grid, self.columns.row + 1 if self.columns else 0)
        if self.columns is None and self.log is None:
            raise PlanError(_no_table(grid))
        self.lang = self._language()
        self.manner = Manner(self.lang or "en", own=self.own, literal=grid.places == "row")
        self.faults = Faults(grid)
        if self.columns is not None and not self.own:
            self.columns = with_phases(self.columns, grid)
            if grid.places != "row":
                self.columns = self._without_near(self.columns)
        header = Header(self.manner, self.faults)
        self.document, self.cells = header.document, header.cells
        self.noted: set[int] = set()
        header.read(grid.rows[: next(table.row for table in (self.columns, self.log) if table)])

    def read(self) -> Table:
        """Read the parts in their order."""
        if not self.own and self.lang:
            self.document.setdefault("lang", self.lang)
        self.document["tasks"] = self._list(self.columns) if self.columns else []
        self._remember()
        findings = tuple(self.faults.placed(self.cells))
        return Table(
            self.document, findings, self.grid, self.cells, self._kept_below(), frozenset(self.noted)
        )

    # -- the parts -----------------------------------------------------------------------------

    def _without_near(self, columns: Columns) -> Columns:
        """Refuse a heading that is nearly one of ours: its column would be kept, and not be read."""
        keys, units = dict(columns.keys), dict(columns.units)
        row = self.grid.rows[columns.row]
        for column, heading in columns.headings.items():
            near = near_heading(heading) if heading_of(heading).key is None else None
            if near is None or keys[column] != f"x-{heading}" or near[0].key in keys.values():
                continue
            meant, title = near
            hint = Phrase("did-you-mean", {"candidate": title})
            self.faults.add(error("near-heading", heading=quoted(heading), hint=hint), row.number, column)
            keys[column], units[column] = str(meant.key), meant.unit
        return evolve(columns, keys=keys, units=units)

    def _language(self) -> str | None:
        if self.own:
            for row in self.grid.rows[: self.columns.row if self.columns else 0]:
                if heading_of(row[0], "plan").key == "lang":
                    said = str(row[row.filled[-1]])
                    return said if said in LANGUAGES else None
        tables = [table for table in (self.columns, self.log) if table]
        return language_of_headings(heading for table in tables for heading in table.headings.values())

    def _list(self, columns: Columns) -> list[dict[str, Any]]:
        """Read the tasks."""
        headings, last = self.grid.rows[columns.row], self.log.row if self.log else len(self.grid.rows)
        rows = Rows(columns, self.manner, self.faults)
        rows.read(self.grid.rows[columns.row + 1 : last], headings)
        self.noted = rows.noted
        if rows.notes:
            self.document.setdefault(NOTES, []).extend(rows.notes)
        self._identify(rows)
        self._reconcile(rows)
        directory = self._directory(rows.items)
        roots, findings = nest(rows.items, directory)
        for item, key, finding in findings:
            self.faults.add(finding.at(key), item.row.number, item.columns.get(key, item.place))
        for item, key in () if self.own else rolled_up(roots):
            rows.aside(item, key)
            del item.task[key]
        self._link(rows.items, directory)
        return self._tasks(roots)

    # -- who is who ----------------------------------------------------------------------------

    def _identify(self, rows: Rows) -> None:
        """Give every task an id: its own, or one made from its name."""
        for item in rows.items:
            if "id" in item.structure:
                item.task["id"] = self._id(item)
        given = {item.task["id"] for item in rows.items if "id" in item.task}
        launch = None if self.own else _launch(rows.items, given)
        if launch is not None:
            self._take_launch(launch, rows)
        ids = Ids(given)
        for item in rows.items:
            if "id" not in item.task:
                item.task["id"] = ids.make(item.task.get("name", ""))
                if not item.task.get("name"):
                    self.faults.add(error("row-without-name"), item.row.number, min(item.row.filled))

    def _id(self, item: Item) -> str:
        """Give the id that is written; a French spreadsheet writes the number 1.2 as 1,2."""
        text = shown(item.structure["id"], Manner()).strip()
        return text.replace(",", ".") if _NUMBERED.fullmatch(text) and not self.own else text

    def _take_launch(self, item: Item, rows: Rows) -> None:
        """Take the row of the launch for it, and its date for the launch date."""
        if item.structure.get("id", LAUNCH) != LAUNCH:
            rows.aside(item, "id")
        item.task["id"] = LAUNCH
        key = next((key for key in DATES if key in item.task), None)
        if key:
            self.cells.setdefault("launch", (item.row.number, item.columns[key]))
            launch = self.document.setdefault("launch", item.task[key])
            for date_key in DATES:
                if item.task.get(date_key) == launch:
                    del item.task[date_key]
        offset = item.task.get("at", "")
        if is_offset(str(offset)) and parse_offset(offset).amount == 0:
            rows.aside(item, "at")
            del item.task["at"]

    def _reconcile(self, rows: Rows) -> None:
        """Find the columns that say what others say."""
        if self.own:
            return
        unread = "launch" in self.cells and "launch" not in self.document
        self.columns, faults = match_dates(rows.items, rows.columns, None if unread else self.document)
        if "calendar" not in self.document:
            faults += calendar_days(rows.items, rows.columns)
        for fault in faults:
            self.faults.add(*fault)

    def _directory(self, items: list[Item]) -> Directory:
        found = Directory()
        for number, item in enumerate(items, 1):
            made = item.task["id"]
            if "id" in item.structure:
                found.ids[shown(item.structure["id"], Manner()).strip()] = found.ids[made] = made
            else:
                found.made[made] = made
                found.numbers[str(number)] = made
            name = "" if self.own else folded(item.task.get("name", ""))
            if name:
                found.names[name] = None if name in found.names else made
                found.titles[name] = str(item.task["name"])
        return found

    def _link(self, items: list[Item], directory: Directory) -> None:
        for item in items:
            for key in ("after", "before"):
                if key not in item.structure:
                    continue
                links: list[Any] = []
                for found in read_links(item.structure[key], directory):
                    if isinstance(found, Finding):
                        self.faults.add(found.at(key), item.row.number, item.columns[key])
                    else:
                        links.append(found)
                item.task[key] = links

    # -- the document --------------------------------------------------------------------------

    def _tasks(self, nests: list[Nest[Item]]) -> list[dict[str, Any]]:
        """Write the tasks below one another, and remember where each value stood."""
        written: list[dict[str, Any]] = []
        pending = [(nest, f"tasks[{number}]", 1, written) for number, nest in enumerate(nests)]
        pending.reverse()
        while pending:
            nest, place, level, siblings = pending.pop()
            task: dict[str, Any] = {"id": nest.id, "name": nest.name}
            if nest.item is not None:
                task = nest.item.task
                row = nest.item.row.number
                self.cells[place] = (row, nest.item.place)
                self.cells |= {f"{place}.{key}": (row, column) for key, column in nest.item.columns.items()}
            siblings.append(task)
            if not nest.children:
                continue
            if level >= MAX_LEVELS:
                self.faults.add(error("too-many-levels", limit=MAX_LEVELS), *self.cells[place])
                continue
            children: list[dict[str, Any]] = []
            task["tasks"] = children
            below = [
                (child, f"{place}.tasks[{number}]", level + 1, children)
                for number, child in enumerate(nest.children)
            ]
            pending.extend(reversed(below))
        return written

    def _remember(self) -> None:
        """Keep the headings as they were, and the rows of the log."""
        if self.columns and not self.own and self.grid.places != "row":
            self.document[COLUMNS] = self.columns.by_key()
        if self.log:
            log = self.log
            rows = [self._log_row(log, row) for row in self.grid.rows[log.row + 1 :]]
            self.document[LOG_KEY] = {"columns": log.by_key(), "rows": rows}

    def _kept_below(self) -> dict[int, int]:
        """Give the row of headings for each column that is kept."""
        if self.columns is None:
            return {}
        row = self.grid.rows[self.columns.row].number
        return {column: row for column, key in self.columns.keys.items() if key.startswith("x-")}

    def _log_row(self, log: Columns, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, column, cell in each_cell(log, row):
            try:
                dated = key == "date"
                values[key] = (
                    without_midnight(moment_text(read_moment(cell))) if dated else kept(cell, self.manner)
                )
            except PlanError as problem:
                self.faults.add((item.at(key) for item in problem.findings), row.number, column)
        return values


def _no_table(grid: Grid) -> Finding:
    if not grid.rows:
        return error("no-table")
    row = grid.rows[0]
    found = error("no-headings", text=quoted(row[row.filled[0]]))
    return found if grid.places == "row" else grid.at(found, row.number, row.filled[0])


def _launch(items: list[Item], ids: set[str]) -> Item | None:
    """Find the row of the launch: by its id, or by a name such as "Lancement" where it does not last."""
    for item in items:
        name = item.task.get("name", "")
        if LAUNCH in ids:
            if item.task.get("id") == LAUNCH:
                return item
        elif names_the_launch(name) and not _lasts(item):
            return item
    return None


def _lasts(item: Item) -> bool:
    try:
        work = parse_work(item.task.get("duration"))
    except PlanError:
        return True
    return work is not None and not (isinstance(work, Duration) and not work.amount)
