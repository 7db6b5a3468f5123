"""Texts reduced to what counts when they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import combining, normalize

_ARTICLES = ("un ", "une ", "des ", "le ", "la ", "les ", "l'", "a ", "an ", "the ")
_LONGEST = 100  # letters of what may be a word for a kind
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


def folded(text: object) -> str:
    """
    Reduce a text to what counts when it is compared: no case, accents, punctuation at its ends.

    Examples
    --------
    >>> folded("État d’avancement :")
    "etat d'avancement"
    """
    plain = str(text)
    if not plain.isascii():
        plain = normalize("NFKD", plain.translate(_APOSTROPHES))
        plain = "".join(letter for letter in plain if not combining(letter))
    return " ".join(plain.lower().replace("_", " ").replace("`", "'").split()).strip(" :*.")


def by_word(kinds: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Lead from the words for kinds, as `noun` leaves them, to the kinds."""
    return {noun(word): kind for kind, words in kinds.items() for word in words}


def noun(words: str) -> str:
    """
    Reduce a text further, to a noun without the article in front and the number of its last word.

    Examples
    --------
    >>> noun("Les réseaux sociaux"), noun("emailings")
    ('reseaux sociaux', 'emailing')
    """
    plain = folded(words[:_LONGEST])
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain.rstrip("s")
