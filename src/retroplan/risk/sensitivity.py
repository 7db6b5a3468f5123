"""
Which tasks decide: indices of importance, a tornado, and the bias of dates on single numbers.

The indices are those of M. Vanhoucke, Measuring Time (2010), chapter 3: significance after
T. Williams (1992), cruciality as a correlation, and PMI's schedule sensitivity index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from retroplan.engine.answers import solution_of
from retroplan.engine.compute import schedule
from retroplan.risk.clock import Clock
from retroplan.risk.durations import draw_lengths
from retroplan.risk.job import Job
from retroplan.risk.result import Simulation
from retroplan.risk.samples import examine

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_CELLS = 1 << 24
_FEWEST = 1024
_KENDALL = 4096
_EDGE = 10  # percent of the samples at either side of a tornado


@frozen(kw_only=True)
class TaskSensitivity:
    """
    How much one task decides.

    Attributes
    ----------
    id
        Its id.
    criticality_index
        Share of the samples in which it has no slack.
    significance_index
        Mean of d / (d + slack) × T / mean T, with the duration d of the task, its total slack and
        the length T of the plan from its latest start to J.
    cruciality_pearson, cruciality_spearman, cruciality_kendall
        Correlation of d and T: of the numbers, of their ranks, and by pairs in order (τ-b).
    schedule_sensitivity_index
        criticality_index × standard deviation of d / standard deviation of T.
    low_days, high_days
        By how many working days the plan is shorter, and longer, than its mean in the tenth of the
        samples in which the task is shortest, and longest: a bar of the tornado.
    """

    id: str
    criticality_index: float
    significance_index: float
    cruciality_pearson: float
    cruciality_spearman: float
    cruciality_kendall: float
    schedule_sensitivity_index: float
    low_days: float
    high_days: float

    @property
    def swing_days(self) -> float:
        """Length of the bar."""
        return self.high_days - self.low_days

    def to_record(self) -> dict[str, Any]:
        """Give the task as a JSON-safe mapping with stable keys."""
        from attrs import asdict

        return asdict(self) | {"swing_days": self.swing_days}


@frozen(kw_only=True)
class Sensitivity:
    """
    What decides the start of a plan.

    Attributes
    ----------
    samples
        How many samples were looked at: the first ones of the simulation.
    tasks
        Every task whose duration is drawn, in the order of the plan.
    mean_bias_days
        Length of the plan on expected durations less that on the likely ones, in working days.
    merge_bias_days
        Mean simulated length less that on expected durations: what merging paths add.
    """

    samples: int
    tasks: tuple[TaskSensitivity, ...]
    mean_bias_days: float
    merge_bias_days: float

    def tornado(self, limit: int = 10) -> tuple[TaskSensitivity, ...]:
        """Give the tasks that move the start most, the longest bar first."""
        return tuple(sorted(self.tasks, key=lambda task: -task.swing_days)[:limit])

    def to_document(self) -> dict[str, Any]:
        """Give all of it as JSON-safe data with stable keys."""
        return {
            "sensitivity": 1,
            "samples": self.samples,
            "mean_bias_days": self.mean_bias_days,
            "merge_bias_days": self.merge_bias_days,
            "tasks": [task.to_record() for task in self.tasks],
        }


def sensitivity(simulation: Simulation) -> Sensitivity:
    """
    Tell which tasks decide the start of a plan.

    As many of the first samples are drawn again as fit into a moderate memory; at least 1024.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("film", duration="2d/4d/12d"), rp.Task("text", duration="1d/2d/3d")]
    >>> plan = rp.Plan("Demo", launch="2026-06-15", tasks=tasks)
    >>> [task.id for task in rp.sensitivity(rp.simulate(plan, samples=2000)).tornado()]
    ['film', 'text']
    """
    if not isinstance(simulation, Simulation):
        kind = type(simulation).__name__
        raise TypeError(f"sensitivity takes a Simulation, not {kind}; simulate the plan first")
    job: Job = simulation._job  # noqa: SLF001 - another view of the same samples
    drawn = [number for number in job.ids if job.model.rows[number].draw is not None]
    drawn += sorted({hit[0] for event in job.events for hit in event.hits} & set(job.ids) - set(drawn))
    count = min(simulation.samples, max(_FEWEST, _MOST_CELLS // max(1, len(drawn))))
    lengths, slacks, total = _collect(job, drawn, count)
    day = simulation.plan.day_and_week()[0]
    tasks = tuple(
        _task(simulation, job, number, lengths[place], slacks[place], total, day)
        for place, number in enumerate(drawn)
    )
    expected, likely = (_deterministic(simulation, basis) for basis in ("expected", "likely"))
    return Sensitivity(
        samples=count,
        tasks=tasks,
        mean_bias_days=(expected - likely) / day,
        merge_bias_days=(float(total.mean()) - expected) / day,
    )


def _collect(job: Job, drawn: list[int], count: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Draw samples again: durations and slacks by task, and the length of the plan."""
    import numpy as np

    lengths = np.empty((len(drawn), count))
    slacks = np.empty((len(drawn), count))
    total = np.empty(count)
    for first in range(0, count, job.block_size):
        size = min(job.block_size, count - first)
        part = slice(first, first + size)
        begin, end, found = examine(job, draw_lengths(job, first, size), drawn)
        clock: Clock = job.model.plan_clock
        total[part] = np.asarray(clock.worked(end)) - np.asarray(clock.worked(begin))
        for place, (length, slack) in enumerate(found):
            lengths[place, part] = length
            slacks[place, part] = slack
    return lengths, slacks, total


