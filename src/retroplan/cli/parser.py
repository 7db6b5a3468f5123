"""The parser of the command line: typer's, with the help and the errors in our words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from io import StringIO
from typing import Any, ClassVar

import typer
from attrs import frozen
from typer.core import TyperCommand, TyperGroup

from retroplan.cli.help import PROGRAM, Section, command_page, group_page
from retroplan.cli.output import complain, emit
from retroplan.cli.problems import BAD_INPUT, guarded
from retroplan.cli.surroundings import asked_language, choose_language, page_width
from retroplan.cli.usage import extra_argument, unknown_command
from retroplan.language import explained

COMPLETE_VARIABLE = f"_{PROGRAM.upper()}_COMPLETE"
_LANG = "retroplan.lang"


class Command(TyperCommand):
    """A command whose help comes from the catalogues."""

    def get_help_option(self, ctx: Any) -> Any:
        """Let `--help` print our page."""
        return _with_our_help(super().get_help_option(ctx), self)

    def get_help(self, ctx: Any) -> str:
        """Write the help page."""
        return command_page(self, ctx.command_path, _language(ctx), page_width())

    def get_short_help_str(self, limit: int = 45) -> str:
        """Say in a line what the command does; shells show it beside a completion."""
        return explained([self.name or ""], choose_language(None)) or super().get_short_help_str(limit)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse arguments that are too many in our words."""
        ctx.allow_extra_args = True
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except Exception as problem:
            if getattr(problem, "ctx", ctx) is None:  # some say what is wrong, but not in which command
                problem.ctx = ctx  # type: ignore[attr-defined]
            raise
        if rest and not ctx.resilient_parsing:
            raise extra_argument(rest[0], ctx.command_path)
        return rest


@frozen
class Entry:
    """
    A command of `retroplan`.

    Attributes
    ----------
    name
        The word that is typed. The module of this name in this package has its function `run`;
        what that takes is what the command takes.
    section
        The group of the help page in which it stands.
    example
        What is typed after the name in the example.
    """

    name: str
    section: Section
    example: str = ""

    def load(self) -> Any:
        """Import the command, with all that it needs."""
        module = import_module(f"retroplan.cli.{self.name.replace('-', '_')}")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name, cls=Command, epilog=f"{PROGRAM} {self.name} {self.example}".rstrip())(
            module.run
        )
        return typer.main.get_command(alone)


class _Loaded(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for: the help page needs none of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._entries[name].load()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class CommandGroup(TyperGroup):
    """The command itself: `retroplan`."""

    entries: ClassVar[tuple[Entry, ...]] = ()

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Know the commands by their entries."""
        super().__init__(*args, **settings)
        self.commands = _Loaded(self.entries)  # type: ignore[assignment]  # nobody adds to them

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and exit; whatever happens, there is no traceback unless it is asked for."""
        words = args[0] if args else extra.get("args")
        extra |= {"prog_name": PROGRAM, "standalone_mode": False}
        if os.environ.get(COMPLETE_VARIABLE):
            _know_shells()
        lang = choose_language(asked_language(sys.argv[1:] if words is None else words))
        sys.exit(guarded(partial(super().main, *args, **extra), lang))

    def get_help_option(self, ctx: Any) -> Any:
        """Let `--help` print our page."""
        return _with_our_help(super().get_help_option(ctx), self)

    def get_help(self, ctx: Any) -> str:
        """Write the help page."""
        return group_page(self, _language(ctx), page_width())

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Remember the language that the whole line asks for, as `--help` may stand before it."""
        ctx.meta[_LANG] = asked_language(args)
        rest: list[str] = super().parse_args(ctx, args)
        return rest

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Refuse a command that there is not in our words."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise unknown_command(args[0], self.commands)
        return super().resolve_command(ctx, args)


def show_page(ctx: typer.Context) -> None:
    """Print the help page on standard error: a command was expected."""
    complain(ctx.get_help().splitlines())
    raise typer.Exit(BAD_INPUT)


def completion_script(group: Any, shell: str) -> None:
    """Print the script that lets a shell ask for completions."""
    from typer.completion import shell_complete

    _know_shells()
    with redirect_stdout(StringIO()) as script:  # it would print, and a closed pipe is an error to it
        shell_complete(group, {}, PROGRAM, COMPLETE_VARIABLE, f"source_{shell}")
    emit(f"{script.getvalue().strip()}\n")


def _know_shells() -> None:
    """Make typer register the shells it knows; its own options for them would write to files."""
    from typer.completion import get_completion_inspect_parameters

    get_completion_inspect_parameters()


def _with_our_help(option: Any, command: Any) -> Any:
    def show(ctx: Any, parameter: Any, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            emit(command.get_help(ctx))
            ctx.exit()

    if option is not None:
        option.callback = show
    return option


def _language(ctx: Any) -> str:
    return choose_language(ctx.meta.get(_LANG))
