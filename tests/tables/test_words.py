"""Dates, offsets and durations as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

import retroplan as rp
from retroplan.model.work import parse_work
from retroplan.tables.words import duration_words, moment_words, read_duration, read_moment, read_offset
from tests.tables.tabling import cell, codes, problems

DAY = date(2027, 6, 15)  # a Tuesday


@pytest.mark.parametrize(
    "text",
    [
        "2027-06-15",
        " 2027-06-15 ",
        "2027-06-15 00:00:00",
        "2027-06-15T00:00:00.000",
        "15/06/2027",
        "15/6/2027",
        "15.06.2027",
        "15-06-2027",
        "15/06/27",
        "2027/06/15",
        "2027.6.15",
        "15 juin 2027",
        "15 JUIN 2027",
        "15 juin 27",
        "15-juin-27",
        "15-juin-2027",
        "15 Jun 2027",
        "15th of June, 2027",
        "15th June 2027",
        "June 15, 2027",
        "Jun 15 2027",
        "mardi 15 juin 2027",
        "Mar. 15 juin 2027",
        "mardi 15/06/2027",
        "le 15 juin 2027",
        "Le mardi 15 juin 2027",
        "mardi, le 15 juin 2027",
        "Tuesday 15 June 2027",
        "Tue, 15 Jun 2027",
        "15\xa0juin\xa02027",
        "１５/06/2027",
    ],
)
def test_dates_are_read_the_day_first(text: str) -> None:
    """Numbers, names of months in two languages, weekdays: all of these are one day."""
    assert read_moment(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/05/2025", date(2025, 5, 1)),
        ("05/13/2027", None),
        ("1er décembre 2027", date(2027, 12, 1)),
        ("1er decembre 2027", date(2027, 12, 1)),
        ("3 août 2026", date(2026, 8, 3)),
        ("3 AOUT 2026", date(2026, 8, 3)),
        ("29 févr. 2028", date(2028, 2, 29)),
        ("2 mars 2026", date(2026, 3, 2)),
        ("2 Mar 2026", date(2026, 3, 2)),
    ],
)
def test_months_and_days_as_a_french_reader_takes_them(text: str, day: date | None) -> None:
    """The first of May is 01/05; the thirteenth month is refused, not turned round."""
    if day is None:
        with pytest.raises(rp.PlanError):
            read_moment(text)
    else:
        assert read_moment(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2027-06-15 09:30",
        "2027-06-15T09:30",
        "15/06/2027 09:30",
        "15/06/2027 9h30",
        "15/06/2027 9:30:00",
        "15 juin 2027 à 9h30",
        "mardi 15 juin 2027 à 9h30",
        "June 15, 2027 at 9:30",
    ],
)
def test_a_time_of_day_is_kept(text: str) -> None:
    """A launch at half past nine is one."""
    assert read_moment(text) == datetime(2027, 6, 15, 9, 30)


def test_an_hour_alone_is_the_full_hour() -> None:
    """9h is nine o'clock."""
    assert read_moment("15/06/2027 à 9h") == datetime(2027, 6, 15, 9)


@pytest.mark.parametrize(
    "text",
    [
        "15/06/207",
        "0/06/2027", "15/00/2027", "15//2027", "15 06 2027",
        "15/06-2027", "15 jiun 2027", "juin 2027", "2027", "semaine 24", "T2 2027", "fin juin 2027",
        "mi-juin 2027", "15-20/06/2027", "du 15 au 20 juin 2027",
        "15/06/2027 25:00", "15/06/2027 9h75", "demain",
        "à définir", "?", "15/06/2027?", "15 juin 2027 au matin", "#N/A",
        "12:30", "mardi", "lundi 2027", "J+",
        "1" * 200,
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_what_to_write(text: str) -> None:
    """Each is refused in its cell, with forms that are understood, in both languages."""
    shown = text if len(text) <= 60 else text[:59] + "…"
    table = f"Tâche;Début\nA;{text}\n"

    assert problems(table) == [f'B2: "{shown}" is not a date (write 2027-06-15, 15/06/2027 or 15 June 2027)']
    assert problems(table, "fr") == [
        f"B2: « {shown} » n’est pas une date (écrire 15/06/2027, 15 juin 2027 ou 2027-06-15)"
    ]


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (
            "15 juin",
            '"15 juin" has no year; write it, as in 15 June 2027',
            "« 15 juin » n’a pas d’année ; l’écrire, comme dans 15 juin 2027",
        ),
        (
            "15/06",
            '"15/06" has no year; write it, as in 15 June 2027',
            "« 15/06 » n’a pas d’année ; l’écrire, comme dans 15 juin 2027",
        ),
        (
            "06/15/2027",
            '"06/15/2027" is not a date with the day first; '
            "for Tue 15 Jun 2027 write 2027-06-15 or 15/06/2027",
            "« 06/15/2027 » n’est pas une date, jour en premier ; "
            "pour mar. 15 juin 2027, écrire 15/06/2027 ou 2027-06-15",
        ),
        (
            "lundi 15 juin 2027",
            '"lundi 15 juin 2027" is a Tuesday; correct the weekday or the date',
            "« lundi 15 juin 2027 » est un mardi ; corriger le jour ou la date",
        ),
        (
            "2027-06-15T09:30+02:00",
            '"2027-06-15T09:30+02:00" has a time zone; write the local time alone, such as 2027-06-15 09:30',
            "« 2027-06-15T09:30+02:00 » porte un fuseau horaire ; écrire l’heure locale seule, "
            "par exemple 2027-06-15 09:30",
        ),
    ],
)
def test_a_date_that_is_nearly_one_is_told_what_it_lacks(text: str, english: str, french: str) -> None:
    """No year, another order, another weekday: the program does not guess."""
    table = f"Tâche;Début\nA;{text}\n"

    assert problems(table) == [f"B2: {english}"]
    assert problems(table, "fr") == [f"B2: {french}"]


