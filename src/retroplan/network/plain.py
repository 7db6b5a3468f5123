"""
Ordinary plans as flat lists: one calendar, working time, and no date but the launch.

Most plans are of this kind, and large ones nearly always. Compiling one looks at every task
and link once; anything that is not ordinary, or not right, is left to the general compiler,
which knows every rule and names every fault.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import attrgetter, is_not
from typing import TypeAlias

from attrs import Factory, define, evolve

from retroplan.calendars import Calendar, WorkingTime
from retroplan.errors import PlanError
from retroplan.model.estimate import Basis, Choices, DurationLike, Uncertain
from retroplan.model.link import NO_LAG, Link, LinkType
from retroplan.model.plan import UNREAD_CALENDAR, Plan
from retroplan.model.task import LAUNCH, MAX_LEVELS, Task
from retroplan.network.sizes import Sizes, half_up
from retroplan.units import Duration

Ends: TypeAlias = list[tuple[bool, int, int]]
"""Ties seen from one node: whether the other one's start is tied, its number, minutes between."""


@define
class Plain:
    """
    A network of ordinary tasks, counted in minutes of one calendar.

    Attributes
    ----------
    time
        The working time in which everything counts.
    day
        Minutes of its usual day.
    sizes
        Working minutes of ``1d`` and of ``1w``.
    duration
        Minutes of each node.
    predecessors, successors
        Finish-to-start links without lag, by node: nearly all links are, and a list of numbers
        is what a loop is fastest over.
    ties_in, ties_out
        All other links, of the nodes that have any.
    order
        The nodes in topological order.
    tasks, index
        The tasks it was compiled from and their numbers by id; none if it was made from arrays.
    """

    time: WorkingTime
    day: int
    sizes: Sizes
    duration: list[int]
    predecessors: list[list[int]]
    successors: list[list[int]]
    ties_in: dict[int, Ends]
    ties_out: dict[int, Ends]
    order: Sequence[int]
    tasks: list[Task] = Factory(list)
    index: dict[str, int] = Factory(dict)

    def __len__(self) -> int:
        return len(self.duration)


def plain_of(plan: Plan, basis: Basis) -> Plain | None:
    """Compile a plan; None if anything about it is out of the ordinary."""
    calendar = _calendar(plan)
    if calendar is None:
        return None
    found = _leaves(plan)
    if found is None:
        return None
    tasks, index = found
    if not tasks:
        return None
    sizes = plan.day_and_week()
    durations = _durations(tasks, sizes, basis)
    if durations is None:
        return None
    links = Links(durations)
    reader = _Reader(index, sizes, links)
    if not all(map(reader.take, tasks)) or not all(map(reader.add, plan.links)):
        return None
    order = links.order()
    if order is None:
        return None
    return Plain(
        calendar.working_time(), calendar.usual_minutes, sizes, durations,
        links.predecessors, links.successors, links.ties_in, links.ties_out, order, tasks, index,
    )  # fmt: skip


