"""The command as a process: help, pipes, terminals, encodings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, UNMET, environ, process, retroplan

COMMANDS = ("demo", "new", "schedule", "check", "why", "schema", "templates")
ESCAPE = re.compile(rb"\x1b\[([0-9;]*)m")


def on_a_terminal(*args: str, **environment: str) -> bytes:
    """Run the command on a pseudo-terminal and give what it wrote there."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are not everywhere")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "retroplan", *args]
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environ(**environment)
    ) as running:
        os.close(slave)
        pieces = []
        try:
            while piece := os.read(master, 4096):
                pieces.append(piece)
        except OSError:  # the other side is closed
            pass
        running.wait(60)
    os.close(master)
    return b"".join(pieces)


def test_the_version_is_told() -> None:
    """--version says which one this is."""
    result = retroplan("--version")

    assert (result.exit_code, result.stdout) == (FINE, f"retroplan {rp.__version__}\n")


@pytest.mark.parametrize("args", [("--help",), ("-h",)])
def test_help_names_every_command(args: tuple[str, ...]) -> None:
    """The help fits on a page, and no line of it is cut."""
    result = retroplan(*args)

    assert result.exit_code == FINE
    assert [name for name in COMMANDS if f"  {name} " not in result.stdout] == []
    assert "..." not in result.stdout.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str) -> None:
    """Its help ends with a line to paste."""
    *_, last = retroplan(command, "--help").stdout.split("\n\n")

    assert re.fullmatch(rf"  Example: retroplan {command}( .*)?\n", last)


def test_without_a_command_the_help_is_shown() -> None:
    """Somebody who types the bare name learns what there is."""
    assert "Commands:" in retroplan().output


@pytest.mark.parametrize("args", [("nonsense",), ("schedule", "--nonsense"), ("--nonsense",)])
def test_usage_errors_exit_with_2(args: tuple[str, ...]) -> None:
    """What is not a command or an option is bad input."""
    result = retroplan(*args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert "nonsense" in result.stderr


def test_help_is_quick() -> None:
    """Nothing that only the work needs is imported to show the help."""
    code = (
        "import sys; sys.argv = ['retroplan', '--help']\n"
        "from retroplan.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'networkx', 'holidays', 'babel', 'ruamel', 'numpy', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environ())

    assert done.stdout.splitlines()[-1] == b"[]"


def test_without_a_terminal_the_text_is_plain_and_whole(folder: Path) -> None:
    """In a pipe there are no control codes, and no line is broken or cut."""
    done = process("schedule", "plan.yaml", cwd=folder)

    assert (done.returncode, done.stderr, b"\x1b" in done.stdout) == (FINE, b"", False)
    assert done.stdout.decode().splitlines()[0].endswith("offsets en jours calendaires)")


def test_a_narrow_page(folder: Path) -> None:
    """COLUMNS is respected without a terminal too."""
    done = process("schedule", "plan.yaml", cwd=folder, COLUMNS="40")

    assert max(map(len, done.stdout.decode().splitlines())) <= 40


@pytest.mark.parametrize("columns", ["1", "0", "-5", "many", ""])
def test_odd_widths_do_no_harm(folder: Path, columns: str) -> None:
    """Whatever COLUMNS says, the table is printed."""
    assert process("schedule", "plan.yaml", cwd=folder, COLUMNS=columns).returncode == FINE


def test_a_terminal_gets_colours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the launch is coloured."""
    assert ESCAPE.search(on_a_terminal("schedule", "plan.yaml", COLUMNS="60")) is not None


def test_no_color_is_respected(folder: Path) -> None:
    """With NO_COLOR a terminal gets bold at most, never a colour."""
    styles = ESCAPE.findall(on_a_terminal("schedule", "plan.yaml", COLUMNS="60", NO_COLOR="1"))
    numbers = {int(number) for style in styles for number in style.split(b";") if number}

    assert [number for number in numbers if number >= 30] == []


def test_a_dumb_terminal_gets_plain_text(folder: Path) -> None:
    """TERM=dumb means no control codes."""
    assert b"\x1b" not in on_a_terminal("schedule", "plan.yaml", TERM="dumb", COLUMNS="60")


@pytest.mark.parametrize(
    ("locale", "words"),
    [("fr_FR.UTF-8", "la date de lancement manque"), ("en_GB", "the launch date is missing")],
)
def test_errors_are_in_the_users_language(locale: str, words: str) -> None:
    """The environment chooses the language of errors."""
    done = process("new", LANG=locale, PYTHONUTF8="1")

    assert (done.returncode, done.stdout) == (BAD_INPUT, b"")
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_page_without_unicode(folder: Path) -> None:
    """Where a letter cannot be written, something close to it is."""
    done = process("schedule", "plan.yaml", cwd=folder, PYTHONIOENCODING="ascii")

    assert done.returncode == FINE
    assert b"\n- J " in done.stdout
    assert b"LANCEMENT" in done.stdout


def test_bytes_are_not_recoded(folder: Path) -> None:
    """A CSV is UTF-8 whatever the terminal is."""
    done = process("schedule", "plan.yaml", "--format", "csv", cwd=folder, PYTHONIOENCODING="latin-1")

    assert done.stdout == rp.dumps(rp.schedule(rp.read(folder / "plan.yaml")), "csv", lang="fr")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("schedule", "plan.yaml"), FINE),
        (("schedule", "plan.yaml", "--format", "json"), FINE),
        (("schedule", "plan.yaml", "--start", "2027-06-03"), UNMET),
        (("why", "plan.yaml", "brief"), FINE),
        (("check", "plan.yaml"), FINE),
    ],
)
def test_a_closed_pipe_is_quiet(folder: Path, args: tuple[str, ...], code: int) -> None:
    """When `head` has seen enough nothing is said, and the exit code is the usual one."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "retroplan", *args]
    done = subprocess.run(
        command, cwd=folder, env=environ(), stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (code, b"")


def test_python_dash_m_is_the_command() -> None:
    """`python -m retroplan` works where the script is not on the path."""
    assert process("--version").stdout.decode().strip() == f"retroplan {rp.__version__}"
