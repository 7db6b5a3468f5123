"""Rates: money for each unit of time, read as people type them."""

from __future__ import annotations

import re

from attrs import frozen

from retroplan.errors import PlanError, error
from retroplan.language import word
from retroplan.language.quoting import quoted
from retroplan.model.money import Money, parse_money
from retroplan.units import Unit, parse_duration

_LONGEST_TEXT = 60
_PER = re.compile(r" ?/ ?| (?:par|per|a|à la|la|le) ")


@frozen
class Rate:
    """
    Money for each unit of time.

    Attributes
    ----------
    money
        For one unit.
    unit
        Working ``min``, ``h``, ``d`` or ``w``, calendar ``cd`` or ``cw``, or ``mo``.
    """

    money: Money
    unit: Unit

    def __str__(self) -> str:
        return f"{self.money}/{self.unit.value}"

    def text(self, lang: str = "en") -> str:
        """Put the rate into words: "€400/d", "400 €/j"."""
        return f"{self.money.text(lang)}/{word(f'unit-{self.unit.value}', lang)}"


def parse_rate(value: object) -> Rate:
    """
    Read money for a unit of time: ``400 EUR/d``, ``10.99€/mois``, ``50 € par heure``.

    Raises
    ------
    PlanError
        It cannot be understood, or no unit is named.
    """
    if isinstance(value, Rate):
        return value
    amount, unit = _parted(value)
    return Rate(parse_money(amount), _unit(unit, value))


def parse_price(value: object) -> Money | Rate:
    """Read money, or money for a unit of time."""
    if isinstance(value, Rate):
        return value
    named = isinstance(value, str) and len(value) <= _LONGEST_TEXT and _PER.search(" ".join(value.split()))
    return parse_rate(value) if named else parse_money(value)


def _parted(value: object) -> tuple[object, str]:
    text = " ".join(value.split()) if isinstance(value, str) and len(value) <= _LONGEST_TEXT else ""
    parts = _PER.split(text, maxsplit=1)
    if len(parts) == 1 or not all(parts):
        raise PlanError(error("bad-rate", text=quoted(value)))
    return parts[0], parts[1]


def _unit(text: str, value: object) -> Unit:
    try:
        each = parse_duration(f"1 {text.lower()}")
    except PlanError:
        raise PlanError(error("bad-rate", text=quoted(value))) from None
    if each.amount != 1 or each.unit.kind == "elapsed":
        raise PlanError(error("bad-rate", text=quoted(value)))
    return each.unit


def parse_daily(value: object) -> Rate:
    """Read what a day of delay costs: for each open or calendar day, or week."""
    rate = parse_rate(value)
    if rate.unit not in (Unit.D, Unit.W, Unit.CD, Unit.CW):
        raise PlanError(error("rate-of-delay", text=quoted(value)))
    return rate


def parse_wage(value: object) -> Rate:
    """Read what somebody's work costs: for a unit of working time."""
    rate = parse_rate(value)
    if rate.unit.kind != "working":
        raise PlanError(error("rate-of-work", text=quoted(value)))
    return rate
