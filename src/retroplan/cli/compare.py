"""`retroplan compare`: what moves from one plan to another, or with another launch, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.formats import TABLE, check_format
from retroplan.cli.loading import exit_code, load_plan, make_schedule, spoken
from retroplan.cli.options import (
    BasisOption,
    ColumnOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import emit_bytes, show, tell
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language, is_bounded, make_console
from retroplan.errors import PlanError, error
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.analysis.comparison import Comparison
    from retroplan.result import Schedule

_FORMATS = [TABLE, "json"]

OtherArgument = Annotated[str | None, typer.Argument(metavar="OTHER")]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT")]


def run(
    plan: PlanArgument,
    other: OtherArgument = None,
    launch: LaunchOption = None,
    start: StartOption = None,
    basis: BasisOption = Basis.EXPECTED,
    format: FormatOption = TABLE,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
) -> None:
    """
    Say what moves from one plan to another, or with another launch, and why.

    Exits with 1 if the new plan cannot be met.
    """
    with reported(lang, plan):
        name = check_format("--format", format, "format-written", _FORMATS)
        if other is None and launch is None and start is None:
            raise PlanError(error("nothing-to-compare", "OTHER"))
    two = other is not None
    with reported(lang, plan, named=two):
        read = load_plan(plan, source_format, sheet, column)
    with reported(lang, other or plan, named=two):
        changed = read if other is None else load_plan(other, source_format, sheet, column)
    language = choose_language(lang, changed.lang or read.lang)
    names = language if name == TABLE else lang
    with reported(lang, plan, named=two):
        old = make_schedule(spoken(read, names), basis=basis)
    with reported(lang, other or plan, named=two):
        import retroplan as rp

        new = make_schedule(spoken(changed, names), launch, start, basis)
        comparison = rp.compare(old, new)
    if name == TABLE:
        _show(comparison, old, new, language)
    else:
        from retroplan.io.json import dumps

        emit_bytes(dumps(comparison.to_document()))
    raise typer.Exit(exit_code(new))


def _show(comparison: Comparison, old: Schedule, new: Schedule, lang: str) -> None:
    from retroplan.language import say
    from retroplan.render.comparison_table import ComparisonTable
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import conflict_notes
    from retroplan.render.terminal import Paragraphs

    table = ComparisonTable(comparison, old, new, lang)
    tell(*table.headlines())
    if comparison.changed:
        show(table.sheet(make_console().width if is_bounded() else None))
    elif not table.headlines():
        tell(say("change-nothing", {}, lang))
    show(Paragraphs(tuple(conflict_notes(make_narrator(new, lang)))))
