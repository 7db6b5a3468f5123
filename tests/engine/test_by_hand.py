"""Schedules worked out by hand; the arithmetic stands in the comments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import retroplan as rp


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026 in France, unless told otherwise."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "calendar": "FR", "tasks": tasks} | options)


def days(schedule: rp.Schedule, task_id: str) -> tuple[str, str]:
    """Give the first and last day of a task as text."""
    return str(schedule[task_id].start_date), str(schedule[task_id].finish_date)


@pytest.fixture
def campaign() -> rp.Plan:
    """The example of the front page."""
    return rp.Plan(
        "Campagne de fidélisation",
        launch="2026-06-15",
        calendar="FR",
        tasks=[
            rp.Task("goals", "Définition des objectifs", duration="5d"),
            rp.Task("target", "Analyse de la cible", duration="3d/5d/10d", after=["goals"]),
            rp.Task("content", "Création des contenus", duration="2w", after=["target FS+1d"]),
            rp.Task("review", "Évaluation finale", duration="2d", after=["launch FS+45cd"]),
        ],
    )


def test_front_page_example_gives_the_dates_it_shows(campaign: rp.Plan) -> None:
    """The example that everybody reads first is exact."""
    schedule = rp.schedule(campaign)

    # content: 10 working days that end on Friday 12 June: 1-5 and 8-12 June.
    # One day of lag: Friday 29 May. target: (3 + 4·5 + 10) / 6 = 5.5 days that end on the 28th:
    # 28, 27, 26, 22, 21 May (25 is Whit Monday) and the afternoon of the 20th.
    assert days(schedule, "content") == ("2026-06-01", "2026-06-12")
    assert schedule["target"].start == datetime(2026, 5, 20, 13)
    assert schedule["target"].offset == "J-26"
    # goals: 4.5 days before noon of the 20th: the morning of the 20th, 19, 18, 15, 13 (14 is
    # Ascension) and the afternoon of the 12th.
    assert schedule["goals"].start == datetime(2026, 5, 12, 13)
    # review: 45 calendar days after J is 30 July, a Thursday.
    assert days(schedule, "review") == ("2026-07-30", "2026-07-31")
    assert schedule["review"].offset == "J+45"
    assert schedule.critical_path == ("goals", "target", "content", "launch")


def test_launch_on_a_sunday_stays_and_work_ends_on_friday() -> None:
    """J is kept on a closed day, with a finding that names it and the day work ends."""
    schedule = rp.schedule(plan(rp.Task("last", duration="2d"), launch="2025-06-15"))

    assert days(schedule, "last") == ("2025-06-12", "2025-06-13")
    assert schedule["launch"].start_date == date(2025, 6, 15)
    assert schedule["last"].offset_finish == -2
    (finding,) = schedule.findings
    assert finding.text("fr") == (
        "launch: dim. 15 juin 2025 est fermé (dimanche) ; le travail qui précède finit le ven. 13 juin 2025"
    )


def test_work_across_whit_monday_skips_it() -> None:
    """Monday 9 June 2025 is a public holiday: six days back from Friday 13 begin on Thursday 5."""
    schedule = rp.schedule(plan(rp.Task("work", duration="6d"), launch="2025-06-15"))

    # 13, 12, 11, 10 June, then the 6th and the 5th.
    assert days(schedule, "work") == ("2025-06-05", "2025-06-13")
    assert "Lundi de Pentecôte" in schedule.why("work").text("fr")


def test_two_half_days_share_a_day() -> None:
    """Half a day and half a day are done on one day."""
    schedule = rp.schedule(plan(rp.Task("a", duration="0.5d"), rp.Task("b", duration="4h", after=["a"])))

    assert days(schedule, "a") == days(schedule, "b") == ("2026-06-12", "2026-06-12")


@pytest.fixture
def late() -> rp.Schedule:
    """Twelve days of work for ten days of time."""
    return rp.schedule(
        plan(
            rp.Task("a", duration="5d"),
            rp.Task("b", duration="7d", after=["a"]),
            rp.Task("short", duration="1d"),
            start="2026-06-01",
        )
    )


def test_a_start_that_is_too_late_is_answered_with_dates(late: rp.Schedule) -> None:
    """Tasks stand at their late dates, before the start; J does not move."""
    # b: 7 days to Friday 12 June: 4, 5, 8-12. a: 5 days to the 3rd: 28, 29 May, 1-3 June.
    assert days(late, "b") == ("2026-06-04", "2026-06-12")
    assert days(late, "a") == ("2026-05-28", "2026-06-03")
    assert late["launch"].start_date == date(2026, 6, 15)
    # 12 days from 1 June end on the 16th; 10 are there.
    assert late["a"].total_slack_days == late["b"].total_slack_days == -2
    assert late["a"].early_start == datetime(2026, 6, 1, 8)
    assert not late["short"].critical


def test_a_start_that_is_too_late_names_both_sides(late: rp.Schedule) -> None:
    """The conflict names the task, the start and the missing days; nothing else is in conflict."""
    (conflict,) = late.conflicts

    assert conflict.text("en") == (
        '"a" should start on Thu 28 May 2026, before the start of the plan, '
        "Mon 1 Jun 2026: 2 working days missing"
    )
    assert (late.feasible, late.missing_days) == (False, 2)


def test_the_earliest_launch_is_the_first_open_day_that_works(late: rp.Schedule) -> None:
    """At the earliest launch the plan is feasible, at the open day before it is not."""
    # 12 working days from 1 June: 1-5, 8-12, 15, 16; the launch can be on Wednesday 17.
    assert late.earliest_launch == date(2026, 6, 17)
    assert rp.schedule(late.plan, launch="2026-06-17").feasible
    assert not rp.schedule(late.plan, launch="2026-06-16").feasible


def test_no_launch_within_two_years_says_what_stops_it() -> None:
    """Where no launch helps, the finding names the conflict in the way."""
    stuck = plan(
        rp.Task("a", duration="5d"),
        rp.Task("b", duration="1d", after=["a"], constraint={"type": "must_start_on", "date": "2026-06-02"}),
        start="2026-06-01",
    )
    schedule = rp.schedule(stuck)

    assert schedule.earliest_launch is None
    assert [finding.code for finding in schedule.findings] == ["no-feasible-launch"]
    assert '"a" should start on' in schedule.findings[0].text("en")


def test_buffer_ends_the_work_before_the_launch() -> None:
    """Five days of buffer before Monday 15 June leave Friday 5 June as the last day of work."""
    schedule = rp.schedule(plan(rp.Task("work", duration="1d"), buffer="5d"))

    assert days(schedule, "work") == ("2026-06-05", "2026-06-05")


def test_a_late_start_eats_the_buffer_before_anything_else() -> None:
    """A buffer that leaves no room shrinks, and a finding says how much is left."""
    schedule = rp.schedule(plan(rp.Task("work", duration="8d"), buffer="5d", start="2026-06-01"))

    # Ten days from 1 to 12 June, eight of work: two of the five remain.
    assert schedule.feasible
    assert days(schedule, "work") == ("2026-06-01", "2026-06-10")
    assert [finding.text("en") for finding in schedule.findings] == [
        "buffer: the start leaves 2 working days of the buffer of 5 d"
    ]


def test_percent_buffer_is_of_the_work_on_the_critical_path() -> None:
    """50 % of the six days of the longest chain are three days."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="2d"),
            rp.Task("b", duration="4d", after=["a"]),
            rp.Task("c", duration="1d"),
            buffer="50%",
        )
    )

    assert days(schedule, "b")[1] == "2026-06-09"


