"""Tables and documents of the plans for golden files, read by programs that we did not write."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from jsonschema import Draft202012Validator

import retroplan as rp
from tests.golden.plans import HOSTILE_NAMES, PLANS, assert_golden, scheduled

WRITTEN = {
    "table.csv": ("csv", {"view": "table"}),
    "plain.csv": ("csv", {"view": "plain"}),
    "table.md": ("md", {"view": "table"}),
    "json": ("json", {}),
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("name", PLANS)
def test_golden(name: str, kind: str) -> None:
    """What is written is what was reviewed."""
    format, options = WRITTEN[kind]

    assert_golden(f"{name}.{kind}", rp.dumps(scheduled(name), format, lang="fr", **options))


@pytest.mark.parametrize("name", PLANS)
def test_plain_csv_is_every_field(name: str) -> None:
    """Python's reader finds the dates of each task under the names of its fields."""
    rows = list(csv.DictReader(StringIO(rp.dumps(scheduled(name), "csv", view="plain").decode(), newline="")))
    tasks = list(scheduled(name).values())

    assert [row["id"] for row in rows] == [task.id for task in tasks]
    assert [row["start"] for row in rows] == [task.start.isoformat() for task in tasks]
    assert [row["finish_date"] for row in rows] == [task.finish_date.isoformat() for task in tasks]


@pytest.mark.parametrize("name", PLANS)
def test_french_csv_is_what_a_french_spreadsheet_opens(name: str) -> None:
    """A byte order mark, semicolons, days first, decimal commas, and no cell that is a formula."""
    data = rp.dumps(scheduled(name), "csv", lang="fr")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    tasks = list(scheduled(name).values())

    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0][:6] == ["J", "Tâche", "Début", "Fin", "Durée", "Marge totale (jours)"]
    assert [row[2] for row in rows[1:]] == [f"{task.start_date:%d/%m/%Y}" for task in tasks]
    slack = [float(row[5].replace(",", ".")) for row in rows[1:]]
    assert slack == pytest.approx([task.total_slack_days for task in tasks], abs=0.01)
    assert not [cell for row in rows for cell in (row[1], row[-1]) if cell.startswith(FORMULAS)]


def test_hostile_names_come_back_from_csv() -> None:
    """A name is the text it was, but for the apostrophe that keeps it from being a formula."""
    data = rp.dumps(scheduled("odd"), "csv", view="plain").decode()
    names = {row["name"] for row in csv.DictReader(StringIO(data, newline=""))}

    for name in HOSTILE_NAMES:
        guarded = f"'{name}" if name.startswith(FORMULAS) else name
        assert guarded in names


@pytest.mark.parametrize("name", PLANS)
def test_json_satisfies_its_schema(name: str) -> None:
    """The published schema of a schedule holds for every plan, the odd one too."""
    document = json.loads(rp.dumps(scheduled(name), "json"))

    assert list(Draft202012Validator(rp.json_schema("schedule")).iter_errors(document)) == []
    assert [task["start_date"] for task in document["tasks"]] == [
        task.start_date.isoformat() for task in scheduled(name).values()
    ]
