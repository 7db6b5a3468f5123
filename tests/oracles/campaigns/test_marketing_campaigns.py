"""The campaigns of an article on rétroplanning in marketing: emailing, product, leads, event, website."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import retroplan as rp
from retroplan.tables.words import read_moment
from tests.oracles.campaigns import CAMPAIGNS, bare, before, build, days, links, named, shows

TEMPLATES = {
    "product_launch": "product-launch",
    "lead_generation": "lead-generation",
    "event_promotion": "event",
    "website_redesign": "website-redesign",
}
UNITS = {"week": "w", "month": "mo"}
MONDAY = "2026-06-15"


def tasks_of(example: str) -> dict[str, dict[str, Any]]:
    """Give the tasks of an example by the ids they have here: a launch that lasts is a week after J."""
    return {
        "launch-week" if row["key"] == "launch" else named(row["key"]): row
        for row in CAMPAIGNS[example]["tasks"]
    }


def assumed(example: str) -> set[tuple[str, str]]:
    """Give the links that the facts take for natural."""
    return {(named(first), named(second)) for first, second in CAMPAIGNS[example]["assumed_dependencies"]}


@pytest.mark.parametrize("example", TEMPLATES)
def test_labels_and_durations_are_those_of_the_article(example: str) -> None:
    """Every task of the list is there, in its order, with its words and its duration in its own unit."""
    plan = rp.from_template(TEMPLATES[example], lang="fr")
    rows = tasks_of(example)

    assert [task.id for task in plan.walk() if task.id in rows] == list(rows)
    for task, row in rows.items():
        assert plan[task].name[1:] == row["fr"][1:]
        assert plan[task].name[0].lower() == row["fr"][0].lower()
        if isinstance(row["duration"], dict):
            unit = UNITS[row["duration"]["unit"]]
            assert str(plan[task].duration) == f"{row['duration']['value']}{unit}"
        else:
            assert (plan[task].span or plan[task].waves) is not None


@pytest.mark.parametrize("example", TEMPLATES)
def test_the_title_is_the_label_of_the_article(example: str) -> None:
    """A template goes by the name that the article gives its campaign."""
    titles = {template.name: template.title for template in rp.templates("fr")}

    assert titles[TEMPLATES[example]] == CAMPAIGNS[example]["label_fr"]


# ---- emailing, 15 June

EMAILING = CAMPAIGNS["emailing_june15"]


def test_the_four_tasks_of_the_emailing_have_dates_before_the_launch() -> None:
    """What the article asks, when each of the four must be done, is answered for 15 June 2026."""
    schedule = build("emailing", MONDAY)
    rows = {named(row["key"]): row for row in EMAILING["tasks"]}

    for task, row in rows.items():
        thing = row["fr"].split(" ", 1)[1].replace("les emails", "emails")
        assert thing in schedule[task].name.replace("les emails", "emails")
        assert schedule[task].finish_date < date(2026, 6, 15)
    assert (schedule.plan["validate-texts"].names, rows["validate-texts"]["approver_fr"]) == (
        ("la direction",),
        "la direction",
    )


@shows("emailing_june15/gap/1", "product_launch_dec1/gap/1")
@pytest.mark.parametrize("launch", ["le 15 juin", "15 juin", "le 1er décembre", "1er décembre"])
def test_a_launch_without_a_year_is_refused(launch: str) -> None:
    """No year is taken for granted, in a plan or in a table."""
    with pytest.raises(rp.PlanError):
        rp.from_template("emailing", launch=launch)
    with pytest.raises(rp.PlanError):
        read_moment(launch)


@shows("emailing_june15/gap/2")
def test_durations_that_the_article_does_not_give_may_be_set() -> None:
    """Each is an assumption that is written down and has a parameter; the validation has a margin."""
    (template,) = (item for item in rp.templates("fr") if item.name == "emailing")
    names = {parameter.name for parameter in template.parameters}
    longer = rp.from_template("emailing", parameters={"validate_texts": "8d", "validation_margin": "3d"})

    assert "Aucune durée n’est donnée" in template.assumptions[0]
    assert {named(row["key"]) for row in EMAILING["tasks"]} <= names
    assert (str(longer["validate-texts"].duration), str(longer["validate-texts"].margin)) == ("8d", "3d")
    # 5 days of validation and 2 of margin: the visuals begin 7 working days after it does
    schedule = build("emailing", MONDAY, calendar="ouvres")
    assert days(schedule, "validate-texts", "create-visuals") == [
        (date(2026, 5, 28), date(2026, 6, 5)),
        (date(2026, 6, 8), date(2026, 6, 12)),
    ]


@shows("emailing_june15/gap/3")
def test_texts_are_validated_before_the_visuals_and_the_database_waits_for_nobody() -> None:
    """The links are those that the article states elsewhere; what feeds nothing feeds the launch."""
    plan = rp.from_template("emailing")

    # validate-texts -> launch follows from the visuals, and is not written twice
    assert links(plan) == assumed("emailing_june15") - {("validate-texts", "launch")}
    assert ("segment-database", "create-visuals") not in links(plan)


@shows("emailing_june15/trap/1")
def test_the_order_of_a_sentence_is_not_the_order_of_the_work() -> None:
    """The visuals stand before the validation in the list, and begin after it in the schedule."""
    plan = rp.from_template("emailing", launch=MONDAY)
    schedule = rp.schedule(plan)

    assert [task.id for task in plan.walk()][:4] == [named(row["key"]) for row in EMAILING["tasks"]]
    assert schedule["create-visuals"].start_date > schedule["validate-texts"].finish_date


@shows("emailing_june15/trap/2", "emailing_june15/derived/weekday_of_15_june")
@pytest.mark.parametrize("year", ["2024", "2025", "2026", "2027", "2028"])
def test_a_launch_on_a_weekend_is_kept_and_said(year: str) -> None:
    """15 June is a Saturday in 2024 and a Sunday in 2025: J stays there, work ends on the Friday."""
    weekday = EMAILING["derived"]["weekday_of_15_june"][year]
    schedule = build("emailing", f"{year}-06-15")
    last = schedule["create-visuals"].finish_date

    assert schedule.launch.date() == date(int(year), 6, 15)
    assert schedule.launch.strftime("%a") == weekday
    assert any(item.code == "launch-closed" for item in schedule.findings) == (weekday in ("Sat", "Sun"))
    assert last < schedule.launch.date()
    assert last == {"2024": date(2024, 6, 14), "2025": date(2025, 6, 13)}.get(year, last)


@shows("emailing_june15/trap/3")
def test_the_last_week_before_15_june_2025_is_short() -> None:
    """9 June 2025 is Whit Monday: of the five days of the visuals four lie in that week, one before."""
    schedule = build("emailing", "2025-06-15")

    # Tue 10, Wed 11, Thu 12, Fri 13, and before the holiday and the weekend Fri 6
    assert days(schedule, "create-visuals") == [(date(2025, 6, 6), date(2025, 6, 13))]


# ---- product launch, 1 December

DECEMBER = CAMPAIGNS["product_launch_dec1"]


def test_the_four_deliverables_of_1_december_are_there() -> None:
    """They have the words of the article and are due on J."""
    plan = rp.from_template("product-launch", launch="2025-12-01", lang="fr")
    said = [item["fr"] for item in DECEMBER["deliverables"]]

    assert [item.name.lower() for item in plan.deliverables] == said
    assert [item.kind for item in plan.deliverables] == ["press_release", "video", "advert", "blog_article"]
    assert {item.due for item in plan.deliverables} == {None}  # which is the launch


@shows("product_launch_dec1/gap/2")
def test_each_deliverable_is_produced_by_a_task_before_the_launch() -> None:
    """The communication hands over all four, and is done before J; without it nothing does."""
    plan = rp.from_template("product-launch", launch="2025-12-01", lang="fr")
    schedule = rp.schedule(plan)
    handed = {item.name: task.id for task in plan.walk() for item in task.deliverables}
    wanted = {item.id for item in plan.deliverables}

    assert set(handed) == wanted
    assert all(schedule[task].finish_date < date(2025, 12, 1) for task in handed.values())
    assert not any(task.deliverables for task in plan.remove("communication-creation").walk())


@shows("product_launch_dec1/trap/1")
def test_an_ordinal_day_is_read() -> None:
    """The first of a month is "1er", in tables and on the command line."""
    assert read_moment("1er décembre 2025") == date(2025, 12, 1)
    assert read_moment("1er mai 2025") == date(2025, 5, 1)


@shows("product_launch_dec1/derived/weekday_of_1_december")
@pytest.mark.parametrize("year", ["2024", "2025", "2026", "2027", "2028"])
def test_1_december_has_the_weekday_of_the_calendar(year: str) -> None:
    """Only in 2024 it is a Sunday, which is said."""
    weekday = DECEMBER["derived"]["weekday_of_1_december"][year]
    schedule = build("product-launch", f"{year}-12-01")

    assert schedule.launch.strftime("%a") == weekday
    assert any(item.code == "launch-closed" for item in schedule.findings) == (weekday == "Sun")


@shows("product_launch_dec1/derived/loyalty_offsets_on_2025_12_01")
def test_the_loyalty_offsets_before_1_december_2025() -> None:
    """J-30 is a Saturday and All Saints' Day at once, J+45 lies in the next year."""
    table = DECEMBER["derived"]["loyalty_offsets_on_2025_12_01"]
    plain = build("loyalty", "2025-12-01", calendar="calendaires")
    french = build("loyalty", "2025-12-01")
    moved = {str(item.values["pin"]) for item in french.findings if item.code == "pin-moved"}

    for task in plain.values():
        day = task.finish_date if task.offset == "J+30" else task.start_date
        assert table[task.offset] == day.isoformat()
    assert moved == {"J-85", "J-50", "J-30"}
    assert french.plan.resolve("FR").holiday(date(2025, 11, 1)) == "Toussaint"
    assert french["final-evaluation"].start_date == date(2026, 1, 15)


