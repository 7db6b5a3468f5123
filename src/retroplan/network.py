"""
A plan compiled to flat lists: nodes in topological order, links between them.

Work is counted in whole minutes of each node's own calendar. When the whole plan
counts in one calendar, a link is one addition; a link between calendars goes through
a `Crossing`. A summary that is linked becomes gates: milestones without a name that
gather its leaves, so that a link of summaries is never leaf times leaf.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from fractions import Fraction
from math import floor

from attrs import Factory, define, field, frozen

from retroplan.calendars import ROUND_THE_CLOCK, Calendar, WorkingTime
from retroplan.calendars.lags import Crossing, ElapsedLag, MonthLag, WorkingLag
from retroplan.calendars.lags import Lag as Distance
from retroplan.errors import Finding, PlanError, error
from retroplan.model.constraint import Constraint
from retroplan.model.estimate import Basis, Estimate
from retroplan.model.link import NO_LAG, Lag, Link, LinkType, Percent
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import validate
from retroplan.units import Duration, Unit

# How a link is followed: four plain ones in one calendar, or through a crossing.
FS, SS, FF, SF, CROSSING = range(5)
_PLAIN = {LinkType.FS: FS, LinkType.SS: SS, LinkType.FF: FF, LinkType.SF: SF}
_TWIN_DAYS_A_MONTH = 30


@frozen
class Tie:
    """
    One compiled link, from node to node.

    Attributes
    ----------
    source, target
        Numbers of the nodes it ties.
    type
        Which ends it ties.
    link
        The link as the user wrote it; None for the membership of a summary's gate.
    lag
        Working minutes, for a plain link.
    crossing
        The way between calendars, None for a plain link.
    percent
        The share of the predecessor's duration that the lag is.
    """

    source: int
    target: int
    type: LinkType
    link: Link | None
    lag: int = 0
    crossing: Crossing | None = None
    percent: Percent | None = None


@define
class Node:
    """
    What is scheduled: a task, a milestone, or the gate of a summary.

    Attributes
    ----------
    id
        Id of the task; of the summary, for a gate.
    task
        The task, None for a gate and for a launch that nobody described.
    calendar
        The calendar it is planned in.
    time
        Its working time; the everyday twin of the calendar for durations in calendar days.
    clock
        The time its work is counted in: `time`, or the clock for a milestone of a plan
        with several calendars.
    duration
        Minutes of work with factor and margin; 0 for a milestone.
    work
        The same without the margin.
    months, work_months
        Months it lasts, instead of minutes, with and without the margin.
    asap
        True or False where the document says so.
    day
        Minutes of a usual day of its working time.
    constraints
        Its own dated constraints and those of the summaries above it, with the id that has them.
    deadlines
        The same for deadlines.
    """

    id: str
    task: Task | None
    calendar: Calendar
    time: WorkingTime
    clock: WorkingTime
    duration: int = 0
    work: int = 0
    months: int = 0
    work_months: int = 0
    asap: bool | None = None
    day: int = 480
    constraints: list[tuple[str, Constraint]] = Factory(list)
    deadlines: list[tuple[str, object]] = Factory(list)

    @property
    def milestone(self) -> bool:
        """Whether it has no duration."""
        return not self.duration and not self.months


@define
class Network:
    """
    A compiled plan, ready to be scheduled for any launch.

    Attributes
    ----------
    plan
        The plan it was compiled from.
    basis
        The value of the estimates it counts with.
    nodes
        Tasks without children in document order, the launch, then gates.
    index
        Number of the node of each task without children.
    launch
        Number of the launch's node; None in a forward plan that does not name it.
    ties
        All links.
    before, after
        For each node, the numbers of the ties that come in and go out, in document order.
    order
        Topological order of the nodes.
    leaves
        For each summary, the numbers of the nodes below it.
    gates
        Nodes that stand for a side of a summary: entry, begin or exit.
    calendars
        The calendar of each summary.
    """

    plan: Plan
    basis: Basis
    nodes: list[Node]
    index: dict[str, int]
    launch: int | None
    calendar: Calendar
    leaves: dict[str, list[int]]
    gates: dict[tuple[str, str], int]
    calendars: dict[str, Calendar]
    ties: list[Tie] = field(factory=list)
    before: list[list[int]] = field(factory=list)
    after: list[list[int]] = field(factory=list)
    order: list[int] = field(factory=list)

    def __len__(self) -> int:
        return len(self.nodes)

    def is_gate(self, node: int) -> bool:
        """Whether the node stands for an end of a summary."""
        return node >= len(self.index)


def compile(plan: Plan, *, basis: str | Basis = Basis.EXPECTED) -> Network:
    """
    Compile a plan to a network that can be scheduled again and again.

    Parameters
    ----------
    plan
        The plan.
    basis
        Which value of the estimates counts: expected, optimistic, likely or pessimistic.

    Raises
    ------
    PlanError
        With everything that is wrong with the plan, cycles named.
    """
    findings = validate(plan)
    if findings:
        raise PlanError(findings)
    return _Builder(plan, parse_basis(basis)).build()


def parse_basis(basis: str | Basis) -> Basis:
    """Read the name of a basis."""
    try:
        return Basis(basis)
    except ValueError:
        known = ", ".join(item.value for item in Basis)
        raise PlanError(error("bad-basis", text=str(basis), known=known)) from None


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


class _Builder:
    """Compiles one plan; the calendars it meets are made once."""

    def __init__(self, plan: Plan, basis: Basis) -> None:
        self.plan = plan
        self.basis = basis
        self.sizes = plan.day_and_week()
        self.calendar = plan.resolve(plan.calendar)
        self.resolved: dict[object, Calendar] = {None: self.calendar}
        self.nodes: list[Node] = []
        self.index: dict[str, int] = {}
        self.leaves: dict[str, list[int]] = {}
        self.gates: dict[tuple[str, str], int] = {}
        self.calendars: dict[str, Calendar] = {}
        self.ties: list[Tie] = []

    def build(self) -> Network:
        """Make nodes, then ties, then the order."""
        for task in self.plan.tasks:
            self._add_task(task)
        links = list(_links(self.plan))
        linked = any(LAUNCH in (link.predecessor, link.successor) for link in links)
        if LAUNCH not in self.index and (linked or self.plan.launch is not None):
            self._add_node(Task(LAUNCH), self.calendar, None)
        self.exact = self._needs_exact_milestones(links)
        if self.exact:
            for node in self.nodes:
                if node.milestone:
                    node.clock = ROUND_THE_CLOCK
        self.inside = _Inside(self.plan, links, self.leaves, self.index)
        self._spread_constraints()
        network = Network(
            self.plan, self.basis, self.nodes, self.index, self.index.get(LAUNCH), self.calendar,
            self.leaves, self.gates, self.calendars,
        )  # fmt: skip
        for link in links:
            self._add_link(link)
        network.ties = self.ties
        network.before = [[] for _ in self.nodes]
        network.after = [[] for _ in self.nodes]
        for number, tie in enumerate(self.ties):
            network.before[tie.target].append(number)
            network.after[tie.source].append(number)
        network.order = _topological(network)
        return network

    # -- nodes ---------------------------------------------------------------------------------

    def _add_task(self, root: Task) -> None:
        """Add the leaves below `root`; calendars and `when` come down from the summaries."""
        pending: list[tuple[Task, Calendar, bool | None, tuple[str, ...]]] = [(root, self.calendar, None, ())]
        while pending:
            task, calendar, asap, above = pending.pop()
            calendar = self._resolve(task.calendar) if task.calendar is not None else calendar
            asap = task.when == "asap" if task.when else asap
            if not task.tasks:
                number = self._add_node(task, calendar, asap)
                for summary in above:
                    self.leaves[summary].append(number)
                continue
            self.leaves[task.id] = []
            self.calendars[task.id] = calendar
            pending += [(child, calendar, asap, (*above, task.id)) for child in reversed(task.tasks)]

    def _resolve(self, reference: object) -> Calendar:
        if reference not in self.resolved:
            self.resolved[reference] = self.plan.resolve(reference)  # type: ignore[arg-type]
        return self.resolved[reference]

    def _add_node(self, task: Task, calendar: Calendar, asap: bool | None) -> int:
        number = len(self.nodes)
        self.index[task.id] = number
        self.nodes.append(_node(task, calendar, asap, self.sizes, self.basis))
        return number

    def _needs_exact_milestones(self, links: list[Link]) -> bool:
        """
        Whether milestones are instants, not only work done.

        In one calendar two instants with no work between them are equal, so work is
        enough, unless a milestone itself is dated on a closed day.
        """
        times = {id(node.time) for node in self.nodes}
        dated = (node.task for node in self.nodes if node.milestone and node.task)
        return (
            len(times) > 1
            or any(node.time is ROUND_THE_CLOCK or node.months for node in self.nodes)
            or any(task.at or task.until or task.constraint or task.deadline for task in dated)
            or any(isinstance(link.lag, Duration) and link.lag.unit.kind != "working" for link in links)
        )

    def _spread_constraints(self) -> None:
        """Put the dated constraints of tasks and summaries on the leaves they hold for."""
        for task in self.plan.walk():
            if task.constraint is not None:
                for number in self._held_by(task, task.constraint):
                    self.nodes[number].constraints.append((task.id, task.constraint))
            if task.deadline is not None:
                for number in self.leaves.get(task.id, [self.index.get(task.id, -1)]):
                    self.nodes[number].deadlines.append((task.id, task.deadline))

    def _held_by(self, task: Task, constraint: Constraint) -> Iterable[int]:
        if not task.tasks:
            return [self.index[task.id]]
        match constraint.type.value:
            case "start_no_later_than":
                return self.inside.entries(task.id)
            case "finish_no_earlier_than":
                return self.inside.exits(task.id)
            case _:
                return self.leaves[task.id]

    # -- links ---------------------------------------------------------------------------------

    def _add_link(self, link: Link) -> None:
        source = self._outgoing(link)
        if link.successor not in self.leaves:
            self._tie(source, self.index[link.successor], link)
            return
        leaves = self.leaves[link.successor]
        times = {id(self.nodes[leaf].time) for leaf in leaves}
        if link.lag == NO_LAG or len(times) == 1:
            gate = self._gate(link.successor, "entry", leaves)
            time = ROUND_THE_CLOCK if link.lag == NO_LAG else self.nodes[leaves[0]].time
            self._tie(source, gate, link, time)
        else:  # the lag counts in each leaf's own calendar
            for leaf in leaves:
                self._tie(source, leaf, link)

    def _outgoing(self, link: Link) -> int:
        summary = link.predecessor
        if summary not in self.leaves:
            return self.index[summary]
        if link.type.from_start:
            return self._gate(summary, "begin", self.inside.entries(summary))
        return self._gate(summary, "exit", self.leaves[summary])

    def _gate(self, summary: str, side: str, leaves: Iterable[int]) -> int:
        """Return the node that gathers the leaves of a summary: their starts or their finishes."""
        if (summary, side) in self.gates:
            return self.gates[summary, side]
        clock = ROUND_THE_CLOCK if self.exact else self.nodes[0].time
        gate = len(self.nodes)
        self.gates[summary, side] = gate
        self.nodes.append(Node(summary, None, self.calendar, ROUND_THE_CLOCK, clock))
        for leaf in leaves:
            if side == "entry":
                self._tie(gate, leaf, None)
            else:
                kind = LinkType.SS if side == "begin" else LinkType.FS
                self._tie(leaf, gate, None, ROUND_THE_CLOCK, kind)
        return gate

    def _tie(
        self,
        source: int,
        target: int,
        link: Link | None,
        time: WorkingTime | None = None,
        kind: LinkType = LinkType.FS,
    ) -> None:
        """Add one compiled link; `time` is the successor's calendar where the node's own is not meant."""
        first, last = self.nodes[source], self.nodes[target]
        kind = link.type if link else kind
        lag = link.lag if link else NO_LAG
        if isinstance(lag, Duration) and lag.unit.kind == "working":
            minutes = lag.minutes(*self.sizes)
            if first.clock is last.clock and (not self.exact or not last.milestone):
                self.ties.append(Tie(source, target, kind, link, minutes))
                return
        time = time or last.time
        in_order = last.milestone and kind in (LinkType.FS, LinkType.FF) and lag.amount >= 0
        crossing = Crossing(
            first.clock, last.clock, time, self._distance(lag, first, last, time), kind.from_start, in_order
        )
        percent = lag if isinstance(lag, Percent) else None
        self.ties.append(Tie(source, target, kind, link, 0, crossing, percent))

    def _distance(self, lag: Lag, first: Node, last: Node, time: WorkingTime) -> Distance:
        if isinstance(lag, Percent):
            return percent_lag(lag, first, last, time)
        match lag.unit.kind:
            case "working":
                return WorkingLag(time, lag.minutes(*self.sizes))
            case "calendar":
                twin = last.calendar.twin()
                return WorkingLag(twin.working_time(), twin_minutes(lag, twin))
            case "months":
                return MonthLag(last.calendar.twin().working_time(), int(lag.amount))
            case _:
                return ElapsedLag(elapsed_minutes(lag))


def percent_lag(lag: Percent, first: Node, last: Node, time: WorkingTime) -> Distance:
    """Give the lag that is a share of the predecessor's duration, exact, half up."""
    share = Fraction(lag.amount) / 100
    work = first.task.duration if first.task else None
    unit = (work.likely if isinstance(work, Estimate) else work or NO_LAG).unit
    if unit.kind == "elapsed":
        return ElapsedLag(half_up(share * first.duration))
    if unit.kind in ("calendar", "months"):
        twin = last.calendar.twin()
        days = Fraction(first.duration, first.day) + first.months * _TWIN_DAYS_A_MONTH
        return WorkingLag(twin.working_time(), half_up(share * days * twin.usual_minutes))
    return WorkingLag(time, half_up(share * first.duration))


