"""The reference against worked examples and against schedules that other people's engines computed."""

import datetime as dt
import json
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from .generator import FEATURES, document
from .launches import launch_differences
from .minutes import Window, first_place, last_place
from .solve import solve

ORACLES = Path(__file__).parents[1] / "oracles" / "data"

# June 2026: the 1st, 8th, 15th, 22nd and 29th are Mondays. Unless a case says otherwise work is done from
# Monday to Friday, 08:00-12:00 and 13:00-17:00, and J is Monday 15 June at 00:00.


def plan(*tasks, **head):
    """A plan document launched on Monday 15 June 2026."""
    return {"launch": "2026-06-15", **head, "tasks": list(tasks)}


def task(id, duration=None, **keys):
    """A task of a document."""
    return {"id": id, **({"duration": duration} if duration else {}), **keys}


def dates(answer, id, kind="planned"):
    """Start and finish of a task as `"12 08:00"`, day of the month and hour."""
    return tuple(f"{answer.plan.window.moment(at):%d %H:%M}" for at in getattr(answer.rows[id], kind))


def slack(answer, id):
    """Total and free slack of a task in minutes."""
    return answer.rows[id].total_slack, answer.rows[id].free_slack


def start_of(answer):
    """The start of the plan as `"12 08:00"`."""
    return f"{answer.plan.window.moment(answer.start):%d %H:%M}"


def test_a_task_ends_at_the_last_closing_before_the_launch():
    """Two days before Monday the 15th are Thursday the 11th and Friday the 12th."""
    answer = solve(plan(task("a", "2d")))

    assert start_of(answer) == "11 08:00"
    assert dates(answer, "a") == dates(answer, "a", "early") == ("11 08:00", "12 17:00")
    assert slack(answer, "a") == (0, 0)
    assert answer.feasible


def test_a_shorter_branch_has_the_difference_as_slack():
    """`b` may slip by the day by which `a` is longer; it is planned as late as it can be."""
    answer = solve(plan(task("a", "2d"), task("b", "1d"), task("c", "1d", after=["a", "b"])))

    # c is Friday the 12th, a the 10th and 11th, so the plan begins on the 10th
    assert dates(answer, "b", "early") == ("10 08:00", "10 17:00")
    assert dates(answer, "b", "late") == dates(answer, "b") == ("11 08:00", "11 17:00")
    assert slack(answer, "b") == (480, 480)
    assert [id for id in "abc" if answer.rows[id].critical] == ["a", "c"]


