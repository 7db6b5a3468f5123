"""`retroplan schedule`: the calendar of a plan."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.loading import exit_code, load_plan, make_schedule
from retroplan.cli.options import (
    BasisOption,
    Format,
    LangOption,
    LaunchOption,
    PlanArgument,
    StartOption,
)
from retroplan.cli.output import complain, emit_bytes, show, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language, is_same_file
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.result import Schedule

FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="Else by the name of the file, else a table for the terminal."),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a .json, .csv or .md file; - is standard output."
    ),
]


def run(
    plan: PlanArgument,
    launch: LaunchOption = None,
    start: StartOption = None,
    basis: BasisOption = Basis.EXPECTED,
    format: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """
    Count a plan back from its launch date and print its calendar.

    Exits with 1 if something cannot be met; the dates are printed all the same.
    """
    if format is Format.TABLE and output is not None:
        raise typer.BadParameter("a table goes to the terminal; write json, csv or md to a file")
    if output == "-":
        output, format = None, format or Format.TABLE
    if output is not None and is_same_file(output, plan):
        raise typer.BadParameter(f"{output} is the plan itself; write the schedule to another file")
    with reported(lang, plan):
        read = load_plan(plan)
        schedule = make_schedule(read, launch, start, basis)
        language = choose_language(lang, read.lang)
        if output is not None:
            _write(schedule, output, format, language)
        elif format in (None, Format.TABLE):
            _show(schedule, language)
        else:
            _print(schedule, format, language)
    raise typer.Exit(exit_code(schedule))


def _show(schedule: Schedule, lang: str) -> None:
    from retroplan.render.terminal import TerminalTable

    show(TerminalTable(schedule, lang))


def _print(schedule: Schedule, format: Format | None, lang: str) -> None:
    import retroplan as rp

    assert format is not None
    emit_bytes(rp.dumps(schedule, format.value, lang=lang))
    _tell_conflicts(schedule, lang)


def _write(schedule: Schedule, output: str, format: Format | None, lang: str) -> None:
    import retroplan as rp

    rp.write(schedule, output, format=None if format is None else format.value, lang=lang)
    tell(written([PurePath(output).name], lang))
    _tell_conflicts(schedule, lang)


def _tell_conflicts(schedule: Schedule, lang: str) -> None:
    """Say on standard error what cannot be met: a CSV file has no place for it."""
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import conflict_notes

    complain(note.sign + note.text for note in conflict_notes(make_narrator(schedule, lang)))
