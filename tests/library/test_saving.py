"""From a plan to a template: dates become offsets, and what cannot is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.library import HEADER
from tests.test_document import plans

PLAN = rp.Plan(
    "Salon",
    launch="2026-06-15",
    start="2026-02-02",
    calendar="FR",
    lang="fr",
    deliverables=[{"name": "Film", "due": "2026-06-08"}, "Stand"],
    tasks=[
        rp.Task("brief", duration="2d", status="Terminé"),
        rp.Task("fair", start="2026-05-26", finish="2026-05-29"),
        rp.Task("film", duration="3d", finish="2026-06-05", after=["brief"], status="En cours"),
        rp.Task("order", duration="1d", constraint={"type": "must_start_on", "date": "2026-04-07"}),
        rp.Task("reply", duration="1d", constraint={"type": "must_finish_on", "date": "2026-04-10"}),
        rp.Task("point", duration="1h", repeat={"every": "1w", "from": "2026-05-04", "until": "2026-06-12"}),
        rp.Task("group", tasks=[rp.Task("inner", duration="1d", start="2026-04-20")]),
        rp.Task("thanks", start="2026-06-15", duration="1d"),
        rp.Task("survey", start="2026-07-15", duration="1d"),
    ],
    extra={"x-log": {"rows": []}, "x-colour": "red"},
)


def dates(schedule: rp.Schedule) -> dict[str, tuple[date, date]]:
    """Give the dates of every task."""
    return {task.id: (task.start_date, task.finish_date) for task in schedule.values()}


class TestTurning:
    def test_every_given_date_becomes_the_offset_it_lies_at(self) -> None:
        """Counted by hand from 15 June 2026; the launch, the start, statuses and the log are gone."""
        template = rp.to_template(PLAN)
        pins = {
            task.id: (str(task.at or ""), str(task.until or ""))
            for task in template.walk()
            if task.at or task.until
        }

        assert pins == {
            "fair": ("J-20", "J-17"),  # 26 and 29 May
            "film": ("", "J-10"),  # 5 June
            "order": ("J-69", ""),  # 7 April: 23 + 31 + 15
            "reply": ("", "J-66"),
            "inner": ("J-56", ""),  # 20 April: 10 + 31 + 15
            "thanks": ("J", ""),
            "survey": ("J+30", ""),
        }
        repeat = template["point"].repeat
        assert repeat is not None
        assert (str(repeat.first), str(repeat.until)) == ("J-42", "J-3")
        assert [str(item.due) for item in template.deliverables] == ["J-7", "None"]
        assert (template.launch, template.start) == (None, None)
        assert all(
            task.status is task.start is task.finish is task.constraint is None for task in template.walk()
        )
        assert template.extra.keys() == {HEADER, "x-colour"}

    def test_the_same_launch_gives_the_same_dates(self) -> None:
        """From plan to template and back; another launch moves them by whole days."""
        template = rp.to_template(PLAN)
        again = rp.schedule(rp.from_template(template, launch="2026-06-15", start="2026-02-02"))

        assert dates(again) == dates(rp.schedule(PLAN))
        later = rp.from_template(template, launch="2027-03-08")
        assert {task.id: task.at for task in later.walk()} == {task.id: task.at for task in template.walk()}

    def test_a_plan_of_offsets_is_a_template_as_it_is(self) -> None:
        """Loyalty, made a template again, gives loyalty for any other launch."""
        plan = rp.from_template("loyalty", launch="2026-06-15")
        template = rp.to_template(plan)

        assert rp.from_template(template, launch="2027-01-18") == rp.from_template(
            "loyalty", launch="2027-01-18"
        )

    def test_instants_become_hours_of_a_timed_launch(self) -> None:
        """Two hours before a launch at 09:30 is H-2; the launch itself is J."""
        plan = rp.Plan(
            "Opening",
            launch="2026-06-15 09:30",
            tasks=[
                rp.Task("rehearsal", duration="1h", start="2026-06-15 07:30"),
                rp.Task("opening", duration="1h", start="2026-06-15 09:30"),
            ],
        )
        template = rp.to_template(plan)

        assert [str(task.at) for task in template.walk()] == ["H-2", "J"]
        assert rp.from_template(template, launch=datetime(2026, 6, 15, 9, 30)).tasks == template.tasks

    def test_what_was_ordered_and_paid_goes_and_what_is_planned_stays(self) -> None:
        """In the plan, in tasks at any depth, and in resources; days of payment become offsets."""
        document = {
            "launch": "2026-06-15",
            "costs": [{"name": "Assurance", "planned": "300 EUR", "actual": "290 EUR", "when": "2026-06-01"}],
            "resources": {
                "room": {"cost": "90 EUR/d", "ordered": "2026-02-01"},
                "press": {"name": "Durand"},
            },
            "tasks": [
                {"id": "a", "costs": [{"planned": "1000 EUR", "committed": "900 EUR", "when": "spread"}]},
                {"id": "b", "tasks": [{"id": "c", "costs": [{"planned": "5 EUR", "when": "2026-07-01"}]}]},
                {"id": "d", "costs": [{"planned": "5 EUR", "when": "J-3", "ordered": "2026-02-01"}]},
                {"id": "e", "costs": [{"planned": "5 EUR", "when": "2026-06-15 09:00"}]},
            ],
        }
        template = rp.to_template(rp.from_document(document), title="Salon").to_document()

        # From 15 June: 1 June is 14 days before, 1 July 16 days after.
        assert template["costs"] == [{"name": "Assurance", "planned": "300 EUR", "when": "J-14"}]
        assert template["resources"] == {"room": {"cost": "90 EUR/d"}, "press": {"name": "Durand"}}
        assert template["tasks"] == [
            {"id": "a", "costs": [{"planned": "1000 EUR", "when": "spread"}]},
            {"id": "b", "tasks": [{"id": "c", "costs": [{"planned": "5 EUR", "when": "J+16"}]}]},
            {"id": "d", "costs": [{"planned": "5 EUR", "when": "J-3"}]},
            {"id": "e", "costs": [{"planned": "5 EUR", "when": "J"}]},
        ]

    def test_a_day_of_payment_that_cannot_be_turned_is_told(self) -> None:
        """Without a launch there is nothing to count from; each is named, or left out."""
        cost = {"planned": "5 EUR", "when": "2026-06-01"}
        plan = rp.Plan("Fair", costs=cost, tasks=[rp.Task("a", duration="1d", costs=[cost])])
        with pytest.raises(PlanError) as caught:
            rp.to_template(plan)

        assert sorted(finding.path for finding in caught.value.findings) == [
            "costs[0].when",
            "tasks[0].costs[0].when",
        ]
        dropped = rp.to_template(plan, dates="drop")
        assert [item.when for item in (*dropped.costs, *dropped["a"].costs)] == [None, None]

    def test_another_launch_may_be_counted_from(self) -> None:
        """A plan that is scheduled forward has none of its own."""
        plan = rp.Plan("Fair", start="2026-05-01", tasks=[rp.Task("fair", duration="1d", start="2026-05-26")])

        assert str(rp.to_template(plan, launch="2026-06-15")["fair"].at) == "J-20"
        with pytest.raises(PlanError, match="has no launch") as caught:
            rp.to_template(plan)
        assert caught.value.findings[0].path == "tasks[0].start"

    def test_the_header_says_what_it_is_told(self) -> None:
        """Title, aliases, assumptions and parameters; parameters are checked as those of a file."""
        template = rp.to_template(
            PLAN,
            title="Un salon",
            aliases=(name for name in ["foire", "expo"]),
            assumptions="Le stand est loué.",
            parameters={"brief": {"label": "Durée du brief", "sets": "brief.duration"}},
        )
        plan = rp.from_template(template, launch="2026-06-15", parameters={"brief": "4d"})

        assert str(plan["brief"].duration) == "4d"
        header: Any = template.extra[HEADER]
        assert (header["title"], header["aliases"]) == ("Un salon", ["foire", "expo"])
        assert header["assumptions"] == ["Le stand est loué."]
        with pytest.raises(PlanError, match="breif"):
            rp.to_template(PLAN, parameters={"brief": {"label": "Brief", "sets": "breif.duration"}})

    def test_a_plan_without_name_needs_a_title(self) -> None:
        """A template has to say what it is for."""
        with pytest.raises(PlanError, match="title"):
            rp.to_template(rp.Plan(launch="2026-06-15"))

    def test_the_plan_itself_stays_as_it_is(self) -> None:
        """Nothing of it is changed."""
        before = rp.to_document(PLAN)
        rp.to_template(PLAN)

        assert rp.to_document(PLAN) == before


class TestRefused:
    @pytest.mark.parametrize(
        ("task", "path"),
        [
            ({"deadline": "2026-06-01"}, "tasks[0].deadline"),
            ({"constraint": {"type": "start_no_earlier_than", "date": "2026-05-04"}}, "tasks[0].constraint"),
            ({"constraint": {"type": "finish_no_later_than", "date": "2026-05-04"}}, "tasks[0].constraint"),
            ({"start": "2026-05-26 10:00"}, "tasks[0].start"),  # the launch has no time
            ({"finish": "2026-06-15"}, "tasks[0].finish"),  # J is the morning, a finish the evening
            ({"repeat": {"rrule": "FREQ=WEEKLY;UNTIL=20260601"}}, "tasks[0].repeat.rrule"),
        ],
    )
    def test_a_date_that_no_offset_can_say_is_refused(self, task: dict[str, Any], path: str) -> None:
        """With its place and the date; all of them together."""
        plan = rp.Plan("A", launch="2026-06-15", tasks=[rp.Task("a", duration="1d", **task)] * 1)
        twice = plan.add(rp.Task("b", duration="1d", deadline="2026-05-20"))
        with pytest.raises(PlanError) as caught:
            rp.to_template(twice)

        assert [item.path for item in caught.value.findings] == [path, "tasks[1].deadline"]
        assert {item.code for item in caught.value.findings} == {"date-not-turned"}
        assert "2026-" in caught.value.text()

    def test_it_may_be_left_out(self) -> None:
        """With dates="drop" the rest becomes a template."""
        plan = PLAN.change("brief", deadline="2026-05-01").change(
            "group", constraint={"type": "start_no_earlier_than", "date": "2026-03-02"}
        )
        template = rp.to_template(plan, dates="drop")

        assert template == rp.to_template(PLAN)

    def test_an_end_is_not_left_out(self) -> None:
        """A repetition without an end would go on for ever."""
        plan = rp.Plan(
            "A", tasks=[rp.Task("a", repeat={"every": "1w", "from": "2026-05-04", "until": "2026-06-12"})]
        )

        with pytest.raises(PlanError) as caught:
            rp.to_template(plan, dates="drop")
        assert [item.path for item in caught.value.findings] == ["tasks[0].repeat.until"]

    def test_another_way_with_dates_is_refused(self) -> None:
        """It says which there are."""
        with pytest.raises(PlanError, match="refuse, drop"):
            rp.to_template(PLAN, dates="keep")


@given(
    launch=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    first=st.integers(-300, 300),
    length=st.integers(0, 40),
)
def test_pins_name_the_dates_they_came_from(launch: date, first: int, length: int) -> None:
    """Wherever a task lies, the offsets of its template lead back to its dates."""
    start = launch + timedelta(first)
    finish = start + timedelta(length)
    plan = rp.Plan(
        "A", launch=launch, calendar="calendaires", tasks=[rp.Task("a", start=start, finish=finish)]
    )
    if finish == launch:
        with pytest.raises(PlanError):
            rp.to_template(plan)
        return
    task = rp.schedule(rp.from_template(rp.to_template(plan), launch=launch))["a"]

    assert (task.start_date, task.finish_date) == (start, finish)


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(plan=plans(), dates=st.sampled_from(["refuse", "drop"]))
def test_any_plan_is_refused_or_comes_back_from_its_template(plan: rp.Plan, dates: str) -> None:
    """Whatever a plan holds: a template reads as it was written, and gives all but the dates of one run."""
    try:
        template = rp.to_template(plan, title="Any", dates=dates)
    except PlanError as problem:
        assume(not problem.findings)  # refused, which the other tests look at
        raise
    again = rp.read(rp.dumps(template, "yaml"), format="yaml")
    made = rp.from_template(again, launch=plan.launch, start=plan.start)

    assert again == template
    assert (made.launch, made.start) == (plan.launch, plan.start)
    assert [task.id for task in made.walk()] == [task.id for task in plan.walk()]
    assert all(task.start is task.finish is task.deadline is task.constraint is None for task in made.walk())
    assert rp.to_template(made, title="Any", launch=None) == template


class TestFiles:
    def test_a_saved_plan_is_a_template_of_its_folder(self, tmp_path: Path) -> None:
        """Its name is that of the file, never of the plan; the folder knows it."""
        rp.save_template(PLAN, tmp_path / "salon-2026.fr.yaml", aliases=["salon"])
        plan = rp.from_template("salon", launch="2026-06-15", start="2026-02-02", lang="fr", folder=tmp_path)

        assert dates(rp.schedule(plan)) == dates(rp.schedule(PLAN))
        assert next(item.name for item in rp.templates("fr", folder=tmp_path)) == "salon-2026"
        assert [file.name for file in tmp_path.iterdir()] == ["salon-2026.fr.yaml"]

    def test_saved_twice_it_is_the_same(self, tmp_path: Path) -> None:
        """A file that is there is written anew, byte for byte."""
        file = tmp_path / "salon.fr.yaml"
        rp.save_template(PLAN, file)
        first = file.read_bytes()
        file.write_bytes(b"# old\nx-template: {title: Old}\n")
        rp.save_template(PLAN, file)

        assert file.read_bytes() == first

    @pytest.mark.parametrize("name", ["salon.yaml", "salon.de.yaml", "salon.fr.json", "mon salon.fr.yaml"])
    def test_a_file_that_is_not_called_as_templates_are_is_refused(self, name: str, tmp_path: Path) -> None:
        """Before anything is written."""
        with pytest.raises(PlanError, match="is not the name of a template"):
            rp.save_template(PLAN, tmp_path / name)
        assert list(tmp_path.iterdir()) == []

    def test_the_name_of_the_file_tells_the_language_of_the_plan(self, tmp_path: Path) -> None:
        """A French plan is no English template; a plan without a language takes that of the file."""
        with pytest.raises(PlanError, match='its language is "fr"'):
            rp.save_template(PLAN, tmp_path / "salon.en.yaml")
        rp.save_template(PLAN.replace(lang=None), tmp_path / "salon.en.yaml")

        assert rp.from_template("salon", folder=tmp_path).lang == "en"


def test_a_plan_without_a_name_needs_a_title() -> None:
    """What is missing is asked for by the option that gives it, not by a key that nobody wrote."""
    with pytest.raises(rp.PlanError) as caught:
        rp.to_template(rp.Plan(launch="2026-06-15"))
    assert caught.value.text("en") == (
        "title: a template needs a title, and the plan has no name "
        "(give title=, or --title on the command line)"
    )
    assert str(caught.value.text("fr")).startswith("title: un modèle a besoin d’un titre")
