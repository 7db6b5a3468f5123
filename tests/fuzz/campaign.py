"""
Many spoiled files, one after the other, and what came of them.

``python -m tests.fuzz.campaign 1 1000`` tries the inputs 0 to 999 of the seed 1 and prints a report.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import gettempdir

from attrs import asdict, define, field

from tests.fuzz.corpus import FORMATS, corpus
from tests.fuzz.mutation import mutated, mutated_workbook
from tests.fuzz.trial import HangError, attempt_bytes, guarded

MOST_SECONDS = 2.0
MOST_BYTES = 500_000_000
_SHARES = {"yaml": 3, "json": 3, "csv": 4, "md": 3, "xlsx": 2}


@define
class Report:
    """
    What came of some inputs.

    Attributes
    ----------
    seed
        The seed they were made from.
    outcomes
        How many ended in which way, by format.
    slowest
        Most seconds of processor time that one of them took, and which it was.
    peak_bytes
        Most memory of the whole process, where it was measured.
    faults
        What failed: number of the input, format, file that holds it, traceback.
    """

    seed: int
    outcomes: dict[str, dict[str, int]] = field(factory=dict)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    peak_bytes: int = 0
    faults: list[dict[str, object]] = field(factory=list)

    def count(self, outcome: str) -> int:
        """Count the inputs that ended in one way."""
        return sum(counts.get(outcome, 0) for counts in self.outcomes.values())


def spoiled(seed: int, numbers: range) -> Iterator[tuple[int, str, bytes]]:
    """Yield inputs, each made from the seed and its own number, so that one alone can be made again."""
    samples = corpus()
    formats = [format for format in FORMATS for _ in range(_SHARES[format])]
    for number in numbers:
        random = Random(f"{seed}/{number}")
        format = random.choice(formats)
        mutate = mutated_workbook if format == "xlsx" else mutated
        yield number, format, mutate(random.choice(samples[format]), samples[format], random)


def run(seed: int, numbers: range, most_seconds: float) -> Report:
    """Try inputs; stop one that takes much longer than it may."""
    report = Report(seed)
    outcomes: dict[str, Counter[str]] = {format: Counter() for format in FORMATS}
    for number, format, data in spoiled(seed, numbers):
        began = time.process_time()
        try:
            with guarded(most_seconds):
                outcomes[format][attempt_bytes(data, format)] += 1
        except (Exception, HangError):
            report.faults.append(_fault(seed, number, format, data))
        report.slowest = max(report.slowest, (time.process_time() - began, number, format))
    report.outcomes = {format: dict(counts) for format, counts in outcomes.items()}
    return report


def _fault(seed: int, number: int, format: str, data: bytes) -> dict[str, object]:
    path = Path(gettempdir()) / f"retroplan-fuzz-{seed}-{number}.{format}"
    path.write_bytes(data)
    return {"number": number, "format": format, "file": str(path), "traceback": traceback.format_exc()}


def limit_memory() -> None:
    """Let the process grow by no more than `MOST_BYTES`, where the system can say so."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main(seed: int, first: int, last: int) -> None:
    """Run with the memory limited, and print the report as JSON."""
    import resource

    corpus()
    limit_memory()
    report = run(seed, range(first, last), MOST_SECONDS)
    report.peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(asdict(report)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
