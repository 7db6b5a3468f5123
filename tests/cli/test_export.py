"""`retroplan export`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

import retroplan as rp
from retroplan.io.files import write_whole
from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan


def test_writes_each_file_by_its_suffix_and_says_so(folder: Path) -> None:
    """One command, several files; each holds what `rp.dumps` gives."""
    result = retroplan("export", "plan.yaml", "a.csv", "b.md", "c.json")
    schedule = rp.schedule(rp.read("plan.yaml"))

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout.splitlines() == ["Écrit : a.csv", "Écrit : b.md", "Écrit : c.json"]
    assert (folder / "a.csv").read_bytes() == rp.dumps(schedule, "csv", lang="fr")
    assert (folder / "b.md").read_bytes() == rp.dumps(schedule, "md", lang="fr")
    assert json.loads((folder / "c.json").read_text())["plan"]["lang"] == "fr"


def test_takes_standard_input_and_output() -> None:
    """A dash is standard input, and as a file standard output, whose format must be told."""
    result = retroplan("export", "-", "-", "--format", "csv", "--view", "plain", input=PLAN)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout_bytes == rp.dumps(
        rp.schedule(rp.read(PLAN.encode(), format="yaml")), "csv", view="plain"
    )
    told = retroplan("export", "-", "-", "--lang", "en", input=PLAN)
    assert (told.exit_code, told.stdout) == (BAD_INPUT, "")
    assert told.stderr.startswith("error: no suffix tells the format to write; add --format (one of json,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["b.csv", "a.foo"], 'error: a.foo: "foo" is not a format that can be written here'),
        (["plan.json"], 'error: "plan.json" is the plan itself; write the schedule to another file'),
        (["old.csv"], 'error: "old.csv" exists; write over it with --force'),
        (["b.csv", "--view", "plane"], 'error: --view: "plane" is not a view of csv (did you mean "plain"?)'),
        (["b.csv", "--today", "2027-01-04"], 'error: "--today" says nothing to csv (it goes with '),
        (["b.csv", "--today", "soon"], 'error: --today: "soon" is not a date'),
        (["b.csv", "--format", "table"], "error: --format: a table goes to the terminal; write one of"),
    ],
)
def test_refuses_before_anything_is_written(folder: Path, arguments: list[str], words: str) -> None:
    """What cannot be is told at once, in the words of the command line, and no file appears."""
    (folder / "old.csv").write_text("old", encoding="utf-8")
    (folder / "plan.json").write_bytes(rp.dumps(rp.read("plan.yaml"), "json"))
    plan = "plan.json" if "plan.json" in arguments else "plan.yaml"
    result = retroplan("export", plan, *arguments, "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert result.stderr.startswith(words)
    assert not (folder / "b.csv").exists()
    assert (folder / "old.csv").read_text(encoding="utf-8") == "old"


def test_an_option_goes_to_the_files_that_know_it(folder: Path) -> None:
    """A view of one format does not keep the others from being written."""
    result = retroplan("export", "plan.yaml", "a.csv", "b.json", "--view", "plain")

    assert result.exit_code == FINE
    assert (folder / "a.csv").read_text(encoding="utf-8").startswith("id,name,wbs")


def test_one_file_that_fails_does_not_keep_the_others_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the old file as it was; the other files are written, and the code is 2."""
    (folder / "a.csv").write_text("old", encoding="utf-8")

    def full(path: object, data: bytes) -> None:
        if str(path) != "a.csv":
            write_whole(str(path), data)
            return
        monkeypatch.setattr("os.fsync", _no_space)
        try:
            write_whole(str(path), data)
        finally:
            monkeypatch.undo()
            monkeypatch.chdir(folder)

    monkeypatch.setattr("retroplan.io.formats.write_whole", full)
    result = retroplan("export", "plan.yaml", "a.csv", "b.md", "--force", "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "Written: b.md\n")
    assert result.stderr == 'error: "a.csv" cannot be written: the disk is full\n'
    assert (folder / "a.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "b.md", "plan.yaml"]


def _no_space(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_cannot_be_met_is_written_and_told(folder: Path) -> None:
    """The files are there, standard error says what is missing, and the code is 1."""
    result = retroplan("export", "plan.yaml", "a.csv", "--start", "2027-06-07", "--lang", "en")

    assert (result.exit_code, result.stdout) == (UNMET, "Written: a.csv\n")
    assert result.stderr.startswith("This cannot be met: ")
    assert (folder / "a.csv").exists()


def test_another_launch_moves_the_dates(folder: Path) -> None:
    """--launch is the launch of the files."""
    retroplan("export", "plan.yaml", "a.json", "--launch", "2027-09-07")

    assert json.loads((folder / "a.json").read_text())["launch"] == "2027-09-07T00:00:00"


def test_a_calendar_is_made_now_unless_told_otherwise(folder: Path) -> None:
    """The command alone reads the clock, and gives it to what says when it was made."""
    before = datetime.now(UTC).replace(microsecond=0)
    retroplan("export", "plan.yaml", "a.ics", "a.csv")
    retroplan("schedule", "plan.yaml", "-o", "b.ics")
    retroplan("export", "plan.yaml", "c.ics", "--stamp", "2027-03-01T10:00:00+01:00")
    after = datetime.now(UTC)

    for name in ("a.ics", "b.ics"):
        assert before <= stamps(name)[0] <= after
    assert set(stamps("c.ics")) == {datetime(2027, 3, 1, 9, tzinfo=UTC)}


def test_a_calendar_that_is_written_over_goes_on(folder: Path) -> None:
    """What moved has the next number in the next edition."""
    retroplan("export", "plan.yaml", "a.ics", "--stamp", "2027-03-01T10:00:00Z")
    retroplan("export", "plan.yaml", "a.ics", "--launch", "2027-06-21", "--force")
    events = icalendar.Calendar.from_ical(Path("a.ics").read_bytes()).walk("VEVENT")

    assert {int(event["SEQUENCE"]) for event in events} == {1}


def test_a_file_for_one_person(folder: Path) -> None:
    """--person takes only their tasks; who is nobody of the plan is told."""
    plan = PLAN.replace("name: Brief, ", "name: Brief, responsible: Zoé, ")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    retroplan("export", "plan.yaml", "zoe.ics", "--person", "zoé")
    told = retroplan("export", "plan.yaml", "bob.ics", "b2.ics", "--person", "Bob", "--lang", "en")
    events = icalendar.Calendar.from_ical(Path("zoe.ics").read_bytes()).walk("VEVENT")

    assert [str(event["UID"]).partition("@")[0] for event in events] == ["brief", "launch"]
    assert told.exit_code == BAD_INPUT
    assert told.stderr == 'error: --person: "Bob" is none of the people of the plan (write one of Zoé)\n'
    assert not (folder / "bob.ics").exists()


def test_a_file_for_who_approves(folder: Path) -> None:
    """They have a task of their own in the schedule, if not in the plan."""
    plan = PLAN.replace("name: Brief, ", "name: Brief, approval: {by: Direction, duration: 1d}, ")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    result = retroplan("export", "plan.yaml", "d.md", "--view", "page", "--person", "direction")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert "| Validation (Direction) | Direction |" in (folder / "d.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (["x.svg", "x.svg"], "x.svg"),
        (["x.svg", "y.md", "./x.svg"], "./x.svg"),
        (["old.csv", "link.csv"], "link.csv"),
    ],
)
def test_a_file_is_named_once(folder: Path, files: list[str], name: str) -> None:
    """Twice is a slip: the second would be written over the first; nothing is written."""
    (folder / "old.csv").write_text("old", encoding="utf-8")
    (folder / "link.csv").symlink_to("old.csv")
    before = sorted(folder.iterdir())
    told = [retroplan("export", "plan.yaml", *files, "--force", "--lang", lang) for lang in ("en", "fr")]

    assert [(result.exit_code, result.stdout, result.stderr) for result in told] == [
        (BAD_INPUT, "", f'error: "{name}" is named twice; name each file once\n'),
        (BAD_INPUT, "", f"erreur : « {name} » est donné deux fois ; donner chaque fichier une seule fois\n"),
    ]
    assert sorted(folder.iterdir()) == before
    assert (folder / "old.csv").read_text(encoding="utf-8") == "old"


def stamps(name: str) -> list[datetime]:
    """Give when the events of a calendar say that they were made."""
    events = icalendar.Calendar.from_ical(Path(name).read_bytes()).walk("VEVENT")
    return [event["DTSTAMP"].dt for event in events]
