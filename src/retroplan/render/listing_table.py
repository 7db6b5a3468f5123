"""Rows for people on the terminal, cells of several lines among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.language import show
from retroplan.render.cleaning import clean
from retroplan.render.wrapping import wrap
from retroplan.tables.listing import Listed

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

_DAY, _THIS_YEAR = "EEE d MMM y", "EEE d MMM"
_UNBOUNDED = 100_000  # a width that nothing reaches
_GAP, _INDENT = 2, 4
_NARROWEST = 12
"""What a column is not made narrower than, if it is wider at all."""

Cells = Sequence[tuple[str, ...]]


@frozen
class ListingTable:
    """
    A table whose columns share the width there is; too little of it puts them below one another.

    Attributes
    ----------
    rows
        The lines of every cell of every row, the headings first.
    """

    rows: tuple[Cells, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Give the lines, as wide as the console allows."""
        from rich.text import Text

        width = None if options.max_width >= _UNBOUNDED else options.max_width
        widths = self._widths(width)
        if width is not None and sum(widths) + _GAP * (len(widths) - 1) > width:
            yield from (Text(line) for row in self.rows[1:] for line in self._stacked(row, width))
            return
        for number, row in enumerate(self.rows):
            for line in _laid_out(row, widths):
                yield Text(line, style="dim" if number == 0 else "")

    def _widths(self, width: int | None) -> list[int]:
        """Give each column what it needs, and take from the widest what there is not."""
        widths = [max(map(_longest, column)) for column in zip(*self.rows, strict=True)]
        room = None if width is None else width - _GAP * (len(widths) - 1)
        while room is not None and sum(widths) > room and max(widths) > _NARROWEST:
            widths[widths.index(max(widths))] -= 1
        return widths

    def _stacked(self, row: Cells, width: int) -> Iterator[str]:
        """Give the cells below one another, each behind its heading."""
        (_, *headings), (name, *cells) = self.rows[0], row
        yield from (words for text in name for words in wrap(text, max(width, _NARROWEST)))
        for heading, cell in zip(headings, cells, strict=True):
            for text in filter(None, cell):
                words = wrap(f"{' '.join(heading)}: {text}", max(width - _INDENT, _NARROWEST))
                yield from (" " * _INDENT + line for line in words)


def _laid_out(row: Cells, widths: Sequence[int]) -> Iterator[str]:
    """Give the lines of a row, its cells side by side."""
    columns = [
        [words for text in cell for words in wrap(text, width)]
        for cell, width in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = (_padded(text, width) for text, width in zip(parts, widths, strict=True))
        yield (" " * _GAP).join(padded).rstrip()


def listing_table(value: Listed, lang: str) -> ListingTable:
    """Make the table of what is laid out in rows; dates of one year go without it."""
    rows = value.to_rows(lang)
    years = {cell.year for row in rows for cell in row if isinstance(cell, date)}
    pattern = _DAY if len(years) > 1 else _THIS_YEAR
    return ListingTable(tuple(tuple(_cell(cell, lang, pattern) for cell in row) for row in rows))


def _cell(cell: object, lang: str, pattern: str) -> tuple[str, ...]:
    if cell is None:
        return ("",)
    if isinstance(cell, date):
        return (show(cell, lang, pattern),)
    if isinstance(cell, float):
        return (show(cell, lang),)
    return tuple(map(clean, str(cell).split("\n")))


def _longest(cell: tuple[str, ...]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, cell))


def _padded(text: str, width: int) -> str:
    from rich.cells import cell_len

    return text + " " * max(width - cell_len(text), 0)
