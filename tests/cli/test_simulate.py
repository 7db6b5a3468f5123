"""`retroplan simulate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, UNMET, retroplan

PLAN = """\
name: Film
launch: 2026-06-15
tasks:
  - {id: film, name: Shoot the film, duration: discrete 2d=0.85/6d=0.15}
  - {id: text, duration: 1d, after: [film]}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a plan whose chances are known, and go where it is."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "film.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_says_when_to_begin(plan: Path) -> None:
    """The answer first, then a histogram, then a line a task."""
    result = retroplan("simulate", "film.yaml", "--lang", "en", "--seed", "1")
    lines = result.stdout.splitlines()

    assert result.exit_code == FINE
    # Seven days back from Monday 15 June 2026: Thursday 4 June; three: Wednesday 10 June.
    assert lines[0] == "Begin by Thu 4 Jun 2026 08:00 for a 90 % chance of launching on Mon 15 Jun 2026."
    assert lines[1] == "10,000 samples, seed 1."
    assert lines[3] == "Latest starts"
    assert lines[4].split()[:2] == ["4", "Jun"]
    assert [line.split() for line in lines if "critical" in line] == [
        ["P50", "P80", "P90", "critical", "task"]
    ]
    assert lines[-2].split() == ["J-5", "J-5", "J-11", "100", "%", "Shoot", "the", "film"]
    assert lines[-1].split() == ["J-3", "J-3", "J-3", "100", "%", "text"]


def test_speaks_french(plan: Path) -> None:
    """In the language that is asked for."""
    first = retroplan("simulate", "film.yaml", "--lang", "fr").stdout.splitlines()[0]

    assert first.startswith("Commencer au plus tard le jeu. 4 juin 2026 08:00 pour avoir 90 % de chances")


def test_takes_a_confidence_and_a_start(plan: Path) -> None:
    """The last column of the table, and what follows from a start."""
    result = retroplan(
        "simulate", "film.yaml", "--confidence", "0.7", "--start", "2026-06-05", "--lang", "en", "-n", "2000"
    )

    assert "Begin by Wed 10 Jun 2026 08:00 for a 70 % chance" in result.stdout
    assert "% on time; 70 % sure for a launch on Wed 10 Jun 2026." in result.stdout
    assert "P50  P80  P70" in result.stdout


def test_gives_json(plan: Path) -> None:
    """Everything, with stable keys; the same seed gives the same bytes, with any number of workers."""
    one, two = (
        retroplan("simulate", "film.yaml", "--format", "json", "-n", "40000", "--workers", workers).stdout
        for workers in ("1", "2")
    )
    document = json.loads(one)

    assert one == two
    assert document["start_by"]["P90"] == "2026-06-04T08:00:00"
    assert [task["id"] for task in document["tasks"]] == ["film", "text"]
    assert document["tasks"][0]["offset"] == {
        "P50": -5,
        "P80": -5,
        "P90": -11,
    }
    assert sum(bar["count"] for bar in document["histogram"]) == 40_000


def test_ends_with_1_where_no_start_helps(plan: Path) -> None:
    """A date keeps one film in seven from being in time, and nine in ten were asked for."""
    late = "constraint: {type: start_no_earlier_than, date: 2026-06-09}"
    plan.write_text(PLAN.replace("6d=0.15}", "6d=0.15, " + late + "}"), encoding="utf-8")
    result = retroplan("simulate", "film.yaml", "--lang", "en")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("No start gives a 90 % chance of launching on Mon 15 Jun 2026.\nin ")


def test_plans_forward(plan: Path) -> None:
    """Without a launch it says when all is finished."""
    plan.write_text(PLAN.replace("launch", "start"), encoding="utf-8")
    result = retroplan("simulate", "film.yaml", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout.startswith("From Mon 15 Jun 2026: ready by Tue 23 Jun 2026 17:00, 90 % sure.")
    assert "When all is finished" in result.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--confidence", "90"], '"90.0" is not a probability'),
        (["--format", "xlsx"], "xlsx"),
        (["--launch", "soon"], "soon"),
    ],
)
def test_refuses_what_it_cannot_take(plan: Path, options: list[str], words: str) -> None:
    """In a line on standard error."""
    result = retroplan("simulate", "film.yaml", "--lang", "en", *options)

    assert result.exit_code == BAD_INPUT
    assert words in result.stderr
