"""`retroplan publications`: what goes out when, by channel, segment or another tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

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
from retroplan.language.quoting import quoted

TagOption = Annotated[list[str] | None, typer.Option("--tag", metavar="NAME")]
OnlyOption = Annotated[list[str] | None, typer.Option("--where", metavar="NAME=VALUE")]


def run(
    plan: PlanArgument,
    tag: TagOption = None,
    where: OnlyOption = None,
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
    """Say what goes out when, by channel, segment or tag."""
    import retroplan as rp

    with reported(lang, plan):
        name = listing_format(format, output, plan, force)
        wanted = _wanted(where or ())
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        # what programs read does not depend on who runs them
        said = spoken(read, lang if name == "json" else language)
        schedule = make_schedule(said, launch, start)
        tags = tuple(tag or ("channel",))
        found = rp.publication_calendar(schedule, tags, where=wanted)
        if not found.entries:
            complain(finding_lines((info("nothing-tagged", tag=quoted(tags[0])),), language))
        write_listing(found, name, output, force, language)
    raise typer.Exit(FINE)


def _wanted(texts: Iterable[str]) -> dict[str, str]:
    """Read ``channel=email`` of the command line, once for each tag."""
    wanted: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            raise PlanError(error("bad-where-option", "--where", text=quoted(text)))
        if name in wanted:
            raise PlanError(error("duplicate-key", "--where", key=name))
        wanted[name] = value
    return wanted
