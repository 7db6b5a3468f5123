"""Why a task moved: what changed along the chains that held it before and hold it now."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.analysis.chains import EARLY, Chains, State, Step
from retroplan.analysis.differences import Differences, Findings
from retroplan.engine.kinds import Kind, Kinds
from retroplan.engine.solve import Solution
from retroplan.errors import Finding
from retroplan.model.link import NO_LAG, Percent

MOST_REASONS = 20


class Attribution:
    """
    Finds what changed along the chain of each task of one schedule.

    A chain is followed from the task to what fixes it. What lies behind a task is worked out
    once, for all tasks in front of it, so the whole takes time in proportion to the plan.

    Parameters
    ----------
    solution
        The schedule whose chains are followed.
    differences
        What differs between it and the other one.

    Attributes
    ----------
    other
        The same for the other schedule, where the two are known.
    """

    def __init__(self, solution: Solution, differences: Differences) -> None:
        self._chains = Chains(solution)
        self._differences = differences
        self.other: Attribution | None = None
        self._held: dict[State, Findings] = {}
        self._steps: dict[State, Step] = {}
        self._ways: dict[int, Findings] = {}

    @property
    def index(self) -> dict[str, int]:
        """Number of the node of each task."""
        return self._chains.solution.frame.network.index

    @property
    def kinds(self) -> Kinds:
        """The kinds of the nodes."""
        return self._chains.solution.kinds

    def reasons(self, number: int, *, start: bool, finish: bool) -> Findings:
        """
        Name what changed on the chain of a node.

        Parameters
        ----------
        number
            The node.
        start, finish
            Which of its ends moved. An end that is held moved with what holds it; the other one
            moves by the node's own length as well.

        Returns
        -------
        tuple of Finding
            The nearest first; one more than `MOST_REASONS` at most.
        """
        state = self._chains.first(number)
        behind = self.behind(state)
        step = self._steps[state]
        found: Findings = ()
        if (start and not step.holds_start) or (finish and not step.holds_finish):
            found = self._own(state)
        if (start and step.holds_start) or (finish and step.holds_finish):
            found = merged(found, behind)
        return found

    def behind(self, state: State) -> Findings:
        """Name what changed in what holds a node; its own length does not count."""
        trail: list[State] = []
        following: State | None = state
        while following is not None and following not in self._held and following not in self._steps:
            trail.append(following)
            self._steps[following] = self._chains.step(following)
            following = self._steps[following].next
        for passed in reversed(trail):
            self._held[passed] = self._behind(passed, self._steps[passed])
        return self._held.get(state, ())

    def edge(self, *, start: bool) -> Findings:
        """Name what changed in what the computed start of the plan, or its end, comes from."""
        state = self._chains.first_to_start if start else self._chains.last_to_end
        if state is None:
            return ()
        found = self.behind(state)
        step = self._steps[state]
        return (
            found if (step.holds_start if start else step.holds_finish) else merged(self._own(state), found)
        )

    def _behind(self, state: State, step: Step) -> Findings:
        found = tuple(self._local(state, step))
        if step.next is None or step.next not in self._held:
            return merged(found, ())
        beyond = self._held[step.next]
        following = self._steps[step.next]
        through = not (following.holds_start if step.next_start else following.holds_finish)
        if through:  # it is held at its other end, so its own length counts
            beyond = merged(self._own(step.next), beyond)
        return merged(found, beyond)

    def _own(self, state: State) -> Findings:
        """Name what changed in a node's own length: its work and the days on which it is done."""
        node, differences = self._chains.node(state), self._differences
        low, high = self._chains.span(state)
        found = differences.length(node.id) + differences.twin(node.id)
        return found + differences.closures(node.id, low, high) if low < high else found

    def _local(self, state: State, step: Step) -> Iterator[Finding]:
        """Name what changed between a node and what holds it."""
        chains, differences = self._chains, self._differences
        node = chains.node(state)
        yield from differences.presence(node.id)
        yield from differences.direction(node.id)
        yield from differences.fixed(node.id)
        yield from self._side(node.id)
        link = step.cause.driver.link
        if link is not None:
            yield from differences.link(link)
        yield from differences.closures(node.id, *step.gap)
        if link is not None and link.lag != NO_LAG and step.next is not None:
            if step.next[1] != EARLY:  # the lag counts in the calendar of the task that waits
                yield from differences.closures(chains.node(step.next).id, *step.gap)
            if link is not None and isinstance(link.lag, Percent):
                yield from differences.length(link.predecessor)
        yield from self._terminal(node.id, step)

    def _side(self, task_id: str) -> Findings:
        """Name what put a task after the launch in the other schedule that is not so in this one."""
        number, other = self.index.get(task_id), self.other
        if other is None or number is None or task_id not in other.index:
            return ()
        theirs = other.index[task_id]
        kinds = self.kinds.of[number], other.kinds.of[theirs]
        if kinds[0] is Kind.AFTER or kinds[1] is not Kind.AFTER:
            return ()
        return merged(other.after_launch(theirs), other.behind((theirs, EARLY)))

    def after_launch(self, number: int) -> Findings:
        """Name the nearest link, on a way from the launch to a node, that the other plan has not."""
        ways, trail = self._chains.ways_from_launch, []
        node: int | None = number
        while node is not None and node not in self._ways:
            trail.append(node)
            node = ways[node][0] if node in ways else None
        for passed in reversed(trail):
            before, link = ways.get(passed, (None, None))
            found = () if link is None else self._differences.link(link)
            self._ways[passed] = found or ((before is not None and self._ways.get(before)) or ())
        return self._ways[number]

    def _terminal(self, task_id: str, step: Step) -> Iterator[Finding]:
        """Name what changed in what ends a chain."""
        differences, driver = self._differences, step.cause.driver
        match driver.kind:
            case "pin":
                yield from differences.pin(task_id)
                yield from differences.offset_closures(task_id, step.gap[0])
            case "constraint":
                yield from differences.dated(driver.task or task_id)
            case "deadline":
                yield from differences.deadline(driver.task or task_id)
            case "start":
                yield from differences.start()
                yield from () if self.other is None else self.other.edge(start=True)
            case "end":
                yield from () if self.other is None else self.other.edge(start=False)
            case "launch" | "buffer":
                yield from differences.untied(task_id)
        if step.to_start:
            yield from differences.start()
        if step.to_launch:
            yield from differences.launch()
        if step.to_buffer:
            yield from differences.buffer()
            yield from self._in_buffer()

    def _in_buffer(self) -> Findings:
        """Name the days that changed inside the buffer, which counts in the calendar of the plan."""
        solution = self._chains.solution
        launch, end = solution.frame.launch, solution.ends.buffer_end
        if launch is None or end >= launch:
            return ()
        return self._differences.plan_closures(end, launch)


def merged(first: Findings, then: Findings) -> Findings:
    """Join findings without saying any of them twice; one more than are shown are kept, as a sign."""
    if not first:
        return then
    known = {id(finding): finding for finding in first}
    for finding in then:
        if len(known) > MOST_REASONS:
            break
        known.setdefault(id(finding), finding)
    return tuple(known.values())[: MOST_REASONS + 1]
