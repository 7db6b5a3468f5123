"""
The three passes, as searches.

Early is the least solution in which nothing begins before the start, late the greatest, planned lies between.
No pass computes a date from a link: it tries instants and asks each link whether it holds.

An instant of None means "not held by anything": a task without an early date when only written dates count,
or without a late date when nothing bounds the plan's end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .minutes import DAY
from .parts import LAUNCH, Leaf, Link, Plan, Span

Dates = dict[str, Span | None]


@dataclass
class Bearings:
    """
    What a plan is scheduled against, once its tasks have been sorted into kinds.

    `brink` is J less the buffer. `inside_buffer` holds the pinned tasks that lie inside the buffer and what
    follows them. `uncapped` holds the tasks with a written lead, SS or SF to the launch.
    """

    plan: Plan
    kinds: dict[str, str]
    brink: int | None = None
    inside_buffer: set[str] = field(default_factory=set)
    uncapped: set[str] = field(default_factory=set)

    def launch_for(self, link: Link) -> Span:
        """
        Where the launch stands for a link to it.

        For FS and FF that is J less the buffer (J behind a pin inside the buffer), for SS and SF it is J.
        """
        launch = self.plan.launch
        early = link.type in ("FS", "FF") and link.predecessor not in self.inside_buffer
        return (self.brink, self.brink) if early else (launch, launch)

    def cap(self, leaf: Leaf, end: int | None) -> int | None:
        """The latest finish of a task whatever its links: J less the buffer, or the plan's end after J."""
        if self.kinds[leaf.id] != "before":
            return end
        if leaf.id in self.uncapped:
            return None
        return self.plan.launch if leaf.id in self.inside_buffer else self.brink


def seen(leaf: Leaf, own: Span | None) -> Span | None:
    """The dates that the neighbours of a task see: its pin, which binds them as a must would, or its own."""
    return leaf.pin or own


def seen_early(start: int | None, leaf: Leaf, dates: Dates) -> Span | None:
    """The same in the early pass: a written start wins over a pin before it."""
    if leaf.pin and start is not None and leaf.pin[0] < start:
        return leaf.starting(start)
    return seen(leaf, dates[leaf.id])


def settle(plan: Plan, dates_of: Callable[[Leaf, Dates], Span | None]) -> Dates:
    """
    Apply a rule to every task until nothing changes any more.

    The rule gets the dates found so far, the launch among them.
    """
    launch = None if plan.launch is None else (plan.launch, plan.launch)
    dates: Dates = dict.fromkeys(plan.leaves) | {LAUNCH: launch}
    while True:
        before = dict(dates)
        for leaf in plan.leaves.values():
            dates[leaf.id] = dates_of(leaf, dates)
        if dates == before:
            return dates


def early_dates(plan: Plan, start: int | None, kinds: dict[str, str] | None = None) -> Dates:
    """
    The least dates that respect every link and no-earlier-than date, nothing beginning before the start.

    Without a start only the launch, pins and written dates count.
    """

    def rule(leaf: Leaf, dates: Dates) -> Span | None:
        demands: list[Callable[[Span], bool]] = []
        if start is not None:
            begin = first_instant(leaf)
            demands.append(lambda span: span[0] >= begin)
        if leaf.has("no_earlier_than"):
            demands.append(leaf.obeys_floors)
        for link in plan.into(leaf.id):
            other = dates[LAUNCH]
            if link.predecessor != LAUNCH:
                other = seen_early(start, plan.leaves[link.predecessor], dates)
            if other is not None:
                demands.append(lambda span, link=link, other=other: link.holds(other, span))
        found = leaf.first(lambda span: all(demand(span) for demand in demands)) if demands else None
        return overruled(leaf, found)

    def first_instant(leaf: Leaf) -> int:
        """After J a pinned task is free from J or its pin, whichever is earlier; others from the start."""
        if leaf.pin and kinds and kinds[leaf.id] == "after":
            return max(start, min(plan.launch, leaf.pin[0]))
        return start

    def overruled(leaf: Leaf, found: Span | None) -> Span | None:
        """No-later-than dates and musts win over links; the start wins over them."""
        if found is not None and leaf.ceilings:
            latest = leaf.under(leaf.ceilings)
            found = found if found <= latest else leaf.starting(latest[0])
        found = leaf.must() or found
        if start is not None and found[0] < start:
            found = leaf.starting(start)
        return found

    return settle(plan, rule)


