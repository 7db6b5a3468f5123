"""`retroplan people`: who does what, who waits for whom, and where work changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from retroplan.cli.listing import ListingFormatOption, listing_format, write_listing
from retroplan.cli.loading import load_plan, make_schedule, spoken
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
from retroplan.cli.output import complain
from retroplan.cli.problems import FINE, finding_lines, reported
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error, info

if TYPE_CHECKING:
    from retroplan.model.plan import Plan

PersonOption = Annotated[str | None, typer.Option("--person", metavar="NAME")]
RaciOption = Annotated[bool, typer.Option("--raci")]
HandoversOption = Annotated[bool, typer.Option("--handovers")]


def run(
    plan: PlanArgument,
    person: PersonOption = None,
    raci: RaciOption = False,
    handovers: HandoversOption = False,
    launch: LaunchOption = None,
    start: StartOption = None,
    output: OutputOption = None,
    format: ListingFormatOption = None,
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
        views = {"--person": person is not None, "--raci": raci, "--handovers": handovers}
        asked = [option for option, given in views.items() if given]
        if len(asked) > 1:
            raise PlanError(error("given-twice", asked[1], key=asked[1], other=asked[0]))
        name = listing_format(format, output, plan, force)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        if raci:
            import retroplan as rp

            value: Any = rp.raci(read)
        else:
            # what programs read does not depend on who runs them
            said = spoken(read, lang if name == "json" else language)
            value = _dated(said, person, handovers, launch, start)
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