def test_percent_buffer_is_of_the_hours_that_a_day_means() -> None:
    """Half of four days of seven hours each are two such days, in a calendar that is open for eight."""
    schedule = rp.schedule(plan(rp.Task("a", duration="4d"), buffer="50%", hours_per_day=7))

    # 14 hours before Monday 15 June: eight on Friday, six on Thursday, which is there until 10:00.
    assert schedule["a"].finish == datetime(2026, 6, 11, 10)
    assert schedule["a"].finish == rp.schedule(schedule.plan.replace(buffer="2d"))["a"].finish


def test_equally_long_chains_come_in_document_order() -> None:
    """Not in the order in which the links happen to be written, nor by way of a summary last."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="2d"),
            rp.Task("phase", tasks=[rp.Task("b", duration="2d")]),
            rp.Task("c", duration="2d"),
            rp.Task("d", duration="1d", after=["c", "phase", "a"]),
        )
    )

    assert schedule.critical_path == ("a", "d", "launch")
    assert schedule.critical_paths() == (("a", "d", "launch"), ("b", "d", "launch"), ("c", "d", "launch"))


def test_what_feeds_nothing_is_tied_to_the_launch() -> None:
    """An unlinked task is planned before J, and `why` says so."""
    schedule = rp.schedule(plan(rp.Task("alone", duration="1d")))

    assert schedule["alone"].driver.kind == "launch"
    assert schedule.why("alone").reasons[-1].task == "launch"
    assert schedule.critical_path == ("alone", "launch")


def test_descendants_of_the_launch_are_planned_forward() -> None:
    """Work after J starts as soon as it may, in its own plan's days."""
    schedule = rp.schedule(
        plan(rp.Task("a", duration="3d", after=["launch"]), rp.Task("b", duration="1d", after=["a FS+1d"]))
    )

    assert days(schedule, "a") == ("2026-06-15", "2026-06-17")
    assert days(schedule, "b") == ("2026-06-19", "2026-06-19")
    assert [schedule[task].offset for task in ("a", "b")] == ["J", "J+4"]


