"""What a delay does: for each task, by how much the launch would have to move, and what is pushed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from math import floor
from typing import Any

import attrs
from attrs import frozen

from retroplan.analysis.asked import check_days, check_schedule
from retroplan.calendars import day_of, moment
from retroplan.engine.answers import solution_of
from retroplan.engine.conflicts import has_conflict
from retroplan.engine.frame import DAY, Frame, make_frame
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import Dates, earliest_start, early_pass
from retroplan.engine.slack import total_slack
from retroplan.engine.solve import Solution, early_finish_before, solve
from retroplan.errors import CalendarError
from retroplan.language import plain
from retroplan.model.moments import Moment
from retroplan.network import FullNetwork, lengthened
from retroplan.result import Schedule

_HORIZON_DAYS = 366


@frozen(kw_only=True)
class DelayEffect:
    """
    What becomes of the plan if one task takes longer.

    Attributes
    ----------
    task
        Its id.
    days
        By how many of its working days it takes longer.
    absorbed
        Whether the launch can stay where it is; in a forward plan, whether the finish can.
    launch
        The first launch date that works then, not before that of the plan; None if none within
        a year does, and in a forward plan.
    launch_days
        By how many calendar days it is later than the first one that works without the delay; 0
        if the delay is absorbed.
    pushed
        The tasks whose early dates come later, in document order; the delayed one left out.
    """

    task: str
    days: float
    absorbed: bool
    launch: Moment | None
    launch_days: int | None
    pushed: tuple[str, ...]

    def to_record(self) -> dict[str, Any]:
        """Give the effect as a flat JSON-safe mapping."""
        return {name: plain(value) for name, value in attrs.asdict(self, recurse=False).items()}


def delay_effects(
    schedule: Schedule, days: float, *, tasks: str | Iterable[str] | None = None
) -> tuple[DelayEffect, ...]:
    """
    Tell, for each task, what becomes of the launch if the task takes some days longer.

    Work begins when the schedule has it begin, and everything is done as early as links allow;
    the buffer is there to be used. A delay within the total slack of a task is absorbed; for any
    other the plan is scheduled again with the longer task.

    Parameters
    ----------
    schedule
        The schedule.
    days
        Working days of each task's own calendar; calendar days for a task that counts in those.
    tasks
        Id of the task asked about, or several; all if not given. Milestones, summaries, hammocks
        and tasks in months are left out. Each that is not absorbed by its slack takes about the
        time of a schedule.

    Returns
    -------
    tuple of DelayEffect
        In document order.

    Raises
    ------
    PlanError
        `days` is not a number from 0.
    KeyError
        There is no such task.
    TypeError
        `schedule` is a plan, or anything else that is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task("text", duration="3d"), rp.Task("film", duration="5d")]
    >>> plan = rp.Plan(launch="2026-06-15", tasks=tasks)
    >>> [(effect.task, effect.launch_days) for effect in rp.delay_effects(rp.schedule(plan), 2)]
    [('text', 0), ('film', 2)]
    """
    check_schedule(schedule, "delay_effects")
    check_days(days, "days")
    delays = _Delays(solution_of(schedule))
    numbers = delays.working
    if tasks is not None:
        wanted = {schedule[task].id for task in ((tasks,) if isinstance(tasks, str) else tasks)}
        numbers = {task: number for task, number in numbers.items() if task in wanted}
    return tuple(delays.effect(number, days) for number in numbers.values())


class _Delays:
    """Answers for the tasks of one schedule."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.network = solution.frame.network
        self.feasible = not has_conflict(solution)
        self.base = self._first_launch(self.network, None, 0)

    @property
    def working(self) -> dict[str, int]:
        """The nodes that have work, counted in minutes, in document order."""
        duration = self.solution.frame.duration
        nodes = enumerate(self.network.nodes[: len(self.network.index)])
        return {node.id: number for number, node in nodes if duration[number]}

    def effect(self, number: int, days: float) -> DelayEffect:
        """Find what a longer task does."""
        node = self.network.nodes[number]
        minutes = floor(days * node.day + 0.5)
        fits = self._fits(number, minutes)
        launch = self.base
        if not fits and self.solution.frame.launch is not None:
            launch = self._first_launch(lengthened(self.network, number, minutes), number, minutes)
        moved = None if launch is None or self.base is None else launch // DAY - self.base // DAY
        return DelayEffect(
            task=node.id,
            days=days,
            absorbed=fits or moved == 0,
            launch=self._shown(launch),
            launch_days=moved,
            pushed=tuple(self._pushed(number, minutes)),
        )

    def _fits(self, number: int, minutes: int) -> bool:
        """
        Whether slack answers.

        Not for a task that dates of its own fix, nor for one whose length other lags follow, nor
        where the plan cannot be met anyway.
        """
        frame = self.solution.frame
        if not minutes:
            return True
        fixed = number in frame.pins or number in frame.fixed
        followed = any(self.network.ties[tie].percent is not None for tie in self.network.after[number])
        return self.feasible and not fixed and not followed and minutes <= total_slack(self.solution, number)

    def _first_launch(self, network: FullNetwork, number: int | None, minutes: int) -> int | None:
        """
        Find the first launch, not before that of the plan, at which everything can be met.

        That of the plan itself first, then open days; None where there is none in two years, or in
        those that the calendars know.
        """
        try:
            return self._first_launch_known(network, number, minutes)
        except CalendarError:
            return None

    def _first_launch_known(self, network: FullNetwork, number: int | None, minutes: int) -> int | None:
        own = self.solution.frame.launch
        if own is None:
            return None
        launch = own
        while launch <= own + _HORIZON_DAYS * DAY:
            solution = solve(_frame(network, launch, number, minutes), self.solution.start)
            if not has_conflict(solution):
                return launch
            least = launch // DAY + 1
            if not solution.frame.pins:
                if _last_before(solution) <= launch:
                    return None  # it is not the launch that fails, and nothing moves with it
                least = max(least, early_finish_before(solution) // DAY)
            launch = network.calendar.next_open(day_of(least * DAY)).toordinal() * DAY + own % DAY
        return None

    def _shown(self, launch: int | None) -> Moment | None:
        if launch is None:
            return None
        return moment(launch) if launch % DAY else date.fromordinal(launch // DAY)

    def _pushed(self, number: int, minutes: int) -> Iterator[str]:
        """Find the tasks whose early dates come later, those after the one that takes longer."""
        find = self._later_by_all if number in self.solution.frame.special else self._later
        for node in sorted(find(number, minutes)) if minutes else ():
            if node != number and not self.network.is_gate(node):
                yield self.network.nodes[node].id

    def _later_by_all(self, number: int, minutes: int) -> list[int]:
        """Find the nodes whose early dates come later where the delayed one has dates of its own."""
        old, launch = self.solution.early, self.solution.frame.launch
        network = lengthened(self.network, number, minutes)
        new = solve(_frame(network, launch, number, minutes), self.solution.start).early
        return [
            node
            for node in range(len(network))
            if new.start[node] > old.start[node] or new.finish[node] > old.finish[node]
        ]

    def _later(self, number: int, minutes: int) -> list[int]:
        """Walk on through the nodes whose early dates change; give those that come later."""
        frame = _with_longer(self.solution.frame, number, minutes)
        network, dates = frame.network, self._dates
        before: dict[int, tuple[int, ...]] = {}
        pending, later = [(self._position[number], number)], []
        while pending:
            _, node = heappop(pending)
            if node in before:
                continue
            before[node] = _values(dates, node)
            early_pass(frame, self._floors, (node,), dates)
            after = _values(dates, node)
            if after[0] > before[node][0] or after[1] > before[node][1]:
                later.append(node)
            for tie_number in network.after[node] if after != before[node] else ():
                target = network.ties[tie_number].target
                heappush(pending, (self._position[target], target))
        for node, values in before.items():
            _restore(dates, node, values)
        return later

    @cached_property
    def _dates(self) -> tuple[Dates, Dates]:
        """Copies of the early dates, in which each delay is tried and undone."""
        own, seen = self.solution.early, self.solution.early_seen
        mine = Dates(own.start.copy(), own.finish.copy())
        return mine, mine if seen is own else Dates(seen.start.copy(), seen.finish.copy())

    @cached_property
    def _position(self) -> dict[int, int]:
        return {node: place for place, node in enumerate(self.network.order)}

    @cached_property
    def _floors(self) -> list[int]:
        return self.solution.frame.works(self.solution.start)


def _last_before(solution: Solution) -> int:
    """Give the instant at which, as soon as possible, all is done that the launch may hold or waits for."""
    kinds, early = solution.kinds, solution.early_seen
    network = solution.frame.network
    nodes, launch = network.nodes, network.launch
    assert launch is not None
    # Starts that are tied to the launch too: it may wait long for what a task's start alone asks.
    asked = (
        nodes[launch].clock.closing(earliest_start(solution.frame, early, number))
        for number in network.before[launch]
    )
    finishes = (
        nodes[number].clock.closing(early.finish[number])
        for number in range(len(solution.frame.network.index))
        if kinds.of[number] is Kind.BEFORE and number != solution.ends.launch
    )
    return max(early_finish_before(solution), *finishes, *asked, 0)


def _values(dates: tuple[Dates, Dates], node: int) -> tuple[int, ...]:
    own, seen = dates
    return own.start[node], own.finish[node], seen.start[node], seen.finish[node]


def _restore(dates: tuple[Dates, Dates], node: int, values: tuple[int, ...]) -> None:
    own, seen = dates
    own.start[node], own.finish[node], seen.start[node], seen.finish[node] = values


def _frame(network: FullNetwork, launch: int | None, number: int | None, minutes: int) -> Frame:
    """Resolve the dates of a launch; a task whose two ends are given ends later all the same."""
    frame = make_frame(network, launch)
    task = None if number is None else network.nodes[number].task
    if number is None or task is None:
        return frame
    if task.at is not None and task.until is not None:
        start, finish = frame.pins[number]
        frame.pins[number] = (start, finish + minutes)
        frame.duration[number] += minutes
    elif task.start is not None and task.finish is not None:
        start, finish = frame.fixed[number]
        frame.fixed[number] = (start, finish + minutes)
    return frame


def _with_longer(frame: Frame, number: int, minutes: int) -> Frame:
    """Make the task longer that has no dates of its own; the rest is shared."""
    network = lengthened(frame.network, number, minutes)
    fresh = attrs.evolve(
        frame, network=network, duration=list(frame.duration), crossings=list(frame.crossings)
    )
    fresh.duration[number] += minutes
    for tie_number in network.after[number]:
        if network.ties[tie_number].percent is not None:
            fresh.crossings[tie_number] = network.ties[tie_number].crossing
    return fresh