def _task(
    simulation: Simulation,
    job: Job,
    number: int,
    length: NDArray[Any],
    slack: NDArray[Any],
    total: NDArray[Any],
    day: int,
) -> TaskSensitivity:
    import numpy as np

    row = job.model.rows[number]
    critical = simulation[row.id].criticality_index
    share = length / np.maximum(length + np.maximum(slack, 0.0), 1e-9)
    mean = float(total.mean())
    deviation = float(total.std())
    edge = max(1, len(total) * _EDGE // 100)
    order = np.argsort(length, kind="stable")
    few = slice(0, min(len(total), _KENDALL))
    return TaskSensitivity(
        id=row.id,
        criticality_index=critical,
        significance_index=float((share * total).mean() / mean) if mean else 0.0,
        cruciality_pearson=_pearson(length, total),
        cruciality_spearman=_pearson(_ranks(length), _ranks(total)),
        cruciality_kendall=kendall(length[few], total[few]),
        schedule_sensitivity_index=critical * float(length.std()) / deviation if deviation else 0.0,
        low_days=float(total[order[:edge]].mean() - mean) / day,
        high_days=float(total[order[-edge:]].mean() - mean) / day,
    )


def _pearson(a: NDArray[Any], b: NDArray[Any]) -> float:
    one, other = a - a.mean(), b - b.mean()
    scale = float((one**2).sum() * (other**2).sum()) ** 0.5
    return float((one * other).sum()) / scale if scale else 0.0


def _ranks(values: NDArray[Any]) -> NDArray[Any]:
    """Give ranks, equal values sharing the mean of theirs."""
    import numpy as np

    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[Any] = (last - (counts - 1) / 2)[place]
    return ranks


def kendall(a: NDArray[Any], b: NDArray[Any]) -> float:
    """
    Give Kendall's τ-b: pairs in order less pairs out of order, among those without ties.

    W. Knight's way (1966): sort by one value and count what the other is out of order, while it is
    merged from runs of 1, 2, 4 … values.
    """
    import numpy as np

    order = np.lexsort((b, a))
    one = np.unique(a, return_inverse=True)[1][order]
    other = np.unique(b, return_inverse=True)[1][order]
    pairs = len(a) * (len(a) - 1) // 2
    ties = _tied(one), _tied(other), _tied(one * (int(other.max()) + 1) + other)
    swaps = _inversions(other)
    balance = pairs - ties[0] - ties[1] + ties[2] - 2 * swaps
    scale = float(pairs - ties[0]) ** 0.5 * float(pairs - ties[1]) ** 0.5
    return balance / scale if scale else 0.0


def _tied(values: NDArray[Any]) -> int:
    import numpy as np

    counts = np.unique(values, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _inversions(values: NDArray[Any]) -> int:
    """Count the pairs of which the first is greater than the second."""
    import numpy as np

    count, width, found = len(values), 1, 0
    span = int(values.max()) + 2 if count else 1
    place = np.arange(count)
    current = values.astype(np.int64)
    while width < count:
        pair = place // (2 * width)
        right = (place // width) % 2 == 1
        left_keys = (pair * span + current)[~right]  # sorted: each run is, and pairs follow one another
        ends = np.searchsorted(left_keys, ((pair + 1) * span)[right], side="left")
        below = np.searchsorted(left_keys, (pair * span + current)[right], side="right")
        found += int((ends - below).sum())
        current = np.sort(pair * span + current) - pair * span
        width *= 2
    return found


def _deterministic(simulation: Simulation, basis: str) -> int:
    """Count the plan's minutes on single durations, from the latest start to J less the buffer."""
    from retroplan.risk.pert import plan_length

    plan = simulation._network.plan  # noqa: SLF001 - as it was simulated, with or without margins
    if plan.launch is not None and plan.start is not None:
        plan = evolve(plan, start=None)
    return plan_length(solution_of(schedule(plan, basis=basis)))
