"""A block of samples: what its tasks last, and what dates impose on them in each sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from retroplan.engine.frame import FIXED, LOWER, UPPER
from retroplan.risk.crossing import add_months, least, most
from retroplan.risk.model import Model, NodeRow, TieRow, half_up

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_DAY = 1440


@define
class Bounds:
    """What the dates of a node impose, for the durations of a block; None where there is no such bound."""

    lower: Value | None = None
    upper: Value | None = None
    upper_finish: Value | None = None
    fixed: tuple[Value, Value] | None = None
    pin: tuple[Value, Value] | None = None


@define
class Block:
    """
    Some samples of a model.

    Attributes
    ----------
    model
        The model.
    duration
        Minutes or months that each node with a drawn duration lasts in each sample.
    pinned
        Whether pins hold.
    bounds
        What dates impose on the nodes that have some.
    """

    model: Model
    duration: Mapping[int, Value]
    pinned: bool = True
    bounds: dict[int, Bounds] = field(init=False)

    def __attrs_post_init__(self) -> None:
        rows = self.model.rows
        self.bounds = {number: self._bounds(number) for number, row in rows.items() if row.special}

    def length(self, number: int) -> Value:
        """Give the minutes of a node, or its months."""
        drawn = self.duration.get(number)
        if drawn is not None:
            return drawn
        row = self.model.rows[number]
        return row.months or row.duration

    def finish(self, number: int, start: Value) -> Value:
        """Give the work at the finish of a node that starts at `start`."""
        row = self.model.rows[number]
        if not row.months:
            return start + self.length(number)
        clock = row.clock
        return clock.worked(add_months(clock.opening(start), self.length(number), clock.origin))

    def start(self, number: int, finish: Value) -> Value:
        """Give the work at the start of a node that finishes at `finish`."""
        row = self.model.rows[number]
        if not row.months:
            return finish - self.length(number)
        clock = row.clock
        return clock.worked(add_months(clock.opening(finish), -self.length(number), clock.origin))

    def start_reaching(self, number: int, finish: Value) -> Value:
        """Give the least work at the start from which the finish is at least `finish`."""
        import numpy as np

        start = self.start(number, finish)
        clock = self.model.rows[number].clock
        while self.model.rows[number].months:  # a clamped month end: at most three days
            short = self.finish(number, start) < finish
            if not np.any(short):
                break
            t = clock.opening(start)
            later = clock.worked(t - (t + clock.origin) % _DAY + _DAY)
            start = later if isinstance(short, bool) else np.where(short, later, start)
        return start

    def lag(self, tie: TieRow) -> Value:
        """Give the minutes or months of a link's lag."""
        return tie.lag if tie.share is None else half_up(self.length(tie.source), tie.share)

    def _bounds(self, number: int) -> Bounds:
        """Work out what dates impose on one node, as `retroplan.engine.frame` does."""
        row, bounds = self.model.rows[number], Bounds(fixed=self.model.rows[number].both)
        for item in row.dated:
            if item.row == LOWER:
                start = self.start_reaching(number, item.work) if item.on_finish else item.work
                bounds.lower = start if bounds.lower is None else most(bounds.lower, start)
                continue
            start = self.start(number, item.work) if item.on_finish else item.work
            finish = item.work if item.on_finish else self.finish(number, item.work)
            if item.row == FIXED:
                bounds.fixed = start, finish
            elif item.row == UPPER:
                bounds.upper = start if bounds.upper is None else least(bounds.upper, start)
                last = bounds.upper_finish
                bounds.upper_finish = finish if last is None else least(last, finish)
        if self.pinned and (row.at is not None or row.until is not None):
            bounds.pin = self._pin(number, row)
        return bounds

    def _pin(self, number: int, row: NodeRow) -> tuple[Value, Value]:
        if row.until is None:
            assert row.at is not None
            return row.at, self.finish(number, row.at)
        start = self.start(number, row.until) if row.at is None else row.at
        return start, row.until
