"""`retroplan new` and `retroplan templates`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, PLAN, retroplan


def test_prints_a_plan() -> None:
    """Without -o the plan goes to standard output, ready for a file or a pipe."""
    result = retroplan("new", "--launch", "2027-06-15", "--lang", "fr")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert rp.read(result.stdout_bytes, format="yaml") == rp.from_template(
        "loyalty", launch="2027-06-15", lang="fr"
    )


@pytest.mark.parametrize("name", ["new.yaml", "new.json"])
def test_writes_a_file_and_says_what_is_next(folder: Path, name: str) -> None:
    """The file can be scheduled by the command that is proposed."""
    result = retroplan("new", "loyalty", "-o", name, "--launch", "2027-06-15")
    following = result.stdout.splitlines()[1]

    assert result.stdout == f"Written: {name}\nTry next: retroplan schedule {name}\n"
    assert retroplan(*following.partition("retroplan ")[2].split()).exit_code == FINE


def test_prints_another_format() -> None:
    """--format and a dash: JSON on standard output."""
    result = retroplan("new", "--launch", "2027-06-15", "-o", "-", "--format", "json", "--lang", "fr")

    assert rp.read(result.stdout_bytes, format="json") == rp.from_template(
        "loyalty", launch="2027-06-15", lang="fr"
    )


@pytest.mark.parametrize(("lang", "name"), [("fr", "Campagne de fidélisation"), ("en", "Loyalty campaign")])
def test_the_language_chooses_the_labels(lang: str, name: str) -> None:
    """A template is written in the language asked for."""
    assert f"name: {name}\n" in retroplan("new", "--launch", "2027-06-15", "--lang", lang).stdout


def test_an_alias_is_a_name() -> None:
    """The French name of the template works in English too."""
    assert retroplan("new", "fidélisation", "--launch", "2027-06-15").exit_code == FINE


@pytest.mark.parametrize(("lang", "words"), [("fr", "la date de lancement manque"), ("en", "is missing")])
def test_no_launch_is_asked_for_with_an_example(lang: str, words: str) -> None:
    """No date is invented; the example lies ahead, on a weekday, and can be pasted."""
    result = retroplan("new", "--lang", lang)
    example = re.search(r"--launch (\d{4}-\d\d-\d\d)\)", result.stderr)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert example is not None
    assert date.fromisoformat(example[1]) > date.today()
    assert date.fromisoformat(example[1]).weekday() < 5


def test_a_file_that_exists_is_kept(folder: Path) -> None:
    """An edited plan is not lost to a second `new`; --force says that it may be."""
    refused = retroplan("new", "-o", "plan.yaml", "--launch", "2027-06-15")

    assert (refused.exit_code, (folder / "plan.yaml").read_text(encoding="utf-8")) == (BAD_INPUT, PLAN)
    assert "--force" in refused.stderr
    assert retroplan("new", "-o", "plan.yaml", "--launch", "2027-06-15", "--force").exit_code == FINE
    assert (folder / "plan.yaml").read_text(encoding="utf-8") != PLAN


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("lojalty", "--launch", "2027-06-15"), 'did you mean "loyalty"'),
        (("--launch", "soon"), 'error: --launch: "soon" is not a date'),
        (("--launch", "2027-06-15", "-o", "plan.pdf"), '"pdf" is not a format'),
        (("--launch", "2027-06-15", "-o", "plan"), "no suffix tells the format to write; add --format"),
        (("--launch", "2027-06-15", "--format", "pdf"), 'error: --format: "pdf" is not a format'),
    ],
)
def test_bad_input_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], words: str
) -> None:
    """Bad input is told on standard error."""
    monkeypatch.chdir(tmp_path)
    result = retroplan("new", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_start_may_take_the_place_of_the_launch() -> None:
    """The plan is then scheduled forward; with both it lies between them."""
    one = retroplan("new", "servicia", "--start", "01/09/2027", "--lang", "fr")
    both = retroplan("new", "servicia", "--start", "2027-09-01", "--launch", "2027-12-01", "--lang", "fr")

    assert "start: 2027-09-01\n" in one.stdout
    assert "launch" not in rp.to_document(rp.read(one.stdout_bytes, format="yaml"))
    assert ("start: 2027-09-01\n" in both.stdout, "launch: 2027-12-01\n" in both.stdout) == (True, True)


def test_parameters_are_set() -> None:
    """--set may be repeated; each goes to the template as it would in Python."""
    result = retroplan(
        "new", "event", "--launch", "2027-06-15", "--lang", "fr",
        "--set", "waves=4", "--set", "press=non", "--set", " website = 2 semaines ",
    )  # fmt: skip

    assert rp.read(result.stdout_bytes, format="yaml") == rp.from_template(
        "event", launch="2027-06-15", lang="fr", parameters={"waves": 4, "press": False, "website": "2w"}
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (("waves",), '"waves" does not set a parameter (write NAME=VALUE, as in waves=3)'),
        (("=3",), '"=3" does not set'),
        (("waves=",), '"waves=" does not set'),
        (("waves=3", "waves=4"), '"waves=4" sets a parameter that is set already'),
        (("wave=3",), 'did you mean "waves"'),
        (("waves=many",), 'waves: "many"'),
        (("press=maybe",), 'press: "maybe" is neither yes nor no'),
        (("launch=2027-01-01",), '"launch" is not a parameter of this template'),
    ],
)
def test_settings_that_cannot_be_understood(settings: tuple[str, ...], words: str) -> None:
    """Each is told with what would have been right, and nothing is written."""
    options = [part for setting in settings for part in ("--set", setting)]
    result = retroplan("new", "event", "--launch", "2027-06-15", *options)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr


@pytest.mark.parametrize(("inside", "name"), [("", "own"), ("kept/", "own"), ("kept/", "y")])
def test_templates_of_ones_own(folder: Path, inside: str, name: str) -> None:
    """A plan is kept as a template, listed, described, and used by the command that was proposed."""
    (folder / "kept").mkdir()
    file, where = f"{inside}{name}.fr.yaml", inside or "."
    kept = retroplan("save-template", "plan.yaml", "-o", file, "--title", "My own plan", "--lang", "en")
    listed = retroplan("templates", "--templates", where)
    described = retroplan("templates", name, "--templates", where)
    proposed = kept.stdout.splitlines()[1].partition("retroplan ")[2].split()
    used = retroplan(*proposed)

    assert (kept.exit_code, kept.stdout.splitlines()[0]) == (FINE, f"Written: {file}")
    assert listed.stdout.splitlines()[0] == described.stdout.splitlines()[0] == f"{name}  My own plan"
    assert used.exit_code == FINE
    made = rp.read(used.stdout_bytes, format="yaml")
    assert [task.id for task in made.walk()] == [task.id for task in rp.read("plan.yaml").walk()]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("-o", "own.yaml"), "is not the name of a template"),
        (("-o", "plan.yaml"), "is not the name of a template"),
        (("-o", "there.fr.yaml"), "exists; write over it with --force"),
        (("-o", "new.fr.yaml", "--launch", "soon"), '--launch: "soon" is not a date'),
        ((), "--output"),
    ],
)
def test_templates_that_cannot_be_kept(folder: Path, args: tuple[str, ...], words: str) -> None:
    """The reason is told, and no file is touched."""
    (folder / "there.fr.yaml").write_text("old", encoding="utf-8")
    result = retroplan("save-template", "plan.yaml", "--lang", "en", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert (folder / "there.fr.yaml").read_text(encoding="utf-8") == "old"
    assert not (folder / "new.fr.yaml").exists()


def test_the_language_of_the_plan_is_spoken(folder: Path) -> None:
    """As by other commands that read a plan: what is wrong with it, and what was done."""
    (folder / "tard.yaml").write_text(
        "name: Tard\nlang: fr\nlaunch: 2027-06-15\n"
        "tasks: [{id: a, duration: 1d, deadline: 2027-06-01}, {id: b, duration: 1d, deadline: 2027-06-02}]\n",
        encoding="utf-8",
    )
    refused = retroplan("save-template", "tard.yaml", "-o", "tard.fr.yaml")
    kept = retroplan("save-template", "tard.yaml", "-o", "tard.fr.yaml", "--drop-dates")

    assert refused.stderr.splitlines()[0] == "tard.yaml : 2 erreurs"
    assert kept.stdout.startswith("Écrit : tard.fr.yaml")


def test_dates_may_be_dropped(folder: Path) -> None:
    """A deadline is no offset: it is refused, or left out if that is said."""
    (folder / "late.yaml").write_text(
        "name: Late\nlaunch: 2027-06-15\ntasks: [{id: a, duration: 1d, deadline: 2027-06-01}]\n",
        encoding="utf-8",
    )
    refused = retroplan("save-template", "late.yaml", "-o", "late.en.yaml")
    dropped = retroplan("save-template", "late.yaml", "-o", "late.en.yaml", "--drop-dates")

    assert "tasks[0].deadline: 2027-06-01 cannot become an offset" in refused.stderr
    assert dropped.exit_code == FINE
    assert "deadline" not in (folder / "late.en.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "line", "parameter"),
    [
        (
            "fr",
            "event, evenement, événement, promotion-d-evenement  Campagne de promotion d’un événement",
            "  waves=3  Nombre de vagues d’emailing",
        ),
        ("en", "event, event-promotion  Promotion of an event", "  waves=3  Number of waves of emailing"),
    ],
)
def test_a_template_is_described(lang: str, line: str, parameter: str) -> None:
    """Names, title, assumptions, and each parameter with its default and what it is."""
    listed = retroplan("templates", "--lang", lang).stdout.splitlines()
    described = retroplan("templates", "évènement" if lang == "fr" else "event", "--lang", lang)
    lines = described.stdout.splitlines()

    assert line in listed
    assert len([item for item in listed if "  " in item]) == len(rp.templates(lang))
    assert (described.exit_code, lines[0]) == (FINE, line)
    assert lines[1].startswith("  - J ")
    assert parameter in lines
    assert any(item.startswith(f"  press={'oui' if lang == 'fr' else 'yes'}") for item in lines)


def test_an_unknown_template_is_not_described() -> None:
    """As in `new`."""
    result = retroplan("templates", "evnt")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert 'did you mean "event"' in result.stderr


def test_no_command_to_the_terminal_comes_through(folder: Path) -> None:
    """What a file of a template says is shown, not obeyed."""
    (folder / "bad.en.yaml").write_text(
        """
x-template:
  title: "\\e[31mred \\u202e [bold]x[/bold]"
  aliases: ["\\e]0;t\\a"]
  assumptions: ["\\e[2J"]
  parameters:
    a: {label: "\\e[0m", sets: calendar}
    b: {label: B, choices: {x: , "\\e[1m": {calendar: BE}}}
tasks: [{id: a, duration: 1d}]
""",
        encoding="utf-8",
    )
    shown = retroplan("templates", "bad", "--templates", ".").stdout
    listed = retroplan("templates", "--templates", ".").stdout

    assert "red" in shown
    assert "[bold]x[/bold]" in shown
    assert not set("\x1b\x07\u202e") & set(shown + listed)
