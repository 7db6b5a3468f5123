"""The import order of the house, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "retroplan"

# A module imports only from its own layer or from those above it.
LAYERS = (
    "language", "errors", "keys", "units", "offsets", "progress", "calendars", "model", "expand", "network",
    "document", "scheduled", "result", "graph", "engine", "analysis", "risk", "resources", "tracking",
    "tables", "schemas", "io", "lint", "review", "render", "library", "cli",
)  # fmt: skip

# Who alone may know a package.
OWNERS = {
    "holidays": ("calendars",),
    "networkx": ("network", "graph", "analysis"),
    "dateutil": ("model",),
    "icalendar": ("io",),
    "openpyxl": ("io",),
    "ruamel": ("io",),
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("render", "cli"),
    "babel": ("language", "calendars", "render"),
}

MODULES = sorted(SOURCE.rglob("*.py"))


def layer_of(path: Path) -> str:
    """Name the layer of a module: its package, or its own name."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Yield every absolute name that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_upwards(path: Path) -> None:
    """No module imports from a layer below its own."""
    own = layer_of(path)
    if own in ("__init__", "__main__"):
        return
    below = LAYERS[LAYERS.index(own) + 1 :]
    faults = [name for name in imports(path) if name.startswith("retroplan.") and name.split(".")[1] in below]

    assert faults == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_packages_stay_with_their_owners(path: Path) -> None:
    """Only the layers named for it import a package."""
    own = layer_of(path)
    faults = [
        name
        for name in imports(path)
        if name.split(".")[0] in OWNERS and own not in OWNERS[name.split(".")[0]]
    ]

    assert faults == []


def test_formats_never_import_the_algorithm() -> None:
    """Readers, writers and pictures need the result, not the engine."""
    faults = [
        (path.name, name)
        for path in MODULES
        if layer_of(path) in ("io", "render")
        for name in imports(path)
        if name.startswith("retroplan.engine")
    ]

    assert faults == []


def test_only_the_command_reads_clock_and_environment() -> None:
    """The library never asks for the time, the locale or an environment variable."""
    asks = {"now", "today", "utcnow", "environ", "getenv", "getlocale", "time_ns", "monotonic"}
    faults = [
        (str(path.relative_to(SOURCE)), node.attr)
        for path in MODULES
        if layer_of(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in asks
    ]

    assert faults == []


def test_every_module_has_its_layer() -> None:
    """A new package has to be given its place in the order."""
    known = {*LAYERS, "__init__", "__main__"}

    assert {layer_of(path) for path in MODULES} <= known
