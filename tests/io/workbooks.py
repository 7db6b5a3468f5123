"""Workbooks for the tests: their cells as text, and edits as a person makes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

import retroplan as rp


def opened(data: bytes, *, results: bool = False) -> Any:
    """Open a workbook with its formulas, or with their results."""
    return load_workbook(BytesIO(data), data_only=results)


def saved(book: Any) -> bytes:
    """Save a workbook as openpyxl does: formulas without results."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def keys_of(sheet: Any) -> tuple[int, dict[str, int]]:
    """Find the row of the headings and the columns by their hidden keys."""
    for row in sheet.iter_rows():
        if row[0].value == "~keys":
            return row[0].row + 1, {str(cell.value): cell.column for cell in row[1:] if cell.value}
    raise AssertionError("no keys")


def cell(sheet: Any, task: str, key: str) -> Any:
    """Find the cell of a task by its id."""
    headings, keys = keys_of(sheet)
    for row in range(headings + 1, sheet.max_row + 1):
        named = sheet.cell(row, keys["id"]).value if "id" in keys else sheet.cell(row, 1).value
        if named == task:
            return sheet.cell(row, keys[key])
    raise AssertionError(task)


def labelled(sheet: Any, mark: str) -> Any:
    """Find the value beside a label above the list."""
    row = next(row for row in range(1, 40) if sheet.cell(row, 1).value == mark)
    return sheet.cell(row, 4)


def schedule(*tasks: rp.Task, **options: Any) -> rp.Schedule:
    """Schedule some tasks before Monday 15 June 2026."""
    return rp.schedule(rp.Plan("Campagne", launch="2026-06-15", tasks=tasks, **options))


def dump(data: bytes) -> Iterator[str]:
    """Yield a workbook as lines: each sheet with how it is set up, its rows, its choices and its colours."""
    book, results = opened(data), opened(data, results=True)
    said = book.properties
    yield f"properties: {said.creator} | {said.title} | {said.created} | {said.modified}"
    for sheet in book.worksheets:
        yield f"== {sheet.title} ({sheet.sheet_state})"
        yield f"frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}, print {sheet.print_area}"
        page = sheet.page_setup
        fits = f"{page.fitToWidth} x {page.fitToHeight}"
        yield f"{page.orientation}, {fits}, titles {sheet.print_title_rows} {sheet.print_title_cols}"
        yield f"footer {sheet.oddFooter.left.text!r} {sheet.oddFooter.right.text!r}"
        widths = [
            f"{letters}{'-' if found.hidden else ''}{found.width:g}"
            for letters, found in sorted(
                sheet.column_dimensions.items(), key=lambda item: (len(item[0]), item[0])
            )
        ]
        yield "columns " + " ".join(widths)
        for row in sheet.iter_rows():
            cells = [_shown(found, results[sheet.title][found.coordinate].value) for found in row]
            found = sheet.row_dimensions[row[0].row]
            mark = f"{'-' if found.hidden else ''}{'>' * found.outlineLevel}"
            if any(cells):
                yield f"{row[0].row}{mark}: " + " | ".join(filter(None, cells))
        for rule in sheet.data_validations.dataValidation:
            kind = f"{rule.type} {rule.operator} {rule.formula1} {rule.formula2}"
            yield f"choice {rule.sqref} {kind} {rule.errorStyle}"
        for cells in sheet.conditional_formatting:
            for rule in cells.rules:
                fill = rule.dxf.fill.bgColor.rgb if rule.dxf.fill else ""
                yield f"colour {cells.sqref} {rule.priority} {fill}: {rule.formula[0]}"


def _shown(cell: Any, result: Any) -> str:
    if cell.value is None:
        return ""
    letters = get_column_letter(cell.column)
    if cell.data_type == "f":
        return f"{letters} {cell.value} -> {_value(result)}"
    form = "" if cell.number_format in ("General", "@") else f" [{cell.number_format}]"
    return f"{letters} {_value(cell.value)}{form}"


def _value(value: Any) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute):
        return str(value.date())
    return repr(value) if not isinstance(value, (date, int, float)) else str(value)
