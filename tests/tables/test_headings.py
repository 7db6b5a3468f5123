"""What the headings of a list mean."""

from __future__ import annotations

import unicodedata

import pytest

import retroplan as rp
from retroplan.tables.headings import folded, heading_of, language_of_headings
from retroplan.tables.vocabulary import LOG, PLAN, TASKS
from tests.tables.tabling import codes, document, problems, read, tasks

ALIASES = [
    pytest.param(of, key, heading, id=f"{of}-{key}-{lang}-{heading}")
    for of, table in (("tasks", TASKS), ("log", LOG), ("plan", PLAN))
    for key, languages in table.items()
    for lang, headings in languages.items()
    for heading in headings
]


@pytest.mark.parametrize(("of", "key", "heading"), ALIASES)
def test_every_alias_is_known_however_it_is_written(of: str, key: str, heading: str) -> None:
    """Capitals, missing or decomposed accents, a colon and blanks around it do not hide a heading."""
    spellings = (
        heading,
        heading.upper(),
        f"  {heading} : ",
        unicodedata.normalize("NFD", heading),
        folded(heading) or heading,
        heading.replace("’", "'"),
    )

    assert {heading_of(spelling, of).key for spelling in spellings} == {key}


def test_no_alias_means_two_things() -> None:
    """A heading of the tasks belongs to one key."""
    seen: dict[str, str] = {}
    for key, languages in TASKS.items():
        for headings in languages.values():
            for heading in headings:
                assert seen.setdefault(folded(heading) or heading, key) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Tâche", "name"),
        ("Responsable", "responsible"),
        ("Date de début prévue", "start"),
        ("Date de fin prévue", "finish"),
        ("Durée (jours)", "duration"),
        ("Statut", "status"),
        ("Priorité", "priority"),
        ("Action", "name"),
        ("Échéance", "deadline"),
        ("Commentaires", "note"),
        ("% Réalisation", "x-progress"),
        ("Indicateur", "x-indicator"),
        ("Ressources", "x-resources"),
        ("État d’avancement", "status"),
        ("Délai", "duration"),
        ("Indicateur de succès", "x-indicator"),
        ("Action à mener", "name"),
        ("Action à entreprendre", "name"),
        ("Projet ou Domaine", None),
        ("Date de fin (réelle)", None),
        ("Début (réel)", None),
        ("Budget (€)", None),
        ("Début au plus tôt", None),
        ("Tâche(s)", "name"),
        ("Responsable(s)", "responsible"),
        ("Prédécesseur(s)", "after"),
        ("Qui ?", "responsible"),
        ("Quoi ?", "name"),
        ("Statut (en cours/fait)", "status"),
        ("Date (jj/mm/aaaa)", "start"),
        ("Début (prévu)", "start"),
        ("Date\nde début", "start"),
        ("№", "id"),
        ("", None),
        ("x-anything", "x-anything"),
    ],
)
def test_headings_of_french_practice(heading: str, key: str | None) -> None:
    """The columns of rétroplannings and action plans are known, those of what happened are not."""
    assert heading_of(heading).key == key


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Durée (jours)", "jours"),
        ("DURÉE (J)", "j"),
        ("Durée en jours ouvrés", "jours ouvres"),
        ("Durée (en jours calendaires)", "jours calendaires"),
        ("Durée\njours", "jours"),
        ("Durée estimée en semaines", "semaines"),
        ("Duration (working days)", "working days"),
        ("Duration in weeks", "weeks"),
        ("Nb de jours", "jours"),
        ("Nombre de semaines", "semaines"),
        ("Jours ouvrés", "jours ouvres"),
        ("Days", "days"),
        ("Optimiste (j)", "j"),
        ("Durée (estimée)", ""),
        ("Durée (jh)", ""),
        ("Marge (jours)", "jours"),
    ],
)
def test_a_heading_may_name_the_unit(heading: str, unit: str) -> None:
    """What a heading says of the unit counts for the bare numbers below it."""
    found = heading_of(heading)

    assert (found.key in ("duration", "optimistic", "margin"), found.unit) == (True, unit)


