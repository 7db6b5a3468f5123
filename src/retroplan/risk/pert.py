"""
PERT by hand's rules: expected durations, variances, and the normal distribution along one path.

After Malcolm, Roseboom, Clark and Fazar (Operations Research 7, 1959): a duration has the
expected value (o + 4m + p) / 6 and the variance ((p - o) / 6)²; those of a path add up, and its
length is taken as normal. What other paths do where they merge is left out, so that PERT is too
sure of itself wherever several paths are nearly as long; a simulation is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from math import sqrt
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

from attrs import frozen

from retroplan.analysis.asked import MOST_DAYS
from retroplan.analysis.nearly import near_critical_paths
from retroplan.calendars import moment
from retroplan.engine.answers import solution_of
from retroplan.engine.compute import schedule
from retroplan.engine.kinds import Kind
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, PlanError, error, info, warning
from retroplan.language import Amount, Phrase, plain
from retroplan.model.effort import rate_of
from retroplan.model.estimate import Basis, Estimate, Uncertain
from retroplan.model.moments import Moment, moment_instant, parse_moment
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.network import Network, Node
from retroplan.network.sizes import measure
from retroplan.result import Schedule
from retroplan.risk.answers import chance

_NORMAL = NormalDist()
_MONTH_DAYS = 30


@frozen
class PertTask:
    """
    A task by PERT's rules, in usual days of its calendar, risk factor included and margin left out.

    Attributes
    ----------
    id
        Its id.
    expected_days
        (o + 4m + p) / 6.
    variance_days
        ((p - o) / 6)², in square days; of a distribution without three points its own variance.
    """

    id: str
    expected_days: float
    variance_days: float


@frozen
class PertPath:
    """
    A path into the launch by PERT's rules.

    Attributes
    ----------
    tasks
        Ids from the first task on.
    slack_days
        How much shorter it is than the longest.
    variance_days
        Sum of the variances of its tasks, in square days.
    probability_on_time
        Chance that this path alone is on time if work begins at the start of the plan, or at that of
        the schedule on expected durations.
    """

    tasks: tuple[str, ...]
    slack_days: float
    variance_days: float
    probability_on_time: float

    def to_record(self) -> dict[str, Any]:
        """Give the path as a JSON-safe mapping."""
        return {
            "tasks": list(self.tasks),
            "slack_days": self.slack_days,
            "variance_days": self.variance_days,
            "probability_on_time": self.probability_on_time,
        }


@frozen(slots=False, eq=False)
class Pert:
    """
    A plan by PERT's rules.

    Attributes
    ----------
    expected, optimistic, likely, pessimistic
        The schedules on these durations, each with its own critical path.
    tasks
        Every task without children, by id.
    paths
        The longest path, then those that are shorter by up to twice its standard deviation.
    """

    expected: Schedule
    optimistic: Schedule
    likely: Schedule
    pessimistic: Schedule
    tasks: Mapping[str, PertTask]
    paths: tuple[PertPath, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules leave out: dates, and what merging paths add."""
        return (*_dated(solution_of(self.expected)), info("pert-one-path", others=_others(self.paths)))

    @property
    def standard_deviation_days(self) -> float:
        """Of the longest path, in usual days of the plan."""
        return sqrt(self.paths[0].variance_days) if self.paths else 0.0

    @cached_property
    def _ends(self) -> tuple[int, int, int]:
        """Work of the plan's calendar where work begins, and where it is to end; minutes of its day."""
        return _ends(solution_of(self.expected))

    def probability_on_time(self, start: Moment | str | None = None) -> float:
        """
        Give the chance that the longest path meets the launch, less the buffer, from a start.

        The start of the plan if not given, else that of the schedule on expected durations.
        """
        begin, _, day = self._ends
        if start is not None:
            begin = self._worked(start)
        return _chance(self._room(begin) / day, self.standard_deviation_days)

    def start_by(self, share: float) -> datetime | None:
        """Give the latest start from which the longest path meets the launch with a probability."""
        solution = solution_of(self.expected)
        if solution.frame.launch is None:
            return None
        asked = float(chance(share))
        if asked == 1:
            return None  # a normal distribution promises nothing for certain
        _, _, day = self._ends
        needed = self._length + _NORMAL.inv_cdf(asked) * self.standard_deviation_days * day
        time = self.expected_time
        return moment(time.opening(self._ends[1] - round(needed)))

    def ready_by(self, share: float, start: Moment | str | None = None) -> datetime | None:
        """Give the instant by which the longest path is finished with a probability, from a start."""
        asked = float(chance(share))
        if asked == 1:
            return None
        begin, _, day = self._ends
        if start is not None:
            begin = self._worked(start)
        needed = self._length + _NORMAL.inv_cdf(asked) * self.standard_deviation_days * day
        return moment(self.expected_time.closing(begin + max(0, round(needed))))

    @property
    def expected_time(self) -> Any:
        """The working time in which the path is counted: that of the plan's calendar."""
        return solution_of(self.expected).frame.network.calendar.working_time()

    @cached_property
    def _length(self) -> int:
        """Minutes of the plan's calendar that the longest path takes on expected durations."""
        return plan_length(solution_of(self.expected))

    def _room(self, begin: int) -> int:
        return self._ends[1] - begin - self._length

    def _worked(self, start: Moment | str) -> int:
        return int(self.expected_time.worked(moment_instant(parse_moment(start))))

    def to_document(self) -> dict[str, Any]:
        """Give all of it as JSON-safe data with stable keys."""
        bases = {name: getattr(self, name) for name in ("expected", "optimistic", "likely", "pessimistic")}
        return {
            "pert": 1,
            "standard_deviation_days": self.standard_deviation_days,
            "schedules": {
                name: {"start": plain(found.start), "finish": plain(found.finish),
                       "critical_path": list(found.critical_path)}
                for name, found in bases.items()
            },
            "paths": [path.to_record() for path in self.paths],
            "tasks": {
                task.id: {"expected_days": task.expected_days, "variance_days": task.variance_days}
                for task in self.tasks.values()
            },
            "findings": [finding.to_record() for finding in self.findings],
        }  # fmt: skip


