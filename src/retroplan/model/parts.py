"""What is to be known of a task that is scheduled in parts: approved, sent in waves or repeated."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from retroplan.errors import Finding, error
from retroplan.language.quoting import nearest, quoted
from retroplan.model.approval import Approval
from retroplan.model.for_each import MAX_VARIANTS
from retroplan.model.plan import Plan
from retroplan.model.spending import paid_at
from retroplan.model.task import Task
from retroplan.model.work import Immediate
from retroplan.offsets import Offset, OffsetUnit

KEYS = ("approval", "waves", "repeat", "for_each")
"""Keys of a task that make parts of it."""

_ENDS = ("at", "until", "start", "finish")
_LAUNCH_DAY = Offset(0, OffsetUnit.DAYS, "J")


def offsets_of(task: Task) -> Iterator[tuple[str, Offset]]:
    """Yield every offset of a task that asks for a launch, with the path of its key."""
    pins = [(key, getattr(task, key)) for key in ("at", "until")]
    if task.waves is not None:
        pins += [(f"waves.at[{number}]", offset) for number, offset in enumerate(task.waves.at)]
        pins += [(f"waves.{key}", getattr(task.waves, key)) for key in ("first", "until")]
    if task.repeat is not None:
        pins += [("repeat.from", task.repeat.first), ("repeat.until", task.repeat.until)]
        if not anchored(task):
            pins.append(("repeat", _LAUNCH_DAY))
    if task.span is not None:
        pins += [(f"span.{key}", event.offset) for key, event in task.span.events]
    pins += paid_at(task.costs)
    yield from ((key, offset) for key, offset in pins if isinstance(offset, Offset))


def anchored(task: Task) -> bool:
    """Whether anything but the launch says when a repeated task is done first."""
    first = task.repeat.first if task.repeat else None
    return first is not None or any(getattr(task, key) is not None for key in _ENDS)


def works_of(plan: Plan, task: Task) -> Iterator[tuple[str, Task]]:
    """
    Yield what a task consists of: itself, or tasks that last as long as its parts.

    Each comes with the path of the key that its duration stands in.
    """
    if not task.in_parts and task.effort is None:
        yield "duration", task
        return
    yield own_work(task)
    for where, variant in task.for_each.written() if task.for_each is not None else ():
        length = variant.duration if variant.duration is not None else variant.effort
        key = "duration" if variant.duration is not None else "effort"
        if length is not None:
            yield f"for_each.{where}.{key}", Task("variant", duration=length, calendar=task.calendar)
    if task.duration is not None and task.effort is not None:
        yield "effort", Task("effort", duration=task.effort, calendar=task.calendar)
    for path, approval in _approvals(task):
        usual = approval.completed(plan.approvers)
        if usual.duration is not None and (approval.duration or approval.margin) is not None:
            yield f"{path}.duration", Task("approval", duration=usual.duration, margin=usual.margin)
        if approval.rework is not None:
            yield f"{path}.rework", Task("rework", duration=approval.rework, calendar=task.calendar)
    if task.waves is not None:
        yield "waves.sending", Task("sending", duration=task.waves.sending, calendar=task.calendar)
    for name in ("waves", "repeat"):
        every = getattr(getattr(task, name), "every", None)
        if every is not None:
            yield f"{name}.every", Task("spacing", duration=every, calendar=task.calendar)


def part_faults(plan: Plan, task: Task) -> Iterator[Finding]:
    """Find what makes it impossible to part a task, with paths inside the task."""
    for path, approval in _approvals(task):
        if not approval.by:
            yield error("approval-of-nobody", path)
        elif approval.completed(plan.approvers).duration is None:
            hint = nearest(approval.by, plan.approvers)
            yield error("approval-without-time", path, by=quoted(approval.by), hint=hint)
    if task.approval and task.waves is None and task.work is None:
        ends = [(task.at, task.until), (task.start, task.finish)]
        if any(first is not None and last is not None for first, last in ends):
            yield error("approval-needs-duration", "approval")
    if task.for_each is not None:
        yield from _for_each(plan, task)
    if task.waves is not None:
        yield from _waves(task)
    if task.repeat is not None:
        yield from _repeat(task)
    if isinstance(task.duration, Immediate):
        yield from (error("given-and-immediate", key) for key in ("waves", "repeat") if getattr(task, key))


def _for_each(plan: Plan, task: Task) -> Iterator[Finding]:
    assert task.for_each is not None
    count = 1
    for axis in task.for_each.axes:
        known = plan.lists[axis.source] if axis.variants is None else axis.variants
        count *= len(known)
        if not known:
            yield error("each-of-none", "for_each", text=axis.source)
    if count > MAX_VARIANTS:
        yield error("too-many-variants", "for_each", count=str(count), limit=str(MAX_VARIANTS))


def _approvals(task: Task) -> Iterator[tuple[str, Approval]]:
    """Yield the approvals of a task and of its waves, each with its path."""
    groups = {"approval": task.approval, "waves.approval": task.waves.approval if task.waves else ()}
    for path, approvals in groups.items():
        for number, approval in enumerate(approvals):
            asked = approval.asked_of(task.accountable)
            yield (f"{path}[{number}]" if len(approvals) > 1 else path), asked


def _waves(task: Task) -> Iterator[Finding]:
    waves = task.waves
    assert waves is not None
    if task.repeat is not None:
        yield error("given-twice", "repeat", key="repeat", other="waves")
    for key, other in (("preparation", "duration"), ("preparation", "effort"), ("approval", "approval")):
        if getattr(waves, key) not in (None, ()) and getattr(task, other) not in (None, ()):
            yield error("given-twice", f"waves.{key}", key=key, other=other)
    counted_back = waves.count is not None and waves.until is not None
    if not waves.at and waves.first is None and task.at is None and not counted_back:
        yield error("waves-without-first", "waves", id=task.id)
    starts = waves.at or waves.first is not None or counted_back
    for key in _ENDS if starts else _ENDS[1:]:
        if getattr(task, key) is not None:
            yield error("fixed-by-parts", key, key=key, by="waves")
    yield from _must(task, "waves")


def _repeat(task: Task) -> Iterator[Finding]:
    repeat = task.repeat
    assert repeat is not None
    given = [key for key in _ENDS if getattr(task, key) is not None]
    if repeat.first is not None:
        yield from (error("given-twice", "repeat.from", key="from", other=key) for key in given)
    yield from _must(task, "repeat")


def _must(task: Task, by: str) -> Iterator[Finding]:
    if task.constraint is not None and task.constraint.type.must:
        yield error("fixed-by-parts", "constraint", key=task.constraint.type.value, by=by)


def own_work(task: Task) -> tuple[str, Task]:
    """Give the task without its parts and the path of the key that the duration of its work stands in."""
    preparation = task.waves.preparation if task.waves else None
    written = "duration" if task.duration is not None or task.effort is None else "effort"
    path = "waves.preparation" if preparation else written
    work = evolve(
        task,
        duration=preparation or task.work,
        effort=None,
        approval=(),
        waves=None,
        repeat=None,
        for_each=None,
    )
    return path, work
