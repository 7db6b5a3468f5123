"""Waves: for each a small chain that ends in its sending, pinned at its offset."""

from __future__ import annotations

from datetime import date

from retroplan.errors import PlanError, error
from retroplan.expand.approvals import approval_steps, in_wave
from retroplan.expand.days import bounded, calendar_of, day_of_anchor, launch_of, moved, spaced
from retroplan.expand.repetitions import outermost
from retroplan.expand.tree import Parts, chained, part_of, replace_tasks, summary_of
from retroplan.language import say
from retroplan.model.pins import offset_instant
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.task import Task
from retroplan.model.waves import Waves
from retroplan.offsets import Offset


def expand_waves(plan: Plan) -> Plan:
    """Let every wave be a chain of its own: preparation, approval, sending."""
    return replace_tasks(plan, "waves", _parts)


def _parts(plan: Plan, place: Place) -> Parts | None:
    task, waves = place.task, place.task.waves
    if waves is None:
        return None
    chains = [
        _chain(plan, task, waves, number, offset)
        for number, offset in enumerate(_offsets(plan, place, waves), 1)
    ]
    children = [part for chain in chains for part in chain]
    entries = tuple(chain[0].id for chain in chains)
    constraint = outermost(task, children)
    summary = summary_of(task, children, constraint=constraint, deadline=task.deadline)
    return Parts(summary, entries[0], task.id, entries, (children[-1].id,))


def _chain(plan: Plan, task: Task, waves: Waves, number: int, offset: Offset) -> list[Task]:
    lang = plan.lang or "en"
    chain: list[Task] = []
    own = {"calendar": task.calendar, "responsible": task.responsible}
    if waves.preparation is not None or task.work is not None:
        name = in_wave(say("part-prepare", {}, lang), number, lang)
        work = {"duration": waves.preparation or task.duration, "effort": task.effort}
        spread = {"risk_factor": task.risk_factor, "margin": task.margin}
        chain.append(part_of(task, f"prepare-{number}", name, **work, **spread, **own))
    chain += approval_steps(plan, task, waves.approval or task.approval, wave=number)
    name = in_wave(say("part-send", {}, lang), number, lang)
    chain.append(part_of(task, f"send-{number}", name, at=offset, duration=waves.sending, **own))
    return chained(chain)


def _offsets(plan: Plan, place: Place, waves: Waves) -> list[Offset]:
    """Give the offsets of the waves in the order in which they go."""
    if waves.at:
        launch, calendar = launch_of(plan, waves.at[0]), plan.resolve(plan.calendar)
        return sorted(waves.at, key=lambda offset: offset_instant(offset, launch, calendar))
    anchor = waves.first or place.task.at
    if anchor is None:
        anchor, step = waves.until, -1
    else:
        step = 1
    if anchor is None:
        raise PlanError(error("waves-without-first", id=place.task.id))
    first = day_of_anchor(plan, anchor)
    days = sorted(_days(plan, place, waves, first, step))
    return [moved(anchor, (day - first).days, plan) for day in days]


def _days(plan: Plan, place: Place, waves: Waves, first: date, step: int) -> list[date]:
    if waves.every is None:  # there is one
        return [first]
    days = spaced(first, waves.every, calendar_of(plan, place), step)
    last = None if waves.until is None or step < 0 else day_of_anchor(plan, waves.until)
    return bounded(days, first, waves.count, last)