def pert_rules(
    plan: Plan | Network, *, launch: Moment | str | None = None, start: Moment | str | None = None
) -> Pert:
    """
    Work a plan out by PERT's rules.

    Parameters
    ----------
    plan
        The plan.
    launch, start
        Instead of those of the plan.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan("Demo", launch="2026-06-15", tasks=[rp.Task("write", duration="4d/5d/12d")])
    >>> found = rp.pert_rules(plan)
    >>> found.tasks["write"].expected_days, round(found.standard_deviation_days, 3)
    (6.0, 1.333)
    """
    source = plan.plan if isinstance(plan, Network) else plan
    made = {basis: schedule(source, launch=launch, start=start, basis=basis) for basis in Basis}
    expected = made[Basis.EXPECTED]
    solution = solution_of(expected)
    tasks = {task.id: task for task in _tasks(solution)}
    return Pert(
        expected, made[Basis.OPTIMISTIC], made[Basis.LIKELY], made[Basis.PESSIMISTIC],
        MappingProxyType(tasks), tuple(_paths(expected, solution, tasks)),
    )  # fmt: skip


def _others(paths: tuple[PertPath, ...]) -> Phrase:
    count = Amount(len(paths), "path")
    return Phrase("pert-others", {"paths": count}) if len(paths) > 1 else Phrase("nothing")


