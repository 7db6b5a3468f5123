"""`retroplan new`: a plan to begin with, from a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retroplan.cli.completion import complete_plan_format, complete_template
from retroplan.cli.loading import STANDARD, parse_option
from retroplan.cli.options import (
    ForceOption,
    LangOption,
    LaunchOption,
    OutputOption,
    StartOption,
    TemplatesOption,
)
from retroplan.cli.problems import reported
from retroplan.cli.saving import save_plan
from retroplan.cli.surroundings import choose_language, suggested_launch
from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted

DEFAULT_TEMPLATE, DEFAULT_FORMAT = "loyalty", "yaml"

TemplateArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", autocompletion=complete_template)]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")]
ScaleOption = Annotated[str | None, typer.Option("--scale", metavar="PERCENT")]
FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", autocompletion=complete_plan_format)
]


def run(
    template: TemplateArgument = DEFAULT_TEMPLATE,
    output: OutputOption = None,
    launch: LaunchOption = None,
    start: StartOption = None,
    settings: SetOption = None,
    scale: ScaleOption = None,
    folder: TemplatesOption = None,
    format: FormatOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Write a plan from a template, ready to be edited."""
    import retroplan as rp

    language = choose_language(lang)
    with reported(lang):
        day, first = parse_option("--launch", launch), parse_option("--start", start)
        if day is None and first is None:
            example = suggested_launch().isoformat()
            raise PlanError(error("launch-not-given", "--launch", example=example))
        values = parse_settings(settings or ())
        plan = rp.from_template(
            template, launch=day, start=first, lang=language, folder=folder, parameters=values, scale=scale
        )
        if output in (None, STANDARD):
            format = format or DEFAULT_FORMAT
        save_plan(plan, output, force, language, option="--format", format=format)


def parse_settings(texts: Iterable[str]) -> dict[str, str]:
    """
    Read ``waves=3`` of the command line, once for each parameter.

    Raises
    ------
    PlanError
        A text sets nothing, or a parameter is set twice.
    """
    settings: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value or name in settings:
            code = "set-twice" if name in settings else "bad-set-option"
            raise PlanError(error(code, "--set", text=quoted(text)))
        settings[name] = value
    return settings
