"""Approvals: who has to agree to a task's work, how long that takes, and how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import sealed
from retroplan.language.quoting import quoted
from retroplan.model.estimate import Uncertain
from retroplan.model.fields import PartialError, optional, parse_each, parse_text, parsed, structure_whole
from retroplan.model.link import Lag, parse_share
from retroplan.model.work import parse_length
from retroplan.units import Duration, Unit

MAX_ROUNDS = 20
_UNREAD = Duration(Decimal(0), Unit.D)
"""In place of a usual time that could not be read, so that nobody asks for it again."""
_TERMS = ("duration", "rounds", "rework", "margin")


def parse_rounds(value: object) -> int | None:
    """Read how many times the work is shown: a whole number from 1 on."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_ROUNDS:
        raise PlanError(error("bad-rounds", text=quoted(value), limit=MAX_ROUNDS))
    return value


def parse_approver_name(value: object) -> str:
    """Read the name of who approves; nobody where it is not said."""
    if value is None:
        return ""
    name = parse_text(value)
    if not name.strip():
        raise PlanError(error("bad-approval", text=quoted(value)))
    return name


@frozen
class Approver:
    """
    The usual time of somebody who approves.

    Attributes
    ----------
    duration
        How long one round takes.
    rounds
        How many rounds there are.
    rework
        Time to change the work between two rounds.
    margin
        Safety time after each round.
    """

    duration: Duration | Uncertain | None = parsed(parse_length, default=None)
    rounds: int | None = parsed(parse_rounds, default=None, kw_only=True)
    rework: Duration | Uncertain | None = parsed(parse_length, default=None, kw_only=True)
    margin: Lag | None = parsed(optional(parse_share), default=None, kw_only=True)

    def to_document(self) -> str | dict[str, Any]:
        """Give the usual time as it stands in a plan document: the duration alone if it is all there is."""
        terms = _terms(self)
        duration = terms.get("duration")
        return duration if isinstance(duration, str) and len(terms) == 1 else terms


@frozen
class Approval:
    """
    An approval of a task's work; what is not given is as usual for who approves.

    Attributes
    ----------
    by
        Who approves; whoever is accountable for the task, if it is not said.
    duration
        How long one round takes.
    rounds
        How many rounds there are; one if nobody says more.
    rework
        Time to change the work between two rounds.
    margin
        Safety time after each round; a percent is of the duration.
    """

    by: str = parsed(parse_approver_name, default=None)
    duration: Duration | Uncertain | None = parsed(parse_length, default=None, kw_only=True)
    rounds: int | None = parsed(parse_rounds, default=None, kw_only=True)
    rework: Duration | Uncertain | None = parsed(parse_length, default=None, kw_only=True)
    margin: Lag | None = parsed(optional(parse_share), default=None, kw_only=True)

    def to_document(self) -> str | dict[str, Any]:
        """Give the approval as it stands in a plan document: the name alone if it is all there is."""
        terms = _terms(self)
        if not self.by:
            return terms
        return {"by": self.by, **terms} if terms else self.by

    def asked_of(self, accountable: Sequence[str]) -> Approval:
        """Let whoever answers for the task approve where nobody is named."""
        return evolve(self, by=accountable[0]) if accountable and not self.by else self

    def completed(self, approvers: Mapping[str, Approver]) -> Approval:
        """Fill in what is usual for who approves."""
        usual = approvers.get(self.by)
        if usual is None:
            return self
        missing = (name for name in _TERMS if getattr(self, name) is None)
        return evolve(self, **{name: getattr(usual, name) for name in missing})

    def steps(self) -> Iterator[tuple[str, int]]:
        """Yield ``approval`` and the number of its round for each round, ``rework`` between two of them."""
        rounds = self.rounds or 1
        for number in range(1, rounds + 1):
            yield "approval", number
            if self.rework is not None and number < rounds:
                yield "rework", number


def _terms(value: Approver | Approval) -> dict[str, Any]:
    terms = {name: getattr(value, name) for name in _TERMS}
    return {
        name: term if isinstance(term, int) else str(term) for name, term in terms.items() if term is not None
    }


def parse_approvals(value: object) -> tuple[Approval, ...]:
    """Read an approval, ``direction`` or ``{by: direction, duration: 5d}``, or a list of them in order."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return parse_each(value, _parse_approval, Approval("unread", duration=_UNREAD))
    return (_parse_approval(value),)


def _parse_approval(value: object) -> Approval:
    if isinstance(value, Approval):
        return value
    if isinstance(value, str):
        return Approval(value)
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-approval", text=quoted(value)))
    return structure_whole(Approval, value)


def approvals_document(approvals: tuple[Approval, ...]) -> object:
    """Give approvals as they stand in a plan document: one alone without a list."""
    documents = [approval.to_document() for approval in approvals]
    return documents[0] if len(documents) == 1 else documents


def parse_approvers(value: object) -> Mapping[str, Approver]:
    """Read usual times by name: ``{direction: 5d, legal: {duration: 3d, margin: 20%}}``."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    approvers: dict[str, Approver] = {}
    for name, terms in value.items():
        if terms is None:
            continue
        try:
            approvers[parse_approver_name(name)] = _parse_approver(terms)
        except PlanError as problem:
            findings += [finding.at(quoted(name)) for finding in problem.findings]
            approvers[quoted(name)] = Approver(_UNREAD)
    if findings:
        raise PartialError(findings, sealed(approvers))
    return sealed(approvers)  # type: ignore[return-value]


def _parse_approver(value: object) -> Approver:
    if isinstance(value, Approver):
        return value
    return structure_whole(Approver, value) if isinstance(value, Mapping) else Approver(parse_length(value))
