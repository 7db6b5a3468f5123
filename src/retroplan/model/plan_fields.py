"""Values that only a plan has, read from what a person would type."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from retroplan.calendars import Calendar, calendar_from
from retroplan.errors import Finding, PlanError, error
from retroplan.language import sealed
from retroplan.language.quoting import quoted
from retroplan.model.fields import PartialError, choice, parse_each
from retroplan.model.link import UNREAD, Link, parse_flat_link

FORMAT_VERSION = 1
UNREAD_CALENDAR = Calendar(name="unread")
"""In place of a calendar that could not be read, so that references to it lead somewhere."""


def parse_hours_per_day(value: object) -> Decimal:
    """Read the length of ``1d`` in hours: whole minutes, at most 24 hours."""
    try:
        hours = Decimal(str(value)) if not isinstance(value, bool) else None
    except (InvalidOperation, ValueError):
        hours = None
    if hours is None or not hours.is_finite() or not 0 < hours <= 24 or (hours * 60) % 1:
        raise PlanError(error("bad-hours-per-day", text=quoted(value)))
    return hours.normalize() + 0


def parse_calendars(value: object) -> Mapping[str, Calendar]:
    """Read calendars by name."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    calendars: dict[str, Calendar] = {}
    for name, calendar in value.items():
        try:
            calendars[str(name)] = calendar_from(calendar, str(name))
        except PlanError as problem:
            findings += [finding.at(str(name)) for finding in problem.findings]
            calendars[str(name)] = UNREAD_CALENDAR
    if findings:
        raise PartialError(findings, sealed(calendars))
    return sealed(calendars)  # type: ignore[return-value]


def parse_flat_links(values: object) -> tuple[Link, ...]:
    """Read the links that stand beside the tasks."""
    return parse_each(values, parse_flat_link, Link(UNREAD, UNREAD))


def parse_version(value: object) -> int:
    """Read the version of the format; there is one."""
    if isinstance(value, bool) or value != FORMAT_VERSION:
        raise PlanError(error("bad-version", text=quoted(value), known=FORMAT_VERSION))
    return FORMAT_VERSION


@lru_cache(maxsize=64)
def named_calendar(code: str) -> Calendar:
    """Keep calendars that only have a code: their tables serve plan after plan."""
    return calendar_from(code)


parse_links_option = choice("bad-links-option", "bridge", "refuse")
