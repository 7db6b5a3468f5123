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


def test_help_is_quick() -> None:
    """Nothing that only the work needs is imported to show the help."""
    heavy = {
        "networkx", "numpy", "holidays", "babel", "ruamel", "openpyxl", "rich", "pydantic",
        "retroplan.engine", "retroplan.calendars", "retroplan.model.plan",
    }  # fmt: skip
    code = (
        "import sys; sys.argv = ['retroplan', '--help']\n"
        "from retroplan.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print(sorted({heavy!r} & sys.modules.keys()))"
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


def test_accents_are_left_out_where_they_cannot_be_written() -> None:
    """A terminal that knows no accents still gets words."""
    done = process("--help", LANG="fr_FR", PYTHONIOENCODING="ascii")

    assert "Ecrire un plan a partir d'un modele, pret a etre modifie." in done.stdout.decode("ascii")


def test_a_terminal_that_knows_some_letters_gets_them(folder: Path) -> None:
    """Only the letters that a terminal does not know are replaced."""
    done = process("why", "plan.yaml", "brief", cwd=folder, PYTHONIOENCODING="latin-1")

    assert done.stdout.decode("latin-1").splitlines()[1].startswith("> « Brief » (")


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


@pytest.mark.parametrize("args", [("--help",), ("schedule", "--help"), ("--show-completion", "bash")])
def test_help_into_a_closed_pipe_is_quiet(args: tuple[str, ...]) -> None:
    """`retroplan --help | head -1` says nothing else."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "retroplan", *args]
    done = subprocess.run(command, env=environ(), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)

    assert (done.returncode, done.stderr) == (FINE, b"")


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed as a POSIX shell does it")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("schedule plan.yaml >&-", FINE),
        ("schedule plan.yaml --format csv >&-", FINE),
        ("schedule plan.yaml -o out.csv >&-", FINE),
        ("why plan.yaml brief >&- 2>&-", FINE),
        ("--help >&-", FINE),
        ("nonsense 2>&-", BAD_INPUT),
        ("schedule - <&-", BAD_INPUT),
    ],
)
def test_closed_streams_do_no_harm(folder: Path, command: str, code: int) -> None:
    """Where there is no standard input or output at all, the rest is done all the same."""
    line = f"{sys.executable} -m retroplan {command}"
    done = subprocess.run(["sh", "-c", line], env=environ(), capture_output=True, check=False, timeout=60)

    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize(
    "args", [("--help",), ("schedule", "plan.yaml"), ("schedule", "plan.yaml", "--format", "csv")]
)
def test_a_full_disk_is_told(folder: Path, args: tuple[str, ...]) -> None:
    """What cannot be written is an error in a line."""
    command = [sys.executable, "-m", "retroplan", *args]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env=environ(), stdout=full, stderr=subprocess.PIPE, check=False)

    assert (done.returncode, done.stderr) == (BAD_INPUT, b"error: the disk is full\n")


def test_python_dash_m_is_the_command() -> None:
    """`python -m retroplan` works where the script is not on the path, and goes by its name."""
    assert process("--version").stdout.decode().strip() == f"retroplan {rp.__version__}"
    assert process("why", "--help").stdout.decode().startswith("Usage: retroplan why PLAN TASK [OPTIONS]")
    assert process("nonsense").stderr.decode().splitlines()[-1] == "see: retroplan --help"
