"""Lines of a given width, counted in cells of the terminal: an emoji takes two."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GLUED = re.compile(r"(?<=\S) (?=[;:?!»%→])|(?<=«) ")  # a French line does not begin with ";"
GLUE = "\u00a0"  # holds two words together; prints as a space
_LEAST = 2  # what one wide letter takes


def wrap(text: str, width: int | None) -> list[str]:
    """
    Break a text into lines; a word that is wider than a line is cut.

    Parameters
    ----------
    text
        One paragraph.
    width
        Cells of a line; no line is broken if it is None.
    """
    from rich.cells import cell_len

    if width is None or cell_len(text) <= width:
        return [text.replace(GLUE, " ")]
    lines = [""]
    for word in _pieces(glued(text), max(width, _LEAST)):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace(GLUE, " ").rstrip() for line in lines]


def glued(text: str) -> str:
    """Hold together what may not be parted at the end of a line, as French signs and their words."""
    return _GLUED.sub(GLUE, text)


def _pieces(text: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len, chop_cells

    for word in text.split(" "):
        if cell_len(word) <= width:
            if word:
                yield word
        else:
            yield from chop_cells(word, width)
