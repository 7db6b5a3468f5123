"""The last sheets: how the workbook is used, what there is to know of the plan, and its closed days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from retroplan.errors import Finding
from retroplan.io.workbook.axis import Closures
from retroplan.io.workbook.cells import DAY, put_text
from retroplan.io.workbook.frame import Frame
from retroplan.io.workbook.styles import CRITICAL, HEAD, Look, Styles, print_setup, row_height
from retroplan.language import show, word

_MOST = 100
"""Conflicts and findings that are listed."""
_LETTERS = 105  # of a line
_NOTES = (
    "workbook-note-launch", "workbook-note-edit", "workbook-note-computed", "workbook-note-again",
    "workbook-note-follow-up", "workbook-note-colours",
)  # fmt: skip


def write_notes(
    sheet: Any, frame: Frame, styles: Styles, tell: Callable[[Finding], str] | None = None
) -> None:
    """Say how the workbook is used, in which days offsets count, and what cannot be met or is doubtful."""
    lang, schedule = frame.lang, frame.schedule
    rows: list[tuple[str, Look]] = [
        (word("workbook-notes-title", lang), Look(bold=True, size=16, color=HEAD, ruled=False))
    ]
    text = Look(wrap=True, ruled=False)
    rows += [(word(code, lang), text) for code in _NOTES]
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    rows.append((f"{word('workbook-note-calendar', lang)} {show(calendar.label, lang)}", text))
    conflicts = [conflict.to_finding() for conflict in schedule.conflicts]
    for code, found, color in (
        ("workbook-conflicts", conflicts, CRITICAL),
        ("workbook-findings", schedule.findings, HEAD),
    ):
        if found:
            rows += [("", text), (word(code, lang), Look(bold=True, size=12, color=color, ruled=False))]
            rows += [(tell(one) if tell else one.text(lang), text) for one in found[:_MOST]]
    for number, (words, look) in enumerate(rows, 2):
        cell = sheet.cell(number, 2)
        if words:
            put_text(cell, words)
        styles.dress(cell, look)
        sheet.row_dimensions[number].height = row_height(-(-len(words) // _LETTERS)) if look.size < 12 else 24
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 3, 118
    sheet.sheet_view.showGridLines = False
    print_setup(sheet, f"A1:B{len(rows) + 1}", "1:1", schedule.plan.name)


def write_closures(sheet: Any, closures: Closures, lang: str) -> None:
    """List the closed and the opened days that the chart looks up."""
    for column, days in enumerate((closures.closed, closures.opened), 1):
        for row, day in enumerate(days, 1):
            cell = sheet.cell(row, column)
            cell.value, cell.number_format = day, DAY[lang]
    sheet.sheet_state = "hidden"
