"""The shapes of a sheet on a canvas of matplotlib."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from attrs import frozen
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from retroplan.progress import Steps
from retroplan.render.gantt.shapes import Box, Group, Path, Pen, Shape, Sheet, Text

_POINTS = 72 / 96  # of a pixel of the sheet
_BASE = "DejaVu Sans"  # comes with matplotlib
# What people have for letters that it lacks; the first ones found are taken.
_OTHERS = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Microsoft YaHei", "Yu Gothic",
    "Hiragino Sans", "PingFang SC", "Malgun Gothic", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Devanagari", "Noto Sans Thai", "Arial Unicode MS", "Segoe UI Symbol", "Segoe UI Emoji",
    "Noto Emoji", "Symbola",
)  # fmt: skip
_MISSING = "□"
_PLAIN = "\u0250"  # letters before this one are in the first font
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"


@frozen
class Fonts:
    """
    The fonts that are there.

    Attributes
    ----------
    families
        Their names, the first one for all letters that it has.
    letters
        The numbers of all letters that one of them has.
    """

    families: tuple[str, ...]
    letters: frozenset[int]

    @classmethod
    def found(cls) -> Fonts:
        """Look for the fonts once."""
        return _found_fonts()

    def properties(self, size: float, *, bold: bool, plain: bool) -> FontProperties:
        """Give what the canvas asks for; a plain text needs no other fonts and is painted sooner."""
        families = list(self.families[:1] if plain else self.families)
        return FontProperties(family=families, size=size * _POINTS, weight="bold" if bold else "normal")

    def drawable(self, text: str) -> str:
        """Put a box in the place of a letter that no font has."""
        if text.isascii():
            return text
        shown = (letter for letter in text if letter not in _INVISIBLE)
        return "".join(letter if ord(letter) in self.letters else _MISSING for letter in shown)


@lru_cache(maxsize=1)
def _found_fonts() -> Fonts:
    files: dict[str, str] = {}
    for entry in fontManager.ttflist:
        if entry.name in (_BASE, *_OTHERS) and entry.style == "normal" and FilePath(entry.fname).is_file():
            files.setdefault(entry.name, entry.fname)
    families = tuple(name for name in (_BASE, *_OTHERS) if name in files)
    letters = {number for name in families for number in get_font(files[name]).get_charmap()}
    return Fonts(families, frozenset(letters))


class SheetArtist(Artist):
    """Paints one sheet over the whole figure, and tells its shapes as steps."""

    def __init__(self, sheet: Sheet, fonts: Fonts, least: float = 0.0, steps: Steps | None = None) -> None:
        super().__init__()
        self.steps = steps or Steps()
        self.sheet = sheet
        self.fonts = fonts
        self.least = least

    def draw(self, renderer: RendererBase) -> None:
        """Paint all shapes, in their order."""
        width, height = renderer.get_canvas_width_height()
        across, down = width / self.sheet.width, height / self.sheet.height
        # from the sheet, whose origin is above, to the canvas, whose origin is below
        placing = Affine2D().scale(across, -down).translate(0, height)
        canvas = _Canvas(renderer, placing, height, down, self.fonts, self.least, {})
        for shape in self.steps.each(self.sheet.shapes):
            canvas.paint(shape)


@frozen
class _Canvas:
    """
    A renderer, with the pixels of the sheet as its unit.

    Attributes
    ----------
    renderer
        Of matplotlib.
    placing
        Leads from the sheet to the canvas.
    height
        Of the canvas.
    scale
        How large a pixel of the sheet is on it.
    fonts
        For its texts.
    least
        Pixels that a letter is high at least; smaller ones are left out.
    made
        The fonts that were asked for, by size, weight and whether the text is plain.
    """

    renderer: RendererBase
    placing: Affine2D
    height: float
    scale: float
    fonts: Fonts
    least: float
    made: dict[tuple[float, bool, bool], FontProperties]

    def paint(self, shape: Shape) -> None:
        """Paint one shape."""
        match shape:
            case Group():
                for part in shape.shapes:
                    self.paint(part)
            case Box():
                right, bottom = shape.x + shape.width, shape.y + shape.height
                corners = ((shape.x, shape.y), (right, shape.y), (right, bottom), (shape.x, bottom))
                self._outline((corners,), shape.pen, closed=True)
            case Path():
                self._outline(shape.lines, shape.pen, closed=shape.closed)
            case Text():
                self._text(shape)

    def _outline(self, lines: Iterable[tuple[tuple[float, float], ...]], pen: Pen, *, closed: bool) -> None:
        points: list[tuple[float, float]] = []
        codes: list[Any] = []
        for line in lines:
            points += line
            codes += [Outline.MOVETO, *[Outline.LINETO] * (len(line) - 1)]
            if closed:
                points.append(line[0])
                codes.append(Outline.CLOSEPOLY)
        if not points:
            return
        context = self.renderer.new_gc()
        context.set_linewidth(pen.width * _POINTS if pen.stroke else 0)
        context.set_foreground(pen.stroke or pen.fill)
        context.set_joinstyle("miter")
        context.set_capstyle("butt")
        if pen.dash:
            context.set_dashes(0, [length * _POINTS for length in pen.dash])
        face = _rgb(pen.fill) if pen.fill else None
        self.renderer.draw_path(context, Outline(points, codes), self.placing, face)
        context.restore()

    def _text(self, text: Text) -> None:
        if text.size * self.scale < self.least:
            return
        words = self.fonts.drawable(text.text)
        wanted = (text.size, text.bold, all(letter < _PLAIN for letter in words))
        if wanted not in self.made:
            self.made[wanted] = self.fonts.properties(text.size, bold=text.bold, plain=wanted[2])
        context: GraphicsContextBase = self.renderer.new_gc()
        context.set_foreground(text.colour)
        x, y = self.placing.transform((text.x, text.y))
        if text.anchor != "start":
            width, _, _ = self.renderer.get_text_width_height_descent(words, self.made[wanted], False)
            x -= width * (1.0 if text.anchor == "end" else 0.5)
        if self.renderer.flipy():
            y = self.height - y
        self.renderer.draw_text(context, x, y, words, self.made[wanted], 0)
        context.restore()


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
