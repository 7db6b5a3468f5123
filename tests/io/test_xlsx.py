"""Excel workbooks: what is written is inert and always the same; what is hostile is refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import retroplan as rp

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("http://x")',
    "'=1",
    "＝1",
    "{=1}",
)
SHEET = "xl/worksheets/sheet1.xml"


def saved(rows: list[list[Any]]) -> bytes:
    """Make a workbook of rows."""
    book, stream = Workbook(), BytesIO()
    page: Any = book.active
    for row in rows:
        page.append(row)
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, change: Callable[[str], str], part: str = SHEET) -> bytes:
    """Change the text of a part of a workbook."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            archive.writestr(name, change(content.decode()).encode() if name == part else content)
    return stream.getvalue()


def codes(data: bytes, **options: Any) -> list[str]:
    """Give the codes of what is wrong with a workbook."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="xlsx", **options)
    return [finding.code for finding in caught.value.findings]


LIST = saved([["Tâche", "Durée"], ["A", "2 j"], ["B", "3 j"]])


def as_texts(rows: list[list[str]]) -> bytes:
    """Make a workbook in which every cell is a text, also those that begin as formulas do."""
    book, stream = Workbook(), BytesIO()
    page: Any = book.active
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            page.cell(number, column, text).data_type = "s"
    book.save(stream)
    return stream.getvalue()


def formula_plans() -> list[rp.Plan]:
    """Make plans full of what a spreadsheet may take for formulas: our own form, and somebody's table."""
    tasks = [
        rp.Task(f"t{number}", text, responsible=[text], extra={f"x-{text}": text})
        for number, text in enumerate(FORMULAS)
    ]
    rows = [["Tâche", "Statut", "=Budget"], *([text, text, text] for text in FORMULAS)]
    return [rp.Plan("=1+1", tasks=tasks), rp.read(as_texts(rows), format="xlsx")]


@pytest.mark.parametrize("number", [0, 1])
def test_no_cell_is_ever_a_formula(number: int) -> None:
    """Names, people, headings and kept values are texts in the XML, and come back as they were."""
    plan = formula_plans()[number]
    data = rp.dumps(plan, "xlsx")
    sheet = parts(data)[SHEET].decode()

    assert re.findall(r"<(?:\w+:)?f[ >/]", sheet) == []
    assert all(kind in ("s", "n", "inlineStr") for kind in re.findall(r' t="(\w+)"', sheet))
    assert rp.read(data, format="xlsx") == plan


def test_the_same_plan_gives_the_same_bytes() -> None:
    """No time of day, no order of the day; one plan, one file."""
    plan = rp.read(LIST, format="xlsx")

    assert rp.dumps(plan, "xlsx") == rp.dumps(rp.read(LIST, format="xlsx"), "xlsx")
    with zipfile.ZipFile(BytesIO(rp.dumps(plan, "xlsx"))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_is_as_people_like_it() -> None:
    """Headings in bold that stay in sight, dates with the day first, columns as wide as their cells."""
    plan = rp.Plan(
        "Salon", launch="2027-06-15", lang="fr", tasks=[rp.Task("a", "Nom " * 5, start="2027-06-01")]
    )
    page: Any = load_workbook(BytesIO(rp.dumps(plan, "xlsx"))).active
    headings = next(row for row in page.iter_rows() if row[0].value == "Id")

    assert all(cell.font.bold for cell in headings)
    assert page.freeze_panes == f"A{headings[0].row + 1}"
    assert page.title == "Plan"
    assert page.column_dimensions["B"].width > 20
    shown = [cell.number_format for row in page.iter_rows() for cell in row if cell.is_date]
    assert shown == ["dd/mm/yyyy", "dd/mm/yyyy"]


def test_dates_of_every_kind_come_back() -> None:
    """Days, instants, and days before Excel's first."""
    plan = rp.Plan(
        "Vieux",
        launch=datetime(2027, 6, 15, 9, 30),
        tasks=[
            rp.Task("a", start=date(1789, 7, 14)),
            rp.Task("b", start=date(1900, 2, 28)),
            rp.Task("c", finish=date(1900, 3, 1)),
        ],
    )

    assert rp.read(rp.dumps(plan, "xlsx"), format="xlsx") == plan


def test_a_text_that_no_cell_holds_is_refused_with_its_cell() -> None:
    """Excel would cut it."""
    plan = rp.Plan("Long", tasks=[rp.Task("a", extra={"x-text": "é" * 32_768})])

    with pytest.raises(rp.PlanError) as caught:
        rp.dumps(plan, "xlsx")
    assert [(finding.code, finding.cell) for finding in caught.value.findings] == [("cell-too-long", "C5")]


def test_control_characters_are_kept_by_our_own_form() -> None:
    """XML has no room for them."""
    plan = rp.read("Tâche;Notes\nA\x07b;x\x01y\n".encode(), format="csv")

    assert rp.read(rp.dumps(plan, "xlsx"), format="xlsx").tasks == plan.tasks


def test_a_formula_without_a_result_is_told() -> None:
    """A program wrote it and nobody opened it: the cell is not empty, it is not known."""
    data = saved([["Tâche", "Durée (j)"], ["A", "=1+1"], ["B", 2]])

    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="xlsx")
    assert caught.value.text() == (
        'B2: the result of the formula "=1+1" is not in the file; open it in a spreadsheet and save it'
    )


