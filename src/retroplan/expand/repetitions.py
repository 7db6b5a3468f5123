"""Recurring work: a task for every occurrence, at the place that its own pin or date moves to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve

from retroplan.expand.days import bounded, calendar_of, day_of_anchor, moved, spaced
from retroplan.expand.tree import Parts, replace_tasks, summary_of
from retroplan.language import say
from retroplan.model.constraint import Constraint, ConstraintType
from retroplan.model.fields import varied
from retroplan.model.link import PartId
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.repeat import Repeat
from retroplan.model.spacing import Anchor
from retroplan.model.task import Task
from retroplan.offsets import Offset, OffsetUnit

_ENDS = ("at", "start", "until", "finish")
_EMPTY: dict[str, Any] = dict.fromkeys(("constraint", "deadline", "when", "repeat", "status"))
_EMPTY |= {"deliverables": (), "note": "", "context": {}}  # said once, of the whole


def expand_repetitions(plan: Plan) -> Plan:
    """Let every occurrence of a repeated task be a task of its own."""
    return replace_tasks(plan, "repeat", _parts)


def _parts(plan: Plan, place: Place) -> Parts | None:
    task, repeat = place.task, place.task.repeat
    if repeat is None:
        return None
    anchors = _anchors(task, repeat)
    first = day_of_anchor(plan, next(iter(anchors.values())))
    bare = evolve(task, **_EMPTY, after=(), before=(), extra={})
    children = []
    for number, day in enumerate(_days(plan, place, repeat, first), 1):
        ends = {key: _moved(plan, anchor, (day - first).days) for key, anchor in anchors.items()}
        name = say("part-occurrence", {"task": task.label, "number": number}, plan.lang or "en")
        part_id = PartId(f"{task.id}/{number}")
        children.append(varied(bare, id=part_id, name=name, **ends))
    constraint = outermost(task, children)
    ids = tuple(child.id for child in children)
    summary = summary_of(task, children, constraint=constraint, deadline=task.deadline)
    return Parts(summary, ids[0], task.id, ids, ids[-1:])


def outermost(task: Task, children: list[Task], first: int = 0) -> Constraint | None:
    """
    Put a constraint that only the first or the last part can break on that part.

    Parameters
    ----------
    task
        The task that has the constraint.
    children
        Its parts in order; the list is changed.
    first
        The place of the part that begins first.

    Returns
    -------
    Constraint or None
        The constraint, if it holds for all parts alike.
    """
    constraint = task.constraint
    if constraint is None:
        return None
    places = {ConstraintType.START_NO_LATER_THAN: first, ConstraintType.FINISH_NO_EARLIER_THAN: -1}
    if constraint.type not in places:
        return constraint
    number = places[constraint.type]
    children[number] = evolve(children[number], constraint=constraint)
    return None


def _anchors(task: Task, repeat: Repeat) -> dict[str, Anchor]:
    """Give what moves from one occurrence to the next; what counts comes first."""
    if repeat.first is not None:
        return {"at" if isinstance(repeat.first, Offset) else "start": repeat.first}
    given = {key: getattr(task, key) for key in _ENDS if getattr(task, key) is not None}
    return given or {"at": Offset(0, OffsetUnit.DAYS, "J")}


def _days(plan: Plan, place: Place, repeat: Repeat, first: date) -> list[date]:
    last = None if repeat.until is None else day_of_anchor(plan, repeat.until)
    if repeat.rrule is None:
        assert repeat.every is not None
        return bounded(spaced(first, repeat.every, calendar_of(plan, place)), first, repeat.count, last)
    rule = repeat.rrule
    counts = [item for item in (repeat.count, rule.count) if item is not None]
    ends = [item for item in (last, rule.last) if item is not None]
    return bounded(rule.days(first), first, min(counts, default=None), min(ends, default=None))


def _moved(plan: Plan, anchor: Anchor, days: int) -> Anchor:
    if isinstance(anchor, Offset):
        return moved(anchor, days, plan)
    if isinstance(anchor, datetime):
        return anchor + timedelta(days)
    return date.fromordinal(anchor.toordinal() + days)
