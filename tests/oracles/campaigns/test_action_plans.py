"""The action plans of two articles: IT support, complaints, a CRM, a product, customer service, sales."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

import retroplan as rp
from tests.oracles.campaigns import PLANS, build, days, links, named, shows
from tests.oracles.test_action_tables import FACTS as TABLES
from tests.oracles.test_action_tables import LOG, read

DURATIONS = {"week": "w", "month": "mo", "day": "d"}
UNITS = {"2 semaines": "2w", "1 mois": "1mo", "5 semaines": "5w", "1 semaine": "1w", "10 jours": "10d"}
WORKED = {"calendar": "calendaires"}


def table(name: str) -> rp.Plan:
    """Read one of the action tables as it is printed."""
    (found,) = (item for item in TABLES["tables"] if item["name"] == name)
    return read([found["columns"], *found["rows"]], "md")


# ---- IT support

IT = PLANS["it_support_plan"]
ACTIONS = {named(row["key"]): row for row in IT["actions"]}
END = "2025-06-30"


def given(calendar: str = "FR", *, closed: str | None = None, linked: bool = False) -> rp.Plan:
    """Make the plan of the table: its dates are facts; linked, each action waits for the one before."""
    keys = list(ACTIONS)
    return rp.Plan(
        launch=END,
        calendar=calendar,
        closed_dates=closed,
        tasks=[
            rp.Task(
                key, row["fr"], start=row["start"], finish=row["end"], status=row["status_fr"],
                after=keys[number - 1 : number] if linked else (),
            )
            for number, (key, row) in enumerate(ACTIONS.items())
        ],
    )  # fmt: skip


def test_the_it_plan_has_the_words_and_the_dates_of_the_table() -> None:
    """For the end of June 2025 the template gives the four actions, who does them, and their dates."""
    schedule = build("it-support", END)

    assert [task.id for task in schedule.values()] == [*ACTIONS, "launch"]
    for key, row in ACTIONS.items():
        task = schedule.plan[key]
        assert (task.name, task.names) == (row["fr"], (row["responsible_fr"],))
        assert (task.extra["x-indicator"], task.extra["x-resources"]) == (
            row["indicator_fr"],
            row["resources_fr"],
        )
        assert [day.isoformat() for day in days(schedule, key)[0]] == [row["start"], row["end"]]
    assert schedule.plan.owner == (IT["header"]["plan_owner_fr"],)
    assert schedule.plan.name == IT["header"]["project_fr"]
    assert schedule.plan.context["objective"] == IT["objective_fr"]
    assert schedule.launch.date().isoformat() == IT["header"]["end"]


@shows("it_support_plan/gap/1")
def test_the_actions_follow_one_another_and_the_alert_need_not() -> None:
    """The order of the dates is the order of work; the alert may be freed of the training."""
    order = [named(row["key"]) for row in IT["actions"]]
    free = build("it-support", END, alert="independent")

    assert links(rp.from_template("it-support")) == set(pairwise(order))
    assert ("train-users", "alert-and-reminder") not in links(free.plan)
    assert days(free, *order) == days(build("it-support", END), *order)


@shows("it_support_plan/gap/2", "it_support_plan/trap/3")
def test_finish_dates_are_included_so_that_actions_share_a_day() -> None:
    """10 and 15 May belong to two actions each: strict links are broken by one day, twice."""
    schedule = build("it-support", END)
    conflicts = rp.schedule(given("calendaires", linked=True)).conflicts

    assert schedule["simplified-form"].finish_date == schedule["train-users"].start_date == date(2025, 5, 10)
    assert schedule["train-users"].finish_date == schedule["alert-and-reminder"].start_date
    assert schedule.feasible
    assert [item.task for item in conflicts] == ["train-users", "alert-and-reminder"]
    assert [item.missing_days for item in conflicts] == [1, 1]


@shows("it_support_plan/trap/4")
def test_the_first_two_actions_share_no_day() -> None:
    """3 May and 4 May: there the strict link holds, so that the table follows no one convention."""
    schedule = build("it-support", END)
    conflicts = rp.schedule(given("calendaires", linked=True)).conflicts

    assert (schedule["simplified-form"].start_date - schedule["reorganise-inbox"].finish_date).days == 1
    assert "simplified-form" not in {item.task for item in conflicts}


@shows("it_support_plan/gap/3", "it_support_plan/trap/1")
def test_dates_on_closed_days_are_kept_or_moved_and_told() -> None:
    """On a French calendar 1, 3, 4 and 10 May, the latter twice, are closed: one finding each."""
    schedule = rp.schedule(given())
    told = sorted(
        (item.values["written"], item.values["key"])
        for item in schedule.findings
        if item.code == "date-closed"
    )
    kept = rp.schedule(given(closed="keep"))

    assert [day for day, _ in told] == [
        date(2025, 5, 1),  # Labour Day
        date(2025, 5, 3),  # Saturday
        date(2025, 5, 4),  # Sunday
        date(2025, 5, 10),  # Saturday, the finish of one action
        date(2025, 5, 10),  # and the start of the next
    ]
    assert days(kept, *ACTIONS) == [
        (date.fromisoformat(row["start"]), date.fromisoformat(row["end"])) for row in ACTIONS.values()
    ]
    assert schedule.plan.resolve("FR").holiday(date(2025, 5, 8))  # inside the second action
    assert not schedule.plan.resolve("FR").is_open(date.fromisoformat(IT["follow_up"][1]["date"]))


@shows("it_support_plan/gap/4", "it_support_plan/trap/9")
def test_indicators_are_kept_word_for_word() -> None:
    """No operator is added to "90 %", and "Aucune … > 48h" is not cut into a number."""
    plan = rp.read(rp.dumps(build("it-support", END).plan, "yaml"), format="yaml")

    assert plan["simplified-form"].extra["x-indicator"] == "90 % d’utilisation du formulaire"
    assert plan["alert-and-reminder"].extra["x-indicator"] == "Aucune demande sans réponse > 48h"
    assert [row["op_stated"] for row in IT["indicators_parsed"] if "op_stated" in row] == [False, True]


@shows("it_support_plan/gap/5", "it_support_plan/trap/8")
def test_the_log_has_words_of_its_own() -> None:
    """None of its labels is the name of an action; it says "triés" where the indicator says "tagués"."""
    plan = read([LOG["columns"], *LOG["rows"]], "md")
    entries: Any = plan.extra["x-log"]
    labels = [row["action"] for row in entries["rows"]]

    assert labels == [row["action_label_fr"] for row in IT["follow_up"]]
    assert not set(labels) & {row["fr"] for row in IT["actions"]}
    assert plan.tasks == ()
    assert "triés" in entries["rows"][0]["result"]
    assert "tagués" in table("it_support").tasks[0].extra["x-indicator"]  # type: ignore[operator]


@shows("it_support_plan/gap/6", "it_support_plan/trap/6", "it_support_plan/trap/7")
def test_statuses_are_words_and_lateness_follows_from_a_day() -> None:
    """On 11 May, the day of the last entry, the form is late and the training too; no word says so."""
    today = max(date.fromisoformat(row["date"]) for row in IT["follow_up"])
    plan = given("calendaires")
    schedule = rp.schedule(plan)
    kinds = {task.id: task.status.kind.value for task in plan.walk() if task.status}

    assert today == date(2025, 5, 11)
    assert [str(task.status) for task in plan.walk()] == ["Terminé", "En cours", "À faire", "À faire"]
    assert kinds["simplified-form"] == "doing"
    assert schedule["simplified-form"].finish_date < today
    assert kinds["train-users"] == "todo"
    assert schedule["train-users"].start_date < today
    # 85 % against 90 %: the comment does not say that the target is missed
    assert IT["follow_up"][1]["result_fr"].endswith("85 %")
    assert plan["simplified-form"].name == "Créer un formulaire simplifié de demande"


@shows("it_support_plan/gap/7")
def test_the_gain_is_a_quarter_of_the_objective() -> None:
    """From 7 days to 3 the objective is 4 days; the entry gained one."""
    objective = IT["objective"]
    gained = int(IT["follow_up"][0]["comment_fr"].split()[2])
    said = rp.from_template("it-support", lang="fr").context["objective"]

    assert f"de {objective['from']} jours à {objective['to']} jours" in str(said)
    assert gained / (objective["from"] - objective["to"]) == 0.25


@shows(
    "it_support_plan/trap/2",
    "it_support_plan/derived/calendar_days_inclusive",
    "it_support_plan/derived/business_days_inclusive_fr_holidays",
)
def test_three_days_of_the_calendar_are_one_working_day() -> None:
    """Each action has the days of the table, and on a French calendar the working days counted by hand."""
    worked = rp.schedule(given("calendaires"))
    france = worked.plan.resolve("FR")
    for key in ACTIONS:
        first, last = days(worked, key)[0]
        name = key.replace("-", "_")
        assert (last - first).days + 1 == IT["derived"]["calendar_days_inclusive"][name]
        open_days = france.count_days(first, last + timedelta(1))
        assert open_days == IT["derived"]["business_days_inclusive_fr_holidays"][name]
    assert days(rp.schedule(given()), "reorganise-inbox") == [(date(2025, 5, 2), date(2025, 5, 2))]


@shows("it_support_plan/trap/5", "it_support_plan/derived/days_between_last_action_and_plan_end")
def test_counted_back_from_the_end_the_actions_would_come_six_weeks_later() -> None:
    """The dates are facts: without them the last action would end on 29 June instead of 20 May."""
    pinned = build("it-support", END)["alert-and-reminder"]
    loose = rp.Plan(launch=END, calendar="calendaires", tasks=[rp.Task("alert-and-reminder", duration="6d")])
    latest = rp.schedule(loose)["alert-and-reminder"]
    france = rp.Plan(calendar="FR").resolve("FR")
    derived = IT["derived"]["days_between_last_action_and_plan_end"]

    assert (pinned.finish_date, latest.finish_date) == (date(2025, 5, 20), date(2025, 6, 29))
    assert (date(2025, 6, 30) - pinned.finish_date).days == derived["calendar"] == 41
    # 21 to 30 May 7, June 20: Ascension and Whit Monday are left out
    assert france.count_days(date(2025, 5, 21), date(2025, 7, 1)) == derived["business"] == 27


@shows("it_support_plan/derived/weekdays", "it_support_plan/derived/french_public_holidays_in_period")
def test_weekdays_and_holidays_of_the_period() -> None:
    """The calendar knows them for 2025 as the table has them."""
    france = rp.Plan(calendar="FR").resolve("FR")
    weekend = {day for day, name in IT["derived"]["weekdays"].items() if name in ("Sat", "Sun")}
    holidays = IT["derived"]["french_public_holidays_in_period"]
    first = date(2025, 5, 1)
    period = [first + timedelta(number) for number in range(61)]

    for day, name in IT["derived"]["weekdays"].items():
        assert date.fromisoformat(day).strftime("%a") == name
        assert france.is_open(date.fromisoformat(day)) == (day not in weekend and day not in holidays)
    assert {day.isoformat() for day in period if france.holiday(day)} == set(holidays)
    assert period[-1] == date(2025, 6, 30)


@shows("it_support_plan/derived/percent_complete_by_status_count")
def test_a_quarter_of_the_actions_is_done() -> None:
    """One of four is "Terminé"."""
    plan = table("it_support")
    done = [task for task in plan.walk() if task.status and task.status.kind.value == "done"]

    assert 100 * len(done) / len(plan.tasks) == IT["derived"]["percent_complete_by_status_count"] == 25


def test_the_whole_page_of_the_it_plan_is_read_and_written_back() -> None:
    """Objective, header, actions and follow-up under the headings of the article; the tables come back so."""

    def lines(headings: list[str], rows: list[list[str]]) -> list[str]:
        table = [headings, ["---"] * len(headings), *rows]
        return ["| " + " | ".join(cells) + " |" for cells in table] + [""]

    header = IT["header"]
    actions = [
        [row[f"{key}_fr"] if key else row["fr"] for key in
         ("", "responsible", "start", "end", "indicator", "resources", "status")]
        for row in IT["actions"]
    ]  # fmt: skip
    follow_up = [
        [row["action_label_fr"], row["date_fr"], row["result_fr"], row["comment_fr"]]
        for row in IT["follow_up"]
    ]
    page = [
        f"# {IT['objective_fr']}",
        "",
        *lines(
            IT["header_columns_fr"], [[header["project_fr"], header["plan_owner_fr"], header["period_fr"]]]
        ),
        *lines(IT["columns_fr"], actions),
        *lines(IT["follow_up_columns_fr"], follow_up),
    ]
    plan = rp.read("\n".join(page).encode(), format="md")
    written = rp.dumps(plan, "md").decode().splitlines()

    assert plan.name == header["project_fr"]
    assert plan.owner == (header["plan_owner_fr"],)
    assert plan.extra["x-notes"] == [IT["objective_fr"], f"Période (de – à) : {header['period_fr']}"]
    assert [str(task.status) for task in plan.walk()] == [row["status_fr"] for row in IT["actions"]]
    for table in (lines(IT["columns_fr"], actions), lines(IT["follow_up_columns_fr"], follow_up)):
        first = written.index(table[0])
        assert [line for line in written[first:] if "---" not in line][: len(table) - 2] == [
            table[0],
            *table[2:-1],
        ]


def test_the_page_of_the_it_plan_has_the_tables_of_the_article() -> None:
    """What is read as a list is shown as the article lays it out, and ends with what one concludes."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    header, headings = IT["header"], IT["follow_up_columns_fr"]
    log = [
        [row["action_label_fr"], str(row["date"]), row["result_fr"], row["comment_fr"]]
        for row in IT["follow_up"]
    ]
    keys = ("action", "date", "result", "comment")
    tasks = [
        rp.Task(
            row["key"], row["fr"], start=row["start"], finish=row["end"], responsible=row["responsible_fr"]
        )
        for row in IT["actions"]
    ]
    plan = rp.Plan(
        header["project_fr"], launch=date(2025, 5, 21), lang="fr", owner=header["plan_owner_fr"], tasks=tasks,
        context={
            "objectif": IT["objective_fr"], "conclusion": "Le délai a baissé.", "recommandations": ["A", "B"],
        },
        extra={"x-log": {
            "columns": dict(zip(keys, headings, strict=True)),
            "rows": [dict(zip(keys, row, strict=True)) for row in log],
        }},
    )  # fmt: skip
    page = rp.dumps(rp.schedule(plan), "md", view="page").decode()
    shown = page.partition("## Suivi\n\n")[2].splitlines()
    days = ["mar. 6 mai 2025", "dim. 11 mai 2025"]

    assert page.splitlines()[2].startswith(line(IT["header_columns_fr"])[:-2])
    assert page.splitlines()[4].startswith(line([header["project_fr"], header["plan_owner_fr"]])[:-2])
    assert f"- **objectif** – {IT['objective_fr']}\n" in page
    assert shown[0] == line(headings)
    assert shown[2:4] == [line([row[0], day, *row[2:]]) for row, day in zip(log, days, strict=True)]
    assert page.index("## Suivi") < page.index("## Conclusion\n\nLe délai a baissé.\n\n- A\n- B\n")


