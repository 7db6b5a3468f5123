"""Rules of `check`: each finds what it is for, and leaves its neighbour alone."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from retroplan.lint.rules import RULES


def found(code: str, *tasks: rp.Task, **head: Any) -> list[rp.Finding]:
    """Check a plan with one rule; its launch is Monday 15 June 2026 if nothing else is said."""
    plan = rp.Plan(**{"launch": "2026-06-15", **head}, tasks=tasks)
    return list(rp.check(plan, select=code).findings)


def told(code: str, *tasks: rp.Task, lang: str = "en", **head: Any) -> list[str]:
    """Put what a rule finds into words."""
    return [finding.text(lang) for finding in found(code, *tasks, **head)]


WRITE = rp.Task("write", duration="5d")


class TestTable:
    def test_codes_and_names_are_told_apart(self) -> None:
        """Each rule has a code and a name of its own, in the order of the codes."""
        codes = [rule.code for rule in RULES]

        assert sorted(set(codes)) == codes
        assert len({rule.name for rule in RULES}) == len(codes)


class TestRP101:
    def test_a_launch_on_a_closed_day(self) -> None:
        """A launch on a Sunday is told, with the last day of work before it."""
        head = {"launch": "2026-06-14", "calendar": "FR"}

        assert told("RP101", WRITE, **head) == [
            "launch: Sun 14 Jun 2026 is closed (Sunday), work before it ends on Fri 12 Jun 2026; "
            "choose an open day, or open this one in the calendar"
        ]
        assert told("RP101", WRITE, **head, lang="fr") == [
            "launch: dim. 14 juin 2026 est fermé (dimanche), le travail qui précède finit le "
            "ven. 12 juin 2026 ; choisir un jour ouvert, ou ouvrir celui-ci dans le calendrier"
        ]

    def test_it_stands_for_the_finding_of_the_schedule(self) -> None:
        """The values are those of the schedule, and the closed launch is not told twice."""
        plan = rp.Plan(launch="2026-06-14", tasks=[WRITE])
        (finding,) = rp.schedule(plan).findings
        codes = [item.code for item in rp.check(plan).findings]

        assert finding.code == "launch-closed"
        assert [item.values for item in rp.check(plan, select="RP101").findings] == [finding.values]
        assert (codes.count("RP101"), codes.count("launch-closed")) == (1, 0)

    def test_an_open_day_is_not_told(self) -> None:
        """Neither a Monday, nor a Sunday that the calendar opens, nor a plan without a launch."""
        opened = {"days": "ouvres", "open": {"2026-06-14": ["08:00-12:00"]}}

        assert found("RP101", WRITE) == []
        assert found("RP101", WRITE, launch="2026-06-14", calendar=opened) == []
        assert found("RP101", WRITE, launch=None, start="2026-06-14") == []


class TestRP102:
    def test_a_launch_without_buffer(self) -> None:
        """Work right up to the launch is told."""
        assert told("RP102", WRITE) == [
            "buffer: no buffer is kept before the launch; write buffer: 5d (or buffer: 0d if none is wanted)"
        ]
        assert told("RP102", WRITE, lang="fr") == [
            "buffer: aucun tampon n’est gardé avant le lancement ; écrire buffer: 5d "
            "(ou buffer: 0d s’il n’en faut pas)"
        ]
        assert [finding.severity for finding in found("RP102", WRITE)] == [rp.Severity.INFO]

    @pytest.mark.parametrize("buffer", ["5d", "10%", "0d"])
    def test_a_written_buffer_is_a_choice(self, buffer: str) -> None:
        """A buffer is not told, nor is it that none is wanted."""
        assert found("RP102", WRITE, buffer=buffer) == []

    def test_without_work_before_a_launch_there_is_nothing_to_protect(self) -> None:
        """A plan that runs forward, or has nothing before its launch, needs no buffer."""
        assert found("RP102", WRITE, launch=None, start="2026-06-15") == []
        assert found("RP102", rp.Task("review", duration="1d", after=["launch"])) == []
        assert found("RP102") == []

    def test_the_launch_given_to_check_counts(self) -> None:
        """A plan that is given a launch is planned backwards."""
        plan = rp.Plan(start="2026-01-05", tasks=[WRITE])

        assert [finding.code for finding in rp.check(plan, select="RP102", launch="2026-06-15").findings] == [
            "RP102"
        ]


class TestRP201:
    def test_work_that_is_nobody_s(self) -> None:
        """A task with work and no name is told, one message each."""
        tasks = rp.Task("brief", duration="1d", responsible="Zoé"), rp.Task("write", duration="5d")

        assert told("RP201", *tasks) == [
            'tasks[1]: nobody is responsible for "write"; write responsible: [name]'
        ]
        assert told("RP201", *tasks, lang="fr") == [
            "tasks[1]: personne n’est responsable de « write » ; écrire responsible: [nom]"
        ]
        assert found("RP201", *tasks)[0].task == "write"

    @pytest.mark.parametrize(
        "task",
        [
            rp.Task("a", duration="2cd"),
            rp.Task("a", duration="0d/1d/2d"),
            rp.Task("a", at="J-9", until="J-9"),
            rp.Task("a", start="2026-06-01", finish="2026-06-01"),
            rp.Task("a", duration="1d", responsible=" "),
        ],
    )
    def test_whatever_lasts_is_work(self, task: rp.Task) -> None:
        """Calendar days, three points, two pins or two dates are work; a blank is no name."""
        assert [finding.path for finding in found("RP201", task)] == ["tasks[0]"]

    @pytest.mark.parametrize(
        "task",
        [
            rp.Task("a"),
            rp.Task("a", duration="0d"),
            rp.Task("a", duration="immediate"),
            rp.Task("a", duration="0d/0d/0d"),
            rp.Task("a", at="J-9"),
            rp.Task("a", start="2026-06-01 09:00", finish="2026-06-01 09:00"),
            rp.Task("a", duration="1d", responsible=["", "Zoé"]),
        ],
    )
    def test_milestones_and_named_work_are_not_told(self, task: rp.Task) -> None:
        """What does not last needs nobody."""
        assert found("RP201", task) == []

    def test_a_summary_s_responsible_counts_for_its_children(self) -> None:
        """Who is responsible for a summary is so at every depth; a summary itself is not told."""
        inner = rp.Task("inner", tasks=[WRITE])

        assert found("RP201", rp.Task("outer", responsible="Zoé", tasks=[inner])) == []
        assert [
            finding.path
            for finding in found("RP201", rp.Task("outer", tasks=[inner]), rp.Task("b", responsible="Zoé"))
        ] == ["tasks[0].tasks[0].tasks[0]"]

    def test_it_needs_no_dates(self) -> None:
        """A list of tasks without a launch is looked at as well."""
        assert len(found("RP201", WRITE, launch=None)) == 1


class TestRP202:
    def test_an_effort_that_is_nobody_s(self) -> None:
        """An effort that gives the duration and names nobody is told, and what is counted."""
        tasks = rp.Task("a", effort="4d", responsible="Zoé"), rp.Task("b", effort="1d/2d/4d")

        assert told("RP202", *tasks) == [
            'tasks[1].effort: nobody is named for the 1d/2d/4d of "b": they are counted for one full-time '
            "person; write responsible: [name]"
        ]
        assert told("RP202", *tasks, lang="fr") == [
            "tasks[1].effort: personne n’est nommé pour les 1d/2d/4d de « b » : ils sont comptés pour une "
            "personne à plein temps ; écrire responsible: [nom]"
        ]

    @pytest.mark.parametrize(
        "task",
        [
            rp.Task("a", effort="1d", responsible={"Zoé": "50%"}),
            rp.Task("a", effort="1d", duration="1d"),
            rp.Task("a", effort="1d", at="J-9", until="J-9"),
            rp.Task("a", duration="1d"),
        ],
    )
    def test_where_it_changes_nothing(self, task: rp.Task) -> None:
        """Where somebody is named, or something else gives the duration, there is nothing to tell."""
        assert found("RP202", task) == []

    def test_a_summary_does_not_do_its_children_s_work(self) -> None:
        """Whoever answers for a summary is not who does the effort below it."""
        task = rp.Task("s", responsible="Zoé", tasks=[rp.Task("a", effort="1d")])

        assert [finding.path for finding in found("RP202", task)] == ["tasks[0].tasks[0].effort"]


class TestRP203:
    def test_a_name_that_is_nearly_one(self) -> None:
        """A name that is none of the people is told once a task, with the nearest."""
        task = rp.Task("a", duration="1d", responsible=["Ana", "anna", "ANNA MARTIN", "Ana"])

        assert told("RP203", task, people={"anna": "Anna Martin"}) == [
            'tasks[0].responsible: "Ana" is none of the people of the plan (did you mean "anna"?); '
            "they have no leave and work full time"
        ]
        assert found("RP203", task) == []


class TestRP301:
    def test_three_equal_points(self) -> None:
        """An estimate whose points are one is told."""
        task = rp.Task("write", duration="5d/5d/5d")

        assert told("RP301", task) == [
            'tasks[0].duration: "write" has three equal points (5d/5d/5d), which say nothing of its risk; '
            "spread them, or write 5d alone"
        ]
        assert told("RP301", task, lang="fr") == [
            "tasks[0].duration: « write » a trois points égaux (5d/5d/5d), qui ne disent rien de son "
            "risque ; les écarter, ou écrire 5d seul"
        ]

    @pytest.mark.parametrize("duration", ["5d/1w/40h", "7cd/1cw/7cd", "2mo/2mo/2mo", "1ed/24eh/1440emin"])
    def test_points_are_equal_in_any_unit(self, duration: str) -> None:
        """A week of five days of eight hours is five days is forty hours."""
        assert len(found("RP301", rp.Task("write", duration=duration))) == 1

    @pytest.mark.parametrize("duration", ["3d/5d/10d", "5d/5d/6d", "4d/5d/5d", "5d", "5d/7d/1w", "0d/0d/0d"])
    def test_a_spread_and_a_single_duration_are_not_told(self, duration: str) -> None:
        """Any spread is one; a duration without points claims nothing; no work has no risk."""
        days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        week = {"week": {day: ["08:00-16:00"] for day in days}}  # so 1w is seven days

        assert found("RP301", rp.Task("write", duration=duration), calendar=week) == []


class TestRP401:
    TASKS = (
        rp.Task("a", duration="1d"),
        rp.Task("b", duration="1d", after=["a"]),
        rp.Task("c", duration="1d", after=["b", "a"]),
    )

    def test_a_link_that_a_chain_says_already(self) -> None:
        """If c waits for b and b for a, that c waits for a is told where it is written."""
        assert told("RP401", *self.TASKS) == [
            'tasks[2].after[1]: the FS link from "a" to "c" adds nothing, '
            'the links through "b" say it already; remove it'
        ]
        assert told("RP401", *self.TASKS, lang="fr") == [
            "tasks[2].after[1]: le lien FS de « a » à « c » n’apporte rien, "
            "les liens qui passent par « b » le disent déjà ; le retirer"
        ]
        assert [finding.severity for finding in found("RP401", *self.TASKS)] == [rp.Severity.INFO]

    def test_a_link_written_twice(self) -> None:
        """The second of two equal links is told, wherever and however it is written."""
        tasks = rp.Task("a", before=["b SS+2d"]), rp.Task("b", duration="1d", after=["a SS+2d"])

        assert told("RP401", *tasks, links=[rp.Link("a", "b", "SS", "2d")]) == [
            'tasks[1].after[0]: the SS+2d link from "a" to "b" adds nothing, '
            "it is written in tasks[0].before[0] already; remove it",
            'links[0]: the SS+2d link from "a" to "b" adds nothing, '
            "it is written in tasks[0].before[0] already; remove it",
        ]
        assert told("RP401", *tasks, lang="fr") == [
            "tasks[1].after[0]: le lien SS+2d de « a » à « b » n’apporte rien, "
            "il est déjà écrit dans tasks[0].before[0] ; le retirer"
        ]

    def test_each_place_of_a_link_is_told_once(self) -> None:
        """Of a link that is both redundant and written twice, the first is redundant, the second a copy."""
        tasks = (*self.TASKS[:2], rp.Task("c", duration="1d", after=["b", "a", "a"]))

        assert [
            (finding.path, finding.to_record()["values"]["reason"]["code"])  # type: ignore[index]
            for finding in found("RP401", *tasks)
        ] == [("tasks[2].after[1]", "link-implied"), ("tasks[2].after[2]", "link-twice")]

    def test_links_that_say_something_are_not_told(self) -> None:
        """Two different links between two tasks, a diamond and a shortcut with a lag all mean something."""
        tasks = (
            rp.Task("a", duration="1d"),
            rp.Task("b", duration="1d", after=["a", "a SS+2d"]),
            rp.Task("c", duration="1d", after=["a"]),
            rp.Task("d", duration="1d", after=["b", "c", "a FS+3d"]),
        )

        assert found("RP401", *tasks) == []

    def test_the_dates_stay_without_it(self) -> None:
        """Removing what is told moves no date."""
        plan = rp.Plan(launch="2026-06-15", tasks=self.TASKS)
        without = plan.change("c", after=["b"])

        assert rp.schedule(plan).to_records() == rp.schedule(without).to_records()


class TestRP501:
    @staticmethod
    def findings(text: str) -> list[tuple[str, str]]:
        """Check a table, and give how much each finding of the rule matters, with its words."""
        report = rp.check(text.encode(), format="csv", select="RP501", launch="2026-06-15")
        return [(str(finding.severity.value), finding.text("en")) for finding in report.findings]

    def test_columns_that_may_hold_what_is_missing(self) -> None:
        """Without durations and links every task is a milestone: their columns have other names."""
        assert self.findings("Tâche;Combien;Ensuite\nBrief;5 j;\nFilm;2 j;Brief\n") == [
            (
                "warning",
                "columns not understood: Combien, Ensuite, and no task has a duration, a predecessor or "
                'a date; say what such a column holds, with --column or columns=: "Combien=duration"',
            )
        ]

    def test_a_plan_without_links_is_a_remark(self) -> None:
        """Tasks that each stand alone before the launch are rare, and possible."""
        assert self.findings("Tâche;Durée;Suite\nBrief;5 j;\nFilm;2 j;Brief\n") == [
            (
                "info",
                "columns not understood: Suite, and no task has a predecessor or a date; "
                'say what such a column holds, with --column or columns=: "Suite=after"',
            )
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Tâche;Durée;Après;Couleur\nBrief;5 j;;rouge\nFilm;2 j;Brief;\n",
            "Tâche;Durée;J-xx;Couleur\nBrief;5 j;J-30;rouge\n",
            "Tâche;Statut;Commentaire\nBrief;Fait;oui\n",
            "Tâche;Responsable\nBrief;Anna\n",
            "Tâche;Couleur\nJour J;rouge\n",
        ],
    )
    def test_other_columns_are_not_told(self, text: str) -> None:
        """A plan with durations and links lacks nothing; known columns are understood."""
        assert self.findings(text) == []


def test_the_rules_look_into_the_parts_of_a_task() -> None:
    """Waves and approvals are somebody's work; three points that are one are told where they stand."""
    approval = {"by": "legal", "duration": "2d/2d/2d"}
    document = {
        "launch": "2026-06-15",
        "buffer": "2d",
        "tasks": [
            {"id": "mail", "waves": {"at": ["J-30", "J-3"], "preparation": "1d/1d/1d", "approval": approval}},
            {"id": "teaser", "waves": {"at": ["J-9"], "sending": "1d"}},
            {"id": "post", "waves": ["J-9"], "approval": {"by": "legal", "duration": "2d"}},
        ],
    }

    found = [(item.code, item.path) for item in rp.check(document, select=("RP201", "RP301")).findings]

    assert sorted(found) == [
        ("RP201", "tasks[0]"),
        ("RP201", "tasks[1]"),
        ("RP301", "tasks[0].waves.approval.duration"),
        ("RP301", "tasks[0].waves.preparation"),
    ]


