"""Who does a task: names, with the share of their time where that is not what it usually is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.fields import parse_each, parse_text, parsed
from retroplan.model.link import Percent, parse_percent

MAX_SHARE = 10_000
"""The most that a share may be, in percent: a team of a hundred."""


def parse_portion(value: object) -> Percent:
    """Read a share of somebody's time: ``50%``; a team of three has ``300%``."""
    if not isinstance(value, Percent):
        if not isinstance(value, str):
            raise PlanError(error("bad-portion", text=quoted(value)))
        value = parse_percent(value)
    if not 0 < value.amount <= MAX_SHARE:
        raise PlanError(error("bad-portion", text=str(value)))
    return value


@frozen
class Assignment:
    """
    Somebody who does a task with a share of their time.

    Attributes
    ----------
    name
        Who: the key or the name of one of the plan's people, or any other name.
    share
        Of the time of one who works all day.
    """

    name: str = parsed(parse_text)
    share: Percent = parsed(parse_portion)

    def __str__(self) -> str:
        return f"{self.name} ({self.share})"


Responsible: TypeAlias = str | Assignment


def parse_responsible(value: object) -> tuple[Responsible, ...]:
    """Read who does a task: ``anna``, ``[anna, paul]``, ``{anna: 50%}``, ``[anna, {paul: 50%}]``."""
    if isinstance(value, Mapping):
        value = [{name: share} for name, share in value.items()]
    elif isinstance(value, (str, Assignment)):
        value = [value]
    return parse_each(value, _parse_one)


def _parse_one(value: object) -> Responsible:
    if isinstance(value, Assignment):
        return value
    if not isinstance(value, Mapping):
        return parse_text(value)
    ((name, share),) = value.items() if len(value) == 1 else [(None, "")]
    if share is None:
        return parse_text(name)
    if not isinstance(share, (str, Percent)) or (isinstance(share, str) and "%" not in share):
        raise PlanError(error("bad-responsible", text=quoted(value)))
    try:
        return Assignment(parse_text(name), parse_portion(share))
    except PlanError as problem:
        raise PlanError(finding.at(quoted(name)) for finding in problem.findings) from None


def responsible_document(responsible: Sequence[Responsible]) -> list[str | dict[str, str]]:
    """Give who does a task as it stands in a plan document."""
    return [{item.name: str(item.share)} if isinstance(item, Assignment) else item for item in responsible]


def names_of(responsible: Sequence[Responsible]) -> tuple[str, ...]:
    """Give the names alone."""
    return tuple(item.name if isinstance(item, Assignment) else item for item in responsible)
