"""`retroplan save-template`: a plan kept as a template of one's own."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from retroplan.cli.loading import load_plan, parse_option
from retroplan.cli.options import (
    ColumnOption,
    ForceOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
)
from retroplan.cli.output import tell, written
from retroplan.cli.problems import reported
from retroplan.cli.saving import refuse_existing, say_next
from retroplan.cli.surroundings import choose_language, suggested_launch

FileOption = Annotated[str, typer.Option("--output", "-o", metavar="FILE")]
TitleOption = Annotated[str, typer.Option("--title", metavar="TEXT", show_default=False)]
DropOption = Annotated[bool, typer.Option("--drop-dates")]


def run(
    plan: PlanArgument,
    output: FileOption,
    title: TitleOption = "",
    launch: LaunchOption = None,
    drop_dates: DropOption = False,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Keep a plan as a template: its dates become offsets from the launch."""
    import retroplan as rp
    from retroplan.library.shelf import named_file

    with reported(lang, plan):
        name, _ = named_file(output)
        refuse_existing(output, force)
        day = parse_option("--launch", launch)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        dates = "drop" if drop_dates else "refuse"
        rp.save_template(read, output, launch=day, title=title, dates=dates)
        folder, example = PurePath(output).parent, suggested_launch().isoformat()
        command = f"retroplan new {name} --templates {folder} --launch {example}"
        tell(written([output], language), say_next(command, language))
