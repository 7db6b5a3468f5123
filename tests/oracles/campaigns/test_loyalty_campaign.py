"""The loyalty campaign of an article on communication, from J-90 to J+45."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import retroplan as rp
from tests.oracles.campaigns import CAMPAIGNS, bare, before, build, days, links, named, shows

FACTS = CAMPAIGNS["loyalty_campaign"]
STEPS = {named(row["key"]): row for row in FACTS["milestones"]}
PREPARING = [step for step, row in STEPS.items() if row["phase"] == "pre_launch"]
MONDAY = date(2026, 6, 15)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_the_ten_steps_have_their_labels_and_offsets() -> None:
    """Names are those of the article without its articles; pins are printed as it prints them."""
    schedule = build("loyalty", "2026-06-15")

    assert list(schedule) == list(STEPS)
    for step, row in STEPS.items():
        assert bare(schedule[step].name).startswith(bare(row["fr"]).replace("l'", ""))
        if row["offset_fr"] and step != "launch":
            assert schedule[step].offset == row["offset_fr"]
    assert schedule["launch"].offset == "J"
    assert (schedule["monitor-optimise"].offset, STEPS["monitor-optimise"]["end_offset"]) == ("J+30", 30)


def test_the_six_stages_come_in_the_order_of_the_article() -> None:
    """With the context asked for, the six stages of the model are there, in its order."""
    names = [
        task.name.lower() for task in rp.from_template("loyalty", lang="fr", parameters={"context": True})
    ]
    places = [
        next(number for number, name in enumerate(names) if stage in name)
        for stage in FACTS["template_stages_fr"]
    ]

    assert len(places) == 6
    assert places == sorted(places)


@shows("loyalty_campaign/gap/1")
def test_the_launch_is_asked_for() -> None:
    """The template has no launch, and can be given any; without one nothing is scheduled."""
    plan = rp.from_template("loyalty")

    assert plan.launch is None
    assert rp.schedule(plan, launch="2027-03-01").launch.date() == date(2027, 3, 1)
    with pytest.raises(rp.PlanError):
        rp.schedule(plan)


@shows("loyalty_campaign/gap/2")
def test_an_offset_is_a_start_unless_it_is_said_to_be_an_end() -> None:
    """J-60 is the day on which the content is begun, or with the other reading done."""
    starts = build("loyalty", "2026-06-15")
    ends = build("loyalty", "2026-06-15", positions="calendar-ends")

    assert starts["create-content"].start_date == before("2026-06-15", 60) == date(2026, 4, 16)
    assert ends["create-content"].finish_date == date(2026, 4, 16)
    assert ends.feasible


@shows(
    "loyalty_campaign/gap/3",
    "loyalty_campaign/derived/minus_90_business_days_in_calendar_days_without_holidays",
)
def test_offsets_count_calendar_days_unless_working_days_are_asked_for() -> None:
    """J-90 is 90 days before, J-90o 126 days before a Monday; the offset that is shown says which."""
    calendar = build("loyalty", "2026-06-15", calendar="ouvres")["define-objectives"]
    working = build("loyalty", "2026-06-15", calendar="ouvres", positions="working-starts")[
        "define-objectives"
    ]

    assert (calendar.offset, calendar.start_date) == ("J-90", date(2026, 3, 17))
    # 90 working days are 18 weeks of five, and 18 weeks are 126 days
    assert (working.offset, working.start_date) == ("J-90o", date(2026, 2, 9))
    assert FACTS["derived"]["minus_90_business_days_in_calendar_days_without_holidays"] == 126
    assert before("2026-06-15", 126) == working.start_date


@shows("loyalty_campaign/gap/4", "loyalty_campaign/derived/gap_to_next_milestone_days")
def test_steps_last_as_long_as_is_said_or_until_the_next_one() -> None:
    """Short durations leave slack; in the other reading each step fills its gap and has none."""
    gaps = FACTS["derived"]["gap_to_next_milestone_days"]
    short = build("loyalty", "2026-06-15")
    filled = build("loyalty", "2026-06-15", durations="gaps")

    assert filled.feasible
    for step in PREPARING:
        first, last = days(filled, step)[0]
        assert (last - first).days + 1 == gaps[step.replace("-", "_")]
        assert filled[step].total_slack_days == 0 < short[step].total_slack_days


@shows("loyalty_campaign/gap/5")
def test_the_order_of_the_offsets_is_a_chain() -> None:
    """The steps wait for one another as the article names them, and for nothing else."""
    plan = rp.from_template("loyalty")
    pairs = {(named(first), named(second)) for first, second in FACTS["assumed_dependencies"]}

    assert links(plan) == pairs
    assert {link.manner for link in plan.all_links()} == {"FS"}


@shows("loyalty_campaign/gap/6")
def test_a_step_on_a_closed_day_is_moved_and_says_so() -> None:
    """J-85 and J-50 are Sundays, J-30 a Saturday: work begins on the Monday, J-n stays as it was written."""
    schedule = build("loyalty", "2026-06-15")
    moved = {item.task: item.values for item in schedule.findings if item.code == "pin-moved"}

    assert set(moved) == {"analyse-target", "validate-content", "prepare-materials"}
    assert (moved["analyse-target"]["written"], moved["analyse-target"]["date"]) == (
        date(2026, 3, 22),
        date(2026, 3, 23),
    )
    assert [schedule[step].offset for step in moved] == ["J-85", "J-50", "J-30"]


@shows("loyalty_campaign/gap/7")
def test_monitoring_begins_on_the_day_after_the_launch_or_on_the_same() -> None:
    """It ends on J+30 either way; its 30 days are J+1 to J+30 unless J is asked for."""
    last = MONDAY + timedelta(30)

    assert days(build("loyalty", "2026-06-15"), "monitor-optimise") == [(MONDAY + timedelta(1), last)]
    assert days(build("loyalty", "2026-06-15", monitoring="same-day"), "monitor-optimise") == [(MONDAY, last)]


@shows("loyalty_campaign/gap/8")
def test_the_evaluation_is_a_milestone_15_days_after_monitoring() -> None:
    """J+45 is held, whatever monitoring does before it: nothing fills the days between."""
    schedule = build("loyalty", "2026-06-15")
    evaluation = schedule["final-evaluation"]

    assert evaluation.kind == "milestone"
    assert evaluation.start_date == date(2026, 7, 30)
    assert (evaluation.start_date - schedule["monitor-optimise"].finish_date).days == 15


@shows("loyalty_campaign/gap/9", "loyalty_campaign/trap/3")
def test_the_context_is_analysed_before_the_objectives_if_it_is_asked_for() -> None:
    """Without it J-90 starts the project; with it, context and positioning lie before. Channels: no step."""
    usual = build("loyalty", "2026-06-15")
    asked = build("loyalty", "2026-06-15", context=True)

    assert usual.start.date() == usual["define-objectives"].start_date == before("2026-06-15", 90)
    assert "context-analysis" not in usual
    assert asked["brand-positioning"].finish_date < before("2026-06-15", 90)
    assert asked.start.date() == asked["context-analysis"].start_date
    assert not any("canaux" in task.name for task in asked.values())


@shows("loyalty_campaign/trap/1")
def test_the_launch_lies_in_the_middle_and_nothing_after_it_moves_it() -> None:
    """Monitoring and evaluation are planned forward; a longer one moves neither J nor what is before."""
    schedule = build("loyalty", "2026-06-15")
    plan = rp.from_template("loyalty", launch="2026-06-15", lang="fr")
    longer = rp.schedule(plan.change("monitor-optimise", duration="40cd", until="J+40"))

    assert schedule.launch.date() == longer.launch.date() == MONDAY < schedule.finish.date()
    assert days(schedule, *PREPARING) == days(longer, *PREPARING)


@shows("loyalty_campaign/trap/2")
def test_the_start_of_the_project_is_not_the_launch() -> None:
    """What begins on J-90 is the project; the launch is one milestone, on J."""
    schedule = build("loyalty", "2026-06-15")

    assert (schedule.launch.date() - schedule.start.date()).days == 90
    assert [task.id for task in schedule.values() if "lancement" in task.name.lower()] == ["launch"]


@shows("loyalty_campaign/trap/4")
def test_objectives_before_the_analysis_of_profiles_is_not_turned_round() -> None:
    """J-90 comes before J-85 as the article has it; objectives that wait for the profiles are a conflict."""
    plan = rp.from_template("loyalty", launch="2026-06-15", lang="fr")
    turned = plan.change("analyse-target", after=[]).change("define-objectives", after=["analyse-target"])
    conflicts = rp.schedule(turned).conflicts

    assert rp.schedule(plan).feasible
    assert len(conflicts) == 1
    assert all(name in conflicts[0].text("fr") for name in ("define-objectives", "analyse-target"))


@shows("loyalty_campaign/trap/5")
def test_publications_are_planned_before_the_materials_are_prepared() -> None:
    """J-40 comes before J-30; a link from the materials to the planning contradicts the offsets."""
    plan = rp.from_template("loyalty", launch="2026-06-15", lang="fr")
    schedule = rp.schedule(plan)
    naive = plan.change("prepare-materials", after=[]).change(
        "plan-publications", after=["prepare-materials"]
    )

    assert schedule["plan-publications"].finish_date < schedule["prepare-materials"].start_date
    assert not rp.schedule(naive).feasible


@shows("loyalty_campaign/trap/6")
def test_messages_refined_after_feedback_are_validated_again() -> None:
    """Refining, if it is asked for, lies between J-40 and J and has an approval of its own."""
    schedule = build("loyalty", "2026-06-15", refining=True)
    work, approval = days(schedule, "refine-messages/work", "refine-messages/approval-1")

    assert before("2026-06-15", 40) < work[0] <= work[1] < approval[0] <= approval[1] < MONDAY
    assert schedule["validate-content"].finish_date < work[0]
    assert schedule.feasible


@shows("loyalty_campaign/trap/7")
def test_two_offsets_of_one_sentence_belong_to_two_steps() -> None:
    """Of "à J-85 et J-80" the first is the analysis, the second the strategy."""
    schedule = build("loyalty", "2026-06-15")

    assert [schedule[step].offset for step in ("analyse-target", "communication-strategy")] == [
        "J-85",
        "J-80",
    ]


@shows("loyalty_campaign/derived/total_span_calendar_days")
def test_the_campaign_spans_135_days() -> None:
    """From J-90 to J+45."""
    schedule = build("loyalty", "2026-06-15")

    assert (schedule.finish.date() - schedule.start.date()).days == 135
    assert FACTS["derived"]["total_span_calendar_days"] == 135


@shows("loyalty_campaign/derived/weekend_milestones_by_launch_weekday")
@pytest.mark.parametrize("number", range(7), ids=WEEKDAYS)
def test_no_weekday_of_the_launch_avoids_weekends(number: int) -> None:
    """For each weekday of J, the steps that fall on a Saturday or Sunday are moved, and no others."""
    launch = MONDAY + timedelta(number)
    rows = [row.split() for row in FACTS["derived"]["weekend_milestones_by_launch_weekday"][WEEKDAYS[number]]]
    schedule = build("loyalty", launch.isoformat(), calendar="ouvres")
    moved = {str(item.values["pin"]) for item in schedule.findings if item.code == "pin-moved"}
    closed = any(item.code == "launch-closed" for item in schedule.findings)

    # monitoring counts calendar days, and may end on any
    assert moved == {pin for pin, _ in rows if pin not in ("J", "J+30")}
    assert schedule["monitor-optimise"].finish_date == launch + timedelta(30)
    assert closed == any(pin == "J" for pin, _ in rows)
    for pin, weekday in rows:
        day = launch + timedelta(int(pin[1:] or 0))
        assert day.strftime("%a") == weekday


@shows("loyalty_campaign/derived/dates_if_launch_2026_06_15_calendar_days")
def test_the_dates_of_15_june_2026() -> None:
    """Every pin names the day that was counted by hand."""
    table = FACTS["derived"]["dates_if_launch_2026_06_15_calendar_days"]
    schedule = build("loyalty", "2026-06-15", calendar="calendaires")  # so that nothing is moved
    shown = {task.offset: task for task in schedule.values()}

    assert set(table) == set(shown)
    for offset, day in table.items():
        task = shown[offset]
        assert (task.finish_date if offset == "J+30" else task.start_date).isoformat() == day


def test_kpis_are_measured_in_every_week_of_monitoring() -> None:
    """Four weekly measurements, if they are asked for, none after J+30."""
    schedule = build("loyalty", "2026-06-15", measurements=True)
    measured = [task.offset for task in schedule.values() if task.id.startswith("kpi-measurements/")]

    assert measured == ["J+7", "J+14", "J+21", "J+28"]
