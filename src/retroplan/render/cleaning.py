"""Names made safe for a terminal: what people typed may hold anything."""

from __future__ import annotations

from unicodedata import category

_PICTURES = 0x2400  # ␀ ␁ … show the control characters 0 to 31
_DELETE, _DELETE_PICTURE = 0x7F, "␡"
_UNKNOWN = "\ufffd"
_JOINERS = "\u200c\u200d"  # part of emoji and of Persian words
_LONGEST = 400
_SHOWN = {"Cc": None, "Cs": _UNKNOWN, "Cf": "", "Zl": " ", "Zp": " "}


def clean(text: str) -> str:
    """
    Give a text that a terminal shows on one line and does not obey.

    Control characters become visible, invisible formatting (such as the marks that turn the
    direction of writing) goes, breaks and tabs become spaces, and what is very long is cut.
    """
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter in _JOINERS:
        return letter
    if letter in "\t\n\r\v\f\x85":
        return " "
    seen = _SHOWN.get(category(letter), letter)
    return _picture(letter) if seen is None else seen


def _picture(letter: str) -> str:
    number = ord(letter)
    if number == _DELETE:
        return _DELETE_PICTURE
    return chr(_PICTURES + number) if number < ord(" ") else _UNKNOWN
