"""The help pages: what each command, argument and option is for, in the user's language."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from retroplan.language import explained, word
from retroplan.render.wrapping import GLUE, glued

PROGRAM = "retroplan"
HELP_OPTION = "-h, --help"
_INDENT, _GAP, _WIDEST = 2, 2, 26  # columns: of an indent, between two columns, of the first column
_NARROWEST = 20  # of the text in the second column, however narrow the page is


class Section(StrEnum):
    """The groups of the commands, in the order of the page; one without commands is not shown."""

    PLAN = "plan"
    UNDERSTAND = "understand"
    SHARE = "share"
    FOLLOW = "follow"


def group_page(group: Any, lang: str, width: int) -> str:
    """Write the page of `retroplan --help`."""
    first = max(len(name) for name in group.commands)
    return _joined(
        _usage(f"{PROGRAM} COMMAND", lang),
        _filled(explained([PROGRAM], lang), width),
        *(
            _section(explained([f"section {section}"], lang), rows, lang, width, first)
            for section, rows in command_rows(group, lang).items()
        ),
        _section(word("help-options", lang), parameter_rows(group, "option", lang), lang, width),
        "\n".join(_filled(explained([f"{PROGRAM} {key}"], lang), width) for key in ("begin", "each")),
    )


def command_page(command: Any, path: str, lang: str, width: int) -> str:
    """Write the page of `retroplan COMMAND --help`."""
    return _joined(
        _usage(synopsis(command, path), lang),
        "\n".join(_filled(text, width) for text in description(command, lang)),
        _section(word("help-arguments", lang), parameter_rows(command, "argument", lang), lang, width),
        _section(word("help-options", lang), parameter_rows(command, "option", lang), lang, width),
        _headed(word("help-example", lang), command.epilog or "", lang),
    )


def command_rows(group: Any, lang: str) -> Mapping[Section, list[tuple[str, str]]]:
    """Give the commands of each section that has some, with the line that tells what they do."""
    rows = {
        section: [
            (entry.name, explained([entry.name], lang)) for entry in group.entries if entry.section == section
        ]
        for section in Section
    }
    return {section: found for section, found in rows.items() if found}


def description(command: Any, lang: str) -> list[str]:
    """Give the line that tells what a command does, and what else there is to know of it."""
    texts = (explained([command.name], lang), explained([f"{command.name} more"], lang))
    return [text for text in texts if text] or [command.help or ""]


def synopsis(command: Any, path: str) -> str:
    """Write how a command is called: ``retroplan why PLAN TASK [OPTIONS]``."""
    names = (
        metavar_of(parameter) if parameter.required else f"[{metavar_of(parameter)}]"
        for parameter in command.params
        if parameter.param_type_name == "argument"
    )
    return " ".join((path, *names, "[OPTIONS]"))


def parameter_rows(command: Any, kind: str, lang: str) -> list[tuple[str, str]]:
    """Give the arguments or the options of a command, each with what it is for and its default."""
    rows = [
        (signature(parameter), parameter_text(command, parameter, lang))
        for parameter in command.params
        if parameter.param_type_name == kind and not getattr(parameter, "hidden", False)
    ]
    return rows if kind == "argument" else [*rows, (HELP_OPTION, explained(["--help"], lang))]


def parameter_text(command: Any, parameter: Any, lang: str) -> str:
    """Tell what an argument or option is for; what a command says of its own wins."""
    key = key_of(parameter)
    text = explained([f"{command.name} {key}", key], lang) or parameter.help or ""
    if "{" in text:
        from retroplan.cli.formats import format_lists

        text = text.format_map(format_lists())
    default = default_of(parameter)
    return f"{text} [{word('help-default', lang)} {default}]" if default else text


def key_of(parameter: Any) -> str:
    """Name an argument or option as the catalogues do: ``PLAN``, ``--launch``."""
    if parameter.param_type_name == "argument":
        return metavar_of(parameter)
    return str(max(parameter.opts, key=len))


def signature(parameter: Any) -> str:
    """Write an argument or option as it is typed: ``-o, --output FILE``."""
    if parameter.param_type_name == "argument":
        return metavar_of(parameter)
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.secondary_opts:
        names = f"{names} / {', '.join(parameter.secondary_opts)}"
    flag = parameter.is_flag or getattr(parameter, "count", False)
    return names if flag else f"{names} {metavar_of(parameter)}"


def metavar_of(parameter: Any) -> str:
    """Give the word that stands for the value, or the choices there are for it."""
    return parameter.metavar or "|".join(choices_of(parameter)) or str(parameter.name).upper()


def choices_of(parameter: Any) -> list[str]:
    """Give the values that are accepted, where there are only some."""
    described = getattr(parameter, "type_descriptor", None) or getattr(parameter, "type", None)
    return [str(getattr(choice, "value", choice)) for choice in getattr(described, "choices", None) or ()]


def default_of(parameter: Any) -> str:
    """Give the default as it would be typed; nothing where there is none worth telling."""
    value = getattr(parameter.default, "value", parameter.default)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _usage(line: str, lang: str) -> str:
    return _headed(word("help-usage", lang), line, lang)


def _headed(heading: str, text: str, lang: str) -> str:
    return f"{_heading(heading, lang)} {text}" if text else ""


def _heading(text: str, lang: str) -> str:
    return f"{text}{word('help-colon', lang)}"


def _section(
    heading: str, rows: Sequence[tuple[str, str]], lang: str, width: int, first: int | None = None
) -> str:
    if not rows:
        return ""
    first = min(max(len(name) for name, _ in rows), _WIDEST) if first is None else first
    return "\n".join((_heading(heading, lang), *_columns(rows, width, first)))


def _columns(rows: Sequence[tuple[str, str]], width: int, first: int) -> Iterator[str]:
    """Write two columns; a left cell that is too wide has a line of its own."""
    margin = " " * (_INDENT + first + _GAP)
    for name, text in rows:
        lines = _filled(text, width, margin).split("\n")
        if len(name) > first:
            yield " " * _INDENT + name
            yield from (line for line in lines if line)
        else:
            yield f"{' ' * _INDENT}{name:{first}}{' ' * _GAP}{lines[0].lstrip(' ')}".rstrip()
            yield from lines[1:]


def _filled(text: str, width: int, margin: str = "") -> str:
    wrapper = textwrap.TextWrapper(
        max(width, len(margin) + _NARROWEST),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.fill(glued(text)).replace(GLUE, " ")


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
