"""`retroplan schema`: the JSON Schema of a document, for an editor or a form."""

from __future__ import annotations

from typing import Annotated

import typer

from retroplan.cli.options import ForceOption, LangOption, OutputOption
from retroplan.cli.output import tell, written
from retroplan.cli.problems import reported
from retroplan.cli.saving import save
from retroplan.cli.surroundings import choose_language

DocumentArgument = Annotated[str, typer.Argument(metavar="DOCUMENT")]


def run(
    document: DocumentArgument,
    output: OutputOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Give the JSON Schema of a plan or of a schedule."""
    import retroplan as rp
    from retroplan.io import json

    with reported(lang):
        if save(json.dumps(rp.json_schema(document)), output, force):
            tell(written([str(output)], choose_language(lang)))
