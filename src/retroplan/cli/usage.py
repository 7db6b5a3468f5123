"""What is wrong with a command line, as findings: the words of the parser are English only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from retroplan.cli.help import HELP_OPTION, PROGRAM, choices_of, key_of
from retroplan.errors import Finding, RetroplanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted

_REFUSED = re.compile(r"""(['"])(?P<value>.*)\1 is not one of """, re.DOTALL)


class MisuseError(RetroplanError):
    """
    A command line that cannot be understood.

    Attributes
    ----------
    finding
        What is wrong with it.
    path
        The command whose help says how it is right.
    """

    def __init__(self, finding: Finding, path: str = PROGRAM) -> None:
        super().__init__(finding.text())
        self.finding = finding
        self.path = path


def unknown_command(text: str, known: Iterable[str]) -> MisuseError:
    """Refuse a command that there is not; the name of a file means that the command was left out."""
    commands = list(known)
    hint = nearest(text, commands)
    if Path(text).is_file():
        hint = Phrase("did-you-mean", {"candidate": f"{PROGRAM} schedule {quoted(text)}"})
    return MisuseError(error("unknown-command", text=quoted(text), hint=hint))


def extra_argument(text: str, path: str) -> MisuseError:
    """Refuse more arguments than the command has."""
    return MisuseError(error("extra-argument", text=quoted(text)), path)


def misuse_of(problem: Any) -> MisuseError:
    """Put into a finding what the parser refuses, whichever of its exceptions says so."""
    context = getattr(problem, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    describe = _DESCRIBED.get(type(problem).__name__, _other)
    return MisuseError(describe(problem, path), path)


def _no_such_option(problem: Any, path: str) -> Finding:
    parameters = problem.ctx.command.params if problem.ctx is not None else ()
    known = [name for parameter in parameters for name in parameter.opts]
    hint = nearest(problem.option_name, [*known, *HELP_OPTION.split(", ")])
    return error("unknown-option", text=quoted(problem.option_name), command=path, hint=hint)


def _bad_option_usage(problem: Any, path: str) -> Finding:
    name = quoted(problem.option_name)
    if "require" in problem.message:
        return error("option-without-value", name=name)
    return error("option-with-value", name=name)


def _missing_parameter(problem: Any, path: str) -> Finding:
    return error("argument-missing", name=key_of(problem.param))


def _bad_parameter(problem: Any, path: str) -> Finding:
    name = key_of(problem.param) if problem.param is not None else ""
    refused = _REFUSED.search(problem.message)
    known = choices_of(problem.param)
    if refused is None or not known:
        return _other(problem, path, name)
    text, hint = refused["value"], nearest(refused["value"], known)
    return error("bad-choice", name, text=quoted(text), hint=hint, known=", ".join(known))


def _other(problem: Any, path: str, name: str = "") -> Finding:
    """Keep the parser's own words where there are none of ours."""
    words = problem.message if name else problem.format_message()
    return error("misused", name, problem=quoted(words, 200).rstrip("."))


_DESCRIBED = {
    "BadOptionUsage": _bad_option_usage,
    "BadParameter": _bad_parameter,
    "MissingParameter": _missing_parameter,
    "NoSuchOption": _no_such_option,
}
