"""What a row shows: a bar, a diamond or a bracket, with its slack, its margin and what is done."""

from __future__ import annotations

from datetime import datetime

from retroplan.render.gantt import look
from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Box, Group, Path, Pen, Point, diamond, hatching, line, polygon

HEIGHT = 11.0
HALF_DIAMOND = 5.5
LEAST = 1.5
_HATCH_STEP = 4.0
_TAIL_END = 2.5
_TAIL_DROP = 3.2  # below the middle, where the links are
_DONE_SHARE = 0.36


def ends(row: Row, scale: Scale) -> tuple[float, float]:
    """Give where the bar of a row begins and ends, or the tips of its diamond."""
    left = scale.x(row.start)
    if row.kind in ("milestone", "launch"):
        return left - HALF_DIAMOND, left + HALF_DIAMOND
    if row.open_ended:
        return left, max(scale.right, left + LEAST)
    return left, max(scale.x(row.finish), left + LEAST)


def draw_bar(row: Row, y: float, scale: Scale, buffer: datetime | None) -> Group:
    """
    Draw one row.

    Parameters
    ----------
    row
        The task.
    y
        The middle of the row.
    scale
        Where instants stand.
    buffer
        When the buffer begins, on the row of the launch; None if there is none.
    """
    match row.kind:
        case "summary":
            shapes: list[Box | Path] = [bracket(*ends(row, scale), y)]
        case "hammock":
            shapes = [*(open_hammock if row.open_ended else hammock)(*ends(row, scale), y)]
        case "milestone":
            pen = look.CRITICAL_MILESTONE if row.critical else look.MILESTONE
            shapes = [*_tails(row, y, scale), diamond(scale.x(row.start), y, HALF_DIAMOND, pen)]
        case "launch":
            shapes = _buffer(scale, buffer, row.start, y)
            shapes.append(diamond(scale.x(row.start), y, HALF_DIAMOND + 1, look.LAUNCH))
        case _:
            shapes = [*_tails(row, y, scale), *_work(row, y, scale)]
    if row.conflicts:
        shapes += warning(ends(row, scale)[0] - 8, y)
    ended = () if row.open_ended else (("finish", _written(row.finish)),)
    data = (("id", row.id), ("start", _written(row.start)), *ended)
    return Group(tuple(shapes), row.tooltip, data)


def _written(t: datetime) -> str:
    return t.isoformat(timespec="minutes")


def _work(row: Row, y: float, scale: Scale) -> list[Box | Path]:
    """Draw the work, what is done of it, and the safety time after it."""
    left, right = ends(row, scale)
    end = right if row.work_finish >= row.finish else min(max(scale.x(row.work_finish), left), right)
    shapes: list[Box | Path] = [bar(left, end, y, critical=row.critical)]
    if row.done:
        shapes.append(progress(left, left + (end - left) * row.done, y))
    if end < right:
        shapes += margin(end, right, y, critical=row.critical)
    return shapes


def bar(left: float, right: float, y: float, *, critical: bool = False) -> Box:
    """Draw a bar of work."""
    return Box(left, y - HEIGHT / 2, right - left, HEIGHT, look.CRITICAL if critical else look.TASK)


def progress(left: float, right: float, y: float) -> Box:
    """Draw what is done of the work, inside its bar."""
    return Box(left, y - HEIGHT * _DONE_SHARE / 2, right - left, HEIGHT * _DONE_SHARE, look.DONE)


def margin(left: float, right: float, y: float, *, critical: bool = False) -> list[Box | Path]:
    """Draw the safety time of a task."""
    pen, lines = (look.CRITICAL_MARGIN, look.CRITICAL_HATCH) if critical else (look.MARGIN, look.HATCH)
    return _hatched(left, right, y, pen, lines)


def buffer_box(left: float, right: float, y: float) -> list[Box | Path]:
    """Draw the safety time of the plan."""
    return _hatched(left, right, y, look.BUFFER, look.BUFFER_HATCH)


def _hatched(left: float, right: float, y: float, pen: Pen, lines: Pen) -> list[Box | Path]:
    box = Box(left, y - HEIGHT / 2, right - left, HEIGHT, pen)
    return [box, hatching(box, _HATCH_STEP, lines)]


def _buffer(scale: Scale, begin: datetime | None, launch: datetime, y: float) -> list[Box | Path]:
    if begin is None:
        return []
    left, right = scale.within(scale.x(begin)), scale.x(launch)
    return buffer_box(left, right, y) if left < right else []


def _tails(row: Row, y: float, scale: Scale) -> list[Path]:
    """Draw how far the task may move, both ways; what leaves the chart has no end."""
    left, right = ends(row, scale)
    shapes = []
    early, late = scale.x(row.early), scale.x(row.late)
    if early < left - 1:
        shapes.append(tail(left, scale.within(early), y, ended=early >= scale.left))
    if late > right + 1:
        shapes.append(tail(right, scale.within(late), y, ended=late <= scale.right))
    return shapes


def tail(begin: float, end: float, y: float, *, ended: bool = True) -> Path:
    """Draw slack: a thin line with a small end, at the foot of the bar."""
    y += _TAIL_DROP
    lines: list[tuple[Point, ...]] = [((begin, y), (end, y))]
    if ended:
        lines.append(((end, y - _TAIL_END), (end, y + _TAIL_END)))
    return Path(tuple(lines), look.SLACK)


def bracket(left: float, right: float, y: float) -> Path:
    """Draw the span of a summary."""
    inset = min(4.5, (right - left) / 2)
    top, under, tip = y - 4.5, y - 0.5, y + 4.5
    points = ((left, top), (right, top), (right, tip), (right - inset, under), (left + inset, under))
    return polygon((*points, (left, tip)), look.SUMMARY)


def hammock(left: float, right: float, y: float) -> list[Box | Path]:
    """Draw the span between two events."""
    return [Box(left, y - HEIGHT / 4, right - left, HEIGHT / 2, look.HAMMOCK)]


def open_hammock(left: float, right: float, y: float) -> list[Box | Path]:
    """Draw the span of what goes on: its far side is no line but the head of an arrow."""
    tip = min(HEIGHT / 2 + 2, right - left)
    neck = right - tip
    half = HEIGHT / 4
    sides = Path((((neck, y - half), (left, y - half), (left, y + half), (neck, y + half)),), look.HAMMOCK)
    return [sides, polygon(((neck, y - half - 2), (right, y), (neck, y + half + 2)), look.HAMMOCK_HEAD)]


def warning(x: float, y: float) -> list[Box | Path]:
    """Draw the sign of what cannot be met: a triangle with a mark in it."""
    sign = polygon(((x, y - 5), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)), look.CONFLICT)
    return [
        sign,
        line(x, y - 1.8, x, y + 1.2, look.CONFLICT_SIGN),
        line(x, y + 2.3, x, y + 3.5, look.CONFLICT_SIGN),
    ]
