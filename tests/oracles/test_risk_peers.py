"""Lengths of 30 networks against two simulators from PyPI; see data/SOURCES.md."""

from __future__ import annotations

import json
from functools import lru_cache
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.risk.cases import network

import retroplan as rp

PEERS = json.loads((Path(__file__).parent / "data" / "risk_peers.json").read_text(encoding="utf-8"))
SAMPLES = 100_000
DAY = 480
ERRORS = 4  # standard errors of the difference of two samples of this size


@lru_cache(maxsize=4)
def simulated(number: int, distribution: str) -> tuple[Any, dict[str, float]]:
    """Simulate a network: sorted lengths in working days, and criticality."""
    case = PEERS["networks"][number]
    tasks = [
        rp.Task(
            item["id"],
            duration=rp.Estimate(*(f"{days}d" for days in item["points"]), distribution),
            after=item["before"],
        )
        for item in network(case["tasks"], seed=case["seed"], reach=6, links=2)
    ]
    plan = rp.Plan("network", launch="2030-01-01", calendar="calendaires", tasks=tasks)
    found = rp.simulate(plan, samples=SAMPLES, seed=1000 + number)
    clock, origin = found._job.model.plan_clock, found._job.model.origin
    lengths = (clock.worked(0) - np.asarray(clock.worked(found._found.starts))) / DAY
    assert origin
    return np.sort(lengths), {task.id: task.criticality_index for task in found.values()}


def around(lengths: Any, level: int) -> tuple[float, float]:
    """Give the lengths between which another sample's percentile lies, but for 4 standard errors."""
    p = level / 100
    room = ERRORS * (2 * SAMPLES * p * (1 - p)) ** 0.5
    return float(lengths[floor(SAMPLES * p - room)]), float(
        lengths[min(SAMPLES - 1, ceil(SAMPLES * p + room))]
    )


@pytest.mark.parametrize("number", range(30))
def test_lengths_agree_with_pmcontrols(number: int) -> None:
    """P50, P80 and P95 with the beta of λ = 4, to the minute that ours are rounded to a task."""
    lengths, _ = simulated(number, "pert")
    case = PEERS["networks"][number]
    rounding = case["tasks"] / DAY
    for level in (50, 80, 95):
        low, high = around(lengths, level)
        assert low - rounding <= case["pmcontrols"][str(level)] <= high + rounding


@pytest.mark.parametrize("number", range(30))
def test_criticality_agrees_with_pmcontrols(number: int) -> None:
    """
    The share of samples in which each task is critical.

    Whole minutes make ties that real numbers do not: two paths are equally long once in some thousand
    samples.
    """
    _, found = simulated(number, "pert")
    for task, share in PEERS["networks"][number]["criticality"].items():
        error = ERRORS * (2 * max(share * (1 - share), 1e-5) / SAMPLES) ** 0.5
        assert abs(found[task] - share) <= error + 0.002


@pytest.mark.parametrize("number", range(30))
def test_lengths_agree_with_trueppm(number: int) -> None:
    """P50, P80 and P95 with the beta of PERT's two moments, in the whole days that it gives."""
    lengths, _ = simulated(number, "pert-classic")
    for level in (50, 80, 95):
        low, high = around(lengths, level)
        assert floor(low) <= PEERS["networks"][number]["trueppm"][str(level)] <= ceil(high)
