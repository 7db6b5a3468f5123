"""Rules about links: what they say twice, what they hide, and tasks that have none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from retroplan.analysis.redundant import redundant_links
from retroplan.errors import Finding, info, warning
from retroplan.language import Phrase
from retroplan.lint.subject import Subject, has_work, is_placed
from retroplan.model.link import Link, LinkType, Percent
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import per_day_of, points_of, size_of
from retroplan.units import Duration

LONG_LAG = 7
"""Calendar days from which on a lag may hide work."""
_MONTH = 30
LEAST_LINKS, MOST_OTHERS = 10, Fraction(1, 10)
"""Links from which on their types are looked at, and how many need not be finish to start (DCMA)."""


def redundant_link(subject: Subject) -> Iterator[Finding]:
    """Find links that a chain of other links makes superfluous, and links written twice."""
    through = redundant_links(subject.plan)
    first: dict[Link, str] = {}
    for item in subject.links:
        path, link = item.path, item.link
        known = first.setdefault(link, path)
        if known is not path:
            reason = Phrase("link-twice", {"first": known})
        elif link in through:
            reason = Phrase("link-implied", {"via": through[link]})
        else:
            continue
        yield info(
            "RP401", path, task=item.task, link=link.manner,
            predecessor=link.predecessor, successor=link.successor, reason=reason,
        )  # fmt: skip


def _loose(subject: Subject, *, work: bool) -> Iterator[tuple[str, str]]:
    """Yield path and id of what neither links nor dates place, in a plan that links others."""
    for place in subject.leaves if subject.links else ():
        placed = any(is_placed(task) for task in (place.task, *place.parents))
        if not placed and place.task.id not in subject.linked and has_work(place.task) is work:
            yield place.path, place.task.id


def loose_task(subject: Subject) -> Iterator[Finding]:
    """Find work that no link ties to anything, beside work that is linked."""
    for path, task in _loose(subject, work=True):
        yield info("RP402", path, task=task, id=task)


def loose_milestone(subject: Subject) -> Iterator[Finding]:
    """Find milestones that nothing leads to and no date fixes: they say nothing."""
    for path, task in _loose(subject, work=False):
        yield warning("RP403", path, task=task, id=task)


def long_lag(subject: Subject) -> Iterator[Finding]:
    """Find lags of a week and more that are longer than both tasks they lie between."""
    plan = subject.plan
    per_day = per_day_of(plan)
    for item in subject.links if per_day and per_day[1] else ():  # no weekday is open: nothing to compare
        link = item.link
        ends = [plan.get(end) for end in (link.predecessor, link.successor)]
        if per_day is None or any(end is None or end.tasks or end.id == LAUNCH for end in ends):
            continue
        lengths = [_length(end, per_day) for end in ends if end is not None]
        if isinstance(link.lag, Percent):
            lag = lengths[0] * Fraction(link.lag.amount) / 100
        else:
            lag = _days(link.lag, per_day)
        if lag >= LONG_LAG and lag > max(lengths) > 0:
            yield info(
                "RP404", item.path, task=item.task, lag=link.lag,
                predecessor=link.predecessor, successor=link.successor,
            )  # fmt: skip


def _days(duration: Duration, per_day: tuple[int, int]) -> Fraction:
    """Measure a duration in calendar days, more or less: five working days are seven of these."""
    size = size_of(duration, per_day)
    if duration.unit.kind == "working":
        return size * 7 / per_day[1]
    return size * _MONTH if duration.unit.kind == "months" else size


def _length(task: Task, per_day: tuple[int, int]) -> Fraction:
    return max((_days(point, per_day) for point in points_of(task)), default=Fraction(0))


def lead(subject: Subject) -> Iterator[Finding]:
    """Find negative lags: a task that begins before what it waits for is done."""
    for item in subject.links:
        link = item.link
        if link.lag.amount < 0 and LAUNCH not in (link.predecessor, link.successor):
            yield info(
                "RP405", item.path, task=item.task, link=link.manner,
                predecessor=link.predecessor, successor=link.successor,
            )  # fmt: skip


def must_over_links(subject: Subject) -> Iterator[Finding]:
    """Find tasks that wait for others, and have a date that they must keep whatever becomes of those."""
    waiting: dict[str, list[str]] = {}
    for item in subject.links:
        waiting.setdefault(item.link.successor, []).append(item.link.predecessor)
    for place in subject.places:
        task, constraint = place.task, place.task.constraint
        if constraint is None or not constraint.type.must:
            continue
        others = [one for each in (task, *place.parents) for one in waiting.get(each.id, ())]
        if others:
            yield info(
                "RP406", f"{place.path}.constraint", task=task.id, id=task.id, date=constraint.date,
                others=tuple(dict.fromkeys(others)),
            )  # fmt: skip


def other_types(subject: Subject) -> Iterator[Finding]:
    """Find plans in which more than a tenth of the links are not finish to start."""
    links = [item.link for item in subject.links]
    others = [link for link in links if link.type is not LinkType.FS]
    if len(links) >= LEAST_LINKS and len(others) > MOST_OTHERS * len(links):
        percent = Decimal(100 * len(others)) / len(links)
        yield info(
            "RP407", count=len(others), total=len(links), percent=f"{percent:.0f} %",
        )  # fmt: skip
