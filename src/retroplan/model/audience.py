"""Whom a plan speaks to, and by what: segments and channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import sealed
from retroplan.language.folding import by_word, noun
from retroplan.language.quoting import quoted
from retroplan.model.carried import parse_names, parse_word
from retroplan.model.fields import (
    PartialError,
    optional,
    parse_extra,
    parse_text,
    parsed,
    structure_whole,
)
from retroplan.model.link import Percent, parse_percent

CRITERIA = ("sociodemographic", "psychological", "behavioural")
"""The families of criteria by which an audience is parted."""

# Kinds of channels, by the words for them.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "social": ("réseaux sociaux", "réseau social", "social media", "social network", "social networks"),
    "email": ("email", "e-mail", "emailing", "e-mailing", "courriel", "newsletter", "mail"),
    "website": ("site web", "site internet", "site", "website", "web", "blog"),
    "print": ("support physique", "supports physiques", "papier", "print", "affichage", "flyer"),
    "press": ("relations presse", "presse", "press", "press relations", "public relations"),
    "advertising": ("publicité", "publicité en ligne", "publicités", "ads", "advertising", "display"),
    "search": ("seo", "sea", "référencement", "référencement naturel", "search"),
    "event": (
        "événement", "congrès", "kiosque", "kiosque dans des congrès", "salon", "conférence", "conférences",
        "event", "congress booth", "congress booths", "booth", "trade fair", "conference",
    ),
}  # fmt: skip
T = TypeVar("T")


def parse_weight(value: object) -> Percent:
    """Read a share of a whole: ``60%``, at most 100%."""
    if not isinstance(value, Percent):
        if not isinstance(value, str):
            raise PlanError(error("bad-weight", text=quoted(value)))
        value = parse_percent(value)
    if not 0 <= value.amount <= 100:
        raise PlanError(error("bad-weight", text=str(value)))
    return value


def parse_preferences(value: object) -> Mapping[str, Percent | None]:
    """Read channels in order of preference, or by how much each is preferred: ``{email: 60%, web: 40%}``."""
    if not isinstance(value, Mapping):
        return sealed(dict.fromkeys(parse_names(value)))  # type: ignore[return-value]
    findings: list[Finding] = []
    read: dict[str, Percent | None] = {}
    for name, weight in value.items():
        try:
            read[parse_word(name)] = None if weight is None else parse_weight(weight)
        except PlanError as problem:
            findings += [finding.at(quoted(name)) for finding in problem.findings]
    if findings:
        raise PlanError(findings)
    return sealed(read)  # type: ignore[return-value]


@frozen(init=False)
class Segment:
    """
    A part of the audience.

    Attributes
    ----------
    name
        What people call it; the key in the plan if empty.
    sociodemographic, psychological, behavioural
        The criteria by which it is told from the others, by their families.
    channels
        What it is best reached by: channels in order of preference, or with their weights.
    share
        How much of the effort it is to have.
    extra
        ``x-`` keys of the document, kept as they are.
    """

    name: str = parsed(parse_text, default="")
    sociodemographic: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    psychological: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    behavioural: tuple[str, ...] = parsed(parse_names, default=(), kw_only=True)
    channels: Mapping[str, Percent | None] = parsed(parse_preferences, factory=dict, kw_only=True, hash=False)
    share: Percent | None = parsed(optional(parse_weight), default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    # Wider than the fields: what a person would type. The fields' parsers make it exact.
    def __init__(
        self,
        name: str = "",
        *,
        sociodemographic: str | Iterable[str] = (),
        psychological: str | Iterable[str] = (),
        behavioural: str | Iterable[str] = (),
        channels: Iterable[str] | Mapping[str, str | Percent | None] = (),
        share: str | Percent | None = None,
        extra: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        fill: Any = self.__attrs_init__
        fill(
            name, sociodemographic=sociodemographic, psychological=psychological, behavioural=behavioural,
            channels=channels, share=share, extra=extra,
        )  # fmt: skip

    @property
    def preferred(self) -> tuple[str, ...]:
        """Its channels, the best first: by weight, then as they are written."""
        weights = {name: weight.amount if weight else Decimal(0) for name, weight in self.channels.items()}
        return tuple(sorted(weights, key=lambda name: -weights[name]))

    def to_document(self) -> dict[str, Any]:
        """Give the segment as it stands in a plan document."""
        document: dict[str, Any] = {"name": self.name} if self.name else {}
        for key in CRITERIA:
            if getattr(self, key):
                document[key] = list(getattr(self, key))
        if any(self.channels.values()):
            document["channels"] = {name: weight and str(weight) for name, weight in self.channels.items()}
        elif self.channels:
            document["channels"] = list(self.channels)
        if self.share is not None:
            document["share"] = str(self.share)
        return document | dict(parse_extra(self.extra))


@frozen
class Channel:
    """
    What messages go out by.

    Attributes
    ----------
    name
        What people call it; the key in the plan if empty.
    type
        What it is: ``emailing``, ``réseaux sociaux``, ``relations presse`` …, or any other word.
    share
        How much of the effort it is to have.
    extra
        ``x-`` keys of the document, kept as they are.
    """

    name: str = parsed(parse_text, default="")
    type: str = parsed(parse_text, default="", kw_only=True)
    share: Percent | None = parsed(optional(parse_weight), default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    def to_document(self) -> dict[str, Any]:
        """Give the channel as it stands in a plan document."""
        document = {key: getattr(self, key) for key in ("name", "type") if getattr(self, key)}
        if self.share is not None:
            document["share"] = str(self.share)
        return document | dict(parse_extra(self.extra))


def channel_kind(words: str) -> str:
    """
    Give the kind of channel that some words mean; words that are not known are a kind of their own.

    Examples
    --------
    >>> channel_kind("Les réseaux sociaux"), channel_kind("emailings"), channel_kind("radio")
    ('social', 'email', 'radio')
    """
    return _kinds().get(noun(words), words)


def parse_segments(value: object) -> Mapping[str, Segment]:
    """Read segments by key, or a list of their names."""
    return _parse_keyed(value, Segment)


def parse_channels(value: object) -> Mapping[str, Channel]:
    """Read channels by key, or a list of their names."""
    return _parse_keyed(value, Channel)


def _parse_keyed(value: object, cls: type[T]) -> Mapping[str, T]:
    if isinstance(value, (list, tuple)):
        value = dict.fromkeys(parse_names(value))
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-audience", text=quoted(value)))
    findings: list[Finding] = []
    read: dict[str, T] = {}
    for key, item in value.items():
        try:
            read[parse_word(key)] = _parse_item(item, cls)
        except PlanError as problem:
            findings += [finding.at(quoted(key)) for finding in problem.findings]
            read[quoted(key)] = cls()
    if findings:
        raise PartialError(findings, sealed(read))
    return sealed(read)  # type: ignore[return-value]


def _parse_item(value: object, cls: type[T]) -> T:
    if isinstance(value, cls):
        return value
    if isinstance(value, Mapping):
        return structure_whole(cls, value)
    return cls() if value is None else cls(parse_text(value))  # type: ignore[call-arg]


@cache
def _kinds() -> Mapping[str, str]:
    return by_word(_KINDS)
