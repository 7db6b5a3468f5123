"""The codes of what `check` finds beside its rules, and how codes are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

Codes: TypeAlias = str | Iterable[str]

UNDATED = ("no-launch", "buffer-needs-launch", "pin-needs-launch", "hours-need-time")
"""What a plan that can be read lacks to be given dates."""

SCHEDULED = (
    "buffer-shrunk", "pin-moved", "date-closed", "planned-after-launch", "feeds-only-after",
    "hammock-reversed", "many-hours", "no-feasible-launch", "conflict-start", "conflict-launch",
    "conflict-link", "conflict-constraint", "conflict-deadline",
)  # fmt: skip
"""What a schedule finds, beside what the rules find."""


def split(texts: Codes) -> Iterator[str]:
    """Part texts at commas, and leave empty ones out."""
    for text in [texts] if isinstance(texts, str) else texts:
        yield from (part for part in (piece.strip() for piece in str(text).split(",")) if part)


def named(text: str, names: Mapping[str, str]) -> set[str]:
    """
    Give the codes that a text names; a beginning of a code in words ends with a word.

    Parameters
    ----------
    text
        A code, the name of a rule, or the beginning of codes.
    names
        The name of each rule by its code.
    """
    for code, name in names.items():
        if text.lower() == name:
            return {code}
    if text.upper().startswith("RP"):
        return {code for code in names if code.startswith(text.upper())}
    return {code for code in (*UNDATED, *SCHEDULED) if f"{code}-".startswith(f"{text.lower()}-")}
