"""What a plan must satisfy as a whole, whatever its dates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Word
from retroplan.language.quoting import nearest, quoted
from retroplan.model.estimate import Estimate, Immediate
from retroplan.model.link import UNREAD, Lag, Link, Percent, whole_of
from retroplan.model.moments import is_day
from retroplan.model.parts import KEYS, offsets_of, own_work, part_faults, stand_ins
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.units import Duration, OffsetUnit, Unit

MAX_LEVELS = 100
_MOST_HINTS = 20


@frozen
class Place:
    """A task, where it stands in the document, and the summaries above it."""

    path: str
    task: Task
    parents: tuple[Task, ...]


def places(plan: Plan) -> Iterator[Place]:
    """Yield every task with its path, in document order."""
    pending = [Place(f"tasks[{number}]", task, ()) for number, task in enumerate(plan.tasks)]
    pending.reverse()
    while pending:
        place = pending.pop()
        yield place
        if place.task.tasks:
            above = (*place.parents, place.task)
            pending.extend(
                Place(f"{place.path}.tasks[{number}]", child, above)
                for number, child in reversed(list(enumerate(place.task.tasks)))
            )


def validate(plan: Plan) -> list[Finding]:
    """Find everything that makes a plan impossible to understand, cycles and `unanchored` excepted."""
    standing = list(places(plan))
    findings = _header(plan)
    findings += _ids(standing)
    hints = itertools.count()
    known = {place.task.id: place for place in standing}
    for place in standing:
        findings += _task(plan, place)
        for side in ("after", "before"):
            for number, link in enumerate(getattr(place.task, side)):
                findings += _link(link, f"{place.path}.{side}[{number}]", known, hints)
    for number, link in enumerate(plan.links):
        findings += _link(link, f"links[{number}]", known, hints)
    return findings


def _header(plan: Plan) -> list[Finding]:
    findings = [*_share_kind(plan.buffer, None, "buffer")]
    findings += _calendar(plan, plan.calendar, "calendar")
    for name, usual in plan.approvers.items():
        for key in ("duration", "rework"):
            margin = usual.margin if key == "duration" and usual.duration is not None else None
            usual_task = Task("usual", duration=getattr(usual, key), margin=margin)
            findings += _work(plan, Place("", usual_task, ()), f"approvers.{name}.{key}")
    return findings


def unanchored(plan: Plan) -> Iterator[Finding]:
    """
    Find what a plan lacks to be given dates: a launch or a start to count from.

    A plan may be read and kept without them, as a list of tasks or a template is; they may be
    given when it is scheduled.
    """
    if plan.launch is None and plan.start is None:
        yield error("no-launch", "launch")
    if plan.launch is None and plan.buffer is not None:
        yield error("buffer-needs-launch", "buffer")
    if plan.launch is not None and not is_day(plan.launch):
        return
    for place in places(plan):
        for key, offset in offsets_of(place.task):
            if plan.launch is None:
                yield error("pin-needs-launch", f"{place.path}.{key}", text=str(offset))
                break
            if offset.unit is OffsetUnit.HOURS:
                yield error("hours-need-time", f"{place.path}.{key}", text=str(offset))


def _calendar(plan: Plan, reference: object, path: str) -> list[Finding]:
    try:
        plan.resolve(reference)  # type: ignore[arg-type]
    except PlanError as problem:
        hint = nearest(reference, plan.calendars) if isinstance(reference, str) else None
        if hint is not None and hint.code != "nothing":
            return [error("unknown-calendar", path, value=quoted(reference), hint=hint)]
        return [finding.at(path) for finding in problem.findings]
    return []


def _ids(standing: list[Place]) -> list[Finding]:
    first: dict[str, str] = {}
    findings = []
    for place in standing:
        known = first.setdefault(place.task.id, place.path)
        if known is not place.path:
            findings.append(error("duplicate-id", f"{place.path}.id", id=place.task.id, first=known))
    return findings


def _task(plan: Plan, place: Place) -> Iterator[Finding]:
    task, path = place.task, place.path
    if len(place.parents) >= MAX_LEVELS:
        yield error("too-many-levels", path, limit=MAX_LEVELS)
    if task.id == LAUNCH:
        yield from _launch(plan, place)
    elif task.tasks:
        yield from _summary(task, path)
    if task.calendar is not None:
        yield from _calendar(plan, task.calendar, f"{path}.calendar")
    yield from _pins(task, path)
    yield from _given(task, path)
    if not task.in_parts:
        yield from _work(plan, place, f"{path}.duration")
    elif not task.tasks and task.id != LAUNCH:
        for key, part in (own_work(task), *stand_ins(plan, task)):
            yield from _work(plan, evolve(place, task=part), f"{path}.{key}")
        yield from (finding.at(path) for finding in part_faults(plan, task))


def _work(plan: Plan, place: Place, path: str) -> Iterator[Finding]:
    """Check how long a task lasts; its margin stands beside the duration, at `path`, or in the task."""
    task = place.task
    beside = place.path if path.endswith("waves.preparation") else path.rpartition(".")[0]
    if isinstance(task.duration, Estimate):
        yield from _points(plan, task.duration, path)
    for duration in _durations(task):
        yield from _convention(plan, place, duration, path)
    if not task.tasks:  # a summary's have been refused already
        yield from _margin(task, beside)
    yield from _whole_months(task, path, beside)


def _margin(task: Task, path: str) -> Iterator[Finding]:
    """A margin and a risk factor need work, and the kind of unit of that work."""
    without_work = isinstance(task.duration, Immediate | None) and not dated_by_both(task)
    if without_work and task.margin is not None:
        yield error("margin-without-work", f"{path}.margin", text=str(task.margin))
    elif without_work and task.risk_factor != 1:
        yield error("margin-without-work", f"{path}.risk_factor", text=f"× {task.risk_factor}")
    elif task.margin is not None:
        yield from _share_kind(task.margin, task.duration, f"{path}.margin")


def _launch(plan: Plan, place: Place) -> Iterator[Finding]:
    task, path = place.task, place.path
    if task.duration is not None and any(point.amount for point in _durations(task)):
        yield error("launch-with-duration", f"{path}.duration", text=str(task.duration))
    for key in ("at", "until", "start", "finish", "constraint", "deadline", "margin", *KEYS):
        if getattr(task, key) not in (None, ()):
            yield error("launch-fixed", f"{path}.{key}")
    if task.tasks:
        yield error("launch-with-tasks", f"{path}.tasks")


def _summary(task: Task, path: str) -> Iterator[Finding]:
    for key in ("duration", "margin", *KEYS):
        if getattr(task, key) not in (None, ()):
            yield error("summary-with", f"{path}.{key}", key=key)
    if task.risk_factor != 1:
        yield error("summary-with", f"{path}.risk_factor", key="risk_factor")
    for key in ("at", "until", "start", "finish"):
        if getattr(task, key) is not None:
            yield error("summary-pinned", f"{path}.{key}")
    if task.constraint is not None and task.constraint.type.must:
        yield error("summary-must", f"{path}.constraint", type=task.constraint.type.value)


def _pins(task: Task, path: str) -> Iterator[Finding]:
    pins = [key for key in ("at", "until") if getattr(task, key) is not None]
    if pins and task.constraint is not None and task.constraint.type.must:
        yield error("pin-and-must", f"{path}.constraint", text=str(getattr(task, pins[0])))
    if not dated_by_both(task):
        return
    if len(pins) == 2 and task.duration is not None:
        yield error("pins-and-duration", f"{path}.duration", at=str(task.at), until=str(task.until))
    for key in ("risk_factor", "margin") if len(pins) == 2 else ():
        if getattr(task, key) not in (None, 1):
            yield error("pins-and-margin", f"{path}.{key}", at=str(task.at), until=str(task.until))


def _given(task: Task, path: str) -> Iterator[Finding]:
    """Given dates leave no room for a pin or a must."""
    given = [key for key in ("start", "finish") if getattr(task, key) is not None]
    if isinstance(task.duration, Immediate):
        must = task.constraint is not None and task.constraint.type.must
        dated = [*given, *(key for key in ("at", "until") if getattr(task, key) is not None)]
        for key in dated + ["constraint"] * must:
            yield error("given-and-immediate", f"{path}.{key}")
        return
    if not given:
        return
    if task.at is not None or task.until is not None:
        yield error("given-and-pin", f"{path}.{given[0]}", text=str(task.at or task.until))
    if task.constraint is not None and task.constraint.type.must:
        yield error("given-and-must", f"{path}.constraint", type=task.constraint.type.value)
    no_work = len(given) == 2 and task.duration is None and dated_by_both(task)
    for key in ("risk_factor", "margin") if no_work else ():
        if getattr(task, key) not in (None, 1):
            yield error("given-and-margin", f"{path}.{key}")


def _points(plan: Plan, estimate: Estimate, path: str) -> Iterator[Finding]:
    """Points in different units of one kind are compared in the plan's own day."""
    per_day = _per_day(plan)
    points = (estimate.optimistic, estimate.likely, estimate.pessimistic)
    if per_day is not None:
        sizes = [_size(point, per_day) for point in points]
        if sizes != sorted(sizes):
            yield error("points-out-of-order", path, text=str(estimate))
    if (
        estimate.likely.unit.kind == "months"
        and sum((weight * point.amount for weight, point in zip((1, 4, 1), points, strict=True)), Decimal(0))
        % 6
    ):
        yield error("whole-months", path, text=str(estimate))


