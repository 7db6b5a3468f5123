"""What a plan or a task hands over: a press release, a film, twelve banners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from attrs import field, frozen

from retroplan.errors import PlanError, error
from retroplan.language.folding import by_word, folded, noun
from retroplan.language.quoting import quoted
from retroplan.model.carried import parse_word
from retroplan.model.fields import parse_each, parse_extra, parse_text, parsed, structure_whole
from retroplan.model.spacing import Anchor, anchor_text, parse_anchor

MAX_QUANTITY = 1_000_000

# Kinds of what campaigns hand over, by the words for one of it and for several.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "mail", "courriel", "emailing", "e-mailing", "newsletter"),
    "landing_page": ("landing page", "page d'atterrissage", "page de destination"),
    "blog_article": ("article de blog", "articles de blog", "article", "blog post", "blog article"),
    "advert": (
        "publicité", "publicité en ligne", "publicités en ligne", "annonce", "bannière", "ad", "online ad",
        "advert", "banner", "campagne publicitaire",
    ),
    "press_release": ("communiqué de presse", "communiqués de presse", "communiqué", "press release"),
    "video": ("vidéo", "vidéo de présentation", "vidéos de présentation", "film", "video"),
    "website": ("site web", "site internet", "site", "website", "web site"),
    "ebook": ("ebook", "e-book", "livre blanc", "white paper"),
    "visual": ("visuel", "image", "infographie", "visual", "infographic"),
    "print": (
        "flyer", "affiche", "brochure", "dépliant", "plaquette", "support physique", "poster",
        "leaflet",
    ),
    "social_post": ("publication", "post", "publication sur les réseaux sociaux", "social post"),
}  # fmt: skip


def parse_quantity(value: object) -> int:
    """Read how many there are: a whole number from 1."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_QUANTITY:
        raise PlanError(error("bad-pieces", text=quoted(value)))
    return value


@frozen
class Deliverable:
    """
    Something that is handed over.

    Attributes
    ----------
    name
        What people call it.
    id
        By what else tasks may name it.
    type
        What it is: ``email``, ``landing page``, ``communiqué de presse`` …, or any other word.
    quantity
        How many there are of it.
    due
        When it is to be there: a date or an offset; at the launch if not given.
    extra
        ``x-`` keys of its document, kept as they are.

    Examples
    --------
    >>> Deliverable("Communiqué de presse").kind, Deliverable("Le jeu", type="application").kind
    ('press_release', 'application')
    """

    name: str = parsed(parse_word)
    id: str = parsed(parse_text, default="", kw_only=True)
    type: str = parsed(parse_text, default="", kw_only=True)
    quantity: int = parsed(parse_quantity, default=1, kw_only=True)
    due: Anchor | None = parsed(parse_anchor, default=None, kw_only=True)
    extra: Mapping[str, object] = field(factory=dict, converter=parse_extra, kw_only=True, hash=False)

    @property
    def kind(self) -> str:
        """The kind its type, or else its name, is a word for; a type that is not known is its own kind."""
        known = _kinds()
        return known.get(noun(self.type)) or self.type or known.get(noun(self.name)) or ""

    def goes_by(self, name: str) -> bool:
        """Whether a name, or an id, is that of this deliverable."""
        plain = folded(name)
        return plain != "" and plain in (folded(self.id), folded(self.name))

    def to_document(self) -> str | dict[str, Any]:
        """Give it as it stands in a plan document: its name alone, if there is nothing else."""
        document: dict[str, Any] = {}
        for key in ("id", "type"):
            if getattr(self, key):
                document[key] = getattr(self, key)
        if self.quantity != 1:
            document["quantity"] = self.quantity
        if self.due is not None:
            document["due"] = anchor_text(self.due)
        document |= dict(parse_extra(self.extra))
        return {"name": self.name, **document} if document else self.name


Deliverables: TypeAlias = (
    str | Deliverable | Mapping[str, Any] | Iterable[str | Deliverable | Mapping[str, Any]]
)


def parse_deliverables(value: object) -> tuple[Deliverable, ...]:
    """Read deliverables: a name, a mapping, or a list of these."""
    alone = isinstance(value, (str, int, Mapping, Deliverable))
    return parse_each([value] if alone else value, _parse_one)


def _parse_one(value: object) -> Deliverable:
    if isinstance(value, Deliverable):
        return value
    if isinstance(value, Mapping):
        return structure_whole(Deliverable, value)
    return Deliverable(parse_word(value))


def deliverables_document(deliverables: Sequence[Deliverable]) -> list[str | dict[str, Any]]:
    """Give deliverables as they stand in a plan document."""
    return [item.to_document() for item in deliverables]


@cache
def _kinds() -> Mapping[str, str]:
    return by_word(_KINDS)
