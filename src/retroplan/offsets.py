"""Offsets: positions counted from the launch, as text and as exact values."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from attrs import field, frozen

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.units import LARGEST, LONGEST_TEXT, tidied

_FARTHEST = 99_999


class OffsetUnit(Enum):
    """What an offset counts in, from the launch."""

    DAYS = "d"
    WORKING_DAYS = "wd"
    WEEKS = "w"
    MONTHS = "m"
    HOURS = "h"


@frozen
class Offset:
    """
    A position counted from the launch: J-90, J+45, S-8.

    Attributes
    ----------
    amount
        Negative before the launch, positive after it.
    unit
        What is counted; days are calendar days unless open days are asked for.
    written
        As the user wrote it, tidied; two ways to write one position are equal.
    """

    amount: int
    unit: OffsetUnit
    written: str = field(eq=False)

    def __str__(self) -> str:
        return self.written

    def text(self, lang: str = "en") -> str:
        """Show the offset as it was written, the same in every language."""
        return self.written


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DASHES = re.compile("[‐‑‒–—]")
_NEARLY = re.compile(r"(?:jour )?([jdswmh])? ?([-+])? ?([0-9]{1,5})(?: ?(?:j|d|jours?|days?)| ?(o|wd))?")
_FAR = re.compile("(?:jour (?=j))?[jdswmh] ?[-+] ?[0-9]{6,} ?(?:o|ouvres?|wd)?")  # than _FARTHEST
_OFFSET = re.compile(r"(?:jour (?=j))?([jdswmh])(?: ?([-+]) ?([0-9]{1,5}) ?(o|ouvres?|wd)?)?")


def parse_offset(text: object) -> Offset:
    """
    Read a position counted from the launch.

    Parameters
    ----------
    text
        "J-90", "D+45", "J-20 ouvrés", "S-8", "M-3", "H-4", "jour J" …, or an `Offset`, returned as it is.

    Raises
    ------
    PlanError
        It is not an offset.

    Examples
    --------
    >>> parse_offset("j − 20 ouvrés")
    Offset(amount=-20, unit=<OffsetUnit.WORKING_DAYS: 'wd'>, written='J-20o')
    """
    offset = text if isinstance(text, Offset) else _read_offset(text)
    if offset is None:
        raise bad_offset(text)
    return offset


def bad_offset(text: object) -> PlanError:
    """Say what is wrong with something that is not an offset, and what may have been meant."""
    short = isinstance(text, str) or (isinstance(text, int) and abs(text) <= LARGEST)
    tidy = _DASHES.sub("-", tidied(str(text)[:LONGEST_TEXT])) if short else ""
    if isinstance(text, str) and not text.strip():
        return PlanError(error("empty-value"))
    if isinstance(text, date) or _ISO_DAY.match(tidy):
        return PlanError(error("date-for-offset", text=quoted(text)))
    match = _NEARLY.fullmatch(tidy)
    if match is None and _FAR.fullmatch(tidy):
        far = Phrase("number-limit", {"limit": _FARTHEST})
        return PlanError(error("bad-offset", text=quoted(text), hint=far))
    if match is None:
        return PlanError(error("bad-offset", text=quoted(text), hint=Phrase("offset-forms")))
    letter, number = (match[1] or "j").upper(), match[3] + (match[4] or "")
    if match[2]:
        meant = Phrase("did-you-mean", {"candidate": f"{letter}{match[2]}{number}"})
    else:
        either = {"before": f"{letter}-{number}", "after": f"{letter}+{number}"}
        meant = Phrase("offset-either-way", either)
    return PlanError(error("bad-offset", text=quoted(text), hint=meant))


def is_offset(text: str) -> bool:
    """Tell whether a text reads as an offset: "J+30" does, "website.finish" does not."""
    return _read_offset(text) is not None


def _read_offset(text: object) -> Offset | None:
    """Read an offset; None where it is not one."""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        return None
    if not (match := _OFFSET.fullmatch(tidied(text))):
        return None
    letter, sign, digits, suffix = match.groups("")
    unit = OffsetUnit({"j": "d", "s": "w"}.get(letter, letter))
    if suffix and unit is OffsetUnit.DAYS:
        unit = OffsetUnit.WORKING_DAYS
    elif suffix or (not sign and letter not in "jdh"):
        return None
    ending = "o" if suffix.startswith("o") else suffix
    return Offset(int(sign + digits or "0"), unit, f"{letter.upper()}{sign}{digits}{ending}")


def day_offset(days: int) -> str:
    """Write a number of calendar days from the launch: "J-90", "J", "J+45"."""
    return f"J{days:+d}" if days else "J"
