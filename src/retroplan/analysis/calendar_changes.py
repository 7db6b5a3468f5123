"""What changed in a calendar, item by item, and on which days that makes a difference."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from attrs import Factory, evolve, frozen

from retroplan.calendars import Calendar, Closure, JointCalendar, Presence
from retroplan.errors import Finding, Severity, info
from retroplan.language import Phrase

_MOST_DAYS = 3700  # of one closure: ten years are searched for days that it really closes


@frozen
class CalendarChange:
    """
    Two versions of one calendar.

    Attributes
    ----------
    old, new
        The versions.
    whole
        What is said where the change is more than closed and opened days.
    days, items
        The days (ordinals) that single items changed, in order, and what is said of each;
        empty if only the whole can be named.
    """

    old: Calendar
    new: Calendar
    whole: Finding
    days: tuple[int, ...] = ()
    items: tuple[Finding, ...] = ()
    _seen: dict[int, bool] = Factory(dict)

    def between(self, first: int, last: int) -> tuple[Finding, ...]:
        """Name what changed on the days between two, both included."""
        if not self.items:
            return (self.whole,) if self._differs(first, last) else ()
        low, high = bisect_left(self.days, first), bisect_right(self.days, last)
        return tuple({id(item): item for item in self.items[low:high]}.values())

    def _differs(self, first: int, last: int) -> bool:
        seen = self._seen
        for day in range(first, last + 1):
            if day not in seen:
                d = date.fromordinal(day)
                seen[day] = self.old.shape(d) != self.new.shape(d)
            if seen[day]:
                return True
        return False


def change_of(old: Calendar, new: Calendar, whole: Finding, *, itemised: bool) -> CalendarChange:
    """
    Compare two versions of a calendar.

    Parameters
    ----------
    old, new
        The versions.
    whole
        What is said where single days cannot be named.
    itemised
        Whether they may be: not where one calendar took the place of another.
    """
    alone = _alone(old), _alone(new)
    plain = evolve(alone[0], closed=new.closed, opened=new.opened, extra=new.extra)
    if not itemised or plain != alone[1] or _hours_of(old) != _hours_of(new):
        return CalendarChange(old, new, whole)
    items = [*_items(old, new), *_leave_items(old, new)]
    found = sorted(
        ((day, number, item) for number, (days, item) in enumerate(items) for day in days),
        key=lambda entry: entry[:2],
    )
    return CalendarChange(old, new, whole, tuple(day for day, *_ in found), tuple(item for *_, item in found))


def _alone(calendar: Calendar) -> Calendar:
    return calendar.alone() if isinstance(calendar, JointCalendar) else calendar


def _leave_of(calendar: Calendar) -> dict[str, tuple[Closure, ...]]:
    presences = calendar.presences if isinstance(calendar, JointCalendar) else ()
    return {presence.who: presence.leave for presence in presences}


def _hours_of(calendar: Calendar) -> dict[str, Presence]:
    """Give those who are not there whenever the calendar is open, without their leave."""
    presences = calendar.presences if isinstance(calendar, JointCalendar) else ()
    usual = (evolve(presence, leave=()) for presence in presences)
    return {presence.who: presence for presence in usual if not presence.always}


def _leave_items(old: Calendar, new: Calendar) -> list[tuple[list[int], Finding]]:
    """Name every leave of somebody that one version has and the other has not."""
    before, after = _leave_of(old), _leave_of(new)
    items = []
    for who in dict.fromkeys((*before, *after)):
        sides = (("now-on-leave", after, before), ("no-longer-on-leave", before, after))
        for code, mine, other in sides:
            for closure in dict.fromkeys(mine.get(who, ())):
                if closure not in other.get(who, ()):
                    days = span_of(closure)
                    items.append((_changed(old, new, closure), info(code, who=who, days=days)))
    return items


def _items(old: Calendar, new: Calendar) -> list[tuple[list[int], Finding]]:
    """Name every closure and opened day that one version has and the other has not."""
    label = new.label
    items = []
    for code, mine, other in (("closed-days", new, old), ("no-longer-closed", old, new)):
        kept = set(other.closed)
        for closure in dict.fromkeys(mine.closed):
            if closure not in kept:
                items.append((_changed(old, new, closure), _closure(code, label, closure)))
    opened, reopened = dict(old.opened), dict(new.opened)
    for day in sorted(opened.keys() | reopened.keys()):
        if opened.get(day) != reopened.get(day):
            items.append(
                (_changed(old, new, Closure(day)), _opened(label, day, day in opened, day in reopened))
            )
    return items


def _closure(code: str, label: str, closure: Closure) -> Finding:
    return Finding(code=code, severity=Severity.INFO, values={"calendar": label, "days": span_of(closure)})


def span_of(closure: Closure) -> Phrase:
    """Name the days of a closure, and its label."""
    several = closure.last > closure.first
    values = {"first": closure.first, "last": closure.last} if several else {"first": closure.first}
    days = Phrase("span-of-days" if several else "span-of-day", values)
    return Phrase("span-named", {"days": days, "label": closure.label}) if closure.label else days


def _opened(label: str, day: date, before: bool, after: bool) -> Finding:
    if before and after:
        return info("other-hours", calendar=label, date=day)
    return info("opened-day" if after else "no-longer-opened", calendar=label, date=day)


def _changed(old: Calendar, new: Calendar, closure: Closure) -> list[int]:
    """List the days of a closure on which the two versions differ."""
    last = min(closure.last, closure.first + timedelta(days=min(_MOST_DAYS, (date.max - closure.first).days)))
    days = (date.fromordinal(day) for day in range(closure.first.toordinal(), last.toordinal() + 1))
    return [day.toordinal() for day in days if old.shape(day) != new.shape(day)]
