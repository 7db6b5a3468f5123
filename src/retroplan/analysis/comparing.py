"""Comparing two schedules, task by task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from retroplan.analysis.attribution import MOST_REASONS, Attribution, merged
from retroplan.analysis.comparison import Comparison, TaskChange
from retroplan.analysis.differences import Differences
from retroplan.calendars import WorkingTime, instant
from retroplan.engine.answers import solution_of
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, info
from retroplan.model.span import end_of
from retroplan.result import Schedule
from retroplan.scheduled import ENDS, ScheduledTask

_COMPARED = ("start", "finish", "start_date", "finish_date", "offset", "total_slack_days", "critical")


def compare(old: Schedule, new: Schedule) -> Comparison:
    """
    Tell what moved between two schedules, by how much, and why.

    Tasks are the same if their ids are. A move is explained by what differs between the two
    plans along the chains that hold the task: those that `why` shows, of both schedules. What
    differs elsewhere is not named.

    Parameters
    ----------
    old, new
        Schedules of one plan at two launches, or of two versions of a plan.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("write", duration="5d"), rp.Task("print", duration="2d", after=["write"])]
    >>> plan = rp.Plan("Demo", launch="2026-06-15", tasks=tasks)
    >>> longer = rp.schedule(plan.change("print", duration="3d"))
    >>> change = rp.compare(rp.schedule(plan), longer)["write"]
    >>> change.start_days, [reason.text() for reason in change.reasons]
    (-1, ['print: duration 2 d → 3 d'])
    """
    for given in (old, new):
        if not isinstance(given, Schedule):
            raise TypeError(f"compare takes two Schedules, not {type(given).__name__}; schedule it first")
    comparer = _Comparer(old, new)
    gone = [task_id for task_id in old if task_id not in new]
    return Comparison(
        launch_before=old.launch, launch_after=new.launch,
        launch_days=_days(_date(old.launch), _date(new.launch)),
        finish_before=old.finish, finish_after=new.finish,
        feasible_before=old.feasible, feasible_after=new.feasible,
        missing_days_before=old.missing_days, missing_days_after=new.missing_days,
        critical_path_before=old.critical_path, critical_path_after=new.critical_path,
        tasks=tuple(comparer.change(task_id) for task_id in (*new, *gone)),
    )  # fmt: skip


class _Comparer:
    """Compares task by task."""

    def __init__(self, old: Schedule, new: Schedule) -> None:
        self.old, self.new = old, new
        self.solutions = solution_of(old), solution_of(new)
        self.differences = Differences(*self.solutions)
        self.sides = [Attribution(solution, self.differences) for solution in self.solutions]
        self.sides[0].other, self.sides[1].other = self.sides[1], self.sides[0]

    def change(self, task_id: str) -> TaskChange:
        """Compare one task."""
        before, after = self.old.get(task_id), self.new.get(task_id)
        shown = after or before
        assert shown is not None
        both = before is not None and after is not None
        values = {name: _pair(name, before, after) for name in _COMPARED}
        moved = both and any(one != other for one, other in (values["start"], values["finish"]))
        reasons = self._reasons(task_id, values) if moved else ()
        return TaskChange(
            id=task_id,
            name=shown.name,
            kind=shown.kind,
            status="kept" if both else "added" if before is None else "removed",
            moved=moved,
            start_days=_days(*values["start_date"]),
            finish_days=_days(*values["finish_date"]),
            start_working_days=self._working(task_id, *values["start"]),
            finish_working_days=self._working(task_id, *values["finish"]),
            reasons=reasons[:MOST_REASONS],
            more_reasons=len(reasons) > MOST_REASONS,
            **{f"{name}_before": one for name, (one, _) in values.items()},
            **{f"{name}_after": other for name, (_, other) in values.items()},
        )

    def _working(self, task_id: str, before: datetime | None, after: datetime | None) -> float | None:
        """Count usual days of the task's calendar between two instants."""
        if before is None or after is None:
            return None
        clock, day = _time_of(self.solutions[1], task_id)
        return (clock.worked(instant(after)) - clock.worked(instant(before))) / day

    def _reasons(self, task_id: str, values: Mapping[str, tuple[Any, Any]]) -> tuple[Finding, ...]:
        ends = {name: values[name][0] != values[name][1] for name in ("start", "finish")}
        if any(task_id in solution.frame.network.hammocks for solution in self.solutions):
            return self._of_hammock(task_id)
        held = {
            solution.frame.network.nodes[number].id: None  # in order, each once
            for schedule, solution in zip((self.new, self.old), reversed(self.solutions), strict=True)
            for number in _holding(schedule, solution, task_id, **ends)
        }
        found: tuple[Finding, ...] = ()
        for side in reversed(self.sides):
            for node_id in held:
                if node_id in side.index:
                    start, finish = self._ends(node_id)
                    found = merged(found, side.reasons(side.index[node_id], start=start, finish=finish))
        for node_id in () if found else held:  # a link of its summary holds it that did not, or no longer
            found = merged(found, self.differences.leading(node_id))
        return found or (info("moved-unexplained", task=task_id),)

    def _of_hammock(self, task_id: str) -> tuple[Finding, ...]:
        """Name what changed in what a hammock spans, and what moved its two events."""
        found = self.differences.span(task_id)
        for schedule in (self.new, self.old):
            span = schedule.expanded[task_id].span
            for key, event in span.events if span else ():
                if event.offset is not None:
                    found = merged(found, self.differences.launch())
                    continue
                end = end_of(key, event)
                before, after = self.old.get(event.task), self.new.get(event.task)
                if "hammock" in (getattr(before, "kind", ""), getattr(after, "kind", "")):
                    found = merged(found, self.differences.span(event.task))  # of one plan alone
                    continue
                values = {name: _pair(name, before, after) for name in _COMPARED}
                if values[end][0] != values[end][1]:
                    found = merged(found, self._reasons(event.task, _still(values, end)))
        return found or (info("moved-unexplained", task=task_id),)

    def _ends(self, task_id: str) -> tuple[bool, bool]:
        """Tell which ends of a task moved; both, if it was not there before, or if it has no length."""
        before, after = self.old.get(task_id), self.new.get(task_id)
        if before is None or after is None:
            return True, True
        start, finish = before.start != after.start, before.finish != after.finish
        if "milestone" in (before.kind, after.kind):
            return start or finish, start or finish
        return start, finish


