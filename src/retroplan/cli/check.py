"""`retroplan check`: what is wrong with a plan, or doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer
from attrs import frozen

from retroplan.cli.loading import load_plan, make_schedule
from retroplan.cli.options import LangOption, PlanArgument
from retroplan.cli.output import show, tell
from retroplan.cli.problems import FINE, UNMET, finding_lines, labelled, reported
from retroplan.cli.surroundings import choose_language, written_language
from retroplan.errors import PlanError, Severity
from retroplan.language import Amount, say

if TYPE_CHECKING:
    from retroplan.render.narrator import Narrator

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: ""}
_NO_PLAN = ("file-not-found", "file-unreadable", "no-format", "unknown-format")


@frozen
class Remark:
    """
    One line of the report.

    Attributes
    ----------
    severity
        How much it matters.
    text
        The sentence, in the language of the report.
    """

    severity: Severity
    text: str


def run(plan: PlanArgument, lang: LangOption = None) -> None:
    """
    Say what is wrong with a plan, and what is doubtful.

    Exits with 1 if there are errors, with 0 if there are only warnings or nothing at all.
    """
    with reported(lang, plan):
        try:
            read = load_plan(plan)
            schedule = make_schedule(read)
        except PlanError as problem:
            if any(finding.code in _NO_PLAN for finding in problem.findings):
                raise
            _refuse(problem, choose_language(lang, written_language(plan)))
        from retroplan.render.narrator import make_narrator

        narrator = make_narrator(schedule, choose_language(lang, read.lang))
        remarks = [remark for rule in _RULES for remark in rule(narrator)]
    _print(remarks, narrator)
    raise typer.Exit(UNMET if any(remark.severity is Severity.ERROR for remark in remarks) else FINE)


def _refuse(problem: PlanError, lang: str) -> None:
    """Report a plan that cannot be understood."""
    counted = _counted([finding.severity for finding in problem.findings], lang)
    tell(*finding_lines(problem.findings, lang), counted)
    raise typer.Exit(UNMET)


def _print(remarks: list[Remark], narrator: Narrator) -> None:
    from retroplan.render.notes import Note, heading
    from retroplan.render.terminal import Paragraphs

    lang = narrator.lang
    summary = _counted([remark.severity for remark in remarks], lang)
    if not remarks:
        summary = say("nothing-to-say", {"plan": heading(narrator)}, lang)
    texts = (
        Note("", labelled(remark.severity.value, remark.text, lang), _STYLES[remark.severity])
        for remark in remarks
    )
    show(Paragraphs((*texts, Note("", summary, "bold"))))


def _counted(severities: list[Severity], lang: str) -> str:
    """Count errors, warnings and remarks: "1 error, 2 warnings"."""
    counts = ((severities.count(severity), severity.value) for severity in Severity)
    return ", ".join(Amount(count, noun).text(lang) for count, noun in counts if count)


def _conflicts(narrator: Narrator) -> Iterator[Remark]:
    for conflict in narrator.schedule.conflicts:
        yield Remark(Severity.ERROR, narrator.conflict(conflict))


def _findings(narrator: Narrator) -> Iterator[Remark]:
    for finding in narrator.schedule.findings:
        yield Remark(finding.severity, narrator.finding(finding))


_RULES: tuple[Callable[[Narrator], Iterable[Remark]], ...] = (_conflicts, _findings)