def test_a_date_after_the_launch_makes_a_task_after_it() -> None:
    """An unlinked task that may not start before J+17 is planned there, with a finding."""
    schedule = rp.schedule(
        plan(
            rp.Task(
                "survey", duration="2d", constraint={"type": "start_no_earlier_than", "date": "2026-07-02"}
            )
        )
    )

    assert days(schedule, "survey") == ("2026-07-02", "2026-07-03")
    assert [(finding.code, finding.task) for finding in schedule.findings] == [
        ("planned-after-launch", "survey")
    ]


def test_work_not_earlier_than_thirty_days_after_the_launch_is_planned_there_though_unlinked() -> None:
    """Nothing says that J needs it: it begins on J+30, moves no start and no J, and a finding says so."""
    bound = {"type": "start_no_earlier_than", "date": "2026-07-15"}
    schedule = rp.schedule(
        plan(rp.Task("review", duration="3d", constraint=bound), rp.Task("work", duration="2d"))
    )

    # J+30 of Monday 15 June is Wednesday 15 July, the day after the national holiday; three days of work end
    # on Friday 17. What is before J is Thursday 11 and Friday 12 June, and the plan begins with it.
    assert days(schedule, "review") == ("2026-07-15", "2026-07-17")
    assert days(schedule, "work") == ("2026-06-11", "2026-06-12")
    assert (schedule["review"].offset, schedule["review"].offset_finish) == ("J+30", 32)
    assert schedule.start == datetime(2026, 6, 11, 8)
    assert (schedule.feasible, schedule["launch"].start_date) == (True, date(2026, 6, 15))
    assert schedule["review"].driver.kind == "constraint"
    assert [finding.code for finding in schedule.findings] == ["planned-after-launch"]
    # Whoever does need it before J says so, and is told that it cannot be.
    needed = rp.schedule(schedule.plan.change("review", before=["launch"]))
    assert [(conflict.code, conflict.task) for conflict in needed.conflicts] == [
        ("conflict-constraint", "review")
    ]


def test_what_only_feeds_the_aftermath_is_counted_back_from_it() -> None:
    """A task that nobody before J needs is planned before the task it feeds."""
    schedule = rp.schedule(
        plan(
            rp.Task("order", duration="3d", before=["party"]),
            rp.Task("party", duration="1d", after=["launch FS+4d"]),
        )
    )

    # party: after 15-18 June, on Friday 19; order: 16-18 June.
    assert days(schedule, "party") == ("2026-06-19", "2026-06-19")
    assert days(schedule, "order") == ("2026-06-16", "2026-06-18")
    assert [finding.code for finding in schedule.findings] == ["feeds-only-after"]


def test_pins_stand_where_they_say_and_keep_their_slack() -> None:
    """A pin fixes the planned date; slack is what links and neighbouring pins leave."""
    schedule = rp.schedule(
        plan(rp.Task("a", duration="2d", at="J-20"), rp.Task("b", duration="3d", at="J-10", after=["a"]))
    )

    # J-20 is Tuesday 26 May, J-10 Friday 5 June. a may end on Thursday 4 June: 26 May - 4 June
    # are eight days, two of them work. b may end on 12 June: 5-12 June are six days, three of work.
    assert days(schedule, "a") == ("2026-05-26", "2026-05-27")
    assert days(schedule, "b") == ("2026-06-05", "2026-06-09")
    assert [schedule[task].critical for task in ("a", "b")] == [False, False]
    assert schedule["a"].late_finish == datetime(2026, 6, 4, 17)
    assert schedule["b"].late_finish == datetime(2026, 6, 12, 17)


def test_a_pin_on_a_closed_day_is_moved_and_named() -> None:
    """J-30 on Saturday, All Saints: work starts on Monday, and the finding names both dates."""
    schedule = rp.schedule(plan(rp.Task("prepare", duration="3d", at="J-30"), launch="2025-12-01"))

    assert schedule["prepare"].start_date == date(2025, 11, 3)
    assert (schedule["prepare"].offset, schedule["prepare"].offset_start) == ("J-30", -28)
    (finding,) = schedule.findings
    assert (finding.values["written"], finding.values["date"]) == (date(2025, 11, 1), date(2025, 11, 3))


def test_pinned_milestones_print_on_their_own_open_day_or_the_one_towards_the_work() -> None:
    """On a closed day a milestone before J prints the open day before, after J the next."""
    schedule = rp.schedule(
        plan(rp.Task("open", at="J-5"), rp.Task("sunday", at="J-8"), rp.Task("later", at="J+5"))
    )

    # J-5 is Wednesday 10 June, J-8 Sunday 7 June, J+5 Saturday 20 June.
    assert [str(schedule[task].start_date) for task in ("open", "sunday", "later")] == [
        "2026-06-10", "2026-06-05", "2026-06-22",
    ]  # fmt: skip


def test_at_and_until_give_the_duration() -> None:
    """Both pins of a task span from the beginning of one day to the end of the other."""
    schedule = rp.schedule(plan(rp.Task("span", at="J-14", until="J-10")))

    # Monday 1 June to Friday 5 June.
    assert days(schedule, "span") == ("2026-06-01", "2026-06-05")
    assert schedule["span"].kind == "task"


