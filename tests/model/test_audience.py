"""Segments and channels of a plan."""

from __future__ import annotations

import pytest

import retroplan as rp
from retroplan.model.audience import CRITERIA, channel_kind


def test_a_segment_has_three_families_of_criteria() -> None:
    """Sociodemographic, psychological and behavioural criteria are kept as they were written."""
    document = {
        "segments": {
            "fidèles": {
                "name": "Clients fidèles",
                "sociodemographic": ["30-45 ans", "urbains"],
                "psychological": ["attachés à la marque"],
                "behavioural": ["plus de 5 achats par an"],
                "channels": {"email": "60%", "web": "40%"},
                "share": "75%",
            },
            "nouveaux": {},
        },
        "tasks": [],
    }
    plan = rp.from_document(document)

    assert rp.to_document(plan) == {"retroplan": 1, **document}
    assert CRITERIA == ("sociodemographic", "psychological", "behavioural")
    assert plan.segments["fidèles"].psychological == ("attachés à la marque",)


def test_an_unknown_family_is_refused() -> None:
    """The French name of a family leads to the key; any other key is told with those that there are."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document({"segments": {"a": {"comportementaux": ["x"], "astrological": ["lion"]}}})

    first, second = caught.value.findings
    assert (first.path, first.code) == ("segments.a.comportementaux", "unknown-key")
    assert "behavioural" in first.text()
    assert (second.path, second.code) == ("segments.a.astrological", "unknown-key")


@pytest.mark.parametrize(
    ("channels", "best"),
    [
        (["web", "email"], ("web", "email")),
        ({"web": "30%", "email": "70%"}, ("email", "web")),
        ({"web": None, "email": "10%"}, ("email", "web")),
        ({"web": "50%", "email": "50%"}, ("web", "email")),
        ([], ()),
    ],
)
def test_the_best_channels_of_a_segment_come_first(channels: object, best: tuple[str, ...]) -> None:
    """By the weight of the preference, else in the order in which they are written."""
    plan = rp.from_document({"segments": {"a": {"channels": channels}}})

    assert plan.segments["a"].preferred == best


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Les réseaux sociaux", "social"), ("les emailings", "email"), ("le site web", "website"),
        ("les supports physiques", "print"), ("relations presse", "press"), ("publicité", "advertising"),
        ("SEO", "search"), ("kiosque dans des congrès", "event"), ("Radio locale", "Radio locale"),
    ],
)  # fmt: skip
def test_channels_of_articles_are_known_and_others_accepted(words: str, kind: str) -> None:
    """The four channels of one article and those of the others are one vocabulary; any word is a channel."""
    plan = rp.from_document({"channels": [words]})

    assert list(plan.channels) == [words]
    assert channel_kind(words) == kind


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        ({"segments": "fidèles"}, "segments", "bad-audience"),
        ({"segments": {"a": {"share": "120%"}}}, "segments.a.share", "bad-weight"),
        ({"segments": {"a": {"share": 0.5}}}, "segments.a.share", "bad-weight"),
        ({"segments": {"a": {"channels": {"web": "beaucoup"}}}}, "segments.a.channels.web", "bad-percent"),
        ({"channels": {"a": {"genre": "web"}}}, "channels.a.genre", "unknown-key"),
        ({"channels": ["a", " "]}, "channels[1]", "empty-value"),
    ],
)
def test_bad_segments_are_told_with_their_place(document: dict[str, object], path: str, code: str) -> None:
    """Each fault has its path."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)

    assert [(finding.path, finding.code) for finding in caught.value.findings] == [(path, code)]