@pytest.mark.parametrize("value", [46188, 46188.5, True, Decimal(46188), [1], {"a": 1}])
def test_a_number_is_no_date(value: object) -> None:
    """A day of Excel that lost its format is not guessed at."""
    with pytest.raises(rp.PlanError) as caught:
        read_moment(value)
    assert [finding.code for finding in caught.value.findings] == ["not-a-date"]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("J-30", "J-30"),
        ("j - 30", "J-30"),
        ("J−30", "J-30"),
        ("J", "J"),
        ("Jour J", "J"),
        ("J+45", "J+45"),
        ("J-20 ouvrés", "J-20o"),
        ("S-8", "S-8"),
        ("M-3", "M-3"),
        ("30 jours avant", "J-30"),
        ("30 jours avant le lancement", "J-30"),
        ("6 mois avant", "M-6"),
        ("12 mois avant le jour J", "M-12"),
        ("deux semaines avant l’événement", "S-2"),
        ("une semaine après", "S+1"),
        ("10 jours ouvrés avant", "J-10o"),
        ("30 jours calendaires avant", "J-30"),
        ("10 working days before the launch", "J-10o"),
        ("2 weeks after", "S+2"),
        ("la veille", "J-1"),
        ("le lendemain", "J+1"),
        ("La semaine précédente", "S-1"),
        ("the day before", "J-1"),
    ],
)
def test_positions_are_read_in_words(text: str, offset: str) -> None:
    """An offset, or the words people use for one."""
    found = read_offset(text)

    assert found is not None
    assert str(rp.Task("a", at=found).at) == offset


@pytest.mark.parametrize(
    "text",
    [
        "30",
        "avant",
        "2 jours avant la réunion",
        "1,5 jours avant",
        "10 jours ouvrables avant",
        "un jour",
        "",
        "x" * 999,
    ],
)
def test_other_words_are_no_position(text: str) -> None:
    """What counts from something else than the launch, or in parts of days, is none."""
    assert read_offset(text) is None


def test_a_column_of_offsets_takes_bare_numbers() -> None:
    """-30 under "J" is J-30; elsewhere a bare number is no position."""
    assert cell("J", "-30") == {"at": "J-30"}
    assert cell("J-xx", "−7") == {"at": "J-7"}
    assert cell("J", "0") == {"at": "J"}
    assert cell("Fin J", "45") == {"until": "J+45"}
    assert read_offset(-30.0, bare=True) == "J-30"
    assert read_offset(True, bare=True) is None
    assert codes("Tâche;Début\nA;-30\n") == [("B2", "bad-offset")]


def test_offsets_and_dates_may_share_a_column() -> None:
    """A column of dates may hold positions, a column of positions dates; each is what it is."""
    assert cell("Début", "J-30") == {"at": "J-30"}
    assert cell("Fin", "2 semaines avant") == {"until": "S-2"}
    assert cell("Échéance", "J-10") == {"until": "J-10"}
    assert cell("J", "15/06/2027") == {"start": "2027-06-15"}
    assert cell("Fin J", "15/06/2027") == {"finish": "2027-06-15"}
    assert cell("Délai", "15/06/2027") == {"deadline": "2027-06-15"}
    assert cell("Délai", "J-15") == {"until": "J-15"}
    assert cell("Quand", "M-12") == {"at": "M-12"}
    assert cell("Quand", "15/06/2027") == {"start": "2027-06-15"}


