"""The command `retroplan`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from attrs import frozen

from retroplan import __version__
from retroplan.cli import (
    change,
    check,
    compare,
    convert,
    demo,
    launch_window,
    new,
    schedule,
    schema,
    simulate,
    templates,
    why,
)
from retroplan.cli.help import PROGRAM, Section
from retroplan.cli.options import LangOption, Shell
from retroplan.cli.output import replace_closed_streams, tell
from retroplan.cli.parser import Command, CommandGroup, completion_script, show_page


@frozen
class Entry:
    """
    A command of `retroplan`.

    Attributes
    ----------
    name
        The word that is typed.
    section
        The group of the help page in which it stands.
    run
        Its function; what it takes is what the command takes.
    example
        What is typed after the name in the example.
    """

    name: str
    section: Section
    run: Callable[..., None]
    example: str = ""


# In the order of the help page. A newcomer adds a row here, and its words to HELP of each catalogue.
COMMANDS = (
    Entry("new", Section.PLAN, new.run, "loyalty -o plan.yaml --launch 2027-06-15"),
    Entry("templates", Section.PLAN, templates.run, "--lang fr"),
    Entry("schedule", Section.PLAN, schedule.run, "plan.yaml --launch 2027-09-07"),
    Entry("change", Section.PLAN, change.run, "plan.yaml create-content responsible=Claire"),
    Entry("demo", Section.PLAN, demo.run, "--lang en"),
    Entry("why", Section.UNDERSTAND, why.run, "plan.yaml create-content"),
    Entry("compare", Section.UNDERSTAND, compare.run, "plan.yaml --launch 2027-09-07"),
    Entry(
        "launch-window", Section.UNDERSTAND, launch_window.run, "plan.yaml --from 2027-06-10 --to 2027-06-20"
    ),
    Entry("simulate", Section.UNDERSTAND, simulate.run, "plan.yaml -n 100000 --seed 1 --confidence 0.9"),
    Entry("check", Section.UNDERSTAND, check.run, "plan.yaml"),
    Entry("schema", Section.UNDERSTAND, schema.run, "plan"),
    Entry("convert", Section.SHARE, convert.run, "plan.yaml -o plan.json"),
)

app = typer.Typer(
    name=PROGRAM,
    cls=CommandGroup,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _entry in COMMANDS:
    app.command(
        _entry.name,
        cls=Command,
        rich_help_panel=_entry.section,
        epilog=f"{PROGRAM} {_entry.name} {_entry.example}".rstrip(),
    )(_entry.run)


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
