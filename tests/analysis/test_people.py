"""Who does what: roles, the RACI matrix, views of persons, hand-overs, candidates, notices."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

import retroplan as rp
from retroplan.analysis.raci import proposed_letter, uses_raci
from retroplan.analysis.roles import Cast

# An e-mailing of an article on rétroplannings: launch on 15 June, texts that the management has to
# validate, visuals behind them, a data base to be segmented beside. The names of who does it are ours.
EMAILING = {
    "launch": "2026-06-15",
    "people": {
        "rédacteur": {"name": "Rédacteur", "skills": ["rédaction"]},
        "graphiste": {"name": "Graphiste", "skills": ["web"]},
    },
    "tasks": [
        {"id": "write", "name": "rédigés les emails", "duration": "5d", "responsible": "rédacteur"},
        {
            "id": "validate", "name": "validés les textes par la direction", "duration": "3d",
            "responsible": "la direction", "after": ["write"],
        },
        {
            "id": "visuals", "name": "créés les visuels", "duration": "4d", "responsible": "Graphiste",
            "after": ["validate"],
        },
        {"id": "segment", "name": "segmentée la base de données", "duration": "2d", "responsible": "CRM"},
    ],
}  # fmt: skip

# The IT plan of an article on plans d’action: four actions, each with one responsible.
IT = """Action;Responsable;Date début;Date fin;Indicateur;Ressources;Statut
Réorganiser la boîte de réception IT;Technicien référent;01/05/2025;03/05/2025;x;y;Terminé
Créer un formulaire simplifié de demande;Développeur;04/05/2025;10/05/2025;x;y;En cours
Former les utilisateurs à la nouvelle procédure;Responsable com interne;10/05/2025;15/05/2025;x;y;À faire
Mettre en place une alerte + relance automatique;Responsable IT;15/05/2025;20/05/2025;x;y;À faire
"""


@pytest.fixture
def emailing() -> rp.Schedule:
    """
    Give the schedule of the e-mailing.

    Back from Monday 15 June: visuals 9-12 June, validation 4-8 June, texts 28 May - 3 June; the data base
    11-12 June.
    """
    return rp.schedule(rp.from_document(EMAILING))


def plan_of(*tasks: dict[str, Any], **head: Any) -> rp.Plan:
    """Make a plan of some tasks."""
    return rp.from_document({"launch": "2026-06-15", "tasks": list(tasks), **head})


# --------------------------------------------------------------------------- the matrix

MATRIX = plan_of(
    {"id": "text", "name": "Textes", "responsible": ["anna", "Paul"], "accountable": "Marie"},
    {"id": "film", "responsible": "Anna Martin", "accountable": "anna", "consulted": ["Juridique", "marie"]},
    {"id": "stand", "informed": "PAUL", "accountable": ["Marie", "Zoé"], "responsible": "Zoé"},
    {"id": "alone", "duration": "1d"},
    people={"anna": "Anna Martin"},
)


def test_the_matrix_has_a_row_for_each_task_and_a_column_for_each_person() -> None:
    """Somebody named by key, by name or in capitals is one person; R and A may be one."""
    assert rp.raci(MATRIX).to_rows("fr") == [
        ("Tâche", "Anna Martin", "Paul", "Marie", "Juridique", "Zoé"),
        ("Textes", "R", "R", "A", "", ""),
        ("film", "RA", "", "C", "C", ""),
        ("stand", "", "I", "A", "", "RA"),
        ("alone", "", "", "", "", ""),
    ]
    assert rp.raci(MATRIX)["film"].consulted == ("Juridique", "Marie")


def test_exactly_one_answers_and_somebody_does_it() -> None:
    """A task with two accountable people, with none, or that nobody does is reported with its place."""
    found = rp.check(MATRIX, select=["RP201", "RP204", "RP205"]).findings

    assert [(finding.path, finding.code) for finding in found] == [
        ("tasks[2].accountable", "RP205"),
        ("tasks[3]", "RP201"),
        ("tasks[3].accountable", "RP204"),
    ]
    words = [finding.text("fr") for finding in found]
    assert words[0].startswith("tasks[2].accountable: Marie, Zoé répondent tous de « stand »")


def test_a_plan_of_one_person_needs_no_matrix() -> None:
    """A plan that names only who does the work does not use the other letters."""
    plan = plan_of({"id": "a", "duration": "1d", "responsible": "moi"})

    assert not uses_raci(plan)
    assert uses_raci(MATRIX)
    assert rp.check(plan).ok


def test_a_summary_speaks_for_its_children() -> None:
    """A role that a task does not name is that of the nearest summary that does; the others stay."""
    plan = plan_of(
        {
            "id": "all", "accountable": "Marie", "responsible": "Anna",
            "tasks": [
                {"id": "a"},
                {"id": "b", "responsible": "Paul", "tasks": [{"id": "c", "informed": "Zoé"}]},
            ],
        }
    )  # fmt: skip
    roles = Cast(plan).roles

    assert (roles["a"].letters("Anna"), roles["a"].letters("Marie")) == ("R", "A")
    assert (roles["c"].responsible, roles["c"].accountable, roles["c"].informed) == (
        ("Paul",), ("Marie",), ("Zoé",),
    )  # fmt: skip
    assert not rp.check(plan, select=["RP204", "RP205"]).findings


@pytest.mark.parametrize("format", ["csv", "md", "xlsx"])
def test_the_matrix_is_written_as_a_table(format: str) -> None:
    """In every format of tables the rows are those of the matrix."""
    data = rp.dumps(rp.raci(MATRIX), format, lang="fr")
    if format == "csv":
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
    elif format == "xlsx":
        sheet: Any = load_workbook(BytesIO(data)).active
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    else:
        lines = [line for line in data.decode().splitlines() if "---" not in line]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    assert rows == [list(row) for row in rp.raci(MATRIX).to_rows("fr")]


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    """A person called =1+1 is a text in the headings."""
    plan = plan_of({"id": "a", "responsible": "=1+1"})

    assert rp.dumps(rp.raci(plan), "csv").decode("utf-8-sig") == "Task,'=1+1\r\na,R\r\n"
    sheet: Any = load_workbook(BytesIO(rp.dumps(rp.raci(plan), "xlsx"))).active
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=1+1", "s")


def test_a_matrix_is_of_a_plan() -> None:
    """Anything else is refused by its type, and a task that is not there by its id."""
    with pytest.raises(TypeError, match="raci takes a Plan, not Schedule"):
        rp.raci(rp.schedule(MATRIX))  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        rp.raci(MATRIX)["nobody"]


# --------------------------------------------------------------------------- roles in words


@pytest.mark.parametrize(
    ("duty", "letter"),
    [
        ("coordonner les campagnes publicitaires", "R"),  # le responsable marketing
        ("supervisera les formations", "A"),  # le directeur des ventes
        ("valider les textes", "A"),
        ("approve the budget", "A"),
        ("conseiller l’équipe", "C"),
        ("être informé des résultats", "I"),
        ("", "R"),
    ],
)
def test_a_duty_proposes_a_letter(duty: str, letter: str) -> None:
    """Whoever supervises is proposed to answer for the work, not to do it."""
    assert proposed_letter(duty) == letter


def test_a_proposal_is_not_imposed() -> None:
    """Duties change nobody's role on a task."""
    people = {"ventes": {"name": "le directeur des ventes", "duties": "supervisera les formations"}}
    plan = plan_of({"id": "train", "responsible": "ventes"}, people=people)

    assert rp.raci(plan)["train"].letters("ventes") == "R"


