"""
Buffers that mean something: sized for a confidence, next to the classic rules.

The classic rules are those of the critical chain: half of the chain (E. Goldratt, Critical
Chain, 1997) and the root of the sum of squares of what each task's safe duration has over its
average (R. Newbold, Project Management in the Fast Lane, 1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import Any

from attrs import asdict, frozen

from retroplan.engine.paths import critical_nodes, drivers
from retroplan.engine.slack import FreeSlack
from retroplan.engine.solve import Solution
from retroplan.errors import PlanError, error
from retroplan.model.moments import Moment, moment_instant
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.network import Network
from retroplan.risk.answers import chance
from retroplan.risk.durations import draw_lengths
from retroplan.risk.job import Job
from retroplan.risk.pert import plan_length
from retroplan.risk.simulation import expected_solution, simulate

_SAFE = 0.9  # a safe duration is kept nine times in ten
_ENOUGH = 16_000
_MONTH_DAYS = 30


@frozen(kw_only=True)
class Buffer:
    """
    A buffer, by simulation and by the classic rules, in working days.

    Attributes
    ----------
    chain
        The tasks it protects: the longest chain into the launch, or one that feeds it.
    before
        What it stands before: ``launch``, or the task of the longest chain that the other one feeds.
    days
        What the confidence asks for.
    half_days
        Half of what the chain lasts on expected durations.
    root_of_squares_days
        √Σ (safe - average)², a safe duration being kept nine times in ten.
    slack_days
        What there is anyway between the end of a feeding chain and what it feeds.
    """

    chain: tuple[str, ...]
    before: str
    days: float
    half_days: float
    root_of_squares_days: float
    slack_days: float = 0.0


@frozen(kw_only=True)
class BufferSizes:
    """
    The buffers of a plan for a confidence.

    Attributes
    ----------
    confidence
        The chance of launching on time that is asked for.
    project
        The buffer before the launch.
    feeding
        One for each chain that joins the longest one.
    """

    confidence: float
    project: Buffer
    feeding: tuple[Buffer, ...]

    def to_document(self) -> dict[str, Any]:
        """Give the buffers as JSON-safe data with stable keys."""
        return {
            "buffers": 1,
            "confidence": self.confidence,
            "project": _record(self.project),
            "feeding": [_record(buffer) for buffer in self.feeding],
        }


def _record(buffer: Buffer) -> dict[str, Any]:
    return asdict(buffer) | {"chain": list(buffer.chain)}


def size_buffer(
    plan: Plan | Network,
    confidence: float = 0.9,
    *,
    samples: int = 10_000,
    seed: int = 0,
    launch: Moment | str | None = None,
) -> BufferSizes:
    """
    Size the buffer before the launch, and those where other chains join the longest one.

    The project buffer is the work that lies between `start_by(confidence)` and the start of the
    schedule on expected durations, both without buffer and margins: a plan with that buffer begins
    early enough. A feeding buffer is what the simulated length of its chain has, with that
    confidence, over the expected one; where chains merge inside it, it is on the small side.

    Raises
    ------
    PlanError
        The plan has no launch, or dates keep it from having that confidence at any start.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan("Demo", launch="2026-06-15", tasks=[rp.Task("write", duration="4d/5d/12d")])
    >>> rp.size_buffer(plan, 0.9, seed=1).project.half_days
    3.0
    """
    chance(confidence)
    found = simulate(plan, samples=samples, seed=seed, launch=launch, margins=False, buffer=False)
    if found.launch is None:
        raise PlanError(error("risk-needs-launch"))
    solution = expected_solution(found._network)  # noqa: SLF001 - as it was simulated
    start = found.start_by(confidence)
    if start is None:
        reason = found.why_never()
        raise PlanError(reason if reason is not None else ())
    time = solution.frame.network.calendar.working_time()
    length = plan_length(solution)
    assert solution.frame.launch is not None
    minutes = time.worked(solution.frame.launch) - length - time.worked(moment_instant(start))
    day = found.plan.day_and_week()[0]
    job: Job = found._job  # noqa: SLF001 - another view of the same samples
    view = _View(solution, job, draw_lengths(job, 0, min(samples, _ENOUGH)), float(confidence))
    chain = _critical(solution)
    project = Buffer(
        chain=view.names(chain), before=LAUNCH, days=max(0, minutes) / day, half_days=length / day / 2,
        root_of_squares_days=view.root_of_squares(chain),
    )  # fmt: skip
    feeding = tuple(view.feeding(set(chain), last, target) for last, target in _joins(solution, chain))
    return BufferSizes(confidence=float(confidence), project=project, feeding=feeding)


def _critical(solution: Solution) -> list[int]:
    return critical_nodes(solution.frame, solution.kinds, solution.early, solution.early_seen)


def _joins(solution: Solution, chain: list[int]) -> Iterator[tuple[int, int | None]]:
    """Yield the last nodes of chains that feed the longest one, with what they feed; None is the launch."""
    network = solution.frame.network
    seen: set[tuple[int, int | None]] = set()
    for target in [*chain, None]:
        if target is None:
            sources = sorted(solution.kinds.implicit)
            if network.launch is not None:
                sources += [network.ties[number].source for number in network.before[network.launch]]
        else:
            sources = [network.ties[number].source for number in network.before[target]]
        for source in sources:
            plain = not network.is_gate(source) and source != network.launch and source not in chain
            if plain and (source, target) not in seen and not network.nodes[source].milestone:
                seen.add((source, target))
                yield source, target


@frozen
class _View:
    """A schedule on expected durations, and what its tasks last in some samples."""

    solution: Solution
    job: Job
    lengths: Mapping[int, Any]
    confidence: float

    def names(self, nodes: Iterable[int]) -> tuple[str, ...]:
        """Name the tasks of a chain."""
        network = self.solution.frame.network
        return tuple(network.nodes[node].id for node in nodes if not network.is_gate(node))

    def days(self, node: int) -> tuple[float, Any]:
        """Give the usual days of a task: expected, and in each sample."""
        item = self.solution.frame.network.nodes[node]
        each = float(_MONTH_DAYS) if item.months else 1 / item.day
        expected = item.months or self.solution.frame.duration[node]
        return expected * each, self.lengths.get(node, expected) * each

    def root_of_squares(self, nodes: Iterable[int]) -> float:
        """Give √Σ (safe - average)²."""
        import numpy as np

        squares = 0.0
        for node in nodes:
            _, drawn = self.days(node)
            if np.ndim(drawn):
                squares += (float(np.quantile(drawn, _SAFE)) - float(np.mean(drawn))) ** 2
        return sqrt(squares)

    def feeding(self, longest: set[int], last: int, target: int | None) -> Buffer:
        """Size the buffer behind the chain that ends with a node."""
        import numpy as np

        solution = self.solution
        chain = [last]
        while True:
            found = drivers(solution.frame, solution.early, solution.early_seen, chain[-1])
            if not found or found[0] in longest:
                break
            chain.append(found[0])
        chain.reverse()
        pairs = [self.days(node) for node in chain]
        expected = sum(days for days, _ in pairs)
        total = np.asarray(sum(drawn for _, drawn in pairs))
        wanted = float(np.quantile(total, self.confidence, method="inverted_cdf")) - expected
        node = solution.frame.network.nodes[last]
        return Buffer(
            chain=self.names(chain), before=LAUNCH if target is None else self.names([target])[0],
            days=max(0.0, wanted), half_days=expected / 2, root_of_squares_days=self.root_of_squares(chain),
            slack_days=FreeSlack(solution).of(last) / node.day,
        )  # fmt: skip
