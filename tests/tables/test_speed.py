"""No table takes more than its share of time: each of these would take minutes if it were quadratic."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

import retroplan as rp
from retroplan.tables.references import Ids

LIMIT = 20  # seconds of work; each takes one to three


def several(text: str) -> str:
    """Repeat a row two thousand times, counted."""
    return "".join(text.format(number, number - 1 or "") for number in range(1, 2_001))


TABLES: dict[str, str] = {
    "tasks of one name": "Tâche\n" + "Brief\n" * 10_000,
    "phases of one name and another": "Phase;Tâche\n" + several("P{0};P\n"),
    "columns of one heading": "Tâche;Durée;" + ";".join(["Note"] * 10_000) + "\nA;1 j\n",
    "columns": "Tâche;Durée;" + ";".join(f"n{number}" for number in range(10_000)) + "\nA;1 j\n",
    "unknown links": "Tâche;Après\n" + several("T{0};zz{0}\n"),
    "blanks in a link": "Tâche;Après\nA;" + "x" + " " * 90_000 + "y\n",
    "types in a link": "Tâche;Après\nA;" + "x FS" * 20_000 + "\n",
    "commas in a link": "Tâche;Après\nA;" + "x," * 40_000 + "\n",
    "dots in a code": "WBS;Tâche\n" + ("1." * 40_000 + ";a\n") * 10,
    "levels": "Niveau;Tâche\n" + several("{0};a\n"),
    "numbers in a date": "Tâche;Début\n" + ("A;" + "1" * 90_000 + "\n") * 10,
    "blanks in a constraint": "Tâche;Contrainte\nA;pas avant" + " le" * 30_000 + "\n",
    "people": "Tâche;Responsable\nA;" + "Marie et " * 10_000 + "\n",
    "brackets in a heading": "Tâche;Durée" + "(" * 90_000 + "\nA;1 j\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_hostile_tables_take_linear_time(name: str) -> None:
    """Read or refused, but soon."""
    began = process_time()
    with suppress(rp.PlanError):
        rp.dumps(rp.read(TABLES[name].encode(), format="csv"), "csv")

    assert process_time() - began < LIMIT


def test_a_hundred_thousand_ids_of_one_name() -> None:
    """Each is made in the same time."""
    ids, began = Ids(), process_time()
    made = [ids.make("Brief") for _ in range(100_000)]

    assert (made[-1], len(set(made))) == ("brief-100000", 100_000)
    assert process_time() - began < LIMIT


@pytest.mark.parametrize("format", ["csv", "xlsx", "md"])
def test_long_lists_are_read_and_written(format: str) -> None:
    """Two thousand tasks, in every format and back."""
    rows = [
        {
            "N°": number,
            "Tâche": f"Tâche {number}",
            "Durée (j)": 2,
            "Après": number - 1 or None,
            "Statut": "fait",
        }
        for number in range(1, 2_001)
    ]
    began = process_time()
    plan = rp.from_table([list(rows[0]), *(list(row.values()) for row in rows)])

    assert rp.read(rp.dumps(plan, format), format=format) == plan
    assert process_time() - began < LIMIT
