"""Parameters of templates: values, choices and phases, and everything that may be wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError

HEAD = """
retroplan: 1
x-template:
  title: Fair
  parameters:
"""
TASKS = """
calendar: FR
tasks:
  - {id: brief, duration: 1d}
  - {id: stand, duration: 2w, after: [brief], approval: {by: boss, duration: 2d}}
  - {id: stand.paint, duration: 3d, after: [stand]}
  - {id: mailing, duration: 1d, waves: {count: 2, every: 1w, until: J-3}}
  - {id: watch, span: {from: stand, to: J+5}}
  - {id: launch, after: [stand.paint]}
"""


def folder_with(tmp_path: Path, parameters: str, tasks: str = TASKS) -> Path:
    """Write a template of one's own with some parameters."""
    text = HEAD + "".join(f"    {line}\n" for line in parameters.strip("\n").split("\n")) + tasks
    (tmp_path / "fair.en.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def use(folder: Path, **parameters: object) -> rp.Plan:
    """Make a plan from the template."""
    return rp.from_template("fair", launch="2026-06-15", folder=folder, parameters=parameters)


def problems(folder: Path, **parameters: object) -> list[str]:
    """Give what is said of a template, or of what is set of it."""
    with pytest.raises(PlanError) as caught:
        use(folder, **parameters)
    return caught.value.text().split("\n")


class TestValues:
    def test_a_value_goes_to_every_place_that_is_named(self, tmp_path: Path) -> None:
        """A key of a task, a key inside it, and a key of the plan; a task is found by its longest name."""
        folder = folder_with(
            tmp_path,
            """
stand: {label: Stand, sets: stand.duration}
boss: {label: Boss, sets: stand.approval.duration}
paint: {label: Paint, sets: [stand.paint.duration, brief.duration]}
where: {label: Where, sets: calendar}
""",
        )
        plan = use(folder, stand="3w", boss="4d", paint="1d", where="BE")

        assert str(plan["stand"].duration) == "3w"
        assert str(plan["stand"].approval[0].duration) == "4d"
        assert (str(plan["stand.paint"].duration), str(plan["brief"].duration)) == ("1d", "1d")
        assert plan.calendar == "BE"

    def test_what_is_not_set_is_as_it_was(self, tmp_path: Path) -> None:
        """Without parameters the plan is that of the file; the template itself is never changed."""
        folder = folder_with(tmp_path, "stand: {label: Stand, sets: stand.duration}")
        before = use(folder)
        use(folder, stand="9w")

        assert use(folder) == before
        assert str(before["stand"].duration) == "2w"

    @pytest.mark.parametrize("value", [3, "3"])
    def test_a_number_may_be_a_text(self, value: object, tmp_path: Path) -> None:
        """As it comes from a form or from the command line."""
        folder = folder_with(tmp_path, "waves: {label: Waves, sets: mailing.waves.count}")
        waves = use(folder, waves=value)["mailing"].waves

        assert waves is not None
        assert waves.count == 3

    @pytest.mark.parametrize("value", [["J-30", "J-3"], "J-30,J-3", " J-30 , J-3 "])
    def test_a_list_may_be_a_text(self, value: object, tmp_path: Path) -> None:
        """Its items are separated by commas."""
        folder = folder_with(tmp_path, "sendings: {label: Sendings, sets: mailing.waves}")
        waves = use(folder, sendings=value)["mailing"].waves

        assert waves is not None
        assert [str(offset) for offset in waves.at] == ["J-30", "J-3"]

    def test_nothing_takes_a_key_away(self, tmp_path: Path) -> None:
        """None leaves out what stands there."""
        folder = folder_with(tmp_path, "boss: {label: Boss, sets: stand.approval}")

        assert use(folder, boss=None)["stand"].approval == ()

    def test_hyphens_may_be_underscores(self, tmp_path: Path) -> None:
        """In Python a name has no hyphens; capitals do not matter either."""
        folder = folder_with(tmp_path, "stand-time: {label: Stand, sets: stand.duration}")

        assert use(folder, stand_time="3w") == use(folder, **{"stand-time": "3w"})
        assert use(folder, STAND_TIME="3w") == use(folder, stand_time="3w")

    def test_the_default_is_what_stands_in_the_file(self, tmp_path: Path) -> None:
        """It is not written twice, so that nothing can disagree; what does not stand there is None."""
        folder = folder_with(
            tmp_path,
            "stand: {label: Stand, sets: stand.duration}\nbuffer: {label: Buffer, sets: buffer}",
        )
        (template,) = (item for item in rp.templates(folder=folder) if item.name == "fair")

        assert [(item.name, item.default) for item in template.parameters] == [
            ("stand", "2w"),
            ("buffer", None),
        ]
        assert str(use(folder, buffer="3d").buffer) == "3d"


class TestPhases:
    @pytest.mark.parametrize("value", [False, "no", "Non", "false"])
    def test_a_phase_may_be_left_out(self, value: object, tmp_path: Path) -> None:
        """What came before it is then tied to what comes after it."""
        folder = folder_with(tmp_path, "paint: {label: Paint, tasks: [stand.paint]}")
        plan = use(folder, paint=value)

        assert "stand.paint" not in plan
        assert [link.predecessor for link in plan["launch"].after] == ["stand"]
        assert plan.links == ()
        assert use(folder, paint=True) == use(folder)

    def test_a_phase_may_be_out_unless_it_is_asked_for(self, tmp_path: Path) -> None:
        """With default false."""
        folder = folder_with(tmp_path, "paint: {label: Paint, tasks: stand.paint, default: false}")

        assert "stand.paint" not in use(folder)
        assert "stand.paint" in use(folder, paint="oui")

    def test_a_hammock_goes_with_what_it_spans(self, tmp_path: Path) -> None:
        """In whatever order they are named."""
        folder = folder_with(tmp_path, "stand: {label: Stand, tasks: [stand, stand.paint, watch]}")
        plan = use(folder, stand=False)

        assert [task.id for task in plan.walk()] == ["brief", "mailing", "launch"]
        assert [link.predecessor for link in plan["launch"].after] == ["brief"]

    def test_a_phase_that_something_spans_cannot_go_alone(self, tmp_path: Path) -> None:
        """The parameter is named."""
        folder = folder_with(tmp_path, "stand: {label: Stand, tasks: [stand]}")

        assert problems(folder, stand=False)[0].startswith("stand: ")

    def test_links_that_others_make_superfluous_are_not_made(self, tmp_path: Path) -> None:
        """Of a → b → c and a → x → c, no link a → c is left without x."""
        tasks = """
tasks:
  - {id: a, duration: 1d}
  - {id: x, duration: 1d, after: [a]}
  - {id: b, duration: 1d, after: [a]}
  - {id: c, duration: 1d, after: [b, x]}
"""
        plan = use(folder_with(tmp_path, "x: {label: X, tasks: [x]}", tasks), x=False)

        assert [(link.predecessor, link.successor) for link in plan.all_links()] == [("a", "b"), ("b", "c")]


class TestChoices:
    CHOICE = """
reading:
  label: Reading
  choices:
    long:
    short: {stand.duration: 1w, stand.approval: }
"""

    def test_a_choice_sets_all_that_belongs_to_it(self, tmp_path: Path) -> None:
        """The first is the file as it stands."""
        folder = folder_with(tmp_path, self.CHOICE)
        short = use(folder, reading="Short")

        assert use(folder, reading="long") == use(folder)
        assert (str(short["stand"].duration), short["stand"].approval) == ("1w", ())

    @pytest.mark.parametrize("given", ["House Style", "house style", "HOUSE STYLE"])
    def test_choices_may_have_capitals(self, given: str, tmp_path: Path) -> None:
        """A choice is found as it is written in the template, and in any other letters."""
        choices = "style: {label: Style, choices: {Usual: , House Style: {stand.duration: 1w}}}"

        assert str(use(folder_with(tmp_path, choices), style=given)["stand"].duration) == "1w"

    def test_a_value_wins_over_a_choice(self, tmp_path: Path) -> None:
        """Whatever the order in which they are declared or given."""
        folder = folder_with(tmp_path, "stand: {label: Stand, sets: stand.duration}" + self.CHOICE)

        assert str(use(folder, stand="7d", reading="short")["stand"].duration) == "7d"

    def test_an_unknown_choice_names_the_nearest(self, tmp_path: Path) -> None:
        """And all there are."""
        folder = folder_with(tmp_path, self.CHOICE)

        assert problems(folder, reading="shrt") == [
            'reading: "shrt" is not one of the choices (did you mean "short"?) (choose among long, short)'
        ]


class TestMistakesInUse:
    def test_an_unknown_parameter_names_the_nearest_and_all(self) -> None:
        """In either language."""
        with pytest.raises(PlanError) as caught:
            rp.from_template("emailing", launch="2026-06-15", parameters={"write_email": "3d"})

        known = "calendar, write-emails, validate-texts, validation-margin, create-visuals, segment-database"
        assert caught.value.text() == (
            '"write_email" is not a parameter of this template (did you mean "write-emails"?)'
            f" (choose among {known}, segmentation)"
        )
        assert caught.value.text("fr").startswith("« write_email » n’est pas un paramètre de ce modèle")

    def test_all_problems_are_told_together(self) -> None:
        """Dates, names and values of every kind, each by its own name."""
        with pytest.raises(PlanError) as caught:
            rp.from_template(
                "event",
                launch="soon",
                start="later",
                parameters={"waves": "many", "press": "perhaps", "preparation": 4, "nothing": 1},
            )

        assert sorted(finding.path for finding in caught.value.findings) == [
            "", "launch", "preparation", "press", "start", "waves",
        ]  # fmt: skip

    def test_a_template_without_parameters_says_so(self, tmp_path: Path) -> None:
        """There is nothing to choose among."""
        (tmp_path / "fair.en.yaml").write_text("x-template: {title: Fair}\ntasks: []\n", encoding="utf-8")

        assert problems(tmp_path, waves=3) == ['"waves" is not a parameter of this template; it has none']

    @pytest.mark.parametrize(
        "value",
        ["x" * 100_000, {"a": [1]}, object(), float("nan"), b"x", 10**5000],
        ids=["long", "mapping", "object", "nan", "bytes", "digits"],
    )
    def test_hostile_values_are_refused(self, value: Any) -> None:
        """No value breaks anything; each is a problem with a short text."""
        for name in ("waves", "press", "preparation"):
            with pytest.raises(PlanError) as caught:
                rp.from_template("event", launch="2026-06-15", parameters={name: value})
            assert len(caught.value.text()) < 2_500


class TestMistakesInTheFile:
    @pytest.mark.parametrize(
        ("parameters", "said"),
        [
            ("stand: {label: Stand, sets: stnd.duration}", 'sets[0]: "stnd" is not a task'),
            ("stand: {label: Stand, sets: stand.duratoin}", 'sets[0].duratoin: "duratoin" is not a known'),
            ("stand: {label: Stand, sets: stand.responsible.name}", "sets[0]: "),
            ("stand: {label: Stand, sets: colour}", 'sets[0].colour: "colour" is not a known key'),
            ("stand: {label: Stand, tasks: [stnd]}", 'tasks[0]: "stnd" is not a task'),
            ("stand: {label: Stand}", "a parameter has one of sets, tasks and choices"),
            ("stand: {label: Stand, sets: calendar, tasks: [stand]}", "a parameter has one of sets"),
            ("stand: {sets: calendar}", '"label" is missing'),
            ('stand: {label: "", sets: calendar}', "label: "),
            ("stand: {label: Stand, sets: calendar, default: FR}", "default: leave it out"),
            ("stand: {label: Stand, choices: {a: }}", "choices: there are at least two choices"),
            ("stand: {label: Stand, choices: {a: {calendar: FR}, b: }}", "choices.a: the first choice is"),
            ("stand: {label: Stand, choices: {a: , b: }}", "choices.b: the first choice is"),
            ("stand: {label: Stand, choices: {a: , b: {stnd.at: J}}}", 'choices.b.stnd.at: "stnd" is not'),
            ("stand: {label: Stand, choices: [a, b]}", "choices: "),
            ("stand: {label: Stand, stes: calendar}", 'stes: "stes" is not a known key'),
            ("stand: {label: Stand, tasks: [stand], default: maybe}", '"maybe" is neither yes nor no'),
            ("stand: 3", "3"),
        ],
    )  # fmt: skip
    def test_each_is_told_with_its_place(self, parameters: str, said: str, tmp_path: Path) -> None:
        """The file is named first, then what is wrong in it, where, and on which line."""
        found = [line.replace(" (line 6)", "") for line in problems(folder_with(tmp_path, parameters))]

        assert "(line 6)" in problems(tmp_path)[1]
        assert found[0] == '"fair.en.yaml" is not a template that can be used:'
        assert found[1].startswith("x-template.parameters.stand")
        assert said in found[1]
        assert len(found) == 2

    @pytest.mark.parametrize("name", ["Stand", "my stand", "1", "a_b", "x--y"])
    def test_names_of_parameters_are_plain(self, name: str, tmp_path: Path) -> None:
        """Small letters, digits and single hyphens: what a command line takes without quotes."""
        found = problems(folder_with(tmp_path, f'"{name}": {{label: Stand, sets: calendar}}'))

        assert "is not a name for a parameter" in found[1]
