"""A simulation on the terminal: what to begin by, a histogram, a line a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.language import Amount, Phrase, say, show, word
from retroplan.model.moments import Moment, is_day
from retroplan.offsets import day_offset
from retroplan.render.cleaning import clean
from retroplan.render.sheet import Sheet
from retroplan.risk.answers import Bar, label_of
from retroplan.risk.result import Simulation

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

_DAY, _INSTANT, _SHORT, _LONG = "EEE d MMM y", "EEE d MMM y HH:mm", "d MMM", "d MMM y"
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
        if not self.simulation:
            return
        yield ""
        yield from (Text(line) for line in self.bars(options.max_width))
        yield ""
        yield self.table()

    def head(self) -> Iterator[str]:
        """Say the answer, and what it was worked out from."""
        found, lang, share = self.simulation, self.lang, self.shares[-1]
        chance = asked(share, lang)
        launch = found.plan.launch
        day = None if launch is None else show(launch, lang, _pattern(launch))
        if not found and launch is not None:
            yield say("simulation-nothing", {"launch": day}, lang)
        elif launch is not None:
            values = {"chance": chance, "launch": day, "kept": self._kept()}
            start = found.start_by(share)
            if start is None:
                yield say("simulation-no-start", values, lang)
            else:
                yield say("simulation-start", values | {"start": show(start, lang, _INSTANT)}, lang)
            reason = found.why_never()
            if reason is not None:
                yield reason.text(lang)
        if found:
            yield from self._from_start(chance, share)
        yield from (finding.text(lang) for finding in found.findings if finding.code != "pert-nothing-before")
        samples = Amount(found.samples, "sample")
        yield say("simulation-samples", {"samples": samples, "seed": str(found.seed)}, lang)

    def _kept(self) -> Phrase:
        """Say that the buffer is kept free, where there is one."""
        buffer = self.simulation.plan.buffer
        return Phrase("buffer-kept", {"buffer": buffer}) if buffer and buffer.amount else Phrase("nothing")

    def _from_start(self, chance: str, share: float) -> Iterator[str]:
        found, lang = self.simulation, self.lang
        start = found.plan.start
        if start is None:
            return
        values: dict[str, object] = {"start": show(start, lang, _pattern(start)), "chance": chance}
        if found.launch is not None:
            on_time = in_words(found.probability_on_time(), lang)
            possible = self._possible(chance, share)
            values |= {"on_time": on_time, "kept": self._kept(), "possible": possible}
            yield say("simulation-from", values, lang)
            reason = found.why_no_launch()
            if reason is not None:
                yield reason.text(lang)
        else:
            ready = show(found.ready_by(share), lang, _INSTANT)
            yield say("simulation-ready", values | {"ready": ready}, lang)

    def _possible(self, chance: str, share: float) -> Phrase:
        """Say which launch is possible from the start of the plan, and what that leaves out."""
        found = self.simulation
        launch, tasks = found.launch_by(share), found.left_out
        if launch is None:
            return Phrase("simulation-no-launch", {"chance": chance})
        values = {"chance": chance, "launch": show(launch, self.lang, _pattern(launch)), "tasks": tasks}
        return Phrase("simulation-launch-unpinned" if tasks else "simulation-launch", values)

    def bars(self, width: int) -> Iterator[str]:
        """Draw the histogram: a line for each few days."""
        found = self.simulation
        backward = found.launch is not None
        bars = found.histogram(15, of="start" if backward else "ready")
        if bars:
            yield word("simulation-starts" if backward else "simulation-ends", self.lang)
        pattern = _LONG if bars and bars[0].first.year != bars[-1].last.year else _SHORT
        labels = [self._days(bar, pattern) for bar in bars]
        column = max(map(len, labels), default=0)
        longest = max((bar.count for bar in bars), default=1)
        room = max(_NARROWEST, min(_WIDEST, width - column - 10))
        for bar, label in zip(bars, labels, strict=True):
            share = percent(bar.count / found.samples, self.lang)
            yield f"{label:<{column}}  {_bar(bar.count / longest * room)} {share}".rstrip()

    def _days(self, bar: Bar, pattern: str) -> str:
        first = show(bar.first, self.lang, pattern)
        return first if bar.first == bar.last else f"{first} – {show(bar.last, self.lang, pattern)}"

    def table(self) -> Sheet:
        """Make the table: at each chance, the offset of each task's start, and how often it is critical."""
        lang = self.lang
        columns = [label_of(share) for share in self._columns]
        headings = (*columns, word("simulation-critical", lang), word("simulation-task", lang))
        rows = tuple(self._row(task_id) for task_id in self.simulation)
        return Sheet(headings, rows)

    @property
    def _columns(self) -> tuple[float, ...]:
        return () if self.simulation.launch is None else self.shares  # nothing is counted back

    def _row(self, task_id: str) -> tuple[str, ...]:
        task = self.simulation[task_id]
        starts = task.starts(self._columns)
        launch = self.simulation.launch
        cells = [_cell(start, launch) for start in starts]
        return (*cells, percent(task.criticality_index, self.lang), clean(task.name))


def _cell(start: datetime | None, launch: datetime | None) -> str:
    if start is None or launch is None:
        return "—"
    return day_offset(start.toordinal() - launch.toordinal())


def _pattern(moment: Moment) -> str:
    return _DAY if is_day(moment) else _INSTANT


def asked(share: float, lang: str) -> str:
    """Write a chance in percent, to the last digit that was asked for."""
    number = f"{(Decimal(str(share)) * _PERCENT).normalize():f}"
    return f"{number.replace('.', ',') if lang.startswith('fr') else number} %"


def in_words(share: float, lang: str) -> str:
    """Write a share in percent for a sentence: more than 99.9 %."""
    text = percent(share, lang)
    amount = {"amount": text[2:]}
    if text.startswith(">"):
        return say("more-than", amount, lang)
    return say("less-than", amount, lang) if text.startswith("<") else text


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
