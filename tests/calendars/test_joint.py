"""Calendars of several: what they share, whom they wait for, and when they never open."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroplan.calendars import Calendar, JointCalendar, Presence, instant, joint_calendar
from retroplan.calendars.ranges import read_closures
from retroplan.errors import CalendarError
from tests.calendars.test_working_time_properties import CENTRE, calendars, hours_by_hand, working_minutes

WEEK = {day: ["08:00-12:00", "13:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


def leave(*days: str) -> tuple:
    """Read days of leave."""
    return read_closures(days)


@st.composite
def presences(draw):
    """Draw somebody with hours of their own or without, free weekdays and leave."""
    near = st.integers(-40, 40).map(lambda n: CENTRE + timedelta(days=n))
    closed = [sorted(pair) for pair in draw(st.lists(st.tuples(near, near), max_size=2))]
    weekdays = draw(st.lists(st.booleans(), min_size=7, max_size=7).filter(any))
    return Presence(
        draw(st.sampled_from("abc")),
        draw(st.none() | calendars()),
        tuple(weekdays),
        leave(*(f"{first}/{last}" for first, last in closed)),
    )


def minutes_by_hand(calendar, people, first, last):
    """Walk over days and collect the minutes of shifts that begin while nobody is away, and that all keep."""
    minutes = set()
    for n in range((last - first).days):
        d = first + timedelta(days=n)
        away = any(
            not each.weekdays[d.weekday()] or any(c.first <= d <= c.last for c in each.leave)
            for each in people
        )
        for start, end in () if away else hours_by_hand(calendar, d):
            minutes.update(range(instant(d) + start, instant(d) + end))
    for each in people:
        if each.calendar is not None:
            minutes &= working_minutes(each.calendar, first - timedelta(days=1), last + timedelta(days=1))
    return minutes


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(calendars(), st.lists(presences(), min_size=1, max_size=2), st.integers(-20, 20))
def test_work_is_what_all_share(calendar, people, offset):
    """W of a joint calendar counts the minutes that a walk over everybody's days finds."""
    try:
        time = joint_calendar(calendar, tuple(people)).working_time()
    except CalendarError:
        time = None  # and the walk should find nothing
    first = CENTRE + timedelta(days=offset)
    minutes = minutes_by_hand(calendar, people, first - timedelta(days=1), first + timedelta(days=4))
    for n in range(4):
        t = instant(first) + 1440 * n
        expected = sum(instant(first) <= minute < t for minute in minutes)

        assert (time.worked(t) - time.worked(instant(first)) if time else 0) == expected


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(calendars(), st.lists(presences(), min_size=1, max_size=2), st.integers(-30, 30))
def test_a_closed_day_has_a_reason(calendar, people, offset):
    """A day is closed if and only if there is a reason, and the reason has words in both languages."""
    try:
        joint = joint_calendar(calendar, tuple(people))
    except CalendarError:
        return
    d = CENTRE + timedelta(days=offset)
    reason = joint.why_closed(d)

    assert (reason is None) == joint.is_open(d)
    if not calendar.is_open(d):
        assert reason == calendar.why_closed(d)
    elif reason is not None:
        assert reason.text("en")
        assert reason.text("fr")
        assert reason.code.startswith("away-")


NIGHT = ((480, 600), (1200, 1800))


@st.composite
def dense(draw):
    """Draw hours by night and by day without holidays, a closure or two, and days opened longer."""
    near = st.integers(-12, 12).map(lambda n: CENTRE + timedelta(days=n))
    closed = [sorted(pair) for pair in draw(st.lists(st.tuples(near, near), max_size=2))]
    return Calendar(
        week=(draw(st.sampled_from([NIGHT, ((0, 1440),), ((480, 1020),)])),) * 7,
        closed=[f"{first}/{last}" for first, last in closed],
        opened=draw(st.dictionaries(near, st.sampled_from([NIGHT, ((1380, 1860),)]), max_size=2)),
    )


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(dense(), dense(), st.none() | dense(), presences(), st.sampled_from([CENTRE, date.min, date.max]))
def test_steady_days_are_those_of_the_week_before(calendar, kept, other, somebody, near):
    """In a run of days that is counted by weeks, each day has the hours of the one a week before."""
    people = (Presence("a", kept), Presence("b", other, leave=somebody.leave))
    joint = JointCalendar(
        week=calendar.week, closed=calendar.closed, opened=calendar.opened, presences=people
    )
    first = max(near.toordinal() - 30, 1)
    last = min(first + 60, date.max.toordinal())
    hours = [joint._hours(day) for day in range(first, last + 1)]
    for day in range(first, last + 1):
        end = joint._hours.steady(day)

        assert end > day
        for d in range(day + 7, min(end, last + 1)):
            assert hours[d - first] == hours[d - 7 - first], (date.fromordinal(day), date.fromordinal(d))


