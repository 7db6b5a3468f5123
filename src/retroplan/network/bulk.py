"""Networks from plain arrays, for those who have a hundred thousand tasks and no use for objects."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.errors import Finding, error
from retroplan.model.link import Link, LinkType
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.network.order import knots
from retroplan.network.plain import Links, Plain, plain_calendar
from retroplan.units import Duration, Unit

if TYPE_CHECKING:
    from numpy import ndarray


@frozen(slots=False, eq=False)
class Bulk:
    """
    Tasks and links as arrays; the tasks themselves are made when somebody looks at them.

    Attributes
    ----------
    ids
        Id of each task.
    durations
        Length of each, in `unit`.
    sources, targets
        The tasks that each link ties, by number.
    types
        Type of each link; None where all are finish to start.
    lags
        Lag of each, in `unit`; None where there are none.
    unit
        Working minutes, hours, days or weeks.
    """

    ids: list[str]
    durations: ndarray
    sources: ndarray
    targets: ndarray
    types: list[LinkType] | None
    lags: ndarray | None
    unit: Unit

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, each with its links."""
        links: list[list[Link]] = [[] for _ in self.ids]
        for number, (source, target) in enumerate(
            zip(self.sources.tolist(), self.targets.tolist(), strict=True)
        ):
            kind = LinkType.FS if self.types is None else self.types[number]
            lag = Duration(Decimal(0 if self.lags is None else int(self.lags[number])), self.unit)
            links[target].append(Link(self.ids[source], self.ids[target], kind, lag))
        return tuple(
            Task(task_id, duration=Duration(Decimal(length), self.unit) if length else None, after=after)
            for task_id, length, after in zip(self.ids, self.durations.tolist(), links, strict=True)
        )

    def circles(self) -> list[Finding]:
        """Name the tasks that wait for one another."""
        import numpy as np

        return circles(self.ids, self.sources, self.targets, np.arange(len(self.sources)))

    def plain(self, head: Plan) -> Plain | None:
        """
        Compile to flat lists.

        None if there is nothing to compile, the head of the plan is out of the ordinary, or the links
        go in a circle.
        """
        import numpy as np

        calendar = plain_calendar(head)
        if calendar is None or not self.ids:
            return None
        sizes = head.day_and_week()
        minutes = Duration(Decimal(1), self.unit).minutes(*sizes)
        # One object a number, however many links name it: at a million tasks that is 100 MB less.
        numbers = np.arange(len(self.ids)).astype(object)
        sources, targets = numbers[self.sources].tolist(), self.targets.tolist()
        links = Links((self.durations * minutes).tolist())
        if self.types is None and self.lags is None:
            predecessors = links.predecessors
            for source, target in zip(sources, targets, strict=True):
                predecessors[target].append(source)
            links.forward = bool((self.sources < self.targets).all())
        else:
            types = self.types or [LinkType.FS] * len(sources)
            lags = [0] * len(sources) if self.lags is None else (self.lags * minutes).tolist()
            for each in zip(sources, targets, types, lags, strict=True):
                links.tie(*each)
        order = links.order()
        if order is None:
            return None
        return Plain(
            calendar.working_time(), calendar.usual_minutes, sizes, links.durations,
            links.predecessors, links.ties, order,
        )  # fmt: skip


def circles(names: list[str], sources: ndarray, targets: ndarray, places: ndarray) -> list[Finding]:
    """
    Name one circle of every knot of tasks that wait for one another, at the link that closes it.

    Parameters
    ----------
    names
        What each task is called.
    sources, targets
        The two tasks of each link, by number.
    places
        The place of each link in the arrays it came in.
    """
    links = Links([0] * len(names))
    pairs = list(zip(sources.tolist(), targets.tolist(), strict=True))
    for source, target in pairs:
        links.tie(source, target, LinkType.FS, 0)
    if links.forward:
        return []
    stuck = {*range(len(names))}.difference(links.reached())
    closing: dict[tuple[int, int], int] = {}
    for pair, place in zip(pairs, places.tolist(), strict=True):
        if stuck.issuperset(pair):
            closing.setdefault(pair, place)
    found = []
    for circle in sorted(knots(closing), key=min):
        first = circle.index(min(circle))
        nodes = circle[first:] + circle[:first]
        called = [names[node] for node in (*nodes, nodes[0])]
        path = f"targets[{closing[nodes[-1], nodes[0]]}]"
        found.append(error("cycle", path, task=called[0], cycle=" → ".join(called)))
    return found
