"""A chart as SVG: plain shapes and texts, no script, no style sheet, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from zlib import crc32

from retroplan.progress import Progress, Steps
from retroplan.render.gantt.chart import draw
from retroplan.render.gantt.look import PAPER
from retroplan.render.gantt.shapes import Box, Drawing, Group, Path, Pen, Shape, Sheet, Text
from retroplan.result import Schedule

_FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', Verdana, sans-serif"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": "&#10;"}
_ESCAPED = re.compile("[&<>\"'\n]")


def dumps(
    schedule: Schedule,
    lang: str | None = None,
    *,
    today: date | None = None,
    progress: Progress | None = None,
) -> bytes:
    """
    Write a schedule as a Gantt chart in SVG, on one sheet as large as it needs.

    Parameters
    ----------
    schedule
        What is shown.
    lang
        Language of the words; that of the plan, else English, if not given.
    today
        A day that is marked.
    progress
        Told how many of its shapes are written.
    """
    drawing = draw(schedule, lang, today=today)
    (sheet,) = drawing.sheets
    return paint(drawing, sheet, Steps(progress, len(sheet.shapes))).encode("utf-8")


def paint(drawing: Drawing, sheet: Sheet, steps: Steps | None = None) -> str:
    """Write one sheet of a drawing, and tell its shapes as steps."""
    width, height = _number(sheet.width), _number(sheet.height)
    shapes = list(_shapes((steps or Steps()).each(sheet.shapes)))
    # Names of its own, for pages that hold several charts.
    own = f"{crc32(''.join((drawing.title, drawing.description, *shapes)).encode()):08x}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title-{own} description-{own}" '
        f'xml:lang="{drawing.lang}" font-family="{_escaped(_FONTS)}">',
        f'<title id="title-{own}">{_escaped(drawing.title)}</title>',
        f'<desc id="description-{own}">{_escaped(drawing.description)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{PAPER.fill}"/>',
        *shapes,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _shapes(shapes: Iterable[Shape]) -> Iterator[str]:
    """Write shapes, those of one style in a row under one heading."""
    for style, alike in groupby(shapes, key=_style):
        if not style:
            yield from map(_shape, alike)
            continue
        yield f"<g {style}>"
        yield from map(_shape, alike)
        yield "</g>"


def _style(shape: Shape) -> str:
    """Write the attributes that a shape may share with its neighbours."""
    if isinstance(shape, Group):
        return ""
    if not isinstance(shape, Text):
        return _pen(shape.pen)
    weight = ' font-weight="bold"' if shape.bold else ""
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    return f'font-size="{_number(shape.size)}" fill="{shape.colour}"{weight}{anchor}'


def _pen(pen: Pen) -> str:
    attributes = f'fill="{pen.fill or "none"}"'
    if pen.stroke:
        attributes += f' stroke="{pen.stroke}" stroke-width="{_number(pen.width)}"'
    if pen.dash:
        attributes += f' stroke-dasharray="{" ".join(map(_number, pen.dash))}"'
    return attributes


def _shape(shape: Shape) -> str:
    """Write one shape, without what its group says."""
    match shape:
        case Box():
            return _box(shape)
        case Path():
            return _path(shape)
        case Text():
            full = f"<title>{_escaped(shape.full)}</title>" if shape.full else ""
            return f'<text x="{_number(shape.x)}" y="{_number(shape.y)}">{full}{_escaped(shape.text)}</text>'
        case Group():
            return _group(shape)


def _group(group: Group) -> str:
    data = "".join(f' data-{name}="{_escaped(value)}"' for name, value in group.data)
    title = f"<title>{_escaped(group.title)}</title>" if group.title else ""
    inside = "".join(
        _box(shape, _pen(shape.pen)) if isinstance(shape, Box) else _path(shape, _pen(shape.pen))
        for shape in group.shapes
    )
    return f"<g{data}>{title}{inside}</g>"


def _box(box: Box, style: str = "") -> str:
    return (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" '
        f'height="{_number(box.height)}"{_after(style)}/>'
    )


def _path(path: Path, style: str = "") -> str:
    steps = "".join(
        "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points) + ("Z" if path.closed else "")
        for points in path.lines
    )
    return f'<path d="{steps}"{_after(style)}/>'


def _after(style: str) -> str:
    return f" {style}" if style else ""


def _number(value: float) -> str:
    """Write a number to a hundredth of a pixel."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escaped(text: str) -> str:
    """Make a text safe inside XML; what XML cannot hold becomes U+FFFD."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found.group()], _NOT_XML.sub("\ufffd", text))
