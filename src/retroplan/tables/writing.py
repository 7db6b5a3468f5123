"""From a plan to rows of cells, in the look of the table it came from or in our own."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from retroplan.document import from_document
from retroplan.errors import PlanError, error
from retroplan.language import language_of
from retroplan.model.plan import Plan
from retroplan.tables.grid import Grid, Row, column_letters
from retroplan.tables.own import own_sheet
from retroplan.tables.plain import plain_sheets, settled
from retroplan.tables.reading import COLUMNS, read_table
from retroplan.tables.values import Sheet, Value


def write_table(plan: Plan, lang: str, shown: Callable[[Value], object], *, merges: bool = False) -> Sheet:
    """
    Lay a plan out as a table that gives it back.

    A plan that was read from somebody's table is laid out as that table was, with its headings in
    their order, and if need be with further columns behind them; where that does not hold
    everything, in our own form.

    Parameters
    ----------
    plan
        The plan.
    lang
        Language of headings, dates and durations.
    shown
        What a value becomes in the format, as its reader will find it.
    merges
        Whether cells of the format can be merged.
    """
    plain = settled(plan)
    for sheet in plain_sheets(plain, lang, merges=merges):
        if _gives_back(sheet, plain, shown):
            return sheet
    return own_sheet(plan, lang)


def _gives_back(sheet: Sheet, plan: Plan, shown: Callable[[Value], object]) -> bool:
    """Tell whether the plan is read again from a sheet; further columns are a matter of looks."""
    rows = tuple(
        Row(number + 1, tuple(map(shown, cells)), section=number in sheet.sections)
        for number, cells in enumerate(sheet.rows)
    )
    try:
        table = read_table(Grid(rows))
        return not table.findings and _contents(from_document(table.document)) == _contents(plan)
    except PlanError:
        return False


def _contents(plan: Plan) -> Plan:
    return plan.replace(extra={key: value for key, value in plan.extra.items() if key != COLUMNS})


def fitting(sheet: Sheet, longest: int) -> Sheet:
    """
    Give the sheet back if a format can hold it.

    Raises
    ------
    PlanError
        With every text that is longer than a cell of the format.
    """
    findings = [
        evolve(error("cell-too-long", limit=longest), cell=f"{column_letters(column)}{number}")
        for number, row in enumerate(sheet.rows, 1)
        for column, value in enumerate(row)
        if isinstance(value, str) and len(value) > longest
    ]
    if findings:
        raise PlanError(findings)
    return sheet


def table_language(plan: Plan, lang: str | None) -> str:
    """Choose the language of a table: the one asked for, else the plan's."""
    return language_of(lang or plan.lang or "en")
