"""Whether numbers of 32 bits are enough for a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retroplan.errors import CalendarError
from retroplan.risk.block import Block
from retroplan.risk.durations import longest
from retroplan.risk.job import Job
from retroplan.risk.model import Model, NodeRow
from retroplan.risk.passes import early_pass, late_pass
from retroplan.risk.span import latest_start

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_FITS = 1 << 29


def needs_width(job: Job) -> bool:
    """Whether any number of any sample could leave 32 bits: tried on the longest durations."""
    model = job.model
    most: dict[int, Value] = {}
    for number, row in model.rows.items():
        if row.draw is not None:
            most[number] = longest(row.draw, row)
    for event in job.events:
        event.worst(model.rows, most)
    try:
        block = Block(model, most)
        late = late_pass(block) if model.backward else None
        start = job.start if late is None else latest_start(block, late)
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
