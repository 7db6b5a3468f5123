"""Ids made from names, and links to tasks by id, name or number."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from retroplan.tables.references import Ids
from tests.tables.tabling import problems, read, tasks, written

NAMES = "Tâche;Durée;Après\nBrief, client;2 j;\nFilm;2 j;\nBrief;1 j;\nLien;1 j;{}\n"
NUMBERS = "N°;Tâche;Durée;Prédécesseurs\n3;Brief;2 j;\n5;Film;2 j;\n12;Lien;1 j;{}\n"


def links(table: str, cell: str) -> list[Any]:
    """Give the links of the last task."""
    return list(tasks(table.format(f'"{cell}"'))[-1].get("after", []))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Création des contenus", "creation-des-contenus"),
        ("  L’étude (préalable) ! ", "l-etude-prealable"),
        ("BAT n°2", "bat-n-2"),
        ("Œuvre", "œuvre"),
        ("日本", "日本"),
        ("!!!", "task"),
        ("", "task"),
        ("launch", "launch-2"),
        ("a" * 500, "a" * 60),
        ("x.y_z", "x-y-z"),
    ],
)
def test_ids_are_made_from_names(name: str, made: str) -> None:
    """Letters and digits, without accents; never the id of the launch."""
    assert Ids().make(name) == made


def test_made_ids_are_unique_and_stable() -> None:
    """The same names in the same order give the same ids; those that are there are left alone."""
    ids = Ids(["brief-2"])

    assert [ids.make("Brief") for _ in range(3)] == ["brief", "brief-3", "brief-4"]
    assert [task["id"] for task in tasks("ID;Task\nfilm;A\n;Film\n;Film\n")] == ["film", "film-2", "film-3"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Film", ["film"]),
        ("FILM", ["film"]),
        ("film", ["film"]),
        ("Brief, client", ["brief-client"]),
        ("Brief, client; Film", ["brief-client", "film"]),
        ("Film, Brief", ["film", "brief"]),
        ("Film\nBrief", ["film", "brief"]),
        ("brief-client", ["brief-client"]),
        ("2", ["film"]),
        ("1;2", ["brief-client", "film"]),
        ("1, 2", ["brief-client", "film"]),
        ("2FD+2j", ["film FS+2d"]),
        ("Film FS+2d", ["film FS+2d"]),
        ("Film fs + 2 d", ["film FS+2d"]),
        ("Film DD", ["film SS"]),
        ("Film FF-1j", ["film FF-1d"]),
        ("Film DF+1sem", ["film SF+1w"]),
        ("Film FD−2 j", ["film FS-2d"]),
        ("Film FD+50 %", ["film FS+50%"]),
        ("Film FD+1,5 j, Brief", ["film FS+1.5d", "brief"]),
        ("Film FD+1,5 j; Brief DD", ["film FS+1.5d", "brief SS"]),
        ("Brief, client SS+2d", ["brief-client SS+2d"]),
        ("lancement", ["launch"]),
        ("Jour J FD+2 semaines", ["launch FS+2w"]),
    ],
)
def test_links_by_name_id_and_number(cell: str, found: list[str]) -> None:
    """Names may hold commas; types and lags are those of MS Project in both languages."""
    assert links(NAMES, cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("3", ["3"]),
        ("3FD+2j;5", ["3 FS+2d", "5"]),
        ("3;5DD-1 sem", ["3", "5 SS-1w"]),
        ("3,5", ["3", "5"]),
        ("3 FS, 5 SS", ["3", "5 SS"]),
        ("Film", ["5"]),
    ],
)
def test_links_by_the_numbers_that_the_table_gives(cell: str, found: list[str]) -> None:
    """A number is the one of the column N°, not that of the row."""
    assert links(NUMBERS, cell) == found


def test_a_number_that_is_not_given_is_no_row_number() -> None:
    """With a column of numbers, 1 is unknown though there is a first row."""
    assert problems(NUMBERS.format("1")) == ['D4: "1" is not a task']


def test_a_name_of_several_tasks_is_not_guessed_at() -> None:
    """Two tasks called alike are told apart by their ids."""
    text = "Tâche;Durée;Après\nRelecture;1 j;\nRelecture;1 j;\nEnvoi;1 j;relecture\n"

    assert problems(text, "fr") == [
        "C4: plusieurs tâches s’appellent « relecture » ; "
        "leur donner des identifiants et lier par identifiant"
    ]
    assert tasks("Id;Tâche;Durée;Après\nrelecture;Relecture;1 j;\n;Relecture;1 j;\n;Envoi;1 j;relecture\n")[
        2
    ]["after"] == ["relecture"]


def test_what_is_no_task_is_told_with_the_nearest() -> None:
    """Every unknown name of a cell is told, with the name that it may have been."""
    assert problems(NAMES.format('"Flim; Affiche; Film XX+2d"')) == [
        'C5: "Flim" is not a task (did you mean "Film"?)',
        'C5: "Affiche" is not a task',
        'C5: "Film XX+2d" is not a task',
    ]


def test_a_lag_that_is_none_is_told() -> None:
    """The task is known, the lag is not."""
    assert problems(NAMES.format("Film FD+bientôt"), "fr") == [
        "C5: « bientôt » n’est pas une durée (écrire 5 jours, 2 semaines, 3 h, 10 jours calendaires, 6 mois…)"
    ]


def test_links_may_be_written_from_the_other_end() -> None:
    """A column of successors gives `before`."""
    assert tasks("Tâche;Durée;Successeurs\nA;1 j;B FD+1j\nB;1 j;\n")[0]["before"] == ["b FS+1d"]


def test_links_are_written_back_in_the_words_of_the_table() -> None:
    """FD and days in a French table, FS in an English one."""
    french = read("N°;Tâche;Durée (j);Prédécesseurs\n1;A;2;\n2;B;2;1FD+2j\n3;C;1;1DD;\n")
    english = read("Task;Duration;After\nA;2 d;\nB;2 d;A FS+2d\n")

    assert written(french) == [
        "N°;Tâche;Durée (j);Prédécesseurs",
        "1;A;2;",
        "2;B;2;1 FD+2 j",
        "3;C;1;1 DD",
    ]
    assert written(english)[2] == "B,2 days,A FS+2d"


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("Launch + 2 weeks", "Launch FS+2 weeks"),
        ("Brief - 3 jours", "Brief FS-3 jours"),
        ("Brief+1,5 j", "Brief FS+1,5 j"),
    ],
)
def test_a_lag_without_a_type_of_link_is_proposed_with_one(link: str, meant: str) -> None:
    """Which ends are linked is for the user to say; the usual ones are proposed."""
    with pytest.raises(rp.PlanError) as caught:
        read(f"Tâche;Durée;Après\nBrief;5 jours;\nFilm;2 jours;{link}\n")

    assert caught.value.text() == f'C3: "{link}" is not a task (did you mean "{meant}"?)'
