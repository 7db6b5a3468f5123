"""What every rule needs of a compiled plan: nodes, ties between them, and their order."""

from __future__ import annotations

from typing import TypeAlias

from attrs import Factory, define, field, frozen

from retroplan.calendars import Calendar, WorkingTime
from retroplan.calendars.lags import Crossing
from retroplan.model.constraint import Constraint
from retroplan.model.estimate import Basis
from retroplan.model.link import Link, LinkType, Percent
from retroplan.model.moments import Moment
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.network.ways import Way

TieIn: TypeAlias = tuple[int, bool, Way | None, Way | None, int]


@frozen
class Tie:
    """
    One compiled link, from node to node.

    Attributes
    ----------
    source, target
        Numbers of the nodes it ties.
    type
        Which ends it ties.
    link
        The link as the user wrote it; None for the membership of a summary's gate.
    lag
        Working minutes, for a plain link.
    crossing
        The way between calendars, None for a plain link.
    percent
        The share of the predecessor's duration that the lag is.
    """

    source: int
    target: int
    type: LinkType
    link: Link | None
    lag: int = 0
    crossing: Crossing | None = None
    percent: Percent | None = None

    @property
    def direct(self) -> int | None:
        """Minutes of lag of a tie between clocks, where they count in the successor's."""
        if self.crossing is None or self.percent is not None:
            return None
        return self.crossing.minutes


@define
class Node:
    """
    What is scheduled: a task, a milestone, or the gate of a summary.

    Attributes
    ----------
    id
        Id of the task; of the summary, for a gate.
    task
        The task, None for a gate and for a launch that nobody described.
    calendar
        The calendar it is planned in.
    time
        Its working time; the everyday twin of the calendar for durations in calendar days.
    clock
        The time its work is counted in: `time`, or the clock for a milestone of a plan
        with several calendars.
    duration
        Minutes of work with factor and margin; 0 for a milestone.
    work
        The same without the margin.
    months, work_months
        Months it lasts, instead of minutes, with and without the margin.
    asap
        True or False where the document says so.
    immediate
        Whether it stands at the plan's start, whatever it is linked to.
    day
        Minutes of a usual day of its working time.
    constraints
        Its own dated constraints and those of the summaries above it, with the id that has them.
    deadlines
        The same for deadlines.
    """

    id: str
    task: Task | None
    calendar: Calendar
    time: WorkingTime
    clock: WorkingTime
    duration: int = 0
    work: int = 0
    months: int = 0
    work_months: int = 0
    asap: bool | None = None
    immediate: bool = False
    day: int = 480
    constraints: list[tuple[str, Constraint]] = Factory(list)
    deadlines: list[tuple[str, Moment]] = Factory(list)

    @property
    def milestone(self) -> bool:
        """Whether it has no duration."""
        return not self.duration and not self.months


@define
class FullNetwork:
    """
    A compiled plan with everything that the rules, the reasons and the questions look at.

    Attributes
    ----------
    plan
        The plan it was compiled from.
    expanded
        The plan that is scheduled, every approval, wave and occurrence a task of its own; the
        same if there are none.
    basis
        The value of the estimates it counts with.
    nodes
        Tasks without children in document order, the launch, then gates.
    index
        Number of the node of each task without children.
    launch
        Number of the launch's node; None in a forward plan that does not name it.
    ties
        All links.
    before, after
        For each node, the numbers of the ties that come in and go out, in document order.
    near
        For each node, those it waits for by finish-to-start ties without lag, all of one clock:
        most ties are, and a list of numbers is what the passes are fastest over.
    ties_in
        By node, the ties into it that are one addition, or one more look-up between two clocks: the
        other node, whether its start is tied, the way from its clock to this node's and the way
        back, None where the two have one clock, and what to add to reach this node's start.
    other
        By node, the numbers of the rest of the ties into it.
    odd
        The nodes with any of these last two.
    first
        The tasks that wait for no other by a tie of `near`: of one clock, only they can start first.
    last
        The nodes that nothing waits for, but the launch.
    wary
        The nodes whose start is tied to another clock, and that may not start where they would.
    asap, alap
        The nodes that are to stand at their early, or at their late dates, as the document says.
    clocks, clock_of
        The clocks of all nodes, and the place of its own for each node.
    order
        Topological order of the nodes.
    leaves
        For each summary, the numbers of the nodes below it.
    gates
        Nodes that stand for a side of a summary: ``entry FS`` and ``entry SS`` for the links to
        it, ``begin`` and ``exit`` for those from its starts and from its finishes.
    calendars
        The calendar of each summary.
    hammocks
        The calendar of each hammock; no pass sees one, nothing depends on them.
    """

    plan: Plan
    expanded: Plan
    basis: Basis
    nodes: list[Node]
    index: dict[str, int]
    launch: int | None
    calendar: Calendar
    leaves: dict[str, list[int]]
    gates: dict[tuple[str, str], int]
    calendars: dict[str, Calendar]
    hammocks: dict[str, Calendar] = field(factory=dict)
    ties: list[Tie] = field(factory=list)
    before: list[list[int]] = field(factory=list)
    after: list[list[int]] = field(factory=list)
    near: list[list[int]] = field(factory=list)
    ties_in: dict[int, list[TieIn]] = field(factory=dict)
    other: dict[int, list[int]] = field(factory=dict)
    odd: set[int] = field(factory=set)
    first: set[int] = field(factory=set)
    last: frozenset[int] = frozenset()
    wary: set[int] = field(factory=set)
    asap: set[int] = field(factory=set)
    alap: set[int] = field(factory=set)
    clocks: list[WorkingTime] = field(factory=list)
    clock_of: list[int] = field(factory=list)
    order: list[int] = field(factory=list)

    def __len__(self) -> int:
        return len(self.nodes)

    def is_gate(self, node: int) -> bool:
        """Whether the node stands for an end of a summary."""
        return node >= len(self.index)
