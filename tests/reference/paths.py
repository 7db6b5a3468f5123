"""The longest chains into the launch, found by asking of each link alone where it would put its successor."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .parts import LAUNCH, Leaf, Link, Plan, Span
from .passes import Dates, seen_early

Chain = tuple[str, ...]


@dataclass(frozen=True)
class Paths:
    """
    The longest chains by the early dates.

    `ends` are the tasks that reach furthest into the launch (in a forward plan, that finish last), `drivers`
    those before each task whose link alone would put it where it is; both in document order.
    """

    ends: list[str]
    drivers: dict[str, list[str]]
    forward: bool

    def chains(self, limit: int = 1000) -> list[Chain]:
        """The chains from a task without drivers to one of the ends, ties in document order, and so many."""
        chains: list[Chain] = []
        waiting: list[Chain] = [(id,) for id in self.ends][::-1]
        while waiting and len(chains) < limit:
            chain = waiting.pop()
            before = self.drivers[chain[0]]
            waiting += [(id, *chain) for id in before[::-1]]
            if not before:
                chains.append(chain if self.forward else (*chain, LAUNCH))
        return chains

    def holds(self, chain: Chain) -> bool:
        """Whether each task of a chain drives the next, and the last is one of the ends."""
        tasks = chain if self.forward else chain[:-1]
        return (
            (self.forward or chain[-1] == LAUNCH)
            and tasks[-1:] in [(end,) for end in self.ends]
            and all(before in self.drivers[after] for before, after in pairwise(tasks))
        )


def paths_of(plan: Plan, start: int, early: Dates) -> Paths:
    """The longest chains of a plan."""
    table = {leaf.id: drivers(plan, start, early, leaf) for leaf in plan.leaves.values()}
    return Paths(last_of(plan, early), table, plan.forward)


def last_of(plan: Plan, early: Dates) -> list[str]:
    """The tasks with which the longest chains end."""
    if plan.forward:
        reached = {leaf.id: early[leaf.id][1] for leaf in plan.leaves.values()}
    else:
        reached = {}
        for link in plan.links:
            if link.successor == LAUNCH:
                asked = asked_of_launch(plan, link.predecessor, link, early)
                reached[link.predecessor] = max(asked, reached.get(link.predecessor, asked))
    furthest = max(reached.values(), default=0)
    return [id for id in plan.leaves if reached.get(id) == furthest]


def asked_of_launch(plan: Plan, id: str, link: Link, early: Dates) -> int:
    """The work of the plan's calendar before the least instant at which a link would let the launch be."""
    launch = Leaf(LAUNCH, 0, plan.calendar, plan.twin)
    return plan.calendar.work_before(launch.first(lambda span: link.holds(early[id], span))[0])


def drivers(plan: Plan, start: int, early: Dates, leaf: Leaf) -> list[str]:
    """
    The tasks of which a link alone puts a task where it is, up to time without work, in document order.

    None where another link would put it later still: then a bound or the start of the plan has put it there.
    """
    found, stands = set(), early[leaf.id][0]
    for link in plan.into(leaf.id):
        if link.predecessor == LAUNCH:
            continue
        other = seen_early(start, plan.leaves[link.predecessor], early)
        alone: Span = leaf.first(lambda span, link=link, other=other: link.holds(other, span))
        if alone[0] > stands and leaf.calendar.work_between(stands, alone[0]):
            return []
        if leaf.calendar.work_between(alone[0], stands) == 0:
            found.add(link.predecessor)
    return [id for id in plan.leaves if id in found]


def counts_alike(plan: Plan) -> bool:
    """
    Whether all tasks and links count in the calendar of the plan, and no milestone stands at a date.

    Only then is there no time between two tasks in which one of them works and the other does not.
    """
    return all(
        leaf.calendar is plan.calendar
        and not (leaf.milestone and (leaf.pin or leaf.bounds or leaf.deadlines))
        for leaf in plan.leaves.values()
    ) and all(link.measure == "work" and link.calendar is plan.calendar for link in plan.links)


def percent_buffer(plan: Plan, start: int, early: Dates) -> int:
    """
    The share of the work on the first of the longest chains that the plan keeps before J.

    A calendar day, or one by the clock, counts as a day of the plan.
    """
    if not plan.buffer_percent:
        return plan.buffer
    (chain, *_) = paths_of(plan, start, early).chains(limit=1) or [()]
    work = Fraction(0)
    for leaf in (plan.leaves[id] for id in chain if id != LAUNCH):
        if leaf.days is not None:
            work += leaf.days * plan.day
        else:
            work += leaf.minutes
    whole = work * plan.buffer_percent / 100
    return int(whole) + (whole % 1 * 2 >= 1)