# ---- SERVICIA

SERVICIA = PLANS["servicia_plan"]


def servicia(start: str = "2025-09-01", launch: str = "2025-12-01", **parameters: object) -> rp.Schedule:
    """Schedule the plan of complaints, three months long."""
    return build("complaint-handling", launch, start=start, **parameters)


def test_the_complaint_plan_has_the_words_and_the_times_of_the_table() -> None:
    """Actions, people, times and indicators are those that are printed."""
    plan = rp.from_template("servicia", lang="fr")

    assert [task.id for task in plan.walk()] == [
        *(named(row["key"]) for row in SERVICIA["actions"]),
        "launch",
    ]
    for row in SERVICIA["actions"]:
        task = plan[named(row["key"])]
        assert (task.name, task.extra["x-indicator"]) == (row["fr"], row["indicator_fr"])
        assert " + ".join(task.names) == row["responsible_fr"]
        assert str(task.duration).lower() == UNITS.get(row["delay_fr"], str(task.duration).lower())
    assert plan.context["objective"] == SERVICIA["objective_fr"]


@shows("servicia_plan/gap/1")
def test_the_start_is_given_and_the_objective_is_due_three_months_later() -> None:
    """Neither is in the template; with both the plan lies between them."""
    plan = rp.from_template("servicia")
    schedule = servicia()

    assert (plan.launch, plan.start) == (None, None)
    assert SERVICIA["objective"]["within"] == {"value": 3, "unit": "month"}
    assert schedule.start.date() == date(2025, 9, 1)
    assert schedule.feasible
    assert servicia("2025-11-30", "2026-02-28").launch.date() == date(2026, 2, 28)  # three months, clamped


