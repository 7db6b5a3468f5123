"""`retroplan closures`."""

from __future__ import annotations

from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, retroplan

ICS = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270410
DTEND;VALUE=DATE:20270426
SUMMARY:Vacances de printemps - Zone A
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270515
SUMMARY:Pont - Zone A
END:VEVENT
BEGIN:VEVENT
DTSTART:20270601T090000
DTEND:20270601T100000
SUMMARY:Point - Zone A
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270417
DTEND;VALUE=DATE:20270503
SUMMARY:Vacances de printemps - Zone B
END:VEVENT
END:VCALENDAR
"""
PLAN = """\
# les ouvertures
launch: 2027-05-18
lang: fr
calendar: studio  # celui du studio
calendars:
  studio: {country: FR, closed: [2027-05-15]}
people:
  lea: {name: Léa Roy}  # part en avril
tasks:
  - {id: a, duration: 2d, responsible: lea}
"""


@pytest.fixture
def holidays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that holds school.ics and plan.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "school.ics").write_text(ICS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_prints_what_a_calendar_has(holidays: Path) -> None:
    """The closed days are printed as they stand in a plan; what is left out is told on standard error."""
    result = retroplan("closures", "school.ics", "--only", "zone a", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout == (
        "closed:\n"
        "  - from: 2027-04-10\n    to: 2027-04-25\n    label: Vacances de printemps - Zone A\n"
        "  - from: 2027-05-15\n    label: Pont - Zone A\n"
    )
    assert result.stderr == (
        'warning: line 11: "Point - Zone A", Tue 1 Jun 2027 09:00, does not cover whole days; left out\n'
    )


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["--calendar", "school"], "calendars:\n  school:\n    closed:\n      - from: 2027-05-15\n"),
        (["--person", "lea"], "people:\n  lea:\n    leave:\n      - from: 2027-05-15\n"),
    ],
)
def test_prints_what_belongs_to_somebody(holidays: Path, options: list[str], begins: str) -> None:
    """With a name, the part of the plan is printed that it would stand in; dates bound it."""
    days = ["--from", "15/05/2027", "--to", "2027-05-20"]
    result = retroplan("closures", "school.ics", *days, *options)

    assert result.stdout == f"{begins}{'        ' if options else ''}label: Pont - Zone A\n"


def test_joins_the_calendar_of_a_plan(holidays: Path) -> None:
    """Closed days are added to those of the plan's calendar that are not there yet; comments stay."""
    result = retroplan("closures", "school.ics", "--only", "Zone A", "--into", "plan.yaml")
    text = (holidays / "plan.yaml").read_text(encoding="utf-8")
    plan = rp.read(holidays / "plan.yaml")

    assert result.stdout == "plan.yaml : 1 fermeture de plus\n"
    assert [str(item.first) for item in plan.calendars["studio"].closed] == ["2027-05-15", "2027-04-10"]
    assert "# les ouvertures" in text
    assert "# celui du studio" in text
    again = retroplan("closures", "school.ics", "--only", "Zone A", "--into", "plan.yaml")
    assert again.stdout == "plan.yaml : 0 fermeture de plus\n"
    assert (holidays / "plan.yaml").read_text(encoding="utf-8") == text


def test_joins_the_leave_of_a_person(holidays: Path) -> None:
    """A person is found by key or name."""
    retroplan("closures", "school.ics", "--only", "pont", "--into", "plan.yaml", "--person", "léa roy")
    text = (holidays / "plan.yaml").read_text(encoding="utf-8")

    assert "lea: {name: Léa Roy, leave: [{from: 2027-05-15, label: Pont - Zone A}]}  # part en avril" in text


def test_joins_a_calendar_that_is_a_code(holidays: Path) -> None:
    """A plan whose calendar is a code gets one written out, with the closed days."""
    (holidays / "plan.yaml").write_text("launch: 2027-05-18\ncalendar: FR\ntasks: []\n", encoding="utf-8")
    retroplan("closures", "school.ics", "--only", "pont", "--into", "plan.yaml")
    plan = rp.read(holidays / "plan.yaml")

    assert rp.to_document(plan)["calendar"] == {
        "country": "FR",
        "closed": [{"from": "2027-05-15", "label": "Pont - Zone A"}],
    }


