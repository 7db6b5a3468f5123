"""Links as arrows with right angles, from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from retroplan.model.link import Link, LinkType
from retroplan.render.gantt import look
from retroplan.render.gantt.bars import HEIGHT, ends
from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Path, Pen, Point, polygon
from retroplan.result import Schedule

MOST_ROWS = 150
"""With more rows than this only the links of the critical path are drawn: a net hides what it shows."""
_DIAMONDS = ("milestone", "launch")
_OUT = 5.0
_HEAD, _HALF_HEAD = 4.5, 2.6


@frozen
class Arrow:
    """
    The way of one link.

    Attributes
    ----------
    points
        From the predecessor to the successor; the head lies at the last one.
    critical
        Whether it carries the critical path.
    """

    points: tuple[Point, ...]
    critical: bool

    def shapes(self, top: float, bottom: float, shift: float = 0.0) -> Iterator[Path]:
        """Draw what lies between two heights, so that a link may go on over the page, and shift it down."""
        pen = look.CRITICAL_LINK if self.critical else look.LINK
        lines = tuple(tuple((x, y + shift) for x, y in part) for part in _clipped(self.points, top, bottom))
        if lines:
            yield Path(lines, pen)
        if top <= self.points[-1][1] <= bottom:
            yield self._head(shift, look.CRITICAL_LINK_HEAD if self.critical else look.LINK_HEAD)

    def _head(self, shift: float, pen: Pen) -> Path:
        (x1, y1), (x, y) = ((x, y + shift) for x, y in self.points[-2:])
        if x1 == x:
            back = _HEAD if y1 > y else -_HEAD
            return polygon(((x, y), (x - _HALF_HEAD, y + back), (x + _HALF_HEAD, y + back)), pen)
        back = _HEAD if x1 > x else -_HEAD
        return polygon(((x, y), (x + back, y - _HALF_HEAD), (x + back, y + _HALF_HEAD)), pen)


def _shown_links(schedule: Schedule, rows: int) -> list[tuple[Link, bool]]:
    """Choose the links that are drawn, each with whether it is critical; never those that nobody wrote."""
    path = list(schedule.critical_path)
    on_path = set(pairwise(path))
    found = []
    for link in dict.fromkeys(schedule.expanded.all_links()):
        first, last = schedule.get(link.predecessor), schedule.get(link.successor)
        if first is None or last is None:
            continue
        driving = link in (first.driver.link, last.driver.link) or (first.id, last.id) in on_path
        critical = first.critical and last.critical and driving
        if critical or rows <= MOST_ROWS:
            found.append((link, critical))
    return sorted(found, key=lambda pair: pair[1])  # the critical ones above the others


def make_arrows(
    schedule: Schedule, rows: Sequence[Row], middles: Sequence[float], scale: Scale, row_height: float
) -> tuple[Arrow, ...]:
    """
    Find the ways of all links that are drawn.

    Parameters
    ----------
    schedule
        Whose links they are.
    rows, middles
        The rows, and the height of the middle of each.
    scale
        Where instants stand.
    row_height
        Height of a row.
    """
    placed = {row.id: (row, middle) for row, middle in zip(rows, middles, strict=True)}
    return tuple(
        Arrow(_way(link, placed, scale, row_height), critical)
        for link, critical in _shown_links(schedule, len(rows))
    )


def _way(
    link: Link, rows: Mapping[str, tuple[Row, float]], scale: Scale, row_height: float
) -> tuple[Point, ...]:
    (first, y1), (last, y2) = rows[link.predecessor], rows[link.successor]
    begin, end = ends(first, scale), ends(last, scale)
    down = 1 if y2 >= y1 else -1
    between = y1 + down * row_height / 2
    match link.type:
        case LinkType.FS:
            at = scale.x(first.start) if first.kind in _DIAMONDS else begin[1]
            points = _finish_to_start((at, y1), (end, y2), between, last)
        case LinkType.SS:
            x = min(begin[0], end[0]) - _OUT
            points = ((begin[0], y1), (x, y1), (x, y2), (end[0], y2))
        case LinkType.FF:
            x = max(begin[1], end[1]) + _OUT
            points = ((begin[1], y1), (x, y1), (x, y2), (end[1], y2))
        case _:
            out, back = begin[0] - _OUT, end[1] + _OUT
            points = ((begin[0], y1), (out, y1), (out, between), (back, between), (back, y2), (end[1], y2))
    return tuple((scale.within(x), y) for x, y in points)


def _finish_to_start(
    begin: Point, target: tuple[tuple[float, float], float], between: float, last: Row
) -> tuple[Point, ...]:
    """Go on to the successor and turn onto its bar; around, where it begins before the predecessor ends."""
    (x1, y1), ((left, right), y2) = begin, target
    half = HEIGHT / 2 if last.kind in ("task", *_DIAMONDS) else HEIGHT / 4
    onto = (left + right) / 2 if last.kind in _DIAMONDS else left + min(_OUT, (right - left) / 2)
    edge = y2 - half if y2 > y1 else y2 + half
    if onto >= x1 - 0.5 or left >= x1 - 0.5:
        onto = max(onto, x1)
        return (x1, y1), (onto, y1), (onto, edge)
    out, back = x1 + _OUT, left - _OUT - _HEAD
    return (x1, y1), (out, y1), (out, between), (back, between), (back, y2), (left, y2)


def _clipped(points: Sequence[Point], top: float, bottom: float) -> Iterator[tuple[Point, ...]]:
    """Give the parts of a way with right angles that lie between two heights."""
    part: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        low, high = max(min(y1, y2), top), min(max(y1, y2), bottom)
        if low > high:
            if part:
                yield tuple(part)
            part = []
            continue
        first, last = (x1, min(max(y1, top), bottom)), (x2, min(max(y2, top), bottom))
        part = part or [first]
        part.append(last)
        if last[1] != y2:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)
