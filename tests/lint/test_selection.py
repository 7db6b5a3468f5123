"""What `check` tells: codes that are selected, less codes that are ignored."""

from __future__ import annotations

import pytest

from retroplan.lint.codes import SCHEDULED, UNDATED
from retroplan.lint.rules import RULES
from retroplan.lint.selection import CODES, make_selection
from tests.test_docs import codes

ASKED = {rule.code for rule in RULES if rule.asked}
USUAL = {rule.code for rule in RULES} - ASKED
THIRD = {"RP301", "RP302", "RP303", "RP304"}
CONFLICTS = {code for code in SCHEDULED if code.startswith("conflict-")}


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("RP401", {"RP401"}),
        ("rp401", {"RP401"}),
        ("redundant-link", {"RP401"}),
        ("launch-closed", {"RP101"}),
        ("RP1", {"RP101", "RP102", "RP103"}),
        ("RP", USUAL),
        ("pin-moved", {"pin-moved"}),
        ("conflict", CONFLICTS),
        ("RP1, RP401,", {"RP101", "RP102", "RP103", "RP401"}),
        (["RP1,RP30", " pin-moved "], {"RP101", "RP102", "RP103", *THIRD, "pin-moved"}),
        ("RP8", ASKED),
        ("incomplete", {"RP801"}),
        ("no-launch", {"no-launch"}),
    ],
)
def test_codes_names_and_beginnings(asked: str | list[str], chosen: set[str]) -> None:
    """A code, the name of a rule or the beginning of codes is chosen, in a list or with commas."""
    selected, ignored = make_selection(asked), make_selection((), asked)

    assert {code for code in CODES if selected.admits(code)} == chosen
    assert {code for code in CODES if not ignored.admits(code)} - ASKED == chosen - ASKED
    assert selected.problems == ignored.problems == ()


def test_ignoring_wins() -> None:
    """What is both selected and ignored is not told."""
    selection = make_selection("RP1", "RP102")

    assert [code for code in CODES if selection.admits(code)] == ["RP101", "RP103"]


def test_nothing_asked_is_all_that_need_not_be_asked() -> None:
    """Without a selection every code is told but those that have to be asked; an empty text asks nothing."""
    usual = [code for code in CODES if code not in ASKED]

    assert sorted(ASKED) == ["RP801", "RP802", "RP803", "RP804"]
    assert [code for code in CODES if make_selection().admits(code)] == usual
    assert [code for code in CODES if make_selection("", [" , "]).admits(code)] == usual


@pytest.mark.parametrize("code", ["cycle", "unknown-task", "not-yaml", "file-not-found"])
def test_what_keeps_a_plan_from_being_read_is_no_choice(code: str) -> None:
    """Such errors are told whatever is selected, and cannot be ignored."""
    assert make_selection("RP401").admits(code)
    assert [problem.code for problem in make_selection((), code).problems] == ["unknown-check"]


@pytest.mark.parametrize("text", ["RP9", "RP4011", "pin-mov", "c", "9", "\x1b[31m", "é" * 1000])
def test_texts_that_name_nothing(text: str) -> None:
    """A text that names no code is an error; half a word is none."""
    assert [(problem.code, problem.path) for problem in make_selection((), text).problems] == [
        ("unknown-check", "ignore")
    ]


def test_the_nearest_code_is_told() -> None:
    """A slip of the finger gets a question, in both languages."""
    (problem,) = make_selection("RP410").problems

    assert problem.text("en") == (
        'select: "RP410" is not a code of check (did you mean "RP407"?) '
        "(its rules are RP001, RP101-RP103, RP201-RP209, RP301-RP304, RP401-RP407, "
        "RP501, RP601-RP604, RP701-RP709, RP801-RP804)"
    )
    assert problem.text("fr") == (
        "select: « RP410 » n’est pas un code de check (vouliez-vous dire « RP407 » ?) "
        "(ses règles sont RP001, RP101-RP103, RP201-RP209, RP301-RP304, RP401-RP407, "
        "RP501, RP601-RP604, RP701-RP709, RP801-RP804)"
    )


def test_every_code_of_a_schedule_can_be_chosen() -> None:
    """The codes are those in the catalogue, the closed launch by its rule."""
    told = codes("findings of a schedule") | codes("conflicts")

    assert set(SCHEDULED) == told - {"launch-closed", "conflict-pin"}
    assert set(UNDATED) <= codes("a plan as a whole")
