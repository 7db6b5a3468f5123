"""`retroplan check`: what is wrong with a plan, or doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import evolve

from retroplan.cli.loading import advice, opened, parse_option, spoken
from retroplan.cli.options import (
    ColumnOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import emit_bytes, show
from retroplan.cli.problems import FINE, UNMET, reported
from retroplan.cli.surroundings import choose_language, written_language
from retroplan.errors import Finding, PlanError, Severity
from retroplan.language import Amount, say, word

if TYPE_CHECKING:
    from retroplan.render.notes import Note
    from retroplan.review import Examination

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: ""}
_NO_PLAN = ("file-not-found", "file-unreadable", "no-format", "unknown-format")
_MOST_LINES = 1000


class ReportFormat(StrEnum):
    """What a report can be printed as."""

    TEXT = "text"
    JSON = "json"


SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODES"),
]
IgnoreOption = Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES")]
StrictOption = Annotated[bool, typer.Option("--strict")]
FormatOption = Annotated[ReportFormat, typer.Option("--format")]


def run(
    plan: PlanArgument,
    launch: LaunchOption = None,
    start: StartOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    strict: StrictOption = False,
    format: FormatOption = ReportFormat.TEXT,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
) -> None:
    """
    Say what is wrong with a plan, and what is doubtful.

    Exits with 1 if there are errors, with 0 if there are only warnings or nothing at all.
    """
    from retroplan.lint.report import Report
    from retroplan.review import examine

    with reported(lang, plan):
        _refuse_unknown(select or (), ignore or ())
        file, options = opened(plan, source_format, sheet, column)
        seen = examine(
            file, **options, select=select or (), ignore=ignore or (), strict=strict,
            launch=parse_option("--launch", launch), start=parse_option("--start", start),
            prepared=lambda read: spoken(read, choose_language(lang, read.lang)),
        )  # fmt: skip
        findings = advice(seen.report.findings, plan, source_format)
        seen = evolve(seen, report=Report(findings))
        if format is ReportFormat.JSON:
            _print_json(seen)
        missing = [finding for finding in seen.report.findings if finding.code in _NO_PLAN]
        if missing:
            raise PlanError(missing)
    if format is ReportFormat.TEXT:
        _print(seen, choose_language(lang, seen.plan.lang if seen.plan else written_language(plan)))
    raise typer.Exit(FINE if seen.report.ok else UNMET)


def _refuse_unknown(select: list[str] | tuple[()], ignore: list[str] | tuple[()]) -> None:
    """Refuse codes that name nothing, as other wrong options are."""
    from retroplan.lint.selection import make_selection

    problems = make_selection(select, ignore).problems
    if problems:
        raise PlanError(evolve(problem, path=f"--{problem.path}") for problem in problems)


def _print_json(seen: Examination) -> None:
    from retroplan.io import json

    emit_bytes(json.dumps(seen.report.to_document()))


def _print(seen: Examination, lang: str) -> None:
    from retroplan.render.terminal import Paragraphs

    show(Paragraphs((*_notes(seen, lang), _summary(seen, lang))))


def _notes(seen: Examination, lang: str) -> Iterator[Note]:
    """Give a paragraph for each finding; of very many, the first."""
    from retroplan.lint.report import line
    from retroplan.render.cleaning import clean
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import Note

    narrator = make_narrator(seen.schedule, lang) if seen.schedule else None

    def words(finding: Finding) -> str:
        return narrator.finding(finding) if narrator else clean(finding.text(lang))

    findings = seen.report.findings
    for finding in findings[:_MOST_LINES]:
        yield Note("", line(finding, words(finding), lang), _STYLES[finding.severity])
    if len(findings) > _MOST_LINES:
        yield Note("", f"… (+{len(findings) - _MOST_LINES})")


def _summary(seen: Examination, lang: str) -> Note:
    """Count errors, warnings and remarks, "1 error, 2 warnings", or say that there are none."""
    from retroplan.render.cleaning import clean
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import Note, heading

    counts = ((seen.report.count(severity), severity.value) for severity in Severity)
    counted = ", ".join(Amount(count, noun).text(lang) for count, noun in counts if count)
    if not counted:
        name = clean(seen.plan.name if seen.plan else "") or word("untitled", lang)
        title = heading(make_narrator(seen.schedule, lang)) if seen.schedule else name
        counted = say("nothing-to-say", {"plan": title}, lang)
    return Note("", counted, "bold")
