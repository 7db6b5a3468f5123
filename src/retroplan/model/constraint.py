"""Dated constraints on a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from attrs import field, frozen

from retroplan.errors import PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language.quoting import nearest, quoted
from retroplan.model.moments import Moment, moment_text, parse_moment


class ConstraintType(Enum):
    """What a dated constraint asks; the words are those of MS Project and MPXJ."""

    START_NO_EARLIER_THAN = "start_no_earlier_than"
    FINISH_NO_EARLIER_THAN = "finish_no_earlier_than"
    START_NO_LATER_THAN = "start_no_later_than"
    FINISH_NO_LATER_THAN = "finish_no_later_than"
    MUST_START_ON = "must_start_on"
    MUST_FINISH_ON = "must_finish_on"

    @property
    def on_finish(self) -> bool:
        """Whether it speaks of the finish; a date without time is then the day's end."""
        return "finish" in self.value

    @property
    def must(self) -> bool:
        """Whether it fixes the date."""
        return self.value.startswith("must")


def _parse_type(value: object) -> ConstraintType:
    if isinstance(value, ConstraintType):
        return value
    text = str(value).strip().lower().replace("-", "_").replace(" ", "_")
    try:
        return ConstraintType(value)
    except ValueError:
        kinds = [kind.value for kind in ConstraintType]
        short = {"".join(word[0] for word in kind.split("_")): kind for kind in kinds}  # snet, mso …
        hint = nearest(short.get(text, text), kinds)
        known = ", ".join(kinds)
        raise PlanError(
            error("bad-constraint-type", "type", text=quoted(value), hint=hint, known=known)
        ) from None


def _parse_date(value: object) -> Moment:
    try:
        return parse_moment(value)
    except PlanError as problem:
        raise PlanError([finding.at("date") for finding in problem.findings]) from None


@frozen
class Constraint:
    """
    A dated constraint.

    Attributes
    ----------
    type
        What it asks.
    date
        A date alone is its beginning for a start, its end for a finish.
    """

    type: ConstraintType = field(converter=_parse_type)
    date: Moment = field(converter=_parse_date)

    def to_document(self) -> dict[str, str]:
        """Give the constraint as it stands in a plan document."""
        return {"type": self.type.value, "date": moment_text(self.date)}


def parse_constraint(value: object) -> Constraint | None:
    """Read ``{type: start_no_earlier_than, date: 2026-03-02}``."""
    if value is None or isinstance(value, Constraint):
        return value
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-constraint", text=quoted(value)))
    findings = [unknown_key(key, _PARSERS) for key in value if key not in _PARSERS]
    findings += missing_keys(value, _PARSERS, findings)
    for key, parse in _PARSERS.items():
        try:
            parse(value[key]) if value.get(key) is not None else None
        except PlanError as problem:
            findings += problem.findings
    if findings:
        raise PlanError(findings)
    return Constraint(value["type"], value["date"])


_PARSERS: Mapping[str, Callable[[object], object]] = {"type": _parse_type, "date": _parse_date}
