"""`rp.check`: everything that is wrong with a plan, or doubtful, and never an exception because of it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.review import examine
from tests.test_document import DATA, TEXTS, plans

SOUND = {
    "launch": "2026-06-15",
    "buffer": "1d",
    "tasks": [
        {"id": "brief", "duration": "2d", "responsible": "Zoé"},
        {"id": "print", "duration": "3d", "responsible": "Max", "after": ["brief"]},
    ],
}
BROKEN = {
    "launch": "2026-06-15",
    "tasks": [{"id": "a", "duration": 5}, {"id": "b", "after": ["c"], "durration": "1d"}],
}
TEXT = """\
launch: 2026-06-14
tasks:
  - {id: a, duration: 2d, at: J-8}
  - id: b
    duration: 1d
    responsible: Zoé
    after:
      - a FS+1d
      - a FS+1d
"""


def codes(report: rp.Report) -> list[str]:
    """Give the codes of what was found."""
    return [finding.code for finding in report.findings]


def refused(run: Callable[[], object]) -> tuple[rp.Finding, ...]:
    """Give the findings of the error that something raises."""
    with pytest.raises(rp.PlanError) as caught:
        run()
    return caught.value.findings


# --------------------------------------------------------------------------- sources


def test_a_plan_with_nothing_to_say_about_it() -> None:
    """A sound plan gives an empty report."""
    assert rp.check(SOUND) == rp.Report()


@pytest.mark.parametrize("kind", ["plan", "document", "bytes", "file", "path", "text path"])
def test_whatever_a_plan_is_read_from(kind: str, tmp_path: Path) -> None:
    """A plan, a document, bytes, a binary file and a path are checked alike."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(SOUND), encoding="utf-8")
    sources: dict[str, Any] = {
        "plan": rp.from_document(SOUND),
        "document": SOUND,
        "bytes": path.read_bytes(),
        "file": io.BytesIO(path.read_bytes()),
        "path": path,
        "text path": str(path),
    }

    assert codes(rp.check(sources[kind], format="json")) == []
    assert codes(rp.check(sources[kind], format="json", launch="2026-06-14")) == ["RP101"] or kind == "file"


@pytest.mark.parametrize("source", [None, 5, ["tasks"], rp.Task("a")])
def test_what_no_plan_is_read_from(source: Any) -> None:
    """A value of another type is a mistake of the program, as in `read`."""
    with pytest.raises(TypeError, match=type(source).__name__):
        rp.check(source)


def test_a_schedule_is_no_plan_document() -> None:
    """It is a mapping, but of scheduled tasks; its plan is what can be checked."""
    schedule = rp.schedule(rp.from_document(SOUND))

    with pytest.raises(TypeError, match=r"not a Schedule; give its plan, schedule\.plan"):
        rp.check(schedule)
    assert codes(rp.check(schedule.plan)) == []


def test_a_file_opened_as_text() -> None:
    """So is a file in text mode."""
    with pytest.raises(TypeError, match="binary"):
        rp.check(io.StringIO("{}"), format="json")  # type: ignore[arg-type]


def test_a_document_that_cannot_be_read() -> None:
    """The report holds exactly what the error would have, in its order."""
    report = rp.check(BROKEN)

    assert report.findings == refused(lambda: rp.from_document(BROKEN))
    assert codes(report) == ["bare-number", "unknown-task", "unknown-key"]
    assert not report.ok


@pytest.mark.parametrize(
    "data", [b"", b"{", b"- a\n- b\n", b"\xff", b"tasks: [{id: a, after: [a]}]", b"a: &x 1"]
)
def test_bytes_that_cannot_be_read(data: bytes) -> None:
    """So it is with what a text has wrong, lines included."""
    assert rp.check(data, format="yaml").findings == refused(lambda: rp.read(data, format="yaml"))


@pytest.mark.parametrize("name", ["nope.yaml", "plan.docx", "plan"])
def test_a_file_that_cannot_be_found(name: str) -> None:
    """A missing file and an unknown format are findings too."""
    assert rp.check(name).findings == refused(lambda: rp.read(name))


def test_the_options_of_read_go_through() -> None:
    """A limit holds here as there."""
    assert codes(rp.check(TEXT.encode(), format="yaml", limit=10)) == ["document-too-large"]


def test_a_plan_that_makes_no_sense() -> None:
    """A plan made in Python is validated as well, cycles included, and rules wait until it is sound."""
    twice = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d"), rp.Task("a")])
    ring = [rp.Task("a", duration="1d", after=["b"]), rp.Task("b", after=["a"])]

    assert rp.check(twice).findings == refused(lambda: rp.schedule(twice))
    assert codes(rp.check(rp.Plan(launch="2026-06-15", tasks=ring))) == ["cycle"]
    assert codes(rp.check(rp.Plan(tasks=ring))) == ["no-launch", "cycle"]