def _whole_months(task: Task, path: str, beside: str) -> Iterator[Finding]:
    """Months are counted on the date, so there are no parts of one."""
    for duration in _durations(task):
        if duration.unit.kind != "months":
            continue
        amount, margin = Fraction(duration.amount), task.margin
        if amount % 1:
            yield error("whole-months", path, text=str(duration))
        elif amount * Fraction(task.risk_factor) % 1:
            yield error("whole-months", f"{beside}.risk_factor", text=f"{duration} × {task.risk_factor}")
        elif isinstance(margin, Percent) and amount * Fraction(margin.amount) / 100 % 1:
            yield error("whole-months", f"{beside}.margin", text=f"{duration} × {margin}")
        elif isinstance(margin, Duration) and margin.amount % 1:
            yield error("whole-months", f"{beside}.margin", text=str(margin))


def dated_by_both(task: Task) -> bool:
    """Whether two pins or two given dates give the duration of a task; beside an approval they do not."""
    if task.approval and task.waves is None:
        return False  # the one stands before the work, the other after the approval
    pinned = task.at is not None and task.until is not None
    return pinned or (task.start is not None and task.finish is not None)


def _convention(plan: Plan, place: Place, duration: Duration, path: str) -> Iterator[Finding]:
    """Days that name their convention are never silently counted in another."""
    above = (task.calendar for task in (place.task, *reversed(place.parents)))
    try:
        counted = plan.resolve(next((item for item in above if item is not None), plan.calendar)).convention
    except PlanError:
        return  # the calendar itself is reported
    if duration.days and counted in ("ouvres", "ouvrables", "calendaires") and duration.days != counted:
        asked, is_counted = Word(f"convention-{duration.days}"), Word(f"convention-{counted}")
        yield error("duration-convention", path, text=str(duration), asked=asked, counted=is_counted)


