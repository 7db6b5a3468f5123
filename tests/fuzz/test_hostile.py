"""Input that is meant to hurt: each kind by its name, refused in words or read as what it says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

import retroplan as rp
from tests.fuzz.mutation import zipped
from tests.fuzz.trial import check_readable

SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes, format: str, **options: Any) -> list[str]:
    """Give the codes of what is wrong with a file; its words must be readable."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format=format, **options)
    check_readable(caught.value)
    return [finding.code for finding in caught.value.findings]


def workbook(change: Callable[[Any], None] = lambda sheet: None) -> dict[str, bytes]:
    """Make the parts of a small workbook."""
    book, stream = Workbook(), BytesIO()
    sheet: Any = book.active
    for row in (["Task", "Duration"], ["Brief", "2 days"]):
        sheet.append(row)
    change(sheet)
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def nested(levels: int) -> dict[str, Any]:
    """Make a document of tasks one inside the other."""
    task: dict[str, Any] = {"id": f"t{levels}"}
    for level in range(levels - 1, 0, -1):
        task = {"id": f"t{level}", "tasks": [task]}
    return {"launch": "2026-06-15", "tasks": [task]}


def test_aliases() -> None:
    """A YAML alias is refused, also where it would be harmless."""
    assert "alias-refused" in refused(b"launch: &a 2026-06-15\nstart: *a\n", "yaml")


def test_alias_bombs() -> None:
    """A billion laughs, nine lines of nine aliases each, are refused before they are laughed."""
    lines = ["x-0: &l0 [lol]"] + [f"x-{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]

    assert set(refused("\n".join(lines).encode(), "yaml")) == {"alias-refused"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entity_bombs(encoding: str) -> None:
    """A workbook whose XML declares entities is refused unread, in any encoding."""
    parts = workbook()
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    parts[SHEET] = (bomb + parts[SHEET].decode()).encode(encoding)

    assert refused(zipped(parts), "xlsx") == ["doctype-refused"]


@pytest.mark.parametrize(
    "document",
    [
        {"tasks": [{"id": "a", "duration": "1e308d"}]},
        {"tasks": [{"id": "a", "duration": 1e308}]},
        {"tasks": [{"id": "a", "duration": f"{10**307}d"}]},
        {"hours_per_day": 1e308},
        {"tasks": [{"id": "a", "duration": "1d", "risk_factor": 1e308}]},
        {"buffer": "1e308%"},
        {"tasks": [{"id": "a", "duration": "1d", "margin": f"{10**307}%"}]},
    ],
)
def test_durations_beyond_all_measure(document: dict[str, Any]) -> None:
    """Numbers that no plan can mean are refused where they stand, not counted with."""
    assert len(refused(json.dumps(document).encode(), "json")) == 1


@pytest.mark.parametrize("key", ["launch", "start"])
@pytest.mark.parametrize("year", ["0000", "0001", "9999", "10000"])
def test_years_at_the_ends_of_time(key: str, year: str) -> None:
    """A plan in the first or the last year is read; one before or after them is not. None prints nonsense."""
    data = f"{key}: {year}-01-01\ntasks: [{{id: a, duration: 1d}}]\n".encode()
    if year in ("0000", "10000"):
        assert refused(data, "yaml") != []
        return
    plan = rp.read(data, format="yaml")

    try:
        assert all(1 <= task.start.year <= 9999 for task in rp.schedule(plan).values())
    except rp.PlanError as problem:
        check_readable(problem)


def test_a_calendar_closed_for_ever() -> None:
    """All days from the year 1 to the year 9999 are one closure, and a calendar that never opens says so."""
    plan = rp.from_document(
        {"launch": "2026-06-15", "calendar": {"closed": ["0001-01-01/9999-12-31"]}, "tasks": [{"id": "a"}]}
    )

    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan)
    assert [finding.code for finding in caught.value.findings] == ["calendar-never-open"]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b[2J", "\x7f", "\x85"])
def test_control_characters(sign: str) -> None:
    """They may stand in a name and come back; no message sends one to a terminal."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", f"na{sign}me")])
    for format in ("json", "yaml", "csv", "xlsx", "md"):
        assert rp.read(rp.dumps(plan, format), format=format) == plan
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document({"tasks": [{"id": f"a{sign}b", "duration": f"5{sign}"}]})
    check_readable(caught.value)


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\u2066", "\u200b", "\u061c"])
def test_right_to_left_marks(mark: str) -> None:
    """Marks that turn text around are kept in names, and shown as what cannot be shown in messages."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", f"{mark}שלום")])
    for format in ("json", "yaml", "csv", "xlsx", "md"):
        assert rp.read(rp.dumps(plan, format), format=format) == plan
    assert refused(f"Task,Duration\n{mark}A,5 {mark}foos\n".encode(), "csv") == ["bad-duration"]


