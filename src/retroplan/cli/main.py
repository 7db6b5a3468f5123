"""The command `retroplan`."""

from __future__ import annotations

from typing import Annotated

import typer

from retroplan import __version__
from retroplan.cli.help import PROGRAM, Section
from retroplan.cli.options import LangOption, Shell
from retroplan.cli.output import replace_closed_streams, tell
from retroplan.cli.parser import CommandGroup, Entry, completion_script, show_page

# In the order of the help page. A newcomer adds a row here, a module of that name, and its words
# to HELP of each catalogue.
COMMANDS = (
    Entry("new", Section.PLAN, "loyalty -o plan.yaml --launch 2027-06-15"),
    Entry("templates", Section.PLAN, "--lang fr"),
    Entry("schedule", Section.PLAN, "plan.yaml --launch 2027-09-07"),
    Entry("change", Section.PLAN, "plan.yaml create-content responsible=Claire"),
    Entry("closures", Section.PLAN, "school.ics --into plan.yaml"),
    Entry("demo", Section.PLAN, "--lang en"),
    Entry("why", Section.UNDERSTAND, "plan.yaml create-content"),
    Entry("compare", Section.UNDERSTAND, "plan.yaml --launch 2027-09-07"),
    Entry("launch-window", Section.UNDERSTAND, "plan.yaml --from 2027-06-10 --to 2027-06-20"),
    Entry("simulate", Section.UNDERSTAND, "plan.yaml -n 100000 --seed 1 --confidence 0.9"),
    Entry("people", Section.UNDERSTAND, "plan.yaml --raci"),
    Entry("publications", Section.UNDERSTAND, "plan.yaml --tag channel"),
    Entry("budget", Section.UNDERSTAND, "plan.yaml --by month"),
    Entry("check", Section.UNDERSTAND, "plan.yaml"),
    Entry("schema", Section.UNDERSTAND, "plan"),
    Entry("convert", Section.SHARE, "plan.yaml -o plan.json"),
)


class Retroplan(CommandGroup):
    """The command line with these commands."""

    entries = COMMANDS


app = typer.Typer(
    name=PROGRAM,
    cls=Retroplan,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:
    if asked:
        tell(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _show_completion(context: typer.Context, shell: Shell | None) -> None:
    if shell is not None and not context.resilient_parsing:
        completion_script(context.command, shell)
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    lang: LangOption = None,
    shell: Annotated[
        Shell | None, typer.Option("--show-completion", callback=_show_completion, is_eager=True)
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True)] = False,
) -> None:
    """Take the options that stand before the command."""
    if context.invoked_subcommand is None:
        show_page(context)
    if lang is not None:
        context.default_map = {entry.name: {"lang": lang} for entry in COMMANDS}


def main() -> None:
    """Run the command line."""
    replace_closed_streams()
    app()
