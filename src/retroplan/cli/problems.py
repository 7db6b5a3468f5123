"""Errors as the user meets them: short, in his language, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import typer

from retroplan import __version__
from retroplan.cli.output import complain, forget
from retroplan.cli.surroundings import choose_language, wants_traceback, written_language
from retroplan.cli.usage import MisuseError, misuse_of
from retroplan.errors import Finding, PlanError, RetroplanError
from retroplan.language import Amount, say, show, word
from retroplan.language.quoting import quoted

FINE, UNMET, BAD_INPUT, BUG, INTERRUPTED = EXIT_CODES = (0, 1, 2, 70, 130)
"""Fine; the plan cannot be met, or `check` found errors; bad input; a bug of ours; Ctrl-C."""

_MOST = 50
_LONGEST = 200


@contextmanager
def reported(asked: str | None, plan: str = "", *, named: bool = False) -> Iterator[None]:
    """
    Turn what retroplan refuses into lines on standard error and exit code 2.

    Parameters
    ----------
    asked
        Language asked for on the command line.
    plan
        File whose own language is used if none was asked for; several problems have its name
        and their number before them.
    named
        Whether one problem has its name before it too, because there is another plan.
    """
    try:
        yield
    except RetroplanError as problem:
        lang = choose_language(asked, written_language(plan) if plan else None)
        complain(_lines(problem, lang, plan, named=named))
        raise typer.Exit(BAD_INPUT) from None


def guarded(run: Callable[[], object], lang: str) -> int:
    """
    Run the parser and the command, and give the exit code.

    What the parser refuses is told in two lines; so is a bug, unless RETROPLAN_DEBUG asks for
    the traceback. A full disk behind standard output is an error like others.
    """
    try:
        code = run()
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as problem:
        from retroplan.io.reasons import reason_of

        complain([labelled("error", show(reason_of(problem), lang), lang)])
        with suppress(OSError, ValueError):  # a stream that is closed, or stands on no file
            forget(sys.stdout)
        return BAD_INPUT
    except Exception as problem:
        return _told(problem, lang)
    return code if isinstance(code, int) else FINE


def _told(problem: Exception, lang: str) -> int:
    if hasattr(problem, "format_message"):  # every exception of the parser has it, whatever its version
        problem = misuse_of(problem)
    if isinstance(problem, MisuseError):
        see = say("see-help", {"command": f"{problem.path} --help"}, lang)
        complain([labelled("error", problem.finding.text(lang), lang), see])
        return BAD_INPUT
    if isinstance(problem, RetroplanError):
        complain(_lines(problem, lang))
        return BAD_INPUT
    if wants_traceback():
        raise problem
    words = quoted(f"{type(problem).__name__}: {problem}", _LONGEST)
    bug = say("bug", {"version": __version__, "problem": words}, lang)
    complain([labelled("error", bug, lang), say("report-bug", {}, lang)])
    return BUG


def _lines(problem: RetroplanError, lang: str, plan: str = "", *, named: bool = False) -> list[str]:
    if not isinstance(problem, PlanError):
        return [labelled("error", str(problem), lang)]
    lines = finding_lines(problem.findings, lang)
    told = len(lines) < 2 and (not named or problem.findings[0].code.startswith("file-"))
    if told or not plan:
        return lines
    place = word("standard-input", lang) if plan == "-" else plan
    counted = Amount(len(problem.findings), "error").text(lang)
    return [say("placed", {"place": place, "words": counted}, lang), *lines]


def finding_lines(findings: tuple[Finding, ...], lang: str) -> list[str]:
    """Put findings into words, a line each, how much each matters in front."""
    lines = [labelled(finding.severity.value, finding.text(lang), lang) for finding in findings[:_MOST]]
    more = len(findings) - _MOST
    return [*lines, f"… (+{more})"] if more > 0 else lines


def labelled(severity: str, words: str, lang: str) -> str:
    """Put how much it matters in front of a sentence."""
    return say("placed", {"place": word(f"severity-{severity}", lang), "words": words}, lang)
