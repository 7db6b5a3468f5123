"""A simulation on the terminal: what to begin by, a histogram, a line a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.language import say, show, word
from retroplan.model.moments import is_day
from retroplan.render.cleaning import clean
from retroplan.render.sheet import Sheet
from retroplan.risk.answers import Bar
from retroplan.risk.result import Simulation

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

_DAY, _INSTANT, _SHORT = "EEE d MMM y", "EEE d MMM y HH:mm", "d MMM"
_WIDEST, _NARROWEST = 40, 8  # columns of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_PERCENT = 100


@frozen
class SimulationView:
    """
    A simulation, as rich shows it.

    Attributes
    ----------
    simulation
        The simulation.
    shares
        The chances in the columns of the table; the last one is the one asked for.
    lang
        Language of the words.
    """

    simulation: Simulation
    shares: tuple[float, ...]
    lang: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Give the lines, as wide as the console allows."""
        from rich.text import Text

        for line in self.head():
            yield Text(line)
        yield ""
        yield from (Text(line) for line in self.bars(options.max_width))
        yield ""
        yield self.table()

    def head(self) -> Iterator[str]:
        """Say the answer, and what it was worked out from."""
        found, lang, share = self.simulation, self.lang, self.shares[-1]
        chance = percent(share, lang)
        if found.launch is not None:
            launch = found.plan.launch
            assert launch is not None
            values = {"chance": chance, "launch": show(launch, lang, _DAY if is_day(launch) else _INSTANT)}
            start = found.start_by(share)
            if start is None:
                yield say("simulation-no-start", values, lang)
            else:
                yield say("simulation-start", values | {"start": show(start, lang, _INSTANT)}, lang)
            reason = found.why_never()
            if reason is not None:
                yield reason.text(lang)
        yield from self._from_start(chance, share)
        for finding in found.findings:
            yield finding.text(lang)
        yield say("simulation-samples", {"samples": found.samples, "seed": str(found.seed)}, lang)

    def _from_start(self, chance: str, share: float) -> Iterator[str]:
        found, lang = self.simulation, self.lang
        start = found.plan.start
        if start is None:
            return
        values = {"start": show(start, lang, _DAY if is_day(start) else _INSTANT), "chance": chance}
        if found.launch is not None:
            on_time = percent(found.probability_on_time(), lang)
            launch = found.launch_by(share)
            pattern = _INSTANT if isinstance(launch, datetime) else _DAY
            values |= {"on_time": on_time, "launch": show(launch, lang, pattern)}
            yield say("simulation-from", values, lang)
        else:
            ready = show(found.ready_by(share), lang, _INSTANT)
            yield say("simulation-ready", values | {"ready": ready}, lang)

    def bars(self, width: int) -> Iterator[str]:
        """Draw the histogram: a line for each few days."""
        found = self.simulation
        backward = found.launch is not None
        bars = found.histogram(15, of="start" if backward else "ready")
        if bars:
            yield word("simulation-starts" if backward else "simulation-ends", self.lang)
        labels = [self._days(bar) for bar in bars]
        column = max(map(len, labels), default=0)
        longest = max((bar.count for bar in bars), default=1)
        room = max(_NARROWEST, min(_WIDEST, width - column - 10))
        for bar, label in zip(bars, labels, strict=True):
            share = percent(bar.count / found.samples, self.lang)
            yield f"{label:<{column}}  {_bar(bar.count / longest * room)} {share}".rstrip()

    def _days(self, bar: Bar) -> str:
        first = show(bar.first, self.lang, _SHORT)
        return first if bar.first == bar.last else f"{first} – {show(bar.last, self.lang, _SHORT)}"

    def table(self) -> Sheet:
        """Make the table: the offset of each task's start at each chance, and how often it is critical."""
        lang = self.lang
        columns = [f"P{share * _PERCENT:g}" for share in self.shares]
        headings = (*columns, word("simulation-critical", lang), word("simulation-task", lang))
        rows = tuple(self._row(task_id) for task_id in self.simulation)
        return Sheet(headings, rows)

    def _row(self, task_id: str) -> tuple[str, ...]:
        task = self.simulation[task_id]
        starts = task.starts(self.shares)
        launch = self.simulation.launch
        cells = [_cell(start, launch, self.lang) for start in starts]
        return (*cells, percent(task.criticality_index, self.lang), clean(task.name))


def _cell(start: datetime | None, launch: datetime | None, lang: str) -> str:
    if start is None:
        return "—"
    if launch is None:
        return show(start.date(), lang, _DAY)
    days = start.toordinal() - launch.toordinal()
    return f"J{days:+d}" if days else "J"


def percent(share: float, lang: str) -> str:
    """Write a share in percent, with one decimal where it would round to all or nothing."""
    value = share * _PERCENT
    rounded = round(value)
    edge = rounded in (0, _PERCENT) and value != rounded
    number = f"{value:.1f}" if edge else f"{rounded}"
    if edge and float(number) in (0, _PERCENT):
        number = "< 0.1" if value < 1 else "> 99.9"
    return f"{number.replace('.', ',') if lang.startswith('fr') else number} %"


def _bar(length: float) -> str:
    eighths = round(length * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def shares_for(confidence: float) -> Sequence[float]:
    """Give the chances in the columns: half, four in five, and the one asked for."""
    return (*sorted({0.5, 0.8} - {confidence}), confidence)