@pytest.mark.parametrize(
    ("link", "predecessor", "successor"),
    [
        # s takes one day, Friday the 12th; p takes two
        ("p", ("10 08:00", "11 17:00"), ("12 08:00", "12 17:00")),
        ("p FS-1d", ("11 08:00", "12 17:00"), ("12 08:00", "12 17:00")),
        ("p FS+1d", ("09 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        # p would have to start a day before Friday, on Thursday, and then ends on Friday
        ("p SS+1d", ("11 08:00", "12 17:00"), ("12 08:00", "12 17:00")),
        # p must have started two days before s starts
        ("p SS+2d", ("10 08:00", "11 17:00"), ("12 08:00", "12 17:00")),
        # p must end half a day before s does, on Friday at noon; two days before that is Wednesday at 13:00
        ("p FF+4h", ("10 13:00", "12 12:00"), ("12 08:00", "12 17:00")),
        # s must not end before three days after p started: p from Tuesday 17:00, which is Wednesday 08:00
        ("p SF+3d", ("10 08:00", "11 17:00"), ("12 08:00", "12 17:00")),
        # half of two days is one day
        ("p FS+50%", ("09 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        # one twin day before Friday 08:00 is Thursday 08:00, so p ends on Wednesday
        ("p FS+1cd", ("09 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        # 24 hours before Friday 08:00 is Thursday 08:00, and six hours before it Friday 02:00
        ("p FS+1ed", ("09 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        ("p FS+6eh", ("10 08:00", "11 17:00"), ("12 08:00", "12 17:00")),
    ],
)
def test_the_late_dates_of_a_predecessor(link, predecessor, successor):
    """Each type of link leaves the predecessor as late as its lag allows."""
    answer = solve(plan(task("p", "2d"), task("s", "1d", after=[link])))

    assert (predecessor, successor) == (dates(answer, "p", "late"), dates(answer, "s", "late"))
    assert answer.feasible


@pytest.mark.parametrize(
    ("link", "successor"),
    [
        # p is Monday the 1st and Tuesday the 2nd; s takes one day
        ("p", ("03 08:00", "03 17:00")),
        ("p FS+3d", ("08 08:00", "08 17:00")),
        ("p FS-4h", ("02 13:00", "03 12:00")),
        ("p SS", ("01 08:00", "01 17:00")),
        ("p SS+90min", ("01 09:30", "02 09:30")),
        ("p FF", ("02 08:00", "02 17:00")),
        ("p FF+1d", ("03 08:00", "03 17:00")),
        # s has to end a day after p started, which it does from the beginning
        ("p SF+1d", ("01 08:00", "01 17:00")),
        ("p SF+2d", ("02 08:00", "02 17:00")),
        ("p SF-2d", ("01 08:00", "01 17:00")),
        ("p FS+25%", ("03 13:00", "04 12:00")),
        # Tuesday 17:00 and four twin days is Saturday 17:00
        ("p FS+4cd", ("08 08:00", "08 17:00")),
        # Tuesday 17:00 and two days of the clock is Thursday 17:00, and 20 hours Wednesday 13:00
        ("p FS+2ed", ("05 08:00", "05 17:00")),
        ("p FS+20eh", ("03 13:00", "04 12:00")),
    ],
)
def test_the_early_dates_of_a_successor(link, successor):
    """A forward plan puts a successor as early as its lag allows, never before the start."""
    answer = solve({"start": "2026-06-01", "tasks": [task("p", "2d"), task("s", "1d", after=[link])]})

    assert dates(answer, "p", "early") == ("01 08:00", "02 17:00")
    assert dates(answer, "s", "early") == dates(answer, "s") == successor


def test_a_lag_to_the_launch_is_kept():
    """With a day between its end and J, a one-day task is Thursday the 11th."""
    answer = solve(plan(task("a", "1d", before=["launch FS+1d"])))

    assert dates(answer, "a") == ("11 08:00", "11 17:00")


def test_a_start_to_start_link_to_the_launch_lets_work_begin_on_j():
    """Nothing is worked between Monday 00:00 and 08:00: the task begins on J and is not capped there."""
    answer = solve(plan(task("a", "2d", before=["launch SS"])))

    assert dates(answer, "a") == ("15 08:00", "16 17:00")
    assert (start_of(answer), answer.feasible) == ("15 00:00", True)


def test_a_lead_to_the_launch_lets_work_end_after_j():
    """A written lead of one day moves the end from Friday to Monday evening."""
    answer = solve(plan(task("a", "2d", before=["launch FS-1d"])))

    assert dates(answer, "a") == ("12 08:00", "15 17:00")


def test_calendar_days_after_the_launch():
    """The evaluation 45 calendar days after 15 June begins on 30 July."""
    answer = solve(plan(task("review", "2d", after=["launch FS+45cd"])))

    assert [answer.plan.window.moment(at) for at in answer.rows["review"].early] == [
        dt.datetime(2026, 7, 30, 8),
        dt.datetime(2026, 7, 31, 17),
    ]
    assert answer.rows["review"].kind == "after"
    assert start_of(answer) == "15 00:00"


def test_what_feeds_only_the_time_after_the_launch_is_counted_back_from_it():
    """`n` is needed on J at the earliest, so the plan begins three days before; `u` gives it slack."""
    answer = solve(
        plan(
            task("n", "3d"),
            task("t", "1d", after=["n", "launch"]),
            task("u", "3d", after=["launch"]),
        )
    )

    # counted back from t on the 15th: n on the 10th, 11th and 12th; the plan ends with u on the 17th
    assert answer.rows["n"].kind == "neither"
    assert start_of(answer) == "10 08:00"
    assert dates(answer, "n", "late") == ("12 08:00", "16 17:00")
    assert dates(answer, "t") == ("15 08:00", "15 17:00")
    assert dates(answer, "n") == ("10 08:00", "12 17:00")
    assert (slack(answer, "n"), slack(answer, "t"), slack(answer, "u")) == ((960, 0), (960, 960), (0, 0))


def test_a_date_can_put_a_task_after_the_launch():
    """A task that may not start before J, and what follows it, are planned forward."""
    bound = {"type": "start_no_earlier_than", "date": "2026-06-16"}
    answer = solve(plan(task("a", "1d", constraint=bound), task("b", "1d", after=["a"]), task("c", "1d")))

    assert [answer.rows[id].kind for id in "abc"] == ["after", "after", "before"]
    assert (dates(answer, "a"), dates(answer, "b")) == (("16 08:00", "16 17:00"), ("17 08:00", "17 17:00"))


def test_a_pin_binds_its_neighbours_and_leaves_itself_slack():
    """`a` is fixed on Monday the 8th, so `p` ends before; by its links `a` could end on Thursday."""
    answer = solve(
        plan(task("p", "1d"), task("a", "1d", at="J-7", after=["p"]), task("s", "1d", after=["a"])),
    )

    assert start_of(answer) == "05 08:00"
    assert (dates(answer, "p"), dates(answer, "a")) == (("05 08:00", "05 17:00"), ("08 08:00", "08 17:00"))
    assert dates(answer, "a", "early") == ("08 08:00", "08 17:00")
    assert dates(answer, "a", "late") == ("11 08:00", "11 17:00")
    assert dates(answer, "s", "early") == ("09 08:00", "09 17:00")
    # the dates of p are bound by the pin alone; s may slip from the 9th to the 12th
    assert [slack(answer, id) for id in "pas"] == [(0, 0), (3 * 480, 0), (3 * 480, 3 * 480)]


def test_a_pin_on_a_closed_day_starts_at_the_next_opening_and_ends_at_the_last_closing():
    """J-9 is Saturday the 6th, J-1 Sunday the 14th: the work is Monday the 8th to Friday the 12th."""
    answer = solve(plan(task("a", at="J-9", until="J-1"), task("m", until="J-2")))

    assert dates(answer, "a") == ("08 08:00", "12 17:00")
    assert dates(answer, "m") == ("14 00:00", "14 00:00")
    assert answer.feasible


def test_a_pin_that_a_predecessor_cannot_meet_is_a_conflict():
    """With a start on the 10th, two days of work do not fit before a pin on the 11th."""
    answer = solve(plan(task("p", "2d"), task("a", "1d", at="J-4", after=["p"]), start="2026-06-10"))

    assert dates(answer, "a") == ("11 08:00", "11 17:00")
    assert dates(answer, "p") == ("09 08:00", "10 17:00")
    assert answer.conflicts == [("p", "plan: start_no_earlier_than")]
    # on its own a could not be before Friday the 12th, which is also as late as it can be
    assert dates(answer, "a", "early") == ("12 08:00", "12 17:00")


def test_a_buffer_is_working_time_before_the_launch():
    """Two days of buffer before Monday the 15th move the work to Wednesday the 10th."""
    answer = solve(plan(task("a", "1d"), task("c", "1d", before=["launch SS"]), buffer="2d"))

    assert dates(answer, "a") == ("10 08:00", "10 17:00")
    assert dates(answer, "c") == ("15 08:00", "15 17:00")


def test_a_buffer_shrinks_after_a_written_start():
    """From Wednesday noon two days last until Friday noon: four hours are left of a day of buffer."""
    answer = solve(plan(task("a", "2d"), buffer="1d", start="2026-06-10T12:00:00"))

    assert dates(answer, "a") == ("10 13:00", "12 12:00")
    assert (slack(answer, "a"), answer.feasible) == ((0, 0), True)


def test_a_start_that_is_too_late_gives_negative_slack_and_a_conflict():
    """Two days from Friday end on Monday, a day too late; the plan stays at its late dates."""
    answer = solve(plan(task("a", "2d"), start="2026-06-12"))

    assert dates(answer, "a") == ("11 08:00", "12 17:00")
    assert dates(answer, "a", "early") == ("12 08:00", "15 17:00")
    assert answer.rows["a"].total_slack == -480
    assert answer.conflicts == [("a", "plan: start_no_earlier_than")]


def test_links_from_and_to_summaries_reach_their_leaves():
    """FS from a summary waits for all leaves, SS counts from those without a predecessor inside."""
    answer = solve(
        plan(
            task("S", tasks=[task("a", "1d"), task("b", "1d", after=["a"]), task("m", "2d")]),
            task("T", tasks=[task("c", "1d"), task("d", "2d")], after=["S"]),
            task("e", "1d", after=["S SS+1d"]),
        )
    )

    # d: 11-12, c: 12; S ends on the 10th; e is free from a day after the starts of a and m
    assert dates(answer, "T") == ("11 08:00", "12 17:00")
    assert (dates(answer, "a"), dates(answer, "b"), dates(answer, "m")) == (
        ("09 08:00", "09 17:00"),
        ("10 08:00", "10 17:00"),
        ("09 08:00", "10 17:00"),
    )
    assert dates(answer, "e", "early") == ("10 08:00", "10 17:00")
    assert dates(answer, "S", "early") == dates(answer, "S", "late") == ("09 08:00", "10 17:00")
    assert [answer.rows[id].critical for id in "STce"] == [True, True, False, False]


@pytest.mark.parametrize(
    ("kind", "date", "early", "late"),
    [
        # a 1 day, then b 1 day, from Monday the 8th, launch on the 15th: b is free on the 9th to the 12th
        ("start_no_earlier_than", "2026-06-10", ("10 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        ("finish_no_earlier_than", "2026-06-10", ("10 08:00", "10 17:00"), ("12 08:00", "12 17:00")),
        ("start_no_later_than", "2026-06-10", ("09 08:00", "09 17:00"), ("10 08:00", "10 17:00")),
        ("finish_no_later_than", "2026-06-10", ("09 08:00", "09 17:00"), ("10 08:00", "10 17:00")),
        ("must_start_on", "2026-06-10", ("10 08:00", "10 17:00"), ("10 08:00", "10 17:00")),
        ("must_finish_on", "2026-06-10", ("10 08:00", "10 17:00"), ("10 08:00", "10 17:00")),
        # a Saturday is the next Monday for a start and the Friday before for a finish
        ("must_start_on", "2026-06-13", ("15 08:00", "15 17:00"), ("15 08:00", "15 17:00")),
        ("must_finish_on", "2026-06-13", ("12 08:00", "12 17:00"), ("12 08:00", "12 17:00")),
    ],
)
def test_constraints_bind_the_passes(kind, date, early, late):
    """Each dated constraint moves the early dates, the late dates or both."""
    bound = {"type": kind, "date": date}
    tasks = [task("a", "1d"), task("b", "1d", after=["a"], before=["launch"], constraint=bound)]
    answer = solve(plan(*tasks, start="2026-06-08"))

    assert (early, late) == (dates(answer, "b", "early"), dates(answer, "b", "late"))
    assert answer.feasible == (early != ("15 08:00", "15 17:00"))


def test_a_deadline_lowers_the_late_finish_only():
    """A deadline on Tuesday the 9th takes the slack after it."""
    answer = solve(plan(task("a", "1d", deadline="2026-06-09"), start="2026-06-08"))

    assert dates(answer, "a", "early") == ("08 08:00", "08 17:00")
    assert dates(answer, "a", "late") == ("09 08:00", "09 17:00")
    # free slack does not look at deadlines: the implicit link lets it slip to the 12th
    assert slack(answer, "a") == (480, 4 * 480)


def test_asap_is_inherited_and_holds_back_nobody():
    """Children of an `asap` summary are at their early dates, and an `alap` predecessor gives way to them."""
    answer = solve(
        plan(
            task("p", "1d"),
            task("S", tasks=[task("a", "1d", after=["p"]), task("b", "1d", when="alap")], when="asap"),
            start="2026-06-08",
        )
    )

    assert dates(answer, "p") == ("08 08:00", "08 17:00")
    assert dates(answer, "a") == ("09 08:00", "09 17:00")
    assert dates(answer, "b") == ("12 08:00", "12 17:00")
    assert slack(answer, "p") == (3 * 480, 0)


def test_mixed_calendars_count_a_lag_in_the_successors_time():
    """A day's lag before a task that works at week-ends only is a week-end day."""
    weekend = {"week": {day: ["08:00-12:00", "13:00-17:00"] for day in ("sat", "sun")}}
    tasks = [task("p", "1d"), task("s", "1d", after=["p FS+1d"], calendar="weekend")]
    answer = solve(plan(*tasks, calendars={"weekend": weekend}))

    # s on Sunday the 14th, the lag is Saturday the 13th, p ends on Friday the 12th
    assert (dates(answer, "s"), dates(answer, "p")) == (("14 08:00", "14 17:00"), ("12 08:00", "12 17:00"))


def test_a_start_that_a_link_would_put_on_a_closed_day_is_planned_at_an_opening():
    """The last minute of Friday would do for a link to Saturday, but work is planned from its morning."""
    weekend = {"week": {day: ["08:00-12:00", "13:00-17:00"] for day in ("sat", "sun")}}
    tasks = [task("p", "2d", before=["launch FS-2d"]), task("s", "2d", after=["p SS"], calendar="weekend")]
    answer = solve(plan(*tasks, calendars={"weekend": weekend}, start="2026-06-01"))

    assert dates(answer, "s") == ("13 08:00", "14 17:00")
    assert dates(answer, "p", "late") == ("12 16:59", "16 16:59")
    assert dates(answer, "p") == ("12 08:00", "15 17:00")


def test_calendar_day_and_elapsed_durations_do_not_stop_for_the_week_end():
    """Three calendar days before Monday are Friday to Sunday; 36 hours before it is Saturday noon."""
    answer = solve(plan(task("a", "3cd"), task("b", "36eh")))

    assert dates(answer, "a") == ("12 08:00", "14 17:00")
    assert dates(answer, "b") == ("13 12:00", "15 00:00")


@pytest.mark.parametrize(
    ("date", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2025-12-15", 2, "2026-02-15"),
        ("2026-05-31", -3, "2026-02-28"),
        ("2026-07-31", 1, "2026-08-31"),
    ],
)
def test_months_lead_to_the_same_day_or_the_last_one(date, months, expected):
    """A day that another month does not have is its last one; the time of day stays."""
    window = Window(dt.date(2025, 1, 1), 1000)
    noon = window.minute(dt.datetime.fromisoformat(date)) + 720

    assert f"{window.moment(window.months_later(noon, months)):%Y-%m-%d %H}" == f"{expected} 12"


def test_months_of_work_and_of_lag():
    """A month before Monday 15 June begins on 15 May; a month before that its predecessor is done."""
    answer = solve(plan(task("p", "2d"), task("a", "1mo", after=["p FS+1mo"])))

    assert [str(answer.plan.window.moment(at)) for at in answer.rows["a"].planned] == [
        "2026-05-15 08:00:00",
        "2026-06-14 17:00:00",
    ]
    # 15 May less a month is Wednesday 15 April, 08:00: p is done on Tuesday the 14th
    assert dates(answer, "p") == ("13 08:00", "14 17:00")


def test_margins_factors_and_estimates_lengthen_a_task():
    """(2 + 4·3 + 10) / 6 = 4 days, once and a quarter 5, and a margin of a quarter of four days makes 6."""
    answer = solve(plan(task("a", "2d/3d/10d", risk_factor=1.25, margin="25%")))

    # 12-8 June and Friday the 5th
    assert dates(answer, "a") == ("05 08:00", "12 17:00")


def test_offsets_in_open_days_weeks_months_and_hours():
    """Four open days before Monday the 15th is the 9th, a week the 8th, a month 15 May, 36 hours Saturday."""
    answer = solve(
        plan(
            task("a", "1d", at="J-4wd"),
            task("b", "1d", until="S-1"),
            task("c", "1d", at="M-1"),
            task("d", at="H-36"),
            launch="2026-06-15T12:00:00",
        )
    )

    assert [dates(answer, id)[0] for id in "abcd"] == ["09 08:00", "08 08:00", "15 08:00", "14 00:00"]


def test_a_percent_buffer_is_of_the_longest_chain():
    """Half of the two days of a and b is a day: b ends on Thursday the 11th; the shorter c does not count."""
    answer = solve(plan(task("a", "1d"), task("b", "1d", after=["a"]), task("c", "1d"), buffer="50%"))

    assert dates(answer, "b") == ("11 08:00", "11 17:00")
    assert answer.paths.chains() == [("a", "b", "launch")]


def test_the_longest_chains_are_those_that_nothing_shortens():
    """Two ways of three days lead to d, in document order; that of two days is none."""
    answer = solve(
        plan(
            task("b", "3d"),
            task("a", "3d"),
            task("c", "2d"),
            task("d", "1d", after=["a", "b", "c"]),
        )
    )

    assert answer.paths.chains() == [("b", "d", "launch"), ("a", "d", "launch")]
    assert answer.paths.holds(("d", "launch"))
    assert not answer.paths.holds(("c", "d", "launch"))


def test_the_first_launch_that_works_is_tried_for():
    """Twelve days from Monday 1 June end on Tuesday the 16th: the 17th, and no other day, is the answer."""
    document = plan(task("a", "12d"), start="2026-06-01")

    for day, agrees in ((16, False), (17, True), (18, False)):
        claimed = SimpleNamespace(earliest_launch=dt.date(2026, 6, day))
        assert (launch_differences(document, claimed, tries=20) == []) == agrees


def test_opened_days_win_over_closed_ones():
    """Friday the 12th is closed, Saturday opened for four hours: four there, four on Thursday."""
    calendar = {"closed": ["2026-06-12/2026-06-13"], "open": {"2026-06-13": ["09:00-13:00"]}}
    answer = solve(plan(task("a", "1d"), calendar="c", calendars={"c": calendar}))

    assert dates(answer, "a") == ("11 13:00", "13 13:00")


def test_the_search_finds_what_trying_one_by_one_finds():
    """Halving a range is only a faster way of trying every place."""
    for length in range(2, 40):
        for border in range(1, length):
            places = range(100, 100 + length)
            tried = [place for place in places if place >= 100 + border]

            assert first_place(places, lambda place, border=border: place >= 100 + border) == min(tried)
            assert (
                last_place(places, lambda place, border=border: place <= 100 + border - 1) == min(tried) - 1
            )


def minute_differences(case):
    """What the reference answers otherwise than another engine."""
    answer = solve(case["plan"])
    found = []
    for id, expected in case["expected"].items():
        row = answer.rows[id]
        computed = {
            "total_slack_minutes": row.total_slack,
            "free_slack_minutes": row.free_slack,
            "critical": row.critical,
        }
        found += [
            (id, key) for key, value in computed.items() if value not in (None, expected.get(key, value))
        ]
        for kind, prefix in (("early", "early_"), ("late", "late_"), ("planned", "")):
            for end, name in enumerate(("start", "finish")):
                written = expected.get(prefix + name)
                if written:
                    there = answer.plan.window.minute(dt.datetime.fromisoformat(written))
                    if row.calendar.work_between(getattr(row, kind)[end], there):
                        found.append((id, prefix + name))
    return found


def oracle_cases(least, most):
    """The published schedules with that many tasks."""
    files = [ORACLES / f"{name}.json" for name in ("day_level", "minute_level", "msproject")]
    cases = [case for file in files for case in json.loads(file.read_text())]
    return [pytest.param(case, id=case["name"]) for case in cases if least <= len(case["expected"]) <= most]


@pytest.mark.parametrize("case", oracle_cases(1, 12))
def test_small_schedules_of_other_engines(case):
    """The reference agrees with schedules that other people's engines computed."""
    assert minute_differences(case) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", oracle_cases(13, 1000))
def test_large_schedules_of_other_engines(case):
    """The reference agrees with the larger schedules as well."""
    assert minute_differences(case) == []


def test_every_feature_is_drawn_and_solved():
    """The generator only draws plans that the reference can solve, and the same ones each time."""
    rng = Random(1)
    for number in range(150):
        features = frozenset(feature for feature in sorted(FEATURES) if rng.random() < 0.4)
        drawn = document(Random(number), features)

        assert drawn == document(Random(number), features)
        assert set(solve(drawn).rows) >= {task["id"] for task in drawn["tasks"]}
