"""Money: exact amounts with their currency, and rates, read as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from attrs import Attribute, field, frozen

from retroplan.errors import PlanError, error
from retroplan.language import Word
from retroplan.language.money import money_text
from retroplan.language.quoting import quoted
from retroplan.model.currencies import (
    CURRENCIES,
    currency_named,
    parse_currency,
    places_of,
    unknown_currency,
)

_SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
LARGEST, _LARGEST_SUM = 10**12, 10**24
_SMALLEST = -6
_WIDE = Context(prec=60, traps=[])  # the caller's own decimal context may round, or trap
_LONGEST_TEXT = 60
_WRITTEN = re.compile(r"([^0-9]*)([0-9](?:[0-9 .,'’]*[0-9])?)([^0-9]*)")
_SCALED = re.compile(r"(k|K|M|[mM]illions?\b)(?: ?(?:de |d')?)(.*)")
_PARTED = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1,500 is 1500 to some, 1.5 to others


def _exact(amount: Decimal | int) -> Decimal:
    """Bring an amount to its one form, without exponent or trailing zeros."""
    try:
        exact = Decimal(amount)
    except (InvalidOperation, TypeError, ValueError):
        raise _bad_money(amount) from None
    if exact.is_nan():
        raise _bad_money(amount)
    if exact.is_zero():
        return Decimal(0)
    if exact.copy_abs() > _LARGEST_SUM:
        raise PlanError(error("money-limit", limit=LARGEST))
    if exact.adjusted() < _SMALLEST:
        raise _too_fine(exact, "")
    text = f"{exact:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _code(currency: str) -> str:
    return currency if currency in CURRENCIES or currency == "" else parse_currency(currency)


def _fine(money: Money, _: Attribute[str], currency: str) -> None:
    """Refuse parts of the smallest coin: three decimals are more often a misread thousand."""
    if _decimals(money.amount) > places_of(currency):
        raise _too_fine(money.amount, currency)


def _too_fine(amount: Decimal, currency: str) -> PlanError:
    most, named = str(places_of(currency)), currency or Word("currency")
    return PlanError(error("money-too-fine", amount=quoted(amount), most=most, currency=named))


def _decimals(amount: Decimal) -> int:
    return max(0, -int(amount.as_tuple().exponent))


@frozen
class Money:
    r"""
    An exact amount of a currency.

    Attributes
    ----------
    amount
        At most a million million where it is read; no more decimals than the currency has.
    currency
        Its ISO 4217 code; empty for the currency of the plan.

    Examples
    --------
    >>> Money(Decimal("1500.50"), "EUR").text("fr").replace("\u202f", " ").replace("\u00a0", " ")
    '1 500,50 €'
    """

    amount: Decimal = field(converter=_exact)
    currency: str = field(default="", converter=_code, validator=_fine)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}".rstrip()

    def text(self, lang: str = "en") -> str:
        """Put the amount into words: "€1,500.50", "1 500,50 €"."""
        return money_text(self.amount, self.currency, places_of(self.currency), lang)

    def __add__(self, other: Money) -> Money:
        return Money(_WIDE.add(self.amount, self._same(other).amount), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(_WIDE.subtract(self.amount, self._same(other).amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _same(self, other: Money) -> Money:
        if not isinstance(other, Money) or self.currency != other.currency:
            raise PlanError(
                error("currencies-mixed", text=quoted(other), first=self.currency or quoted(self))
            )
        return other

    def times(self, factor: Fraction) -> Money:
        """Multiply, to the smallest coin; half of one is rounded up."""
        coins = self._coins * factor
        return _of_coins((coins + Fraction(1, 2)).__floor__(), self.currency)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """
        Share the amount out in proportion to weights, so that the parts add up to it exactly.

        By largest remainders: each part is what its weight asks for, rounded down to the smallest
        coin; the coins that are left go one by one to the parts that were cut most, the earlier
        of two equal ones first.

        Parameters
        ----------
        weights
            From 0 on, at least one of them more.
        """
        if len(weights) == 1 or not self.amount:
            return (self,) * len(weights)
        coins, whole = self._coins, sum(weights)
        parts = [coins * weight // whole for weight in weights]
        cut = sorted(range(len(weights)), key=lambda i: (-(coins * weights[i] % whole), i))
        for number in cut[: coins - sum(parts)]:
            parts[number] += 1
        return tuple(_of_coins(part, self.currency) for part in parts)

    @property
    def _coins(self) -> int:
        """How many of the smallest coin it is."""
        return int(Fraction(self.amount) * 10 ** places_of(self.currency))


def _of_coins(coins: int, currency: str) -> Money:
    return Money(_WIDE.scaleb(Decimal(coins), -places_of(currency)), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add amounts of one currency."""
    whole, nothing = Decimal(0), Money(0, currency)
    for amount in amounts:
        nothing._same(amount)  # noqa: SLF001 - a method of its own
        whole = _WIDE.add(whole, amount.amount)
    return Money(whole, currency)


