"""
`retroplan demo`.

What it prints is compared with tests/golden/demo.*.txt; `REWRITE_GOLDEN=1 pytest tests/cli`
rewrites those files, and the difference is to be reviewed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import FINE, retroplan

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("columns", ["", "80", "40"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_prints_what_was_reviewed(here: Path, lang: str, columns: str) -> None:
    """The demo shows the same text to everybody."""
    golden = GOLDEN / f"demo.{lang}{columns and '.' + columns}.txt"
    result = retroplan("demo", "--lang", lang, COLUMNS=columns)
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(result.stdout, encoding="utf-8")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert golden.read_text(encoding="utf-8") == result.stdout


@pytest.mark.parametrize(
    ("environment", "stem"),
    [
        ({}, "fidelisation"),
        ({"LANG": "fr_FR.UTF-8"}, "fidelisation"),
        ({"LANG": "de_DE.UTF-8"}, "fidelisation"),
        ({"LANG": "en_GB.UTF-8"}, "loyalty"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR"}, "fidelisation"),
    ],
)
def test_the_demo_is_french_unless_english_is_asked_for(
    here: Path, environment: dict[str, str], stem: str
) -> None:
    """The campaign is French: so is the demo, unless the environment says English."""
    retroplan("demo", **environment)

    assert sorted(path.name for path in here.iterdir()) == [f"{stem}.csv", f"{stem}.yaml"]


def test_the_files_are_the_plan_and_its_calendar(here: Path) -> None:
    """The plan can be read again, and the command that is proposed works."""
    result = retroplan("demo")
    plan = rp.read("fidelisation.yaml")
    command = result.stdout.splitlines()[-1].partition("retroplan ")[2].split()

    assert plan == rp.from_template("loyalty", launch="2027-06-15", lang="fr")
    assert (here / "fidelisation.csv").read_bytes() == rp.dumps(rp.schedule(plan), "csv", lang="fr")
    assert retroplan(*command).exit_code == FINE


def test_the_demo_can_be_repeated(here: Path) -> None:
    """A second run finds its own files and writes them again."""
    assert retroplan("demo").stdout == retroplan("demo").stdout


def test_a_file_of_somebody_else_is_kept(here: Path) -> None:
    """A file of the same name that holds something else is neither lost nor an error."""
    (here / "fidelisation.yaml").write_text("mine", encoding="utf-8")
    result = retroplan("demo")

    assert result.exit_code == FINE
    assert result.stdout.splitlines()[-3:-1] == [
        "Écrit : fidelisation.csv",
        "Gardé, car le contenu diffère : fidelisation.yaml (--force pour écraser)",
    ]
    assert (here / "fidelisation.yaml").read_text(encoding="utf-8") == "mine"


def test_force_writes_over_it(here: Path) -> None:
    """--force says that the file may go."""
    (here / "fidelisation.yaml").write_text("mine", encoding="utf-8")
    retroplan("demo", "--force")

    assert rp.read("fidelisation.yaml").name == "Campagne de fidélisation"


def test_a_folder_in_the_way_is_told(here: Path) -> None:
    """What cannot be read is an error in a line."""
    (here / "fidelisation.yaml").mkdir()
    result = retroplan("demo")

    assert result.exit_code == 2
    assert "fidelisation.yaml" in result.stderr
    assert len(result.stderr.splitlines()) == 1