# --------------------------------------------------------------------------- approvals


def test_who_answers_for_a_task_approves_it() -> None:
    """An approval that names nobody is of the one who is accountable for the work."""
    plan = plan_of(
        {"id": "a", "duration": "2d", "responsible": "Paul", "accountable": "Marie", "approval": {}},
        approvers={"Marie": "3d"},
    )
    schedule = rp.schedule(plan)

    assert schedule.expanded["a/approval-1"].names == ("Marie",)
    assert schedule["a/approval-1"].start_date == date(2026, 6, 10)  # Wednesday to Friday before 15 June
    assert rp.from_document(rp.to_document(plan)) == plan


def test_an_approval_needs_somebody() -> None:
    """Where nobody answers for the task either, it asks for a name."""
    with pytest.raises(rp.PlanError) as caught:
        plan_of({"id": "a", "duration": "2d", "approval": {"duration": "3d"}})

    assert caught.value.text() == (
        "tasks[0].approval: nobody is asked to approve; write by: and a name, or accountable: on the task"
    )


# --------------------------------------------------------------------------- several, and teams


def test_two_people_in_one_cell_are_two_people() -> None:
    """`RH + Formateur` are two responsibles, and both have the training among their tasks."""
    text = "Action à entreprendre;Responsable;Délai\nFormer les équipes SAV;RH + Formateur;1 mois\n"
    found = rp.workload(rp.schedule(rp.read(text.encode(), format="csv"), start="2025-05-05"))

    assert list(found) == ["RH", "Formateur"]
    assert [task.name for task in found["Formateur"].tasks] == ["Former les équipes SAV"]


