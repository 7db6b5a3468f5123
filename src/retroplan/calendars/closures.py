"""Public holidays, read from the `holidays` package a year at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from attrs import frozen

from retroplan.calendars.places import Country, require_country, resolve_place
from retroplan.calendars.working import years_error

# The package leaves out the Whit Mondays on which France worked for nothing (law 2004-626, until law
# 2008-351). They were still public holidays: the open data of the state lists them.
_WHIT_MONDAYS = {2005: date(2005, 5, 16), 2006: date(2006, 6, 5), 2007: date(2007, 5, 28)}
_WHIT_MONDAY_NAMED = date(2008, 5, 12)


def known_years(country: str) -> tuple[int, int]:
    """
    Return the first and the last year whose public holidays are known.

    Raises
    ------
    PlanError
        The country is not known.
    """
    known = require_country(country)
    return known.first_year, known.last_year


def holidays_of(country: str, subdivision: str | None, year: int, lang: str | None = None) -> dict[date, str]:
    """
    Return the public holidays of a year, with their names.

    Parameters
    ----------
    country, subdivision
        As `resolve_place` spells them.
    year
        One of the `known_years` of the country.
    lang
        Language of the names: ``fr``, ``en``, or any other that the package has for the
        country. The country's own if not given or not available.

    Raises
    ------
    CalendarError
        The year is not one of those known for the country.

    Examples
    --------
    >>> from datetime import date
    >>> holidays_of("FR", None, 2026, "en")[date(2026, 12, 25)]
    'Christmas Day'
    """
    return dict(holiday_names(country, subdivision, year, lang))


@frozen
class HolidayName:
    """
    The name of a public holiday, told in the language of who asks.

    Attributes
    ----------
    country, subdivision
        As `resolve_place` spells them.
    day
        The day of the holiday.
    """

    country: str
    subdivision: str | None
    day: date

    def text(self, lang: str = "en") -> str:
        """Give the name in a language, or in the country's own."""
        return holiday_names(self.country, self.subdivision, self.day.year, lang)[self.day]

    def __str__(self) -> str:
        return holiday_names(self.country, self.subdivision, self.day.year)[self.day]


@lru_cache(maxsize=4096)
def holiday_names(
    country: str, subdivision: str | None, year: int, lang: str | None = None
) -> Mapping[date, str]:
    """Give what `holidays_of` returns, kept from one call to the next; not to be changed."""
    import holidays

    known = require_country(country)
    _, spelling = resolve_place(country, subdivision)
    years = known.first_year, known.last_year
    if not years[0] <= year <= years[1]:
        raise years_error(f"{known.code}-{spelling}" if spelling else known.code, years)
    found = holidays.country_holidays(
        known.code,
        subdiv=known.subdivisions[spelling.lower()][1] if spelling else None,
        years=year,
        # Never left out, or the package would ask the environment.
        language=_language(known, lang),
        categories=holidays.PUBLIC,
    )
    names = {day: str(name) for day, name in found.items()}
    if known.code == "FR" and year in _WHIT_MONDAYS:
        later = holiday_names(country, None, _WHIT_MONDAY_NAMED.year, lang)
        names[_WHIT_MONDAYS[year]] = later[_WHIT_MONDAY_NAMED]
    return dict(sorted(names.items()))


def _language(country: Country, lang: str | None) -> str | None:
    """Pick the language of the package that comes nearest to the one asked for."""
    own = country.languages[0] if country.languages else None
    if lang is None:
        return own
    exact = lang.replace("-", "_")
    short = exact.split("_")[0].lower()
    same = [language for language in country.languages if language.split("_")[0] == short]
    return next((language for language in same if language == exact), same[0] if same else own)
