"""Running a job: block after block, here or wherever an executor puts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from retroplan.progress import Progress
from retroplan.risk.histogram import Histograms
from retroplan.risk.job import Found, Job
from retroplan.risk.samples import run

if TYPE_CHECKING:
    from concurrent.futures import Future

MOST_KEPT = 1 << 25
"""So many late starts are kept one by one; more are counted in histograms."""
_PARTS = 32

Span = tuple[int, int]


def run_all(
    job: Job, samples: int, executor: Executor | None = None, progress: Progress | None = None
) -> Found:
    """
    Run all samples of a job.

    The first block is run here: where there are too many samples to keep, the cells of the
    histograms lie around it.
    """
    blocks = [(first, min(job.block_size, samples - first)) for first in range(0, samples, job.block_size)]
    found = [run(job, *blocks[0])]
    cells = None
    if len(job.ids) * samples > MOST_KEPT:
        late = found[0].late
        cells = Histograms.around(late)
        cells.count(late)
        found[0].histograms, found[0].late = cells, None
        cells = cells.empty()
    done = blocks[0][1]
    if progress is not None:
        progress(done, samples)
    rest = _here(job, blocks[1:], cells) if executor is None else _there(job, blocks[1:], cells, executor)
    merged = Merged(found[0])
    for part in rest:
        merged.add(part)
        done += part.samples
        if progress is not None:
            progress(done, samples)
    return merged.result()


class Merged:
    """Adds up what blocks gave, in their order."""

    def __init__(self, first: Found) -> None:
        self.first = first
        self.parts = [first]

    def add(self, part: Found) -> None:
        """Add one more."""
        self.first.critical += part.critical
        if part.histograms is not None and self.first.histograms is not None:
            self.first.histograms.add(part.histograms)
            part.histograms = None
        self.parts.append(part)

    def result(self) -> Found:
        """Put everything together."""
        import numpy as np

        first, parts = self.first, self.parts
        if len(parts) > 1:
            first.starts = np.concatenate([part.starts for part in parts])
            if first.late is not None:
                first.late = np.concatenate([part.late for part in parts], axis=1)
            for name in ("ready", "launch"):
                if getattr(first, name) is not None:
                    setattr(first, name, np.concatenate([getattr(part, name) for part in parts]))
        first.samples = sum(part.samples for part in parts)
        return first


def _here(job: Job, blocks: Iterable[Span], cells: Histograms | None) -> Iterator[Found]:
    return (run(job, first, count, cells) for first, count in blocks)


def _there(job: Job, blocks: Sequence[Span], cells: Histograms | None, executor: Executor) -> Iterator[Found]:
    """
    Hand out blocks; what a worker does not bring back, for whatever reason, is run here.

    A block depends on nothing but its place, so it does not matter who runs it, or how often.
    """
    size = max(1, -(-len(blocks) // _PARTS))
    parts = [blocks[first : first + size] for first in range(0, len(blocks), size)]
    waiting: list[Future[Found] | None] = []
    for part in parts:
        try:
            waiting.append(executor.submit(run_part, job, part, cells))
        except RuntimeError:  # the pool is broken or shut down
            waiting.append(None)
    for part, future in zip(parts, waiting, strict=True):
        try:
            if future is None:
                raise RuntimeError
            yield future.result()
        except Exception:
            yield run_part(job, part, cells)


def run_part(job: Job, blocks: Sequence[Span], cells: Histograms | None) -> Found:
    """Run some blocks in a row."""
    first, *rest = blocks
    merged = Merged(run(job, *first, cells))
    for block in rest:
        merged.add(run(job, *block, cells))
    return merged.result()
