"""Chains that are nearly critical: the longest ones but for a few days."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import TypeAlias

from attrs import frozen

from retroplan.analysis.asked import check_days, check_schedule
from retroplan.calendars import WorkingTime
from retroplan.engine.answers import solution_of
from retroplan.engine.passes import earliest_start
from retroplan.engine.paths import reaches
from retroplan.engine.solve import Solution
from retroplan.model.task import LAUNCH
from retroplan.network import Tie
from retroplan.result import Schedule

Trail: TypeAlias = "tuple[int, Trail | None]"
"""A chain from a node on, as pairs that share their ends."""


@frozen
class NearPath:
    """
    A chain of tasks into the launch.

    Attributes
    ----------
    tasks
        Ids from the first task to the launch.
    slack_days
        By how many days it could be longer before it were one of the longest: the sum of the
        gaps between its tasks, each in usual days of the task that waits.
    """

    tasks: tuple[str, ...]
    slack_days: float

    def to_record(self) -> dict[str, object]:
        """Give the path as a JSON-safe mapping."""
        return {"tasks": list(self.tasks), "slack_days": self.slack_days}


def near_critical_paths(schedule: Schedule, days: float, *, limit: int = 100) -> tuple[NearPath, ...]:
    """
    Find the chains into the launch that are at most some days shorter than the longest.

    The longest ones themselves are `critical_paths`; here are those with a slack above 0.

    Parameters
    ----------
    schedule
        The schedule.
    days
        The most slack of a chain that is returned.
    limit
        The most chains that are returned.

    Returns
    -------
    tuple of NearPath
        Those with the least slack first.

    Raises
    ------
    PlanError
        `days` is no number of days, or less than 0.
    TypeError
        `schedule` is a plan, or anything else that is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("text", duration="3d"), rp.Task("film", duration="5d")]
    >>> rp.near_critical_paths(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)), 2)
    (NearPath(tasks=('text', 'launch'), slack_days=2.0),)
    """
    check_schedule(schedule, "near_critical_paths")
    check_days(days, "days")
    solution = solution_of(schedule)
    found: dict[tuple[str, ...], float] = {}
    for slack, trail in _Search(solution).paths(days):
        if len(found) >= limit:
            break
        found.setdefault(_named(solution, trail), slack)
    return tuple(NearPath(tasks, slack) for tasks, slack in found.items())


def _named(solution: Solution, trail: Trail | None) -> tuple[str, ...]:
    network = solution.frame.network
    names = []
    while trail is not None:
        node, trail = trail
        if not network.is_gate(node):
            names.append(network.nodes[node].id)
    return tuple(names if solution.ends.launch is None else [*names, LAUNCH])


class _Search:
    """
    Searches chains backward from their ends, those with the least slack first.

    From every node a link without a gap leads on, or it begins a chain; so whatever is begun can
    be ended, and the slack that the rest of a chain will at least have is known beforehand.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        frame = solution.frame
        self.ways: dict[int, list[tuple[float, int]]] = {}
        for node in frame.network.order:
            if node != solution.ends.launch:
                self.ways[node] = list(self._into(node))
        self.least = self._least()

    def _into(self, node: int) -> Iterator[tuple[float, int]]:
        """Yield the links into a node: the days that they leave, and where they come from."""
        frame, early = self.solution.frame, self.solution.early
        time, day = self._time(node)
        clock = frame.network.nodes[node].clock
        own = time.worked(clock.opening(early.start[node]))
        nearest: dict[int, float] = {}
        for number in frame.network.before[node]:
            source = frame.network.ties[number].source
            if source == self.solution.ends.launch:
                continue
            value = earliest_start(frame, self.solution.early_seen, number)
            gap = 0.0 if value >= early.start[node] else (own - time.worked(clock.opening(value))) / day
            if value < early.start[node]:
                gap = max(gap, _LEAST)
            nearest[source] = min(gap, nearest.get(source, inf))
        yield from ((gap, source) for source, gap in nearest.items())

    def _time(self, node: int) -> tuple[WorkingTime, int]:
        """Give the time in which the gap before a node counts; a summary's counts in the plan's."""
        network = self.solution.frame.network
        item = network.nodes[node]
        if network.is_gate(node):
            return network.calendar.working_time(), network.calendar.usual_minutes
        return item.time, item.day

    def _least(self) -> dict[int, float]:
        """Find for each node the least slack above 0 of what may lie before it."""
        least: dict[int, float] = {}
        for node, ways in self.ways.items():
            least[node] = min((gap or least[source] for gap, source in ways), default=inf)
        return least

    def _ends(self) -> Iterator[tuple[float, int]]:
        """Yield the ends of chains, with the days by which each falls short of the longest."""
        solution = self.solution
        network = solution.frame.network
        reached = reaches(solution.frame, solution.kinds, solution.early)
        calendar = network.calendar
        time, day = calendar.working_time(), calendar.usual_minutes
        clock = None
        if solution.frame.launch is not None and network.launch is not None:
            clock = network.nodes[network.launch].clock
        best = max(reached.values(), default=0)
        inner = _inner(solution) if solution.frame.launch is None else set()

        def work(value: int) -> int:
            return time.worked(value if clock is None else clock.closing(value))

        for node in sorted(reached.keys() - inner):
            gap = (work(best) - work(reached[node])) / day
            yield (max(gap, _LEAST) if reached[node] < best else 0.0), node

    def paths(self, days: float) -> Iterator[tuple[float, Trail]]:
        """
        Yield the chains with a slack above 0 and up to some days, the least first.

        Among equals the one begun last goes on first, so that as few as can be are begun.
        """
        heap: list[tuple[float, int, float, Trail]] = []
        turn = 0
        for slack, node in reversed(list(self._ends())):
            turn -= 1
            self._push(heap, turn, slack, (node, None), days)
        while heap:
            _, _, slack, trail = heappop(heap)
            ways = self.ways[trail[0]]
            if slack and all(gap for gap, _ in ways):
                yield slack, trail  # it may begin here: nothing before it leaves it no room
            for gap, source in reversed(ways):
                turn -= 1
                self._push(heap, turn, slack + gap, (source, trail), days)

    def _push(
        self, heap: list[tuple[float, int, float, Trail]], turn: int, slack: float, trail: Trail, days: float
    ) -> None:
        whole = slack or self.least[trail[0]]
        if whole <= days:
            heappush(heap, (whole, turn, slack, trail))


def _inner(solution: Solution) -> set[int]:
    """Collect the nodes of a forward plan that end no chain: a successor is to finish after them."""
    network, finish = solution.frame.network, solution.early.finish
    found: set[int] = set()
    for node in reversed(network.order):
        end = network.nodes[node].clock.closing(finish[node])
        for tie in (network.ties[number] for number in network.after[node]):
            onward = tie.target in found or not network.is_gate(tie.target)
            if (
                onward
                and _is_after(tie)
                and network.nodes[tie.target].clock.closing(finish[tie.target]) >= end
            ):
                found.add(node)
    return found


def _is_after(tie: Tie) -> bool:
    """Whether a link holds its successor's finish behind its predecessor's, whatever these last."""
    return not tie.type.from_start and (tie.link is None or tie.link.lag.amount >= 0)


_LEAST = 1e-9
"""Days of a gap in which nobody works, which is a gap all the same."""
