"""`retroplan people`: who does what, who waits for whom, and where work changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from retroplan.cli.formats import TABLE, check_format, written_format
from retroplan.cli.loading import STANDARD, load_plan, make_schedule, spoken
from retroplan.cli.options import (
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
from retroplan.cli.output import complain, show, tell, written
from retroplan.cli.problems import FINE, finding_lines, reported
from retroplan.cli.saving import refuse_existing, save
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error, info

if TYPE_CHECKING:
    from retroplan.model.plan import Plan
    from retroplan.tables.listing import Listed

LISTING_FORMATS = [TABLE, "csv", "xlsx", "md", "json"]

PersonOption = Annotated[str | None, typer.Option("--person", metavar="NAME")]
RaciOption = Annotated[bool, typer.Option("--raci")]
HandoversOption = Annotated[bool, typer.Option("--handovers")]
FormatOption = Annotated[str | None, typer.Option("--format", metavar="FORMAT")]


def run(
    plan: PlanArgument,
    person: PersonOption = None,
    raci: RaciOption = False,
    handovers: HandoversOption = False,
    launch: LaunchOption = None,
    start: StartOption = None,
    output: OutputOption = None,
    format: FormatOption = None,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """
    Say who does what, and who waits for whom.

    Without an option: how many tasks everybody has, from when to when.
    """
    with reported(lang, plan):
        asked = {"--person": person is not None, "--raci": raci, "--handovers": handovers}
        both = [option for option, given in asked.items() if given]
        if len(both) > 1:
            raise PlanError(error("given-twice", both[1], key=both[1], other=both[0]))
        name = listing_format(format, output, force)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        if raci:
            import retroplan as rp

            value: Any = rp.raci(read)
        else:
            value = _dated(spoken(read, language), person, handovers, launch, start)
        if not (handovers or (value.people if raci else value)):
            complain(finding_lines((info("people-nobody"),), language))
        write_listing(value, name, output, force, language)
    raise typer.Exit(FINE)


def _dated(plan: Plan, person: str | None, handovers: bool, launch: str | None, start: str | None) -> Any:
    """Give what needs dates."""
    import retroplan as rp
    from retroplan.render.handover_table import HandoverTable

    schedule = make_schedule(plan, launch, start)
    if handovers:
        return HandoverTable(rp.handovers(schedule))
    found = rp.workload(schedule)
    return found if person is None else found.find(person)


def listing_format(asked: str | None, output: str | None, force: bool) -> str:
    """Choose what a list is written as; refuse what cannot be before the plan is read."""
    target = None if output in (None, STANDARD) else output
    if target is None:
        return TABLE if asked is None else check_format("--format", asked, "format-written", LISTING_FORMATS)
    refuse_existing(target, force)
    return written_format("--format", asked, target, LISTING_FORMATS[1:])


def write_listing(value: Listed, format: str, output: str | None, force: bool, lang: str) -> None:
    """Print a list as a table, or write it in a format."""
    if format == TABLE:
        from retroplan.render.listing_table import listing_table

        show(listing_table(value, lang))
        return
    if format == "json":
        from retroplan.io.json import dumps

        data = dumps(value.to_document())  # type: ignore[attr-defined]
    else:
        import retroplan as rp

        data = rp.dumps(value, format, lang=lang)
    if save(data, output, force):
        tell(written([str(output)], lang))
