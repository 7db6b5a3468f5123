"""Durations: text to exact values and back, in the user's own unit."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Context, Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from math import inf
from numbers import Real
from typing import Literal
from unicodedata import normalize

from attrs import Attribute, field, frozen

from retroplan.errors import PlanError, error
from retroplan.language import Phrase, language_of, word
from retroplan.language.quoting import nearest, quoted

LARGEST = 10_000_000
_LONGEST_AMOUNT = 20
_LEAST = Decimal("1e-9")
LONGEST_TEXT = 100
_CONVENTIONS = {"ouvres": "ouvré", "ouvrables": "ouvrable"}
_HALF = Decimal("0.5")
_WIDE = Context(prec=60, traps=[])  # the caller's own decimal context may round, or trap


class Unit(Enum):
    """What a duration counts in; the value is its short text."""

    MIN = "min"
    H = "h"
    D = "d"
    W = "w"
    MO = "mo"
    CD = "cd"
    CW = "cw"
    EMIN = "emin"
    EH = "eh"
    ED = "ed"
    EW = "ew"

    # Which time it counts: working time, calendar days, months of the calendar, or the clock.
    kind: Literal["working", "calendar", "months", "elapsed"]
    fixed_minutes: Decimal | None  # of working time, where no calendar has a say in it

    def __init__(self, value: str) -> None:
        self.fixed_minutes = {"min": Decimal(1), "h": Decimal(60)}.get(value)
        if value in ("cd", "cw"):
            self.kind = "calendar"
        elif value == "mo":
            self.kind = "months"
        else:
            self.kind = "elapsed" if value.startswith("e") else "working"


def _digits(amount: Decimal) -> str:
    """Write a number in full, without exponent, trailing zeros or negative zero."""
    text = f"{amount:f}" if amount else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exact(amount: Decimal | int) -> Decimal:
    """Bring an amount to its one form, and refuse one that could not be written and read again."""
    exact = Decimal(amount)
    if exact.is_zero():
        return Decimal(0)
    if exact.is_finite() and exact.copy_abs() <= LARGEST and exact.adjusted() >= -_LONGEST_AMOUNT:
        text = _digits(exact)
        if len(text.lstrip("-")) <= _LONGEST_AMOUNT:
            return Decimal(text)
    raise bad_duration(exact)


def _named(duration: Duration, _: Attribute[str], days: str) -> None:
    """Refuse a convention that the unit does not count in."""
    if days and (duration.unit is not Unit.D or days not in _CONVENTIONS):
        raise ValueError(f'a duration in "{duration.unit.value}" cannot count days "{days}"')


@frozen
class Duration:
    """
    A length of time as its user wrote it: an exact amount of one unit.

    Attributes
    ----------
    amount
        Exact, 5.0 being 5; negative only in a lag. At most ten million, in at most 20 characters.
    unit
        What is counted.
    days
        The convention the user named for days, ``"ouvres"`` or ``"ouvrables"``, else empty. Calendar days
        (``"calendaires"``) are a unit of their own, `Unit.CD`.
    """

    amount: Decimal = field(converter=_exact)
    unit: Unit
    days: str = field(default="", validator=_named)

    def __str__(self) -> str:
        if not self.days:
            return f"{_digits(self.amount)}{self.unit.value}"
        adjective, s = _CONVENTIONS[self.days], "" if self._is_one else "s"
        return f"{_digits(self.amount)} jour{s} {adjective}{s}"

    def text(self, lang: str = "en") -> str:
        """Put the duration into few words, in the user's own unit and exact: "1.5 wk", "1,5 sem."."""
        number = _digits(self.amount)
        if language_of(lang) == "fr":
            number = number.replace(".", ",")
        key = f"-{self.days}-one" if self.days and self._is_one else f"-{self.days}" if self.days else ""
        return f"{number} {word(f'unit-{self.unit.value}{key}', lang)}"

    @property
    def _is_one(self) -> bool:
        return self.amount.copy_abs() < 2  # as French counts: 1,5 jour

    def minutes(self, per_day: int, per_week: int) -> int:
        """
        Count the working minutes; a half minute is rounded up.

        Parameters
        ----------
        per_day, per_week
            Working minutes of one day and of one week.

        Raises
        ------
        ValueError
            The unit is not ``min``, ``h``, ``d`` or ``w``: its length depends on dates or on the clock.
        """
        if self.unit.kind != "working":
            raise ValueError(f'"{self}" is not working time, it has no fixed number of working minutes')
        each = self.unit.fixed_minutes or Decimal(per_day if self.unit is Unit.D else per_week)
        exact = _WIDE.add(_WIDE.multiply(self.amount, each), _HALF)
        return int(exact.to_integral_value(ROUND_FLOOR))


