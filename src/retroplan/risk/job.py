"""What is to be simulated, and what some samples of it gave."""

from __future__ import annotations

from typing import Any

from attrs import define, frozen

from retroplan.risk.correlation import ReadyCorrelation
from retroplan.risk.events import ReadyEvent
from retroplan.risk.histogram import Histograms
from retroplan.risk.model import Model
from retroplan.risk.sampling import GRAIN

NEVER = -(1 << 62)
"""In place of a start in samples in which no start is early enough."""
NO_LAUNCH = 1 << 62
"""In place of a launch in samples in which dates cannot be met from a start, whatever the launch."""
_CELLS_A_BLOCK = 1 << 24
_MOST_SAMPLES, _FEWEST_SAMPLES = 32768, 256


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
    """

    model: Model
    seed: int
    correlation: ReadyCorrelation
    events: tuple[ReadyEvent, ...]
    start: int | None
    ids: tuple[int, ...]
    wide: bool = False

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
    samples
        How many there are.
    starts
        The latest start of each sample, an instant from the origin or `NEVER`.
    critical
        In how many samples each node was critical.
    late
        For each kept node, its late starts in work of its clock; None where histograms are kept.
    histograms
        How many of these late starts lie in which cells, where there are too many to keep.
    ready
        For each sample, the instant at which all is finished from the given start.
    launch
        For each sample, the instant at which the links allow the launch from the given start, the
        buffer before it, or `NO_LAUNCH`.
    """

    samples: int
    starts: Any
    critical: Any
    late: Any = None
    histograms: Histograms | None = None
    ready: Any = None
    launch: Any = None
