"""What a hammock must satisfy: events that are there, and nothing of its own beside them."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from retroplan.errors import Finding, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.model.carried import CARRIED
from retroplan.model.linking import Known
from retroplan.model.places import Place
from retroplan.model.plan import Plan
from retroplan.model.span import UNREAD_EVENT, Event, Span, end_of, other_end, unknown_event
from retroplan.model.task import LAUNCH, Task

_OWN = ("id", "name", "span", "calendar", "responsible", "extra", *CARRIED)
_LINKS = ("after", "before")  # each link is refused where it is written
_PAID = ("budget", "costs", "uses")
REFUSED = tuple(field for field in attrs.fields(Task) if field.name not in (*_OWN, *_LINKS, *_PAID))
"""The fields of a task that a hammock has no use for: whatever gives work, dates or children."""


def hammock_faults(place: Place, known: Known) -> Iterator[Finding]:
    """Find what is wrong with one hammock, its links excepted."""
    task, path = place.task, place.path
    for field in REFUSED:
        if getattr(task, field.name) != field.default:
            yield error("hammock-with", f"{path}.{field.name}", key=field.name)
    for key, event in task.span.events if task.span else ():
        yield from (finding.at(f"{path}.span.{key}") for finding in _event_faults(task, key, event, known))
    if task.span is not None and task.span.end is None:
        yield from (finding.at(path) for finding in _paid_without_end(task))


def _paid_without_end(task: Task) -> Iterator[Finding]:
    """Find what is paid or used for as long as a task goes on, or at its end, where it has none."""
    if task.budget is not None and not task.costs:
        yield error("paid-without-end", "budget")
    for number, cost in enumerate(task.costs):
        if cost.when in (None, "finish", "spread"):
            yield error("paid-without-end", f"costs[{number}].when")
    if task.uses:
        yield error("used-without-end", "uses")


def _event_faults(task: Task, key: str, event: Event, known: Known) -> Iterator[Finding]:
    if event == UNREAD_EVENT:
        return  # what is wrong with it has been said
    if event.offset is not None:
        written = str(event.offset)
        for name in sorted({written, written.lower()} & known.places.keys()):
            yield error("task-or-offset", text=quoted(name))
        return
    spanned = known.places.get(event.task)
    if event.task == task.id:
        yield error("hammock-of-itself", id=quoted(task.id))
    elif event.task == LAUNCH:
        return
    elif spanned is None:
        yield from _unknown(key, event, known)
    elif spanned.task.span is not None:
        hint = _instead(spanned.task.span, end_of(key, event))
        yield error("hammock-of-hammock", id=quoted(event.task), hint=hint)


def _unknown(key: str, event: Event, known: Known) -> Iterator[Finding]:
    """Say that there is no such task, and which event was meant."""
    problem = unknown_event(event.task)
    if problem is not None:
        yield from problem.findings
        return
    longer, (shorter, end) = f"{event.task}.{event.end}", other_end(event.task)
    meant = ""
    if longer in known.places:  # an id that ends like an event
        meant = f"{longer}.{end_of(key, event)}"
    elif end and shorter in known.places:
        meant = f"{shorter}.{end}"
    hint = Phrase("did-you-mean", {"candidate": quoted(meant)}) if meant else known.hint(event.task)
    yield error("unknown-task", id=quoted(event.task), hint=hint)


def _instead(span: Span, end: str) -> Phrase:
    """Name the event from which a hammock has one of its dates."""
    if end == "finish" and span.end is None:
        return Phrase("no-end-instead")
    key, event = span.events[end == "finish"]
    if event == UNREAD_EVENT:
        return Phrase("nothing")
    bare = event.offset is not None or event.task == LAUNCH
    return Phrase("span-instead", {"event": quoted(event if bare else f"{event.task}.{end_of(key, event)}")})


def only_hammocks(task: Task) -> bool:
    """Whether a summary has no child that gives it dates."""
    return bool(task.tasks) and all(child.span is not None and not child.tasks for child in task.tasks)


def spans_no_launch(plan: Plan, places: list[Place]) -> Iterator[Finding]:
    """Find events at the launch of a plan that has none: no date, and nothing is linked to it."""
    found = [
        f"{place.path}.span.{key}"
        for place in places
        for key, event in (place.task.span.events if place.task.span else ())
        if event.task == LAUNCH
    ]
    if found and not any(LAUNCH in (link.predecessor, link.successor) for link in plan.all_links()):
        yield from (error("pin-needs-launch", path, text=LAUNCH) for path in found)
