"""Dates and durations as people write them in their lists, read and written."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from retroplan.calendars.dates import last_of_month, refused_date
from retroplan.errors import PlanError, error
from retroplan.language import Amount, Phrase, language_of, month_names, weekday_names
from retroplan.language.dates import suggested_moment
from retroplan.language.quoting import quoted
from retroplan.model.estimate import DurationLike, Estimate, Immediate, parse_work
from retroplan.model.moments import Moment, moment_text, parse_moment
from retroplan.tables.vocabulary import folded
from retroplan.units import Duration, Unit, bad_duration, is_offset, parse_duration

_CENTURY = 2000
_LONGEST = 100
_YEAR, _DAY = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})"
_NAME = r"(?P<month>[^\W\d]+)\.?"
_CLOCK = r"(?:[ t,]+(?:a |at )?(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})?(?::00)?))?"
_NUMERIC = re.compile(rf"{_DAY}([/.\-])(?P<month>\d{{1,2}})(?:\2(?P<year>\d{{4}}|\d{{2}}))?{_CLOCK}")
_YEAR_FIRST = re.compile(rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.]{_DAY}{_CLOCK}")
_NAMED = re.compile(rf"{_DAY}(?:er|st|nd|rd|th)?[ \-](?:of )?{_NAME},?(?:[ \-]{_YEAR})?{_CLOCK}")
_MONTH_FIRST = re.compile(rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,?(?: {_YEAR})?{_CLOCK}")
_FORMS = (_NUMERIC, _YEAR_FIRST, _NAMED, _MONTH_FIRST)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SPOKEN_OFFSET = re.compile(
    r"(?P<amount>\w+) (?P<unit>\w+) (?P<side>avant|apres|before|after)"
    r"(?: (?:le |the )?(?:jour j|j|lancement|launch))?"
)
_LETTERS = {Unit.D: "J", Unit.CD: "J", Unit.W: "S", Unit.CW: "S", Unit.MO: "M", Unit.H: "H"}
_NOUNS = {
    Unit.MIN: "duration-min", Unit.H: "duration-h", Unit.D: "duration-d", Unit.W: "duration-w",
    Unit.MO: "duration-mo", Unit.CD: "duration-cd", Unit.CW: "duration-cw",
}  # fmt: skip


@cache
def _months() -> dict[str, int]:
    return {folded(name): number for name, number in month_names().items()}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(folded(name) for name in weekday_names())


def read_moment(value: object) -> Moment:
    """
    Read a date as a French reader would, the day first.

    Parameters
    ----------
    value
        A date or date-time; ISO text; ``15/06/2027``, ``15 juin 2027``, ``1er décembre 2027``,
        ``lundi 15 juin 2027 à 9h30``, ``June 15, 2027``.

    Raises
    ------
    PlanError
        It is no date, or has no year: which one is meant is not for a program to guess.

    Examples
    --------
    >>> read_moment("1er décembre 2027")
    datetime.date(2027, 12, 1)
    """
    if not isinstance(value, str):
        return parse_moment(value)
    try:
        return parse_moment(value)
    except PlanError:
        found = _spoken(value)
    if found is None:
        raise refused_date(value, error("not-a-date", text=quoted(value)))
    return found


def _spoken(text: str) -> Moment | None:
    """Read a date that is not ISO text; None where it is none."""
    tidy = folded(text) if len(text) <= _LONGEST else ""
    first, _, rest = tidy.partition(" ")
    tidy = rest if first.rstrip(".,") in _weekdays() else tidy
    tidy = tidy.removeprefix("le ")
    for form in _FORMS:
        match = form.fullmatch(tidy)
        if match is None:
            continue
        month = int(match["month"]) if match["month"].isdecimal() else _months().get(match["month"])
        if month is None:
            continue
        if match["year"] is None:
            raise PlanError(error("date-without-year", text=quoted(text)))
        return _made(match, month, text)
    return None


def _made(match: re.Match[str], month: int, text: str) -> Moment:
    year = int(match["year"]) + (_CENTURY if len(match["year"]) == 2 else 0)
    try:
        if match["hour"] is None:
            return date(year, month, int(match["day"]))
        return datetime(year, month, int(match["day"]), int(match["hour"]), int(match["minute"] or 0))
    except ValueError:
        raise _no_date(text, year, month, int(match["day"])) from None


def _no_date(text: str, year: int, month: int, day: int) -> PlanError:
    """Say what is wrong with numbers that are no date: the month first, or a day that does not exist."""
    last = last_of_month(f"{year:04}-{month:02}-{day:02}")
    if last is not None:
        return PlanError(error("no-such-day", text=quoted(text), last=last))
    meant = suggested_moment(text)
    if meant is None:
        return PlanError(error("not-a-date", text=quoted(text)))
    french, iso = (moment_words(meant, lang) for lang in ("fr", "en"))
    return PlanError(error("day-comes-first", text=quoted(text), date=meant, french=french, iso=iso))


def moment_words(value: Moment, lang: str) -> str:
    """Write a date for people: day first in French, ISO in English."""
    if language_of(lang) != "fr":
        return moment_text(value).replace("T", " ")
    day = f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{day} {value.hour:02}:{value.minute:02}" if isinstance(value, datetime) else day


def read_offset(value: object, *, bare: bool = False) -> str | None:
    """
    Read a position counted from the launch; None where the value is none.

    Parameters
    ----------
    value
        ``J-30``, ``30 jours avant``, ``6 mois avant le lancement``, ``2 weeks after``.
    bare
        Whether a number is one: -30 in a column headed J.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if bare and isinstance(value, int) and not isinstance(value, bool):
        return f"J{value:+d}" if value else "J"
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if is_offset(value):
        return value
    if bare and re.fullmatch(r"[+\-−]?\d{1,5}", value.strip()):
        return read_offset(int(value.strip().replace("−", "-")), bare=True)
    match = _SPOKEN_OFFSET.fullmatch(folded(value))
    try:
        length = parse_duration(f"{match['amount']} {match['unit']}") if match else None
    except PlanError:
        return None
    if match is None or length is None or length.unit not in _LETTERS or length.amount % 1:
        return None
    sign = "-" if match["side"] in ("avant", "before") else "+"
    return f"{_LETTERS[length.unit]}{sign}{int(length.amount)}"


