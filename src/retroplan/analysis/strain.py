"""Where a plan is under strain: bottlenecks, and the safety time that stands against delays."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from retroplan.analysis.asked import check_least, check_schedule
from retroplan.engine.answers import solution_of
from retroplan.engine.paths import chains_through, critical_nodes
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, info
from retroplan.language import Amount
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.result import Schedule

_MONTH_DAYS = 30  # of a margin in months, as a percent lag counts one


def bottlenecks(schedule: Schedule, *, at_least: int = 3) -> tuple[Finding, ...]:
    """
    Find the tasks, and the people, on which much depends.

    Parameters
    ----------
    schedule
        The schedule.
    at_least
        How many links into a task, or out of it, make it one; 1 or more.

    Returns
    -------
    tuple of Finding
        ``bottleneck-chains``: of several critical paths more than half go through the task;
        ``bottleneck-waited-for`` and ``bottleneck-waits``: so many tasks wait for it, or it for
        so many; ``bottleneck-person``: one person has several critical tasks. Tasks first, in
        document order; the launch is none.

    Raises
    ------
    PlanError
        `at_least` is not a whole number from 1.
    TypeError
        `schedule` is a plan, or anything else that is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("brief", duration="1d")]
    >>> tasks += [rp.Task(name, duration="1d", after=["brief"]) for name in ("text", "film", "shop")]
    >>> for found in rp.bottlenecks(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks))):
    ...     print(found)
    brief: 3 of 3 critical paths go through it
    brief: 3 tasks wait for it
    """
    check_schedule(schedule, "bottlenecks")
    check_least(at_least, "at_least")
    return (*_tasks(schedule, at_least), *_people(schedule))


def _tasks(schedule: Schedule, at_least: int) -> Iterator[Finding]:
    solution = solution_of(schedule)
    network = solution.frame.network
    through = chains_through(solution.frame, solution.kinds, solution.early, solution.early_seen)
    counted = {network.nodes[node].id: count for node, count in through.items() if not network.is_gate(node)}
    total = schedule.critical_path_count
    waiting, waited = _neighbours(schedule.expanded)
    for task in schedule.expanded.walk():
        if task.id == LAUNCH:
            continue
        count = counted.get(task.id, 0)
        if total > 1 and 2 * count > total:
            yield info("bottleneck-chains", task=task.id, count=count, total=total)
        if len(waiting.get(task.id, ())) >= at_least:
            yield info(
                "bottleneck-waited-for", task=task.id, count=Amount(len(waiting[task.id]), "waiting-task")
            )
        if len(waited.get(task.id, ())) >= at_least:
            yield info("bottleneck-waits", task=task.id, count=Amount(len(waited[task.id]), "task"))


def _neighbours(plan: Plan) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Collect the tasks that wait for each one, and those that it waits for, by the links as written."""
    waiting: dict[str, set[str]] = {}
    waited: dict[str, set[str]] = {}
    for link in plan.all_links():
        if LAUNCH not in (link.predecessor, link.successor):
            waiting.setdefault(link.predecessor, set()).add(link.successor)
            waited.setdefault(link.successor, set()).add(link.predecessor)
    return waiting, waited


def _people(schedule: Schedule) -> Iterator[Finding]:
    critical: dict[str, list[str]] = {}
    for task in schedule.expanded.walk():
        if task.responsible and schedule[task.id].kind == "task" and schedule[task.id].critical:
            for person in dict.fromkeys(task.names):
                critical.setdefault(person, []).append(task.id)
    for person, tasks in critical.items():
        if len(tasks) > 1:
            count = Amount(len(tasks), "task")
            yield info("bottleneck-person", person=person, count=count, tasks=tuple(tasks))


@frozen
class SafetyTime:
    """
    The time that stands against delays on the critical path.

    Attributes
    ----------
    margins
        The margins of its tasks that have one: id, and usual days of the task's calendar.
    margin_days
        Their sum.
    buffer_days
        What is left of the buffer, in days of the plan's calendar.
    """

    margins: tuple[tuple[str, float], ...]
    margin_days: float
    buffer_days: float

    @property
    def total_days(self) -> float:
        """Margins and buffer together."""
        return self.margin_days + self.buffer_days

    def to_record(self) -> dict[str, object]:
        """Give it as a JSON-safe mapping."""
        margins = [{"task": task, "days": days} for task, days in self.margins]
        return {
            "margins": margins, "margin_days": self.margin_days, "buffer_days": self.buffer_days,
            "total_days": self.total_days,
        }  # fmt: skip


def safety_time(schedule: Schedule) -> SafetyTime:
    """
    Add up the margins of the tasks on the critical path, and the buffer.

    Raises
    ------
    TypeError
        `schedule` is a plan, or anything else that is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("text", duration="3d", margin="1d"), rp.Task("print", duration="2d", after=["text"])]
    >>> rp.safety_time(rp.schedule(rp.Plan(launch="2026-06-15", buffer="2d", tasks=tasks))).total_days
    3.0
    """
    check_schedule(schedule, "safety_time")
    solution = solution_of(schedule)
    nodes = critical_nodes(solution.frame, solution.kinds, solution.early, solution.early_seen)
    margins = [(solution.frame.network.nodes[node].id, _margin(solution, node)) for node in nodes]
    kept = tuple((task, days) for task, days in margins if days)
    day, _ = schedule.plan.day_and_week()
    return SafetyTime(kept, sum(days for _, days in kept), solution.buffer_left / day)


def _margin(solution: Solution, number: int) -> float:
    node = solution.frame.network.nodes[number]
    if node.months:
        return float((node.months - node.work_months) * _MONTH_DAYS)
    if node.task is not None and node.task.at is not None and node.task.until is not None:
        return 0.0  # two pins have no margin, and no duration of their own
    return (node.duration - node.work) / node.day
