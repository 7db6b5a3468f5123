"""Who a cell speaks of: ids made from names, and tasks named by id, name or number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.model.link import NO_LAG, Link, parse_lag, parse_link_type
from retroplan.model.task import LAUNCH
from retroplan.tables.vocabulary import LAUNCH_NAMES, folded

_LONGEST_ID = 60
_TYPES = {"FD": "FS", "DD": "SS", "DF": "SF"}  # as MS Project writes them in French
_TIED = re.compile(
    r"(?P<task>.+?)\s*(?P<type>\b(?:FS|SS|FF|SF|FD|DD|DF)|(?<=\d)(?:FS|SS|FF|SF|FD|DD|DF))\s*"
    r"(?:(?P<sign>[+\-−])\s*(?P<lag>[^+\-−;\n][^;\n]*))?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[;\n]")


def make_id(name: str, taken: Iterable[str]) -> str:
    """Make an id from a name, the same whenever the same names come in the same order."""
    words = re.sub(r"[^\w]+", "-", folded(name)).strip("-_")[:_LONGEST_ID].strip("-_") or "task"
    known = set(taken) if not isinstance(taken, (set, dict)) else taken
    made, number = words, 1
    while made in known or made == LAUNCH:
        number += 1
        made = f"{words}-{number}"
    return made


def names_the_launch(name: str) -> bool:
    """Tell whether a row is called after the launch itself: Jour J, Lancement, Launch."""
    return folded(name) in LAUNCH_NAMES


@frozen
class Directory:
    """
    The tasks of a table, as links may name them.

    Attributes
    ----------
    ids
        Id by what the id column holds.
    names
        Id by folded name; None where several tasks share it.
    numbers
        Id by row number, 1 being the first task; empty where the table has ids of its own.
    titles
        Name as it is written by folded name, for questions.
    """

    ids: Mapping[str, str] = field(factory=dict)
    names: Mapping[str, str | None] = field(factory=dict)
    numbers: Mapping[str, str] = field(factory=dict)
    titles: Mapping[str, str] = field(factory=dict)

    def find(self, text: str) -> str | None:
        """Find a task by id, by name or by number; None if there is none, or are several."""
        text = text.strip()
        found = self.ids.get(text) or self.names.get(folded(text)) or self.numbers.get(text)
        return found or (LAUNCH if names_the_launch(text) else None)

    def shared(self, text: str) -> bool:
        """Tell whether several tasks have this name."""
        return self.names.get(folded(text), "") is None

    def hint(self, text: str) -> Phrase:
        """Ask whether the nearest id or name was meant."""
        if text.strip().isdecimal():
            return Phrase("nothing")  # any number is near another
        titles = {folded(title): title for title in (*self.ids, *self.titles.values())}
        meant = nearest(folded(text), titles)
        candidate = meant.values.get("candidate")
        return Phrase("did-you-mean", {"candidate": quoted(titles[str(candidate)])}) if candidate else meant


def read_links(value: object, directory: Directory) -> Iterator[dict[str, str] | Finding]:
    """Read a cell of links: ``brief; film SS+2d``, ``3;5FD+2j``, names of tasks."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from [item] if isinstance(item, dict) else read_links(item, directory)
        return
    for text in _pieces(str(value), directory):
        try:
            yield _read_link(text, directory)
        except PlanError as problem:
            yield from problem.findings


def _pieces(cell: str, directory: Directory) -> list[str]:
    """Part the links of a cell; a comma parts them unless it belongs to the name of a task."""
    if _known(cell, directory):
        return [cell.strip()]
    pieces: list[str] = []
    for piece in _PARTED.split(cell):
        parts = [piece] if _known(piece, directory) else _commas(piece)
        pieces += [part.strip() for part in parts if part.strip()]
    return pieces


def _commas(piece: str) -> list[str]:
    """Part at commas, but not at the decimal comma of a lag: ``brief FD+1,5 j``."""
    return re.split(r",(?!\d)|,(?=\d+\s*(?:FS|SS|FF|SF|FD|DD|DF|,|$))", piece, flags=re.IGNORECASE)


def _known(text: str, directory: Directory) -> bool:
    match = _TIED.fullmatch(text.strip())
    return directory.find(text) is not None or (
        match is not None and directory.find(match["task"]) is not None
    )


def _read_link(text: str, directory: Directory) -> dict[str, str]:
    if found := directory.find(text):
        return {"task": found}
    match = _TIED.fullmatch(text)
    name = match["task"] if match else text
    found = directory.find(name)
    if found is None:
        if directory.shared(name):
            raise PlanError(error("name-of-several", name=quoted(name)))
        raise PlanError(error("unknown-task", id=quoted(name), hint=directory.hint(name)))
    assert match is not None
    kind = _TYPES.get(match["type"].upper(), match["type"].upper())
    lag = match["lag"] and ("-" if match["sign"] in "-−" else "") + match["lag"]
    link = Link("a", "b", parse_link_type(kind), parse_lag(lag))
    return {"task": found, "type": kind} | ({} if link.lag == NO_LAG else {"lag": str(link.lag)})


def link_words(link: Link, other: str) -> str:
    """Write a link as its cell shows it: the other task, and how it is tied if not finish to start."""
    return other if link.manner == "FS" else f"{other} {link.manner}"
