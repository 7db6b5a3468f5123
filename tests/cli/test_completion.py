"""What a shell is told when somebody presses the tabulator."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.cli.main import COMMANDS
from tests.cli.running import FINE, environ, process, retroplan

NAMES = [entry.name for entry in COMMANDS]


def completed(line: str, cwd: Path | None = None, **environment: str) -> list[str]:
    """Complete the last word of a line as bash asks for it."""
    words = line.split(" ")
    asked = {
        "_RETROPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    done = process(cwd=cwd, **asked, **environment)

    assert (done.returncode, done.stderr) == (FINE, b"")
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("retroplan ", NAMES),
        ("retroplan sch", ["schedule"]),
        ("retroplan --sh", ["--show-completion"]),
        ("retroplan --show-completion ", ["bash", "zsh", "fish", "powershell"]),
        ("retroplan schedule plan.yaml --la", ["--launch", "--lang"]),
        ("retroplan schedule plan.yaml --basis o", ["optimistic"]),
        ("retroplan schedule plan.yaml --format ", ["table", "json", "csv", "md"]),
        ("retroplan convert plan.yaml --from y", ["yaml"]),
        ("retroplan convert plan.yaml --to j", ["json"]),
        ("retroplan new l", ["loyalty"]),
        ("retroplan schedule pl", []),  # the shell completes names of files where there is nothing else
        ("retroplan nonsense ", NAMES),
    ],
)
def test_commands_options_and_values_are_completed(folder: Path, line: str, candidates: list[str]) -> None:
    """Whatever is known of a word is proposed."""
    found = completed(line, folder)

    assert set(candidates) <= set(found) if candidates else found == []


@pytest.mark.parametrize(
    ("line", "candidates"),
    [
        ("retroplan why plan.yaml ", ["brief", "poster", "report"]),
        ("retroplan why plan.yaml po", ["poster"]),
        ("retroplan why --lang fr plan.yaml r", ["report"]),
        ("retroplan why --from yaml plan.txt b", ["brief"]),
        ("retroplan why nope.yaml ", []),
        ("retroplan why bad.yaml ", []),
        ("retroplan why . ", []),
        ("retroplan why - ", []),
    ],
)
def test_tasks_of_the_plan_are_completed(folder: Path, line: str, candidates: list[str]) -> None:
    """`why` proposes the ids of the plan before it, and is quiet where there is no plan to read."""
    (folder / "bad.yaml").write_text("launch: [", encoding="utf-8")
    shutil.copy("plan.yaml", "plan.txt")

    assert candidates == completed(line, folder)


def test_shells_that_can_are_shown_what_is_meant(folder: Path) -> None:
    """Fish shows a few words beside a candidate, in the language of the user."""
    asked = {"_RETROPLAN_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    commands = process(**asked, _TYPER_COMPLETE_ARGS="retroplan wh", LANG="fr_FR.UTF-8")
    tasks = process(**asked, _TYPER_COMPLETE_ARGS="retroplan why plan.yaml po", cwd=folder)

    assert commands.stdout.decode() == "why\tExpliquer la date d’une tâche, pas à pas jusqu’au lancement.\n"
    assert tasks.stdout.decode() == "poster\tAffiche\n"


def test_zsh_is_given_what_it_asks_for() -> None:
    """Zsh gets a list it can evaluate."""
    done = process(_RETROPLAN_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="retroplan conv")

    assert done.stdout.decode().startswith('_arguments \'*: :(("convert":')


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", "complete -o default -F _retroplan_completion retroplan"),
        ("zsh", "#compdef retroplan"),
        ("fish", "complete --command retroplan"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName retroplan"),
    ],
)
def test_the_script_is_printed_and_nothing_else_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, words: str
) -> None:
    """Where the script goes is for the user to say: no file of his is touched."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    result = retroplan("--show-completion", shell)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert words in result.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_with_the_script(folder: Path) -> None:
    """A real bash that has read the script asks the command, and fills in what it says."""
    (folder / "retroplan").write_text(f'#!/bin/sh\nexec {sys.executable} -m retroplan "$@"\n')
    (folder / "retroplan").chmod(0o755)
    line = (
        'PATH="$PWD:$PATH"; eval "$(retroplan --show-completion bash)";'
        "COMP_WORDS=(retroplan why plan.yaml po); COMP_CWORD=3;"
        '_retroplan_completion retroplan; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", line], env=environ(), capture_output=True, check=False)

    assert (done.stdout, done.stderr) == (b"poster\n", b"")
