"""The answer: every date of every task, its slack, and what cannot be met."""

from dataclasses import dataclass

from .minutes import DAY, Calendar, last_place
from .parts import LAUNCH, Leaf, Plan, Span
from .passes import Bearings, Dates, ahead
from .paths import Paths


@dataclass(frozen=True)
class Row:
    """The dates of a task or summary as minutes of the window, and its slack in working minutes."""

    calendar: Calendar
    early: Span
    late: Span
    planned: Span
    total_slack: int
    free_slack: int | None
    critical: bool
    kind: str
    milestone: bool = False


@dataclass(frozen=True)
class Answer:
    """
    A schedule: `rows` by task id, `start` and `launch` as minutes, `conflicts` as pairs of what disagrees,
    `paths` the critical paths (not looked for where a forward plan finds its launch).

    The second half of a pair is a task, the launch or the kind of a bound; deadline and start are bounds.
    """

    plan: Plan
    start: int
    rows: dict[str, Row]
    conflicts: list[tuple[str, str]]
    paths: Paths | None = None

    @property
    def feasible(self) -> bool:
        """Whether nothing disagrees."""
        return not self.conflicts


def total_slack(leaf: Leaf, early: Span, late: Span) -> int:
    """The least of start slack and finish slack, in the task's own working time; of months, finish slack."""
    return min(leaf.calendar.work_between(early[n], late[n]) for n in ((1,) if leaf.months else (0, 1)))


def free_slack(bearings: Bearings, leaf: Leaf, early: Dates, total: int) -> int:
    """
    How far a task can slip before the early (or pinned) dates of a successor move, in its own working time.

    Per link: the gap from its linked end to the latest instant at which the link would let that end be.
    Without links, total slack; never below 0.
    """
    gaps = []
    instants = range(bearings.plan.window.days * DAY)
    for link in bearings.plan.out_of(leaf.id):
        successor = ahead(bearings, link, early)
        latest = last_place(instants, lambda at, link=link, other=successor: link.admits((at, at), other))
        linked_end = early[leaf.id][link.type[0] == "F"]
        gaps.append(leaf.calendar.work_between(linked_end, latest))
    return max(0, min(gaps, default=total))


def conflicts_of(plan: Plan, planned: Dates) -> list[tuple[str, str]]:
    """
    Every link, constraint, deadline and the written start, checked on the planned instants.

    The launch is at J itself, with or without a buffer.
    """
    found = [
        (link.predecessor, link.successor)
        for link in plan.links
        if not link.kept(planned[link.predecessor], planned[link.successor])
    ]
    for leaf in plan.leaves.values():
        found += [(leaf.id, kind) for kind in broken_bounds(plan, leaf, planned[leaf.id])]
    return found


def broken_bounds(plan: Plan, leaf: Leaf, span: Span) -> list[str]:
    """
    The constraints, deadlines and start that dates break by working time of the task.

    A milestone that no pin holds breaks a bound from below by closed time too: it stands as late as it may.
    """
    bounds = [*leaf.bounds, *(("deadline: finish_no_later_than", instant) for instant in leaf.deadlines)]
    if plan.start is not None:
        bounds.append(("plan: start_no_earlier_than", plan.start))
    found = []
    for kind, instant in bounds:
        overrun = leaf.calendar.work_between(instant, span["finish" in kind])
        free = leaf.milestone and leaf.pin is None
        before = (
            span["finish" in kind] < instant if free and kind.endswith("no_earlier_than") else overrun < 0
        )
        too_early = before and not kind.endswith("no_later_than")
        too_late = overrun > 0 and not kind.endswith("no_earlier_than")
        if too_early or too_late:
            found.append(kind)
    return found


def rows_of(bearings: Bearings, early: Dates, late: Dates, planned: Dates) -> dict[str, Row]:
    """A row for each leaf, for each summary and for the launch."""
    plan = bearings.plan
    rows = {}
    for leaf in plan.leaves.values():
        total = total_slack(leaf, early[leaf.id], late[leaf.id])
        rows[leaf.id] = Row(
            leaf.calendar,
            early[leaf.id],
            late[leaf.id],
            planned[leaf.id],
            total,
            free_slack(bearings, leaf, early, total),
            total <= 0,
            bearings.kinds[leaf.id],
            leaf.milestone,
        )
    for id, (calendar, leaves) in plan.summaries.items():
        rows[id] = roll_up(calendar, [rows[leaf] for leaf in leaves])
    if plan.launch is not None:
        launch = (plan.launch, plan.launch)
        rows[LAUNCH] = Row(plan.calendar, launch, launch, launch, 0, 0, True, LAUNCH, True)
    return rows


def roll_up(calendar: Calendar, rows: list[Row]) -> Row:
    """A summary: the least start, the greatest finish, the slack of those dates, critical if a child is."""
    early, late, planned = (
        (min(span[0] for span in spans), max(span[1] for span in spans))
        for spans in zip(*((row.early, row.late, row.planned) for row in rows), strict=True)
    )
    slack = min(calendar.work_between(early[n], late[n]) for n in (0, 1))
    critical = any(row.critical for row in rows)
    return Row(calendar, early, late, planned, slack, None, critical, "summary")
