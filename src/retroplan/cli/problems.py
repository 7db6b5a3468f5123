"""Errors as the user meets them: short, in his language, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from retroplan.cli.output import complain
from retroplan.cli.surroundings import choose_language, written_language
from retroplan.errors import Finding, PlanError, RetroplanError
from retroplan.language import say, word

FINE, UNMET, BAD_INPUT = 0, 1, 2
"""Exit codes: fine; the plan cannot be met, or `check` found errors; the input is bad."""

_MOST = 50


@contextmanager
def reported(asked: str | None, plan: str = "") -> Iterator[None]:
    """
    Turn what retroplan refuses into lines on standard error and exit code 2.

    Parameters
    ----------
    asked
        Language asked for on the command line.
    plan
        File whose own language is used if none was asked for.
    """
    try:
        yield
    except RetroplanError as problem:
        lang = choose_language(asked, written_language(plan) if plan else None)
        findings = problem.findings if isinstance(problem, PlanError) else ()
        complain(finding_lines(findings, lang) if findings else [str(problem)])
        raise typer.Exit(BAD_INPUT) from None


def finding_lines(findings: tuple[Finding, ...], lang: str) -> list[str]:
    """Put findings into words, a line each, how much each matters in front."""
    lines = [labelled(finding.severity.value, finding.text(lang), lang) for finding in findings[:_MOST]]
    more = len(findings) - _MOST
    return [*lines, f"… (+{more})"] if more > 0 else lines


def labelled(severity: str, words: str, lang: str) -> str:
    """Put how much it matters in front of a sentence."""
    return say("placed", {"place": word(f"severity-{severity}", lang), "words": words}, lang)
