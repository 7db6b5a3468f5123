"""Rules of RFC 5545 (iCalendar) for what comes again and again: ``FREQ=WEEKLY;BYDAY=MO;COUNT=4``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, date, datetime, time
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted

MAX_RULE = 200
"""How long the text of a rule may be."""
_RULE = re.compile(r"(?:RRULE:)?([A-Z]+=[A-Z0-9+\-,]+(?:;[A-Z]+=[A-Z0-9+\-,]+)*)")
_NUMBERS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[+-]?[1-9][0-9]{0,2})*")
_DAYS = re.compile(r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*")
# What days are made of; the parts that make hours are left out.
_PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("0*[1-9][0-9]{0,2}"),
    "COUNT": re.compile("0*(?:[1-9][0-9]{0,2}|1000)"),
    "UNTIL": re.compile("[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": _DAYS,
    "BYMONTH": _NUMBERS,
    "BYMONTHDAY": _NUMBERS,
    "BYYEARDAY": _NUMBERS,
    "BYWEEKNO": _NUMBERS,
    "BYSETPOS": _NUMBERS,
}
_CYCLE = 400
"""Years after which the calendar repeats itself, weekdays included."""


@frozen
class Recurrence:
    """
    A rule that says on which days something comes.

    Attributes
    ----------
    text
        The rule as it was written.
    """

    text: str

    @property
    def parts(self) -> Mapping[str, str]:
        """What the rule says, part by part."""
        return dict(_split(self.text))

    @property
    def count(self) -> int | None:
        """How many occurrences the rule itself admits."""
        written = self.parts.get("COUNT")
        return int(written) if written else None

    @property
    def last(self) -> date | None:
        """The day after which the rule itself has no occurrence."""
        written = self.parts.get("UNTIL")
        return datetime.strptime(written[:8], "%Y%m%d").date() if written else None

    @property
    def bounded(self) -> bool:
        """Whether the rule comes to an end by itself."""
        return not {"COUNT", "UNTIL"}.isdisjoint(self.parts)

    def days(self, first: date) -> Iterator[date]:
        """
        Yield its days from one day on, whatever its count and its end.

        A rule that matches no day, such as one for 31 February, is followed to the last year that
        Python knows; to be done soon, it begins some whole cycles of the calendar later.
        """
        cycles = max(0, MAXYEAR - _CYCLE // 4 - first.year) // _CYCLE
        moved = first.replace(year=first.year + cycles * _CYCLE)
        away = moved - first
        try:
            for t in self.rule(moved):
                yield t.date() - away
        except (ValueError, IndexError):
            raise self._refused() from None

    def rule(self, first: date) -> Any:
        """Make the rule of dateutil, without count and end."""
        from dateutil.rrule import rrulestr

        kept = [f"{key}={said}" for key, said in self.parts.items() if key not in ("COUNT", "UNTIL")]
        try:
            return rrulestr(";".join(kept), dtstart=datetime.combine(first, time.min))
        except (ValueError, TypeError):
            raise self._refused() from None

    def _refused(self) -> PlanError:
        parts = [f"{key}={said}" for key, said in self.parts.items() if key.startswith("BY")]
        return PlanError(error("bad-rrule", text=quoted(self.text), problem=quoted(";".join(parts))))


def _split(text: str) -> list[tuple[str, str]]:
    """Part a rule; nothing where it is none."""
    match = _RULE.fullmatch(text.strip().upper())
    parts = match[1].split(";") if match else []
    return [(key, said) for key, _, said in (part.partition("=") for part in parts)]


def parse_recurrence(value: object) -> Recurrence | None:
    """
    Read one rule, with or without ``RRULE:``, of days, weeks, months or years.

    Raises
    ------
    PlanError
        It is not a rule, has a part that is not known or stands twice, or counts hours.
    """
    if value is None or isinstance(value, Recurrence):
        return value
    parts = _split(value) if isinstance(value, str) and len(value) <= MAX_RULE else []
    keys = [key for key, _ in parts]
    wrong = [f"{key}={said}" for key, said in parts if key not in _PARTS or not _PARTS[key].fullmatch(said)]
    wrong += [key for key in _PARTS if keys.count(key) > 1]
    if not isinstance(value, str) or wrong or "FREQ" not in keys:
        problem = wrong[0] if wrong else "FREQ=…"
        raise PlanError(error("bad-rrule", text=quoted(value), problem=quoted(problem)))
    rule = Recurrence(value.strip())
    try:
        _ = rule.last
    except ValueError:
        problem = f"UNTIL={rule.parts['UNTIL']}"
        raise PlanError(error("bad-rrule", text=quoted(value), problem=problem)) from None
    rule.rule(date(2026, 1, 1))
    return rule