def twin_minutes(duration: Duration, twin: Calendar) -> int:
    """Count calendar days or weeks in the minutes of the everyday twin."""
    days = Fraction(duration.amount) * (7 if duration.unit is Unit.CW else 1)
    return half_up(days * twin.usual_minutes)


_ELAPSED = {Unit.EMIN: 1, Unit.EH: 60, Unit.ED: 1440, Unit.EW: 10080}


def elapsed_minutes(duration: Duration) -> int:
    """Count clock time in minutes."""
    return half_up(Fraction(duration.amount) * _ELAPSED[duration.unit])


def _node(task: Task, calendar: Calendar, asap: bool | None, sizes: tuple[int, int], basis: Basis) -> Node:
    work = task.duration
    unit = (work.likely if isinstance(work, Estimate) else work or NO_LAG).unit
    node = Node(task.id, task, calendar, calendar.working_time(), calendar.working_time(), asap=asap)
    node.day = calendar.usual_minutes
    if task.at is not None and task.until is not None:
        node.duration = 1  # both pins give it, once the launch is known
    elif work is None:
        return node
    elif unit.kind == "elapsed":
        node.time = node.clock = ROUND_THE_CLOCK
        node.day = 1440
    elif unit.kind in ("calendar", "months"):
        node.time = node.clock = calendar.twin().working_time()
    if work is None:
        return node

    def size(duration: Duration) -> int:
        match duration.unit.kind:
            case "working":
                return duration.minutes(*sizes)
            case "calendar":
                return twin_minutes(duration, calendar.twin())
            case "months":
                return int(duration.amount)
            case _:
                return elapsed_minutes(duration)

    if isinstance(work, Estimate):
        points = (size(work.optimistic), size(work.likely), size(work.pessimistic))
        value = Fraction(half_up(work.value(basis, points)))
    else:
        value = Fraction(size(work))
    factored = value * Fraction(task.risk_factor)
    margin = Fraction(0)
    if isinstance(task.margin, Percent):
        margin = value * Fraction(task.margin.amount) / 100
    elif task.margin is not None:
        margin = Fraction(size(task.margin))
    if unit.kind == "months":
        if factored % 1 or margin % 1:
            raise PlanError(error("whole-months", task=task.id, text=str(work)))
        node.work_months, node.months = int(factored), int(factored + margin)
    else:
        node.work = half_up(factored)
        node.duration = node.work + half_up(margin)
    return node