@pytest.mark.parametrize(
    ("heading", "text", "duration"),
    [
        ("Durée", "5 jours", "5d"),
        ("Durée", "5j", "5d"),
        ("Durée", "1,5 j", "1.5d"),
        ("Durée", "2 semaines", "2w"),
        ("Durée", "1h30", "90min"),
        ("Durée", "10 jours calendaires", "10cd"),
        ("Durée", "6 mois", "6mo"),
        ("Durée", "immédiat", "Immédiat"),
        ("Durée (jours)", "5", "5d"),
        ("Durée (jours)", "2,5", "2.5d"),
        ("Durée (jours)", "0", "0d"),
        ("Durée (jours)", "2 semaines", "2w"),
        ("Durée (semaines)", "3", "3w"),
        ("Durée (h)", "12", "12h"),
        ("Durée en jours calendaires", "12", "12cd"),
        ("Jours", "4", "4d"),
        ("Nb de jours", "4", "4d"),
    ],
)
def test_durations_in_words_and_bare_numbers(heading: str, text: str, duration: str) -> None:
    """A bare number counts in the unit of its heading, whatever else the cell may say wins."""
    assert cell(heading, text) == {"duration": duration}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("3 j/5 j/10 j", ("3d", "5d", "10d")),
        ("3/5/10 jours", ("3d", "5d", "10d")),
        ("3 / 5 / 10 j", ("3d", "5d", "10d")),
        ("3 j / 1 semaine / 2 semaines", ("3d", "1w", "2w")),
    ],
)
def test_three_points_in_one_cell(text: str, points: tuple[str, str, str]) -> None:
    """The unit may stand behind each point, or behind the last."""
    low, likely, high = points
    shape = {"optimistic": low, "likely": likely, "pessimistic": high, "distribution": "pert"}

    assert cell("Durée", text) in ({"duration": shape}, {"duration": "/".join(points)})


def test_three_points_under_a_unit_are_no_date() -> None:
    """3/5/10 under "Durée (jours)" is an estimate, not a day of 2010."""
    assert cell("Durée (jours)", "3/5/10") == {"duration": "3d/5d/10d"}


def test_a_number_needs_a_unit() -> None:
    """5 of what? The error names both ways to say it."""
    assert problems("Tâche;Durée\nA;5\nB;3/5/10\nC;1,5/2/30\n") == [
        "B2: 5 what? write 5 days, or name the unit in the heading, as in Duration (days)",
        'B3: "3/5/10" may be a date or three durations (write the year in full, or 3/5/10 days)',
        "B4: 1,5/2/30 what? write 1,5/2/30 days, or name the unit in the heading, as in Duration (days)",
    ]
    assert problems("Tâche;Durée\nA;5\n", "fr") == [
        "B2: 5 quoi ? écrire 5 jours, ou nommer l’unité dans l’en-tête, comme dans Durée (jours)"
    ]


def test_what_is_no_duration_is_told_in_the_words_of_the_reader() -> None:
    """A French reader is told French units."""
    assert problems("Tâche;Durée\nA;5 jous\nB;vite\nC;-5 j\n", "fr") == [
        "B2: « 5 jous » n’est pas une durée (vouliez-vous dire « 5 jours » ?)",
        "B3: « vite » n’est pas une durée (écrire 5 jours, 2 semaines, 3 h, 10 jours calendaires, 6 mois…)",
        "B4: « -5 j » est négatif ; une durée vaut au moins zéro",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5 jours"),
        (2.5, "2.5 jours"),
        (0.1 + 0.2, "0.3 jours"),
        (Decimal("2.50"), "2.5 jours"),
        (Fraction(1, 4), "0.25 jours"),
        (10, "10 jours"),
    ],
)
def test_numbers_of_every_kind_are_numbers(value: object, text: str) -> None:
    """What a spreadsheet or a program gives is written in full."""
    assert read_duration(value, "jours") == text


@pytest.mark.parametrize("value", [True, None, object(), [5], float("inf"), Decimal("sNaN")])
def test_other_values_are_no_duration(value: object) -> None:
    """A truth value, a list or a number past any other is refused as such."""
    with pytest.raises(rp.PlanError):
        parse_work(read_duration(value, "jours"))


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    """Python does not write it out; it is no duration either way."""
    with pytest.raises(rp.PlanError):
        parse_work(read_duration(10**5000, "jours"))


@pytest.mark.parametrize(
    ("work", "french", "english"),
    [
        ("5d", "5 jours", "5 days"),
        ("1d", "1 jour", "1 day"),
        ("1.5w", "1,5 semaine", "1.5 weeks"),
        ("90min", "90 minutes", "90 minutes"),
        ("10cd", "10 jours calendaires", "10 calendar days"),
        ("5 jours ouvrés", "5 jours ouvrés", "5 jours ouvrés"),
        ("48eh", "48eh", "48eh"),
        ("3d/5d/10d", "3 jours / 5 jours / 10 jours", "3 days / 5 days / 10 days"),
        ("Immédiat", "Immédiat", "Immediate"),
    ],
)
def test_durations_are_written_in_full_and_read_again(work: str, french: str, english: str) -> None:
    """What stands in a cell is what people say, and means the same."""
    value = parse_work(work)
    assert value is not None

    assert (duration_words(value, "fr"), duration_words(value, "en")) == (french, english)
    assert parse_work(read_duration(french)) == value == parse_work(read_duration(english))


def test_dates_are_written_as_their_readers_write_them() -> None:
    """The day first in French, ISO in English."""
    assert [moment_words(DAY, lang) for lang in ("fr", "en")] == ["15/06/2027", "2027-06-15"]
    assert moment_words(datetime(2027, 6, 15, 9, 5), "fr") == "15/06/2027 09:05"