def read_duration(value: object, unit: str = "") -> str | DurationLike:
    """
    Read a duration, in the unit of its column where it has none.

    Returns
    -------
    str or DurationLike
        What `parse_work` takes.

    Raises
    ------
    PlanError
        It is a bare number and the column names no unit either, or not a duration.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if not isinstance(value, str):
        raise bad_duration(value)
    points = [point.strip() for point in value.split("/")]
    if all(_NUMBER.fullmatch(point) for point in points):
        if not unit:
            raise PlanError(error("number-without-unit", number=quoted(value.strip())))
        return "/".join(f"{point} {unit}" for point in points)
    if len(points) > 1 and all(_NUMBER.fullmatch(point) for point in points[:-1]):  # 3/5/10 days
        last = _NUMBER.match(points[-1])
        unit = points[-1][last.end() :].strip() if last else ""
        return "/".join([*(f"{point} {unit}" for point in points[:-1]), points[-1]])
    return value


def duration_words(work: DurationLike, lang: str) -> str:
    """Write a duration in full: "2 semaines", "3 jours / 5 jours / 10 jours", "Immédiat"."""
    if isinstance(work, Estimate):
        points = (work.optimistic, work.likely, work.pessimistic)
        return " / ".join(duration_words(point, lang) for point in points)
    words = str(work)
    if isinstance(work, Duration) and work.unit in _NOUNS and not work.days:
        words = _counted(work, lang)
    elif isinstance(work, Immediate) and language_of(lang) == "en":
        words = "Immediate"
    return words if _reads_as(words, work) else str(work)


def _counted(work: Duration, lang: str) -> str:
    number = f"{work.amount:f}"
    noun = Amount(float(work.amount), _NOUNS[work.unit]).text(lang).split(" ", 1)[1]
    return f"{number.replace('.', ',') if language_of(lang) == 'fr' else number} {noun}"


def _reads_as(words: str, work: DurationLike) -> bool:
    try:
        return parse_work(words) == work
    except PlanError:
        return False


def constraint_words(kind: str, when: Moment, lang: str) -> str:
    """Write a dated constraint: "ne doit pas commencer avant le 02/03/2026"."""
    return f"{Phrase(f'constraint-{kind}').text(lang)} {moment_words(when, lang)}"
