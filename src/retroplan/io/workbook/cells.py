"""Values in the cells of a workbook: a text never becomes a formula, nor a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.tables.values import Value

Result: TypeAlias = str | float | date
Results: TypeAlias = Mapping[str, Mapping[str, Result]]
"""What the formulas give, by title of the sheet and name of the cell."""
DAY = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
MOMENT = {"fr": "dd/mm/yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}
LONGEST = 32_767
"""Most signs in a cell of Excel."""
FIRST_YEAR = 1900
"""Before it Excel has no dates."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) %", re.ASCII)
_SIGNS = ("=", "+", "-", "@", "'")


def held(value: Value) -> Value:
    """Give what is read of a value: XML holds no control characters, and makes one of all ends of line."""
    if not isinstance(value, str):
        return value
    return _CONTROL.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))


def fill(cell: Any, value: Value, lang: str) -> None:
    """Put a value into a cell; a text never becomes a formula, nor a number."""
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        cell.value = value
        cell.number_format = (MOMENT if isinstance(value, datetime) else DAY)[lang]
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value = value
    else:
        put_text(cell, str(value))
        cell.quotePrefix = is_like_formula(str(value))


def is_like_formula(text: str) -> bool:
    """Tell whether a text begins as a formula does."""
    return text.startswith(_SIGNS)


def put(cell: Any, value: Value) -> None:
    """Put a value into a cell and leave its style alone; a date that Excel has not is a text."""
    if isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, date) and value.year < FIRST_YEAR:
        put_text(cell, value.isoformat())
    else:
        cell.value = value


def put_share(cell: Any, text: str) -> None:
    """Put a percentage into a cell as a number, if it is read from it again as it was; else the text."""
    share = _PERCENT.fullmatch(text)
    if share and f"{float(share[1]) / 100 * 100:.10g}" == share[1]:
        cell.value = float(share[1]) / 100
    else:
        put_text(cell, text)


def put_text(cell: Any, text: str) -> None:
    """
    Put a text into a cell and leave its style alone; a sign that XML cannot hold is shown as one.

    Raises
    ------
    PlanError
        No cell holds so much.
    """
    if len(text) > LONGEST:
        raise PlanError(evolve(error("cell-too-long", limit=LONGEST), cell=cell.coordinate))
    cell.value = held(text)
    cell.data_type = "s"


def put_number(cell: Any, text: str) -> None:
    """Put a place of the outline into a cell: 3 is a number, as Excel would have it, 3.1 a text."""
    if text.isdecimal():
        cell.value = int(text)
    elif text:
        put_text(cell, text)
