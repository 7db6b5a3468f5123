"""CSV: every field for programs, a table for people and their spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

import retroplan as rp
from retroplan.io.csv import dumps_plain, dumps_table
from retroplan.scheduled import SCHEDULED_FIELDS

PLAN = rp.Plan(
    "Démo",
    launch="2026-06-15",
    calendar="FR",
    lang="fr",
    tasks=[
        rp.Task("brief", "Brief ; « cadrage »", "3d/5d/10d", margin="20%"),
        rp.Task(
            "work",
            "Rédaction",
            tasks=[
                rp.Task("copy", "Textes, 2 versions", "1.5d", after=["brief"], risk_factor="1.2"),
                rp.Task("logo", "Logo", "12h", until="J-30"),
            ],
        ),
        rp.Task("go", after=["copy", "logo"], at="J-2"),
        rp.Task("review", "Bilan", "2d", after=["launch FS+45cd"]),
    ],
)


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    """Read a CSV file back, its byte order mark aside."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def plan_of(name: str) -> rp.Plan:
    """Make a plan of one task with a name."""
    return rp.Plan("Demo", launch="2026-06-15", tasks=[rp.Task("a", name, "1d")])


class TestPlain:
    def test_every_field_of_every_task(self) -> None:
        """The header has the fields of a scheduled task, the lines have its records."""
        schedule = rp.schedule(PLAN)
        header, *lines = rows(dumps_plain(schedule))

        assert tuple(header) == SCHEDULED_FIELDS
        assert [line[0] for line in lines] == list(schedule)
        assert len(lines) == len(schedule.to_records())

    def test_values_are_those_programs_read(self) -> None:
        """Dates are ISO, numbers have points, truth is true or false, whatever the language of the plan."""
        schedule = rp.schedule(PLAN)
        lines = rows(dumps_plain(schedule, "fr"))
        record = dict(zip(lines[0], lines[1], strict=True))

        assert record["start"] == schedule["brief"].start.isoformat()
        assert record["finish_date"] == schedule["brief"].finish_date.isoformat()
        assert float(record["total_slack_days"]) == schedule["brief"].total_slack_days
        assert int(record["offset_start"]) == schedule["brief"].offset_start
        assert (record["pinned"], record["driver"]) == ("false", "link")

    def test_no_byte_order_mark(self) -> None:
        """Programs get the text alone."""
        assert dumps_plain(rp.schedule(PLAN)).startswith(b"id,name,wbs,kind,start,")

    def test_fields_without_value_are_empty(self) -> None:
        """A forward plan has no offsets; their cells are empty."""
        plan = rp.Plan("Demo", start="2026-01-05", tasks=[rp.Task("a", duration="1d")])
        lines = rows(dumps_plain(rp.schedule(plan)))

        assert dict(zip(lines[0], lines[1], strict=True))["offset_start"] == ""


