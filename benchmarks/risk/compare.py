"""
Monte Carlo side by side with two peers, in one run: `python -m benchmarks.risk.compare --peers PYTHON`.

PYTHON is the interpreter of an environment with `benchmarks/requirements.txt`. Machines are
shared and noisy: compare the figures of one run with each other, not with those of another day.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import retroplan as rp
from benchmarks.risk.cases import network
from retroplan.model.moments import moment_instant
from retroplan.risk import tables
from retroplan.risk.block import Block
from retroplan.risk.durations import draw_lengths
from retroplan.risk.passes import early_pass, late_pass
from retroplan.risk.simulation import _model

CASES = ((1000, 10_000), (100, 100_000))
LEVELS = (50, 80, 95)
DAY = 480


def plan_of(items: list[dict[str, Any]]) -> rp.Plan:
    """Make a plan; the peers give the length of the network, which here is counted back from J."""
    tasks = [
        rp.Task(item["id"], duration="/".join(f"{days}d" for days in item["points"]), after=item["before"])
        for item in items
    ]
    return rp.Plan("benchmark", launch="2100-01-01", calendar="calendaires", tasks=tasks)


def lengths_of(found: rp.Simulation) -> dict[str, float]:
    """Give percentiles of the length, in working days."""
    time_ = rp.compile(found.plan).calendar.working_time()
    origin = found._job.model.origin
    starts = [found.start_by(level / 100) for level in LEVELS]
    works = [time_.worked(moment_instant(start)) for start in starts if start is not None]
    return {
        str(level): (time_.worked(origin) - work) / DAY for level, work in zip(LEVELS, works, strict=True)
    }


def stages(plan: rp.Plan, samples: int) -> dict[str, float]:
    """Time the parts of one simulation."""
    told: dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        begin = time.process_time()
        result = work()
        told[name] = time.process_time() - begin
        return result

    compiled = timed("compile", lambda: rp.compile(plan))
    timed("rows", lambda: _model(compiled))
    found = timed("simulation of the compiled plan", lambda: rp.simulate(compiled, samples=samples, seed=1))
    job, size = found._job, found._job.block_size
    blocks = [(first, min(size, samples - first)) for first in range(0, samples, size)]
    lengths = timed("  durations", lambda: [draw_lengths(job, *block) for block in blocks])
    made = [Block(job.model, length) for length in lengths]
    late = timed("  late pass", lambda: [late_pass(block) for block in made])
    timed("  early pass", lambda: [early_pass(block, -1_000_000) for block in made])
    assert len(late) == len(blocks)
    timed(
        "start of every task, three chances",
        lambda: [task.starts((0.5, 0.8, 0.9)) for task in found.values()],
    )
    return told


def ours(plan: rp.Plan, samples: int, repeat: int) -> tuple[float, float, rp.Simulation]:
    """Time the whole way from the plan, cold at first, then the fastest of some runs."""
    for table in (tables.fine_steps, tables.tails, tables._tabulated):
        table.cache_clear()
    seconds = []
    for _ in range(repeat + 1):
        begin = time.process_time()
        found = rp.simulate(plan, samples=samples, seed=1)
        assert all(0 <= task.criticality_index <= 1 for task in found.values())
        seconds.append(time.process_time() - begin)
    return seconds[0], min(seconds[1:]), found


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", required=True, help="Python interpreter that has the peers")
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    script = Path(__file__).with_name("peers.py")
    for tasks, samples in CASES:
        items = network(tasks)
        plan = plan_of(items)
        cold, seconds, found = ours(plan, samples, asked.repeat)
        case = {"network": items, "samples": samples, "seed": 1, "repeat": asked.repeat}
        answer = subprocess.run(
            [asked.peers, str(script)],
            input=json.dumps(case),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={},
        )
        peers = json.loads(answer.stdout)
        print(f"\n{tasks} tasks x {samples} samples, Python {sys.version.split()[0]}")
        print(f"  {'retroplan, plan to result':34}{seconds:8.3f} s   (first run {cold:.3f} s)")
        for name, time_ in stages(plan, samples).items():
            print(f"    {name:32}{time_:8.3f} s")
        print(f"    length {lengths_of(found)}")
        for name, peer in peers.items():
            if "missing" in peer:
                print(f"  {name}: {peer['missing']}")
                continue
            print(f"  {name:34}{peer['seconds']:8.3f} s   {peer['seconds'] / seconds:.1f} times ours")
            print(f"    length {peer['lengths']}")
        known = peers.get("pmcontrols", {}).get("criticality")
        if known:
            worst = max(abs(known[task] - found[task].criticality_index) for task in found)
            print(f"    criticality differs by {worst:.4f} at most")


if __name__ == "__main__":
    main()
