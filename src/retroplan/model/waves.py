"""Waves: one task done several times, each time sent at an offset from the launch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.approval import Approval, approvals_document, parse_approvals
from retroplan.model.estimate import Uncertain
from retroplan.model.fields import optional, parse_each, parsed, structure_whole
from retroplan.model.spacing import MAX_TIMES, parse_count, parse_spacing
from retroplan.model.work import parse_length
from retroplan.offsets import Offset, parse_offset
from retroplan.units import Duration


def parse_offsets(value: object) -> tuple[Offset, ...]:
    """Read one offset or a list of offsets, none of them twice."""
    try:
        offsets = parse_each([value] if isinstance(value, (str, Offset)) else value, parse_offset)
    except PlanError as problem:
        raise PlanError(problem.findings) from None  # nothing of them: some might stand there twice
    if len(offsets) > MAX_TIMES:
        raise PlanError(error("too-many-occurrences", limit=str(MAX_TIMES)))
    twice = {offset: number for number, offset in enumerate(offsets) if offset in offsets[:number]}
    if twice:
        raise PlanError([error("wave-twice", f"[{n}]", text=str(offset)) for offset, n in twice.items()])
    return offsets


@frozen(kw_only=True)
class Waves:
    """
    When the waves of a task go, and what each is made of.

    Attributes
    ----------
    at
        The offset of each; or they are counted from the other four.
    count
        How many there are.
    first
        The offset of the first; the pin of the task if not given.
    every
        How far apart they are.
    until
        No wave goes after this; without a first one, the last goes then.
    preparation
        How long the work before each takes; the duration of the task if not given.
    approval
        Approvals between the preparation and the sending of each.
    sending
        How long the sending of each takes; it is a milestone if not given.
    """

    at: tuple[Offset, ...] = parsed(parse_offsets, default=())
    count: int | None = parsed(parse_count, default=None)
    first: Offset | None = parsed(optional(parse_offset), default=None)
    every: Duration | None = parsed(parse_spacing, default=None)
    until: Offset | None = parsed(optional(parse_offset), default=None)
    preparation: Duration | Uncertain | None = parsed(parse_length, default=None)
    approval: tuple[Approval, ...] = parsed(parse_approvals, default=())
    sending: Duration | Uncertain | None = parsed(parse_length, default=None)

    def to_document(self) -> object:
        """Give the waves as they stand in a plan document: a list if their offsets are all there is."""
        document: dict[str, Any] = {}
        if self.at:
            document["at"] = [str(offset) for offset in self.at]
        if self.count is not None:
            document["count"] = self.count
        for key in ("first", "every", "until", "preparation", "sending"):
            value = getattr(self, key)
            if value is not None:
                document[key] = str(value)
        if self.approval:
            document["approval"] = approvals_document(self.approval)
        return document["at"] if document.keys() == {"at"} else document


def parse_waves(value: object, own: str) -> Waves | None:
    """
    Read ``[J-30, J-3]``, ``{at: [J-30], sending: 1d}`` or ``{count: 3, first: J-30, every: 2w}``.

    Parameters
    ----------
    value
        The waves; None if there are none.
    own
        Id of the task, which is named where nobody said how many there are.
    """
    if value is None:
        return None
    if isinstance(value, Waves):
        waves = value
    elif isinstance(value, Mapping):
        waves = structure_whole(Waves, value)
    elif isinstance(value, (list, tuple)):
        waves = Waves(at=parse_offsets(value))
    else:
        raise PlanError(error("bad-waves", text=quoted(value)))
    _check(waves, own)
    return waves


def _check(waves: Waves, own: str) -> None:
    """Refuse waves that are not counted, or are counted twice."""
    counted = [key for key in ("count", "first", "every", "until") if getattr(waves, key) is not None]
    if waves.at:
        if counted:
            raise PlanError([error("given-twice", key, key=key, other="at") for key in counted])
        return
    if waves.count is None and waves.until is None:
        raise PlanError(error("waves-without-count", id=own))
    if waves.every is None and waves.count != 1:
        raise PlanError(error("missing-key", key="every"))
