"""Each rule of `check` on the two plans that its section of the reference shows."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

import retroplan as rp
from retroplan.lint.rules import RULES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "rules.md"
CODES = [rule.code for rule in RULES]

# How much each rule matters, where it points, and what it says of its bad example, in both languages.
EXPECTED = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))

_SECTION = re.compile(r"^### `(RP\d+)` [a-z-]+\n([\s\S]*?)(?=^##|\Z)", re.MULTILINE)
_BLOCK = re.compile(r"^```(yaml|csv)\n([\s\S]*?)^```", re.MULTILINE)


@cache
def examples() -> dict[str, list[tuple[str, str]]]:
    """Give the blocks of each section of the page, each with the language it is in."""
    text = PAGE.read_text(encoding="utf-8")
    return {code: _BLOCK.findall(section) for code, section in _SECTION.findall(text)}


def found(code: str, number: int) -> tuple[rp.Finding, ...]:
    """Check one of the plans in the section of a rule with that rule alone."""
    language, text = examples()[code][number]
    launch = "2026-06-15" if language == "csv" else None  # a table of tasks has none
    return rp.check(text.encode(), format=language, select=code, launch=launch).findings


def test_every_rule_has_a_bad_plan_a_good_plan_and_its_sentences() -> None:
    """A rule without its section, its two plans or its sentences is not finished."""
    assert list(examples()) == CODES
    assert list(EXPECTED) == CODES
    assert {code: len(blocks) for code, blocks in examples().items()} == dict.fromkeys(CODES, 2)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_speaks_of_its_bad_plan(code: str) -> None:
    """The first plan of each section gets one finding, at its place, in words of both languages."""
    (finding,) = found(code, 0)
    place = f"{finding.path}" if finding.line is None else f"{finding.path} (line {finding.line})"
    lieu = f"{finding.path}" if finding.line is None else f"{finding.path} (ligne {finding.line})"
    expected = EXPECTED[code]

    assert finding.code == code
    assert (finding.severity.value, finding.path) == (expected["severity"], expected["path"])
    assert finding.text("en") == (f"{place}: {expected['en']}" if place else expected["en"])
    assert finding.text("fr") == (f"{lieu}: {expected['fr']}" if lieu else expected["fr"])


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_silent_on_its_good_plan(code: str) -> None:
    """The second plan of each section, which differs in what the rule is about, gets none."""
    assert found(code, 1) == ()


@pytest.mark.parametrize("code", CODES)
def test_the_task_of_a_finding_can_ignore_it(code: str) -> None:
    """What is told about a task is not told if that task, or the plan, ignores it."""
    (finding,) = found(code, 0)
    language, text = examples()[code][0]
    plan = rp.read(text.encode(), format=language)
    plan = plan if plan.launch else plan.replace(launch="2026-06-15")
    quiet = plan.replace(ignore=(*plan.ignore, code))

    assert rp.check(quiet, select=code).findings == ()
    if finding.task in plan:
        own = plan[finding.task]
        changed = plan.change(finding.task, ignore=(*own.ignore, code))
        assert rp.check(changed, select=code).findings == ()


def test_severities_are_those_that_the_page_tells() -> None:
    """A section begins with what the rule counts for."""
    text = PAGE.read_text(encoding="utf-8")
    words = {code: section.strip().split(":")[0] for code, section in _SECTION.findall(text)}
    names = {"warning": "Warning", "info": "Remark"}

    assert {code: word.split(",")[0] for code, word in words.items()} == {
        code: names[expected["severity"]] for code, expected in EXPECTED.items()
    }