@shows("servicia_plan/gap/2")
def test_times_are_durations_or_deadlines() -> None:
    """As durations the training follows the procedure; as deadlines all fit into the first five weeks."""
    durations = rp.from_template("servicia", start="2025-09-01")
    deadlines = rp.from_template("servicia", start="2025-09-01", parameters={"delays": "deadlines"})
    names = ("update-procedure", "train-support", "tracking-tool")

    assert ("update-procedure", "train-support") in links(durations)
    assert links(deadlines) == set()
    schedule = rp.schedule(deadlines)  # forward from the start
    assert {schedule[name].start_date for name in names} == {date(2025, 9, 1)}
    assert max(schedule[name].finish_date for name in names) == date(2025, 10, 3)  # five weeks, a Friday


@shows("servicia_plan/gap/3")
def test_the_training_waits_for_the_procedure_and_the_tool_for_nobody() -> None:
    """Alerts after the tool are a choice, in which they are no longer immediate."""
    usual = servicia()
    after = servicia(alerts="after-tool")

    assert links(usual.plan) == {("update-procedure", "train-support")}
    assert links(after.plan) == {("update-procedure", "train-support"), ("tracking-tool", "reminder-alerts")}
    assert after["reminder-alerts"].start_date >= after["tracking-tool"].finish_date
    assert after.feasible


