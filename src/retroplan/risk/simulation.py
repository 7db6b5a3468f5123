"""Monte Carlo: a plan scheduled many times, each time with durations drawn from its estimates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from operator import index

from attrs import evolve, fields_dict, frozen

from retroplan.engine.findings import kind_findings
from retroplan.engine.frame import make_frame
from retroplan.engine.solve import Solution, solve
from retroplan.errors import Finding, PlanError, error, info
from retroplan.expand import retold
from retroplan.graph import DiGraph, is_graph, read_graph
from retroplan.language.quoting import quoted
from retroplan.model.moments import Moment, moment_instant, parse_moment
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.network import Network, anchored, compile, relaunched
from retroplan.progress import Progress
from retroplan.risk import correlation as correlations
from retroplan.risk.arguments import counts, helpers, switches
from retroplan.risk.events import ReadyEvent, RiskEvent, ready_events
from retroplan.risk.job import Job
from retroplan.risk.model import Model, build
from retroplan.risk.ordinary import ordinary_model
from retroplan.risk.result import Simulation
from retroplan.risk.running import run_all
from retroplan.risk.width import needs_width

_MOMENTS = ("launch", "start")


@frozen
class _Asked:
    """What `simulate` was asked for, apart from the plan."""

    samples: int
    seed: int
    launch: Moment | str | None
    start: Moment | str | None
    correlation: correlations.Correlation | None
    risks: Sequence[RiskEvent]
    margins: bool
    buffer: bool

    def without(self, faults: Sequence[Finding]) -> _Asked:
        """Leave out what is wrong by itself, to see what else is wrong with a plan at hand."""
        names = {fault.path.partition("[")[0] for fault in faults}
        usual = _Asked(1, 0, None, None, None, (), margins=True, buffer=True)
        kept = {name: getattr(usual, name) for name in names if name in fields_dict(_Asked)}
        if any(fault.path.startswith("risks[") for fault in faults):  # the places of the others stay
            kept["risks"] = tuple(
                event if isinstance(event, RiskEvent) else RiskEvent(f"#{place}", 0, (), "0d")
                for place, event in enumerate(self.risks)
            )
        return evolve(self, **kept)


def simulate(
    plan: Plan | Network | DiGraph,
    *,
    samples: int = 10_000,
    seed: int = 0,
    launch: Moment | str | None = None,
    start: Moment | str | None = None,
    correlation: correlations.Correlation | None = None,
    risks: Sequence[RiskEvent] = (),
    margins: bool = True,
    buffer: bool = True,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """
    Simulate a plan: how sure are its dates?

    Parameters
    ----------
    plan
        A plan, a network compiled from one, or a networkx graph that `from_graph` reads.
    samples
        How many times it is scheduled.
    seed
        Same seed, same result, to the last bit, whatever else computes beside it.
    launch, start
        Instead of those of the plan.
    correlation
        Which durations hang together; independent if not given.
    risks
        What may happen besides.
    margins, buffer
        Whether the safety times of tasks and of the plan are kept free, as the schedule keeps them.
    executor
        Any executor of `concurrent.futures`, or one that acts like it, such as a Dask client's.
    progress
        Called with the samples done and those asked for.

    Raises
    ------
    PlanError
        The plan cannot be understood, or what was asked of the simulation does not fit it.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan("Demo", launch="2026-06-15", tasks=[rp.Task("write", duration="3d/5d/10d")])
    >>> rp.simulate(plan, samples=1000, seed=1).start_by(0.9).date()
    datetime.date(2026, 6, 4)
    """
    asked = _Asked(samples, seed, launch, start, correlation, risks, margins, buffer)
    faults = [*_faults(asked), *helpers(executor, progress)]
    try:
        network, job, findings = _prepared(plan, asked.without(faults) if faults else asked)
    except PlanError as problem:
        if not faults:
            raise
        raise PlanError((*faults, *_besides(problem, faults))) from None
    if faults:
        raise PlanError(faults)
    found = run_all(job, index(samples), executor, progress)
    return Simulation(network.plan, found.samples, job.seed, findings, job, found, network)


def _prepared(plan: Plan | Network | DiGraph, asked: _Asked) -> tuple[Network, Job, tuple[Finding, ...]]:
    """Put together what is simulated, and what there is to tell of it."""
    if is_graph(plan):
        reading = read_graph(plan)
        try:
            network = _network(reading.plan, asked)
        except PlanError as problem:
            raise reading.retold(problem) from None
    else:
        network = _network(plan, asked)
    try:
        return network, *_job(network, asked)
    except PlanError as problem:
        if network.plain is not None or network.full.expanded is network.full.plan:
            raise
        raise type(problem)(retold(network.plan, problem.findings)) from None


def _besides(problem: PlanError, faults: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what does not come from looking at a plan without the launch or start that are wrong."""
    replaced = any(fault.path in _MOMENTS for fault in faults)
    for finding in problem.findings:
        if not replaced or finding.path.startswith(("correlation", "risks")):
            yield finding


