"""Plans whose tasks count in several calendars, by the clock or in months; every date worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import retroplan as rp
from retroplan import Task

DAY = ["08:00-12:00", "13:00-17:00"]
SATURDAYS = {"week": {"sat": DAY}}
NIGHTS = {"week": {day: ["22:00-06:00"] for day in ("mon", "tue", "wed", "thu")}}


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026, Monday to Friday without holidays, unless told otherwise."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options)


def days(schedule: rp.Schedule, *task_ids: str) -> list[str]:
    """Give the first and last day of some tasks, as month-day."""
    dates = [(schedule[task_id].start_date, schedule[task_id].finish_date) for task_id in task_ids]
    return [f"{first:%m-%d}" + (f"/{last:%m-%d}" if first != last else "") for first, last in dates]


def between(kind: str, **options: Any) -> rp.Schedule:
    """Schedule a weekday, a Saturday and another weekday, tied one to the next by links of one type."""
    return rp.schedule(
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", calendar=SATURDAYS, after=[f"a {kind}"]),
            Task("c", duration="1d", after=[f"b {kind}"]),
            **options,
        )
    )


# --------------------------------------------------------------------------- a Saturday between weekdays


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # c is Friday 12 June throughout.
        # b is the last Saturday that ends before it, a the last weekday before that.
        ("FS", ["06-05", "06-06", "06-12"]),
        # b starts by Friday 12, 08:00: allowed until 16:59 on Saturday 6, planned at that day's opening.
        # a starts by Saturday 6, 08:00: allowed until 16:59 on Friday 5, planned at its opening.
        ("SS", ["06-05", "06-06", "06-12"]),
        # No weekday work lies between Friday evening and Saturday 13, so b ends with c; a ends before J.
        ("FF", ["06-12", "06-13", "06-12"]),
        # b starts before c ends, in weekday time until Monday; it must end before J: Saturday 13.
        ("SF", ["06-12", "06-13", "06-12"]),
    ],
)
def test_a_saturday_task_between_weekdays_backward(kind: str, expected: list[str]) -> None:
    """Each type of link goes from one calendar to the other and back, as late as it allows."""
    schedule = between(kind, start="2026-05-18")

    assert days(schedule, "a", "b", "c") == expected
    assert schedule.feasible


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # a is Monday 1 June throughout.
        ("FS", ["06-01", "06-06", "06-08"]),
        ("SS", ["06-01", "06-06", "06-08"]),
        # c is to end after Saturday 6, 17:00: in weekday time that is Friday evening, so Friday will do.
        ("FF", ["06-01", "06-06", "06-05"]),
        # c is to end after Saturday 6, 08:00: Friday again.
        ("SF", ["06-01", "06-06", "06-05"]),
    ],
)
def test_a_saturday_task_between_weekdays_forward(kind: str, expected: list[str]) -> None:
    """The same forward from Monday 1 June; a lag counts in the successor's calendar."""
    schedule = between(kind, launch=None, start="2026-06-01")

    assert days(schedule, "a", "b", "c") == expected
    assert schedule.feasible


def test_slack_counts_in_each_tasks_own_time() -> None:
    """A Saturday task has slack in Saturdays, a weekday task in weekdays."""
    schedule = between("FS", start="2026-05-18")

    # a: early on Monday 18 May, late on Friday 5 June: 14 weekdays. b: from 23 May to 6 June.
    # c: early on Monday 25 May, late on Friday 12 June: 14 weekdays.
    assert [schedule[task].total_slack_days for task in "abc"] == [14, 2, 14]
    # a may end on Friday 22 without moving b: 19-22 May. b leaves c nothing until Monday: none.
    assert [schedule[task].free_slack_days for task in "abc"] == [4, 0, 14]


