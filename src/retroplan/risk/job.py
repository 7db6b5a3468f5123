"""One block of samples: durations drawn, passes run, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from retroplan.errors import CalendarError
from retroplan.model.distributions import ClassicPert, Fixed, Pert, Triangular, Uniform
from retroplan.risk.correlation import ReadyCorrelation
from retroplan.risk.crossing import least, most
from retroplan.risk.events import ReadyEvent
from retroplan.risk.histogram import Histograms
from retroplan.risk.model import Draw, Model, NodeRow
from retroplan.risk.passes import (
    Block,
    Early,
    Late,
    conflicts,
    earliest_start,
    early_pass,
    late_pass,
    missed,
)
from retroplan.risk.sampling import GRAIN, Streams, stream_key, with_margin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Value

NEVER = -(1 << 62)
"""In place of a start in samples in which no start is early enough."""
NO_LAUNCH = 1 << 62
"""In place of a launch in samples in which dates cannot be met from a start, whatever the launch."""
_CELLS_A_BLOCK = 1 << 24
_MOST_SAMPLES, _FEWEST_SAMPLES = 32768, 256
_FITS = 1 << 29
_LAST_SHARE = 1 - 2.0**-48


@frozen
class Job:
    """
    What is to be simulated; it can be sent to another process.

    Attributes
    ----------
    model
        The network.
    seed
        Seed of all streams.
    correlation
        How durations hang together.
    events
        Risk events.
    start
        Instant of a given start, from the origin; None without one.
    wide
        Whether numbers need 64 bits.
    ids
        Nodes whose late starts are kept.
    pinned
        Whether pins hold in the forward pass from a given start.
    """

    model: Model
    seed: int
    correlation: ReadyCorrelation
    events: tuple[ReadyEvent, ...]
    start: int | None
    ids: tuple[int, ...]
    wide: bool = False
    pinned: bool = True
    draws: bool = False

    @property
    def block_size(self) -> int:
        """Samples a block: the same for a plan, whoever counts."""
        fit = _CELLS_A_BLOCK // max(1, len(self.model.rows))
        size = max(_FEWEST_SAMPLES, min(_MOST_SAMPLES, fit))
        return size - size % GRAIN


@define
class Found:
    """
    What some samples gave.

    Attributes
    ----------
    starts
        The latest start of each sample, an instant from the origin or `NEVER`.
    critical
        In how many samples each node was critical.
    late
        For each kept node, its late starts in work of its clock; None where histograms are kept.
    ready
        For each sample, the instant at which all is finished from the given start.
    launch
        For each sample, the instant at which the links allow the launch from the given start, or
        `NO_LAUNCH`.
    lengths
        For each node whose duration is drawn, what it lasts; only where asked for.
    """

    samples: int
    starts: Any
    critical: Any
    late: Any = None
    histograms: Histograms | None = None
    ready: Any = None
    launch: Any = None
    lengths: Any = None


def draw_lengths(job: Job, first: int, count: int) -> dict[int, Value]:
    """Draw the durations of a block."""
    import numpy as np

    streams = Streams(first, count)
    dtype = np.int64 if job.wide else np.int32
    tied = job.correlation.values(streams, job.seed)
    lengths: dict[int, Value] = {}
    for number, row in job.model.rows.items():
        draw = row.draw
        if draw is None:
            continue
        if isinstance(draw.law, Fixed) or not draw.law.variance:
            lengths[number] = with_margin(draw, int(draw.law.mean + 0.5), bool(row.months))
            continue
        values = tied.get(number)
        if values is None:
            work = streams.whole(draw.law, stream_key(job.seed, f"task {row.id}"))
        else:
            work = np.floor(values + 0.5)
        lengths[number] = with_margin(draw, work.astype(dtype, copy=False), bool(row.months))
    for event in job.events:
        event.strike(streams, job.seed, job.model.rows, lengths)
    return lengths


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
    model = job.model
    block = Block(model, draw_lengths(job, first, count))
    found = _backward(job, block, count) if model.backward else _forward_plan(job, block, count)
    if cells is not None:
        found.histograms = cells.empty()
        found.histograms.count(found.late)
        found.late = None
    if job.draws:
        found.lengths = block.duration
    return found


def _backward(job: Job, block: Block, count: int) -> Found:
    import numpy as np

    model = job.model
    late = late_pass(block)
    never = _never(block, late, count)
    begin = _latest_start(block, late)
    wide = begin if isinstance(begin, int) else begin.astype(np.int64)
    hopeless: Any = False
    for samples in never.values():
        hopeless = hopeless | samples
    starts = np.where(hopeless, NEVER, wide) + np.zeros(count, dtype=np.int64)
    critical = _Critical(job, block, late, count)
    early_pass(block, begin, critical.visit)
    found = Found(count, starts, critical.counts)
    found.late = _kept(job, late, _downstream(model, never), count)
    if job.start is not None:
        _from_start(job, block, found)
    return found


def _forward_plan(job: Job, block: Block, count: int) -> Found:
    import numpy as np

    assert job.start is not None
    early = early_pass(block, job.start)
    end = _last(job.model, job.start, early.finish, job.model.rows)
    late = late_pass(block, end, early)
    critical = _Critical(job, block, late, count)
    for number in job.ids:
        critical.visit(early, number)
    found = Found(count, np.full(count, NEVER, dtype=np.int64), critical.counts)
    found.late = _kept(job, late, {}, count)
    found.ready = found.launch = end + np.zeros(count, dtype=np.int64)
    return found


def _from_start(job: Job, block: Block, found: Found) -> None:
    """Add what a given start leads to: when all is finished, and when the launch could be."""
    import numpy as np

    assert job.start is not None
    early = early_pass(block, job.start)
    found.ready = _finished(job, block, early) + np.zeros(found.samples, dtype=np.int64)
    if any(bounds.pin is not None for bounds in block.bounds.values()):
        free = Block(job.model, block.duration, pinned=False)
        early = early_pass(free, job.start)
        found.launch = _finished(job, free, early) + np.zeros(found.samples, dtype=np.int64)
        block = free
    else:
        found.launch = found.ready
    unmet = missed(block, early)
    if unmet is not False:
        found.launch = np.where(unmet, NO_LAUNCH, found.launch)


def _finished(job: Job, block: Block, early: Early) -> Value:
    """Give the instants at which all that is before the launch is finished, lags into it included."""
    model = job.model
    assert job.start is not None
    ready = _last(model, job.start, early.seen_finish, sorted(model.capped))
    for tie in model.launch_ties:
        value = earliest_start(block, early, tie, to_launch=True)
        if value is not None and model.launch_clock is not None:
            ready = most(ready, model.launch_clock.closing(value))
    return ready


def _last(model: Model, start: int, finishes: Mapping[int, Value | None], numbers: Iterable[int]) -> Value:
    """Give the instants of the last finish of some tasks, not before a start: one look-up a clock."""
    per_clock: dict[int, tuple[NodeRow, Value]] = {}
    for number in numbers:
        row, finish = model.rows[number], finishes[number]
        if row.gate or finish is None:
            continue
        known = per_clock.get(id(row.clock))
        per_clock[id(row.clock)] = (row, finish if known is None else most(known[1], finish))
    last: Value = start
    for row, finish in per_clock.values():
        last = most(last, row.clock.closing(finish))
    return last


def _latest_start(block: Block, late: Late) -> Value:
    """Give the least late start of all tasks, as instants; a pin is where it is."""
    per_clock: dict[int, tuple[NodeRow, Value]] = {}
    for number, row in block.model.rows.items():
        if row.gate:
            continue
        bounds = block.bounds.get(number)
        start = late.start[number] if bounds is None or bounds.pin is None else bounds.pin[0]
        known = per_clock.get(id(row.clock))
        per_clock[id(row.clock)] = (row, start if known is None else least(known[1], start))
    begin: Value = 0
    for row, start in per_clock.values():
        begin = least(begin, row.clock.opening(start))
    return begin


def _never(block: Block, late: Late, count: int) -> dict[int, NDArray[np.bool_]]:
    """Tell, for the nodes that dates bind, in which samples these cannot hold."""
    import numpy as np

    bounded = any(
        bounds.lower is not None or bounds.fixed is not None or bounds.pin is not None
        for bounds in block.bounds.values()
    )
    if not bounded:
        return {}
    found = conflicts(block, late, early_pass(block, None))
    return {number: np.zeros(count, dtype=bool) | samples for number, samples in found.items()}


def _downstream(model: Model, never: dict[int, NDArray[np.bool_]]) -> dict[int, NDArray[np.bool_]]:
    """Tell, for every node, in which samples it or something it leads to is in conflict."""
    found: dict[int, Any] = {}
    for number in reversed(model.order) if never else ():
        samples = never.get(number)
        for tie in model.rows[number].after:
            beyond = found.get(tie.target)
            if beyond is not None:
                samples = beyond if samples is None else samples | beyond
        if samples is not None:
            found[number] = samples
    return found


class _Critical:
    """Counts, for each kept node, the samples in which it has no slack, and forgets what is done with."""

    def __init__(self, job: Job, block: Block, late: Late, count: int) -> None:
        import numpy as np

        self.block = block
        self.late = late
        self.count = count
        self.places = {number: place for place, number in enumerate(job.ids)}
        self.counts: NDArray[np.int64] = np.zeros(len(job.ids), dtype=np.int64)

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
        if not row.start_seen:
            del early.start[number], early.seen_start[number], early.asked[number]

    @staticmethod
    def _tight(row: NodeRow, early: Value | None, late: Value) -> Any:
        assert early is not None
        if row.clock is not row.time:
            return _in_time(row, early) >= _in_time(row, late)
        return early >= late


def _in_time(row: NodeRow, work: Value) -> Value:
    return row.time.worked(row.clock.opening(work))


def _kept(job: Job, late: Late, never: dict[int, NDArray[np.bool_]], count: int) -> Any:
    """Put the late starts of the kept nodes side by side."""
    import numpy as np

    dtype = np.int64 if job.wide else np.int32
    kept = np.empty((len(job.ids), count), dtype=dtype)
    for place, number in enumerate(job.ids):
        kept[place] = late.start[number]
        if number in never:
            kept[place][never[number]] = np.iinfo(dtype).min
    return kept


def needs_width(job: Job) -> bool:
    """Whether any number of any sample could leave 32 bits: tried on the longest durations."""
    model = job.model
    longest: dict[int, Value] = {}
    for number, row in model.rows.items():
        if row.draw is not None:
            longest[number] = _longest(row.draw, row)
    for event in job.events:
        event.worst(model.rows, longest)
    try:
        block = Block(model, longest)
        late = late_pass(block) if model.backward else None
        start = job.start if late is None else _latest_start(block, late)
        values = [*late.start.values()] if late is not None else []
        if late is None or block.bounds:
            values += [value for value in early_pass(block, start).finish.values() if value is not None]
        if job.start is not None:
            values += [value for value in early_pass(block, job.start).finish.values() if value is not None]
        instants = [start or 0, job.start or 0, *(row.clock.closing(v) for row, v in _edges(model, values))]
    except (CalendarError, OverflowError):
        return True
    return any(abs(int(value)) >= _FITS for value in (*values, *instants))


def _edges(model: Model, values: list[Value]) -> list[tuple[NodeRow, Value]]:
    """Pair each clock with the extreme values."""
    rows = {id(row.clock): row for row in model.rows.values()}
    return [(row, int(edge(values))) for row in rows.values() for edge in (min, max)]


def _longest(draw: Draw, row: NodeRow) -> Value:
    law = draw.law
    if isinstance(law, (Uniform, Triangular, Pert, ClassicPert)):
        longest = law.high
    else:
        longest = law.quantile(_LAST_SHARE)
    return with_margin(draw, int(longest) + 1, bool(row.months))


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
    model = job.model
    block = Block(model, lengths)
    if model.backward:
        late = late_pass(block)
        begin = _latest_start(block, late)
        early = early_pass(block, begin)
        clock = model.plan_clock
        end: Value = clock.opening(int(clock.worked(0)) - model.buffer) if model.buffer else 0
    else:
        assert job.start is not None
        begin = job.start
        early = early_pass(block, begin)
        end = _last(model, begin, early.finish, model.rows)
        late = late_pass(block, end, early)
    found = []
    for number in numbers:
        start, finish = early.start[number], early.finish[number]
        assert start is not None
        assert finish is not None
        slack = late.finish[number] - finish if number in late.finish else late.start[number] - start
        found.append((finish - start, slack))
    return begin, end, found
