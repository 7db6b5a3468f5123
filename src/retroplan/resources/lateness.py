"""What it costs if the launch comes later."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from retroplan.errors import PlanError, error
from retroplan.model.moments import Moment, parse_moment
from retroplan.model.money import Money
from retroplan.model.spending import currency_of, priced
from retroplan.resources.dated import Dated, checked
from retroplan.result import Schedule
from retroplan.units import Unit


def delay_cost(schedule: Schedule, launch: Moment | str | Schedule) -> Money:
    """
    Say what it costs if the launch comes later: the plan's `cost_of_delay` for each day between.

    Parameters
    ----------
    schedule
        The schedule as it was planned.
    launch
        The later launch, or the schedule that has it; an earlier one costs nothing.

    Returns
    -------
    Money
        For open days of the plan's calendar if the rate is for ``d`` or ``w``, for calendar days if it
        is for ``cd`` or ``cw``; parts of a week are paid for by the day.

    Raises
    ------
    PlanError
        The plan has no `cost_of_delay`, or one of the two schedules no launch.
    TypeError
        `schedule` is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan(launch="2026-06-15", cost_of_delay="200 EUR/d", tasks=[rp.Task("text", duration="5d")])
    >>> str(rp.delay_cost(rp.schedule(plan), "2026-06-18"))
    '600 EUR'
    """
    dated = checked(schedule, "delay_cost")
    later = launch.launch if isinstance(launch, Schedule) else _moment(launch)
    if dated.plan.cost_of_delay is None:
        raise PlanError(error("no-cost-of-delay", "cost_of_delay"))
    if schedule.launch is None or later is None:
        raise PlanError(error("no-launch", "launch"))
    return price_of_delay(dated, later)


def _moment(launch: Moment | str) -> Moment:
    try:
        return parse_moment(launch)
    except PlanError as problem:
        raise PlanError(finding.at("launch") for finding in problem.findings) from None


def price_of_delay(dated: Dated, launch: Moment) -> Money:
    """Give the price of a launch on another day than that of the schedule."""
    rate, planned = dated.plan.cost_of_delay, dated.schedule.launch
    assert rate is not None
    assert planned is not None
    first, last = planned.date(), _date(launch)
    every_day = rate.unit in (Unit.CD, Unit.CW)
    days = (last - first).days if every_day else dated.calendar.count_days(first, last)
    per = {Unit.CW: 7, Unit.W: dated.calendar.open_weekdays}.get(rate.unit, 1)
    return priced(rate.money, currency_of(dated.plan)).times(Fraction(max(days, 0), per))


def _date(launch: Moment) -> date:
    return launch.date() if isinstance(launch, datetime) else launch
