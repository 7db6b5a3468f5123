"""Spoiled files, thousands of them: each is a plan or is refused in words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz.campaign import run

ROOT = Path(__file__).parents[2]
HANG_SECONDS = 60  # only what never ends takes so long, on any machine
SEED, BATCHES, BATCH = 2026, 20, 100
SLOW_SEED, SLOW_COUNT, WORKERS = 7, 100_000, 2


@pytest.mark.parametrize("batch", range(BATCHES), ids=lambda batch: f"seed{SEED}-{batch * BATCH}")
def test_spoiled_files_end_in_a_plan_or_in_an_error_with_words(batch: int) -> None:
    """Whatever bytes are read, a plan comes out that can be used, or one error that says what is wrong."""
    report = run(SEED, range(batch * BATCH, (batch + 1) * BATCH), HANG_SECONDS)

    assert report.faults == []


def test_some_of_them_are_still_plans() -> None:
    """The mutations are gentle enough that what lies behind the readers is tried too."""
    report = run(SEED, range(200), HANG_SECONDS)

    assert report.count("plan") > 20
    assert report.count("refused") > 20


@pytest.mark.slow
def test_a_hundred_thousand_spoiled_files(record_property: Callable[[str, object], None]) -> None:
    """In two processes with little memory, each of many more inputs ends well within two seconds."""
    share = SLOW_COUNT // WORKERS
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.campaign", *map(str, (SLOW_SEED, n * share, (n + 1) * share))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        for n in range(WORKERS)
    ]
    reports = [json.loads(worker.communicate()[0]) for worker in workers]
    for report in reports:
        figures = {key: value for key, value in report.items() if key != "faults"}
        record_property("report", figures)
        print(figures)

    assert [fault for report in reports for fault in report["faults"]] == []
