"""The command `retroplan`."""

from __future__ import annotations

from typing import Annotated

import typer

from retroplan import __version__
from retroplan.cli import change, check, demo, new, schedule, templates, why
from retroplan.cli.output import complain, tell
from retroplan.cli.problems import BAD_INPUT

app = typer.Typer(
    name="retroplan",
    help="Schedule a plan backwards from its launch date (rétroplanning).",
    epilog="Begin with: retroplan demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:
    if asked:
        tell(f"retroplan {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""


app.command("demo", epilog="Example: retroplan demo --lang en")(demo.run)
app.command("new", epilog="Example: retroplan new loyalty -o plan.yaml --launch 2027-06-15")(new.run)
app.command("schedule", epilog="Example: retroplan schedule plan.yaml --launch 2027-09-07")(schedule.run)
app.command("check", epilog="Example: retroplan check plan.yaml")(check.run)
app.command("why", epilog="Example: retroplan why plan.yaml content")(why.run)
app.command("change", epilog="Example: retroplan change plan.yaml content duration=8d")(change.run)
app.command("templates", epilog="Example: retroplan templates --lang fr")(templates.run)


def main() -> None:
    """Run the command line; a full disk behind standard output is an error like others."""
    try:
        app()
    except OSError as problem:
        complain([f"error: {problem.strerror or problem}"])
        raise SystemExit(BAD_INPUT) from None
