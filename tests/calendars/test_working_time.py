"""Working time on shapes small enough to count by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from retroplan.calendars import ROUND_THE_CLOCK, Calendar, WorkingTime, calendar_from, day_of, instant, moment
from retroplan.errors import CalendarError

OFFICE = ((480, 720), (780, 1020))  # 08:00-12:00, 13:00-17:00


def office(day):
    """Open from Monday to Friday; day 1 of the common era is a Monday."""
    return OFFICE if (day - 1) % 7 < 5 else ()


def at(text):
    """Read an instant."""
    return instant(datetime.fromisoformat(text))


def codes(caught):
    """List the codes of what was raised."""
    return [finding.code for finding in caught.value.findings]


def test_instants_count_minutes_from_the_calendar_day():
    """An instant is the ordinal of the day times 1440 plus the minute of the day; seconds are dropped."""
    assert instant(date(1, 1, 1)) == 1440
    assert instant(date(2026, 6, 15)) == date(2026, 6, 15).toordinal() * 1440
    assert instant(datetime(2026, 6, 15, 8, 30, 59)) - instant(date(2026, 6, 15)) == 510


def test_moments_give_instants_back():
    """`moment` and `day_of` invert `instant`; midnight belongs to the day that begins."""
    t = at("2026-06-15 00:00")

    assert moment(t + 510) == datetime(2026, 6, 15, 8, 30)
    assert day_of(t) == date(2026, 6, 15)
    assert day_of(t - 1) == date(2026, 6, 14)


@pytest.mark.parametrize("t", [1439, -1, instant(date.max) + 1440, 10**20])
@pytest.mark.parametrize("convert", [moment, day_of])
def test_instants_outside_the_calendar_are_errors(convert, t):
    """An instant before year 1 or after year 9999 has no date."""
    with pytest.raises(CalendarError) as caught:
        convert(t)

    assert codes(caught) == ["year-out-of-range"]


def test_last_minute_of_all_has_a_date():
    """The last minute of 9999 is still a moment."""
    assert moment(instant(date.max) + 1439) == datetime(9999, 12, 31, 23, 59)


def test_work_is_counted_between_two_instants():
    """Between two instants lie the minutes that the calendar works."""
    time = WorkingTime(office)

    # Friday 16:00 to Monday 09:30: one hour on Friday, an hour and a half on Monday.
    assert time.worked(at("2026-06-15 09:30")) - time.worked(at("2026-06-12 16:00")) == 150
    # Nothing is worked over lunch or at night.
    assert time.worked(at("2026-06-15 12:00")) == time.worked(at("2026-06-15 13:00"))
    assert time.worked(at("2026-06-15 17:00")) == time.worked(at("2026-06-16 08:00"))


@pytest.mark.parametrize(
    ("t", "opening", "closing"),
    [
        ("2026-06-13 10:00", "2026-06-15 08:00", "2026-06-12 17:00"),  # a Saturday
        ("2026-06-15 08:00", "2026-06-15 08:00", "2026-06-12 17:00"),  # a Monday morning
        ("2026-06-12 17:00", "2026-06-15 08:00", "2026-06-12 17:00"),  # a Friday evening
        ("2026-06-15 12:30", "2026-06-15 13:00", "2026-06-15 12:00"),  # lunch
        ("2026-06-15 10:00", "2026-06-15 10:00", "2026-06-15 10:00"),  # at work
    ],
)
def test_work_starts_at_the_next_opening_and_finishes_at_the_last_closing(t, opening, closing):
    """One value of W has a latest instant, where work starts, and an earliest, where it finishes."""
    time = WorkingTime(office)
    w = time.worked(at(t))

    assert (moment(time.opening(w)), moment(time.closing(w))) == (moment(at(opening)), moment(at(closing)))


def test_shifts_that_touch_at_midnight_are_one():
    """Work that goes on past midnight has one instant for each minute, midnight included."""
    time = WorkingTime(lambda day: ((0, 360), (1320, 1440)))
    midnight = at("2026-06-16 00:00")
    w = time.worked(midnight)

    assert time.opening(w) == time.closing(w) == midnight
    assert time.opening(w + 360) == at("2026-06-16 22:00")
    assert time.closing(w + 360) == at("2026-06-16 06:00")


def test_night_shifts_reach_into_the_next_day():
    """A span past minute 1440 works on the next day: Sunday night until Monday 06:00."""
    time = WorkingTime(lambda day: ((1320, 1800),) if (day - 1) % 7 == 6 else ())

    # 22:00 to 06:00 is eight hours; Monday 02:00 lies four hours into it.
    assert time.worked(at("2026-06-15 02:00")) - time.worked(at("2026-06-14 12:00")) == 240
    assert time.closing(time.worked(at("2026-06-15 12:00"))) == at("2026-06-15 06:00")
    assert time.opening(time.worked(at("2026-06-15 12:00"))) == at("2026-06-21 22:00")


def test_a_night_shift_over_the_anchor_keeps_its_minutes():
    """The night from 2023 to 2024, over the day that W counts from, has all its minutes."""
    time = WorkingTime(lambda day: ((1320, 1800),))

    assert time.worked(at("2024-01-01 00:00")) == 0
    assert time.worked(at("2024-01-01 12:00")) == 360
    assert time.worked(at("2023-12-31 12:00")) == -120
    assert time.closing(-120) == at("2023-12-31 06:00")
    assert time.opening(-120) == at("2023-12-31 22:00")


def test_what_two_spans_share_counts_once():
    """A night that runs into the hours of an opened day does not work twice."""
    saturday = date(2026, 6, 13).toordinal()
    time = WorkingTime(lambda day: {saturday - 1: ((1320, 1800),), saturday: ((300, 600),)}.get(day, ()))

    # Friday 22:00 to Saturday 10:00 without a break: twelve hours.
    assert time.worked(at("2026-06-14 00:00")) - time.worked(at("2026-06-12 00:00")) == 720
    assert time.closing(time.worked(at("2026-06-14 00:00"))) == at("2026-06-13 10:00")


def test_round_the_clock_is_the_identity():
    """Elapsed time works every minute: W and both its inverses leave an instant as it is."""
    t = at("2026-06-13 03:07")

    assert ROUND_THE_CLOCK.worked(t) == ROUND_THE_CLOCK.opening(t) == ROUND_THE_CLOCK.closing(t) == t


def test_values_do_not_depend_on_the_order_of_questions():
    """Growing later or earlier first, in small or in large steps, never changes a value."""
    days = [date(year, 3, 7) for year in (1950, 2090, 2024, 2023, 2025, 1900, 2100)]
    forward, backward = WorkingTime(office), WorkingTime(office)

    seen = {d: forward.worked(instant(d)) for d in days}

    assert seen == {d: backward.worked(instant(d)) for d in reversed(days)}


def test_years_known_are_used_to_the_last_day():
    """A window that would grow past the years known stops there and still answers about them."""
    time = WorkingTime(office, first_year=2020, last_year=2030, name="decade")
    first, last = at("2020-01-01 00:00"), at("2030-12-31 17:00")

    # The first of January 2020 is a Wednesday, the last day of 2030 a Tuesday.
    assert time.opening(time.worked(first)) == at("2020-01-01 08:00")
    assert time.closing(time.worked(last)) == last
    assert time.worked(at("2031-01-01 00:00")) == time.worked(last)


@pytest.mark.parametrize(
    "ask",
    [
        lambda time: time.worked(at("2019-12-31 23:59")),
        lambda time: time.worked(at("2031-01-01 00:01")),
        lambda time: time.opening(time.worked(at("2030-12-31 17:00"))),
        lambda time: time.closing(time.worked(at("2020-01-01 08:00"))),
        lambda time: time.opening(10**9),
        lambda time: time.closing(-(10**9)),
        lambda time: time.opening(10**30),
    ],
)
def test_years_that_are_not_known_are_an_error(ask):
    """What lies beyond the years known is refused, with the calendar's name and those years."""
    time = WorkingTime(office, first_year=2020, last_year=2030, name="decade")

    with pytest.raises(CalendarError) as caught:
        ask(time)

    assert codes(caught) == ["calendar-years"]
    assert dict(caught.value.findings[0].values) == {"calendar": "decade", "first": "2020", "last": "2030"}


