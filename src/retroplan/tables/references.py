"""Who a cell speaks of: ids made from names, and tasks named by id, name or number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from attrs import define, field

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Phrase, language_of
from retroplan.language.quoting import nearest, quoted
from retroplan.model.link import NO_LAG, Link, parse_lag, parse_link_type
from retroplan.model.task import LAUNCH
from retroplan.tables.headings import folded
from retroplan.tables.vocabulary import LAUNCH_NAMES
from retroplan.tables.words import lag_words

_LONGEST_ID, _LONGEST_NAME = 60, 500
_MOST_HINTS = 20  # looking for one takes time
_TYPES = {"FD": "FS", "DD": "SS", "DF": "SF"}  # as MS Project writes them in French
_TYPE = re.compile(
    r"(?:(?<=\s)|(?<=\d))(FS|SS|FF|SF|FD|DD|DF)\s*(?:([+\-−])\s*((?:[^+\-−;\n,]|,(?=\d))+))?", re.IGNORECASE
)
_BARE_LAG = re.compile(r"(\S(?:.{0,200}\S)?)\s*([+\-−–])\s*([^+\-−–]{1,40})")
_PARTED = re.compile(r"[;\n]")


class Ids:
    """The ids that are taken, and those made from names: the same for the same names in the same order."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*taken, LAUNCH}
        self._numbers: dict[str, int] = {}

    def make(self, name: str) -> str:
        """Make an id from a name: ``Création des contenus`` is ``creation-des-contenus``."""
        words = re.sub(r"[^\w]+", "-", folded(name[:_LONGEST_NAME])).strip("-_")[:_LONGEST_ID]
        words = words.strip("-_") or "task"
        made = words
        while made in self._taken:
            self._numbers[words] = self._numbers.get(words, 1) + 1
            made = f"{words}-{self._numbers[words]}"
        self._taken.add(made)
        return made


def names_the_launch(name: str) -> bool:
    """Tell whether a row is called after the launch itself: Jour J, Lancement, Launch."""
    return folded(name) in LAUNCH_NAMES


@define
class Directory:
    """
    The tasks of a table, as links may name them.

    Attributes
    ----------
    ids
        Id by what the id column holds.
    names
        Id by folded name; None where several tasks share it.
    made
        The ids that were made from names.
    numbers
        Id by row number, 1 being the first task, of the rows without an id of their own.
    titles
        Name as it is written by folded name, for questions.
    """

    ids: dict[str, str] = field(factory=dict)
    names: dict[str, str | None] = field(factory=dict)
    made: dict[str, str] = field(factory=dict)
    numbers: dict[str, str] = field(factory=dict)
    titles: dict[str, str] = field(factory=dict)
    _hints: Iterator[int] = field(factory=itertools.count, init=False, eq=False)

    def find(self, text: str) -> str | None:
        """Find a task by id, by name or by number; None if there is none, or are several."""
        text = text.strip()
        found = self.ids.get(text) or self.names.get(folded(text))
        if found is None and not self.shared(text):
            found = self.made.get(text) or self.numbers.get(text)
        return found or (LAUNCH if names_the_launch(text) else None)

    def shared(self, text: str) -> bool:
        """Tell whether several tasks have this name."""
        return self.names.get(folded(text), "") is None

    def hint(self, text: str) -> Phrase:
        """Ask whether the nearest id or name was meant; looking for one takes time."""
        if text.strip().isdecimal() or next(self._hints) >= _MOST_HINTS:
            return Phrase("nothing")  # any number is near another
        written = {quoted(folded(title)): title for title in (*self.made, *self.ids, *self.titles.values())}
        meant = nearest(folded(text), written).values.get("candidate")
        return (
            Phrase("did-you-mean", {"candidate": quoted(written[str(meant)])}) if meant else Phrase("nothing")
        )


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
    tie = _tie(text.strip())
    return directory.find(text) is not None or (tie is not None and directory.find(tie[0]) is not None)


def _tie(text: str) -> tuple[str, str, str | None] | None:
    """Part ``film SS+2d`` into the task, the type and the lag; None where no type is written."""
    for match in _TYPE.finditer(text, 1):
        if match.end() == len(text):
            kind, sign, lag = match.groups()
            return (
                text[: match.start()].strip(),
                _TYPES.get(kind.upper(), kind.upper()),
                lag and (sign if sign != "+" else "") + lag,
            )
    return None


def _read_link(text: str, directory: Directory) -> dict[str, str]:
    if found := directory.find(text):
        return {"task": found}
    name, kind, lag = _tie(text) or (text, "FS", None)
    found = directory.find(name)
    if found is None:
        if directory.shared(name):
            raise PlanError(error("name-of-several", name=quoted(name)))
        raise PlanError(error("unknown-task", id=quoted(name), hint=_with_type(name, directory)))
    link = Link("a", "b", parse_link_type(kind), parse_lag(lag and lag.replace("−", "-")))
    return {"task": found, "type": kind} | ({} if link.lag == NO_LAG else {"lag": str(link.lag)})


def _with_type(text: str, directory: Directory) -> Phrase:
    """Propose ``brief FS+2 days`` for ``brief + 2 days``: a lag stands behind a type of link."""
    match = _BARE_LAG.fullmatch(text)
    if match and directory.find(match[1]):
        try:
            parse_lag(match[3])
        except PlanError:
            pass
        else:
            return Phrase("did-you-mean", {"candidate": quoted(f"{match[1]} FS{match[2]}{match[3]}")})
    return directory.hint(text)


def link_words(link: Link, other: str, lang: str = "en") -> str:
    """Write a link as its cell shows it: ``brief``, ``brief SS+2d``, in French ``brief DD+2 j``."""
    if link.manner == "FS":
        return other
    kind = link.type.value
    if language_of(lang) == "fr":
        kind = next((french for french, english in _TYPES.items() if english == kind), kind)
    if link.lag == NO_LAG:
        return f"{other} {kind}"
    lag = lag_words(link.lag, lang)
    return f"{other} {kind}{lag if lag.startswith('-') else '+' + lag}"