def changed_plain(base: Plain, plan: Plan, basis: Basis) -> Plain | None:
    """
    Compile a plan that differs little from one that is compiled; None if everything is to be read anew.

    Tasks that are the very same objects are not looked at again, so that one new duration, new
    links of one task or another closure cost no more than a scan. `base` stays as it is.

    Parameters
    ----------
    base
        The compiled plan.
    plan
        The same plan after `Plan.change` or `Plan.replace`: the same tasks in the same order.
        Its flat links must be those of the plan of `base`.
    basis
        The value of the estimates with which `base` counts.
    """
    calendar = _calendar(plan)
    found = None if calendar is None or plan.day_and_week() != base.sizes else _leaves(plan, base.index)
    if calendar is None or found is None:
        return None
    tasks = found[0]
    changed = list(compress(range(len(tasks)), map(is_not, tasks, base.tasks)))
    links = Links(base.duration)
    links.predecessors, links.successors = base.predecessors.copy(), base.successors.copy()
    links.forward = isinstance(base.order, range)
    reader = _Reader(base.index, base.sizes, links)
    durations = _durations([tasks[node] for node in changed], base.sizes, basis)
    if durations is None:
        return None
    links.durations = base.duration.copy()
    for node, minutes in zip(changed, durations, strict=True):
        task, before = tasks[node], base.tasks[node]
        if task.before or before.before or node in base.ties_in or node in base.ties_out:
            return None
        links.durations[node] = minutes
        if task.after == before.after:
            continue
        for source in set(links.predecessors[node]):
            links.successors[source] = [target for target in links.successors[source] if target != node]
        links.predecessors[node] = []
        for source in {base.index[link.predecessor] for link in task.after if link.predecessor in base.index}:
            links.successors[source] = links.successors[source].copy()  # those of `base` stay as they are
        if not reader.take(task) or links.ties_in:
            return None
    order = base.order if links.predecessors == base.predecessors else links.order()
    if order is None:
        return None
    return evolve(
        base, time=calendar.working_time(), day=calendar.usual_minutes, duration=links.durations,
        predecessors=links.predecessors, successors=links.successors, order=order, tasks=tasks,
    )  # fmt: skip


def _calendar(plan: Plan) -> Calendar | None:
    """Give the calendar of an ordinary plan; one without a launch is planned forward, which is none."""
    buffer = plan.buffer
    counted = buffer is None or (isinstance(buffer, Duration) and buffer.unit.kind == "working")
    if plan.launch is None or not counted or plan.approvers or plan.closed_dates is not None:
        return None
    try:
        calendar = plan.resolve(plan.calendar)
        calendar.working_time()
    except PlanError:
        return None
    return None if calendar is UNREAD_CALENDAR else calendar


# What an ordinary task does not have, in the order of `_UNUSUAL`.
_UNUSUAL = attrgetter(
    "at", "until", "start", "finish", "constraint", "deadline", "calendar", "when", "margin",
    "closed_dates", "span", "approval", "waves", "repeat", "risk_factor",
)  # fmt: skip
_ID = attrgetter("id")
_USUAL = (None,) * 11 + ((), None, None, 1)


def _leaves(plan: Plan, known: dict[str, int] | None = None) -> tuple[list[Task], dict[str, int]] | None:
    """
    List the tasks without children in document order, and number them by id.

    `known` are the numbers of a plan with which this one must agree.
    """
    if not any(task.tasks for task in plan.tasks):
        leaves = list(plan.tasks)
        summaries: set[str] = set()
    else:
        leaves, summaries = [], set()
        pending = [(task, 1) for task in reversed(plan.tasks)]
        while pending:
            task, level = pending.pop()
            if not task.tasks:
                leaves.append(task)
                continue
            bare = task.duration is None and not task.after and not task.before
            if level >= MAX_LEVELS or not bare or task.id in summaries or _UNUSUAL(task) != _USUAL:
                return None
            summaries.add(task.id)
            pending += [(child, level + 1) for child in reversed(task.tasks)]
    if known is not None and list(map(_ID, leaves)) != list(known):
        return None
    index = {task.id: number for number, task in enumerate(leaves)} if known is None else known
    unique = len(index) == len(leaves) and summaries.isdisjoint(index)
    if not unique or LAUNCH in index or LAUNCH in summaries or not set(map(type, index)) <= {str}:
        return None
    return leaves, index


def _durations(tasks: Iterable[Task], sizes: Sizes, basis: Basis) -> list[int] | None:
    """Count the minutes of each task; equal texts were read as one value, which is counted once."""
    minutes: dict[int, int | None] = {id(None): 0}
    durations = []
    for task in tasks:
        work = task.duration
        key = id(work)
        value = minutes[key] if key in minutes else minutes.setdefault(key, _minutes(work, sizes, basis))
        if value is None or _UNUSUAL(task) != _USUAL:
            return None
        durations.append(value)
    return durations