def test_writes_elsewhere(holidays: Path) -> None:
    """With -o the plan, or the closed days, go to another file, over none that exists."""
    common = ["closures", "school.ics", "--only", "Zone A"]
    assert retroplan(*common, "--into", "plan.yaml", "-o", "new.json").exit_code == FINE
    assert len(rp.read(holidays / "new.json").calendars["studio"].closed) == 2
    assert (holidays / "plan.yaml").read_text(encoding="utf-8") == PLAN
    assert retroplan(*common, "-o", "closed.yaml").exit_code == FINE
    assert (holidays / "closed.yaml").read_text(encoding="utf-8").startswith("closed:\n")

    refused = retroplan(*common, "--into", "plan.yaml", "-o", "new.json")
    assert refused.exit_code == BAD_INPUT
    printed = retroplan(*common, "--into", "plan.yaml", "-o", "-")
    assert "Vacances de printemps - Zone A" in printed.stdout


@pytest.mark.parametrize("name", ["list.csv", "list.md", "list.xlsx"])
def test_a_table_is_rewritten_only_by_force(holidays: Path, name: str) -> None:
    """What stands around its list would be lost: -o or --force is asked for, as `change` does."""
    rp.write(rp.read(holidays / "plan.yaml"), holidays / name)
    before = (holidays / name).read_bytes()
    common = ["closures", "school.ics", "--only", "pont", "--into", name, "--calendar", "studio"]
    result = retroplan(*common, "--lang", "en")

    assert (result.exit_code, result.stderr) == (
        BAD_INPUT,
        f'error: "{name}" would be written anew, without its colours, its formulas and the text around its '
        "list; write beside it with -o, or over it with --force\n",
    )
    assert retroplan(*common, "-o", name).exit_code == BAD_INPUT
    assert (holidays / name).read_bytes() == before
    assert retroplan(*common, "-o", "new.yaml").exit_code == FINE
    assert retroplan(*common, "--force").exit_code == FINE


def test_writes_over_a_document_that_is_named_twice(holidays: Path) -> None:
    """It is edited in place, so that nothing is lost."""
    common = ["closures", "school.ics", "--only", "zone a", "--into", "plan.yaml"]

    assert retroplan(*common, "-o", "plan.yaml").exit_code == FINE
    assert "# celui du studio" in (holidays / "plan.yaml").read_text(encoding="utf-8")


def test_reads_standard_input(holidays: Path) -> None:
    """A dash is standard input."""
    result = retroplan("closures", "-", "--only", "pont", input=ICS.encode())

    assert result.stdout == "closed:\n  - from: 2027-05-15\n    label: Pont - Zone A\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["none.ics"], 'there is no file "none.ics"'),
        (["plan.yaml"], "line 1: this is not an iCalendar file"),
        (["school.ics", "--from", "soon"], "--from"),
        (
            ["school.ics", "--into", "plan.yaml", "--person", "Lea Ro"],
            '--person: "Lea Ro" is none of the people',
        ),
        (["school.ics", "--into", "plan.yaml", "--calendar", "studo"], '(did you mean "studio"?)'),
        (["school.ics", "--into", "none.yaml"], "none.yaml"),
        (
            ["school.ics", "--from", "2026-12-01", "--to", "2026-01-01"],
            "--to: the last day, Thu 1 Jan 2026, comes before the first, Tue 1 Dec 2026",
        ),
        (["school.ics", "--calendar", "a", "--person", "b"], "--person: closed days belong to a calendar"),
    ],
)
def test_refuses(holidays: Path, args: list[str], words: str) -> None:
    """What cannot be done is told in a line, and nothing is written."""
    result = retroplan("closures", *args, "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert words in result.stderr
    assert (holidays / "plan.yaml").read_text(encoding="utf-8") == PLAN
