"""
Time each stage of one large plan: `python benchmarks/stages.py [TASKS]`, or `make bench`.

Machines are shared and noisy: compare figures of one run with each other, not with
those of another day.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

import retroplan as rp
from benchmarks.generator import plan_document
from retroplan.engine.frame import make_frame
from retroplan.engine.solve import solve
from retroplan.model.moments import moment_instant

T = TypeVar("T")


def timed(label: str, work: Callable[[], T]) -> T:
    """Run one stage and print how long it took."""
    begin = time.perf_counter()
    result = work()
    print(f"{label:32}{time.perf_counter() - begin:9.3f} s")
    return result


def main(tasks: int) -> None:
    """Print the time of each stage, from plain data to plain data."""
    document = plan_document(tasks)
    links = sum(len(task["after"]) for task in document["tasks"])
    print(f"{tasks} tasks, {links} links, Python {sys.version.split()[0]}")
    plan = timed("document -> Plan, checked", lambda: rp.from_document(document))
    network = timed("Plan -> Network", lambda: rp.compile(plan))
    assert plan.launch is not None
    frame = timed("dates of the launch", lambda: make_frame(network, moment_instant(plan.launch)))
    timed("passes", lambda: solve(frame, None))
    schedule = timed("Network -> Schedule, unread", lambda: rp.schedule(network))
    timed("every task read", lambda: list(schedule.values()))
    timed("critical path", lambda: schedule.critical_path)
    timed("Schedule -> document", lambda: rp.to_document(schedule))
    assert schedule.feasible
    assert all(task.total_slack_minutes >= 0 for task in schedule.values())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