def test_a_lag_counts_in_the_calendar_of_the_successor() -> None:
    """Two days before a Saturday task are two Saturdays, two days after it two weekdays."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", calendar=SATURDAYS, after=["a FS+2d"]),
            Task("c", duration="1d", after=["b FS+2d"]),
        )
    )

    # c: Friday 12 June; 10 and 11 lie between: b is Saturday 6. 23 and 30 May lie between: a is Friday 22.
    assert days(schedule, "a", "b", "c") == ["05-22", "06-06", "06-12"]


# --------------------------------------------------------------------------- nights


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    """Two nights before a Friday morning begin on Wednesday evening; a day task ends before them."""
    schedule = rp.schedule(
        plan(
            Task("day", duration="1d"),
            Task("night", duration="2d", calendar=NIGHTS, after=["day"]),
            Task("last", duration="1d", after=["night"]),
        )
    )

    # last: Friday 12, 08:00. Nights of Thursday 11 and Wednesday 10. day: Wednesday, to 17:00.
    assert schedule["night"].start == datetime(2026, 6, 10, 22)
    assert schedule["night"].finish == datetime(2026, 6, 12, 6)
    assert days(schedule, "day", "night") == ["06-10", "06-10/06-12"]


def test_half_a_night_is_the_half_after_midnight() -> None:
    """Four hours that end with the last night before J begin at two in the morning."""
    schedule = rp.schedule(plan(Task("a", duration="4h", calendar=NIGHTS)))

    assert (schedule["a"].start, schedule["a"].finish) == (
        datetime(2026, 6, 12, 2),
        datetime(2026, 6, 12, 6),
    )


def test_a_night_after_a_day_starts_that_evening() -> None:
    """Forward, a night follows the day of its predecessor, a day the morning of its own."""
    schedule = rp.schedule(
        plan(
            Task("day", duration="1d"),
            Task("night", duration="1d", calendar=NIGHTS, after=["day"]),
            Task("next", duration="1d", after=["night"]),
            launch=None,
            start="2026-06-01",
        )
    )

    assert schedule["night"].start == datetime(2026, 6, 1, 22)
    assert days(schedule, "day", "night", "next") == ["06-01", "06-01/06-02", "06-02"]


# --------------------------------------------------------------------------- by the clock


@pytest.mark.parametrize(
    ("lag", "work", "finish"),
    [
        # b starts on Monday 8, 08:00: 48 h before is Saturday 08:00, the last closing Friday 5, 17:00.
        ("48eh", "5d", datetime(2026, 6, 5, 17)),
        # On Wednesday 10: Monday 8, 08:00, before which Friday closed.
        ("48eh", "3d", datetime(2026, 6, 5, 17)),
        # An hour less is Monday, 09:00, inside the working day.
        ("47eh", "3d", datetime(2026, 6, 8, 9)),
        # Two days and two thirds of one by the clock are 64 h: Sunday 7, 16:00.
        ("64eh", "3d", datetime(2026, 6, 5, 17)),
        ("2ed", "3d", datetime(2026, 6, 5, 17)),
        ("1ew", "3d", datetime(2026, 6, 2, 17)),
        # A lead by the clock: a may end 24 h after Wednesday 10, 08:00, and closes on Wednesday.
        ("-24eh", "3d", datetime(2026, 6, 10, 17)),
    ],
)
def test_an_elapsed_lag_runs_through_the_weekend(lag: str, work: str, finish: datetime) -> None:
    """Paint dries by the clock, also on Saturdays: the predecessor ends at the last closing before."""
    manner = lag if lag.startswith("-") else f"+{lag}"
    schedule = rp.schedule(plan(Task("a", duration="1d"), Task("b", duration=work, after=[f"a FS{manner}"])))

    assert schedule["a"].finish == finish


def test_an_elapsed_lag_forward_lands_on_the_next_opening() -> None:
    """48 h after Friday evening is Sunday evening: work goes on on Monday."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", after=["a FS+48eh"]),
            launch=None,
            start="2026-06-05",
        )
    )

    assert days(schedule, "a", "b") == ["06-05", "06-08"]


def test_work_by_the_clock_ends_at_midnight_of_the_launch() -> None:
    """Two days by the clock before Monday 00:00 are Saturday and Sunday."""
    schedule = rp.schedule(plan(Task("a", duration="48eh"), Task("b", duration="1d", before=["a"])))

    assert (schedule["a"].start, schedule["a"].finish) == (datetime(2026, 6, 13), datetime(2026, 6, 15))
    assert days(schedule, "a", "b") == ["06-13/06-14", "06-12"]


