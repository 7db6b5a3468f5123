"""On which days something that comes again and again comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date
from itertools import count

from retroplan.calendars import Calendar, day_of, instant
from retroplan.calendars.lags import add_months
from retroplan.errors import PlanError, error
from retroplan.model.moments import moment_instant
from retroplan.model.pins import offset_instant
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.spacing import MAX_TIMES, Anchor
from retroplan.offsets import Offset, OffsetUnit, day_offset
from retroplan.units import Duration, Unit

MOST_YEARS = 100


def launch_of(plan: Plan, offset: Offset | None = None) -> int:
    """Give the instant of J, or say that an offset needs one."""
    if plan.launch is None:
        raise PlanError(error("pin-needs-launch", text=str(offset or "J")))
    return moment_instant(plan.launch)


def day_of_anchor(plan: Plan, anchor: Anchor) -> date:
    """Give the day that a date or an offset means."""
    if isinstance(anchor, Offset):
        return day_of(offset_instant(anchor, launch_of(plan, anchor), plan.resolve(plan.calendar)))
    return date.fromordinal(anchor.toordinal())


def calendar_of(plan: Plan, place: Place) -> Calendar:
    """Give the calendar that a task works in: its own, a summary's, the plan's."""
    above = (task.calendar for task in (place.task, *reversed(place.parents)))
    return plan.resolve(next((item for item in above if item is not None), plan.calendar))


def moved(offset: Offset, days: int, plan: Plan) -> Offset:
    """Move an offset by some days; what is not moved stays as it was written."""
    if not days:
        return offset
    if offset.unit is OffsetUnit.HOURS:
        hours = offset.amount + 24 * days
        return Offset(hours, OffsetUnit.HOURS, f"H{hours:+d}")
    launch = date.fromordinal(launch_of(plan, offset) // (24 * 60))
    amount = (day_of_anchor(plan, offset) - launch).days + days
    return Offset(amount, OffsetUnit.DAYS, day_offset(amount))


def spaced(first: date, every: Duration, calendar: Calendar, step: int = 1) -> Iterator[date]:
    """
    Yield days that lie some spacing apart, each counted from the first; without end.

    Weeks have seven days, months are those of the date with their ends clamped, and days are open
    days of the calendar, counted from the first open one.

    Parameters
    ----------
    first
        The first day.
    every
        How far apart they are.
    calendar
        Whose open days count.
    step
        1 to go forward, -1 to go backward.
    """
    amount = int(every.amount) * step
    if every.unit is Unit.D:
        first = calendar.next_open(first) if step > 0 else calendar.previous_open(first)
    for number in count():
        far = amount * number
        if every.unit is Unit.D:
            yield calendar.add_days(first, far)
        elif every.unit is Unit.MO:
            yield day_of(add_months(instant(first), far))
        else:
            weeks = every.unit in (Unit.W, Unit.CW)
            yield day_of(instant(first) + (7 * far if weeks else far) * 24 * 60)


def bounded(days: Iterator[date], first: date, count: int | None, last: date | None) -> list[date]:
    """
    Take days up to a number of them and up to a day, whichever comes first.

    Raises
    ------
    PlanError
        There is none, there are more than anybody repeats, or they go on for a century.
    """
    taken: list[date] = []
    horizon = date(min(first.year + MOST_YEARS, MAXYEAR), 12, 31)
    while count is None or len(taken) < count:
        day = next(days, None)
        if day is None or (last is not None and day > last):
            break
        if day > horizon:
            raise PlanError(error("repeat-too-far", years=MOST_YEARS))
        taken.append(day)
        if len(taken) > MAX_TIMES:
            raise PlanError(error("too-many-occurrences", limit=str(MAX_TIMES)))
    if not taken:
        raise PlanError(error("no-occurrence"))
    return taken
