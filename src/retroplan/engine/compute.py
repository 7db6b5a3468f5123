"""From a network to a `Schedule`."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from retroplan.calendars import WorkingTime, moment
from retroplan.engine.conflicts import find_conflicts
from retroplan.engine.earliest import earliest_launch
from retroplan.engine.findings import find_findings
from retroplan.engine.frame import make_frame
from retroplan.engine.paths import chains, count_chains, critical_nodes
from retroplan.engine.reasons import cause, explain
from retroplan.engine.rows import Dresser, Printer, Row, launch_instant, leaf_row, summary_row
from retroplan.engine.slack import FreeSlack
from retroplan.engine.solve import Solution, solve
from retroplan.errors import Finding, PlanError
from retroplan.expand import retold
from retroplan.graph import DiGraph, is_graph, read_graph
from retroplan.language import Phrase
from retroplan.model.estimate import Basis
from retroplan.model.link import Link
from retroplan.model.moments import Moment, moment_instant, parse_moment
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.network import Network, compile, parse_basis, relaunched
from retroplan.result import Driver, Reason, Schedule, ScheduledTask


def schedule(
    plan: Plan | Network | DiGraph,
    *,
    launch: Moment | str | None = None,
    start: Moment | str | None = None,
    basis: str | Basis | None = None,
) -> Schedule:
    """
    Schedule a plan backwards from its launch, or forward from its start if it has none.

    Parameters
    ----------
    plan
        A plan, a network compiled from one, or a networkx graph that `from_graph` reads.
    launch, start
        Instead of those of the plan.
    basis
        Which value of the estimates counts: expected, optimistic, likely or pessimistic.
        That of the network if one is given, else expected.

    Returns
    -------
    Schedule
        Also for a plan that cannot be met: its conflicts are data, the launch does not move.

    Raises
    ------
    PlanError
        The plan cannot be understood; all its problems together.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan("Demo", launch="2026-06-15", calendar="FR", tasks=[rp.Task("write", duration="5d")])
    >>> rp.schedule(plan)["write"].start_date
    datetime.date(2026, 6, 8)
    """
    if is_graph(plan):
        reading = read_graph(plan)
        try:
            return schedule(reading.plan, launch=launch, start=start, basis=basis)
        except PlanError as problem:
            raise reading.retold(problem) from None
    if basis is None:
        basis = plan.basis if isinstance(plan, Network) else Basis.EXPECTED
    network = _network(plan, launch, start, parse_basis(basis))
    try:
        return _scheduled(network)
    except PlanError as problem:
        if network.expanded is network.plan:
            raise
        raise type(problem)(retold(network.plan, problem.findings)) from None


def _scheduled(network: Network) -> Schedule:
    plan = network.plan
    at = None if plan.launch is None else moment_instant(plan.launch)
    given = None if plan.start is None else moment_instant(plan.start)
    solution = solve(make_frame(network, at), given)
    _check_years(solution)
    answers = _Answers(solution)
    launch_at = launch_instant(solution)
    return Schedule(
        plan=plan,
        expanded=network.expanded,
        launch=None if launch_at is None else moment(launch_at),
        start=moment(solution.start),
        finish=moment(answers.last_finish),
        conflicts=find_conflicts(solution),
        ids=tuple(answers.wbs),
        findings=find_findings(solution),
        answers=answers,
    )


def solution_of(schedule: Schedule) -> Solution:
    """Give a schedule as numbers, for what is worked out from one."""
    answers = schedule._answers  # noqa: SLF001 - how this module made it
    assert isinstance(answers, _Answers)
    return answers.solution


def _check_years(solution: Solution) -> None:
    """Meet the dates that no calendar knows now, not when somebody reads them."""
    extremes: dict[int, tuple[WorkingTime, int, int]] = {}
    nodes = solution.frame.network.nodes
    for dates in (solution.early, solution.late, solution.planned):
        for node, start, finish in zip(nodes, dates.start, dates.finish, strict=True):
            _, least, most = extremes.get(id(node.clock), (node.clock, start, finish))
            extremes[id(node.clock)] = (node.clock, min(least, start), max(most, finish))
    counted = solution.frame.network.calendar.working_time()
    for clock, least, most in extremes.values():
        for t in (clock.opening(least), clock.closing(most)):
            moment(t)
            if launch_instant(solution) is not None:
                counted.worked(t)  # offsets count its open days
    _check_milestones(solution)


def _check_milestones(solution: Solution) -> None:
    """Do so for milestones, which may print at the closing before them or at the opening after them."""
    network, duration = solution.frame.network, solution.frame.duration
    printed: dict[int, tuple[WorkingTime, int, int]] = {}
    for number in range(len(network.index)):
        node = network.nodes[number]
        if not duration[number] and not node.months and number != network.launch:
            for dates in (solution.early, solution.late, solution.planned):
                work = node.time.worked(node.clock.closing(dates.start[number]))
                _, least, most = printed.get(id(node.time), (node.time, work, work))
                printed[id(node.time)] = (node.time, min(least, work), max(most, work))
    for time, least, most in printed.values():
        for work in (least, most):
            time.closing(work)
            time.opening(work)


def _network(plan: object, launch: Moment | str | None, start: Moment | str | None, basis: Basis) -> Network:
    network = plan if isinstance(plan, Network) else None
    source = network.plan if network else plan
    if not isinstance(source, Plan):
        raise TypeError(
            f"schedule takes a Plan, a Network or a DiGraph, not {type(source).__name__}; read it first"
        )
    changes: dict[str, Moment] = {}
    if launch is not None:
        changes["launch"] = parse_moment(launch)
    if start is not None:
        changes["start"] = parse_moment(start)
    if changes:
        source = source.replace(**changes)
    if (
        network is None
        or network.basis is not basis
        or (source.launch is None) != (network.plan.launch is None)
    ):
        return compile(source, basis=basis)
    return relaunched(network, source) if changes else network


@frozen(slots=False, eq=False)
class _Answers:
    """Works out tasks, paths and reasons of a solution when they are asked for."""

    solution: Solution

    @cached_property
    def wbs(self) -> dict[str, str]:
        """WBS code of every task, in WBS order; the launch comes last if nobody described it."""
        codes: dict[str, str] = {}
        pending = [(task, str(number)) for number, task in enumerate(self._plan.tasks, 1)]
        pending.reverse()
        while pending:
            task, code = pending.pop()
            codes[task.id] = code
            pending += [(child, f"{code}.{number}") for number, child in enumerate(task.tasks, 1)][::-1]
        if LAUNCH in self.solution.frame.network.index:
            codes.setdefault(LAUNCH, "")
        return codes

    @cached_property
    def last_finish(self) -> int:
        """Instant of the last planned finish."""
        network = self.solution.frame.network
        last = launch_instant(self.solution) or self.solution.start
        printer = Printer(self.solution)
        for number in range(len(network.index)):
            node = network.nodes[number]
            if node.milestone:
                last = max(last, printer.task(number, self.solution.planned)[1])
            else:
                last = max(last, node.clock.closing(self.solution.planned.finish[number]))
        return last

    @property
    def _plan(self) -> Plan:
        return self.solution.frame.network.expanded

    @cached_property
    def _free(self) -> FreeSlack:
        return FreeSlack(self.solution)

    @cached_property
    def _rows(self) -> dict[int, Row]:
        return {}

    def _row(self, number: int) -> Row:
        if number not in self._rows:
            self._rows[number] = leaf_row(self.solution, self._free, number)
        return self._rows[number]

    def task(self, task_id: str) -> ScheduledTask:
        """Work out one task."""
        network = self.solution.frame.network
        if task_id in network.leaves:
            return self._summary(task_id)
        number = network.index[task_id]
        row = self._row(number)
        task = self._plan.get(task_id)
        node = network.nodes[number]
        kind = "task" if node.months or self.solution.frame.duration[number] else "milestone"
        offset = ""
        if task is not None:
            offset = str(task.at or task.until or "")
        return Dresser(self.solution).dress(
            task_id, task.label if task else LAUNCH, self.wbs[task_id], kind, row,
            critical=row.total <= 0, offset=offset, driver=cause(self.solution, number).driver,
        )  # fmt: skip

    def _summary(self, task_id: str) -> ScheduledTask:
        network = self.solution.frame.network
        # The launch is an instant of the plan, not work of the summary it is written in.
        leaves = [number for number in network.leaves[task_id] if number != network.launch]
        leaves = leaves or network.leaves[task_id]
        rows = [self._row(number) for number in leaves]
        row = summary_row(self.solution, self._free, rows, task_id)
        first = min(leaves, key=lambda number: self._row(number).start)
        return Dresser(self.solution).dress(
            task_id, self._plan[task_id].label, self.wbs[task_id], "summary", row,
            critical=any(item.total <= 0 for item in rows), offset="",
            driver=Driver("summary", self.solution.frame.network.nodes[first].id),
        )  # fmt: skip

    def why(self, task_id: str) -> tuple[Reason, ...]:
        """Explain one task's dates; a summary begins with its first child."""
        network = self.solution.frame.network
        if task_id not in network.leaves:
            return explain(self.solution, network.index[task_id])
        leaves = network.leaves[task_id]
        first = min(leaves, key=lambda number: self._row(number).start)
        row = self._summary(task_id)
        phrase = Phrase(
            "why-summary",
            {
                "task": task_id,
                "child": network.nodes[first].id,
                "start": row.start_date,
                "finish": row.finish_date,
            },
        )
        return (Reason(task_id, phrase), *explain(self.solution, first))

    def _named(self, nodes: list[int]) -> tuple[str, ...]:
        network = self.solution.frame.network
        names = [network.nodes[node].id for node in nodes if not network.is_gate(node)]
        return tuple(names if self.solution.ends.launch is None else [*names, LAUNCH])

    def critical_path(self) -> tuple[str, ...]:
        """Find the longest chain into the launch."""
        solution = self.solution
        return self._named(
            critical_nodes(solution.frame, solution.kinds, solution.early, solution.early_seen)
        )

    def critical_paths(self, limit: int) -> tuple[tuple[str, ...], ...]:
        """Find the longest chains, at most `limit` of them."""
        solution = self.solution
        found: dict[tuple[str, ...], None] = {}
        for chain in chains(solution.frame, solution.kinds, solution.early, solution.early_seen):
            if len(found) >= limit:
                break
            found.setdefault(self._named(chain))
        return tuple(found)

    def critical_path_count(self) -> int:
        """Count the longest chains."""
        solution = self.solution
        return count_chains(solution.frame, solution.kinds, solution.early, solution.early_seen)

    def earliest_launch(self) -> tuple[Moment | None, tuple[Finding, ...]]:
        """Search the first launch date at which the plan is feasible."""
        frame = self.solution.frame
        if frame.launch is None:
            return None, ()
        return earliest_launch(frame.network, frame.launch, self.solution.given_start)

    def implicit_links(self) -> tuple[Link, ...]:
        """List the links to the launch that nobody wrote, in document order."""
        nodes = self.solution.frame.network.nodes
        return tuple(Link(nodes[number].id, LAUNCH) for number in sorted(self.solution.kinds.implicit))
