"""How rows stand below one another."""

from __future__ import annotations

import pytest

import retroplan as rp
from tests.tables.tabling import codes, problems, read, tasks, tree, written


@pytest.mark.parametrize(
    "codes_",
    [
        ("1", "1.1", "1.2", "2"),
        ("1.", "1.1.", "1.2.", "2."),
        ("1.0", "1.1", "1.2", "2.0"),
        ("1", "1,1", "1,2", "2"),
        ("A", "A.1", "A.2", "B"),
    ],
)
def test_codes_say_what_stands_below_what(codes_: tuple[str, ...]) -> None:
    """1.1 stands below 1; 1.0 is 1, and a French spreadsheet writes 1,1."""
    rows = "".join(f"{code};{name};1 j\n" for code, name in zip(codes_, ("P", "a", "b", "Q"), strict=True))

    assert tree("WBS;Tâche;Durée\n" + rows.replace("P;1 j", "P;")) == [("P", ["a", "b"]), "Q"]


def test_a_code_without_its_parent_stands_below_the_nearest() -> None:
    """1.2.3 stands below 1 where there is no 1.2, and at the top where there is neither."""
    assert tree("WBS;Tâche\n1;P\n1.2.3;a\n7.1;b\n;c\n") == [("P", ["a"]), "b", "c"]


def test_dotted_numbers_say_it_too() -> None:
    """A column N° with 1, 1.1, 1.2 is a list with phases; one with other dots is not."""
    assert tree("N°;Tâche;Durée\n1;P;\n1.1;a;1 j\n1.2;b;1 j\n") == [("P", ["a", "b"])]
    assert tree("N°;Tâche;Durée\n1,0;P;\n1.5;a;1 j\n") == ["P", "a"]
    assert tree("Réf;Tâche;Durée\nv1.2;P;\nv1;a;1 j\n") == ["P", "a"]


def test_levels() -> None:
    """A row stands below the last one of a lesser level; a level may be left out."""
    assert tree("Niveau;Tâche\n1;P\n2;a\n3;b\n2;c\n1;Q\n3;d\n2;e\n") == [
        ("P", [("a", ["b"]), "c"]),
        ("Q", ["d", "e"]),
    ]


@pytest.mark.parametrize("level", ["un", "1.5", "-1", "nan", "inf", "99999", "1e3"])
def test_a_level_that_is_none_is_told(level: str) -> None:
    """A level is a whole number."""
    assert problems(f"Niveau;Tâche\n1;P\n{level};a\n") == [f'A3: "{level}" is not a level (write 1, 2, 3 …)']


def test_parents_by_name_id_or_number() -> None:
    """The task above may stand below."""
    assert tree("Tâche;Tâche parente\na;P\nP;\nb;p\nc;2\n") == [("P", ["a", "b", "c"])]


def test_parents_that_are_none_are_told() -> None:
    """Unknown ones, and tasks that stand below themselves."""
    assert codes("Tâche;Parent\nA;B\nB;A\nC;X\nD;D\n") == [
        ("B2", "parent-of-itself"),
        ("B3", "parent-of-itself"),
        ("B4", "unknown-task"),
        ("B5", "parent-of-itself"),
    ]


def test_phases_in_a_column() -> None:
    """A phase is named on each row, on its first row, or comes back later."""
    assert tree("Phase;Tâche\nI;a\n;b\nII;c\ni;d\n") == [("I", ["a", "b", "d"]), ("II", ["c"])]
    assert tree("Phase;Tâche\n;a\nI;b\n") == ["a", ("I", ["b"])]


def test_a_phase_on_a_row_of_its_own() -> None:
    """The rows below it are its tasks; it is no task without a name."""
    assert tree("Phase;Tâche;Durée\nI;;\n;a;1 j\n;b;1 j\nII;;\n;c;1 j\n") == [
        ("I", ["a", "b"]),
        ("II", ["c"]),
    ]
    assert codes("Phase;Tâche;Durée\nI;;\nII;;\n;c;1 j\nIII;;\n") == [
        ("A2", "row-without-name"),
        ("A5", "row-without-name"),
    ]


def test_phases_have_ids_of_their_own() -> None:
    """A phase called as a task is."""
    found = tasks("Phase;Tâche\nFilm;Film\n")

    assert (found[0]["id"], found[0]["tasks"][0]["id"]) == ("film-2", "film")


def test_what_the_row_of_a_phase_sums_up_is_kept_and_not_counted() -> None:
    """Durations and dates of a phase are sums where its tasks have their own; they come back as they were."""
    text = "WBS;Tâche;Durée;Début;Fin\n1;P;10 jours;01/06/2027;14/06/2027\n1.1;a;5 jours;;\n1.2;b;;J-3;\n"
    plan = read(text)

    assert dict(plan["p"].extra) == {"x-Durée": "10 jours", "x-Début": "01/06/2027", "x-Fin": "14/06/2027"}
    assert "\n".join(written(plan)) + "\n" == text


def test_what_the_row_of_a_phase_alone_says_is_refused() -> None:
    """Where a task below has neither, they are no sums, and are not dropped."""
    assert codes("WBS;Tâche;Durée;Fin\n1;P;10 jours;14/06/2027\n1.1;a;5 jours;\n1.2;b;;\n") == [
        ("C2", "summary-with"),
        ("D2", "summary-pinned"),
    ]


@pytest.mark.parametrize("head", ["Niveau", "WBS"])
def test_a_tree_that_is_too_deep_is_told(head: str) -> None:
    """A hundred levels and no more, however many rows ask for them."""
    code = (lambda n: str(n)) if head == "Niveau" else (lambda n: ".".join(["1"] * n))
    rows = "".join(f"{code(n)};t{n}\n" for n in range(1, 150))

    assert "too-many-levels" in {found for _, found in codes(f"{head};Tâche\n{rows}")}


def test_two_rows_of_one_id_below_one_another_come_to_an_end() -> None:
    """A row that names its own namesake as its parent is told, and nothing is walked for ever."""
    assert codes("N°;Tâche;Tâche parente\na;A;\na;B;a\n") == [("A3", "duplicate-id")]
    assert {code for _, code in codes("N°;Tâche;Tâche parente\na;A;a\na;B;a\n")} >= {"parent-of-itself"}


@pytest.mark.parametrize("headings", ["Étape;Quoi;Durée", "étapes;Action;Durée", "Step;What;Duration"])
def test_steps_beside_names_are_phases(headings: str) -> None:
    """Where another column has the names, several rows of one step stand below it."""
    text = f"{headings}\nPréparation;Brief;2 j\n;Affiche;3 j\nAprès;Bilan;1 j\n"

    assert tree(text) == [("Préparation", ["Brief", "Affiche"]), ("Après", ["Bilan"])]
    assert rp.dumps(read(text), "csv").decode("utf-8-sig").splitlines()[0].replace(",", ";") == headings


def test_steps_that_only_count_are_kept() -> None:
    """A step of its own for each row is no phase; alone, the column has the names."""
    assert tree("Étape;Quoi;Durée\n1;Brief;2 j\n2;Affiche;3 j\n") == ["Brief", "Affiche"]
    assert tree("Étape;Durée\nBrief;2 j\nAffiche;3 j\n") == ["Brief", "Affiche"]
