"""What differs between two plans, one element at a time: a duration, a link, a closed day, the launch."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from retroplan.analysis import telling
from retroplan.analysis.calendar_changes import CalendarChange, change_of
from retroplan.analysis.chains import days_of
from retroplan.analysis.link_index import LinkIndex
from retroplan.calendars import ROUND_THE_CLOCK, Calendar, JointCalendar
from retroplan.engine.frame import DAY
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, info
from retroplan.language import Amount
from retroplan.model.effort import workers_of
from retroplan.model.link import Link
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.network import Node
from retroplan.units import Duration, Unit

Findings = tuple[Finding, ...]


class Differences:
    """
    Compares two schedules element by element; each answer is worked out once and kept.

    Whatever is asked from the side of the old plan or of the new one gets the same findings,
    the same objects, with what was before first.

    Parameters
    ----------
    old, new
        The schedules as numbers.
    """

    def __init__(self, old: Solution, new: Solution) -> None:
        self.old = old
        self.new = new
        self._known: dict[Hashable, Findings] = {}
        self._changes: dict[Hashable, CalendarChange | None] = {}
        self._links = [LinkIndex(solution.frame.network.expanded) for solution in (old, new)]

    @property
    def _plans(self) -> tuple[Plan, Plan]:
        return self.old.frame.network.expanded, self.new.frame.network.expanded

    def _once(self, key: Hashable, find: Callable[[], Iterable[Finding]]) -> Findings:
        if key not in self._known:
            self._known[key] = tuple(find())
        return self._known[key]

    def _tasks(self, task_id: str) -> tuple[Task | None, Task | None]:
        one, other = self._plans
        return one.get(task_id), other.get(task_id)

    def _numbers(self, task_id: str) -> tuple[int, int] | None:
        """Give the nodes of a task in both networks; None where it is a node of one alone."""
        one = self.old.frame.network.index.get(task_id)
        other = self.new.frame.network.index.get(task_id)
        return None if one is None or other is None else (one, other)

    def _nodes(self, task_id: str) -> tuple[Node, Node] | None:
        numbers = self._numbers(task_id)
        if numbers is None:
            return None
        return self.old.frame.network.nodes[numbers[0]], self.new.frame.network.nodes[numbers[1]]

    # -- the plan ------------------------------------------------------------------------------

    def launch(self) -> Findings:
        """Tell whether the launch moved."""
        if self.old.frame.launch == self.new.frame.launch:
            return ()
        one, other = self._plans
        return self._once("launch", lambda: [info("moved-launch", before=one.launch, after=other.launch)])

    def start(self) -> Findings:
        """Tell whether the written start moved."""
        if self.old.given_start == self.new.given_start:
            return ()
        one, other = self._plans
        return self._once("start", lambda: [info("moved-start", before=one.start, after=other.start)])

    def buffer(self) -> Findings:
        """Tell whether more or less is left of the buffer."""
        if self.old.buffer_left == self.new.buffer_left:
            return ()
        one, other = self._plans
        if one.buffer != other.buffer:
            return self._once(
                "buffer", lambda: [info("changed-buffer", before=one.buffer, after=other.buffer)]
            )
        return self._once("buffer", self._left_of_buffer)

    def _left_of_buffer(self) -> Iterator[Finding]:
        before, after = (
            Amount(solution.buffer_left / solution.frame.network.plan.day_and_week()[0], "working-day")
            for solution in (self.old, self.new)
        )
        yield info("left-of-buffer", before=before, after=after)

    def _day_length(self) -> Findings:
        """Tell whether `1d` or `1w` means another time than before."""
        one, other = self._plans
        if one.day_and_week() == other.day_and_week():
            return ()
        if one.hours_per_day != other.hours_per_day:
            before, after = one.hours_per_day, other.hours_per_day
            return self._once("hours", lambda: [info("changed-hours-per-day", before=before, after=after)])
        change = self._change(self.old.frame.network.calendar, self.new.frame.network.calendar, None)
        return () if change is None else (change.whole,)

    # -- one task ------------------------------------------------------------------------------

    def presence(self, task_id: str) -> Findings:
        """Tell whether a task is new, or gone."""
        one, other = self._tasks(task_id)
        if task_id == LAUNCH or (one is None) == (other is None):
            return ()
        return self._once(
            ("presence", task_id),
            lambda: [info("added-task" if one is None else "removed-task", task=task_id)],
        )

    def direction(self, task_id: str) -> Findings:
        """Tell whether a task is now planned as late, or as early, as possible."""
        nodes = self._nodes(task_id)
        if nodes is None or nodes[0].asap == nodes[1].asap:
            return ()
        before, after = (telling.DIRECTIONS[node.asap] for node in nodes)
        return self._once(
            ("when", task_id), lambda: [info("changed-when", task=task_id, before=before, after=after)]
        )

    def length(self, task_id: str) -> Findings:
        """Tell what made a task longer or shorter."""
        numbers = self._numbers(task_id)
        if numbers is None:
            return ()
        return self._once(("length", task_id), lambda: self._length(task_id, *numbers))

    def _length(self, task_id: str, old: int, new: int) -> Iterator[Finding]:
        nodes = self.old.frame.network.nodes[old], self.new.frame.network.nodes[new]
        sizes = [
            (solution.frame.duration[number], node.months)
            for solution, number, node in zip((self.old, self.new), (old, new), nodes, strict=True)
        ]
        if sizes[0] == sizes[1]:
            return
        found = list(self._written_length(task_id, *nodes))
        if not found and self.old.frame.network.basis is not self.new.frame.network.basis:
            found = [*self._basis()]
        yield from found or self._measured(task_id)

    def _written_length(self, task_id: str, old: Node, new: Node) -> Iterator[Finding]:
        one, other = old.task or Task(task_id), new.task or Task(task_id)
        if (old.work, old.work_months) != (new.work, new.work_months):
            if one.duration != other.duration:
                yield info("changed-duration", task=task_id, before=one.duration, after=other.duration)
            if one.effort != other.effort:
                yield info("changed-effort", task=task_id, before=one.effort, after=other.effort)
            if None not in (one.effort, other.effort):
                yield from self.people(task_id)
            if one.risk_factor != other.risk_factor:
                yield info(
                    "changed-risk-factor", task=task_id, before=one.risk_factor, after=other.risk_factor
                )
        margins = [(node.duration - node.work, node.months - node.work_months) for node in (old, new)]
        if one.margin != other.margin and margins[0] != margins[1]:
            yield info("changed-margin", task=task_id, before=one.margin, after=other.margin)
        if None not in (one.at, one.until) or None not in (other.at, other.until):
            yield from self.pin(task_id)
        yield from self._given_dates(task_id)

    def people(self, task_id: str) -> Findings:
        """Tell whether others do a task, or the same people with other shares of their time."""
        texts = []
        for plan, task in zip(self._plans, self._tasks(task_id), strict=True):
            texts.append(None if task is None else tuple(str(each) for each in workers_of(plan, task)))
        before, after = texts
        if before is None or after is None or before == after:
            return ()
        return self._once(
            ("people", task_id),
            lambda: [info("changed-people", task=task_id, before=before or None, after=after or None)],
        )

    def _basis(self) -> Findings:
        before, after = self.old.frame.network.basis, self.new.frame.network.basis
        return self._once("basis", lambda: [info("changed-basis", before=before.value, after=after.value)])

    def _measured(self, task_id: str) -> Iterator[Finding]:
        """Name what gives another length to what is written in the same way."""
        task = self.new.frame.network.expanded.get(task_id)
        if task is not None and None not in (task.at, task.until):
            yield from self.launch()  # offsets in open days or months count other days
        yield from self._day_length()
        change = self._change_of(task_id)
        if change is not None and change.whole not in self._day_length():
            yield change.whole

    def pin(self, task_id: str) -> Findings:
        """Tell whether the pin of a task changed."""
        one, other = self._tasks(task_id)
        before, after = telling.pin_text(one), telling.pin_text(other)
        if one is None or other is None or before == after:
            return ()
        return self._once(
            ("pin", task_id), lambda: [info("changed-pin", task=task_id, before=before, after=after)]
        )

    def fixed(self, task_id: str) -> Findings:
        """Tell whether a task that stands where its pin or must says stood elsewhere, or was free."""
        one, other = self._tasks(task_id)
        if one is None or other is None:
            return ()
        musts = [telling.must_of(task.constraint) for task in (one, other)]
        found = self.dated(task_id) if musts[0] != musts[1] else self._given_dates(task_id)
        return self.pin(task_id) + found

    def dated(self, task_id: str) -> Findings:
        """Tell whether a constraint, or a date that is given, changed."""
        one, other = self._tasks(task_id)
        if one is None or other is None:
            return self.presence(task_id)
        if one.constraint == other.constraint:
            return self._given_dates(task_id)
        before, after = telling.constraint_phrase(one.constraint), telling.constraint_phrase(other.constraint)
        changed = self._once(
            ("constraint", task_id),
            lambda: [info("changed-constraint", task=task_id, before=before, after=after)],
        )
        return changed + self._given_dates(task_id)

    def _given_dates(self, task_id: str) -> Findings:
        one, other = self._tasks(task_id)
        if one is None or other is None or (one.start, one.finish) == (other.start, other.finish):
            return ()

        def find() -> Iterator[Finding]:
            for key in ("start", "finish"):
                before, after = getattr(one, key), getattr(other, key)
                if before != after:
                    yield info("changed-given-date", task=task_id, key=key, before=before, after=after)

        return self._once(("given", task_id), find)

    def deadline(self, task_id: str) -> Findings:
        """Tell whether a deadline moved."""
        one, other = self._tasks(task_id)
        if one is None or other is None:
            return self.presence(task_id)
        if one.deadline == other.deadline:
            return ()
        before, after = one.deadline, other.deadline
        return self._once(
            ("deadline", task_id),
            lambda: [info("changed-deadline", task=task_id, before=before, after=after)],
        )

    def span(self, task_id: str) -> Findings:
        """Tell whether a hammock spans other events than before."""
        one, other = self._tasks(task_id)
        if one is None or other is None or one.span == other.span:
            return ()
        before, after = one.span, other.span
        return self._once(
            ("span", task_id), lambda: [info("changed-span", task=task_id, before=before, after=after)]
        )

    # -- links ---------------------------------------------------------------------------------

    def link(self, link: Link) -> Findings:
        """Tell whether a link of one of the plans is new, gone or different in the other."""
        ends = link.predecessor, link.successor
        before, after = (links.between.get(ends, ()) for links in self._links)
        if link in before and link in after:
            lag = link.lag
            counted = isinstance(lag, Duration) and bool(lag.amount) and lag.unit in (Unit.D, Unit.W)
            return self._day_length() if counted else ()
        return self._once(("link", link), lambda: self._link(link, before, after))

    def _link(self, link: Link, before: tuple[Link, ...], after: tuple[Link, ...]) -> Iterator[Finding]:
        ends = link.predecessor, link.successor
        if any(self.presence(end) and not self._is_summary(end) for end in ends):
            return  # that the task is new, or gone, says it
        gone = [item for item in before if item not in after]
        new = [item for item in after if item not in before]
        place = (gone if link in before else new).index(link)
        if place < len(gone) and place < len(new):
            pair = gone[place], new[place]
            yield from self._once(("relinked", *pair), lambda: [telling.relinked(*pair)])
        else:
            code = "removed-link" if link in before else "added-link"
            yield info(code, predecessor=ends[0], successor=ends[1], link=link.manner)

    def _is_summary(self, task_id: str) -> bool:
        return any(task is not None and task.tasks for task in self._tasks(task_id))

    def untied(self, task_id: str) -> Findings:
        """Name the links that made a task no longer feed nothing, or feed nothing now."""
        numbers = self._numbers(task_id)
        if numbers is None:
            return ()
        tied = numbers[0] in self.old.kinds.implicit, numbers[1] in self.new.kinds.implicit
        if tied[0] == tied[1]:
            return ()
        return self._once(("untied", task_id), lambda: self._links_of(task_id, incoming=False))

    def leading(self, task_id: str) -> Findings:
        """Name the links by which a task became, or no longer is, the first one inside its summary."""
        return self._once(("leading", task_id), lambda: self._links_of(task_id, incoming=True))

    def _links_of(self, task_id: str, *, incoming: bool) -> Iterator[Finding]:
        for links in self._links:
            for link in links.around(task_id, incoming=incoming):
                yield from self.link(link)

    # -- calendars -----------------------------------------------------------------------------

    def closures(self, task_id: str, low: int, high: int) -> Findings:
        """Name what changed in the calendar of a task between two instants."""
        change = self._change_of(task_id) if low < high else None
        return () if change is None else change.between(*days_of(low, high))

    def plan_closures(self, low: int, high: int) -> Findings:
        """Name what changed in the calendar of the plan between two instants."""
        change = self._change(self.old.frame.network.calendar, self.new.frame.network.calendar, None)
        return () if change is None else change.between(*days_of(low, high))

    def offset_closures(self, task_id: str, low: int) -> Findings:
        """Name what changed in the days that a pin in open days counts, from an instant to the launch."""
        if not any(telling.counts_open_days(task) for task in self._tasks(task_id)):
            return ()
        launches = [solution.frame.launch or low for solution in (self.old, self.new)]
        return self.plan_closures(min(low, *launches), max(low, *launches) + DAY)

    def twin(self, task_id: str) -> Findings:
        """Name the calendar of a task in calendar days, if the hours of its usual day changed."""
        change = self._change_of(task_id, twin=True)
        return () if change is None else (change.whole,)

    def _change_of(self, task_id: str, *, twin: bool = False) -> CalendarChange | None:
        """Find how the calendar that a task works in changed; None if it did not."""
        nodes = self._nodes(task_id)
        if nodes is None or nodes[0].calendar is nodes[1].calendar:
            return None
        times = [node.time is node.calendar.working_time() for node in nodes]
        if twin != (not any(times)):
            return None
        if twin and any(node.time is ROUND_THE_CLOCK for node in nodes):
            return None
        if twin and nodes[0].calendar.usual_day() == nodes[1].calendar.usual_day():
            return None
        if any(isinstance(node.calendar, JointCalendar) for node in nodes):
            return self._change_together(task_id, nodes[0].calendar, nodes[1].calendar)
        return self._change(nodes[0].calendar, nodes[1].calendar, task_id)

    def _change_together(self, task_id: str, old: Calendar, new: Calendar) -> CalendarChange | None:
        """Find how the time changed in which those who do a task are there."""
        key = ("together", task_id)
        if key not in self._changes:
            names = [task.names if task else () for task in self._tasks(task_id)]
            others = names[0] != names[1]
            replaced = old.label != new.label
            if others:
                (whole, *_) = self.people(task_id) or (info("changed-calendar", calendar=new.label),)
            elif replaced:
                whole = telling.calendar_change(old, new, task_id, replaced=True)
            else:
                whole = info("changed-hours", task=task_id, people=names[1])
            itemised = not replaced and not others
            same = old == new
            self._changes[key] = None if same else change_of(old, new, whole, itemised=itemised)
        return self._changes[key]

    def _change(self, old: Calendar, new: Calendar, task_id: str | None) -> CalendarChange | None:
        of_plan = old is self.old.frame.network.calendar and new is self.new.frame.network.calendar
        replaced = old.label != new.label
        key = (id(old), id(new), task_id if replaced and not of_plan else None)
        if key not in self._changes:
            whole = telling.calendar_change(old, new, None if of_plan else task_id, replaced=replaced)
            same = old is new or old == new
            self._changes[key] = None if same else change_of(old, new, whole, itemised=not replaced)
        return self._changes[key]
