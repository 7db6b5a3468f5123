"""JSON documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.io.located import (
    MAX_BYTES,
    MAX_NESTING,
    MOST_FINDINGS,
    Located,
    PartlyReadError,
    decoded,
    encoded,
    fallback,
    has_surrogate,
    path_of,
)
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.result import Schedule

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(data: bytes, limit: int = MAX_BYTES) -> Located:
    """
    Read a JSON document: UTF-8, at most `limit` bytes.

    Raises
    ------
    PlanError
        It is not JSON, holds a key twice or a number that is not finite, or is nested too deep.
    """
    text = decoded(data, limit)
    twice: list[tuple[dict[str, Any], str]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in pairs:
            if key in made:
                twice.append((made, key))
            made[key] = value
        return made

    document = _parsed(text, mapping)
    findings = _faults(document, twice, escapes=_SURROGATE_ESCAPE.search(text) is not None)
    if any(finding.code == "nested-too-deep" for finding in findings):
        raise PlanError(findings)
    if findings:
        raise PartlyReadError(Located(document, findings=tuple(findings)))
    return Located(document)


def dumps(document: object) -> bytes:
    """
    Write a document as JSON, in the order of its keys.

    Raises
    ------
    PlanError
        An ``x-`` key holds a number that is not finite, or itself.
    """
    return _bytes(lambda: document)


def dumps_schedule(schedule: Schedule, lang: str | None = None) -> bytes:
    """Write the document of a schedule; its keys are the same in every language."""
    return _bytes(lambda: schedule.to_document(lazy=True))


def _bytes(document: Callable[[], object]) -> bytes:
    try:
        try:
            text = _written(document())
        except TypeError:  # YAML lets an x- key hold dates as keys; JSON has texts alone
            text = _written(_with_text_keys(document()))
    except (ValueError, RecursionError) as problem:
        raise PlanError(error("unwritable-value", problem=str(problem))) from None
    return encoded(f"{text}\n")


def _written(document: object) -> str:
    """
    Write a document, its long lists item by item.

    Python's writer keeps every bit of an indented text until the end: at a million tasks that is
    gigabytes, and time grows faster than the plan.
    """
    if not isinstance(document, dict) or not document or not all(type(key) is str for key in document):
        return _piece(document)
    return (
        "{\n  " + ",\n  ".join(f"{_piece(key)}: {_value(value)}" for key, value in document.items()) + "\n}"
    )


def _value(value: object) -> str:
    if not isinstance(value, (list, Iterator)):
        return _piece(value).replace("\n", "\n  ")
    items = ",\n    ".join(_piece(item).replace("\n", "\n    ") for item in value)
    return f"[\n    {items}\n  ]" if items else "[]"


def _piece(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False, default=fallback)


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, (list, tuple, Iterator)) else value


def _parsed(text: str, mapping: Any) -> Any:
    try:
        return json.loads(text, object_pairs_hook=mapping, parse_constant=_number, parse_float=_number)
    except json.JSONDecodeError as problem:
        raise PlanError(evolve(error("not-json", problem=_problem(problem)), line=problem.lineno)) from None
    except RecursionError:
        raise PlanError(error("nested-too-deep", limit=MAX_NESTING)) from None
    except PlanError:
        raise
    except ValueError as problem:  # a whole number too long for Python
        raise PlanError(error("not-json", problem=str(problem).partition(";")[0])) from None


def _problem(problem: json.JSONDecodeError) -> object:
    """Say what is wrong at the place where the reader gave up."""
    rest = problem.doc[problem.pos :].lstrip()
    found = {"text": quoted(rest.partition("\n")[0], 20)}
    before = problem.doc[: problem.pos].rstrip()[-1:]
    if (before == "," and rest[:1] in ("}", "]")) or "trailing comma" in problem.msg:
        return Phrase("json-trailing-comma")
    if not rest and before != '"' and "control" not in problem.msg:
        return Phrase("json-end")
    if "control character" in problem.msg and '"' not in rest:
        return Phrase("json-quote")
    for words, code in _WORDS.items():
        if words in problem.msg:
            return Phrase(code, found)
    return quoted(problem.msg, 200)


# What the reader of Python says, and what is said here.
_WORDS = {
    "property name": "json-key",
    "Expecting value": "json-value",
    "',' delimiter": "json-comma",
    "':' delimiter": "json-colon",
    "Extra data": "json-extra",
    "Unterminated string": "json-quote",
    "control character": "json-control",
    "escape": "json-escape",
}


class _NotFinite(float):
    """A number that is not finite, and how it is written."""

    written: str


def _number(text: str) -> float:
    number = float(text)
    if isfinite(number):
        return number
    found = _NotFinite(number)
    found.written = quoted(text)
    return found


def _faults(document: Any, twice: list[tuple[dict[str, Any], str]], *, escapes: bool) -> list[Finding]:
    """Find what is wrong inside a document that parses."""
    repeated: dict[int, list[str]] = {}
    for made, key in twice:
        repeated.setdefault(id(made), []).append(key)
    findings: list[Finding] = []
    for keys, inside in _containers(document):
        if len(findings) >= MOST_FINDINGS:
            return findings[:MOST_FINDINGS]
        if len(keys) >= MAX_NESTING:
            return [*findings, error("nested-too-deep", limit=MAX_NESTING)]
        for key in repeated.get(id(inside), ()):
            findings.append(error("duplicate-key", path_of([*keys, key]), key=quoted(key)))
        for step, number in _numbers(inside):
            findings.append(error("not-finite", path_of([*keys, step]), text=number.written))
            inside[step] = None  # so that no more is said of it
        for text in _texts(inside) if escapes else ():
            if has_surrogate(text):
                findings.append(error("not-text", path_of(keys), text=quoted(ascii(text)[1:-1])))
    return findings[:MOST_FINDINGS]


def _numbers(inside: Any) -> list[tuple[Any, _NotFinite]]:
    pairs = inside.items() if isinstance(inside, dict) else enumerate(inside)
    return [(step, value) for step, value in pairs if type(value) is _NotFinite]


def _texts(inside: Any) -> Iterator[str]:
    values = [*inside, *inside.values()] if isinstance(inside, dict) else inside
    return (value for value in values if isinstance(value, str))


def _containers(document: Any) -> Iterator[tuple[list[object], Any]]:
    """Yield every mapping and list with the keys that lead to it, without recursion."""
    keys: list[object] = []
    pending: list[Iterator[tuple[object, Any]]] = [iter([(None, document)])]
    while pending:
        for key, value in pending[-1]:
            if isinstance(value, (dict, list)):
                keys[len(pending) - 2 :] = [key] if len(pending) > 1 else []
                yield keys, value
                pending.append(iter(value.items()) if isinstance(value, dict) else enumerate(value))
                break
        else:
            pending.pop()
