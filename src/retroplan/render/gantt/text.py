"""How wide a text is, and how it is shortened: without a font, so never less than it will be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, combining, decomposition, east_asian_width

ELLIPSIS = "…"
ASCENT, DESCENT = 0.93, 0.24
"""How far letters reach above and below their line, in sizes of the font."""

# Advance widths of ASCII from the blank on, in hundredths of the size: the larger of Liberation Sans
# (that of Arial and Helvetica) and DejaVu Sans (nearly that of Verdana), read from the fonts.
_REGULAR = (
    32, 41, 46, 84, 64, 102, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    34, 34, 84, 84, 84, 56, 102, 69, 69, 73, 78, 67, 62, 78, 76, 30, 50, 67, 56, 87, 75, 79, 67, 79, 73, 67,
    62, 74, 69, 99, 69, 67, 69, 40, 34, 40, 84, 56, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98,
    64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
)  # fmt: skip
_BOLD = (
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70,
    40, 40, 84, 84, 84, 62, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 56, 78, 64, 100, 84, 86, 74, 86, 78, 73,
    69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 56, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105,
    72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
)  # fmt: skip
_SPACE, _DELETE = 32, 127
_ZERO_WIDTH = ("Mn", "Me", "Cf", "Cc")
_JOINER = "\u200d"
_NARROW = {"’": 38, "‘": 38, "·": 38, "“": 66, "”": 66, "«": 65, "»": 65, "–": 56, "\u00a0": 35, "\u202f": 35}
# The widest that fonts have there: ligatures of whole phrases, and the signs of cuneiform.
_PHRASES = {"\ufdfa": 600, "\ufdfb": 400, "\ufdfd": 1300}
_CUNEIFORM = (0x12000, 0x1254F)
_EMOJI, _WIDE, _SIGN, _LARGE, _OTHER = 140, 110, 150, 125, 95


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give a width that the text does not exceed in a usual sans-serif font, in the unit of `size`."""
    return _hundredths(text, bold) * size / 100


@lru_cache(maxsize=8192)
def _hundredths(text: str, bold: bool) -> int:
    table = _BOLD if bold else _REGULAR
    return sum(
        table[ord(letter) - _SPACE] if " " <= letter <= "~" else _letter(letter, bold) for letter in text
    )


@lru_cache(maxsize=4096)
def _letter(letter: str, bold: bool) -> int:
    """Give the width of a letter that is not ASCII."""
    if letter in _NARROW:
        return _NARROW[letter]
    if letter in _PHRASES:
        return _PHRASES[letter]
    if _CUNEIFORM[0] <= ord(letter) <= _CUNEIFORM[1]:
        return _PHRASES["\ufdfa"]
    kind = category(letter)
    if kind in _ZERO_WIDTH or combining(letter):
        return 0
    base = decomposition(letter).split(" ")[0]
    if base and not base.startswith("<") and _SPACE <= int(base, 16) < _DELETE:
        accented = _BOLD if bold else _REGULAR
        return accented[int(base, 16) - _SPACE] + (15 if letter in "ƠơƯưľĽ" else 0)
    if kind in ("So", "Sk") and ord(letter) > 0x2BFF:
        return _EMOJI
    if east_asian_width(letter) in ("W", "F"):
        return _EMOJI if kind in ("So", "Sk") else _WIDE
    if kind in ("So", "Sm", "Po", "Sk"):
        return _SIGN
    return _LARGE if kind in ("Lu", "Lt") or bold else _OTHER


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """
    Give the text if it fits into `room`, else its beginning and an ellipsis; nothing if not even that fits.

    Letters made of several characters (accents, emoji joined to one) are not cut apart.
    """
    if width_of(text, size, bold=bold) <= room:
        return text
    left = room - width_of(ELLIPSIS, size, bold=bold)
    if left < 0:
        return ""
    kept = ""
    for cluster in _clusters(text):
        left -= width_of(cluster, size, bold=bold)
        if left < 0:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


def _clusters(text: str) -> Iterator[str]:
    """Give what readers see as one letter: a character and what is drawn over or joined to it."""
    cluster = ""
    for letter in text:
        joined = cluster.endswith(_JOINER) or letter == _JOINER or not _advances(letter)
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _advances(letter: str) -> bool:
    return letter.isascii() or not (
        category(letter) in _ZERO_WIDTH or combining(letter) or "\U0001f3fb" <= letter <= "\U0001f3ff"
    )


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """Break a text into lines at its blanks, at most so many; the last one is shortened."""
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most:
        count = len(words)
        if len(lines) + 1 < most:
            while count > 1 and width_of(" ".join(words[:count]), size) > room:
                count -= 1
        lines.append(shortened(" ".join(words[:count]), room, size))
        words = words[count:]
    return lines