# ---- product launch

PRODUCT = CAMPAIGNS["product_launch"]


@shows("product_launch/gap/1", "product_launch/derived/assumed_critical_path")
def test_research_and_development_are_critical() -> None:
    """The links are the natural ones, and the longest chain is research, development, launch."""
    schedule = build("product-launch", "2025-12-01")
    written = links(schedule.plan) - {("launch", "launch-week")}

    # the tracking hangs from the launch as a hammock, which needs no link
    assert written == assumed("product_launch") - {("launch", "performance-tracking")}
    assert schedule.plan["performance-tracking"].span.begin.task == "launch"
    assert list(schedule.critical_path) == [named(key) for key in PRODUCT["derived"]["assumed_critical_path"]]


@shows("product_launch/gap/2")
def test_j_is_the_first_day_of_the_launch_week_or_comes_after_it() -> None:
    """Either way the week has five working days; they are one week apart."""
    first = build("product-launch", "2025-12-01")
    last = build("product-launch", "2025-12-01", launch_day="last")

    assert days(first, "launch-week") == [(date(2025, 12, 1), date(2025, 12, 5))]
    assert days(last, "launch-week") == [(date(2025, 11, 24), date(2025, 11, 28))]


@shows("product_launch/gap/3")
def test_the_tracking_begins_on_j_and_moves_nothing() -> None:
    """It is a hammock from J to a horizon that may be set, never critical, and may be left out."""
    schedule = build("product-launch", "2025-12-01")
    longer = build("product-launch", "2025-12-01", horizon="J+365")
    without = build("product-launch", "2025-12-01", tracking=False)
    tracking = schedule["performance-tracking"]

    assert (tracking.kind, tracking.start_date, tracking.critical) == ("hammock", date(2025, 12, 1), False)
    assert longer["performance-tracking"].finish_date == date(2026, 12, 1)
    assert "performance-tracking" not in without
    assert schedule.start == longer.start == without.start


