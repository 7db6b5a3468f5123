"""Excel workbooks: plans as lists of tasks that people keep."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.io.located import MAX_BYTES, bounded
from retroplan.io.workbook.cells import LONGEST, fill, held
from retroplan.io.workbook.reading import is_computed, is_follow_up, is_ours, ours, typed_columns
from retroplan.io.workbook.saving import saved
from retroplan.language import Phrase, word
from retroplan.language.quoting import nearest, quoted
from retroplan.model.plan import Plan
from retroplan.tables.grid import Grid, Row, find_columns, find_log
from retroplan.tables.reading import Table, read_table
from retroplan.tables.values import Sheet
from retroplan.tables.writing import fitting, table_language, write_table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CONTENT = 64_000_000
"""Most bytes a workbook may unfold to: openpyxl takes several times as much memory."""
_MAX_PARTS = 2_000
_MAX_MERGED = 1_000_000
_SPANNING = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s")
_REFERENCE = re.compile(rb"\sref\s*=\s*[\"']([^\"']*)[\"']")
_CELLS = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_TAG = 1_000  # bytes of a tag that are looked at
_DOCTYPE = re.compile(
    b"<!(?:DOCTYPE|ENTITY)" + b"|" + "<!DOCTYPE".encode("utf-16-le") + b"|" + "<!DOCTYPE".encode("utf-16-be")
)
_WIDEST, _NARROWEST = 60, 6


def loads(
    data: bytes,
    limit: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Table:
    """
    Read a list of tasks from a workbook.

    Parameters
    ----------
    data
        The bytes of an ``.xlsx`` file.
    limit
        Most bytes it may have.
    columns
        What headings mean that are not known.
    sheet
        Name of the sheet; the first one that has a list of tasks if not given.

    Raises
    ------
    PlanError
        It is no workbook, unfolds to more than it should, or has no such sheet or list.
    """
    _check(bounded(data, limit))
    book = _opened(data)
    sheets = [_sheet(book, sheet)] if sheet is not None else _worksheets(book)
    found = None
    for worksheet in sheets:
        grid = _grid(worksheet)
        if is_ours(grid):
            return _of_schedule(grid, book, worksheet, data, columns)
        found = found or grid
        if len(sheets) == 1 or _has_headings(grid, columns or {}):
            found = grid
            formulas = _opened(data, formulas=True) if _has_formulas(data) else None
            table = read_table(grid, columns)
            return table if formulas is None else _with_formulas(table, worksheet, formulas, columns)
    return read_table(found or Grid(()), columns)


def dumps(plan: Plan, lang: str | None = None) -> bytes:
    """
    Write a plan as a workbook that is read again as the same plan.

    Dates are dates; texts are texts, whatever they begin with.

    Raises
    ------
    PlanError
        A text is longer than a cell can hold.
    """
    lang = table_language(plan, lang)
    sheet = fitting(write_table(plan, lang, held, merges=True), LONGEST)
    return _written(sheet, word("sheet-plan", lang), lang)


def dumps_rows(rows: Iterable[Iterable[object]], lang: str) -> bytes:
    """Write rows of values for people as a workbook, the first one the headings."""
    cells = (tuple(value if value != "" else None for value in row) for row in rows)
    sheet = fitting(Sheet(tuple(cells), 0), LONGEST)  # type: ignore[arg-type]
    return _written(sheet, word("sheet-list", lang), lang)


# -- reading -------------------------------------------------------------------------------------


def _check(data: bytes) -> None:
    """Refuse what unfolds to too much, and XML with entities, before anything parses it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_CONTENT:
                raise PlanError(error("workbook-too-large", limit=MAX_CONTENT))
            for part in parts:
                _check_part(archive.read(part))
    except PlanError:
        raise
    except Exception as problem:  # a hostile archive fails in many ways: bad CRC, unknown compression …
        raise _not_workbook(problem) from None


def _check_part(data: bytes) -> None:
    if _DOCTYPE.search(data):
        raise PlanError(error("doctype-refused"))
    if b"\0" in data[:4]:  # UTF-16, in which the patterns below find nothing
        data = data.decode("utf-16-be" if data[:1] in b"\0\xfe" else "utf-16-le", "replace").encode()
    if sum(_area(data[tag.start() : tag.start() + _TAG]) for tag in _SPANNING.finditer(data)) > _MAX_MERGED:
        raise PlanError(error("merged-too-large", limit=_MAX_MERGED))


def _area(tag: bytes) -> int:
    """Count the cells that a tag spans: openpyxl makes each of them. What cannot be read is too many."""
    from openpyxl.utils import column_index_from_string

    reference = _REFERENCE.search(tag)
    match = _CELLS.fullmatch(reference[1]) if reference else None
    if match is None:
        return _MAX_MERGED + 1
    left, top, right, bottom = (part.decode() if part else "" for part in match.groups())
    width = abs(column_index_from_string(right or left) - column_index_from_string(left)) + 1
    return width * (abs(int(bottom or top) - int(top)) + 1)


def _opened(data: bytes, *, formulas: bool = False) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(BytesIO(data), data_only=not formulas, keep_links=False)
    except Exception as problem:  # openpyxl raises whatever its parsers meet
        raise _not_workbook(problem) from None


def _not_workbook(problem: Exception) -> PlanError:
    if isinstance(problem, zipfile.BadZipFile):
        return PlanError(error("not-xlsx", problem=Phrase("xlsx-no-archive")))
    return PlanError(error("not-xlsx", problem=quoted(f"{type(problem).__name__}: {problem}", 200)))


