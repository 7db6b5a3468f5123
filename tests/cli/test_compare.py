"""`retroplan compare`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan


@pytest.fixture
def longer(folder: Path) -> Path:
    """Put a second version of the plan beside the first: the brief takes two days more."""
    path = folder / "longer.yaml"
    path.write_text(PLAN.replace("duration: 5d}", "duration: 7d}"), encoding="utf-8")
    return path


def test_compares_a_plan_with_another_launch(folder: Path) -> None:
    """The launch is told first, then a line a task: before, after, by how much, why."""
    result = retroplan("compare", "plan.yaml", "--launch", "2027-06-21", "--lang", "en")
    headline, headings, *rows = result.stdout.splitlines()

    # poster: 5.5 days to Friday 11 June, from noon on the 4th; brief 5 days before that.
    assert result.exit_code == FINE
    assert headline == "launch Mon 14 Jun 2027 → Mon 21 Jun 2027, 7 days later"
    assert headings.split() == ["task", "before", "after", "moved", "why"]
    assert rows[0].split("  ")[0] == "Brief"
    assert rows[1].split() == [
        "Affiche", "Fri", "4", "Jun", "–", "Fri", "11", "Jun", "Fri", "11", "Jun", "–", "Fri", "18", "Jun",
        "+7", "d", "(+5", "wd)", "launch",
    ]  # fmt: skip


def test_compares_two_plans(folder: Path, longer: Path) -> None:
    """In the language of the new plan, only what changed."""
    result = retroplan("compare", "plan.yaml", "longer.yaml")
    headings, row = result.stdout.splitlines()

    assert result.exit_code == FINE
    assert headings.split() == ["tâche", "avant", "après", "déplacée", "de", "pourquoi"]
    assert row.startswith("Brief  ")
    assert row.endswith("durée 5 j → 7 j")


def test_says_that_nothing_moved(folder: Path) -> None:
    """A plan compared with itself."""
    assert retroplan("compare", "plan.yaml", "plan.yaml", "--lang", "en").stdout == "nothing moved\n"


def test_a_plan_that_cannot_be_met_any_more_ends_with_1(folder: Path) -> None:
    """The conflicts of the new plan are told under the table."""
    result = retroplan("compare", "plan.yaml", "--start", "2027-06-03")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("le plan ne peut plus être tenu\n")
    assert "✗ « Brief » devrait commencer" in result.stdout


def test_gives_json(folder: Path, longer: Path) -> None:
    """The document of the comparison."""
    result = retroplan("compare", "plan.yaml", "longer.yaml", "--format", "json")
    document = json.loads(result.stdout)

    assert [task["id"] for task in document["tasks"] if task["moved"]] == ["brief"]
    assert document["tasks"][0]["reasons"][0]["code"] == "changed-duration"


def test_tasks_are_called_by_their_names(folder: Path) -> None:
    """In reasons too: another task's change, and both ends of a link."""
    (folder / "new.yaml").write_text(
        PLAN.replace("duration: 3d/5d/10d, after: [brief]", "duration: 6d, after: [brief FS+1d]"),
        encoding="utf-8",
    )
    result = retroplan("compare", "plan.yaml", "new.yaml", "--lang", "en")

    assert "link Brief → Affiche: FS → FS+1d; Affiche: duration 3 d / 5 d / 10 d → 6 d" in result.stdout


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_keeps_to_the_width_of_the_page(folder: Path, columns: str) -> None:
    """No line is wider, and none ends with spaces."""
    result = retroplan("compare", "plan.yaml", "--launch", "2027-06-21", COLUMNS=columns)

    assert max(map(len, result.stdout.splitlines()[1:])) <= int(columns)
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize(("lang", "first"), [("en", "new.yaml: 1 error"), ("fr", "new.yaml : 1 erreur")])
def test_names_the_plan_that_is_wrong(folder: Path, lang: str, first: str) -> None:
    """One of two plans without a launch, or with a circle, is told by the name of its file."""
    (folder / "new.yaml").write_text("tasks: [{id: a, duration: 1d}]\n", encoding="utf-8")
    for args in (("plan.yaml", "new.yaml"), ("new.yaml", "plan.yaml")):
        result = retroplan("compare", *args, "--lang", lang)
        lines = result.stderr.splitlines()

        assert (result.exit_code, lines[0], len(lines)) == (BAD_INPUT, first, 2)
    alone = retroplan("compare", "plan.yaml", "none.yaml", "--lang", lang)
    assert (alone.exit_code, len(alone.stderr.splitlines())) == (BAD_INPUT, 1)  # names the file itself


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "erreur : OTHER: rien à comparer ; donner un autre plan, ou --launch, ou --start\n"),
        (("missing.yaml",), "erreur : il n’y a pas de fichier « missing.yaml »\n"),
        (("--launch", "soon"), "--launch: « soon » n’est pas une date"),
        (("plan.yaml", "--format", "csv"), "--format: « csv » n’est pas un format"),
    ],
)
def test_bad_input_is_told(folder: Path, args: tuple[str, ...], words: str) -> None:
    """What cannot be compared is an error with code 2."""
    result = retroplan("compare", "plan.yaml", *args, LANG="fr_FR.UTF-8")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
