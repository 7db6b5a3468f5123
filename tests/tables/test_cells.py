"""What one cell of a task fills in."""

from __future__ import annotations

import pytest

import retroplan as rp
from tests.tables.tabling import cell, codes, document, problems, read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Marie", ["Marie"]),
        ("RH + Formateur", ["RH", "Formateur"]),
        ("Marie, Paul", ["Marie", "Paul"]),
        ("Marie; Paul ;Léa", ["Marie", "Paul", "Léa"]),
        ("Marie et Paul", ["Marie", "Paul"]),
        ("Marie and Paul", ["Marie", "Paul"]),
        ("Marie & Paul", ["Marie", "Paul"]),
        ("Marie / Paul", ["Marie", "Paul"]),
        ("Marie\nPaul", ["Marie", "Paul"]),
        ("Paul et Élodie", ["Paul", "Élodie"]),
        ("R&D", ["R&D"]),
        ("R/D", ["R/D"]),
        ("Recherche et développement", ["Recherche et développement"]),
        ("Annette", ["Annette"]),
        ("Jean-Pierre d’Arc", ["Jean-Pierre d’Arc"]),
        (" , ;", []),
    ],
)
def test_people_are_told_apart(text: str, people: list[str]) -> None:
    """Signs and words between names part them; a department with "et" in its name is one."""
    assert cell("Responsable", text) == {"responsible": people} if people else True


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pas avant le 02/03/2027", "start_no_earlier_than"),
        ("Pas avant le 2 mars 2027", "start_no_earlier_than"),
        ("au plus tôt le 02/03/2027", "start_no_earlier_than"),
        ("not before 2027-03-02", "start_no_earlier_than"),
        ("pas après le 02/03/2027", "finish_no_later_than"),
        ("au plus tard le 02/03/2027", "finish_no_later_than"),
        ("not after 02/03/2027", "finish_no_later_than"),
        ("doit commencer le 02/03/2027", "must_start_on"),
        ("doit finir le 02/03/2027", "must_finish_on"),
        ("must start on 2 March 2027", "must_start_on"),
        ("must start by 2027-03-02", "start_no_later_than"),
        ("must finish by 2027-03-02", "finish_no_later_than"),
        ("must not finish before 2027-03-02", "finish_no_earlier_than"),
        ("start no earlier than 2027-03-02", "start_no_earlier_than"),
    ],
)
def test_constraints_are_read_in_words(text: str, kind: str) -> None:
    """What a planner says, in both languages."""
    assert cell("Contrainte", text) == {"constraint": {"type": kind, "date": "2027-03-02"}}


def test_a_constraint_that_is_none_is_told_in_words() -> None:
    """Nobody who fills in a spreadsheet is told about keys and braces."""
    assert problems("Tâche;Contrainte\nA;vers le 2 mars\nB;pas avant le 2 mars\n") == [
        'B2: "vers le 2 mars" is not a constraint (write not before 2027-05-12, must finish by 2027-06-01 …)',
        'B3: "2 mars" has no year; write it, as in 15 June 2027',
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("au plus tôt", "asap"),
        ("ASAP", "asap"),
        ("dès que possible", "asap"),
        ("Au plus tard", "alap"),
        ("alap", "alap"),
    ],
)
def test_when_is_read_in_words(text: str, when: str) -> None:
    """As soon or as late as possible, in both languages."""
    assert cell("Quand", text) == {"when": when}


def test_when_that_says_nothing_is_told_in_words() -> None:
    """What may stand there is listed."""
    assert problems("Tâche;Quand\nA;bientôt\n", "fr") == [
        "B2: « bientôt » ne dit pas quand (écrire J-30, « 6 semaines avant », une date, "
        "« au plus tôt » ou « au plus tard »)"
    ]


@pytest.mark.parametrize("text", ["-", "–", "aucun", "Aucune", "N/A", "n/a", "néant", "none", " - "])
@pytest.mark.parametrize("heading", ["Durée", "Après", "Début", "Responsable", "Contrainte", "J", "Parent"])
def test_a_cell_may_say_that_it_holds_nothing(heading: str, text: str) -> None:
    """A dash or "aucun" in a column of ours is an empty cell."""
    assert cell(heading, text) == {}


def test_what_is_not_ours_is_kept_word_by_word() -> None:
    """A dash in a column of somebody's own is his."""
    assert cell("Budget", " - ") == {"x-Budget": " - "}


@pytest.mark.parametrize(
    ("heading", "text", "filled"),
    [
        ("Marge", "2 jours", {"margin": "2d"}),
        ("Marge", "20 %", {"margin": "20%"}),
        ("Marge (jours)", "2", {"margin": "2d"}),
        ("Facteur de risque", "1,2", {"risk_factor": 1.2}),
        ("Facteur de risque", "×1.2", {"risk_factor": 1.2}),
    ],
)
def test_margins_and_factors(heading: str, text: str, filled: dict[str, object]) -> None:
    """A decimal comma, a percent or a bare number of days."""
    found = cell("Durée;" + heading, '5 j";"' + text)

    assert {key: found[key] for key in filled} == filled


def test_two_columns_cannot_give_one_value() -> None:
    """A date under "Délai" and another under "Échéance" are two limits; the error names the other column."""
    text = "Tâche;Délai;Échéance\nA;01/06/2027;02/06/2027\n"

    assert codes(text) == [("C2", "two-columns")]
    assert problems(text) == [
        'C2: the column "Délai" says it already; empty one of the two cells (here "02/06/2027")'
    ]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_rows() -> None:
    """What the table and what the plan finds stand together."""
    text = "N°;Tâche;Durée;Début;Après\n1;A;5 jous;15 juin;\n1;B;2 j;;9\n3;C;;;7\n"

    assert codes(text) == [
        ("C2", "bad-duration"),
        ("D2", "date-without-year"),
        ("A3", "duplicate-id"),
        ("E3", "unknown-task"),
        ("E4", "unknown-task"),
    ]
    assert problems(text)[2] == 'A3: "1" is already the id of A2'


@pytest.mark.parametrize("zero", ["00:00", "0:00", "00:00:00", "0h00", "à 0h"])
def test_midnight_in_a_text_is_no_time(zero: str) -> None:
    """A spreadsheet writes it behind every day; work that ends on the 9th would lose the 9th."""
    assert cell("Fin", f"09/04/2027 {zero}") == {"finish": "2027-04-09"}
    assert cell("Délai", f"09/04/2027 {zero}") == {"deadline": "2027-04-09"}
    assert cell("Quand", f"09/04/2027 {zero}") == {"start": "2027-04-09"}
    assert document(f"Jour J;09/04/2027 {zero}\nTâche;Durée\nA;1 j\n")["launch"] == "2027-04-09"


def test_our_own_tables_keep_midnight() -> None:
    """There it was written by someone who meant it."""
    plan = rp.Plan(launch="2027-04-30T00:00", tasks=[rp.Task("a", "A", finish="2027-04-09T00:00")])

    for form in ("csv", "xlsx", "md"):
        assert rp.read(rp.dumps(plan, form), format=form) == plan
    listed = read("Tâche;Fin\nA;09/04/2027\n")
    moved = listed.change("a", finish="2027-04-09T00:00")
    assert rp.read(rp.dumps(moved, "csv"), format="csv")["a"].finish == moved["a"].finish
