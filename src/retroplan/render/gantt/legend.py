"""What the signs of a chart mean: only those that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from retroplan.language import word
from retroplan.render.gantt import look
from retroplan.render.gantt.bars import (
    HALF_DIAMOND,
    HEIGHT,
    bar,
    bracket,
    buffer_box,
    hammock,
    margin,
    open_hammock,
    progress,
    tail,
    warning,
)
from retroplan.render.gantt.links import Arrow
from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.shapes import Box, Path, Shape, Text, diamond, line
from retroplan.render.gantt.text import shortened, width_of
from retroplan.render.rows import UNTIL

_SAMPLE, _GAP, _BETWEEN = 24.0, 6.0, 18.0
LINE = 17.0
_Draw: TypeAlias = Callable[[float, float], Sequence[Shape]]


def _bar(x: float, y: float) -> list[Box | Path]:
    return [bar(x, x + _SAMPLE, y)]


def _critical(x: float, y: float) -> list[Box | Path]:
    return [bar(x, x + _SAMPLE, y, critical=True)]


def _done(x: float, y: float) -> list[Box | Path]:
    return [bar(x, x + _SAMPLE, y), progress(x, x + _SAMPLE * 0.6, y)]


def _hammock(x: float, y: float) -> list[Box | Path]:
    return hammock(x, x + _SAMPLE, y)


def _milestone(x: float, y: float) -> list[Box | Path]:
    return [diamond(x + _SAMPLE / 2, y, HALF_DIAMOND, look.MILESTONE)]


def _critical_milestone(x: float, y: float) -> list[Box | Path]:
    return [diamond(x + _SAMPLE / 2, y, HALF_DIAMOND, look.CRITICAL_MILESTONE)]


def _slack(x: float, y: float) -> list[Box | Path]:
    return [
        bar(x + _SAMPLE / 3, x + _SAMPLE * 2 / 3, y),
        tail(x + _SAMPLE / 3, x, y),
        tail(x + _SAMPLE * 2 / 3, x + _SAMPLE, y),
    ]


def _arrow(x: float, y: float, *, critical: bool = False) -> list[Box | Path]:
    return [*Arrow(((x, y), (x + _SAMPLE, y)), critical).shapes(y, y)]


# Every sign, in the order in which they are explained; `word("gantt-…")` is what it means.
SIGNS: dict[str, _Draw] = {
    "task": _bar,
    "critical": _critical,
    "summary": lambda x, y: [bracket(x, x + _SAMPLE, y)],
    "milestone": _milestone,
    "critical-milestone": _critical_milestone,
    "hammock": _hammock,
    "open-ended": lambda x, y: open_hammock(x, x + _SAMPLE, y),
    "slack": _slack,
    "margin": lambda x, y: margin(x, x + _SAMPLE, y),
    "buffer": lambda x, y: buffer_box(x, x + _SAMPLE, y),
    "done": _done,
    "link": _arrow,
    "critical-link": lambda x, y: _arrow(x, y, critical=True),
    "until": lambda x, y: [
        Text(x + _SAMPLE / 2, y + 3.4, UNTIL, look.SMALL, anchor="middle", colour=look.QUIET)
    ],
    "conflict": lambda x, y: warning(x + _SAMPLE / 2, y),
    "closed": lambda x, y: [Box(x, y - HEIGHT / 2, _SAMPLE, HEIGHT, look.CLOSED)],
    "launch": lambda x, y: [
        line(x + _SAMPLE / 2, y - 7, x + _SAMPLE / 2, y + 7, look.LAUNCH_LINE),
        diamond(x + _SAMPLE / 2, y, HALF_DIAMOND, look.LAUNCH),
    ],
    "today": lambda x, y: [line(x, y, x + _SAMPLE, y, look.TODAY_LINE)],
}


def used_signs(rows: Sequence[Row], others: Iterable[str]) -> Iterator[str]:
    """Name the signs that are on the chart: those of its rows, and others."""
    found = {*others}
    for row in rows:
        prefix = "critical-" if row.critical else ""
        match row.kind:
            case "task":
                found.add("critical" if row.critical else "task")
            case "milestone":
                found.add(f"{prefix}milestone")
            case other:
                found.add("open-ended" if row.open_ended else other)
        if row.kind in ("task", "milestone") and (row.early < row.start or row.late > row.finish):
            found.add("slack")
        if row.cells["offset"].startswith(UNTIL):
            found.add("until")
        if row.kind == "task" and row.work_finish < row.finish:
            found.add("margin")
        found |= {sign for sign, there in (("done", row.done), ("conflict", row.conflicts)) if there}
    return (sign for sign in SIGNS if sign in found)


@frozen
class Legend:
    """
    The signs that are explained, laid out on lines.

    Attributes
    ----------
    lines
        The key, the text and the place of each sign, a line after the other.
    """

    lines: tuple[tuple[tuple[str, str, float], ...], ...]

    @property
    def height(self) -> float:
        """Of all lines."""
        return LINE * len(self.lines)

    def shapes(self, top: float) -> Iterator[Shape]:
        """Draw it, its first line under `top`."""
        for number, signs in enumerate(self.lines):
            y = top + LINE * (number + 0.5)
            for sign, text, x in signs:
                yield from SIGNS[sign](x, y)
                yield Text(x + _SAMPLE + _GAP, y + 3.4, text, look.SMALL, colour=look.QUIET)


NO_LEGEND = Legend(())


def make_legend(signs: Iterator[str], lang: str, left: float, right: float) -> Legend:
    """Lay out the signs between two places, breaking lines as they fill."""
    lines: list[list[tuple[str, str, float]]] = []
    x = right
    for sign in signs:
        text = shortened(word(f"gantt-{sign}", lang), right - left - _SAMPLE - _GAP, look.SMALL)
        width = _SAMPLE + _GAP + width_of(text, look.SMALL)
        if not lines or x + width > right:
            lines.append([])
            x = left
        lines[-1].append((sign, text, x))
        x += width + _BETWEEN
    return Legend(tuple(map(tuple, lines)))
