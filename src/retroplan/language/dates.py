"""Dates as people write them, in every language there is, so that a message can say how to write one."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import combining, normalize

from retroplan.language.names import month_names

_LONGEST = 40
_CENTURY = 2000
_YEAR = r"(?P<year>\d{4}|\d{2})"
_CLOCK = r"(?:[ t,]+(?:a |at )?(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})?))?"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.ASCII)
    for form in (
        rf"(?P<first>\d{{1,2}})([/.\-])(?P<second>\d{{1,2}})\2{_YEAR}",
        r"(?P<year>\d{4})([/.\-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?:\w+\.? )?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[ \-](?P<name>[a-z]+)\.?,?[ \-](?P<year>\d{4})",
        r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)


def suggested_moment(text: str) -> date | datetime | None:
    """
    Guess the date that a text means; None if it is none, lacks its year or does not exist.

    The day comes first, as in French, unless only the other order gives a date.

    Examples
    --------
    >>> suggested_moment("15/06/2026"), suggested_moment("06/25/2026")
    (datetime.date(2026, 6, 15), datetime.date(2026, 6, 25))
    """
    tidy = _plain(text) if len(text) <= _LONGEST else ""
    for form in _FORMS:
        match = form.fullmatch(tidy)
        if match is None:
            continue
        parts = match.groupdict()
        for day, month in _days(parts):
            try:
                return _made(parts, day, month)
            except ValueError:
                continue
    return None


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.lower())
    return " ".join("".join(letter for letter in letters if not combining(letter)).split())


def _days(parts: dict[str, str | None]) -> list[tuple[int, int]]:
    """List the days and months that the numbers may be, the likeliest first."""
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        return [(first, second), (second, first)]
    if parts.get("name"):
        names = {_plain(name): number for name, number in month_names().items()}
        return [(int(parts["day"] or 0), names.get(parts["name"] or "", 0))]
    return [(int(parts["day"] or 0), int(parts["month"] or 0))]


def _made(parts: dict[str, str | None], day: int, month: int) -> date | datetime:
    digits = parts["year"] or ""
    year = int(digits) + (_CENTURY if len(digits) == 2 else 0)
    if parts["hour"] is None:
        return date(year, month, day)
    return datetime(year, month, day, int(parts["hour"]), int(parts["minute"] or 0))
