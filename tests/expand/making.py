"""Small plans for Monday 15 June 2026, worked from Monday to Friday without holidays."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan of some tasks."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options)


def days(schedule: rp.Schedule, *task_ids: str) -> list[str]:
    """Give the planned days of some tasks, or of all parts there are: ``05-26/06-01``."""
    chosen = task_ids or [task_id for task_id in schedule if "/" in task_id]
    tasks = [schedule[task_id] for task_id in chosen]
    return [f"{task.start_date:%m-%d}/{task.finish_date:%m-%d}" for task in tasks]


def parts(schedule: rp.Schedule) -> list[str]:
    """Give the ids of all parts, in their order."""
    return [task_id for task_id in schedule if "/" in task_id]


def faults(document: object, lang: str = "en") -> list[tuple[str, str]]:
    """Give path and code of everything that is wrong with a plan, on the way to its schedule."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.from_document(document))
    assert caught.value.text("en")
    assert caught.value.text("fr")
    return [(finding.path, finding.code) for finding in caught.value.findings]


def with_task(**keys: Any) -> dict[str, Any]:
    """Make the document of a plan with one task."""
    return {"launch": "2026-06-15", "tasks": [{"id": "content", **keys}]}
