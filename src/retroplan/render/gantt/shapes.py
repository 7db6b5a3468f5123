"""What a chart is made of, whoever paints it: boxes, lines and texts, in pixels from the top left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from retroplan.render.gantt.text import ASCENT, DESCENT, width_of

Point: TypeAlias = tuple[float, float]


@frozen
class Pen:
    """
    How a shape is filled and outlined.

    Attributes
    ----------
    fill, stroke
        Colours, ``#rrggbb``; empty for none.
    width
        Of the outline.
    dash
        Lengths of the dashes and of the gaps between them; empty for a solid line.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()


@frozen
class Box:
    """A rectangle, its sides along the axes."""

    x: float
    y: float
    width: float
    height: float
    pen: Pen


@frozen
class Path:
    """
    Lines from point to point.

    Attributes
    ----------
    lines
        Each one a series of points, in one pen.
    closed
        Whether each ends where it begins.
    """

    lines: tuple[tuple[Point, ...], ...]
    pen: Pen
    closed: bool = False


@frozen
class Text:
    """
    A text on one line.

    Attributes
    ----------
    x, y
        Where it is anchored, on the line that the letters stand on.
    text
        What is written.
    size
        Of the font.
    bold
        Whether it is.
    anchor
        ``start``, ``middle`` or ``end``: which part of the text is at `x`.
    colour
        Of the letters.
    full
        The whole text, where `text` is only its beginning.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    anchor: str = "start"
    colour: str = "#1b1b1b"
    full: str = ""

    @property
    def width(self) -> float:
        """The most that it takes."""
        return width_of(self.text, self.size, bold=self.bold)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Its left, top, right and bottom."""
        left = self.left
        return left, self.y - ASCENT * self.size, left + self.width, self.y + DESCENT * self.size


@frozen
class Group:
    """
    Shapes that are one thing: a bar with what is inside it.

    Attributes
    ----------
    shapes
        In the order in which they are painted.
    title
        What is said of it, where the picture can be asked.
    data
        What programs read: names and values.
    """

    shapes: tuple[Box | Path, ...]
    title: str = ""
    data: tuple[tuple[str, str], ...] = ()


Shape: TypeAlias = Box | Path | Text | Group


@frozen
class Sheet:
    """
    One page of a chart.

    Attributes
    ----------
    width, height
        Of the page, in pixels of 1/96 inch.
    shapes
        In the order in which they are painted.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> Iterator[Text]:
        """All texts on the page."""
        return (shape for shape in self.shapes if isinstance(shape, Text))


@frozen
class Drawing:
    """
    A chart on its pages.

    Attributes
    ----------
    sheets
        The pages.
    title, description
        What it shows, for those who do not see it.
    lang
        Language of its words.
    """

    sheets: tuple[Sheet, ...]
    title: str
    description: str
    lang: str


def line(x1: float, y1: float, x2: float, y2: float, pen: Pen) -> Path:
    """Draw a line between two points."""
    return Path((((x1, y1), (x2, y2)),), pen)


def polygon(points: tuple[Point, ...], pen: Pen) -> Path:
    """Draw a closed line through points."""
    return Path((points,), pen, closed=True)


def diamond(x: float, y: float, half: float, pen: Pen) -> Path:
    """Draw a square that stands on its corner, `half` from its centre to each corner."""
    return polygon(((x - half, y), (x, y - half), (x + half, y), (x, y + half)), pen)


def hatching(box: Box, step: float, pen: Pen) -> Path:
    """Draw the slanting lines that fill a box, `step` apart along its sides."""
    lines = []
    reach = box.width + box.height
    for number in range(1, int(reach / step) + 1):
        along = number * step
        if along >= reach:
            break
        # From a point on the left or lower side up to one on the upper or right side.
        x1, y1 = (0.0, along) if along <= box.height else (along - box.height, box.height)
        x2, y2 = (along, 0.0) if along <= box.width else (box.width, along - box.width)
        lines.append(((box.x + x1, box.y + y1), (box.x + x2, box.y + y2)))
    return Path(tuple(lines), pen)
