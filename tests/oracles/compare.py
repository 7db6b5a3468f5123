"""
The rule by which a schedule agrees with another engine's.

Two instants are equal when the task's calendar has no working time between them; slack
is compared in minutes; a task that is not a milestone must also print at an opening for a
start and at a closing for a finish.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import retroplan as rp
from retroplan.calendars import instant

DATA = Path(__file__).parent / "data"
STARTS = ("start", "early_start", "late_start")
FINISHES = ("finish", "early_finish", "late_finish")
OTHERS = ("total_slack_minutes", "free_slack_minutes", "critical")


def load(name: str) -> list[dict[str, Any]]:
    """Load the cases of one file."""
    cases: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def differences(case: dict[str, Any]) -> list[str]:
    """List every field of a case that retroplan computes otherwise."""
    schedule = rp.schedule(rp.from_document(case["plan"]))
    time = schedule.plan.resolve(schedule.plan.calendar).working_time()
    found = []
    for task_id, expected in case["expected"].items():
        task = schedule[task_id]
        for field in (*STARTS, *FINISHES):
            if field not in expected:
                continue
            actual, wanted = instant(getattr(task, field)), instant(datetime.fromisoformat(expected[field]))
            if time.worked(actual) != time.worked(wanted):
                found.append(f"{task_id}.{field}: {getattr(task, field)} instead of {expected[field]}")
            if task.kind == "task":
                form = time.opening if field in STARTS else time.closing
                if form(time.worked(actual)) != actual:
                    found.append(f"{task_id}.{field}: {getattr(task, field)} is neither opening nor closing")
        found += [
            f"{task_id}.{field}: {getattr(task, field)} instead of {expected[field]}"
            for field in OTHERS
            if expected.get(field) is not None and getattr(task, field) != expected[field]
        ]
    return found
