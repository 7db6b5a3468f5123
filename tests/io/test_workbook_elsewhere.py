"""Workbooks of schedules in LibreOffice, which computes their formulas and writes them as its own."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from tests.golden import plans as golden
from tests.golden.plans import TODAY, scheduled
from tests.io.workbooks import cell, keys_of, labelled, opened, saved

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice"),
]
NAMES = ("loyalty", "project", "odd", "timed", "empty", "single")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give LibreOffice a profile of its own."""
    return tmp_path_factory.mktemp("profile")


def converted(data: bytes, form: str, folder: Path, profile: Path) -> bytes:
    """Have LibreOffice open a workbook and write it in a format."""
    (folder / "in").mkdir()
    source = folder / "in" / "plan.xlsx"
    source.write_bytes(data)
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return (folder / f"plan.{form}").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_computes_what_was_written(name: str, tmp_path: Path, profile: Path) -> None:
    """Every cell of every sheet, worked out anew from the formulas alone, is what the schedule says."""
    data = rp.dumps(scheduled(name), "xlsx", today=TODAY)
    out = converted(saved(opened(data)), "xlsx", tmp_path, profile)
    ours, theirs = opened(data, results=True), opened(out, results=True)
    differ = [
        (sheet.title, found.coordinate, found.value, theirs[sheet.title][found.coordinate].value)
        for sheet in ours.worksheets
        for row in sheet.iter_rows()
        for found in row
        if (found.value or "") != (theirs[sheet.title][found.coordinate].value or "")
    ]

    assert differ == []
    assert rp.read(out, format="xlsx") == scheduled(name).plan


def test_libreoffice_shows_the_dates_of_the_schedule(tmp_path: Path, profile: Path) -> None:
    """Start and due date of each task of the loyalty campaign, and of each row of its chart."""
    made = scheduled("loyalty")
    book = opened(converted(saved(opened(rp.dumps(made, "xlsx"))), "xlsx", tmp_path, profile), results=True)
    chart = {book["Gantt"].cell(row, 2).value: row for row in range(8, 8 + len(made))}

    for task in made.values():
        shown = [cell(book["Plan"], task.id, key).value.date() for key in ("~start", "~finish")]
        bar = [book["Gantt"].cell(chart[task.name], column).value.date() for column in (3, 4)]
        assert shown == bar == [task.start_date, task.finish_date]
        assert cell(book["Suivi"], task.id, "~~finish").value.date() == task.finish_date


def test_another_launch_date_moves_every_date_and_is_read(tmp_path: Path, profile: Path) -> None:
    """By 91 calendar days, the chart too; the plan has another launch and nothing else."""
    made = scheduled("loyalty")
    book = opened(rp.dumps(made, "xlsx"))
    before = opened(rp.dumps(made, "xlsx"), results=True)["Gantt"]["G5"].value
    labelled(book["Plan"], "launch").value = date(2026, 9, 14)
    out = converted(saved(book), "xlsx", tmp_path, profile)
    results = opened(out, results=True)

    for task in made.values():
        moved = [cell(results["Plan"], task.id, key).value.date() for key in ("~start", "~finish")]
        assert moved == [day + timedelta(91) for day in (task.start_date, task.finish_date)]
    assert results["Gantt"]["G5"].value == before + timedelta(91)
    assert rp.read(out, format="xlsx") == golden.loyalty().replace(launch="2026-09-14")


def test_edits_saved_by_libreoffice_are_read(tmp_path: Path, profile: Path) -> None:
    """A pin and a status typed in, calculated and saved by another program."""
    book = opened(rp.dumps(scheduled("loyalty"), "xlsx"))
    cell(book["Plan"], "create-content", "~offset").value = -55
    cell(book["Suivi"], "create-content", "x-result").value = "Trois vidéos"
    plan = rp.read(converted(saved(book), "xlsx", tmp_path, profile), format="xlsx")

    assert str(plan["create-content"].at) == "J-55"
    assert plan["create-content"].extra == {"x-result": "Trois vidéos"}
    assert plan.change("create-content", at="J-60", extra={}) == golden.loyalty()


def test_libreoffice_keeps_how_the_workbook_is_set_up(tmp_path: Path, profile: Path) -> None:
    """Filter, choices, colours, hidden cells and the print area are understood."""
    made = scheduled("odd")
    before = opened(rp.dumps(made, "xlsx"))
    after = opened(converted(rp.dumps(made, "xlsx"), "xlsx", tmp_path, profile))
    row, keys = keys_of(after["Plan"])

    assert after.sheetnames == before.sheetnames
    for title in ("Plan", "Gantt", "Suivi"):
        assert set_up(after[title]) == set_up(before[title])
        assert len(list(rules(after[title]))) == len(list(rules(before[title])))
    assert after["Plan"].row_dimensions[1].hidden
    assert after["Plan"].row_dimensions[row + 2].outlineLevel == 1
    assert cell(after["Plan"], "brief", "~offset").number_format.count("J") == 3
    statuses = [
        found.formula1 for found in after["Plan"].data_validations.dataValidation if found.type == "list"
    ]
    assert statuses == ['"À faire,À venir,En cours,Fait,Terminé,En attente,Annulé"']
    assert keys["id"]


def set_up(sheet: Any) -> tuple[Any, ...]:
    """Say how a sheet is set up; what is frozen LibreOffice forgets where it shows nothing."""
    area = str(sheet.print_area).replace("$", "").rpartition("!")[2]
    page = sheet.page_setup
    rows = str(sheet.print_title_rows).replace("$", "")
    return area, rows, page.orientation, sheet.sheet_state


def rules(sheet: Any) -> list[Any]:
    """List the conditional formats of a sheet."""
    return [rule for cells in sheet.conditional_formatting for rule in cells.rules]


@pytest.mark.parametrize("name", ["loyalty", "empty"])
def test_libreoffice_prints_it(name: str, tmp_path: Path, profile: Path) -> None:
    """One page for each of the four sheets that people see."""
    data = converted(rp.dumps(scheduled(name), "xlsx", today=TODAY), "pdf", tmp_path, profile)

    assert data.startswith(b"%PDF")
    assert data.count(b"/Type/Page/") + data.count(b"/Type/Page\n") + data.count(b"/Type /Page ") == 4


def test_a_date_typed_over_and_calculated_is_given(tmp_path: Path, profile: Path) -> None:
    """The start of a task without a pin; its due date follows by formula and says nothing."""
    book = opened(rp.dumps(scheduled("single"), "xlsx"))
    cell(book["Plan"], "alone", "~start").value = datetime(2026, 6, 1)
    plan = rp.read(converted(saved(book), "xlsx", tmp_path, profile), format="xlsx")

    assert plan["alone"].start == date(2026, 6, 1)
    assert plan["alone"].finish is None
