"""What a plan itself, or a task of it, asks `check` not to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from retroplan.errors import Finding, warning
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.codes import SCHEDULED, UNDATED, named, split
from retroplan.lint.subject import Subject
from retroplan.model.link import whole_of
from retroplan.model.places import places
from retroplan.model.plan import Plan


def unknown_ignore(subject: Subject, names: Mapping[str, str]) -> Iterator[Finding]:
    """Find what a plan asks not to be told that is no code of check."""
    yield from _unknown(subject.plan.ignore, "ignore", None, names)
    for place in subject.places:
        yield from _unknown(place.task.ignore, f"{place.path}.ignore", place.task.id, names)


def _unknown(
    texts: Iterable[str], path: str, task: str | None, names: Mapping[str, str]
) -> Iterator[Finding]:
    for number, text in enumerate(texts):
        for part in split(text):
            if not named(part, names):
                hint = nearest(part, [*names, *names.values(), *UNDATED, *SCHEDULED])
                yield warning("RP001", f"{path}[{number}]", task=task, text=quoted(part), hint=hint)


@frozen
class Waivers:
    """
    The codes that a plan asks not to be told.

    Attributes
    ----------
    everywhere
        The codes of the plan.
    below
        The codes of each task that has any, and of the summaries above it, by its id.
    """

    everywhere: frozenset[str] = frozenset()
    below: Mapping[str, frozenset[str]] = field(factory=dict, hash=False)

    def admits(self, finding: Finding) -> bool:
        """Whether a finding is told."""
        below = self.below.get(whole_of(finding.task), frozenset()) if finding.task else frozenset()
        return finding.code not in self.everywhere and finding.code not in below


def waivers_of(plan: Plan, names: Mapping[str, str]) -> Waivers:
    """Read what a plan asks not to be told; texts that name no code ask nothing."""
    below: dict[str, frozenset[str]] = {}
    if any(task.ignore for task in plan.walk()):
        for place in places(plan):
            line = (place.task, *place.parents)
            codes = _codes((text for task in line for text in task.ignore), names)
            if codes:
                below[place.task.id] = codes
    return Waivers(_codes(plan.ignore, names), below)


def _codes(texts: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(code for part in split(list(texts)) for code in named(part, names))
