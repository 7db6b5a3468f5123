"""The bytes of a workbook: always the same for the same content, with the results of its formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from retroplan.io.workbook.cells import Result, Results, held
from retroplan.progress import Steps

if TYPE_CHECKING:
    from openpyxl import Workbook

_STAMP = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v\s*(?:/>|></v>)</c>')


def saved(
    book: Workbook,
    title: str = "",
    results: Results | None = None,
    steps: Steps | None = None,
    share: int = 0,
) -> bytes:
    """
    Save a workbook without the time of day, so that one value always gives the same bytes.

    Parameters
    ----------
    book
        The workbook.
    title
        What its properties say it is.
    results
        What its formulas give. openpyxl writes none, and what does not calculate (a preview, a
        protected view, a reader of data) would show empty cells.
    steps, share
        Who is told once it is saved, and how many steps that is.
    """
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = "retroplan"
    book.properties.title = str(held(title)) or None
    book.properties.created = book.properties.modified = datetime(*_STAMP)
    stream, stamped = BytesIO(), BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        ExcelWriter(book, parts).write_data()
        sheets = {sheet.path[1:]: (results or {}).get(sheet.title, {}) for sheet in book.worksheets}
        names = parts.namelist()
        with zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in (steps or Steps()).each(names, share):
                data = parts.read(name)
                if cells := sheets.get(name):
                    data = _with_results(data.decode(), cells).encode()
                part = zipfile.ZipInfo(name, _STAMP)
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, data)
    return stamped.getvalue()


def _with_results(sheet: str, results: Mapping[str, Result]) -> str:
    """Write into each cell with a formula what the formula gives."""

    def fill(match: re.Match[str]) -> str:
        name, attributes, formula = match.groups()
        if name not in results:
            return match[0]
        kind, text = _shown(results[name])
        return f'<c r="{name}"{attributes}{kind}><f>{formula}</f><v>{text}</v></c>'

    return _FORMULA.sub(fill, sheet)


def _shown(result: Result) -> tuple[str, str]:
    """Give the kind of what a formula gives, and how it is written."""
    from openpyxl.utils import datetime as days

    if isinstance(result, str):
        return ' t="str"', escape(str(held(result)))
    serial: Any = days
    number = serial.to_excel(result) if isinstance(result, date) else result
    return "", repr(int(number) if float(number).is_integer() else float(number))
