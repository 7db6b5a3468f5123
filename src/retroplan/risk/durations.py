"""The durations of a block of samples, and the longest that there can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retroplan.model.distributions import ClassicPert, Fixed, Pert, Triangular, Uniform
from retroplan.risk.job import Job
from retroplan.risk.model import Draw, NodeRow
from retroplan.risk.sampling import Streams, stream_key, with_margin

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_LAST_SHARE = 1 - 2.0**-48


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


def longest(draw: Draw, row: NodeRow) -> Value:
    """Give more than a drawn duration can be expected to last, ever."""
    law = draw.law
    if isinstance(law, (Uniform, Triangular, Pert, ClassicPert)):
        work = law.high
    else:
        work = law.quantile(_LAST_SHARE)
    return with_margin(draw, int(work) + 1, bool(row.months))
