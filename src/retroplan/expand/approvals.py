"""Approvals: the work, then each round of each approval, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.expand.tree import Parts, chained, part_of, replace_tasks, summary_of
from retroplan.language import say
from retroplan.language.quoting import quoted
from retroplan.model.approval import Approval
from retroplan.model.effort import person_label
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.task import Task

_IN_WAVES = {"approval": "approve", "rework": "rework"}


def expand_approvals(plan: Plan) -> Plan:
    """Let every approval be a task after the work, of the one who approves."""
    return replace_tasks(plan, "approval", _parts)


def _parts(plan: Plan, place: Place) -> Parts | None:
    task = place.task
    if not task.approval:
        return None
    constraint = task.constraint
    at_finish = constraint is not None and constraint.type.on_finish
    work = part_of(
        task, "work", say("part-work", {}, plan.lang or "en"),
        duration=task.duration, effort=task.effort, at=task.at, start=task.start,
        constraint=None if at_finish else constraint, calendar=task.calendar,
        risk_factor=task.risk_factor, margin=task.margin,
        responsible=task.responsible,
    )  # fmt: skip
    *between, last = approval_steps(plan, task, task.approval)
    last = evolve(
        last, until=task.until, finish=task.finish, deadline=task.deadline,
        constraint=constraint if at_finish else None,
    )  # fmt: skip
    chain = chained([work, *between, last])
    return Parts(summary_of(task, chain), work.id, last.id, (work.id,), (last.id,))


def approval_steps(
    plan: Plan, task: Task, approvals: Sequence[Approval], wave: int | None = None
) -> list[Task]:
    """
    Make the tasks of some approvals, in their order.

    Parameters
    ----------
    plan
        The plan, which knows the usual times.
    task
        The task whose work is approved.
    approvals
        Who approves, one after the other.
    wave
        Number of the wave that it belongs to.

    Raises
    ------
    PlanError
        Nobody said how long an approval takes.
    """
    lang = plan.lang or "en"
    steps = list(_steps(plan, [approval.asked_of(task.accountable) for approval in approvals]))
    counts = {"approval": 0, "rework": 0}
    made = []
    for approval, kind, number in steps:
        counts[kind] += 1
        suffix, name = f"{kind}-{counts[kind]}", _name(plan, approval, kind, number)
        if wave is not None:
            place = f"{wave}" if len(steps) == 1 else f"{wave}.{counts[kind]}"
            suffix, name = f"{_IN_WAVES[kind]}-{place}", in_wave(name, wave, lang)
        if kind == "approval":
            terms = {"duration": approval.duration, "margin": approval.margin}
            made.append(part_of(task, suffix, name, responsible=approval.by, **terms))
        else:
            own = {"calendar": task.calendar, "responsible": task.responsible}
            made.append(part_of(task, suffix, name, duration=approval.rework, **own))
    return made


def _steps(plan: Plan, approvals: Sequence[Approval]) -> Iterator[tuple[Approval, str, int]]:
    for approval in (item.completed(plan.approvers) for item in approvals):
        if approval.duration is None:
            raise PlanError(error("approval-without-time", by=quoted(approval.by), hint=""))
        yield from ((approval, kind, number) for kind, number in approval.steps())


def _name(plan: Plan, approval: Approval, kind: str, number: int) -> str:
    lang, by = plan.lang or "en", person_label(plan, approval.by)
    if kind == "rework":
        return say("part-rework", {"number": number}, lang)
    if (approval.rounds or 1) == 1:
        return say("part-approval", {"by": by}, lang)
    return say("part-approval-round", {"by": by, "number": number}, lang)


def in_wave(name: str, wave: int, lang: str) -> str:
    """Name a part of a wave."""
    return say("part-in-wave", {"part": name, "number": wave}, lang)
