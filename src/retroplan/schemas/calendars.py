"""The calendars of a plan document, as definitions of its schema."""

from __future__ import annotations

from retroplan.calendars import Calendar, Closure
from retroplan.calendars.document import CALENDAR_KEYS
from retroplan.calendars.hours import CONVENTIONS, WEEKDAY_NAMES
from retroplan.schemas import patterns
from retroplan.schemas.fragments import (
    Fragment,
    attributes_of,
    closed,
    described,
    either,
    nullable,
    ref,
    summary_of,
    text,
)

_SPANS = either(
    text(patterns.SPAN, "08:00-12:00", "22:00-06:00"),
    described(
        {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        "Minutes of the day, from and to.",
    ),
)
_DATES = {"type": "object", "propertyNames": text(patterns.DAY)}

# A new key of a calendar has no schema before it has its row here.
CALENDAR: dict[str, Fragment] = {
    "country": text("", "FR", "FR-57", "BE"),
    "subdivision": {"type": ["string", "integer"], "examples": ["57", 57]},
    "days": either({"enum": list(CONVENTIONS)}, text(patterns.any_case(CONVENTIONS))),
    "week": ref("week"),
    "closed": {"type": "array", "items": ref("closure")},
    "open": either(
        _DATES | {"additionalProperties": ref("opened_hours")},
        {"type": "array", "items": text(patterns.DAY, "2026-05-30")},
    ),
}
_WEEKDAY = patterns.any_case(name for names in WEEKDAY_NAMES for name in names)
_OTHER_NAMES = {"open": "opened"}


def calendar_definitions() -> dict[str, Fragment]:
    """Describe a calendar and what it is made of."""
    return {
        "calendar": described(
            either(text("", "FR", "FR-57", "ouvres", "studio"), ref("calendar_mapping")),
            "Name of one of the plan's calendars, a country code such as `FR` or `FR-57`, `ouvres`, "
            "`ouvrables`, `calendaires`, or a calendar.",
        ),
        "calendar_mapping": _calendar(),
        "week": _week(),
        "weekday": text(_WEEKDAY, "mon", "lun"),
        "hours": described(
            either(*_SPANS["anyOf"], {"type": "array", "items": _SPANS}),
            "Hours that begin on a day, such as `08:00-12:00`; an empty list is a closed day.",
        ),
        "opened_hours": either(*_SPANS["anyOf"], {"type": "array", "items": _SPANS, "minItems": 1}),
        "closure": _closure(),
    }


def _calendar() -> Fragment:
    told = attributes_of(Calendar)
    properties = {
        key: described(nullable(CALENDAR[key]), told.get(_OTHER_NAMES.get(key, key), ""))
        for key in CALENDAR_KEYS
    }
    return described(closed(properties, extra=True), summary_of(Calendar))


def _week() -> Fragment:
    """Weekdays by all their names, in capitals or not; or the hours of seven days."""
    by_name = {
        "type": "object",
        "properties": {names[0]: ref("hours") for names in WEEKDAY_NAMES},
        "propertyNames": text(_WEEKDAY),
        "additionalProperties": ref("hours"),
    }
    return either(by_name, {"type": "array", "items": ref("hours"), "minItems": 7, "maxItems": 7})


def _closure() -> Fragment:
    told = attributes_of(Closure)
    days = text(patterns.DAY, "2026-08-03")
    properties = {
        "from": described(days, told.get("first", "")),
        "to": described(nullable(days), told.get("last", "")),
        "label": described({"examples": ["Pont de l’Ascension"]}, told.get("label", "")),
    }
    return described(
        either(text(patterns.DAYS, "2026-12-24", "2026-08-03/2026-08-21"), closed(properties, ["from"])),
        summary_of(Closure),
    )