def _faults(asked: _Asked) -> Iterator[Finding]:
    """Check what is asked for, whatever the plan."""
    yield from counts(asked.samples, asked.seed)
    for name in _MOMENTS:
        value = getattr(asked, name)
        try:
            _ = None if value is None else parse_moment(value)
        except PlanError as problem:
            yield from (finding.at(name) for finding in problem.findings)
    yield from switches(margins=asked.margins, buffer=asked.buffer)
    if asked.correlation is not None and not isinstance(asked.correlation, correlations.Correlation):
        yield error("not-correlations", "correlation", text=quoted(asked.correlation))
    if isinstance(asked.risks, str) or not isinstance(asked.risks, Sequence):
        yield error("not-risks", "risks", text=quoted(asked.risks))
        return
    for place, event in enumerate(asked.risks):
        if not isinstance(event, RiskEvent):
            yield error("not-risks", f"risks[{place}]", text=quoted(event))


def _network(plan: object, asked: _Asked) -> Network:
    network = plan if isinstance(plan, Network) else None
    source = network.plan if network else plan
    if not isinstance(source, Plan):
        kind = type(source).__name__
        raise TypeError(f"simulate takes a Plan, a Network or a DiGraph, not {kind}; read it first")
    changes: dict[str, object] = {}
    for name in _MOMENTS:
        if getattr(asked, name) is not None:
            changes[name] = parse_moment(getattr(asked, name))
    if not asked.buffer:
        changes["buffer"] = None
    whole = source
    if changes:
        whole = source.replace(**changes)
    if not asked.margins:
        whole = evolve(whole, tasks=tuple(map(_without_margin, whole.tasks)))
    if network is None or not asked.margins or (whole.launch is None) != (source.launch is None):
        return anchored(compile(whole))
    return anchored(relaunched(network, whole) if changes else network)


def _without_margin(task: Task) -> Task:
    tasks = tuple(map(_without_margin, task.tasks))
    return evolve(task, margin=None, tasks=tasks) if task.margin is not None or task.tasks else task


def expected_solution(network: Network) -> Solution:
    """Schedule a plan on its expected durations, as late as its launch allows whatever its start."""
    plan = network.plan
    at = None if plan.launch is None else moment_instant(plan.launch)
    given = None if plan.start is None or at is not None else moment_instant(plan.start)
    return solve(make_frame(network.full, at), given)


def _model(network: Network) -> tuple[Model, tuple[Finding, ...]]:
    """Make a network ready for simulation; say what dates or links keep out of it."""
    launch = network.plan.launch
    if network.plain is not None and launch is not None:
        model = ordinary_model(network.plan, network.plain, moment_instant(launch))
        if model is not None:
            return model, ()
    solution = expected_solution(network)
    found = () if solution.kinds.only_before else tuple(kind_findings(solution))
    return build(solution), found


def _job(network: Network, asked: _Asked) -> tuple[Job, tuple[Finding, ...]]:
    """Put together what is the same for all samples."""
    start = network.plan.start
    given = None if start is None else moment_instant(start)
    model, findings = _model(network)
    tied, repaired, events, left_out = _together(network, model, asked)
    job = Job(
        model=model,
        seed=index(asked.seed),
        correlation=tied,
        events=events,
        start=None if given is None else given - model.origin,
        ids=tuple(n for n, row in model.rows.items() if not row.gate and n != model.launch),
    )
    if not job.ids:
        findings = (info("pert-nothing-before"), *findings)
    return evolve(job, wide=needs_width(job)), (*findings, *repaired, *left_out)


def _together(
    network: Network, model: Model, asked: _Asked
) -> tuple[correlations.ReadyCorrelation, tuple[Finding, ...], tuple[ReadyEvent, ...], tuple[Finding, ...]]:
    """Make correlations and risk events ready; what is wrong with either is told with the other."""
    faults: list[Finding] = []
    full = network.full if asked.correlation is not None or asked.risks else None
    try:
        tied, repaired = correlations.ready(asked.correlation, model.rows, full)
    except PlanError as problem:
        faults += problem.findings
    events: tuple[ReadyEvent, ...] = ()
    left_out: tuple[Finding, ...] = ()
    try:
        if full is not None:
            events, left_out = ready_events(asked.risks, model.rows, full)
    except PlanError as problem:
        faults += problem.findings
    if faults:
        raise PlanError(faults)
    return tied, repaired, events, left_out
