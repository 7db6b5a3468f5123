"""What the rows that somebody added have not: a place in the tree, an id, and links by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retroplan.errors import Finding
from retroplan.io.workbook.columns import COMPUTED, LAUNCH_ROW
from retroplan.io.workbook.form import Form
from retroplan.model.task import LAUNCH
from retroplan.tables.coding import decode_text
from retroplan.tables.headings import folded
from retroplan.tables.references import Directory, Ids, read_links


def find_codes(form: Form) -> dict[int, str]:
    """Give each row its place: one without a number stands beside the row above it, or first below it."""
    codes: dict[int, str] = {}
    listed = [row for row in form.rows if not str(row[0] or "").startswith(COMPUTED)]
    written = [form.text(row, "wbs") for row in listed]
    before = ""
    for place, (row, code) in enumerate(zip(listed, written, strict=True)):
        if code:
            codes[row.number] = before = code
            continue
        following = next(filter(None, written[place + 1 :]), "")
        parent = before if before and following.startswith(f"{before}.") else before.rpartition(".")[0]
        codes[row.number] = f"{parent}.+{row.number}" if parent else f"+{row.number}"
    return codes


def make_ids(form: Form) -> dict[int, str]:
    """Make ids for the rows that were added, and for the launch that nobody wrote."""
    if not {"id", "name"} <= form.columns.keys():
        return {}
    ids, made = Ids(form.text(row, "id") for row in form.rows), {}
    for row in form.rows:
        name = form.get(row, "name")
        if row[0] == LAUNCH_ROW:
            made[row.number] = LAUNCH
        elif form.get(row, "id") is None and name is not None:
            made[row.number] = ids.make(decode_text(str(name)))
    return made


def list_tasks(form: Form, made: Mapping[int, str]) -> Directory:
    """List the tasks by id, and by name where only one has it, for links that somebody typed."""
    found = Directory()
    for row in form.rows if {"id", "name"} <= form.columns.keys() else ():
        task = made.get(row.number) or form.text(row, "id")
        name = decode_text(str(form.get(row, "name") or ""))
        found.ids[task] = task
        if name:
            found.names[folded(name)] = None if folded(name) in found.names else task
            found.titles[folded(name)] = name
    return found


def read_names(cell: object, directory: Directory) -> object:
    """Give a cell of links with the names of tasks read; where all are ids, it says what we wrote."""
    if cell is None or not _refused(read_links(cell, Directory(ids=directory.ids))):
        return cell
    found = list(read_links(cell, directory))
    return cell if _refused(found) else found


def _refused(links: Iterable[object]) -> bool:
    return any(isinstance(link, Finding) for link in links)