def _links(plan: Plan) -> Iterable[Link]:
    """Yield all links in the order of the document."""
    for task in plan.walk():
        yield from task.after
        yield from task.before
    yield from plan.links


class _Inside:
    """Which leaves of a summary have no predecessor, or no successor, inside it."""

    def __init__(
        self, plan: Plan, links: list[Link], leaves: dict[str, list[int]], index: dict[str, int]
    ) -> None:
        self.leaves = leaves
        self.index = index
        self.children = {task.id: [child.id for child in task.tasks] for task in plan.walk() if task.tasks}
        self.links: dict[str, list[Link]] = {}
        if leaves:
            for link in links:
                self.links.setdefault(link.predecessor, []).append(link)

    def _below(self, summary: str) -> set[str]:
        ids: set[str] = set()
        pending = [summary]
        while pending:
            children = self.children.get(pending.pop(), [])
            ids.update(children)
            pending += children
        return ids

    def _free(self, summary: str, end: str) -> list[int]:
        inside = self._below(summary)
        bound: set[int] = set()
        for predecessor in inside:
            for link in self.links.get(predecessor, []):
                if link.successor in inside:
                    task = getattr(link, end)
                    bound.update(self.leaves.get(task) or [self.index[task]])
        return [leaf for leaf in self.leaves[summary] if leaf not in bound]

    def entries(self, summary: str) -> list[int]:
        """Return the leaves with no predecessor inside."""
        return self._free(summary, "successor")

    def exits(self, summary: str) -> list[int]:
        """Return the leaves with no successor inside."""
        return self._free(summary, "predecessor")


