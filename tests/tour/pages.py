"""The pages of the tour: files with mistakes, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from attrs import frozen

import retroplan as rp
from tests.test_docs import blocks

HERE = Path(__file__).parent
PAGES = sorted(path for path in HERE.glob("[0-9]*") if path.suffix != ".expected")
BROKEN = HERE / "broken.md"
LANGUAGES = ("en", "fr")


@frozen
class Told:
    """
    One finding as its reader meets it.

    Attributes
    ----------
    place
        The cell, the line, or the path where a format knows neither.
    code
        Its code.
    english, french
        The whole sentence, with its place.
    """

    place: str
    code: str
    english: str
    french: str

    def text(self) -> str:
        """Write it as it stands in an ``.expected`` file."""
        return f"{self.place} {self.code}\n  {self.english}\n  {self.french}\n"


def content(page: Path) -> tuple[bytes, str]:
    """Give the bytes and the format of a page, as its program would have saved it."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".txt":
        return workbook(text), "xlsx"
    if page.suffix == ".csv":
        return text.replace("\n", "\r\n").encode("cp1252"), "csv"
    return text.encode(), page.suffix[1:]


def problems(data: bytes, format: str) -> rp.PlanError | None:
    """Read a plan and schedule it; give the error that this ends in."""
    try:
        rp.schedule(rp.read(data, format=format))
    except rp.PlanError as problem:
        return problem
    return None


def told(problem: rp.PlanError) -> list[Told]:
    """List what an error tells, the places as its records have them."""
    records = [(finding, finding.to_record()) for finding in problem.findings]
    return [
        Told(
            str(record["cell"] or (f"line {record['line']}" if record["line"] else record["path"] or "-")),
            finding.code,
            finding.text("en"),
            finding.text("fr"),
        )
        for finding, record in records
    ]


def expected(page: Path) -> list[Told]:
    """Read what should be told of a page."""
    text = page.with_suffix(".expected").read_text(encoding="utf-8")
    return [read_told(block) for block in text.strip("\n").split("\n\n")]


def said_of_broken() -> list[Told]:
    """List what is told of the texts in `BROKEN`, one after the other."""
    problem_of = {block.line: problems(block.text.encode(), block.language) for block in blocks(BROKEN)}
    understood = [f"{BROKEN.name}:{line}" for line, problem in problem_of.items() if problem is None]
    assert understood == []
    return [item for problem in problem_of.values() if problem is not None for item in told(problem)]


def rewrite() -> None:
    """Write what is said now beside every page; the difference is for people to review."""
    for page in PAGES:
        problem = problems(*content(page))
        write_told(page, [] if problem is None else told(problem))
    write_told(BROKEN, said_of_broken())


def write_told(page: Path, items: list[Told]) -> None:
    """Write an ``.expected`` file."""
    text = "\n".join(item.text() for item in items)
    page.with_suffix(".expected").write_text(text, encoding="utf-8")


def read_told(block: str) -> Told:
    """Read one finding of an ``.expected`` file."""
    head, english, french = block.split("\n")
    place, _, code = head.rpartition(" ")
    return Told(place, code, english.strip(), french.strip())


# -- the workbook --------------------------------------------------------------------------------


def workbook(text: str) -> bytes:
    """Make the workbook that a page describes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets(text):
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            if row.startswith("merge "):
                sheet.merge_cells(row.removeprefix("merge "))
                continue
            for column, cell in enumerate(row.split("|"), 1):
                if cell.strip():
                    sheet.cell(number, column).value = value(cell.strip())
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheets(text: str) -> Iterator[tuple[str, list[str]]]:
    """Part the description of a workbook at its sheets; what stands above them explains it."""
    for part in text.split("\nsheet ")[1:]:
        name, _, rows = part.strip("\n").partition("\n")
        yield name, rows.split("\n")


def value(cell: str) -> object:
    """Read one cell of the description."""
    if cell.startswith("#"):
        return float(cell[1:]) if "." in cell else int(cell[1:])
    return date.fromisoformat(cell[1:]) if cell.startswith("@") else cell


if __name__ == "__main__":
    rewrite()