@shows("product_launch/gap/4")
def test_six_months_are_six_months_of_the_calendar() -> None:
    """Before 1 December that is 1 June, not 180 days; before 31 August it is clamped to 28 February."""
    december = build("product-launch", "2025-12-01")["product-development"]
    august = build("product-launch", "2026-08-31")["product-development"]

    assert december.start_date == date(2025, 6, 1) != before("2025-12-01", 180)
    assert august.start_date == date(2026, 2, 28)


@shows("product_launch/gap/5")
def test_website_communication_and_product_do_not_wait_for_one_another() -> None:
    """All three are done right before J, and no way leads from one to another."""
    schedule = build("product-launch", "2025-12-01")
    three = ("product-development", "website-creation", "communication-creation")

    assert not {(a, b) for a in three for b in three} & links(schedule.plan)
    assert schedule["website-creation"].finish_date == date(2025, 11, 28)
    assert schedule["communication-creation"].finish_date == date(2025, 11, 28)


@shows("product_launch/trap/1")
def test_what_only_the_list_names_is_there_too() -> None:
    """The website is a task of the list though not one of the five key stages."""
    plan = rp.from_template("product-launch", lang="fr")
    stages = {bare(stage) for stage in PRODUCT["key_stages_fr"]}

    assert bare(plan["website-creation"].name) not in stages
    assert len(stages) == 5
    assert len(tasks_of("product_launch")) == 6


