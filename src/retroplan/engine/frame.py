"""
What dates alone impose on a network: the launch, pins and dated constraints.

All of it in the work of each node's own clock, ready for the passes.
"""

from __future__ import annotations

from attrs import define, evolve, field

from retroplan.calendars.lags import Crossing, add_months
from retroplan.errors import PlanError
from retroplan.model.constraint import ConstraintType
from retroplan.model.link import whole_of
from retroplan.model.moments import moment_instant
from retroplan.model.pins import offset_instant, reversed_pins
from retroplan.model.places import places
from retroplan.network import FullNetwork, Node, percent_lag

DAY = 1440

# What each dated constraint is: a lower bound, an upper bound, or both at once.
LOWER, UPPER, FIXED = range(3)
ROWS: dict[ConstraintType, int] = {
    ConstraintType.START_NO_EARLIER_THAN: LOWER,
    ConstraintType.FINISH_NO_EARLIER_THAN: LOWER,
    ConstraintType.START_NO_LATER_THAN: UPPER,
    ConstraintType.FINISH_NO_LATER_THAN: UPPER,
    ConstraintType.MUST_START_ON: FIXED,
    ConstraintType.MUST_FINISH_ON: FIXED,
}


@define
class Frame:
    """
    The network with the dates of one launch.

    Attributes
    ----------
    network
        The network.
    launch
        The instant of J; None in a forward plan.
    duration
        Minutes of work of each node, pins resolved.
    crossings
        The crossing of each tie, None for a plain one.
    lower, upper
        Least and greatest work at the start that the dated constraints of a node admit.
    upper_finish
        Greatest work at the finish that they admit.
    fixed
        Start and finish of the nodes with a must.
    pins
        Start and finish of the pinned nodes.
    pin_instants
        The very instants of their pins, by node: (offset as written, instant of `at`, of `until`).
    deadlines
        Greatest work at the finish that the deadlines ask for.
    own_days
        Day (ordinal) of the pin, must or given date of a node, on which a milestone prints.
    immediate
        Nodes that stand at the plan's start, once it is known.
    special
        Nodes with any of these, the launch, and those that last months; the passes treat all
        others alike.
    """

    network: FullNetwork
    launch: int | None
    duration: list[int]
    crossings: list[Crossing | None]
    lower: dict[int, int] = field(factory=dict)
    upper: dict[int, int] = field(factory=dict)
    upper_finish: dict[int, int] = field(factory=dict)
    fixed: dict[int, tuple[int, int]] = field(factory=dict)
    pins: dict[int, tuple[int, int]] = field(factory=dict)
    pin_instants: dict[int, tuple[int | None, int | None]] = field(factory=dict)
    deadlines: dict[int, int] = field(factory=dict)
    own_days: dict[int, int] = field(factory=dict)
    immediate: set[int] = field(factory=set)
    special: set[int] = field(factory=set)

    # -- one node's duration -------------------------------------------------------------------

    def finish(self, node: int, start: int) -> int:
        """Give the work at the finish of a node that starts at `start`."""
        item = self.network.nodes[node]
        if not item.months:
            return start + self.duration[node]
        return item.clock.worked(add_months(item.clock.opening(start), item.months))

    def start(self, node: int, finish: int) -> int:
        """Give the work at the start of a node that finishes at `finish`."""
        item = self.network.nodes[node]
        if not item.months:
            return finish - self.duration[node]
        return item.clock.worked(add_months(item.clock.opening(finish), -item.months))

    def start_reaching(self, node: int, finish: int) -> int:
        """Give the least work at the start from which the node's finish is at least `finish`."""
        start = self.start(node, finish)
        if self.network.nodes[node].months:
            clock = self.network.nodes[node].clock
            while self.finish(node, start) < finish:  # a clamped month end: at most three days
                t = clock.opening(start)
                start = clock.worked(t - t % DAY + DAY)
        return start

    def works(self, t: int) -> list[int]:
        """Give the work of each node at an instant."""
        network = self.network
        values = [clock.worked(t) for clock in network.clocks]
        return [values[place] for place in network.clock_of]


