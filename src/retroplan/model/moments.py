"""Dates as people type them, held as one exact type."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeAlias

from retroplan.calendars import Calendar, instant
from retroplan.calendars.lags import add_months
from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.units import Offset, OffsetUnit

Moment: TypeAlias = date | datetime
"""A day, or a local instant to the minute."""

_DAY_MINUTES = 24 * 60
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_DAY_LENGTH = len("2026-06-15")


def parse_moment(value: object) -> Moment:
    """
    Read a date or a local date-time.

    Parameters
    ----------
    value
        ISO text (``2026-06-15``, ``2026-06-15 09:30``), a date or a datetime.

    Raises
    ------
    PlanError
        The value is not a date, has a time zone, or counts seconds.
    """
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise PlanError(error("date-with-zone", text=value.isoformat()))
        if value.second or value.microsecond:
            raise PlanError(error("date-with-seconds", text=value.isoformat()))
        return value
    if isinstance(value, date):
        return value
    raise PlanError(error("bad-date", text=str(value)))


def _from_text(text: str) -> Moment:
    stripped = text.strip()
    if not _WRITTEN.fullmatch(stripped):
        raise PlanError(error("bad-date", text=quoted(text)))
    try:
        if len(stripped) <= _DAY_LENGTH:
            return date.fromisoformat(stripped)
        return datetime.fromisoformat(stripped)
    except ValueError:
        raise PlanError(error("bad-date", text=text)) from None


def is_day(value: Moment) -> bool:
    """Tell whether the value is a date without a time."""
    return not isinstance(value, datetime)


def moment_instant(value: Moment, *, finish: bool = False) -> int:
    """Give the instant a date means: its beginning, or its end for a finish."""
    return instant(value) + (_DAY_MINUTES if finish and is_day(value) else 0)


def offset_instant(offset: Offset, launch: int, calendar: Calendar, *, finish: bool = False) -> int:
    """
    Give the instant an offset means: the beginning of its day, or the end for a finish.

    `J` and `H±n` are instants, not days.

    Parameters
    ----------
    offset
        The offset.
    launch
        The instant of J.
    calendar
        The plan's: open days before J are those in [date, J), after it those in (J, date].
    finish
        Whether the end of the day is meant.
    """
    if offset.unit is OffsetUnit.HOURS:
        return launch + offset.amount * 60
    if offset.amount == 0:
        return launch
    day = launch - launch % _DAY_MINUTES
    match offset.unit:
        case OffsetUnit.DAYS:
            day += offset.amount * _DAY_MINUTES
        case OffsetUnit.WEEKS:
            day += 7 * offset.amount * _DAY_MINUTES
        case OffsetUnit.MONTHS:
            day = add_months(day, offset.amount)
        case OffsetUnit.WORKING_DAYS:
            day = instant(calendar.add_days(date.fromordinal(day // _DAY_MINUTES), offset.amount))
    return day + (_DAY_MINUTES if finish else 0)


def moment_text(value: Moment) -> str:
    """Write a moment as ISO text, to the minute."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
