"""
Values as texts, numbers and truth values, the only ones that GraphML holds.

Lists and mappings become JSON. So does a text that XML cannot hold, or that would be
taken for JSON: whatever `encoded` gives, `decoded` takes back exactly, and any other text
stays what it is.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

from retroplan.errors import PlanError, error
from retroplan.language import plain
from retroplan.language.quoting import quoted

Scalar: TypeAlias = str | int | float | bool

# XML 1.0, section 2.2; a carriage return is legal there, but read as a line feed.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENINGS = ("[", "{", '"', "null")


def _kinds(key: str) -> tuple[type, ...]:
    """Give the types that JSON may stand for under a key, besides a text that needs it."""
    if key == "name":
        return ()
    return (list, dict, type(None)) if key.startswith("x-") else (list, dict)


def encoded(key: str, value: object) -> Scalar:
    """
    Make the value of an attribute one that GraphML holds.

    Raises
    ------
    PlanError
        An ``x-`` key holds what JSON cannot.
    """
    if isinstance(value, str):
        return str(value) if _is_plain(key, value) else json.dumps(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else json_text(value)


def json_text(value: object) -> str:
    """Write a value as JSON that XML can hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=plain)
        return json.dumps(value, default=plain) if _NOT_XML.search(text) else text
    except (TypeError, ValueError, RecursionError) as problem:
        raise PlanError(error("unwritable-value", problem=quoted(problem))) from None


def decoded(key: str, value: Any) -> Any:
    """Take back what `encoded` made of a value under the same key."""
    if not isinstance(value, str) or not value.startswith(_OPENINGS):
        return value
    try:
        meant = json.loads(value, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return value
    if isinstance(meant, str):
        return value if _is_plain(key, meant) else meant
    return meant if isinstance(meant, _kinds(key)) else value


def _is_plain(key: str, text: str) -> bool:
    """Whether a text may be written as it is: XML can hold it, and nobody takes it for JSON."""
    return not _NOT_XML.search(text) and decoded(key, text) is text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key is written twice")
    return made


def encoded_name(name: str) -> str:
    """Write the name of an ``x-`` attribute with JSON escapes, if XML cannot hold it as it is."""
    return name if _is_plain_name(name) else json.dumps(name)[1:-1]


def decoded_name(name: str) -> str:
    """Take back what `encoded_name` made of a name."""
    if "\\" not in name:
        return name
    try:
        meant = str(json.loads(f'"{name}"'))
    except ValueError:
        return name
    return name if _is_plain_name(meant) else meant


def _is_plain_name(name: str) -> bool:
    return not _NOT_XML.search(name) and decoded_name(name) == name
