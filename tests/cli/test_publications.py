"""`retroplan publications`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, retroplan

PLAN = """
launch: 2027-06-15
channels: {web: Site web, email: Emailing}
tasks:
  - {id: adapt, name: Adaptation, duration: 2d, for_each: channels}
  - {id: mail, name: Envoi, at: J-7, tags: {channel: email, segment: fidèles}}
"""


@pytest.fixture(autouse=True)
def _plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_a_row_a_day_and_a_column_a_channel() -> None:
    """The launch has a row too."""
    result = retroplan("publications", "plan.yaml", "--lang", "fr")

    assert result.exit_code == FINE
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["Date", "J", "Site", "web", "Emailing"],
        ["mar.", "8", "juin", "J-7", "Envoi"],
        "ven. 11 juin J-4 Adaptation – Site web Adaptation – Emailing".split(),  # noqa: SIM905
        ["mar.", "15", "juin", "J"],
    ]


def test_several_tags_and_a_choice() -> None:
    """A row a task; CSV of a French spreadsheet."""
    result = retroplan(
        "publications", "plan.yaml", "--tag", "segment", "--tag", "channel", "--where", "segment=fidèles",
        "--format", "csv", "--lang", "fr",
    )  # fmt: skip

    assert result.stdout.lstrip("\ufeff").splitlines() == [
        "Date;J;segment;channel;Tâche;Responsable",
        "08/06/2027;J-7;fidèles;Emailing;Envoi;",
    ]


def test_a_tag_of_no_task_says_so() -> None:
    """There is a hint on standard error."""
    result = retroplan("publications", "plan.yaml", "--tag", "season", "--lang", "en")

    assert result.exit_code == FINE
    assert "no task has the tag season" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["email"], '"email" does not choose a value of a tag'),
        (["channel="], '"channel=" does not choose a value of a tag'),
        (["channel=email", "channel = web"], '"channel" is written twice'),
    ],
)
def test_a_choice_that_is_none_is_refused(options: list[str], told: str) -> None:
    """It is not taken for one that no task meets."""
    where = [part for text in options for part in ("--where", text)]
    result = retroplan("publications", "plan.yaml", *where, "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert f"--where: {told}" in result.stderr


def test_files_are_kept() -> None:
    """A file that is there stays without --force."""
    first = retroplan("publications", "plan.yaml", "-o", "calendar.md")
    again = retroplan("publications", "plan.yaml", "-o", "calendar.md")

    assert (first.exit_code, again.exit_code) == (FINE, BAD_INPUT)
    assert Path("calendar.md").read_text(encoding="utf-8").startswith("| Date | J | Site web | Emailing |")