_QUARTERS = ("quarter", "quarters", "trimestre", "trimestres")
_UNITS = {unit.value: unit for unit in Unit} | {
    name: unit
    for unit, names in (
        (Unit.MIN, "mn mins minute minutes"),
        (Unit.H, "hr hrs hour hours heure heures"),
        (Unit.D, "day days j jrs jour jours journee journees"),
        (Unit.W, "wk wks week weeks sem sem. semaine semaines"),
        (Unit.MO, "month months mois " + " ".join(_QUARTERS)),
    )
    for name in names.split()
}
_QUALIFIERS = {
    name: said
    for said, names in (
        ("ouvres", "working business ouvre ouvres"),
        ("ouvrables", "ouvrable ouvrables"),
        ("c", "calendar cal. calendaire calendaires"),  # the first letter of cd and cw
        ("e", "elapsed d'horloge"),
    )
    for name in names.split()
}
_ABBREVIATED = {"wd": "working d", "bd": "business d", "jo": "j ouvres", "jc": "j calendaires"}
_SPELLED = (
    "zero,one a an un une,two deux,three trois,four quatre,five cinq,six,seven sept,eight huit,"
    "nine neuf,ten dix,eleven onze,twelve douze,,,fifteen quinze,,,,,twenty vingt,,,,,,,,,,thirty trente"
)
_NUMBERS = {name: number for number, names in enumerate(_SPELLED.split(",")) for name in names.split()}
_DURATION = re.compile("([-+]?) ?([0-9]+(?:[.,][0-9]+)?|[a-z]+(?= )) ?([a-z].*)")
_CLOCK = re.compile("([-+]?) ?([0-9]{1,20}) ?([a-z]+) ?([0-5]?[0-9])(?: ?([a-z]+))?")
_HALF_OF = re.compile("(?:une |a )?(?:demi[- ]|half (?:an? )?|1/2 |½ ?)([a-z]+)")
_AND_A_HALF = re.compile(
    "([0-9]+) ?(?:1/2 |½ ?|and a half )([a-z]+)|([0-9]+) ?([a-z]+) (?:et demie?|and a half|1/2)"
)
_ABOUT = re.compile(
    "(?:~|≈|±|environ |env[. ] ?|ca[. ] ?|circa |about |around |approx[a-z]*[. ] ?) ?([0-9].*)"
)
_ONGOING = re.compile("(?:en |in )?(?:continu|continue|continuous|continuously|ongoing|open[- ]ended)")
_RANGE = re.compile("([0-9]+(?:[.,][0-9]+)?) ?(?:-|–|—|à|a|ou|to|or) ?([0-9]+(?:[.,][0-9]+)?) ?([a-z].*)")
_POWER = re.compile("([0-9]{1,20}(?:[.,][0-9]{1,20})?)e([-+]?[0-9]{1,3}) ?([a-z].*)")
_BARE = re.compile("[-+]? ?[0-9]+(?:[.,][0-9]+)?")
_LONG_ENOUGH = 4
_THOUSANDS = re.compile("[1-9][0-9]{0,2},[0-9]{3}")  # 1,500 is 1500 to some, 1.5 to others