# --------------------------------------------------------------------------- closures and holidays

AUGUST = {"country": "FR", "closed": [{"from": "2026-08-03", "to": "2026-08-21", "label": "Congés d’été"}]}


def test_three_weeks_closed_in_august() -> None:
    """Work jumps over the closure, calendar weeks run through it, and a lag in weeks counts open ones."""
    schedule = rp.schedule(
        plan(
            Task("brief", duration="1d"),
            Task("work", duration="10d", after=["brief"]),
            Task("press", duration="3cw"),
            Task("order", duration="1d"),
            Task("mount", duration="1w", after=["order FS+2w"]),
            launch="2026-08-31",
            calendar=AUGUST,
        )
    )

    # work: 24-28 August and 27-31 July; brief: Friday 24 July.
    assert days(schedule, "work", "brief") == ["07-27/08-28", "07-24"]
    assert "Congés d’été" in schedule.why("work").text("en")
    # press: 21 days that end on Sunday 30 August.
    assert days(schedule, "press") == ["08-10/08-30"]
    # mount: 24-28 August; the ten open days before are 20-24 and 27-31 July; order: Friday 17 July.
    assert days(schedule, "mount", "order") == ["08-24/08-28", "07-17"]


def test_a_closure_of_one_task_holds_nobody_else() -> None:
    """Only the printer is closed in August: the others go on working."""
    schedule = rp.schedule(
        plan(
            Task("copy", duration="1d"),
            Task("print", duration="6d", calendar=AUGUST, after=["copy"]),
            Task("check", duration="2d"),
            launch="2026-08-31",
            calendar="FR",
        )
    )

    # print: 24-28 August and Friday 31 July; copy: Thursday 30 July; check: 27 and 28 August.
    assert days(schedule, "copy", "print", "check") == ["07-30", "07-31/08-28", "08-27/08-28"]


def test_a_launch_on_a_bank_holiday() -> None:
    """J stays on Friday 1 May: work ends the day before, goes on on Monday, and a pin on 8 May moves."""
    schedule = rp.schedule(
        plan(
            Task("last", duration="2d"),
            Task("next", duration="1d", after=["launch"]),
            Task("party", duration="1d", at="J+7", after=["launch"]),
            launch="2026-05-01",
            calendar="FR",
        )
    )

    # Wednesday 29 and Thursday 30 April; Monday 4 May; J+7 is Friday 8 May, a holiday too: Monday 11.
    assert days(schedule, "last", "launch", "next", "party") == ["04-29/04-30", "05-01", "05-04", "05-11"]
    assert [schedule[task].offset for task in ("last", "launch", "next", "party")] == [
        "J-2",
        "J",
        "J+3",
        "J+7",
    ]
    assert schedule["party"].offset_start == 10
    closed, moved = schedule.findings
    assert (closed.code, closed.values["last"]) == ("launch-closed", date(2026, 4, 30))
    assert (moved.code, moved.values["written"], moved.values["date"]) == (
        "pin-moved", date(2026, 5, 8), date(2026, 5, 11),
    )  # fmt: skip


def test_holidays_of_each_year_are_its_own() -> None:
    """Across the turn of the year, Christmas and New Year's Day are skipped."""
    schedule = rp.schedule(plan(Task("a", duration="5d"), launch="2027-01-04", calendar="FR"))

    # 28-31 December are four days (1 January is a Friday); 25 December is a Friday: Thursday 24 is the fifth.
    assert days(schedule, "a") == ["12-24/12-31"]


