"""What a plan must satisfy as a whole, whatever its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Word
from retroplan.language.quoting import nearest, quoted
from retroplan.model.effort import assignment_faults, people_faults
from retroplan.model.estimate import Basis, Uncertain, check_order
from retroplan.model.hammocks import hammock_faults, only_hammocks, spans_no_launch
from retroplan.model.link import Lag, Percent
from retroplan.model.linking import Known, check_link
from retroplan.model.moments import is_day, moment_instant
from retroplan.model.parts import KEYS, offsets_of, part_faults, works_of
from retroplan.model.pins import reversed_pins
from retroplan.model.places import Place, places
from retroplan.model.plan import Plan
from retroplan.model.plan_fields import UNREAD_CALENDAR
from retroplan.model.spending import paid_at, spending_faults
from retroplan.model.task import LAUNCH, Task
from retroplan.model.task import MAX_LEVELS as MAX_LEVELS
from retroplan.model.work import Immediate
from retroplan.offsets import OffsetUnit
from retroplan.units import Duration, Unit, days_for_months

_FIXED = (OffsetUnit.DAYS, OffsetUnit.WEEKS)
_SOME_DAY = date(2000, 1, 3)


def validate(plan: Plan) -> list[Finding]:
    """Find everything that makes a plan impossible to understand, cycles and `unanchored` excepted."""
    standing = list(places(plan))
    findings = _header(plan)
    findings += _ids(standing)
    known = Known.of(standing)
    for place in standing:
        findings += _task(plan, place, known)
        for side in ("after", "before"):
            for number, link in enumerate(getattr(place.task, side)):
                findings += check_link(link, f"{place.path}.{side}[{number}]", known)
    for number, link in enumerate(plan.links):
        findings += check_link(link, f"links[{number}]", known)
    return findings


def _header(plan: Plan) -> list[Finding]:
    findings = []
    if isinstance(plan.buffer, Duration) and plan.buffer.unit.kind != "working":
        findings.append(error("buffer-kind", "buffer", text=str(plan.buffer)))
    findings += spending_faults(plan)
    findings += _calendar(plan, plan.calendar, "calendar")
    findings += people_faults(plan)
    for key, person in plan.people.items():
        if person.calendar is not None:
            findings += _calendar(plan, person.calendar, f"people.{quoted(key)}.calendar")
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
    standing = list(places(plan))
    if plan.launch is None:
        yield from spans_no_launch(plan, standing)
        for path, offset in paid_at(plan.costs):
            yield error("pin-needs-launch", path, text=str(offset))
    for place in standing:
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


def _task(plan: Plan, place: Place, known: Known) -> Iterator[Finding]:
    task, path = place.task, place.path
    if len(place.parents) >= MAX_LEVELS:
        yield error("too-many-levels", path, limit=MAX_LEVELS)
    if task.id == LAUNCH:
        yield from _launch(plan, place)
    elif task.span is not None:
        yield from hammock_faults(place, known)
    elif task.tasks:
        yield from _summary(task, path)
    if task.calendar is not None:
        yield from _calendar(plan, task.calendar, f"{path}.calendar")
    if task.span is not None:
        return  # all that could be wrong with its work and its dates has been refused
    if not task.tasks and task.id != LAUNCH:  # of those all pins and dates have been refused
        yield from _pins(plan, task, path)
        yield from _given(task, path)
    if task.responsible:
        yield from (finding.at(path) for finding in assignment_faults(plan, task))
    if task.for_each is not None:
        for where, variant in task.for_each.written():
            done_by = evolve(task, responsible=variant.responsible)
            yield from (
                finding.at(f"{path}.for_each.{where}") for finding in assignment_faults(plan, done_by)
            )
    if task.in_parts and (task.tasks or task.id == LAUNCH):
        return
    for key, part in works_of(plan, task):
        yield from _work(plan, place if part is task else evolve(place, task=part), f"{path}.{key}")
    if task.in_parts:
        yield from (finding.at(path) for finding in part_faults(plan, task))


def _work(plan: Plan, place: Place, path: str) -> Iterator[Finding]:
    """Check how long a task lasts; its margin stands beside the duration, at `path`, or in the task."""
    task = place.task
    beside = place.path if path.endswith("waves.preparation") else path.rpartition(".")[0]
    if isinstance(task.duration, Uncertain):
        yield from _points(plan, task.duration, path)
    for duration in points_of(task):
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
    if task.duration is not None and any(point.amount for point in points_of(task)):
        yield error("launch-with-duration", f"{path}.duration", text=str(task.duration))
    for key in (
        "at",
        "until",
        "start",
        "finish",
        "constraint",
        "deadline",
        "margin",
        "effort",
        *KEYS,
        "span",
    ):
        if getattr(task, key) not in (None, ()):
            yield error("launch-fixed", f"{path}.{key}", key=key)
    if task.tasks:
        yield error("launch-with-tasks", f"{path}.tasks")


def _summary(task: Task, path: str) -> Iterator[Finding]:
    if only_hammocks(task):
        yield error("only-hammocks", f"{path}.tasks")
    for key in ("duration", "effort", "margin", *KEYS):
        if getattr(task, key) not in (None, ()):
            yield error("summary-with", f"{path}.{key}", key=key)
    if task.risk_factor != 1:
        yield error("summary-with", f"{path}.risk_factor", key="risk_factor")
    for key in ("at", "until", "start", "finish"):
        if getattr(task, key) is not None:
            yield error("summary-pinned", f"{path}.{key}")
    if task.constraint is not None and task.constraint.type.must:
        yield error("summary-must", f"{path}.constraint", type=task.constraint.type.value)


def _pins(plan: Plan, task: Task, path: str) -> Iterator[Finding]:
    pins = [key for key in ("at", "until") if getattr(task, key) is not None]
    if pins and task.constraint is not None and task.constraint.type.must:
        yield error("pin-and-must", f"{path}.constraint", text=str(getattr(task, pins[0])))
    if not dated_by_both(task):
        return
    if len(pins) == 2 and task.duration is not None:
        yield error("pins-and-duration", f"{path}.duration", at=str(task.at), until=str(task.until))
    for key in ("risk_factor", "margin") if len(pins) == 2 else ():
        if getattr(task, key) not in (None, 1):
            yield error("pins-and-margin", f"{path}.{key}", key=key, at=str(task.at), until=str(task.until))
    if len(pins) == 2:
        yield from _pin_order(plan, task, path)


def _pin_order(plan: Plan, task: Task, path: str) -> Iterator[Finding]:
    same_by_any_launch = all(pin and pin.unit in _FIXED for pin in (task.at, task.until))
    if plan.launch is None and not same_by_any_launch:
        return
    try:
        calendar = plan.resolve(plan.calendar) if plan.launch else UNREAD_CALENDAR
        launch = moment_instant(plan.launch or _SOME_DAY)
        found = reversed_pins(task, launch, calendar, f"{path}.until")
    except PlanError:
        return  # the calendar itself is reported; years that run out are when the plan is scheduled
    if found is not None and (same_by_any_launch or calendar is not UNREAD_CALENDAR):
        yield found


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
            yield error("given-and-margin", f"{path}.{key}", key=key)
    if task.start is not None and task.finish is not None:
        start, finish = moment_instant(task.start), moment_instant(task.finish, finish=True)
        if finish < start or (finish == start and is_day(task.finish)):
            where = f"{path}.finish"
            yield error("finish-before-start", where, task=task.id, start=task.start, finish=task.finish)


def _points(plan: Plan, estimate: Uncertain, path: str) -> Iterator[Finding]:
    """Points in different units of one kind are compared in the plan's own day."""
    per_day = per_day_of(plan)
    if per_day is not None:
        try:
            check_order(estimate, [size_of(point, per_day) for point in estimate.points])
        except PlanError as problem:
            yield from (finding.at(path) for finding in problem.findings)
    if estimate.unit.kind == "months":
        expected = estimate.value(Basis.EXPECTED, [Fraction(point.amount) for point in estimate.points])
        if expected % 1:
            days = days_for_months(expected.limit_denominator(60))
            yield error("whole-months", path, text=str(estimate), days=days)


