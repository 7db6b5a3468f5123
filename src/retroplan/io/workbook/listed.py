"""The list of a workbook that is read: its rows as our own form has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from attrs import define, evolve, field

from retroplan.errors import Finding, error
from retroplan.io.workbook.above import Above
from retroplan.io.workbook.added import find_codes, list_tasks, make_ids, read_names
from retroplan.io.workbook.columns import (
    COMPUTED,
    LAUNCH_ROW,
    LENGTH,
    OFFSET,
    PART,
    STATUS,
    STATUS_WAS,
    UNNAMED,
)
from retroplan.io.workbook.edits import PLACES, edits
from retroplan.io.workbook.filled import Filled, Parts, is_broken
from retroplan.io.workbook.form import Form
from retroplan.language import LANGUAGES, show, word
from retroplan.language.quoting import quoted
from retroplan.model.task import LAUNCH
from retroplan.tables.grid import Row


@define
class ListReader:
    """
    Reads the rows of a list.

    Attributes
    ----------
    form, above
        The sheet of the plan, and what stands above its list.
    followed
        What was filled in on the follow-up, by id and key.
    parts
        What is kept of the parts of tasks.
    launch
        The launch that was typed on its row, as a key of the plan.
    findings
        What was typed that no plan can hold.
    """

    form: Form
    above: Above
    followed: Mapping[str, Mapping[str, Filled]]
    parts: Parts
    launch: Row | None = None
    findings: list[Finding] = field(factory=list)

    def read(self) -> Iterator[Row]:
        """Yield the tasks, without what was computed, with what was filled in."""
        form = self.form
        made = make_ids(form)
        codes = find_codes(form) if "wbs" in form.columns else {}
        directory = list_tasks(form, made)
        for row in form.rows:
            if str(row[0] or "").startswith(COMPUTED) and row[0] != LAUNCH_ROW:
                self._part(row)
                continue
            cells = self._cells(row)
            if not cells:
                continue
            if row.number in codes:
                cells[form.columns["wbs"]] = codes[row.number]
            if row.number in made:
                cells[form.columns["id"]] = made[row.number]
            for key in ("after", "before"):
                column = form.columns.get(key, -1)
                if column in cells:
                    cells[column] = read_names(cells[column], directory)
            yield Row(row.number, dict(sorted(cells.items())))
        self._gone()

    def _cells(self, row: Row) -> dict[int, object]:
        """Give what was typed on the row of a task, on either sheet, and over what was computed."""
        form, name = self.form, self.form.text(row, "id")
        cells = {column: cell for column, cell in row.cells.items() if form.is_typed(column)}
        made = row[0] == LAUNCH_ROW
        if made:
            cells = self._launch_row(cells)
        if row[0] == UNNAMED and form.text(row, "name") == name:
            cells.pop(form.columns.get("name", -1), None)
        for key, filled in self.followed.get(name, {}).items():
            column = form.columns[key]
            cells[column] = self._one_of(row, key, cells.get(column), filled)
        if self._is_moved(row):
            self._move_launch(row)
        elif not made and any(cell is not None for cell in cells.values()):
            for key, value in edits(form, row, self.above).items():
                cells[form.columns.get(key, form.columns.get(PLACES[key], -1))] = value
        return {column: cell for column, cell in cells.items() if cell is not None}

    def _launch_row(self, cells: dict[int, object]) -> dict[int, object]:
        """Leave the launch that nobody wrote out, unless something was filled in on its row."""
        ours = {"id": {LAUNCH}, "name": {word("launch", lang) for lang in LANGUAGES}}
        return {
            column: cell
            for column, cell in cells.items()
            if cell not in ours.get(self.form.keys.get(column, ""), ())
        }

    # -- the launch ------------------------------------------------------------------------------

    def _is_moved(self, row: Row) -> bool:
        """Tell whether a row is J itself, from which all dates are counted."""
        launch = row[0] == LAUNCH_ROW or self.form.text(row, "id") == LAUNCH
        return launch and self.above.counted and self.form.get(row, LENGTH) == 0

    def _move_launch(self, row: Row) -> None:
        """Take a date that somebody typed over the one of the launch: the launch moves there."""
        form, anchored = self.form, self.above.anchored
        typed = edits(form, row, self.above)
        if "at" in typed:
            self._refuse("launch-offset-cell", row, OFFSET)
        days = [(typed[key], PLACES[key]) for key in ("start", "finish") if typed.get(key)]
        for day, key in days:
            if day != days[0][0]:
                self._disagree(form.name(row, key), day, Filled(days[0][0], form.name(row, days[0][1])))
            elif anchored is not None and self.above.anchor != self.above.was:
                self._disagree(form.name(row, key), day, anchored)
        if days:
            day, key = days[0]
            moment: Any = anchored.value if anchored else None
            if isinstance(moment, datetime) and isinstance(day, date):
                day = datetime.combine(day, moment.time())
            self.launch = Row(row.number, {0: LAUNCH, form.columns[key]: day})

    # -- parts and follow-up ---------------------------------------------------------------------

    def _part(self, row: Row) -> None:
        """Keep the status and the follow-up of a part of a task; nothing else of it is anybody's to say."""
        form, mark, name = self.form, str(row[0]), self.form.text(row, "id")
        if not mark.startswith(PART) or not name:
            return
        values: dict[str, object] = {}
        for column, cell in row.cells.items():
            key = form.keys.get(column, "")
            if not form.is_typed(column) or key in ("id", "wbs"):
                continue
            if key == STATUS or key.startswith("x-"):
                values[key] = cell
            elif key != "name" or f"{PART} {str(cell).strip()}" != mark.strip():
                self.findings.append(form.grid.at(error("part-cell"), row.number, column))
        for key in edits(form, row, self.above):
            self._refuse("part-cell", row, PLACES[key])
        for key, filled in self.followed.get(name, {}).items():
            values[key] = self._one_of(row, key, values.get(key), filled)
        self.parts.keep(name, values)

    def _gone(self) -> None:
        """Keep what was filled in of tasks that are gone, or have another id."""
        form = self.form
        listed = {form.text(row, "id") for row in form.rows} if "id" in form.columns else set()
        for name, typed in self.followed.items():
            if name not in listed:
                values = {key: filled.value for key, filled in typed.items()}
                self.parts.keep(name, {k: v for k, v in values.items() if not is_broken(k, v)})

    def _one_of(self, row: Row, key: str, here: object, there: Filled) -> object:
        """Choose between what stands on the two sheets: what was changed; two changes are refused."""
        was = self.form.get(row, STATUS_WAS) if key == STATUS else None
        if there.value in (here, was) or is_broken(key, there.value):
            return here
        if here not in (None, was):
            self._disagree(self.form.name(row, key), here, there)
        return there.value

    def _disagree(self, cell: str, value: object, other: Filled) -> None:
        found = error("cells-disagree", value=_said(value), other=_said(other.value), cell=other.cell)
        self.findings.append(evolve(found, cell=cell))

    def _refuse(self, code: str, row: Row, key: str) -> None:
        self.findings.append(self.form.grid.at(error(code), row.number, self.form.columns[key]))


def _said(value: object) -> str:
    return show(value, "en") if isinstance(value, date) else quoted(value)
