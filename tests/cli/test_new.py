"""`retroplan new` and `retroplan templates`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, PLAN, retroplan


def test_prints_a_plan() -> None:
    """Without -o the plan goes to standard output, ready for a file or a pipe."""
    result = retroplan("new", "--launch", "2027-06-15", "--lang", "fr")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert rp.read(result.stdout_bytes, format="yaml") == rp.from_template(
        "loyalty", launch="2027-06-15", lang="fr"
    )


@pytest.mark.parametrize("name", ["new.yaml", "new.json"])
def test_writes_a_file_and_says_what_is_next(folder: Path, name: str) -> None:
    """The file can be scheduled by the command that is proposed."""
    result = retroplan("new", "loyalty", "-o", name, "--launch", "2027-06-15")
    following = result.stdout.splitlines()[1]

    assert result.stdout == f"Written: {name}\nTry next: retroplan schedule {name}\n"
    assert retroplan(*following.partition("retroplan ")[2].split()).exit_code == FINE


def test_prints_another_format() -> None:
    """--format and a dash: JSON on standard output."""
    result = retroplan("new", "--launch", "2027-06-15", "-o", "-", "--format", "json", "--lang", "fr")

    assert rp.read(result.stdout_bytes, format="json") == rp.from_template(
        "loyalty", launch="2027-06-15", lang="fr"
    )


@pytest.mark.parametrize(("lang", "name"), [("fr", "Campagne de fidélisation"), ("en", "Loyalty campaign")])
def test_the_language_chooses_the_labels(lang: str, name: str) -> None:
    """A template is written in the language asked for."""
    assert f"name: {name}\n" in retroplan("new", "--launch", "2027-06-15", "--lang", lang).stdout


def test_an_alias_is_a_name() -> None:
    """The French name of the template works in English too."""
    assert retroplan("new", "fidélisation", "--launch", "2027-06-15").exit_code == FINE


@pytest.mark.parametrize(("lang", "words"), [("fr", "la date de lancement manque"), ("en", "is missing")])
def test_no_launch_is_asked_for_with_an_example(lang: str, words: str) -> None:
    """No date is invented; the example lies ahead, on a weekday, and can be pasted."""
    result = retroplan("new", "--lang", lang)
    example = re.search(r"--launch (\d{4}-\d\d-\d\d)\)", result.stderr)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert example is not None
    assert date.fromisoformat(example[1]) > date.today()
    assert date.fromisoformat(example[1]).weekday() < 5


def test_a_file_that_exists_is_kept(folder: Path) -> None:
    """An edited plan is not lost to a second `new`; --force says that it may be."""
    refused = retroplan("new", "-o", "plan.yaml", "--launch", "2027-06-15")

    assert (refused.exit_code, (folder / "plan.yaml").read_text(encoding="utf-8")) == (BAD_INPUT, PLAN)
    assert "--force" in refused.stderr
    assert retroplan("new", "-o", "plan.yaml", "--launch", "2027-06-15", "--force").exit_code == FINE
    assert (folder / "plan.yaml").read_text(encoding="utf-8") != PLAN


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("lojalty", "--launch", "2027-06-15"), 'did you mean "loyalty"'),
        (("--launch", "soon"), 'error: --launch: "soon" is not a date'),
        (("--launch", "2027-06-15", "-o", "plan.pdf"), '"pdf" is not a format'),
        (("--launch", "2027-06-15", "-o", "plan"), "no suffix tells the format to write; add --format"),
        (("--launch", "2027-06-15", "--format", "pdf"), 'error: --format: "pdf" is not a format'),
    ],
)
def test_bad_input_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], words: str
) -> None:
    """Bad input is told on standard error."""
    monkeypatch.chdir(tmp_path)
    result = retroplan("new", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fr", "loyalty, fidelisation, fidélisation  Campagne de fidélisation"),
        ("en", "loyalty, loyalty-campaign  Loyalty campaign"),
    ],
)
def test_templates_are_listed(lang: str, line: str) -> None:
    """Names, aliases, titles, and what each template assumes."""
    result = retroplan("templates", "--lang", lang)

    assert (result.exit_code, result.stdout.splitlines()[0]) == (FINE, line)
    assert result.stdout.splitlines()[1].startswith("  - J-90 … J-30")