_DAYS: dict[Unit, Fraction] = {
    Unit.CW: Fraction(7),
    Unit.EMIN: Fraction(1, 1440),
    Unit.EH: Fraction(1, 24),
    Unit.EW: Fraction(7),
}


def _size(duration: Duration, per_day: tuple[int, int]) -> Fraction:
    """Measure a duration against others of its kind."""
    if duration.unit.kind == "working":
        return Fraction(duration.minutes(*per_day))
    return Fraction(duration.amount) * _DAYS.get(duration.unit, Fraction(1))


def _per_day(plan: Plan) -> tuple[int, int] | None:
    try:
        return plan.day_and_week()
    except PlanError:
        return None  # the calendar itself is reported


def _durations(task: Task) -> tuple[Duration, ...]:
    work = task.duration
    if isinstance(work, Immediate):
        return ()
    if isinstance(work, Estimate):
        return (work.optimistic, work.likely, work.pessimistic)
    return () if work is None else (work,)


def _share_kind(share: Lag | None, work: object, path: str) -> Iterator[Finding]:
    """A margin has the kind of unit of its task, a buffer is working time."""
    if share is None or isinstance(share, Percent):
        return
    base = work.likely if isinstance(work, Estimate) else work
    kind = base.unit.kind if isinstance(base, Duration) else "working"
    if share.unit.kind != kind:
        yield error("share-of-other-kind", path, text=str(share), work=str(work or "5d"))


def _link(link: Link, path: str, known: Mapping[str, Place], hints: Iterator[int]) -> Iterator[Finding]:
    ends = (link.predecessor, link.successor)
    if UNREAD in ends:
        return  # what is wrong with it has been said
    for end in ends:
        if end not in known and whole_of(end) != end and whole_of(end) in known:
            yield error("link-to-part", path, text=quoted(end), whole=whole_of(end))
        elif end != LAUNCH and end not in known:
            near = nearest(end, known if next(hints) < _MOST_HINTS else ())  # looking for one takes time
            yield error("unknown-task", path, id=quoted(end), hint=near)
    if ends[0] == ends[1]:
        yield error("self-link", path, id=ends[0])
    if isinstance(link.lag, Duration) and link.lag.unit.kind == "months" and link.lag.amount % 1:
        yield error("whole-months", path, text=str(link.lag))
    if not all(end in known for end in ends):
        return
    first, last = known[ends[0]], known[ends[1]]
    if first.task in last.parents or last.task in first.parents:
        yield error("link-inside-summary", path, predecessor=ends[0], successor=ends[1])
    elif last.task.tasks and not link.type.to_start:
        yield error("finish-link-to-summary", path, type=link.type.value, successor=ends[1])
    elif first.task.in_parts and isinstance(link.lag, Percent) and not link.type.from_start:
        yield error("percent-of-parts", path, predecessor=ends[0])
    elif first.task.tasks and isinstance(link.lag, Percent):
        yield error("percent-of-summary", path, predecessor=ends[0])