MoneyLike: TypeAlias = "str | int | float | Decimal | Money"


def parse_money(value: object) -> Money:
    """
    Read an amount of money as a person would type it, in English or French.

    Parameters
    ----------
    value
        ``1500 EUR``, ``1 500,50 €``, ``€1,500.50``, ``12 k€``; a number is in the currency of the
        plan. A comma before three digits parts thousands, a point there could be either.

    Raises
    ------
    PlanError
        It cannot be understood, is negative, or counts less than the smallest coin.

    Examples
    --------
    >>> str(parse_money("12,5 k€"))
    '12500 EUR'
    """
    money = value if isinstance(value, Money) else _from_number(value)
    if money is None:
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
            raise _bad_money(value)
        money = _read(value)
    if money.amount < 0:
        raise PlanError(error("negative-money", text=quoted(value)))
    if money.amount > LARGEST:
        raise PlanError(error("money-limit", limit=LARGEST))
    return money


def _from_number(value: object) -> Money | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        return Money(Decimal(str(value)))
    except (InvalidOperation, ValueError) as problem:
        raise problem if isinstance(problem, PlanError) else _bad_money(value) from None


@lru_cache(maxsize=4096)
def _read(text: str) -> Money:
    tidy = " ".join(text.split()).replace("−", "-").replace("’", "'")
    if not tidy:
        raise PlanError(error("empty-value"))
    match = _WRITTEN.fullmatch(tidy)
    if match is None:
        raise _bad_money(text)
    before, digits, after = (part.strip() for part in match.groups())
    sign = -1 if before.startswith("-") or before.endswith("-") else 1
    scale, currency = _scale_and_currency(before.strip("+- "), after, text)
    return Money(_WIDE.multiply(sign * scale, _number(digits, scale, currency, text)), currency)


def _scale_and_currency(before: str, after: str, text: str) -> tuple[int, str]:
    """Read what stands before and behind the digits: a scale, and one currency at most."""
    scale, code = 1, currency_named(after) if after else ""
    if code is None and (scaled := _SCALED.fullmatch(after)):
        scale, after = _SCALES[scaled[1] if scaled[1] in _SCALES else scaled[1].lower()], scaled[2]
        code = currency_named(after) if after else ""
    first = currency_named(before) if before else ""
    if code is None or first is None:
        raise unknown_currency((after if code is None else before) or text)
    if first and code:
        raise _bad_money(text)
    return scale, first or code


def _number(digits: str, scale: int, currency: str, text: str) -> Decimal:
    """Read digits in groups, with a decimal comma or point; refuse those that can be read in two ways."""
    if _DOUBTFUL.fullmatch(digits):
        whole = digits.replace(",", "").replace(".", "")
        if "," in digits and currency and places_of(currency) <= 2 and scale == 1:
            return Decimal(whole)
        if "," in digits or places_of(currency) <= 2 or scale != 1:
            parts = Decimal(digits.replace(",", "."))
            ways = (
                str(Money(amount * scale, currency)) for amount in (Decimal(whole), parts.normalize() + 0)
            )
            first, second = (quoted(way) for way in ways)
            raise PlanError(error("thousands-or-decimals", text=quoted(text), whole=first, parts=second))
    for pattern, thousands in ((_PARTED, " '’"), (_COMMAS, ","), (_DOTS, ".")):
        if pattern.fullmatch(digits):
            return Decimal("".join(sign for sign in digits if sign not in thousands).replace(",", "."))
    raise _bad_money(text)


def _bad_money(value: object) -> PlanError:
    return PlanError(error("bad-money", text=quoted(value)))
