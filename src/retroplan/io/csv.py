"""Schedules as CSV, for programs and for spreadsheets."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from retroplan.io.columns import headings, language, lines
from retroplan.io.located import encoded
from retroplan.language import language_of, plain
from retroplan.result import SCHEDULED_FIELDS, Schedule

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def dumps_plain(schedule: Schedule, lang: str | None = None) -> bytes:
    """
    Write every field of every task, for programs.

    Commas, ISO dates and decimal points whatever the language; the header has the keys of
    `Schedule.to_records`.
    """
    rows = ([record[name] for name in SCHEDULED_FIELDS] for record in schedule.to_records())
    return _written([SCHEDULED_FIELDS, *(map(_plain_cell, row) for row in rows)], ",")


def dumps_table(schedule: Schedule, lang: str | None = None) -> bytes:
    """
    Write what people read, as the spreadsheet of their language opens it.

    In French: semicolons, decimal commas, dates with the day first. A byte order mark tells
    Excel that it is UTF-8.
    """
    lang = language(schedule, lang)
    french = language_of(lang) == "fr"
    rows = (map(_french_cell if french else _plain_cell, line.cells) for line in lines(schedule, lang))
    return codecs.BOM_UTF8 + _written([headings(lang), *rows], ";" if french else ",")


def _written(rows: Iterable[Iterable[str]], delimiter: str) -> bytes:
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return encoded(stream.getvalue())


def _plain_cell(value: object) -> str:
    if isinstance(value, str):
        return _inert(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(plain(value))


def _french_cell(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return _plain_cell(value)


def _inert(text: str) -> str:
    """Keep a text from being a formula to a spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
