"""`retroplan new`: a plan to begin with, from a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.loading import parse_option
from retroplan.cli.options import ForceOption, LangOption
from retroplan.cli.output import emit_bytes, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language, suggested_launch
from retroplan.errors import PlanError, error

if TYPE_CHECKING:
    from retroplan.model.plan import Plan

DEFAULT_TEMPLATE = "loyalty"

TemplateArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", help="One of `retroplan templates`.")]
LaunchOption = Annotated[
    str | None, typer.Option("--launch", metavar="DATE", help="The launch date; it must be given.")
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Else the plan is printed.")
]


def run(
    template: TemplateArgument = DEFAULT_TEMPLATE,
    output: OutputOption = None,
    launch: LaunchOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Write a plan from a template, ready to be edited."""
    import retroplan as rp

    language = choose_language(lang)
    with reported(lang):
        day = parse_option("--launch", launch)
        if day is None:
            example = suggested_launch().isoformat()
            raise PlanError(error("launch-not-given", "--launch", example=example))
        plan = rp.from_template(template, launch=day, lang=language)
        if output is None:
            emit_bytes(rp.dumps(plan, "yaml", lang=language))
        else:
            _write(plan, output, force, language)


def _write(plan: Plan, output: str, force: bool, lang: str) -> None:
    import retroplan as rp

    if not force and Path(output).exists():
        raise PlanError(error("file-exists", file=output))
    rp.write(plan, output, lang=lang, previous=False)
    tell(written([output], lang), say_next(f"retroplan schedule {output}", lang))


def say_next(command: str, lang: str) -> str:
    """Say what to try next."""
    from retroplan.language import say

    return say("try-next", {"command": command}, lang)
