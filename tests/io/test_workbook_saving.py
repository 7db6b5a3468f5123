"""What formulas of a workbook give, which openpyxl does not write."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from retroplan.io.workbook.saving import saved


def test_formulas_have_their_results() -> None:
    """A number, a date as its number, a text with its signs; where none is known the cell has none."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in range(1, 6):
        sheet.cell(row, 1).value = f"={row}"
    results = {"A1": 3.0, "A2": date(2026, 6, 15), "A3": "<a & b>", "A4": 0.25}
    read = openpyxl.load_workbook(BytesIO(saved(made, results={sheet.title: results})), data_only=True)
    values = [cell.value for (cell,) in read.active.iter_rows()]  # type: ignore[union-attr]

    # 2026-06-15 is day 46188 of Excel: 126 years from 1900 with 31 leap days and the 29 February 1900
    # that never was, and 165 days into 2026: 126 * 365 + 31 + 1 + 166.
    assert values == [3, 46188, "<a & b>", 0.25, None]
