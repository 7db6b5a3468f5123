"""What stands behind and above the bars: closed days, the grid, the axes, the launch and today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from attrs import frozen

from retroplan.calendars import Calendar
from retroplan.render.gantt import look
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Box, Group, Shape, Text, line
from retroplan.render.gantt.text import width_of
from retroplan.render.gantt.ticks import AXIS_SIZE, PAD, Axis, Tick

BAND = 16.0
FLAG = 16.0
_LEAST_SHADE = 2.0  # pixels of a day from which single days are shaded
_LEAST_RUN = 7  # days of a closure that is shaded on any scale


@frozen
class Mark:
    """
    A line through the chart.

    Attributes
    ----------
    sign
        ``launch`` or ``today``.
    x
        Where it stands.
    text
        What its flag says.
    """

    sign: str
    x: float
    text: str


def closed_runs(calendar: Calendar, scale: Scale) -> Iterator[tuple[date, date]]:
    """
    Give the closed days in a row, the first and the last of each.

    Single days where they are wide enough to be seen, else only a week of them and more.
    """
    least = 1 if scale.day >= _LEAST_SHADE else _LEAST_RUN
    first_year, last_year = calendar.years
    known = range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1)
    begin: int | None = None
    end = ceil(scale.end)
    for day in range(max(scale.first, known.start), min(end, known.stop)):
        if not calendar.is_open(date.fromordinal(day)):
            begin = day if begin is None else begin
        elif begin is not None:
            if day - begin >= least:
                yield date.fromordinal(begin), date.fromordinal(day - 1)
            begin = None
    last = min(end, known.stop)
    if begin is not None and last - begin >= least:
        yield date.fromordinal(begin), date.fromordinal(last - 1)


@frozen
class Frame:
    """
    All that is there before the first bar.

    Attributes
    ----------
    scale
        Where instants stand.
    axis
        Units of the calendar.
    offsets
        Offsets from J; empty without a launch.
    closed
        Runs of closed days.
    marks
        Lines through the chart.
    """

    scale: Scale
    axis: Axis
    offsets: tuple[Tick, ...]
    closed: tuple[tuple[date, date], ...]
    marks: tuple[Mark, ...]

    @property
    def height(self) -> float:
        """Of the axes, with the flags under them."""
        return self.foot_height + self._flag_height

    @property
    def foot_height(self) -> float:
        """Of the axes alone."""
        return BAND * len(self._bands)

    @property
    def _flag_height(self) -> float:
        return FLAG if self.marks else 0.0

    @property
    def _bands(self) -> list[tuple[Tick, ...]]:
        return [ticks for ticks in (self.axis.upper, self.axis.lower, self.offsets) if ticks]

    def background(self, top: float, bottom: float) -> Iterator[Shape]:
        """Shade closed days and draw the grid."""
        for first, last in self.closed:
            left = self.scale.within(self.scale.x_day(first))
            right = self.scale.within(self.scale.x_days(last.toordinal() + 1))
            data = (("closed", first.isoformat()), ("until", last.isoformat()))
            yield Group((Box(left, top, right - left, bottom - top, look.CLOSED),), data=data)
        for tick in self.axis.lower[1:]:
            yield line(tick.left, top, tick.left, bottom, look.GRID)
        for tick in self.axis.upper[1:]:
            yield line(tick.left, top, tick.left, bottom, look.GRID_STRONG)

    def head(self, top: float) -> Iterator[Shape]:
        """Draw the axes and the flags, from `top` down."""
        yield from self.foot(top)
        yield from self._flags(top + self.foot_height)

    def foot(self, top: float) -> Iterator[Shape]:
        """Draw the axes alone."""
        left, right = self.scale.left, self.scale.right
        for number, ticks in enumerate(self._bands):
            upper = top + BAND * number
            yield Box(left, upper, right - left, BAND, look.HEADER)
            yield line(left, upper, right, upper, look.FRAME)
            fine = ticks is self.axis.lower and not self.axis.centred
            yield from _band(ticks, left, upper, centred=ticks is not self.offsets and not fine)
        bottom = top + self.foot_height
        yield line(left, bottom, right, bottom, look.FRAME)

    def _flags(self, top: float) -> Iterator[Text]:
        """Write what the lines mean beside them; two that are close look away from each other."""
        taken: list[tuple[float, float]] = []
        for mark in self.marks:
            width = width_of(mark.text, look.SMALL, bold=True)
            for anchor, begin in (("start", mark.x + PAD), ("end", mark.x - PAD - width)):
                inside = self.scale.left <= begin and begin + width <= self.scale.right
                crossed = any(begin <= other.x <= begin + width for other in self.marks)
                if inside and not crossed and all(begin + width < a or b < begin for a, b in taken):
                    taken.append((begin, begin + width))
                    x = begin if anchor == "start" else begin + width
                    yield Text(x, top + 11.5, mark.text, look.SMALL, True, anchor, _colour(mark))
                    break

    def lines(self, top: float, bottom: float) -> Iterator[Shape]:
        """Draw the launch and today through the chart, beside their flags too."""
        top -= self._flag_height
        for mark in self.marks:
            pen = look.LAUNCH_LINE if mark.sign == "launch" else look.TODAY_LINE
            shape = line(mark.x, top, mark.x, bottom, pen)
            yield Group((shape,), mark.text, (("mark", mark.sign),))


def _colour(mark: Mark) -> str:
    return look.LAUNCH_LINE.stroke if mark.sign == "launch" else look.TODAY_LINE.stroke


def _band(ticks: Sequence[Tick], begin: float, top: float, *, centred: bool) -> Iterator[Shape]:
    for tick in ticks:
        if tick.left > begin + 0.01:
            yield line(tick.left, top, tick.left, top + BAND, look.GRID_STRONG)
    for tick in ticks:
        if tick.label:
            x, anchor = (tick.left + tick.right) / 2, "middle"
            if not centred:
                x, anchor = tick.left + PAD, "start"
            launch = not centred and tick.label == "J"  # January is no launch
            yield Text(x, top + 11.5, tick.label, AXIS_SIZE, launch, anchor)