@pytest.mark.parametrize("heading", ["Semaine", "Mois", "S24", "Jours fériés", "Durée réelle", "a" * 99])
def test_other_words_mean_no_duration(heading: str) -> None:
    """The week of a chart or a lone letter is not taken for a length of time."""
    assert heading_of(heading).key is None


@pytest.mark.parametrize(
    ("headings", "lang"),
    [
        (["Tâche", "Début"], "fr"),
        (["Task", "Start"], "en"),
        (["Action", "Parent"], None),
        (["Tâche", "Start"], None),
        ([], None),
        (["Action suivie", "Date de suivi"], "fr"),
    ],
)
def test_the_language_is_that_of_the_headings(headings: list[str], lang: str | None) -> None:
    """Headings that both languages have do not count; a draw tells nothing."""
    assert language_of_headings(headings) == lang


def test_the_most_usual_heading_of_a_meaning_has_it() -> None:
    """Beside "Tâche", "Étape" is a column of its own, wherever it stands."""
    assert tasks("Étape;Tâche;Durée\nI;Brief;2 j\n") == [
        {"id": "brief", "name": "Brief", "duration": "2d", "x-Étape": "I"}
    ]


def test_columns_of_one_heading_are_all_kept() -> None:
    """Three columns "Commentaire" give three keys, and come back as they were."""
    text = "Tâche;Durée;Commentaire;Commentaire;Commentaire\nA;2 jours;x;y;z"
    plan = read(text)

    assert plan["a"].note == "x"
    assert dict(plan["a"].extra) == {"x-Commentaire": "y", "x-Commentaire 2": "z"}
    assert [line.replace("\xa0", " ") for line in _lines(plan)] == text.split("\n")


def _lines(plan: rp.Plan) -> list[str]:
    return rp.dumps(plan, "csv").decode("utf-8-sig").rstrip("\r\n").split("\r\n")


def test_a_column_without_heading_is_kept_under_its_letter() -> None:
    """A note beside the list is not lost."""
    assert tasks("Tâche;;Durée\nA;à voir;2 j\n")[0]["x-B"] == "à voir"


def test_the_headings_need_not_come_first() -> None:
    """A title, blank rows and labels may stand above, and the list may begin in another column."""
    text = ";Salon 2027;;\n;;;\n;Jour J :;15/06/2027;\n;;;\n;Tâche;Durée;\n;Brief;2 j;\n"

    assert document(text) == {
        "name": "Salon 2027",
        "launch": "2027-06-15",
        "tasks": [{"id": "brief", "name": "Brief", "duration": "2d"}],
    }


def test_the_row_with_the_most_known_headings_is_the_one() -> None:
    """A row of groups above the headings, merged over them, is not taken for them."""
    text = "N°;Tâche;Dates;\nN°;Tâche;Début;Fin\n1;Brief;01/06/2027;02/06/2027\n"

    assert tasks(text) == [{"id": "1", "name": "Brief", "start": "2027-06-01", "finish": "2027-06-02"}]


def test_one_known_heading_is_enough_where_there_is_no_better_row() -> None:
    """A list with names and columns of one's own is read."""
    assert tasks("Tâche;Fait\nA;oui\n") == [{"id": "a", "name": "A", "x-Fait": "oui"}]


def test_headings_repeated_on_each_page_are_no_tasks() -> None:
    """A list that was printed with its headings again and again is one list."""
    assert [task["name"] for task in tasks("Tâche;Durée\nA;2 j\nTâche;Durée\nB;1 j\n")] == ["A", "B"]


def test_without_headings_the_error_names_what_was_sought() -> None:
    """Who forgot the headings learns which there should be."""
    assert problems("Brief;2 j\nFilm;3 j\n", "fr") == [
        "A1: aucune ligne ne porte les en-têtes d’une liste de tâches (comme Tâche, Durée, Après) ; "
        "la première commence par « Brief »"
    ]


