"""
Rules about whether a plan is complete; they speak only when they are selected.

The elements of an action plan, the seven steps of a plan that is counted back from its launch,
and the six questions: who, what, where, when, how, why. Objectives and criteria of success stand in
the ``context`` of a plan or of its tasks, or are tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.language.folding import folded
from retroplan.lint.subject import Subject, has_work, is_named, is_placed

_OBJECTIVES = ("objectif", "objective", "goal", "but", "aim", "smart")
_CRITERIA = (
    "indicateur", "indicator", "kpi", "critere", "criteria", "criterion", "success", "succes", "mesure",
    "metric", "resultat", "result",
)  # fmt: skip
_RESOURCES = ("ressource", "resource", "moyen", "budget")
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "who": ("qui", "who"),
    "what": ("quoi", "what"),
    "where": ("ou", "where"),
    "when": ("quand", "when"),
    "how": ("comment", "how"),
    "why": ("pourquoi", "why"),
}
INDICATOR = "x-indicator"
"""The key under which a column of indicators is kept."""
MOST_NAMES = 5


def _says(subject: Subject, beginnings: tuple[str, ...]) -> bool:
    """Whether a key of a context, or a tag, begins with one of some words and is not empty."""
    plan = subject.plan
    kept = [plan.context, *(part for task in plan.walk() for part in (task.context, task.tags, task.extra))]
    return any(
        folded(key).removeprefix("x-").startswith(beginnings) and bool(value)
        for mapping in kept
        for key, value in mapping.items()
    )


def _has_objectives(subject: Subject) -> bool:
    return _says(subject, _OBJECTIVES)


def _has_resources(subject: Subject) -> bool:
    plan = subject.plan
    head = plan.resources or plan.budget or plan.costs
    own = any(task.uses or task.costs or task.budget or task.effort for task in plan.walk())
    return bool(head) or own or _says(subject, _RESOURCES)


def _has_calendar(subject: Subject) -> bool:
    return subject.schedule is not None


def _has_responsibilities(subject: Subject) -> bool:
    roles = (task.accountable for task in subject.plan.walk())
    return any(map(is_named, subject.plan.walk())) or any(roles)


def _has_criteria(subject: Subject) -> bool:
    return _says(subject, _CRITERIA)


ELEMENTS: Mapping[str, Callable[[Subject], bool]] = {
    "element-objectives": _has_objectives,
    "element-resources": _has_resources,
    "element-calendar": _has_calendar,
    "element-responsibilities": _has_responsibilities,
    "element-criteria": _has_criteria,
}


def incomplete(subject: Subject) -> Iterator[Finding]:
    """Find the elements of an action plan that a plan lacks, each by its name."""
    for element, is_there in ELEMENTS.items():
        if not is_there(subject):
            yield warning("RP801", element=Phrase(element))


@frozen
class _Gap:
    """What a step lacks: a phrase, and the tasks it is about."""

    code: str
    tasks: tuple[str, ...] = ()

    def phrase(self) -> Phrase:
        """Put it into a phrase; of many tasks, the first are named."""
        if not self.tasks:
            return Phrase(self.code)
        shown, more = self.tasks[:MOST_NAMES], len(self.tasks) > MOST_NAMES
        return Phrase(self.code, {"tasks": (*shown, "…") if more else shown})


def _gaps(subject: Subject) -> Iterator[tuple[int, _Gap]]:
    """Yield what the seven steps lack, by the number of the step."""
    plan = subject.plan
    work = [place for place in subject.leaves if has_work(place.task)]
    if not _has_objectives(subject):
        yield 1, _Gap("lacks-objective")
    if plan.launch is None:
        yield 2, _Gap("lacks-launch")
    if not plan.deliverables and not any(task.deliverables for task in plan.walk()):
        yield 2, _Gap("lacks-deliverables")
    if not subject.leaves:
        yield 3, _Gap("lacks-tasks")
    if not work:
        yield 4, _Gap("lacks-duration")
    loose = tuple(
        place.task.id
        for place in subject.leaves
        if place.task.id not in subject.linked and not any(map(is_placed, (place.task, *place.parents)))
    )
    if loose and len(subject.leaves) > 1:
        yield 5, _Gap("lacks-link", loose)
    unnamed = tuple(p.task.id for p in work if not any(map(is_named, (p.task, *p.parents))))
    if unnamed:
        yield 6, _Gap("lacks-responsible", unnamed)
    elif not any(map(is_named, plan.walk())):
        yield 6, _Gap("lacks-anybody")
    if not _has_resources(subject) and not plan.people:
        yield 6, _Gap("lacks-resources")
    if subject.schedule is None:
        yield 7, _Gap("lacks-dates")


def open_step(subject: Subject) -> Iterator[Finding]:
    """Find the steps of the method that are still open, and what each lacks."""
    gaps: dict[int, list[Phrase]] = {}
    for step, gap in _gaps(subject):
        gaps.setdefault(step, []).append(gap.phrase())
    for step, lacking in gaps.items():
        yield info("RP802", step=str(step), name=Phrase(f"step-{step}"), lacking=tuple(lacking))


def unanswered(subject: Subject) -> Iterator[Finding]:
    """Find which of the six questions the context of a plan does not answer, if it answers any."""
    answered = {folded(key) for key, value in subject.plan.context.items() if value}
    missing = [name for name, words in _QUESTIONS.items() if not answered & set(words)]
    if len(missing) < len(_QUESTIONS):
        for name in missing:
            yield info("RP803", "context", question=Phrase(f"question-{name}"))


def no_indicator(subject: Subject) -> Iterator[Finding]:
    """Find work without an indicator of its success, in a plan that has indicators."""
    measured = [place for place in subject.places if place.task.extra.get(INDICATOR)]
    known = {place.task.id for place in measured}
    for place in subject.leaves if measured else ():
        if has_work(place.task) and not any(task.id in known for task in (place.task, *place.parents)):
            yield info("RP804", place.path, task=place.task.id, id=place.task.id)
