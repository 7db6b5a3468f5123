"""`retroplan budget`: what a plan costs, when it is paid, and what has to be ordered by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.formats import TABLE, check_format
from retroplan.cli.loading import load_plan, make_schedule, parse_option, spoken
from retroplan.cli.options import (
    BasisOption,
    ColumnOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
    TodayOption,
)
from retroplan.cli.output import complain, emit_bytes, show, tell
from retroplan.cli.problems import FINE, UNMET, reported
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error
from retroplan.language import say
from retroplan.language.quoting import nearest, quoted
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.render.notes import Note
    from retroplan.resources.booking import Bookings
    from retroplan.resources.sums import Budget

_FORMATS = [TABLE, "json", "csv", "md"]
_OVER = ("budget-overspent", "plan-overspent", "budget-overplanned")
_BY = "--by"

ByOption = Annotated[str, typer.Option(_BY, metavar="GROUP")]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT")]


def run(
    plan: PlanArgument,
    by: ByOption = "month",
    today: TodayOption = None,
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
    Add up what a plan costs, month by month.

    Exits with 1 if a budget is exceeded or something is booked twice.
    """
    import retroplan as rp

    with reported(lang, plan):
        name = check_format("--format", format, "format-written", _FORMATS)
        group = _group(by)
        day = parse_option("--today", today)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        schedule = make_schedule(spoken(read, language), launch, start, basis)
        counted = rp.budget(schedule, today=day)
        booked = rp.bookings(schedule)
    _write(counted, booked, group, name, language)
    over = booked.conflicts or any(finding.code in _OVER for finding in counted.findings)
    raise typer.Exit(UNMET if over else FINE)


def _group(text: str) -> str:
    from retroplan.resources.sums import GROUPS

    group = text.strip().lower()
    if group not in GROUPS:
        hint, known = nearest(group, GROUPS), ", ".join(GROUPS)
        raise PlanError(error("bad-budget-group", _BY, text=quoted(text), hint=hint, known=known))
    return group


def _write(counted: Budget, booked: Bookings, group: str, format: str, lang: str) -> None:
    from retroplan.render import budget_table

    if format == "json":
        from retroplan.io.json import dumps

        emit_bytes(dumps({"budget": counted.to_document(), **booked.to_document()}))
        return
    notes = budget_table.budget_notes(counted, booked, lang)
    if format == TABLE:
        _show(counted, notes, group, lang)
        return
    if format == "csv":
        from retroplan.io.csv import dumps_rows

        emit_bytes(dumps_rows((budget_table.COLUMNS, *budget_table.budget_rows(counted, group))))
    else:
        emit_bytes(budget_table.budget_markdown(counted, group, lang))
    complain(note.sign + note.text for note in notes)  # the file has no place for them


def _show(counted: Budget, notes: tuple[Note, ...], group: str, lang: str) -> None:
    from retroplan.render import budget_table
    from retroplan.render.terminal import Paragraphs

    if not counted.lines and counted.total.budget is None:
        tell(say("budget-none", {}, lang))
    else:
        show(budget_table.budget_sheet(counted, group, lang))
    orders = budget_table.order_sheet(counted.needs, lang)
    if orders.rows:
        tell("")
        show(orders)
    if notes:
        tell("")
        show(Paragraphs(notes))
