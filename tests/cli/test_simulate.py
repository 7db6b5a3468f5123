"""`retroplan simulate`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, UNMET, retroplan

PLAN = """\
name: Film
launch: 2026-06-15
tasks:
  - {id: film, name: Shoot the film, duration: discrete 2d=0.85/6d=0.15}
  - {id: text, duration: 1d, after: [film]}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a plan whose chances are known, and go where it is."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "film.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_says_when_to_begin(plan: Path) -> None:
    """The answer first, then a histogram, then a line a task."""
    result = retroplan("simulate", "film.yaml", "--lang", "en", "--seed", "1")
    lines = result.stdout.splitlines()

    assert result.exit_code == FINE
    # Seven days back from Monday 15 June 2026: Thursday 4 June; three: Wednesday 10 June.
    assert lines[0] == "Begin by Thu 4 Jun 2026 08:00 for a 90 % chance of launching on Mon 15 Jun 2026."
    assert lines[1] == "10,000 samples, seed 1."
    assert lines[3] == "Latest starts"
    assert lines[4].split()[:2] == ["4", "Jun"]
    assert [line.split() for line in lines if "critical" in line] == [
        ["P50", "P80", "P90", "critical", "task"]
    ]
    assert lines[-2].split() == ["J-5", "J-5", "J-11", "100", "%", "Shoot", "the", "film"]
    assert lines[-1].split() == ["J-3", "J-3", "J-3", "100", "%", "text"]


def test_speaks_french(plan: Path) -> None:
    """In the language that is asked for."""
    first = retroplan("simulate", "film.yaml", "--lang", "fr").stdout.splitlines()[0]

    assert first.startswith("Commencer au plus tard le jeu. 4 juin 2026 08:00 pour avoir 90 % de chances")


def test_takes_a_confidence_and_a_start(plan: Path) -> None:
    """The last column of the table, and what follows from a start."""
    result = retroplan(
        "simulate", "film.yaml", "--confidence", "0.7", "--start", "2026-06-05", "--lang", "en", "-n", "2000"
    )

    assert "Begin by Wed 10 Jun 2026 08:00 for a 70 % chance" in result.stdout
    assert "% on time; 70 % sure for a launch on Wed 10 Jun 2026." in result.stdout
    assert "P50  P80  P70" in result.stdout


def test_gives_json(plan: Path) -> None:
    """Everything, with stable keys; the same seed gives the same bytes, with any number of workers."""
    one, two = (
        retroplan("simulate", "film.yaml", "--format", "json", "-n", "40000", "--workers", workers).stdout
        for workers in ("1", "2")
    )
    document = json.loads(one)

    assert one == two
    assert document["start_by"]["P90"] == "2026-06-04T08:00:00"
    assert [task["id"] for task in document["tasks"]] == ["film", "text"]
    assert document["tasks"][0]["offset"] == {
        "P50": -5,
        "P80": -5,
        "P90": -11,
    }
    assert sum(bar["count"] for bar in document["histogram"]) == 40_000


def test_ends_with_1_where_no_start_helps(plan: Path) -> None:
    """A date keeps one film in seven from being in time, and nine in ten were asked for."""
    late = "constraint: {type: start_no_earlier_than, date: 2026-06-09}"
    plan.write_text(PLAN.replace("6d=0.15}", "6d=0.15, " + late + "}"), encoding="utf-8")
    result = retroplan("simulate", "film.yaml", "--lang", "en")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("No start gives a 90 % chance of launching on Mon 15 Jun 2026.\nin ")


def test_plans_forward(plan: Path) -> None:
    """Without a launch it says when all is finished."""
    plan.write_text(PLAN.replace("launch", "start"), encoding="utf-8")
    result = retroplan("simulate", "film.yaml", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout.startswith("From Mon 15 Jun 2026: ready by Tue 23 Jun 2026 17:00, 90 % sure.")
    assert "When all is finished" in result.stdout
    # Nothing is counted back, so that no column says by when a task has to start.
    assert [line.split() for line in result.stdout.splitlines()[-3:]] == [
        ["critical", "task"], ["100", "%", "Shoot", "the", "film"], ["100", "%", "text"],
    ]  # fmt: skip
    document = json.loads(retroplan("simulate", "film.yaml", "--format", "json").stdout)
    assert document["tasks"][0]["start_by"] == {"P50": None, "P80": None, "P90": None}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--confidence", "90"], '"90" is not a probability'),
        (["-n", "0"], '--samples: "0" is not a whole number from 1 on'),
        (["-n", "1e5"], '--samples: "1e5" is not a whole number from 1 on'),
        (["-n", "9" * 30], "is not a whole number from 1 on"),
        (["--workers", "-2"], '--workers: "-2" is not a whole number from 1 on'),
        (["--seed", "x"], '--seed: "x" is not a whole number'),
        (["--format", "xlsx"], "xlsx"),
        (["--launch", "soon"], "soon"),
    ],
)
def test_refuses_what_it_cannot_take(plan: Path, options: list[str], words: str) -> None:
    """In a line on standard error."""
    result = retroplan("simulate", "film.yaml", "--lang", "en", *options)

    assert result.exit_code == BAD_INPUT
    assert words in result.stderr


