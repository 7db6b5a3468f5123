"""Samples that leave the years that calendars know, and the duration that is to blame for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retroplan.calendars import moment
from retroplan.errors import CalendarError, error
from retroplan.language import Amount
from retroplan.risk.job import Job
from retroplan.risk.model import NodeRow

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_YEAR = 365 * 1440


@contextmanager
def within_years(job: Job, lengths: Mapping[int, Value]) -> Iterator[None]:
    """
    Name the longest duration where a block of samples leaves the years that calendars know.

    Raises
    ------
    CalendarError
        The samples do; if no duration in them lasts a year, the error is left as it is.
    """
    try:
        yield
    except CalendarError:
        import numpy as np

        rows = job.model.rows
        years = {number: _years(rows[number], int(np.max(length))) for number, length in lengths.items()}
        longest = max(years, key=years.__getitem__, default=None)
        if longest is None or years[longest] < 1:
            raise
        many = Amount(int(years[longest]), "year")
        raise CalendarError(error("sample-leaves-years", id=rows[longest].id, years=many)) from None


def check_instants(job: Job, instants: Value) -> None:
    """Refuse instants outside the years 1 to 9999; time by the clock goes on for ever."""
    import numpy as np

    for edge in (np.min(instants), np.max(instants)):
        moment(int(edge) + job.model.origin)


def _years(row: NodeRow, length: int) -> float:
    """Give about how many years a duration takes, if all are as the one before J, or from the start."""
    if row.months:
        return length / 12
    try:
        year = -int(row.clock.worked(-_YEAR))
    except CalendarError:
        year = int(row.clock.worked(_YEAR))
    return length / year if year else 0.0