def test_members_see_the_tasks_of_their_team() -> None:
    """A task of a team is one of its members, through the team; days of work are the team's."""
    plan = plan_of(
        {"id": "a", "duration": "2d", "responsible": "web"},
        {"id": "b", "duration": "1d", "responsible": "anna", "after": ["a"]},
        people={"anna": None, "paul": None, "web": {"name": "L’équipe web", "members": ["Anna", "tech"]},
                "tech": {"members": ["paul", "web"]}},
    )  # fmt: skip
    found = rp.workload(rp.schedule(plan))
    anna, paul = found["anna"], found["Paul"]

    assert [(task.id, task.letters, task.via) for task in anna.tasks] == [
        ("a", "R", "L’équipe web"),
        ("b", "R", ""),
    ]
    assert [(task.id, task.via) for task in paul.tasks] == [("a", "L’équipe web")]
    assert [view.days for view in (anna, paul, found["web"])] == [1.0, 0.0, 2.0]
    assert anna.tasks[0].awaited_by == ()  # they wait for themselves


def test_a_share_of_the_time_is_a_share_of_the_days() -> None:
    """Four days of work at a quarter of one's time are one day."""
    plan = plan_of(
        {"id": "a", "duration": "4d", "responsible": [{"anna": "25%"}, "paul"]},
        people={"anna": None, "paul": {"availability": "50%"}},
    )
    found = rp.workload(rp.schedule(plan))

    assert (found["anna"].days, found["paul"].days) == (1.0, 2.0)


def test_a_share_that_a_summary_says_holds_below_it() -> None:
    """Half of four days is two; the name alone says nothing, and whoever is not listed is one person."""
    plan = plan_of(
        {"id": "phase", "responsible": [{"Anna": "50%"}], "tasks": [{"id": "a", "duration": "4d"}]},
        {"id": "b", "duration": "1d", "responsible": [{"ANNA": "25%"}], "until": "J-20"},
    )

    assert rp.workload(rp.schedule(plan))["anna"].days == 2.25


def test_only_work_fills_days() -> None:
    """Two hours are a quarter of eight; the margin behind two days, and a hammock, are no work."""
    plan = plan_of(
        {"id": "call", "duration": "2h", "responsible": "Anna"},
        {"id": "text", "duration": "2d", "margin": "1d", "responsible": "Paul"},
        {"id": "all", "responsible": "Zoé", "span": {"from": "text.start", "to": "launch.start"}},
        hours_per_day=8,
    )
    found = rp.workload(rp.schedule(plan))

    assert (found["Anna"].days, found["Paul"].days, found["Zoé"].days) == (0.25, 2.0, 0.0)


# --------------------------------------------------------------------------- views of persons


def test_the_view_of_a_person_lists_their_tasks_only() -> None:
    """The "Responsable IT" has one action of the IT plan, with its dates, letter and status."""
    found = rp.workload(rp.schedule(rp.read(IT.encode(), format="csv"), start="2025-05-01"))
    view = found["responsable it"]

    (task,) = view.tasks
    assert (task.name, task.letters, task.status) == (
        "Mettre en place une alerte + relance automatique", "R", "À faire",
    )  # fmt: skip
    assert (task.start_date, task.finish_date) == (date(2025, 5, 15), date(2025, 5, 20))
    assert len(found) == 4


