"""The first sheet: the plan as a table whose dates follow the launch."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import define, field

from retroplan.io.workbook.cells import (
    DAY,
    FIRST_YEAR,
    MOMENT,
    Result,
    is_like_formula,
    put,
    put_number,
    put_share,
    put_text,
)
from retroplan.io.workbook.columns import (
    COMPUTED,
    CRITICAL,
    FINISH,
    FOLLOWED,
    HEADINGS_ROW,
    KEYS_ROW,
    LAUNCH_ROW,
    LENGTH,
    OFFSET,
    PART,
    PROGRESS,
    SHIFT,
    SLACK,
    START,
    STATUS,
    STATUS_WAS,
    UNNAMED,
    WAS,
    Column,
    has_no_follow_up,
    signs,
)
from retroplan.io.workbook.frame import Frame, Item
from retroplan.io.workbook.states import done_formula, status_choices
from retroplan.io.workbook.styles import (
    BAND,
    GOLD,
    GREY,
    HEAD,
    LATE,
    OFFSETS,
    Look,
    Styles,
    print_setup,
    row_height,
    rule,
)
from retroplan.io.workbook.styles import CRITICAL as RED
from retroplan.language import say, show, word
from retroplan.progress import Steps
from retroplan.tables.coding import MARK, encode_any, encode_text
from retroplan.tables.grid import column_letters
from retroplan.tables.own import label, writer
from retroplan.tables.values import Value

_PIECE = 30_000
_SPARE = 200
"""Rows below the last task in which choices are offered as well."""
_DEEPEST = 7
"""Levels of an outline that Excel has."""
_CENTERED = (OFFSET, START, FINISH, SLACK, CRITICAL, STATUS)
KIND = "schedule"
"""What the mark in the first cell says that this workbook is."""


@define
class PlanSheet:
    """
    Writes the first sheet.

    Attributes
    ----------
    frame, sheet, styles
        What is written, where, and the looks of the workbook.
    results
        What the formulas give, by cell.
    looks
        The looks of cells by what they depend on: there are few, and thousands of cells.
    """

    frame: Frame
    sheet: Any
    styles: Styles
    results: dict[str, Result] = field(factory=dict)
    looks: dict[tuple[object, ...], Look] = field(factory=dict)

    def write(self, steps: Steps) -> None:
        """Write everything."""
        self._marks()
        self._header()
        self._headings()
        writers = {column.key: writer(column.key, self.frame.lang) for column in self._typed()}
        for number, item in enumerate(steps.each(self.frame.items), self.frame.first_row):
            self._row(number, item, writers)
        self._columns()
        self._rules()
        self._choices()
        self._page()

    def _typed(self) -> list[Column]:
        return [column for column in self.frame.columns if not column.computed and column.key != "wbs"]

    # -- above the list --------------------------------------------------------------------------

    def _marks(self) -> None:
        """Write what only retroplan reads: that it is ours, the keys of the plan, the launch as it was."""
        sheet, frame = self.sheet, self.frame
        self._text(1, 1, MARK)
        self._text(1, 2, KIND)
        sheet.cell(1, 3).value = frame.schedule.plan.version
        for row, (key, value) in enumerate(frame.kept, 2):
            self._text(row, 1, encode_text(key))
            self._text(row, 2, label(key, frame.lang))
            text = value if isinstance(value, str) else None
            pieces = [text[n : n + _PIECE] for n in range(0, len(text), _PIECE)] if text else [value]
            for column, piece in enumerate(pieces, 3):
                if isinstance(piece, str):
                    self._text(row, column, piece)
                else:
                    sheet.cell(row, column).value = piece
        row = frame.title_row - 1
        self._text(row, 1, LAUNCH_ROW)
        if frame.anchor:
            sheet.cell(row, 3).value = frame.anchor[1]
            self._text(row, 4, "launch" if frame.counted else "start")
        for hidden in range(1, frame.title_row):
            sheet.row_dimensions[hidden].hidden = True

    def _header(self) -> None:
        """Write the name, what everybody may change above the list, today, and how the plan stands."""
        frame, lang = self.frame, self.frame.lang
        row = frame.title_row
        self._text(row, 1, "name")
        name = frame.schedule.plan.name
        if name:
            self._put(row, 2, encode_text(name), Look(bold=True, size=16, color=HEAD, ruled=False))
        self.sheet.row_dimensions[row].height = 26
        for row, (key, value) in enumerate(frame.shown, frame.title_row + 1):
            self._text(row, 1, key)
            self._labelled(row, label(key, lang), value, strong=key in ("launch", "start"))
        row = frame.today_row
        self._text(row, 1, f"{COMPUTED}today")
        self._labelled(row, word("workbook-today", lang), frame.as_of or "")
        if frame.as_of is None:
            self.sheet.cell(row, 4).value = "=TODAY()"
            self.styles.dress(self.sheet.cell(row, 4), Look(format=DAY[lang], color=GREY))
        self._text(row + 1, 1, COMPUTED)
        feasible = frame.schedule.feasible
        self._put(
            row + 1, 2, self._state(), Look(bold=not feasible, color=GREY if feasible else RED, ruled=False)
        )

    def _labelled(self, row: int, name: str, value: Value, *, strong: bool = False) -> None:
        lang = self.frame.lang
        self._put(row, 2, name, Look(bold=strong, color=GREY, ruled=False))
        timed = hasattr(value, "hour")
        form = (MOMENT if timed else DAY)[lang] if isinstance(value, date) else "General"
        self._put(row, 4, value, Look(bold=strong, fill=GOLD if strong else "", format=form))

    def _state(self) -> str:
        """Say in one line how many tasks there are, from when to when, and whether that can be met."""
        frame, lang, schedule = self.frame, self.frame.lang, self.frame.schedule
        values = {"first": schedule.start.date(), "last": schedule.finish.date()}
        code = "workbook-feasible" if schedule.feasible else "workbook-infeasible"
        return say(code, values, lang) if frame.items else word("workbook-empty", lang)

    def _headings(self) -> None:
        row, sheet = self.frame.heading_row, self.sheet
        self._text(row - 1, 1, KEYS_ROW)
        self._text(row, 1, HEADINGS_ROW)
        look = Look(bold=True, color="FFFFFF", fill=HEAD, align="center", wrap=True)
        for number, column in enumerate(self.frame.columns, 2):
            self._text(row - 1, number, encode_text(column.key))
            self._put(row, number, encode_text(column.heading), look)
        sheet.row_dimensions[row - 1].hidden = True
        sheet.row_dimensions[row].height = 34

    # -- the list --------------------------------------------------------------------------------

    def _row(self, row: int, item: Item, writers: dict[str, Any]) -> None:
        scheduled, frame, lines = item.scheduled, self.frame, 1
        if item.line is None:
            mark = f"{PART} {encode_text(scheduled.name)}"
            self._text(row, 1, LAUNCH_ROW if item.is_launch else mark)
        elif not item.line.task.name:
            self._text(row, 1, UNNAMED)
        for number, column in enumerate(frame.columns, 2):
            cell = self.sheet.cell(row, number)
            key = column.key
            if key in (STATUS, STATUS_WAS):
                self._value(cell, self._status(item), STATUS)
            elif column.computed:
                self._compute(cell, row, item, key)
            elif key == "name" and item.line is not None and not item.line.task.name:
                put_text(cell, scheduled.id)
            elif item.line is not None and key in writers:
                if key not in FOLLOWED or has_no_follow_up(item.line.task):  # else the follow-up says it
                    self._value(cell, writers[key](item.line), key)
            elif item.line is None and key.startswith("x-") and key in frame.extra(item):
                self._value(cell, encode_any(frame.extra(item)[key]), key)
            elif key == "wbs":
                put_number(cell, scheduled.wbs)
            elif key in ("name", "id"):
                shown = word("launch", frame.lang) if item.is_launch else scheduled.name
                put_text(cell, encode_text(scheduled.id if key == "id" else shown))
            self.styles.dress(cell, self._look(cell, item, column))
            if column.lines and cell.data_type == "s":
                lines = max(
                    lines,
                    sum(-(-signs(part) // int(column.width - 1)) or 1 for part in cell.value.split("\n")),
                )
        self.sheet.row_dimensions[row].height = row_height(lines)
        if item.depth:
            self.sheet.row_dimensions[row].outlineLevel = min(item.depth, _DEEPEST)

    def _status(self, item: Item) -> Value:
        if item.line is not None:
            return writer(STATUS, self.frame.lang)(item.line)
        kept = self.frame.extra(item).get(STATUS)
        return None if kept is None else encode_any(kept)

    def _value(self, cell: Any, value: Value, key: str) -> None:
        """Put what a task has into its cell, dates as dates and percentages as numbers."""
        if key == PROGRESS and isinstance(value, str):
            put_share(cell, value)
        elif value is not None:
            put(cell, value)

    def _compute(self, cell: Any, row: int, item: Item, key: str) -> None:
        """Fill a computed cell: a formula where a person would edit what it comes from."""
        scheduled, lang = item.scheduled, self.frame.lang
        shown: Value
        if key in (START, FINISH):
            self._date(cell, row, item, key)
            return
        if key in (OFFSET, WAS):
            shown = item.offset
        elif key == SHIFT:
            shown = self.frame.shift(item)
        elif key == LENGTH:
            shown = 0 if scheduled.open_ended else (scheduled.finish_date - scheduled.start_date).days
        elif key == SLACK:
            shown = round(scheduled.total_slack_days, 2)
        else:
            shown = word("yes" if scheduled.critical else "no", lang)
        put(cell, shown)

    def _date(self, cell: Any, row: int, item: Item, key: str) -> None:
        """Write a date as so many days from J, or from the start of the plan; a finish from its start."""
        scheduled, frame = item.scheduled, self.frame
        if key == FINISH and scheduled.open_ended:
            put_text(cell, word("ongoing", frame.lang))
            return
        day = scheduled.start_date if key == START else scheduled.finish_date
        if frame.anchor is None:
            if day.year < FIRST_YEAR or frame.schedule.plan.launch is None:
                put_text(cell, show(day, frame.lang))
            else:
                cell.value = day
            return
        anchor = frame.anchor[0]
        if key == FINISH:
            formula = f"={frame.letters(START)}{row}+{frame.letters(LENGTH)}{row}"
        else:
            shift = frame.shift(item) or 0
            counted = f"+{frame.letters(OFFSET)}{row}" if frame.counted else ""
            formula = f"={anchor}{counted}" + (f"{shift:+d}" if shift else "")
        cell.value = formula
        self.results[cell.coordinate] = day

    def _look(self, cell: Any, item: Item, column: Column) -> Look:
        key, lang = column.key, self.frame.lang
        form = "General"
        if key == OFFSET:
            form = OFFSETS
        elif key in (START, FINISH) or isinstance(cell.value, date):
            form = (MOMENT if hasattr(cell.value, "hour") else DAY)[lang]
        elif key == PROGRESS:
            form = "0 %"
        elif isinstance(cell.value, str) and cell.data_type == "s":
            form = "@" if key in ("id", "wbs", "after") else form
        summary = item.scheduled.kind == "summary"
        pinned = key == OFFSET and item.task is not None and item.task.at is not None
        indent = min(item.depth, _DEEPEST) if key == "name" else 0
        quoted = cell.data_type == "s" and is_like_formula(str(cell.value))
        made = item.line is None
        filled = key == STATUS or key.startswith("x-")  # on the row of a part nothing else is read
        grey = (column.computed or (made and not filled)) and not pinned and not item.is_launch
        said = (key, form, summary, item.is_launch, made, pinned, indent, quoted)
        if said not in self.looks:
            self.looks[said] = Look(
                bold=summary or item.is_launch or pinned,
                italic=made and not item.is_launch,
                color=GREY if grey else Look().color,
                fill=GOLD if item.is_launch else BAND if summary else "",
                format=form,
                align="center" if key in _CENTERED else "left",
                indent=indent,
                wrap=column.lines,
                quoted=quoted,
            )
        return self.looks[said]

    # -- around it -------------------------------------------------------------------------------

    def _columns(self) -> None:
        self.sheet.column_dimensions["A"].hidden = True
        for number, column in enumerate(self.frame.columns, 1):
            dimension = self.sheet.column_dimensions[column_letters(number)]
            dimension.width, dimension.hidden = column.width, column.hidden

    def _range(self, first: str, last: str, spare: int = 0) -> str:
        return f"{first}{self.frame.first_row}:{last}{self.frame.last_row + spare}"

    def _rules(self) -> None:
        """Show what is done, late and critical as the cells say it now."""
        frame, row = self.frame, self.frame.first_row
        last = column_letters(frame.last_shown - 1)
        formats = self.sheet.conditional_formatting
        done = done_formula(f"${frame.letters(STATUS)}{row}", frame.lang)
        formats.add(self._range("B", last), rule(done, color="4D7C3A", fill="EDF5E9", stop=True))
        if frame.anchor:
            due = f"${frame.letters(FINISH)}{row}"
            late = f"AND(ISNUMBER({due}),{due}<{frame.today_cell})"
            for key in (FINISH, STATUS):
                letters = frame.letters(key)
                formats.add(self._range(letters, letters), rule(late, color=RED, bold=True, fill=LATE))
        yes = f'${frame.letters(CRITICAL)}{row}="{word("yes", frame.lang)}"'
        for key in ("name", CRITICAL):
            letters = frame.letters(key)
            formats.add(self._range(letters, letters), rule(yes, color=RED, bold=True))

    def _choices(self) -> None:
        """Offer the statuses that are in use, and ask for dates and whole days where these are meant."""
        from openpyxl.worksheet.datavalidation import DataValidation

        frame, lang = self.frame, self.frame.lang
        letters = frame.letters(STATUS)
        status_choices(self.sheet, self._range(letters, letters, _SPARE), frame.schedule, lang)
        letters = frame.letters(OFFSET)
        whole = DataValidation(
            "whole", operator="between", formula1="-3650", formula2="3650", allow_blank=True
        )
        whole.errorStyle, whole.error = "warning", word("workbook-whole", lang)
        whole.prompt, whole.promptTitle = word("workbook-offset-prompt", lang), word("heading-offset", lang)
        whole.showErrorMessage = whole.showInputMessage = True
        whole.add(self._range(letters, letters, _SPARE))
        self.sheet.add_data_validation(whole)
        if frame.anchor:
            day = DataValidation("date", operator="greaterThan", formula1="36525", allow_blank=False)
            day.error, day.showErrorMessage = word("workbook-date", lang), True
            day.prompt, day.showInputMessage = word("workbook-launch-prompt", lang), True
            day.add(frame.anchor[0].removeprefix("INT(").rstrip(")").replace("$", ""))
            self.sheet.add_data_validation(day)

    def _page(self) -> None:
        frame, sheet = self.frame, self.sheet
        sheet.freeze_panes = f"D{frame.first_row}"
        sheet.auto_filter.ref = f"A{frame.heading_row}:{column_letters(len(frame.columns))}{frame.last_row}"
        sheet.sheet_properties.outlinePr.summaryBelow = False
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90
        for number, column in enumerate(frame.columns, 1):
            if number >= frame.last_printed and not column.hidden:
                sheet.column_dimensions[column_letters(number)].outlineLevel = 1
        area = f"B{frame.title_row}:{column_letters(frame.last_printed - 1)}{frame.last_row}"
        print_setup(sheet, area, f"{frame.heading_row}:{frame.heading_row}", frame.schedule.plan.name)

    def _text(self, row: int, column: int, text: str) -> None:
        cell = self.sheet.cell(row, column)
        put_text(cell, text)
        if is_like_formula(text):
            cell.quotePrefix = True

    def _put(self, row: int, column: int, value: Value, look: Look) -> None:
        cell = self.sheet.cell(row, column)
        put(cell, value)
        self.styles.dress(cell, look)
