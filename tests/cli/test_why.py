"""`retroplan why`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan


def test_tells_the_chain_to_the_launch(folder: Path) -> None:
    """The question, then a line a step, tasks by their names."""
    result = retroplan("why", "plan.yaml", "brief")
    question, *steps = result.stdout.splitlines()

    assert (result.exit_code, question) == (FINE, "Pourquoi « Brief » ce jour-là ?")
    assert [step[:13] for step in steps] == ["→ « Brief » (", "→ « Affiche »", "→ lancement :"]
    assert "avant que « Affiche » commence" in steps[0]


@pytest.mark.parametrize("name", ["poster", "Affiche", "affiche", "POSTER", " Affiche "])
def test_takes_ids_and_names(folder: Path, name: str) -> None:
    """A task goes by its id or its name, in capitals or not."""
    assert retroplan("why", "plan.yaml", name).stdout.startswith("Pourquoi « Affiche »")


def test_explains_the_launch(folder: Path) -> None:
    """The launch is where it is because somebody said so."""
    result = retroplan("why", "plan.yaml", "launch", "--lang", "en")

    assert result.stdout.splitlines() == [
        'Why is "LAUNCH" on that day?',
        "→ launch: Mon 14 Jun 2027, which does not move",
    ]


def test_an_unknown_task_has_a_suggestion(folder: Path) -> None:
    """A slip of the finger is told with the nearest name."""
    result = retroplan("why", "plan.yaml", "posterr")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert (
        result.stderr == "erreur : TASK: « posterr » n’est pas une tâche (vouliez-vous dire « poster » ?)\n"
    )


def test_a_name_of_two_tasks_is_refused(folder: Path) -> None:
    """Where several tasks have a name, their ids are told."""
    (folder / "plan.yaml").write_text(PLAN.replace("name: Bilan", "name: Affiche"), encoding="utf-8")
    result = retroplan("why", "plan.yaml", "affiche", "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert result.stderr == (
        'error: TASK: "affiche" is the name of several tasks; give an id: poster, report\n'
    )


def test_an_id_wins_over_a_name(folder: Path) -> None:
    """Where the id of one task is the name of another, the id is meant."""
    (folder / "plan.yaml").write_text(PLAN.replace("name: Bilan", "name: poster"), encoding="utf-8")

    assert retroplan("why", "plan.yaml", "Poster").stdout.startswith("Pourquoi « Affiche »")


def test_the_conflicts_of_the_task_are_told(folder: Path) -> None:
    """Where the task cannot be where it is, that is said too, and the exit code is 1."""
    result = retroplan("why", "plan.yaml", "brief", "--start", "2027-06-03")

    assert result.exit_code == UNMET
    assert result.stdout.splitlines()[-1].startswith("✗ « Brief » devrait commencer")


def test_without_a_task_the_usage_is_told(folder: Path) -> None:
    """A missing argument is bad input."""
    assert retroplan("why", "plan.yaml").exit_code == BAD_INPUT


def test_a_hammock_names_its_two_events(folder: Path) -> None:
    """Both by the names of their tasks, then the reasons of those."""
    hammock = "  - {id: support, name: Accueil, span: {from: poster, to: launch}}\n"
    (folder / "plan.yaml").write_text(PLAN.rstrip("\n") + "\n" + hammock, encoding="utf-8")
    first, *others = retroplan("why", "plan.yaml", "accueil").stdout.splitlines()[1:]

    assert first.startswith("→ « Accueil » (")
    assert first.endswith("couvre le temps entre le début de « Affiche » et le lancement")
    assert [step[:13] for step in others] == ["→ « Affiche »", "→ lancement :"]
