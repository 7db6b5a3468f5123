"""What is wrong with the cells of a table, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from retroplan.errors import Finding, PlanError
from retroplan.tables.grid import Grid

_MOST = 200


@define
class Faults:
    """
    Findings, each with the place of its cell.

    Attributes
    ----------
    grid
        The grid that is read.
    findings
        What was found; a table that is wrong throughout is not told so a million times.
    """

    grid: Grid
    findings: list[Finding] = field(factory=list)

    def add(self, found: Finding | Iterable[Finding] | PlanError, row: int, column: int) -> None:
        """Add what was found in a cell: by the number of its row in the file, and its column."""
        if isinstance(found, PlanError):
            found = found.findings
        for finding in (found,) if isinstance(found, Finding) else found:
            if len(self.findings) < _MOST:
                self.findings.append(self.grid.at(finding, row, column))
