"""The statuses that are offered, and which of them mean that something is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retroplan.io.workbook.columns import STATUS
from retroplan.language import word
from retroplan.model.task import Task
from retroplan.result import Schedule

_LONGEST = 250
"""Signs of a list of choices; Excel takes 255."""


def status_of(task: Task | None, extra: Mapping[str, object]) -> str:
    """Give the status of a row as it is written; empty if it has none."""
    return str(extra.get(STATUS) or getattr(task, STATUS, None) or "")


def is_done(status: str, lang: str) -> bool:
    """Tell whether a status says that something is done."""
    return status.casefold() in (text.casefold() for text in _done(lang))


def done_formula(cell: str, lang: str) -> str:
    """Give the condition that a cell says that something is done; case does not count in Excel."""
    return "OR(" + ",".join(f'{cell}="{text}"' for text in _done(lang)) + ")"


def _done(lang: str) -> list[str]:
    return word("workbook-done", lang).split(",")


def status_choices(sheet: Any, cells: str, schedule: Schedule, lang: str) -> None:
    """Offer the statuses in some cells, those of the plan too; other words may be typed after a question."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = DataValidation("list", formula1=f'"{",".join(_offered(schedule, lang))}"', allow_blank=True)
    choices.errorStyle, choices.error = "warning", word("workbook-other-status", lang)
    choices.showErrorMessage = True
    choices.add(cells)
    sheet.add_data_validation(choices)


def _offered(schedule: Schedule, lang: str) -> list[str]:
    """List the usual statuses, then the words of the plan for which a list has room and no meaning."""
    offered = word("workbook-statuses", lang).split(",")
    for task in schedule.plan.walk():
        status = status_of(task, task.extra)
        plain = status.isprintable() and status == status.strip() and not set(status) & set(',"')
        if status and plain and status not in offered and len(",".join([*offered, status])) <= _LONGEST:
            offered.append(status)
    return offered
