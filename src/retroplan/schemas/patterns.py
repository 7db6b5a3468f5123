r"""
Patterns of the texts in a plan document.

Each admits every text that its parser reads; some admit more, where the parser knows words
that a pattern cannot list. They are read by programs in many languages, to which ``\w`` and
``\d`` mean different things: neither is used, and ``\s`` is made as wide as Python's. None of
them can be kept busy by a long hostile text: what comes next decides which way to go.
"""

from __future__ import annotations

from collections.abc import Iterable

_SPACE = r"[\s\x1c-\x1f\x85]"
_S = f"{_SPACE}*"
_SIGN = "[-+−]"
_DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = "[0-9]{1,2}(?::[0-9]{2}|[hH](?:[0-9]{2})?)?"
_SIGNED_PERCENT = rf"{_S}{_SIGN}?[0-9]{{1,8}}(?:[.,][0-9]{{1,8}})?{_S}%{_S}"
# Without a sign, or below zero only as "-0d", "-0%" or in words.
_PERCENT = rf"{_S}(?:\+?[0-9]{{1,8}}(?:[.,][0-9]{{1,8}})?|[-−]0{{1,8}}(?:[.,]0{{1,8}})?){_S}%{_S}"
# A number in digits or words, then a unit.
_REST = "[^/%A-Za-z]*[A-Za-z][^/%]*"
_LENGTH = rf"{_S}(?:(?:\+{_S})?[0-9A-Za-z]|[-−]{_S}[0A-Za-z]){_REST}"
_SIGNED_LENGTH = rf"{_S}(?:{_SIGN}{_S})?[0-9A-Za-z]{_REST}"
# Letters of any language: all but white space and the signs of ASCII other than "-", "." and "_".
_ID = r"[^\s\x00-,/:-@\[-^`{-\x7f\x85]+"
_LAG = rf"{_SIGN}[^A-Za-z%]*[A-Za-z%][\s\S]*"
_AMOUNT = f"{_S}{_SIGN}{_S}[0-9]{{1,5}}"
_OPEN_DAYS = "(?:[oO](?:[uU][vV][rR](?:[eE].?|[éÉ])[sS]?)?|[wW][dD])"
_FROM_DAY = f"(?:(?:[jJ][oO][uU][rR]{_SPACE}+)?[jJ]|[dD])(?:{_AMOUNT}(?:{_S}{_OPEN_DAYS})?)?"


def _whole(pattern: str) -> str:
    return f"^{_S}(?:{pattern}){_S}$"


def any_case(words: Iterable[str]) -> str:
    """Admit some words in small letters, in capitals or mixed, with and without accents on an e."""
    return _whole("|".join("".join(map(_letter, word)) for word in words))


def _letter(letter: str) -> str:
    return "[eEéÉ]" if letter in "eé" else f"[{letter}{letter.upper()}]"


ID = f"^{_ID}$"
DAY = _whole(_DAY)
DAYS = _whole(f"{_DAY}(?:{_S}/{_S}{_DAY})?")
MOMENT = _whole(f"{_DAY}(?:[T ][0-9]{{2}}:[0-9]{{2}}(?::00)?)?")
LENGTH = f"^{_LENGTH}$"
_NAMED = "|".join(
    "".join(f"[{x}{x.upper()}]" for x in name) for name in ("uniform", "normal", "lognormal", "discrete")
)
WORK = f"^(?:{_LENGTH}(?:/{_LENGTH}/{_LENGTH})?|{_S}(?:{_NAMED}) [^%]+)$"
SHARE = f"^(?:{_LENGTH}|{_PERCENT})$"
PERCENT = f"^{_PERCENT}$"
LAG = f"^(?:{_SIGNED_LENGTH}|{_SIGNED_PERCENT})$"
LINK = f"^{_S}{_ID}(?:{_S}|{_SPACE}+[fFsS]{{2}}{_S}(?:{_LAG})?)$"
LINK_TYPE = _whole("[fFsS]{2}")
_OFFSET = f"{_FROM_DAY}|[hH](?:{_AMOUNT})?|[sSwWmM]{_AMOUNT}"
OFFSET = _whole(_OFFSET)
EVENT = _whole(f"{_ID}|{_OFFSET}")
COUNT = _whole("[0-9]{1,4}")
MONEY = r"^[^0-9]*[0-9][0-9\s\x1c-\x1f\x85.,'’]*[^0-9]*$"
RATE = r"^[^0-9]*[0-9][0-9\s\x1c-\x1f\x85.,'’]*[^0-9]+$"
SPAN = _whole(f"{_CLOCK}{_S}[-–—]{_S}{_CLOCK}")
