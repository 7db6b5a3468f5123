"""The workbook of a schedule as a table of its plan: what people typed, without what was computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from attrs import define, evolve, field

from retroplan.errors import Finding, PlanError, error
from retroplan.io.workbook.columns import (
    COMPUTED,
    FINISH,
    LENGTH,
    OFFSET,
    PART,
    PARTS_KEY,
    SHIFT,
    START,
    STATUS,
    STATUS_WAS,
    UNNAMED,
    WAS,
)
from retroplan.io.workbook.filled import Filled, Parts, is_broken, parts_before, read_filled
from retroplan.io.workbook.follow_up import KIND as FOLLOW_UP
from retroplan.io.workbook.plan_sheet import KIND
from retroplan.language import LANGUAGES, show, word
from retroplan.language.quoting import quoted
from retroplan.model.task import LAUNCH
from retroplan.tables.coding import MARK, decode_text, encode_text
from retroplan.tables.grid import Grid, Row
from retroplan.tables.headings import folded, heading_of
from retroplan.tables.references import Directory, Ids, read_links
from retroplan.tables.vocabulary import title
from retroplan.tables.words import read_moment

_TYPED_OVER = {START: "start", FINISH: "finish"}
_PLACES = {"at": OFFSET, "start": START, "finish": FINISH}
_SHOWN = ("launch", "start", "calendar", "buffer")
_LAUNCH_ROW = f"{COMPUTED}launch"


def is_ours(grid: Grid) -> bool:
    """Tell whether a sheet is the plan of a workbook that we wrote of a schedule."""
    return _marked(grid, KIND)


def is_follow_up(grid: Grid) -> bool:
    """Tell whether a sheet is the follow-up of such a workbook."""
    return _marked(grid, FOLLOW_UP)


def is_computed(mark: object) -> bool:
    """Tell by its first cell whether a row is left out when the plan is read."""
    return isinstance(mark, str) and mark.startswith(COMPUTED)


def _marked(grid: Grid, kind: str) -> bool:
    first = grid.rows[0] if grid.rows else None
    return first is not None and folded(first[0] or "") == MARK and first[1] == kind


def ours(
    grid: Grid, follow_up: tuple[Grid, str] | None = None, columns: Mapping[str, str] | None = None
) -> tuple[Grid, tuple[Finding, ...]]:
    """
    Give the plan of a workbook as a table in our own form, and what was typed that no plan can hold.

    Computed columns and rows are left out, but for what somebody typed over them: an offset is a
    pin then, and a date is given. A row that was added stands beside the one above it. Columns
    that were added are read by their headings, or kept.

    Parameters
    ----------
    grid
        The sheet of the plan.
    follow_up
        The sheet of the follow-up, and its title.
    columns
        What the headings of added columns mean that are not known.
    """
    meant = {folded(heading): key for heading, key in (columns or {}).items()}
    book = _Workbook(grid, read_filled(*follow_up) if follow_up else {}, meant)
    return book.table(), tuple(book.findings)


def typed_columns(grid: Grid) -> frozenset[int] | None:
    """
    Give the columns in which people type, if a program saved the workbook without calculating it.

    None if the formulas have results: then whatever a person typed has one as well.
    """
    keys: dict[int, str] = {}
    below = False
    for mark, row in _marks(grid):
        if mark == f"{COMPUTED}keys":
            keys = {column: str(key) for column, key in row.cells.items() if column}
        elif mark == f"{COMPUTED}headings":
            below = True
        elif below:
            start = next((column for column, key in keys.items() if key == START), -1)
            typed = frozenset(column for column, key in keys.items() if not key.startswith(COMPUTED))
            return typed if row[start] is None else None
    return None


def _marks(grid: Grid) -> Iterator[tuple[str, Row]]:
    for row in grid.rows:
        yield str(row[0] or ""), row


@define
class _Workbook:
    """Reads one workbook."""

    grid: Grid
    followed: Mapping[str, Mapping[str, Filled]]
    meant: Mapping[str, str]
    keys: dict[int, str] = field(factory=dict)
    anchor: date | None = None
    anchored: Filled | None = None
    was: date | None = None
    counted: bool = False
    launch: Row | None = None
    parts: Parts = field(factory=Parts)
    findings: list[Finding] = field(factory=list)

    def table(self) -> Grid:
        """Give the rows in our own form, each under its number in the file."""
        rows: list[Row] = []
        tasks: list[Row] = []
        keys = headings = None
        for mark, row in _marks(self.grid):
            if headings is not None:
                tasks.append(row)
            elif mark == f"{COMPUTED}headings":
                headings = row
            elif mark == f"{COMPUTED}keys":
                keys = row
            elif (pair := self._pair(mark, row)) is not None:
                rows.append(pair)
        if keys is None or headings is None:
            return Grid(())
        self._columns(keys, headings)
        more = self._follow_up_columns()
        own = {column: key for column, key in self.keys.items() if not key.startswith(COMPUTED)}
        own |= {column: key for key, column in more.items()} | self._typed_over()
        own = {column: encode_text(title(key, "en")) for column, key in own.items()}
        first = [column for column, key in self.keys.items() if key == "id"]
        heads = Row(headings.number, {column: own[column] for column in (*first, *own)})
        listed = tuple(self._tasks(tasks, more))
        if self.launch is not None:
            rows = [row for row in rows if row[0] != LAUNCH] + [self.launch]
        kept = self.parts.row(headings.number - 1)
        return Grid((*rows, *([kept] if kept else []), heads, *listed))

    # -- above the list --------------------------------------------------------------------------

    def _pair(self, mark: str, row: Row) -> Row | None:
        """Give a key of the plan and its value, as our own form has them."""
        if row is self.grid.rows[0]:
            return Row(row.number, [MARK, row[2]])
        if mark == _LAUNCH_ROW:
            self.was, self.counted = _day(row[2]), row[3] == LAUNCH
        places = [column for column in row.filled if column > (0 if mark == "name" else 1)]
        if not mark or mark.startswith(COMPUTED) or not places:
            return None
        value, column = row[places[0]], places[0]
        if len(places) > 1 and mark not in ("name", *_SHOWN):
            value = "".join(str(row[place]) for place in places)  # a long text stands in several cells
        if mark == (LAUNCH if self.counted else "start"):
            self.anchor, self.anchored = _read_day(value), Filled(value, self.grid.name(row.number, column))
        if mark == PARTS_KEY:
            self.parts.before = parts_before(value)
            return None if self.parts.before else Row(row.number, {0: mark, column: value})
        if mark == "lang" and str(value) in LANGUAGES:
            self.parts.lang = str(value)
        return Row(row.number, {0: mark, column: value})

    # -- columns ---------------------------------------------------------------------------------

    def _columns(self, keys: Row, headings: Row) -> None:
        """Find what each column means: the hidden keys say it, or the heading of one that was added."""
        self.keys = {column: decode_text(str(key)) for column, key in keys.cells.items() if column}
        taken = set(self.keys.values())
        for column, heading in headings.cells.items():
            if column == 0 or column in self.keys:
                continue
            text = str(heading).strip()
            key = heading_of(self.meant.get(folded(text), text)).key
            if key is None or key in taken or f"{COMPUTED}{key}" in taken:
                key = text if text.startswith("x-") else f"x-{text}"
            while key in taken:
                key += "'"
            taken.add(key)
            self.keys[column] = key

    def _follow_up_columns(self) -> dict[str, int]:
        """Give the keys of the follow-up columns behind those of the plan."""
        known = set(self.keys.values())
        keys = dict.fromkeys(key for typed in self.followed.values() for key in typed if key not in known)
        free = max(self.keys, default=0) + 1
        return {key: column for column, key in enumerate(keys, free)}

    def _typed_over(self) -> dict[int, str]:
        """Give the columns of computed dates for given ones, where the plan has no column for these."""
        places = {key: column for column, key in self.keys.items()}
        return {
            places[key]: meant for key, meant in _TYPED_OVER.items() if key in places and meant not in places
        }

    # -- the list --------------------------------------------------------------------------------

    def _tasks(self, rows: list[Row], more: Mapping[str, int]) -> Iterator[Row]:
        by_key = {key: column for column, key in self.keys.items()}
        codes = self._codes(rows, by_key["wbs"]) if "wbs" in by_key else {}
        made = self._ids(rows, by_key)
        directory = self._directory(rows, by_key, made)
        for row in rows:
            cells = {column: cell for column, cell in row.cells.items() if self._is_typed(column)}
            mark = str(row[0] or "")
            if mark == _LAUNCH_ROW:
                cells = self._launch_row(cells)
            elif mark.startswith(COMPUTED):
                self._part(row, by_key)
                continue
            name = _text(row[by_key["id"]]) if "id" in by_key else ""
            if mark == UNNAMED and "name" in by_key and _text(row[by_key["name"]]) == name:
                cells.pop(by_key["name"], None)
            for key, filled in self.followed.get(name, {}).items():
                column = more.get(key, by_key.get(key, -1))
                cells[column] = self._one_of(row, key, cells.get(column), filled, by_key)
            if mark == _LAUNCH_ROW or name == LAUNCH:
                self._move_launch(row, by_key)
            cells = {column: cell for column, cell in cells.items() if cell is not None}
            if not cells:
                continue
            if "wbs" in by_key and mark != _LAUNCH_ROW:
                cells[by_key["wbs"]] = codes[row.number]
            if mark != _LAUNCH_ROW and not (self._is_moved(row, by_key) and name == LAUNCH):
                for key, value in self._edits(row, by_key).items():
                    cells[by_key.get(key, by_key.get(_PLACES[key], -1))] = value
                cells = {column: cell for column, cell in cells.items() if cell is not None}
            if row.number in made:
                cells[by_key["id"]] = made[row.number]
            self._link(cells, by_key, directory)
            yield Row(row.number, dict(sorted(cells.items())))
        listed = {_text(row[by_key["id"]]) for row in rows} if "id" in by_key else set()
        for name, typed in self.followed.items():
            if name not in listed:  # its task is gone, or has another id: what was filled in is kept
                values = {key: found.value for key, found in typed.items()}
                self.parts.keep(name, ((k, v) for k, v in values.items() if not is_broken(k, v)))

    def _one_of(self, row: Row, key: str, here: object, there: Filled, by_key: Mapping[str, int]) -> object:
        """Choose between what stands on the two sheets: what was changed; two changes are refused."""
        was = row[by_key[STATUS_WAS]] if key == STATUS and STATUS_WAS in by_key else None
        if there.value in (here, was) or is_broken(key, there.value):
            return here
        if here not in (None, was):
            place = self.grid.name(row.number, by_key[key])
            self._disagree(place, here, there)
        return there.value

    def _disagree(self, cell: str, value: object, other: Filled) -> None:
        shown = {"value": _said(value), "other": _said(other.value)}
        found = error("cells-disagree", **shown, cell=other.cell)
        self.findings.append(evolve(found, cell=cell))

    def _refuse(self, code: str, row: Row, column: int) -> None:
        self.findings.append(self.grid.at(error(code), row.number, column))

    def _part(self, row: Row, by_key: Mapping[str, int]) -> None:
        """Keep the status and the follow-up of a part of a task; nothing else of it is anybody's to say."""
        mark, name = str(row[0]), _text(row[by_key["id"]]) if "id" in by_key else ""
        if not mark.startswith(PART) or not name:
            return
        values: dict[str, object] = {}
        for column, cell in row.cells.items():
            key = self.keys.get(column, "")
            if not self._is_typed(column) or key in ("id", "wbs"):
                continue
            if key == STATUS or key.startswith("x-"):
                values[key] = cell
            elif key != "name" or f"{PART} {str(cell).strip()}" != mark.strip():
                self._refuse("part-cell", row, column)
        for key in self._edits(row, by_key):
            self._refuse("part-cell", row, by_key[_PLACES[key]])
        for key, filled in self.followed.get(name, {}).items():
            values[key] = self._one_of(row, key, values.get(key), filled, by_key)
        self.parts.keep(name, ((key, value) for key, value in values.items() if value is not None))

    def _is_moved(self, row: Row, by_key: Mapping[str, int]) -> bool:
        """Tell whether a row is J, whose own date all others are counted from."""
        return self.counted and LENGTH in by_key and row[by_key[LENGTH]] == 0

    def _move_launch(self, row: Row, by_key: Mapping[str, int]) -> None:
        """Take a date that somebody typed over the one of the launch: the launch moves there."""
        if not self._is_moved(row, by_key):
            return
        edits = self._edits(row, by_key)
        if "at" in edits:
            self._refuse("launch-offset-cell", row, by_key[OFFSET])
        days = [(edits[key], by_key[_PLACES[key]]) for key in ("start", "finish") if edits.get(key)]
        for day, column in days:
            cell = self.grid.name(row.number, column)
            if day != days[0][0]:
                self._disagree(cell, day, Filled(days[0][0], self.grid.name(row.number, days[0][1])))
            elif self.anchored is not None and self.anchor != self.was:
                self._disagree(cell, day, self.anchored)
        if days:
            day, column = days[0]
            moment: Any = self.anchored.value if self.anchored else None
            if isinstance(moment, datetime) and isinstance(day, date):
                day = datetime.combine(day, moment.time())
            self.launch = Row(row.number, {0: LAUNCH, column: day})

    def _is_typed(self, column: int) -> bool:
        return column > 0 and not self.keys.get(column, "").startswith(COMPUTED)

    def _ids(self, rows: list[Row], by_key: Mapping[str, int]) -> dict[int, str]:
        """Make ids for the rows that were added, and for the launch that nobody wrote."""
        if not {"id", "name"} <= by_key.keys():
            return {}
        given = {_text(row[by_key["id"]]) for row in rows}
        ids, made = Ids(given), {}
        for row in rows:
            if str(row[0] or "") == _LAUNCH_ROW:
                made[row.number] = LAUNCH
            elif row[by_key["id"]] is None and row[by_key["name"]] is not None:
                made[row.number] = ids.make(decode_text(str(row[by_key["name"]])))
        return made

    def _launch_row(self, cells: dict[int, object]) -> dict[int, object]:
        """Leave the launch that nobody wrote out, unless something was filled in on its row."""
        said = {word("launch", lang) for lang in LANGUAGES}
        ours = {"id": {LAUNCH}, "name": said}
        return {
            column: cell
            for column, cell in cells.items()
            if cell not in ours.get(self.keys.get(column, ""), ())
        }

    def _codes(self, rows: list[Row], column: int) -> dict[int, str]:
        """Give each row its place: one without a number stands beside the row above it, or first below it."""
        codes: dict[int, str] = {}
        listed = [row for row in rows if not str(row[0] or "").startswith(COMPUTED)]
        before = ""
        for place, row in enumerate(listed):
            code = _text(row[column])
            if not code:
                following = next(
                    (_text(other[column]) for other in listed[place + 1 :] if _text(other[column])), ""
                )
                parent = (
                    before if before and following.startswith(f"{before}.") else before.rpartition(".")[0]
                )
                code = f"{parent}.+{row.number}" if parent else f"+{row.number}"
                codes[row.number] = code
                continue
            codes[row.number] = before = code
        return codes

    def _edits(self, row: Row, by_key: Mapping[str, int]) -> dict[str, object]:
        """Give the offset and the dates that somebody typed over what was computed; None was taken away."""
        edits: dict[str, object] = {}
        here = {key: row[by_key[key]] for key in (OFFSET, START, FINISH, WAS, SHIFT, LENGTH) if key in by_key}
        offset, was = here.get(OFFSET), here.get(WAS)
        if offset != was and "at" in by_key:
            edits["at"] = None if offset is None else _offset_words(offset)
        start, finish = _day(here.get(START)), _day(here.get(FINISH))
        shift, length = here.get(SHIFT), here.get(LENGTH)
        given = {"start": start, "finish": finish}
        if length is not None:  # it was written, not added
            if start is None and isinstance(offset, (int, float, type(None))):  # a formula without its result
                start = _later(_later(self.anchor, shift), (offset or 0) if self.counted else 0)
            computed = shift is None or start is None
            if computed or self._is_planned(start, offset, was, shift):
                given["start"] = None
            if computed or finish == _later(start, length):
                given["finish"] = None
        return edits | {key: day for key, day in given.items() if day is not None}

    def _is_planned(self, start: date | None, offset: object, was: object, shift: object) -> bool:
        """Tell whether a start is the one that was computed, from J as it is now or as it was."""
        days = [(self.anchor, offset), (self.was, was)]
        return start in [_later(_later(day, shift), n if self.counted else 0) for day, n in days]

    # -- links -----------------------------------------------------------------------------------

    def _directory(self, rows: list[Row], by_key: Mapping[str, int], made: Mapping[int, str]) -> Directory:
        """List the tasks by id, and by name where only one has it, for links that somebody typed."""
        found = Directory()
        for row in rows if {"id", "name"} <= by_key.keys() else ():
            task = made.get(row.number) or _text(row[by_key["id"]])
            name = decode_text(str(row[by_key["name"]] or ""))
            found.ids[task] = task
            if name:
                found.names[folded(name)] = None if folded(name) in found.names else task
                found.titles[folded(name)] = name
        return found

    def _link(self, cells: dict[int, object], by_key: Mapping[str, int], directory: Directory) -> None:
        """Take the names of tasks in a cell of links; where all are ids, it says what we wrote."""
        only_ids = Directory(ids=directory.ids)
        for key in ("after", "before"):
            cell = cells.get(by_key.get(key, -1))
            if cell is None or not _refused(read_links(cell, only_ids)):
                continue
            found = list(read_links(cell, directory))
            if not _refused(found):
                cells[by_key[key]] = found


def _refused(links: Iterable[object]) -> bool:
    return any(isinstance(link, Finding) for link in links)


def _later(day: date | None, days: object) -> date | None:
    if day is None or not isinstance(days, (int, float)):
        return None
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _offset_words(offset: object) -> object:
    """Write a number of days as an offset: -60 is J-60."""
    if isinstance(offset, (int, float)) and float(offset).is_integer():
        return f"J{int(offset):+d}" if offset else "J"
    return offset


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _said(value: object) -> str:
    return show(value, "en") if isinstance(value, date) else quoted(value)


def _read_day(cell: object) -> date | None:
    """Give the day of a date, also of one that was typed as a text."""
    try:
        return _day(read_moment(cell))
    except PlanError:
        return None


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None
