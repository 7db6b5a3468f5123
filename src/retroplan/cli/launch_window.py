"""`retroplan launch-window`: which launch dates work, and what each of them runs into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from attrs import evolve

from retroplan.cli.completion import complete_readable_format
from retroplan.cli.formats import TABLE, check_format
from retroplan.cli.loading import load_plan, parse_option
from retroplan.cli.options import (
    BasisOption,
    ColumnOption,
    LangOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import complain, emit_bytes, show
from retroplan.cli.problems import FINE, UNMET, finding_lines, reported
from retroplan.cli.surroundings import choose_language
from retroplan.errors import Finding, PlanError, error, warning
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.analysis.window import LaunchCandidate
    from retroplan.model.moments import Moment
    from retroplan.model.plan import Plan

_FORMATS = [TABLE, "json", "csv"]

_PLAN_FORMAT = "--plan-format"  # --from is a date here

FirstOption = Annotated[str | None, typer.Option("--from", metavar="DATE")]
LastOption = Annotated[str | None, typer.Option("--to", metavar="DATE")]
OnlyOpenOption = Annotated[bool, typer.Option("--only-open")]
PlanFormatOption = Annotated[
    str | None, typer.Option(_PLAN_FORMAT, metavar="FORMAT", autocompletion=complete_readable_format)
]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT")]


def run(
    plan: PlanArgument,
    first: FirstOption = None,
    last: LastOption = None,
    only_open: OnlyOpenOption = False,
    start: StartOption = None,
    basis: BasisOption = Basis.EXPECTED,
    format: FormatOption = TABLE,
    source_format: PlanFormatOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
) -> None:
    """
    Try the launch dates between two days, a line each.

    Exits with 1 if none of them works.
    """
    import retroplan as rp

    with reported(lang, plan):
        name = check_format("--format", format, "format-written", _FORMATS)
        days = _asked("--from", first), _asked("--to", last)
        read = load_plan(plan, source_format, sheet, column, _PLAN_FORMAT)
        try:
            window = rp.launch_window(
                read, *days, only_open=only_open, start=parse_option("--start", start), basis=basis
            )
        except PlanError as problem:
            raise PlanError(map(_of_option, problem.findings)) from None
    language = choose_language(lang, read.lang)
    if not window:
        complain(finding_lines((warning("window-all-closed", first=days[0], last=days[1]),), language))
    if window or name != TABLE:
        _write(window, read, name, language)
    raise typer.Exit(FINE if any(candidate.feasible for candidate in window) else UNMET)


def _of_option(finding: Finding) -> Finding:
    """Name the option instead of the argument of the function."""
    return evolve(finding, path="--to") if finding.path == "last" else finding


def _asked(option: str, text: str | None) -> Moment:
    day = parse_option(option, text)
    if day is None:
        raise PlanError(error("window-not-given", option))
    return day


def _write(window: tuple[LaunchCandidate, ...], plan: Plan, format: str, lang: str) -> None:
    from retroplan.render.window_table import COLUMNS, window_rows, window_sheet

    if format == TABLE:
        show(window_sheet(window, plan, lang))
    elif format == "csv":
        from retroplan.io.csv import dumps_rows

        emit_bytes(dumps_rows((COLUMNS, *window_rows(window, lang))))
    else:
        from retroplan.io.json import dumps

        emit_bytes(dumps({"candidates": [candidate.to_record() for candidate in window]}))
