"""Rules about people: who does what, who answers for it, and who has too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retroplan.analysis.raci import uses_raci
from retroplan.analysis.roles import Cast
from retroplan.errors import Finding, info, warning
from retroplan.expand.variants import expand_variants
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.subject import Subject, has_work, is_named
from retroplan.model.people import plain_name
from retroplan.model.validation import dated_by_both

_ROLES = ("accountable", "consulted", "informed")


def no_responsible(subject: Subject) -> Iterator[Finding]:
    """Find work that nobody is responsible for; whoever is responsible for a summary is for its children."""
    for place in subject.places:
        if has_work(place.task) and not any(map(is_named, (place.task, *place.parents))):
            yield warning("RP201", place.path, task=place.task.id, id=place.task.id)


def effort_of_nobody(subject: Subject) -> Iterator[Finding]:
    """Find efforts that are counted for one full-time person because nobody is named."""
    for place in subject.places:
        task = place.task
        counted = task.effort is not None and task.duration is None and not dated_by_both(task)
        if counted and not is_named(task):
            path = f"{place.path}.effort"
            yield info("RP202", path, task=task.id, id=task.id, effort=str(task.effort))


def unknown_person(subject: Subject) -> Iterator[Finding]:
    """Find names that are none of the people of a plan that lists its people."""
    plan = subject.plan
    if not plan.people:
        return
    known = [*plan.people, *(person.name for person in plan.people.values() if person.name)]
    hints: dict[str, Phrase] = {}

    def unknown(names: Iterable[str], path: str, task: str | None, key: str) -> Iterator[Finding]:
        for name in dict.fromkeys(names):
            if name.strip() and plan.person(name)[1] is None:
                effect = Phrase("unknown-does" if key == "responsible" else "unknown-is")
                hint = hints[name] = hints.get(name) or nearest(name, known)
                yield info("RP203", path, task=task, name=quoted(name), hint=hint, effect=effect)

    yield from unknown(plan.owner, "owner", None, "owner")
    for key, person in plan.people.items():
        yield from unknown(person.members, f"people.{quoted(key)}.members", None, "members")
    for place in subject.places:
        task = place.task
        yield from unknown(task.names, f"{place.path}.responsible", task.id, "responsible")
        for key in _ROLES:
            yield from unknown(getattr(task, key), f"{place.path}.{key}", task.id, key)


def _answered(subject: Subject) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """
    Yield path and id of whatever somebody has to answer for, with those who do; a plan may need no roles.

    Milestones count too, because somebody has to say that they are reached; summaries and the
    launch do not. Of a task that is for each of several, each counts.
    """
    if not uses_raci(subject.plan):
        return
    expanded = expand_variants(subject.plan)
    roles = Cast(expanded).roles
    for place in subject.leaves:
        for task in expanded[place.task.id].tasks or (place.task,):
            yield f"{place.path}.accountable", task.id, roles[task.id].accountable


def no_accountable(subject: Subject) -> Iterator[Finding]:
    """Find tasks for which nobody answers, in a plan that says who answers for others."""
    for path, task, accountable in _answered(subject):
        if not accountable:
            yield warning("RP204", path, task=task, id=task)


def several_accountable(subject: Subject) -> Iterator[Finding]:
    """Find tasks for which several people answer."""
    for path, task, accountable in _answered(subject):
        if len(accountable) > 1:
            names = tuple(map(subject.cast.label, accountable))
            yield warning("RP205", path, task=task, id=task, names=names)


def missing_skill(subject: Subject) -> Iterator[Finding]:
    """Find skills that a task asks for and none of the plan's people has."""
    named = [skill for person in subject.plan.people.values() for skill in person.skills]
    known = {plain_name(skill) for skill in named}
    for place in subject.places if known else ():
        for skill in place.task.skills:
            if plain_name(skill) not in known:
                path, hint = f"{place.path}.skills", nearest(skill, named)
                yield warning("RP208", path, task=place.task.id, skill=quoted(skill), hint=hint)


def unskilled(subject: Subject) -> Iterator[Finding]:
    """Find tasks whose people lack a skill that others of the plan have."""
    people, cast = subject.plan.people, subject.cast
    for place in subject.places:
        doers = cast.roles[place.task.id].responsible if place.task.skills else ()
        if not doers or any(doer not in people for doer in doers):
            continue  # nothing is known of what they can do
        for skill in place.task.skills:
            able = [key for key in people if plain_name(skill) in cast.skills(key)]
            if able and not set(able) & set(doers):
                yield info(
                    "RP209", f"{place.path}.skills", task=place.task.id, skill=quoted(skill),
                    doers=tuple(map(cast.label, doers)), able=tuple(map(cast.label, able)),
                )  # fmt: skip