# --------------------------------------------------------------------------- dates


def test_what_cannot_be_met_is_an_error() -> None:
    """A conflict is told with its code, its words and the place of its task."""
    document = SOUND | {"start": "2026-06-10", "buffer": "0d"}
    (conflict,) = rp.schedule(rp.from_document(document)).conflicts
    report = rp.check(document)
    (finding,) = report.findings

    # Five days of work end on Friday 12 June, so they begin on the 8th, two days before the 10th.
    assert finding.text() == (
        'tasks[0]: "brief" should start on Mon 8 Jun 2026, before the start of the plan, Wed 10 Jun 2026: '
        "2 working days missing"
    )
    assert finding.text("fr") == f"tasks[0]: {conflict.text('fr')}"
    assert (finding.code, finding.task, finding.severity) == ("conflict-start", "brief", rp.Severity.ERROR)
    assert not report.ok


def test_a_plan_without_launch_and_start() -> None:
    """It lacks a launch, and the rules that need no dates are asked all the same."""
    document = {"tasks": [{"id": "a", "duration": "1d/1d/1d", "at": "J-8"}]}
    report = rp.check(document)

    assert codes(report) == ["no-launch", "pin-needs-launch", "RP201", "RP301"]
    assert codes(rp.check(document, launch="2026-06-15")) == ["RP102", "pin-moved", "RP201", "RP301"]
    assert codes(rp.check(document, ignore=["no-launch", "pin-needs-launch"])) == ["RP201", "RP301"]


def test_the_dates_given_count_instead_of_those_of_the_plan() -> None:
    """Another launch and another start are those that are checked."""
    assert codes(rp.check(SOUND, launch="2026-06-14")) == ["RP101"]
    assert codes(rp.check(SOUND, start="2026-06-11"))[0] == "conflict-start"


def test_dates_that_are_none() -> None:
    """A launch or start that is no date is a finding, not an exception."""
    report = rp.check(SOUND, launch="soon", start="15/06/2026")

    assert report.text() == (
        'error: launch: "soon" is not a date (write 2026-06-15, or 2026-06-15 09:30) [bad-date]\n'
        'error: start: "15/06/2026" is not a date here; for Mon 15 Jun 2026 write 2026-06-15 [date-form]'
    )


def test_years_that_no_calendar_knows() -> None:
    """A plan that runs out of years cannot be scheduled; that is all there is to say."""
    document = {"launch": "0001-01-05", "tasks": [{"id": "a", "duration": "20d"}]}

    assert codes(rp.check(document)) == ["calendar-years"]


# --------------------------------------------------------------------------- order, lines


def test_errors_come_first_then_the_plan_then_its_tasks() -> None:
    """Findings stand in the order of the document, flat links last."""
    document = {
        "launch": "2026-06-14",
        "tasks": [
            {"id": "s", "tasks": [{"id": "a", "duration": "1d/1d/1d", "at": "J-8"}]},
            {"id": "b", "duration": "1d", "after": ["a"], "deadline": "2026-06-08"},
        ],
        "links": [{"predecessor": "a", "successor": "b"}],
    }
    report = rp.check(document)

    assert [(finding.code, finding.path, finding.task) for finding in report.findings] == [
        ("conflict-link", "tasks[1]", "b"),
        ("conflict-link", "tasks[1]", "b"),  # the link is written twice
        ("RP101", "launch", "launch"),
        ("RP102", "buffer", None),
        ("pin-moved", "", "a"),
        ("RP201", "tasks[0].tasks[0]", "a"),
        ("RP301", "tasks[0].tasks[0].duration", "a"),
        ("no-feasible-launch", "", "b"),
        ("RP201", "tasks[1]", "b"),
        ("RP401", "links[0]", "b"),
    ]


def test_lines_of_a_file_are_told() -> None:
    """Where the reader knows the line, every finding that has a place has it."""
    report = rp.check(TEXT.encode(), format="yaml")

    assert [(finding.code, finding.line) for finding in report.findings] == [
        ("RP101", 1),
        ("RP102", None),
        ("pin-moved", 3),
        ("RP201", 3),
        ("RP401", 9),
    ]


def test_reports_are_deterministic() -> None:
    """The same plan gives the same report."""
    assert rp.check(TEXT.encode(), format="yaml") == rp.check(TEXT.encode(), format="yaml")


# --------------------------------------------------------------------------- select, ignore, strict


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"select": ["RP1"]}, ["RP101", "RP102"]),
        ({"select": "pin-moved,RP401"}, ["pin-moved", "RP401"]),
        ({"ignore": ["RP1", "RP2"]}, ["pin-moved", "RP401"]),
        ({"select": ["RP"], "ignore": ["RP102"]}, ["RP101", "RP201", "RP401"]),
        ({"ignore": "launch-closed"}, ["RP102", "pin-moved", "RP201", "RP401"]),
        ({"select": ["conflict"]}, []),
    ],
)
def test_selecting_and_ignoring(options: dict[str, Any], expected: list[str]) -> None:
    """Codes and their beginnings choose what is told, codes of schedules too."""
    assert codes(rp.check(TEXT.encode(), format="yaml", **options)) == expected


