"""Which columns fit into a width, and the lines they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from retroplan.language import word
from retroplan.render.rows import HAMMOCK, MILESTONE, MOVED, Entry
from retroplan.render.wrapping import wrap

if TYPE_CHECKING:
    from rich.text import Text

RULE = "━"
_COLUMNS = ("offset", "start", "finish", "duration", "slack", "mark")
HEADINGS = ("offset", "start", "finish", "duration", "slack", "name")
_DROPPED_FIRST = ("duration", "slack", "finish", "start", "offset")  # the names and marks stay
_TO_THE_RIGHT = ("duration", "slack")
_GAP = "  "
_GUTTER = 2  # the sign of a moved pin, or the beginning of the launch's rule
_WIDEST_NAME, _NARROWEST_NAME, _LEAST = 72, 12, 2
SIGNS = {"milestone": MILESTONE, "hammock": HAMMOCK}
"""What stands before the name of what is no work of its own."""
_STYLES = {"launch": "bold cyan", "summary": "bold", "heading": "dim"}


@frozen
class Layout:
    """
    The columns of a table and how wide they are.

    Attributes
    ----------
    widths
        Width of every column kept, in order, the names left out.
    name
        Width of the names, which come last.
    """

    widths: Mapping[str, int]
    name: int

    @property
    def before_name(self) -> int:
        """Width of all that stands left of the names."""
        return _GUTTER + sum(width + self._gap(key) for key, width in self.widths.items())

    @property
    def total(self) -> int:
        """Width of the whole table."""
        return self.before_name + self.name

    def _gap(self, key: str) -> int:
        """The mark stands close to the slack that it belongs to."""
        return 1 if key == "slack" and "mark" in self.widths else len(_GAP)

    def lines(self, entry: Entry) -> Iterator[Text]:
        """Lay out one entry; a long name goes on below itself."""
        from rich.text import Text

        if entry.kind == "launch":
            yield self._launch(entry)
            return
        indent = self._indent(entry)
        for number, part in enumerate(wrap(entry.name, self.name - len(indent))):
            left = self._left(entry) if number == 0 else Text(" " * self.before_name)
            start = indent if number == 0 else " " * len(indent)
            line = Text.assemble(left, start, part, style=_STYLES.get(entry.kind, ""))
            line.rstrip()
            yield line

    def _indent(self, entry: Entry) -> str:
        steps = min(2 * entry.depth, self.name // 3)
        return " " * steps + (f"{SIGNS[entry.kind]} " if entry.kind in SIGNS else "")

    def _left(self, entry: Entry) -> Text:
        from rich.text import Text

        line = Text(MOVED if entry.moved else " ", style="yellow")
        line.append(" ")
        for key, width in self.widths.items():
            cell = _cell(getattr(entry, key), width, right=key in _TO_THE_RIGHT)
            line.append(cell + " " * self._gap(key), style=_style(key, entry))
        return line

    def _launch(self, entry: Entry) -> Text:
        """Draw the launch across the table: its date on the left, its name on the right."""
        from rich.cells import cell_len, set_cell_size
        from rich.text import Text

        left = f"{RULE} " + "".join(
            _cell(getattr(entry, key), self.widths[key], right=False) + _GAP
            for key in ("offset", "start")
            if key in self.widths
        )
        left = left.rstrip() + " "
        name = entry.name
        if (room := max(self.total - cell_len(left) - 3, _LEAST)) < cell_len(name):
            name = set_cell_size(name, room - 1).rstrip() + "…"
        rule = RULE * max(self.total - cell_len(left) - cell_len(name) - 1, 1)
        return Text(f"{left}{rule} {name}", style=_STYLES["launch"])


def fit(entries: Sequence[Entry], lang: str, width: int | None) -> Layout:
    """Choose the columns that fit into `width`; all of them if it is None."""
    from rich.cells import cell_len

    shown = [headings(lang), *entries]
    widths = {key: max(cell_len(getattr(entry, key)) for entry in shown) for key in _COLUMNS}
    widths = {key: most for key, most in widths.items() if most}
    name = min(max(_name_width(entry) for entry in shown), _WIDEST_NAME)
    layout = Layout(widths, name)
    if width is None:
        return layout
    for dropped in _DROPPED_FIRST:
        if layout.before_name + min(name, _NARROWEST_NAME) <= width:
            break
        widths = {key: most for key, most in widths.items() if key != dropped}
        layout = Layout(widths, name)
    return Layout(widths, max(min(name, width - layout.before_name), _LEAST))


def headings(lang: str) -> Entry:
    """Name the columns."""
    offset, start, finish, duration, slack, name = (word(f"column-{key}", lang) for key in HEADINGS)
    return Entry(
        offset=offset, start=start, finish=finish, duration=duration, slack=slack, name=name, kind="heading"
    )


def table_lines(entries: Sequence[Entry], layout: Layout, lang: str) -> Iterable[Text]:
    """Give the lines of the table, its headings first."""
    for entry in (headings(lang), *entries):
        yield from layout.lines(entry)


def _name_width(entry: Entry) -> int:
    from rich.cells import cell_len

    return cell_len(entry.name) + 2 * entry.depth + (2 if entry.kind in SIGNS else 0)


def _cell(text: str, width: int, *, right: bool) -> str:
    from rich.cells import cell_len

    space = " " * max(width - cell_len(text), 0)
    return space + text if right else text + space


def _style(key: str, entry: Entry) -> str:
    if key == "mark" and entry.mark:
        return "bold red"
    return "red" if key == "slack" and entry.late else ""
