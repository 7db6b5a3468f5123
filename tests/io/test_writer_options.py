"""What may be asked of a writer: read once, given only to formats that take it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.io import formats
from retroplan.io.format_table import Format

PLAN = rp.Plan(
    launch="2026-06-15",
    people={"anna": "Anna Martin"},
    tasks=[rp.Task("a", "Rédaction", "2w", responsible=["Zoé  Petit"])],
)
ROW = Format(
    "schedule", "note", "text", "retroplan.io.note", writer_options=("today", "stamp", "person", "previous")
)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Add a format that notes what its writer is given."""
    calls: list[dict[str, Any]] = []
    module = ModuleType(ROW.module)

    def dumps(schedule: rp.Schedule, lang: str | None, **options: Any) -> bytes:
        calls.append(options)
        return b"note"

    def read_previous(data: bytes) -> str:
        if data != b"note":
            raise PlanError(rp.Finding(code="empty-document"))
        return data.decode()

    module.__dict__.update(dumps=dumps, read_previous=read_previous)
    monkeypatch.setitem(sys.modules, ROW.module, module)
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, ROW))
    return calls


def refused(**options: Any) -> list[str]:
    """Give the sentences with which options are refused."""
    with pytest.raises(PlanError) as caught:
        rp.dumps(rp.schedule(PLAN), "note", **options)
    return [finding.text() for finding in caught.value.findings]


def test_a_writer_is_given_what_is_asked_for_and_nothing_else(seen: list[dict[str, Any]]) -> None:
    """Options that nobody gives do not reach the writer; those given are exact."""
    schedule, stamp = rp.schedule(PLAN), datetime(2026, 1, 5, 9, tzinfo=UTC)
    rp.dumps(schedule, "note")
    rp.dumps(schedule, "note", today="2026-05-04", stamp=stamp)
    rp.dumps(schedule, "note", today=datetime(2026, 5, 4, 12), stamp="2026-01-05T09:00:00+01:00")

    assert seen[0] == {}
    assert seen[1] == {"today": date(2026, 5, 4), "stamp": stamp}
    assert seen[2]["today"] == date(2026, 5, 4)
    assert seen[2]["stamp"] == datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("asked", "key"),
    [("anna", "anna"), ("ANNA  martin", "anna"), ("Zoé  Petit", "Zoé  Petit"), ("zoé petit", "Zoé  Petit")],
)
def test_a_person_is_found_by_key_or_name(seen: list[dict[str, Any]], asked: str, key: str) -> None:
    """One of the people, or a name that only a task has, whatever the case and the blanks."""
    rp.dumps(rp.schedule(PLAN), "note", person=asked)

    assert seen == [{"person": key}]


def test_values_that_cannot_be_read_are_refused_together(seen: list[dict[str, Any]]) -> None:
    """Each problem names its option and says what to write."""
    assert refused(today="soon", stamp=datetime(2026, 1, 5), person="ana") == [
        'today: "soon" is not a date (write 2026-06-15, or 2026-06-15 09:30)',
        'stamp: "2026-01-05 00:00:00" is not an instant with its time zone (write 2026-01-05T09:00:00+01:00)',
        'person: "ana" is none of the people of the plan (did you mean "anna"?)',
    ]
    assert refused(person="Bob") == [
        'person: "Bob" is none of the people of the plan (write one of Zoé  Petit, anna)'
    ]
    assert seen == []


def test_a_format_refuses_what_says_nothing_to_it(seen: list[dict[str, Any]]) -> None:
    """An option is not ignored in silence; the message names the formats that take it."""
    assert refused(paper="a4")[0].startswith('"paper" says nothing to note (it goes with ')
    with pytest.raises(PlanError, match=r'"today" says nothing to json \(it goes with .*note\)'):
        rp.dumps(rp.schedule(PLAN), "json", today="2026-05-04")
    with pytest.raises(PlanError, match=r"csv keeps nothing of what was there before.*ics, note"):
        rp.dumps(rp.schedule(PLAN), "csv", previous=b"")


def test_an_older_file_reaches_the_writer(seen: list[dict[str, Any]], tmp_path: Path) -> None:
    """Given, or found at the path; one that cannot be read is an error only where it was given."""
    schedule, path = rp.schedule(PLAN), tmp_path / "a.note"
    rp.dumps(schedule, "note", previous=b"note")
    rp.write(schedule, path)
    rp.write(schedule, path)
    rp.write(schedule, path, previous=False)
    path.write_bytes(b"something else")
    rp.write(schedule, path)

    assert seen == [{"previous": "note"}, {}, {"previous": "note"}, {}, {}]
    assert refused(previous=b"something else") == ["the document is empty"]


def test_who_approves_is_somebody(seen: list[dict[str, Any]]) -> None:
    """Approvals are tasks of the schedule, which the page lists by person."""
    task = rp.Task("a", "Affiche", "2d", responsible=["Zoé"], approval={"by": "Direction", "duration": "2d"})
    schedule = rp.schedule(rp.Plan(launch="2026-06-15", tasks=[task]))
    rp.dumps(schedule, "note", person="direction")

    assert seen == [{"person": "Direction"}]
    assert (
        "| Approval (Direction) | Direction |"
        in rp.dumps(schedule, "md", view="page", person="Direction", lang="fr").decode()
    )  # parts are named in the language of the plan
