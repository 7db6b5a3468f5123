"""
Run the peers on a network: `python benchmarks/risk/peers.py < case.json`, with their own interpreter.

Reads ``{"network": …, "samples": …, "seed": …, "repeat": …}`` and writes, for each peer that is installed,
the seconds of its fastest run and what it found: percentiles of the length in days, and criticality.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

LEVELS = (50, 80, 95)


def fastest(work: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """Run a few times, and give the least time with the last result."""
    best, result = float("inf"), None
    for _ in range(repeat):
        begin = time.process_time()
        result = work()
        best = min(best, time.process_time() - begin)
    return best, result


def pmcontrols(case: dict[str, Any]) -> dict[str, Any]:
    """Beta with λ = 4, criticality included."""
    from pmcontrols.network import pert

    activities = [
        {
            "id": item["id"], "predecessors": item["before"],
            "a": item["points"][0], "m": item["points"][1], "b": item["points"][2],
        }
        for item in case["network"]
    ]  # fmt: skip
    seconds, result = fastest(
        lambda: pert(activities, n_sim=case["samples"], seed=case["seed"]), case["repeat"]
    )
    table = result.table
    return {
        "seconds": seconds,
        "lengths": {str(level): result.stats[f"mc_p{level}"] for level in LEVELS},
        "criticality": dict(zip(table["activity"], table["criticality_index"], strict=True)),
    }


def trueppm(case: dict[str, Any]) -> dict[str, Any]:
    """Beta of PERT's two moments, whole days on the way out, no criticality."""
    from trueppm_scheduler import Calendar, Dependency, Project, Task, monte_carlo

    start = date(2026, 1, 5)
    tasks = [
        # A sampled duration is never below `duration`: as the optimistic one it stands in nobody's way.
        Task(
            id=item["id"], name=item["id"], duration=timedelta(days=item["points"][0]),
            optimistic_duration=timedelta(days=item["points"][0]),
            most_likely_duration=timedelta(days=item["points"][1]),
            pessimistic_duration=timedelta(days=item["points"][2]),
        )
        for item in case["network"]
    ]  # fmt: skip
    links = [
        Dependency(predecessor_id=other, successor_id=item["id"])
        for item in case["network"]
        for other in item["before"]
    ]
    project = Project(
        id="p", name="p", start_date=start, tasks=tasks, dependencies=links,
        calendar=Calendar(working_days=0b1111111),
    )  # fmt: skip
    seconds, result = fastest(
        lambda: monte_carlo(project, runs=case["samples"], seed=case["seed"]), case["repeat"]
    )
    lengths = {str(level): (getattr(result, f"p{level}") - start).days + 1 for level in LEVELS}
    return {"seconds": seconds, "lengths": lengths}


def main() -> None:
    """Answer for one case, or for several."""
    case = json.load(sys.stdin)
    found: dict[str, Any] = {}
    for peer in (pmcontrols, trueppm):
        try:
            found[peer.__name__] = peer(case)
        except ImportError as problem:
            found[peer.__name__] = {"missing": str(problem)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