@shows("servicia_plan/gap/4")
def test_immediate_is_the_first_day_of_the_plan() -> None:
    """It has no duration, and stands where the plan starts."""
    alerts = servicia()["reminder-alerts"]

    assert (alerts.kind, alerts.start_date, alerts.finish_date) == (
        "milestone",
        date(2025, 9, 1),
        date(2025, 9, 1),
    )


@shows("servicia_plan/trap/1")
def test_immediate_against_its_predecessor_is_a_conflict_that_names_both() -> None:
    """Alerts that wait for the five weeks of the tool cannot be immediate: told, and moved nowhere."""
    plan = rp.from_template("servicia", launch="2025-12-01", start="2025-09-01", lang="fr")
    schedule = rp.schedule(plan.change("reminder-alerts", after=["tracking-tool"]))

    assert not schedule.feasible
    assert schedule["reminder-alerts"].start_date == date(2025, 9, 1)
    (conflict,) = schedule.conflicts
    text = conflict.text("fr")
    assert plan["reminder-alerts"].id in text
    assert plan["tracking-tool"].id in text
    # planned forward, the tool takes the first five weeks, which are what is missing
    forward = plan.replace(launch=None).change("reminder-alerts", after=["tracking-tool"])
    assert [item.missing_days for item in rp.schedule(forward).conflicts] == [25]


