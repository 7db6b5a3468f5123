"""Texts reduced to what counts when they are compared."""

from __future__ import annotations

from unicodedata import combining, normalize

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