def _minutes(work: DurationLike | None, sizes: Sizes, basis: Basis) -> int | None:
    """Count working time; None for any other, and for days that name their convention."""
    if isinstance(work, Duration):
        return work.minutes(*sizes) if work.unit.kind == "working" and not work.days else None
    if not isinstance(work, Uncertain):
        return None
    points = [_minutes(point, sizes, basis) for point in work.points]
    known = [point for point in points if point is not None]
    unordered = not isinstance(work, Choices) and known != sorted(known)
    if len(known) < len(points) or unordered:
        return None
    return half_up(work.value(basis, known))


class Links:
    """Links between nodes, with lags in minutes, sorted by node."""

    def __init__(self, durations: list[int]) -> None:
        self.durations = durations
        self.predecessors: list[list[int]] = [[] for _ in durations]
        self.successors: list[list[int]] = [[] for _ in durations]
        self.ties_in: dict[int, Ends] = {}
        self.ties_out: dict[int, Ends] = {}
        self.forward = True

    def simple(self, source: int, target: int) -> None:
        """Add a finish-to-start link without lag."""
        self.predecessors[target].append(source)
        self.successors[source].append(target)
        if source >= target:
            self.forward = False

    def tie(self, source: int, target: int, kind: LinkType, lag: int) -> None:
        """Add a link of any type, with its lag in minutes."""
        if kind is LinkType.FS and not lag:
            self.simple(source, target)
            return
        from_start, to_start = kind.from_start, kind.to_start
        shift_in = lag if to_start else lag - self.durations[target]
        shift_out = lag - self.durations[source] if from_start else lag
        self.ties_in.setdefault(target, []).append((from_start, source, shift_in))
        self.ties_out.setdefault(source, []).append((to_start, target, shift_out))
        if source >= target:
            self.forward = False

    def order(self) -> Sequence[int] | None:
        """Order the nodes so that every link goes forward; None if they go in a circle."""
        count = len(self.durations)
        if self.forward:
            return range(count)
        waiting = [len(sources) for sources in self.predecessors]
        for node, ends in self.ties_in.items():
            waiting[node] += len(ends)
        ready = deque(node for node, number in enumerate(waiting) if not number)
        order = []
        while ready:
            node = ready.popleft()
            order.append(node)
            followers = self.successors[node]
            if node in self.ties_out:
                followers = followers + [target for _, target, _ in self.ties_out[node]]
            for target in followers:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
        return order if len(order) == count else None


class _Reader:
    """Reads the links of ordinary tasks."""

    def __init__(self, index: dict[str, int], sizes: Sizes, links: Links) -> None:
        self.index, self.sizes, self.links = index, sizes, links

    def take(self, task: Task) -> bool:
        """Add the links that stand in a task; False if one is out of the ordinary."""
        if task.after:
            index, links = self.index, self.links
            number, fs = index[task.id], LinkType.FS
            coming, successors = links.predecessors[number], links.successors
            for link in task.after:
                source = index.get(link.predecessor)
                if link.lag is NO_LAG and link.type is fs and source is not None:
                    coming.append(source)  # what `simple` does, without a call for each of most links
                    successors[source].append(number)
                    if source >= number:
                        links.forward = False
                elif not self.add(link):
                    return False
        return not task.before or all(map(self.add, task.before))

    def add(self, link: Link) -> bool:
        """Add one link; False if it is out of the ordinary."""
        source, target, lag = self.index.get(link.predecessor), self.index.get(link.successor), link.lag
        if link.successor == LAUNCH:  # a plain link says only what J says anyway
            return source is not None and link.type is LinkType.FS and lag == NO_LAG
        if source is None or target is None or not isinstance(lag, Duration) or lag.unit.kind != "working":
            return False
        self.links.tie(source, target, link.type, lag.minutes(*self.sizes))
        return True
