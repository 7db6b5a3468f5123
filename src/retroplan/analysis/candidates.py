"""Who could do a task: those who have its skills and are free when it is planned."""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.roles import Cast
from retroplan.analysis.workload import days_of
from retroplan.model.effort import presence_of
from retroplan.model.people import Person, plain_name
from retroplan.result import Schedule


@frozen
class Candidate:
    """
    Somebody who could do a task.

    Attributes
    ----------
    key, name
        Their key in the plan, and what they are called.
    days
        How many working days other tasks take of them.
    """

    key: str
    name: str
    days: float


def candidates(schedule: Schedule, task_id: str) -> tuple[Candidate, ...]:
    """
    Propose people of the plan for a task, those with the least to do first.

    They have all `skills` of the task, a team through its members, do no other task on its planned
    days, and are there on each of these days on which the plan's calendar is open.

    Parameters
    ----------
    schedule
        The schedule.
    task_id
        Id of the task.

    Raises
    ------
    KeyError
        There is no such task.
    """
    check_schedule(schedule, "candidates")
    task, planned = schedule.expanded[task_id], schedule[task_id]
    cast = Cast(schedule.expanded)
    asked = {plain_name(skill) for skill in task.skills}
    found = []
    for key, person in schedule.plan.people.items():
        if not asked <= cast.skills(key) or _away(schedule, person, task_id):
            continue
        others = [other for other in _done_by(schedule, cast, key) if other != task_id]
        dates = [(schedule[other].start_date, schedule[other].finish_date) for other in others]
        if any(first <= planned.finish_date and planned.start_date <= last for first, last in dates):
            continue
        days = sum(days_of(schedule, cast, key, other) for other in others)
        found.append(Candidate(key, cast.label(key), round(days, 2)))
    return tuple(sorted(found, key=lambda candidate: candidate.days))


def _done_by(schedule: Schedule, cast: Cast, key: str) -> list[str]:
    """List what somebody does, alone or in a team, less what takes no time."""
    as_whom = {key, *cast.teams.get(key, ())}
    return [
        task.id
        for task in schedule.expanded.walk()
        if not task.tasks and task.id in schedule and schedule[task.id].kind == "task"
        and as_whom & set(cast.roles[task.id].responsible)
    ]  # fmt: skip


def _away(schedule: Schedule, person: Person, task_id: str) -> bool:
    """Whether somebody is not there on a day of a task that is open in the plan's calendar."""
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    planned = schedule[task_id]
    presence = presence_of(schedule.plan, person.name, person)
    count = (planned.finish_date - planned.start_date).days + 1
    days = (planned.start_date + timedelta(number) for number in range(count))
    return any(calendar.is_open(day) and presence.why_away(day) is not None for day in days)
