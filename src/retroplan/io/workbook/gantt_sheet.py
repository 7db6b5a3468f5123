"""
The second sheet: a Gantt chart of coloured cells.

The colours are conditional formats over the dates of the first sheet, so that a bar moves with the
date it stands for. The cells of the chart hold nothing, but for the diamonds of milestones: a
thousand tasks over two hundred columns take no room.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attrs import define, evolve, field

from retroplan.io.workbook.axis import Axis, Closures
from retroplan.io.workbook.cells import DAY, Result, put_number, put_text
from retroplan.io.workbook.columns import CRITICAL, FINISH, START, STATUS
from retroplan.io.workbook.frame import Frame, Item
from retroplan.io.workbook.states import done_formula, is_done, status_of
from retroplan.io.workbook.styles import (
    BAND,
    CLOSED,
    DONE,
    GOLD,
    GREY,
    HEAD,
    LAUNCH,
    LONG_DAY,
    OFFSETS,
    RULE,
    SUMMARY,
    TAIL,
    USUAL,
    Look,
    Styles,
    print_setup,
    row_height,
    rule,
)
from retroplan.io.workbook.styles import CRITICAL as RED
from retroplan.language import word
from retroplan.progress import Steps
from retroplan.tables.coding import encode_text
from retroplan.tables.grid import column_letters

_NUMBER, _NAME, _START, _FINISH, _KIND, _LATE, _AXIS = range(1, 8)
_TITLE, _DAYS, _BLOCKS, _DATES, _OFFSETS, _CLOSED, _FIRST = 1, 2, 4, 5, 6, 7, 8
_AROUND = 12
"""Columns around a milestone in which its diamond moves; farther away its cell has a ground instead."""
_COLUMNS_A_PAGE = {True: 84, False: 64}  # days, weeks
_KINDS = {"summary": "s", "milestone": "m", "hammock": "h"}
_DIAMOND = "◆"


@define
class GanttSheet:
    """
    Writes the chart.

    Attributes
    ----------
    frame, axis, closures
        What is written, its columns and closed days.
    sheet, lists, styles
        Where, the title of the sheet of closed days, and the looks of the workbook.
    results
        What the formulas give, by cell.
    """

    frame: Frame
    axis: Axis
    closures: Closures
    sheet: Any
    lists: str
    styles: Styles
    results: dict[str, Result] = field(factory=dict)

    def write(self, steps: Steps) -> None:
        """Write everything."""
        self._header()
        self._days()
        for row, item in enumerate(steps.each(self.frame.items), _FIRST):
            self._row(row, item)
        self._rules()
        self._page()

    @property
    def _last_row(self) -> int:
        return _FIRST + max(len(self.frame.items), 1) - 1

    def _letters(self, column: int) -> str:
        """Give the letters of a column of the chart, counted from 0."""
        return column_letters(_AXIS - 1 + column)

    def _formula(self, row: int, column: int, formula: str, result: Result, look: Look) -> None:
        cell = self.sheet.cell(row, column)
        cell.value = formula
        self.styles.dress(cell, look)
        self.results[cell.coordinate] = result

    def _text(self, row: int, column: int, text: str, look: Look) -> None:
        cell = self.sheet.cell(row, column)
        put_text(cell, text)
        self.styles.dress(cell, look)

    # -- above the chart -------------------------------------------------------------------------

    def _header(self) -> None:
        frame, lang = self.frame, self.frame.lang
        name = frame.schedule.plan.name or word("workbook-gantt", lang)
        self._text(_TITLE, _NUMBER, name, Look(bold=True, size=16, color=HEAD, ruled=False))
        dated = Look(bold=True, fill=GOLD, format=DAY[lang], align="center")
        plain = Look(color=GREY, ruled=False, align="right")
        if frame.anchor:
            cell, day = frame.anchor
            key = "table-launch" if frame.schedule.plan.launch is not None else "workbook-plan-start"
            self._text(_DAYS, _NAME, word(key, lang), plain)
            self._formula(_DAYS, _START, f"={self._there(cell)}", day, dated)
        self._text(_DAYS + 1, _NAME, word("workbook-today", lang), plain)
        there = f"={frame.on_plan(frame.today_cell)}"
        today = Look(format=DAY[lang], align="center", color=GREY)
        if frame.as_of is None:
            self.sheet.cell(_DAYS + 1, _START).value = there
            self.styles.dress(self.sheet.cell(_DAYS + 1, _START), today)
        else:
            self._formula(_DAYS + 1, _START, there, frame.as_of, today)
        head = Look(bold=True, color="FFFFFF", fill=HEAD, align="center", wrap=True)
        codes = ("workbook-number", "workbook-action", "heading-start", "workbook-due")
        for column, code in enumerate(codes, _NUMBER):
            for row in (_DATES, _OFFSETS):
                self.styles.dress(self.sheet.cell(row, column), head)
            self._text(_BLOCKS, column, word(code, lang), head)
            self.sheet.merge_cells(
                start_row=_BLOCKS, end_row=_OFFSETS, start_column=column, end_column=column
            )
        self._legend()

    def _there(self, cell: str) -> str:
        """Name a cell of the first sheet, which may stand within ``INT(…)``."""
        if cell.startswith("INT("):
            return f"INT({self.frame.on_plan(cell[4:-1])})"
        return self.frame.on_plan(cell)

    def _legend(self) -> None:
        """Say what the colours mean, above the chart."""
        lang = self.frame.lang
        said = [
            ("legend-milestone", ""), ("workbook-usual", USUAL), ("workbook-critical", RED),
            ("workbook-done-bar", DONE), ("workbook-summary", SUMMARY), ("workbook-tail", TAIL),
            ("workbook-closed", CLOSED), ("workbook-launch-column", LAUNCH),
        ]  # fmt: skip
        width = 5 if self.axis.step == 1 else 4
        if self.frame.schedule.plan.launch is None:
            said.pop()
        for number, (code, color) in enumerate(said):
            row, column = _DAYS - 1 + number % 2, _AXIS + number // 2 * width
            if column + width - 1 < _AXIS + self.axis.count:
                shown = "" if color else _DIAMOND
                self._text(row, column, shown, Look(fill=color, color=HEAD, align="center"))
                self._text(row, column + 1, word(code, lang), Look(size=8, color=GREY, ruled=False))

    def _days(self) -> None:
        """Write the days of the columns, those they begin with above them, and how far they are from J."""
        lang, step = self.frame.lang, self.axis.step
        form = "d" if step == 1 else "dd/mm" if lang == "fr" else "[$-409]d mmm"
        day_look = Look(size=8, format=form, align="center", turned=step > 1, fill=BAND)
        offset_look = Look(size=7, format=OFFSETS, align="center", turned=True, color=GREY)
        for column in range(self.axis.count):
            day, place = self.axis.day(column), _AXIS + column
            letters = self._letters(column)
            self._formula(_DATES, place, self._day_formula(column), day, day_look)
            if self.frame.schedule.plan.launch is not None and self.frame.anchor:
                start = f"${column_letters(_START - 1)}${_DAYS}"
                self._formula(_OFFSETS, place, f"={letters}{_DATES}-{start}", self._offset(day), offset_look)
            else:
                self.styles.dress(self.sheet.cell(_OFFSETS, place), offset_look)
            closed = int(self.closures.is_closed(column))
            self._formula(_CLOSED, place, self._closed_formula(letters), closed, Look(ruled=False))
            self.sheet.column_dimensions[letters].width = 2.7 if step == 1 else 3.3
        self._blocks()
        self.sheet.row_dimensions[_CLOSED].hidden = True
        self.sheet.row_dimensions[_DATES].height = 18 if step == 1 else 36
        self.sheet.row_dimensions[_OFFSETS].height = 28

    def _blocks(self) -> None:
        lang, count = self.frame.lang, self.axis.count
        look = Look(bold=True, size=9, color="FFFFFF", fill=HEAD, align="center")
        for first in range(0, count, self.axis.block):
            last = min(first + self.axis.block, count) - 1
            for column in range(first, last + 1):
                self.styles.dress(self.sheet.cell(_BLOCKS, _AXIS + column), look)
            formula = f"={self._letters(first)}{_DATES}"
            self._formula(
                _BLOCKS, _AXIS + first, formula, self.axis.day(first), evolve(look, format=LONG_DAY[lang])
            )
            if last > first:
                self.sheet.merge_cells(
                    start_row=_BLOCKS, end_row=_BLOCKS, start_column=_AXIS + first, end_column=_AXIS + last
                )

    def _offset(self, day: date) -> int:
        assert self.frame.anchor is not None
        return (day - self.frame.anchor[1]).days

    def _day_formula(self, column: int) -> str:
        """Begin with the Monday on or before the first day of the plan, wherever J is moved to."""
        assert self.frame.anchor is not None
        if column:
            return f"={self._letters(column - 1)}{_DATES}+{self.axis.step}"
        days = [item.scheduled.start_date for item in self.frame.items]
        first = min([*days, self.frame.anchor[1]])
        day = f"${column_letters(_START - 1)}${_DAYS}{self._offset(first):+d}"
        return f"={day}-WEEKDAY({day},2)+1"

    def _closed_formula(self, letters: str) -> str:
        """Tell whether all days of a column are closed: 1, else 0."""
        day, closed, opened = f"{letters}{_DATES}", f"{self.lists}!$A:$A", f"{self.lists}!$B:$B"
        weekdays = self.closures.weekdays
        if self.axis.step == 1:
            rule = ",".join(f"WEEKDAY({day},2)={number + 1}" for number in weekdays) or "FALSE"
            return f"=IF(OR(AND(OR({rule}),COUNTIF({opened},{day})=0),COUNTIF({closed},{day})>0),1,0)"
        open_days = (7 - len(weekdays)) * self.axis.step // 7
        end = f"{day}+{self.axis.step}"
        counted = f'COUNTIFS({closed},">="&{day},{closed},"<"&{end})'
        return f"=IF({counted}>={open_days},1,0)"

    # -- the chart -------------------------------------------------------------------------------

    def _row(self, row: int, item: Item) -> None:
        frame, scheduled = self.frame, item.scheduled
        there = frame.first_row + row - _FIRST
        summary = scheduled.kind == "summary"
        fill = GOLD if item.is_launch else BAND if summary else ""
        bold = summary or item.is_launch
        name, own = (frame.on_plan(f"{frame.letters(key)}{there}") for key in ("name", "id"))
        launch = word("launch", frame.lang)
        label = launch if item.is_launch and item.line is None else scheduled.name
        put_number(self.sheet.cell(row, _NUMBER), scheduled.wbs)
        self.styles.dress(self.sheet.cell(row, _NUMBER), Look(color=GREY, fill=fill))
        self.sheet.row_dimensions[row].height = row_height(1)
        look = Look(bold=bold, fill=fill, indent=min(item.depth, 7))
        self._formula(row, _NAME, f'=IF({name}="",{own},{name})', encode_text(label or scheduled.id), look)
        dated = Look(format=DAY[frame.lang], align="center", color=GREY, fill=fill, size=9)
        ongoing = word("ongoing", frame.lang)  # more than any day to a spreadsheet: its bar has no end
        days: tuple[tuple[int, str, Result], ...] = (
            (_START, START, scheduled.start_date),
            (_FINISH, FINISH, scheduled.last_date or ongoing),
        )
        for column, key, day in days:
            self._formula(row, column, f"={frame.on_plan(f'{frame.letters(key)}{there}')}", day, dated)
        self._kind(row, there, item)
        after = (scheduled.late_finish.date() - scheduled.finish_date).days
        finish = f"{column_letters(_FINISH - 1)}{row}"
        tail = max(after, 0) if scheduled.kind == "task" else 0
        last: Result = ongoing if scheduled.open_ended else scheduled.finish_date + timedelta(tail)
        formula = f"={finish}" if scheduled.open_ended else f"={finish}+{tail}"
        self._formula(row, _LATE, formula, last, Look(ruled=False))
        if scheduled.kind == "milestone":
            self._diamonds(row, item)

    def _kind(self, row: int, there: int, item: Item) -> None:
        """Tell what a bar is; whether it is done or critical follows the first sheet."""
        frame, scheduled = self.frame, item.scheduled
        kind = _KINDS.get(scheduled.kind)
        if kind:
            self._text(row, _KIND, kind, Look(ruled=False))
            return
        status = frame.on_plan(f"{frame.letters(STATUS)}{there}")
        critical = frame.on_plan(f"{frame.letters(CRITICAL)}{there}")
        yes = word("yes", frame.lang)
        formula = f'=IF({done_formula(status, frame.lang)},"d",IF({critical}="{yes}","c","n"))'
        self._formula(row, _KIND, formula, self._usual(item), Look(ruled=False))

    def _usual(self, item: Item) -> str:
        done = is_done(status_of(item.task, self.frame.extra(item)), self.frame.lang)
        return "d" if done else "c" if item.scheduled.critical else "n"

    def _diamonds(self, row: int, item: Item) -> None:
        """Write the formulas that show a diamond where the milestone is, some weeks around it."""
        day = item.scheduled.finish_date
        look = Look(color=RED if item.scheduled.critical else HEAD, align="center", size=10, ruled=False)
        start = f"${column_letters(_START - 1)}{row}"
        place = (day - self.axis.first).days // self.axis.step
        for column in range(max(place - _AROUND, 0), min(place + _AROUND + 1, self.axis.count)):
            first = f"{self._letters(column)}${_DATES}"
            inside = f"AND({start}>={first},{start}<{first}+{self.axis.step})"
            shown = _DIAMOND if column == place else ""
            self._formula(row, _AXIS + column, f'=IF({inside},"{_DIAMOND}","")', shown, look)

    def _rules(self) -> None:
        """Colour the cells of the chart; the first rule that gives a ground wins."""
        step = self.axis.step - 1
        first, row = self._letters(0), _FIRST
        day = f"{first}${_DATES}"
        to = f"{day}+{step}" if step else day
        start, finish, kind, late = (
            f"${column_letters(n - 1)}{row}" for n in (_START, _FINISH, _KIND, _LATE)
        )
        inside = f"{start}<={to},{finish}>={day}"
        rules = [
            rule(f'AND({inside},{kind}="s")', fill=SUMMARY),
            rule(f'AND({inside},{kind}="d")', fill=DONE),
            rule(f'AND({inside},{kind}="c")', fill=RED),
            rule(f'AND({inside},{kind}="n")', fill=USUAL),
            rule(f'AND({inside},{kind}="h")', fill="B9A7D6"),
        ]
        rules.append(rule(f'AND({inside},{kind}="m",{first}{row}="")', fill=HEAD))
        rules.append(rule(f"AND({finish}<{day},{late}>={day})", fill=TAIL))
        if self.frame.schedule.plan.launch is not None:
            launch = f"${column_letters(_START - 1)}${_DAYS}"
            sides = {side: ("thin", RED) for side in ("left", "right")}
            rules.append(rule(f"AND({launch}>={day},{launch}<={to})", fill=LAUNCH, sides=sides))
        today = f"${column_letters(_START - 1)}${_DAYS + 1}"
        rules.append(rule(f"AND({today}>={day},{today}<={to})", sides={"left": ("medium", "2563EB")}))
        rules.append(rule(f"{first}${_CLOSED}=1", fill=CLOSED))
        rules.append(rule(f"{first}${_DATES}>0", sides=dict.fromkeys(("left", "bottom"), ("hair", RULE))))
        cells = f"{first}{row}:{self._letters(self.axis.count - 1)}{self._last_row}"
        for found in rules:
            self.sheet.conditional_formatting.add(cells, found)
        heads = f"{first}{_DATES}:{self._letters(self.axis.count - 1)}{_OFFSETS}"
        found = rule(f"AND({today}>={day},{today}<={to})", fill="DBEAFE", color="2563EB", bold=True)
        self.sheet.conditional_formatting.add(heads, found)
        if self.frame.schedule.plan.launch is not None:
            launch = f"${column_letters(_START - 1)}${_DAYS}"
            found = rule(f"AND({launch}>={day},{launch}<={to})", fill=LAUNCH, color=RED, bold=True)
            self.sheet.conditional_formatting.add(heads, found)

    def _page(self) -> None:
        sheet = self.sheet
        names = (item.scheduled.name for item in self.frame.items)
        width = min(max(max(map(len, names), default=0) + 4, 24), 44)
        widths = {_NUMBER: 7, _NAME: width, _START: 11, _FINISH: 11}
        for column, wide in widths.items():
            sheet.column_dimensions[column_letters(column - 1)].width = wide
        for column in (_KIND, _LATE):
            sheet.column_dimensions[column_letters(column - 1)].hidden = True
        sheet.freeze_panes = f"{self._letters(0)}{_FIRST}"
        sheet.sheet_view.zoomScale = 85
        area = f"A{_TITLE}:{self._letters(self.axis.count - 1)}{self._last_row}"
        pages = -(-self.axis.count // _COLUMNS_A_PAGE[self.axis.step == 1])
        print_setup(sheet, area, f"{_BLOCKS}:{_OFFSETS}", self.frame.schedule.plan.name, pages)
        sheet.print_title_cols = "A:D"