@shows("product_launch/trap/2", "product_launch/derived/month_conversions_of_6_months")
def test_the_start_depends_on_how_months_are_counted() -> None:
    """Each way to write six months as something else gives another day, worked out by hand."""
    ways = PRODUCT["derived"]["month_conversions_of_6_months"]
    written = {
        "calendar_months": "mo", "weeks_of_4": "w", "days_of_30": "cd",
        "business_days_of_20": "d", "business_days_of_21": "d", "business_days_of_22": "d",
    }  # fmt: skip
    starts = {
        way: build(
            "product-launch", "2025-12-01", calendar="ouvres", product_development=f"{ways[way]}{unit}"
        )["product-development"].start_date
        for way, unit in written.items()
    }

    assert starts == {
        "calendar_months": date(2025, 6, 1),
        "weeks_of_4": date(2025, 6, 16),  # 24 weeks are 168 days
        "days_of_30": date(2025, 6, 4),  # 180 days before 1 December
        "business_days_of_20": date(2025, 6, 16),  # 120 days are 24 weeks
        "business_days_of_21": date(2025, 6, 6),  # six working days before Mon 16 June: Fri 6
        "business_days_of_22": date(2025, 5, 29),  # twelve before it: Thu 29 May
    }


@shows("product_launch/trap/3")
def test_a_chain_in_the_order_of_the_list_is_five_weeks_longer() -> None:
    """Website and communication after the development cost 2 + 3 weeks that the links save."""
    plan = rp.from_template(
        "product-launch", launch="2025-12-01", lang="fr", parameters={"calendar": "ouvres"}
    )
    chained = plan.change("website-creation", after=["product-development"]).change(
        "communication-creation", after=["website-creation"]
    )

    # J 1 December: development from 1 June, research the four weeks before, from Mon 5 May.
    # Five weeks less: development ends by 27 October, begins on 27 April, research on Mon 31 March.
    assert rp.schedule(plan).start.date() == date(2025, 5, 5)
    assert rp.schedule(chained).start.date() == date(2025, 3, 31) == date(2025, 5, 5) - timedelta(weeks=5)