class TestTable:
    def test_the_french_table(self) -> None:
        """Semicolons, a mark for Excel, day-first dates, decimal commas, French headings."""
        data = dumps_table(rp.schedule(PLAN))

        assert data.startswith(b"\xef\xbb\xbfJ;")
        assert rows(data, ";") == [
            ["J", "Tâche", "Début", "Fin", "Durée", "Marge totale (jours)", "Marge libre (jours)",
             "Critique"],
            ["J-13", "Brief ; « cadrage »", "02/06/2026", "11/06/2026", "3 j / 5 j / 10 j + 20 %",
             "12,1", "0", "non"],
            ["J-33", "Rédaction", "13/05/2026", "12/06/2026", "", "12,1", "12,1", "non"],
            ["J-4", "Textes, 2 versions", "11/06/2026", "12/06/2026", "1,5 j × 1,2", "12,1", "12,1", "non"],
            ["→ J-30", "Logo", "13/05/2026", "15/05/2026", "12 h", "19", "19", "non"],
            ["J-2", "go", "12/06/2026", "12/06/2026", "", "12,1", "12,1", "non"],
            ["J+45", "Bilan", "30/07/2026", "31/07/2026", "2 j", "0", "0", "oui"],
            ["J", "LANCEMENT", "15/06/2026", "15/06/2026", "", "0", "0", "oui"],
        ]  # fmt: skip

    def test_the_english_table(self) -> None:
        """Commas, ISO dates, decimal points, English headings."""
        lines = rows(dumps_table(rp.schedule(PLAN), "en"))

        assert lines[:2] == [
            ["J", "Task", "Start", "Finish", "Duration", "Total slack (days)", "Free slack (days)",
             "Critical"],
            ["J-13", "Brief ; « cadrage »", "2026-06-02", "2026-06-11", "3 d / 5 d / 10 d + 20 %",
             "12.1", "0.0", "no"],
        ]  # fmt: skip

    def test_the_language_is_that_of_the_plan(self) -> None:
        """A plan that says its language has its table in it; one that does not has it in English."""
        assert dumps_table(rp.schedule(PLAN)) == dumps_table(rp.schedule(PLAN), "fr")
        assert rows(dumps_table(rp.schedule(PLAN.replace(lang=None))))[0][1] == "Task"

    def test_the_launch_is_called_by_its_name(self) -> None:
        """A launch that the plan describes has its own name."""
        plan = PLAN.replace(tasks=[rp.Task("launch", "Ouverture du site")])

        assert rows(dumps_table(rp.schedule(plan)), ";")[1][1] == "Ouverture du site"


class TestCells:
    @pytest.mark.parametrize(
        ("name", "cell"),
        [
            ("=1+1", "'=1+1"),
            ("+33 1 23 45", "'+33 1 23 45"),
            ("-10 % promo", "'-10 % promo"),
            ("@channel", "'@channel"),
            ("\t=1+1", "'\t=1+1"),
            ("\r=1+1", "'\r=1+1"),
            ("\n=1+1", "'\n=1+1"),
            ("1 = 1", "1 = 1"),
            ("'quoted", "'quoted"),
        ],
    )
    def test_texts_are_never_formulas(self, name: str, cell: str) -> None:
        """A text that a spreadsheet would calculate gets an apostrophe; others stay as they are."""
        schedule = rp.schedule(plan_of(name))

        assert rows(dumps_plain(schedule))[1][1] == cell
        assert rows(dumps_table(schedule, "fr"), ";")[1][1] == cell

    def test_our_own_numbers_stay_numbers(self) -> None:
        """Negative slack and offsets are numbers, not texts."""
        plan = rp.Plan(
            "Demo",
            launch="2026-06-15",
            start="2026-06-10",
            tasks=[rp.Task("a", "A", "5d", deadline="2026-06-10")],
        )
        schedule = rp.schedule(plan)
        lines = rows(dumps_plain(schedule))
        record = dict(zip(lines[0], lines[1], strict=True))

        assert record["total_slack_days"] == "-4.0"
        assert record["offset_start"] == str(schedule["a"].offset_start)
        assert rows(dumps_table(schedule, "fr"), ";")[1][5] == "-4"

    def test_breaks_and_quotes_stay_in_their_cell(self) -> None:
        """Separators, quotes and line breaks in a name do not make a cell."""
        name = 'one "two"; three, four\nfive\r\nsix'

        assert rows(dumps_plain(rp.schedule(plan_of(name))))[1][1] == name
        assert rows(dumps_table(rp.schedule(plan_of(name)), "fr"), ";")[1][1] == name


def test_a_french_table_keeps_all_digits_of_a_number() -> None:
    """A kept column of numbers: more than six digits, with a decimal comma."""
    task = rp.Task("a", "Brief", "2d", extra={"x-cost": 1234567.5})
    columns = {"x-columns": {"name": "Tâche", "x-cost": "Coût"}}
    made = rp.schedule(rp.Plan("P", launch="2026-06-15", tasks=[task], extra=columns))
    table = rp.dumps(made, "csv", lang="fr")

    assert "1234567,5" in table.decode("utf-8-sig")
