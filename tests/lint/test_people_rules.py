"""Rules of `check` about people: what triggers them, and what nearly does."""

from __future__ import annotations

import pytest

import retroplan as rp
from tests.lint.test_rules import found, told

PAIR = {"anna": {"name": "Anna", "skills": ["SEO"]}, "paul": {"skills": ["web"]}}


def task(name: str = "a", duration: str = "5d", **values: object) -> rp.Task:
    """Make a task of a week."""
    return rp.Task(name, duration=duration, **values)  # type: ignore[arg-type]


class TestUnknownPerson:
    @pytest.mark.parametrize("role", ["accountable", "consulted", "informed"])
    def test_every_role_is_looked_at(self, role: str) -> None:
        """A name that is written differently is told where it stands, with the nearest."""
        assert told("RP203", task(**{role: "Paull"}), people=PAIR) == [
            f'tasks[0].{role}: "Paull" is none of the people of the plan (did you mean "paul"?); '
            "write the key or the name of one of them, or add them"
        ]

    def test_owner_and_members(self) -> None:
        """The owner of the plan and those in a team are people too; neither belongs to a task."""
        people = PAIR | {"web": {"members": ["anna", "zoe"]}}
        findings = found("RP203", task(responsible="anna"), people=people, owner=["Anna", "Marie"])

        assert [(item.path, item.task) for item in findings] == [
            ("owner", None),
            ("people.web.members", None),
        ]

    def test_a_plan_that_lists_nobody_has_no_strangers(self) -> None:
        """Names are free where there is no list."""
        assert found("RP203", task(responsible="anyone", accountable="anybody"), owner="Marie") == []


class TestAccountable:
    def test_a_summary_answers_for_its_children(self) -> None:
        """What stands on a summary holds below it; a summary itself and the launch need nobody."""
        tree = rp.Task("s", accountable="Marie", tasks=[task(responsible="Zoé"), rp.Task("m")])

        assert found("RP204", tree, rp.Task("launch")) == []

    def test_milestones_have_somebody_who_answers(self) -> None:
        """Somebody has to say that a milestone is reached."""
        tasks = task(accountable="Marie"), rp.Task("done", after=["a"])

        assert [item.path for item in found("RP204", *tasks)] == ["tasks[1].accountable"]

    def test_a_plan_without_roles_is_not_told(self) -> None:
        """A plan of one person needs no matrix."""
        assert found("RP204", task(responsible="moi")) == []

    def test_each_of_several_may_have_its_own(self) -> None:
        """A task that is made for each segment is answered for by somebody of each."""
        each = {"segment": {"A": {"accountable": "Marie"}, "B": {"accountable": "Paul"}}}
        half = {"segment": {"A": {"accountable": "Marie"}, "B": {"responsible": "Paul"}}}
        other = task("b", accountable="Marie")

        assert found("RP204", task(for_each=each), other) == []
        assert [(item.task, item.path) for item in found("RP204", task(for_each=half), other)] == [
            ("a/b", "tasks[0].accountable")
        ]

    def test_one_name_written_twice_is_one(self) -> None:
        """The key and the name of a person are the same person."""
        assert found("RP205", task(accountable=["anna", "ANNA"]), people=PAIR) == []
        assert len(found("RP205", task(accountable=["anna", "paul"]), people=PAIR)) == 1


class TestOverbooked:
    def test_the_days_on_which_it_happens(self) -> None:
        """
        Two tasks of 5 and 2 days end together on Friday 12 June: both ask on Thursday and Friday alone.

        Zoé is then at 200 %, on 11 and 12 June.
        """
        tasks = task(responsible="Zoé"), task("b", "2d", responsible="Zoé")

        assert told("RP206", *tasks) == [
            "tasks[0].responsible: Zoé is asked for 200 % of their time from Thu 11 Jun 2026 to "
            "Fri 12 Jun 2026, and has 100 %, for a, b; move a task, share them, or write shares"
        ]

    def test_it_is_a_doubt_where_the_plan_says_how_much(self) -> None:
        """A duration says nothing of how much of a day it takes; an effort and a share do."""
        severities = [
            found("RP206", task(responsible=first), second)[0].severity.value
            for first, second in (
                ("Zoé", task("b", responsible="Zoé")),
                ({"Zoé": "60%"}, task("b", responsible="Zoé")),
                ("Zoé", rp.Task("b", effort="2d", responsible="Zoé")),
            )
        ]

        assert severities == ["info", "warning", "warning"]

    def test_shares_that_fit(self) -> None:
        """60 % and 40 % fill a day, 60 % and 50 % are more; half a person has half a day."""
        half = {"zoe": {"availability": "50%"}}

        assert found("RP206", task(responsible={"Zoé": "60%"}), task("b", responsible={"Zoé": "40%"})) == []
        assert len(found("RP206", task(responsible={"Z": "60%"}), task("b", responsible={"Z": "50%"}))) == 1
        assert found("RP206", task(responsible="zoe"), people=half) == []
        (finding,) = found("RP206", task(responsible="zoe"), task("b", responsible="zoe"), people=half)
        assert (finding.values["asked"], finding.values["has"]) == ("100 %", "50 %")

    def test_a_team_of_three_does_three_things(self) -> None:
        """Who has 300 % of a person's time may give it to three tasks, and not to four."""
        team = {"team": {"availability": "300%"}}
        tasks = [task(name, responsible={"team": "100%"}) for name in "abcd"]

        assert found("RP206", *tasks[:3], people=team) == []
        assert len(found("RP206", *tasks, people=team)) == 1

    def test_one_after_the_other(self) -> None:
        """Tasks that touch, milestones, and work of others are no rush."""
        assert found("RP206", task(responsible="Zoé"), task("b", after=["a"], responsible="Zoé")) == []
        assert found("RP206", task(responsible="Zoé"), rp.Task("m", responsible="Zoé")) == []
        assert found("RP206", task(responsible="Zoé"), task("b", responsible="Paul")) == []

    def test_each_time_is_told_by_itself(self) -> None:
        """Two rushes with a week between them are two; c, which runs through both, is in both."""
        tasks = (
            task("a", "2d", until="J-20", responsible="Zoé"),
            task("b", "2d", until="J-3", responsible="Zoé"),
            task("c", "25d", responsible="Zoé"),
        )

        assert [item.values["tasks"] for item in found("RP206", *tasks)] == [("c", "a"), ("c", "b")]

    def test_parts_of_a_task_count(self) -> None:
        """Two waves whose preparations overlap ask for the same person twice; the whole task is named."""
        waves = {"at": ["J-10", "J-9"], "preparation": "3d"}
        (finding,) = found("RP206", rp.Task("mail", waves=waves, responsible="Zoé"))

        assert (finding.path, finding.task, finding.values["tasks"]) == (
            "tasks[0].responsible", "mail", ("mail",),
        )  # fmt: skip

    def test_without_dates_nothing_is_known(self) -> None:
        """A list of tasks is not dated, and nobody is in two places."""
        assert found("RP206", task(responsible="Z"), task("b", responsible="Z"), launch=None) == []