@shows("product_launch/derived/pre_launch_length_if_6_calendar_months")
def test_the_plan_begins_six_months_and_four_weeks_before_j() -> None:
    """For 1 July 2026: six months before is 1 January, four weeks of working days before that 4 December."""
    schedule = build("product-launch", "2026-07-01", calendar="ouvres")

    assert PRODUCT["derived"]["pre_launch_length_if_6_calendar_months"] == "6 months + 4 weeks before J"
    assert days(schedule, "market-research", "product-development") == [
        (date(2025, 12, 4), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ]


# ---- lead generation

LEADS = CAMPAIGNS["lead_generation"]


@shows("lead_generation/gap/1", "lead_generation/trap/1")
def test_the_launch_is_a_milestone_of_its_own() -> None:
    """J is when the advertising goes live, not one of the two continuous tasks; without them J is there."""
    schedule = build("lead-generation", MONDAY)
    bare_plan = schedule.plan.remove("lead-nurturing").remove("conversion-tracking")

    assert schedule["launch"].kind == "milestone"
    assert {schedule[task].kind for task in ("lead-nurturing", "conversion-tracking")} == {"hammock"}
    assert [task.id for task in schedule.plan.walk()][-1] != "launch"
    assert rp.schedule(bare_plan).start == schedule.start


@shows("lead_generation/gap/2")
def test_advertising_waits_for_the_ebook() -> None:
    """SEO is done meanwhile; nurturing and tracking hang from J."""
    plan = rp.from_template("lead-generation")
    hung = {("launch", "lead-nurturing"), ("launch", "conversion-tracking")}

    assert links(plan) == assumed("lead_generation") - hung
    assert {(plan[task].span.begin.task, task) for _, task in hung} == hung  # type: ignore[union-attr]


@shows(
    "lead_generation/derived/assumed_critical_path_weeks",
    "lead_generation/derived/slack_of_ebook_and_ads_weeks",
)
def test_seo_is_critical_and_the_rest_has_a_week() -> None:
    """Four weeks of SEO against two and one: the shorter branch has five working days of slack."""
    schedule = build("lead-generation", MONDAY, calendar="ouvres")
    weeks = LEADS["derived"]["assumed_critical_path_weeks"]

    assert days(schedule, "seo") == [(date(2026, 5, 18), date(2026, 6, 12))]
    assert list(schedule.critical_path) == ["seo", "launch"]
    assert weeks["seo"] - weeks["ebook+ad_campaigns"] == LEADS["derived"]["slack_of_ebook_and_ads_weeks"] == 1
    assert [schedule[task].total_slack_days for task in ("ebook", "ad-campaigns")] == [5.0, 5.0]


@shows("lead_generation/gap/3")
def test_continuous_tasks_end_with_the_window_of_the_objective() -> None:
    """A month after J, as "100 leads qualifiés en 1 mois" has it; clamped; or wherever it is asked for."""
    usual = build("lead-generation", "2026-01-31")
    longer = build("lead-generation", "2026-01-31", horizon="J+90")

    assert usual["lead-nurturing"].finish_date == date(2026, 2, 28)
    assert {longer[task].finish_date for task in ("lead-nurturing", "conversion-tracking")} == {
        date(2026, 5, 1)
    }


def test_a_sequence_of_emails_counts_from_its_trigger() -> None:
    """0, 3 and 7 days after Wednesday 4 March; Saturday becomes Monday where weekends are closed."""
    delays = {"welcome": "0cd", "case": "3cd", "offer": "7cd"}
    mails = [rp.Task(mail, after=[f"download FS+{delay}"]) for mail, delay in delays.items()]
    plan = rp.Plan(start="2026-03-04", calendar="calendaires", tasks=[rp.Task("download"), *mails])

    def sent(schedule: rp.Schedule) -> list[date]:
        return [schedule[mail].start_date for mail in delays]

    assert sent(rp.schedule(plan)) == [date(2026, 3, 4), date(2026, 3, 7), date(2026, 3, 11)]
    assert sent(rp.schedule(plan.replace(calendar="FR"))) == [
        date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 11),
    ]  # fmt: skip
    assert sent(rp.schedule(plan, start="2026-03-18"))[-1] == date(2026, 3, 25)
    one_by_one = plan.change("offer", after=["case FS+4cd"])
    assert sent(rp.schedule(one_by_one)) == sent(rp.schedule(plan))