def _whole_months(task: Task, path: str, beside: str) -> Iterator[Finding]:
    """Months are counted on the date, so there are no parts of one."""
    for duration in points_of(task):
        if duration.unit.kind != "months":
            continue
        amount, margin = Fraction(duration.amount), task.margin
        days = days_for_months(duration.amount)
        if amount % 1:
            yield error("whole-months", path, text=str(duration), days=days)
        elif amount * Fraction(task.risk_factor) % 1:
            text = f"{duration} × {task.risk_factor}"
            yield error("whole-months", f"{beside}.risk_factor", text=text, days=days)
        elif isinstance(margin, Percent) and amount * Fraction(margin.amount) / 100 % 1:
            yield error("whole-months", f"{beside}.margin", text=f"{duration} × {margin}", days=days)
        elif isinstance(margin, Duration) and margin.amount % 1:
            days = days_for_months(margin.amount)
            yield error("whole-months", f"{beside}.margin", text=str(margin), days=days)


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
        calendar = plan.resolve(next((item for item in above if item is not None), plan.calendar))
    except PlanError:
        return  # the calendar itself is reported
    counted = "" if calendar is UNREAD_CALENDAR else calendar.convention
    if duration.days and counted in ("ouvres", "ouvrables", "calendaires") and duration.days != counted:
        asked, is_counted = Word(f"convention-{duration.days}"), Word(f"convention-{counted}")
        yield error("duration-convention", path, text=str(duration), asked=asked, counted=is_counted)


_DAYS: dict[Unit, Fraction] = {
    Unit.CW: Fraction(7),
    Unit.EMIN: Fraction(1, 1440),
    Unit.EH: Fraction(1, 24),
    Unit.EW: Fraction(7),
}


def size_of(duration: Duration, per_day: tuple[int, int]) -> Fraction:
    """Measure a duration against others of its kind."""
    if duration.unit.kind == "working":
        return Fraction(duration.minutes(*per_day))
    return Fraction(duration.amount) * _DAYS.get(duration.unit, Fraction(1))


def per_day_of(plan: Plan) -> tuple[int, int] | None:
    """Give the working minutes of a day and a week of the plan; None if its calendar makes no sense."""
    try:
        return None if plan.resolve(plan.calendar) is UNREAD_CALENDAR else plan.day_and_week()
    except PlanError:
        return None  # the calendar itself is reported


def points_of(task: Task) -> tuple[Duration, ...]:
    """Give the duration of a task, else its effort, or the three points of it; nothing for a milestone."""
    work = task.work
    if isinstance(work, Immediate):
        return ()
    if isinstance(work, Uncertain):
        return work.points
    return () if work is None else (work,)


def _share_kind(share: Lag | None, work: object, path: str) -> Iterator[Finding]:
    """A margin has the kind of unit of its task."""
    if share is None or isinstance(share, Percent):
        return
    kind = work.unit.kind if isinstance(work, (Duration, Uncertain)) else "working"
    if share.unit.kind != kind:
        yield error("share-of-other-kind", path, text=str(share), work=str(work))
