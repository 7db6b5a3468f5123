"""The loyalty template, against dates worked out by hand from a perpetual calendar."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import retroplan as rp

TABLE = Path(__file__).parent / "data" / "loyalty.csv"
Row = dict[str, str]


def _rows() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))


ROWS = _rows()
LAUNCHES = tuple(dict.fromkeys(row["launch"] for row in ROWS))
YEARS = (2026, 2027, 2028)


def _of(launch: str) -> list[Row]:
    return [row for row in ROWS if row["launch"] == launch]


def _moved(rows: list[Row]) -> dict[str, tuple[date, date]]:
    """Give the date that the pin names and the date in the table, where they differ."""
    moved = {}
    for row in rows:
        written = date.fromisoformat(row["launch"]) + timedelta(days=int(row["offset"][1:] or 0))
        # `until` is the only pin of the follow-up; the others fix a start.
        column = "finish_date" if row["task"] == "monitor-optimise" else "start_date"
        shown = date.fromisoformat(row[column])
        if written != shown:
            moved[row["task"]] = (written, shown)
    return moved


@cache
def _schedule(launch: str) -> rp.Schedule:
    return rp.schedule(rp.from_template("loyalty", launch=launch, lang="fr"))


@cache
def _year(year: int) -> dict[date, rp.Schedule]:
    """Schedule the template for every launch date of a year."""
    network = rp.compile(rp.from_template("loyalty", launch=f"{year}-01-01", lang="fr"))
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    return {day: rp.schedule(network, launch=day) for day in days}


def test_the_table_is_whole() -> None:
    """The table has ten tasks for each of eight launches, every weekday among them, and notes each move."""
    weekdays = {date.fromisoformat(launch).weekday() for launch in LAUNCHES}
    noted = [(row["launch"], row["task"]) for row in ROWS if "moved" in row["note"]]
    moved = [(launch, task) for launch in LAUNCHES for task in _moved(_of(launch))]

    assert (len(LAUNCHES), weekdays) == (8, set(range(7)))
    assert [len({row["task"] for row in _of(launch)}) for launch in LAUNCHES] == [10] * 8
    assert (len(ROWS), noted) == (80, moved)


@pytest.mark.parametrize("launch", LAUNCHES)
def test_every_date_is_the_one_worked_out_by_hand(launch: str) -> None:
    """Start, finish, days from the launch and the pin as written are those of the table."""
    schedule = _schedule(launch)
    expected = {
        row["task"]: (row["start_date"], row["finish_date"], int(row["offset_start"]), row["offset"])
        for row in _of(launch)
    }
    actual = {
        task.id: (task.start_date.isoformat(), task.finish_date.isoformat(), task.offset_start, task.offset)
        for task in schedule.values()
    }

    assert expected == actual


@pytest.mark.parametrize("launch", LAUNCHES)
def test_every_moved_pin_names_both_dates_and_no_other_does(launch: str) -> None:
    """A pin on a closed day has one finding with the date it names and the date it got."""
    findings = [finding for finding in _schedule(launch).findings if finding.code == "pin-moved"]
    expected = sorted((task, *dates) for task, dates in _moved(_of(launch)).items())
    actual = sorted((finding.task, finding.values["written"], finding.values["date"]) for finding in findings)

    assert expected == actual


@pytest.mark.parametrize("year", YEARS)
def test_no_launch_date_of_the_year_is_in_conflict(year: int) -> None:
    """The template can be met whatever the launch date."""
    days = _year(year)

    assert len(days) == (366 if year == 2028 else 365)
    assert [day for day, schedule in days.items() if not schedule.feasible] == []


@pytest.mark.parametrize("year", YEARS)
def test_nothing_but_the_launch_is_critical(year: int) -> None:
    """Every stage keeps slack before the next one, so that only the launch itself is critical."""
    critical = {
        day: [task.id for task in schedule.values() if task.critical] for day, schedule in _year(year).items()
    }

    assert {day: tasks for day, tasks in critical.items() if tasks != ["launch"]} == {}
