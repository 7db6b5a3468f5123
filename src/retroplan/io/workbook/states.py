"""The statuses that are offered, and which of them mean that something is done."""

from __future__ import annotations

from typing import Any

from retroplan.language import word


def statuses(lang: str) -> list[str]:
    """List the statuses that are offered."""
    return word("workbook-statuses", lang).split(",")


def done_formula(cell: str, lang: str) -> str:
    """Give the condition that a cell says that something is done; case does not count in Excel."""
    words = word("workbook-done", lang).split(",")
    return "OR(" + ",".join(f'{cell}="{text}"' for text in words) + ")"


def status_choices(sheet: Any, cells: str, lang: str) -> None:
    """Offer the statuses in some cells; other words may be typed after a question."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = DataValidation("list", formula1=f'"{word("workbook-statuses", lang)}"', allow_blank=True)
    choices.errorStyle, choices.error = "warning", word("workbook-other-status", lang)
    choices.showErrorMessage = True
    choices.add(cells)
    sheet.add_data_validation(choices)
