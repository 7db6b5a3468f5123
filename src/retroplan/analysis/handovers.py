"""Where work goes from one pair of hands to another."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import asdict, frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.following import Following
from retroplan.analysis.naming import name_of
from retroplan.analysis.roles import Cast
from retroplan.language import plain
from retroplan.result import Schedule


@frozen(kw_only=True)
class Handover:
    """
    A point at which somebody else takes over.

    Attributes
    ----------
    source, target
        Ids of the task that is done, and of the one that waits for it.
    source_name, target_name
        What they are called.
    givers, takers
        Who did the one, and who of those that do the other had no part in it.
    date
        The day on which the one is planned to be done.
    needed
        The day on which the other is planned to begin.
    """

    source: str
    target: str
    source_name: str
    target_name: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    date: datetime.date
    needed: datetime.date

    def to_record(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        return {key: plain(value) for key, value in asdict(self).items()}


def handovers(schedule: Schedule) -> tuple[Handover, ...]:
    """
    List the points at which a task waits for the work of somebody else, by date.

    Milestones that nobody does are passed through, and work that goes on in the same hands is left out.

    Parameters
    ----------
    schedule
        The schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [
    ...     rp.Task("text", duration="3d", responsible="Anna"),
    ...     rp.Task("print", duration="2d", responsible="Paul", after=["text"]),
    ... ]
    >>> (found,) = rp.handovers(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))
    >>> found.givers, found.takers, str(found.date)
    (('Anna',), ('Paul',), '2026-06-10')
    """
    check_schedule(schedule, "handovers")
    plan = schedule.expanded
    cast, following = Cast(plan), Following(schedule)

    def nobodys(task_id: str) -> bool:
        return not cast.roles[task_id].responsible and schedule[task_id].kind == "milestone"

    found = []
    for task in plan.walk():
        givers = cast.roles[task.id].responsible
        for other in following.behind(task.id, nobodys) if givers and not task.tasks else ():
            takers = tuple(key for key in cast.roles[other].responsible if key not in givers)
            if takers:
                found.append(
                    Handover(
                        source=task.id, target=other,
                        source_name=name_of(plan, task.id), target_name=name_of(plan, other),
                        givers=tuple(map(cast.label, givers)), takers=tuple(map(cast.label, takers)),
                        date=schedule[task.id].finish_date, needed=schedule[other].start_date,
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda item: (item.date, item.needed)))
