"""Public holidays, against the open data of the French state and against the law."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from retroplan.calendars import Calendar, calendar_from, holidays_of, known_years
from retroplan.errors import CalendarError, PlanError

DATA = Path(__file__).parents[1] / "oracles" / "data"


def open_data(zone: str) -> dict[int, set[date]]:
    """Read the public holidays of a zone, by year."""
    years: dict[int, set[date]] = {}
    with (DATA / f"jours_feries_{zone}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            years.setdefault(int(row["annee"]), set()).add(date.fromisoformat(row["date"]))
    return years


def easter(year: int) -> date:
    """Compute Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def legal_holidays(year: int) -> set[date]:
    """List the public holidays that article L3133-1 of the Labour Code names."""
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    # Easter Monday, Ascension Day (a Thursday), Whit Monday.
    movable = [easter(year) + timedelta(days=n) for n in (1, 39, 50)]
    return {date(year, month, day) for month, day in fixed} | set(movable)


METROPOLE = open_data("metropole")
ALSACE_MOSELLE = open_data("alsace-moselle")


def test_open_data_covers_the_years_compared():
    """The files that the answers come from hold whole years, 2006 to 2031."""
    assert sorted(METROPOLE) == sorted(ALSACE_MOSELLE) == list(range(2006, 2032))


@pytest.mark.parametrize("year", METROPOLE)
@pytest.mark.parametrize("place", ["FR", "FR-75", "FR-2A", "FR-Métropole"])
def test_metropolitan_holidays_are_those_of_the_open_data(place, year):
    """Metropolitan France has the public holidays of the state's open data, day for day."""
    calendar = calendar_from(place)

    assert set(holidays_of(calendar.country, calendar.subdivision, year)) == METROPOLE[year]


@pytest.mark.parametrize("year", ALSACE_MOSELLE)
@pytest.mark.parametrize("department", ["57", "67", "68", "Alsace-Moselle"])
def test_alsace_moselle_holidays_are_those_of_the_open_data(department, year):
    """Moselle and both Alsatian departments have their two days more, day for day."""
    assert set(holidays_of("FR", department, year)) == ALSACE_MOSELLE[year]


@pytest.mark.parametrize("year", range(2000, 2101))
def test_holidays_before_and_after_the_open_data_are_those_of_the_law(year):
    """From 2000 to 2100 the holidays are those of the law, Whit Monday included in 2005 to 2007."""
    assert set(holidays_of("FR", None, year)) == legal_holidays(year)


def test_the_computation_from_the_law_agrees_with_the_open_data():
    """The answers of this file, from two sources, do not contradict one another."""
    assert {year: legal_holidays(year) for year in METROPOLE} == METROPOLE


@pytest.mark.parametrize("year", range(2000, 2031))
def test_days_closed_in_a_calendar_are_the_holidays_on_weekdays(year):
    """A calendar closes exactly the weekdays that are public holidays."""
    france = Calendar(country="FR")
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    closed = {d for d in days if d.weekday() < 5 and not france.is_open(d)}

    assert closed == {d for d in legal_holidays(year) if d.weekday() < 5 and d in days}


@pytest.mark.parametrize(
    ("department", "day"),
    [
        ("971", date(2026, 5, 27)),  # abolition of slavery, a day of its own in each department
        ("972", date(2026, 5, 22)),
        ("973", date(2026, 6, 10)),
        ("974", date(2026, 12, 20)),
        ("976", date(2026, 4, 27)),
        ("977", date(2026, 10, 9)),
        ("978", date(2026, 5, 28)),
    ],
)
def test_overseas_departments_commemorate_the_abolition_of_slavery(department, day):
    """Each overseas department closes on its own day, which metropolitan France does not know."""
    assert day in holidays_of("FR", department, 2026)
    assert day not in holidays_of("FR", None, 2026)


def test_names_are_in_the_language_of_the_country_unless_asked_otherwise():
    """A holiday is named in the country's own language, or in another that the package has."""
    christmas = date(2026, 12, 25)

    names = [holidays_of("FR", None, 2026, lang)[christmas] for lang in (None, "fr", "en", "en_US", "xx")]

    assert names == ["Noël", "Noël", "Christmas Day", "Christmas Day", "Noël"]


def test_the_language_of_the_environment_does_not_matter(monkeypatch):
    """Names stay the same whatever language the machine speaks."""
    from retroplan.calendars.closures import holiday_names

    holiday_names.cache_clear()
    monkeypatch.setenv("LANGUAGE", "en_US")

    assert holidays_of("FR", None, 2026)[date(2026, 12, 25)] == "Noël"


def test_restored_whit_mondays_have_their_name():
    """A Whit Monday that the package leaves out is called like the others, in both languages."""
    whit_monday = date(2006, 6, 5)

    assert holidays_of("FR", "57", 2006, "fr")[whit_monday] == "Lundi de Pentecôte"
    assert (
        holidays_of("FR", None, 2006, "en")[whit_monday]
        == holidays_of("FR", None, 2008, "en")[date(2008, 5, 12)]
    )


def test_a_caller_may_change_what_it_gets():
    """Each call returns a mapping of its own."""
    holidays_of("FR", None, 2026).clear()

    assert len(holidays_of("FR", None, 2026)) == 11


def test_a_country_without_translations_still_has_names():
    """Where the package knows one language only, names are in that one."""
    import holidays

    from retroplan.calendars.places import country_of

    codes = holidays.list_supported_countries(include_aliases=False)
    countries = [country for code in codes if (country := country_of(code)) and not country.languages]

    assert all(holidays_of(country.code, None, country.last_year, "fr") is not None for country in countries)


def test_every_country_of_the_package_can_be_used():
    """Each country that the package lists makes a calendar, under its code in either case."""
    import holidays

    codes = list(holidays.list_supported_countries())

    assert [calendar_from(code.lower()).country for code in codes[:40]]
    assert all(known_years(code)[0] < known_years(code)[1] for code in codes)


def test_known_years_are_those_of_the_package():
    """France has public holidays since the Concordat, and as far as the package computes them."""
    assert known_years("FR") == (1803, 2100)


def test_unknown_year_is_an_error():
    """A year that the country's holidays do not reach is refused, not taken for one without holidays."""
    with pytest.raises(CalendarError) as caught:
        holidays_of("FR", "57", 2101)

    assert caught.value.findings[0].code == "calendar-years"
    assert dict(caught.value.findings[0].values) == {"calendar": "FR-57", "first": "1803", "last": "2100"}


@pytest.mark.parametrize("code", ["ZZ", "MON", "ECB", "", "France", "FR-57"])
def test_unknown_country_is_an_error(code):
    """What is no country code is refused, also where the package uses the name for something else."""
    with pytest.raises(PlanError) as caught:
        known_years(code)

    assert caught.value.findings[0].code == "unknown-country"
