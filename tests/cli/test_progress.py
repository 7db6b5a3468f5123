"""How far long work is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from retroplan.cli import export, progress, schedule
from retroplan.progress import Progress
from tests.cli.running import FINE, retroplan


class Terminal(StringIO):
    """Keeps what is shown on it."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give a clock that stands still until it is told another time."""
    time = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: time[-1])
    monkeypatch.setenv("TERM", "xterm-256color")
    return time


def test_long_work_is_shown(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """After a second there are the words and how much is done; the name of a file is no markup."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.shown_progress("Writing [b]a[/b] :smile:\x1b[31m") as tell:
        assert tell is not None
        tell(1, 4)
        assert terminal.getvalue() == ""
        clock.append(101.0)
        tell(2, 4)

    assert "Writing [b]a[/b] :smile:" in terminal.getvalue()
    assert "\x1b[31m" not in terminal.getvalue()
    assert " 50%" in terminal.getvalue()


def test_short_work_is_not(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done within a second shows nothing."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.shown_progress("Writing") as tell:
        assert tell is not None
        clock.append(100.9)
        tell(4, 4)

    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stream", [StringIO(), None])
def test_nobody_looks(clock: list[float], monkeypatch: pytest.MonkeyPatch, stream: StringIO | None) -> None:
    """Without a terminal nobody is told: the file holds what it would hold."""
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.shown_progress("Writing") as tell:
        assert tell is None


@pytest.mark.parametrize(
    ("module", "arguments", "file"),
    [
        (export, ["export", "plan.yaml", "a.xlsx"], "a.xlsx"),
        (export, ["export", "plan.yaml", "-", "--format", "svg"], "-"),
        (schedule, ["schedule", "plan.yaml", "-o", "a.ics"], "a.ics"),
        (schedule, ["schedule", "plan.yaml", "--format", "svg"], "-"),
    ],
)
def test_commands_that_write_tell(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, arguments: list[str], file: str
) -> None:
    """The progress of every file goes to whoever shows it, with its name."""
    told: list[tuple[str, int, int]] = []

    @contextmanager
    def shown(name: str, lang: str) -> Iterator[Progress]:
        yield lambda done, total: told.append((name, done, total))

    monkeypatch.setattr(module, "shown_writing", shown)
    result = retroplan(*arguments)

    assert result.exit_code == FINE
    assert {name for name, *_ in told} == {file}
    assert told[-1][1] == told[-1][2] > 3


def test_nothing_of_it_is_written_without_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes, pipes and logs get the result alone."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    result = retroplan("export", "plan.yaml", "a.xlsx", "a.pdf")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout == "Écrit : a.xlsx\nÉcrit : a.pdf\n"
