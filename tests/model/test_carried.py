"""What a plan carries for people: words are kept, and what they mean is known."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest

import retroplan as rp
from retroplan.model.carried import CARRIED, StatusKind
from retroplan.model.task import Task

# The two vocabularies of published action plans, and the words of French practice beside them.
WORDS = [
    ("Fait", "done"),
    ("En cours", "doing"),
    ("À venir", "todo"),
    ("Terminé", "done"),
    ("À faire", "todo"),
    ("Non commencé", "todo"),
    ("En retard", "other"),
    ("Bloqué", "blocked"),
    ("Annulée", "cancelled"),
    ("Done", "done"),
    ("In progress", "doing"),
    ("Not started", "todo"),
    ("On hold", "blocked"),
    ("✔ Terminées.", "done"),
    ("0 %", "todo"),
    ("40%", "doing"),
    ("99,5 %", "doing"),
    ("100 %", "done"),
    ("?", "other"),
    ("Refait", "other"),
]


@pytest.mark.parametrize(("word", "kind"), WORDS)
def test_a_status_keeps_its_word_and_knows_what_it_means(word: str, kind: str) -> None:
    """The two vocabularies map to the same states; the word that went in is the one that comes out."""
    plan = rp.from_document({"tasks": [{"id": "a", "status": word}]})
    status = plan["a"].status

    assert status is not None
    assert (str(status), status.kind) == (word, StatusKind(kind))
    assert rp.to_document(plan)["tasks"][0]["status"] == word


@pytest.mark.parametrize(
    ("word", "done"),
    [
        ("0 %", 0.0), ("40%", 0.4), ("12,5 %", 0.125), ("100 %", 1.0), ("999 %", 1.0), ("✔ Terminées.", 1.0),
        ("En cours", None), ("À faire", None), ("Annulée", None), ("?", None),
    ],
)  # fmt: skip
def test_a_status_says_how_much_is_done_where_it_does(word: str, done: float | None) -> None:
    """A percentage is a share, what is done is the whole; "under way" is anything between."""
    assert rp.Status(word).done == done


@pytest.mark.parametrize(
    "word", ["A faire", "à faire", "À FAIRE", normalize("NFD", "À faire"), " À  faire :"]
)
def test_a_status_is_known_however_it_is_typed(word: str) -> None:
    """Without its accent, in capitals, with letters and accents apart; and it is not made tidy."""
    status = rp.Status(word)

    assert (status.text, status.kind) == (word, StatusKind.TODO)


@pytest.mark.parametrize(
    ("word", "rank"),
    [
        ("Haute", 1), ("élevée", 1), ("moyenne", 2), ("Basse", 3), ("faible", 3), ("Urgent", 0),
        ("Très haute", 0), (1, 1), ("2", 2), ("P1", 1), ("n° 3", 3), ("High", 1), ("selon Marie", None),
    ],
)  # fmt: skip
def test_a_priority_keeps_its_word_and_has_a_rank(word: str | int, rank: int | None) -> None:
    """Words and numbers can be sorted, the most pressing first; unknown words are kept without a rank."""
    priority = Task("a", priority=word).priority

    assert priority is not None
    assert (priority.text, priority.rank) == (str(word), rank)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("emails", "email"), ("landing pages", "landing_page"), ("articles de blog", "blog_article"),
        ("publicités", "advert"), ("un communiqué de presse", "press_release"),
        ("une vidéo de présentation", "video"), ("des publicités en ligne", "advert"),
        ("des articles de blog", "blog_article"), ("un hologramme", ""),
    ],
)  # fmt: skip
def test_kinds_of_deliverables_are_known_by_their_names(words: str, kind: str) -> None:
    """The types that the articles name are one vocabulary, with articles and plurals or without."""
    assert rp.Deliverable(words).kind == kind


def test_an_unknown_type_of_deliverable_is_its_own_kind() -> None:
    """The vocabulary can be extended by writing another word."""
    assert rp.Deliverable("Le jeu", type="Application").kind == "Application"
    assert rp.Deliverable("Vidéo du jeu", type="Application").kind == "Application"


def test_deliverables_of_a_product_launch() -> None:
    """A launch on 1 December has four final deliverables, due on the launch unless they say otherwise."""
    names = ["un communiqué de presse", "une vidéo de présentation", "des publicités en ligne"]
    plan = rp.from_document(
        {
            "launch": "2026-12-01",
            "deliverables": [*names, {"name": "des articles de blog", "quantity": 4, "due": "J-7"}],
        }
    )

    assert [item.name for item in plan.deliverables[:3]] == names
    assert [item.due for item in plan.deliverables[:3]] == [None] * 3
    assert (plan.deliverables[3].quantity, str(plan.deliverables[3].due)) == (4, "J-7")
    assert rp.to_document(plan)["deliverables"][0] == names[0]
    assert plan.deliverables[0].goes_by("Un communiqué de presse")
    assert not plan.deliverables[0].goes_by("")


def test_a_header_round_trips() -> None:
    """Project, owner of the plan, period, context, positioning, resources and budget stay as written."""
    document = {
        "retroplan": 1,
        "name": "Optimisation support IT",
        "start": "2025-05-01",
        "owner": ["Responsable IT"],
        "context": {
            "period": "1er mai – 30 juin 2025",
            "context": "L'analyse du contexte et du marché",
            "positioning": "le positionnement de la marque",
            "resources": ["les ressources disponibles"],
            "budget": {"text": "le budget alloué"},
        },
        "tasks": [],
    }

    assert rp.to_document(rp.from_document(document)) == document


def test_the_owner_of_a_plan_is_read_above_a_list() -> None:
    """`Responsable du plan : …` above a table is the owner, and comes back there."""
    text = "Optimisation support IT\nResponsable du plan;Responsable IT\n\nAction;Statut\nFormer;À faire\n"
    plan = rp.read(text.encode(), format="csv")

    assert plan.owner == ("Responsable IT",)
    assert rp.dumps(plan, "csv").decode("utf-8-sig").split("\r\n")[1] == "Responsable du plan;Responsable IT"


def test_labels_above_their_values_are_the_header_of_a_plan() -> None:
    """An article sets the header of its IT plan as a table of its own; the period is kept as a note."""
    text = (
        "Projet ou Domaine;Responsable du plan;Période (de – à)\n"
        "Optimisation support IT;Responsable IT;1er mai – 30 juin 2025\n\n"
        "Action;Responsable;Statut\nFormer;Développeur;À faire\n"
    )
    plan = rp.read(text.encode(), format="csv")

    assert (plan.name, plan.owner) == ("Optimisation support IT", ("Responsable IT",))
    assert plan.extra["x-notes"] == ["Période (de – à) : 1er mai – 30 juin 2025"]
    assert [str(task.status) for task in plan] == ["À faire"]
    assert rp.read(rp.dumps(plan, "csv"), format="csv") == plan


def test_a_name_that_is_a_label_stays_a_value() -> None:
    """A project called "Lancement" with the launch beside it has labels beside their values, as others do."""
    text = "Projet;Lancement;Jour J;15/06/2027\nCalendrier;FR;Début;04/01/2027\nTâche;Statut\nFormer;Fait\n"
    plan = rp.read(text.encode(), format="csv")

    assert (plan.name, plan.launch, plan.calendar) == ("Lancement", date(2027, 6, 15), "FR")


def test_what_tasks_carry_moves_no_date() -> None:
    """A plan with all of it has the dates, and the quick way to them, of the plan without."""
    bare = [Task("a", duration="3d"), Task("b", duration="1w", after=["a"])]
    carried = {
        "accountable": "Anna", "consulted": ["Paul"], "informed": "Zoé", "skills": "web", "status": "Fait",
        "priority": 1, "tags": {"channel": "email"}, "deliverables": ["Film"], "note": "!",
        "context": {"a": 1}, "ignore": "RP201",
    }  # fmt: skip
    full = [Task("a", duration="3d", **carried), Task("b", duration="1w", after=["a"], **carried)]
    schedules = [rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)) for tasks in (bare, full)]

    assert carried.keys() == set(CARRIED)
    assert [task.start_date for task in schedules[0].values()] == [
        task.start_date for task in schedules[1].values()
    ]
    assert schedules[1]["a"].start_date == date(2026, 6, 3)  # 3 + 5 working days before Monday 15 June


def test_tags_hold_one_text_or_several() -> None:
    """A tag is written back as one text where it has one, and says nothing where it has none."""
    task = Task("a", tags={"channel": ["email"], "segment": ["fidèles", "nouveaux", "fidèles"], "lot": []})

    assert task.tags == {"channel": ("email",), "segment": ("fidèles", "nouveaux")}
    assert task.to_document()["tags"] == {"channel": "email", "segment": ["fidèles", "nouveaux"]}


def test_responsibilities_by_role_round_trip() -> None:
    """Roles have duties in words, apart from the tasks they do."""
    people = {
        "marketing": {
            "name": "Le responsable marketing", "duties": ["coordonner les campagnes publicitaires"],
        },
        "ventes": {"name": "le directeur des ventes", "duties": ["supervisera les formations"]},
    }  # fmt: skip
    plan = rp.from_document({"people": people, "tasks": []})

    assert rp.to_document(plan)["people"] == people


@pytest.mark.parametrize("format", ["csv", "md", "xlsx"])
def test_words_of_kept_columns_come_back_cell_by_cell(format: str) -> None:
    """A dash, a number and a text over two lines are what they were, under their own headings."""
    text = "Tâche;Durée;Statut;Priorité;Commentaires\nA;2 jours;-;1;n/a\nB;2 jours;À  venir;P2;oui, mais\n"
    plan = rp.read(text.encode(), format="csv")
    again = rp.read(rp.dumps(plan, format), format=format)

    assert [task.to_document() | {"id": ""} for task in again] == [
        {"id": "", "name": "A", "duration": "2d", "status": "-", "priority": "1", "note": "n/a"},
        {
            "id": "", "name": "B", "duration": "2d", "status": "À  venir", "priority": "P2",
            "note": "oui, mais",
        },
    ]  # fmt: skip
    assert again == plan


def test_columns_of_responsibilities_are_read() -> None:
    """Consulted, informed and accountable people are several, parted as responsibles are."""
    text = "Tâche;Responsable;Approbateur;Consultés;Informés;Compétences;Livrables\n"
    text += 'Former;RH + Formateur;Direction;Juridique, RH;Marie et Paul;web;"Support ; Quiz"\n'
    plan = rp.read(text.encode(), format="csv")
    (task,) = plan.tasks

    assert task.names == ("RH", "Formateur")
    assert (task.accountable, task.consulted) == (("Direction",), ("Juridique", "RH"))
    assert (task.informed, task.skills) == (("Marie", "Paul"), ("web",))
    assert [item.name for item in task.deliverables] == ["Support", "Quiz"]
    assert rp.read(rp.dumps(plan, "csv"), format="csv") == plan


def test_columns_of_channels_and_segments_are_tags() -> None:
    """A list with a column "Canal" can be printed as a calendar of publications, and comes back as it was."""
    text = (
        "Tâche;Durée;Canal;Public cible\nE-mail;1 jour;Email;Fidèles, Nouveaux\n"
        "Annonce;1 jour;Réseaux sociaux, Site web;-\nBrief;1 jour;;\n"
    )
    plan = rp.read(text.encode(), format="csv")

    assert [dict(task.tags) for task in plan] == [
        {"channel": ("Email",), "segment": ("Fidèles", "Nouveaux")},
        {"channel": ("Réseaux sociaux", "Site web")},
        {},
    ]
    assert rp.by_tag(plan, "channel")["Site web"] == ("annonce",)
    assert rp.dumps(plan, "csv").decode("utf-8-sig").replace("\r\n", "\n") == text.replace(";-", ";")
    edited = plan.change("brief", tags={"lot": "1"})
    for format in ("csv", "md", "xlsx"):
        assert rp.read(rp.dumps(edited, format), format=format) == edited


def test_tags_of_records_are_lists_or_texts() -> None:
    """Programs give lists; people commas."""
    plan = rp.from_table([{"Task": "a", "Channel": ["email", "web"]}, {"Task": "b", "Channel": "email, web"}])

    assert {task.tags["channel"] for task in plan} == {("email", "web")}
