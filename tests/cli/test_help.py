"""The help pages, in English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from retroplan.cli.help import HELP_OPTION, Section, command_page, command_rows, group_page, key_of
from retroplan.cli.main import COMMANDS, app
from retroplan.cli.problems import EXIT_CODES
from retroplan.language import LANGUAGES
from retroplan.language.speech import catalogue
from tests.cli.running import BAD_INPUT, FINE, retroplan

NAMES = [entry.name for entry in COMMANDS]
GROUP: Any = typer.main.get_command(app)

# What a section, a command or an option may have in HELP beside its line.
OTHERS = {"retroplan", "retroplan begin", "retroplan each", "--help"}


def parameters() -> Iterator[tuple[str, Any]]:
    """Yield every argument and option, with the name of its command."""
    for command in (GROUP, *GROUP.commands.values()):
        yield from ((command.name, parameter) for parameter in command.params)


@pytest.mark.parametrize("args", [("--help",), ("-h",)])
def test_help_names_every_command(args: tuple[str, ...]) -> None:
    """The page lists all commands, and goes to standard output."""
    result = retroplan(*args)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert [name for name in NAMES if f"\n  {name} " not in result.stdout] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_command_takes_one_line(lang: str) -> None:
    """On a page of 80 columns each command has one line that says it all."""
    commands = group_page(GROUP, lang, 80).split("\n\n")[2:-2]
    rows = [line for part in commands for line in part.splitlines()[1:]]

    assert [name for row in rows for name in row.split()[:1]] == NAMES
    assert [row for row in rows if not re.fullmatch(r"  [a-z-]+ +\S.*\.", row) or len(row) > 80] == []


def test_commands_stand_in_sections() -> None:
    """The sections come in their order, and one without commands is not shown."""
    page = retroplan("--help").stdout

    assert [section for section in Section if f"\n{section.capitalize()}:\n" in page] == [
        "plan",
        "understand",
        "share",
    ]
    assert list(command_rows(GROUP, "en")) == ["plan", "understand", "share"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_an_example(name: str) -> None:
    """Its help ends with a line to paste."""
    *_, last = retroplan(name, "--help").stdout.split("\n\n")

    assert re.fullmatch(rf"Example: retroplan {name}( .*)?\n", last)


def test_the_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pasted one after the other into a folder with a calendar file, the examples of all commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "school.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    codes = {entry.name: retroplan(entry.name, *entry.example.split()).exit_code for entry in COMMANDS}

    assert dict.fromkeys(NAMES, FINE) == codes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_option_is_explained(lang: str) -> None:
    """The catalogue has a line for each command, and for each argument and option."""
    texts = catalogue(lang).HELP
    missing = [name for name in NAMES if name not in texts]
    missing += [
        f"{name} {key_of(parameter)}"
        for name, parameter in parameters()
        if not {key_of(parameter), f"{name} {key_of(parameter)}"} & texts.keys()
    ]

    assert missing == []


def test_no_text_of_the_help_is_dead() -> None:
    """Every text of the catalogue is about something that is there."""
    alive = {*OTHERS, *NAMES, *(f"{name} more" for name in NAMES), *(f"section {name}" for name in Section)}
    alive |= {f"exit {code}" for code in EXIT_CODES}
    for name, parameter in parameters():
        alive |= {key_of(parameter), f"{name} {key_of(parameter)}"}

    assert catalogue("en").HELP.keys() - alive == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_tell_everything_and_keep_to_the_width(name: str, lang: str) -> None:
    """Each argument and option stands on the page, with its values, in lines of the page's width."""
    command = GROUP.commands[name]
    for width in (60, 80, 100):
        page = command_page(command, f"retroplan {name}", lang, width)
        lines = page.splitlines()

        assert [key_of(parameter) for parameter in command.params if key_of(parameter) not in page] == []
        assert HELP_OPTION in page
        assert "{" not in page
        assert [line for line in lines[1:-1] if len(line) > width] == []
        assert [line for line in lines if re.match(r"\s*[;:?!»]", line)] == []


@pytest.mark.parametrize(
    ("args", "environment", "words"),
    [
        ((), {}, "Usage: retroplan schedule PLAN [OPTIONS]"),
        ((), {"LANG": "fr_FR.UTF-8"}, "Usage : retroplan schedule PLAN [OPTIONS]"),
        ((), {"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "Usage: "),
        ((), {"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_CA"}, "Usage : "),
        (("--lang", "fr"), {}, "Usage : "),
        (("--lang=fr",), {}, "Usage : "),
        (("--lang", "en"), {"LANG": "fr_FR"}, "Usage: "),
        (("--lang", "de"), {"LANG": "fr_FR"}, "Usage : "),
    ],
)
def test_help_is_in_the_users_language(
    args: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    """--lang wins over the environment, before and behind --help, and English is the last resort."""
    assert retroplan("schedule", "--help", *args, **environment).stdout.startswith(words)
    assert retroplan("schedule", *args, "--help", **environment).stdout.startswith(words)


def test_a_french_page_is_french() -> None:
    """Headings, sections, options, defaults and the example are in French."""
    page, schedule = (retroplan(*args, "--lang", "fr").stdout for args in (["--help"], ["schedule", "-h"]))

    assert "\nPlanifier :\n  new " in page
    assert "\nComprendre :\n  why " in page
    assert "Afficher la version." in page
    assert "[par défaut : expected]" in " ".join(schedule.split())
    assert schedule.endswith("\n\nExemple : retroplan schedule plan.yaml --launch 2027-09-07\n")


def test_the_language_may_stand_before_the_command(folder: Path) -> None:
    """`retroplan --lang en schedule` is `retroplan schedule --lang en`; the nearer one wins."""
    shown = retroplan("schedule", "plan.yaml", "--lang", "en").stdout

    assert "launch (J)" in shown
    assert retroplan("--lang", "en", "schedule", "plan.yaml").stdout == shown
    assert retroplan("--lang", "fr", "schedule", "plan.yaml", "--lang", "en").stdout == shown


def test_formats_of_the_help_come_from_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is added to the table appears in the help by itself."""
    from retroplan.io import format_table

    assert "(yaml, json, csv, xlsx, md)" in retroplan("convert", "--help").stdout
    added = format_table.Format("plan", "toml", "document", "retroplan.io.toml", reads=True)
    monkeypatch.setattr(format_table, "FORMATS", (*format_table.FORMATS, added))

    assert retroplan("convert", "--help").stdout.count("toml)") == 3


@pytest.mark.parametrize("args", [(), ("--lang", "en")])
def test_without_a_command_the_help_is_shown(args: tuple[str, ...]) -> None:
    """Somebody who types the bare name learns what there is; a script that does is told that it is wrong."""
    result = retroplan(*args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert result.stderr == retroplan("--help").stdout


def test_a_wide_terminal_gets_wider_lines() -> None:
    """COLUMNS sets the width of a page, up to what one likes to read."""
    longest = {
        columns: max(map(len, retroplan("schedule", "-h", COLUMNS=columns).stdout.splitlines()))
        for columns in ("60", "100", "300")
    }

    assert longest["60"] <= 60 < longest["100"] <= longest["300"] <= 100