def parse_duration(text: object, *, signed: bool = False) -> Duration:
    """
    Read a duration as a person would type it, in English or French.

    A comma is a decimal comma; where it could part thousands ("1,500 d") the text is refused.

    Parameters
    ----------
    text
        "5d", "1,5 j", "2 semaines", "10 calendar days", "1h30" …, or a `Duration`, returned as it is.
    signed
        Whether it may be negative, as a lag may.

    Raises
    ------
    PlanError
        It cannot be understood, is negative, or is a number without a unit.

    Examples
    --------
    >>> str(parse_duration("deux semaines"))
    '2w'
    """
    if isinstance(text, Duration):
        duration: Duration | None = text
    elif isinstance(text, (Real, Decimal)) and not isinstance(text, bool):
        raise _bare(text)
    else:
        duration = _read_duration(text) if isinstance(text, str) and len(text) <= LONGEST_TEXT else None
    if duration is None:
        raise bad_duration(text)
    if duration.amount < 0 and not signed:
        raise PlanError(error("negative-duration", text=quoted(text)))
    return duration


@lru_cache(maxsize=4096)
def _read_duration(text: str) -> Duration | None:
    """Read a duration of either sign; None where it is not one."""
    tidy = _in_decimals(tidied(text))
    if clock := _CLOCK.fullmatch(tidy):
        sign, name, amount = clock[1], "min", _read_clock(*clock.group(2, 3, 4, 5))
    elif match := _DURATION.fullmatch(tidy):
        sign, name, amount = match[1], match[3], _read_amount(match[2])
    else:
        return None
    found = _read_unit(name)
    if amount is None or found is None:
        return None
    times = 3 if name in _QUARTERS else 1
    try:
        return Duration(_WIDE.multiply(amount, -times if sign == "-" else times), *found)
    except PlanError:  # too large, or too long
        return None


def _in_decimals(tidy: str) -> str:
    """Write "demi-journée", "1/2 day" and "2 jours et demi" with decimals."""
    if match := _HALF_OF.fullmatch(tidy):
        return f"0.5 {match[1]}"
    if match := _AND_A_HALF.fullmatch(tidy):
        return f"{match[1] or match[3]}.5 {match[2] or match[4]}"
    return tidy


def is_half(text: str) -> bool:
    """Tell whether the slash of "1/2 day" is that of a half, and parts no points."""
    return "1/2" in text and len(text) <= LONGEST_TEXT and _read_duration(text) is not None


def _read_clock(hours: str, name: str, minutes: str, ending: str | None) -> Decimal | None:
    """Count the minutes of "1h30" or "1 hour 5 minutes"; None for other units, or for "1h5"."""
    if (
        _UNITS.get(name) is Unit.H
        and _UNITS.get(ending or "min") is Unit.MIN
        and (ending or len(minutes) == 2)
    ):
        return Decimal(60 * int(hours) + int(minutes))
    return None


def _read_unit(text: str) -> tuple[Unit, str] | None:
    """Read a unit and the convention it names; None where it is not one."""
    name, _, said = _ABBREVIATED.get(text, text).partition(" ")
    if name in _QUALIFIERS:
        name, said = said, name
    unit, how = (
        _UNITS.get(name) or _UNITS.get(name.removesuffix(".")),
        _QUALIFIERS.get(said, "?") if said else "",
    )
    if unit is Unit.D and how in _CONVENTIONS:
        return unit, how
    unit = _UNITS.get(how + unit.value) if unit else None
    return (unit, "") if unit else None


def _read_amount(text: str) -> Decimal | None:
    """Read a number in digits or in words; None where it is not one, or could be two."""
    if text[0] not in "0123456789":
        return Decimal(_NUMBERS[text]) if text in _NUMBERS else None
    if len(text) > _LONGEST_AMOUNT or _THOUSANDS.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def _bare(number: Real | Decimal) -> PlanError:
    """Say what is wrong with a number that has no unit, or is none at all."""
    try:
        size = float(number)
    except (ValueError, OverflowError):  # a signalling NaN, or an integer past any float
        size = inf
    if not abs(size) <= LARGEST:
        return bad_duration(f"{size:.10g}")
    # as text: a thousand shown as "1,000" would advise to write "1,000d"
    return PlanError(error("bare-number", number=quoted(_digits(Decimal(repr(size))))))