def test_open_day_offsets_count_open_days_only() -> None:
    """J-10o before Monday 15 June is 1 June: ten open days lie in [1 June, 15 June)."""
    schedule = rp.schedule(
        plan(rp.Task("a", duration="1d", at="J-10o"), rp.Task("b", duration="1d", at="J+3o"))
    )

    assert schedule["a"].start_date == date(2026, 6, 1)
    assert schedule["a"].offset_start_working == -10
    # Open days in (15 June, b]: 16, 17, 18.
    assert schedule["b"].start_date == date(2026, 6, 18)
    assert schedule["b"].offset_start_working == 3


def test_links_that_pins_break_are_conflicts_that_name_the_pin() -> None:
    """Ten days do not fit between J-20 and J-15; the link, both tasks and the pin are named."""
    schedule = rp.schedule(
        plan(rp.Task("a", duration="10d", at="J-20"), rp.Task("b", duration="1d", at="J-14", after=["a"]))
    )

    # a: 26 May - 8 June; b on 1 June: six working days too early (1-5 and 8 June).
    (conflict,) = schedule.conflicts
    assert (conflict.code, conflict.task, conflict.other, conflict.pin) == (
        "conflict-link",
        "b",
        "a",
        "b J-14",
    )
    assert conflict.missing_days == 6


@pytest.mark.parametrize(
    ("link", "first", "second"),
    [
        # b is two days, 11 and 12 June; a is three days.
        ("a FS", ("2026-06-08", "2026-06-10"), "FS: a ends on the 10th"),
        ("a FS+2d", ("2026-06-04", "2026-06-08"), "two days, 9 and 10 June, lie between"),
        ("a FS-1d", ("2026-06-09", "2026-06-11"), "a lead of one day"),
        ("a SS+1d", ("2026-06-10", "2026-06-12"), "a starts a day before b"),
        ("a FF", ("2026-06-10", "2026-06-12"), "both end on the 12th"),
        ("a FF+1d", ("2026-06-09", "2026-06-11"), "a ends a day before b"),
        ("a SF+4d", ("2026-06-09", "2026-06-11"), "a starts four days before b ends: 9, 10, 11, 12"),
    ],
)
def test_every_link_type_backwards(link: str, first: tuple[str, str], second: str) -> None:
    """Each link type, with lag and lead, places the predecessor as late as it allows."""
    schedule = rp.schedule(plan(rp.Task("a", duration="3d"), rp.Task("b", duration="2d", after=[link])))

    assert days(schedule, "b") == ("2026-06-11", "2026-06-12")
    assert days(schedule, "a") == first, second


def test_links_of_summaries_hold_for_their_leaves() -> None:
    """FS to a summary holds for every leaf, FS from it waits for every leaf."""
    schedule = rp.schedule(
        plan(
            rp.Task("before", duration="1d"),
            rp.Task(
                "phase",
                after=["before"],
                tasks=[
                    rp.Task("x", duration="4d"),
                    rp.Task("y", duration="2d", after=["x"]),
                    rp.Task("z", duration="1d"),
                ],
            ),
            rp.Task("after", duration="1d", after=["phase"]),
        )
    )

    # after: 12 June; y: 10-11; x: 4-9; z: 11; before: 3 June.
    assert days(schedule, "before") == ("2026-06-03", "2026-06-03")
    assert days(schedule, "phase") == ("2026-06-04", "2026-06-11")
    assert days(schedule, "z") == ("2026-06-11", "2026-06-11")
    assert schedule["phase"].critical
    assert schedule["z"].total_slack_days == 5
    assert [schedule[task].wbs for task in ("phase", "x", "z", "after")] == ["2", "2.1", "2.3", "3"]


def test_asap_in_a_backward_plan_pulls_nobody_and_pushes_nobody() -> None:
    """An asap task stands at its early dates; early and late dates are the same either way."""
    late = plan(rp.Task("a", duration="2d"), rp.Task("b", duration="1d"), rp.Task("c", duration="5d"))
    early = late.change("b", when="asap")
    one, other = rp.schedule(late), rp.schedule(early)

    # c fills 8-12 June, so work begins on the 8th.
    assert days(one, "b") == ("2026-06-12", "2026-06-12")
    assert days(other, "b") == ("2026-06-08", "2026-06-08")
    for field in ("early_start", "late_finish", "total_slack_minutes", "free_slack_minutes"):
        assert [getattr(one[task], field) for task in "abc"] == [
            getattr(other[task], field) for task in "abc"
        ]


