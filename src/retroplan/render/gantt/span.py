"""Which days a chart shows, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date, datetime, timedelta

from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.scale import Scale
from retroplan.result import Schedule

_WIDEST, _NARROWEST = 960.0, 440.0
_WIDEST_DAY = 27.0
_PADDING = 0.02  # of the days, on both sides
_BEYOND = 0.15  # of the days, which slack and today may add
_LEAST_BEYOND = 4
_MOST_BY_HOURS = 12  # days, of which the hours can be read
_LAST = date(MAXYEAR, 12, 31).toordinal()
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


def make_scale(
    schedule: Schedule,
    rows: Sequence[Row],
    *,
    left: float,
    room: float | None,
    timed: bool,
    today: date | None,
) -> Scale:
    """
    Choose the days and their width.

    Parameters
    ----------
    schedule
        What is shown.
    rows
        Its rows.
    left
        Where the chart begins.
    room
        How wide it is; as suits the days if None.
    timed
        Whether hours matter.
    today
        A day to show if it is not far away.
    """
    first, last = _days(schedule, rows, today)
    by_hours = timed and last - first < _MOST_BY_HOURS
    if not by_hours:
        padding = max(1, round((last - first) * _PADDING))
        first, last = first - padding, last + padding
    widest = room or _WIDEST
    least = 1 if by_hours else int(-(-(room or _NARROWEST) // _WIDEST_DAY))
    if last - first + 1 < least:
        missing = least - (last - first + 1)
        first, last = first - missing // 2, last + (missing + 1) // 2
    first, last = max(first, 1), min(last, _LAST)
    days = last - first + 1
    if by_hours:
        return _by_hours(rows, left, widest, first, last)
    width = widest if room is not None else min(days * _WIDEST_DAY, widest)
    return Scale(first, days, left, width, schedule.plan.resolve(schedule.plan.calendar).usual_day())


def _by_hours(rows: Sequence[Row], left: float, width: float, first: int, last: int) -> Scale:
    """Show the hours from just before the first row to just after the last one, by the clock."""
    begin, end = datetime.fromordinal(first), datetime.fromordinal(last) + timedelta(hours=23)
    begins = [max(row.early, begin) for row in rows]
    lasts = [min(row.late, end) for row in rows]
    since = min(begins, default=begin) - begin
    until = max(lasts, default=end) - begin
    hours = max(int(since / _HOUR) - 1, 0), -int(-until / _HOUR // 1) + 1
    skipped = hours[0] / 24
    days = min(hours[1] / 24, last - first + 1) - skipped
    return Scale(first, days, left, width, skipped=skipped)


def _days(schedule: Schedule, rows: Sequence[Row], today: date | None) -> tuple[int, int]:
    """Give the first and the last day of what is planned, and of slack and today where they are near."""
    begins = [row.start for row in rows] or [schedule.launch or schedule.start]
    first, last = min(begins).toordinal(), max(_last_days(rows), default=begins[0].toordinal())
    beyond = max(_LEAST_BEYOND, round((last - first) * _BEYOND))
    early = min((row.early.toordinal() for row in rows), default=first)
    late = max((_last_day(row.late) for row in rows), default=last)
    seen = [max(early, first - beyond), min(late, last + beyond)]
    if today is not None and first - beyond <= today.toordinal() <= last + beyond:
        seen.append(today.toordinal())
    return min(first, *seen), max(last, *seen)


def _last_days(rows: Iterable[Row]) -> Iterable[int]:
    return (_last_day(row.finish) if row.finish > row.start else row.finish.toordinal() for row in rows)


def _last_day(t: datetime) -> int:
    """Give the day that an instant ends; midnight ends the day before."""
    return (t - _MINUTE).toordinal() if t > datetime.min else t.toordinal()
