"""Dates and durations as people write them in their lists, read and written."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from numbers import Number

from retroplan.calendars.dates import last_of_month, refused_date
from retroplan.errors import PlanError, error
from retroplan.language import Amount, Phrase, language_of, month_names, weekday_names
from retroplan.language.dates import suggested_moment
from retroplan.language.quoting import quoted
from retroplan.model.estimate import Estimate, Uncertain
from retroplan.model.link import Lag, parse_lag
from retroplan.model.moments import Moment, moment_text, parse_moment
from retroplan.model.work import DurationLike, Immediate, parse_work
from retroplan.offsets import is_offset
from retroplan.tables.headings import folded
from retroplan.units import Duration, Unit, bad_duration, is_half, parse_duration

_CENTURY = 2000
_LONGEST = 100
_YEAR, _DAY = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})"
_NAME = r"(?P<month>[^\W\d]+)\.?"
_CLOCK = r"(?:[ t,]+(?:a |at )?(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})?(?::00)?))?"
_NUMERIC = re.compile(rf"{_DAY}([/.\-])(?P<month>\d{{1,2}})(?:\2(?P<year>\d{{4}}|\d{{2}}))?{_CLOCK}")
_YEAR_FIRST = re.compile(rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.]{_DAY}{_CLOCK}")
_NAMED = re.compile(
    rf"{_DAY}(?:er|st|nd|rd|th)?[ \-](?:of )?{_NAME},?(?:[ \-](?P<year>\d{{4}}|\d{{2}}))?{_CLOCK}"
)
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00:00(?:\.0+)?(?=\s*$)")  # as a data frame writes a day
_MONTH_FIRST = re.compile(rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,?(?: {_YEAR})?{_CLOCK}")
_FORMS = (_NUMERIC, _YEAR_FIRST, _NAMED, _MONTH_FIRST)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_WITH_UNIT = re.compile(rf"{_NUMBER.pattern}\s*([^\W\d].*)")
_SPOKEN_OFFSET = re.compile(
    r"(?P<amount>\w+) (?P<unit>[a-z]+(?: [a-z]+)?) (?P<side>avant|apres|before|after)"
    r"(?: (?:le |l'|the )?(?:jour j|j|lancement|launch|evenement|event))?"
)
_NEXT_TO = {
    "la veille": "J-1",
    "the day before": "J-1",
    "le lendemain": "J+1",
    "the day after": "J+1",
    "la semaine precedente": "S-1",
    "la semaine d'avant": "S-1",
    "the week before": "S-1",
    "la semaine suivante": "S+1",
    "la semaine d'apres": "S+1",
    "the week after": "S+1",
    "le mois precedent": "M-1",
    "the month before": "M-1",
}
_LETTERS = {Unit.D: "J", Unit.CD: "J", Unit.W: "S", Unit.CW: "S", Unit.MO: "M", Unit.H: "H"}
_NOUNS = {
    Unit.MIN: "duration-min", Unit.H: "duration-h", Unit.D: "duration-d", Unit.W: "duration-w",
    Unit.MO: "duration-mo", Unit.CD: "duration-cd", Unit.CW: "duration-cw",
}  # fmt: skip


@cache
def _months() -> dict[str, int]:
    return {folded(name): number for name, number in month_names().items()}


@cache
def _weekdays() -> dict[str, int]:
    return {folded(name): number for name, number in weekday_names().items()}


def read_moment(value: object) -> Moment:
    """
    Read a date as a French reader would, the day first.

    Parameters
    ----------
    value
        A date or date-time; ISO text; ``15/06/2027``, ``15 juin 2027``, ``1er décembre 2027``,
        ``lundi 14 juin 2027 à 9h30``, ``June 15, 2027``.

    Raises
    ------
    PlanError
        It is no date, or has no year: which one is meant is not for a program to guess.

    Examples
    --------
    >>> read_moment("1er décembre 2027")
    datetime.date(2027, 12, 1)
    """
    if isinstance(value, date):
        return parse_moment(value)
    found = _written(value) if isinstance(value, str) else None
    if found is None:
        raise refused_date(value, error("not-a-date", text=quoted(value)))
    return found


def without_midnight(moment: str) -> str:
    """
    Give the day of a date-time at 00:00, and any other as it is.

    A spreadsheet makes such a date-time of every day that is typed into a cell whose format shows a
    time; nobody means that work ends when its last day begins.

    Examples
    --------
    >>> without_midnight("2027-04-09T00:00"), without_midnight("2027-04-09T17:00")
    ('2027-04-09', '2027-04-09T17:00')
    """
    return moment.removesuffix("T00:00")


def _written(text: str) -> Moment | None:
    """Read a date in any form; None where it is none."""
    try:
        found: Moment | None = parse_moment(_MIDNIGHT.sub("", text))
    except PlanError as problem:
        if problem.findings[0].code in ("date-with-zone", "date-with-seconds"):
            raise
        found = None
    return _spoken(text) if found is None else found


def _spoken(text: str) -> Moment | None:
    """Read a date that is not ISO text; None where it is none."""
    tidy = folded(text) if len(text) <= _LONGEST else ""
    first, _, rest = tidy.removeprefix("le ").partition(" ")
    weekday = _weekdays().get(first.rstrip(".,"))
    tidy = (rest if weekday is not None else tidy).removeprefix("le ")
    for form in _FORMS:
        match = form.fullmatch(tidy)
        month = _month(match["month"]) if match else None
        if match is None or month is None:
            continue
        if match["year"] is None:
            raise PlanError(error("date-without-year", text=quoted(text)))
        made = _made(match, month, text)
        if weekday is not None and made.weekday() != weekday:
            raise PlanError(
                error("another-weekday", text=quoted(text), weekday=Phrase(f"weekday-{made.weekday()}"))
            )
        return made
    return None


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else _months().get(text)


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
    plain = folded(value)
    return _NEXT_TO.get(plain) or _spoken_offset(plain)


def _spoken_offset(plain: str) -> str | None:
    """Read "30 jours avant", "6 mois avant le lancement", "10 working days after"."""
    match = _SPOKEN_OFFSET.fullmatch(plain)
    try:
        length = parse_duration(f"{match['amount']} {match['unit']}") if match else None
    except PlanError:
        return None
    if match is None or length is None or length.unit not in _LETTERS or length.days == "ouvrables":
        return None
    sign = "-" if match["side"] in ("avant", "before") else "+"
    found = f"{_LETTERS[length.unit]}{sign}{length.amount:f}{'o' if length.days else ''}"
    return found if is_offset(found) else None


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
    text = number_text(value) if isinstance(value, Number) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise bad_duration(value)
    if is_half(text):
        return parse_duration(text)
    *points, last = (point.strip() for point in text.split("/"))
    if not all(_NUMBER.fullmatch(point) for point in points):
        return text
    if _NUMBER.fullmatch(last):
        if not unit:
            raise PlanError(error("number-without-unit", number=quoted(text.strip())))
        return "/".join(f"{point} {unit}" for point in (*points, last))
    if points and (match := _WITH_UNIT.fullmatch(last)):
        return "/".join(f"{point} {match[1]}" for point in points) + f"/{last}"
    return text


def number_text(number: Number) -> str:
    """Write a number in full; one of thousands of digits as what it is not, a number of anything."""
    try:
        text = f"{float(number):.10f}" if isinstance(number, (float, Fraction)) else f"{number}"
    except ValueError:
        return "…"
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration_words(work: DurationLike, lang: str) -> str:
    """Write a duration in full: "2 semaines", "3 jours / 5 jours / 10 jours", "Immédiat"."""
    if isinstance(work, Estimate) and work.distribution == "pert":
        return " / ".join(duration_words(point, lang) for point in work.points)
    if isinstance(work, Uncertain):
        return str(work)
    words = str(work)
    if isinstance(work, Duration) and work.unit in _NOUNS and not work.days:
        words = _counted(work, lang)
    elif isinstance(work, Immediate) and language_of(lang) == "en":
        words = "Immediate"
    return words if _reads_as(words, work) else str(work)


def lag_words(lag: Lag, lang: str) -> str:
    """Write a lag in few words: "2d", in French "2 j"; a lead has its sign."""
    short = lag.text(lang) if language_of(lang) == "fr" else str(lag)
    try:
        return short if parse_lag(short) == lag else str(lag)
    except PlanError:
        return str(lag)


def _counted(work: Duration, lang: str) -> str:
    number = f"{work.amount:f}"
    noun = Amount(float(work.amount), _NOUNS[work.unit]).named(lang)
    return f"{number.replace('.', ',') if language_of(lang) == 'fr' else number} {noun}"


def _reads_as(words: str, work: DurationLike) -> bool:
    try:
        return parse_work(words) == work
    except PlanError:
        return False


def constraint_words(kind: str, when: Moment, lang: str) -> str:
    """Write a dated constraint: "ne doit pas commencer avant le 02/03/2026"."""
    return f"{Phrase(f'constraint-{kind}').text(lang)} {moment_words(when, lang)}"
