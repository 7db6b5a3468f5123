"""What `check` says of the templates: nothing but what a template cannot know."""

from __future__ import annotations

import pytest

import retroplan as rp
from retroplan.lint.rules import RULES

LAUNCHES = ("2026-06-15", "2027-01-04")

# Who does it is for whoever uses the template to say; all else above a remark is a mistake of the template.
MEANT = {"RP201"}


@pytest.mark.parametrize("launch", LAUNCHES)
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", sorted({template.name for template in rp.templates()}))
def test_a_template_is_a_good_plan(name: str, lang: str, launch: str) -> None:
    """On a working day nothing above a remark is told of a template, but that nobody is named yet."""
    report = rp.check(rp.from_template(name, launch=launch, lang=lang))
    told = {finding.code for finding in report.findings if finding.severity is not rp.Severity.INFO}

    assert told <= MEANT


@pytest.mark.parametrize("name", sorted({template.name for template in rp.templates()}))
def test_languages_of_a_template_say_the_same(name: str) -> None:
    """A template and its twin in the other language have the same findings at the same places."""
    reports = [rp.check(rp.from_template(name, launch=LAUNCHES[0], lang=one)) for one in ("fr", "en")]
    french, english = ([(item.code, item.path) for item in report.findings] for report in reports)

    assert french == english


def test_the_whole_table_is_asked() -> None:
    """Naming every rule asks also those that speak only when they are selected."""
    plan = rp.from_template("loyalty", launch=LAUNCHES[0])
    report = rp.check(plan, select=[rule.code for rule in RULES])

    assert {"RP801", "RP802"} <= {finding.code for finding in report.findings}
