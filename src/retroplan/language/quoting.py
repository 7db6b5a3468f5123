"""How a message quotes what a user wrote, and what it takes them to have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice

from retroplan.language.speech import Phrase

_LONGEST = 60
_LONGEST_MESSAGE = 2_000
_BLANKS = "\u00a0\u202f\u200c\u200d"  # French blanks, and joiners of emoji and of Persian words


def quoted(value: object, limit: int = _LONGEST) -> str:
    """Show a value of unknown size in a message: short, on one line, no command to a terminal."""
    try:
        text = " ".join(_written(value)[: 10 * limit].split())
    except Exception:  # a number too long for Python, or an object that cannot say what it is
        text = type(value).__name__
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _written(value: object, depth: int = 2) -> str:
    """Write a value the way a plan document does: ``{fr: Salon}``, ``[2, d]``, ``true``."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if not isinstance(value, (Mapping, list)):
        return str(value)
    if not depth:
        return "…"
    first = list(islice(value.items() if isinstance(value, Mapping) else value, _LONGEST))
    if isinstance(value, list):
        return f"[{', '.join(_written(item, depth - 1) for item in first)}]"
    return f"{{{', '.join(f'{_written(key, 0)}: {_written(item, depth - 1)}' for key, item in first)}}}"


def legible(text: str) -> str:
    """Make a message readable whatever is quoted in it: not endless, and without signs that are not shown."""
    if len(text) > _LONGEST_MESSAGE:
        text = text[: _LONGEST_MESSAGE - 1] + "…"
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in _BLANKS else "\ufffd" for letter in text)


def nearest(text: str, candidates: Iterable[str]) -> Phrase:
    """Ask whether the nearest of some candidates was meant; say nothing if none is near."""
    known = {candidate.lower(): candidate for candidate in candidates}
    close = get_close_matches(text[:100].strip().lower(), known, n=1, cutoff=0.6)
    return Phrase("did-you-mean", {"candidate": quoted(known[close[0]])}) if close else Phrase("nothing")
