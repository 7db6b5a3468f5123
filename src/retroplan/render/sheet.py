"""A small table of words for the terminal: its first and last columns break their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.render.wrapping import wrap

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

_UNBOUNDED = 100_000  # a width that nothing reaches
_GAP = 2
_WIDEST_FIRST, _LEAST_LAST, _INDENT = 28, 12, 4


@frozen
class Sheet:
    """
    Headings and rows, as rich shows them.

    Attributes
    ----------
    headings
        One a column.
    rows
        The cells of each row; the last one goes below the others where the page is narrow.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Give the lines, as wide as the console allows."""
        from rich.text import Text

        width = None if options.max_width >= _UNBOUNDED else options.max_width
        for number, line in self._all_lines(width):
            yield Text(line, style="dim" if number == 0 else "")

    def _all_lines(self, width: int | None) -> Iterator[tuple[int, str]]:
        """Yield every line with the number of its row; the headings are row 0, where there are columns."""
        if width is not None and width < self._taken:
            for number, row in enumerate(self.rows, 1):
                yield from ((number, line) for line in self._stacked(row, width))
            return
        for number, row in enumerate((self.headings, *self.rows)):
            yield from ((number, line) for line in self._lines(row, width))

    def _lines(self, row: Sequence[str], width: int | None) -> Iterator[str]:
        widths, taken = self._widths(), self._taken
        beside = width is None or width - taken >= _LEAST_LAST
        room = None if width is None else width - (taken if beside else _INDENT)
        first, last = wrap(row[0], widths[0]), wrap(row[-1], room) if row[-1] else []
        middle = "".join(
            " " * _GAP + _padded(cell, most) for cell, most in zip(row[1:-1], widths[1:], strict=True)
        )
        for number, (name, words) in enumerate(zip_longest(first, last if beside else [], fillvalue="")):
            cells = middle if number == 0 else " " * (taken - widths[0] - _GAP)
            yield f"{_padded(name, widths[0])}{cells}{' ' * _GAP}{words}".rstrip()
        yield from (" " * _INDENT + words for words in (() if beside else last))

    @property
    def _taken(self) -> int:
        """Width of all columns but the last, with the gaps behind them."""
        widths = self._widths()
        return sum(widths) + _GAP * len(widths)

    def _stacked(self, row: Sequence[str], width: int) -> Iterator[str]:
        """Give the cells below one another: the page is too narrow for columns."""
        room = max(width - _INDENT, _LEAST_LAST)
        yield from wrap(row[0], max(width, _LEAST_LAST))
        for cell in filter(None, row[1:]):
            yield from (" " * _INDENT + words for words in wrap(cell, room))

    def _widths(self) -> list[int]:
        """Give the width of each column but the last."""
        from rich.cells import cell_len

        columns = zip(*(row[:-1] for row in (self.headings, *self.rows)), strict=True)
        first, *others = (max(map(cell_len, column)) for column in columns)
        return [min(first, _WIDEST_FIRST), *others]


def _padded(text: str, width: int) -> str:
    from rich.cells import cell_len

    return text + " " * max(width - cell_len(text), 0)
