"""
How each stage grows with the plan, and what a million tasks weigh: `python benchmarks/growth.py`.

Each size runs in a process of its own, so that none pays for the rubbish of another. Times are of
the processor, the shortest of three runs; a million tasks run once.
"""

from __future__ import annotations

import gc
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

SIZES = (10_000, 100_000, 1_000_000)

T = TypeVar("T")


def measured(tasks: int) -> dict[str, float]:
    """Time each stage of a plan of the local shape, from plain data to bytes."""
    import retroplan as rp
    from benchmarks.generator import plan_document
    from retroplan.engine.plain import plain_dates
    from retroplan.model.moments import moment_instant

    times: dict[str, float] = {}

    def timed(label: str, work: Callable[[], T]) -> T:
        for _ in range(1 if tasks > 100_000 else 3):
            gc.collect()
            begin = time.process_time()
            result = work()
            spent = time.process_time() - begin
            times[label] = min(spent, times.get(label, spent))
        return result

    rp.schedule(rp.from_document(plan_document(10))).to_columns()  # what is imported late is imported now
    document = plan_document(tasks)
    plan = timed("mapping → Plan", lambda: rp.from_document(document))
    network = timed("Plan → Network", lambda: rp.compile(plan))
    plain = network.plain
    assert plain is not None
    assert plan.launch is not None
    launch = moment_instant(plan.launch)
    timed("passes", lambda: plain_dates(plain, launch, 0, None))
    schedule = timed("schedule, unread", lambda: rp.schedule(network))
    timed("dates read as columns", schedule.to_columns)
    timed("Plan → nodes and ties", lambda: rp.compile(plan).full)
    network.full  # noqa: B018 - reading tasks needs it; it is timed above
    timed("every task read", lambda: list(rp.schedule(network).values()))
    timed("written as JSON", lambda: rp.dumps(schedule, "json"))
    assert schedule.feasible
    return times


def weighed(tasks: int) -> dict[str, float]:
    """Tell how much memory the process takes at most, from arrays to all dates, and how long it took."""
    import retroplan as rp
    from benchmarks.generator import LAUNCH, shape

    made = shape(tasks)
    import numpy as np

    arrays = [np.array(each, dtype=np.int64) for each in made]
    del made
    gc.collect()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begin = time.process_time()
    rp.schedule(rp.Network.from_arrays(*arrays, unit="min", launch=LAUNCH, calendar="FR")).to_columns()
    seconds = time.process_time() - begin
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "MB before": own, "MB at most": most}


def apart(kind: str, tasks: int) -> dict[str, float]:
    """Measure in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, kind, str(tasks)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    found = {tasks: apart("stages", tasks) for tasks in sizes}
    print(f"Python {sys.version.split()[0]}, seconds of the processor\n")
    heads = [f"{tasks:,}" for tasks in sizes]
    heads += [f"{last:,} to {first:,}" for first, last in itertools.pairwise(sizes)]
    print(f"| stage | {' | '.join(heads)} |\n|---|{'---:|' * len(heads)}")
    for stage in found[sizes[0]]:
        times = [found[tasks][stage] for tasks in sizes]
        ratios = [last / first for first, last in itertools.pairwise(times)]
        print(f"| {stage} | {' | '.join([f'{t:.3f}' for t in times] + [f'× {r:.1f}' for r in ratios])} |")
    print()
    for tasks in sizes[-2:]:
        memory = apart("memory", tasks)
        print(
            f"{tasks:,} tasks from arrays to all dates: {memory['seconds']:.2f} s, "
            f"{memory['MB at most']:.0f} MB at most ({memory['MB before']:.0f} MB before)"
        )


if __name__ == "__main__":
    if sys.argv[1:2] in (["stages"], ["memory"]):
        print(json.dumps((measured if sys.argv[1] == "stages" else weighed)(int(sys.argv[2]))))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
