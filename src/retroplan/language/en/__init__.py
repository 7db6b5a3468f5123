"""The English catalogue, by what its sentences speak of; each code stands in one module."""

from retroplan.language.en import answers, document, files, rules
from retroplan.language.en.help import HELP
from retroplan.language.en.words import NOUNS, WORDS

__all__ = ["HELP", "MESSAGES", "NOUNS", "WORDS"]

MESSAGES = document.MESSAGES | files.MESSAGES | answers.MESSAGES | rules.MESSAGES