PINNED = """\
launch: 2026-09-15
start: 2026-06-01
tasks:
  - {id: prep, duration: 8d/10d/14d}
  - {id: send, duration: 1d, after: [prep], at: J-60}
"""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "From Mon 1 Jun 2026: 0 % on time; 90 % sure for a launch on Thu 18 Jun 2026, "
               "if pins by offset (send) are left out."),
        ("fr", "À partir du lun. 1 juin 2026 : à temps dans 0 % des cas ; sûr à 90 % pour un lancement "
               "le jeu. 18 juin 2026, sans les positions fixées par rapport à J (send)."),
    ],
)  # fmt: skip
def test_says_which_pins_a_launch_leaves_out(plan: Path, lang: str, words: str) -> None:
    """A launch on 18 June puts J-60 before the start: that no start meets it stands beside why."""
    plan.write_text(PINNED, encoding="utf-8")
    result = retroplan("simulate", "film.yaml", "--lang", lang, "--launch", "2026-06-18")

    assert result.stdout.splitlines()[1] == words


@pytest.mark.parametrize(
    ("lang", "answer", "reason"),
    [
        ("en", "; no launch is 90 % sure.", "from this start, "),
        ("fr", " ; aucun lancement n’est sûr à 90 %.", "à partir de ce début, "),
    ],
)
def test_says_that_no_launch_is_possible(plan: Path, lang: str, answer: str, reason: str) -> None:
    """A deadline that is missed one time in seven leaves no launch that is sure nine times in ten."""
    text = PLAN.replace("6d=0.15}", "6d=0.15, deadline: 2026-06-03}")
    plan.write_text("start: 2026-06-01\n" + text, encoding="utf-8")
    lines = retroplan("simulate", "film.yaml", "--lang", lang).stdout.splitlines()

    assert lines[1].endswith(answer)
    assert lines[2].startswith(reason)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", " with the buffer of 1 wk untouched"), ("fr", " sans entamer le tampon de 1 sem.")],
)
def test_says_that_the_buffer_stays_untouched(plan: Path, lang: str, words: str) -> None:
    """On time then means done a buffer early; without the buffer, it does not."""
    plan.write_text("buffer: 1w\n" + PLAN, encoding="utf-8")
    asked = ["simulate", "film.yaml", "--lang", lang, "--start", "2026-05-18"]
    with_it, without = (retroplan(*asked, *more).stdout.splitlines()[:2] for more in ([], ["--no-buffer"]))

    assert all(words in line for line in with_it)
    assert not any(words in line for line in without)


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", "Nothing is to be done before the launch on Mon 15 Jun 2026."),
        ("fr", "Rien n’est à faire avant le lancement, le lun. 15 juin 2026."),
    ],
)
def test_is_sure_of_nothing_where_nothing_is_to_be_done(plan: Path, lang: str, first: str) -> None:
    """Dates put the only task after the launch: no start is told, but which task it is."""
    plan.write_text("launch: 2026-06-15\ntasks:\n  - {id: a, duration: 2d, at: J+5}\n", encoding="utf-8")
    lines = retroplan("simulate", "film.yaml", "--lang", lang, "--start", "2026-06-01").stdout.splitlines()

    assert lines[0] == first
    assert lines[1].startswith("a")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-n", "x"], "--samples: « x » n’est pas un nombre entier à partir de 1"),
        (["--seed", "x"], "--seed: « x » n’est pas un nombre entier"),
        (["--confidence", "0,x"], "--confidence: « 0,x » n’est pas une probabilité"),
    ],
)
def test_refuses_in_french(plan: Path, options: list[str], words: str) -> None:
    """Not in the words of the parser."""
    result = retroplan("simulate", "film.yaml", "--lang", "fr", *options)

    assert result.exit_code == BAD_INPUT
    assert words in result.stderr


def test_writes_numbers_as_the_french_do(plan: Path) -> None:
    """A comma is read and written, one sample is one, and parts have French names."""
    content = "  - {id: b, name: Contenus, duration: 2d, approval: {by: direction, duration: 2d}}\n"
    plan.write_text(PLAN + content, encoding="utf-8")
    text = retroplan("simulate", "film.yaml", "--lang", "fr", "--confidence", "0,975", "-n", "1").stdout
    english = retroplan("simulate", "film.yaml", "--lang", "en", "--confidence", "0.975", "-n", "1").stdout

    assert "pour avoir 97,5 % de chances" in text
    assert "for a 97.5 % chance" in english
    assert "P97.5" in english
    assert "\n1 tirage, graine 0." in text
    assert "\n1 sample, seed 0." in english
    assert "approbation" in text.lower() or "validation" in text.lower()
    assert "approval" not in text


def test_shares_of_a_reason_are_written_in_the_language(plan: Path) -> None:
    """One decimal, with a comma in French; a whole number has none."""
    late = "constraint: {type: start_no_earlier_than, date: 2026-06-09}"
    plan.write_text(PLAN.replace("6d=0.15}", "6d=0.15, " + late + "}"), encoding="utf-8")
    some = retroplan("simulate", "film.yaml", "--lang", "fr").stdout.splitlines()[1]
    never = late + ", deadline: 2026-06-09"
    plan.write_text(PLAN.replace("6d=0.15}", "6d=0.15, " + never + "}"), encoding="utf-8")
    every = retroplan("simulate", "film.yaml", "--lang", "fr").stdout.splitlines()[1]

    assert re.match(r"dans 1\d,\d % des tirages", some)
    assert every.startswith("dans 100 % des tirages")


def test_bars_have_a_year_where_they_span_more_than_one(plan: Path) -> None:
    """Latest starts from December to January: two days alike would be a year apart."""
    plan.write_text(PLAN.replace("2026-06-15", "2027-01-06"), encoding="utf-8")
    lines = retroplan("simulate", "film.yaml", "--lang", "en").stdout.splitlines()
    bars = lines[lines.index("Latest starts") + 1 : lines.index("", lines.index("Latest starts"))]

    assert all("2026" in bar or "2027" in bar for bar in bars)
