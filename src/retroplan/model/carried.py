"""What a task carries for people, in their own words: status, priority, tags, context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import plain, sealed
from retroplan.language.folding import folded
from retroplan.language.quoting import quoted
from retroplan.model.fields import PartialError, parse_each, parse_text, parsed

CARRIED = (
    "accountable", "consulted", "informed", "skills", "status", "priority", "tags", "deliverables", "note",
    "context", "ignore",
)  # fmt: skip
"""Keys of a task that no date depends on."""


class StatusKind(Enum):
    """What a word for a status means."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    OTHER = "other"


# What people write in a column "Statut" or "État d’avancement". "En retard" is none of these: what is
# late follows from dates, and tells neither that work has begun nor that it has not.
_STATUSES: Mapping[StatusKind, tuple[str, ...]] = {
    StatusKind.TODO: (
        "à faire", "à venir", "non commencé", "pas commencé", "non démarré", "pas démarré", "à démarrer",
        "à lancer", "à planifier", "planifié", "prévu", "programmé", "nouveau",
        "to do", "todo", "to-do", "not started", "upcoming", "planned", "scheduled", "backlog", "new", "open",
    ),
    StatusKind.DOING: (
        "en cours", "en cours de réalisation", "commencé", "démarré", "lancé", "en validation",
        "en relecture", "in progress", "in-progress", "doing", "started", "ongoing", "under way", "wip",
        "working on it", "in review", "active",
    ),
    StatusKind.DONE: (
        "fait", "fini", "terminé", "réalisé", "achevé", "clos", "clôturé", "livré", "effectué",
        "done", "complete", "completed", "finished", "closed", "delivered",
    ),
    StatusKind.BLOCKED: (
        "bloqué", "en attente", "en pause", "suspendu", "en suspens",
        "blocked", "on hold", "waiting", "paused", "stuck", "suspended",
    ),
    StatusKind.CANCELLED: (
        "annulé", "abandonné", "supprimé", "cancelled", "canceled", "abandoned", "dropped",
    ),
}  # fmt: skip
_SHARE_DONE = re.compile(r"(\d{1,3})(?:[.,]\d+)? ?%", re.ASCII)
_ENDS = re.compile(r"^[^\w%]+|[^\w%]+$")

# Ranks of priorities, the most pressing first.
_PRIORITIES: tuple[tuple[str, ...], ...] = (
    ("critique", "urgent", "très haut", "très élevé", "très fort", "bloquant", "critical", "highest"),
    ("haut", "élevé", "fort", "important", "prioritaire", "high", "must", "must have", "a"),
    ("moyen", "moyenne", "normal", "modéré", "medium", "moderate", "should", "should have", "b"),
    ("bas", "basse", "faible", "secondaire", "low", "minor", "mineur", "could", "could have", "c"),
    ("très bas", "très basse", "très faible", "lowest", "won't", "won't have", "d"),
)
_NUMBERED = re.compile(r"(?:p|prio|priorite|priority)?[ °n]*(\d{1,3})", re.ASCII)


def parse_word(value: object) -> str:
    """Read a word or some, which are kept as they are; nothing but blanks is refused."""
    text = parse_text(value)
    if not text.strip():
        raise PlanError(error("empty-value"))
    return text


@frozen
class Status:
    """
    How far a task is, in the words of whoever wrote it.

    Attributes
    ----------
    text
        The words, kept as they are.

    Examples
    --------
    >>> Status("Terminé").kind, Status("À venir").kind.value
    (<StatusKind.DONE: 'done'>, 'todo')
    >>> Status("40 %").done, Status("Terminé").done, Status("en cours").done
    (0.4, 1.0, None)
    """

    text: str = parsed(parse_word)

    @property
    def kind(self) -> StatusKind:
        """What the words mean, without regard to case, accents and gender; a percentage counts too."""
        share = self._share
        if share is not None:
            return StatusKind.TODO if share == 0 else StatusKind.DOING if share < 1 else StatusKind.DONE
        return _kinds().get(_stem(self._words), StatusKind.OTHER)

    @property
    def done(self) -> float | None:
        """How much of the work is done, from 0 to 1: its percentage; all where it says so; else None."""
        share = self._share
        return 1.0 if share is None and self.kind is StatusKind.DONE else share

    @property
    def _words(self) -> str:
        return _ENDS.sub("", folded(self.text[:100]))

    @property
    def _share(self) -> float | None:
        words = self._words
        if not _SHARE_DONE.fullmatch(words):
            return None
        return min(float(words.rstrip("% ").replace(",", ".")) / 100, 1.0)

    def __str__(self) -> str:
        return self.text


@frozen
class Priority:
    """
    How pressing a task is, in the words of whoever wrote it.

    Attributes
    ----------
    text
        The words, kept as they are.

    Examples
    --------
    >>> Priority("Haute").rank, Priority("P1").rank, Priority("basse").rank
    (1, 1, 3)
    """

    text: str = parsed(parse_word)

    @property
    def rank(self) -> int | None:
        """Its place: 0 is the most pressing; ``1`` and ``P1`` are high, as "haute" is. None if not known."""
        words = _ENDS.sub("", folded(self.text[:100]))
        number = _NUMBERED.fullmatch(words)
        return int(number[1]) if number else _ranks().get(_stem(words))

    def __str__(self) -> str:
        return self.text


@cache
def _kinds() -> Mapping[str, StatusKind]:
    return {_stem(folded(word)): kind for kind, words in _STATUSES.items() for word in words}


@cache
def _ranks() -> Mapping[str, int]:
    return {_stem(folded(word)): rank for rank, words in enumerate(_PRIORITIES) for word in words}


def _stem(words: str) -> str:
    """Leave the gender and number of the last word out: "terminées" is "termin", as "terminé" is."""
    return words.rstrip("s").rstrip("e")


def parse_status(value: object) -> Status | None:
    """Read a status."""
    return value if isinstance(value, Status) or value is None else Status(parse_word(value))


def parse_priority(value: object) -> Priority | None:
    """Read a priority: words, or a whole number."""
    return value if isinstance(value, Priority) or value is None else Priority(parse_word(value))


def parse_names(value: object) -> tuple[str, ...]:
    """Read names or other words: one, or a list."""
    return parse_each([value] if isinstance(value, (str, int)) else value, parse_word)


def parse_tags(value: object) -> Mapping[str, tuple[str, ...]]:
    """Read tags by name: ``{channel: email, segment: [fidèles, nouveaux]}``."""
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-tags", text=quoted(value)))
    findings: list[Finding] = []
    tags: dict[str, tuple[str, ...]] = {}
    for name, values in value.items():
        try:
            read = () if values is None else parse_names(values)
            key = parse_word(name)
        except PlanError as problem:
            findings += [finding.at(quoted(name)) for finding in problem.findings]
            continue
        if read:
            tags[key] = tuple(dict.fromkeys(read))
    if findings:
        raise PartialError(findings, sealed(tags))
    return sealed(tags)  # type: ignore[return-value]


def tags_document(tags: Mapping[str, Iterable[str]]) -> dict[str, str | list[str]]:
    """Give tags as they stand in a plan document."""
    listed = {name: list(values) for name, values in tags.items()}
    return {name: values[0] if len(values) == 1 else values for name, values in listed.items()}


def parse_context(value: object) -> Mapping[str, object]:
    """Keep a mapping of whatever JSON can hold; dates become their text."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    return {str(key): plain(item) for key, item in value.items()}
