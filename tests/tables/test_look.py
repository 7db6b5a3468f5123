"""The look of a table: what only shows in what is written, and what is not told twice."""

from __future__ import annotations

import pytest

import retroplan as rp
from tests.tables.tabling import codes, read, written

BOTH = "Jour J;{}\n\nTâche;J-xx;Date\nA;J-30;16/05/2027\nB;J-10;05/06/2027\n"


def test_a_launch_that_cannot_be_read_is_all_that_is_told() -> None:
    """Dates beside offsets are compared once the launch is known."""
    assert codes(BOTH.format("15 juin")) == [("B1", "date-without-year")]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Tâche;Durée;Après\nBilan;1 jour;Lancement FD+2 semaines\n", "Jour J FD+2 sem."),
        ("Task;Duration;After\nReview;1 day;launch FS+2w\n", "Launch FS+2w"),
        ("Tâche;Durée;Après\nBilan;1 jour;Jour J\nLancement;;\n", "Lancement"),
        ("N°;Tâche;Durée;Après\n1;Bilan;1 jour;2\n2;Lancement;;\n", "2"),
    ],
)
def test_links_to_the_launch_are_in_the_words_of_the_table(text: str, link: str) -> None:
    """By the name or the number of its row; without a row as the language calls it."""
    plan = read(text)

    assert written(plan)[1].replace(",", ";").rsplit(";", 1)[1] == link
    assert rp.read(rp.dumps(plan, "csv"), format="csv") == plan
