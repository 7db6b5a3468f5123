"""What a schedule answers, worked out of its network when it is asked."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.calendars import moment
from retroplan.engine.columns import plain_columns, task_columns
from retroplan.engine.conflicts import find_conflicts
from retroplan.engine.earliest import earliest_launch
from retroplan.engine.findings import find_findings
from retroplan.engine.frame import make_frame
from retroplan.engine.hammocks import Hammocks
from retroplan.engine.paths import chains, count_chains, critical_nodes
from retroplan.engine.plain import PlainDates, plain_dates
from retroplan.engine.reasons import cause, explain
from retroplan.engine.rows import Dresser, Printer, Row, launch_instant, leaf_row, summary_row
from retroplan.engine.slack import FreeSlack
from retroplan.engine.solve import Solution, solve
from retroplan.errors import Finding
from retroplan.expand import retold
from retroplan.language import Phrase
from retroplan.model.link import Link
from retroplan.model.moments import Moment, moment_instant
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.network import Network
from retroplan.result import Schedule
from retroplan.scheduled import Conflict, Driver, Reason, ScheduledTask
from retroplan.units import Duration

if TYPE_CHECKING:
    from numpy import ndarray


@frozen(slots=False, eq=False)
class NetworkAnswers:
    """Works out tasks, conflicts, paths and reasons of a network when they are asked for."""

    network: Network

    @cached_property
    def plain(self) -> PlainDates | None:
        """The dates of an ordinary plan that can be met; None for any other."""
        head, plain = self.network.head, self.network.plain
        if plain is None or head.launch is None:
            return None
        buffer = head.buffer.minutes(*plain.sizes) if isinstance(head.buffer, Duration) else 0
        return plain_dates(plain, moment_instant(head.launch), buffer, self._given_start)

    @property
    def _given_start(self) -> int | None:
        start = self.network.head.start
        return None if start is None else moment_instant(start)

    @cached_property
    def solution(self) -> Solution:
        """The schedule by every rule, as numbers."""
        launch = self.network.head.launch
        frame = make_frame(self.network.full, None if launch is None else moment_instant(launch))
        return solve(frame, self._given_start)

    @property
    def launch(self) -> int | None:
        """The instant of J; None in a forward plan in which nothing is linked to it."""
        if self.plain is not None:
            assert self.network.head.launch is not None
            return moment_instant(self.network.head.launch)
        return launch_instant(self.solution)

    @property
    def start(self) -> int:
        """The instant at which work begins."""
        return self.solution.start if self.plain is None else self.plain.start

    @property
    def plan(self) -> Plan:
        """The plan that was scheduled."""
        return self.network.plan

    @property
    def expanded(self) -> Plan:
        """The plan with its parts as tasks."""
        return self.plan if self.plain is not None else self.network.full.expanded

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """List what cannot be met."""
        return () if self.plain is not None else find_conflicts(self.solution)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """List what was moved or is doubtful."""
        return (*find_findings(self.solution), *retold(self.plan, self.hammocks.findings()))

    @property
    def ids(self) -> tuple[str, ...]:
        """List all tasks in WBS order."""
        return tuple(self.wbs)

    @cached_property
    def wbs(self) -> dict[str, str]:
        """WBS code of every task, in WBS order; the launch comes last if nobody described it."""
        codes: dict[str, str] = {}
        pending = [(task, str(number)) for number, task in enumerate(self._plan.tasks, 1)]
        pending.reverse()
        while pending:
            task, code = pending.pop()
            codes[task.id] = code
            pending += [(child, f"{code}.{number}") for number, child in enumerate(task.tasks, 1)][::-1]
        if self.plain is not None or LAUNCH in self.network.full.index:
            codes.setdefault(LAUNCH, "")
        return codes

    @cached_property
    def finish(self) -> datetime:
        """The last planned finish; of an ordinary plan that is J, unless a milestone waits for the start."""
        plain, launch, start = self.plain, self.launch, self._given_start
        if plain is None or launch is None:
            return moment(self._last_finish)
        # A milestone prints at the closing before J; where the plan starts behind that, at the next opening.
        waits = start is not None and plain.plain.time.closing(plain.end) < start
        return moment(self._last_finish if waits else launch)

    @property
    def _last_finish(self) -> int:
        network = self.solution.frame.network
        last = launch_instant(self.solution) or self.solution.start
        printer = Printer(self.solution)
        for number in range(len(network.index)):
            node = network.nodes[number]
            if node.milestone:
                last = max(last, printer.task(number, self.solution.planned)[1])
            else:
                last = max(last, node.clock.closing(self.solution.planned.finish[number]))
        return last

    @property
    def _plan(self) -> Plan:
        return self.expanded

    @cached_property
    def _free(self) -> FreeSlack:
        return FreeSlack(self.solution)

    @cached_property
    def hammocks(self) -> Hammocks:
        """The hammocks among the tasks."""
        return Hammocks(self.solution, self._row_of, lambda: self._last_finish)

    @cached_property
    def _rows(self) -> dict[int, Row]:
        return {}

    @cached_property
    def _summaries(self) -> dict[str, Row]:
        return {}

    def _row(self, number: int) -> Row:
        if number not in self._rows:
            self._rows[number] = leaf_row(self.solution, self._free, number)
        return self._rows[number]

    def _row_of(self, task_id: str) -> Row:
        network = self.solution.frame.network
        if task_id not in network.leaves:
            return self._row(network.index[task_id])
        if task_id not in self._summaries:
            rows = [self._row(number) for number in self._leaves(task_id)]
            self._summaries[task_id] = summary_row(self.solution, self._free, rows, task_id)
        return self._summaries[task_id]

    def _leaves(self, task_id: str) -> list[int]:
        """List the leaves of a summary; the launch is an instant of the plan, not work of its summary."""
        network = self.solution.frame.network
        leaves = [number for number in network.leaves[task_id] if number != network.launch]
        return leaves or network.leaves[task_id]

    def task(self, task_id: str) -> ScheduledTask:
        """Work out one task."""
        network = self.solution.frame.network
        if task_id in network.hammocks:
            return self.hammocks.task(task_id, self.wbs[task_id])
        if task_id in network.leaves:
            return self._summary(task_id)
        number = network.index[task_id]
        row = self._row(number)
        task = self._plan.get(task_id)
        node = network.nodes[number]
        kind = "task" if node.months or self.solution.frame.duration[number] else "milestone"
        offset = ""
        if task is not None:
            offset = str(task.at or task.until or "")
        return Dresser(self.solution).dress(
            task_id, task.label if task else LAUNCH, self.wbs[task_id], kind, row,
            critical=row.total <= 0, offset=offset, driver=cause(self.solution, number).driver,
        )  # fmt: skip

    def _summary(self, task_id: str) -> ScheduledTask:
        leaves = self._leaves(task_id)
        first = self._outermost(task_id)
        return Dresser(self.solution).dress(
            task_id, self._plan[task_id].label, self.wbs[task_id], "summary", self._row_of(task_id),
            critical=any(self._row(number).total <= 0 for number in leaves), offset="",
            driver=Driver("summary", self.solution.frame.network.nodes[first].id),
        )  # fmt: skip

    def columns(self) -> dict[str, ndarray]:
        """Give all dates as arrays."""
        plain, launch = self.plain, self.launch
        if plain is None or launch is None or self.network.has_summaries:
            return task_columns(self.task(task_id) for task_id in self.wbs)
        return plain_columns(plain, self.network.ids, launch, self._given_start)

    def why(self, task_id: str, *, finish: bool = False) -> tuple[Reason, ...]:
        """Explain one task's dates; a summary by the child it begins with, or finishes with."""
        network = self.solution.frame.network
        if task_id in network.hammocks:
            return self.hammocks.why(task_id, self.why)
        if task_id not in network.leaves:
            return explain(self.solution, network.index[task_id])
        child = self._outermost(task_id, finish=finish)
        row = self._summary(task_id)
        values: dict[str, object] = {"task": task_id, "child": network.nodes[child].id}
        values |= {"start": row.start_date, "finish": row.finish_date}
        phrase = Phrase("why-summary-finish" if finish else "why-summary", values)
        return (Reason(task_id, phrase), *explain(self.solution, child))

    def _outermost(self, task_id: str, *, finish: bool = False) -> int:
        """Find the leaf of a summary that is the first to start, or the last to finish."""
        leaves = self._leaves(task_id)
        if finish:
            return max(leaves, key=lambda number: self._row(number).finish)
        return min(leaves, key=lambda number: self._row(number).start)

    def _named(self, nodes: list[int]) -> tuple[str, ...]:
        network = self.solution.frame.network
        names = [network.nodes[node].id for node in nodes if not network.is_gate(node)]
        return tuple(names if self.solution.ends.launch is None else [*names, LAUNCH])

    def critical_path(self) -> tuple[str, ...]:
        """Find the longest chain into the launch."""
        solution = self.solution
        return self._named(
            critical_nodes(solution.frame, solution.kinds, solution.early, solution.early_seen)
        )

    def critical_paths(self, limit: int) -> tuple[tuple[str, ...], ...]:
        """Find the longest chains, at most `limit` of them."""
        solution = self.solution
        found: dict[tuple[str, ...], None] = {}
        for chain in chains(solution.frame, solution.kinds, solution.early, solution.early_seen):
            if len(found) >= limit:
                break
            found.setdefault(self._named(chain))
        return tuple(found)

    def critical_path_count(self) -> int:
        """Count the longest chains."""
        solution = self.solution
        return count_chains(solution.frame, solution.kinds, solution.early, solution.early_seen)

    def earliest_launch(self) -> tuple[Moment | None, tuple[Finding, ...]]:
        """Search the first launch date at which the plan is feasible."""
        frame = self.solution.frame
        if frame.launch is None:
            return None, ()
        return earliest_launch(frame.network, frame.launch, self.solution.given_start)

    def implicit_links(self) -> tuple[Link, ...]:
        """List the links to the launch that nobody wrote, in document order."""
        nodes = self.solution.frame.network.nodes
        return tuple(Link(nodes[number].id, LAUNCH) for number in sorted(self.solution.kinds.implicit))


def solution_of(schedule: Schedule) -> Solution:
    """Give a schedule as numbers, for what is worked out from one."""
    answers = schedule._answers  # noqa: SLF001 - how `schedule` made it
    assert isinstance(answers, NetworkAnswers)
    return answers.solution