@shows("servicia_plan/gap/5", "servicia_plan/trap/2", "servicia_plan/trap/4")
def test_compound_indicators_are_kept_as_they_are_printed() -> None:
    """Two halves joined by "/", a filter inside a target, and days that are not said to be working days."""
    plan = rp.from_template("servicia", lang="fr")

    assert plan["train-support"].extra["x-indicator"] == "100 % des agents formés / quiz de validation ≥ 80 %"
    assert plan["reminder-alerts"].extra["x-indicator"] == "Baisse du % de réclamations > 5 jours à < 10 %"
    assert "5 jours ouvrés" in str(plan.context["objective"])


@shows("servicia_plan/trap/3")
def test_two_people_joined_by_a_plus_are_two() -> None:
    """In the template as in the table."""
    (row,) = (task for task in table("servicia").walk() if task.name == "Former les équipes SAV")

    assert rp.from_template("servicia", lang="fr")["train-support"].names == row.names == ("RH", "Formateur")


@shows("servicia_plan/trap/5")
@pytest.mark.parametrize(
    ("start", "launch"),
    [("2025-09-01", "2025-12-01"), ("2026-02-02", "2026-05-02"), ("2026-06-01", "2026-09-01")],
)
def test_all_in_a_chain_takes_eleven_weeks_of_thirteen(start: str, launch: str) -> None:
    """Two weeks, a month and five weeks one after the other leave a week or two, as months go."""
    plan = rp.from_template("servicia", launch=launch, start=start, parameters={"calendar": "ouvres"})
    schedule = rp.schedule(plan.change("tracking-tool", after=["train-support"]))
    slack = schedule["update-procedure"].total_slack_days

    assert schedule.feasible
    assert 5 <= slack <= 10


