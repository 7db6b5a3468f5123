"""What retroplan has to tell: findings as data, and the errors that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from attrs import evolve, field, frozen

from retroplan.language import plain, say, sealed
from retroplan.language.quoting import legible


class Severity(Enum):
    """How much a finding matters: an error stops, a warning doubts, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen(kw_only=True)
class Finding:
    """
    One thing worth telling about a plan: a code and values, put into words late.

    Attributes
    ----------
    code
        Stable name of the kind of finding, the key of its sentence in each language.
    severity
        Whether it stops the work, casts doubt, or only informs.
    path
        Where it is, as the user wrote it: ``tasks[3].after[0]``.
    task
        Id of the task it is about, if it is about one.
    values
        What the sentence is filled with: ids, dates, numbers, durations.
    line, cell
        Line of the text file, or cell of the table, where the reader knows it.
    """

    code: str
    severity: Severity = Severity.ERROR
    path: str = ""
    task: str | None = None
    values: Mapping[str, object] = field(factory=dict, converter=sealed, hash=False)
    line: int | None = None
    cell: str | None = None

    def at(self, path: str) -> Finding:
        """Return the same finding, seen from a document in which its subject lies at `path`."""
        if not self.path:
            joined = path
        elif not path or self.path.startswith("["):
            joined = path + self.path
        else:
            joined = f"{path}.{self.path}"
        return evolve(self, path=joined)

    def text(self, lang: str = "en") -> str:
        """Put the finding into words, its place first."""
        place = self.path or self.task or ""
        if self.cell:
            place = self.cell  # who looks at a spreadsheet finds a cell, not a path
        elif self.line:
            where = say("at-line", {"line": str(self.line)}, lang)
            place = f"{place} ({where})" if place else where
        words = say(self.code, self.values, lang)
        return legible(f"{place}: {words}" if place else words)

    def to_record(self) -> dict[str, object]:
        """Give the finding as a JSON-safe mapping with stable keys."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "task": self.task,
            "values": {name: plain(value) for name, value in self.values.items()},
            "line": self.line,
            "cell": self.cell,
        }

    def __str__(self) -> str:
        return self.text("en")


def error(code: str, path: str = "", *, task: str | None = None, **values: object) -> Finding:
    """Make a finding that stops the work."""
    return Finding(code=code, path=path, task=task, values=values)


def warning(code: str, path: str = "", *, task: str | None = None, **values: object) -> Finding:
    """Make a finding that casts doubt but stops nothing."""
    return Finding(code=code, severity=Severity.WARNING, path=path, task=task, values=values)


def info(code: str, path: str = "", *, task: str | None = None, **values: object) -> Finding:
    """Make a finding that only informs."""
    return Finding(code=code, severity=Severity.INFO, path=path, task=task, values=values)


class RetroplanError(Exception):
    """Base of every error that retroplan raises on purpose."""


class PlanError(RetroplanError, ValueError):
    """
    The input cannot be understood; all its problems are in `findings`.

    Attributes
    ----------
    findings
        Every problem found, in the order of the document.
    lang
        Language of the document, where it could be read; None if it is not known.
    """

    findings: tuple[Finding, ...]

    def __init__(self, findings: Finding | Iterable[Finding], lang: str | None = None) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        self.lang = lang
        super().__init__(self.findings, lang)

    def text(self, lang: str = "en") -> str:
        """Put every finding into words, one a line."""
        return "\n".join(finding.text(lang) for finding in self.findings)

    def __str__(self) -> str:
        return self.text("en")


class CalendarError(PlanError):
    """A calendar cannot answer: it never opens, or its years run out."""