@shows("lead_generation/gap/4")
def test_a_sequence_of_emails_is_asked_for_with_its_days() -> None:
    """It is left out unless asked for; then each sending has its date."""
    usual = build("lead-generation", MONDAY)
    asked = build("lead-generation", MONDAY, email_sequence=True, emails=["J+1", "J+4", "J+11", "J+18"])
    sent = [task.start_date for task in asked.values() if task.id.startswith("email-sequence/send")]

    assert "email-sequence" not in usual
    assert sent == [date(2026, 6, 16), date(2026, 6, 19), date(2026, 6, 26), date(2026, 7, 3)]


# ---- event


@shows("event_promotion/gap/1")
def test_the_day_of_the_event_is_j() -> None:
    """It is a milestone, though no task of the list."""
    schedule = build("event", MONDAY)

    assert "launch" not in {row["key"] for row in CAMPAIGNS["event_promotion"]["tasks"]}
    assert (schedule["launch"].kind, schedule["launch"].offset) == ("milestone", "J")


@shows("event_promotion/gap/2", "event_promotion/trap/2")
@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_number_of_waves_is_a_parameter(count: int) -> None:
    """One task, several dated sendings, each after the website and before J, each prepared before."""
    schedule = build("event", MONDAY, waves=count)
    sent = [task.start_date for task in schedule.values() if task.id.startswith("emailing/send")]
    prepared = [task.finish_date for task in schedule.values() if task.id.startswith("emailing/prepare")]

    assert len(sent) == len(prepared) == count
    assert all(schedule["website"].finish_date < day < date(2026, 6, 15) for day in sent)
    # on the holiday of 1 May a wave goes on the evening of its preparation
    assert all(first <= second for first, second in zip(prepared, sent, strict=True))
    assert [task.id for task in schedule.plan.walk()].count("emailing") == 1
    assert schedule.plan["emailing"].duration is not None  # of the preparation, not of the waves


@shows("event_promotion/gap/2")
def test_waves_that_nobody_counts_are_asked_for() -> None:
    """Waves without a number is an error that names the task; no number is made up."""
    with pytest.raises(rp.PlanError, match="emailing") as caught:
        rp.from_document({"launch": MONDAY, "tasks": [{"id": "emailing", "waves": None}]})

    assert caught.value.findings[0].code == "waves-without-count"


def test_the_waves_may_be_given_by_their_offsets() -> None:
    """J-30, J-15 and J-3, instead of a number and a spacing."""
    schedule = build("event", MONDAY, sendings="J-30, J-15, J-3", calendar="calendaires")
    sent = [task.offset for task in schedule.values() if task.id.startswith("emailing/send")]

    assert sent == ["J-30", "J-15", "J-3"]


@shows("event_promotion/gap/3", "event_promotion/trap/1")
def test_what_is_continuous_ends_with_the_event_here_and_begins_with_j_elsewhere() -> None:
    """Social media and registrations go from the end of the website to J; tracking of a product after J."""
    event = build("event", MONDAY)
    product = build("product-launch", MONDAY)
    leads = build("lead-generation", MONDAY)

    for task in ("social-media", "registration-tracking"):
        assert event[task].finish_date == date(2026, 6, 14)
        assert event[task].start_date >= event["website"].finish_date
        assert not event[task].critical
    assert product["performance-tracking"].start_date == date(2026, 6, 15)
    assert leads["lead-nurturing"].start_date == date(2026, 6, 15)
    assert event.finish.date() == date(2026, 6, 15)


