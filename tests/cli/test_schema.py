"""`retroplan schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, retroplan


@pytest.mark.parametrize("name", ["plan", "schedule"])
def test_prints_a_schema(name: str) -> None:
    """Without -o the schema goes to standard output, as JSON."""
    result = retroplan("schema", name)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert json.loads(result.stdout) == rp.json_schema(name)


def test_writes_a_file(folder: Path) -> None:
    """With -o it goes to a file, which holds what would have been printed."""
    result = retroplan("schema", "plan", "-o", "plan.schema.json", "--lang", "fr")

    assert (result.exit_code, result.stdout) == (FINE, "Écrit : plan.schema.json\n")
    assert (folder / "plan.schema.json").read_bytes() == retroplan("schema", "plan").stdout_bytes


def test_a_file_that_exists_is_kept(folder: Path) -> None:
    """Nothing is written over without --force."""
    (folder / "mine.json").write_text("{}")
    refused = retroplan("schema", "plan", "-o", "mine.json")

    assert (refused.exit_code, (folder / "mine.json").read_text()) == (BAD_INPUT, "{}")
    assert "--force" in refused.stderr
    assert retroplan("schema", "plan", "-o", "mine.json", "--force").exit_code == FINE
    assert json.loads((folder / "mine.json").read_text()) == rp.json_schema("plan")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("plann",), 'error: "plann" is not a document with a schema (did you mean "plan"?)'),
        (("plann", "--lang", "fr"), "erreur : « plann » n’est pas un document à schéma"),
        (("plan", "-o", "nowhere/plan.json"), "cannot be written"),
        ((), "DOCUMENT is missing"),
    ],
)
def test_bad_input_exits_with_2(folder: Path, args: tuple[str, ...], words: str) -> None:
    """Bad input is told on standard error."""
    result = retroplan("schema", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