class TestRP601:
    def test_more_than_a_budget(self) -> None:
        """What is planned or spent beyond a budget is told at its task, or at the plan."""
        task = rp.Task("print", duration="5d", budget="100 EUR", costs="120 EUR")

        assert told("RP601", task, budget="110 EUR") == [
            "budget: €120 are planned, €10 more than the budget of €110; raise the budget, or plan less",
            "tasks[0].budget: €120 are planned, €20 more than the budget of €100; "
            "raise the budget, or plan less",
        ]
        assert "au-dessus" not in told("RP601", task, lang="fr")[0]
        assert told("RP601", task, lang="fr")[0].endswith("; augmenter le budget, ou prévoir moins")

    def test_as_much_as_a_budget_is_not_told(self) -> None:
        """A budget is there to be spent; a plan without dates is not added up."""
        task = rp.Task("print", duration="5d", budget="120 EUR", costs="120 EUR")

        assert found("RP601", task) == []
        assert found("RP601", rp.Task("a", duration="5d", budget="1 EUR", costs="2 EUR"), launch=None) == []

    def test_a_lead_time_beyond_the_calendar_is_not_its_business(self) -> None:
        """`check` never raises because of what a plan says."""
        task = rp.Task("a", duration="5d", costs={"planned": "5 EUR", "lead_time": "9000000d"})

        assert found("RP601", task) == []