def test_a_plan_without_launch_runs_forward() -> None:
    """From a start alone, tasks are planned early; the critical path ends with the last finish."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="2d"),
            rp.Task("b", duration="1d", after=["a"]),
            launch=None,
            start="2026-06-13",
        )
    )

    # 13 June is a Saturday: work begins on Monday 15.
    assert days(schedule, "a") == ("2026-06-15", "2026-06-16")
    assert days(schedule, "b") == ("2026-06-17", "2026-06-17")
    assert (schedule.launch, schedule["a"].offset_start, schedule["a"].offset) == (None, None, "")
    assert schedule.critical_path == ("a", "b")


def test_a_forward_plan_finds_its_launch() -> None:
    """A launch that tasks are linked to is the opening after them; offsets count from it."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="5d", before=["launch"]),
            rp.Task("b", duration="1d", after=["launch"]),
            launch=None,
            start="2026-06-01",
        )
    )

    assert schedule.launch == datetime(2026, 6, 8, 8)
    assert [schedule[task].offset for task in ("a", "launch", "b")] == ["J-7", "J", "J"]
    assert schedule["launch"].total_slack_days == 0


def test_the_launch_of_a_forward_plan_has_no_slack() -> None:
    """Work that goes on after it does not let it float: what feeds it is critical."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="5d", before=["launch"]),
            rp.Task("long", duration="15d"),
            launch=None,
            start="2026-06-01",
        )
    )

    assert [schedule[task].total_slack_days for task in ("a", "launch", "long")] == [0, 0, 0]


def test_margin_and_risk_factor_lengthen_the_task_and_show_apart() -> None:
    """Work times the factor, plus the margin; links wait for the whole."""
    schedule = rp.schedule(plan(rp.Task("a", duration="5d", risk_factor=1.2, margin="2d")))

    # 5 d x 1.2 = 6 d, + 2 d = 8 d to 12 June: from the 3rd; the work itself ends on the 10th.
    assert days(schedule, "a") == ("2026-06-03", "2026-06-12")
    assert schedule["a"].work_finish == datetime(2026, 6, 10, 17)


def test_durations_in_calendar_days_and_months() -> None:
    """Six months before 1 December is 1 June; ten calendar days end the day before J."""
    schedule = rp.schedule(
        plan(rp.Task("dev", duration="6mo"), rp.Task("press", duration="10cd"), launch="2025-12-01")
    )

    assert days(schedule, "dev") == ("2025-06-01", "2025-11-30")
    assert days(schedule, "press") == ("2025-11-21", "2025-11-30")


def test_a_ladder_has_more_critical_paths_than_anyone_can_list() -> None:
    """2⁵⁰ longest chains are counted without being walked, and listed up to the limit."""
    tasks = []
    for step in range(50):
        after = [f"{side}{step - 1}" for side in "ab"] if step else []
        tasks += [rp.Task(f"{side}{step}", duration="1h", after=after) for side in "ab"]
    schedule = rp.schedule(plan(*tasks))

    assert schedule.critical_path_count == 2**50
    assert len(schedule.critical_paths(limit=5)) == 5


def test_near_critical_tasks_are_those_with_little_slack() -> None:
    """One day of slack is near, three are not; critical tasks are not near but there."""
    schedule = rp.schedule(
        plan(rp.Task("a", duration="5d"), rp.Task("b", duration="4d"), rp.Task("c", duration="2d"))
    )

    assert schedule.near_critical(1) == ("b",)


def test_a_milestone_after_the_launch_prints_after_it() -> None:
    """What follows the launch is not shown on the Friday before it, and the schedule ends no earlier."""
    schedule = rp.schedule(plan(rp.Task("open", after=["launch"]), rp.Task("thanks", after=["launch FS+2d"])))

    # Two working days after Monday 15 June, 00:00: 15 and 16 June are over on Wednesday 17, 08:00.
    assert schedule["open"].start == datetime(2026, 6, 15, 8)
    assert schedule["thanks"].start == schedule.finish == datetime(2026, 6, 17, 8)


def test_a_buffer_shrinks_until_pins_that_lay_inside_it_fit_before_it() -> None:
    """A shrunk buffer may free a pinned task of it, which then needs room too."""
    schedule = rp.schedule(
        plan(
            rp.Task("pinned", duration="3d", at="J-12"),
            rp.Task("other", duration="1d"),
            start="2026-06-08",
            buffer="9d",
        )
    )

    # Work may begin on Monday 8 June; the pinned task needs 8-10 June by its links alone,
    # so two days, 11 and 12 June, are left of the buffer.
    assert [finding.text("en") for finding in schedule.findings] == [
        "buffer: the start leaves 2 working days of the buffer of 9 d"
    ]


def test_a_link_into_a_milestone_asks_that_instants_be_in_order() -> None:
    """A milestone that follows the launch but is pinned two days before it is in conflict."""
    schedule = rp.schedule(plan(rp.Task("party", after=["launch"], until="J-2")))

    # Saturday evening lies before Monday morning, though nobody works in between.
    assert [(conflict.task, conflict.other) for conflict in schedule.conflicts] == [("party", "launch")]


@pytest.mark.parametrize(
    ("launch", "finish"),
    [
        ("2026-06-12", "2026-06-09"),  # Friday: Wednesday and Thursday lie between
        ("2026-06-13", "2026-06-10"),  # Saturday: Thursday and Friday
        ("2026-06-14", "2026-06-11"),  # Sunday: Friday and Saturday
        ("2026-06-15", "2026-06-12"),  # Monday: the weekend
    ],
)
@pytest.mark.parametrize("lag", ["2cd", "48eh"])
def test_calendar_days_before_a_launch_count_to_its_day_though_it_is_closed(
    launch: str, finish: str, lag: str
) -> None:
    """J is at 00:00 of its day; from the end of the work, at 17:00, two whole days lie before it."""
    plan = rp.Plan(launch=launch, tasks=[rp.Task("print", duration="1d", before=[f"launch FS+{lag}"])])

    assert rp.schedule(plan)["print"].finish_date == date.fromisoformat(finish)


def test_calendar_days_in_a_row_between_milestones_add_up() -> None:
    """
    Work ends on Friday 19 June at 17:00; three calendar days later it is Monday at 17:00.

    The milestones stand on Saturday and Sunday, where nothing prints, and on Monday at 17:00, whose next
    opening is on Tuesday; so does what waits three days for the work itself.
    """
    row = [rp.Task(f"m{n}", after=[f"{before} FS+1cd"]) for n, before in enumerate(("work", "m0", "m1"))]
    tasks = [
        rp.Task("work", duration="5d", after=["launch"]), *row,
        rp.Task("next", duration="1d", after=["m2"]), rp.Task("same", duration="1d", after=["work FS+3cd"]),
    ]  # fmt: skip
    schedule = rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks))

    assert schedule["work"].finish == datetime(2026, 6, 19, 17)
    assert [schedule[task].start_date.day for task in ("m0", "m1", "m2", "next", "same")] == [
        22,
        22,
        23,
        23,
        23,
    ]


def test_a_milestone_behind_one_on_a_closed_day_prints_on_an_open_one() -> None:
    """The first stands on Sunday 21 June, the other at J, and both print on the Friday before."""
    tasks = [rp.Task("a"), rp.Task("b", after=["a FS+1cd"])]
    schedule = rp.schedule(rp.Plan(launch="2026-06-22", tasks=tasks))

    assert [schedule[task].start for task in ("a", "b")] == [datetime(2026, 6, 19, 17)] * 2


@pytest.mark.parametrize("bound", ["start", "constraint"])
def test_a_milestone_held_before_its_bound_by_closed_days_alone_is_in_conflict(bound: str) -> None:
    """
    Two calendar days lie between the milestone and four days of work, which begin on Tuesday 9 June.

    It stands on Sunday 7 June at 08:00 at the latest. No work lies from there to Monday 8 June, but put
    there it would leave one calendar day: not before Monday and two days before Tuesday cannot both be.
    """
    not_before = {"type": "start_no_earlier_than", "date": "2026-06-08"}
    milestone = rp.Task("ok", constraint=not_before if bound == "constraint" else None)
    work = rp.Task("work", duration="4d", after=["ok FS+2cd"], before=["launch"])
    plan = rp.Plan(launch="2026-06-15", tasks=[milestone, work])
    start = "2026-06-08" if bound == "start" else "2026-06-01"
    schedule = rp.schedule(plan, start=start)
    (conflict,) = schedule.conflicts

    assert (conflict.code, conflict.task, conflict.missing_minutes) == (f"conflict-{bound}", "ok", 0)
    assert not schedule.feasible
    assert schedule.earliest_launch == date(
        2026, 6, 16
    )  # work on Wednesday 10 June, the milestone on the 8th
    one_day_less = plan.change("work", after=["ok FS+1cd"])
    assert rp.schedule(one_day_less, start=start).feasible


@pytest.mark.parametrize(
    ("launch", "start"), [("2026-06-14", "2026-06-14 08:00"), ("2026-06-14 10:30", "2026-06-15 08:00")]
)
def test_a_plan_that_begins_after_its_launch_has_no_place_for_a_milestone(launch: str, start: str) -> None:
    """No work lies between J on Sunday 14 June and the start, but the start lies behind J."""
    schedule = rp.schedule(rp.Plan(launch=launch, start=start, tasks=[rp.Task("ok")]))

    assert [conflict.code for conflict in schedule.conflicts] == ["conflict-start"]
    assert rp.schedule(rp.Plan(launch=launch, start="2026-06-14", tasks=[rp.Task("ok")])).feasible


def test_a_pinned_milestone_on_a_closed_day_keeps_its_bound_on_the_next_open_one() -> None:
    """J-8 is Sunday 7 June; the plan begins on Monday, where the milestone prints."""
    plan = rp.Plan(launch="2026-06-15", start="2026-06-08", tasks=[rp.Task("ok", at="J-8")])
    schedule = rp.schedule(plan)

    assert schedule.feasible
    assert schedule["ok"].start_date == date(2026, 6, 8)


def test_two_given_dates_give_the_duration() -> None:
    """Start and finish are inclusive days; the task stays where they put it."""
    schedule = rp.schedule(
        plan(rp.Task("fair", start="2026-05-27", finish="2026-05-29"), rp.Task("a", duration="1d"))
    )

    assert days(schedule, "fair") == ("2026-05-27", "2026-05-29")
    assert schedule["fair"].kind == "task"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Wednesday 27 May and two days: 27, 28; back from Friday 29: 28, 29.
        ({"start": "2026-05-27"}, ("2026-05-27", "2026-05-28")),
        ({"finish": "2026-05-29"}, ("2026-05-28", "2026-05-29")),
    ],
)
def test_one_given_date_fixes_that_end(given: dict[str, str], expected: tuple[str, str]) -> None:
    """With a duration, one date gives the other."""
    schedule = rp.schedule(plan(rp.Task("a", duration="2d", **given)))

    assert days(schedule, "a") == expected


def test_three_values_that_disagree_are_an_error_with_the_arithmetic() -> None:
    """27 to 29 May are three working days, not five."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan(rp.Task("a", duration="5d", start="2026-05-27", finish="2026-05-29")))

    assert caught.value.text("en") == (
        "tasks[0].duration: start Wed 27 May 2026 and finish Fri 29 May 2026 are 3 working days, "
        "but the duration says 5 d; remove one of the three"
    )