class TestLeanedOn:
    CHAIN = tuple(
        rp.Task(name, duration="2d", responsible=who, after=[before] if before else [])
        for name, who, before in (
            ("a", "Zoé", ""), ("b", "Zoé", "a"), ("c", "Paul", "b"), ("d", "Marie", "c"), ("e", "Zoé", "d"),
        )
    )  # fmt: skip

    def test_exactly_the_limit_is_not_told(self) -> None:
        """3 of 5 critical tasks of two days each are 60 %, which is still shared; 4 of 5 are 80 %."""
        plan = rp.Plan(launch="2026-06-15", tasks=self.CHAIN)

        assert rp.check(plan, select="RP207").findings == ()
        (finding,) = rp.check(plan.change("c", responsible="Zoé").add(
            rp.Task("f", duration="1d", responsible="Paul")
        ), select="RP207").findings  # fmt: skip
        assert (finding.values["who"], finding.values["share"]) == ("Zoé", "80 %")

    def test_a_team_is_several_people(self) -> None:
        """Whoever has members, or more than a full day, is not one person."""
        plan = rp.Plan(launch="2026-06-15", tasks=self.CHAIN).change("c", responsible="Zoé")
        plan = plan.add(rp.Task("f", duration="1d", responsible="Paul"))

        assert len(rp.check(plan, select="RP207").findings) == 1
        for team in ({"members": ["x", "y"]}, {"availability": "200%"}):
            assert rp.check(plan.replace(people={"Zoé": team}), select="RP207").findings == ()

    def test_small_plans_and_single_persons_are_not_told(self) -> None:
        """One person does a plan alone, and three critical tasks are no path."""
        alone = [rp.Task(t.id, duration="2d", responsible="moi", after=t.after) for t in self.CHAIN]

        assert found("RP207", *alone) == []
        assert found("RP207", *self.CHAIN[:3], task("z", "1d", responsible="Marie")) == []


class TestSkills:
    def test_a_skill_that_nobody_has_is_not_told_twice(self) -> None:
        """What nobody has is no fault of those who do the task."""
        film = task(skills=["montage"], responsible="paul")

        assert [item.path for item in found("RP208", film, people=PAIR)] == ["tasks[0].skills"]
        assert found("RP209", film, people=PAIR) == []

    def test_skills_are_compared_without_case(self) -> None:
        """A skill in capitals is the same skill; one that nobody lists asks nothing of the plan."""
        assert found("RP208", task(skills=["seo", " WEB"]), people=PAIR) == []
        assert found("RP208", task(skills=["montage"])) == []
        assert found("RP208", task(skills=["montage"]), people={"anna": {}}) == []

    def test_a_team_can_do_what_its_members_can(self) -> None:
        """A team with a member who has the skill has it; one without has not."""
        people = PAIR | {"team": {"members": ["anna"]}, "others": {"members": ["paul"]}}

        assert found("RP209", task(skills="SEO", responsible="team"), people=people) == []
        assert len(found("RP209", task(skills="SEO", responsible="others"), people=people)) == 1

    def test_of_strangers_nothing_is_known(self) -> None:
        """Somebody whom the plan does not list may have any skill; a task of nobody is told elsewhere."""
        assert found("RP209", task(skills="SEO", responsible=["paul", "freelance"]), people=PAIR) == []
        assert found("RP209", task(skills="SEO"), people=PAIR) == []
