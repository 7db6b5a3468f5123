"""Work without an end, wherever a schedule is shown: no date that it does not have, and words or a sign."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import icalendar
import openpyxl
import pytest

import retroplan as rp
from retroplan.render.gantt import bars as gantt_bars
from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.scale import Scale
from retroplan.render.terminal import table_text
from tests.golden.plans import STAMP, TODAY
from tests.io.workbooks import cell, opened, saved
from tests.render.charts import bars

# Mon 15 June 2026; content Mon 8 to Fri 12, the review Mon 6 and Tue 7 July
PLAN = rp.Plan(
    "Leads",
    launch="2026-06-15",
    lang="fr",
    tasks=[
        rp.Task("content", "Contenus", duration="5d", responsible="Anna"),
        rp.Task("nurture", "Nurturing", span={"from": "launch"}, responsible="Anna"),
        rp.Task("review", "Bilan", duration="2d", after=["launch FS+20cd"]),
    ],
)
LAST = "07/07/2026", "2026-07-07", "20260707", "20260708", "7 juil", "J+22"  # in any way that it is written


@pytest.fixture(scope="module")
def schedule() -> rp.Schedule:
    """Schedule the plan."""
    return rp.schedule(PLAN)


def lines_of(schedule: rp.Schedule, format: str, name: str = "Nurturing", **options: object) -> list[str]:
    """Give the lines of a text that name the task."""
    return [line for line in rp.dumps(schedule, format, **options).decode().splitlines() if name in line]  # type: ignore[arg-type]


def test_tables_for_people_say_that_it_goes_on(schedule: rp.Schedule) -> None:
    """In place of the finish stand words, in the language of the table."""
    table = rp.dumps(schedule, "csv", view="table").decode("utf-8-sig")
    (row,) = (row for row in csv.reader(StringIO(table), delimiter=";") if row[1] == "Nurturing")

    assert row[:4] == ["J", "Nurturing", "15/06/2026", "en continu"]
    assert lines_of(schedule, "md", view="table", lang="en") == [
        "| J | Nurturing | Mon 15 Jun 2026 | ongoing |  | 0 | 0 | no | Anna |"
    ]


def test_tables_for_programs_have_no_finish(schedule: rp.Schedule) -> None:
    """Every finish is an empty cell."""
    rows = csv.DictReader(StringIO(rp.dumps(schedule, "csv", view="plain").decode(), newline=""))
    (row,) = (row for row in rows if row["id"] == "nurture")

    assert row["start"] == "2026-06-15T00:00:00"
    assert row["open_ended"] == "true"
    assert {name for name, text in row.items() if not text} == {
        "finish", "early_finish", "late_finish", "finish_date", "work_finish",
        "offset_finish", "offset_finish_working",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("csv", {"view": "table"}), ("csv", {"view": "plain"}), ("md", {"view": "table"}),
        ("md", {"view": "page"}),
    ],
)  # fmt: skip
def test_no_table_gives_the_end_of_the_plan_as_its_own(
    schedule: rp.Schedule, format: str, options: dict[str, object]
) -> None:
    """The day up to which it is drawn stands on none of its lines."""
    lines = lines_of(schedule, format, **options)

    assert lines
    assert not [day for line in lines for day in LAST if day in line]


def test_the_terminal_and_the_notebook_say_so(schedule: rp.Schedule) -> None:
    """The column of the finish holds the words."""
    (line,) = (line for line in table_text(schedule, "fr").splitlines() if line.endswith("↔ Nurturing"))

    assert line.split() == ["J", "lun.", "15", "juin", "en", "continu", "↔", "Nurturing"]
    assert ">en continu</td>" in schedule._repr_html_()


class TestCalendars:
    """Events and to-dos."""

    def read(self, schedule: rp.Schedule, **options: object) -> icalendar.cal.Component:
        """Find the entry of the task."""
        data = rp.dumps(schedule, "ics", stamp=STAMP, **options)  # type: ignore[arg-type]
        calendar = icalendar.Calendar.from_ical(data)
        return next(part for part in calendar.walk() if str(part.get("UID", "")).startswith("nurture"))

    def test_it_is_an_event_of_the_day_on_which_it_begins(self, schedule: rp.Schedule) -> None:
        """A bar to the end of the plan would say that it ends there."""
        event = self.read(schedule)

        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 6, 15), date(2026, 6, 16))
        assert "RRULE" not in event
        assert event["SUMMARY"] == "Nurturing (en continu)"
        assert event["DESCRIPTION"].split("\n")[:2] == ["J →", "Commence ce jour et se poursuit sans fin."]

    def test_a_to_do_is_never_due(self, schedule: rp.Schedule) -> None:
        """It can be begun on its day, and nobody has to be done with it."""
        todo = self.read(schedule, view="todos", lang="en")

        assert todo["DTSTART"].dt == date(2026, 6, 15)
        assert "DUE" not in todo
        assert todo["SUMMARY"] == "Nurturing (ongoing)"

    def test_a_forward_plan_has_no_offsets_to_tell(self) -> None:
        """Without a launch the words stand alone."""
        forward = PLAN.remove("review").change("nurture", span={"from": "content"})
        event = self.read(rp.schedule(forward.replace(launch=None, start="2026-06-15")))

        assert event["DESCRIPTION"].startswith("Commence ce jour")


def test_diagrams_end_it_with_the_plan_and_say_that_it_goes_on(schedule: rp.Schedule) -> None:
    """Neither language has bars without an end."""
    assert lines_of(schedule, "mermaid") == ["    Nurturing (en continu) :t2, 2026-06-15, 2026-07-08"]
    assert lines_of(schedule, "plantuml", lang="en") == [
        "[Nurturing (ongoing)] as [_2] starts 2026-06-15 and ends 2026-07-07"
    ]


def test_a_diagram_of_the_launch_and_it_alone_shows_a_day() -> None:
    """No end lies before its start."""
    alone = rp.schedule(PLAN.remove("content").remove("review"))

    assert lines_of(alone, "mermaid") == ["    Nurturing (en continu) :t1, 2026-06-15, 2026-06-16"]
    assert lines_of(alone, "plantuml")[0].endswith("starts 2026-06-15 and ends 2026-06-15")


class TestChart:
    """The Gantt chart."""

    def test_its_bar_has_a_start_and_no_finish(self, schedule: rp.Schedule) -> None:
        """What a program reads from the picture is what the schedule says."""
        found = dict(bars(rp.dumps(schedule, "svg")))

        assert found["nurture"].get("data-start") == "2026-06-15T00:00"
        assert "data-finish" not in found["nurture"].attrib
        assert found["review"].get("data-finish") == "2026-07-07T17:00"

    @pytest.mark.parametrize("lang", ["fr", "en"])
    def test_the_legend_explains_it(self, schedule: rp.Schedule, lang: str) -> None:
        """Only the sign that is there is explained."""
        closed = rp.schedule(PLAN.change("nurture", span={"from": "launch", "to": "J+10"}))
        words = {"fr": ("hamac sans fin", ">hamac<"), "en": ("hammock without an end", ">hammock<")}[lang]
        texts = rp.dumps(schedule, "svg", lang=lang).decode(), rp.dumps(closed, "svg", lang=lang).decode()

        assert [[word in text for word in words] for text in texts] == [[True, False], [False, True]]

    def test_the_bar_runs_to_the_edge(self, schedule: rp.Schedule) -> None:
        """It ends where the chart does, in the head of an arrow: no line closes it."""
        from retroplan.render.gantt.rows import make_rows
        from retroplan.render.narrator import make_narrator

        (row,) = (row for row in make_rows(schedule, make_narrator(schedule, "fr")) if row.id == "nurture")
        scale = Scale(date(2026, 6, 1).toordinal(), 60, 100.0, 600.0)
        left, right = gantt_bars.ends(row, scale)
        sides, head = gantt_bars.open_hammock(left, right, 50.0)

        assert (left, right) == (scale.x(row.start), scale.right)
        assert not sides.closed  # type: ignore[union-attr]
        assert max(x for line in head.lines for x, _ in line) == scale.right  # type: ignore[union-attr]
        assert isinstance(row, Row)

    def test_what_begins_at_the_edge_is_still_seen(self) -> None:
        """The head of the arrow is as short as there is room."""
        sides, head = gantt_bars.open_hammock(100.0, 100.0 + gantt_bars.LEAST, 50.0)

        for shape in (sides, head):
            assert {100.0 <= x <= 100.0 + gantt_bars.LEAST for line in shape.lines for x, _ in line} == {True}  # type: ignore[union-attr]

    def test_it_has_no_finish_in_the_columns(self, schedule: rp.Schedule) -> None:
        """Beside the bar stand the same words as in tables."""
        assert ">en continu<" in rp.dumps(schedule, "svg").decode()

    @pytest.mark.parametrize("format", ["png", "pdf"])
    def test_other_pictures_are_made(self, schedule: rp.Schedule, format: str) -> None:
        """Nothing in them asks for a finish that is not there."""
        assert len(rp.dumps(schedule, format)) > 1000


class TestWorkbook:
    """The workbook of a schedule."""

    def test_its_finish_is_words_on_every_sheet(self, schedule: rp.Schedule) -> None:
        """Formulas carry them on, and nothing is added to them."""
        data = rp.dumps(schedule, "xlsx", today=TODAY)
        plain, results = opened(data), opened(data, results=True)
        shown = [
            [c.value for row in sheet.iter_rows() for c in row if c.value == "en continu"]
            for sheet in results.worksheets
        ]

        assert cell(plain.worksheets[0], "nurture", "~finish").value == "en continu"
        assert cell(plain.worksheets[0], "nurture", "~length").value == 0
        assert [len(found) for found in shown[:3]] == [1, 2, 1]

    def test_the_plan_is_read_again(self, schedule: rp.Schedule) -> None:
        """From the formulas with results, and from those of a program that does not calculate."""
        data = rp.dumps(schedule, "xlsx", today=TODAY)

        assert rp.read(data, format="xlsx") == PLAN
        assert rp.read(saved(opened(data)), format="xlsx") == PLAN

    def test_a_date_typed_over_the_words_is_refused(self, schedule: rp.Schedule) -> None:
        """A hammock has no finish of its own: the message says so, and where."""
        book = opened(rp.dumps(schedule, "xlsx", today=TODAY))
        cell(book.worksheets[0], "nurture", "~finish").value = date(2026, 9, 1)

        with pytest.raises(rp.PlanError, match="remove finish"):
            rp.read(saved(book), format="xlsx")

    def test_a_workbook_without_dates_says_so_too(self) -> None:
        """Where no cell holds a date that others are counted from."""
        forward = PLAN.remove("review").change("nurture", span={"from": "content"}).replace(launch=None)
        book = openpyxl.load_workbook(BytesIO(rp.dumps(rp.schedule(forward, start="1850-01-07"), "xlsx")))

        assert cell(book.worksheets[0], "nurture", "~finish").value == "en continu"


@pytest.mark.parametrize("format", ["yaml", "json", "csv", "md", "xlsx"])
def test_every_format_of_plans_keeps_it(format: str) -> None:
    """Written and read again it is the same plan."""
    assert rp.read(rp.dumps(PLAN, format), format=format) == PLAN


def test_graphs_keep_it(schedule: rp.Schedule) -> None:
    """A node has the span as it is written, and no finish among its results."""
    assert rp.from_graph(rp.to_graph(PLAN)) == PLAN
    node = rp.to_graph(schedule).nodes["nurture"]
    assert (node["open_ended"], node["start_date"]) == (True, "2026-06-15")
    assert not {"finish", "late_finish", "finish_date", "offset_finish"} & node.keys()
