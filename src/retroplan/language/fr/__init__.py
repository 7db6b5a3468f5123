"""The French catalogue, by what its sentences speak of; each code stands in one module."""

from retroplan.language.fr import answers, document, files, rules
from retroplan.language.fr.help import HELP
from retroplan.language.fr.words import NOUNS, WORDS

__all__ = ["HELP", "MESSAGES", "NOUNS", "WORDS"]

MESSAGES = document.MESSAGES | files.MESSAGES | answers.MESSAGES | rules.MESSAGES
