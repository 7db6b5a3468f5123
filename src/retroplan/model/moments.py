"""Dates as people type them, held as one exact type."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeAlias

from retroplan.calendars import instant
from retroplan.calendars.dates import as_written, refused_date
from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted

Moment: TypeAlias = date | datetime
"""A day, or a local instant to the minute."""

_DAY_MINUTES = 24 * 60
_WRITTEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_DAY_LENGTH = len("2026-06-15")


def parse_moment(value: object) -> Moment:
    """
    Read a date or a local date-time.

    Parameters
    ----------
    value
        ISO text (``2026-06-15``, ``2026-06-15 09:30``), a date, a datetime, or a date of numpy in days,
        minutes or finer.

    Raises
    ------
    PlanError
        The value is not a date, has a time zone, or counts seconds.
    """
    value = as_written(value)
    text = value if isinstance(value, str) else None
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, datetime):
        text, written = text or value.isoformat(), value.isoformat(" ")[: len("2026-06-15 09:30")]
        if value.tzinfo is not None:
            raise PlanError(error("date-with-zone", text=text, written=written))
        if value.second or value.microsecond:
            raise PlanError(error("date-with-seconds", text=text, written=written))
        return value
    if isinstance(value, date):
        return value
    raise refused_date(value, error("bad-date", text=quoted(value)))


def _from_text(text: str) -> Moment:
    stripped = text.strip()
    try:
        if _WRITTEN.fullmatch(stripped):
            return (date if len(stripped) <= _DAY_LENGTH else datetime).fromisoformat(stripped)
    except ValueError:  # 2026-02-30
        pass
    raise refused_date(text, error("bad-date", text=quoted(text)))


def is_day(value: Moment) -> bool:
    """Tell whether the value is a date without a time."""
    return not isinstance(value, datetime)


def moment_instant(value: Moment, *, finish: bool = False) -> int:
    """Give the instant a date means: its beginning, or its end for a finish."""
    return instant(value) + (_DAY_MINUTES if finish and is_day(value) else 0)


def moment_text(value: Moment) -> str:
    """Write a moment as ISO text, to the minute."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
