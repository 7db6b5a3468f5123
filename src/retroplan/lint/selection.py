"""Which findings of a plan are told: codes that are selected, less codes that are ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import frozen

from retroplan.errors import Finding, error
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.rules import RULES

Codes: TypeAlias = str | Iterable[str]

UNDATED = ("no-launch", "buffer-needs-launch", "pin-needs-launch", "hours-need-time")
"""What a plan that can be read lacks to be given dates."""

SCHEDULED = (
    "buffer-shrunk", "pin-moved", "date-closed", "planned-after-launch", "feeds-only-after",
    "hammock-reversed", "many-hours", "no-feasible-launch", "conflict-start", "conflict-launch",
    "conflict-link", "conflict-constraint", "conflict-deadline",
)  # fmt: skip
"""What a schedule finds, beside what the rules find."""

CODES = (*(rule.code for rule in RULES), *UNDATED, *SCHEDULED)
_NAMES = {rule.name: rule.code for rule in RULES}


@frozen
class Selection:
    """
    Which codes are told.

    Attributes
    ----------
    select, ignore
        The codes chosen; all are selected if `select` is None.
    problems
        An error for each text that names no code.
    """

    select: frozenset[str] | None
    ignore: frozenset[str]
    problems: tuple[Finding, ...] = ()

    def admits(self, code: str) -> bool:
        """Whether findings of a code are told; those that cannot be chosen always are."""
        if code not in CODES:
            return True
        return code not in self.ignore and (self.select is None or code in self.select)


def make_selection(select: Codes = (), ignore: Codes = ()) -> Selection:
    """
    Read what is to be told.

    Parameters
    ----------
    select, ignore
        Codes (``RP401``, ``pin-moved``), names of rules (``redundant-link``) or beginnings of
        codes (``RP4``, ``conflict``), one or several, in a list or with commas between them.
        Nothing selected means everything.
    """
    chosen: dict[str, set[str]] = {"select": set(), "ignore": set()}
    problems: list[Finding] = []
    asked = {"select": list(_split(select)), "ignore": list(_split(ignore))}
    for side, texts in asked.items():
        for text in texts:
            codes = _codes(text)
            chosen[side] |= codes
            if not codes:
                problems.append(_unknown(side, text))
    selected = frozenset(chosen["select"]) if asked["select"] else None
    return Selection(selected, frozenset(chosen["ignore"]), tuple(problems))


def _split(texts: Codes) -> Iterator[str]:
    for text in [texts] if isinstance(texts, str) else texts:
        yield from (part for part in (piece.strip() for piece in str(text).split(",")) if part)


def _codes(text: str) -> set[str]:
    """Give the codes that a text names; a beginning of a code in words ends with a word."""
    if text.lower() in _NAMES:
        return {_NAMES[text.lower()]}
    if text.upper().startswith("RP"):
        return {code for code in CODES if code.startswith(text.upper())}
    return {code for code in CODES if f"{code}-".startswith(f"{text.lower()}-")}


def _unknown(side: str, text: str) -> Finding:
    hint = nearest(text, [*CODES, *_NAMES])
    known = ", ".join(rule.code for rule in RULES)
    return error("unknown-check", side, text=quoted(text), hint=hint, known=known)
