"""`retroplan new`: a plan to begin with, from a template."""

from __future__ import annotations

from typing import Annotated

import typer

from retroplan.cli.completion import complete_plan_format, complete_template
from retroplan.cli.loading import STANDARD, parse_option
from retroplan.cli.options import ForceOption, LangOption, LaunchOption, OutputOption
from retroplan.cli.problems import reported
from retroplan.cli.saving import save_plan
from retroplan.cli.surroundings import choose_language, suggested_launch
from retroplan.errors import PlanError, error

DEFAULT_TEMPLATE, DEFAULT_FORMAT = "loyalty", "yaml"

TemplateArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", autocompletion=complete_template)]
FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", autocompletion=complete_plan_format)
]


def run(
    template: TemplateArgument = DEFAULT_TEMPLATE,
    output: OutputOption = None,
    launch: LaunchOption = None,
    format: FormatOption = None,
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
        if output in (None, STANDARD):
            format = format or DEFAULT_FORMAT
        save_plan(plan, output, force, language, option="--format", format=format)