def bad_duration(text: object) -> PlanError:
    """Say what is wrong with something that is not a duration, and what may have been meant."""
    tidy = tidied(text) if isinstance(text, str) and len(text) <= LONGEST_TEXT else ""
    if isinstance(text, str) and not text.strip():
        return PlanError(error("empty-value"))
    if _BARE.fullmatch(tidy) and abs(float(tidy.replace(" ", "").replace(",", "."))) <= LARGEST:
        return PlanError(error("bare-number", number=quoted(text.strip() if isinstance(text, str) else text)))
    match = _DURATION.fullmatch(tidy)
    if match and _THOUSANDS.fullmatch(match[2]):
        amounts = match[2].replace(",", ""), _digits(Decimal(match[2].replace(",", ".")))
        whole, parts = (quoted(f"{match[1]}{amount} {match[3]}") for amount in amounts)
        return PlanError(error("thousands-or-decimals", text=quoted(text), whole=whole, parts=parts))
    return PlanError(error("bad-duration", text=quoted(text), hint=_meant_duration(tidy)))


def _meant_duration(tidy: str) -> Phrase:
    """Say what may be written instead: a nearly known unit, no "about", three points for two, a span."""
    if _ONGOING.fullmatch(tidy):
        return Phrase("span-for-ongoing")
    if (about := _ABOUT.fullmatch(tidy)) and _read_duration(about[1]):
        return Phrase("did-you-mean", {"candidate": about[1]})
    if (between := _RANGE.fullmatch(tidy)) and _read_unit(between[3]):
        low, high = sorted(Decimal(amount.replace(",", ".")) for amount in between.group(1, 2))
        points = "/".join(f"{_digits(amount)} {between[3]}" for amount in (low, (low + high) / 2, high))
        return Phrase("three-points-for-two", {"points": points})
    if (power := _POWER.fullmatch(tidy)) and _read_unit(power[3]):
        amount = Decimal(f"{power[1].replace(',', '.')}e{power[2]}")
        plain = f"{_digits(amount)} {power[3]}" if _LEAST <= amount <= LARGEST else ""
        forms = _too_large() if amount > LARGEST else Phrase("duration-forms")
        return Phrase("did-you-mean", {"candidate": plain}) if _read_duration(plain) else forms
    match = _DURATION.fullmatch(tidy)
    if match and match[2][0].isdecimal() and _read_unit(match[3]):
        large = Decimal(match[2].replace(",", ".")) > LARGEST
        return _too_large() if large else Phrase("duration-forms")
    meant = _near_unit(match[3]) if match and _read_amount(match[2]) is not None else None
    if match and meant:
        return Phrase("did-you-mean", {"candidate": f"{match[1]}{match[2]} {meant}"})
    return Phrase("duration-forms")


def _too_large() -> Phrase:
    return Phrase("number-limit", {"limit": LARGEST})


def _near_unit(text: str) -> str | None:
    """Find the unit that a word was meant to be; in a short one every letter makes another unit."""
    if len(text) < _LONG_ENOUGH - 1 or any(letter.isdecimal() for letter in text):
        return None
    near = nearest(text, [name for name in _UNITS if len(name) >= _LONG_ENOUGH]).values.get("candidate")
    return f"{near}s" if f"{near}s" in _UNITS else str(near) if near else None


def tidied(text: str) -> str:
    """Lower the case, and make one of every kind of space, accent, minus and apostrophe."""
    text = normalize("NFC", text).lower().replace("é", "e").replace("−", "-").replace("’", "'")
    return " ".join(text.split())


def days_for_months(months: Decimal | Fraction) -> str:
    """Write parts of a month in calendar days, of which 30 make one: "45cd"."""
    return f"{round(months * 30)}{Unit.CD.value}"