@shows("event_promotion/gap/4")
def test_the_website_comes_first() -> None:
    """The rest waits for it: by links, and the two continuous tasks by where they begin."""
    plan = rp.from_template("event")
    hung = {("website", "social-media"), ("website", "registration-tracking")}
    written = {(first, {"launch": "event"}.get(second, second)) for first, second in links(plan)}

    assert written == assumed("event_promotion") - hung
    assert {(plan[task].span.begin.task, task) for _, task in hung} == hung  # type: ignore[union-attr]


# ---- website redesign

WEBSITE = CAMPAIGNS["website_redesign"]["derived"]
CHAIN = ("audit", "design", "development", "migration", "test")


def offsets(schedule: rp.Schedule, *, working: bool = False) -> dict[str, int]:
    """Give where each task starts, from J."""
    field = "offset_start_working" if working else "offset_start"
    tasks = {"launch": "launch-week", **{task: task for task in CHAIN}}
    return {name: getattr(schedule[task], field) for name, task in tasks.items()}


@shows("website_redesign/gap/1")
def test_the_redesign_is_a_chain_in_which_all_is_critical() -> None:
    """Finish to start from the audit to the launch week, without slack; testing meanwhile is a variant."""
    schedule = build("website-redesign", MONDAY)
    variant = build("website-redesign", MONDAY, testing="during-migration")

    assert links(schedule.plan) == assumed("website_redesign") | {("launch", "launch-week")}
    assert {schedule[task].total_slack_days for task in CHAIN} == {0.0}
    assert variant["test"].start_date == variant["migration"].start_date
    assert variant.feasible


@shows(
    "website_redesign/gap/2",
    "website_redesign/derived/total_weeks",
    "website_redesign/derived/weeks_before_launch_task",
    "website_redesign/derived/start_offsets_calendar_if_J_is_first_day_of_launch_week",
    "website_redesign/derived/start_offsets_calendar_if_J_is_end_of_launch_week",
)
def test_nineteen_weeks_begin_18_or_19_weeks_before_j() -> None:
    """With J the first day of the launch week the audit begins on J-126, else on J-133: 18 or 19 weeks."""
    first = build("website-redesign", MONDAY, calendar="ouvres")
    last = build("website-redesign", MONDAY, calendar="ouvres", launch_day="last")

    assert offsets(first) == WEBSITE["start_offsets_calendar_if_J_is_first_day_of_launch_week"]
    assert offsets(last) == WEBSITE["start_offsets_calendar_if_J_is_end_of_launch_week"]
    assert first["audit"].start_date == date(2026, 2, 9)  # 126 days before 15 June
    assert (-offsets(first)["audit"] // 7, -offsets(last)["audit"] // 7) == (
        WEBSITE["weeks_before_launch_task"],
        WEBSITE["total_weeks"],
    )
    lengths = [int(str(first.plan[task].duration)[:-1]) for task in (*CHAIN, "launch-week")]
    assert sum(lengths) == WEBSITE["total_weeks"] == 19


@shows(
    "website_redesign/gap/3",
    "website_redesign/trap/1",
    "website_redesign/derived/weeks_18_in_business_days",
    "website_redesign/derived/start_offsets_business_days_if_J_is_first_day_of_launch_week",
)
@pytest.mark.parametrize("launch", ["2026-06-15", "2026-09-02", "2026-12-10"])
def test_eighteen_weeks_are_90_working_days_and_126_calendar_days(launch: str) -> None:
    """A week is five working days, whatever J is, and holidays lengthen it; or seven calendar days."""
    working = build("website-redesign", launch, calendar="ouvres")
    french = build("website-redesign", launch)
    calendar = build("website-redesign", launch, weeks="calendar")

    table = WEBSITE["start_offsets_business_days_if_J_is_first_day_of_launch_week"]
    assert offsets(working, working=True) == table
    assert offsets(french, working=True) == table
    assert table["audit"] == -WEBSITE["weeks_18_in_business_days"] == -90
    assert french["audit"].start_date < working["audit"].start_date
    assert calendar["audit"].start_date == before(launch, 126)
