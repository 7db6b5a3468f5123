"""The names of months and weekdays, as people write them, in every language there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from retroplan.language.speech import LANGUAGES

_WIDTHS = ("wide", "abbreviated")


def month_names() -> Mapping[str, int]:
    """Lead from each name of a month, in full or short, to its number: 1 is January."""
    from babel.dates import get_month_names

    return dict(_names(get_month_names))


def weekday_names() -> Mapping[str, int]:
    """Lead from each name of a weekday, in full or short, to its number: 0 is Monday."""
    from babel.dates import get_day_names

    return dict(_names(get_day_names))


def _names(names: Callable[..., Any]) -> Iterator[tuple[str, int]]:
    for lang in LANGUAGES:
        for width in _WIDTHS:
            for number, name in names(width, locale=lang).items():
                yield str(name).rstrip("."), number
