"""What is wrong with the cells of a table, gathered while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, evolve, field

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
    """

    grid: Grid
    _found: list[tuple[Finding, int, int]] = field(factory=list)

    def add(self, found: Finding | Iterable[Finding] | PlanError, row: int, column: int) -> None:
        """Add what was found in a cell: by the number of its row in the file, and its column."""
        if isinstance(found, PlanError):
            found = found.findings
        for finding in (found,) if isinstance(found, Finding) else found:
            if len(self._found) < _MOST:  # a table that is wrong throughout is not told so a million times
                self._found.append((finding, row, column))

    def placed(self, cells: Mapping[str, tuple[int, int]]) -> Iterator[Finding]:
        """
        Give what was found, with its cell and its path in the document where there is one.

        Parameters
        ----------
        cells
            Row number and column by path in the document.
        """
        paths = {place: path for path, place in cells.items() if not path.endswith("]")}
        tasks = {row: path for path, (row, _) in cells.items() if path.endswith("]")}
        for finding, row, column in self._found:
            path = tasks.get(row) if finding.code == "row-without-name" else paths.get((row, column))
            _, dot, rest = finding.path.partition(".")
            known = path is not None and self.grid.places != "row"
            yield self.grid.at(evolve(finding, path=f"{path}{dot}{rest}") if known else finding, row, column)
