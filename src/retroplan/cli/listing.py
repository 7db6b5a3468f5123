"""Lists for people, printed as a table or written into a file: what several commands do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, TypeAlias

import typer

from retroplan.cli.formats import TABLE, check_format, written_format
from retroplan.cli.loading import STANDARD
from retroplan.cli.output import show, tell, written
from retroplan.cli.saving import refuse_existing, save
from retroplan.cli.surroundings import is_same_file
from retroplan.errors import PlanError, error
from retroplan.tables.listing import Listed

if TYPE_CHECKING:
    from typing import Any

LISTING_FORMATS = [TABLE, "csv", "xlsx", "md", "json"]

ListingFormatOption: TypeAlias = Annotated[str | None, typer.Option("--format", metavar="FORMAT")]


class Printed(Listed, Protocol):
    """A list that programs can read too."""

    def to_document(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        ...


def listing_format(asked: str | None, output: str | None, plan: str, force: bool) -> str:
    """Choose what a list is written as; refuse what cannot be before the plan is read."""
    if output is None or output == STANDARD:
        return TABLE if asked is None else check_format("--format", asked, "format-written", LISTING_FORMATS)
    if is_same_file(output, plan):
        raise PlanError(error("output-is-plan", "-o", file=output))
    refuse_existing(output, force)
    return written_format("--format", asked, output, LISTING_FORMATS[1:])


def write_listing(value: Printed, format: str, output: str | None, force: bool, lang: str) -> None:
    """Print a list as a table, or write it in a format."""
    if format == TABLE:
        from retroplan.render.listing_table import listing_table

        show(listing_table(value, lang))
        return
    if format == "json":
        from retroplan.io.json import dumps

        data = dumps(value.to_document())
    else:
        import retroplan as rp

        data = rp.dumps(value, format, lang=lang)
    if save(data, output, force):
        tell(written([str(output)], lang))