def make_frame(network: FullNetwork, launch: int | None) -> Frame:
    """Resolve the dates of a network for one launch."""
    _check_pins(network, launch)
    frame = Frame(
        network, launch, [node.duration for node in network.nodes], [tie.crossing for tie in network.ties]
    )
    for number, node in enumerate(network.nodes):
        if node.task is not None and (node.task.at is not None or node.task.until is not None):
            _pin(frame, number, node)
        for _, constraint in node.constraints:
            _constrain(
                frame,
                number,
                constraint.type,
                moment_instant(constraint.date, finish=constraint.type.on_finish),
            )
        if node.task is not None and node.task.start is not None and node.task.finish is not None:
            start = node.clock.worked(moment_instant(node.task.start))
            frame.fixed[number] = (start, node.clock.worked(moment_instant(node.task.finish, finish=True)))
        for _, deadline in node.deadlines:
            limit = node.clock.worked(moment_instant(deadline, finish=True))
            frame.deadlines[number] = min(limit, frame.deadlines.get(number, limit))
    for dated in (frame.lower, frame.upper, frame.upper_finish, frame.fixed, frame.pins, frame.deadlines):
        frame.special.update(dated)
    frame.immediate.update(number for number, node in enumerate(network.nodes) if node.immediate)
    frame.special.update(number for number, node in enumerate(network.nodes) if node.months)
    if network.launch is not None:
        frame.special.add(network.launch)
    return frame


def _check_pins(network: FullNetwork, launch: int | None) -> None:
    """Refuse pins that this launch puts in the wrong order, as open days and hours may be by another."""
    pinned = {whole_of(node.id) for node in network.nodes if node.task and node.task.at and node.task.until}
    if not pinned or launch is None:
        return
    found = (
        reversed_pins(place.task, launch, network.calendar, f"{place.path}.until")
        for place in places(network.plan)
        if place.task.id in pinned
    )
    findings = [finding for finding in found if finding is not None]
    if findings:
        raise PlanError(findings)


def _constrain(frame: Frame, number: int, kind: ConstraintType, t: int) -> None:
    work = frame.network.nodes[number].clock.worked(t)
    row = ROWS[kind]
    if row == LOWER:
        start = frame.start_reaching(number, work) if kind.on_finish else work
        frame.lower[number] = max(start, frame.lower.get(number, start))
        return
    start = frame.start(number, work) if kind.on_finish else work
    finish = work if kind.on_finish else frame.finish(number, work)
    if row == FIXED:
        frame.fixed[number] = (start, finish)
        frame.own_days.setdefault(number, (t - kind.on_finish) // DAY)
        return
    frame.upper[number] = min(start, frame.upper.get(number, start))
    frame.upper_finish[number] = min(finish, frame.upper_finish.get(number, finish))


def _pin(frame: Frame, number: int, node: Node) -> None:
    task = node.task
    assert task is not None
    assert frame.launch is not None  # validation refuses pins in a forward plan
    calendar = frame.network.calendar
    at = None if task.at is None else offset_instant(task.at, frame.launch, calendar, finish=False)
    until = None if task.until is None else offset_instant(task.until, frame.launch, calendar, finish=True)
    frame.pin_instants[number] = (at, until)
    frame.own_days[number] = (at if at is not None else (until or 0) - 1) // DAY
    clock = node.clock
    if at is not None and until is not None:
        start, finish = clock.worked(at), clock.worked(until)
        _set_duration(frame, number, finish - start)
    elif at is not None:
        start = clock.worked(at)
        finish = frame.finish(number, start)
    else:
        assert until is not None
        finish = clock.worked(until)
        start = frame.start(number, finish)
    frame.pins[number] = (start, finish)


def _set_duration(frame: Frame, number: int, minutes: int) -> None:
    """Give a node the duration that its two pins leave, and its percent lags with it."""
    network = frame.network
    frame.duration[number] = minutes
    node = evolve(network.nodes[number], duration=minutes)
    for tie_number in network.after[number]:
        tie = network.ties[tie_number]
        if tie.percent is not None and tie.crossing is not None:
            lag = percent_lag(tie.percent, node, network.nodes[tie.target], tie.crossing.time)
            frame.crossings[tie_number] = evolve(tie.crossing, lag=lag)
