"""`retroplan convert`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import retroplan as rp
from retroplan.cli.formats import plan_formats, readable_formats
from tests.cli.running import BAD_INPUT, FINE, PLAN, retroplan


def test_writes_another_format_and_says_what_is_next(folder: Path) -> None:
    """The suffix tells the format, and what is proposed works."""
    result = retroplan("convert", "plan.yaml", "-o", "plan.json", "--lang", "en")
    written, following = result.stdout.splitlines()

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert (written, following) == ("Written: plan.json", "Try next: retroplan schedule plan.json")
    assert rp.read("plan.json") == rp.read("plan.yaml")
    assert retroplan(*following.partition("retroplan ")[2].split()).exit_code == FINE


@pytest.mark.parametrize("name", sorted({*readable_formats()} & {*plan_formats()}))
def test_there_and_back_is_the_same_plan(folder: Path, name: str) -> None:
    """Every format that can be read holds the plan."""
    retroplan("convert", "plan.yaml", "-o", "other", "--to", name)
    result = retroplan("convert", "other", "--from", name, "--to", "yaml")

    assert result.exit_code == FINE
    assert rp.read(result.stdout_bytes, format="yaml") == rp.read("plan.yaml")


def test_takes_standard_input_and_output() -> None:
    """A dash is standard input, and without -o the plan is printed and nothing else."""
    result = retroplan("convert", "-", "--to", "json", input=PLAN)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert rp.read(result.stdout_bytes, format="json") == rp.read(PLAN.encode(), format="yaml")
    assert retroplan("convert", "-", "--to", "json", "-o", "-", input=PLAN).stdout == result.stdout


def test_a_launch_is_set(folder: Path) -> None:
    """--launch gives the plan that is written another launch date."""
    retroplan("convert", "plan.yaml", "-o", "later.yaml", "--launch", "2027-09-07")

    assert rp.read("later.yaml") == rp.read("plan.yaml").replace(launch=date(2027, 9, 7))


def test_a_plan_may_wait_for_its_launch(folder: Path) -> None:
    """A plan without launch is converted as it is."""
    (folder / "open.yaml").write_text(PLAN.replace("launch: 2027-06-14\n", ""), encoding="utf-8")
    result = retroplan("convert", "open.yaml", "-o", "open.json")

    assert result.exit_code == FINE
    assert rp.read("open.json") == rp.read("open.yaml")


def test_a_file_that_exists_is_kept(folder: Path) -> None:
    """Nothing is lost without --force, the plan itself included."""
    refused = retroplan("convert", "plan.yaml", "-o", "plan.yaml", "--launch", "2027-09-07")

    assert (refused.exit_code, (folder / "plan.yaml").read_text(encoding="utf-8")) == (BAD_INPUT, PLAN)
    assert "--force" in refused.stderr
    assert (
        retroplan("convert", "plan.yaml", "-o", "plan.yaml", "--launch", "2027-09-07", "--force").exit_code
        == FINE
    )
    assert rp.read("plan.yaml").launch == date(2027, 9, 7)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "error: no suffix tells the format to write; add --to (one of yaml, json"),
        (("-o", "plan"), "error: -o: no suffix tells the format to write; add --to (one of yaml, json"),
        (("-o", "plan.pdf"), 'error: -o: "pdf" is not a format that can be written here'),
        (("--to", "jsn"), 'is not a format that can be written here (did you mean "json"?)'),
        (("--from", "jsn", "--to", "json"), 'error: --from: "jsn" is not a format that can be read here'),
        (("-o", "x.json", "--launch", "soon"), 'error: --launch: "soon" is not a date'),
        (("-o", "no/such/folder/x.json"), "no/such/folder/x.json"),
    ],
)
def test_bad_input_exits_with_2(folder: Path, args: tuple[str, ...], words: str) -> None:
    """What cannot be done is told in a line, and nothing is written."""
    result = retroplan("convert", "plan.yaml", "--lang", "en", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in folder.iterdir()] == ["plan.yaml"]


def test_a_plan_that_cannot_be_understood_is_not_written(folder: Path) -> None:
    """Conversion is no way around the rules of a plan."""
    (folder / "plan.yaml").write_text(PLAN.replace("[brief]", "[breif]"), encoding="utf-8")
    result = retroplan("convert", "plan.yaml", "-o", "plan.json")

    assert result.exit_code == BAD_INPUT
    assert not (folder / "plan.json").exists()
