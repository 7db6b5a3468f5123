"""The catalogues: every code has its sentence in every language, and every sentence its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from retroplan.calendars.hours import CONVENTIONS
from retroplan.errors import Severity
from retroplan.language import LANGUAGES, say
from retroplan.language.speech import catalogue
from retroplan.model.constraint import ConstraintType
from retroplan.model.costs import KINDS
from retroplan.model.link import LinkType
from retroplan.render import columns
from retroplan.render.gantt import legend as gantt_legend
from retroplan.resources.sums import GROUPS
from retroplan.units import Unit

SOURCE = Path(__file__).parents[2] / "src" / "retroplan"
DICTS = ("MESSAGES", "NOUNS", "WORDS")

# Which argument of which call is a code, and of which dictionary.
CALLS = {
    "error": (0, "MESSAGES"),
    "warning": (0, "MESSAGES"),
    "info": (0, "MESSAGES"),
    "Phrase": (0, "MESSAGES"),
    "say": (0, "MESSAGES"),
    "choice": (0, "MESSAGES"),
    "_conflict": (1, "MESSAGES"),
    "_failure": (0, "MESSAGES"),
    "Amount": (1, "NOUNS"),
    "word": (0, "WORDS"),
    "Word": (0, "WORDS"),
}

# What the placeholders of a computed code stand for; a new one must be told here.
LINK_TYPES = [kind.value for kind in LinkType]
COMPUTED = {
    "closed-{}": ["weekday", "holiday", "closure", "date", "range"],
    "compared-{}": ["task", "before", "after", "moved", "why", "launch"],
    "window-{}": ["launch", "met", "first", "critical", "closed"],
    "budget-{}": [*GROUPS, "planned", "committed", "actual", "budget", "remaining", "share", "total", "rest"],
    "order-{}": ["need", "quotes", "order", "needed", "cost"],
    "kind-{}": KINDS,
    "column-{}": columns.HEADINGS,
    "constraint-{}": [kind.value for kind in ConstraintType],
    "convention-{}": [*CONVENTIONS, "own"],
    "gantt-{}": gantt_legend.SIGNS,
    "heading-{}": [
        *("offset", "task", "start", "finish", "duration", "total-slack", "free-slack", "critical"),
        *("person", "R", "A", "C", "I", "days", "letters", "waits-for", "awaited-by", "handover", "giver"),
        *("taker", "next", "needed", "date", "responsible", "tasks", "share", "target", "deviation"),
    ],
    "notice-{}": ["inform", "consult"],
    "notice-{}-ongoing": ["inform-ongoing", "consult-ongoing"],
    "question-{}": ["who", "what", "where", "when", "how", "why"],
    "step-{}": [str(number) for number in range(1, 8)],
    "event-{}": ["start", "finish"],
    "legend-{}": ["critical", "milestone", "hammock", "until"],
    "severity-{}": [severity.value for severity in Severity],
    "unit-{}{}": [
        *(unit.value for unit in Unit),
        *(f"d-{days}{one}" for days in ("ouvres", "ouvrables") for one in ("", "-one")),
    ],
    "unit-{}": [unit.value for unit in Unit],
    "weekdays-{}": [str(number) for number in range(7)],
    "weekday-{}": [str(number) for number in range(7)],
    "why-{}": ["start", "end"],
    "why-pin-{}": ["at", "until"],
    "why-{}-{}": [f"{side}-{kind}" for side in ("early", "late") for kind in LINK_TYPES],
}


def expanded(pattern: str) -> list[str]:
    """Give every code that a computed one can be."""
    assert pattern in COMPUTED, f'say in COMPUTED what the placeholders of "{pattern}" stand for'
    head = pattern.partition("{")[0]
    return [head + value for value in COMPUTED[pattern]]


@cache
def trees() -> dict[Path, ast.Module]:
    """Parse every module, the catalogues excepted."""
    paths = [path for path in SOURCE.rglob("*.py") if path.parent.name not in LANGUAGES]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def pattern_of(node: ast.JoinedStr) -> str:
    """Write an f-string with bare placeholders."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def texts(node: ast.expr) -> Iterator[str]:
    """Give the codes that an expression can be; nothing for a variable."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from expanded(pattern_of(node))
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def said() -> Iterator[tuple[str, str, str]]:
    """Yield the codes that the source says: where, in which dictionary, which."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place, group = CALLS.get(name, (0, ""))
            if group and len(node.args) > place:
                for code in texts(node.args[place]):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", group, code


