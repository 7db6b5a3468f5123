"""`retroplan people`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import BAD_INPUT, FINE, retroplan

# Back from Tuesday 15 June 2027: print Friday 11 and Monday 14 June, text from Tuesday 8 to Thursday 10.
PLAN = """
launch: 2027-06-15
people: {anna: Anna Martin}
tasks:
  - {id: text, name: Textes, duration: 3d, responsible: anna, accountable: Marie}
  - {id: print, name: Impression, duration: 2d, responsible: Paul, accountable: Marie, after: [text]}
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a plan whose tasks people share."""
    (tmp_path / "shared.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everybody_has_a_line(shared: Path) -> None:
    """How many tasks by letter, how many days, from when to when."""
    result = retroplan("people", "shared.yaml", "--lang", "en")

    assert result.exit_code == FINE
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["Person", "R", "A", "C", "I", "Days", "of", "work", "Start", "Finish"],
        ["Anna", "Martin", "1", "0", "0", "0", "3", "Tue", "8", "Jun", "Thu", "10", "Jun"],
        ["Marie", "0", "2", "0", "0", "0", "Tue", "8", "Jun", "Mon", "14", "Jun"],
        ["Paul", "1", "0", "0", "0", "2", "Fri", "11", "Jun", "Mon", "14", "Jun"],
    ]


def test_a_person_sees_their_tasks(shared: Path) -> None:
    """With who waits for them."""
    result = retroplan("people", "shared.yaml", "--person", "anna martin", "--lang", "fr")
    head, row = result.stdout.splitlines()

    assert head.split() == ["J", "Tâche", "Rôle", "Début", "Fin", "Attend", "Attendu", "par"]
    assert row.endswith("Paul : Impression (ven. 11 juin 2027)")


def test_a_slip_in_a_name_is_told(shared: Path) -> None:
    """The nearest name is proposed."""
    result = retroplan("people", "shared.yaml", "--person", "Mary", "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert '"Mary" is none of the people of the plan' in result.stderr
    assert "Marie" in result.stderr


def test_the_matrix_needs_no_dates(shared: Path) -> None:
    """A list without a launch has its RACI matrix all the same."""
    (shared / "list.csv").write_text("Tâche;Responsable\nBrief;Marie\n", encoding="utf-8")
    result = retroplan("people", "list.csv", "--raci")

    assert result.exit_code == FINE
    assert [line.split() for line in result.stdout.splitlines()] == [["Tâche", "Marie"], ["Brief", "R"]]


def test_the_matrix_goes_to_a_file(shared: Path) -> None:
    """The suffix tells the format; a file that is there stays without --force."""
    first = retroplan("people", "shared.yaml", "--raci", "-o", "raci.xlsx", "--lang", "fr")
    again = retroplan("people", "shared.yaml", "--raci", "-o", "raci.xlsx")
    sheet = load_workbook(shared / "raci.xlsx").active

    assert (first.exit_code, again.exit_code) == (FINE, BAD_INPUT)
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Tâche", "Anna Martin", "Marie", "Paul"],
        ["Textes", "R", "A", None],
        ["Impression", None, "A", "R"],
    ]


def test_hand_overs_have_a_line_each(shared: Path) -> None:
    """Who gives what to whom, when it is done and when it is needed; JSON has the ids."""
    result = retroplan("people", "shared.yaml", "--handovers", "--format", "json")
    table = retroplan("people", "shared.yaml", "--handovers", "--lang", "en")

    (found,) = json.loads(result.stdout)["handovers"]
    assert (found["source"], found["target"], found["givers"], found["takers"]) == (
        "text", "print", ["Anna Martin"], ["Paul"],
    )  # fmt: skip
    assert (found["date"], found["needed"]) == ("2027-06-10", "2027-06-11")
    assert table.stdout.splitlines()[1].split()[:4] == ["Thu", "10", "Jun", "Anna"]


@pytest.mark.parametrize("command", ["people", "publications"])
def test_a_list_is_not_written_over_its_plan(shared: Path, command: str) -> None:
    """Not with --force either: the plan would be lost."""
    (shared / "plan.csv").write_text("Tâche;Durée;Responsable\nBrief;2d;Marie\n", encoding="utf-8")
    result = retroplan(command, "plan.csv", "--launch", "2027-06-15", "-o", "plan.csv", "--force")

    assert result.exit_code == BAD_INPUT
    assert (shared / "plan.csv").read_text(encoding="utf-8").startswith("Tâche;Durée")


@pytest.mark.parametrize("command", [("people",), ("publications", "--tag", "channel")])
def test_what_programs_read_is_in_the_language_of_the_plan(shared: Path, command: tuple[str, ...]) -> None:
    """The language of whoever runs it changes nothing in JSON; a table is in theirs."""
    (shared / "waves.yaml").write_text(
        "{launch: 2027-06-15, tasks: [{id: a, name: Mail, responsible: Anna, tags: {channel: email},"
        " waves: [J-7, J-1]}]}",
        encoding="utf-8",
    )
    first, *options = command
    found = {}
    for locale in ("fr_FR.UTF-8", "en_US.UTF-8"):
        result = retroplan(first, "waves.yaml", *options, "--format", "json", LC_ALL=locale)
        found[locale] = result.stdout

    assert len(set(found.values())) == 1
    assert "Mail – Sending, wave 1" in found["fr_FR.UTF-8"]


def test_one_question_at_a_time(shared: Path) -> None:
    """Two views at once are refused with the names of the options."""
    result = retroplan("people", "shared.yaml", "--raci", "--handovers", "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert "--handovers" in result.stderr
    assert "--raci" in result.stderr


def test_a_plan_of_nobody_says_so(shared: Path) -> None:
    """There is a hint on standard error instead of an empty page alone."""
    (shared / "bare.yaml").write_text("{launch: 2027-06-15, tasks: [{id: a, duration: 1d}]}", "utf-8")
    for options in ([], ["--raci"]):
        result = retroplan("people", "bare.yaml", *options, "--lang", "en")

        assert result.exit_code == FINE
        assert "nobody is named in this plan" in result.stderr
