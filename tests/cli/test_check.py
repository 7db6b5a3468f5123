"""`retroplan check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the plan."""
    assert old in PLAN
    (folder / "plan.yaml").write_text(PLAN.replace(old, new), encoding="utf-8")


def test_a_good_plan_is_said_to_be_fine(folder: Path) -> None:
    """Nothing to report is said, with the launch that was understood."""
    result = retroplan("check", "plan.yaml")

    assert (result.exit_code, result.stdout) == (
        FINE,
        "Salon — jour J : lundi 14 juin 2027 : rien à signaler\n",
    )


def test_doubts_are_told_but_no_failure(folder: Path) -> None:
    """Warnings and remarks are listed and counted, and the exit code is 0."""
    rewrite(folder, "2027-06-14", "2027-06-13")
    result = retroplan("check", "plan.yaml", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout.splitlines()[0].startswith("warning: LAUNCH: Sun 13 Jun 2027 is closed (Sunday)")
    assert result.stdout.splitlines()[-1] == "1 warning"


def test_conflicts_are_errors(folder: Path) -> None:
    """What cannot be met exits with 1."""
    rewrite(folder, "calendar: FR", "calendar: FR\nstart: 2027-06-03")
    result = retroplan("check", "plan.yaml")

    assert result.exit_code == UNMET
    assert result.stdout.splitlines()[0].startswith("erreur : « Brief » devrait commencer")
    assert result.stdout.splitlines()[-1].startswith("1 erreur")


def test_a_plan_that_cannot_be_understood_is_reported(folder: Path) -> None:
    """The problems of the document are the report: on standard output, with 1."""
    rewrite(folder, "[brief]", "[breif]")
    result = retroplan("check", "plan.yaml")

    assert (result.exit_code, result.stderr) == (UNMET, "")
    assert result.stdout.splitlines() == [
        "erreur : tasks[1].after[0] (ligne 7): « breif » n’est pas une tâche (vouliez-vous dire « brief » ?)",
        "1 erreur",
    ]


@pytest.mark.parametrize("text", ["{", "", "- a\n- b\n", "launch: 2027-06-14\ntasks: [1"])
def test_what_is_no_plan_is_reported(folder: Path, text: str) -> None:
    """A file that holds something else is an error of the plan."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    result = retroplan("check", "plan.yaml")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("error: ")


@pytest.mark.parametrize("name", ["nope.yaml", "plan.docx", "plan", ".", ""])
def test_a_missing_file_is_bad_input(folder: Path, name: str) -> None:
    """Where there is no plan to check, the exit code is 2."""
    result = retroplan("check", name)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert len(result.stderr.splitlines()) == 1
