"""The resources of a plan: rooms, machines, print shops, licences, freelancers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from retroplan.calendars import Closure
from retroplan.calendars.ranges import closure_document
from retroplan.errors import Finding, PlanError, error
from retroplan.language import sealed
from retroplan.language.quoting import quoted
from retroplan.model.costs import (
    order_document,
    parse_day,
    parse_kind,
    parse_lead_time,
    parse_premium,
    parse_quantity,
)
from retroplan.model.fields import PartialError, optional, parse_extra, parse_text, parsed, structure_whole
from retroplan.model.link import Percent
from retroplan.model.money import Money, MoneyLike
from retroplan.model.people import parse_leave
from retroplan.model.rates import Rate, parse_price
from retroplan.units import Duration


@frozen(init=False)
class Resource:
    """
    Something that tasks use and that there is only so much of.

    Attributes
    ----------
    name
        What people call it; the key in the plan if empty.
    kind
        ``human``, ``financial`` or ``material``; material if not given.
    category
        What its cost is counted under.
    quantity
        How many of it there are.
    cost
        What each use of one of it costs: an amount, or an amount for each day, week or month.
    closed
        Days on which it cannot be used: dates, ranges, ``{from:, to:, label:}``.
    lead_time
        How long before its first use it must be ordered.
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
    kind: str | None = parsed(optional(parse_kind), default=None, kw_only=True)
    category: str = parsed(parse_text, default="", kw_only=True)
    quantity: int = parsed(parse_quantity, default=1, kw_only=True)
    cost: Money | Rate | None = parsed(optional(parse_price), default=None, kw_only=True)
    closed: tuple[Closure, ...] = parsed(parse_leave, default=(), kw_only=True)
    lead_time: Duration | None = parsed(optional(parse_lead_time), default=None, kw_only=True)
    quote_time: Duration | None = parsed(optional(parse_lead_time), default=None, kw_only=True)
    rush: Percent | None = parsed(optional(parse_premium), default=None, kw_only=True)
    ordered: date | None = parsed(optional(parse_day), default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        name: str = "",
        *,
        kind: str | None = None,
        category: str = "",
        quantity: int = 1,
        cost: MoneyLike | Rate | None = None,
        closed: str | Iterable[str | Closure | Mapping[str, Any]] = (),
        lead_time: str | Duration | None = None,
        quote_time: str | Duration | None = None,
        rush: str | Percent | None = None,
        ordered: str | date | None = None,
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Callable[..., None] = self.__attrs_init__
        fill(
            name, kind=kind, category=category, quantity=quantity, cost=cost, closed=closed,
            lead_time=lead_time, quote_time=quote_time, rush=rush, ordered=ordered, extra=extra,
        )  # fmt: skip

    def to_document(self) -> dict[str, Any]:
        """Give the resource as it stands in a plan document."""
        document: dict[str, Any] = {}
        for key in ("name", "kind", "category"):
            if getattr(self, key):
                document[key] = getattr(self, key)
        if self.quantity != 1:
            document["quantity"] = self.quantity
        if self.cost is not None:
            document["cost"] = str(self.cost)
        if self.closed:
            document["closed"] = [closure_document(closure) for closure in self.closed]
        return document | order_document(self) | dict(parse_extra(self.extra))


def parse_resources(value: object) -> Mapping[str, Resource]:
    """Read resources by key: ``{room: {quantity: 2}, press: Imprimerie Durand}``."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    resources: dict[str, Resource] = {}
    for key, resource in value.items():
        try:
            resources[_parse_key(key)] = _parse_resource(resource)
        except PlanError as problem:
            findings += [finding.at(quoted(key)) for finding in problem.findings]
            resources[quoted(key)] = Resource(quantity=10_000)  # what uses it is not to blame
    if findings:
        raise PartialError(findings, sealed(resources))
    return sealed(resources)  # type: ignore[return-value]


def _parse_key(value: object) -> str:
    key = parse_text(value)
    if not key.strip():
        raise PlanError(error("empty-value"))
    return key


def _parse_resource(value: object) -> Resource:
    if isinstance(value, Resource):
        return value
    if isinstance(value, Mapping):
        return structure_whole(Resource, value)
    return Resource() if value is None else Resource(parse_text(value))
