"""Rows for people on the terminal."""

from __future__ import annotations

from datetime import date

from retroplan.language import show
from retroplan.render.cleaning import clean
from retroplan.render.sheet import Sheet
from retroplan.tables.listing import Listed

_DAY = "EEE d MMM y"


def listing_sheet(value: Listed, lang: str) -> Sheet:
    """Make the table of what is laid out in rows."""
    head, *rows = (tuple(_cell(cell, lang) for cell in row) for row in value.to_rows(lang))
    if len(head) == 1:  # the last column of a sheet has whatever room there is
        head, rows = (*head, ""), [(*row, "") for row in rows]
    return Sheet(head, tuple(rows))


def _cell(cell: object, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return show(cell, lang, _DAY)
    if isinstance(cell, float):
        return show(cell, lang)
    return clean("; ".join(str(cell).split("\n")))