def test_a_view_says_who_waits_for_whom(emailing: rp.Schedule) -> None:
    """The management waits for the texts until 3 June; the visuals wait for it from 9 June."""
    (task,) = rp.workload(emailing)["La direction"].tasks

    assert [(wait.people, wait.task, wait.date) for wait in task.waits_for] == [
        (("Rédacteur",), "write", date(2026, 6, 3))
    ]
    assert [(wait.people, wait.task, wait.date) for wait in task.awaited_by] == [
        (("Graphiste",), "visuals", date(2026, 6, 9))
    ]
    assert (task.start_date, task.finish_date, task.offset) == (date(2026, 6, 4), date(2026, 6, 8), "J-11")


def test_waiting_goes_through_summaries() -> None:
    """What waits for a phase waits for each task of it that nothing in the phase waits for."""
    plan = plan_of(
        {"id": "phase", "tasks": [
            {"id": "a", "duration": "1d", "responsible": "Anna"},
            {"id": "b", "duration": "2d", "responsible": "Paul"},
        ]},
        {"id": "c", "duration": "1d", "responsible": "Zoé", "after": ["phase"]},
    )  # fmt: skip
    (task,) = rp.workload(rp.schedule(plan))["Zoé"].tasks

    assert {wait.task for wait in task.waits_for} == {"a", "b"}


def test_the_impact_of_a_person_is_everything_behind_their_tasks(emailing: rp.Schedule) -> None:
    """Without the writer neither the validation nor the visuals can be done; the data base can."""
    found = rp.workload(emailing)

    assert found["rédacteur"].impact == ("validate", "visuals")
    assert found["CRM"].impact == ()


def test_the_impact_of_a_person_names_deliverables() -> None:
    """What tasks behind theirs hand over waits on them too."""
    plan = plan_of(
        {"id": "a", "duration": "1d", "responsible": "Anna", "deliverables": "Textes"},
        {"id": "b", "duration": "1d", "responsible": "Paul", "after": ["a"], "deliverables": ["Affiche"]},
        {"id": "c", "duration": "1d", "responsible": "Paul", "deliverables": ["Film"]},
    )

    assert rp.workload(rp.schedule(plan))["Anna"].deliverables == ("Textes", "Affiche")


def test_parts_of_a_task_are_tasks_of_who_does_them() -> None:
    """Whoever approves has the approval among their tasks, called by both names."""
    plan = plan_of(
        {"id": "a", "name": "Visuels", "duration": "2d", "responsible": "Paul",
         "approval": {"by": "le client", "duration": "5d"}},
    )  # fmt: skip
    (task,) = rp.workload(rp.schedule(plan))["le client"].tasks

    assert (task.id, task.name) == ("a/approval-1", "Visuels – Approval (le client)")
    assert task.waits_for[0].people == ("Paul",)


def test_nobody_of_that_name_is_told() -> None:
    """A slip is answered with the nearest name."""
    with pytest.raises(rp.PlanError, match=r'"grafiste" is none of the people of the plan.*Graphiste'):
        rp.workload(rp.schedule(rp.from_document(EMAILING))).find("grafiste")


def test_views_are_json(emailing: rp.Schedule) -> None:
    """Dates are ISO text, and the rows are those of the tasks."""
    document = rp.to_document(rp.workload(emailing)["rédacteur"])

    assert document["tasks"][0]["start_date"] == "2026-05-28"
    assert document["tasks"][0]["awaited_by"][0]["people"] == ["la direction"]
    head, row = rp.workload(emailing)["rédacteur"].to_rows("fr")
    assert head == ("J", "Tâche", "Rôle", "Début", "Fin", "Attend", "Attendu par")
    assert row[-1] == "la direction : validés les textes par la direction (jeu. 4 juin 2026)"


# --------------------------------------------------------------------------- hand-overs


def test_hand_overs_of_the_emailing(emailing: rp.Schedule) -> None:
    """Work changes hands twice: the texts on 3 June, the validated texts on 8 June."""
    found = [(item.givers, item.takers, item.date, item.needed) for item in rp.handovers(emailing)]

    assert found == [
        (("Rédacteur",), ("la direction",), date(2026, 6, 3), date(2026, 6, 4)),
        (("la direction",), ("Graphiste",), date(2026, 6, 8), date(2026, 6, 9)),
    ]


