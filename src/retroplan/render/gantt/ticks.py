"""The axes of a chart: months, weeks and days as the span and the width allow, and offsets from J."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache, partial
from math import ceil

from attrs import frozen

from retroplan.language import show
from retroplan.offsets import day_offset
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.text import width_of

AXIS_SIZE = 9.5
PAD = 3.0
_HOUR_STEPS = (1, 2, 3, 6, 12)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_OFFSET_STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 360, 720, 1800, 3600, 7200, 18000, 36000, 360000)
_YEAR, _QUARTER, _MONTH, _WEEK = 365, 91, 28, 7  # days of the shortest that has to hold its label


@frozen
class Tick:
    """
    One division of an axis.

    Attributes
    ----------
    left, right
        Where it begins and ends.
    label
        What is written in it; empty where nothing fits.
    """

    left: float
    right: float
    label: str


@frozen
class Axis:
    """
    The divisions of a chart, the coarse ones above the fine ones.

    Attributes
    ----------
    upper, lower
        In the order of time; `upper` is empty where years are the fine ones.
    centred
        Whether the labels of the fine ones name the whole of them, as those of days and months do;
        those of weeks and hours name their beginning.
    """

    upper: tuple[Tick, ...]
    lower: tuple[Tick, ...]
    centred: bool


@frozen
class _Unit:
    """
    A unit of time on an axis.

    Attributes
    ----------
    begin
        Where the unit begins that an instant lies in.
    after
        Where the next one begins.
    patterns
        How it is written, the longest first.
    centred
        Whether that names the whole unit, and not its beginning.
    """

    begin: Callable[[datetime], datetime]
    after: Callable[[datetime], datetime]
    patterns: tuple[str, ...]
    centred: bool = True


def make_axis(scale: Scale, lang: str) -> Axis:
    """Choose the units whose labels have room, and divide the chart by them."""
    lower, upper = _units(scale, lang)
    return Axis(
        () if upper is None else tuple(_ticks(upper, scale, lang)),
        tuple(_ticks(lower, scale, lang)),
        lower.centred,
    )


def _units(scale: Scale, lang: str) -> tuple[_Unit, _Unit | None]:
    """Give the fine and the coarse unit that a day has room for; hours only where a day has all of them."""
    day = scale.day
    for step in () if scale.hours else _HOUR_STEPS:
        if step * day / 24 >= _room("00:00"):
            return _hours(step), _DAYS
    if day >= _room("00"):
        # The first of the lower patterns that every day has room for.
        widest = ("EEE d", f"{_widest_day(lang)} 00"), ("EEEEE d", "W 00"), ("d", "00")
        fitting = tuple(pattern for pattern, sample in widest if day >= _room(sample))
        return _Unit(_DAYS.begin, _DAYS.after, fitting[:1]), _MONTHS
    if _WEEK * day >= _room("00"):
        return _Unit(_monday, partial(_later, days=7), ("d",), centred=False), _MONTHS
    if _MONTH * day >= _room("W"):
        short = max(_room(show(date(2027, month, 1), lang, "MMM")) for month in range(1, 13))
        pattern = "MMM" if _MONTH * day >= short else "MMMMM"
        return _Unit(_MONTHS.begin, _MONTHS.after, (pattern,)), _years(1)
    if _QUARTER * day >= _room("Q4"):
        return _Unit(_quarter, partial(_months_later, months=3), ("QQQ",)), _years(1)
    for step in _YEAR_STEPS:
        if step * _YEAR * day >= _room("2000"):
            return _years(step), None
    return _years(_YEAR_STEPS[-1]), None


@lru_cache(maxsize=8)
def _widest_day(lang: str) -> str:
    names = [show(date(2027, 3, day), lang, "EEE") for day in range(1, 8)]
    return max(names, key=lambda name: width_of(name, AXIS_SIZE))


def _room(label: str) -> float:
    """Give the width that a label needs with some air around it."""
    return width_of(label, AXIS_SIZE) + 2 * PAD


def _ticks(unit: _Unit, scale: Scale, lang: str) -> Iterator[Tick]:
    begin = datetime.fromordinal(scale.first) + timedelta(days=scale.skipped)
    end = begin + timedelta(days=scale.days) if scale.end <= date.max.toordinal() else None
    t = unit.begin(begin)
    while end is None or t < end:
        after = unit.after(t)
        right = scale.right if end is not None and after >= end else _x(scale, after)
        begin_x = _x(scale, t)
        left = max(begin_x, scale.left)
        if right > left:
            named = unit.centred or begin_x > scale.left - 0.01  # the beginning is on the chart
            yield Tick(left, right, _label(t, unit, lang, right - left) if named else "")
        if after <= t:
            return  # the last one that there is
        t = after


def _x(scale: Scale, t: datetime) -> float:
    """Give the place of an instant by the clock, as axes are."""
    return scale.x_days(t.toordinal() + (t.hour * 60 + t.minute) / (24 * 60))


def _label(t: datetime, unit: _Unit, lang: str, room: float) -> str:
    """Write the longest form that fits."""
    for pattern in unit.patterns:
        text = _written(t, lang, pattern)
        if width_of(text, AXIS_SIZE) + 2 * PAD <= room + 0.01:
            return text
    return ""


@lru_cache(maxsize=4096)
def _written(t: datetime, lang: str, pattern: str) -> str:
    return show(t, lang, pattern)


def _midnight(t: datetime) -> datetime:
    return datetime(t.year, t.month, t.day)


def _later(t: datetime, days: int) -> datetime:
    return t if t.toordinal() + days > date.max.toordinal() else t + timedelta(days=days)


def _monday(t: datetime) -> datetime:
    return datetime.fromordinal(max(t.toordinal() - t.weekday(), 1))


def _months_later(t: datetime, months: int) -> datetime:
    count = t.year * 12 + t.month - 1 + months
    return t if count // 12 > MAXYEAR else datetime(count // 12, count % 12 + 1, 1)


def _quarter(t: datetime) -> datetime:
    return datetime(t.year, (t.month - 1) // 3 * 3 + 1, 1)


def _hours(step: int) -> _Unit:
    return _Unit(_midnight, lambda t: t + timedelta(hours=step), ("HH:mm",), centred=False)


def _years(step: int) -> _Unit:
    def begin(t: datetime) -> datetime:
        return datetime(max(t.year // step * step, MINYEAR), 1, 1)

    def after(t: datetime) -> datetime:
        year = t.year // step * step + step
        return t if year > MAXYEAR else datetime(year, 1, 1)

    return _Unit(begin, after, ("y",))


_DAYS = _Unit(_midnight, partial(_later, days=1), ("EEEE d MMMM y", "EEE d MMM y", "EEE d MMM", "d MMM", "d"))
_MONTHS = _Unit(
    lambda t: datetime(t.year, t.month, 1),
    partial(_months_later, months=1),
    ("MMMM y", "MMM y", "MMM", "MMMMM"),
)


def make_offsets(scale: Scale, launch: date) -> tuple[Tick, ...]:
    """Mark offsets from J: J itself, and every so many days as their labels have room."""
    day_of_launch = launch.toordinal()
    longest = max(abs(scale.first - day_of_launch), abs(ceil(scale.end) - day_of_launch))
    # A plus is wider than a minus, so both are measured: the step has to have room for either.
    room = max(width_of(f"J{sign}{longest}", AXIS_SIZE) for sign in "-+") + 3 * PAD
    step = next((step for step in _OFFSET_STEPS if step * scale.day >= room), _OFFSET_STEPS[-1])
    from_launch = scale.first - day_of_launch
    first = -(-from_launch // step) * step
    ticks = []
    for offset in range(first, ceil(scale.end) - day_of_launch, step):
        begin = scale.x_days(day_of_launch + offset)
        left = max(begin, scale.left)
        label = day_offset(offset)
        right = min(begin + step * scale.day, scale.right)
        fits = width_of(label, AXIS_SIZE, bold=not offset) + 2 * PAD <= right - left + 0.01
        if right > left:
            ticks.append(Tick(left, right, label if fits else ""))
    return tuple(ticks)
