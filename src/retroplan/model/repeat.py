"""Recurring work: how often a task is repeated, from when and until when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.fields import parsed, structure_whole
from retroplan.model.recurrence import Recurrence, parse_recurrence
from retroplan.model.spacing import Anchor, anchor_text, parse_anchor, parse_count, parse_spacing
from retroplan.units import Duration


@frozen(kw_only=True)
class Repeat:
    """
    When a task is repeated.

    Attributes
    ----------
    every
        How far apart the occurrences are, each counted from the first.
    rrule
        A rule of RFC 5545 (iCalendar) that says it instead.
    count
        How many occurrences there are.
    first
        The date or offset of the first, the key ``from``; the pin or date of the task if not
        given, else the launch.
    until
        No occurrence begins after this day.
    """

    every: Duration | None = parsed(parse_spacing, default=None)
    rrule: Recurrence | None = parsed(parse_recurrence, default=None)
    count: int | None = parsed(parse_count, default=None)
    first: Anchor | None = parsed(parse_anchor, key="from", default=None)
    until: Anchor | None = parsed(parse_anchor, default=None)

    def to_document(self) -> dict[str, Any]:
        """Give the repetition as it stands in a plan document."""
        document: dict[str, Any] = {}
        if self.every is not None:
            document["every"] = str(self.every)
        if self.rrule is not None:
            document["rrule"] = self.rrule.text
        if self.count is not None:
            document["count"] = self.count
        if self.first is not None:
            document["from"] = anchor_text(self.first)
        if self.until is not None:
            document["until"] = anchor_text(self.until)
        return document


def parse_repeat(value: object) -> Repeat | None:
    """Read ``{every: 1w, count: 4}``, ``{every: 2w, until: J+30}`` or ``{rrule: "FREQ=WEEKLY;COUNT=4"}``."""
    if value is None:
        return None
    if not isinstance(value, (Repeat, Mapping)):
        raise PlanError(error("bad-repeat", text=quoted(value)))
    repeat = value if isinstance(value, Repeat) else structure_whole(Repeat, value)
    if repeat.every is None and repeat.rrule is None:
        raise PlanError(error("bad-repeat", text=quoted(value)))
    if repeat.every is not None and repeat.rrule is not None:
        raise PlanError(error("given-twice", "every", key="every", other="rrule"))
    bounded = repeat.rrule is not None and repeat.rrule.bounded
    if repeat.count is None and repeat.until is None and not bounded:
        raise PlanError(error("repeat-unbounded"))
    return repeat
