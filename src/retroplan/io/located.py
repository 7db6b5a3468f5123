"""A document read from text, and the line on which each of its parts stands."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from attrs import evolve, frozen

from retroplan.document import from_document
from retroplan.errors import Finding, PlanError, error
from retroplan.language import LANGUAGES, plain
from retroplan.language.quoting import quoted
from retroplan.model.plan import Plan

MAX_BYTES = 10_000_000
MAX_NESTING = 250
"""Room for the 100 levels of tasks, each a list in a mapping, and for what stands in the last one."""
MOST_FINDINGS = 100
"""A text that is wrong throughout is not told so a million times."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_ENDS = re.compile(r"(?=[.\[])|$")


@frozen
class Place:
    """
    Where a value stands.

    Attributes
    ----------
    line
        Its line, or that of its key; the first is 1.
    inside
        The places of its keys, or of its items.
    """

    line: int
    inside: Mapping[str, Place] | Sequence[Place] = ()


@frozen
class Located:
    """
    A document of plain dicts and lists, as a text held it.

    Attributes
    ----------
    document
        What the text says.
    root
        The place of the whole; None where the format does not tell lines.
    findings
        What could not be read though the rest could.
    """

    document: Any
    root: Place | None = None
    findings: tuple[Finding, ...] = ()

    def line(self, path: str) -> int | None:
        """Find the line of ``tasks[3].after[0]``, or of the nearest thing around it; None for the whole."""
        place, found = self.root, None
        while place is not None and path:
            place, path = _step(place, path)
            found = place.line if place else found
        return found

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give each finding the line that its path leads to."""
        return [
            finding if finding.line or finding.cell else evolve(finding, line=self.line(finding.path))
            for finding in findings
        ]


class PartlyReadError(PlanError):
    """
    Parts of a text that are refused, though the rest of it could be read.

    Attributes
    ----------
    read
        The rest, with what is refused among its findings.
    """

    def __init__(self, read: Located) -> None:
        super().__init__(read.findings)
        self.read = read


class Read(Protocol):
    """What a reader gives: a document, what it could not read of it, and where everything stood."""

    @property
    def document(self) -> Any:
        """What was read, as plain dicts and lists."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be read though the rest could."""

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give each finding the line or the cell that its path leads to."""


def plan_of(read: Read) -> Plan:
    """
    Make the plan of what a reader gave.

    Raises
    ------
    PlanError
        With what the reader could not read and what is wrong with the rest, each with its place.
    """
    findings = list(read.findings)
    if read.document is None and findings:
        raise PlanError(findings)
    try:
        plan = from_document(read.document)
    except PlanError as problem:
        findings += read.locate(problem.findings)
        raise PlanError(sorted(findings, key=standing), _lang(read)) from None
    if findings:
        raise PlanError(sorted(findings, key=standing), plan.lang)
    return plan


def _lang(read: Read) -> str | None:
    lang = read.document.get("lang") if isinstance(read.document, Mapping) else None
    return lang if lang in LANGUAGES else None


def standing(finding: Finding) -> tuple[int, int, str]:
    """Order findings as their lines or cells stand in the file; those without a place come first."""
    letters = (finding.cell or "").rstrip("0123456789")
    row = finding.cell[len(letters) :] if finding.cell else ""
    return (int(row) if row else finding.line or 0), len(letters), letters


def _step(place: Place, path: str) -> tuple[Place | None, str]:
    """Follow the first step of a path; a key may hold dots, so the longest that is known wins."""
    if isinstance(place.inside, Sequence):
        number, _, rest = path.removeprefix("[").partition("]")
        known = number.isdecimal() and len(number) < 10 and int(number) < len(place.inside)
        return (place.inside[int(number)] if known else None), rest.removeprefix(".")
    for end in sorted((match.start() for match in _ENDS.finditer(path)), reverse=True):
        if path[:end] in place.inside:
            return place.inside[path[:end]], path[end:].removeprefix(".")
    return None, ""


def bounded(data: bytes, limit: int = MAX_BYTES) -> bytes:
    """Give the data back, or refuse it if it is larger than `limit` bytes."""
    if len(data) > limit:
        raise PlanError(error("document-too-large", limit=limit))
    return data


def decoded(data: bytes, limit: int = MAX_BYTES) -> str:
    """
    Give the text of a file: UTF-8, with a byte order mark or without.

    Raises
    ------
    PlanError
        It is larger than `limit` bytes, not UTF-8, or empty.
    """
    bounded(data, limit)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise PlanError(evolve(error("not-utf8"), line=line)) from None
    if not text.strip():
        raise PlanError(error("empty-document"))
    return text


def encoded(text: str) -> bytes:
    """
    Give the bytes of a text, in UTF-8.

    Raises
    ------
    PlanError
        It holds half a character, as a file name that is not UTF-8 does in Python.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as problem:
        raise PlanError(error("not-text", text=ascii(text[problem.start : problem.end])[1:-1])) from None


def has_surrogate(text: str) -> bool:
    """Tell whether a text holds half a character, which no file can hold."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def path_of(keys: Sequence[object]) -> str:
    """Write keys and numbers of items the way findings do: ``tasks[3].after``."""
    steps = (f"[{key}]" if isinstance(key, int) else f".{quoted(key)}" for key in keys)
    return "".join(steps).removeprefix(".")


def fallback(value: object) -> object:
    """Reduce a value that the format cannot hold, in an ``x-`` key, to one that it can."""
    return dict(value) if isinstance(value, Mapping) else plain(value)
