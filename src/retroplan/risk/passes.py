"""
The passes on blocks of samples: one row of numbers a node, in topological order.

They say what `retroplan.engine.passes` says of one sample. A value that is the same in all
samples stays one number; None stands for no bound at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field

from retroplan.risk.block import Block, Bounds
from retroplan.risk.crossing import least, most
from retroplan.risk.model import NodeRow, TieRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retroplan.risk.clock import Array, Value


@define
class Early:
    """
    Early dates of a block.

    Attributes
    ----------
    start, finish
        The nodes' own dates.
    seen_start, seen_finish
        Those that their successors see: a pin there is a must.
    asked
        The start that links and lower bounds ask for, before a must, an upper bound or a pin has
        its way.
    """

    start: dict[int, Value | None] = field(factory=dict)
    finish: dict[int, Value | None] = field(factory=dict)
    seen_start: dict[int, Value | None] = field(factory=dict)
    seen_finish: dict[int, Value | None] = field(factory=dict)
    asked: dict[int, Value | None] = field(factory=dict)


def earliest_start(block: Block, early: Early, tie: TieRow, *, to_launch: bool = False) -> Value | None:
    """Give the least start of a link's successor, for the dates of its predecessor."""
    end = (early.seen_start if tie.from_start else early.seen_finish)[tie.source]
    if end is None:
        return None
    if tie.crossing is None:
        value = end + tie.lag if tie.lag else end
    else:
        value = tie.crossing.reach(end, block.lag(tie))
    return value if tie.to_start or to_launch else block.start_reaching(tie.target, value)


def early_pass(block: Block, start: Value | None, visit: Callable[[Early, int], None] | None = None) -> Early:
    """
    Find the least dates at which every link holds and nothing begins before a start.

    Parameters
    ----------
    block
        The samples.
    start
        Instants; None for the dates that bounds and pins alone impose.
    visit
        Called after each node; it may take away what no other node looks at.
    """
    model, early = block.model, Early()
    floors: dict[int, Value] = {}
    for number in model.order:
        row = model.rows[number]
        floor = None
        if start is not None:
            if id(row.clock) not in floors:
                floors[id(row.clock)] = row.clock.worked(start)
            floor = floors[id(row.clock)]
        _place(block, early, number, row, floor)
        if visit is not None:
            visit(early, number)
    return early


def _place(block: Block, early: Early, number: int, row: NodeRow, floor: Value | None) -> None:
    """Place one node after its predecessors."""
    begin = _gathered(block, early, row, floor)
    bounds = block.bounds.get(number)
    if bounds is not None and bounds.lower is not None:
        begin = bounds.lower if begin is None else most(begin, bounds.lower)
    early.asked[number] = begin
    moves = number == block.model.launch
    if bounds is None and not moves:
        end = None if begin is None else begin + block.length(number)
        early.start[number] = early.seen_start[number] = begin
        early.finish[number] = early.seen_finish[number] = end
        return
    bounds = bounds or Bounds()
    if bounds.upper is not None and begin is not None:
        begin = _not_before(least(begin, bounds.upper), floor)
    if bounds.fixed is not None:
        begin = _not_before(bounds.fixed[0], floor)
    if moves and begin is not None:  # a forward plan's: the opening after its predecessors
        t = row.clock.closing(begin)
        begin = row.clock.worked(row.time.opening(row.time.worked(t)))
    early.start[number] = begin
    early.finish[number] = _finish(block, number, begin, bounds.fixed)
    if bounds.pin is not None:
        begin = _not_before(bounds.pin[0], floor)
    early.seen_start[number] = begin
    early.seen_finish[number] = (
        early.finish[number] if bounds.pin is None else _finish(block, number, begin, bounds.pin)
    )


def _not_before(value: Value, floor: Value | None) -> Value:
    return value if floor is None else most(value, floor)


