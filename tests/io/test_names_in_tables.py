"""Names for people who read, keys where the plan is read again."""

from __future__ import annotations

import csv

import pytest

import retroplan as rp

PLAN = rp.Plan(
    "Salon",
    lang="fr",
    launch="2027-06-14",
    people={"anna": "Anna Martin", "bob": {"name": "Bob; Petit", "availability": "80%"}, "eve": {}},
    channels={"mail": "E-mail"},
    tasks=[
        rp.Task("brief", "Brief", "5d", responsible=["ANNA", "Zoé"]),
        rp.Task(
            "film", "Film", "2d",
            responsible={"bob": "50%", "eve": None}, approval={"by": "anna", "duration": "1d"},
        ),
        rp.Task("post", "Message", "1d", responsible=["bob"], for_each="channels"),
    ],
)  # fmt: skip
WHO = {
    "Brief": "Anna Martin + Zoé",
    "Film": "Bob; Petit (50 %) + eve",
    "Réalisation": "Bob; Petit (50 %) + eve",
    "Validation (Anna Martin)": "Anna Martin",
    "Message": "Bob; Petit (80 %)",
    "E-mail": "Bob; Petit (80 %)",
    "LANCEMENT": "",
}


def test_csv_of_a_schedule_has_names() -> None:
    """Whoever gets the table does not know the keys; a share is that of a full day."""
    text = rp.dumps(rp.schedule(PLAN), "csv", view="table").decode("utf-8-sig")
    rows = csv.DictReader(text.splitlines(), delimiter=";")

    assert {row["Tâche"]: row["Responsable"] for row in rows} == WHO


def test_markdown_of_a_schedule_has_names() -> None:
    """The same in a pipe table."""
    lines = rp.dumps(rp.schedule(PLAN), "md").decode().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    found = {row[1].strip("*"): row[8] if len(row) > 8 else "" for row in rows[2:]}

    assert found == WHO


@pytest.mark.parametrize("format", ["csv", "md", "xlsx"])
def test_the_table_of_a_plan_keeps_its_keys(format: str) -> None:
    """It is read again as the same plan."""
    assert rp.read(rp.dumps(PLAN, format), format=format) == PLAN


def test_the_workbook_of_a_schedule_keeps_its_keys() -> None:
    """So is that one, with what was filled in."""
    assert rp.read(rp.dumps(rp.schedule(PLAN), "xlsx"), format="xlsx") == PLAN


def test_rounds_are_named_after_who_approves() -> None:
    """By key or by name, somebody that the plan does not know as they are written."""
    asked = [{"by": "ANNA  martin", "duration": "1d", "rounds": 2}, {"by": "Direction", "duration": "1d"}]
    plan = rp.Plan(
        launch="2027-06-14",
        people={"anna": "Anna Martin"},
        tasks=[rp.Task("a", duration="1d", approval=asked)],
    )

    assert [task.name for task in rp.schedule(plan).values()][2:-1] == [
        "Approval (Anna Martin), round 1", "Approval (Anna Martin), round 2", "Approval (Direction)",
    ]  # fmt: skip
