"""Seeded plans of any size: a random graph with about three predecessors a task."""

from __future__ import annotations

import random
from typing import Any


def plan_document(tasks: int, *, seed: int = 1, reach: int = 50, links: int = 3) -> dict[str, Any]:
    """
    Make a plan document.

    Parameters
    ----------
    tasks
        How many tasks.
    seed
        Same seed, same plan.
    reach
        How far back in the document a predecessor may lie.
    links
        Predecessors a task, fewer at the beginning.
    """
    dice = random.Random(seed)
    items = []
    for number in range(tasks):
        first = max(0, number - reach)
        count = min(links, number - first)
        after = sorted(dice.sample(range(first, number), count))
        items.append(
            {
                "id": f"t{number}",
                "duration": f"{dice.randint(1, 3)}h",
                "after": [f"t{other}" for other in after],
            }
        )
    return {"name": f"{tasks} tasks", "launch": "2026-06-15", "calendar": "FR", "tasks": items}