def test_a_plan_across_two_changes_of_year() -> None:
    """A year before a year before: each lag of twelve months lands in its own calendar year."""
    schedule = rp.schedule(
        plan(
            Task("z", duration="1d"),
            Task("a", duration="1d", after=["z FS+12mo"]),
            Task("b", duration="1d", after=["a FS+12mo"]),
            launch="2027-01-04",
            calendar="FR",
        )
    )

    # b: Thursday 31 December 2026, 08:00. A year before is Wednesday 31, 08:00: a ends on the 30th.
    # a: Tuesday 30 December 2025. A year before is Monday 30 December 2024, 08:00: z ends on Friday 27.
    assert [str(schedule[task].start_date) for task in "baz"] == ["2026-12-31", "2025-12-30", "2024-12-27"]
    assert schedule["z"].offset_start == -738  # 365 + 365 days to 27 December 2026, and 8 more


# --------------------------------------------------------------------------- percentages


@pytest.mark.parametrize(
    ("work", "link", "expected"),
    [
        # b is 11 and 12 June. Half of four days are 9 and 10 June: a is 3, 4, 5 and 8 June.
        ("4d", "FS+50%", "06-03/06-08"),
        # A lead of a quarter: a ends a day after b starts.
        ("4d", "FS-25%", "06-08/06-11"),
        # a ends two days before b ends: 5, 8, 9 and 10 June.
        ("4d", "FF+50%", "06-05/06-10"),
        # a starts two days before b starts, 9 June, but ends before J as well.
        ("4d", "SS+50%", "06-09/06-12"),
        ("2d", "SS+200%", "06-05/06-08"),
        # From its start to the end of b twice five days: 1-12 June.
        ("5d", "SF+200%", "06-01/06-05"),
        ("4d", "FS+0%", "06-05/06-10"),
    ],
)
def test_a_percentage_of_working_days(work: str, link: str, expected: str) -> None:
    """A lag in percent is that share of the predecessor's duration, in the successor's calendar."""
    schedule = rp.schedule(plan(Task("a", duration=work), Task("b", duration="2d", after=[f"a {link}"])))

    assert days(schedule, "a", "b") == [expected, "06-11/06-12"]


@pytest.mark.parametrize(
    ("work", "lag", "finish"),
    [
        # b starts at 16:00 on Friday 12 June.
        ("5h", "+10%", datetime(2026, 6, 12, 15, 30)),
        ("1h", "+2.5%", datetime(2026, 6, 12, 15, 58)),  # 1.5 minutes, half up: 2
        ("1h", "-2.5%", datetime(2026, 6, 12, 16, 1)),  # -1.5 minutes, half up: -1
        ("1h", "+0.8%", datetime(2026, 6, 12, 16)),  # 0.48 minutes: none
    ],
)
def test_a_percentage_is_rounded_half_up_to_the_minute(work: str, lag: str, finish: datetime) -> None:
    """Shares of a minute round to the nearest, halves up, also below zero."""
    schedule = rp.schedule(plan(Task("a", duration=work), Task("b", duration="1h", after=[f"a FS{lag}"])))

    assert schedule["a"].finish == finish


def test_a_percentage_of_margin_and_risk_counts_the_whole() -> None:
    """Two days, once and a half, and a day of margin are four: half of them are two."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="2d", risk_factor=1.5, margin="1d"),
            Task("b", duration="2d", after=["a FS+50%"]),
        )
    )

    assert days(schedule, "a") == ["06-03/06-08"]


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        # b is 8-12 June. Five days, 3-7 June, lie between; ten days end on the 2nd.
        ("10cd", "05-24/06-02"),
        # Half of sixty days, 9 May - 7 June, lie between; two months end on 8 May, and begin on 9 March.
        ("2mo", "03-09/05-08"),
        # 48 of 96 h by the clock: from Monday back to Saturday 6, 08:00; it began on Tuesday 2.
        ("96eh", "06-02/06-06"),
    ],
)
def test_a_percentage_of_calendar_days_months_and_clock_time(work: str, expected: str) -> None:
    """The share is of the predecessor's own kind of days; a month counts as thirty."""
    schedule = rp.schedule(plan(Task("a", duration=work), Task("b", duration="1w", after=["a FS+50%"])))

    assert days(schedule, "a", "b") == [expected, "06-08/06-12"]


# --------------------------------------------------------------------------- months


