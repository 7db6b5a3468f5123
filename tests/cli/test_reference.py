"""The reference of the command is what the code says."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from retroplan.cli.main import app
from retroplan.cli.problems import EXIT_CODES

SCRIPT = Path(__file__).parents[2] / "docs" / "generate_command_reference.py"
GROUP: Any = typer.main.get_command(app)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Load the script, which is no part of the package."""
    spec = spec_from_file_location("generate_command_reference", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says(script: ModuleType) -> None:
    """After a change of the command line, run docs/generate_command_reference.py."""
    page = script.PAGE.read_text(encoding="utf-8")

    assert script.rewritten(page) == page


def test_every_command_and_option_is_on_the_page(script: ModuleType) -> None:
    """Each command has a heading, and below it a line for each of its arguments and options."""
    parts = script.PAGE.read_text(encoding="utf-8").split("\n### ")
    told = {part.partition("\n")[0]: part.partition("\n## ")[0] for part in parts[1:]}

    assert [f"`retroplan {name}`" for name in GROUP.commands] == list(told)
    for name, command in GROUP.commands.items():
        part = told[f"`retroplan {name}`"]
        names = [parameter.metavar or parameter.name for parameter in command.params]
        options = [option for parameter in command.params for option in parameter.opts if option[0] == "-"]

        assert [word for word in (*options, "--help") if word not in part] == []
        assert [word for word in names if word.isupper() and word not in part] == []
        assert command.epilog in part


def test_every_exit_code_is_on_the_page(script: ModuleType) -> None:
    """Each exit code has its line."""
    page = script.PAGE.read_text(encoding="utf-8")

    assert [code for code in EXIT_CODES if f"\n| {code} | " not in page] == []
    assert "|  |" not in page
