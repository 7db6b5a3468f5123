"""On which side of the launch each task is, and what follows: implicit links, buffer, default start."""

from dataclasses import replace

from .parts import LAUNCH, Leaf, Link, Plan
from .passes import Bearings, Dates, early_dates, late_dates, seen, seen_early


def reachable(links: list[Link], id: str) -> set[str]:
    """Everything that follows a task along the links."""
    found: set[str] = set()
    fresh = [id]
    while fresh:
        here = fresh.pop()
        following = {link.successor for link in links if link.predecessor == here} - found
        found |= following
        fresh.extend(following)
    return found


def kinds_of(plan: Plan) -> tuple[Plan, dict[str, str]]:
    """
    The kind of each task, and the plan with the implicit links that the kinds imply.

    Before: with a path to the launch, or feeding nothing and not after it (an implicit FS link then leads to
    the launch). After: the descendants of the launch, and tasks without a written path to it that written
    dates keep from finishing by J. Neither: the others, which feed only tasks after the launch.
    """
    if plan.forward:
        return plan, dict.fromkeys(plan.leaves, "forward")
    followers = reachable(plan.links, LAUNCH)
    dates = early_dates(plan, None)
    after = {
        leaf.id
        for leaf in plan.leaves.values()
        if leaf.id in followers
        or (LAUNCH not in reachable(plan.links, leaf.id) and held_after(plan.launch, leaf, dates))
    }
    implicit = [to_launch(plan, id) for id in plan.leaves if not plan.out_of(id) and id not in after]
    plan = replace(plan, links=plan.links + implicit)
    kinds = {}
    for id in plan.leaves:
        leads = LAUNCH in reachable(plan.links, id)
        kinds[id] = "after" if id in after else "before" if leads else "neither"
    return plan, kinds


def held_after(launch: int, leaf: Leaf, dates: Dates) -> bool:
    """Whether written dates alone keep a task from finishing by J; of a pinned task the pin says so."""
    held = seen(leaf, dates[leaf.id])
    return held is not None and held[1] > launch


def to_launch(plan: Plan, id: str) -> Link:
    """The implicit finish-to-start link of a task that feeds nothing."""
    return Link(id, LAUNCH, "FS", 0, "work", plan.calendar, plan.twin, to_milestone=True, written=False)


def bearings_of(plan: Plan, kinds: dict[str, str], buffer: int) -> Bearings:
    """What the plan is scheduled against, with a buffer of that many working minutes before J."""
    bearings = Bearings(plan, kinds)
    if plan.launch is None:
        return bearings
    bearings.brink = plan.launch
    if buffer:
        # J less the buffer: the latest instant with that much work before J
        bearings.brink = plan.calendar.worked[plan.calendar.work_before(plan.launch) - buffer]
    bearings.uncapped = {
        link.predecessor
        for link in plan.links
        if link.successor == LAUNCH and (link.lag < 0 or link.type in ("SS", "SF"))
    }
    for leaf in plan.leaves.values():
        if leaf.pin and kinds[leaf.id] == "before":
            within = plan.calendar.work_between(bearings.brink, leaf.pin[1]) > 0
            bearings.inside_buffer |= {leaf.id, *reachable(plan.links, leaf.id)} if within else set()
    return bearings


def shrunk_buffer(plan: Plan, kinds: dict[str, str]) -> int:
    """
    The working minutes of the buffer that are left.

    After a written start it shrinks, minute by minute, until the early dates fit before it.
    """
    if plan.start is None or not plan.buffer:
        return plan.buffer
    early = early_dates(plan, plan.start, kinds)
    for buffer in range(plan.buffer, 0, -1):
        bearings = bearings_of(plan, kinds, buffer)
        if all(has_room(bearings, leaf, early) for leaf in plan.leaves.values()):
            return buffer
    return 0


def has_room(bearings: Bearings, leaf: Leaf, early: Dates) -> bool:
    """
    Whether a task before J fits before J less the buffer: its finish, and its FS and FF links to the launch.

    A pinned task is where its neighbours see it in the early pass. Behind a pin inside the buffer nothing
    needs to fit: it is J that counts there.
    """
    if bearings.kinds[leaf.id] != "before" or leaf.id in bearings.inside_buffer:
        return True
    cap, span = bearings.cap(leaf, None), seen_early(bearings.plan.start, leaf, early)
    return (cap is None or span[1] <= cap) and all(
        link.holds(span, bearings.launch_for(link))
        for link in bearings.plan.out_of(leaf.id)
        if link.successor == LAUNCH and link.type in ("FS", "FF")
    )


def default_start(bearings: Bearings) -> int:
    """
    When to begin, if the plan does not say.

    The earliest of: the late starts of tasks before J; those of tasks that only feed what comes after,
    counted back from the earliest dates that the launch, pins and dates alone allow what they feed; the
    starts of pinned tasks that have links; J.
    """
    plan, kinds = bearings.plan, bearings.kinds
    late = late_dates(bearings, end=None)
    soonest = early_dates(plan, None)
    fed = {id: soonest[id] for id in plan.leaves if kinds[id] == "after"}
    counted_back = late_dates(bearings, end=None, fixed=fed)
    linked = {id for link in plan.links if link.written for id in (link.predecessor, link.successor)}
    starts = [plan.launch]
    starts += [late[id][0] for id in plan.leaves if kinds[id] == "before"]
    starts += [counted_back[id][0] for id in plan.leaves if kinds[id] == "neither"]
    starts += [leaf.pin[0] for leaf in plan.leaves.values() if leaf.pin and leaf.id in linked]
    return min(starts)


def plan_end(plan: Plan, kinds: dict[str, str], early: Dates) -> int | None:
    """The greatest early or pinned finish of the tasks not before the launch, at least J."""
    finishes = [] if plan.launch is None else [plan.launch]
    for leaf in plan.leaves.values():
        if kinds[leaf.id] != "before":
            finishes.append(early[leaf.id][1])
            finishes.extend([leaf.pin[1]] if leaf.pin else [])
    return max(finishes)
