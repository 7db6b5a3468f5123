"""`retroplan convert`: a plan in another format."""

from __future__ import annotations

from retroplan.cli.loading import load_plan, parse_option, warn_of_unread_columns
from retroplan.cli.options import (
    ColumnOption,
    ForceOption,
    FromOption,
    LangOption,
    LaunchOption,
    OutputOption,
    PlanArgument,
    SheetOption,
    ToOption,
)
from retroplan.cli.problems import reported
from retroplan.cli.saving import save_plan
from retroplan.cli.surroundings import choose_language


def run(
    plan: PlanArgument,
    output: OutputOption = None,
    to: ToOption = None,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    launch: LaunchOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """Read a plan in any format and write it in another one."""
    with reported(lang, plan):
        read = load_plan(plan, source_format, sheet, column)
        day = parse_option("--launch", launch)
        changed = read if day is None else read.replace(launch=day)
        language = choose_language(lang, read.lang)
        save_plan(changed, output, force, language, option="--to", format=to)
        warn_of_unread_columns(read, language)
