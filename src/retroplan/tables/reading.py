"""From a grid to a plan document: header, tasks, follow-up log, and where each value stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase
from typing import Any

from attrs import define, evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import LANGUAGES, Phrase
from retroplan.language.quoting import quoted
from retroplan.model.moments import moment_text
from retroplan.model.task import LAUNCH
from retroplan.tables.cells import Manner, fill, kept, shown
from retroplan.tables.coding import decode, decode_text
from retroplan.tables.grid import Columns, Grid, Row, each_cell, find_columns, find_log
from retroplan.tables.references import Directory, make_id, names_the_launch, read_links
from retroplan.tables.tree import Nest, nest
from retroplan.tables.vocabulary import folded, heading_of, language_of_headings, near_heading
from retroplan.tables.words import read_duration, read_moment

MARK = "retroplan"
COLUMNS, LOG_KEY, NOTES = "x-columns", "x-log", "x-notes"
_STRUCTURE = (
    "id",
    "wbs",
    "level",
    "parent",
    "phase",
    "after",
    "before",
    "optimistic",
    "likely",
    "pessimistic",
)
_POINTS = ("optimistic", "likely", "pessimistic")
_WORK = ("duration", *_POINTS)
_MOST = 200


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
    """

    document: dict[str, Any]
    findings: tuple[Finding, ...]
    grid: Grid
    cells: Mapping[str, tuple[int, int]]

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give each finding the place of the cell its path comes from, if it does not follow from another."""
        unread = {_row_of(finding) for finding in self.findings if finding.path.endswith(_WORK)}
        located = (self._located(finding) for finding in findings)
        return [
            finding
            for finding in located
            if finding.code != "margin-without-work" or _row_of(finding) not in unread
        ]

    def _located(self, finding: Finding) -> Finding:
        path = finding.path
        while path and path not in self.cells:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        first = self.cells.get(str(finding.values.get("first")))
        if first is not None and self.grid.places != "row":  # of a duplicate: it has no path in a table
            cell = self.grid.at(finding, *first)
            place = cell.cell or Phrase("at-line", {"line": str(cell.line)})
            finding = evolve(finding, values={**finding.values, "first": place})
        return self.grid.at(finding, *self.cells[path]) if path else finding


def _row_of(finding: Finding) -> object:
    """Tell the row of a finding, in whatever way its place is told."""
    return finding.line or (finding.cell or "").lstrip(ascii_uppercase) or finding.path.partition("]")[0]


@define
class _Item:
    """One row of the list, on its way to a task."""

    row: Row
    task: dict[str, Any] = field(factory=dict)
    columns: dict[str, int] = field(factory=dict)
    structure: dict[str, Any] = field(factory=dict)


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
        self.log = find_log(grid, self.columns.row + 1 if self.columns else 0)
        if self.columns is None and self.log is None:
            raise PlanError(self._no_table())
        self.cells: dict[str, tuple[int, int]] = {}
        self.refused: list[tuple[Finding, int, int]] = []
        self.lang = self._language()
        if not self.own and grid.places != "row":
            self._near_headings()
        self.manner = Manner(self.lang or "en", own=self.own, literal=grid.places == "row")
        self.document: dict[str, Any] = {}

    def read(self) -> Table:
        """Read the parts in their order."""
        self._header()
        if not self.own and self.lang:
            self.document.setdefault("lang", self.lang)
        items = self._items() if self.columns else []
        self._identify(items)
        roots = self._nested(items)
        self._link(items)
        self.document["tasks"] = self._tasks(roots, "tasks")
        self._remember()
        return Table(self.document, tuple(self._placed()), self.grid, self.cells)

    # -- the parts -----------------------------------------------------------------------------

    def _no_table(self) -> Finding:
        finding = error("no-table")
        if not self.grid.rows:
            return finding
        row = self.grid.rows[0]
        return self.grid.at(error("no-headings", text=quoted(row[row.filled[0]])), row.number, row.filled[0])

    def _near_headings(self) -> None:
        """Refuse a heading that is nearly one of ours: its column would be kept, and not be read."""
        if self.columns is None:
            return
        keys, units = dict(self.columns.keys), dict(self.columns.units)
        row = self.grid.rows[self.columns.row]
        for column, heading in self.columns.headings.items():
            near = near_heading(heading) if heading_of(heading).key is None else None
            if near is None or keys[column] != f"x-{heading}" or near[0].key in keys.values():
                continue
            meant, title = near
            hint = Phrase("did-you-mean", {"candidate": title})
            self._refuse([error("near-heading", heading=quoted(heading), hint=hint)], row, column)
            keys[column], units[column] = str(meant.key), meant.unit
        self.columns = evolve(self.columns, keys=keys, units=units)

    def _language(self) -> str | None:
        if self.own:
            for row in self.grid.rows[: self.columns.row if self.columns else 0]:
                if heading_of(row[0], "plan").key == "lang":
                    return str(row[1]) if str(row[1]) in LANGUAGES else None
        tables = [table for table in (self.columns, self.log) if table]
        return language_of_headings([heading for table in tables for heading in table.headings.values()])

    def _header(self) -> None:
        """Read the labels above the list, each beside its value; keep what is neither."""
        first = next(table.row for table in (self.columns, self.log) if table)
        for row in self.grid.rows[:first]:
            label, *values = row.filled
            heading = heading_of(row[label], "plan")
            if values and (heading.key or self.own):
                self._head(heading.key or decode_text(str(row[label])), row, values[0])
            elif values or "name" in self.document:
                words = " : ".join(shown(row[column], self.manner) for column in row.filled)
                self.document.setdefault(NOTES, []).append(words)
            else:
                self.document["name"] = shown(row[label], self.manner).lstrip("# ")

    def _head(self, key: str, row: Row, column: int) -> None:
        self.cells[key] = (row.number, column)
        try:
            self.document[key] = self._head_value(key, row[column])
        except PlanError as problem:
            self._refuse([item.at(key) for item in problem.findings], row, column)

    def _head_value(self, key: str, cell: object) -> object:
        if key in ("launch", "start"):
            return moment_text(read_moment(cell))
        if key in ("name", "lang", "calendar"):
            text = shown(cell, self.manner)
            return decode(text) if self.own and text[:1] == "{" else decode_text(text) if self.own else text
        if key == "buffer":
            return cell if "%" in str(cell) else read_duration(cell)
        if key == "hours_per_day" and isinstance(cell, str):
            return cell.replace(",", ".")
        return kept(cell, self.manner)

    def _items(self) -> list[_Item]:
        assert self.columns is not None
        last = self.log.row if self.log else len(self.grid.rows)
        return [self._item(row) for row in self.grid.rows[self.columns.row + 1 : last]]

    def _item(self, row: Row) -> _Item:
        assert self.columns is not None
        item = _Item(row)
        for key, column, cell in each_cell(self.columns, row):
            item.columns[key] = column
            unit = self.columns.units.get(column, "")
            try:
                if key in _STRUCTURE:
                    item.structure[key] = cell
                    continue
                for name, value in fill(key, cell, unit, self.manner):
                    if name in item.task:
                        raise PlanError(error("two-columns", key=name, text=quoted(cell)))
                    item.task[name] = value
                    item.columns.setdefault(name, column)
            except PlanError as problem:
                self._refuse([finding.at(key) for finding in problem.findings], row, column)
        self._points(item)
        return item

    def _points(self, item: _Item) -> None:
        """Join the three columns of an estimate."""
        given = {key: item.structure[key] for key in _POINTS if key in item.structure}
        if not given or "duration" in item.task:
            return
        assert self.columns is not None
        units = {self.columns.keys[column]: unit for column, unit in self.columns.units.items()}
        points = {}
        for key, cell in given.items():
            try:
                points[key] = read_duration(cell, units[key])
            except PlanError as problem:
                self._refuse(list(problem.findings), item.row, item.columns[key])
                return
        item.columns["duration"] = item.columns[next(iter(given))]
        item.task["duration"] = points

    # -- who is who ----------------------------------------------------------------------------

    def _identify(self, items: list[_Item]) -> None:
        """Give every task an id: its own, or one made from its name."""
        for item in items:
            if "id" in item.structure:
                item.task["id"] = shown(item.structure["id"], Manner()).strip()
        taken = {item.task["id"] for item in items if "id" in item.task}
        for item in items:
            name = item.task.get("name", "")
            if (
                not self.own
                and LAUNCH not in taken
                and names_the_launch(name)
                and "duration" not in item.task
            ):
                self._is_launch(item)
            elif "id" not in item.task:
                item.task["id"] = make_id(name, taken)
                if not name:
                    self._refuse([error("row-without-name")], item.row, min(item.row.filled))
            taken.add(item.task["id"])

    def _is_launch(self, item: _Item) -> None:
        """Take the row that is called after the launch for the launch, and its date for the launch date."""
        item.task["id"] = LAUNCH
        key = next((key for key in ("start", "finish", "deadline") if key in item.task), None)
        if key and self.document.setdefault("launch", item.task[key]) == item.task[key]:
            self.cells.setdefault("launch", (item.row.number, item.columns[key]))
            for date_key in ("start", "finish", "deadline"):
                item.task.pop(date_key, None)
        if item.task.get("at") in ("J", "J+0", "D"):
            del item.task["at"]

    def _nested(self, items: list[_Item]) -> list[Nest[_Item]]:
        roots, findings = nest(items, self._directory(items))
        for item, key, finding in findings:
            self._refuse([finding], item.row, item.columns[key])
        return roots

    def _directory(self, items: list[_Item]) -> Directory:
        names: dict[str, str | None] = {}
        numbers: dict[str, str] = {}
        ids = {item.task["id"]: item.task["id"] for item in items}
        if self.own:
            return Directory(ids)
        ids |= {
            shown(item.structure["id"], Manner()): item.task["id"] for item in items if "id" in item.structure
        }
        for number, item in enumerate(items, 1):
            name = folded(item.task.get("name", ""))
            names[name] = None if name in names else item.task["id"]
            if "id" not in item.structure:
                numbers[str(number)] = item.task["id"]
        names.pop("", None)
        named = (item.task["name"] for item in items if item.task.get("name"))
        titles = {folded(title): str(title) for title in named}
        return Directory(ids, names, numbers, titles)

    def _link(self, items: list[_Item]) -> None:
        directory = self._directory(items)
        for item in items:
            for key in ("after", "before"):
                if key not in item.structure or item.structure[key] in ("-", "–", "—"):
                    continue
                links: list[Any] = []
                for found in read_links(item.structure[key], directory):
                    if isinstance(found, Finding):
                        self._refuse([found.at(key)], item.row, item.columns[key])
                    else:
                        links.append(found)
                item.task[key] = links

    # -- the document --------------------------------------------------------------------------

    def _tasks(self, nests: list[Nest[_Item]], path: str) -> list[dict[str, Any]]:
        """Write the tasks of a level, and remember where each value stood."""
        written: list[dict[str, Any]] = []
        pending = [(nest, f"{path}[{number}]", written) for number, nest in enumerate(nests)]
        pending.reverse()
        while pending:
            nest, place, siblings = pending.pop()
            task: dict[str, Any] = {"id": nest.id, "name": nest.name}
            task = task if nest.item is None else nest.item.task
            if nest.item is not None:
                row, columns = nest.item.row, nest.item.columns
                self.cells[place] = (row.number, columns.get("name", columns.get("id", min(row.filled))))
                self.cells |= {f"{place}.{key}": (row.number, column) for key, column in columns.items()}
            siblings.append(task)
            if nest.children:
                children: list[dict[str, Any]] = []
                task["tasks"] = children
                below = [(child, f"{place}.tasks[{n}]", children) for n, child in enumerate(nest.children)]
                pending.extend(reversed(below))
        return written

    def _remember(self) -> None:
        """Keep the headings as they were, and the rows of the log."""
        if self.columns and not self.own and self.grid.places != "row":
            headings = {self.columns.headings[column]: key for column, key in self.columns.keys.items()}
            self.document[COLUMNS] = headings
        if self.log:
            log = self.log
            rows = [self._log_row(log, row) for row in self.grid.rows[log.row + 1 :]]
            headings = {log.headings[column]: key for column, key in log.keys.items()}
            self.document[LOG_KEY] = {"columns": headings, "rows": rows}

    def _log_row(self, log: Columns, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, column, cell in each_cell(log, row):
            try:
                values[key] = moment_text(read_moment(cell)) if key == "date" else kept(cell, self.manner)
            except PlanError as problem:
                self._refuse([item.at(key) for item in problem.findings], row, column)
        return values

    def _refuse(self, findings: list[Finding], row: Row, column: int) -> None:
        if len(self.refused) < _MOST:
            self.refused += [(finding, row.number, column) for finding in findings]

    def _placed(self) -> Iterator[Finding]:
        """Give what was refused its cell, and its path in the document where there is one."""
        paths = {place: path for path, place in self.cells.items() if not path.endswith("]")}
        tasks = {row: path for path, (row, _) in self.cells.items() if path.endswith("]")}
        for finding, row, column in self.refused:
            whole = finding.code == "row-without-name"
            path = tasks.get(row) if whole else paths.get((row, column))
            _, dot, rest = finding.path.partition(".")
            known = path is not None and self.grid.places != "row"
            yield self.grid.at(evolve(finding, path=f"{path}{dot}{rest}") if known else finding, row, column)
