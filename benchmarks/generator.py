"""
Seeded plans of any size, in the shape that each contestant asks for.

Three shapes: *local*, where the three predecessors of a task lie among the fifty before it, as in
plans that people write; *wide*, where they lie anywhere in the first tenth, so that there are few
levels; and *deep*, a chain.
"""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import retroplan as rp

LAUNCH = "2026-06-15"


class Shape(NamedTuple):
    """Tasks and links as plain lists: minutes of each task, and the two tasks of each link."""

    durations: list[int]
    sources: list[int]
    targets: list[int]

    @property
    def ids(self) -> list[str]:
        """The ids of the tasks."""
        return [f"t{number}" for number in range(len(self.durations))]

    def predecessors(self) -> list[list[int]]:
        """List what each task waits for."""
        lists: list[list[int]] = [[] for _ in self.durations]
        for source, target in zip(self.sources, self.targets, strict=True):
            lists[target].append(source)
        return lists


def shape(tasks: int, kind: str = "local", *, seed: int = 1, links: int = 3) -> Shape:
    """
    Make tasks of one to three hours and their links.

    Parameters
    ----------
    tasks
        How many.
    kind
        ``local``, ``wide`` or ``deep``.
    seed
        Same seed, same tasks and links.
    links
        Predecessors a task; one in a chain.
    """
    dice = random.Random(seed)
    made = Shape([60 * dice.randint(1, 3) for _ in range(tasks)], [], [])
    for number in range(1, tasks):
        if kind == "deep":
            found = [number - 1]
        elif kind == "wide":
            found = dice.sample(range(max(1, tasks // 10)), min(links, max(1, tasks // 10)))
            found = [source for source in found if source < number]
        else:
            first = max(0, number - 50)
            found = dice.sample(range(first, number), min(links, number - first))
        made.sources.extend(found)
        made.targets.extend([number] * len(found))
    return made


def task_objects(made: Shape) -> list[rp.Task]:
    """Make the tasks as objects, each with its links."""
    ids = made.ids
    return [
        rp.Task(task_id, duration=f"{minutes // 60}h", after=[ids[source] for source in sources])
        for task_id, minutes, sources in zip(ids, made.durations, made.predecessors(), strict=True)
    ]


def plan_document(tasks: int, *, seed: int = 1) -> dict[str, Any]:
    """Make a plan document of the local shape."""
    made = shape(tasks, seed=seed)
    items = [
        {"id": task_id, "duration": f"{minutes // 60}h", "after": [f"t{source}" for source in sources]}
        for task_id, minutes, sources in zip(made.ids, made.durations, made.predecessors(), strict=True)
    ]
    return {"name": f"{tasks} tasks", "launch": LAUNCH, "calendar": "FR", "tasks": items}


def mixed_plan(tasks: int, *, seed: int = 1) -> rp.Plan:
    """
    Make a plan with other link types, lags, a French calendar and 5 % of the tasks in other calendars.

    One link in ten is not finish to start and one in twenty has a lag: as many as the DCMA 14-point
    assessment of schedules lets pass.
    """
    dice = random.Random(seed)
    made = shape(tasks, seed=seed)
    ids = made.ids
    items = []
    for number, (minutes, sources) in enumerate(zip(made.durations, made.predecessors(), strict=True)):
        after = [
            rp.Link(
                ids[source],
                ids[number],
                dice.choice(["SS", "FF"]) if dice.random() < 0.1 else "FS",
                dice.choice(["2h", "1d"]) if dice.random() < 0.05 else None,
            )
            for source in sources
        ]
        calendar = dice.choice(["studio", "weekend"]) if dice.random() < 0.05 else None
        items.append(rp.Task(ids[number], duration=f"{minutes // 60}h", after=after, calendar=calendar))
    calendars = {
        "studio": {"week": {day: ["09:00-12:00", "13:00-18:00"] for day in ("mon", "tue", "wed", "thu")}},
        "weekend": {"week": {day: ["08:00-12:00", "13:00-17:00"] for day in ("fri", "sat", "sun")}},
    }
    return rp.Plan(launch=LAUNCH, calendar="FR", calendars=calendars, tasks=items)
