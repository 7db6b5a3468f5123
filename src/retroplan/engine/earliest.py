"""The first launch date at which a plan is feasible."""

from __future__ import annotations

from datetime import date

from retroplan.calendars import day_of, moment
from retroplan.engine.conflicts import find_conflicts, has_conflict
from retroplan.engine.frame import DAY, make_frame
from retroplan.engine.solve import Solution, early_finish_before, solve
from retroplan.errors import Finding, PlanError, warning
from retroplan.model.moments import Moment
from retroplan.network import FullNetwork, moved

_HORIZON_DAYS = 2 * 366


def earliest_launch(
    network: FullNetwork, launch: int, given_start: int | None
) -> tuple[Moment | None, tuple[Finding, ...]]:
    """
    Search the first open day, not before the start, at which the plan is feasible.

    Parameters
    ----------
    network
        The network.
    launch
        The instant of the launch asked for; its time of day is kept, and without a
        written start no earlier date is tried.
    given_start
        The instant of the written start, None if there is none.

    Returns
    -------
    tuple
        The date, or None and a finding that says what stops it.
    """
    first = (launch if given_start is None else given_start) // DAY
    day = first
    stopped: Solution | None = None
    while day <= first + _HORIZON_DAYS:
        try:
            day = network.calendar.next_open(day_of(day * DAY)).toordinal()
            at = day * DAY + launch % DAY
            network = _moved(network, at)
            solution = solve(make_frame(network, at), given_start)
        except PlanError as problem:
            return None, problem.findings
        if not has_conflict(solution):
            return (moment(solution.frame.launch or 0) if launch % DAY else date.fromordinal(day)), ()
        stopped = solution
        day = max(day + 1, _lower_bound(solution))
    conflicts = find_conflicts(stopped) if stopped else ()
    return None, tuple(
        warning(
            "no-feasible-launch",
            task=conflict.task,
            launch=date.fromordinal((stopped.frame.launch or 0) // DAY),
            conflict=conflict,
        )
        for conflict in conflicts[:1]
        if stopped is not None
    )


def _moved(network: FullNetwork, launch: int) -> FullNetwork:
    """Put waves and occurrences where they are for another launch."""
    if network.expanded is network.plan:
        return network
    at = moment(launch)
    return moved(network, network.plan.replace(launch=at if launch % DAY else at.date()))


def _lower_bound(solution: Solution) -> int:
    """Give a day before which no launch can be met: that of the early finish, where no pin moves with J."""
    if solution.frame.pins or solution.given_start is None:
        return 0
    return early_finish_before(solution) // DAY
