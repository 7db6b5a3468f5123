"""
Words: codes and values become sentences here, and only here.

Everything else in the library holds a code and values. Each language is one
catalogue with the same codes and the same placeholders.
"""

from retroplan.language.names import month_names, weekday_names
from retroplan.language.speech import (
    LANGUAGES,
    Amount,
    Phrase,
    Word,
    explained,
    language_of,
    listed,
    plain,
    say,
    sealed,
    show,
    word,
)

__all__ = [
    "LANGUAGES",
    "Amount",
    "Phrase",
    "Word",
    "explained",
    "language_of",
    "listed",
    "month_names",
    "plain",
    "say",
    "sealed",
    "show",
    "weekday_names",
    "word",
]
