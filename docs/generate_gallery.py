"""
Write docs/gallery: one campaign in every format a schedule is written in, and the page that shows them.

Run it after a change of a writer: `python docs/generate_gallery.py`. A test compares the files with
what this gives; a format that is added to the table appears by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import retroplan as rp
from retroplan.io.format_table import FORMATS, Format
from retroplan.render.terminal import table_text

FOLDER = Path(__file__).parent / "gallery"
PAGE = Path(__file__).parent / "gallery.md"
PLAN = FOLDER / "plan.yaml"
ASKED: Mapping[str, Any] = {
    "today": date(2026, 5, 12),
    "stamp": datetime(2026, 1, 5, 9, tzinfo=UTC),
    "paper": "a4",
}
SHOWN = ("svg",)  # pictures that stand on the page itself
BLOCKS = ("mmd", "puml")  # texts that do
LANGUAGES = {"mmd": "mermaid", "puml": "plantuml"}
ABOUT = {
    "svg": "A Gantt diagram for web pages and documents",
    "png": "A Gantt diagram as a picture",
    "pdf": "A Gantt diagram for the printer",
    "xlsx": "A workbook for Excel, LibreOffice and Google Sheets",
    "ics": "A calendar for Google Calendar, Outlook, Apple Calendar and others",
    "md": "Markdown for wikis and repositories",
    "mmd": "A Gantt diagram of Mermaid",
    "puml": "A Gantt diagram of PlantUML",
    "csv": "A table for spreadsheets, or every field for programs",
    "json": "Everything, for programs",
}


@cache
def schedule() -> rp.Schedule:
    """Schedule the campaign."""
    return rp.schedule(rp.read(PLAN))


def rows() -> list[Format]:
    """Give the ways in which a schedule is written, one of each name and view."""
    return [row for row in FORMATS if row.type == "schedule"]


def file_of(row: Format) -> str:
    """Name the file of a format: the view is in it where there are several."""
    alone = [other for other in rows() if other.name == row.name] == [row]
    return f"plan.{row.name}" if alone else f"{row.view}.{row.name}"


def data_of(row: Format) -> bytes:
    """Write the campaign in a format."""
    asked = {name: value for name, value in ASKED.items() if name in row.writer_options}
    return rp.dumps(schedule(), row.name, view=row.view, **asked)


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield from ("# Gallery", "")
    yield (
        "One campaign in every form that retroplan writes: [the plan](gallery/plan.yaml), and below what"
        " becomes of it."
    )
    yield (
        "`docs/generate_gallery.py` writes all of it; `retroplan export` does it for a plan of yours, in as"
        " many files as you name."
    )
    yield from (
        "",
        "## On the terminal",
        "",
        "```text",
        table_text(schedule(), "en", 100).rstrip(),
        "```",
        "",
    )
    for name in dict.fromkeys(row.name for row in rows()):
        yield from (f"## {ABOUT.get(name, name.upper())}", "")
        for row in (row for row in rows() if row.name == name):
            file = f"gallery/{file_of(row)}"
            yield (
                f"![The campaign as a Gantt diagram]({file})" if name in SHOWN else f"- [{row.view}]({file})"
            )
        if name in BLOCKS:
            yield from ("", f"```{LANGUAGES[name]}", data_of(row).decode().rstrip(), "```")
        yield ""
    yield from ("## In a notebook", "", "- [table](gallery/notebook.html)", "")


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file with what it holds."""
    for row in rows():
        yield FOLDER / file_of(row), data_of(row)
    yield FOLDER / "notebook.html", f'<meta charset="utf-8">{schedule()._repr_html_()}\n'.encode()
    yield PAGE, "\n".join(page()).encode()


if __name__ == "__main__":
    for path, data in files():
        path.write_bytes(data)
