"""Arguments and options that several commands share; what they are for stands in the catalogues."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from retroplan.cli.completion import complete_plan_format, complete_readable_format
from retroplan.model.estimate import Basis


class Lang(StrEnum):
    """Languages of what is printed."""

    FR = "fr"
    EN = "en"


class Shell(StrEnum):
    """Shells that can complete a command line."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


PlanArgument: TypeAlias = Annotated[str, typer.Argument(metavar="PLAN")]
FromOption: TypeAlias = Annotated[
    str | None, typer.Option("--from", metavar="FORMAT", autocompletion=complete_readable_format)
]
SheetOption: TypeAlias = Annotated[str | None, typer.Option("--sheet", metavar="NAME")]
ColumnOption: TypeAlias = Annotated[list[str] | None, typer.Option("--column", metavar="HEADING=KEY")]
ToOption: TypeAlias = Annotated[
    str | None, typer.Option("--to", metavar="FORMAT", autocompletion=complete_plan_format)
]
LaunchOption: TypeAlias = Annotated[str | None, typer.Option("--launch", metavar="DATE")]
StartOption: TypeAlias = Annotated[str | None, typer.Option("--start", metavar="DATE")]
BasisOption: TypeAlias = Annotated[Basis, typer.Option("--basis")]
OutputOption: TypeAlias = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE")]
LangOption: TypeAlias = Annotated[Lang | None, typer.Option("--lang")]
ForceOption: TypeAlias = Annotated[bool, typer.Option("--force")]
ViewOption: TypeAlias = Annotated[str | None, typer.Option("--view", metavar="NAME")]
TodayOption: TypeAlias = Annotated[str | None, typer.Option("--today", metavar="DATE")]
TemplatesOption: TypeAlias = Annotated[str | None, typer.Option("--templates", metavar="FOLDER")]
