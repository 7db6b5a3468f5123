"""The durations of a block of samples, and the longest that there can be."""

from __future__ import annotations

from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING

from attrs import define, field

from retroplan.model.distributions import ClassicPert, Discrete, Fixed, Pert, Triangular, Uniform
from retroplan.model.law import Distribution
from retroplan.risk.job import Job
from retroplan.risk.model import Draw, NodeRow
from retroplan.risk.sampling import Row, Streams, stream_key, with_margin

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_LAST_SHARE = 1 - 2.0**-48
FOREVER = 1 << 33
"""Minutes, or months, that no calendar has; whatever is drawn beyond counts as that much."""
_SINGLE = 1 << 21
"""
Below it, numbers of single precision lie an eighth of a minute apart, or less. By Cantelli's inequality
one value in 257 at most is greater than the mean and 16 standard deviations: none in a table's cells.
"""


@define
class Durations:
    """
    How the durations of a job are drawn, whichever samples.

    Attributes
    ----------
    job
        The job.
    same
        Durations that are the same in all samples, by node.
    rows, nodes
        What is drawn in whole numbers from tables, those of one law side by side, and the node of each.
    others
        Nodes whose durations are drawn one after the other.
    """

    job: Job
    same: dict[int, Value] = field(factory=dict)
    rows: list[Row] = field(factory=list)
    nodes: list[int] = field(factory=list)
    others: list[int] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        by_law: dict[Distribution, list[tuple[int, Row]]] = {}
        tied = self.job.correlation.names
        for number, row in self.job.model.rows.items():
            draw = row.draw
            if draw is None:
                continue
            law, variance = draw.law, draw.law.variance
            if isinstance(law, Fixed) or not variance:
                self.same[number] = with_margin(draw, int(law.mean + 0.5), bool(row.months))
            elif number in tied or isinstance(law, Discrete) or law.mean + 16 * sqrt(variance) >= _SINGLE:
                self.others.append(number)
            else:
                standard, low, scale = law.standard()
                key = stream_key(self.job.seed, f"task {row.id}")
                by_law.setdefault(standard, []).append((number, Row(standard, low, scale, key)))
        for number, drawn in chain.from_iterable(by_law.values()):
            self.nodes.append(number)
            self.rows.append(drawn)

    def draw(self, first: int, count: int) -> dict[int, Value]:
        """Draw the durations of some samples."""
        import numpy as np

        job, rows = self.job, self.job.model.rows
        streams = Streams(first, count)
        dtype = np.int64 if job.wide else np.int32
        works: dict[int, Value] = dict(zip(self.nodes, streams.whole(self.rows, dtype), strict=True))
        tied = job.correlation.values(streams, job.seed)
        for number in self.others:
            row = rows[number]
            assert row.draw is not None
            values = tied.get(number)
            if values is None:
                values = streams.values(row.draw.law, stream_key(job.seed, f"task {row.id}"))
            works[number] = np.floor(np.minimum(values, FOREVER) + 0.5).astype(dtype)
        lengths = dict(self.same)
        for number, work in works.items():
            draw = rows[number].draw
            assert draw is not None
            lengths[number] = with_margin(draw, work, bool(rows[number].months))
        for event in job.events:
            event.strike(streams, job.seed, rows, lengths)
        return lengths


def draw_lengths(job: Job, first: int, count: int) -> dict[int, Value]:
    """Draw the durations of a block."""
    return Durations(job).draw(first, count)


def longest(draw: Draw, row: NodeRow) -> Value:
    """Give more than a drawn duration can be expected to last, ever."""
    law = draw.law
    if isinstance(law, (Uniform, Triangular, Pert, ClassicPert)):
        work = law.high
    else:
        work = law.quantile(_LAST_SHARE)
    return with_margin(draw, int(work) + 1, bool(row.months))
