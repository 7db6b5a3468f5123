"""Command lines that cannot be understood, bugs and interruptions."""

from __future__ import annotations

from pathlib import Path

import pytest

import retroplan as rp
from retroplan.cli import parser, schedule, usage
from retroplan.cli.main import COMMANDS
from retroplan.errors import PlanError, RetroplanError, error
from tests.cli.running import BAD_INPUT, retroplan

NAMES = [entry.name for entry in COMMANDS]


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        (("nonsense",), ['error: "nonsense" is not a command', "see: retroplan --help"]),
        (
            ("schedul",),
            ['error: "schedul" is not a command (did you mean "schedule"?)', "see: retroplan --help"],
        ),
        (
            ("plan.yaml",),
            [
                'error: "plan.yaml" is not a command (did you mean "retroplan schedule plan.yaml"?)',
                "see: retroplan --help",
            ],
        ),
        (("--nonsense",), ['error: "--nonsense" is not an option of retroplan', "see: retroplan --help"]),
        (
            ("schedule", "plan.yaml", "--lunch", "2027-06-15"),
            [
                'error: "--lunch" is not an option of retroplan schedule (did you mean "--launch"?)',
                "see: retroplan schedule --help",
            ],
        ),
        (
            ("schedule", "-x", "plan.yaml"),
            ['error: "-x" is not an option of retroplan schedule', "see: retroplan schedule --help"],
        ),
        (("schedule",), ["error: PLAN is missing", "see: retroplan schedule --help"]),
        (("why", "plan.yaml"), ["error: TASK is missing", "see: retroplan why --help"]),
        (
            ("schedule", "plan.yaml", "--launch"),
            ["error: --launch needs a value", "see: retroplan schedule --help"],
        ),
        (
            ("new", "--force=yes"),
            ["error: --force takes no value", "see: retroplan new --help"],
        ),
        (
            ("why", "plan.yaml", "brief", "poster", "report"),
            ['error: "poster" is one argument too many', "see: retroplan why --help"],
        ),
        (
            ("schedule", "plan.yaml", "--basis", "expect"),
            [
                'error: --basis: "expect" is not accepted (did you mean "expected"?)'
                " (choose among expected, optimistic, likely, pessimistic)",
                "see: retroplan schedule --help",
            ],
        ),
        (
            ("--show-completion", "tcsh"),
            [
                'error: --show-completion: "tcsh" is not accepted (choose among bash, zsh, fish, powershell)',
                "see: retroplan --help",
            ],
        ),
        (
            ("schedule", "--lang", "fr", "plan.yaml", "x"),
            ["erreur : « x » est un argument de trop", "voir : retroplan schedule --help"],
        ),
        (
            ("--lang=fr", "chek"),
            [
                "erreur : « chek » n’est pas une commande (vouliez-vous dire « check » ?)",
                "voir : retroplan --help",
            ],
        ),
    ],
)
def test_what_cannot_be_understood_takes_two_lines(
    folder: Path, args: tuple[str, ...], lines: list[str]
) -> None:
    """The first line says what is wrong, the second where to read what is right."""
    result = retroplan(*args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert lines == result.stderr.splitlines()


def test_the_environment_chooses_the_language() -> None:
    """Somebody whose system speaks French is told in French what is wrong."""
    lines = retroplan("why", LANG="fr_FR.UTF-8").stderr.splitlines()

    assert lines == ["erreur : PLAN manque", "voir : retroplan why --help"]


@pytest.mark.parametrize("name", ["", *NAMES])
@pytest.mark.parametrize(
    "word", ["--\x1b[31m", "--" + "x" * 10_000, "--é", "-é", "--launch=\x00", "x\ny", "\udcff"]
)
def test_hostile_words_stay_in_two_lines(folder: Path, name: str, word: str) -> None:
    """Whatever is typed is quoted on one line, short and without commands to the terminal."""
    result = retroplan(*([name] if name else []), word, "a", "b", "c", "d")

    # these take any number of words: the first are names of files, of which one is refused
    known = word.startswith("--launch") and name == "export"
    lines = 1 if name in ("change", "export") and (known or not word.startswith("-")) else 2
    assert (result.exit_code, len(result.stderr.splitlines())) == (BAD_INPUT, lines)
    assert all(line.isprintable() and len(line) < 300 for line in result.stderr.splitlines())


def test_words_of_the_parser_that_are_not_ours_are_kept() -> None:
    """What the parser says that we have no words for is told in its own."""

    class StrangeError(Exception):
        message, ctx = "it is strange.", None

        def format_message(self) -> str:
            return self.message

    problem = usage.misuse_of(StrangeError())

    assert (problem.finding.text(), problem.path) == ("it is strange", "retroplan")


def failing(problem: BaseException) -> object:
    """Make a function that fails."""

    def fail(*args: object, **options: object) -> None:
        raise problem

    return fail


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "error: this is a bug of retroplan {version}: KeyError: 'x'",
                "please report it with this plan; RETROPLAN_DEBUG=1 shows where it happened",
            ],
        ),
        (
            "fr",
            [
                "erreur : ceci est un défaut de retroplan {version} : KeyError: 'x'",
                "merci de le signaler avec ce plan ; RETROPLAN_DEBUG=1 montre où il s’est produit",
            ],
        ),
    ],
)
def test_a_bug_takes_two_lines(
    folder: Path, monkeypatch: pytest.MonkeyPatch, lang: str, lines: list[str]
) -> None:
    """Nobody is shown a traceback who did not ask for one, and the exit code is its own."""
    monkeypatch.setattr(schedule, "load_plan", failing(KeyError("x")))
    result = retroplan("schedule", "plan.yaml", "--lang", lang, RETROPLAN_DEBUG="")

    assert (result.exit_code, result.stdout) == (70, "")
    assert result.stderr.splitlines() == [line.format(version=rp.__version__) for line in lines]


def test_a_bug_has_a_traceback_for_who_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With RETROPLAN_DEBUG the exception comes out as it is."""
    monkeypatch.setattr(schedule, "load_plan", failing(KeyError("x")))
    with pytest.raises(KeyError):
        retroplan("schedule", "plan.yaml", RETROPLAN_DEBUG="1")


def test_an_interruption_is_quiet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the command with 130 and says nothing."""
    monkeypatch.setattr(schedule, "load_plan", failing(KeyboardInterrupt()))
    result = retroplan("schedule", "plan.yaml")

    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (usage.extra_argument("x", "retroplan"), 'error: "x" is one argument too many'),
        (PlanError(error("no-launch", "plan")), "error: plan: the plan has neither launch nor start"),
        (RetroplanError("no"), "error: no"),
    ],
)
def test_a_refusal_outside_of_a_command_is_told(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, line: str
) -> None:
    """Even where no command reports them, problems are lines and not a bug."""
    monkeypatch.setattr(parser, "group_page", failing(problem))
    result = retroplan("--help")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert result.stderr.startswith(line)
