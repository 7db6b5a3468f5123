"""
Write the part of docs/reference/command.md that the code knows: commands, options, exit codes.

Run it after a change of the command line: `python docs/generate_command_reference.py`.
A test compares the page with what this gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from retroplan.cli.help import (
    PROGRAM,
    Section,
    command_rows,
    description,
    parameter_rows,
    synopsis,
)
from retroplan.cli.main import app
from retroplan.cli.problems import EXIT_CODES
from retroplan.language import explained

PAGE = Path(__file__).parent / "reference" / "command.md"
BEGIN = "<!-- From here: written by docs/generate_command_reference.py -->"
END = "<!-- Up to here -->"
LANG = "en"


def rewritten(page: str) -> str:
    """Put what the code says between the two marks of the page."""
    head, _, rest = page.partition(BEGIN)
    _, mark, tail = rest.partition(END)
    assert mark, f"{PAGE} has lost its marks"
    return "\n".join((f"{head}{BEGIN}", "", *_generated(), f"{END}{tail}"))


def _generated() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    yield from ("## Before the command", "")
    yield from _block(f"{PROGRAM} [OPTIONS] COMMAND …")
    yield from _list("Options", parameter_rows(group, "option", LANG))
    for section, rows in command_rows(group, LANG).items():
        yield from (f"## {explained([f'section {Section(section)}'], LANG)}", "")
        for name, _ in rows:
            yield from _command(group.commands[name])
    yield from ("## Exit codes", "", "| code | when |", "|---|---|")
    yield from (f"| {code} | {explained([f'exit {code}'], LANG)} |" for code in EXIT_CODES)
    yield ""


def _command(command: Any) -> Iterator[str]:
    path = f"{PROGRAM} {command.name}"
    yield from (f"### `{path}`", "")
    for text in description(command, LANG):
        yield from text.replace(". ", ".\n").split("\n")
    yield ""
    yield from _block(synopsis(command, path))
    yield from _list("Arguments", parameter_rows(command, "argument", LANG))
    yield from _list("Options", parameter_rows(command, "option", LANG))
    yield from ("Example:", "")
    yield from _block(command.epilog)


def _block(line: str) -> Iterator[str]:
    yield from ("```", line, "```", "")


def _list(heading: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield from (f"{heading}:", "")
        yield from (f"- `{name}`: {text}" for name, text in rows)
        yield ""


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
