"""Keys of a mapping that are not known, and keys that it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retroplan.errors import Finding, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.language.synonyms import nearest_key


def unknown_key(key: object, known: Iterable[str], *, kept: bool = False) -> Finding:
    """
    Say that a key is not known, and which known key was meant.

    Parameters
    ----------
    key
        The key.
    known
        The keys that are.
    kept
        Whether keys that begin with ``x-`` are kept.
    """
    names = list(known)
    hint = nearest_key(str(key), names)
    if hint.code == "nothing" and kept:
        hint = Phrase("key-kept", {"key": quoted(key)})
    elif hint.code == "nothing" and names:
        hint = Phrase("keys-known", {"known": ", ".join(names)})
    return error("unknown-key", quoted(key), key=quoted(key), hint=hint)


def missing_keys(
    document: Mapping[Any, Any], required: Iterable[str], unknown: Iterable[Finding]
) -> list[Finding]:
    """Name the required keys that a mapping lacks, but not those that an unknown key was meant to be."""
    lacking = [key for key in required if document.get(key) is None]
    if not lacking:
        return []
    hints = (finding.values["hint"] for finding in unknown if finding.code == "unknown-key")
    meant = {hint.values.get("candidate") for hint in hints if isinstance(hint, Phrase)}
    return [error("missing-key", key=key) for key in lacking if key not in meant]
