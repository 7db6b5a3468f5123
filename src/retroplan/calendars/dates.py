"""What to say of a date that is not written as plans have them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from retroplan.errors import Finding, PlanError, error
from retroplan.language.dates import suggested_moment
from retroplan.language.quoting import quoted

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\b.*", re.ASCII)
_LAST_MONTH = 12


def as_written(value: object) -> object:
    """
    Give a date of numpy as its text, ``2026-06-15`` or ``2026-06-15T09:30``; anything else is itself.

    It is known by its name, as nobody need have numpy imported to read a date.
    """
    kind = type(value)
    return str(value) if (kind.__module__, kind.__name__) == ("numpy", "datetime64") else value


def refused_date(value: object, otherwise: Finding) -> PlanError:
    """
    Say what to write instead of a value that is no date.

    Parameters
    ----------
    value
        What was written.
    otherwise
        What is said where nobody can tell which date is meant; it also has the place.
    """
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    path = otherwise.path
    if isinstance(value, str) and not value.strip():
        return PlanError(error("empty-value", path))
    last = last_of_month(text.strip())
    if last is not None:
        return PlanError(error("no-such-day", path, text=quoted(text), last=last))
    meant = suggested_moment(text.strip())
    if meant is None:
        return PlanError(otherwise)
    return PlanError(error("date-form", path, text=quoted(text), date=meant, written=written_date(meant)))


def written_date(meant: date) -> str:
    """Write a date as plans have them."""
    return meant.isoformat(" ", "minutes") if isinstance(meant, datetime) else meant.isoformat()


def last_of_month(text: str) -> date | None:
    """Give the last day of the month in a text such as 2026-02-30, whose day does not exist."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    if not (year and 1 <= month <= _LAST_MONTH):
        return None
    last = monthrange(year, month)[1]
    return date(year, month, last) if day > last else None
