"""Calendars: when people work, as the user says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import MAXYEAR, MINYEAR, date
from functools import cached_property
from typing import Any

from attrs import field, frozen
from attrs.converters import optional

from retroplan.calendars import counting
from retroplan.calendars.closures import HolidayName, holiday_names, known_years
from retroplan.calendars.hours import CONVENTIONS, DEFAULT_DAY, Week, minutes_of, read_days, read_week
from retroplan.calendars.places import resolve_place
from retroplan.calendars.ranges import Closure, Opened, read_closures, read_opened
from retroplan.calendars.shapes import DayShapes
from retroplan.calendars.working import Spans, WorkingTime, years_error
from retroplan.errors import CalendarError, error
from retroplan.language import Phrase


class _Made(dict[str, Any]):
    """
    What a calendar has worked out and is told apart by: what was put in first stays.

    Threads may then make the same thing twice, but all of them use one. It is not copied or
    pickled with its calendar.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[_Made], tuple[()]]:
        return _Made, ()


@frozen
class Calendar:
    """
    When people work: a week, less public holidays and closures, plus opened days.

    Attributes
    ----------
    name
        What the plan calls it; two calendars that differ only by name are equal.
    week
        The hours of the seven weekdays, Monday first: spans of minutes that may end on the
        next day, up to minute 2880. Also read from ``{"mon": ["08:00-12:00"]}``; weekdays
        left out are closed. If not given, 08:00-12:00 and 13:00-17:00 on the weekdays that
        `days` opens.
    country, subdivision
        Whose public holidays are closed: ``FR``, ``57``. None if not given.
    days
        ``ouvres`` (Monday to Friday, the default), ``ouvrables`` (Monday to Saturday), both
        less public holidays, or ``calendaires`` (every day, holidays too). With a `week`, it
        only says whether holidays work, and under which name days are counted.
    closed
        Closed days and periods: dates, ``2026-08-03/2026-08-21``, closures. A night shift
        that began on the day before goes on to its end.
    opened
        Days opened whatever the rest says, with the hours that begin on them.
    extra
        Keys starting with ``x-``, kept for the document.

    Examples
    --------
    >>> from datetime import date
    >>> france = Calendar(country="FR", closed=["2026-05-15"])
    >>> france.add_days(date(2026, 5, 13), 1)
    datetime.date(2026, 5, 18)
    """

    name: str = field(default="", eq=False)
    week: Week | None = field(default=None, converter=optional(read_week))
    country: str | None = None
    subdivision: str | None = None
    days: str | None = field(default=None, converter=optional(read_days))
    closed: tuple[Closure, ...] = field(default=(), converter=read_closures)
    opened: Opened = field(default=(), converter=read_opened)
    extra: tuple[tuple[str, object], ...] = field(default=(), hash=False)
    _made: _Made = field(factory=_Made, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        country, subdivision = resolve_place(self.country, self.subdivision)
        object.__setattr__(self, "country", country)
        object.__setattr__(self, "subdivision", subdivision)

    @property
    def label(self) -> str:
        """What messages call it: its name, else its place, else its way of counting days."""
        return self.name or self.place or self.days or "default"

    @property
    def place(self) -> str:
        """Its country and subdivision in one word: ``FR-57``; empty without holidays."""
        return "-".join(part for part in (self.country, self.subdivision) if part)

    @property
    def convention(self) -> str:
        """How it counts days: ``ouvres``, ``ouvrables``, ``calendaires``; empty for a week of its own."""
        return self.days or ("ouvres" if self.week is None else "")

    @property
    def years(self) -> tuple[int, int]:
        """First and last year that it knows, all those of Python unless it needs public holidays."""
        if self.country is None or self.days == "calendaires":
            return MINYEAR, MAXYEAR
        return known_years(self.country)

    @property
    def open_weekdays(self) -> int:
        """How many weekdays of its week are open, at least 1: the days that make ``1w``."""
        return max(1, sum(map(bool, self.usual_week)))

    @property
    def usual_minutes(self) -> int:
        """Working minutes of its usual day: what ``1d`` means unless the plan says otherwise."""
        return minutes_of(self.usual_day())

    def usual_day(self) -> Spans:
        """Return the commonest hours of its open weekdays, in a tie those that come first in the week."""
        open_days = [spans for spans in self.usual_week if spans] or [spans for _, spans in self.opened]
        # The first of the most frequent ones.
        return max(open_days, key=open_days.count, default=DEFAULT_DAY)

    def shape(self, d: date) -> Spans:
        """Return the hours that begin on a day, in minutes from its 00:00; none if it is closed."""
        return self._hours(d.toordinal())

    def twin(self) -> Calendar:
        """Return its everyday twin: the hours of its usual day on every day, without exception."""
        twin: Calendar | None = self._made.get("twin")
        return twin or self._made.setdefault("twin", self._make_twin())

    def _make_twin(self) -> Calendar:
        return Calendar(name=self.label, week=(self.usual_day(),) * 7, days="calendaires")

    def working_time(self) -> WorkingTime:
        """
        Return its working time as a function of the clock.

        Raises
        ------
        CalendarError
            It never opens.
        """
        time: WorkingTime | None = self._made.get("time")
        return time or self._made.setdefault("time", self._make_working_time())

    def is_open(self, d: date) -> bool:
        """Whether work begins on a day; the tail of a night shift does not open one."""
        return bool(self.shape(d))

    def next_open(self, d: date) -> date:
        """Return the day if it is open, else the first open day after it."""
        return counting.next_open(self._open_days, d)

    def previous_open(self, d: date) -> date:
        """Return the day if it is open, else the last open day before it."""
        return counting.previous_open(self._open_days, d)

    def add_days(self, d: date, n: int) -> date:
        """
        Return the n-th open day after a day, before it where `n` is negative; the day itself for 0.

        The day does not count, open or closed: a Saturday plus one open day is the Monday.
        """
        return counting.add_days(self._open_days, d, n)

    def count_days(self, a: date, b: date) -> int:
        """Count the open days from `a` up to, not including, `b`; negative where `b` comes first."""
        return counting.count_days(self._open_days, a, b)

    def holiday(self, d: date, lang: str | None = None) -> str | None:
        """
        Name the public holiday that falls on a day in its country, worked or not; None if none does.

        The name is in the country's own language unless it is known in `lang`.
        """
        if self.country is None:
            return None
        first, last = known_years(self.country)
        if not first <= d.year <= last:
            raise years_error(self.label, (first, last))
        return holiday_names(self.country, self.subdivision, d.year, lang).get(_plain(d))

    def why_closed(self, d: date) -> Phrase | None:
        """
        Say why a day is closed: its weekday, else a public holiday, else a closure; None if it is open.

        A holiday on a weekday that is closed anyway is not the reason.
        """
        if self.is_open(d):
            return None
        if not self.usual_week[d.weekday()]:
            return Phrase("closed-weekday", {"weekday": Phrase(f"weekday-{d.weekday()}")})
        if self._shapes.is_holiday(d.toordinal()) and self.country is not None:
            name = HolidayName(self.country, self.subdivision, _plain(d))
            return Phrase("closed-holiday", {"name": name})
        closure = next(closure for closure in self.closed if closure.first <= _plain(d) <= closure.last)
        if closure.label:
            return Phrase("closed-closure", {"label": closure.label})
        return Phrase("closed-closure", {"label": _dates(closure)})

    @property
    def usual_week(self) -> Week:
        """The hours of its seven weekdays, Monday first, without holidays and exceptions."""
        return CONVENTIONS[self.days or "ouvres"] if self.week is None else self.week

    @cached_property
    def _shapes(self) -> DayShapes:
        works_holidays = self.country is None or self.days == "calendaires"
        holidays = None if works_holidays else self._holidays
        return DayShapes(self.usual_week, self.closed, self.opened, holidays)

    @property
    def _hours(self) -> DayShapes:
        """The hours that begin on each day, by its ordinal."""
        return self._shapes

    def _holidays(self, year: int) -> Iterable[date]:
        first, last = self.years
        if self.country is None or not first <= year <= last:
            raise years_error(self.label, (first, last))
        return holiday_names(self.country, self.subdivision, year)

    def _make_working_time(self) -> WorkingTime:
        shapes = (*self.usual_week, *(spans for _, spans in self.opened))
        return self._table(self._hours, max(map(minutes_of, shapes)))

    @cached_property
    def _open_days(self) -> WorkingTime:
        return self._table(counting.open_day_shape(self._hours), 1)

    def _table(self, shape: Callable[[int], Spans], busiest: int) -> WorkingTime:
        first, last = self.years
        if self._hours.never_opens(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()):
            raise CalendarError(error("calendar-never-open", calendar=self.label))
        return WorkingTime(
            shape,
            first_year=first,
            last_year=last,
            name=self.label,
            busiest=busiest,
            steady=self._hours.steady,
        )


def _plain(d: date) -> date:
    """Reduce a date-time, which Python takes for a date but finds equal to none, to its date."""
    return date.fromordinal(d.toordinal())


def _dates(closure: Closure) -> Phrase:
    if closure.first == closure.last:
        return Phrase("closed-date", {"first": closure.first})
    return Phrase("closed-range", {"first": closure.first, "last": closure.last})
