"""Which tasks come right behind which, gates of summaries passed through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import frozen

from retroplan.analysis.parallel import Ways, network_of, ways_of
from retroplan.model.task import LAUNCH
from retroplan.network import FullNetwork
from retroplan.result import Schedule

Passes = Callable[[str], bool]
"""Whether a task is no more than a way through."""


@frozen(slots=False)
class Following:
    """
    The order of the tasks of a schedule.

    Attributes
    ----------
    schedule
        The schedule; implicit links to the launch count.
    """

    schedule: Schedule

    @cached_property
    def _graph(self) -> tuple[FullNetwork, Ways, Ways]:
        network, implicit = network_of(self.schedule)
        return network, *ways_of(network, implicit)

    def behind(self, task_id: str, passes: Passes | None = None) -> tuple[str, ...]:
        """Give the tasks that wait for a task directly, the launch left out."""
        return tuple(self._next(task_id, self._graph[1], passes))

    def ahead(self, task_id: str, passes: Passes | None = None) -> tuple[str, ...]:
        """Give the tasks that a task waits for directly."""
        return tuple(self._next(task_id, self._graph[2], passes))

    def all_behind(self, task_ids: list[str]) -> set[str]:
        """Give everything that waits for some tasks, however far behind, the launch left out."""
        network, after, _ = self._graph
        pending = [network.index[task_id] for task_id in task_ids if task_id in network.index]
        met = set(pending)
        while pending:
            fresh = [node for node in after[pending.pop()] if node not in met]
            met.update(fresh)
            pending += fresh
        ids = {network.nodes[node].id for node in met if node < len(network.index)}
        return ids - {LAUNCH, *task_ids}

    def _next(self, task_id: str, ways: Ways, passes: Passes | None) -> Iterator[str]:
        """
        Yield what comes right behind a task, or before it.

        What is only reached through a summary, and from another of them as well, comes behind that one:
        behind the work of an approved task comes its approval, not what waits for both.
        """
        found = self._met(task_id, ways, passes)
        behind_others = (
            {beyond for other in found for beyond in self._met(other, ways, passes)}
            if not all(found.values())
            else set()
        )
        yield from (other for other, tied in found.items() if tied or other not in behind_others)

    def _met(self, task_id: str, ways: Ways, passes: Passes | None) -> dict[str, bool]:
        """Give the first tasks on every way, and whether a tie of its own leads to each."""
        network = self._graph[0]
        if task_id not in network.index:
            return {}
        own = network.index[task_id]
        pending, met, found = [own], {own}, dict[str, bool]()
        while pending:
            start = pending.pop(0)
            for node in ways[start]:
                if node in met or node == network.launch:
                    continue
                met.add(node)
                task = node < len(network.index)
                if task and not (passes is not None and passes(network.nodes[node].id)):
                    found[network.nodes[node].id] = start == own
                else:
                    pending.append(node)
        return found
