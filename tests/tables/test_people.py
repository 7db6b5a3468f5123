"""Effort and shares of people in tables: read as people write them, and written so that they are read."""

from __future__ import annotations

import pytest

import retroplan as rp


def tasks(text: str, **options: object) -> list[dict[str, object]]:
    """Read the tasks of a CSV text."""
    return rp.to_document(rp.read(text.encode(), format="csv", **options))["tasks"]


def test_effort_has_a_column() -> None:
    """A column of effort is read with the unit of its heading, or of its cells."""
    assert tasks("Tâche;Charge (jours);Responsable\nA;4;Zoé\nB;;\n") == [
        {"id": "a", "name": "A", "effort": "4d", "responsible": ["Zoé"]},
        {"id": "b", "name": "B"},
    ]
    assert tasks("Task,Effort,Owner\nA,3 h,Zoé\n") == [
        {"id": "a", "name": "A", "effort": "3h", "responsible": ["Zoé"]}
    ]


def test_effort_beside_a_duration_is_kept() -> None:
    """In somebody's table with both, the duration counts, and the effort is kept as they wrote it."""
    assert tasks("Tâche;Durée;Charge\nA;2 semaines;3 jours\n") == [
        {"id": "a", "name": "A", "duration": "2w", "x-Charge": "3 jours"}
    ]
    assert tasks("Tâche;Délai;Charge\nA;1 j;1 j\n", columns={"Charge": "effort"}) == [
        {"id": "a", "name": "A", "duration": "1d", "effort": "1d"}
    ]


def test_the_effort_of_a_summary_is_the_sum_of_its_rows() -> None:
    """What a summary row sums up is not asked of the summary."""
    text = "Tâche;Niveau;Charge (jours)\nA;1;5\nB;2;2\nC;2;3\n"

    assert tasks(text) == [
        {
            "id": "a",
            "name": "A",
            "x-Charge (jours)": "5",
            "tasks": [{"id": "b", "name": "B", "effort": "2d"}, {"id": "c", "name": "C", "effort": "3d"}],
        }
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Marie (50 %)", [{"Marie": "50%"}]),
        ("Marie[50%] + Paul", [{"Marie": "50%"}, "Paul"]),
        ("Marie Curie (12.5%), Paul et Zoé", [{"Marie Curie": "12.5%"}, "Paul", "Zoé"]),
        ("Marie (RH)", ["Marie (RH)"]),
        ("Marie 50 %", ["Marie 50 %"]),
        ("(50 %)", ["(50 %)"]),
    ],
)
def test_shares_in_brackets(cell: str, expected: list[object]) -> None:
    """A percent in brackets behind a name is a share of time."""
    assert tasks(f'Tâche;Durée;Responsable\nA;1 j;"{cell}"\n')[0]["responsible"] == expected


@pytest.mark.parametrize("format", ["csv", "xlsx", "md", "yaml", "json"])
@pytest.mark.parametrize(
    "responsible",
    [
        ["anna"],
        {"anna": "50%"},
        ["anna", {"paul": "12.5%"}],
        ["anna (50%)"],  # a name, not a share
        [{"anna (a)": "50%"}, {"a, b": "150%"}],
        ["[50%]", {"": "1%"}],
    ],
)
def test_plans_are_read_as_written(format: str, responsible: object) -> None:
    """People, shares and efforts come back from every format of plans."""
    plan = rp.Plan(
        "Plan",
        launch="2026-06-15",
        people={
            "anna": rp.Person("Anna", weekdays=["mon", "tue"], leave=["2026-06-01/2026-06-05"]),
            "paul": {"availability": "80%", "calendar": {"week": {"mon": ["08:00-12:00"]}}, "x-id": 7},
            "zoé": None,
        },
        tasks=[
            rp.Task("a", "A", effort="10d", responsible=responsible),
            rp.Task("b", effort="3d/5d/10d"),
            rp.Task("c", effort="5d", duration="1w"),
        ],
    )

    assert rp.read(rp.dumps(plan, format), format=format) == plan


def test_the_table_of_a_schedule() -> None:
    """It shows how long an effort takes, the effort, and people by their names with their shares."""
    people = {"anna": {"name": "Anna", "availability": "50%"}}
    task = rp.Task("a", effort="5d", responsible=["anna", {"paul": "150%"}])
    schedule = rp.schedule(rp.Plan("P", launch="2026-06-15", people=people, tasks=[task]))
    headings, row, *_ = rp.dumps(schedule, "csv", lang="fr", view="table").decode("utf-8-sig").splitlines()

    # 5 / (0.5 + 1.5) = 2.5 days.
    assert "2,5 j" in row
    assert headings.endswith("Charge;Responsable")
    assert row.endswith("5 j;Anna (50 %) + paul (150 %)")
    headings, *_ = rp.dumps(schedule, "csv", lang="en", view="table").decode("utf-8-sig").splitlines()
    assert headings.endswith("Effort,Responsible")
