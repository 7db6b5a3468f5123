"""Slack: how far a task may move, in its own working time."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from retroplan.calendars import WorkingTime
from retroplan.engine.passes import EVER, Dates, latest_end
from retroplan.engine.solve import Solution


def total_slack(solution: Solution, node: int) -> int:
    """
    Give the least of start and finish slack, in working minutes.

    Start slack is the work from early to late start, finish slack from early to late
    finish; a task in months has finish slack only.
    """
    early, late = solution.early, solution.late
    finish = work_between(solution, node, early.finish[node], late.finish[node])
    if solution.frame.network.nodes[node].months:
        return finish
    return min(finish, work_between(solution, node, early.start[node], late.start[node]))


def work_between(solution: Solution, node: int, first: int, last: int) -> int:
    """Count the node's working minutes between two values of its clock."""
    item = solution.frame.network.nodes[node]
    if item.clock is item.time:
        return last - first
    return item.time.worked(item.clock.opening(last)) - item.time.worked(item.clock.opening(first))


@frozen(slots=False)
class FreeSlack:
    """
    Free slack of every task of a solution.

    Free slack is the least gap, over the links out of a task, from its early linked end
    to the latest instant the link allows for the successor's early (if pinned: pinned) date.
    """

    solution: Solution

    def of(self, node: int) -> int:
        """Give the free slack in working minutes: total slack where nothing follows, never below 0."""
        solution = self.solution
        network, early = solution.frame.network, solution.early
        gaps = []
        if node in solution.kinds.implicit:
            item = network.nodes[node]
            ends = solution.ends
            t = solution.frame.launch if node in ends.exempt else ends.buffer_end
            assert t is not None
            gaps.append(work_between(solution, node, early.finish[node], item.clock.worked(t)))
        for number in network.after[node]:
            tie = network.ties[number]
            end = (early.start if tie.type.from_start else early.finish)[node]
            gaps.append(work_between(solution, node, end, self._allowed(number)))
        return max(0, min(gaps, default=total_slack(solution, node)))

    def of_summary(self, task_id: str, time: WorkingTime, start: int, finish: int) -> list[int]:
        """
        Give the gaps behind the links of a summary, in working minutes of its calendar.

        Parameters
        ----------
        task_id
            Id of the summary.
        time
            Its working time.
        start, finish
            Instants of its rolled-up early dates.
        """
        network = self.solution.frame.network
        gaps = []
        for side, end in (("begin", start), ("exit", finish)):
            gate = network.gates.get((task_id, side))
            if gate is not None:
                allowed = network.nodes[gate].clock.opening(self._seen.start[gate])
                gaps.append(time.worked(allowed) - time.worked(end))
        for leaf in network.leaves[task_id]:
            for number in network.after[leaf]:
                tie = network.ties[number]
                if tie.link is not None and tie.link.predecessor == task_id:  # to the launch
                    allowed = network.nodes[leaf].clock.opening(self._allowed(number))
                    gaps.append(time.worked(allowed) - time.worked(start if tie.type.from_start else finish))
        return gaps

    def _allowed(self, number: int) -> int:
        """Give the work, by the predecessor's clock, of the latest instant that a link allows."""
        solution = self.solution
        frame, ends = solution.frame, solution.ends
        tie, crossing = frame.network.ties[number], frame.crossings[number]
        if crossing is None:
            return latest_end(frame, self._seen, number, ends)
        if tie.target == ends.launch:
            work = ends.work(tie.source, tie.type)
        else:
            work = (self._seen.start if tie.type.to_start else self._seen.finish)[tie.target]
        return crossing.source.worked(crossing.latest(work))

    @cached_property
    def _seen(self) -> Dates:
        """Early dates as neighbours see them; a gate stands where its own successors allow it."""
        solution = self.solution
        network = solution.frame.network
        seen = Dates(solution.early_seen.start.copy(), solution.early_seen.finish.copy())
        for node, (start, finish) in solution.frame.pins.items():
            seen.start[node], seen.finish[node] = start, finish
        for node in reversed(network.order):
            if network.is_gate(node):
                values = [
                    latest_end(solution.frame, seen, number, solution.ends) for number in network.after[node]
                ]
                seen.start[node] = seen.finish[node] = min(values, default=EVER)
        return seen