def _holding(
    schedule: Schedule, solution: Solution, task_id: str, *, start: bool, finish: bool
) -> Iterator[int]:
    """Find the nodes whose ends a task's dates are: its own, or the outermost below a summary."""
    network = solution.frame.network
    if task_id not in network.leaves:
        yield network.index[task_id]
        return
    leaves = [number for number in network.leaves[task_id] if number != network.launch]
    leaves = leaves or network.leaves[task_id]
    if start:
        yield min(leaves, key=lambda number: schedule[network.nodes[number].id].start)
    if finish:
        yield max(leaves, key=lambda number: schedule[network.nodes[number].id].finish)


def _time_of(solution: Solution, task_id: str) -> tuple[WorkingTime, int]:
    """Give the time that a task works in, and the minutes of its usual day."""
    network = solution.frame.network
    if task_id in network.calendars:
        calendar = network.calendars[task_id]
        return calendar.working_time(), calendar.usual_minutes
    if task_id in network.hammocks:
        calendar = network.hammocks[task_id]
        return calendar.working_time(), calendar.usual_minutes
    node = network.nodes[network.index[task_id]]
    return node.time, node.day


def _still(values: Mapping[str, tuple[Any, Any]], end: str) -> dict[str, tuple[Any, Any]]:
    """Let the end of a task that nobody asks about stay where it is."""
    other = "finish" if end == "start" else "start"
    return {**values, other: (None, None)}


def _pair(name: str, before: ScheduledTask | None, after: ScheduledTask | None) -> tuple[Any, Any]:
    """Give a date or a number of a task before and after; what goes on without an end has no finish."""
    one, other = (
        None if task is None or (task.open_ended and name in ENDS) else getattr(task, name)
        for task in (before, after)
    )
    return one, other


def _date(t: datetime | None) -> date | None:
    return None if t is None else t.date()


def _days(before: date | None, after: date | None) -> int | None:
    return None if before is None or after is None else (after - before).days
