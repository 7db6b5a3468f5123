"""A schedule: planned dates, slack, conflicts and the reason of every date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from retroplan.errors import Finding
from retroplan.language import plain
from retroplan.model.link import Link
from retroplan.model.moments import Moment
from retroplan.model.plan import Plan
from retroplan.scheduled import Conflict, Explanation, Reason, ScheduledTask

if TYPE_CHECKING:
    from numpy import ndarray


class Answers(Protocol):
    """Answers worked out when somebody asks."""

    @property
    def plan(self) -> Plan:
        """The plan that was scheduled."""

    @property
    def expanded(self) -> Plan:
        """The plan with its parts as tasks."""

    @property
    def finish(self) -> datetime:
        """The last planned finish."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """List what cannot be met."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """List what was moved or is doubtful."""

    @property
    def ids(self) -> tuple[str, ...]:
        """List all tasks in WBS order."""

    def columns(self) -> dict[str, ndarray]:
        """Give all dates as arrays."""

    def task(self, task_id: str) -> ScheduledTask:
        """Work out one task."""

    def why(self, task_id: str) -> tuple[Reason, ...]:
        """Explain one task's dates."""

    def critical_path(self) -> tuple[str, ...]:
        """Find the longest chain into the launch."""

    def critical_paths(self, limit: int) -> tuple[tuple[str, ...], ...]:
        """Find the longest chains, at most `limit` of them."""

    def critical_path_count(self) -> int:
        """Count the longest chains."""

    def earliest_launch(self) -> tuple[Moment | None, tuple[Finding, ...]]:
        """Search the first launch date at which the plan is feasible."""

    def implicit_links(self) -> tuple[Link, ...]:
        """List the links to the launch that nobody wrote."""


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Schedule(Mapping[str, ScheduledTask]):
    """
    The computed schedule, a read-only mapping from id to `ScheduledTask` in WBS order.

    Attributes
    ----------
    launch
        The instant of J; None in a forward plan in which nothing is linked to it.
    start
        When work must begin or was told to begin.
    """

    launch: datetime | None
    start: datetime
    _answers: Answers

    @property
    def plan(self) -> Plan:
        """The plan that was scheduled, with the launch it was scheduled for."""
        return self._answers.plan

    @property
    def expanded(self) -> Plan:
        """
        The plan with every approval, wave and occurrence a task of its own, as the schedule has them.

        The plan itself if there are none.
        """
        return self._answers.expanded

    @property
    def finish(self) -> datetime:
        """The last planned finish."""
        return self._answers.finish

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What cannot be met; empty if the schedule is feasible."""
        return self._answers.conflicts

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of all tasks in WBS order."""
        return self._answers.ids

    @cached_property
    def _positions(self) -> dict[str, ScheduledTask | None]:
        return dict.fromkeys(self.ids)

    def __getitem__(self, task_id: str) -> ScheduledTask:
        known = self._positions[task_id]
        if known is None:
            known = self._positions[task_id] = self._answers.task(task_id)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, task_id: object) -> bool:
        return task_id in self._positions

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule):
            return NotImplemented
        return self.plan == other.plan and self.start == other.start and self._tasks == other._tasks

    def __hash__(self) -> int:
        return hash((self.ids, self.launch, self.start, self.finish))

    def __repr__(self) -> str:
        at = "no launch" if self.launch is None else f"launch {self.launch:%Y-%m-%d}"
        state = "feasible" if self.feasible else f"{len(self.conflicts)} conflicts"
        return f"<Schedule {self.plan.name!r}: {at}, {len(self)} tasks, {state}>"

    def _repr_html_(self) -> str:
        """Show the schedule as a table in a notebook."""
        shown: str = import_module("retroplan.render.notebook").schedule_html(self)
        return shown

    @property
    def _tasks(self) -> list[ScheduledTask]:
        return [self[task_id] for task_id in self.ids]

    @property
    def feasible(self) -> bool:
        """Whether everything can be met: no conflict."""
        return not self.conflicts

    @property
    def missing_days(self) -> float:
        """The most working days that any conflict misses, in usual days of its task's calendar."""
        return max((conflict.missing_days for conflict in self.conflicts), default=0.0)

    @cached_property
    def _earliest(self) -> tuple[Moment | None, tuple[Finding, ...]]:
        return self._answers.earliest_launch()

    @property
    def earliest_launch(self) -> Moment | None:
        """
        The first open day at which the plan is feasible, pins moving with the launch.

        With its time of day, if the launch has one.

        Searched when asked for, two years far; None if there is none, and `findings` then
        says what stops it, or if the plan has no launch.
        """
        return self._earliest[0]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was moved or is doubtful, without making the plan infeasible."""
        return self._answers.findings + (() if self.feasible else self._earliest[1])

    @cached_property
    def implicit_links(self) -> tuple[Link, ...]:
        """The links to the launch that nobody wrote: those of tasks before it that feed nothing."""
        return self._answers.implicit_links()

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """The longest chain of tasks into the launch, whatever its slack."""
        return self._answers.critical_path()

    def critical_paths(self, limit: int = 100) -> tuple[tuple[str, ...], ...]:
        """Return the longest chains into the launch, at most `limit` of them."""
        return self._answers.critical_paths(limit)

    @cached_property
    def critical_path_count(self) -> int:
        """How many longest chains there are."""
        return self._answers.critical_path_count()

    def near_critical(self, days: float) -> tuple[str, ...]:
        """Return the tasks that are not critical but have at most `days` of total slack."""
        return tuple(
            task.id
            for task in self._tasks
            if task.kind not in ("summary", "hammock") and not task.critical and task.total_slack_days <= days
        )

    def why(self, task_id: str) -> Explanation:
        """
        Explain why a task sits where it sits.

        Raises
        ------
        KeyError
            There is no such task.
        """
        if task_id not in self:
            raise KeyError(task_id)
        return Explanation(self._answers.why(task_id), self.plan.lang or "en")

    def to_records(self) -> list[dict[str, Any]]:
        """Give every task as a flat mapping; pandas and polars take the list as it is."""
        return [task.to_record() | {"driver": task.driver.kind} for task in self._tasks]

    def to_columns(self) -> dict[str, ndarray]:
        """
        Give the dates of every task as numpy arrays of one length, in WBS order.

        The keys are those of `to_records`: ``id``, the six instants (``datetime64[m]``),
        ``start_date`` and ``finish_date`` (``datetime64[D]``), ``offset_start`` and
        ``offset_finish`` (whole calendar days; left out without a launch), ``total_slack_minutes``,
        ``total_slack_days``, ``critical``. Where something goes on without an end, its finishes are
        ``NaT`` and the offsets of finishes floats, its own ``nan``. pandas and polars take the mapping as
        it is. Of a large ordinary plan this is much faster than reading each task.
        """
        return self._answers.columns()

    def to_document(self, *, lazy: bool = False) -> dict[str, Any]:
        """
        Give the schedule as JSON-safe data with stable keys.

        Parameters
        ----------
        lazy
            Give the tasks as an iterator, so that a million of them need not stand side by side.
        """
        tasks = self._task_documents()
        return {
            "plan": self.plan.to_document(),
            "launch": plain(self.launch),
            "start": plain(self.start),
            "finish": plain(self.finish),
            "feasible": self.feasible,
            "missing_days": self.missing_days,
            "earliest_launch": plain(None if self.feasible else self.earliest_launch),
            "critical_path": list(self.critical_path),
            "tasks": tasks if lazy else list(tasks),
            "conflicts": [conflict.to_record() for conflict in self.conflicts],
            "findings": [finding.to_record() for finding in self.findings],
        }

    def _task_documents(self) -> Iterator[dict[str, Any]]:
        for task_id in self.ids:
            task = self._positions[task_id] or self._answers.task(task_id)
            record = {name: plain(value) for name, value in task.to_record().items() if name != "driver"}
            yield record | {"driver": task.driver.to_record()}