def test_years_that_are_alike_are_one_run():
    """Hours of one's own do not end a run; the days beside an exception may have some of its hours."""
    saturday = Calendar(week={"sat": ["08:00-12:00"]}, opened={date(2026, 6, 12): ["08:00-12:00"]})
    hours = joint_calendar(Calendar(week=WEEK), (Presence("a", calendar=saturday),))._hours

    assert hours.steady(date(1900, 1, 1).toordinal()) == date(2026, 6, 11).toordinal()
    assert hours.steady(date(2026, 6, 14).toordinal()) == date.max.toordinal()


def test_nobody_away_is_the_calendar_itself():
    """People who are always there leave the calendar as it is, the very object."""
    calendar = Calendar(week=WEEK)

    assert joint_calendar(calendar, (Presence("anna"), Presence("paul"))) is calendar


def test_the_same_people_share_one_joint_calendar():
    """The same calendar and people give the same tables, whoever else is always there."""
    calendar, anna = Calendar(week=WEEK), Presence("anna", leave=leave("2026-06-12"))

    assert joint_calendar(calendar, (anna,)) is joint_calendar(calendar, (Presence("paul"), anna, anna))


def test_all_else_is_that_of_the_calendar():
    """Usual day, twin, convention and place are those of the calendar it is made from."""
    calendar = Calendar(name="studio", country="FR", days="ouvrables", closed=["2026-05-15"])
    joint = joint_calendar(calendar, (Presence("anna", weekdays=(True, *(False,) * 6)),))

    assert isinstance(joint, JointCalendar)
    assert joint.alone() == calendar
    assert (joint.label, joint.place, joint.convention) == ("studio", "FR", "ouvrables")
    assert joint.open_weekdays == 6
    assert joint.twin() == calendar.twin()
    # Mondays in June 2026: the 1st, 8th, 15th, 22nd and 29th.
    assert joint.count_days(date(2026, 6, 1), date(2026, 7, 1)) == 5
    assert joint.next_open(date(2026, 5, 20)) == date(2026, 6, 1)  # 25 May is Pentecost Monday


def test_its_years_are_those_that_all_know():
    """A joint calendar knows the years that all its calendars know."""
    anna = Presence("anna", calendar=Calendar(country="FR"))
    joint = joint_calendar(Calendar(week=WEEK), (anna,))

    assert joint.years == Calendar(country="FR").years


@pytest.mark.parametrize(
    "people",
    [
        # no weekday in common
        (
            Presence("a", weekdays=(True,) * 2 + (False,) * 5),
            Presence("b", weekdays=(False,) * 2 + (True,) * 5),
        ),
        # weekdays on which the calendar is closed
        (Presence("a", weekdays=(False,) * 5 + (True,) * 2),),
        # no hour in common
        (
            Presence("a", calendar=Calendar(week={day: ["08:00-12:00"] for day in WEEK})),
            Presence("b", calendar=Calendar(week={day: ["13:00-17:00"] for day in WEEK})),
        ),
        # always away
        (Presence("a", leave=leave("0001-01-01/9999-12-31")),),
        # one away half of the time, the other in the other half
        (
            Presence("a", leave=leave("0001-01-01/2026-06-30")),
            Presence("b", leave=leave("2026-07-01/9999-12-31")),
        ),
        # hours that only touch
        (Presence("a", calendar=Calendar(week={day: ["17:00-20:00"] for day in WEEK})),),
        # the one opened day is a day of leave
        (
            Presence(
                "a",
                calendar=Calendar(week={"sat": ["08:00-12:00"]}, opened={date(2026, 6, 12): ["08:00-12:00"]}),
                leave=leave("2026-06-12"),
            ),
        ),
    ],
)
def test_never_together(people):
    """Calendars that never open together are refused, not searched for ever."""
    with pytest.raises(CalendarError) as caught:
        joint_calendar(Calendar(week=WEEK), people)

    assert [finding.code for finding in caught.value.findings] == ["calendar-never-open"]


def test_one_opened_day_is_enough():
    """A joint calendar with a single day opens on it."""
    saturday = Calendar(week={"sat": ["08:00-12:00"]}, opened={date(2026, 6, 12): ["08:00-12:00"]})
    joint = joint_calendar(Calendar(week=WEEK), (Presence("a", calendar=saturday),))

    assert joint.next_open(date(2020, 1, 1)) == date(2026, 6, 12)


def test_a_joint_calendar_is_a_value():
    """It is copied and pickled, equal to itself, and different from one with other leave."""
    calendar = Calendar(week=WEEK)
    joint = joint_calendar(calendar, (Presence("a", leave=leave("2026-06-12")),))
    other = joint_calendar(calendar, (Presence("a", leave=leave("2026-06-11")),))

    for made in (copy.deepcopy(joint), pickle.loads(pickle.dumps(joint))):
        assert made == joint
        assert hash(made) == hash(joint)
        assert not made.is_open(date(2026, 6, 12))
    assert joint != other
    assert joint != calendar
