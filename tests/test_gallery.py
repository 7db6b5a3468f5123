"""The gallery of the documentation is what is written now."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "docs" / "generate_gallery.py"
BINARY = (".xlsx", ".png", ".pdf")  # other versions of what draws and packs them give other bytes


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Load the script, which is no part of the package."""
    spec = spec_from_file_location("generate_gallery", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_gallery_is_what_is_written_now(script: ModuleType) -> None:
    """After a change of a writer, or with a new one, run docs/generate_gallery.py."""
    files: Iterator[tuple[Path, bytes]] = script.files()
    stale = [
        path.name
        for path, data in files
        if not path.exists() or (path.suffix not in BINARY and path.read_bytes() != data)
    ]

    assert stale == []


def test_nothing_else_lies_in_the_gallery(script: ModuleType) -> None:
    """A format that is gone leaves no file behind."""
    written = {path for path, _ in script.files()}

    assert {path for path in script.FOLDER.iterdir()} == {*written, script.PLAN} - {script.PAGE}


def test_every_format_says_what_it_is_for(script: ModuleType) -> None:
    """The page has a heading in words for each."""
    assert {row.name for row in script.rows()} <= script.ABOUT.keys()
