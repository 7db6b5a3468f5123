"""
The parts of a workbook, its rows written here and all else by openpyxl.

openpyxl makes an element of every cell, which takes several times as long; and what it writes depends
on whether lxml is installed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from retroplan.io.workbook.cells import Result, Results, held
from retroplan.progress import Steps

_serial: Callable[[object], float] = to_excel
_NO_ROWS = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")


class Archive(ExcelWriter):
    """
    Writes the parts of a workbook.

    Attributes
    ----------
    parts
        The archive that they go into.
    results
        What its formulas give: openpyxl writes none, and what does not calculate (a preview, a
        protected view, a reader of data) would show empty cells.
    steps, share
        Who is told of the rows that are written, and how many steps those of all sheets are.
    """

    def __init__(self, book: Any, archive: Any, results: Results, steps: Steps, share: int) -> None:
        super().__init__(book, archive)
        self.parts, self.results, self.steps = archive, results, steps
        self.shares = _shares([len(sheet._cells) for sheet in book.worksheets], share)  # noqa: SLF001

    def write_worksheet(self, sheet: Any) -> None:
        """Write one sheet; openpyxl's own method writes it into a file on the disk first."""
        sheet._drawing = SpreadsheetDrawing()  # noqa: SLF001 - there is none, but it is asked for
        writer: Any = _Around(sheet, BytesIO())
        writer.write()
        sheet._rels = writer._rels  # noqa: SLF001
        before, after = _NO_ROWS.split(writer.read(), maxsplit=1)
        rows = self.steps.each(_rows(sheet), self.shares.pop(0))
        results = self.results.get(sheet.title, {})
        data = "".join(_row(sheet, number, cells, results) for number, cells in rows)
        self.parts.writestr(
            sheet.path[1:], b"".join((before, b"<sheetData>", data.encode(), b"</sheetData>", after))
        )
        self.manifest.append(sheet)


class _Around(WorksheetWriter):
    """Writes a sheet without its rows."""

    def rows(self) -> list[Any]:
        """Give none."""
        return []


def _shares(sizes: Sequence[int], whole: int) -> list[int]:
    """Part a number in proportion to some sizes."""
    total, shares, seen, given = sum(sizes) or 1, [], 0, 0
    for size in sizes:
        seen += size
        shares.append(whole * seen // total - given)
        given += shares[-1]
    return shares


def _rows(sheet: Any) -> list[tuple[int, list[Any]]]:
    """Give the rows that have cells or a look of their own, in order."""
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for (row, _), cell in sorted(sheet._cells.items(), key=lambda entry: entry[0]):  # noqa: SLF001
        rows[row].append(cell)
    for row in sheet.row_dimensions:
        rows.setdefault(row, [])
    return sorted(rows.items())


def _row(sheet: Any, number: int, cells: Sequence[Any], results: Mapping[str, Result]) -> str:
    look = {"r": str(number), **dict(sheet.row_dimensions.get(number, {}))}
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in look.items())
    return f"<row{attributes}>{''.join(_written(cells, results))}</row>"


def _written(cells: Sequence[Any], results: Mapping[str, Result]) -> Iterator[str]:
    """Write each cell: a text as it is, a formula with what it gives, everything else as a number."""
    for cell in cells:
        value, kind, name = cell._value, cell.data_type, cell.coordinate  # noqa: SLF001
        styled = cell.has_style
        if value is None and not styled:
            continue
        start = f'<c r="{name}" s="{cell.style_id}"' if styled else f'<c r="{name}"'
        if value is None or value == "":
            yield f'{start} t="{"inlineStr" if kind == "s" else kind}" />'
        elif kind == "s":
            space = ' xml:space="preserve"' if value.strip() not in ("", value) else ""
            yield f'{start} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
        elif kind == "f":
            kind, shown = _shown(results[name]) if name in results else ("", None)
            result = "<v />" if shown is None else f"<v>{shown}</v>"
            yield f"{start}{kind}><f>{escape(value[1:])}</f>{result}</c>"
        elif kind == "d":
            yield f'{start} t="n"><v>{safe_string(_serial(value))}</v></c>'
        else:
            yield f'{start} t="{kind}"><v>{safe_string(value)}</v></c>'


def _shown(result: Result) -> tuple[str, str]:
    """Give the kind of what a formula gives, and how it is written."""
    if isinstance(result, str):
        return ' t="str"', escape(str(held(result)))
    number = _serial(result) if isinstance(result, date) else result
    return "", repr(int(number) if float(number).is_integer() else float(number))