class TestRP602:
    def test_a_room_for_two_at_once(self) -> None:
        """Two trainings in the only room are told, and so is a closed day."""
        tasks = [rp.Task(name, duration="1d", uses="room") for name in ("a", "b")]

        assert told("RP602", *tasks, resources={"room": "Salle 3"}) == [
            "tasks[1].uses: 2 × Salle 3 booked from Fri 12 Jun 2026 08:00 to Fri 12 Jun 2026 17:00, "
            "available: 1 (a, b); move one of the tasks, or use another"
        ]
        assert len(told("RP602", tasks[0], resources={"room": {"closed": "2026-06-12"}}, lang="fr")) == 1
        assert found("RP602", *tasks, resources={"room": {"quantity": 2}}) == []


class TestRP603:
    def test_a_name_that_is_nearly_a_resource(self) -> None:
        """What is none of the resources of a plan that lists some is told, with the nearest."""
        task = rp.Task("a", duration="1d", uses=["roon", "SALLE 3"])

        assert told("RP603", task, resources={"room": "Salle 3"}) == [
            'tasks[0].uses[0]: "roon" is none of the resources of the plan (did you mean "room"?); '
            "it costs nothing and is never booked twice"
        ]
        assert told("RP603", task, resources={"room": "Salle 3"}, lang="fr")
        assert found("RP603", task) == []
