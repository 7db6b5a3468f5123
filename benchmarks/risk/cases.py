"""Seeded networks of finish-to-start links with three-point durations, as plain data for everybody."""

from __future__ import annotations

import random
from typing import Any


def network(tasks: int, *, seed: int = 1, reach: int = 50, links: int = 3) -> list[dict[str, Any]]:
    """
    Make a network.

    Parameters
    ----------
    tasks
        How many tasks.
    seed
        Same seed, same network.
    reach
        How far back a predecessor may lie.
    links
        Predecessors a task, fewer at the beginning.

    Returns
    -------
    list
        A mapping a task: its id, its three points in whole days, and its predecessors.
    """
    dice = random.Random(seed)
    items = []
    for number in range(tasks):
        first = max(0, number - reach)
        before = sorted(dice.sample(range(first, number), min(links, number - first)))
        low = dice.randint(1, 10)
        likely = low + dice.randint(0, 10)
        items.append(
            {
                "id": f"t{number}",
                "points": (low, likely, likely + dice.randint(1, 20)),
                "before": [f"t{other}" for other in before],
            }
        )
    return items
