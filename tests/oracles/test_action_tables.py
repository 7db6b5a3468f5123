"""The action tables of published action plans: read from any format, written back as they were."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import retroplan as rp

Rows = list[list[str]]
FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "tables" / "action_tables.json").read_text(encoding="utf-8")
)
TABLES = [pytest.param(table, id=table["name"]) for table in FACTS["tables"]]
LOG: dict[str, Any] = FACTS["log"]


# Written and read here without a line of the library.


def as_csv(rows: Rows) -> bytes:
    """Write rows as an older French spreadsheet does."""
    stream = StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("cp1252")


def as_utf8(rows: Rows) -> bytes:
    """Write rows as comma-separated UTF-8."""
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def as_pipes(rows: Rows) -> bytes:
    """Write rows as the articles print them: a bar behind each cell, a rule below the headings."""
    lines = ["".join(f"{cell} | " for cell in row).rstrip() for row in rows]
    return "\n".join([lines[0], "|".join("---" for _ in rows[0]), *lines[1:]]).encode()


def as_xlsx(rows: Rows) -> bytes:
    """Write rows as a workbook in which dates are dates."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([day(cell) or cell for cell in row] if row else [None])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def day(cell: str) -> date | None:
    """Read 01/05/2025, the day first."""
    parts = cell.split("/")
    return date(*map(int, reversed(parts))) if len(parts) == 3 and all(map(str.isdigit, parts)) else None


def cells_of(data: bytes, format: str) -> Rows:
    """Read the cells of a file as people see them."""
    if format == "csv":
        return [row for row in csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";") if row]
    if format == "md":
        lines = [line for line in data.decode().split("\n") if line and "---" not in line]
        return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    sheet: Any = load_workbook(BytesIO(data)).active
    rows = [[seen(cell) for cell in row] for row in sheet.iter_rows()]
    return [row for row in rows if any(row)]


def seen(cell: Any) -> str:
    """Show a cell of a workbook; a date must be one that Excel shows with the day first."""
    if cell.is_date:
        assert cell.number_format == "dd/mm/yyyy"
        return f"{cell.value:%d/%m/%Y}"
    return "" if cell.value is None else str(cell.value)


WRITERS: dict[str, Callable[[Rows], bytes]] = {"csv": as_utf8, "xlsx": as_xlsx, "md": as_pipes}


def read(rows: Rows, format: str) -> rp.Plan:
    """Take rows through the bytes of a format."""
    return rp.read(WRITERS[format](rows), format=format)


@pytest.mark.parametrize("table", TABLES)
def test_every_format_gives_one_plan(table: dict[str, Any]) -> None:
    """A table says the same as CSV, as a workbook and as pipe text: actions, people, dates, kept columns."""
    rows = [table["columns"], *table["rows"]]
    plans = [read(rows, format) for format in WRITERS]
    tasks = [{k: v for k, v in task.items() if k != "id"} for task in rp.to_document(plans[0])["tasks"]]

    assert tasks == table["tasks"]
    assert plans[0].lang == "fr"
    assert plans[1:] == plans[:1] * 2


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_written_back_with_its_headings_and_words(table: dict[str, Any], format: str) -> None:
    """What goes out is what came in, cell by cell: "Délai" stays "Délai", "2 semaines" "2 semaines"."""
    rows = [table["columns"], *table["rows"]]

    assert cells_of(rp.dumps(read(rows, format), format), format) == rows


@pytest.mark.parametrize("format", WRITERS)
def test_the_log_is_kept_and_written_back(format: str) -> None:
    """A follow-up log is two entries with dates, not two tasks; it comes back as it was."""
    rows = [LOG["columns"], *LOG["rows"]]
    plan = read(rows, format)

    assert plan.tasks == ()
    assert plan.extra["x-log"] == {  # type: ignore[comparison-overlap]
        "columns": dict(zip(("action", "date", "result", "comment"), LOG["columns"], strict=True)),
        "rows": LOG["entries"],
    }
    assert cells_of(rp.dumps(plan, format), format) == rows


@pytest.mark.parametrize("format", WRITERS)
def test_a_log_below_a_table_does_not_become_tasks(format: str) -> None:
    """A page with the actions and, below them, their follow-up gives both."""
    table = FACTS["tables"][0]
    rows = [table["columns"], *table["rows"], [], LOG["columns"], *LOG["rows"]]
    plan = read(rows, format)

    assert len(plan.tasks) == 4
    assert len(plan.extra["x-log"]["rows"]) == 2  # type: ignore[index]
    assert [row for row in cells_of(rp.dumps(plan, format), format) if any(row)] == [
        row if len(row) == 7 or format != "xlsx" else [*row, "", "", ""] for row in rows if row
    ]


def test_windows_and_unicode_give_the_same_plan() -> None:
    """The French Windows-1252 of an older Excel reads as UTF-8 does, accents and dashes included."""
    table = FACTS["tables"][0]
    rows = [table["columns"], *table["rows"]]

    assert rp.read(as_csv(rows), format="csv") == read(rows, "csv")


def test_the_dates_are_given_and_the_actions_are_scheduled() -> None:
    """The IT plan keeps its dates as they are; those on closed days are told."""
    table = FACTS["tables"][0]
    schedule = rp.schedule(read([table["columns"], *table["rows"]], "csv"), start="2025-05-01")
    first, second, *_ = [task for task in schedule.values() if task.id != "launch"]

    assert (first.start_date, first.finish_date) == (date(2025, 5, 1), date(2025, 5, 2))  # Saturday is closed
    assert second.start_date == date(2025, 5, 5)
    assert {finding.code for finding in schedule.findings} == {"date-closed"}
