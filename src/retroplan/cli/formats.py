"""The formats there are, read from the table of `io`: a new row appears in options and help by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retroplan.cli.surroundings import written_at
from retroplan.errors import PlanError, error
from retroplan.language import Phrase, Word
from retroplan.language.quoting import nearest, quoted

if TYPE_CHECKING:
    from retroplan.io.format_table import Format

TABLE = "table"
"""What a schedule is printed as on a terminal: not a format of files."""


def readable_formats() -> list[str]:
    """Name the formats a plan can be read from."""
    return _names("plan", reads=True)


def plan_formats() -> list[str]:
    """Name the formats a plan can be written in."""
    return _names("plan")


def schedule_formats() -> list[str]:
    """Name what a schedule can be printed as."""
    return [TABLE, *_names("schedule")]


def format_lists() -> Mapping[str, str]:
    """Give what the placeholders of the help stand for."""
    return {
        "readable": ", ".join(readable_formats()),
        "plan_formats": ", ".join(plan_formats()),
        "schedule_formats": ", ".join(schedule_formats()),
        "schedule_files": ", ".join(schedule_formats()[1:]),
    }


def _names(type: str, *, reads: bool = False) -> list[str]:
    from retroplan.io.format_table import FORMATS

    rows = (row for row in FORMATS if row.type == type and (row.reads or not reads))
    return list(dict.fromkeys(row.name for row in rows))


def check_format(option: str, text: str, verb: str, known: list[str]) -> str:
    """
    Give the usual name of a format that an option names.

    Raises
    ------
    PlanError
        The option does not take it.
    """
    from retroplan.io.format_table import ALIASES

    short = text.strip().lower().removeprefix(".")
    name = ALIASES.get(short, short)
    if name not in known:
        hint, names = nearest(short, known), ", ".join(known)
        raise PlanError(
            error("unknown-format", option, text=quoted(text), verb=Phrase(verb), hint=hint, known=names)
        )
    return name


def written_format(
    option: str, asked: str | None, output: str | None, known: list[str], place: str = "-o"
) -> str:
    """
    Choose the format to write: the one asked for, else that of the name of the file.

    Parameters
    ----------
    option, asked
        The option that tells the format, and what it says.
    output
        The name of the file; None is standard output.
    known
        The formats there are.
    place
        What of the command line named the file.

    Raises
    ------
    PlanError
        Neither tells it, or there is no such format.
    """
    from retroplan.io.files import suffix_of

    if asked is not None:
        return check_format(option, asked, "format-written", known)
    suffix = suffix_of(output)
    if not suffix:
        raise PlanError(
            error("format-not-told", "" if output is None else place, option=option, known=", ".join(known))
        )
    return check_format(place, suffix, "format-written", known)


def refuse_idle(options: Mapping[str, object], formats: Sequence[str]) -> None:
    """
    Refuse an option that says nothing to any of the formats of a schedule that are written.

    Raises
    ------
    PlanError
        It names the option, and the formats or the views it goes with.
    """
    rows, shown = [row for row in _schedules() if row.name in formats], ", ".join(dict.fromkeys(formats))
    for name, value in options.items():
        if name == "view" and all(row.view != value for row in rows):
            views = list(dict.fromkeys(row.view for row in rows))
            hint, known = nearest(str(value), views), ", ".join(views)
            raise PlanError(
                error("unknown-view", "--view", text=quoted(value), format=shown, hint=hint, known=known)
            )
        if name != "view" and all(name not in row.writer_options for row in rows):
            takers = dict.fromkeys(row.name for row in _schedules() if name in row.writer_options)
            takers_known = ", ".join(takers) or Word("none")
            raise PlanError(error("option-of-others", name=f"--{name}", format=shown, known=takers_known))


def writer_options(format: str, lang: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """
    Give the options with which a schedule is written in a format.

    Those that were asked for and that it takes; the time of writing where it takes that and nobody
    says another one.
    """
    from retroplan.io.formats import writer_of

    rows = [row for row in _schedules() if row.name == format]
    view = asked.get("view")
    seen = {"view": view} if any(row.view == view for row in rows) else {}
    takes = writer_of("schedule", format, lang, seen.get("view")).writer_options
    given = {"stamp": written_at(), **asked}
    return seen | {name: value for name, value in given.items() if name in takes}


def _schedules() -> list[Format]:
    from retroplan.io.format_table import FORMATS

    return [row for row in FORMATS if row.type == "schedule"]
