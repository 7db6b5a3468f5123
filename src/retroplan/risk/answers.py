"""What a simulation says of one task, of a few days, of one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from retroplan.errors import PlanError, error
from retroplan.language import plain
from retroplan.language.quoting import quoted
from retroplan.offsets import day_offset

if TYPE_CHECKING:
    from retroplan.risk.result import Simulation

SHARES = (0.5, 0.8, 0.9)
"""The chances that tables show."""


def chance(value: object) -> Fraction:
    """Read a probability above 0, up to 1, exactly as it is written."""
    try:
        share = Fraction(str(value)) if not isinstance(value, bool) else None
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 < share <= 1:
        raise PlanError(error("bad-chance", text=quoted(value)))
    return share


@frozen
class Bar:
    """
    One bar of a histogram.

    Attributes
    ----------
    first, last
        Its first and last day.
    count
        Samples on these days.
    """

    first: date
    last: date
    count: int

    def to_record(self) -> dict[str, Any]:
        """Give the bar as a JSON-safe mapping."""
        return {"first": plain(self.first), "last": plain(self.last), "count": self.count}


@frozen
class EventDelay:
    """
    What a risk event adds to a plan.

    Attributes
    ----------
    days
        Working days, on average over all samples.
    share
        Its share of what all events add, each taken by itself.
    """

    days: float
    share: float


@frozen(slots=False, eq=False)
class TaskRisk:
    """
    What a simulation says of one task.

    Attributes
    ----------
    id, name
        Who it is.
    criticality_index
        Share of the samples in which it has no slack when work begins at the sample's latest start;
        in a forward plan, when it begins at the start.
    """

    id: str
    name: str
    criticality_index: float
    _of: Simulation = field(repr=False)
    _place: int = field(repr=False)

    def start_by(self, share: float) -> datetime | None:
        """
        Give the latest start with this chance of being early enough, for this task alone.

        What comes before it is taken for granted. None if no start is, with that chance, and in a
        forward plan, where nothing is counted back.
        """
        (found,) = self.starts((share,))
        return found

    def starts(self, shares: Sequence[float]) -> tuple[datetime | None, ...]:
        """Give `start_by` for several chances at once."""
        asked = [chance(share) for share in shares]
        if self._of.launch is None or not asked:
            return (None,) * len(asked)
        return self._of._starts_of(self._place, asked)  # noqa: SLF001 - one value in two classes

    def offset(self, share: float) -> str | None:
        """Give the day of `start_by` as an offset from the launch: ``J-26``; None without either."""
        found, launch = self.start_by(share), self._of.launch
        if found is None or launch is None:
            return None
        return day_offset(found.toordinal() - launch.toordinal())

    @property
    def error_minutes(self) -> int:
        """By how many minutes of the task's work `start_by` may be too early: 0 where samples are kept."""
        cells = self._of._found.histograms  # noqa: SLF001 - one value in two classes
        return 0 if cells is None else cells.error(self._place) - 1

    def to_flat_record(self, shares: Sequence[float] = SHARES) -> dict[str, Any]:
        """
        Give the task as a flat mapping, as tables take it.

        The keys are stable: ``start_by_p50``, a `datetime` or None, and ``offset_p50``, whole days
        from the launch, for each chance.
        """
        starts = self.starts(shares)
        launch = self._of.launch
        record: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "criticality_index": self.criticality_index,
        }
        for share, found in zip(shares, starts, strict=True):
            record[f"start_by_{label_of(share).lower()}"] = found
        for share, found in zip(shares, starts, strict=True):
            days = None if found is None or launch is None else found.toordinal() - launch.toordinal()
            record[f"offset_{label_of(share).lower()}"] = days
        return record

    def to_record(self, shares: Sequence[float] = SHARES) -> dict[str, Any]:
        """Give the task as a JSON-safe mapping with stable keys."""
        starts = self.starts(shares)
        launch = self._of.launch
        return {
            "id": self.id,
            "name": self.name,
            "criticality_index": self.criticality_index,
            "start_by": {label_of(share): plain(found) for share, found in zip(shares, starts, strict=True)},
            "offset": {
                label_of(share): None
                if found is None or launch is None
                else found.toordinal() - launch.toordinal()
                for share, found in zip(shares, starts, strict=True)
            },
        }


def label_of(share: float) -> str:
    """Give the key of a chance: ``P90`` for 0.9, ``P97.5`` for 0.975."""
    return f"P{float(chance(share) * 100):.12g}"
