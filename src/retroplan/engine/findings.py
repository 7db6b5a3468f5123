"""What a schedule moved, or doubts, without making the plan infeasible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from retroplan.calendars import moment
from retroplan.engine.frame import DAY
from retroplan.engine.kinds import Kind
from retroplan.engine.rows import Printer
from retroplan.engine.solve import Solution
from retroplan.errors import Finding, info, warning
from retroplan.expand import retold
from retroplan.language import Amount, Phrase
from retroplan.model.estimate import Uncertain
from retroplan.model.link import whole_of
from retroplan.model.task import LAUNCH
from retroplan.units import Duration, Unit

_DAY_HOURS = 24


def find_findings(solution: Solution) -> tuple[Finding, ...]:
    """List what was moved or is doubtful, the launch first, then in document order."""
    found = (
        *_launch(solution),
        *_buffer(solution),
        *_moved_pins(solution),
        *_moved_dates(solution),
        *kind_findings(solution),
        *_once(_hours(solution)),
    )
    return tuple(retold(solution.frame.network.plan, found))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Tell about all parts of a task at once what they have in common."""
    told: set[tuple[str, str]] = set()
    for finding in findings:
        whole = whole_of(finding.task or "")
        if whole == finding.task:
            yield finding
        elif (finding.code, whole) not in told:
            told.add((finding.code, whole))
            yield evolve(finding, task=whole)


def _launch(solution: Solution) -> Iterator[Finding]:
    launch = solution.frame.launch
    if launch is None:
        return
    calendar = solution.frame.network.calendar
    day = moment(launch).date()
    closed = calendar.why_closed(day)
    if closed is not None:
        last = calendar.previous_open(day)
        yield warning("launch-closed", "launch", task=LAUNCH, date=day, reason=closed, last=last)


def _buffer(solution: Solution) -> Iterator[Finding]:
    if solution.buffer_left < solution.buffer_asked:
        plan = solution.frame.network.plan
        day, _ = plan.day_and_week()
        yield warning(
            "buffer-shrunk", "buffer", buffer=plan.buffer,
            left=Amount(solution.buffer_left / day, "working-day"),
        )  # fmt: skip


def _moved_pins(solution: Solution) -> Iterator[Finding]:
    """Name both dates of every pin that fell on a closed day."""
    network = solution.frame.network
    for number, (at, until) in sorted(solution.frame.pin_instants.items()):
        node = network.nodes[number]
        assert node.task is not None
        start, finish = Printer(solution).task(number, solution.planned)
        for offset, t, printed in ((node.task.at, at, start), (node.task.until, until, finish)):
            if t is None or offset is None:
                continue
            written = date.fromordinal((t if offset is node.task.at else t - 1) // DAY)
            if offset is node.task.until and t == solution.frame.launch:
                continue  # until the launch: the closing before it is meant
            shown = date.fromordinal(
                (printed if offset is node.task.at or start == finish else printed - 1) // DAY
            )
            reason = node.calendar.why_closed(written)
            if written != shown and reason is not None:
                yield info("pin-moved", task=node.id, pin=offset, written=written, date=shown, reason=reason)


def _moved_dates(solution: Solution) -> Iterator[Finding]:
    """Name both dates of every given start or finish that fell on a closed day."""
    written_plan = solution.frame.network.plan
    for number, node in enumerate(solution.frame.network.nodes):
        task = node.task
        if task is None or (task.start is None and task.finish is None):
            continue
        start, finish = Printer(solution).task(number, solution.planned)
        days = {"start": start // DAY, "finish": (finish if start == finish else finish - 1) // DAY}
        asked = written_plan.get(task.id) or task  # before it was put on an open day
        for key, shown in days.items():
            value = getattr(asked, key)
            if value is None or value.toordinal() == shown:
                continue
            written = date.fromordinal(value.toordinal())
            reason = node.calendar.why_closed(written)
            if reason is None:
                continue
            yield info(
                "date-closed", task=node.id, key=key, written=written,
                date=date.fromordinal(shown), reason=reason,
                choice=Phrase("nothing" if value != getattr(task, key) else "choose-closed-dates"),
            )  # fmt: skip


def kind_findings(solution: Solution) -> Iterator[Finding]:
    """Tell which tasks are not before the launch though nobody wrote so."""
    return retold(solution.frame.network.plan, _once(_kinds(solution)))


def _kinds(solution: Solution) -> Iterator[Finding]:
    if solution.frame.launch is None:
        return
    network = solution.frame.network
    for number in range(len(network.index)):
        if number in solution.kinds.by_date:
            yield info("planned-after-launch", task=network.nodes[number].id)
        elif solution.kinds.of[number] is Kind.NEITHER:
            yield info("feeds-only-after", task=network.nodes[number].id)


def _hours(solution: Solution) -> Iterator[Finding]:
    """Ask whether so many working hours were meant by the clock."""
    for node in solution.frame.network.nodes:
        work = node.task.duration if node.task else None
        points = work.points if isinstance(work, Uncertain) else (work,)
        for point in points:
            if isinstance(point, Duration) and point.unit is Unit.H and point.amount >= _DAY_HOURS:
                yield warning("many-hours", task=node.id, duration=point, amount=f"{point.amount:f}")
                break
