"""
A plan compiled to a network.

Work is counted in whole minutes of each node's own calendar. When the whole plan
counts in one calendar, a link is one addition; a link between calendars goes through
a `Crossing`. A summary that is linked becomes gates: milestones without a name that
gather its leaves, so that a link of summaries is never leaf times leaf.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from retroplan.calendars import ROUND_THE_CLOCK, Calendar, WorkingTime, joint_calendar
from retroplan.calendars.lags import Crossing, ElapsedLag, MonthLag, WorkingLag
from retroplan.calendars.lags import Lag as Distance
from retroplan.errors import CalendarError, Finding, PlanError, error
from retroplan.expand import expand, retold
from retroplan.model.constraint import Constraint
from retroplan.model.effort import presences_of, rate_of
from retroplan.model.estimate import Basis
from retroplan.model.link import NO_LAG, Lag, Link, LinkType, Percent, whole_of
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.plan_fields import UNREAD_CALENDAR
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import dated_by_both, points_of, unanchored, validate
from retroplan.network.arrays import FullNetwork, Node, Tie
from retroplan.network.order import connect, topological
from retroplan.network.sizes import elapsed_minutes, make_node, percent_lag, twin_minutes
from retroplan.network.summaries import Inside
from retroplan.units import Duration


def build(plan: Plan, basis: Basis) -> FullNetwork:
    """
    Compile a plan by every rule there is.

    Raises
    ------
    PlanError
        With everything that is wrong with the plan, cycles named.
    """
    findings = [*unanchored(plan), *validate(plan)]
    if findings:
        raise PlanError([*findings, *contradictions(plan)])
    expanded = expand(plan)
    try:
        return _Builder(plan, expanded, basis).build()
    except PlanError as problem:
        if expanded is plan:
            raise
        raise type(problem)(retold(plan, problem.findings)) from None


def moved(network: FullNetwork, plan: Plan) -> FullNetwork:
    """
    Give the network of the same plan with another launch or start.

    Waves and occurrences may lie elsewhere then; where they do, the plan is compiled again.
    """
    if network.expanded is network.plan:
        return attrs.evolve(network, plan=plan, expanded=plan)
    expanded = expand(plan)
    if (expanded.tasks, expanded.links) == (network.expanded.tasks, network.expanded.links):
        return attrs.evolve(network, plan=plan, expanded=expanded)
    return build(plan, network.basis)


def parse_basis(basis: str | Basis) -> Basis:
    """Read the name of a basis."""
    try:
        return Basis(basis)
    except ValueError:
        known = ", ".join(item.value for item in Basis)
        raise PlanError(error("bad-basis", text=str(basis), known=known)) from None


_FOUND_HERE = ("cycle", "three-disagree", "effort-disagrees", "never-together")


def contradictions(plan: Plan) -> list[Finding]:
    """
    Find what shows only when a plan is compiled: dates against durations, and cycles.

    The plan may have other faults too: links that lead nowhere are left aside, and dates are not
    measured in calendars that are not known.
    """
    try:
        expanded = expand(plan)
    except PlanError:  # when its parts are, nobody can say yet
        expanded = plan
    try:
        _Builder(plan, expanded, Basis.EXPECTED, forgiving=True).build()
    except PlanError as problem:
        return [finding for finding in problem.findings if finding.code in _FOUND_HERE]
    return []


class _Builder:
    """
    Compiles one plan, expanded from the one that was written; the calendars it meets are made once.

    A forgiving one goes on without the calendars that are not known, to find what else is wrong.
    """

    def __init__(self, written: Plan, plan: Plan, basis: Basis, *, forgiving: bool = False) -> None:
        self.written = written
        self.plan = plan
        self.forgiving = forgiving
        self.basis = basis
        self.resolved: dict[object, Calendar] = {}
        self.calendar = self._resolve(plan.calendar)
        self.sizes = (480, 2400) if self.calendar is UNREAD_CALENDAR else plan.day_and_week()
        self.faults: list[tuple[Task, Finding]] = []
        self.nodes: list[Node] = []
        self.index: dict[str, int] = {}
        self.leaves: dict[str, list[int]] = {}
        self.above: dict[str, tuple[str, ...]] = {}
        self.gates: dict[tuple[str, str], int] = {}
        self.calendars: dict[str, Calendar] = {}
        self.hammocks: dict[str, Calendar] = {}
        self.ties: list[Tie] = []

    def build(self) -> FullNetwork:
        """Make nodes, then ties, then the order."""
        for task in self.plan.tasks:
            self._add_task(task)
        links = [link for link in self.plan.all_links() if self._sound(link)]
        linked = any(LAUNCH in (link.predecessor, link.successor) for link in links)
        if LAUNCH not in self.index and (linked or self.plan.launch is not None):
            self._add_node(Task(LAUNCH), self.calendar, None)
        self.exact = self._needs_exact_milestones(links)
        if self.exact:
            for node in self.nodes:
                if node.milestone:
                    node.clock = ROUND_THE_CLOCK
        self.inside = Inside(self.plan, links, self.leaves, self.index)
        self._spread_constraints()
        network = FullNetwork(
            self.written, self.plan, self.basis, self.nodes, self.index, self.index.get(LAUNCH),
            self.calendar, self.leaves, self.gates, self.calendars, self.hammocks,
        )  # fmt: skip
        for link in links:
            self._add_link(link)
        network.ties = self.ties
        connect(network)
        findings = self._placed_faults()
        try:
            network.order = topological(network)
        except PlanError as problem:
            findings += problem.findings
        if findings:
            raise PlanError(findings)
        return network

    def _placed_faults(self) -> list[Finding]:
        """Give what is wrong with single tasks its place; with a part, that of the task that was written."""
        if not self.faults:
            return []
        paths: dict[object, str] = {id(place.task): place.path for place in places(self.plan)}
        if self.plan is not self.written:
            by_id = {place.task.id: place.path for place in places(self.written)}
            paths = {id(task): by_id.get(whole_of(task.id), "") for task, _ in self.faults}
        return [finding.at(paths.get(id(task), task.id)) for task, finding in self.faults]

    # -- nodes ---------------------------------------------------------------------------------

    def _add_task(self, root: Task) -> None:
        """Add the leaves below `root`; calendars and `when` come down from the summaries."""
        pending: list[tuple[Task, Calendar, bool | None, tuple[str, ...]]] = [(root, self.calendar, None, ())]
        while pending:
            task, calendar, asap, above = pending.pop()
            if above:
                self.above[task.id] = above
            calendar = self._resolve(task.calendar) if task.calendar is not None else calendar
            asap = task.when == "asap" if task.when else asap
            if task.span is not None and not task.tasks:
                self.hammocks[task.id] = calendar
                continue
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
            try:
                self.resolved[reference] = self.plan.resolve(reference)  # type: ignore[arg-type]
                self.resolved[reference].working_time()
            except PlanError:
                if not self.forgiving:
                    raise
                self.resolved[reference] = UNREAD_CALENDAR
        return self.resolved[reference]

    def _add_node(self, task: Task, calendar: Calendar, asap: bool | None) -> int:
        number = len(self.nodes)
        self.index[task.id] = number
        try:
            rate = rate_of(self.plan, task) if task.effort is not None else Fraction(1)
            together = self._together(task, calendar)
            self.nodes.append(make_node(task, together, asap, self.sizes, self.basis, rate))
        except CalendarError:
            raise
        except PlanError as problem:
            if all(known is not UNREAD_CALENDAR for known in (calendar, self.calendar)):
                self.faults += [(task, finding) for finding in problem.findings]
            time = calendar.working_time()
            self.nodes.append(Node(task.id, task, calendar, time, time))
        return number

    def _together(self, task: Task, calendar: Calendar) -> Calendar:
        """Give the calendar in which all who do a task are there, if it is work that they do."""
        if not self.plan.people or not task.responsible or not _is_work(task):
            return calendar
        presences = presences_of(self.plan, task)
        if any(each is UNREAD_CALENDAR for each in (calendar, *(item.calendar for item in presences))):
            return calendar
        try:
            return joint_calendar(calendar, presences)
        except CalendarError as problem:
            if problem.findings[0].code != "calendar-never-open":
                raise
            people = tuple(each.who for each in presences)
            found = error("never-together", "responsible", people=people, calendar=calendar.label)
            self.faults.append((task, found))
            return calendar

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
            if task.id in self.hammocks:
                continue
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

    def _sound(self, link: Link) -> bool:
        """Whether both ends exist and lie apart; validation has said so already where they do not."""
        ends = {link.predecessor, link.successor}
        known = all(end in self.index or end in self.leaves or end == LAUNCH for end in ends)
        nested = link.predecessor in self.above.get(link.successor, ()) or link.successor in self.above.get(
            link.predecessor, ()
        )
        return known and not nested and len(ends) == 2

    # -- links ---------------------------------------------------------------------------------

    def _add_link(self, link: Link) -> None:
        if link.successor == LAUNCH and link.predecessor in self.leaves:
            # The launch stands at J for some leaves and at J less the buffer for others.
            for leaf in self._linked_leaves(link):
                self._tie(leaf, self.index[LAUNCH], link)
            return
        source = self._outgoing(link)
        if link.successor not in self.leaves:
            self._tie(source, self.index[link.successor], link)
            return
        leaves = self.leaves[link.successor]
        times = {id(self.nodes[leaf].time) for leaf in leaves}
        working = isinstance(link.lag, Duration) and link.lag.unit.kind == "working"
        if link.lag == NO_LAG or (working and len(times) == 1):
            gate = self._gate(link.successor, f"entry {link.type.value}", leaves)
            time = ROUND_THE_CLOCK if link.lag == NO_LAG else self.nodes[leaves[0]].time
            self._tie(source, gate, link, time)
        else:  # the lag counts in each leaf's own calendar, or in its twin
            for leaf in leaves:
                self._tie(source, leaf, link)

    def _outgoing(self, link: Link) -> int:
        summary = link.predecessor
        if summary not in self.leaves:
            return self.index[summary]
        side = "begin" if link.type.from_start else "exit"
        known = self.gates.get((summary, side))
        return self._gate(summary, side, self._linked_leaves(link)) if known is None else known

    def _linked_leaves(self, link: Link) -> list[int]:
        """Return the leaves of a summary from which a link counts: those that begin it, or all."""
        if link.type.from_start:
            return self.inside.entries(link.predecessor)
        return self.leaves[link.predecessor]

    def _gate(self, summary: str, side: str, leaves: Iterable[int]) -> int:
        """Return the node that gathers the leaves of a summary: their starts or their finishes."""
        if (summary, side) in self.gates:
            return self.gates[summary, side]
        clock = ROUND_THE_CLOCK if self.exact else self.nodes[0].time
        gate = len(self.nodes)
        self.gates[summary, side] = gate
        self.nodes.append(Node(summary, None, self.calendar, ROUND_THE_CLOCK, clock))
        for leaf in leaves:
            if side.startswith("entry"):
                self._tie(gate, leaf, None, kind=LinkType(side.removeprefix("entry ")))
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
        link = link.as_written if link else None
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


def _is_work(task: Task) -> bool:
    """Whether somebody works on a task; in calendar and elapsed time it goes on whoever is there."""
    points = points_of(task)
    if not points:
        return dated_by_both(task)
    return points[0].unit.kind == "working" and any(point.amount for point in points)
