"""Templates: listed, found and used; the same in both languages, and sound for every launch date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from importlib.resources import files

import pytest
from attrs import evolve

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
WORDS = ("name", "lang", "note", "responsible", "owner", "tags", "context", "by")
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


NAMES = (
    "complaint-handling", "customer-service", "emailing", "event", "it-support", "lead-generation", "loyalty",
    "objectives-workshop", "product-action-plan", "product-launch", "website-redesign",
)  # fmt: skip
FORMATS = ("yaml", "json", "csv", "xlsx", "md")
YEARS = (2026, 2027, 2028)


class TestTemplates:
    def test_templates_are_listed_in_each_language(self) -> None:
        """The same templates are there in both languages, with titles and assumptions of their own."""
        english, french = rp.templates(), rp.templates("fr")

        assert tuple(item.name for item in english) == tuple(item.name for item in french) == NAMES
        assert not {item.title for item in english} & {item.title for item in french}
        assert all(item.assumptions for item in (*english, *french))
        assert all(isinstance(item, Template) for item in (*english, *french))

    def test_no_name_leads_to_two_templates(self) -> None:
        """Names and aliases of all templates and languages are those of one template each."""
        names: dict[str, set[str]] = {}
        for item in (*rp.templates("en"), *rp.templates("fr")):
            for name in (item.name, *item.aliases):
                names.setdefault(name, set()).add(item.name)

        assert {name: found for name, found in names.items() if len(found) > 1} == {}

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

        known = ", ".join(NAMES)
        assert caught.value.text() == (
            f'"loyalti" is not a template (did you mean "loyalty"?) (choose among {known})'
        )
        assert caught.value.text("fr") == (
            f"« loyalti » n’est pas un modèle (vouliez-vous dire « loyalty » ?) (choisir parmi {known})"
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

    def test_what_is_listed_may_be_spoiled(self) -> None:
        """A list or a mapping that somebody changes is not that of the next one."""
        (event,) = (item for item in rp.templates() if item.name == "event")
        default = next(item.default for item in event.parameters if item.name == "sendings")
        assert isinstance(default, dict)
        default.clear()

        assert rp.from_template("event")["emailing"].waves is not None
        assert [item for item in rp.templates() if item.name == "event"] != [event]

    @pytest.mark.parametrize("name", NAMES)
    def test_both_languages_plan_the_same(self, name: str) -> None:
        """All but the words is that of the other language: ids, links, dates, parameters, what they set."""
        french, english = (rp.from_template(name, launch="2026-06-15", lang=lang) for lang in ("fr", "en"))
        french_header, english_header = (
            next(item for item in rp.templates(lang) if item.name == name) for lang in ("fr", "en")
        )

        assert (french.lang, english.lang) == ("fr", "en")
        assert structure(french) == structure(english)
        assert len(french_header.assumptions) == len(english_header.assumptions)
        assert [evolve(item, label="-") for item in french_header.parameters] == [
            evolve(item, label="-") for item in english_header.parameters
        ]

    @pytest.mark.parametrize("lang", ["en", "fr"])
    @pytest.mark.parametrize("name", NAMES)
    def test_a_template_is_a_plan_document_that_comes_back_whole(self, name: str, lang: str) -> None:
        """Its file reads as a plan, header included; a plan made from it comes back from every format."""
        data = files("retroplan").joinpath("templates", f"{name}.{lang}.yaml").read_bytes()
        whole = rp.read(data, format="yaml")
        plan = rp.from_template(name, launch="2026-06-15", lang=lang)

        assert rp.from_document(rp.to_document(whole)) == whole
        assert rp.read(rp.dumps(whole, "yaml"), format="yaml") == whole
        assert HEADER in whole.extra
        for format in FORMATS:
            assert rp.read(rp.dumps(plan, format), format=format) == plan, format

    @pytest.mark.parametrize("name", NAMES)
    def test_a_launch_in_every_week_of_a_year_can_be_met(self, name: str) -> None:
        """Whatever week and weekday the launch is in, nothing is in conflict."""
        first = date(2026, 1, 1)
        check_launches(name, (first + timedelta(8 * number) for number in range(46)))

    @pytest.mark.slow
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("year", YEARS)
    def test_every_launch_of_three_years_can_be_met(self, name: str, year: int) -> None:
        """On none of 1096 days there is a conflict."""
        check_launches(name, days_of(year))

    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_every_choice_and_every_phase_can_be_met(self, lang: str) -> None:
        """Each choice of each template, and each phase with it and without, plans without conflict."""
        tried = 0
        for template in rp.templates(lang):
            for parameter in template.parameters:
                values = [*parameter.choices] or [True, False] * bool(parameter.tasks)
                for value in values:
                    plan = rp.from_template(
                        template.name, launch="2026-06-15", lang=lang, parameters={parameter.name: value}
                    )
                    assert (parameter.name, rp.schedule(plan).conflicts) == (parameter.name, ())
                    tried += 1

        assert tried >= 40

    def test_every_single_value_may_be_set(self) -> None:
        """What a parameter sets by default may be given, and is then the plan that there is without it."""
        for template in rp.templates("fr"):
            usual = rp.from_template(template.name, launch="2026-06-15", lang="fr")
            for parameter in template.parameters:
                given = {parameter.name: parameter.default}
                same = rp.from_template(template.name, launch="2026-06-15", lang="fr", parameters=given)
                assert (template.name, parameter.name, same == usual) == (template.name, parameter.name, True)


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


def check_launches(name: str, launches: Iterable[date]) -> None:
    """Assert that a template can be met on some launch dates."""
    network = rp.compile(rp.from_template(name, launch="2026-01-01"))
    refused = [day for day in launches if not rp.schedule(network, launch=day).feasible]

    assert refused == []


def structure(plan: rp.Plan) -> object:
    """Give the document of a plan without its words: names, notes, people, tags, x- keys and context."""
    document = rp.to_document(plan)
    return without_words(document)


def without_words(value: object) -> object:
    """Put a dash for each text that is for people; how many there are stays."""
    if isinstance(value, dict):
        return {
            key: shape(item) if key in WORDS or key.startswith("x-") else without_words(item)
            for key, item in value.items()
        }
    return [without_words(item) for item in value] if isinstance(value, list) else value


def shape(value: object) -> object:
    """Keep the keys of what is words, and how many they are."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else "-"