def _finish(
    block: Block, number: int, start: Value | None, dated: tuple[Value, Value] | None
) -> Value | None:
    """Give the finish of a start; a month counted back from its end may be clamped."""
    import numpy as np

    if start is None:
        return None
    finish = block.finish(number, start)
    if dated is None:
        return finish
    same = start == dated[0]
    if isinstance(same, bool):
        return dated[1] if same else finish
    return np.where(same, dated[1], finish)


def _gathered(block: Block, early: Early, row: NodeRow, floor: Value | None) -> Value | None:
    """Give the greatest start that the links into a node, and its floor, ask for."""
    import numpy as np

    begin, owned = floor, False
    for tie in row.before:
        if tie.crossing is None and tie.to_start:
            value = (early.seen_start if tie.from_start else early.seen_finish)[tie.source]
            if begin is floor and tie.lag >= 0 and value is not None and not row.special:
                begin, owned = None, False  # that one did not begin before the floor, either
            if value is not None and tie.lag:
                value = value + tie.lag
        else:
            value = earliest_start(block, early, tie)
        if value is None:
            continue
        if owned and not isinstance(begin, int):
            np.maximum(begin, value, out=begin)  # type: ignore[arg-type]
        elif begin is None:
            begin = value
        else:
            begin = most(begin, value)
            owned = True
    return begin


@define
class Late:
    """
    Late dates of a block.

    Attributes
    ----------
    start, finish
        The nodes' own dates; a finish only where somebody asks for it.
    seen_start, seen_finish
        Those that their predecessors see.
    bad
        Samples in which what follows a node cannot be where its dates put it.
    """

    start: dict[int, Value] = field(factory=dict)
    finish: dict[int, Value] = field(factory=dict)
    seen_start: dict[int, Value] = field(factory=dict)
    seen_finish: dict[int, Value] = field(factory=dict)
    bad: dict[int, Any] = field(factory=dict)


def late_pass(
    block: Block,
    end: Value | None = None,
    early: Early | None = None,
    rows: Mapping[int, Array] | None = None,
) -> Late:
    """
    Find the greatest dates at which every link holds and nothing passes its cap.

    Parameters
    ----------
    block
        The samples.
    end, early
        In a forward plan: the instants at which it ends, and its early dates, which fix the launch.
    rows
        Where to put the late starts of some nodes, if they differ from sample to sample and no date
        binds the node: what is to be kept need not be copied then.
    """
    import numpy as np

    model, late = block.model, Late()
    rows = rows or {}
    into_launch: dict[int, list[tuple[TieRow, int]]] = {}
    for tie, launch_end in zip(model.launch_ties, model.launch_ends, strict=True):
        into_launch.setdefault(tie.source, []).append((tie, launch_end))
    ends: dict[int, Value] = {}
    for number in reversed(model.order):
        row = model.rows[number]
        if number == model.launch and early is not None:
            at = early.start[number]
            assert at is not None
            late.start[number] = late.seen_start[number] = at
            late.finish[number] = late.seen_finish[number] = at
            continue
        cap: Value | None = row.cap
        if end is not None and not row.gate:
            if id(row.clock) not in ends:
                ends[id(row.clock)] = row.clock.worked(end)
            cap = ends[id(row.clock)]
        if row.finish_seen:
            _place_late(block, late, number, _latest(block, late, row, cap, into_launch.get(number, ())))
            continue
        # Nobody looks at the finish: the start takes its place.
        room = rows.get(number)
        finish = _latest(block, late, row, cap, into_launch.get(number, ()), room)
        length = block.length(number)
        if isinstance(finish, int) and isinstance(length, int):
            start: Value = finish - length
        else:
            start = np.subtract(finish, length, out=room)
        late.start[number] = late.seen_start[number] = start
    return late