@pytest.mark.parametrize(
    ("launch", "work", "expected"),
    [
        # A month before 31 March is the last of February.
        ("2026-03-31", "1mo", ("2026-02-28", "2026-03-30")),
        ("2028-03-31", "1mo", ("2028-02-29", "2028-03-30")),
        ("2026-03-28", "1mo", ("2026-02-28", "2026-03-27")),
        ("2026-12-31", "6mo", ("2026-06-30", "2026-12-30")),
        ("2027-01-15", "13mo", ("2025-12-15", "2027-01-14")),
    ],
)
def test_months_before_the_launch_are_clamped(launch: str, work: str, expected: tuple[str, str]) -> None:
    """A task in months begins on the same day of its month, or on that month's last, open or closed."""
    schedule = rp.schedule(plan(Task("a", duration=work), launch=launch))

    assert (str(schedule["a"].start_date), str(schedule["a"].finish_date)) == expected


def test_the_slack_of_months_is_that_of_their_finish() -> None:
    """A month from 28 February ends on 27 March; until 30 March three days are left."""
    schedule = rp.schedule(plan(Task("a", duration="1mo"), launch="2026-03-31"))

    assert str(schedule["a"].early_start.date()) == "2026-02-28"
    assert str(schedule["a"].early_finish.date()) == "2026-03-27"
    assert str(schedule["a"].late_finish.date()) == "2026-03-30"
    assert schedule["a"].total_slack_days == 3


@pytest.mark.parametrize(
    ("start", "finish", "following"),
    [
        # A month from Saturday 31 January is over on 28 February, 08:00: Friday 27 is its last day.
        ("2026-01-31", "2026-02-27", "2026-03-02"),
        ("2028-01-31", "2028-02-28", "2028-02-29"),
        ("2026-05-15", "2026-06-14", "2026-06-15"),
    ],
)
def test_months_forward_are_clamped(start: str, finish: str, following: str) -> None:
    """A month ends before the same day of the next, or before that month's last."""
    schedule = rp.schedule(
        plan(Task("a", duration="1mo"), Task("b", duration="1d", after=["a"]), launch=None, start=start)
    )

    assert (str(schedule["a"].start_date), str(schedule["a"].finish_date)) == (start, finish)
    assert str(schedule["b"].start_date) == following


def test_a_lag_in_months_is_clamped_both_ways() -> None:
    """A month before Tuesday 31 March is 28 February; a month after it 28 March, which is early enough."""
    schedule = rp.schedule(
        plan(Task("a", duration="1d"), Task("b", duration="1d", after=["a FS+1mo"]), launch="2026-04-01")
    )

    # b: 31 March, 08:00; 28 February, 08:00 is a Saturday: a ends on Friday 27.
    assert [str(schedule[task].start_date) for task in "ab"] == ["2026-02-27", "2026-03-31"]
    assert schedule.feasible


def test_a_month_that_is_there_one_way_is_not_missed_the_other() -> None:
    """Days that open at different hours do not make a conflict of dates which the link itself has given."""
    week = {"week": {"mon": ["09:00-17:00"], "tue": ["08:00-16:00"]}}
    schedule = rp.schedule(
        plan(Task("order"), Task("work", duration="1d", after=["order FS+1mo"]), calendar=week)
    )

    # work: Tuesday 9 June, 08:00. A month before is Saturday 9 May, 08:00: the order is placed by then, which
    # is to say by the end of Tuesday 5 May. Forward a month is counted from the hour at which a usual day
    # opens: 9 May, 09:00, and 9 June, 09:00, an hour late; but nobody asked for more than a month before.
    assert schedule["work"].start == datetime(2026, 6, 9, 8)
    assert schedule["order"].finish_date == date(2026, 5, 5)
    assert schedule.conflicts == ()


def test_a_lag_in_calendar_days_runs_through_holidays() -> None:
    """Seven calendar days before Tuesday 26 May are counted through Ascension's and Whitsun's days off."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", after=["a FS+7cd"]),
            launch="2026-05-27",
            calendar="FR",
        )
    )

    # b: Tuesday 26 May. 19-25 May lie between: a ends on Monday 18.
    assert [str(schedule[task].start_date) for task in "ab"] == ["2026-05-18", "2026-05-26"]
