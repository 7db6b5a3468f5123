"""What stands above and around the list of tasks."""

from __future__ import annotations

import pytest

from tests.tables.tabling import codes, document, problems, read, written

LIST = "Tâche;Durée\nA;2 jours\n"


def header(text: str) -> dict[str, object]:
    """Give the keys of the plan above a list of one task."""
    found = document(text + LIST)
    assert found.pop("tasks") == [{"id": "a", "name": "A", "duration": "2d"}]
    return found


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("Salon 2027\n", {"name": "Salon 2027"}),
        ("Projet;Salon\n", {"name": "Salon"}),
        ("Projet : Salon\n", {"name": "Salon"}),
        ("Jour J;15/06/2027\n", {"launch": "2027-06-15"}),
        ("JOUR J :;;mardi 15 juin 2027\n", {"launch": "2027-06-15"}),
        ("Jour J : 15/06/2027\n", {"launch": "2027-06-15"}),
        ("Date de l'évènement : 15 juin 2027\n", {"launch": "2027-06-15"}),
        ("Date de lancement;15/06/2027 9h30\n", {"launch": "2027-06-15T09:30"}),
        ("Début du plan;01/02/2027\n", {"start": "2027-02-01"}),
        ("Calendrier;FR\n", {"calendar": "FR"}),
        ("Tampon;1 semaine\n", {"buffer": "1w"}),
        ("Tampon;10 %\n", {"buffer": "10%"}),
        ("Heures par jour;7,5\n", {"hours_per_day": 7.5}),
        ("Projet;Salon;;Jour J;15/06/2027\n", {"name": "Salon", "launch": "2027-06-15"}),
        ("Launch;2027-06-15\n", {"launch": "2027-06-15"}),
        ("Lancement : le site\n", {"name": "Lancement : le site"}),
        ("Titre\nMis à jour le;01/10/2026\n", {"name": "Titre", "x-notes": ["Mis à jour le : 01/10/2026"]}),
        ("Jour J :\n", {"x-notes": ["Jour J :"]}),
        ("Titre\nProjet;Salon\n", {"name": "Salon", "x-notes": ["Titre"]}),
        ("Projet;Salon;Version;2\n", {"name": "Salon", "x-notes": ["Version : 2"]}),
        ("# Salon\n", {"name": "Salon"}),
        ("Projet;Responsable du plan\nSalon;Anna\n", {"name": "Salon", "owner": ["Anna"]}),
        (
            "Objectif : vendre\nProjet;Jour J;Période\nSalon;15/06/2027;mai – juin\n",
            {
                "name": "Salon",
                "launch": "2027-06-15",
                "x-notes": ["Objectif : vendre", "Période : mai – juin"],
            },
        ),
        ("Projet;Calendrier\nJour J;15/06/2027\n", {"name": "Calendrier", "launch": "2027-06-15"}),
        ("Projet;Jour J\n;15/06/2027;v2\n", {"launch": "2027-06-15", "x-notes": ["v2"]}),
    ],
)
def test_labels_and_titles(above: str, found: dict[str, object]) -> None:
    """A label stands beside its value or in its cell, a title alone; what is neither is kept as a note."""
    assert header(above) == found


def test_a_label_whose_value_is_wrong_is_told_in_its_cell() -> None:
    """As in the list, with the cell of the value."""
    assert codes("Jour J;bientôt\nTampon;5\nCalendrier;XX\n" + LIST) == [
        ("B1", "not-a-date"),
        ("B2", "number-without-unit"),
        ("B3", "unknown-calendar"),
    ]
    assert problems("Jour J : 15 juin\n" + LIST) == [
        'A1: "15 juin" has no year; write it, as in 15 June 2027'
    ]


def test_what_stands_above_comes_back() -> None:
    """A title is a title again, a label a label, a note a note."""
    text = "Salon 2027\nJour J;15/06/2027\nCalendrier;FR\nMis à jour le : 01/10/2026\n\n" + LIST

    assert "\n".join(written(read(text))) + "\n" == text


def test_sums_are_no_tasks() -> None:
    """The row TOTAL is kept as a note; a task with a number of its own may be called so."""
    assert document("N°;Tâche;Durée (j)\n1;A;2\nTOTAL;;2\n")["x-notes"] == ["TOTAL : 2"]
    assert document("Tâche;Durée (j)\nA;2\nTOTAL;2\n") == {
        "tasks": [{"id": "a", "name": "A", "duration": "2d"}],
        "x-notes": ["TOTAL : 2"],
    }
    assert len(document("N°;Tâche;Durée (j)\n1;A;2\n2;Total;2\n")["tasks"]) == 2


def test_a_row_without_a_name_is_told() -> None:
    """A sum without a word, a remark in another column: the row is named, not guessed at."""
    assert problems("Tâche;Durée (j);Responsable\nA;2;\n;2;\n;;voir Paul\n", "fr") == [
        "B3: cette ligne n’a ni nom ni identifiant ; nommer la tâche, ou vider la ligne",
        "C4: cette ligne n’a ni nom ni identifiant ; nommer la tâche, ou vider la ligne",
    ]


def test_a_log_below_is_kept_with_its_dates() -> None:
    """The follow-up of an action plan; a date that is none is told in its cell."""
    text = (
        LIST + "\nAction suivie;Date de suivi;Résultat obtenu;Commentaire\nA;01/07/2027;fait;\nA;;reste;ok\n"
    )
    plan = read(text)

    assert plan.extra["x-log"] == {  # type: ignore[comparison-overlap]
        "columns": {
            "action": "Action suivie",
            "date": "Date de suivi",
            "result": "Résultat obtenu",
            "comment": "Commentaire",
        },
        "rows": [
            {"action": "A", "date": "2027-07-01", "result": "fait"},
            {"action": "A", "result": "reste", "comment": "ok"},
        ],
    }
    assert "\n".join(written(plan)) + "\n" == text
    assert codes(text.replace("01/07/2027", "juillet")) == [("B5", "not-a-date")]


@pytest.mark.parametrize("word", ["TOTAL", "Total général", "Sous-total", "Grand total"])
def test_sums_in_the_column_of_phases(word: str) -> None:
    """The word stands in the first column, whatever that is; a task of a phase called so is a task."""
    found = document(f"Phase;Tâche;Durée (j)\nA;Brief;3\n;Film;2\n{word};;5\n")

    assert [task["name"] for task in found["tasks"]] == ["A"]
    assert [task["name"] for task in found["tasks"][0]["tasks"]] == ["Brief", "Film"]
    assert found["x-notes"] == [f"{word} : 5"]
    assert document(f"Phase;Tâche;Durée (j)\n{word};Brief;3\n")["tasks"][0]["name"] == word


def test_the_cells_of_a_row_of_sums_are_not_read() -> None:
    """They are words in a note: a number without a unit, a date without a year."""
    found = document("Tâche;Durée;Début\nA;2 j;15/06/2027\nTOTAL;5;le 12 mai\n")

    assert found["tasks"] == [{"id": "a", "name": "A", "duration": "2d", "start": "2027-06-15"}]
    assert found["x-notes"] == ["TOTAL : 5 : le 12 mai"]
