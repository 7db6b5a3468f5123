"""From when to when the work of a block of samples lasts, and where dates cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from retroplan.risk.block import Block
from retroplan.risk.crossing import least, most
from retroplan.risk.job import Job
from retroplan.risk.model import Model, NodeRow, TieRow
from retroplan.risk.passes import Early, Late, conflicts, earliest_start, early_pass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Value


def finished(job: Job, block: Block, early: Early, buffer: int = 0) -> Value:
    """
    Give the instants at which all that is before the launch is finished, lags into it included.

    Parameters
    ----------
    job, block, early
        The samples, and their early dates from the start.
    buffer
        Working minutes to add to what is to be finished before it: all but SS and SF links.
    """
    model = job.model
    assert job.start is not None
    free: Value = job.start
    kept = _last(model, early.seen_finish, sorted(model.capped))
    for tie in model.launch_ties:
        value = earliest_start(block, early, tie, to_launch=True)
        if value is None or model.launch_clock is None:
            continue
        t = model.launch_clock.closing(value)
        if tie.from_start:
            free = most(free, t)
        else:
            kept = t if kept is None else most(kept, t)
    if kept is None:
        return free
    if buffer:
        clock = model.plan_clock
        kept = most(kept, clock.closing(clock.worked(kept) + buffer))
    return most(free, kept)


def last(model: Model, start: int, finishes: Mapping[int, Value | None], numbers: Iterable[int]) -> Value:
    """Give the instants of the last finish of some tasks, not before a start."""
    found = _last(model, finishes, numbers)
    return start if found is None else most(start, found)


def _last(model: Model, finishes: Mapping[int, Value | None], numbers: Iterable[int]) -> Value | None:
    """Give the instants of the last finish of some tasks, if there is one: one look-up a clock."""
    per_clock: dict[int, tuple[NodeRow, Value]] = {}
    for number in numbers:
        row, finish = model.rows[number], finishes[number]
        if row.gate or finish is None:
            continue
        known = per_clock.get(id(row.clock))
        per_clock[id(row.clock)] = (row, finish if known is None else most(known[1], finish))
    found: Value | None = None
    for row, finish in per_clock.values():
        t = row.clock.closing(finish)
        found = t if found is None else most(found, t)
    return found


def latest_start(block: Block, late: Late) -> Value:
    """Give the least late start of all tasks, as instants; a pin is where it is."""
    rows = block.model.rows
    per_clock: dict[int, tuple[NodeRow, Value]] = {}
    for number, row in rows.items():
        if row.gate or any(_is_later(rows[tie.source], row, tie) for tie in row.before):
            continue
        bounds = block.bounds.get(number)
        start = late.start[number] if bounds is None or bounds.pin is None else bounds.pin[0]
        known = per_clock.get(id(row.clock))
        per_clock[id(row.clock)] = (row, start if known is None else least(known[1], start))
    begin: Value = 0
    for row, start in per_clock.values():
        begin = least(begin, row.clock.opening(start))
    return begin


def _is_later(first: NodeRow, row: NodeRow, tie: TieRow) -> bool:
    """Whether a node starts later than a predecessor in every sample: only the least start is asked for."""
    ordered = tie.crossing is None and tie.to_start and not tie.from_start and tie.lag >= 0
    return ordered and not (first.gate or first.special or row.special)


def never(block: Block, late: Late, count: int) -> dict[int, NDArray[np.bool_]]:
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


def downstream(model: Model, never: dict[int, NDArray[np.bool_]]) -> dict[int, NDArray[np.bool_]]:
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
