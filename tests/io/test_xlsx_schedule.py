"""Workbooks of schedules."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

import retroplan as rp

LIST = "Tâche;Responsable;Durée;Statut\nBrief;Claire;2 jours;Fait\nFilm;Studio;1 semaine;À faire\n"


def cells(data: bytes) -> list[list[Any]]:
    """Read the values of the first sheet."""
    sheet: Any = load_workbook(BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_schedule_as_a_workbook_has_dates_that_are_dates_and_the_columns_of_the_list() -> None:
    """Who brought a list gets it back with dates, people and the kept columns."""
    plan = rp.read(LIST.encode(), format="csv")
    heading, brief, *_ = cells(rp.dumps(rp.schedule(plan, launch="2027-06-15"), "xlsx"))

    assert heading == [
        "J", "Tâche", "Début", "Fin", "Durée", "Marge totale (jours)", "Marge libre (jours)", "Critique",
        "Responsable", "Statut",
    ]  # fmt: skip
    # J is a Tuesday; two working days before it: Friday 11 and Monday 14 June. Film starts five
    # before it, on Tuesday 8 June; Brief could start there as well: three days of slack.
    assert brief == [
        "J-4", "Brief", datetime(2027, 6, 11), datetime(2027, 6, 14), "2 j", 3, 3, "non", "Claire", "Fait",
    ]  # fmt: skip
