"""From a plan document to an answer, step by step."""

import datetime as dt
from dataclasses import replace

from .answer import Answer, conflicts_of, rows_of
from .kinds import bearings_of, default_start, kinds_of, plan_end, shrunk_buffer
from .minutes import Window, WindowTooSmallError
from .parts import LAUNCH, Leaf, Plan
from .passes import Dates, early_dates, late_dates, planned_dates
from .paths import paths_of, percent_buffer
from .reading import moment_of, read

STEP = 32
"""Windows begin on a multiple of this many days, so that plans close to each other share their calendars."""


def solve(document: dict, margin: int = 128) -> Answer:
    """
    The schedule of a plan document.

    The window reaches `margin` days to either side of the launch (or start); it is doubled until all fits in.
    """
    anchor = moment_of(document.get("launch") or document["start"]).date()
    while margin < 3_000:
        first_day = dt.date.fromordinal(anchor.toordinal() // STEP * STEP - margin)
        try:
            return answer(read(document, Window(first_day, 2 * margin)))
        except WindowTooSmallError:
            margin *= 2
    raise AssertionError("the plan does not fit into 16 years")


def answer(plan: Plan) -> Answer:
    """The schedule of a plan over one window."""
    if plan.forward and LAUNCH in {id for link in plan.links for id in (link.predecessor, link.successor)}:
        plan = replace(plan, launch=forward_launch(plan))
    plan, kinds = kinds_of(plan)
    plan = replace(plan, buffer=buffer_of(plan, kinds))
    bearings = bearings_of(plan, kinds, shrunk_buffer(plan, kinds))
    start = default_start(bearings) if plan.start is None else plan.start
    early = early_dates(plan, start, kinds)
    late = late_dates(bearings, plan_end(plan, kinds, early))
    planned = planned_dates(bearings, early, late)
    rows = rows_of(bearings, early, late, planned)
    paths = None if plan.forward and plan.launch is not None else paths_of(plan, start, early)
    return Answer(plan, start, rows, conflicts_of(plan, planned), paths)


def buffer_of(plan: Plan, kinds: dict[str, str]) -> int:
    """The buffer in working minutes; of a percent one, what the plan without it says."""
    if not plan.buffer_percent:
        return plan.buffer
    bare = bearings_of(plan, kinds, 0)
    start = default_start(bare) if plan.start is None else plan.start
    return percent_buffer(plan, start, early_dates(plan, start, kinds))


def forward_launch(plan: Plan) -> int:
    """In a forward plan the launch is the opening after its predecessors."""
    milestone = Leaf(LAUNCH, 0, plan.calendar, plan.twin)
    dates: Dates = early_dates(replace(plan, leaves=plan.leaves | {LAUNCH: milestone}), plan.start)
    return plan.calendar.opening(dates[LAUNCH][0])
