"""The first launch at which a plan can be met, by trying one open day after the other."""

import datetime as dt
from typing import Any

from .minutes import DAY
from .reading import NoWorkError, moment_of
from .solve import solve


def launch_differences(document: dict, schedule: Any, tries: int) -> list[str]:
    """
    Disagreements about the earliest launch, looking at so many open days.

    Not before the start or, where none is written, not before J. Whatever comes after those days is not
    tried.
    """
    given = moment_of(document["launch"])
    first = moment_of(document["start"]) if "start" in document else given
    there = schedule.earliest_launch
    if isinstance(there, dt.datetime):
        there = there.date()
    day = first.date()
    while tries:
        launch = dt.datetime.combine(day, given.time())
        try:
            answer = solve(document | {"launch": launch.isoformat()})
        except NoWorkError:  # the pins move with the launch; on this one there is nothing to compare
            return []
        minute = answer.plan.launch // DAY * DAY
        if answer.plan.calendar.work_between(minute, minute + DAY):
            tries -= 1
            if answer.feasible or there == day:
                return verdict(day, answer, there)
        day += dt.timedelta(days=1)
    if there is not None and there < day:
        return [f"earliest launch: none before {day} here, {there} there"]
    return []


def verdict(day: dt.date, answer: Any, there: dt.date | None) -> list[str]:
    """What differs on the first day that one of the two takes."""
    if answer.feasible and there == day:
        return []
    return [f"earliest launch: {day} is {'' if answer.feasible else 'not '}feasible here, {there} there"]
