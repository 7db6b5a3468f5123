"""The bytes of a workbook: always the same for the same content, with the results of its formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import escape

from retroplan.io.workbook.cells import held

if TYPE_CHECKING:
    from openpyxl import Workbook

Result: TypeAlias = str | float | date
Results: TypeAlias = Mapping[str, Mapping[str, Result]]
"""What the formulas give, by title of the sheet and name of the cell."""
_STAMP = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v\s*(?:/>|></v>)</c>')


def saved(book: Workbook, title: str = "", results: Results | None = None) -> bytes:
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
    """
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    stream, stamped = BytesIO(), BytesIO()
    book.save(stream)
    book.properties.creator = "retroplan"
    book.properties.title = str(held(title)) or None
    book.properties.created = book.properties.modified = datetime(*_STAMP)
    known = {
        f"xl/worksheets/sheet{number}.xml": (results or {}).get(sheet.title)
        for number, sheet in enumerate(book.worksheets, 1)
    }
    with zipfile.ZipFile(stream) as parts, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = tostring(book.properties.to_tree()) if name == ARC_CORE else parts.read(name)
            if cells := known.get(name):
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
    from openpyxl.utils import datetime as days

    if isinstance(result, str):
        return ' t="str"', escape(str(held(result)))
    serial: Any = days
    number = serial.to_excel(result) if isinstance(result, date) else result
    return "", repr(int(number) if float(number).is_integer() else float(number))
