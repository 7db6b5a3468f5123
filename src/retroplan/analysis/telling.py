"""How a change of one value is told: the finding, and the values that its sentence shows."""

from __future__ import annotations

from retroplan.calendars import Calendar
from retroplan.errors import Finding, info
from retroplan.language import Phrase
from retroplan.model.constraint import Constraint
from retroplan.model.link import Link
from retroplan.model.task import Task
from retroplan.offsets import OffsetUnit

DIRECTIONS: dict[bool | None, str | None] = {True: "asap", False: "alap", None: None}


def calendar_change(old: Calendar, new: Calendar, task_id: str | None, *, replaced: bool) -> Finding:
    """Tell that a calendar changed, or that another one took its place."""
    if not replaced:
        return info("changed-calendar", calendar=new.label)
    if task_id is None:
        return info("other-plan-calendar", before=old.label, after=new.label)
    return info("other-calendar", task=task_id, before=old.label, after=new.label)


def relinked(before: Link, after: Link) -> Finding:
    """Tell that a link ties in another way."""
    return info(
        "changed-link", predecessor=after.predecessor, successor=after.successor,
        before=before.manner, after=after.manner,
    )  # fmt: skip


def pin_text(task: Task | None) -> str | None:
    """Write the pins of a task as they stand in its document; None if it has none."""
    if task is None or (task.at is None and task.until is None):
        return None
    return " – ".join(f"{key}: {pin}" for key, pin in (("at", task.at), ("until", task.until)) if pin)


def constraint_phrase(constraint: Constraint | None) -> Phrase | None:
    """Give a dated constraint as part of a sentence."""
    if constraint is None:
        return None
    kind = Phrase(f"constraint-{constraint.type.value}")
    return Phrase("dated-constraint", {"type": kind, "date": constraint.date})


def must_of(constraint: Constraint | None) -> Constraint | None:
    """Keep a constraint that fixes a date, and no other."""
    return constraint if constraint is not None and constraint.type.must else None


def counts_open_days(task: Task | None) -> bool:
    """Whether a pin of a task counts open days of the calendar of the plan."""
    pins = (task.at, task.until) if task is not None else ()
    return any(pin is not None and pin.unit is OffsetUnit.WORKING_DAYS for pin in pins)