@pytest.mark.parametrize("known", [(1990, 1999), (2080, 2089)])
def test_years_known_may_leave_out_the_anchor(known):
    """A calendar known only before or after 2024 works like any other."""
    time = WorkingTime(office, first_year=known[0], last_year=known[1])
    # The sixth of June of the middle year; both are weekdays: a Tuesday in 1995, a Thursday in 2085…
    d = date(known[0] + 5, 6, 6)
    t = instant(d)

    # …so an ordinary week later five days of eight hours have been worked.
    assert time.worked(t + 7 * 1440) - time.worked(t) == 5 * 480
    assert time.worked(time.opening(time.worked(t))) == time.worked(t)


def test_a_calendar_that_never_opens_is_an_error():
    """Work cannot be put anywhere in a calendar without hours, and the search ends."""
    never = WorkingTime(lambda day: (), first_year=2000, last_year=2050, name="void")

    assert never.worked(at("2026-06-15 12:00")) == 0
    for ask in (never.opening, never.closing):
        with pytest.raises(CalendarError) as caught:
            ask(0)
        assert codes(caught) == ["calendar-never-open"]


def test_a_failed_search_is_not_repeated():
    """What was read in vain is kept: the second question costs no day more."""
    asked = []
    time = WorkingTime(lambda day: asked.append(day) or (), first_year=2000, last_year=2050)
    with pytest.raises(CalendarError):
        time.opening(0)
    asked.clear()

    with pytest.raises(CalendarError):
        time.closing(0)
    assert asked == []