def mentioned() -> set[str]:
    """Collect every text of the source that could be a code, said at once or kept for later."""
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr) and pattern_of(node) in COMPUTED:
                found.update(expanded(pattern_of(node)))
    return found


def placeholders(template: str) -> list[str]:
    """Name the placeholders of a sentence."""
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None})


@pytest.mark.parametrize("group", DICTS)
def test_every_language_has_the_same_codes_in_the_same_order(group: str) -> None:
    """A code of one language is a code of all, at the same place."""
    english, *others = (list(getattr(catalogue(lang), group)) for lang in LANGUAGES)

    assert [english] * len(others) == others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_stands_in_one_module(lang: str) -> None:
    """No module of a catalogue says again, or otherwise, what another one says."""
    parts = [getattr(catalogue(lang), name).MESSAGES for name in ("document", "files", "answers", "rules")]

    assert sum(map(len, parts)) == len(catalogue(lang).MESSAGES) > 500


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_stands_where_it_does_in_english(lang: str) -> None:
    """The modules of every catalogue are parted alike."""
    for name in ("document", "files", "answers", "rules"):
        own, english = (list(getattr(catalogue(each), name).MESSAGES) for each in (lang, "en"))
        assert own == english


@pytest.mark.parametrize("code", catalogue("en").MESSAGES)
def test_every_language_has_the_same_placeholders(code: str) -> None:
    """A sentence tells the same values in every language."""
    english, *others = (placeholders(catalogue(lang).MESSAGES[code]) for lang in LANGUAGES)

    assert [english] * len(others) == others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_filled(lang: str) -> None:
    """No sentence has a placeholder without a name, or a stray brace."""
    for code, template in catalogue(lang).MESSAGES.items():
        names = placeholders(template)
        words = say(code, {name: f"<{name}>" for name in names}, lang)

        assert all(re.fullmatch("[a-z_]+", name) for name in names), code
        assert all(f"<{name}>" in words for name in names), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_source_has_its_words(lang: str) -> None:
    """What the source can say is in the catalogue."""
    missing = [item for item in said() if item[2] not in getattr(catalogue(lang), item[1])]

    assert missing == []


def test_the_source_is_really_read() -> None:
    """The scan finds codes of every dictionary, plain and computed."""
    codes = {code for _, _, code in said()}

    assert {"cycle", "pin-moved", "why-late-FS", "working-day", "unit-d-ouvres-one", "weekday-6"} <= codes


def test_no_sentence_is_dead() -> None:
    """Every code of the catalogues stands somewhere in the source."""
    used = mentioned()
    dead = [code for group in DICTS for code in getattr(catalogue("en"), group) if code not in used]

    assert dead == []


def test_every_finding_is_given_what_its_sentence_tells() -> None:
    """No value is missing or useless; `path` and `task` are the finding's own and cannot be told."""
    faults = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = {word.arg for word in node.keywords}
            if node.func.id in ("error", "warning", "info") and None not in given:
                for code in texts(node.args[0]):
                    told = set(placeholders(catalogue("en").MESSAGES[code]))
                    if told != given - {"path", "task"}:
                        faults.append(f"{path.relative_to(SOURCE)}:{node.lineno} {code}")

    assert faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nouns_have_two_numbers(lang: str) -> None:
    """A noun has a singular and a plural."""
    assert all(len(forms) == 2 and all(forms) for forms in catalogue(lang).NOUNS.values())