def _worksheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Find a sheet by its name, the case not counting."""
    for worksheet in book.worksheets:
        if worksheet.title.casefold() == name.strip().casefold():
            return worksheet
    known = [worksheet.title for worksheet in book.worksheets]
    raise PlanError(
        error("unknown-sheet", name=quoted(name), hint=nearest(name, known), known=tuple(map(quoted, known)))
    )


def _of_schedule(
    grid: Grid, book: Workbook, worksheet: Worksheet, data: bytes, columns: Mapping[str, str] | None
) -> Table:
    """Read the plan from the workbook of a schedule, with what was filled in on its follow-up."""
    others = ((_grid(sheet), sheet.title) for sheet in book.worksheets if sheet is not worksheet)
    follow_up = next((other for other in others if is_follow_up(other[0])), None)
    own, refused = ours(grid, follow_up, columns)
    table = read_table(own)
    table = evolve(table, findings=(*table.findings, *refused))
    typed = typed_columns(grid)
    if typed is None:
        return table
    empty = (
        evolve(error("formula-without-value", text=quoted(cell.value)), cell=cell.coordinate)
        for row, column, cell in _cells(_opened(data, formulas=True)[worksheet.title])
        if cell.data_type == "f" and column - 1 in typed and worksheet.cell(row, column).value is None
        if not is_computed(worksheet.cell(row, 1).value)
    )
    return evolve(table, findings=(*table.findings, *empty))


def _has_headings(grid: Grid, columns: Mapping[str, str]) -> bool:
    try:
        return find_columns(grid, columns, surely=True) is not None or find_log(grid, 0) is not None
    except PlanError:
        return False


def _cells(worksheet: Worksheet) -> Iterator[tuple[int, int, Cell]]:
    """Yield the cells that are there: a sheet may reach to its millionth row for one of them."""
    for (row, column), cell in worksheet._cells.items():  # noqa: SLF001
        if cell.value is not None:
            yield row, column, cell


def _grid(worksheet: Worksheet) -> Grid:
    rows: dict[int, dict[int, object]] = {}
    for row, column, cell in _cells(worksheet):
        rows.setdefault(row, {})[column] = _value(cell)
    sections = _unmerge(worksheet, rows)
    return Grid(
        tuple(
            Row(number, {column - 1: cells[column] for column in sorted(cells)}, section=number in sections)
            for number, cells in sorted(rows.items())
        )
    )


def _unmerge(worksheet: Worksheet, rows: dict[int, dict[int, object]]) -> set[int]:
    """Repeat the value of cells merged downwards; find the rows that are one cell merged sideways."""
    sections: set[int] = set()
    for merged in worksheet.merged_cells.ranges:
        first, last = merged.min_row, merged.max_row
        value = rows.get(first, {}).get(merged.min_col)
        if value is None:
            continue
        if merged.min_col < merged.max_col and first == last and len(rows[first]) == 1:
            sections.add(first)
        for row in range(first + 1, last + 1):
            if row in rows:
                rows[row].setdefault(merged.min_col, value)
    return sections


def _value(cell: Cell) -> object:
    """Give what a cell shows: a day for a date without a time, a percentage for a number shown as one."""
    value: Any = cell.value
    if isinstance(value, datetime):
        whole = value.time() == time(0) and "h" not in str(cell.number_format).lower()
        return value.date() if whole else value.replace(microsecond=0)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{value * 100:.10g} %"
    if isinstance(value, (str, int, float, bool, date)):
        return value
    return str(value)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) for name in names)


def _with_formulas(
    table: Table, worksheet: Worksheet, formulas: Workbook, columns: Mapping[str, str] | None
) -> Table:
    """
    Tell the formulas whose results are not in the file: a program wrote it, nobody opened it.

    In a column that is only kept, and in a row of sums, the formula itself is kept.
    """
    findings = []
    keep = False
    for row, column, cell in _cells(formulas[worksheet.title]):
        if cell.data_type != "f" or worksheet.cell(row, column).value is not None:
            continue
        if table.keeps(row, column - 1):
            worksheet.cell(row, column).value = str(cell.value)
            keep = True
        else:
            finding = error("formula-without-value", text=quoted(cell.value))
            findings.append(evolve(finding, cell=cell.coordinate))
    if keep:
        table = read_table(_grid(worksheet), columns)
    return evolve(table, findings=(*table.findings, *findings))


# -- writing -------------------------------------------------------------------------------------


def _written(sheet: Sheet, title: str, lang: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    worksheet: Any = book.active
    worksheet.title = title
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                fill(worksheet.cell(number, column), value, lang)
    _dress(worksheet, sheet)
    return saved(book)


def _dress(worksheet: Any, sheet: Sheet) -> None:
    """Make the headings stand out and stay in sight, and the columns as wide as what they hold."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if sheet.headings < len(sheet.rows):
        for cell in worksheet[sheet.headings + 1]:
            cell.font = Font(bold=True)
        worksheet.freeze_panes = worksheet.cell(sheet.headings + 2, 1)
    for number in sheet.sections:
        worksheet.merge_cells(
            start_row=number + 1,
            end_row=number + 1,
            start_column=1,
            end_column=max(len(sheet.rows[sheet.headings]), 2),
        )
        worksheet.cell(number + 1, 1).font = Font(bold=True)
    for number in range(max(map(len, sheet.rows), default=0)):
        texts = (str(row[number]) for row in sheet.rows if number < len(row) and row[number] is not None)
        width = max(map(len, texts), default=0) + 2
        worksheet.column_dimensions[get_column_letter(number + 1)].width = min(
            max(width, _NARROWEST), _WIDEST
        )