def test_work_in_the_same_hands_is_no_hand_over() -> None:
    """Nor is work that some of those who did it go on with; a milestone of nobody is passed through."""
    plan = plan_of(
        {"id": "a", "duration": "1d", "responsible": ["Anna", "Paul"]},
        {"id": "b", "duration": "1d", "responsible": "anna", "after": ["a"]},
        {"id": "gate", "after": ["b"]},
        {"id": "c", "duration": "1d", "responsible": ["Anna", "Zoé"], "after": ["gate"]},
        {"id": "d", "duration": "1d", "after": ["c"]},
    )

    assert [(item.source, item.target, item.takers) for item in rp.handovers(rp.schedule(plan))] == [
        ("b", "c", ("Zoé",))
    ]


# --------------------------------------------------------------------------- candidates

PEOPLE = {
    "anna": {"skills": ["rédaction", "SEO"]},
    "paul": {"skills": "Rédaction", "leave": ["2026-06-11"]},
    "zoe": {"skills": ["web"]},
    "duo": {"members": ["zoe", "anna"]},
    "eva": {"skills": "rédaction"},
}


def test_candidates_have_the_skills_and_are_free() -> None:
    """Paul is on leave, Zoé cannot write; the others come by what they have to do already."""
    plan = plan_of(
        {"id": "text", "duration": "3d", "skills": ["rédaction"]},  # Wed 10 - Fri 12 June
        {"id": "before", "duration": "2d", "responsible": "anna", "until": "J-10"},  # Thu 4 - Fri 5 June
        people=PEOPLE,
    )
    found = rp.candidates(rp.schedule(plan), "text")

    assert [(candidate.key, candidate.days) for candidate in found] == [
        ("duo", 0.0),
        ("eva", 0.0),
        ("anna", 2.0),
    ]


def test_whoever_is_busy_is_no_candidate() -> None:
    """Another task on one of the days is too much, also one that somebody does with their team."""
    plan = plan_of(
        {"id": "text", "duration": "3d", "skills": ["rédaction"], "responsible": "eva"},
        {"id": "other", "duration": "1d", "responsible": "duo"},  # Fri 12 June
        people=PEOPLE,
    )

    assert [candidate.key for candidate in rp.candidates(rp.schedule(plan), "text")] == ["eva"]


def test_whoever_keeps_other_hours_is_no_candidate() -> None:
    """A calendar of one's own counts as leave does: Zoé works until Wednesday, the task is done on Friday."""
    plan = plan_of(
        {"id": "film", "duration": "1d"},  # Fri 12 June
        calendars={"short": {"week": dict.fromkeys(("mon", "tue", "wed"), "09:00-17:00")}},
        people={"zoe": {"calendar": "short"}, "anna": {"calendar": "FR"}},
    )

    assert [candidate.key for candidate in rp.candidates(rp.schedule(plan), "film")] == ["anna"]


# --------------------------------------------------------------------------- notices


def test_who_hears_of_a_move() -> None:
    """The informed of moved tasks are told, the consulted asked before the approval; nobody else is."""
    plan = plan_of(
        {"id": "a", "name": "Textes", "duration": "2d", "consulted": ["Juridique"], 
         "informed": ["Paul", "Zoé"], "approval": {"by": "direction", "duration": "1d"}},
        {"id": "b", "duration": "1d", "informed": ["Anna"], "at": "J-30"},
    )  # fmt: skip
    old = rp.schedule(plan)
    new = rp.schedule(plan.change("a", approval={"by": "direction", "duration": "3d"}))
    found = rp.notices(old, new)

    assert [(item.person, item.kind, item.task) for item in found] == [
        ("Juridique", "consult", "a"),
        ("Paul", "inform", "a"),
        ("Zoé", "inform", "a"),
    ]
    assert found[0].by == date(2026, 6, 10)  # three days of approval before 15 June
    assert found[1].text() == 'Paul: "Textes" is now planned from Mon 8 Jun 2026 to Fri 12 Jun 2026'
    assert rp.notices(old, old) == ()


# --------------------------------------------------------------------------- deliverables

LAUNCH_OF_A_PRODUCT = [
    "un communiqué de presse", "une vidéo de présentation", "des publicités en ligne",
    {"id": "blog", "name": "des articles de blog", "type": "articles de blog", "quantity": 4},
]  # fmt: skip


def test_final_deliverables_are_due_on_the_launch() -> None:
    """The four deliverables of a launch on 1 December are due on that day."""
    plan = rp.from_document({"launch": "2026-12-01", "deliverables": LAUNCH_OF_A_PRODUCT, "tasks": []})
    found = rp.products(plan)

    assert [product.due for product in found] == [date(2026, 12, 1)] * 4
    assert [product.tasks for product in found] == [()] * 4


