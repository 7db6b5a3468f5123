"""Rows for people in files: CSV as the spreadsheet of their language opens it, Excel, Markdown."""

from __future__ import annotations

from datetime import date

from retroplan.io.csv import dumps_people
from retroplan.io.located import encoded
from retroplan.io.markdown import escaped, pipe_row
from retroplan.io.xlsx import dumps_rows
from retroplan.language import language_of, show
from retroplan.tables.listing import Listed


def dumps_csv(value: Listed, lang: str | None = None) -> bytes:
    """Write rows as CSV; in French with semicolons, decimal commas and dates with the day first."""
    lang = language_of(lang or "en")
    return dumps_people(value.to_rows(lang), lang)


def dumps_xlsx(value: Listed, lang: str | None = None) -> bytes:
    """Write rows as a workbook, dates as dates."""
    lang = language_of(lang or "en")
    return dumps_rows(value.to_rows(lang), lang)


def dumps_md(value: Listed, lang: str | None = None) -> bytes:
    """Write rows as a pipe table."""
    lang = language_of(lang or "en")
    head, *rows = ([_cell(value, lang) for value in row] for row in value.to_rows(lang))
    return encoded("\n".join([pipe_row(head), pipe_row("---" for _ in head), *map(pipe_row, rows), ""]))


def _cell(value: object, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (date, float)):
        return show(value, lang)
    return "<br>".join(escaped(line) for line in str(value).split("\n"))
