"""The third sheet: what is filled in while the plan is carried out, a row for each task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import define, field

from retroplan.io.workbook.cells import DAY, FIRST_YEAR, Result, put, put_share, put_text
from retroplan.io.workbook.columns import (
    COMMENT,
    COMPUTED,
    FINISH,
    FOLLOWED,
    HEADINGS_ROW,
    KEYS_ROW,
    PROGRESS,
    STATUS,
    follow_up_heading,
    signs,
)
from retroplan.io.workbook.frame import Frame, Item
from retroplan.io.workbook.states import done_formula, status_choices
from retroplan.io.workbook.styles import (
    BAND,
    CRITICAL,
    GOLD,
    GREY,
    HEAD,
    LATE,
    Look,
    Styles,
    print_setup,
    row_height,
    rule,
)
from retroplan.language import word
from retroplan.progress import Steps
from retroplan.tables.coding import MARK, encode_any, encode_text
from retroplan.tables.grid import column_letters
from retroplan.tables.look import Look as Table
from retroplan.tables.own import writer
from retroplan.tables.reading import LOG_KEY
from retroplan.tables.values import Value
from retroplan.tables.vocabulary import title

KIND = "follow-up"
HEADING_ROW = 4
_FIRST = HEADING_ROW + 1
_PLACE, _NUMBER = 2, 3
_LOOKED_UP = ("wbs", "name", "responsible", FINISH)
_WIDTHS: Mapping[str, float] = {
    "wbs": 6.5, "name": 38, "responsible": 19, FINISH: 12, STATUS: 13, PROGRESS: 10, "x-actual-start": 12,
    "x-actual-finish": 12, "x-follow-up-date": 12, "x-result": 26, COMMENT: 28,
}  # fmt: skip
_DATED = ("x-actual-start", "x-actual-finish", "x-follow-up-date")


@define
class FollowUp:
    """
    Writes the follow-up.

    Attributes
    ----------
    frame, sheet, styles
        What is written, where, and the looks of the workbook.
    results
        What the formulas give, by cell.
    looks
        The looks of cells by their column, and whether they are the launch's.
    """

    frame: Frame
    sheet: Any
    styles: Styles
    results: dict[str, Result] = field(factory=dict)
    looks: dict[tuple[str, bool], Look] = field(factory=dict)

    def write(self, steps: Steps) -> None:
        """Write everything; the plan is looked up by the id in the first cell of a row."""
        numbered = enumerate(self.frame.items, 1)
        items = [(position, item) for position, item in numbered if item.scheduled.kind != "summary"]
        self._header()
        for row, (position, item) in enumerate(steps.each(items, len(self.frame.items)), _FIRST):
            self._row(row, position, item)
        last = _FIRST + max(len(items), 1) - 1
        self._rules(last)
        self._log(last + 2)
        self._page(last)

    def _keys(self) -> Iterator[tuple[int, str]]:
        yield from enumerate((*_LOOKED_UP, STATUS, *FOLLOWED), _NUMBER)

    def _header(self) -> None:
        lang = self.frame.lang
        put_text(self.sheet.cell(1, 1), MARK)
        put_text(self.sheet.cell(1, 2), KIND)
        self.sheet.row_dimensions[1].hidden = True
        heading = Look(bold=True, size=16, color=HEAD, ruled=False)
        name, said = self.frame.schedule.plan.name, word("workbook-follow-up-title", lang)
        self._text(2, _NUMBER, f"{said} – {name}" if name else said, heading)
        self.sheet.row_dimensions[2].height = 26
        put_text(self.sheet.cell(HEADING_ROW - 1, 1), KEYS_ROW)
        put_text(self.sheet.cell(HEADING_ROW, 1), HEADINGS_ROW)
        head = Look(bold=True, color="FFFFFF", fill=HEAD, align="center", wrap=True)
        for column, key in self._keys():
            put_text(
                self.sheet.cell(HEADING_ROW - 1, column), f"{COMPUTED}{key}" if key in _LOOKED_UP else key
            )
            shown = {"name": title("action", lang, "log"), FINISH: word("workbook-due", lang)}
            self._text(HEADING_ROW, column, shown.get(key) or follow_up_heading(key, lang), head)
        self.sheet.row_dimensions[HEADING_ROW - 1].hidden = True
        self.sheet.row_dimensions[HEADING_ROW].height = 32

    def _row(self, row: int, position: int, item: Item) -> None:
        put_text(self.sheet.cell(row, 1), item.scheduled.id)
        place = self.sheet.cell(row, _PLACE)
        place.value = f"=MATCH($A{row},{self._column('id')},0)"
        self.results[place.coordinate] = position
        self.sheet.row_dimensions[row].height = row_height(-(-signs(item.scheduled.name) // 36))
        for column, key in self._keys():
            cell = self.sheet.cell(row, column)
            if key in _LOOKED_UP or key == STATUS:
                self._look_up(cell, row, key, item)
            else:
                self._filled(cell, item, key)
            self.styles.dress(cell, self._look(key, is_launch=item.is_launch))

    def _look(self, key: str, *, is_launch: bool) -> Look:
        if (key, is_launch) not in self.looks:
            days = key == FINISH or key in _DATED
            self.looks[key, is_launch] = Look(
                fill=GOLD if is_launch else "",
                bold=is_launch,
                color=GREY if key in _LOOKED_UP and key != "name" else Look().color,
                format=DAY[self.frame.lang] if days else "0 %" if key == PROGRESS else "General",
                align="center" if days or key in (STATUS, PROGRESS) else "left",
                wrap=key in ("name", "responsible", "x-result", COMMENT),
            )
        return self.looks[key, is_launch]

    def _look_up(self, cell: Any, row: int, key: str, item: Item) -> None:
        """Show what the first sheet says of the task."""
        found = f"INDEX({self._column(key)},$B{row})"
        if key == FINISH:
            cell.value = f"={found}"
            self.results[cell.coordinate] = item.scheduled.last_date or word("ongoing", self.frame.lang)
            return
        instead = '""'
        if key == "name":
            instead = f"$A{row}"
        cell.value = f'=IF({found}="",{instead},{found})'
        self.results[cell.coordinate] = self._shown(key, item)

    def _column(self, key: str) -> str:
        """Name the cells of a column of the first sheet."""
        frame = self.frame
        letters = frame.letters(key)
        return f"{frame.plan_title}!${letters}${frame.first_row}:${letters}${frame.last_row}"

    def _shown(self, key: str, item: Item) -> str | int:
        if key == "wbs":
            return int(item.scheduled.wbs) if item.scheduled.wbs.isdecimal() else item.scheduled.wbs
        if key == "name":
            launch = item.is_launch and item.line is None
            return word("launch", self.frame.lang) if launch else encode_text(item.scheduled.name)
        if item.line is None:
            kept = self.frame.extra(item).get(key)
            return "" if kept is None else encode_any(kept)
        value = writer(key, self.frame.lang)(item.line)
        return "" if value is None else str(value)

    def _filled(self, cell: Any, item: Item, key: str) -> None:
        """Put what was filled in before into its cell, as a person would type it."""
        value: Value = None
        extra = self.frame.extra(item)
        if key in extra:
            plan = self.frame.schedule.plan
            kept = extra[key]
            day = Table(plan, plan.lang or "en", {}).typed(kept) if key in _DATED else None
            value = day if isinstance(day, date) and day.year >= FIRST_YEAR else encode_any(kept)
        elif not key.startswith("x-") and item.line is not None:
            value = writer(key, self.frame.lang)(item.line)
        if key == PROGRESS and isinstance(value, str):
            put_share(cell, value)
        elif value is not None:
            put(cell, value)

    # -- around it -------------------------------------------------------------------------------

    def _rules(self, last: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        lang = self.frame.lang
        columns = {key: column_letters(column - 1) for column, key in self._keys()}
        status, due = columns[STATUS], columns[FINISH]
        status_choices(self.sheet, f"{status}{_FIRST}:{status}{last}", self.frame.schedule, lang)
        share = DataValidation("decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
        share.error, share.showErrorMessage = word("workbook-share", lang), True
        share.add(f"{columns[PROGRESS]}{_FIRST}:{columns[PROGRESS]}{last}")
        self.sheet.add_data_validation(share)
        day = DataValidation("date", operator="greaterThan", formula1="36525", allow_blank=True)
        day.error, day.showErrorMessage = word("workbook-date", lang), True
        for key in _DATED:
            day.add(f"{columns[key]}{_FIRST}:{columns[key]}{last}")
        self.sheet.add_data_validation(day)
        cells = f"C{_FIRST}:{columns[COMMENT]}{last}"
        done = f"OR({done_formula(f'${status}{_FIRST}', lang)},${columns[PROGRESS]}{_FIRST}=1)"
        self.sheet.conditional_formatting.add(cells, rule(done, color="4D7C3A", fill="EDF5E9", stop=True))
        today = self.frame.on_plan(self.frame.today_cell)
        late = f"AND(ISNUMBER(${due}{_FIRST}),${due}{_FIRST}<{self._today(today)})"
        for key in (FINISH, STATUS):
            letters = columns[key]
            found = rule(late, color=CRITICAL, bold=True, fill=LATE)
            self.sheet.conditional_formatting.add(f"{letters}{_FIRST}:{letters}{last}", found)

    def _today(self, cell: str) -> str:
        """Show today on this sheet, too: Google Sheets takes no other sheet into a conditional format."""
        place = self.sheet.cell(2, _NUMBER + 3)
        place.value = f"={cell}"
        if self.frame.as_of is not None:
            self.results[place.coordinate] = self.frame.as_of
        self.styles.dress(place, Look(format=DAY[self.frame.lang], align="center", color=GREY))
        label = Look(color=GREY, ruled=False, align="right")
        self._text(2, _NUMBER + 2, word("workbook-today", self.frame.lang), label)
        return f"${column_letters(_NUMBER + 2)}$2"

    def _log(self, row: int) -> None:
        """Show the log of the table that the plan was read from; it is kept with the plan."""
        log = self.frame.schedule.plan.extra.get(LOG_KEY)
        if not (isinstance(log, Mapping) and isinstance(log.get("columns"), Mapping)):
            return
        places = {"action": 4, "date": 11, "result": 12, "comment": 13}
        columns = {key: places[key] for key in log["columns"] if key in places}
        self._text(row, 1, f"{COMPUTED}log", Look(ruled=False))
        for key, column in columns.items():
            self._text(row, column, str(log["columns"][key]), Look(bold=True, fill=BAND, wrap=True))
        for number, entry in enumerate(log.get("rows") or (), row + 1):
            self._text(number, 1, f"{COMPUTED}log", Look(ruled=False))
            for key, column in columns.items() if isinstance(entry, Mapping) else ():
                if entry.get(key) is not None:
                    self._text(number, column, str(entry[key]), Look(wrap=True))

    def _page(self, last: int) -> None:
        sheet = self.sheet
        for hidden in ("A", "B"):
            sheet.column_dimensions[hidden].hidden = True
        for column, key in self._keys():
            sheet.column_dimensions[column_letters(column - 1)].width = _WIDTHS[key]
        letters = column_letters(_NUMBER + len(_LOOKED_UP) + len(FOLLOWED) - 1)
        sheet.freeze_panes = f"E{_FIRST}"
        sheet.auto_filter.ref = f"A{HEADING_ROW}:{letters}{last}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90
        footer = self.frame.schedule.plan.name
        print_setup(sheet, f"C2:{letters}{sheet.max_row}", f"{HEADING_ROW}:{HEADING_ROW}", footer)

    def _text(self, row: int, column: int, text: str, look: Look) -> None:
        cell = self.sheet.cell(row, column)
        put_text(cell, text)
        self.styles.dress(cell, look)
