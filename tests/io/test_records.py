"""Plans from rows that a program holds."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest

import retroplan as rp


class Scalar:
    """As a number of numpy is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def item(self) -> Any:
        """Give Python's value."""
        return self.value

    tolist = item

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, Scalar) else other))

    def __hash__(self) -> int:
        return hash(self.value)


class datetime64(Scalar):  # noqa: N801 - it goes by the name of numpy's
    """As a moment of numpy is that counts nanoseconds: its value is a number."""

    def item(self) -> Any:
        """Give the nanoseconds."""
        return 1_813_017_600_000_000_000

    tolist = item

    def astype(self, unit: str) -> Scalar:
        """Count in another unit."""
        assert unit == "datetime64[us]"
        return Scalar(self.value)


class Array(Scalar):
    """As an array of numpy is: it does not say whether it differs from another."""

    def __ne__(self, other: object) -> bool:
        raise ValueError("the truth value of an array is ambiguous")


class Timestamp(datetime):
    """As a moment of pandas is."""

    def to_pydatetime(self) -> datetime:
        """Give Python's moment."""
        return datetime(self.year, self.month, self.day, self.hour, self.minute)


class NotATime:
    """As pandas has it: it differs from itself."""

    def __ne__(self, other: object) -> bool:
        return True


class Missing:
    """As pandas has it: it says neither yes nor no."""

    def __ne__(self, other: object) -> Any:
        return self

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


def tasks(rows: Any, **options: Any) -> list[dict[str, Any]]:
    """Give the documents of the tasks."""
    found: list[dict[str, Any]] = rp.to_document(rp.from_table(rows, **options))["tasks"]
    return found


