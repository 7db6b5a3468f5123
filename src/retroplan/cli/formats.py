"""The formats there are, read from the table of `io`: a new row appears in options and help by itself."""

from __future__ import annotations

from collections.abc import Mapping

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted

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
    }


def _names(type: str, *, reads: bool = False) -> list[str]:
    from retroplan.io.formats import FORMATS

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
    from retroplan.io.formats import ALIASES

    short = text.strip().lower().removeprefix(".")
    name = ALIASES.get(short, short)
    if name not in known:
        hint, names = nearest(short, known), ", ".join(known)
        raise PlanError(
            error("unknown-format", option, text=quoted(text), verb=Phrase(verb), hint=hint, known=names)
        )
    return name


def written_format(option: str, asked: str | None, output: str | None, known: list[str]) -> str:
    """
    Choose the format to write: the one asked for, else that of the name of the file.

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
            error("format-not-told", "" if output is None else "-o", option=option, known=", ".join(known))
        )
    return check_format("-o", suffix, "format-written", known)
