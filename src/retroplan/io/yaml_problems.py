"""What ruamel says of a text that is not YAML, in words of ours."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted

_TOO_CLOSE = re.compile(r"\s*(?:- )?[\w-]+:[^\s:/].*")
_BREAK = re.compile(r"\r\n|[\r\n]")  # what ruamel counts as the end of a line
_SIGN = re.compile(r"found character '(.+)' that cannot start any token")


def marked_problem(problem: Any, text: str) -> PlanError:
    """Say what is wrong, and on which line, of an error with marks."""
    told = str(problem.problem or problem.context)
    mark = problem.problem_mark or problem.context_mark
    opened = problem.context_mark.line if problem.context_mark else mark.line if mark else 0
    line = mark.line if mark else None
    lines = _BREAK.split(text)
    sign = _SIGN.search(told)
    if sign and sign[1] == "\\t":
        return not_yaml(Phrase("yaml-tab"), line)
    if sign:
        return not_yaml(Phrase("yaml-sign", {"sign": quoted(sign[1])}), line)
    if "quoted scalar" in str(problem.context) and "end of stream" in told:
        return not_yaml(Phrase("yaml-quote"), opened)
    if "unknown escape character" in told:
        return not_yaml(Phrase("yaml-escape"), line)
    if "could not find expected ':'" in told:
        return not_yaml(Phrase("yaml-key", {"text": quoted(lines[opened].strip())}), opened)
    if "mapping values are not allowed" in told and line is not None:
        return _misplaced_colon(lines, line)
    if "flow" in str(problem.context):
        return not_yaml(Phrase("yaml-bracket"), opened)
    if "<block end>" in told and line is not None:
        behind = "<scalar>" in told and lines[line][: mark.column].strip() != ""
        return not_yaml(Phrase("yaml-behind-quote") if behind else Phrase("yaml-indent"), line)
    return not_yaml(quoted(told, 200), line)


def _misplaced_colon(lines: list[str], line: int) -> PlanError:
    """Find why a colon stands where none can: in a text, behind too much space, or below one without any."""
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is not None and _TOO_CLOSE.fullmatch(lines[above]):
        return not_yaml(Phrase("yaml-space", {"text": quoted(lines[above].strip())}), above)
    if len(re.findall(r":(?:\s|$)", lines[line])) > 1:
        return not_yaml(Phrase("yaml-colon"), line)
    return not_yaml(Phrase("yaml-indent"), line)


def not_yaml(problem: object, line: int | None) -> PlanError:
    """Say that a text is not YAML, and why; the first line is 0."""
    return PlanError(evolve(error("not-yaml", problem=problem), line=None if line is None else line + 1))