def test_a_schedule_is_not_read_as_a_plan() -> None:
    """A file with computed columns is refused: its dates would become given dates."""
    plan = rp.Plan("Demo", launch="2027-06-15", tasks=[rp.Task("a", duration="2d")])
    data = rp.dumps(rp.schedule(plan), "csv", lang="fr")

    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="csv")
    assert [finding.code for finding in caught.value.findings] == ["table-of-schedule"]


def test_columns_says_what_a_heading_means() -> None:
    """What the caller says wins over what is known, with a key, a heading, or a heading with a unit."""
    text = "Tâche;Livrable;Charge\nA;Brief;5\n"

    assert tasks(text, columns={"livrable": "name", "CHARGE": "Durée (jours)"}) == [
        {"id": "brief", "name": "Brief", "duration": "5d", "x-Tâche": "A"}
    ]
    assert tasks(text, columns={"Charge": "x-charge"}) == [
        {"id": "a", "name": "A", "x-Livrable": "Brief", "x-charge": "5"}
    ]


def test_columns_that_are_wrong_are_told() -> None:
    """A heading that is not there, or a meaning that there is not, is named with the nearest."""
    assert problems("Tâche;Durée\nA;2 j\n", columns={"Durees": "duration"}) == [
        'columns: no column is headed "Durees" (did you mean "Durée"?)'
    ]
    assert problems("Tâche;Durée\nA;2 j\n", columns={"Durée": "duratoin"}) == [
        'columns: "duratoin" is not what a column can mean (did you mean "duration"?)'
    ]
    assert codes("Tâche;Durée\n", columns={"a": "name", "b": "start"}) == [(None, "unknown-heading")] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Task,Duration,After\nA,2 days,\nB,2 days,\nC,2 days,A, B\n", [("D4", "no-heading-above")]),
        ("N°;Tâche;Durée;Après\n1;A;2 j;\n2;B;2 j;1\n3;C;2 j;1;2;\n", [("E4", "no-heading-above")]),
        ("Tâche\tDurée\nA\t2 j\tx\ty\n", [("C2", "no-heading-above"), ("D2", "no-heading-above")]),
    ],
)
def test_a_cell_behind_the_last_heading_is_refused(text: str, found: list[tuple[str, str]]) -> None:
    """A sign in a text has parted it; what stands behind it would be lost."""
    assert codes(text) == found


def test_a_cell_behind_the_last_heading_in_words() -> None:
    """In both languages; a pipe table tells its line."""
    text = "Tâche;Durée;Après\nA;2 j;;\nB;2 j;\nC;2 j;1;2\n"
    assert problems(text) == [
        'D4: there is no heading above "2"; give the column one, or correct the row if a sign in a '
        "text parts it here"
    ]
    assert problems(text, "fr") == [
        "D4: il n’y a pas d’en-tête au-dessus de « 2 » ; en donner un à la colonne, ou corriger la "
        "ligne si un signe d’un texte la coupe ici"
    ]
    with pytest.raises(rp.PlanError) as caught:
        rp.read(b"| Task | After |\n|---|---|\n| A | |\n| B | A | A |\n", format="md")
    assert [(finding.line, finding.code) for finding in caught.value.findings] == [(4, "no-heading-above")]


def test_cells_behind_the_last_heading_that_no_sign_parted_are_kept() -> None:
    """A remark beside a list in a workbook, empty cells, a sum."""
    assert tasks("Tâche;Durée\nA;2 j;;;\nTotal;2 j;fin\n") == [{"id": "a", "name": "A", "duration": "2d"}]
    plan = rp.from_table([["Tâche", "Durée"], ["A", "2 j", "voir Paul"]])
    assert plan["a"].extra == {"x-C": "voir Paul"}
    assert rp.read(rp.dumps(plan, "csv"), format="csv")["a"] == plan["a"]