def late_dates(bearings: Bearings, end: int | None, fixed: Dates | None = None) -> Dates:
    """
    The greatest dates that respect every link, no-later-than date and deadline, and the cap of each task.

    `end` is the plan's end, None for "as late as anybody likes". Tasks in `fixed` are not computed but taken.
    """
    plan = bearings.plan

    def rule(leaf: Leaf, dates: Dates) -> Span | None:
        if fixed and leaf.id in fixed:
            return fixed[leaf.id]
        allowed: list[Span] = []
        cap = bearings.cap(leaf, end)
        if cap is not None:
            allowed.append(leaf.last(lambda span: span[1] <= cap))
        if leaf.ceilings:
            allowed.append(leaf.under(leaf.ceilings))
        for link in plan.out_of(leaf.id):
            other = ahead(bearings, link, dates)
            if other is not None:
                allowed.append(latest_for(leaf, link, other))
        must = leaf.must()
        if must is not None:
            allowed = [must]
        if leaf.deadlines:
            allowed.append(leaf.under([(1, instant) for instant in leaf.deadlines]))
        return leaf.earliest(allowed) if allowed else None

    return settle(plan, rule)


def planned_dates(bearings: Bearings, early: Dates, late: Dates) -> Dates:
    """
    A pin or a must at its date, an `asap` task at its early dates, an `alap` task as late as it may.

    That is as late as the planned dates of its successors allow, and never after its late dates. The default
    is `alap` before J and for tasks that only feed what comes after, `asap` after J and in a forward plan.
    """
    plan = bearings.plan

    def rule(leaf: Leaf, dates: Dates) -> Span | None:
        if leaf.pin or leaf.must():
            return leaf.pin or leaf.must()
        usual = "alap" if bearings.kinds[leaf.id] in ("before", "neither") else "asap"
        if (leaf.when or usual) == "asap":
            return early[leaf.id]
        return as_late_as_allowed(bearings, leaf, dates, late[leaf.id], early[leaf.id])

    return settle(plan, rule)


def as_late_as_allowed(bearings: Bearings, leaf: Leaf, dates: Dates, late: Span, early: Span) -> Span:
    """
    The latest dates that the planned dates of the successors allow, and the late dates.

    Under SS and SF the instant that a link allows may be one at which the task cannot start. The last minute
    it works before that would do, but nobody plans to begin in the last minute of a day: it is planned at the
    opening of that day, or at its early start when that is later in the day.
    """
    links = [(link, ahead(bearings, link, dates)) for link in bearings.plan.out_of(leaf.id)]
    allowed = {link: latest_for(leaf, link, to) for link, to in links if to}
    found = leaf.earliest([late, *allowed.values()])
    for link, to in links:
        there = allowed.get(link, (None,))[0] == found[0]
        closed_there = link.type[0] == "S" and not leaf.milestone and there
        if closed_there and link.admits((found[0] + 1, found[1]), to):
            return min(found, max(leaf.starting(found[0] // DAY * DAY), early))
    return found


def latest_for(leaf: Leaf, link: Link, successor: Span) -> Span:
    """The greatest dates of a task that a link out of it allows."""
    return leaf.last(lambda span: link.admits(span, successor), by_start=link.type[0] == "S")


def ahead(bearings: Bearings, link: Link, dates: Dates) -> Span | None:
    """The dates of the successor of a link, as its predecessors see them."""
    if link.successor == LAUNCH:
        return bearings.launch_for(link)
    return seen(bearings.plan.leaves[link.successor], dates[link.successor])
