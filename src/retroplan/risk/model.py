"""
A network made ready for simulation: what does not change from sample to sample.

All instants count from the launch (from the start, in a forward plan), and all work from W at
that instant, so that the numbers of a sample stay small.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, field

from retroplan.calendars import WorkingTime
from retroplan.calendars import lags as scalar
from retroplan.engine.frame import FIXED, ROWS, Frame
from retroplan.engine.kinds import Kind
from retroplan.engine.solve import Solution, finish_caps
from retroplan.model.effort import rate_of
from retroplan.model.estimate import Uncertain
from retroplan.model.law import Distribution
from retroplan.model.link import Percent
from retroplan.model.moments import moment_instant
from retroplan.network import Node, Tie
from retroplan.network.sizes import measure, unit_of
from retroplan.risk.clock import Clock
from retroplan.risk.crossing import Crossing, Lag

if TYPE_CHECKING:
    from retroplan.risk.clock import Value

_MONTH_DAYS = 30


@define
class Draw:
    """
    How a node gets its duration in a sample.

    Attributes
    ----------
    law
        Distribution of the work, in minutes or months.
    factor
        Risk factor.
    margin, margin_share
        Margin in minutes or months, or as a share of the work.
    """

    law: Distribution
    factor: Fraction
    margin: Fraction
    margin_share: Fraction


@define
class TieRow:
    """
    A link, ready for arrays.

    Attributes
    ----------
    source, target
        Numbers of its nodes.
    from_start, to_start
        Which ends it ties.
    lag
        Minutes or months of the lag.
    share
        What the predecessor's duration is multiplied by instead, where that is drawn.
    crossing
        The way between calendars; None where the lag is one addition.
    """

    source: int
    target: int
    from_start: bool
    to_start: bool
    lag: int
    share: Fraction | None
    crossing: Crossing | None


@define
class Dated:
    """A dated constraint or pin of a node: its work, and whether it binds the finish."""

    row: int
    on_finish: bool
    work: int


@define
class NodeRow:
    """
    A node, ready for arrays.

    Attributes
    ----------
    id
        Id of its task; of the summary, for a gate.
    clock, time
        Where its work is counted, and the calendar it works in.
    duration, months
        What it lasts where that is not drawn.
    draw
        How its duration is drawn; None for a fixed one.
    dated
        Its dated constraints.
    both
        Start and finish, where two given dates fix both.
    at, until
        Work at its pins.
    deadline
        Greatest work at the finish that its deadlines ask for.
    cap
        Greatest work at the finish that J, the buffer or the plan's end admits; None if none does.
    gate, immediate
        Whether it stands for a summary; whether it waits for nobody.
    before, after
        Links into it and out of it, to nodes that take part.
    special
        Whether it is more than a duration between links.
    start_seen, finish_seen
        Whether a successor looks at its start, a predecessor at its finish.
    """

    id: str
    clock: Clock
    time: Clock
    duration: int
    months: int
    draw: Draw | None
    dated: list[Dated]
    both: tuple[int, int] | None
    at: int | None
    until: int | None
    deadline: int | None
    cap: int | None
    gate: bool
    immediate: bool
    before: list[TieRow] = field(factory=list)
    after: list[TieRow] = field(factory=list)

    special: bool = field(init=False, default=False)
    start_seen: bool = field(init=False, default=False)
    finish_seen: bool = field(init=False, default=False)

    def settle(self) -> None:
        """Note what the passes ask for again and again, once all links are there."""
        bound = self.dated or self.both or self.at is not None or self.until is not None
        self.special = bool(bound or self.months or self.deadline is not None)
        self.start_seen = any(tie.from_start for tie in self.after)
        self.finish_seen = self.special or any(not tie.to_start for tie in self.before)


@define
class Model:
    """
    A network ready for simulation.

    Attributes
    ----------
    rows
        All nodes that take part, by number.
    order
        Their numbers, every link leading forward.
    launch
        Number of the launch; None where nothing is linked to it in a forward plan.
    backward
        Whether there is a launch that does not move.
    origin
        The instant from which instants count.
    plan_clock
        The calendar of the plan.
    launch_ties
        Links into a launch that does not move.
    launch_ends
        For each of these, the work at which the launch stands for it.
    implicit
        Numbers of the nodes that precede the launch though nobody wrote it.
    capped
        Numbers of the nodes that are to be finished by J.
    buffer
        Working minutes of the buffer.
    """

    rows: dict[int, NodeRow]
    order: list[int]
    launch: int | None
    backward: bool
    origin: int
    plan_clock: Clock
    launch_clock: Clock | None
    launch_ties: list[TieRow]
    launch_ends: list[int]
    implicit: frozenset[int]
    capped: frozenset[int]
    buffer: int


def build(solution: Solution) -> Model:
    """Make a network ready for simulation, from its schedule on the expected durations."""
    return _Builder(solution).build()


@define
class _Builder:
    solution: Solution
    clocks: dict[int, Clock] = field(factory=dict)
    sizes: tuple[int, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.sizes = self.frame.network.expanded.day_and_week()

    @property
    def frame(self) -> Frame:
        return self.solution.frame

    @property
    def origin(self) -> int:
        return self.solution.start if self.frame.launch is None else self.frame.launch

    def clock(self, time: WorkingTime) -> Clock:
        """Give the clock of a working time, always the same one."""
        if id(time) not in self.clocks:
            self.clocks[id(time)] = Clock(time, self.origin)
        return self.clocks[id(time)]

    def build(self) -> Model:
        """Put together what takes part: all that is before J, and all that leads to it."""
        frame, network = self.frame, self.frame.network
        taking_part = self.taking_part()
        caps = finish_caps(self.solution)
        rows = {number: self.row(number, caps[number]) for number in taking_part}
        ends = self.solution.ends
        launch_ties: list[TieRow] = []
        launch_ends: list[int] = []
        for number, tie in enumerate(network.ties):
            if tie.source not in rows:
                continue
            into_launch = tie.target == network.launch and frame.launch is not None
            if not into_launch and tie.target not in rows:
                continue
            row = self.tie(number, tie)
            if into_launch:
                base = self.clock(network.nodes[tie.target].clock).base
                launch_ties.append(row)
                launch_ends.append(ends.work(tie.source, tie.type) - base)
            elif not network.nodes[tie.target].immediate:  # that waits for nobody
                rows[tie.target].before.append(row)
                rows[tie.source].after.append(row)
        launch = network.launch
        for row_ in rows.values():
            row_.settle()
        for tie_ in launch_ties:
            rows[tie_.source].start_seen = True
        return Model(
            rows=rows,
            order=[node for node in network.order if node in rows],
            launch=launch,
            backward=frame.launch is not None,
            origin=self.origin,
            plan_clock=self.clock(network.calendar.working_time()),
            launch_clock=None if launch is None else self.clock(network.nodes[launch].clock),
            launch_ties=launch_ties,
            launch_ends=launch_ends,
            implicit=self.solution.kinds.implicit,
            capped=frozenset(n for n in rows if not rows[n].gate and rows[n].cap is not None),
            buffer=self.solution.buffer_asked,
        )

    def taking_part(self) -> list[int]:
        """Collect what is before J and all that leads to it; every node of a forward plan."""
        network, of = self.frame.network, self.solution.kinds.of
        if self.frame.launch is None:
            return list(range(len(network)))
        found = {node for node, kind in enumerate(of) if kind is Kind.BEFORE}
        for node in reversed(network.order):
            if any(network.ties[number].target in found for number in network.after[node]):
                found.add(node)
        return sorted(found - {network.launch})

    # -- nodes ---------------------------------------------------------------------------------

    def row(self, number: int, cap: int) -> NodeRow:
        """Make one node ready."""
        frame = self.frame
        node = frame.network.nodes[number]
        clock = self.clock(node.clock)
        at, until = frame.pin_instants.get(number, (None, None))
        given = node.task is not None and node.task.start is not None and node.task.finish is not None
        both = None
        if given:
            start, finish = frame.fixed[number]
            both = start - clock.base, finish - clock.base
        before = self.solution.kinds.of[number] is Kind.BEFORE
        capped = before and abs(cap) < _FAR
        settled = given or (at is not None and until is not None)  # two dates give the duration
        return NodeRow(
            id=node.id,
            clock=clock,
            time=self.clock(node.time),
            duration=frame.duration[number],
            months=node.months,
            draw=None if settled else self.draw(node),
            dated=[] if given else self.dated(node, clock),
            both=both,
            at=None if at is None else node.clock.worked(at) - clock.base,
            until=None if until is None else node.clock.worked(until) - clock.base,
            deadline=None if number not in frame.deadlines else frame.deadlines[number] - clock.base,
            cap=cap - clock.base if capped else None,
            gate=frame.network.is_gate(number),
            immediate=node.immediate,
        )

    def dated(self, node: Node, clock: Clock) -> list[Dated]:
        """List dated constraints, of several musts the last one."""
        found = [
            Dated(
                ROWS[constraint.type],
                constraint.type.on_finish,
                node.clock.worked(moment_instant(constraint.date, finish=constraint.type.on_finish))
                - clock.base,
            )
            for _, constraint in node.constraints
        ]
        musts = [item for item in found if item.row == FIXED]
        return [item for item in found if item.row != FIXED or item is musts[-1]]

    def draw(self, node: Node) -> Draw | None:
        """Tell how a node's duration is drawn; None for a fixed one."""
        task = node.task
        work = task.work if task is not None else None
        if task is None or not isinstance(work, Uncertain):
            return None
        rate = rate_of(self.frame.network.expanded, task) if task.duration is None else Fraction(1)
        sizes = self.sizes
        points = [measure(point, sizes, node.calendar) / rate for point in work.points]
        margin = share = Fraction(0)
        if isinstance(task.margin, Percent):
            share = Fraction(task.margin.amount) / 100
        elif task.margin is not None:
            margin = Fraction(measure(task.margin, sizes, node.calendar))
        return Draw(work.law(points), Fraction(task.risk_factor), margin, share)

    # -- ties ----------------------------------------------------------------------------------

    def tie(self, number: int, tie: Tie) -> TieRow:
        """Make one link ready."""
        crossing = self.frame.crossings[number]
        amount, share, row = tie.lag, None, None
        if crossing is not None:
            lag = crossing.lag
            months = isinstance(lag, scalar.MonthLag)
            if isinstance(lag, scalar.ElapsedLag):
                amount, counted = lag.minutes, None
            elif isinstance(lag, scalar.MonthLag):
                amount, counted = lag.months, self.clock(lag.calendar)
            else:
                assert isinstance(lag, scalar.WorkingLag)
                amount, counted = lag.minutes, self.clock(lag.calendar)
            if tie.percent is not None:
                share = self.share(tie, tie.percent)
            row = Crossing(
                self.clock(crossing.source), self.clock(crossing.target), self.clock(crossing.time),
                Lag(counted, months), crossing.from_start, crossing.in_order,
            )  # fmt: skip
        kind = tie.type
        return TieRow(tie.source, tie.target, kind.from_start, kind.to_start, amount, share, row)

    def share(self, tie: Tie, percent: Percent) -> Fraction:
        """Give what a predecessor's duration, in minutes or months, is multiplied by to give the lag."""
        first, last = (self.frame.network.nodes[end] for end in (tie.source, tie.target))
        share = Fraction(percent.amount) / 100
        unit = unit_of(first.task.work) if first.task else None
        if unit is None or unit.kind not in ("calendar", "months"):
            return share
        usual = last.calendar.twin().usual_minutes
        return share * usual * (_MONTH_DAYS if first.months else Fraction(1, first.day))


_FAR = 1 << 59


def half_up(amount: Value, ratio: Fraction) -> Value:
    """Multiply whole numbers by a fraction, halves rounded up, without losing a digit."""
    import numpy as np

    top, bottom = 2 * ratio.numerator, 2 * ratio.denominator
    if isinstance(amount, int):
        return (amount * top + ratio.denominator) // bottom
    if ratio.denominator == 1:
        return amount * ratio.numerator
    wide = amount.astype(np.int64) if abs(top) < 1 << 29 else amount.astype(object)
    exact = (wide * top + ratio.denominator) // bottom
    return exact.astype(amount.dtype)
