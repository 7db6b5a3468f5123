"""What tasks cost and use: items of a budget, and bookings of the plan's resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from attrs import field, frozen

from retroplan.errors import PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.model.fields import (
    choice,
    optional,
    parse_each,
    parse_extra,
    parse_text,
    parsed,
    structure_whole,
)
from retroplan.model.link import Percent, parse_percent
from retroplan.model.moments import Moment, moment_text, parse_moment
from retroplan.model.money import Money, MoneyLike, parse_money
from retroplan.offsets import Offset, OffsetUnit, is_offset, parse_offset
from retroplan.units import Duration, parse_duration

KINDS = ("human", "financial", "material")
"""Kinds of resources, and of what is paid for them."""

TIMES = ("start", "finish", "spread")
AMOUNTS = ("planned", "committed", "actual")
MOST_UNITS = 10_000
MAX_PREMIUM = 1_000

When: TypeAlias = str | Moment | Offset

parse_kind = choice("bad-resource-kind", *KINDS)


def parse_when(value: object) -> When:
    """Read when something is paid: ``start``, ``finish``, ``spread``, an offset or a date."""
    if isinstance(value, Offset) or (isinstance(value, str) and is_offset(value)):
        offset = parse_offset(value)
        if offset.unit is not OffsetUnit.HOURS:  # nothing is paid by the hour
            return offset
    text = value.strip().lower() if isinstance(value, str) else ""
    if text in TIMES:
        return text
    try:
        return parse_moment(value)
    except PlanError:
        raise PlanError(error("bad-when-paid", text=quoted(value), hint=nearest(text, TIMES))) from None


def parse_day(value: object) -> date:
    """Read a date without a time."""
    day = parse_moment(value)
    if isinstance(day, datetime):
        raise PlanError(error("bad-date", text=quoted(value)))
    return day


def parse_lead_time(value: object) -> Duration:
    """Read how long something takes to come: any time but that of a clock."""
    duration = parse_duration(value)
    if duration.unit.kind == "elapsed" or (duration.unit.kind == "months" and duration.amount % 1):
        raise PlanError(error("bad-lead-time", text=quoted(value)))
    return duration


def parse_premium(value: object) -> Percent:
    """Read how much more is paid in a hurry: ``30%``."""
    if not isinstance(value, Percent):
        if not isinstance(value, str) or "%" not in value:
            raise PlanError(error("bad-premium", text=quoted(value), most=MAX_PREMIUM))
        value = parse_percent(value)
    if not 0 <= value.amount <= MAX_PREMIUM:
        raise PlanError(error("bad-premium", text=str(value), most=MAX_PREMIUM))
    return value


def parse_quantity(value: object) -> int:
    """Read how many: a whole number from 1."""
    number = int(value) if isinstance(value, str) and value.isdecimal() and len(value) <= 9 else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_UNITS:
        raise PlanError(error("bad-quantity", text=quoted(value), most=MOST_UNITS))
    return number


class Ordered(Protocol):
    """What is ordered before it is needed."""

    @property
    def lead_time(self) -> Duration | None:
        """From the order to the first day of use."""

    @property
    def quote_time(self) -> Duration | None:
        """From asking for quotes to the order."""

    @property
    def rush(self) -> Percent | None:
        """What more is paid for an order that comes later than the lead time allows."""

    @property
    def ordered(self) -> date | None:
        """The day on which it was ordered."""


def order_document(item: Ordered) -> dict[str, Any]:
    """Give what a document says of an order."""
    document: dict[str, Any] = {}
    for key in ("lead_time", "quote_time", "rush"):
        if getattr(item, key) is not None:
            document[key] = str(getattr(item, key))
    if item.ordered is not None:
        document["ordered"] = item.ordered.isoformat()
    return document


@frozen(init=False)
class Cost:
    """
    One item of a budget.

    Attributes
    ----------
    name
        What it is: printing, stand, adverts.
    category
        What it is counted under.
    kind
        ``human``, ``financial`` or ``material``; financial if not given.
    planned, committed, actual
        What it may cost, what has been ordered, what has been paid.
    when
        When it is paid: at the ``start`` or the ``finish`` of its task, ``spread`` over its work, at
        an offset from the launch or on a date; at the finish if not given.
    lead_time
        How long before the start of its task it must be ordered.
    quote_time
        How long asking for quotes and choosing one takes before that.
    rush
        How much more it costs if it is ordered later: ``30%``.
    ordered
        When it was ordered.
    extra
        ``x-`` keys of its document, kept as they are: quotes, a supplier.
    """

    name: str = parsed(parse_text, default="")
    planned: Money | None = parsed(optional(parse_money), default=None)
    category: str = parsed(parse_text, default="", kw_only=True)
    kind: str | None = parsed(optional(parse_kind), default=None, kw_only=True)
    committed: Money | None = parsed(optional(parse_money), default=None, kw_only=True)
    actual: Money | None = parsed(optional(parse_money), default=None, kw_only=True)
    when: When | None = parsed(optional(parse_when), default=None, kw_only=True)
    lead_time: Duration | None = parsed(optional(parse_lead_time), default=None, kw_only=True)
    quote_time: Duration | None = parsed(optional(parse_lead_time), default=None, kw_only=True)
    rush: Percent | None = parsed(optional(parse_premium), default=None, kw_only=True)
    ordered: date | None = parsed(optional(parse_day), default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        name: str = "",
        planned: MoneyLike | None = None,
        *,
        category: str = "",
        kind: str | None = None,
        committed: MoneyLike | None = None,
        actual: MoneyLike | None = None,
        when: When | None = None,
        lead_time: str | Duration | None = None,
        quote_time: str | Duration | None = None,
        rush: str | Percent | None = None,
        ordered: str | date | None = None,
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Callable[..., None] = self.__attrs_init__
        fill(
            name, planned, category=category, kind=kind, committed=committed, actual=actual, when=when,
            lead_time=lead_time, quote_time=quote_time, rush=rush, ordered=ordered, extra=extra,
        )  # fmt: skip

    @property
    def amounts(self) -> Iterator[tuple[str, Money]]:
        """What is known of its three amounts, by key."""
        return ((key, getattr(self, key)) for key in AMOUNTS if getattr(self, key) is not None)

    def to_document(self) -> dict[str, Any]:
        """Give the item as it stands in a plan document."""
        document: dict[str, Any] = {}
        for key in ("name", "category", "kind"):
            if getattr(self, key):
                document[key] = getattr(self, key)
        document |= {key: str(amount) for key, amount in self.amounts}
        if self.when is not None:
            document["when"] = moment_text(self.when) if isinstance(self.when, date) else str(self.when)
        return document | order_document(self) | dict(parse_extra(self.extra))


def parse_costs(value: object) -> tuple[Cost, ...]:
    """Read items of a budget: an amount, a mapping, or a list of both."""
    single = (str, int, float, Decimal, Mapping, Money, Cost)
    return parse_each([value] if isinstance(value, single) else value, _parse_cost)


def _parse_cost(value: object) -> Cost:
    if isinstance(value, Cost):
        return value
    return structure_whole(Cost, value) if isinstance(value, Mapping) else Cost("", parse_money(value))


def costs_document(costs: Iterable[Cost]) -> list[dict[str, Any]]:
    """Give items of a budget as they stand in a plan document."""
    return [cost.to_document() for cost in costs]


@frozen
class Use:
    """
    A booking of one of the plan's resources by a task.

    Attributes
    ----------
    resource
        Its key or name in the plan; any other text is kept as it is.
    quantity
        How many of it.
    """

    resource: str = parsed(parse_text)
    quantity: int = parsed(parse_quantity, default=1)

    def to_document(self) -> str | dict[str, Any]:
        """Give the booking as it stands in a plan document."""
        if self.quantity == 1:
            return self.resource
        return {"resource": self.resource, "quantity": self.quantity}


UseLike: TypeAlias = str | Use | Mapping[str, Any]


def parse_uses(value: object) -> tuple[Use, ...]:
    """Read what a task uses: ``room``, ``[room, {resource: press, quantity: 2}]``."""
    single = (str, Mapping, Use)
    return parse_each([value] if isinstance(value, single) else value, _parse_use)


def _parse_use(value: object) -> Use:
    if isinstance(value, Use):
        return value
    return structure_whole(Use, value) if isinstance(value, Mapping) else Use(parse_text(value))
