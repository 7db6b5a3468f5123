"""Whom to tell of tasks that moved, and whom to ask before they are done."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import asdict, frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.comparing import compare
from retroplan.analysis.roles import Cast
from retroplan.language import plain, say
from retroplan.model.task import LAUNCH
from retroplan.result import Schedule


@frozen(kw_only=True)
class Notice:
    """
    Something to say to one person about one task.

    Attributes
    ----------
    person
        What they are called.
    kind
        ``inform``: tell them the new dates; ``consult``: ask them before the day of `by`.
    task, name
        The id of the task, and what it is called.
    start_date, finish_date
        Its new dates, the finish inclusive; no finish (None) of what goes on without an end.
    by
        The day before which they are asked: on which the first approval begins, or the work ends; or
        begins, where it goes on without an end.
    """

    person: str
    kind: str
    task: str
    name: str
    start_date: date
    finish_date: date | None
    by: date

    def text(self, lang: str = "en") -> str:
        """Put it into words."""
        values = {
            "person": self.person, "task": self.name, "start": self.start_date,
            "finish": self.finish_date, "by": self.by,
        }  # fmt: skip
        code = f"notice-{self.kind}" if self.finish_date else f"notice-{self.kind}-ongoing"
        return say(code, values, lang)

    def to_record(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        return {key: plain(value) for key, value in asdict(self).items()}


def notices(old: Schedule, new: Schedule) -> tuple[Notice, ...]:
    """
    List whom to tell and whom to ask, now that the dates are others.

    Those who are informed of a task that moved are told; those who are consulted are asked again, before
    its approval or its end. Nobody hears of tasks that stay where they were.

    Parameters
    ----------
    old, new
        The schedule that people know, and the one that holds from now on.
    """
    check_schedule(old, "notices")
    check_schedule(new, "notices")
    cast, found = Cast(new.plan), []
    for change in compare(old, new).values():
        task = new.plan.get(change.id)
        if not change.changed or not (change.moved or change.status == "added") or task is None:
            continue
        if task.tasks or task.id == LAUNCH:
            continue
        planned, roles = new[task.id], cast.roles[task.id]
        approvals = [part.id for part in new.expanded[task.id].tasks if "/approval" in part.id]
        by = new[approvals[0]].start_date if approvals else planned.last_date or planned.start_date
        for kind, people in (("consult", roles.consulted), ("inform", roles.informed)):
            found += [
                Notice(
                    person=cast.label(key), kind=kind, task=task.id, name=task.label,
                    start_date=planned.start_date, finish_date=planned.last_date, by=by,
                )
                for key in people
            ]  # fmt: skip
    return tuple(found)
