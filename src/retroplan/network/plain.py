"""
Ordinary plans as flat lists: one calendar, working time, and no date but the launch.

Most plans are of this kind, and large ones nearly always. Compiling one looks at every task
and link once; anything that is not ordinary, or not right, is left to the general compiler,
which knows every rule and names every fault.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from operator import attrgetter, is_not

from attrs import Factory, define, evolve

from retroplan.calendars import Calendar, WorkingTime
from retroplan.errors import PlanError
from retroplan.model.estimate import Basis, Choices, Uncertain
from retroplan.model.link import NO_LAG, Link, LinkType
from retroplan.model.plan import Plan
from retroplan.model.plan_fields import UNREAD_CALENDAR
from retroplan.model.task import LAUNCH, MAX_LEVELS, Task
from retroplan.model.work import DurationLike
from retroplan.network.sizes import Sizes, half_up
from retroplan.units import Duration


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
    predecessors
        What each node waits for by a finish-to-start link without lag: nearly all links are, and a
        list of numbers is what a loop is fastest over.
    ties
        All other links, by the successor: whether the predecessor's start is tied, its number,
        and what to add to that end to reach the successor's start.
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
    ties: dict[int, list[tuple[bool, int, int]]]
    order: Sequence[int]
    tasks: list[Task] = Factory(list)
    index: dict[str, int] = Factory(dict)

    def __len__(self) -> int:
        return len(self.duration)


def plain_of(plan: Plan, basis: Basis) -> Plain | None:
    """Compile a plan; None if anything about it is out of the ordinary."""
    calendar = None if plan.launch is None else plain_calendar(plan)
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
        links.predecessors, links.ties, order, tasks, index,
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
    if not base.tasks:  # made from arrays: there are no tasks to compare
        return None
    calendar = None if plan.launch is None else plain_calendar(plan)
    found = None if calendar is None or plan.day_and_week() != base.sizes else _leaves(plan, base.index)
    if calendar is None or found is None:
        return None
    tasks = found[0]
    changed = list(compress(range(len(tasks)), map(is_not, tasks, base.tasks)))
    durations = _durations([tasks[node] for node in changed], base.sizes, basis)
    if durations is None:
        return None
    links = Links(base.duration.copy(), base.predecessors.copy(), forward=isinstance(base.order, range))
    reader = _Reader(base.index, base.sizes, links)
    tied = {*base.ties, *(source for ties in base.ties.values() for _, source, _ in ties)}
    for node, minutes in zip(changed, durations, strict=True):
        task, before = tasks[node], base.tasks[node]
        if task.before or before.before or node in tied:
            return None
        links.durations[node] = minutes
        if task.after != before.after:
            links.predecessors[node] = []
            if not reader.take(task) or links.ties:
                return None
    order = base.order if links.predecessors == base.predecessors else links.order(base.ties)
    if order is None:
        return None
    return evolve(
        base, time=calendar.working_time(), day=calendar.usual_minutes, duration=links.durations,
        predecessors=links.predecessors, order=order, tasks=tasks,
    )  # fmt: skip


def plain_calendar(head: Plan) -> Calendar | None:
    """
    Give the calendar of an ordinary plan; None if anything at the head of it is out of the ordinary.

    Whether it has a launch is not looked at: without one it is planned forward, by the general rules,
    until somebody gives it one.
    """
    buffer = head.buffer
    counted = buffer is None or (isinstance(buffer, Duration) and buffer.unit.kind == "working")
    if not counted or head.approvers or head.people or head.closed_dates:
        return None
    try:
        calendar = head.resolve(head.calendar)
        calendar.working_time()
    except PlanError:
        return None
    return None if calendar is UNREAD_CALENDAR else calendar


# What an ordinary task does not have, in the order of `_UNUSUAL`.
_UNUSUAL = attrgetter(
    "at", "until", "start", "finish", "constraint", "deadline", "calendar", "when", "margin",
    "closed_dates", "span", "effort", "approval", "waves", "repeat", "risk_factor",
    "for_each",
)  # fmt: skip
_ID = attrgetter("id")
_USUAL = (None,) * 12 + ((), None, None, 1, None)


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
    """Count the minutes of each task."""
    known: dict[int, int | None] = {id(None): 0}
    durations = []
    for task in tasks:
        value = _minutes(task.duration, sizes, basis, known)
        if value is None or _UNUSUAL(task) != _USUAL:
            return None
        durations.append(value)
    return durations


def _minutes(
    work: DurationLike | None, sizes: Sizes, basis: Basis, known: dict[int, int | None]
) -> int | None:
    """Count what is not yet known: equal texts, of tasks and of points, were read as one value."""
    key = id(work)
    return known[key] if key in known else known.setdefault(key, _counted(work, sizes, basis, known))


def _counted(
    work: DurationLike | None, sizes: Sizes, basis: Basis, known: dict[int, int | None]
) -> int | None:
    """Count working time; None for any other, and for days that name their convention."""
    if isinstance(work, Duration):
        return work.minutes(*sizes) if work.unit.kind == "working" and not work.days else None
    if not isinstance(work, Uncertain):
        return None
    points: list[int] = []
    for point in work.points:
        minutes = _minutes(point, sizes, basis, known)
        if minutes is None:
            return None
        points.append(minutes)
    if not isinstance(work, Choices) and points != sorted(points):
        return None
    return half_up(work.value(basis, points))


class Links:
    """Links between nodes, with lags in minutes, by their successors."""

    def __init__(
        self, durations: list[int], predecessors: list[list[int]] | None = None, *, forward: bool = True
    ) -> None:
        self.durations = durations
        self.predecessors = [[] for _ in durations] if predecessors is None else predecessors
        self.ties: dict[int, list[tuple[bool, int, int]]] = {}
        self.forward = forward

    def tie(self, source: int, target: int, kind: LinkType, lag: int) -> None:
        """Add a link of any type, with its lag in minutes."""
        if kind is LinkType.FS and not lag:
            self.predecessors[target].append(source)
        else:
            shift = lag if kind.to_start else lag - self.durations[target]
            self.ties.setdefault(target, []).append((kind.from_start, source, shift))
        if source >= target:
            self.forward = False

    def order(self, ties: Mapping[int, list[tuple[bool, int, int]]] | None = None) -> Sequence[int] | None:
        """Order the nodes so that every link goes forward; None if they go in a circle."""
        count = len(self.durations)
        if self.forward:
            return range(count)
        order = self.reached(ties)
        return order if len(order) == count else None

    def reached(self, ties: Mapping[int, list[tuple[bool, int, int]]] | None = None) -> list[int]:
        """List the nodes in order; those in a circle, and those that wait for them, are left out."""
        waiting = [len(sources) for sources in self.predecessors]
        followers: list[list[int]] = [[] for _ in self.durations]
        for node, sources in enumerate(self.predecessors):
            for source in sources:
                followers[source].append(node)
        for node, ends in (self.ties if ties is None else ties).items():
            waiting[node] += len(ends)
            for _, source, _ in ends:
                followers[source].append(node)
        ready = deque(node for node, number in enumerate(waiting) if not number)
        order = []
        while ready:
            node = ready.popleft()
            order.append(node)
            for target in followers[node]:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
        return order


class _Reader:
    """Reads the links of ordinary tasks."""

    def __init__(self, index: dict[str, int], sizes: Sizes, links: Links) -> None:
        self.index, self.sizes, self.links = index, sizes, links

    def take(self, task: Task) -> bool:
        """Add the links that stand in a task; False if one is out of the ordinary."""
        if task.after:
            index, links = self.index, self.links
            number, fs = index[task.id], LinkType.FS
            coming = links.predecessors[number]
            for link in task.after:
                source = index.get(link.predecessor)
                if link.lag is NO_LAG and link.type is fs and source is not None:
                    coming.append(source)  # what `tie` does, without a call for each of most links
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
