"""A schedule on the terminal: its table, the launch across it, and what is to be known about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import field, frozen

from retroplan.language import language_of
from retroplan.render.columns import fit, table_lines
from retroplan.render.dates import make_dates
from retroplan.render.narrator import Narrator
from retroplan.render.notes import Note, convention, heading, notes
from retroplan.render.rows import make_entries
from retroplan.render.wrapping import wrap
from retroplan.result import Schedule

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

UNBOUNDED = 100_000  # a width that nothing reaches
_LEAST_TEXT = 10


@frozen
class TerminalTable:
    """
    A schedule as rich shows it: ``Console().print(TerminalTable(schedule, "fr"))``.

    Attributes
    ----------
    schedule
        What is shown.
    lang
        Language of the words; that of the plan, else English, if not given.
    """

    schedule: Schedule
    lang: str = field(default="")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Give the lines of the table, as wide as the console allows."""
        lang = language_of(self.lang or self.schedule.plan.lang or "en")
        width = None if options.max_width >= UNBOUNDED else options.max_width
        dates = make_dates(self.schedule, lang)
        entries = make_entries(self.schedule, dates)
        layout = fit(entries, lang, width)
        if "start" not in layout.widths:  # short dates may find room
            entries = make_entries(self.schedule, make_dates(self.schedule, lang, brief=True))
            layout = fit(entries, lang, width)
        narrator = Narrator(self.schedule, lang, dates.timed)
        yield from _heading(narrator, width)
        yield from table_lines(entries, layout, lang)
        for note in notes(narrator, entries, dates):
            yield from note_lines(note, width)


@frozen
class Paragraphs:
    """
    Notes without a table, as rich shows them.

    Attributes
    ----------
    notes
        One paragraph each.
    """

    notes: tuple[Note, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Give the lines of the notes, as wide as the console allows."""
        width = None if options.max_width >= UNBOUNDED else options.max_width
        for note in self.notes:
            yield from note_lines(note, width)


def _heading(narrator: Narrator, width: int | None) -> Iterator[Text]:
    """Give the title, and how days are counted on the same line if there is room."""
    from rich.cells import cell_len
    from rich.text import Text

    title, counted = heading(narrator), f"({convention(narrator.schedule, narrator.lang)})"
    if width is None or cell_len(title) + 1 + cell_len(counted) <= width:
        yield Text.assemble((title, "bold"), f" {counted}")
    else:
        yield from note_lines(Note("", title, "bold"), width)
        yield from note_lines(Note("", counted), width)


def note_lines(note: Note, width: int | None) -> Iterator[Text]:
    """Lay out a note; its further lines stand under its words, not under its sign."""
    from rich.text import Text

    room = None if width is None else max(width - len(note.sign), _LEAST_TEXT)
    for number, part in enumerate(wrap(note.text, room)):
        sign = note.sign if number == 0 else " " * len(note.sign)
        yield Text(sign + part, style=note.style)


def table_text(schedule: Schedule, lang: str = "", width: int | None = None) -> str:
    """
    Give the table as plain text.

    Parameters
    ----------
    schedule
        What is shown.
    lang
        Language of the words; that of the plan, else English, if not given.
    width
        Columns of the page; as wide as the names need if not given.
    """
    from io import StringIO

    from rich.console import Console

    console = Console(
        file=StringIO(), width=UNBOUNDED if width is None else width, color_system=None,
        force_terminal=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    with console.capture() as captured:
        console.print(TerminalTable(schedule, lang))
    return captured.get()
