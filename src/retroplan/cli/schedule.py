"""`retroplan schedule`: the calendar of a plan."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.completion import complete_schedule_format
from retroplan.cli.formats import TABLE, check_format, schedule_formats, writer_options, written_format
from retroplan.cli.loading import (
    STANDARD,
    exit_code,
    load_plan,
    make_schedule,
    spoken,
    warn_of_unread_columns,
)
from retroplan.cli.options import (
    BasisOption,
    ColumnOption,
    ForceOption,
    FromOption,
    LangOption,
    LaunchOption,
    OutputOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import emit_bytes, show, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.progress import shown_writing
from retroplan.cli.saving import refuse_existing, tell_conflicts
from retroplan.cli.surroundings import choose_language, is_same_file
from retroplan.errors import PlanError, error
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.result import Schedule

FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", autocompletion=complete_schedule_format)
]


def run(
    plan: PlanArgument,
    launch: LaunchOption = None,
    start: StartOption = None,
    basis: BasisOption = Basis.EXPECTED,
    output: OutputOption = None,
    format: FormatOption = None,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """
    Count a plan back from its launch date and print its calendar.

    Exits with 1 if something cannot be met; the dates are printed all the same.
    """
    with reported(lang, plan):
        target = None if output in (None, STANDARD) else output
        name = _format_name(format, target, plan)
        if target is not None:
            refuse_existing(target, force)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        # what programs read does not depend on who runs them
        schedule = make_schedule(spoken(read, lang if name == "json" else language), launch, start, basis)
        warn_of_unread_columns(read, language)
        if target is not None:
            _write(schedule, target, name, language)
        elif name == TABLE:
            _show(schedule, language)
        else:
            _print(schedule, name, language)
    raise typer.Exit(exit_code(schedule))


def _format_name(asked: str | None, target: str | None, plan: str) -> str:
    """Choose what the schedule is written as; refuse what cannot be before the plan is read."""
    known = schedule_formats()
    if target is None:
        return TABLE if asked is None else check_format("--format", asked, "format-written", known)
    if is_same_file(target, plan):
        raise PlanError(error("output-is-plan", "-o", file=target))
    files = known[1:]
    if asked is not None and asked.strip().lower() == TABLE:
        raise PlanError(error("table-in-file", "--format", known=", ".join(files)))
    return written_format("--format", asked, target, files)


def _show(schedule: Schedule, lang: str) -> None:
    from retroplan.render.terminal import TerminalTable

    show(TerminalTable(schedule, lang))


def _print(schedule: Schedule, format: str, lang: str) -> None:
    import retroplan as rp

    options = writer_options(format, lang, {})
    with shown_writing(STANDARD, lang) as progress:
        data = rp.dumps(schedule, format, lang=lang, progress=progress, **options)
    emit_bytes(data)
    tell_conflicts(schedule, lang)


def _write(schedule: Schedule, output: str, format: str, lang: str) -> None:
    import retroplan as rp

    options = writer_options(format, lang, {})
    with shown_writing(output, lang) as progress:
        rp.write(schedule, output, format=format, lang=lang, progress=progress, **options)
    tell(written([PurePath(output).name], lang))
    tell_conflicts(schedule, lang)
