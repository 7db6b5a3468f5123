"""Hours and weeks, between text and minutes."""

import pytest

from retroplan.calendars.hours import hours_document, read_hours, read_week, week_document
from retroplan.errors import PlanError


def codes(value, read=read_hours):
    """Read something bad and list the codes of what is wrong with it, with their places."""
    with pytest.raises(PlanError) as caught:
        read(value)
    return [(finding.code, finding.path) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("08:00-12:00", (480, 720)),
        ("8:00 – 12:00", (480, 720)),
        ("8h-12h", (480, 720)),
        ("8H30-12h05", (510, 725)),
        ("8-12", (480, 720)),
        ("00:00-24:00", (0, 1440)),
        ("22:00-24:00", (1320, 1440)),
        ("22:00-00:00", (1320, 1440)),
        ("22:00-06:00", (1320, 1800)),
        ("06:00-05:59", (360, 1799)),
    ],
)
def test_spans_are_read_as_people_write_them(text, span):
    """Hours with a colon or an h, any dash; an end that is not later lies on the next day."""
    assert read_hours([text]) == read_hours(text) == (span,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "08:00",
        "08:00-",
        "08:00-08:00",
        "00:00-00:00",
        "24:00-06:00",
        "08:60-09:00",
        "8h61-9h",
        "08:00-25:00",
        "x-y",
    ],
)
def test_bad_spans_are_refused(text):
    """What is no span of the clock, or an empty one, is refused at its place."""
    assert codes([text]) == [("bad-span", "[0]")]


@pytest.mark.parametrize(
    "pair", [(480, 480), (720, 480), (-1, 5), (1440, 1500), (60, 1500), (480,), (1.0, 2.0)]
)
def test_bad_minutes_are_refused(pair):
    """Minutes begin within the day and last less than a day; a whole day begins at midnight."""
    assert codes([pair]) == [("bad-span", "[0]")]


def test_spans_are_put_in_order():
    """Hours may be given in any order, and spans may touch."""
    assert read_hours(["13:00-17:00", "08:00-12:00", "12:00-13:00"]) == ((480, 720), (720, 780), (780, 1020))


def test_a_night_may_not_reach_the_hour_its_day_began():
    """From the first opening to the last closing lie at most 24 hours."""
    assert codes(["08:00-12:00", "22:00-08:01"]) == [("span-overlap", "[1]")]
    assert read_hours(["08:00-12:00", "22:00-08:00"]) == ((480, 720), (1320, 1920))


def test_a_night_may_not_run_into_the_next_day_at_work():
    """A night shift that is still working when the next weekday opens overlaps it, Sunday to Monday too."""
    assert codes({"mon": ["05:00-09:00"], "sun": ["22:00-06:00"]}, read_week) == [
        ("span-overlap", "week.sun")
    ]
    assert read_week({"mon": ["06:00-09:00"], "sun": ["22:00-06:00"]})[6] == ((1320, 1800),)


def test_weekdays_go_by_their_names_in_both_languages():
    """English and French names, whole or short, in any case, name the same days."""
    hours = ["08:00-12:00"]
    weeks = [read_week({name: hours}) for name in ("wed", "Wednesday", "mer", "MERCREDI")]

    assert weeks == [((), (), ((480, 720),), (), (), (), ())] * 4


def test_a_week_may_be_seven_days():
    """Seven lists of hours are a week, Monday first; six are not."""
    assert read_week([["08:00-12:00"], *[[]] * 6]) == read_week({"mon": ["08:00-12:00"]})
    assert codes([[]] * 6, read_week) == [("bad-week", "week")]


def test_hours_are_written_as_they_are_read():
    """Hours come back from their text, nights and whole days included."""
    hours = read_hours(["00:00-06:00", "20:30-24:00"])
    week = read_week({"mon": ["00:00-24:00"], "sat": ["22:00-06:00"]})

    assert hours_document(hours) == ["00:00-06:00", "20:30-24:00"]
    assert read_hours(hours_document(hours)) == hours
    assert week_document(week) == {"mon": ["00:00-24:00"], "sat": ["22:00-06:00"]}
