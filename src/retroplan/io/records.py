"""Plans from rows that a program holds: mappings, records of a data frame, lists of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from retroplan.errors import PlanError, error
from retroplan.io.located import plan_of
from retroplan.language.quoting import quoted
from retroplan.model.plan import Plan
from retroplan.tables.grid import Grid, Row
from retroplan.tables.reading import read_table


def from_table(
    rows: Iterable[Mapping[str, Any] | Sequence[Any]], *, columns: Mapping[str, str] | None = None
) -> Plan:
    """
    Make a plan from rows.

    Parameters
    ----------
    rows
        Mappings from heading to value, as `csv.DictReader` and ``DataFrame.to_dict("records")`` give
        them; or lists of cells, the headings in one of them. None, empty texts and NaN are nothing.
    columns
        What headings mean that retroplan does not know: ``{"Livrable": "name"}``.

    Raises
    ------
    PlanError
        With all problems, each with its path (``rows[3]…``) or, in lists of cells, its cell (``B7``).

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.from_table([{"Tâche": "Brief", "Durée": "2 jours"}, {"Tâche": "Film"}])
    >>> [(task.id, str(task.duration)) for task in plan]
    [('brief', '2d'), ('film', 'None')]
    """
    if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
        raise TypeError(f"from_table takes a list of mappings or of lists, not a {type(rows).__name__}")
    every = list(rows)
    mappings = [row for row in every if isinstance(row, Mapping)]
    strange = [row for row in every if not isinstance(row, (Mapping, list, tuple))]
    if strange or (mappings and len(mappings) < len(every)):
        raise PlanError(error("not-a-row", "rows", text=quoted(strange[0] if strange else mappings[0])))
    return plan_of(read_table(_of_mappings(mappings) if mappings else _of_lists(every), columns))


def _of_mappings(rows: list[Mapping[str, Any]]) -> Grid:
    """Put the headings of all rows above them, in the order in which they come first."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    body = (Row(n, [_plain(row.get(heading)) for heading in headings]) for n, row in enumerate(rows, 1))
    return Grid((Row(0, headings), *body), "row")


def _of_lists(rows: list[Any]) -> Grid:
    return Grid(tuple(Row(n, [_plain(cell) for cell in row]) for n, row in enumerate(rows, 1)), "cell")


def _plain(cell: Any) -> Any:
    """Reduce the numbers, moments and arrays of numpy and pandas to Python's, midnight to its day."""
    if cell is None or isinstance(cell, (str, bool, int, list, tuple, Mapping)):
        return cell
    try:
        if cell != cell:  # NaN, NaT
            return None
    except (TypeError, ValueError, ArithmeticError):  # a missing value that says neither yes nor no, an array
        return cell.tolist() if hasattr(cell, "tolist") else None
    if hasattr(cell, "to_pydatetime"):
        cell = cell.to_pydatetime()
    elif hasattr(cell, "item"):
        cell = _scalar(cell)
    at_midnight = isinstance(cell, datetime) and cell.time() == time() and cell.tzinfo is None
    return cell.date() if at_midnight else cell


def _scalar(cell: Any) -> Any:
    """Give the Python value of a scalar of numpy; one that counts nanoseconds gives a number otherwise."""
    if type(cell).__name__ == "datetime64":
        return cell.astype("datetime64[us]").item()
    return cell.tolist()