def test_a_hopeless_search_reads_no_day():
    """More work than all the years could hold is refused at once."""
    asked = []
    time = WorkingTime(lambda day: asked.append(day) or OFFICE, busiest=480)
    asked.clear()

    with pytest.raises(CalendarError):
        time.opening(10**12)

    assert asked == []


def test_a_calendar_closed_for_twenty_years_still_finds_work():
    """A closure of twenty years is stepped over in both directions."""
    calendar = Calendar(closed=["2026-01-01/2045-12-31"])
    time = calendar.working_time()
    w = time.worked(at("2030-05-05 12:00"))

    # 31 December 2025 is a Wednesday, the first of January 2046 a Monday.
    assert moment(time.closing(w)) == datetime(2025, 12, 31, 17)
    assert moment(time.opening(w)) == datetime(2046, 1, 1, 8)
    assert calendar.next_open(date(2030, 5, 5)) == date(2046, 1, 1)
    assert calendar.previous_open(date(2030, 5, 5)) == date(2025, 12, 31)


def test_a_plan_in_the_last_known_year_works():
    """France can plan in 2100, up to the last working minute of the year; 2101 is an error."""
    time = calendar_from("FR").working_time()
    # The last day of 2100 is a Friday.
    w = time.worked(at("2100-12-31 17:00"))

    assert moment(time.opening(w - 480)) == datetime(2100, 12, 31, 8)
    assert moment(time.closing(w)) == datetime(2100, 12, 31, 17)
    with pytest.raises(CalendarError) as caught:
        time.worked(at("2101-01-03 00:00"))
    assert codes(caught) == ["calendar-years"]


def test_threads_may_share_a_table_while_it_grows():
    """Eight threads that make the table grow in all directions read the same values as one."""
    instants = [instant(date(year, 5, 6)) + 600 for year in range(1900, 2101)]
    alone = WorkingTime(office)
    expected = [alone.worked(t) for t in instants]
    shared = WorkingTime(office)
    mixed = [*range(0, 201, 2), *reversed(range(1, 201, 2))]

    with ThreadPoolExecutor(8) as pool:
        found = dict(zip(mixed, pool.map(lambda i: shared.worked(instants[i]), mixed), strict=True))

    assert [found[i] for i in range(201)] == expected
