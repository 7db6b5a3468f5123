"""Time as numbered minutes of a bounded window, and calendars as one flag a minute."""

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from json import loads

DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_HOURS = ("08:00-12:00", "13:00-17:00")


class WindowTooSmallError(Exception):
    """An instant fell outside the window; the plan is solved again in a larger one."""


@dataclass(frozen=True)
class Window:
    """The days that are looked at: minute 0 is the beginning of the first one."""

    first_day: dt.date
    days: int

    def minute(self, moment: dt.datetime) -> int:
        """The number of the minute that begins at a moment."""
        return (moment.date() - self.first_day).days * DAY + moment.hour * 60 + moment.minute

    def moment(self, minute: int) -> dt.datetime:
        """The moment at which a minute begins."""
        return dt.datetime.combine(self.first_day, dt.time()) + dt.timedelta(minutes=minute)

    def months_later(self, minute: int, months: int) -> int:
        """
        The same time on the same day of another month, or on its last day where it is shorter.

        Tried day by day: the month has the wanted number, the day is the same or the last one before it.
        """
        here = self.moment(minute)
        wanted = here.year * 12 + here.month + months
        day = here.date() + dt.timedelta(days=30 * months)
        while (day.year * 12 + day.month, day.day) > (wanted, here.day):
            day -= dt.timedelta(days=1)
        while (day.year * 12 + day.month, day.day) < (wanted, here.day):
            following = day + dt.timedelta(days=1)
            if following.year * 12 + following.month > wanted:
                break
            day = following
        return self.minute(dt.datetime.combine(day, here.time()))


def first_place(places: range, good: Callable[[int], bool]) -> int:
    """
    The smallest place that is good, where every place after a good one is good too.

    Trying them one by one gives the same answer; halving the range only saves time.
    """
    found = bisect_left(places, True, key=good)
    if found in (0, len(places)):
        raise WindowTooSmallError
    return places[found]


def last_place(places: range, good: Callable[[int], bool]) -> int:
    """The greatest place that is good, where every place before a good one is good too."""
    found = bisect_left(places, True, key=lambda place: not good(place))
    if found in (0, len(places)):
        raise WindowTooSmallError
    return places[found - 1]


class Calendar:
    """Which minutes of the window are worked."""

    def __init__(self, flags: bytearray) -> None:
        self.worked = array("i", (minute for minute, flag in enumerate(flags) if flag))
        self._before = array("i", accumulate(flags, initial=0))

    def work_before(self, instant: int) -> int:
        """W(t): the number of worked minutes before an instant."""
        if not 0 <= instant < len(self._before):
            raise WindowTooSmallError
        return self._before[instant]

    def work_between(self, earlier: int, later: int) -> int:
        """Worked minutes from one instant to another, negative when they are the other way round."""
        return self.work_before(later) - self.work_before(earlier)

    def closing(self, instant: int) -> int:
        """The end of the last worked minute at or before an instant; no work lies between the two."""
        rank = self.work_before(instant)
        if rank == 0:
            raise WindowTooSmallError
        return self.worked[rank - 1] + 1

    def opening(self, instant: int) -> int:
        """The first worked minute at or after an instant; no work lies between the two."""
        rank = self.work_before(instant)
        if rank >= len(self.worked):
            raise WindowTooSmallError
        return self.worked[rank]


def clock_minutes(text: str) -> int:
    """`"13:30"` as minutes of the day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def days_between(text: str) -> list[dt.date]:
    """`"2026-08-03"` or `"2026-08-03/2026-08-21"`, both ends included."""
    first, _, last = text.partition("/")
    day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return [day + dt.timedelta(days=n) for n in range((end - day).days + 1)]


def week_of(spec: dict) -> dict[str, tuple[str, ...]]:
    """The hours of each weekday: those written, where a missing weekday is closed, or Monday to Friday."""
    if "week" in spec:
        return {day: tuple(spec["week"].get(day, ())) for day in WEEKDAYS}
    open_days = {"ouvres": 5, "ouvrables": 6, "calendaires": 7}[spec.get("days", "ouvres")]
    return {day: USUAL_HOURS if n < open_days else () for n, day in enumerate(WEEKDAYS)}


def hours_on(spec: dict, day: dt.date) -> tuple[str, ...]:
    """The hours of one day: an opened day wins over a closed one, and that over the week."""
    opened = {dt.date.fromisoformat(text): tuple(spans) for text, spans in spec.get("open", {}).items()}
    closed = {closed for text in spec.get("closed", ()) for closed in days_between(text)}
    if day in opened:
        return opened[day]
    return () if day in closed else week_of(spec)[WEEKDAYS[day.weekday()]]


def usual_day(spec: dict) -> tuple[str, ...]:
    """The commonest open day of the week; a tie goes to the first in the week."""
    hours = [spans for spans in week_of(spec).values() if spans]
    return max(hours, key=hours.count)


def minutes_of(spans: tuple[str, ...]) -> int:
    """The worked minutes of a day with these hours."""
    return sum(clock_minutes(span.split("-")[1]) - clock_minutes(span.split("-")[0]) for span in spans)


def lay_out(window: Window, hours: Callable[[dt.date], tuple[str, ...]]) -> Calendar:
    """The calendar with the given hours on each day, one flag a minute."""
    flags = bytearray(window.days * DAY)
    for n in range(window.days):
        for span in hours(window.first_day + dt.timedelta(days=n)):
            opening, closing = span.split("-")
            for minute in range(clock_minutes(opening), clock_minutes(closing)):
                flags[n * DAY + minute] = True
    return Calendar(flags)


@lru_cache(maxsize=64)
def own_calendar(spec_json: str, window: Window) -> Calendar:
    """A calendar of the document."""
    spec = loads(spec_json)
    return lay_out(window, lambda day: hours_on(spec, day))


@lru_cache(maxsize=32)
def everyday_twin(usual_hours: tuple[str, ...], window: Window) -> Calendar:
    """The twin of a calendar: the hours of its usual day on every day."""
    return lay_out(window, lambda day: usual_hours)


@lru_cache(maxsize=16)
def round_the_clock(window: Window) -> Calendar:
    """Every minute is worked: the calendar of elapsed durations."""
    return Calendar(bytearray(b"\1") * (window.days * DAY))
