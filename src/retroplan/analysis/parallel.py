"""What can go on at the same time, by the links of a plan or by the dates of a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from graphlib import TopologicalSorter
from heapq import nlargest

from attrs import frozen

from retroplan.analysis.asked import check_schedule
from retroplan.engine.answers import solution_of
from retroplan.language import plain
from retroplan.model.plan import Plan
from retroplan.network import FullNetwork, compile
from retroplan.result import Schedule

Ways = list[list[int]]
_ANY_LAUNCH = "2026-01-01 12:00"  # of a plan that has none yet: links do not depend on it


def parallel_groups(value: Plan | Schedule, *, limit: int = 100) -> tuple[tuple[str, ...], ...]:
    """
    Group tasks of which none has to wait for another, by links alone.

    Each group is as large as it can be: every other task comes before or after one of it. Every
    task that is parallel to another is in a group, until there are `limit` groups; a task can be
    in several.

    Parameters
    ----------
    value
        A plan, whose written links count; or a schedule, in which tasks that feed nothing come
        before the launch as well.
    limit
        The most groups that are returned; each of them takes time in proportion to the plan.

    Returns
    -------
    tuple
        Ids in document order, the launch and summaries left out.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("brief"), rp.Task("text", after=["brief"]), rp.Task("film", after=["brief"])]
    >>> rp.parallel_groups(rp.Plan(launch="2026-06-15", tasks=tasks))
    (('text', 'film'),)
    """
    network, implicit = network_of(value)
    tasks = [number for number in range(len(network.index)) if number != network.launch]
    after, before = ways_of(network, implicit)
    grouped = _in_line(set(tasks), after, before)
    groups: list[tuple[str, ...]] = []
    for seed in tasks:
        if len(groups) >= limit:
            break
        if seed in grouped:
            continue
        group = _grown(seed, tasks, after, before)
        grouped.update(group)
        if len(group) > 1:
            groups.append(tuple(network.nodes[number].id for number in sorted(group)))
    return tuple(groups)


def network_of(value: Plan | Schedule) -> tuple[FullNetwork, Iterable[int]]:
    """Give the network of a plan or a schedule, and the nodes with an implicit link to the launch."""
    if isinstance(value, Schedule):
        solution = solution_of(value)
        return solution.frame.network, solution.kinds.implicit
    if not isinstance(value, Plan):
        raise TypeError(f"parallel_groups takes a Plan or a Schedule, not {type(value).__name__}")
    anchored = value.launch is not None or value.start is not None
    return compile(value if anchored else value.replace(launch=_ANY_LAUNCH)).full, ()


def ways_of(network: FullNetwork, implicit: Iterable[int]) -> tuple[Ways, Ways]:
    """List what comes right after each node, and right before it."""
    after: Ways = [[] for _ in network.nodes]
    before: Ways = [[] for _ in network.nodes]
    pairs = [(tie.source, tie.target) for tie in network.ties]
    if network.launch is not None:
        pairs += [(number, network.launch) for number in implicit]
    for source, target in pairs:
        after[source].append(target)
        before[target].append(source)
    return after, before


def _in_line(tasks: set[int], after: Ways, before: Ways) -> set[int]:
    """
    Find the tasks that have a way to or from every other task.

    In a row of tasks that respects all links, those are the ones that everything before them in the
    row leads to, and that lead to everything behind. Each is found in one walk along the row, so
    that a long chain, in which no task has company, is not searched from each of its tasks.
    """
    row = [node for node in TopologicalSorter(dict(enumerate(before))).static_order() if node in tasks]
    return _gathering(row, tasks, before) & _gathering(row[::-1], tasks, after)


def _gathering(row: list[int], tasks: set[int], back: Ways) -> set[int]:
    """Find the tasks to which everything earlier in a row leads; other nodes are passed through."""
    found: set[int] = set()
    loose: set[int] = set()  # those from which no way leads on to a later task so far
    passed: set[int] = set()
    for task in row:
        pending = [task]
        while pending:
            for node in back[pending.pop()]:
                if node in tasks:
                    loose.discard(node)
                elif node not in passed:
                    passed.add(node)
                    pending.append(node)
        loose.add(task)
        if len(loose) == 1:
            found.add(task)
    return found


def _grown(seed: int, tasks: list[int], after: Ways, before: Ways) -> list[int]:
    """Add every task, in document order, that has no way to or from one of the group."""
    group = [seed]
    behind: set[int] = set()
    ahead: set[int] = set()
    _reach(seed, after, behind)
    _reach(seed, before, ahead)
    for task in tasks:
        if task != seed and task not in behind and task not in ahead:
            group.append(task)
            _reach(task, after, behind)
            _reach(task, before, ahead)
    return group


def _reach(start: int, ways: Ways, seen: set[int]) -> None:
    """Add what can be reached to what was reached before, beyond which nothing new lies."""
    pending = [start]
    while pending:
        for node in ways[pending.pop()]:
            if node not in seen:
                seen.add(node)
                pending.append(node)


@frozen
class Overlap:
    """
    Tasks that are all under way at the same time.

    Attributes
    ----------
    start, finish
        The time during which all of them are; when another one joins or one ends, it is over.
    tasks
        Their ids, in document order.
    """

    start: datetime
    finish: datetime
    tasks: tuple[str, ...]

    def to_record(self) -> dict[str, object]:
        """Give the overlap as a JSON-safe mapping."""
        return {"start": plain(self.start), "finish": plain(self.finish), "tasks": list(self.tasks)}


def overlaps(schedule: Schedule, *, limit: int = 100) -> tuple[Overlap, ...]:
    """
    Find the tasks that overlap in time, from planned start to planned finish.

    Each overlap has all tasks that are under way at once, and no other has the same and more.

    Parameters
    ----------
    schedule
        The schedule; milestones and summaries are left out.
    limit
        The most overlaps that are returned; those of the most tasks are.

    Returns
    -------
    tuple of Overlap
        In the order of time.

    Raises
    ------
    TypeError
        `schedule` is a plan, or anything else that is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("text", duration="3d"), rp.Task("film", duration="5d")]
    >>> [found.tasks for found in rp.overlaps(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))]
    [('text', 'film')]
    """
    check_schedule(schedule, "overlaps")
    tasks = [task for task in schedule.values() if task.kind == "task" and task.start < task.finish]
    starts = [task.start for task in tasks]
    peaks = list(_peaks(starts, [task.finish for task in tasks]))
    chosen = nlargest(max(limit, 0), peaks, key=lambda peak: peak[2])
    return tuple(
        Overlap(
            start, finish, tuple(task.id for task in tasks if task.start <= start and task.finish >= finish)
        )
        for start, finish, _ in sorted(chosen)
    )


def _peaks(starts: list[datetime], finishes: list[datetime]) -> Iterator[tuple[datetime, datetime, int]]:
    """Yield the times at which a task ends after another began, with how many were under way."""
    events = sorted([(t, 1) for t in starts] + [(t, -1) for t in finishes])
    count, last, rising = 0, datetime.min, False
    for t, step in events:
        if step < 0 and rising and count > 1:
            yield last, t, count
        count, rising = count + step, step > 0
        last = t if step > 0 else last
