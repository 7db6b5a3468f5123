"""How the cells of a workbook look."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from attrs import define, field, frozen

from retroplan.io.workbook.cells import held

INK, GREY, RULE = "1F2937", "6B7280", "D1D5DB"
HEAD, BAND, GOLD = "1F3864", "E8ECF4", "FFF2CC"
CRITICAL, DONE, USUAL, SUMMARY = "B42318", "9CC38A", "5B8DC9", "1F2937"
LATE, TAIL, CLOSED, LAUNCH = "FDE7E4", "D6E4F5", "E3E5E8", "FBE3D6"
OFFSETS = '"J"+0;"J"-0;"J"'
"""How a number of days is shown: J-90, J, J+45."""
FONT = "Calibri"


LONG_DAY = {"fr": "[$-40C]d mmm yyyy", "en": "[$-409]d mmm yyyy"}
"""Months by name, in the language of the workbook whatever that of the program."""
_LINE, _ROW = 13.5, 18.0


def row_height(lines: int) -> float:
    """Give the height of a row of so many lines, in points."""
    return max(_ROW, _LINE * min(lines, 20) + 4)


@frozen(cache_hash=True)
class Look:
    """
    The look of a cell.

    Attributes
    ----------
    bold, italic, size, color
        Of its font.
    fill
        Colour of its ground; none if empty.
    format
        How its number is shown.
    align, indent, wrap, turned
        Where its text stands, whether it goes on in a second line, and whether it is turned upwards.
    ruled
        Whether there are lines around it.
    quoted
        Whether its text begins as a formula does, and is none.
    """

    bold: bool = False
    italic: bool = False
    size: float = 10
    color: str = INK
    fill: str = ""
    format: str = "General"
    align: str = "left"
    indent: int = 0
    wrap: bool = False
    turned: bool = False
    ruled: bool = True
    quoted: bool = False


@define
class Styles:
    """The looks of one workbook, each made once."""

    _known: dict[Look, Any] = field(factory=dict)

    def dress(self, cell: Any, look: Look) -> None:
        """Give a cell a look."""
        known = self._known.get(look)
        if known is None:
            known = self._known[look] = _made(cell.parent, look)
        cell._style = copy(known)  # noqa: SLF001 - its public way takes 20 times as long


def _made(sheet: Any, look: Look) -> Any:
    """Make a style on a cell that stands nowhere: cells share what they have, and a date changes it."""
    from openpyxl.cell import Cell

    cell: Any = Cell(sheet, row=1, column=1)
    _apply(cell, look)
    return cell._style  # noqa: SLF001


def _apply(cell: Any, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.color)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.ruled:
        side = Side("thin", color=RULE)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="center",
        indent=look.indent,
        wrap_text=look.wrap,
        text_rotation=90 if look.turned else 0,
    )
    cell.number_format = look.format
    cell.quotePrefix = look.quoted


def rule(formula: str, *, stop: bool = False, **parts: Any) -> Any:
    """
    Make a conditional format.

    Parameters
    ----------
    formula
        What must hold, seen from the first cell of the range.
    stop
        Whether no later rule counts where it holds.
    parts
        What it changes: ``fill``, ``color``, ``bold``, ``sides`` (a mapping of sides to styles).
    """
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Border, Font, PatternFill, Side
    from openpyxl.styles.differential import DifferentialStyle

    sides: Mapping[str, tuple[Any, str]] = parts.get("sides", {})
    lines: dict[str, Any] = {side: Side(style, color=color) for side, (style, color) in sides.items()}
    look = DifferentialStyle(
        font=Font(color=parts.get("color"), bold=parts.get("bold"))
        if parts.keys() & {"color", "bold"}
        else None,
        fill=PatternFill("solid", bgColor=parts["fill"], fgColor=parts["fill"]) if "fill" in parts else None,
        border=Border(**lines) if lines else None,
    )
    return Rule(type="expression", dxf=look, formula=[formula], stopIfTrue=stop or None)


def print_setup(sheet: Any, area: str, rows: str, footer: str, pages: int = 1) -> None:
    """Print a sheet on landscape A4, as wide as so many pages, its headings on every one of them."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = area
    sheet.print_title_rows = rows
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.left.text = " ".join(str(held(footer)).split())[:100].replace("&", "&&")
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
    sheet.oddFooter.right.text = "&P / &N"
