"""
Hammocks: dates taken from events, once the passes are done.

No pass knows a hammock, so it moves nothing and nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import evolve, field, frozen

from retroplan.calendars import moment
from retroplan.engine.rows import Dresser, Row
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, PlanError, warning
from retroplan.language import Phrase
from retroplan.model.pins import offset_instant
from retroplan.model.span import Event, Span, end_of
from retroplan.model.task import LAUNCH
from retroplan.offsets import Offset
from retroplan.scheduled import Driver, Reason, ScheduledTask

KIND = "hammock"


@frozen
class Instants:
    """The planned, early and late instant of one event."""

    planned: int
    early: int
    late: int


@frozen(slots=False)
class Hammocks:
    """
    Works out the hammocks of a solution.

    Attributes
    ----------
    solution
        The schedule as numbers.
    row_of
        Gives the row of a task, of a summary or of the launch.
    last_finish
        Gives the last planned finish of the others, at least J.
    """

    solution: Solution
    row_of: Callable[[str], Row]
    last_finish: Callable[[], int]
    _rows: dict[str, Row] = field(factory=dict, init=False, eq=False, repr=False)

    def _span(self, task_id: str) -> Span:
        span = self.solution.frame.network.expanded[task_id].span
        assert span is not None
        return span

    def _instants(self, key: str, event: Event) -> Instants:
        frame = self.solution.frame
        if event.offset is not None:
            assert frame.launch is not None  # validation refuses offsets in a forward plan
            calendar = frame.network.calendar
            t = offset_instant(event.offset, frame.launch, calendar, finish=key == "to")
            return Instants(t, t, t)
        row = self.row_of(event.task)
        if end_of(key, event) == "start":
            return Instants(row.start, row.early_start, row.late_start)
        return Instants(row.finish, row.early_finish, row.late_finish)

    def row(self, task_id: str) -> Row:
        """
        Make the row of one hammock: from the earlier of its events to the later one.

        One without an end runs on to where all that is planned has ended. Its slack is the least that
        its early and late dates leave, in its calendar.
        """
        if task_id not in self._rows:
            self._rows[task_id] = self._row(task_id)
        return self._rows[task_id]

    def _row(self, task_id: str) -> Row:
        span = self._span(task_id)
        first = self._instants("from", span.begin)
        last = self._onward(first) if span.end is None else self._instants("to", span.end)
        start, finish = sorted((first.planned, last.planned))
        early_start, early_finish = sorted((first.early, last.early))
        late_start, late_finish = sorted((first.late, last.late))
        calendar = self.solution.frame.network.hammocks[task_id]
        worked = calendar.working_time().worked
        total = worked(late_start) - worked(early_start)
        if span.end is not None:
            total = min(total, worked(late_finish) - worked(early_finish))
        return Row(
            start, finish, early_start, early_finish, late_start, late_finish, finish,
            total, max(0, total), calendar.usual_minutes, open_ended=span.end is None,
        )  # fmt: skip

    def _onward(self, begin: Instants) -> Instants:
        """Give up to where work without an end is drawn, never before it begins."""
        return Instants(self._horizon, max(self._horizon, begin.early), max(self._horizon, begin.late))

    @cached_property
    def _horizon(self) -> int:
        """The instant at which all that is planned has ended, or has begun if it has no end."""
        events = (
            pair for task_id in self.solution.frame.network.hammocks for pair in self._span(task_id).events
        )
        return max(self.last_finish(), *(self._instants(key, event).planned for key, event in events))

    def check(self) -> None:
        """
        Meet the dates that no calendar knows before somebody reads them.

        Raises
        ------
        PlanError
            The first of them, with its hammock.
        """
        network = self.solution.frame.network
        counted = network.calendar.working_time()  # offsets count its open days
        for task_id in network.hammocks:
            try:
                row = self.row(task_id)
                for t in (min(row.early_start, row.start), max(row.late_finish, row.finish)):
                    moment(t)
                    counted.worked(t)
            except PlanError as problem:
                raise type(problem)(evolve(finding, task=task_id) for finding in problem.findings) from None

    def task(self, task_id: str, wbs: str) -> ScheduledTask:
        """Make the public record of one hammock; it is never critical."""
        task = self.solution.frame.network.expanded[task_id]
        return Dresser(self.solution).dress(
            task_id, task.label, wbs, KIND, self.row(task_id), critical=False, offset="",
            driver=Driver("span", self._span(task_id).begin.task or None),
        )  # fmt: skip

    def why(self, task_id: str, why_of: Callable[..., tuple[Reason, ...]]) -> tuple[Reason, ...]:
        """
        Name its events, then give the chains of reasons of their tasks, each step once.

        Parameters
        ----------
        task_id
            The hammock.
        why_of
            Explains a task; with ``finish=True`` a summary by the child that it finishes with.
        """
        task = self.task(task_id, "")
        events = self._span(task_id).events
        values: dict[str, object] = {"task": task_id, "start": task.start_date}
        values |= {
            name: _told(key, event) for name, (key, event) in zip(("begin", "end"), events, strict=False)
        }
        if not task.open_ended:
            values["finish"] = task.finish_date
        phrase = Phrase("why-open-ended" if task.open_ended else "why-span", values)
        reasons = {(task_id, ""): Reason(task_id, phrase)}
        for key, event in events:
            at_finish = end_of(key, event) == "finish"
            for reason in why_of(event.task, finish=at_finish) if event.task else ():
                reasons.setdefault((reason.task, reason.phrase.code), reason)
        return tuple(reasons.values())

    def findings(self) -> Iterator[Finding]:
        """Tell which hammocks would end before they begin."""
        for task_id in self.solution.frame.network.hammocks:
            span = self._span(task_id)
            if span.end is None:
                continue
            (key, begin), (other, end) = span.events
            first, last = self._instants(key, begin).planned, self._instants(other, end).planned
            if last < first:
                yield warning(
                    "hammock-reversed", task=task_id, begin=_told(key, begin), end=_told(other, end),
                    start=moment(first), finish=moment(last),
                )  # fmt: skip


def _told(key: str, event: Event) -> Phrase | Offset:
    """Name an event."""
    if event.offset is not None:
        return event.offset
    if event.task == LAUNCH:
        return Phrase("event-launch")
    return Phrase(f"event-{end_of(key, event)}", {"task": event.task})
