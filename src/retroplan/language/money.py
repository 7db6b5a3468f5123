"""Money in words: digits and signs as each language writes them."""

from __future__ import annotations

from decimal import Decimal

from retroplan.language.speech import language_of, locale_of

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
"""Currencies that are shown by a sign; the others by their code, which no two countries share."""

_NO_BREAK = "\u00a0"


def money_text(amount: Decimal, currency: str, places: int, lang: str = "en") -> str:
    """
    Write an amount of money: "€1,500.50", "1 500,50 €", "CHF 40".

    Parameters
    ----------
    amount
        Exact; nothing is rounded.
    currency
        Its ISO code; empty for an amount without one.
    places
        Decimals that the currency has; left out where the amount is whole.
    lang
        Language of the result.
    """
    from babel.numbers import format_decimal

    whole = amount == amount.to_integral_value() and places <= 2
    pattern = "#,##0" if whole or not places else "#,##0." + "0" * places
    digits = str(format_decimal(abs(amount), pattern, locale=locale_of(lang)))
    minus = "-" if amount < 0 else ""
    sign = SIGNS.get(currency, currency)
    if not sign:
        return minus + digits
    if language_of(lang) == "fr":
        return f"{minus}{digits}{_NO_BREAK}{sign}"
    return f"{minus}{sign}{digits}" if currency in SIGNS else f"{minus}{sign}{_NO_BREAK}{digits}"
