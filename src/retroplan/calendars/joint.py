"""Calendars of several: open while the work's own calendar is and everybody who is needed is there."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from attrs import field, frozen

from retroplan.calendars.calendar import Calendar
from retroplan.calendars.hours import Week
from retroplan.calendars.ranges import Closure
from retroplan.calendars.segments import DAY, Spans
from retroplan.calendars.shapes import DayShapes
from retroplan.language import Phrase

ALL_WEEK = (True,) * 7
_OWN = ("week", "country", "subdivision", "days", "closed", "opened", "extra")
_ALL_DAY: Spans = ((0, DAY),)


@frozen
class Presence:
    """
    When somebody is there.

    Attributes
    ----------
    who
        What reasons call them.
    calendar
        The hours they keep; those of whatever calendar they work in if None.
    weekdays
        On which of the seven weekdays they are there, Monday first.
    leave
        Days on which they are not.
    """

    who: str
    calendar: Calendar | None = None
    weekdays: tuple[bool, ...] = ALL_WEEK
    leave: tuple[Closure, ...] = ()

    @property
    def always(self) -> bool:
        """Whether they are there whenever work may be done."""
        return self.calendar is None and all(self.weekdays) and not self.leave

    @property
    def days(self) -> Week:
        """The weekdays as a week that is open around the clock."""
        return tuple(_ALL_DAY if there else () for there in self.weekdays)

    def why_away(self, d: date) -> Phrase | None:
        """Say why they are not there on a day; None if they are."""
        if not self.weekdays[d.weekday()]:
            return Phrase("away-weekday", {"who": self.who, "weekday": Phrase(f"weekdays-{d.weekday()}")})
        closure = next((item for item in self.leave if item.first <= d <= item.last), None)
        if closure is not None and closure.label:
            return Phrase("away-leave-named", {"who": self.who, "label": closure.label})
        if closure is not None:
            return Phrase("away-leave", {"who": self.who})
        reason = self.calendar.why_closed(d) if self.calendar else None
        if reason is None or reason.code != "closed-weekday":
            return reason and Phrase("away-closed", {"who": self.who, "reason": reason})
        return Phrase("away-weekday", {"who": self.who, "weekday": Phrase(f"weekdays-{d.weekday()}")})


@frozen
class JointCalendar(Calendar):
    """
    A calendar in which work is only done while everybody who does it is there.

    A shift is worked where the calendar opens it and nobody is away on the day on which it
    begins: leave and free weekdays take away whole shifts, as closed days do, also on opened days.
    Of the shift, the minutes count that lie in the hours of everybody who keeps hours of their own.
    In all else (its usual day, its everyday twin, its way of counting) it is the calendar it is made from.

    Attributes
    ----------
    presences
        When those who do the work are there.
    """

    presences: tuple[Presence, ...] = field(default=(), kw_only=True)

    @property
    def years(self) -> tuple[int, int]:
        """First and last year that all its calendars know."""
        known = [super().years, *(each.calendar.years for each in self.presences if each.calendar)]
        return max(first for first, _ in known), min(last for _, last in known)

    def why_closed(self, d: date) -> Phrase | None:
        """Say why a day is closed: as the calendar itself does, else who is away; None if it is open."""
        if self.is_open(d):
            return None
        if not self._shapes(d.toordinal()):
            return super().why_closed(d)
        plain = date.fromordinal(d.toordinal())
        reasons = (each.why_away(plain) for each in self.presences)
        found = next((reason for reason in reasons if reason is not None), None)
        return found or Phrase("away-hours", {"people": tuple(each.who for each in self.presences)})

    def alone(self) -> Calendar:
        """Give the calendar it is made from, whoever is there."""
        return Calendar(**{key: getattr(self, key) for key in ("name", *_OWN)})

    @cached_property
    def _hours(self) -> DayShapes:
        return _JointShapes(self, self._shapes)


class _JointShapes(DayShapes):
    """The hours that begin on each day of a joint calendar."""

    def __init__(self, calendar: JointCalendar, own: DayShapes) -> None:
        presences = calendar.presences
        calendars = [each.calendar for each in presences if each.calendar]
        closed = [*calendar.closed, *(item for each in presences for item in each.leave)]
        super().__init__(calendar.usual_week, [*closed, *(c for each in calendars for c in each.closed)])
        self._own = own
        self._there = [DayShapes(each.days, each.leave) for each in presences]
        self._kept = [_Kept(each) for each in calendars]
        days = (day for each in (calendar, *calendars) for day, _ in each.opened)
        self._exceptions = {day.toordinal() + beside for day in days for beside in (-1, 0, 1)}
        self._week = _common_week(calendar.usual_week, presences)

    def __call__(self, day: int) -> Spans:
        """Return the sorted spans that begin on a day, in minutes counted from its 00:00."""
        spans = self._own(day)
        if not spans or not all(there(day) for there in self._there):
            return ()
        for kept in self._kept:
            reaches_on = any(end > DAY for _, end in spans)
            spans = _common(spans, kept.around(day, reaches_on=reaches_on))
        return spans

    def steady(self, day: int) -> int:
        """Give the end of a run of days in which each day has the hours of the one a week before."""
        runs = [shapes.steady(day) for shapes in (self._own, *self._there)]
        return min(runs + [kept.steady(day) for kept in self._kept])

    def never_opens(self, first: int, last: int) -> bool:
        """Whether it is plain that nobody ever works together between two days."""
        if any(first <= day <= last and self(day) for day in self._exceptions):
            return False
        return super().never_opens(first, last)


class _Kept:
    """The hours that somebody keeps on a day, what goes on from the night before included."""

    def __init__(self, calendar: Calendar) -> None:
        self._shapes = calendar._hours  # noqa: SLF001 - a calendar made of calendars
        first, last = calendar.years
        self._first, self._last = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()

    def around(self, day: int, *, reaches_on: bool) -> Spans:
        """Give the spans of a day, of the one before, and of the one after where that is asked for."""
        beside = (-1, 0, 1) if reaches_on else (-1, 0)
        known = [number for number in beside if self._first <= day + number <= self._last]
        return _joined([(number, self._shapes(day + number)) for number in known])

    def steady(self, day: int) -> int:
        """Give the end of a run of days in which each day has what the one a week before has around it."""
        if day <= self._first:
            return day + 1
        # The days beside it have to be like those beside the one a week before, and to be known.
        return max(day + 1, min(self._shapes.steady(day - 1) - 1, self._last))


def _common_week(week: Week, presences: tuple[Presence, ...]) -> Week:
    """Give the hours of a week that everybody shares, leave and exceptions apart."""
    common = []
    for number, spans in enumerate(week):
        for each in presences:
            spans = spans if each.weekdays[number] else ()
            if each.calendar is not None:
                usual = each.calendar.usual_week
                spans = _common(
                    spans, _joined([(beside, usual[(number + beside) % 7]) for beside in (-1, 0, 1)])
                )
        common.append(spans)
    return tuple(common)


def _joined(days: list[tuple[int, Spans]]) -> Spans:
    """Join the spans of neighbouring days, each shifted by its number of days."""
    joined: list[tuple[int, int]] = []
    for number, spans in days:
        for start, end in spans:
            start, end = start + number * DAY, end + number * DAY
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            else:
                joined.append((start, end))
    return tuple(joined)


def _common(one: Spans, other: Spans) -> Spans:
    """Give what two lists of spans share."""
    shared = ((max(start, first), min(end, last)) for start, end in one for first, last in other)
    return tuple((start, end) for start, end in shared if start < end)


def joint_calendar(calendar: Calendar, presences: tuple[Presence, ...]) -> Calendar:
    """
    Give the calendar in which some people work together: the calendar itself if they always can.

    Raises
    ------
    CalendarError
        They never can.
    """
    needed = tuple(dict.fromkeys(each for each in presences if not each.always))
    return _joint(calendar, calendar.name, needed) if needed else calendar


@lru_cache(maxsize=256)
def _joint(calendar: Calendar, name: str, presences: tuple[Presence, ...]) -> JointCalendar:
    """Keep joint calendars from one plan to the next, as their tables are long to make."""
    joint = JointCalendar(name=name, presences=presences, **{key: getattr(calendar, key) for key in _OWN})
    joint.working_time()
    return joint
