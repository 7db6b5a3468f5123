"""Rules about how far tasks are: statuses that contradict links, summaries or each other."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.errors import Finding, info, warning
from retroplan.lint.subject import Subject
from retroplan.model.carried import StatusKind
from retroplan.model.link import LinkType
from retroplan.model.task import LAUNCH, Task

_NOT_BEGUN = (StatusKind.TODO, StatusKind.BLOCKED)
_OPEN = (*_NOT_BEGUN, StatusKind.DOING)


def _kind(task: Task | None) -> StatusKind | None:
    return task.status.kind if task is not None and task.status is not None else None


def done_too_soon(subject: Subject) -> Iterator[Finding]:
    """Find tasks that have begun, or are done, before what they wait for is done."""
    plan = subject.plan
    for item in subject.links:
        link = item.link
        before, after = plan.get(link.predecessor), plan.get(link.successor)
        if link.type is not LinkType.FS or link.lag.amount < 0 or before is None or after is None:
            continue
        if LAUNCH in (before.id, after.id):
            continue
        begun = _kind(after) is StatusKind.DOING and _kind(before) in _NOT_BEGUN
        done = _kind(after) is StatusKind.DONE and _kind(before) in _OPEN
        if begun or done:
            yield warning(
                "RP706", f"{subject.paths[after.id]}.status", task=after.id,
                id=after.id, status=str(after.status), other=before.id, before=str(before.status),
            )  # fmt: skip


def blocked_without_note(subject: Subject) -> Iterator[Finding]:
    """Find blocked tasks that do not say why."""
    for place in subject.places:
        if _kind(place.task) is StatusKind.BLOCKED and not place.task.note.strip():
            status = str(place.task.status)
            yield info("RP707", f"{place.path}.status", task=place.task.id, id=place.task.id, status=status)


def done_with_open_parts(subject: Subject) -> Iterator[Finding]:
    """Find summaries that are done while something below them is not; each is told once."""
    told: set[str] = set()
    for place in subject.places:
        if _kind(place.task) not in _OPEN:
            continue
        for summary in place.parents:
            if _kind(summary) is StatusKind.DONE and summary.id not in told:
                told.add(summary.id)
                yield warning(
                    "RP708", f"{subject.paths[summary.id]}.status", task=summary.id,
                    id=summary.id, status=str(summary.status), other=place.task.id,
                    open=str(place.task.status),
                )  # fmt: skip


def cancelled_but_awaited(subject: Subject) -> Iterator[Finding]:
    """Find cancelled tasks that others, which are not, still wait for."""
    waiting: dict[str, list[str]] = {}
    for item in subject.links:
        successor = subject.plan.get(item.link.successor)
        if item.link.successor != LAUNCH and _kind(successor) is not StatusKind.CANCELLED:
            waiting.setdefault(item.link.predecessor, []).append(item.link.successor)
    for place in subject.places:
        task = place.task
        if _kind(task) is StatusKind.CANCELLED and task.id in waiting:
            others = tuple(dict.fromkeys(waiting[task.id]))
            yield warning("RP709", f"{place.path}.status", task=task.id, id=task.id, others=others)