def test_the_result_of_a_formula_is_read() -> None:
    """What Excel computed is what people see."""
    data = saved([["Tâche", "Durée (j)"], ["A", "=1+1"]])
    computed = changed(
        data, lambda xml: xml.replace("<f>1+1</f><v />", "<f>1+1</f><v>2</v>").replace("<v></v>", "<v>2</v>")
    )

    assert str(rp.read(computed, format="xlsx")["a"].duration) == "2d"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"Tache;Duree\n",
        LIST[:-30],
        LIST[: len(LIST) // 2],
        changed(LIST, lambda xml: xml[: len(xml) // 2]),
        changed(LIST, lambda xml: "", "xl/workbook.xml"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    """Whatever openpyxl raises becomes one error."""
    assert codes(data) in (["not-xlsx"], ["empty-document"])


def merges(*places: str) -> Callable[[str], str]:
    """Merge cells in the XML of a sheet."""
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (changed(LIST, merges("A1:XFD1048576")), "merged-too-large"),
        (changed(LIST, merges(*(f"C{row}:XFD{row}" for row in range(1, 100)))), "merged-too-large"),
        (changed(LIST, lambda xml: '<!DOCTYPE x [<!ENTITY a "a">]>' + xml), "doctype-refused"),
        (changed(LIST, lambda xml: xml + " " * 70_000_000), "workbook-too-large"),
    ],
)
def test_workbooks_that_would_fill_the_memory_are_refused(data: bytes, code: str) -> None:
    """Merged sheets, entities and bombs are found before anything unfolds them."""
    assert codes(data) == [code]


def test_cells_far_away_cost_nothing() -> None:
    """A blank in the last column of many rows does not make the rows as wide as the sheet."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" t="str"><v> </v></c></row>' for n in range(4, 5_000))
    data = changed(LIST, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))

    assert [task.name for task in rp.read(data, format="xlsx")] == ["A", "B"]


def test_hidden_sheets_are_read_only_by_name() -> None:
    """The list that people see is the one."""
    book, stream = Workbook(), BytesIO()
    first: Any = book.active
    first.title, first.sheet_state = "Archive", "hidden"
    for page, name in ((first, "vieux"), (book.create_sheet("Plan"), "neuf")):
        page.append(["Tâche", "Durée"])
        page.append([name, "1 j"])
    book.save(stream)

    assert [task.name for task in rp.read(stream.getvalue(), format="xlsx")] == ["neuf"]
    assert [task.name for task in rp.read(stream.getvalue(), format="xlsx", sheet="ARCHIVE")] == ["vieux"]


def test_a_sheet_means_nothing_to_other_formats() -> None:
    """The option is refused where it would be ignored."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(b"Task,Duration\nA,1 d\n", format="csv", sheet="Plan")
    assert caught.value.findings[0].code == "option-of-others"


def test_a_formula_in_a_column_that_is_only_kept_stays() -> None:
    """What is not read needs no result: the formula is kept as a text, and is never one again."""
    plan = rp.read(saved([["Tâche", "Durée (j)", "Coût"], ["A", 2, "=B2*3"]]), format="xlsx")

    assert plan["a"].extra["x-Coût"] == "=B2*3"
    assert b"<f>" not in parts(rp.dumps(plan, "xlsx"))["xl/worksheets/sheet1.xml"]
    assert rp.read(rp.dumps(plan, "xlsx"), format="xlsx") == plan


def test_control_characters_stand_in_schedules_too() -> None:
    """A workbook cannot hold them as they are; the calendar is written all the same."""
    plan = rp.read("Tâche;Durée;Notes\nA\x07b;2 j;x\x01y\n".encode(), format="csv")
    data = rp.dumps(rp.schedule(plan, launch="2027-06-15"), "xlsx")

    assert b"\x07" not in parts(data)["xl/worksheets/sheet1.xml"]