def _dated(solution: Solution) -> Iterator[Finding]:
    """Name the tasks whose pins, musts and dates have no say in a path of durations and links."""
    frame = solution.frame
    bound = (frame.lower, frame.upper, frame.upper_finish, frame.fixed, frame.pins, frame.deadlines)
    numbers = sorted(set().union(*bound) - frame.immediate - {frame.network.launch})
    of = solution.kinds.of
    tasks = tuple(
        frame.network.nodes[number].id
        for number in numbers
        if frame.launch is None or of[number] is Kind.BEFORE  # what comes after J is on no path to it
    )
    if tasks:
        yield warning("pert-without-dates", tasks=tasks)


def _tasks(solution: Solution) -> Iterator[PertTask]:
    network = solution.frame.network
    sizes = network.expanded.day_and_week()
    for number, node in enumerate(network.nodes[: len(network.index)]):
        if number == network.launch:
            continue
        each = _MONTH_DAYS if node.months else Fraction(1, node.day)
        factor = float(node.task.risk_factor) if node.task else 1.0
        work = node.work_months if node.months else node.work
        if not node.months and not node.work:
            work = solution.frame.duration[number]
        yield PertTask(
            node.id,
            float(work * each),
            _variance(network.expanded, node, sizes) * float(each) ** 2 * factor**2,
        )


def _variance(plan: Plan, node: Node, sizes: tuple[int, int]) -> float:
    """Give the variance of the work of a node, in square minutes or months."""
    task = node.task
    work = task.work if task else None
    if task is None or not isinstance(work, Uncertain):
        return 0.0
    rate = rate_of(plan, task) if task.duration is None else Fraction(1)
    points = [measure(point, sizes, node.calendar) / rate for point in work.points]
    if isinstance(work, Estimate):
        return float((points[2] - points[0]) / 6) ** 2
    return work.law(points).variance


def _paths(expected: Schedule, solution: Solution, tasks: Mapping[str, PertTask]) -> Iterator[PertPath]:
    begin, end, day = _ends(solution)
    room = (end - begin - plan_length(solution)) / day
    longest = expected.critical_paths(20)
    begun = {path[:count] for path in longest for count in range(1, len(path))}
    paths = [(path, 0.0) for path in longest if path not in begun]  # a milestone at the end adds nothing
    if not paths:
        return
    spread = 2 * sqrt(max(_spread(path, tasks) for path, _ in paths))
    if spread:
        near = near_critical_paths(expected, min(spread, MOST_DAYS), limit=100)
        paths += [(path.tasks, path.slack_days) for path in near]
    for path, slack in paths:
        variance = _spread(path, tasks)
        yield PertPath(path, slack, variance, _chance(room + slack, sqrt(variance)))


def _spread(path: tuple[str, ...], tasks: Mapping[str, PertTask]) -> float:
    return sum(tasks[task].variance_days for task in path if task != LAUNCH and task in tasks)


def _chance(room: float, deviation: float) -> float:
    """Give the probability that a path with some days of room to spare is in time."""
    if not deviation:
        return float(room >= -1e-9)
    return _NORMAL.cdf(room / deviation)


def _ends(solution: Solution) -> tuple[int, int, int]:
    """Give the plan's work at the start and at J less the buffer (or at the end), and that of a day."""
    network = solution.frame.network
    time = network.calendar.working_time()
    end = solution.ends.buffer_end if solution.frame.launch is not None else solution.end
    return time.worked(solution.start), time.worked(end), network.expanded.day_and_week()[0]


def plan_length(solution: Solution) -> int:
    """Count the plan's minutes from the latest start that the longest path allows to its end."""
    frame = solution.frame
    time = frame.network.calendar.working_time()
    if frame.launch is None:
        return time.worked(solution.end) - time.worked(solution.start)
    starts = [
        frame.network.nodes[number].clock.opening(solution.late.start[number])
        for number in range(len(frame.network.index))
        if number != frame.network.launch and solution.kinds.of[number].value == "before"
    ]
    if not starts:
        raise PlanError(error("pert-nothing-before"))
    return time.worked(solution.ends.buffer_end) - time.worked(min(starts))
