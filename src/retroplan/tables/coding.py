"""
Values in the cells of our own tables, so that each is read back as it was.

People's tables hold plain words and are taken literally. A table that retroplan wrote may hold what
a cell cannot say: a list, a mapping, a number that is a text, blanks around a name, a control
character. Such a value is written as JSON, in its one form; only what is in that form is decoded.
"""

from __future__ import annotations

import json
import re
from typing import Any

import attrs

from retroplan.model.task import Task
from retroplan.tables.vocabulary import TASKS

CODED = frozenset(
    str(field.metadata["key"] or field.name) for field in attrs.fields(Task) if "parse" in field.metadata
) - {*TASKS, "tasks"}
"""Keys of a task that no column of people's tables has: their headings are the keys, their cells JSON."""
MARK = "retroplan"
"""What stands in the first cell of a table that we wrote."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def encode(value: object) -> str:
    """Write any JSON value in its one form."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def decode(cell: str) -> Any:
    """Read a JSON value in its one form; any other text is itself."""
    try:
        value = json.loads(cell)
        return value if encode(value) == cell else cell
    except (ValueError, RecursionError):
        return cell


def encode_text(text: str) -> str:
    """Write a text as it is if it is read back as it is, else as a JSON text."""
    return text if _is_safe(text) else encode(text)


def decode_text(cell: str) -> str:
    """Read a text that `encode_text` wrote."""
    value = decode(cell) if cell.startswith('"') else cell
    return value if isinstance(value, str) and not _is_safe(value) else cell


def encode_any(value: object) -> str:
    """Write a value of an ``x-`` key: a text as it is if it cannot be taken for anything else."""
    if isinstance(value, str) and _is_safe(value) and decode(value) == value:
        return value
    return encode(value)


def _is_safe(text: str) -> bool:
    return text != "" and text == text.strip() and not _UNSEEN.search(text) and not text.startswith('"')
