"""From a network to a `Schedule`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retroplan.calendars import WorkingTime, moment
from retroplan.engine.answers import NetworkAnswers
from retroplan.engine.rows import launch_instant
from retroplan.engine.solve import Solution
from retroplan.errors import PlanError
from retroplan.expand import retold
from retroplan.graph import DiGraph, is_graph, read_graph
from retroplan.model.estimate import Basis
from retroplan.model.moments import Moment, parse_moment
from retroplan.model.plan import Plan
from retroplan.network import Network, anchored, compile, parse_basis, relaunched
from retroplan.result import Schedule

if TYPE_CHECKING:
    pass


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
        if network.plain is not None or network.full.expanded is network.plan:
            raise
        raise type(problem)(retold(network.plan, problem.findings)) from None


def _scheduled(network: Network) -> Schedule:
    answers = NetworkAnswers(network)
    if answers.plain is None:
        _check_years(answers.solution)
        answers.hammocks.check()
    else:
        moment(answers.start)
        network.calendar.working_time().worked(answers.start)  # offsets count its open days
    launch, start = answers.launch, answers.start
    return Schedule(launch=None if launch is None else moment(launch), start=moment(start), answers=answers)


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
    source = plan if network is None else network.head
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
    if network is None and source.launch is None and source.start is None:
        return anchored(Network(source, basis, None))  # that it has neither is told with all the rest
    if network is None:
        return anchored(compile(source, basis=basis))
    another = network.plain is None and (source.launch is None) != (network.head.launch is None)
    if another or network.basis is not basis:
        return anchored(compile(network.for_plan(source).plan, basis=basis))
    return anchored(relaunched(network, source) if changes else network)