def test_a_given_date_on_a_closed_day_is_moved_and_named() -> None:
    """1 May is a holiday: work starts on Monday 4, and the finding names both."""
    schedule = rp.schedule(plan(rp.Task("a", duration="1d", start="2026-05-01")))

    assert schedule["a"].start_date == date(2026, 5, 4)
    assert [(item.code, item.values["written"], item.values["date"]) for item in schedule.findings] == [
        ("date-closed", date(2026, 5, 1), date(2026, 5, 4))
    ]


def test_immediate_work_stands_at_the_start_and_its_predecessors_are_in_conflict() -> None:
    """An alert switched on at once cannot wait for the tool it needs: both are named, nothing moves."""
    schedule = rp.schedule(
        plan(
            rp.Task("tool", duration="5w"),
            rp.Task("alerts", duration="Immédiat", after=["tool"]),
            start="2026-05-04",
        )
    )

    assert schedule["alerts"].start_date == date(2026, 5, 4)
    # tool: 25 days that end on Friday 12 June, which it can, from 6 May on.
    assert days(schedule, "tool") == ("2026-05-06", "2026-06-12")
    assert [(conflict.task, conflict.other) for conflict in schedule.conflicts] == [("alerts", "tool")]
    # From 4 May to 12 June: 27 working days (8, 14 and 25 May are holidays).
    assert schedule.missing_days == 27


