"""The workbook of a schedule as a table of its plan: what people typed, without what was computed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from retroplan.errors import Finding
from retroplan.io.workbook.above import read_above
from retroplan.io.workbook.columns import COMPUTED, FINISH, START
from retroplan.io.workbook.filled import Filled, Parts, read_filled
from retroplan.io.workbook.follow_up import KIND as FOLLOW_UP
from retroplan.io.workbook.form import Form, is_marked, read_form
from retroplan.io.workbook.listed import ListReader
from retroplan.io.workbook.plan_sheet import KIND
from retroplan.model.task import LAUNCH
from retroplan.tables.coding import encode_text
from retroplan.tables.grid import Grid, Row
from retroplan.tables.headings import folded
from retroplan.tables.vocabulary import title

_TYPED_OVER = {START: "start", FINISH: "finish"}


def is_ours(grid: Grid) -> bool:
    """Tell whether a sheet is the plan of a workbook that we wrote of a schedule."""
    return is_marked(grid, KIND)


def is_follow_up(grid: Grid) -> bool:
    """Tell whether a sheet is the follow-up of such a workbook."""
    return is_marked(grid, FOLLOW_UP)


def is_computed(mark: object) -> bool:
    """Tell by its first cell whether a row is left out when the plan is read."""
    return isinstance(mark, str) and mark.startswith(COMPUTED)


def ours(
    grid: Grid, follow_up: tuple[Grid, str] | None = None, columns: Mapping[str, str] | None = None
) -> tuple[Grid, tuple[Finding, ...]]:
    """
    Give the plan of a workbook as a table in our own form, and what was typed that no plan can hold.

    Computed columns and rows are left out, but for what somebody typed over them: an offset is a
    pin then, and a date is given. A row that was added stands beside the one above it. Columns
    that were added are read by their headings, or kept.

    Parameters
    ----------
    grid
        The sheet of the plan.
    follow_up
        The sheet of the follow-up, and its title.
    columns
        What the headings of added columns mean that are not known.
    """
    meant = {folded(heading): key for heading, key in (columns or {}).items()}
    form = read_form(grid, meant)
    headings = form.headings
    if headings is None or not form.keys:
        return Grid(()), ()
    followed = read_filled(*follow_up, meant) if follow_up else {}
    form = _with_follow_up(form, followed)
    above = read_above(form)
    reader = ListReader(form, above, followed, Parts(above.parts, above.lang))
    listed = tuple(reader.read())
    rows = above.rows
    if reader.launch is not None:
        rows = [row for row in rows if row[0] != LAUNCH] + [reader.launch]
    kept = reader.parts.row(headings.number - 1)
    table = (*rows, *([kept] if kept else []), _heads(form, headings.number), *listed)
    return Grid(table), tuple(reader.findings)


def typed_columns(grid: Grid) -> frozenset[int] | None:
    """
    Give the columns in which people type, if a program saved the workbook without calculating it.

    None if the formulas have results: then whatever a person typed has one as well.
    """
    form = read_form(grid, {})
    if not form.rows or form.get(form.rows[0], START) is not None:
        return None
    return frozenset(column for column in form.keys if form.is_typed(column))


def _with_follow_up(form: Form, followed: Mapping[str, Mapping[str, Filled]]) -> Form:
    """Put the columns of the follow-up behind all that stands on the plan, with or without a heading."""
    more = dict.fromkeys(key for typed in followed.values() for key in typed if key not in form.columns)
    free = max((column for row in form.grid.rows for column in row.cells), default=0) + 1
    return evolve(form, keys=dict(form.keys) | dict(enumerate(more, free)))


def _heads(form: Form, number: int) -> Row:
    """Give our own headings; those of computed dates are given ones, where the plan has no others."""
    heads = {column: key for column, key in form.keys.items() if form.is_typed(column)}
    over = {form.columns[key]: meant for key, meant in _TYPED_OVER.items() if key in form.columns}
    heads |= {column: meant for column, meant in over.items() if meant not in form.columns}
    first = [column for column, key in heads.items() if key == "id"]
    return Row(number, {column: encode_text(title(heads[column], "en")) for column in (*first, *heads)})