@shows("servicia_plan/trap/6")
def test_it_support_is_another_plan() -> None:
    """What the article says next of "support IT" is not in the plan of complaints."""
    words = str(rp.to_document(rp.from_template("servicia", lang="fr")))

    assert "support IT" not in words
    assert "support IT" in rp.from_template("it-support", lang="fr").name


# ---- the CRM table

CRM = PLANS["crm_actions_table"]


def crm() -> rp.Plan:
    """Read the table and give it a deadline."""
    return table("crm").replace(launch="2026-06-15", calendar="ouvres")


def test_the_crm_actions_have_the_words_of_the_table() -> None:
    """Names, people, times, resources, indicators and statuses are those that are printed."""
    for task, row in zip(crm().walk(), CRM["actions"], strict=True):
        assert (task.name, task.names, str(task.status)) == (
            row["fr"],
            (row["responsible_fr"],),
            row["status_fr"],
        )
        assert str(task.duration) == UNITS[row["delay_fr"]]
        assert (task.extra["x-resources"], task.extra["x-indicator"]) == (
            row["resources_fr"],
            row["indicator_fr"],
        )


@shows("crm_actions_table/gap/1", "crm_actions_table/gap/3")
def test_three_actions_without_dates_end_with_the_deadline() -> None:
    """They are independent: all are done on the last working day before J, side by side."""
    plan = crm()
    schedule = rp.schedule(plan)

    assert links(plan) == set()
    assert {schedule[task.id].finish_date for task in plan.walk()} == {date(2026, 6, 12)}


@shows("crm_actions_table/gap/2", "crm_actions_table/trap/4")
def test_ten_days_are_two_weeks_of_work_but_fewer_on_the_calendar() -> None:
    """As work both begin on 1 June; ten days of the calendar would begin on 5 June."""
    schedule = rp.schedule(crm())
    two_weeks, _, ten_days = (schedule[task.id] for task in crm().walk())
    calendar = rp.schedule(crm().change(ten_days.id, duration="10 jours calendaires"))[ten_days.id]

    assert two_weeks.start_date == ten_days.start_date == date(2026, 6, 1)
    assert (calendar.start_date, calendar.finish_date) == (date(2026, 6, 5), date(2026, 6, 14))


@shows("crm_actions_table/gap/4", "crm_actions_table/trap/3")
def test_relative_and_boolean_indicators_stay_words() -> None:
    """A gain "de 2 jours" has no baseline and "validé et testé" no number: neither is made into one."""
    indicators = [task.extra["x-indicator"] for task in crm().walk()]

    assert indicators[1:] == ["Script validé et testé", "Réduction des délais de 2 jours"]


@shows("crm_actions_table/trap/1")
def test_two_vocabularies_of_statuses_mean_the_same() -> None:
    """Fait and Terminé are done, À venir and À faire to do; each table keeps its own words."""
    one = [task.status for task in crm().walk()]
    other = [task.status for task in table("it_support").walk()]

    assert [str(status) for status in one] == ["En cours", "Fait", "À venir"]
    assert [status.kind.value for status in one if status] == ["doing", "done", "todo"]
    assert [status.kind.value for status in other if status] == ["done", "doing", "todo", "todo"]
    assert not {"Fait", "À venir"} & {str(status) for status in other}


