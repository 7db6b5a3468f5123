"""One block of samples: durations drawn, passes run, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from retroplan.risk.block import Block
from retroplan.risk.durations import draw_lengths
from retroplan.risk.histogram import Histograms
from retroplan.risk.job import NEVER, NO_LAUNCH, Found, Job
from retroplan.risk.model import NodeRow
from retroplan.risk.passes import Early, Late, early_pass, late_pass, missed
from retroplan.risk.span import downstream, finished, last, latest_start, never
from retroplan.risk.years import check_instants, within_years

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Array, Value


def run(job: Job, first: int, count: int, cells: Histograms | None = None) -> Found:
    """
    Simulate some samples.

    Parameters
    ----------
    job
        What to simulate.
    first, count
        The samples.
    cells
        Cells to count late starts in, instead of keeping them.
    """
    import numpy as np

    model = job.model
    lengths = draw_lengths(job, first, count)
    late = np.empty((len(job.ids), count), dtype=np.int64 if job.wide else np.int32)
    with within_years(job, lengths):
        found = (_backward if model.backward else _forward_plan)(job, Block(model, lengths), late)
    if cells is None:
        found.late = late
    else:
        found.histograms = cells.empty()
        found.histograms.count(late)
    return found


def _backward(job: Job, block: Block, kept: Array) -> Found:
    import numpy as np

    model, count = job.model, kept.shape[1]
    rows = dict(zip(job.ids, kept, strict=True))
    late = late_pass(block, rows=rows)
    hindered = never(block, late, count)
    begin = latest_start(block, late)
    check_instants(job, begin)
    wide = begin if isinstance(begin, int) else begin.astype(np.int64)
    hopeless: Any = False
    for samples in hindered.values():
        hopeless = hopeless | samples
    starts = np.where(hopeless, NEVER, wide) + np.zeros(count, dtype=np.int64)
    critical = _Critical(job, block, late, count)
    early_pass(block, begin, critical.visit_and_forget)
    found = Found(count, starts, critical.counts)
    _keep(late, downstream(model, hindered), rows)
    if job.start is not None:
        _from_start(job, block, found)
    return found


def _forward_plan(job: Job, block: Block, kept: Array) -> Found:
    import numpy as np

    assert job.start is not None
    count = kept.shape[1]
    early = early_pass(block, job.start)
    end = last(job.model, job.start, early.finish, job.model.rows)
    check_instants(job, end)
    rows = dict(zip(job.ids, kept, strict=True))
    late = late_pass(block, end, early, rows)
    critical = _Critical(job, block, late, count)
    for number in job.ids:
        critical.visit(early, number)
    found = Found(count, np.full(count, NEVER, dtype=np.int64), critical.counts)
    _keep(late, {}, rows)
    found.ready = found.launch = end + np.zeros(count, dtype=np.int64)
    return found


def _from_start(job: Job, block: Block, found: Found) -> None:
    """Add what a given start leads to: when all is finished, and when the launch could be."""
    import numpy as np

    assert job.start is not None
    early = early_pass(block, job.start)
    found.ready = finished(job, block, early) + np.zeros(found.samples, dtype=np.int64)
    check_instants(job, found.ready)
    if any(bounds.pin is not None for bounds in block.bounds.values()):
        block = Block(job.model, block.duration, pinned=False)
        early = early_pass(block, job.start)
    elif not job.model.buffer:
        found.launch = found.ready
    if found.launch is None:
        found.launch = finished(job, block, early, job.model.buffer)
        found.launch = found.launch + np.zeros(found.samples, dtype=np.int64)
        check_instants(job, found.launch)
    unmet = missed(block, early)
    if unmet is not False:
        found.launch = np.where(unmet, NO_LAUNCH, found.launch)


class _Critical:
    """Counts, for each kept node, the samples in which it has no slack."""

    def __init__(self, job: Job, block: Block, late: Late, count: int) -> None:
        import numpy as np

        self.block = block
        self.late = late
        self.count = count
        self.places = {number: place for place, number in enumerate(job.ids)}
        self.counts: NDArray[np.int64] = np.zeros(len(job.ids), dtype=np.int64)
        self.waiting = {number: len(row.after) for number, row in block.model.rows.items()}

    def visit(self, early: Early, number: int) -> None:
        """Count one node, once its early dates are known."""
        import numpy as np

        place, row = self.places.get(number), self.block.model.rows[number]
        if place is None:
            return
        tight = self._tight(row, early.start[number], self.late.start[number])
        if row.special:
            full = self._tight(row, early.finish[number], self.late.finish[number])
            tight = full if row.months else tight | full
        self.counts[place] = self.count * tight if isinstance(tight, bool) else np.count_nonzero(tight)

    def visit_and_forget(self, early: Early, number: int) -> None:
        """Count one node, and forget the dates that no node to come looks at: fewer stay in the cache."""
        self.visit(early, number)
        row = self.block.model.rows[number]
        if not row.start_seen:
            del early.start[number], early.seen_start[number], early.asked[number]
        for tie in row.before:
            self.waiting[tie.source] -= 1
        for source in {number, *(tie.source for tie in row.before)}:
            if not self.waiting[source]:
                del early.finish[source], early.seen_finish[source]

    @staticmethod
    def _tight(row: NodeRow, early: Value | None, late: Value) -> Any:
        assert early is not None
        if row.clock is not row.time:
            return _in_time(row, early) >= _in_time(row, late)
        return early >= late


def _in_time(row: NodeRow, work: Value) -> Value:
    return row.time.worked(row.clock.opening(work))


def _keep(late: Late, hindered: dict[int, NDArray[np.bool_]], rows: dict[int, Array]) -> None:
    """Put the late starts of the kept nodes into their rows, where the late pass has not done so."""
    import numpy as np

    for number, row in rows.items():
        if late.start[number] is not row:
            row[:] = late.start[number]
        if number in hindered:
            row[hindered[number]] = np.iinfo(row.dtype).min


def examine(
    job: Job, lengths: dict[int, Value], numbers: Iterable[int]
) -> tuple[Value, Value, list[tuple[Value, Value]]]:
    """
    Look into a block of samples.

    Returns
    -------
    tuple
        When work begins, when it is to end, and of some nodes the duration and the total slack, both
        in minutes of their own time.
    """
    with within_years(job, lengths):
        return _examine(job, Block(job.model, lengths), numbers)


def _examine(
    job: Job, block: Block, numbers: Iterable[int]
) -> tuple[Value, Value, list[tuple[Value, Value]]]:
    model = job.model
    if model.backward:
        late = late_pass(block)
        begin = latest_start(block, late)
        early = early_pass(block, begin)
        clock = model.plan_clock
        end: Value = clock.opening(int(clock.worked(0)) - model.buffer) if model.buffer else 0
    else:
        assert job.start is not None
        begin = job.start
        early = early_pass(block, begin)
        end = last(model, begin, early.finish, model.rows)
        late = late_pass(block, end, early)
    found = []
    for number in numbers:
        start, finish = early.start[number], early.finish[number]
        assert start is not None
        assert finish is not None
        slack = late.finish[number] - finish if number in late.finish else late.start[number] - start
        found.append((finish - start, slack))
    return begin, end, found