def _leaving(block: Block, tie: TieRow, end: Value) -> Value:
    """Give the greatest finish of a link's predecessor, for the work of its successor's linked end."""
    if tie.crossing is None:
        value = end - tie.lag if tie.lag else end
    else:
        value = tie.crossing.leave(end, block.lag(tie))
    return block.finish(tie.source, value) if tie.from_start else value


def _latest(
    block: Block,
    late: Late,
    row: NodeRow,
    cap: Value | None,
    into_launch: Iterable[tuple[TieRow, int]],
    room: Array | None = None,
) -> Value:
    """Give the greatest finish that links and cap admit."""
    import numpy as np

    finish = cap
    for tie in row.after:
        end = (late.seen_start if tie.to_start else late.seen_finish)[tie.target]
        plain = tie.crossing is None and not tie.from_start and not tie.lag
        value = end if plain else _leaving(block, tie, end)
        if finish is None:
            finish = value
        elif isinstance(finish, int) and isinstance(value, int):
            finish = min(finish, value)
        else:
            # `room` is this node's own, given or made here: what a successor has is never written to.
            room = finish = np.minimum(finish, value, out=room)
    for tie, launch_end in into_launch:
        value = _leaving(block, tie, launch_end)
        finish = value if finish is None else least(finish, value)
    assert finish is not None  # whatever takes part leads to something with an end
    return finish


def _place_late(block: Block, late: Late, number: int, finish: Value) -> None:
    bounds = block.bounds.get(number)
    row = block.model.rows[number]
    if bounds is None:
        late.start[number] = late.seen_start[number] = finish - block.length(number)
        late.finish[number] = late.seen_finish[number] = finish
        return
    if bounds.upper_finish is not None:
        finish = least(finish, bounds.upper_finish)
    if bounds.fixed is not None:
        late.bad[number] = finish < bounds.fixed[1]
        finish = bounds.fixed[1]
    if row.deadline is not None:
        finish = least(finish, row.deadline)
        if bounds.fixed is not None:
            late.bad[number] = late.bad[number] | (finish < bounds.fixed[1])
    start = block.start(number, finish)
    late.start[number], late.finish[number] = start, finish
    late.seen_start[number], late.seen_finish[number] = start, finish
    if bounds.pin is not None:
        late.bad[number] = late.bad.get(number, False) | (finish < bounds.pin[1])
        late.seen_start[number], late.seen_finish[number] = bounds.pin


def conflicts(block: Block, late: Late, floor: Early) -> dict[int, NDArray[np.bool_] | bool]:
    """
    Find the samples in which dates and links cannot hold together, whenever the work begins.

    Parameters
    ----------
    block
        The samples.
    late
        Late dates.
    floor
        What bounds and pins alone impose.

    Returns
    -------
    dict
        For the nodes that can be in conflict, in which samples they are.
    """
    found = dict(late.bad)
    for number, asked in floor.asked.items():
        if asked is None:
            continue
        row = block.model.rows[number]
        if row.months:
            short = block.finish(number, asked) > late.finish[number]
        else:
            short = asked > late.start[number]
        bounds = block.bounds.get(number)
        if bounds is not None and bounds.pin is not None:
            short = short | (asked > bounds.pin[0])
        found[number] = found.get(number, False) | short
    return found


def missed(block: Block, early: Early) -> Any:
    """
    Find the samples in which a start is too late for musts, dates and deadlines, whatever the launch.

    Parameters
    ----------
    block
        The samples.
    early
        Early dates from the start.

    Returns
    -------
    array or bool
        Whether each sample misses one; False where no such date binds anything.
    """
    found: Any = False
    for number, bounds in block.bounds.items():
        asked, finish, row = early.asked[number], early.finish[number], block.model.rows[number]
        if asked is None or finish is None:
            continue
        if bounds.fixed is not None:
            found = found | (asked > bounds.fixed[0])
        if bounds.upper_finish is not None:
            found = found | (block.finish(number, asked) > bounds.upper_finish)
        if row.deadline is not None:
            found = found | (finish > row.deadline)
    return found
