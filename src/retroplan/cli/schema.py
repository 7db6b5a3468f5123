"""`retroplan schema`: the JSON Schema of a document, for an editor or a form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retroplan.cli.options import ForceOption, LangOption
from retroplan.cli.output import emit_bytes, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error

DocumentArgument = Annotated[str, typer.Argument(metavar="plan|schedule", help="Which document.")]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Else the schema is printed.")
]


def run(
    document: DocumentArgument,
    output: OutputOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Give the JSON Schema of a plan or of a schedule."""
    from retroplan.io import json
    from retroplan.io.files import write_whole
    from retroplan.schemas import json_schema

    with reported(lang):
        data = json.dumps(json_schema(document))
        if output is None:
            emit_bytes(data)
            return
        if not force and Path(output).exists():
            raise PlanError(error("file-exists", file=output))
        write_whole(output, data)
        tell(written([output], choose_language(lang)))
