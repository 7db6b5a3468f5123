"""A tour of bad files: each mistake as people make it, with every word that is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import retroplan
from tests.tour.pages import (
    BROKEN,
    HERE,
    LANGUAGES,
    PAGES,
    Told,
    content,
    expected,
    problems,
    said_of_broken,
    told,
)

MANY = 80
COMMAND = HERE / "command.txt"
PLAN = """\
launch: 2027-06-14
tasks:
  - {id: brief, duration: 5d}
  - {id: poster, name: Affiche, duration: 3d}
  - {id: banner, name: Affiche, duration: 3d}
"""


def told_of(page: Path) -> list[Told]:
    """List what is told of a page."""
    problem = problems(*content(page))
    return [] if problem is None else told(problem)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_mistake_of_a_page_is_told_in_its_place(page: Path) -> None:
    """Exactly the problems beside the page come, in its order, each with its place and both sentences."""
    assert [item.text() for item in expected(page)] == [item.text() for item in told_of(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_text_of_the_error_is_these_sentences(page: Path) -> None:
    """`PlanError.text` has a line for each of them, in either language; English is what Python prints."""
    problem = problems(*content(page))
    assert problem is not None

    assert [item.english for item in expected(page)] == problem.text("en").split("\n")
    assert [item.french for item in expected(page)] == problem.text("fr").split("\n")
    assert problem.text("en") == str(problem)


def test_broken_texts_say_what_broke_them() -> None:
    """A text that cannot be taken apart has one problem, with its line, and what to do in words of ours."""
    assert [item.text() for item in expected(BROKEN)] == [item.text() for item in said_of_broken()]


def commands() -> list[tuple[str, list[str]]]:
    """Read the commands, and the lines that each prints in English and in French."""
    parts = [
        part.strip("\n").split("\n") for part in COMMAND.read_text(encoding="utf-8").split("$ retroplan ")
    ]
    return [(command, lines) for command, *lines in parts if command]


def is_said(line: str, printed: str) -> bool:
    """Tell whether a line is printed; ``…`` in it stands for what grows with the formats there are."""
    return re.fullmatch(re.escape(line).replace("…", ".*"), printed.strip()) is not None


@pytest.mark.parametrize(("command", "lines"), commands(), ids=[command for command, _ in commands()])
def test_the_command_line_answers_in_one_line(
    command: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with a command is told on one line of standard error, in the language asked for."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("plan.doc").write_text(PLAN, encoding="utf-8")
    Path("folder.yaml").mkdir()
    results = [retroplan(*command.split(), "--lang", lang) for lang in LANGUAGES]

    said = [is_said(line, result.stderr) for line, result in zip(lines, results, strict=True)]
    assert said == [True, True], [result.stderr for result in results]
    assert [result.exit_code for result in results] == [2, 2]


# -- the tour as a whole -------------------------------------------------------------------------


def every() -> list[Told]:
    """List every problem of the tour."""
    return [item for page in (*PAGES, BROKEN) for item in expected(page)]


def test_the_tour_has_pages_of_many_mistakes() -> None:
    """So many different problems are met: pairs of a code and what is said, without its place."""
    different = {(item.code, item.english.partition(": ")[2]) for page in PAGES for item in expected(page)}

    assert len(PAGES) == 18
    assert len(different) >= MANY
    assert len({code for code, _ in different}) >= MANY - 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_problem_hides_another(page: Path) -> None:
    """Every page has many problems at once, each with its place, none told twice."""
    items = expected(page)

    assert len(items) >= 10
    assert all(item.place != "-" for item in items)
    assert len(items) == len({item.english for item in items})


def test_no_sentence_is_a_bare_refusal() -> None:
    """A sentence says more than that something is wrong: no "invalid", no word of Python, no full stop."""
    for item in every():
        for sentence in (item.english, item.french):
            words = sentence.partition(": ")[2] or sentence
            assert not re.search(r"\b(invalid|invalide|error|erreur|NoneType|datetime|Traceback)\b", words)
            assert len(words.split()) >= 3, sentence
            assert not words.endswith("."), sentence


def test_french_sentences_are_french() -> None:
    """Guillemets are paired and spaced, apostrophes curved, and high punctuation has its space."""
    for item in every():
        own = re.sub(r"«[\s ][^»]*[\s ]»|\[.*?\]|\{.*?\}", "", item.french)  # less what users wrote

        assert item.french.count("«") == item.french.count("»"), item.french
        assert not re.search(r"«(?![  ])|(?<![  ])»", item.french), item.french
        assert "'" not in own, item.french
        assert not re.search(r"(?<![\s ])[;?!]", own), item.french


def test_places_stand_in_the_records_too() -> None:
    """A program finds the line or the cell, the path and the task beside the code."""
    where = {}
    for page in PAGES:
        problem = problems(*content(page))
        records = [finding.to_record() for finding in problem.findings] if problem else []
        keys = ("code", "path", "line", "cell", "task")
        where[page.stem] = [tuple(record[key] for key in keys) for record in records]

    assert ("unknown-key", "tasks[0].duraton", 10, None, None) in where["01-first-plan"]
    assert ("cycle", "tasks[14].after[0]", 18, None, "hen") in where["04-links"]
    assert ("no-such-day", "tasks[6].deadline", None, None, None) in where["07-web-form"]
    assert ("near-heading", "", None, "B5", None) in where["08-excel-francais"]
    assert ("three-disagree", "tasks[5].tasks[3].duration", None, "C18", "12") in where["09-classeur"]
    assert ("bad-offset", "tasks[1].at", 11, None, None) in where["10-tableau"]


def test_the_wrong_sheet_of_a_workbook_is_told_with_those_it_has() -> None:
    """A sheet that is not there is compared with those that are; one without a table says what it lacks."""
    data, _ = content(HERE / "09-classeur.txt")

    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="xlsx", sheet="Plam")
    assert caught.value.text() == (
        'there is no sheet "Plam" (did you mean "Plan"?) (choose among Lisez-moi, Plan)'
    )
    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="xlsx", sheet="Lisez-moi")
    assert caught.value.text("fr") == (
        "A1: aucune ligne ne porte les en-têtes d’une liste de tâches (comme Tâche, Durée, Après) ; "
        "la première commence par « Version du 12 mai »"
    )
