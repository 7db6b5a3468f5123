"""
A large simulation in bounded memory: `python -m benchmarks.risk.large [TASKS] [SAMPLES]`.

Prints progress, the time, and the most memory that the process had.
"""

from __future__ import annotations

import resource
import sys
import time

import retroplan as rp
from benchmarks.risk.cases import network
from benchmarks.risk.compare import plan_of


def main(tasks: int, samples: int) -> None:
    """Simulate, and print what it took."""
    begin = time.perf_counter()
    plan = plan_of(network(tasks))
    print(f"plan of {tasks} tasks: {time.perf_counter() - begin:.1f} s", flush=True)
    told = [begin]

    def progress(done: int, total: int) -> None:
        if time.perf_counter() - told[0] > 10:
            told[0] = time.perf_counter()
            print(f"  {done} of {total} after {told[0] - begin:.0f} s", flush=True)

    found = rp.simulate(plan, samples=samples, seed=1, progress=progress)
    first = found[next(iter(found))]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{tasks} x {samples}: {time.perf_counter() - begin:.0f} s, at most {most:.2f} GB")
    print(f"start by {found.start_by(0.9)}; {first.id} within {first.error_minutes} minutes")


if __name__ == "__main__":
    main(*(int(number) for number in (*sys.argv[1:], "100000", "10000")[:2]))
