"""A cluster of separate worker processes, where `distributed` is installed."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from tests.risk.test_simulation import MANY, bits, simulated

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # what a killed worker leaves open is not ours
]


@pytest.fixture(scope="module")
def client() -> Any:
    """Start a local cluster: two processes, no dashboard."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_same_bits_on_a_cluster(client: Any) -> None:
    """What two other processes compute is what this one does."""
    options: dict[str, Any] = {"samples": 200_000, "seed": 5}
    assert bits(simulated(MANY, **options)) == bits(
        simulated(MANY, executor=client.get_executor(), **options)
    )


def test_a_killed_worker_loses_nothing(client: Any) -> None:
    """One of the two workers is killed as soon as the first block is back."""
    pids = list(client.run(os.getpid).values())
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    options: dict[str, Any] = {"samples": 800_000, "seed": 5}
    found = simulated(MANY, executor=client.get_executor(), progress=kill, **options)

    assert killed
    assert bits(found) == bits(simulated(MANY, **options))
