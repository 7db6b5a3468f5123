"""Which findings of a plan are told: codes that are selected, less codes that are ignored."""

from __future__ import annotations

from itertools import groupby

from attrs import frozen

from retroplan.errors import Finding, error
from retroplan.language.quoting import nearest, quoted
from retroplan.lint.codes import SCHEDULED, UNDATED, Codes, named, split
from retroplan.lint.rules import NAMES, RULES

CODES = (*NAMES, *UNDATED, *SCHEDULED)
_ASKED = frozenset(rule.code for rule in RULES if rule.asked)


@frozen
class Selection:
    """
    Which codes are told.

    Attributes
    ----------
    select, ignore
        The codes chosen; if `select` is None, all are but those of rules that have to be asked.
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
        selected = code not in _ASKED if self.select is None else code in self.select
        return selected and code not in self.ignore


def make_selection(select: Codes = (), ignore: Codes = ()) -> Selection:
    """
    Read what is to be told.

    Parameters
    ----------
    select, ignore
        Codes (``RP401``, ``pin-moved``), names of rules (``redundant-link``) or beginnings of
        codes (``RP4``, ``conflict``), one or several, in a list or with commas between them.
        Nothing, or ``RP``, means everything but the rules that speak only when they are selected.
    """
    chosen: dict[str, set[str]] = {"select": set(), "ignore": set()}
    problems: list[Finding] = []
    asked = {"select": list(split(select)), "ignore": list(split(ignore))}
    for side, texts in asked.items():
        for text in texts:
            codes = named(text, NAMES)
            chosen[side] |= codes - _ASKED if text.upper() == "RP" else codes  # none of them by name
            if not codes:
                problems.append(_unknown(side, text))
    selected = frozenset(chosen["select"]) if asked["select"] else None
    return Selection(selected, frozenset(chosen["ignore"]), tuple(problems))


def _unknown(side: str, text: str) -> Finding:
    hint = nearest(text, [*CODES, *NAMES.values()])
    families = (list(codes) for _, codes in groupby(NAMES, key=lambda code: code[:3]))
    known = ", ".join(codes[0] if len(codes) == 1 else f"{codes[0]}-{codes[-1]}" for codes in families)
    return error("unknown-check", side, text=quoted(text), hint=hint, known=known)