def problems(rows: Any) -> list[str]:
    """Give the problems in words."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_table(rows)
    return caught.value.text().split("\n")


@pytest.mark.parametrize(
    ("heading", "value", "filled"),
    [
        ("Durée (jours)", Scalar(5), {"duration": "5d"}),
        ("Durée (jours)", Scalar(2.5), {"duration": "2.5d"}),
        ("Durée (jours)", Decimal("2.50"), {"duration": "2.5d"}),
        ("Durée (jours)", Fraction(1, 2), {"duration": "0.5d"}),
        ("Durée", float("nan"), {}),
        ("Durée", Decimal("NaN"), {}),
        ("Durée", Decimal("sNaN"), {}),
        ("Durée", "", {}),
        ("Durée", None, {}),
        ("Durée", {"optimistic": "1d", "likely": "2d", "pessimistic": "4d"}, {"duration": "1d/2d/4d"}),
        ("Début", NotATime(), {}),
        ("Début", Missing(), {}),
        ("Début", Timestamp(2027, 6, 15), {"start": "2027-06-15"}),
        ("Fin", Timestamp(2027, 6, 15), {"finish": "2027-06-15"}),
        ("Fin", Timestamp(2027, 6, 15, 9, 30), {"finish": "2027-06-15T09:30"}),
        ("Fin", datetime(2027, 6, 15), {"finish": "2027-06-15"}),
        ("Fin", date(2027, 6, 15), {"finish": "2027-06-15"}),
        ("Fin", datetime64(datetime(2027, 6, 15)), {"finish": "2027-06-15"}),
        ("Fin", "2027-06-15 00:00:00", {"finish": "2027-06-15"}),
        ("J", -30, {"at": "J-30"}),
        ("Responsable", ["Marie", "Paul"], {"responsible": ["Marie", "Paul"]}),
        ("Responsable", Array(["Marie", "Paul"]), {"responsible": ["Marie", "Paul"]}),
        ("Ok", Scalar(True), {"x-Ok": True}),
        ("Prix", Scalar(1.5), {"x-Prix": 1.5}),
        ("Prix", Array([1, 2]), {"x-Prix": [1, 2]}),
        ("Note", "  as it is ", {"note": "  as it is "}),
        (2027, "x", {"x-2027": "x"}),
    ],
)
def test_values_of_programs(heading: Any, value: Any, filled: dict[str, Any]) -> None:
    """What numpy, pandas and the standard library hold; a day at midnight is a day."""
    found = tasks([{"Tâche": "A", heading: value}])[0]

    if isinstance(found.get("duration"), dict):
        found["duration"] = "/".join(list(found["duration"].values())[:3])
    assert found == {"id": "a", "name": "A"} | filled


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Durée", timedelta(days=2)),
        ("Durée (jours)", float("inf")),
        ("Durée (jours)", True),
        ("Début", time(9)),
        ("Début", 46188),
        ("Début", datetime(2027, 6, 15, tzinfo=UTC)),
        ("Après", 3.5),
        ("Niveau", 1.5),
    ],
)
def test_values_that_mean_nothing_are_told_by_row_and_heading(heading: str, value: Any) -> None:
    """The place is that of the row in the list, under the heading of the caller."""
    found = problems([{"Tâche": "A"}, {"Tâche": "B", heading: value}])

    assert [line.startswith(f"rows[1].{heading}: ") for line in found] == [True]


def test_problems_of_tasks_inside_phases_keep_their_rows() -> None:
    """What the plan finds is told at the row too, wherever the task stands in the tree."""
    rows = [
        {"Phase": "P", "Tâche": "A", "Durée": "2 jous"},
        {"Phase": "P", "Tâche": "B", "Après": "zz"},
        {"Tâche": "C", "id": "a b"},
    ]

    assert sorted(line.partition(": ")[0] for line in problems(rows)) == [
        "rows[0].Durée",
        "rows[1].Après",
        "rows[2].id",
    ]


def test_dict_readers_and_generators() -> None:
    """Rows come one by one; cells past the headings are kept."""
    reader = csv.DictReader(StringIO("Tâche,Durée\nA,2 j,more,again\nB\n"))

    assert tasks(reader) == [
        {"id": "a", "name": "A", "duration": "2d", "x-C": ["more", "again"]},
        {"id": "b", "name": "B"},
    ]
    assert [task["id"] for task in tasks({"Tâche": name} for name in "AB")] == ["a", "b"]


def test_headings_are_those_of_all_rows() -> None:
    """A key that only the second row has is a column."""
    assert tasks([{"Tâche": "A"}, {"Statut": "fait", "Tâche": "B"}])[1]["status"] == "fait"


def test_lists_of_cells_are_a_sheet() -> None:
    """Titles and labels may stand above; places are cells."""
    rows = [["Salon"], ["Jour J", date(2027, 6, 15)], [], ("Tâche", "Durée (j)"), ["A", 5], ["B", "x"]]
    plan = rp.from_table(rows[:-1])

    assert (plan.name, plan.launch, str(plan["a"].duration)) == ("Salon", date(2027, 6, 15), "5d")
    assert [line.partition(":")[0] for line in problems(rows)] == ["B6"]


def test_columns_work_as_for_files() -> None:
    """The caller's keys may be anything."""
    assert tasks([{"what": "A", "effort": 3}], columns={"effort": "Duration (days)"}) == [
        {"id": "a", "name": "A", "duration": "3d"}
    ]
    assert tasks([{"label": "A", "burden": 3}], columns={"label": "name"}) == [
        {"id": "a", "name": "A", "x-burden": 3}
    ]


@pytest.mark.parametrize("rows", [[{"Tâche": "A"}, ["B"]], [{"Tâche": "A"}, "B"], ["A"], [5]])
def test_rows_of_two_kinds_are_refused(rows: Any) -> None:
    """Mappings or lists, not both, nor anything else."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_table(rows)
    assert [finding.code for finding in caught.value.findings] == ["not-a-row"]


@pytest.mark.parametrize("rows", ["Tâche", b"x", {"Tâche": "A"}, 5, None])
def test_what_is_no_list_is_a_mistake_of_the_program(rows: Any) -> None:
    """A TypeError, as for any other argument of a wrong kind."""
    with pytest.raises(TypeError, match="takes a list of mappings"):
        rp.from_table(rows)


@pytest.mark.parametrize("make", [list, tuple, iter])
def test_no_rows_are_no_plan(make: Callable[[list[Any]], Any]) -> None:
    """There are no headings to go by."""
    assert problems(make([])) == [
        "there is no table in it (a list of tasks has headings such as Task, Duration, After)"
    ]
