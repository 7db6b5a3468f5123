"""How the rows of a list stand one below the other: by code, level, parent, phase or section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from attrs import define, field

from retroplan.errors import Finding, error
from retroplan.language.quoting import quoted
from retroplan.model.validation import MAX_LEVELS
from retroplan.tables.headings import folded
from retroplan.tables.references import Directory, Ids


class Listed(Protocol):
    """A row of the list, with what says where it stands."""

    task: dict[str, Any]
    structure: dict[str, Any]
    row: Any


T = TypeVar("T", bound=Listed)
_LEVEL = re.compile(r"\d{1,4}", re.ASCII)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*", re.ASCII)


@define(eq=False)
class Nest(Generic[T]):
    """A task and those below it; `item` is None for a phase that only stands in a column."""

    item: T | None
    id: str = ""
    name: str = ""
    children: list[Nest[T]] = field(factory=list)


Nested = tuple[list[Nest[T]], list[tuple[T, str, Finding]]]


def nest(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put the rows below one another; a row that names no place stands at the top."""
    for key, rule in (("wbs", _by_code), ("parent", _by_parent), ("level", _by_level), ("phase", _by_phase)):
        if any(key in item.structure for item in items):
            return rule(items, directory)
    if _are_codes([_text(item.structure.get("id", "")) for item in items]):
        return _by_code(items, directory)
    if any(item.row.section for item in items):
        return _by_section(items, directory)
    return [Nest(item) for item in items], []


def _by_code(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put 1.2.3 below 1.2, wherever that stands above it."""
    known: dict[str, Nest[T]] = {}
    roots: list[Nest[T]] = []
    findings: list[tuple[T, str, Finding]] = []
    for item in items:
        made = Nest(item)
        code = _code(item.structure.get("wbs", item.structure.get("id", "")))
        if code.count(".") >= MAX_LEVELS:
            findings.append((item, "wbs", error("too-many-levels", limit=MAX_LEVELS)))
            code = ""
        above = code
        while above and (above := above.rpartition(".")[0]):
            if above in known:
                break
        (known[above].children if above else roots).append(made)
        if code:
            known[code] = made
    return roots, findings


def _code(cell: object) -> str:
    """Read a code; some write 1.0 for 1, and a French spreadsheet 1,2 for 1.2."""
    return _text(cell).replace(",", ".").rstrip(".").removesuffix(".0")


def _are_codes(ids: Sequence[str]) -> bool:
    """Tell whether the numbers of the tasks, 1 and 1.1, also say what stands below what."""
    known = set(ids)
    below = [text for text in ids if "." in text]
    return bool(below) and all(
        _NUMBERED.fullmatch(text) and text.rpartition(".")[0] in known for text in below
    )


def _by_level(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put a row below the last one of a lesser level."""
    open_: list[tuple[int, Nest[T]]] = []
    roots: list[Nest[T]] = []
    findings = []
    for item in items:
        cell = item.structure.get("level", 0)
        level = int(_text(cell)) if _LEVEL.fullmatch(_text(cell)) else 0
        if not _LEVEL.fullmatch(_text(cell)):
            findings.append((item, "level", error("bad-level", text=quoted(cell))))
        while open_ and open_[-1][0] >= level:
            open_.pop()
        made = Nest(item)
        (open_[-1][1].children if open_ else roots).append(made)
        open_.append((level, made))
    return roots, findings


def _by_parent(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put a row below the one it names; who stands below itself is told."""
    made = [Nest(item) for item in items]  # a row each: two rows may have one id by mistake
    known: dict[str, Nest[T]] = {}
    for nest in made:
        known.setdefault(nest.item.task["id"] if nest.item else "", nest)
    roots: list[Nest[T]] = []
    findings: list[tuple[T, str, Finding]] = []
    for item, own in zip(items, made, strict=True):
        parent = _text(item.structure.get("parent", ""))
        found = directory.find(parent) if parent else None
        if parent and found is None:
            hint = directory.hint(parent)
            findings.append((item, "parent", error("unknown-task", id=quoted(parent), hint=hint)))
        (known[found].children if found in known else roots).append(own)
    reached, pending = set(), [*roots]
    while pending:
        nest = pending.pop()
        reached.add(id(nest))
        pending += nest.children
    lost = (item for item, own in zip(items, made, strict=True) if id(own) not in reached)
    findings += ((item, "parent", error("parent-of-itself", id=item.task["id"])) for item in lost)
    return roots, findings


def _by_phase(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put rows below a summary of the name in their phase column; an empty cell goes on with the last one."""
    ids = Ids({*directory.ids.values(), *directory.made})
    phases: dict[str, Nest[T]] = {}
    roots: list[Nest[T]] = []
    name = ""
    for item in items:
        name = _text(item.structure.get("phase", "")) or name
        if not name:
            roots.append(Nest(item))
            continue
        if folded(name) not in phases:
            made = phases[folded(name)] = Nest(None, ids.make(name), name)
            roots.append(made)
        phases[folded(name)].children.append(Nest(item))
    return roots, []


def _by_section(items: Sequence[T], directory: Directory) -> Nested[T]:
    """Put rows below the merged row that stands above them."""
    roots: list[Nest[T]] = []
    section: Nest[T] | None = None
    for item in items:
        made = Nest(item)
        if item.row.section:
            section = made
            roots.append(made)
        else:
            (section.children if section else roots).append(made)
    return roots, []


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