def test_a_deliverable_of_no_task_is_told_by_name() -> None:
    """A deliverable that is listed and made nowhere is told; one named by id, or loosely, is not."""
    plan = rp.from_document(
        {
            "launch": "2026-12-01",
            "deliverables": LAUNCH_OF_A_PRODUCT,
            "tasks": [
                {"id": "a", "duration": "5d", "deliverables": ["blog", "Une vidéo de présentation"]},
                {"id": "b", "duration": "1d", "deliverables": ["Bannières"], "after": ["a"]},
            ],
        }
    )
    told = [finding.text() for finding in rp.check(plan, select=["RP701", "RP702", "RP703"]).findings]

    assert told == [
        'deliverables[0]: no task hands over "un communiqué de presse"; write it under deliverables of the'
        " task that makes it",
        'deliverables[2]: no task hands over "des publicités en ligne"; write it under deliverables of the'
        " task that makes it",
    ]
    assert [product.deliverable.name for product in rp.products(plan)][4] == "Bannières"


def test_a_deliverable_that_is_ready_too_late_is_told() -> None:
    """It is compared with its own date, an offset or a day; the launch is soon enough for the others."""
    plan = plan_of(
        {"id": "a", "duration": "1d", "deliverables": [{"name": "Film", "due": "J-7"}, "Affiche"]},
        {"id": "b", "duration": "1d", "deliverables": {"name": "Bilan", "due": "2026-06-12"}},
        {"id": "c", "duration": "1d", "after": ["launch"], "deliverables": ["Merci"]},  # Monday 15 June, J
        {"id": "d", "duration": "1d", "after": ["c"], "deliverables": ["Trop tard"]},
    )
    found = rp.check(plan, select=["RP701", "RP702", "RP703"]).findings

    assert {finding.path: finding.code for finding in found} == {
        "tasks[0].deliverables[0]": "RP702",
        "tasks[3].deliverables[0]": "RP702",
    }


def test_a_last_task_hands_something_over_or_serves_the_others() -> None:
    """Tasks that others wait for need not; nor do those of plans without deliverables."""
    tasks = [
        {"id": "a", "duration": "1d"},
        {"id": "b", "duration": "1d", "after": ["a"], "deliverables": "Film"},
        {"id": "c", "duration": "1d"},
        {"id": "d", "duration": "1d", "tags": {"support": "yes"}},
    ]
    plan = plan_of(*tasks)

    assert [finding.task for finding in rp.check(plan, select="RP703").findings] == ["c"]
    assert not rp.check(plan.change("b", deliverables=()), select="RP703").findings


def test_occurrences_are_called_by_their_numbers() -> None:
    """A repeated task for each segment is named by both, the number behind the segment."""
    plan = plan_of(
        {"id": "call", "name": "Appel", "duration": "1h", "responsible": "Anna", "at": "J-14",
         "for_each": {"segment": ["a"]}, "repeat": {"every": "1w", "count": 2}},
    )  # fmt: skip
    tasks = rp.workload(rp.schedule(plan))["Anna"].tasks

    assert [task.name for task in tasks] == ["Appel – a 1", "Appel – a 2"]


def test_a_variant_that_is_approved_is_handed_over_by_its_approver() -> None:
    """Who waits for all variants of a task waits for those who approve them, not for the writers too."""
    plan = rp.from_document(
        {
            "launch": "2026-09-15",
            "segments": ["x", "y"],
            "people": {"anna": {}, "paul": {}, "dir": {}},
            "tasks": [
                {
                    "id": "a", "duration": "5d", "responsible": "anna", "for_each": "segments",
                    "approval": {"by": "dir", "duration": "2d"},
                },
                {"id": "b", "duration": "2d", "responsible": "paul", "after": ["a"]},
            ],
        }
    )  # fmt: skip
    schedule = rp.schedule(plan)
    passed = [(item.givers, item.takers) for item in rp.handovers(schedule)]
    assert sorted(passed) == [(("anna",), ("dir",))] * 2 + [(("dir",), ("paul",))] * 2
    assert [wait.people for wait in rp.workload(schedule)["paul"].tasks[0].waits_for] == [("dir",)] * 2