def test_a_milestone_never_prints_before_the_work_it_waits_for() -> None:
    """Ten calendar days end on Sunday 14 June: their milestone is not shown on the Friday."""
    schedule = rp.schedule(plan(rp.Task("a", duration="10cd"), rp.Task("done", after=["a"])))

    assert schedule["done"].start_date == schedule["a"].finish_date == date(2026, 6, 14)


@pytest.mark.parametrize(
    "dated",
    [
        {"constraint": {"type": "must_start_on", "date": "2026-06-08"}},
        {"start": "2026-06-08"},
        {"when": "asap"},
    ],
)
def test_a_dated_milestone_prints_on_its_date(dated: dict[str, Any]) -> None:
    """Monday 8 June, a milestone's own date or the plan's start, is not shown as Friday 5."""
    schedule = rp.schedule(plan(rp.Task("m", **dated), start="2026-06-08"))

    assert schedule["m"].start_date == date(2026, 6, 8)


def test_a_span_without_working_time_is_a_milestone() -> None:
    """A weekend between two pins holds no work: it starts and ends at one instant, and is named."""
    schedule = rp.schedule(plan(rp.Task("fair", at="J-2", until="J-1")))

    assert schedule["fair"].kind == "milestone"
    assert schedule["fair"].start == schedule["fair"].finish
    assert {finding.code for finding in schedule.findings} == {"pin-moved"}


def test_the_earliest_launch_keeps_the_time_of_the_launch() -> None:
    """Five days from Wednesday 10 June end on Tuesday 16 at 17:00, when the launch may be."""
    schedule = rp.schedule(plan(rp.Task("a", duration="5d"), launch="2026-06-15 17:00", start="2026-06-10"))

    assert schedule.earliest_launch == datetime(2026, 6, 16, 17)
    assert rp.schedule(schedule.plan, launch=schedule.earliest_launch).feasible


def test_dates_that_no_calendar_knows_are_met_at_once() -> None:
    """A plan that reaches before the years with known holidays fails when scheduled, not when read."""
    with pytest.raises(rp.CalendarError):
        rp.schedule(plan(rp.Task("a", duration="90000ed")))


