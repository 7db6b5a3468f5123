"""Rules of `check` about what a plan carries, costs and lacks: what triggers them, what nearly does."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

import retroplan as rp
from tests.lint.test_rules import found, told


def task(name: str = "a", **values: Any) -> rp.Task:
    """Make a task of a week."""
    return rp.Task(name, **{"duration": "5d", **values})


class TestDeliverables:
    def test_late_ones_belong_to_their_task(self) -> None:
        """A deliverable of a task deep in the tree is told with that task, one of the plan with none."""
        inner = task(deliverables=[{"name": "Film", "due": "J-9"}, "Affiche"])
        tree = rp.Task("s", tasks=[inner, task("b", deliverables="press")])
        press = {"name": "Communiqué", "id": "press", "due": "J-9"}
        findings = found("RP702", tree, deliverables=[press])

        assert [(item.path, item.task) for item in findings] == [
            ("deliverables[0]", None),
            ("tasks[0].tasks[0].deliverables[0]", "a"),
        ]

    def test_without_a_schedule_nothing_is_late(self) -> None:
        """Nobody knows yet when it is ready; that nobody makes it is known."""
        late = task(deliverables=[{"name": "Film", "due": "2026-01-01"}])

        assert found("RP702", late, launch=None) == []
        assert len(found("RP701", late, launch=None, deliverables="Affiche")) == 1

    def test_only_the_last_task_hands_over(self) -> None:
        """What others wait for serves them; what a summary hands over its children do."""
        film = task("film", after=["brief"], deliverables="Film")
        phase = rp.Task("s", deliverables="Site", tasks=[task("x")])

        assert found("RP703", task("brief"), film, phase) == []
        assert [item.task for item in found("RP703", task("brief"), film, task("z"))] == ["z"]
        assert found("RP703", task("brief"), task("z")) == []  # a plan without deliverables

    def test_approval_of_a_part_of_the_plan(self) -> None:
        """An approval behind a task, of its summary or of its waves is one; without any none is missed."""
        approved = task("x", approval={"by": "Marie", "duration": "1d"})
        made = task(deliverables="Film")
        waves = {"at": ["J-9"], "preparation": "1d", "approval": {"by": "Marie", "duration": "1d"}}

        assert found("RP704", made) == []
        assert [item.task for item in found("RP704", approved, made)] == ["a"]
        assert found("RP704", made, task("ok", tags={"approves": "a"}, after=["a"])) == []
        assert found("RP704", approved, rp.Task("m", deliverables="Mail", waves=waves)) == []
        assert found("RP704", approved, rp.Task("s", accountable="Marie", tasks=[made])) == []

    def test_refining_what_was_never_approved(self) -> None:
        """Without an approval before there is none to repeat; an approval behind is enough."""
        polish = task("polish", after=["a"], tags={"refines": "a"})
        approved = task(approval={"by": "Marie", "duration": "1d"})
        again = task("again", after=["polish"], tags={"approves": "polish"})

        assert found("RP705", task(), polish) == []
        assert [item.task for item in found("RP705", approved, polish)] == ["polish"]
        assert found("RP705", approved, polish, again) == []


class TestStatuses:
    @pytest.mark.parametrize(
        ("before", "after", "count"),
        [
            ("À faire", "En cours", 1), ("Bloqué", "En cours", 1), ("En cours", "En cours", 0),
            ("Terminé", "En cours", 0), ("En cours", "Terminé", 1), ("À faire", "100 %", 1),
            ("0 %", "40 %", 1), ("En retard", "En cours", 0), ("Annulé", "Terminé", 0),
            ("À faire", "Bloqué", 0), (None, "Terminé", 0), ("À faire", None, 0),
        ],
    )  # fmt: skip
    def test_what_may_stand_before_what(self, before: str | None, after: str | None, count: int) -> None:
        """Nothing begins before what it waits for has begun, nor ends before that is done."""
        tasks = task("a", status=before), task("b", status=after, after=["a"])

        assert len(found("RP706", *tasks)) == count

    def test_only_what_has_to_be_done_before(self) -> None:
        """A start-to-start link and a lead let both go on at once."""
        for link in ("a SS", "a FF", "a FS-2d"):
            tasks = task("a", status="À faire"), task("b", status="En cours", after=[link])
            assert found("RP706", *tasks) == [], link

    def test_a_blank_note_says_nothing(self) -> None:
        """A note of blanks is none, a task that waits for others is blocked in any word for it."""
        assert [item.values["status"] for item in found("RP707", task(status="On hold", note=" "))] == [
            "On hold"
        ]
        assert found("RP707", task(status="En cours")) == []

    def test_each_summary_is_told_once(self) -> None:
        """Two open tasks deep below a summary make one finding of it; cancelled ones are no work."""
        inner = rp.Task("i", tasks=[task("a", status="À faire"), task("b", status="En cours")])

        assert [
            item.values["other"] for item in found("RP708", rp.Task("s", status="Fait", tasks=[inner]))
        ] == ["a"]
        cancelled = rp.Task("s", status="Fait", tasks=[task("a", status="Annulé"), task("b")])
        assert found("RP708", cancelled) == []

    def test_cancelled_together(self) -> None:
        """A chain that is cancelled as a whole, or leads to nothing but the launch, is quiet."""
        tasks = task("a", status="Annulé"), task("b", status="Cancelled", after=["a"], before=["launch"])

        assert found("RP709", *tasks) == []


class TestMoney:
    def test_an_overspent_task_is_told_where_it_is(self) -> None:
        """The plan and the phase above it have no budget of their own, and are not told beside it."""
        costs = {"planned": "100 EUR", "actual": "150 EUR"}
        tree = rp.Task("s", tasks=[task(costs=costs)])

        assert [(item.path, item.task) for item in found("RP601", tree)] == [("tasks[0].tasks[0]", "a")]

    def test_budgets_of_the_plan_are_told_beside(self) -> None:
        """Of 150 EUR for a task and 120 for the plan both are too little for 200."""
        costs = task(budget="150 EUR", costs="200 EUR")

        assert [item.path for item in found("RP601", costs, budget="120 EUR")] == [
            "budget", "budget", "tasks[0].budget",
        ]  # fmt: skip

    def test_costs_of_the_plan_have_amounts_too(self) -> None:
        """An item that has only been paid has its amount; one with a category alone has none."""
        head = {"costs": [{"name": "Assurance", "category": "frais"}, {"name": "Stand", "actual": "5 EUR"}]}

        assert [item.path for item in found("RP604", task(), **head)] == ["costs[0]"]


class TestCompleteness:
    FULL: ClassVar[dict[str, Any]] = {
        "launch": "2026-06-15",
        "budget": "500 EUR",
        "context": {"Objectifs": "plus de trafic", "Critères de succès": ["trafic"]},
    }
    WORK = task(responsible="Zoé")

    def test_a_full_plan_has_all_five(self) -> None:
        """Objectives, resources, calendar, responsibilities and criteria are all there."""
        assert found("RP801", self.WORK, **self.FULL) == []

    @pytest.mark.parametrize(
        ("lost", "element"),
        [
            ("launch", "element-calendar"),
            ("budget", "element-resources"),
            ("Objectifs", "element-objectives"),
            ("Critères de succès", "element-criteria"),
            ("Zoé", "element-responsibilities"),
        ],
    )
    def test_dropping_any_one_names_exactly_that_one(self, lost: str, element: str) -> None:
        """Each element that is left out is told, and no other."""
        context = {key: value for key, value in self.FULL["context"].items() if key != lost}
        head = {key: value for key, value in self.FULL.items() if key != lost} | {"context": context}
        head = {"launch": None, **head}
        work = task() if lost == "Zoé" else self.WORK
        findings = found("RP801", work, **head)

        assert [item.to_record()["values"]["element"]["code"] for item in findings] == [element]  # type: ignore[index]

    def test_elements_of_tasks_count(self) -> None:
        """Tags, contexts and kept columns of tasks say it too."""
        work = task(responsible="Zoé", tags={"objectif": "trafic"}, extra={"x-indicator": "120"}, effort=None,
                    uses="salle")  # fmt: skip

        assert found("RP801", work) == []

    def test_steps_of_the_method(self) -> None:
        """A plan without people and resources has step 6 open, the others closed."""
        head = self.FULL | {"budget": None, "deliverables": ["Film"]}
        plan = task(deliverables="Film")

        assert [item.values["step"] for item in found("RP802", plan, **head)] == ["6"]
        assert told("RP802", plan, **head) == [
            "step 6 is open (the resources and responsibilities): nobody responsible for a, "
            "no resources, costs or budget"
        ]
        closed = self.FULL | {"deliverables": ["Film"]}
        assert found("RP802", self.WORK, rp.Task("end", after=["a"]), **closed) == []

    def test_an_empty_plan_has_nearly_all_steps_open(self) -> None:
        """Only that no link is missing can be said of a plan without tasks."""
        steps = [item.values["step"] for item in found("RP802", launch=None)]

        assert steps == ["1", "2", "3", "4", "6", "7"]

    def test_loose_tasks_keep_the_fifth_step_open(self) -> None:
        """A task without link and date is named, at most five of them."""
        tasks = [task(f"t{n}", responsible="Zoé") for n in range(7)]
        (finding,) = [item for item in found("RP802", *tasks, **self.FULL) if item.values["step"] == "5"]

        assert finding.text() == "step 5 is open (the links): no link and no date for t0, t1, t2, t3, t4, …"

    def test_questions(self) -> None:
        """Nobody who answers none of the six is asked; each that is left out is told, in order."""
        assert found("RP803", self.WORK, context={"version": 2}) == []
        assert told(
            "RP803", self.WORK, context={"Qui": "Zoé", "why": "parce que", "comment": ""}, lang="fr"
        ) == [f"context: le contexte ne dit pas {word}" for word in ("quoi", "où", "quand", "comment")]

    def test_they_speak_only_when_asked(self) -> None:
        """A plan that lacks everything is not told so unless somebody asks."""
        report = rp.check({"launch": "2026-06-15", "tasks": [{"id": "a", "duration": "1d"}]})

        assert {item.code for item in report.findings} == {"RP102", "RP201"}
