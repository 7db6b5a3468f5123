"""A schedule laid out as a Gantt chart, on one sheet as large as it needs or on pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import pairwise
from math import ceil

from attrs import evolve, frozen

from retroplan.calendars import instant, moment
from retroplan.language import Amount, language_of, say, show, word
from retroplan.render.cleaning import clean
from retroplan.render.gantt import look
from retroplan.render.gantt.bars import draw_bar
from retroplan.render.gantt.columns import Column, cells, end_of, headings, make_columns
from retroplan.render.gantt.frame import BAND, Frame, Mark, closed_runs
from retroplan.render.gantt.legend import NO_LEGEND, Legend, make_legend, used_signs
from retroplan.render.gantt.links import MOST_ROWS, Arrow, make_arrows
from retroplan.render.gantt.rows import Row, make_rows
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Drawing, Shape, Sheet, Text, line
from retroplan.render.gantt.span import make_scale
from retroplan.render.gantt.text import shortened, wrapped
from retroplan.render.gantt.ticks import make_axis, make_offsets
from retroplan.render.narrator import Narrator, make_narrator
from retroplan.render.notes import convention, missing_noun
from retroplan.result import Schedule
from retroplan.units import Duration

PAPERS = {"a4": (1122.5, 793.7), "a3": (1587.4, 1122.5)}
"""Width and height of a sheet on its long side, in pixels of 1/96 inch."""
_EDGE, _PAPER_EDGE = 18.0, 38.0
_ROW, _PAPER_ROW, _LEAST_ROW = 20.0, 18.0, 14.5
_SHARE_OF_COLUMNS = 0.48
_LONG, _SHORT, _FLAG_DAY = "EEEE d MMMM y", "d MMMM y", "d MMM"
_LEAST_HEADING = 560.0
_FOOTED = 30  # rows from which the axes stand under the chart as well
_REPEATED = 40  # rows after which the axes come again on one long sheet


def draw(
    schedule: Schedule,
    lang: str | None = None,
    *,
    today: date | None = None,
    paper: str | None = None,
) -> Drawing:
    """
    Lay out a schedule as a Gantt chart.

    Parameters
    ----------
    schedule
        What is shown.
    lang
        Language of the words; that of the plan, else English, if not given.
    today
        A day that is marked with a line through the chart, at its beginning.
    paper
        ``a4`` or ``a3`` for pages of that size; one sheet as large as the chart needs if not given.
    """
    language = language_of(lang or schedule.plan.lang or "en")
    narrator = make_narrator(schedule, language)
    rows = make_rows(schedule, narrator)
    page = None if paper is None else PAPERS[paper]
    chart = _make_chart(schedule, narrator, rows, today, page)
    title = clean(schedule.plan.name) or word("untitled", language)
    sheets = tuple(chart.sheets(title))
    description = ". ".join(words for words, _ in chart.notes)
    return Drawing(sheets, title, description, language)


@frozen(kw_only=True)
class _Chart:
    """
    Everything that is known before the first sheet is drawn.

    Attributes
    ----------
    rows, columns, frame
        Its parts.
    notes
        What stands under the title, each with its colour.
    buffer
        When the buffer begins, where there is one.
    page
        Width and height of a page; None for one sheet.
    row_height
        Of each row.
    lang
        Language of its words.
    arrows
        The links that are drawn, the top of the first row at the height 0.
    legend
        What its signs mean.
    """

    rows: Sequence[Row]
    columns: tuple[Column, ...]
    frame: Frame
    notes: tuple[tuple[str, str], ...]
    buffer: datetime | None
    page: tuple[float, float] | None
    row_height: float
    lang: str
    arrows: tuple[Arrow, ...] = ()
    legend: Legend = NO_LEGEND

    @property
    def edge(self) -> float:
        """The empty space around everything."""
        return _EDGE if self.page is None else _PAPER_EDGE

    @property
    def right(self) -> float:
        """Where everything ends."""
        least = 0.0 if self.page else self.edge + _LEAST_HEADING
        return max(self.frame.scale.right, least)

    @property
    def room(self) -> float:
        """The height that a page has for rows."""
        height = 0.0 if self.page is None else self.page[1]
        return height - self.edge - BAND - self._heading_height() - self.frame.height

    def sheets(self, title: str) -> Iterator[Sheet]:
        """Draw every sheet."""
        top = self._heading_height() + self.frame.height
        if self.page is None:
            foot = self.frame.foot_height if len(self.rows) > _FOOTED else 0.0
            height = top + self._height_of(len(self.rows)) + foot + self.edge
            shapes = (*self._heading(title, ""), *self._body(0, self.rows, top, foot))
            yield Sheet(_even(self.right + self.edge), _even(height), shapes)
            return
        width, height = self.page
        each = max(int(self.room / self.row_height + 1e-6), 1)
        count = max(-(-len(self.rows) // each), 1)
        for number in range(count):
            rows = self.rows[number * each : (number + 1) * each]
            values = {"number": number + 1, "count": count}
            where = say("gantt-page", values, self.lang) if count > 1 else ""
            shapes = (*self._heading(title, where), *self._body(number * each, rows, top, 0))
            yield Sheet(width, height, shapes)

    def middle(self, number: int) -> float:
        """Give the middle of a row, from the top of the first one; on one sheet axes stand between rows."""
        return self.row_height * (number + 0.5) + self._axes_before(number) * self.frame.foot_height

    def _axes_before(self, number: int) -> int:
        """Count the axes above a row; the last ones stand under the chart, and not just above them."""
        if self.page is not None:
            return 0
        return min(number, max(len(self.rows) - _REPEATED // 2, 0)) // _REPEATED

    def _height_of(self, rows: int) -> float:
        return self.middle(rows - 1) + self.row_height / 2 if rows else self.row_height

    def _lines(self) -> list[tuple[str, str]]:
        room = self.right - self.edge
        return [(part, colour) for note, colour in self.notes for part in wrapped(note, room, look.BODY, 3)]

    def _heading_height(self) -> float:
        return self.edge + 24 + 16 * len(self._lines()) + 6 + self.legend.height + 8

    def _heading(self, title: str, where: str) -> Iterator[Shape]:
        """Write the title, what is to be known, and the legend."""
        top = self.edge
        room = self.right - self.edge
        if where:
            yield Text(self.right, top + 15, where, look.BODY, anchor="end", colour=look.QUIET)
            room -= 120
        text = shortened(title, room, look.TITLE, bold=True)
        yield Text(self.edge, top + 15, text, look.TITLE, True, full="" if text == title else title)
        top += 24
        for number, (words, colour) in enumerate(self._lines()):
            yield Text(self.edge, top + 12 + 16 * number, words, look.BODY, colour=colour)
        yield from self.legend.shapes(top + 16 * len(self._lines()) + 6)

    def _body(self, first: int, rows: Sequence[Row], top: float, foot: float) -> Iterator[Shape]:
        """Draw some rows under their axes."""
        scale, half = self.frame.scale, self.row_height / 2
        begin = self.middle(first) - half  # of these rows, from the first of all
        middles = [top - begin + self.middle(first + number) for number in range(len(rows))]
        bottom = middles[-1] + half if rows else top + self.row_height
        yield from self.frame.background(top, bottom)
        for y in (top, *(middle + half for middle in middles)):
            yield line(self.edge, y, scale.right, y, look.RULE)
        yield from self.frame.head(top - self.frame.height)
        yield from headings(self.columns, top - 5)
        yield from self.frame.lines(top, bottom)
        yield line(scale.left, top, scale.left, bottom, look.FRAME)
        yield line(scale.right, top, scale.right, bottom, look.FRAME)
        for arrow in self.arrows:
            yield from arrow.shapes(begin, begin + bottom - top, top - begin)
        for above, middle in pairwise(middles):
            if middle - above > self.row_height + 1:
                yield from self.frame.foot(above + half)
        for row, middle in zip(rows, middles, strict=True):
            yield draw_bar(row, middle, scale, self.buffer)
        if not rows:
            yield Text(self.edge, top + 14, word("gantt-empty", self.lang), look.BODY, colour=look.QUIET)
        for row, middle in zip(rows, middles, strict=True):
            yield from cells(row, self.columns, middle + 3.8)
        if foot:
            yield from self.frame.foot(bottom)


def _even(length: float) -> float:
    """Round a length up to whole pixels."""
    return float(ceil(length))


def _make_chart(
    schedule: Schedule,
    narrator: Narrator,
    rows: Sequence[Row],
    today: date | None,
    page: tuple[float, float] | None,
) -> _Chart:
    lang, edge = narrator.lang, _EDGE if page is None else _PAPER_EDGE
    width = None if page is None else page[0] - 2 * edge
    columns = make_columns(rows, lang, edge, None if width is None else width * _SHARE_OF_COLUMNS)
    left = end_of(columns)
    scale = make_scale(
        schedule, rows, left=left, room=None if page is None else page[0] - edge - left,
        timed=narrator.timed, today=today,
    )  # fmt: skip
    frame = _make_frame(schedule, scale, lang, today)
    buffer = _buffer_begin(schedule)
    chart = _Chart(
        rows=rows, columns=columns, frame=frame, buffer=buffer, page=page, lang=lang,
        row_height=_ROW if page is None else _PAPER_ROW,
        notes=tuple(_notes(schedule, narrator, rows, None if _shows(frame, "today") else today)),
    )  # fmt: skip
    chart = evolve(chart, arrows=_arrows(schedule, chart))
    signs = {mark.sign for mark in frame.marks}
    signs |= {"critical-link" if arrow.critical else "link" for arrow in chart.arrows}
    signs |= {sign for sign, there in (("closed", frame.closed), ("buffer", buffer)) if there}
    chart = evolve(chart, legend=make_legend(used_signs(rows, signs), lang, edge, chart.right))
    close = chart.room / max(len(rows), 1)
    if page is None or not _LEAST_ROW <= close < chart.row_height:
        return chart
    chart = evolve(chart, row_height=close)  # a little closer, all rows stand on one page
    return evolve(chart, arrows=_arrows(schedule, chart))


def _arrows(schedule: Schedule, chart: _Chart) -> tuple[Arrow, ...]:
    middles = [chart.middle(number) for number in range(len(chart.rows))]
    return make_arrows(schedule, chart.rows, middles, chart.frame.scale, chart.row_height)


def _shows(frame: Frame, sign: str) -> bool:
    return any(mark.sign == sign for mark in frame.marks)


def _make_frame(schedule: Schedule, scale: Scale, lang: str, today: date | None) -> Frame:
    launch = schedule.launch
    marks = []
    if launch is not None:
        text = say("gantt-flag-launch", {"date": show(launch.date(), lang, _FLAG_DAY)}, lang)
        marks.append(Mark("launch", scale.x(launch), text))
    if today is not None and scale.left <= scale.x_day(today) < scale.right:
        text = say("gantt-flag-today", {"date": show(today, lang, _FLAG_DAY)}, lang)
        marks.append(Mark("today", scale.x_day(today), text))
    return Frame(
        scale,
        make_axis(scale, lang),
        () if launch is None else make_offsets(scale, launch.date()),
        tuple(closed_runs(schedule.plan.resolve(schedule.plan.calendar), scale)),
        tuple(marks),
    )


def _buffer_begin(schedule: Schedule) -> datetime | None:
    """Give the instant by which the work before the launch has to be finished, where there is a buffer."""
    plan, launch = schedule.plan, schedule.launch
    if plan.buffer is None or launch is None:
        return None
    if isinstance(plan.buffer, Duration):
        minutes = plan.buffer.minutes(*plan.day_and_week())
        time = plan.resolve(plan.calendar).working_time()
        return moment(time.opening(time.worked(instant(launch)) - minutes)) if minutes else None
    # A percentage is of work that only the engine knows; what ends at the buffer shows where it begins.
    held = [schedule[link.predecessor] for link in schedule.implicit_links]
    return max((task.late_finish for task in held if not task.pinned), default=None)


def _notes(
    schedule: Schedule, narrator: Narrator, rows: Sequence[Row], today: date | None
) -> Iterator[tuple[str, str]]:
    """Say when the launch is, what is critical and missing, how days are counted, and a day out of sight."""
    lang = narrator.lang
    told = []
    if schedule.launch is not None:
        told.append(say("gantt-launch", {"date": _long(schedule.launch, narrator)}, lang))
    work = [row for row in rows if row.kind in ("task", "milestone")]
    if work:
        first, last = min(row.start for row in work), max(row.finish for row in work)
        last = max(first, last - timedelta(minutes=1))  # midnight belongs to the day before
        values: dict[str, object] = {"start": show(first.date(), lang, _SHORT)}
        told.append(say("gantt-span", values | {"finish": show(last.date(), lang, _SHORT)}, lang))
    critical = sum(row.critical for row in work)
    told.append(
        say("gantt-critical-count", {"critical": Amount(critical, "critical-task"), "count": len(work)}, lang)
    )
    if schedule.feasible:
        told.append(word("gantt-feasible", lang))
    if today is not None:
        told.append(say("gantt-flag-today", {"date": show(today, lang, _SHORT)}, lang))
    yield " · ".join(told), look.QUIET
    if not schedule.feasible:
        missing = Amount(schedule.missing_days, missing_noun(schedule.plan))
        yield say("table-infeasible", {"missing": missing}, lang), look.RED
    counted = convention(schedule, lang)
    if len(rows) > MOST_ROWS:
        counted += " · " + word("gantt-few-links", lang)
    yield counted, look.QUIET


def _long(t: datetime, narrator: Narrator) -> str:
    if narrator.timed and t.time() != clock.min:
        return show(t, narrator.lang, f"{_LONG} HH:mm")
    return show(t.date(), narrator.lang, _LONG)