def test_zip_bombs_that_say_their_size() -> None:
    """A part that unfolds to 200 MB is refused by its size alone."""
    parts = workbook() | {"xl/media/image1.png": bytes(200_000_000)}

    assert refused(zipped(parts), "xlsx") == ["workbook-too-large"]


def test_zip_bombs_of_many_parts() -> None:
    """So are ten thousand parts."""
    parts = workbook() | {f"xl/media/{number}": b"" for number in range(10_000)}

    assert refused(zipped(parts), "xlsx") == ["workbook-too-large"]


def test_zip_bombs_that_lie() -> None:
    """A part that unfolds to more than it says is refused, and not unfolded."""
    data = zipped(workbook() | {"xl/media/image1.png": bytes(100_000_000)})
    size = (100_000_000).to_bytes(4, "little")

    assert refused(data.replace(size, (10).to_bytes(4, "little")), "xlsx") == ["not-xlsx"]


def test_a_cell_at_the_far_end_of_a_sheet() -> None:
    """One cell in the last row and column does not make a reader walk there; it is told by its name."""
    parts = workbook(lambda sheet: sheet.__setitem__("XFD1048576", "here"))

    with pytest.raises(rp.PlanError) as caught:
        rp.read(zipped(parts), format="xlsx")
    assert [(finding.code, finding.cell) for finding in caught.value.findings] == [
        ("row-without-name", "XFD1048576")
    ]


def test_a_merge_over_the_whole_sheet() -> None:
    """A merged range over all its cells is refused, not unfolded."""
    parts = workbook()
    merge = b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells></worksheet>'
    start, _, _ = parts[SHEET].partition(b"<pageMargins")
    parts[SHEET] = start + merge

    assert len(refused(zipped(parts), "xlsx")) == 1


@pytest.mark.parametrize("format", ["json", "yaml", "csv"])
def test_nesting_of_101_levels(format: str) -> None:
    """A hundred levels of tasks are a plan; one more is an error."""
    deepest = rp.from_document(nested(100))
    data = rp.dumps(deepest, format)

    assert rp.read(data, format=format) == deepest
    if format == "csv":
        code = ".".join("1" * 101)
        assert refused(data + f"t101,{code}\r\n".encode(), "csv") == ["too-many-levels"]
    else:
        assert refused(json.dumps(nested(101)).encode(), format) == ["too-many-levels"]


def test_nesting_without_end() -> None:
    """A hundred thousand brackets, or a list that holds itself, are told and not followed."""
    for open_brackets in (b"[", b"{a: ", b"[ {"):
        assert refused(b"tasks: " + open_brackets * 100_000, "yaml") == ["nested-too-deep"]
    assert refused(b"[" * 100_000, "json") == ["nested-too-deep"]
    endless: dict[str, Any] = {"launch": "2026-06-15", "tasks": []}
    endless["tasks"].append(endless)
    with pytest.raises(rp.PlanError):
        rp.from_document(endless)


def test_a_line_of_ten_million_bytes() -> None:
    """One byte more than the limit is refused; a line as long as the limit ends in words."""
    assert refused(b"x" * 10_000_001, "csv") == ["document-too-large"]
    assert refused(b"Task,Duration\n" + b"x" * 9_000_000, "csv") != []


@pytest.mark.parametrize(
    "tag",
    [
        b'<mergeCells><mergeCell x="&gt;" ref="A3:XFD1048576"/></mergeCells>',
        b"<mergeCells><mergeCell ref='&#65;3:XFD1048576'/></mergeCells>",
        b'<mergeCells><mergeCell ref="XFD1048576:A3"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
    ],
)
def test_ranges_that_are_written_oddly(tag: bytes) -> None:
    """However a range over the whole sheet is written, also that of a link, it is not unfolded."""
    parts = workbook()
    start, _, _ = parts[SHEET].partition(b"<pageMargins")
    parts[SHEET] = start + tag + b"</worksheet>"

    assert refused(zipped(parts), "xlsx") == ["merged-too-large"]


def test_messages_of_anything_can_be_read() -> None:
    """Whatever a key or a value holds, a message has an end, and no sign that is not shown."""
    calendars = {"a": {"country": "\ufeff"}, "b": {"week": {"9" * 9_000: []}}, "c": {"x" * 9_000: 1}}
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document({"launch": "2026-06-15", "calendars": calendars})

    assert len(caught.value.findings) == 3
    check_readable(caught.value)
