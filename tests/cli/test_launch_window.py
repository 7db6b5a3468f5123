"""`retroplan launch-window`."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, UNMET, retroplan

DATES = ("--from", "2027-06-11", "--to", "2027-06-15")


def test_has_a_line_a_date(folder: Path) -> None:
    """Whether it works, when work begins, what is closed on the way and on J itself."""
    result = retroplan("launch-window", "plan.yaml", *DATES, "--lang", "en")
    headings, *rows = result.stdout.splitlines()

    # 10.5 days before Friday 11 June 2027: from noon on Wednesday 26 May; 17 May is Whit Monday.
    assert (result.exit_code, len(rows)) == (FINE, 5)
    assert headings.split("  ")[0] == "launch"
    assert rows[0].split() == ["Fri", "11", "Jun", "2027", "yes", "Thu", "27", "May", "2027", "3"]
    assert rows[1].endswith("J: Saturday")


def test_leaves_out_closed_days_if_asked_to(folder: Path) -> None:
    """Only open days are tried."""
    assert len(retroplan("launch-window", "plan.yaml", *DATES, "--only-open").stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "warning: no day from Sat 12 Jun 2027 to Sun 13 Jun 2027 is open in the plan’s calendar\n"),
        (
            "fr",
            "avertissement : aucun jour du sam. 12 juin 2027 au dim. 13 juin 2027 n’est ouvert dans le "
            "calendrier du plan\n",
        ),
    ],
)
def test_says_that_no_day_is_open(folder: Path, lang: str, words: str) -> None:
    """A weekend has no open day: there is no table, and programs get none of them."""
    weekend = ["--from", "2027-06-12", "--to", "2027-06-13", "--only-open", "--lang", lang]
    result = retroplan("launch-window", "plan.yaml", *weekend)

    assert (result.exit_code, result.stdout, result.stderr) == (UNMET, "", words)
    data = retroplan("launch-window", "plan.yaml", *weekend, "--format", "json")
    assert (json.loads(data.stdout), data.stderr) == ({"candidates": []}, words)


def test_ends_with_1_where_no_date_works(folder: Path) -> None:
    """What is missing is told in days."""
    result = retroplan("launch-window", "plan.yaml", *DATES, "--start", "2027-06-10")

    assert result.exit_code == UNMET
    assert "il manque 9,5 jours ouvrés" in result.stdout.splitlines()[1]


def test_gives_csv_for_programs(folder: Path) -> None:
    """ISO dates, commas, a header of stable names."""
    result = retroplan("launch-window", "plan.yaml", *DATES, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))

    assert [row["launch"] for row in rows] == [f"2027-06-{day}" for day in (11, 12, 13, 14, 15)]
    assert rows[1]["closed"] == "samedi"
    assert rows[0]["critical_path"] == "brief poster launch"


def test_gives_json(folder: Path) -> None:
    """One record a date."""
    result = retroplan("launch-window", "plan.yaml", *DATES, "--format", "json")
    candidates = json.loads(result.stdout)["candidates"]

    assert [candidate["feasible"] for candidate in candidates] == [True] * 5
    assert candidates[1]["closed"]["code"] == "closed-weekday"


def test_takes_a_column_of_a_table(folder: Path) -> None:
    """A list whose headings mean something else is read as in the other commands."""
    (folder / "list.csv").write_text("id,Livrable,duration\nbrief,Brief,5d\n", encoding="utf-8")
    result = retroplan("launch-window", "list.csv", *DATES, "--column", "Livrable=name", "--lang", "en")

    # 5 days before Friday 11 June 2027: from the 4th.
    assert (result.exit_code, len(result.stdout.splitlines())) == (FINE, 6)
    assert "Fri 4 Jun 2027" in result.stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "--from: la date manque (l’écrire comme 2027-06-15)"),
        (("--from", "2027-06-11"), "--to: la date manque"),
        (
            ("--from", "2027-06-11", "--to", "2027-06-10"),
            "--to: la dernière date à essayer, jeu. 10",
        ),
        (("--from", "2027-06-11", "--to", "2037-06-10"), "sont trop à essayer d’un coup (732 au plus)"),
        (("--from", "soon", "--to", "2037-06-10"), "--from: « soon » n’est pas une date"),
        ((*DATES, "--format", "xlsx"), "--format: « xlsx » n’est pas un format"),
    ],
)
def test_bad_input_is_told(folder: Path, args: tuple[str, ...], words: str) -> None:
    """Dates that are missing, reversed or too far apart are errors with code 2."""
    result = retroplan("launch-window", "plan.yaml", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr


def test_reads_a_table_from_standard_input(folder: Path) -> None:
    """--from is a date here, so the format of the plan has an option of its own."""
    text = "Tâche;Durée\nBrief;5 jours\n"
    done = retroplan("launch-window", "-", *DATES, "--plan-format", "csv", "--lang", "en", input=text)

    assert (done.exit_code, len(done.stdout.splitlines())) == (FINE, 6)
    wrong = retroplan("launch-window", "-", *DATES, "--plan-format", "cvs", "--lang", "en", input=text)
    assert wrong.exit_code == BAD_INPUT
    assert wrong.stderr.startswith('error: --plan-format: "cvs" is not a format that can be read here')
    (folder / "book.csv").write_bytes(b"PK\x03\x04 and so on")
    told = retroplan("launch-window", "book.csv", *DATES, "--lang", "en")
    assert "--plan-format xlsx" in told.stderr