@shows("crm_actions_table/trap/2")
def test_two_tables_name_the_same_columns_differently() -> None:
    """État d’avancement is Statut, Indicateur de succès is Indicateur: both fill the same keys."""
    (one,) = (item for item in TABLES["tables"] if item["name"] == "crm")
    (other,) = (item for item in TABLES["tables"] if item["name"] == "it_support")

    assert one["columns"] == CRM["columns_fr"]
    assert other["columns"] == IT["columns_fr"]
    assert {"État d’avancement", "Indicateur de succès", "Ressources nécessaires"}.isdisjoint(
        other["columns"]
    )
    for plan in (table("crm"), table("it_support")):
        assert all(task.status and {"x-indicator", "x-resources"} <= set(task.extra) for task in plan.walk())


# ---- the plan of complaints of which only the words are known

COMPLAINTS = PLANS["complaints_plan"]


def complaints() -> rp.Plan:
    """Make a plan of the words, for nobody says how long or who."""
    return rp.Plan(
        "Réclamations",
        lang="fr",
        context={
            "objective": COMPLAINTS["objective_fr"],
            "responsibles": COMPLAINTS["responsibles_fr"],
            "indicators": COMPLAINTS["indicators_fr"],
        },
        tasks=[rp.Task(f"action-{number}", name) for number, name in enumerate(COMPLAINTS["actions_fr"], 1)],
    )


@shows("complaints_plan/gap/1")
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_plan_of_words_is_kept_and_asks_for_a_date(format: str) -> None:
    """Three actions without durations load and come back whole; there is nothing to schedule them by."""
    plan = complaints()

    assert rp.read(rp.dumps(plan, format), format=format) == plan
    assert [task.name for task in plan.walk()] == COMPLAINTS["actions_fr"]
    assert all(task.duration is None and not task.names for task in plan.walk())
    with pytest.raises(rp.PlanError):
        rp.schedule(plan)


@shows("complaints_plan/trap/1")
def test_ten_to_five_days_is_not_less_than_five_working_days() -> None:
    """Two objectives with similar words stay two."""
    one = str(complaints().context["objective"])
    other = str(rp.from_template("servicia", lang="fr").context["objective"])

    assert one != other
    assert "de 10 jours à 5 jours" in one
    assert "moins de 5 jours ouvrés" in other


# ---- a new product, customer service, sales

PRODUCT = PLANS["new_product_action_plan"]
SERVICE = PLANS["customer_service_plan"]
SALES = PLANS["sales_growth"]


@pytest.mark.parametrize(
    ("facts", "template"),
    [(PRODUCT, "product-action-plan"), (SERVICE, "customer-service")],
    ids=["product", "service"],
)
def test_the_five_areas_have_their_words(facts: dict[str, Any], template: str) -> None:
    """Names and notes are those of the article, in its order, under its title."""
    plan = rp.from_template(template, lang="fr")
    areas = [named(item["key"]) for item in facts["items"]]
    (title,) = (item.title for item in rp.templates("fr") if item.name == template)

    assert [task.id for task in plan.walk() if task.id != "launch"] == areas
    assert [plan[area].name for area in areas] == [item["area_fr"] for item in facts["items"]]
    assert [plan[area].note for area in areas] == [item["fr"] for item in facts["items"]]
    assert title == facts["label_fr"]


@shows("new_product_action_plan/gap/1", "new_product_action_plan/trap/1")
def test_three_areas_side_by_side_then_the_events_then_the_analysis() -> None:
    """Numbers do not order the first three; events are on J, the analysis after J; durations may be set."""
    schedule = build("product-action-plan", "2026-06-15", rnd="12w", calendar="ouvres")
    first = ("rnd", "marketing", "logistics")

    assert not {(a, b) for a in first for b in first} & links(schedule.plan)
    assert {schedule[area].finish_date for area in first} == {date(2026, 6, 12)}
    assert schedule["rnd"].start_date == date(2026, 3, 23)  # 12 weeks before 15 June
    assert days(schedule, "launches-events") == [(date(2026, 6, 15), date(2026, 6, 15))]
    assert schedule["post-launch-analysis"].start_date == date(2026, 6, 16)