def test_a_long_closure_is_named_once() -> None:
    """Three weeks closed in August are one entry of the reason, with its first and last day."""
    closed = {"country": "FR", "closed": [{"from": "2026-08-03", "to": "2026-08-21", "label": "été"}]}
    schedule = rp.schedule(plan(rp.Task("a", duration="10d"), launch="2026-08-31", calendar=closed))

    # 24-28 August are five days; the other five are 27-31 July.
    assert days(schedule, "a") == ("2026-07-27", "2026-08-28")
    assert "[saute lun. 3 août 2026 – ven. 21 août 2026 : été]" in schedule.why("a").text("fr")


def test_only_a_plan_or_a_network_is_scheduled() -> None:
    """Anything else is a type error that says what to do."""
    with pytest.raises(TypeError, match="read it first"):
        rp.schedule("plan.yaml")  # type: ignore[arg-type]


def test_an_early_date_is_explained_by_early_dates() -> None:
    """The chain of an asap task goes back to what it begins with, not to and fro."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="2d"),
            rp.Task("b", duration="1d", after=["a"], when="asap"),
            rp.Task("z", duration="5d"),
        )
    )

    assert [reason.task for reason in schedule.why("b").reasons] == ["b", "a"]
    assert schedule.why("b").reasons[-1].phrase.code == "why-start"


def test_a_month_that_must_end_on_a_date_holds_its_follower_to_it() -> None:
    """A month that must end on 30 March begins on 28 February, clamped; what follows starts on the 31st."""
    schedule = rp.schedule(
        plan(
            rp.Task("a", duration="1mo", constraint={"type": "must_finish_on", "date": "2026-03-30"}),
            rp.Task("b", duration="1d", after=["a"]),
            launch=None,
            start="2026-01-05",
        )
    )

    assert days(schedule, "a") == ("2026-02-28", "2026-03-30")
    assert days(schedule, "b") == ("2026-03-31", "2026-03-31")
    assert schedule.feasible


def test_constraints_of_a_task_and_its_summary_are_told_apart() -> None:
    """The reason names the constraint that binds, not the first one written above it."""
    schedule = rp.schedule(
        plan(
            rp.Task(
                "phase",
                constraint={"type": "start_no_earlier_than", "date": "2026-01-05"},
                tasks=[
                    rp.Task("a", duration="1d", constraint={"type": "must_start_on", "date": "2026-05-04"})
                ],
            )
        )
    )

    assert schedule["a"].driver.task is None
    assert "must start on Mon 4 May 2026" in schedule.why("a").text("en")


def test_a_compiled_basis_is_kept() -> None:
    """A network compiled for the pessimistic durations is scheduled with them."""
    network = rp.compile(plan(rp.Task("a", duration="1d/2d/5d")), basis="pessimistic")

    assert days(rp.schedule(network), "a") == ("2026-06-08", "2026-06-12")


def test_a_date_not_to_be_passed_wins_over_the_launch_for_a_pin_after_it() -> None:
    """A summary's no-later-than date bounds the early start even of a task pinned after J."""
    schedule = rp.schedule(
        plan(
            rp.Task(
                "phase",
                constraint={"type": "start_no_later_than", "date": "2026-06-03"},
                tasks=[rp.Task("c", at="J+1"), rp.Task("e", duration="9d")],
            )
        )
    )

    # e, nine days to 12 June, begins on the 2nd, which is the default start.
    assert schedule.start == datetime(2026, 6, 2, 8)
    assert schedule["c"].early_start.date() <= date(2026, 6, 3)


def test_implicit_links_are_listed() -> None:
    """The links to the launch that nobody wrote are listed; a plan without a launch has none."""
    tasks = [
        rp.Task("a", duration="1d"),
        rp.Task("b", duration="1d", after=["a"]),
        rp.Task("written", duration="1d", before=["launch"]),
        rp.Task("after", duration="1d", after=["launch"]),
        rp.Task("later", duration="1d", at="J+3"),
        rp.Task("phase", tasks=[rp.Task("c", duration="1d")]),
    ]

    links = rp.schedule(plan(*tasks)).implicit_links

    assert links == (rp.Link("b", "launch"), rp.Link("c", "launch"))
    assert rp.schedule(plan(tasks[0], launch=None, start="2026-01-05")).implicit_links == ()


def test_summary_that_starts_before_what_it_waits_for() -> None:
    """Work inside a summary may be the first of all, where the summary follows with a lead."""
    # Two weeks end on Friday 12 June, so they start on Monday 1 June. Before them stands one day that may
    # end five working days after they start: on Friday 5 June, the fifth of 1, 2, 3, 4 and 5 June.
    schedule = rp.schedule(
        plan(
            rp.Task("brief", duration="1d"),
            rp.Task("work", tasks=[rp.Task("draft", duration="2w")], after=["brief FS-5d"]),
            calendar=None,
        )
    )
    assert days(schedule, "draft") == ("2026-06-01", "2026-06-12")
    assert days(schedule, "brief") == ("2026-06-05", "2026-06-05")
    assert str(schedule.start) == "2026-06-01 08:00:00"
