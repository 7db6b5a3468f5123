"""What a heading means: compared without case, accents and punctuation, its unit told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

from attrs import evolve, frozen

from retroplan.errors import PlanError
from retroplan.language import LANGUAGES
from retroplan.language.folding import folded as folded
from retroplan.tables.vocabulary import (
    CARRIED,
    COUNTED_IN,
    LOG,
    MEASURED,
    NUMBER_OF,
    PLAN,
    TASKS,
    WHAT_HAPPENED,
)
from retroplan.units import parse_duration

_VOCABULARIES = {"tasks": TASKS, "log": LOG, "plan": PLAN}
_LONGEST = 100
_NEAR, _SHORTEST = 0.84, 5


@frozen
class Heading:
    """
    What the text above a column means.

    Attributes
    ----------
    key
        Key of a task document it fills; None if the text is not known.
    unit
        The unit that it names: of ``Durée (jours)``, ``jours``.
    rank
        How usual it is for this key, 0 being the most; the best of two columns has the key.
    languages
        The languages it belongs to.
    """

    key: str | None
    unit: str = ""
    rank: int = 0
    languages: frozenset[str] = frozenset()


def heading_of(text: object, of: str = "tasks") -> Heading:
    """
    Find what a heading means.

    Parameters
    ----------
    text
        The heading, with capitals and accents or without; it may name a unit: ``Durée (jours)``.
    of
        Which table it heads: ``tasks``, ``log`` (the follow-up) or ``plan`` (labels beside values).
    """
    return _read(text, of) if isinstance(text, str) and len(text) <= _LONGEST else Heading(None)


@lru_cache(maxsize=4096)
def _read(text: str, of: str) -> Heading:
    if text.startswith("x-"):
        return Heading(text)
    known = _known(of)
    plain = folded(text).rstrip("?! ")
    for spelled in (plain, plain.replace("(s)", "s"), plain.replace("(s)", "")):
        if spelled in known:
            return known[spelled]
    return _with_unit(plain, known) if of == "tasks" else Heading(None)


def _with_unit(plain: str, known: dict[str, Heading]) -> Heading:
    """Read ``duree (jours)``, ``duree en jours ouvres``, ``nb de jours``, ``debut (prevu)``."""
    for base, rest in _splits(plain):
        heading = known.get(base)
        unit = rest.strip("() ").removeprefix("en ").removeprefix("in ")
        if heading is None:
            continue
        if heading.key in MEASURED and _is_unit(unit):
            return evolve(heading, unit=unit)
        if rest.startswith("("):
            return Heading(None) if unit in WHAT_HAPPENED else heading
    for prefix in NUMBER_OF:
        plain = plain.removeprefix(prefix)
    return Heading("duration", plain, rank=len(known)) if plain in COUNTED_IN else Heading(None)


def _splits(plain: str) -> Iterator[tuple[str, str]]:
    """Part a heading before each of its words, and before a bracket."""
    for place, letter in enumerate(plain):
        if place and letter in " (":
            yield plain[:place].strip(), plain[place:].strip()


def _is_unit(text: str) -> bool:
    try:
        return bool(parse_duration(f"2 {text}"))
    except PlanError:
        return False


@cache
def _known(of: str) -> dict[str, Heading]:
    """Lead from each folded heading to what it means."""
    known: dict[str, Heading] = {}
    for key, headings in _VOCABULARIES[of].items():
        for lang in LANGUAGES:
            for rank, text in enumerate(headings[lang]):
                found = known.setdefault(folded(text) or text, Heading(key, "", rank))
                if found.key == key:
                    both = found.languages | {lang}
                    known[folded(text) or text] = Heading(key, "", min(rank, found.rank), both)
        known.setdefault(folded(key), Heading(key))
    return known


def language_of_headings(headings: Iterable[str]) -> str | None:
    """Tell the language of some headings by those that only one language has."""
    votes = dict.fromkeys(LANGUAGES, 0)
    for text in headings:
        languages = heading_of(text).languages or heading_of(text, "log").languages
        for lang in languages if len(languages) == 1 else ():
            votes[lang] += 1
    most = max(votes, key=lambda lang: votes[lang])
    return most if list(votes.values()).count(votes[most]) == 1 else None


def near_heading(text: str) -> tuple[Heading, str] | None:
    """
    Find the heading that a text nearly is, and how that is spelled; None if it is none of a plan's own.

    Examples
    --------
    >>> heading, spelled = near_heading("Durrée (jours)")
    >>> heading.key, heading.unit, spelled
    ('duration', 'jours', 'Durée')
    """
    plain = folded(text[:_LONGEST])
    base, bracket, rest = plain.partition("(")
    words = plain.replace("(", " ").replace(")", " ").split()
    # "Début (réel)" is a column of its own, not a slip
    if len(base.strip()) < _SHORTEST or base.strip() in _known("tasks") or set(words) & set(WHAT_HAPPENED):
        return None
    close = get_close_matches(base.strip(), _spelled(), n=1, cutoff=_NEAR)
    if not close:
        return None
    spelled = _spelled()[close[0]]
    return heading_of(f"{spelled} {bracket}{rest}".strip()), spelled


@cache
def _spelled() -> Mapping[str, str]:
    """Lead from each folded heading that dates depend on to itself, if it is long enough to be told apart."""
    keys = (key for key in TASKS if not key.startswith("x-") and key not in CARRIED)
    every = [heading for key in keys for lang in LANGUAGES for heading in TASKS[key][lang]]
    return {folded(heading): heading for heading in every if len(heading) >= _SHORTEST}