def test_adjustments_are_made_only_if_they_are_asked_for() -> None:
    """They are no task until somebody needs them; then they follow the analysis."""
    usual = build("product-action-plan", "2026-06-15")
    asked = build("product-action-plan", "2026-06-15", adjustments=True)

    assert "adjustments" not in usual
    assert asked["adjustments"].start_date > asked["post-launch-analysis"].finish_date


@shows("customer_service_plan/gap/1", "customer_service_plan/trap/1")
def test_regular_sessions_and_continuous_improvement_need_a_horizon() -> None:
    """Sessions every month and an improvement without end are shown as far as the horizon goes."""
    usual = build("customer-service", "2026-01-31")
    shorter = build("customer-service", "2026-01-31", horizon="M+3")
    weekly = build(
        "customer-service", "2026-06-15", training="1w", horizon="J+28", calendar="ouvres", indicators="non"
    )

    def sessions(schedule: rp.Schedule) -> list[date]:
        return [task.start_date for task in schedule.values() if task.id.startswith("training/")]

    # monthly from Saturday 31 January, clamped, the first open day: 2 Feb, 2 March (28 Feb is a Saturday) …
    assert sessions(usual)[:3] == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 31)]
    assert (len(sessions(usual)), len(sessions(shorter))) == (7, 4)
    assert sessions(weekly) == [date(2026, 6, 15) + timedelta(weeks=number) for number in range(5)]
    assert usual["continuous-improvement"].kind == "hammock"
    assert usual["continuous-improvement"].finish_date == date(2026, 7, 31)
    assert shorter["continuous-improvement"].finish_date == date(2026, 4, 30)


def sales() -> rp.Plan:
    """Make the plan for more sales: two people with duties, an objective over six months."""
    return rp.Plan(
        "Ventes",
        launch="2026-02-28",
        lang="fr",
        context={"objective": SALES["objective_fr"], "indicators": SALES["indicators_fr"]},
        people={row["role_fr"]: {"duties": row["duty_fr"]} for row in SALES["responsibilities"]},
        tasks=[
            rp.Task("campaigns", "Campagnes publicitaires", span={"from": "launch", "to": "M+6"}),
            rp.Task("training", "Formation de l’équipe de vente", duration="2w", after=["launch"]),
        ],
    )


@shows("sales_growth/gap/1")
def test_six_months_count_from_the_start_of_the_plan() -> None:
    """From 28 February they end on 28 August."""
    schedule = rp.schedule(sales())

    assert SALES["objective"]["within"]["value"] == 6
    assert schedule["campaigns"].start_date == date(2026, 2, 28)
    assert schedule["campaigns"].finish_date == date(2026, 8, 28)


@shows("sales_growth/gap/2")
def test_no_threshold_is_made_up_for_too_few_leads() -> None:
    """Duties and indicators come back word for word; none of the indicators has a number."""
    plan = rp.read(rp.dumps(sales(), "yaml"), format="yaml")

    assert plan == sales()
    assert {key: person.duties for key, person in plan.people.items()} == {
        row["role_fr"]: (row["duty_fr"],) for row in SALES["responsibilities"]
    }
    assert plan.context["indicators"] == SALES["indicators_fr"]
    assert not any(letter.isdigit() for letter in str(plan.context["indicators"]))


def test_the_workshop_has_its_five_steps_in_order() -> None:
    """The poll is done before the workshop; the objectives are created on the day itself."""
    schedule = build("objectives-workshop", "2026-06-15")
    steps = [
        "Développer les objectifs marketing en équipe", "Déterminer les publics cibles",
        "Et si on s’inspirait?", "Créer ses objectifs", "Planifier la suite",
    ]  # fmt: skip

    assert [task.name for task in schedule.plan.tasks if task.id != "launch"] == steps
    assert schedule["poll"].finish_date < schedule.launch.date()
    assert schedule["create-objectives"].start_date == date(2026, 6, 15)
    starts = [schedule[task.id].start for task in schedule.plan.tasks if task.id != "launch"]
    assert starts == sorted(starts)
