"""`retroplan export`: the files that people share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from os.path import abspath
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import evolve, frozen

from retroplan.cli.completion import complete_file_format
from retroplan.cli.formats import TABLE, refuse_idle, schedule_formats, writer_options, written_format
from retroplan.cli.loading import (
    STANDARD,
    exit_code,
    load_plan,
    make_schedule,
    parse_option,
    spoken,
    warn_of_unread_columns,
)
from retroplan.cli.options import (
    ColumnOption,
    ForceOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
    TodayOption,
    ViewOption,
)
from retroplan.cli.output import emit_bytes, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.progress import shown_writing
from retroplan.cli.saving import refuse_existing, tell_conflicts
from retroplan.cli.surroundings import choose_language, is_same_file
from retroplan.errors import Finding, PlanError, error

if TYPE_CHECKING:
    from retroplan.result import Schedule

FilesArgument = Annotated[list[str], typer.Argument(metavar="FILE…")]
FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", autocompletion=complete_file_format)
]
PersonOption = Annotated[str | None, typer.Option("--person", metavar="NAME")]
StampOption = Annotated[str | None, typer.Option("--stamp", metavar="INSTANT")]
PaperOption = Annotated[str | None, typer.Option("--paper", metavar="SIZE")]


@frozen
class Target:
    """
    One file that is written.

    Attributes
    ----------
    file
        Its name; a dash is standard output.
    format
        What is written into it.
    """

    file: str
    format: str


def run(
    plan: PlanArgument,
    files: FilesArgument,
    launch: LaunchOption = None,
    start: StartOption = None,
    format: FormatOption = None,
    view: ViewOption = None,
    person: PersonOption = None,
    today: TodayOption = None,
    paper: PaperOption = None,
    stamp: StampOption = None,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """
    Write the calendar of a plan into files that people share, each in the format its suffix tells.

    Exits with 1 if something cannot be met; the files are written all the same.
    """
    with reported(lang, plan):
        targets = [_target(file, format, plan, force) for file in files]
        _refuse_repeated(files)
        day = parse_option("--today", today)
        asked = {"view": view, "person": person, "paper": paper, "stamp": stamp, "today": day}
        options = {name: value for name, value in asked.items() if value is not None}
        refuse_idle(options, [target.format for target in targets])
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        # what programs read does not depend on who runs them
        in_words = cache(lambda words: make_schedule(spoken(read, words), launch, start))
        schedule = in_words(language)
        warn_of_unread_columns(read, language)
        failed: list[Finding] = []
        for target in targets:
            for_programs = target.format == "json"
            try:
                _write(in_words(lang if for_programs else language), target, options, language)
            except PlanError as problem:  # the others can be written all the same
                told = (_of_option(finding, options) for finding in problem.findings)
                failed += [finding for finding in told if finding not in failed]
        if failed:
            raise PlanError(failed)
        tell_conflicts(schedule, language)
    raise typer.Exit(exit_code(schedule))


def _of_option(finding: Finding, options: Mapping[str, object]) -> Finding:
    """Name the option instead of the argument of the function."""
    return evolve(finding, path=f"--{finding.path}") if finding.path in options else finding


def _target(file: str, format: str | None, plan: str, force: bool) -> Target:
    """Tell what is written into a file; refuse what cannot be before the plan is read."""
    known = schedule_formats()[1:]
    if format is not None and format.strip().lower() == TABLE:
        raise PlanError(error("table-in-file", "--format", known=", ".join(known)))
    name = written_format("--format", format, None if file == STANDARD else file, known, place=file)
    if file != STANDARD:
        if is_same_file(file, plan):
            raise PlanError(error("output-is-plan", file=file))
        refuse_existing(file, force)
    return Target(file, name)


def _refuse_repeated(files: Sequence[str]) -> None:
    """Refuse a file that is named twice, which would be written over what was just written."""
    named: list[str] = []
    for file in files:
        if any(_is_one(file, other) for other in named):
            raise PlanError(error("file-named-twice", file=file))
        named.append(file)


def _is_one(file: str, other: str) -> bool:
    """Tell whether two names are those of one file, which need not be there yet."""
    if STANDARD in (file, other):
        return file == other
    return abspath(file) == abspath(other) or is_same_file(file, other)


def _write(schedule: Schedule, target: Target, options: Mapping[str, Any], lang: str) -> None:
    """Write one file, whole or not at all, and say so."""
    import retroplan as rp

    taken = writer_options(target.format, lang, options)
    if target.file == STANDARD:
        with shown_writing(target.file, lang) as progress:
            data = rp.dumps(schedule, target.format, lang=lang, progress=progress, **taken)
        emit_bytes(data)
        return
    with shown_writing(target.file, lang) as progress:
        rp.write(schedule, target.file, format=target.format, lang=lang, progress=progress, **taken)
    tell(written([target.file], lang))
