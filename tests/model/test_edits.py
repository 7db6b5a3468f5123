"""Edits of a plan: each gives a new plan, and links are bridged or reported."""

from __future__ import annotations

import pytest

import retroplan as rp

PLAN = rp.Plan(
    "Demo",
    launch="2026-06-15",
    tasks=[
        rp.Task("a", duration="1d"),
        rp.Task("phase", tasks=[rp.Task("b", duration="2d", after=["a FS+1d"]), rp.Task("x", duration="1d")]),
        rp.Task("c", duration="1d", after=["b SS+2d", "x"]),
    ],
)


def links(plan: rp.Plan) -> list[str]:
    """Write the links of a plan in one line each."""
    return [f"{link.predecessor} {link.manner} {link.successor}" for link in plan.all_links()]


def test_a_change_leaves_the_first_plan_as_it_was() -> None:
    """A changed task is in the new plan only, wherever it stands."""
    changed = PLAN.change("b", duration="5d")

    assert (str(changed["b"].duration), str(PLAN["b"].duration)) == ("5d", "2d")


def test_a_task_is_added_at_the_end_or_under_a_summary() -> None:
    """An added task, or its document, comes last in its place."""
    plan = PLAN.add(rp.Task("d", duration="1d")).add({"id": "e", "duration": "2d"}, under="phase")

    assert [task.id for task in plan.walk()] == ["a", "phase", "b", "x", "e", "c", "d"]


def test_a_taken_id_cannot_be_added() -> None:
    """An added task whose child has a known id is refused by name."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.add(rp.Task("new", tasks=[rp.Task("x")]))

    assert caught.value.text("fr") == "x: « x » est déjà l’identifiant d’une tâche du plan"


def test_a_removed_task_is_bridged() -> None:
    """What came before is tied to what came after: by the outer ends, lags added."""
    # a FS+1d b and b SS+2d c: from the finish of a to the start of c, 1 + 2 days.
    assert links(PLAN.remove("b")) == ["x FS c", "a FS+3d c"]


def test_a_removed_summary_takes_its_children_and_is_bridged_as_one() -> None:
    """What leads through its children is tied; a child that nothing leads to ties nothing."""
    assert links(PLAN.remove("phase")) == ["a FS+3d c"]
    assert [task.id for task in PLAN.remove("phase").walk()] == ["a", "c"]


def test_a_removal_may_be_refused_while_links_stand() -> None:
    """Each link in the way is named."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.remove("b", links="refuse")

    assert caught.value.text("en").splitlines() == [
        "b: it is linked: a FS+1d b; remove the link, or bridge it",
        "b: it is linked: b SS+2d c; remove the link, or bridge it",
    ]


def test_lags_of_different_units_cannot_be_bridged() -> None:
    """A day of work and a calendar day do not add up."""
    plan = PLAN.change("c", after=["b FS+2cd"])

    with pytest.raises(rp.PlanError, match="not of one unit"):
        plan.remove("b")


def test_a_bridge_over_an_unlinked_task_changes_nothing_else() -> None:
    """Without links there is nothing to bridge."""
    assert links(PLAN.change("c", after=[]).remove("c")) == ["a FS+1d b"]


def test_unknown_tasks_are_key_errors() -> None:
    """A plan is a mapping: what is not there is a KeyError."""
    for edit in (PLAN.remove, PLAN.change):
        with pytest.raises(KeyError):
            edit("nope")


def test_the_bridged_plan_schedules() -> None:
    """A plan stays whole: it can be scheduled after every edit."""
    schedule = rp.schedule(PLAN.remove("b"))

    # c on Friday 12 June; three days, 9-11 June, lie between; a on Monday 8.
    assert str(schedule["a"].start_date) == "2026-06-08"
