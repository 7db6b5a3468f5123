"""The chain of drivers behind every date of a schedule, followed step by step to what fixes it."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from retroplan.engine.frame import DAY
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import EVER, NEVER
from retroplan.engine.reasons import Cause, cause
from retroplan.engine.solve import Solution
from retroplan.model.link import Link
from retroplan.model.moments import moment_instant
from retroplan.network import Node

PLANNED, EARLY, LATE = "planned", "early", "late"
State: TypeAlias = tuple[int, str]
"""A node, and which of its dates are asked about."""

_FAR = EVER // 2


@frozen
class Step:
    """
    What holds the dates of one node.

    Attributes
    ----------
    cause
        What the engine says of it.
    holds_start, holds_finish
        Which end is held; the other one follows from the duration. Both may be.
    next
        Where the chain goes on; None where it ends.
    next_start
        Whether the start of the next node counts, or its finish.
    gap
        The instants between the held end and what holds it, the earlier one first.
    to_launch
        Whether what holds it is the launch itself.
    to_buffer
        Whether the buffer lies between it and the launch.
    to_start
        Whether the start of the plan holds it: in the early pass that wins over pins and musts.
    """

    cause: Cause
    holds_start: bool
    holds_finish: bool
    next: State | None = None
    next_start: bool = False
    gap: tuple[int, int] = (0, 0)
    to_launch: bool = False
    to_buffer: bool = False
    to_start: bool = False


@frozen(slots=False)
class Chains:
    """
    The chains of one schedule.

    Attributes
    ----------
    solution
        The schedule as numbers.
    """

    solution: Solution

    def first(self, number: int) -> State:
        """Begin with the planned dates of a node."""
        return (number, PLANNED)

    def node(self, state: State) -> Node:
        """Give the node of a state."""
        return self.solution.frame.network.nodes[state[0]]

    def span(self, state: State) -> tuple[int, int]:
        """Give the instants at which a node starts and finishes."""
        return self._end(state, start=True), self._end(state, start=False)

    def step(self, state: State) -> Step:
        """Find what holds a node."""
        number, mode = state
        found = cause(self.solution, number, early=mode == EARLY, late=mode == LATE)
        if mode == EARLY and self._begins_too_early(number):
            return Step(found, True, False, to_start=True)
        match found.driver.kind:
            case "link":
                return self._linked(state, found)
            case "launch" | "buffer":
                return self._at_launch(state, found)
            case "pin":
                return self._pinned(state, found)
            case "constraint" | "deadline":
                return self._dated(state, found)
            case "start":
                gap = self._gap(state, self.solution.start, start=True)
                at_launch = self.solution.given_start is None and self.first_to_start is None
                return Step(found, True, False, self.first_to_start, True, gap, at_launch)
            case _:
                gap = self._gap(state, self.solution.end, start=False)
                return Step(found, False, True, self.last_to_end, False, gap, self.last_to_end is None)

    def _linked(self, state: State, found: Cause) -> Step:
        number, mode = state
        solution, link, tie = self.solution, found.driver.link, found.tie
        assert found.next is not None
        assert tie is not None
        kind = tie.type if link is None else link.type
        early = mode == EARLY or (mode == PLANNED and number in solution.asap)
        if early:
            holds_start, next_start, next_mode = kind.to_start, kind.from_start, EARLY
        else:
            holds_start, next_start = kind.from_start, kind.to_start
            next_mode = LATE if found.late else PLANNED
        to_launch = found.next == solution.ends.launch
        to_buffer = to_launch and not early and not kind.from_start and tie.source not in solution.ends.exempt
        following = (found.next, next_mode)
        gap = self._gap(state, self._end(following, start=next_start), start=holds_start)
        return Step(found, holds_start, not holds_start, following, next_start, gap, to_launch, to_buffer)

    def _at_launch(self, state: State, found: Cause) -> Step:
        number, solution = state[0], self.solution
        if number == solution.ends.launch:
            return Step(found, True, True, to_launch=True)
        assert solution.frame.launch is not None
        gap = self._gap(state, solution.frame.launch, start=False)
        buffered = number not in solution.ends.exempt
        return Step(found, False, True, gap=gap, to_launch=True, to_buffer=buffered)

    def _pinned(self, state: State, found: Cause) -> Step:
        at, until = self.solution.frame.pin_instants[state[0]]
        instants = [t for t in (at, until) if t is not None]
        start, finish = self.span(state)
        gap = (min(*instants, start), max(*instants, finish if at is None else start))
        return Step(found, at is not None, until is not None, gap=gap, to_launch=True)

    def _dated(self, state: State, found: Cause) -> Step:
        number, frame = state[0], self.solution.frame
        task = frame.network.nodes[number].task
        if number in frame.fixed and task is not None and None not in (task.start, task.finish):
            return Step(found, True, True, gap=self.span(state))
        if found.dated is None:
            held, t = False, self._end(state, start=False)
        else:
            held = not found.dated.type.on_finish
            t = moment_instant(found.dated.date, finish=not held)
        return Step(found, held, not held, gap=self._gap(state, t, start=held))

    def _begins_too_early(self, number: int) -> bool:
        """Whether a pin or a must would have a node begin before the plan does."""
        frame = self.solution.frame
        asked = frame.pins.get(number) or frame.fixed.get(number)
        return asked is not None and asked[0] < self.solution.early_seen.start[number]

    def _gap(self, state: State, holder: int, *, start: bool) -> tuple[int, int]:
        """Order the held end of a node and what holds it; a milestone before J prints at its closing."""
        instants = [holder, self._end(state, start=start)]
        if self._is_milestone_before(state[0]):
            instants.append(self._end(state, start=False))
        return min(instants), max(instants)

    def _is_milestone_before(self, number: int) -> bool:
        solution = self.solution
        has_work = solution.frame.duration[number] or solution.frame.network.nodes[number].months
        return not has_work and solution.kinds.of[number] is Kind.BEFORE

    def _end(self, state: State, *, start: bool) -> int:
        """Give the instant of one end of a node, as its neighbours see it."""
        number, mode = state
        solution = self.solution
        dates = {PLANNED: solution.planned, EARLY: solution.early_seen, LATE: solution.late_seen}[mode]
        clock = solution.frame.network.nodes[number].clock
        if number == solution.ends.launch and mode != EARLY and solution.frame.launch is not None:
            return solution.frame.launch
        return clock.opening(dates.start[number]) if start else clock.closing(dates.finish[number])

    @cached_property
    def first_to_start(self) -> State | None:
        """Find the node for which the plan begins when it does, where nobody wrote a start."""
        solution = self.solution
        network = solution.frame.network
        if solution.given_start is not None:
            return None
        for number in range(len(network.index)):
            clock = network.nodes[number].clock
            pin = solution.frame.pins.get(number)
            if number in solution.frame.immediate or number == network.launch:
                continue
            if pin is not None and clock.opening(pin[0]) == solution.start:
                return (number, PLANNED)
            if solution.kinds.of[number] is Kind.BEFORE:
                late = solution.late.start[number]
                if abs(late) < _FAR and clock.opening(late) == solution.start:
                    return (number, LATE)
        return None

    @cached_property
    def last_to_end(self) -> State | None:
        """Find the node that the end of the plan comes from; None if that is the launch."""
        solution = self.solution
        network = solution.frame.network
        for number in range(len(network.index)):
            if solution.kinds.of[number] is Kind.BEFORE:
                continue
            pin = solution.frame.pins.get(number, (NEVER, NEVER))[1]
            early = solution.early.finish[number]
            if network.nodes[number].clock.closing(max(pin, early)) == solution.end:
                return (number, PLANNED if pin >= early else EARLY)
        return None

    @cached_property
    def ways_from_launch(self) -> dict[int, tuple[int, Link | None]]:
        """Lead each node that follows the launch one step back on a way from there, with its link."""
        network = self.solution.frame.network
        ways: dict[int, tuple[int, Link | None]] = {}
        pending = [] if network.launch is None else [network.launch]
        while pending:
            node = pending.pop()
            for number in network.after[node]:
                tie = network.ties[number]
                if tie.target not in ways:
                    ways[tie.target] = (node, tie.link)
                    pending.append(tie.target)
        return ways


def days_of(low: int, high: int) -> tuple[int, int]:
    """Give the first and last day (ordinals) that lie between two instants, the later one left out."""
    return low // DAY, max(high - 1, low) // DAY
