"""Properties of W(t) and its inverses, against a walk over minutes that knows no table."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retroplan.calendars import Calendar, WorkingTime, instant
from retroplan.errors import CalendarError

CENTRE = date(2026, 6, 15)
BASTILLE = date(2026, 7, 14)
# The first question of all imports the public holidays, and walks take their time.
unhurried = settings(deadline=None)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@st.composite
def hours(draw, dawn):
    """Draw spans of one day that begin after `dawn`; the last may run past midnight until `dawn`."""
    cuts = sorted(draw(st.sets(st.integers(dawn, 1439), max_size=6)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if spans and spans[-1][0] > 0 and draw(st.booleans()):
        # Shorter than a whole day.
        spans[-1] = (spans[-1][0], 1440 + draw(st.integers(0, min(dawn, spans[-1][0] - 1))))
    # Two spans may touch without being one.
    if spans and spans[0][1] - spans[0][0] > 1 and draw(st.booleans()):
        start, end = spans[0]
        middle = draw(st.integers(start + 1, min(end, 1440) - 1))
        spans[:1] = [(start, middle), (middle, end)]
    return tuple(spans)


@st.composite
def calendars(draw):
    """Draw an uneven week with closures, opened days and perhaps French holidays."""
    dawn = draw(st.sampled_from([0, 60, 360]))
    week = [draw(hours(dawn)) for _ in NAMES]
    assume(any(week))
    near = st.integers(-40, 40).map(lambda n: CENTRE + timedelta(days=n))
    closed = [sorted(pair) for pair in draw(st.lists(st.tuples(near, near), max_size=3))]
    opened = draw(st.dictionaries(near, hours(draw(st.sampled_from([0, 360]))).filter(bool), max_size=3))
    return Calendar(
        week=week,
        country=draw(st.sampled_from([None, "FR"])),
        closed=[f"{first}/{last}" for first, last in closed],
        opened=opened,
    )


def hours_by_hand(calendar, d):
    """Say which hours begin on a day, from what the user wrote; Bastille Day is the only holiday near."""
    for day, spans in calendar.opened:
        if day == d:
            return spans
    holiday = calendar.country and d in (BASTILLE, date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25))
    if holiday or any(closure.first <= d <= closure.last for closure in calendar.closed):
        return ()
    return calendar.week[d.weekday()]


def working_minutes(calendar, first, last):
    """Walk from one day to another and collect each minute that works."""
    minutes = set()
    for n in range((last - first).days):
        d = first + timedelta(days=n)
        for start, end in hours_by_hand(calendar, d):
            minutes.update(range(instant(d) + start, instant(d) + end))
    return minutes


days_near = st.integers(-30, 30).map(lambda n: CENTRE + timedelta(days=n))
instants_near = st.integers(instant(CENTRE) - 20 * 1440, instant(CENTRE) + 20 * 1440)


@unhurried
@given(calendars(), days_near, st.integers(0, 1439))
def test_work_agrees_with_a_walk_over_minutes(calendar, d, minute):
    """W rises by one over each minute that works and stays level over the others."""
    time = calendar.working_time()
    start = instant(d)
    # One day more at the front, for the night that began before.
    minutes = working_minutes(calendar, d - timedelta(days=1), d + timedelta(days=3))

    for t in (start, start + minute, start + minute + 1441):
        assert time.worked(t) - time.worked(start) == sum(start <= m < t for m in minutes)


@unhurried
@given(calendars(), instants_near)
def test_inverses_are_the_latest_and_the_earliest_instant(calendar, t):
    """`opening` is the latest instant with its W, `closing` the earliest: a working minute bounds each."""
    time = calendar.working_time()
    w = time.worked(t)
    opening, closing = time.opening(w), time.closing(w)

    assert closing <= t <= opening
    assert time.worked(opening) == time.worked(closing) == w
    assert time.worked(opening + 1) == w + 1
    assert time.worked(closing - 1) == w - 1


@unhurried
@given(calendars(), instants_near)
def test_no_minute_works_between_closing_and_opening(calendar, t):
    """The walk over minutes finds nothing between the two forms of an instant, and work on both sides."""
    time = calendar.working_time()
    opening, closing = time.opening(time.worked(t)), time.closing(time.worked(t))
    assume(opening - closing < 60 * 1440)
    first, last = (date.fromordinal(s // 1440) for s in (closing - 2 * 1440, opening + 2 * 1440))
    assume(first >= date(2026, 4, 7))
    assume(last <= date(2026, 8, 14))
    minutes = working_minutes(calendar, first, last)

    assert not any(closing <= minute < opening for minute in minutes)
    assert opening in minutes
    assert closing - 1 in minutes


@unhurried
@given(calendars(), instants_near, instants_near)
def test_work_never_decreases(calendar, t, u):
    """W is monotone and never faster than the clock."""
    t, u = sorted((t, u))
    work = calendar.working_time().worked(u) - calendar.working_time().worked(t)

    assert 0 <= work <= u - t


@unhurried
@given(calendars(), instants_near, st.integers(0, 20_000))
def test_work_added_is_work_counted(calendar, t, work):
    """From an instant to the one that lies some work later, exactly that work is done."""
    time = calendar.working_time()

    later = time.closing(time.worked(t) + work)

    assert time.worked(later) - time.worked(t) == work


@settings(unhurried, max_examples=30)
@given(calendars(), st.lists(st.integers(2005, 2045), min_size=1, max_size=5), st.data())
def test_growth_in_any_order_gives_the_same_values(calendar, years, data):
    """Two tables that grew in different orders agree everywhere they were asked."""
    questions = [instant(date(year, 6, 1)) + data.draw(st.integers(0, 1440 * 10)) for year in years]
    tables = [
        WorkingTime(lambda day: calendar.shape(date.fromordinal(day)), first_year=1803, last_year=2100)
        for _ in range(2)
    ]
    order = data.draw(st.permutations(questions))

    first = {t: tables[0].worked(t) for t in questions}
    for t in order:
        w = tables[1].worked(t)
        assert (w, tables[0].opening(w), tables[0].closing(w)) == (
            first[t],
            tables[1].opening(w),
            tables[1].closing(w),
        )


@unhurried
@given(calendars(), days_near, st.integers(-60, 60))
def test_open_days_added_are_open_days_counted(calendar, d, n):
    """From an open day to the n-th one after or before it lie n open days."""
    d = calendar.next_open(d)

    later = calendar.add_days(d, n)

    assert calendar.count_days(d, later) == n
    assert calendar.is_open(later)
    assert calendar.add_days(later, -n) == d


@unhurried
@given(calendars(), days_near, days_near)
def test_open_days_agree_with_a_walk_over_days(calendar, a, b):
    """Counting, stepping and looking for open days agree with looking at each day in turn."""
    first, last = sorted((a, b))
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    open_days = [d for d in days if hours_by_hand(calendar, d)]

    assert calendar.count_days(first, last) == len(open_days) == -calendar.count_days(last, first)
    assert [d for d in days if calendar.is_open(d)] == open_days
    for i, d in enumerate(open_days):
        assert calendar.add_days(first - timedelta(days=1), i + 1) == d
        assert calendar.add_days(last, i - len(open_days)) == d
    for d in days:
        before = [o for o in open_days if o <= d]
        after = [o for o in open_days if o >= d]
        assert not before or calendar.previous_open(d) == before[-1]
        assert not after or calendar.next_open(d) == after[0]


@unhurried
@given(calendars(), days_near)
def test_the_twin_has_one_usual_day_each_day(calendar, d):
    """Each day of the everyday twin holds exactly the minutes of the calendar's usual day."""
    twin = calendar.twin()
    time = twin.working_time()
    start = time.opening(time.worked(instant(d) + twin.usual_day()[0][0]))

    assert twin.usual_minutes == calendar.usual_minutes
    assert time.worked(start + 1440) - time.worked(start) == calendar.usual_minutes
    assert twin.twin() == twin


@unhurried
@given(st.integers(1, 9999), st.integers(0, 3), st.integers(-(10**9), 10**9))
def test_any_question_has_an_answer_or_an_error(year, span, w):
    """Whatever the years known and the work asked for, the search ends."""
    last = min(year + span, 9999)
    time = WorkingTime(lambda day: ((480, 720),) if day % 3 else (), first_year=year, last_year=last)
    try:
        answered = time.worked(time.opening(w)) == w
    except CalendarError as problem:
        answered = problem.findings[0].code == "calendar-years"

    assert answered


@pytest.mark.slow
def test_the_ends_of_the_calendar_can_be_counted_from():
    """The first and the last day of all are days like any others."""
    every_day = Calendar(days="calendaires")

    assert every_day.count_days(date.min, date.max) == (date.max - date.min).days
    for bound in (date.min, date.max):
        assert every_day.next_open(bound) == every_day.previous_open(bound) == bound
