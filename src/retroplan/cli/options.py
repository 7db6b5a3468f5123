"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from retroplan.model.estimate import Basis


class Lang(StrEnum):
    """Languages of what is printed."""

    FR = "fr"
    EN = "en"


class Format(StrEnum):
    """What a schedule can be printed as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


PlanArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="PLAN", help="The plan: a YAML or JSON file, or - for standard input.")
]
LaunchOption: TypeAlias = Annotated[
    str | None, typer.Option("--launch", metavar="DATE", help="Another launch date: 2027-06-15.")
]
StartOption: TypeAlias = Annotated[
    str | None, typer.Option("--start", metavar="DATE", help="No work before this date.")
]
BasisOption: TypeAlias = Annotated[
    Basis, typer.Option("--basis", help="Which of three-point durations counts.", show_default=True)
]
LangOption: TypeAlias = Annotated[
    Lang | None, typer.Option("--lang", help="Language; else that of the plan, else yours.")
]
ForceOption: TypeAlias = Annotated[bool, typer.Option("--force", help="Write over files that exist.")]