def test_what_is_ignored_is_no_error() -> None:
    """A conflict that is ignored, or not selected, does not count."""
    assert rp.check(SOUND, start="2026-06-11", ignore=["conflict-start"]).ok
    assert rp.check(SOUND, start="2026-06-11", select=["RP"]).ok


def test_a_plan_that_cannot_be_read_is_told_whatever_is_ignored() -> None:
    """Neither selecting nor ignoring hides it."""
    assert rp.check(BROKEN, select=["RP1"], ignore=["RP"]) == rp.check(BROKEN)


@pytest.mark.parametrize("source", [SOUND, BROKEN])
def test_codes_that_name_nothing(source: dict[str, Any]) -> None:
    """They are errors of their own, before everything else."""
    report = rp.check(source, select=["RP410"], ignore=["nonsense"])

    assert codes(report)[:2] == ["unknown-check", "unknown-check"]
    assert [finding.path for finding in report.findings[:2]] == ["select", "ignore"]
    assert report.findings[2:] == (rp.check(BROKEN).findings if source is BROKEN else ())
    assert not report.ok


def test_strictness() -> None:
    """Warnings become errors, remarks stay; what is ignored stays ignored."""
    easy, strict = (rp.check(TEXT.encode(), format="yaml", strict=strict) for strict in (False, True))

    assert (easy.ok, strict.ok) == (True, False)
    assert [easy.count(severity) for severity in rp.Severity] == [0, 2, 3]
    assert [strict.count(severity) for severity in rp.Severity] == [2, 0, 3]
    assert codes(strict) == ["RP101", "RP201", "RP102", "pin-moved", "RP401"]
    assert rp.check(TEXT.encode(), format="yaml", strict=True, ignore=["RP101", "RP201"]).ok


# --------------------------------------------------------------------------- never an exception


def test_what_was_made_on_the_way_is_kept() -> None:
    """The plan as it was scheduled, and its schedule, come with the report of the command."""
    seen = examine(SOUND, launch="2026-09-07")

    assert seen.plan is not None
    assert str(seen.plan.launch) == "2026-09-07"
    assert seen.schedule is not None
    assert seen.schedule.plan == seen.plan
    assert (examine(BROKEN).plan, examine(BROKEN).schedule) == (None, None)


def told(report: rp.Report) -> None:
    """Put a report into words and into JSON."""
    for lang in ("en", "fr"):
        assert all(f"[{code}]" in report.text(lang) for code in set(codes(report)))
    assert json.loads(json.dumps(report.to_document()))["ok"] is report.ok


FIELDS = [field.name for cls in (rp.Plan, rp.Task, rp.Link, rp.Calendar) for field in attrs.fields(cls)]
KEYS = st.sampled_from([*FIELDS, "task", "closed", "open", "date", "x-extra"])
VALUES = (
    DATA
    | st.sampled_from(["2026-06-15", "5d", "J-9", "a", "a SS+2d", "launch", "FR", "10%", 10**30, ["a"]])
    | st.sampled_from(["9999-12-31", "0001-01-01", "999999d", "1d/2d/3d", "immediate", "a FS", "\ud800"])
)
JUNK = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=5),
    max_leaves=12,
)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(plans(), st.booleans())
def test_any_plan_has_a_report(plan: rp.Plan, strict: bool) -> None:
    """Plans that use every field are told about, and are fine if they can be scheduled and met."""
    report = rp.check(plan, strict=strict)
    told(report)

    schedule = examine(plan).schedule
    if schedule is None:
        expected = refused(lambda: rp.schedule(plan))
        assert report.findings[: len(expected)] == expected
    else:
        assert rp.check(plan, select=["conflict"]).ok is schedule.feasible


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(st.dictionaries(KEYS | TEXTS, JUNK, max_size=6))
def test_any_mapping_has_a_report(document: dict[str, Any]) -> None:
    """Whatever a mapping holds, its problems are told."""
    told(rp.check(document))


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(plans(), st.data())
def test_any_spoilt_plan_has_a_report(plan: rp.Plan, data: st.DataObject) -> None:
    """A plan in which one value is something else is told about, and never raises."""
    document = rp.to_document(plan)
    holders = [document, *document["tasks"], *document.get("links", ())]
    holder = data.draw(st.sampled_from(holders))
    holder[data.draw(st.sampled_from(sorted(holder)) | KEYS)] = data.draw(JUNK)

    told(rp.check(document))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_have_a_report(data: bytes) -> None:
    """So is whatever a file holds."""
    told(rp.check(data, format="yaml"))
    told(rp.check(data, format="json"))
