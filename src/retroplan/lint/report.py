"""What `check` found."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from retroplan.errors import Finding, Severity
from retroplan.language import say, word


@frozen
class Report:
    """
    Everything there is to say about a plan, errors first, then in the order of the document.

    Attributes
    ----------
    findings
        What was found; the problems of a plan that cannot be read, as `PlanError` has them.
    """

    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.count(Severity.ERROR)

    def count(self, severity: Severity | str) -> int:
        """Count the findings of a severity: ``error``, ``warning`` or ``info``."""
        wanted = Severity(severity)
        return sum(finding.severity is wanted for finding in self.findings)

    def text(self, lang: str = "en") -> str:
        """Put every finding into words, a line each: how much it matters, where, what, and its code."""
        return "\n".join(line(finding, finding.text(lang), lang) for finding in self.findings)

    def to_document(self) -> dict[str, Any]:
        """Give the report as JSON-safe data with stable keys."""
        return {
            "ok": self.ok,
            "counts": {severity.value: self.count(severity) for severity in Severity},
            "findings": [finding.to_record() for finding in self.findings],
        }

    def __str__(self) -> str:
        return self.text("en")


def line(finding: Finding, words: str, lang: str) -> str:
    """Put how much a finding matters in front of its words, and its code behind them."""
    severity = word(f"severity-{finding.severity.value}", lang)
    return say("placed", {"place": severity, "words": f"{words} [{finding.code}]"}, lang)
