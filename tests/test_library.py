"""Templates: the documents' own campaign, sound for every launch date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

import pytest

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.library import HEADER, Template

CHAIN = {
    "define-objectives": ("J-90", "Définition des objectifs"),
    "analyse-target": ("J-85", "Analyse de la cible"),
    "communication-strategy": ("J-80", "Établissement de la stratégie de communication"),
    "create-content": ("J-60", "Création des contenus"),
    "validate-content": ("J-50", "Validation des contenus"),
    "plan-publications": ("J-40", "Planification des publications"),
    "prepare-materials": ("J-30", "Préparation des supports"),
    "launch": ("J", "Lancement effectif de la campagne"),
    "monitor-optimise": ("J+30", "Suivi et optimisation"),
    "final-evaluation": ("J+45", "Évaluation finale"),
}
PINNED = [task for task in CHAIN if task != "launch"]


def loyalty(launch: date | str, lang: str = "fr") -> rp.Plan:
    """Make the plan of the loyalty campaign."""
    return rp.from_template("loyalty", launch=launch, lang=lang)


def days_of(*years: int) -> Iterator[date]:
    """Yield every day of some years."""
    day = date(years[0], 1, 1)
    while day.year <= years[-1]:
        yield day
        day += timedelta(1)


class TestTemplates:
    def test_templates_are_listed_in_each_language(self) -> None:
        """The same templates are there in both languages, with titles and assumptions of their own."""
        english, french = rp.templates(), rp.templates("fr")

        assert (
            [template.name for template in english] == [template.name for template in french] == ["loyalty"]
        )
        assert [template.title for template in (*english, *french)] == [
            "Loyalty campaign",
            "Campagne de fidélisation",
        ]
        assert all(
            isinstance(template, Template) and template.assumptions for template in (*english, *french)
        )

    def test_every_file_is_a_template_named_by_its_file(self) -> None:
        """A file is called by the name of its template and its language."""
        names = {file.name for file in files("retroplan").joinpath("templates").iterdir()}
        listed = {f"{item.name}.{lang}.yaml" for lang in ("en", "fr") for item in rp.templates(lang)}

        assert listed == names
        assert all(item.lang == lang for lang in ("en", "fr") for item in rp.templates(lang))

    @pytest.mark.parametrize(
        "name", ["loyalty", "Loyalty", " LOYALTY ", "fidelisation", "fidélisation", "FIDÉLISATION"]
    )
    def test_names_and_aliases(self, name: str) -> None:
        """A template goes by its name and its aliases of any language, accents and capitals aside."""
        assert rp.from_template(name, launch="2026-06-15") == loyalty("2026-06-15", "en")

    def test_unknown_names(self) -> None:
        """A name that is not a template says which are."""
        with pytest.raises(PlanError) as caught:
            rp.from_template("loyalti", launch="2026-06-15")

        assert caught.value.text() == (
            '"loyalti" is not a template (did you mean "loyalty"?) (choose among loyalty)'
        )
        assert caught.value.text("fr") == (
            "« loyalti » n’est pas un modèle (vouliez-vous dire « loyalty » ?) (choisir parmi loyalty)"
        )

    def test_a_launch_that_is_no_date(self) -> None:
        """The launch is read as in a plan."""
        with pytest.raises(PlanError) as caught:
            rp.from_template("loyalty", launch="soon")

        assert caught.value.findings[0].code == "bad-date"

    def test_the_header_stays_out_of_the_plan(self) -> None:
        """What describes the template is not part of the plans made from it."""
        plan = loyalty("2026-06-15")

        assert plan.extra == {}
        assert HEADER not in rp.to_document(plan)

    def test_plans_made_from_templates_are_apart(self) -> None:
        """Two plans from one template share nothing that one could spoil."""
        assert loyalty("2026-06-15") == loyalty("2026-06-15")
        assert loyalty("2026-06-15").launch != loyalty(date(2027, 6, 15)).launch

    def test_both_languages_plan_the_same(self) -> None:
        """Ids, pins, durations and links are those of the other language; only the names differ."""
        french, english = loyalty("2026-06-15"), loyalty("2026-06-15", "en")

        assert (french.lang, english.lang) == ("fr", "en")
        for one, other in zip(french.walk(), english.walk(), strict=True):
            assert one.name != other.name
            assert rp.to_document(one) | {"name": ""} == rp.to_document(other) | {"name": ""}


class TestLoyalty:
    def test_the_document_s_own_words_and_offsets(self) -> None:
        """Every step has the label and the position of the source document, in its order."""
        schedule = rp.schedule(loyalty("2026-06-15"))

        assert {task.id: (task.offset, task.name) for task in schedule.values()} == CHAIN

    def test_each_step_waits_for_the_one_before(self) -> None:
        """The links are a finish-to-start chain in the order of the offsets."""
        plan = loyalty("2026-06-15")
        steps = list(CHAIN)

        assert [task.id for task in plan.walk()] == steps
        for before, task in zip([None, *steps], steps, strict=False):
            assert [(link.predecessor, link.manner) for link in plan[task].after] == [(before, "FS")] * bool(
                before
            )

    def test_the_dates_of_the_example(self) -> None:
        """For 15 June 2026 the offsets fall on the calendar days counted by hand, closed days moved."""
        schedule = rp.schedule(loyalty("2026-06-15"))
        by_hand = {
            "define-objectives": date(2026, 3, 17),
            "analyse-target": date(2026, 3, 23),  # J-85 is a Sunday
            "communication-strategy": date(2026, 3, 27),
            "create-content": date(2026, 4, 16),
            "validate-content": date(2026, 4, 27),  # J-50 is a Sunday
            "plan-publications": date(2026, 5, 6),
            "prepare-materials": date(2026, 5, 18),  # J-30 is a Saturday
            "launch": date(2026, 6, 15),
            "monitor-optimise": date(2026, 6, 16),
            "final-evaluation": date(2026, 7, 30),
        }

        assert {task: schedule[task].start_date for task in CHAIN} == by_hand
        assert schedule["monitor-optimise"].finish_date == date(2026, 7, 15)
        assert {finding.code for finding in schedule.findings} == {"pin-moved"}
        assert [finding.task for finding in schedule.findings] == [
            "analyse-target",
            "validate-content",
            "prepare-materials",
        ]

    def test_any_launch_of_2026(self) -> None:
        """On every day of 2026 the plan is feasible, and a pin alone makes nothing critical."""
        for launch in days_of(2026):
            check_launch(launch)

    @pytest.mark.slow
    def test_any_launch_of_three_years(self) -> None:
        """On every day of 2026, 2027 and 2028 the plan is feasible, with room before each next step."""
        launches = list(days_of(2026, 2027, 2028))
        for launch in launches:
            check_launch(launch)

        assert len(launches) == 1096


def check_launch(launch: date) -> None:
    """Assert that a launch date leaves no conflict, nothing critical, and room between the steps."""
    schedule = rp.schedule(loyalty(launch))
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    critical = [task.id for task in schedule.values() if task.critical]

    assert (launch, schedule.conflicts) == (launch, ())
    assert (launch, critical) == (launch, ["launch"])
    assert all(schedule[task].pinned for task in PINNED)
    steps = PINNED[:7]
    starts = [*(schedule[task].start_date for task in steps[1:]), launch]
    for task, following in zip(steps, starts, strict=True):
        room = calendar.count_days(schedule[task].finish_date + timedelta(1), following)
        assert room >= 1, (launch, task)
