"""Rules about how much rests on one person; they need dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from attrs import frozen

from retroplan.analysis.roles import Cast
from retroplan.analysis.workload import days_of
from retroplan.errors import Finding, info, warning
from retroplan.language import Amount
from retroplan.lint.subject import Subject
from retroplan.model.assignment import Assignment
from retroplan.model.effort import Worker, workers_of
from retroplan.model.link import whole_of
from retroplan.model.people import FULL_TIME, Person
from retroplan.result import Schedule

MOST_SHARE = Fraction(60, 100)
"""How much of the critical work may rest on one person."""
LEAST_TASKS, LEAST_PEOPLE = 4, 3
"""Critical tasks, and people who do any task, from which on sharing can be asked for."""


@frozen
class _Duty:
    """A share of somebody's time, from one instant to another."""

    start: datetime
    finish: datetime
    task: str
    share: Fraction
    counted: bool  # whether the plan says how much of somebody's time it takes


@frozen
class _Rush:
    """A time in which more is asked of somebody than they have."""

    start: datetime
    finish: datetime
    most: Fraction
    duties: tuple[_Duty, ...]


def overbooked(subject: Subject) -> Iterator[Finding]:
    """
    Find people who are responsible for more at once than their share of the plan's time.

    It is a doubt where the plan says how much of somebody's time a task takes, by a share or an
    effort, and a remark where it does not: whoever is responsible need not work on it all day.
    """
    schedule = subject.schedule
    if schedule is None:
        return
    for worker, duties in _duties(schedule):
        has = Fraction((worker.person.availability if worker.person else FULL_TIME).amount) / 100
        for rush in _rushes(duties, has):
            tasks = tuple(dict.fromkeys(whole_of(duty.task) for duty in rush.duties))
            tell = warning if any(duty.counted for duty in rush.duties) else info
            yield tell(
                "RP206", f"{subject.paths[tasks[0]]}.responsible", task=tasks[0],
                who=worker.label, asked=_percent(rush.most), has=_percent(has),
                start=rush.start.date(), finish=(rush.finish - timedelta(minutes=1)).date(), tasks=tasks,
            )  # fmt: skip


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.0f} %"


def _duties(schedule: Schedule) -> Iterator[tuple[Worker, list[_Duty]]]:
    """Yield everybody who does a task, with what they do, by start."""
    found: dict[str, tuple[Worker, list[_Duty]]] = {}
    plan = schedule.expanded
    for task in plan.walk():
        workers = workers_of(plan, task) if not task.tasks and task.id in schedule else ()
        planned = schedule[task.id] if workers else None
        if planned is None or planned.kind != "task" or planned.start >= planned.work_finish:
            continue
        shares = {item.name for item in task.responsible if isinstance(item, Assignment)}
        for worker in workers:
            counted = task.effort is not None or any(plan.person(name)[0] == worker.key for name in shares)
            duty = _Duty(planned.start, planned.work_finish, task.id, worker.share, counted)
            found.setdefault(worker.key, (worker, []))[1].append(duty)
    for worker, duties in found.values():
        yield worker, sorted(duties, key=lambda duty: duty.start)


def _rushes(duties: Sequence[_Duty], has: Fraction) -> Iterator[_Rush]:
    """Yield each time without a break in which the shares add up to more than there is."""
    begin: dict[datetime, list[_Duty]] = {}
    end: dict[datetime, list[_Duty]] = {}
    for duty in duties:
        begin.setdefault(duty.start, []).append(duty)
        end.setdefault(duty.finish, []).append(duty)
    active: dict[str, _Duty] = {}
    asked, most, since = Fraction(0), Fraction(0), None
    crowd: dict[str, _Duty] = {}
    for instant in sorted({*begin, *end}):
        for duty in end.get(instant, ()):
            del active[duty.task]
            asked -= duty.share
        for duty in begin.get(instant, ()):
            active[duty.task] = duty
            asked += duty.share
        if asked > has:
            crowd.update(active if since is None else {duty.task: duty for duty in begin.get(instant, ())})
            most, since = max(most, asked), since or instant
        elif since is not None:
            yield _Rush(since, instant, most, tuple(crowd.values()))
            crowd, most, since = {}, Fraction(0), None


def leaned_on(subject: Subject) -> Iterator[Finding]:
    """Find somebody on whom most of the critical work rests; a team is several people."""
    schedule = subject.schedule
    if schedule is None:
        return
    cast = Cast(schedule.expanded)
    days: dict[str, float] = {}
    tasks: dict[str, list[str]] = {}
    busy: set[str] = set()
    critical, whole = 0, 0.0
    for task in schedule.expanded.walk():
        if task.tasks or task.id not in schedule or schedule[task.id].kind != "task":
            continue
        doers = cast.roles[task.id].responsible
        busy.update(doers)
        if not doers or not schedule[task.id].critical:
            continue
        critical += 1
        for doer in doers:
            own = days_of(schedule, cast, doer, task.id)
            whole += own
            days[doer] = days.get(doer, 0.0) + own
            tasks.setdefault(doer, []).append(whole_of(task.id))
    if critical < LEAST_TASKS or len(busy) < LEAST_PEOPLE:
        return
    for doer, own in days.items():
        if own > float(MOST_SHARE) * whole and not _is_team(subject.plan.people.get(doer)):
            count = Amount(len(tasks[doer]), "task")
            yield info(
                "RP207", who=cast.label(doer), share=f"{100 * own / whole:.0f} %", count=count,
                tasks=tuple(dict.fromkeys(tasks[doer])),
            )  # fmt: skip


def _is_team(person: Person | None) -> bool:
    return person is not None and (bool(person.members) or person.availability.amount > FULL_TIME.amount)
