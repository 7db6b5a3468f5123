"""Currencies: their codes, how people write them, and how many decimals their amounts have."""

from __future__ import annotations

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted

# ISO 4217: the currencies that countries use, and those without hundredths or with thousandths.
_IN_USE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_IN_USE.split())
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_WORDS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "d'euros": "EUR",
    "$": "USD", "us$": "USD", "$us": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "livre sterling": "GBP", "livres sterling": "GBP",
    "franc suisse": "CHF", "francs suisses": "CHF", "swiss franc": "CHF", "swiss francs": "CHF", "fr.": "CHF",
}  # fmt: skip
_PLACES = dict.fromkeys(_WITHOUT_DECIMALS.split(), 0) | dict.fromkeys(_WITH_THOUSANDTHS.split(), 3)
_USUAL = ("EUR", "USD", "GBP", "CHF", "CAD")  # codes are so short that each is near many others
_LONGEST_NAME = 60


def places_of(currency: str) -> int:
    """Give how many decimals amounts of a currency have; two where it is not known."""
    return _PLACES.get(currency, 2)


def currency_named(text: str) -> str | None:
    """Read a currency: its code, its sign or its name; None where it is not one."""
    name = text.lower().replace("’", "'")
    code = _WORDS.get(name, name.upper())
    return code if code in CURRENCIES else None


def parse_currency(value: object) -> str:
    """
    Read a currency: ``EUR``, ``€``, ``euros``.

    Raises
    ------
    PlanError
        It is none.
    """
    text = value.strip() if isinstance(value, str) and len(value) <= _LONGEST_NAME else ""
    code = currency_named(text) if text else None
    if code is None:
        raise unknown_currency(value)
    return code


def unknown_currency(value: object) -> PlanError:
    """Say that something is not a currency, and which one was meant."""
    hint = nearest(str(value)[:_LONGEST_NAME], [*_USUAL, *_WORDS])
    if hint.code == "nothing":
        hint = Phrase("currency-forms")
    return PlanError(error("unknown-currency", text=quoted(value), hint=hint))