def _topological(network: Network) -> list[int]:
    """Order the nodes so that every link goes forward; a cycle is an error that names it."""
    waiting = [len(ties) for ties in network.before]
    ready = deque(node for node, count in enumerate(waiting) if not count)
    order: list[int] = []
    ties, after = network.ties, network.after
    while ready:
        node = ready.popleft()
        order.append(node)
        for number in after[node]:
            target = ties[number].target
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    if len(order) < len(waiting):
        raise PlanError(_cycles(network, {node for node, count in enumerate(waiting) if count}))
    return order


def _cycles(network: Network, stuck: set[int]) -> Iterable[Finding]:
    """Name one cycle of every knot of nodes that wait for one another."""
    import networkx as nx

    graph = nx.DiGraph(
        (tie.source, tie.target) for tie in network.ties if tie.source in stuck and tie.target in stuck
    )
    for knot in nx.strongly_connected_components(graph):
        if len(knot) < 2:
            continue
        edges = nx.find_cycle(graph.subgraph(knot))
        names = [network.nodes[source].id for source, *_ in edges]
        names = [name for number, name in enumerate(names) if name != names[number - 1]] or names[:1]
        place = {task.id: number for number, task in enumerate(network.plan.walk())}
        first = names.index(min(names, key=lambda name: place.get(name, len(place))))
        names = names[first:] + names[:first]
        yield error("cycle", task=names[0], path="", cycle=" → ".join([*names, names[0]]))
