"""
The rules of `check`.

A rule is one function from a plan, and its schedule where there is one, to findings; one row in
the table `RULES`; one sentence a language; and one section of the page that explains the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from attrs import evolve, frozen

from retroplan.analysis.redundant import redundant_links
from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.spending import booked_twice, over_budget, unknown_resource
from retroplan.model.estimate import Uncertain
from retroplan.model.link import Link
from retroplan.model.moments import is_day
from retroplan.model.parts import own_work, works_of
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import dated_by_both, per_day_of, points_of, size_of
from retroplan.result import Schedule
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import TASKS

Find: TypeAlias = Callable[[Plan, Schedule | None], Iterator[Finding]]

RETOLD = frozenset({"launch-closed"})
"""Findings of a schedule that a rule tells in their stead."""


@frozen
class Rule:
    """
    One rule.

    Attributes
    ----------
    code
        Its code; rules of one kind share the first digit.
    name
        A short name, by which it can be chosen too.
    find
        From a plan that is sound, and its schedule, to what the rule has to say. Without a launch
        or a start there is no schedule; a rule that needs one then says nothing.
    """

    code: str
    name: str
    find: Find


def closed_launch(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find a launch on a day on which nobody works."""
    for finding in schedule.findings if schedule else ():
        if finding.code == "launch-closed":
            yield evolve(finding, code="RP101")


def no_buffer(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find a launch right behind the last work before it; a buffer of 0d is a choice, and is not told."""
    if schedule is None or plan.launch is None or plan.buffer is not None:
        return
    if len(schedule.critical_path) > 1:  # something leads to the launch
        yield info("RP102", "buffer")


def no_responsible(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find work that nobody is responsible for; whoever is responsible for a summary is for its children."""
    for place in places(plan):
        named = any(_names_somebody(task) for task in (place.task, *place.parents))
        if _has_work(place.task) and not named:
            yield warning("RP201", place.path, task=place.task.id, id=place.task.id)


def _names_somebody(task: Task) -> bool:
    if any(name.strip() for name in task.names):
        return True
    axes = task.for_each.axes if task.for_each is not None else ()
    return any(axis.variants and all(one.responsible for _, one in axis.variants) for axis in axes)


def effort_of_nobody(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find efforts that are counted for one full-time person because nobody is named."""
    for place in places(plan):
        task = place.task
        counted = task.effort is not None and task.duration is None and not dated_by_both(task)
        if counted and not _names_somebody(task):
            path = f"{place.path}.effort"
            yield info("RP202", path, task=task.id, id=task.id, effort=str(task.effort))


def unknown_person(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find names that are none of the people of a plan that lists its people."""
    known = [*plan.people, *(person.name for person in plan.people.values() if person.name)]
    for place in places(plan) if known else ():
        for name in dict.fromkeys(place.task.names):
            if name.strip() and plan.person(name)[1] is None:
                path = f"{place.path}.responsible"
                hint = nearest(name, known)
                yield info("RP203", path, task=place.task.id, name=quoted(name), hint=hint)


def _has_work(task: Task) -> bool:
    """Whether a task lasts; what two pins or dates fix lasts, unless they are one instant."""
    if task.in_parts:
        _, work = own_work(task)
        sending = task.waves.sending if task.waves else None
        axes = task.for_each.axes if task.for_each is not None else ()
        if any("duration" in one.changes for axis in axes for _, one in axis.variants or ()):
            return True
        return _has_work(work) or _has_work(evolve(work, duration=sending))
    if dated_by_both(task):
        return task.start is None or task.start != task.finish or is_day(task.start)
    return any(point.amount for point in points_of(task))


def no_spread(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find three points that are one."""
    per_day = per_day_of(plan)
    for place in places(plan):
        for key, work in works_of(plan, place.task):
            estimate = work.duration
            if not isinstance(estimate, Uncertain) or per_day is None:
                continue
            sizes = {size_of(point, per_day) for point in points_of(work)}
            if len(sizes) == 1 and sizes != {0}:
                yield warning(
                    "RP301", f"{place.path}.{key}",
                    task=place.task.id, id=place.task.id, text=str(estimate), point=str(estimate.points[0]),
                )  # fmt: skip


def redundant_link(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find links that a chain of other links makes superfluous, and links written twice."""
    through = redundant_links(plan)
    first: dict[Link, str] = {}
    for path, task_id, link in _written(plan):
        known = first.setdefault(link, path)
        if known is not path:
            reason = Phrase("link-twice", {"first": known})
        elif link in through:
            reason = Phrase("link-implied", {"via": through[link]})
        else:
            continue
        yield info(
            "RP401", path, task=task_id, link=link.manner,
            predecessor=link.predecessor, successor=link.successor, reason=reason,
        )  # fmt: skip


def _written(plan: Plan) -> Iterator[tuple[str, str, Link]]:
    """Yield every link with its path, and the id of the task it stands in, in document order."""
    for place in places(plan):
        for side, links in (("after", place.task.after), ("before", place.task.before)):
            for number, link in enumerate(links):
                yield f"{place.path}.{side}[{number}]", place.task.id, link
    for number, link in enumerate(plan.links):
        yield f"links[{number}]", link.successor, link


def unread_columns(plan: Plan, schedule: Schedule | None) -> Iterator[Finding]:
    """Find columns of the user's table that may hold what the plan lacks: durations, or links and dates."""
    columns = plan.extra.get(COLUMNS)
    unread = [] if not isinstance(columns, Mapping) else [
        str(heading) for key, heading in columns.items() if key.startswith("x-") and key not in TASKS
    ]  # fmt: skip
    leaves = [task for task in plan if task.id != LAUNCH and not task.tasks]
    timed = any(_has_work(task) for task in leaves)
    placed = any(True for _ in _written(plan)) or any(_is_placed(task) for task in leaves)
    if unread and leaves and not (timed and placed):
        lacking = "lacks-duration" if placed else "lacks-links" if timed else "lacks-both"
        tell = info if timed else warning
        yield tell(
            "RP501", columns=tuple(quoted(heading) for heading in unread), lacking=Phrase(lacking),
            example=quoted(f"{unread[0]}={'after' if timed else 'duration'}"),
        )  # fmt: skip


def _is_placed(task: Task) -> bool:
    pins = (task.at, task.until, task.start, task.finish, task.waves, task.repeat, task.span)
    return any(place is not None for place in (*pins, task.constraint, task.deadline))


RULES = (
    Rule("RP101", "launch-closed", closed_launch),
    Rule("RP102", "no-buffer", no_buffer),
    Rule("RP201", "no-responsible", no_responsible),
    Rule("RP202", "effort-of-nobody", effort_of_nobody),
    Rule("RP203", "unknown-person", unknown_person),
    Rule("RP301", "no-spread", no_spread),
    Rule("RP401", "redundant-link", redundant_link),
    Rule("RP501", "unread-columns", unread_columns),
    Rule("RP601", "over-budget", over_budget),
    Rule("RP602", "booked-twice", booked_twice),
    Rule("RP603", "unknown-resource", unknown_resource),
)
