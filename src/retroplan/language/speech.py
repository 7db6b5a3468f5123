"""How a code and its values become a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from numbers import Rational
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from attrs import field, frozen

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "fr")
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # day first in both
_HUGE = 10**15
_DAY = "EEE d MMM y"
_MOMENT = "EEE d MMM y HH:mm"


class Sealed(Mapping[str, object]):
    """A mapping that cannot be changed, but copied and pickled."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def __reduce__(self) -> tuple[type[Sealed], tuple[dict[str, object]]]:
        return Sealed, (self._values,)


def sealed(values: Mapping[str, object]) -> Mapping[str, object]:
    """Copy a mapping into one that cannot be changed."""
    return values if isinstance(values, Sealed) else Sealed(values)


@runtime_checkable
class Speaks(Protocol):
    """A value that knows its own words."""

    def text(self, lang: str = "en") -> str:
        """Put the value into words."""
        ...


@frozen
class Amount:
    """
    A number of things, with the noun in the right number: 1 working day, 2 working days.

    Attributes
    ----------
    number
        How many; shown with at most two decimals.
    noun
        Key of the noun in the catalogues.
    """

    number: int | float | Fraction
    noun: str

    def text(self, lang: str = "en") -> str:
        """Put the amount into words."""
        return f"{show(self.number, lang)} {self.named(lang)}"

    def named(self, lang: str = "en") -> str:
        """Give the noun alone, in the right number."""
        one, other = catalogue(lang).NOUNS[self.noun]
        size = abs(float(self.number))
        singular = size < 2 if language_of(lang) == "fr" else size == 1
        return str(one if singular else other)


@frozen
class Phrase:
    """A part of a sentence: a code and values of its own."""

    code: str
    values: Mapping[str, object] = field(factory=dict, converter=sealed, hash=False)

    def text(self, lang: str = "en") -> str:
        """Put the phrase into words."""
        return say(self.code, self.values, lang)


@frozen
class Word:
    """A label of the catalogues as a value: a convention, a unit, a heading."""

    key: str

    def text(self, lang: str = "en") -> str:
        """Give the label."""
        return word(self.key, lang)


def language_of(lang: str) -> str:
    """
    Reduce a language tag to one that has a catalogue: "fr-CA" is "fr".

    Raises
    ------
    ValueError
        There is no catalogue for this language.
    """
    short = lang.replace("_", "-").split("-")[0].lower()
    if short not in LANGUAGES:
        raise ValueError(f'"{lang}" is not a language retroplan speaks (choose {" or ".join(LANGUAGES)})')
    return short


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """Give the locale in which numbers and dates of a language are written."""
    from babel import Locale

    return Locale.parse(_LOCALES[language_of(lang)])


@lru_cache(maxsize=1)
def _decimals() -> Any:
    """Read the pattern of numbers once: babel, which also takes one that is read, reads a text each time."""
    from babel.numbers import parse_pattern

    return parse_pattern("#,##0.##")


@lru_cache(maxsize=64)
def catalogue(lang: str) -> Any:
    """Return the module that holds the words of a language."""
    return import_module(f"retroplan.language.{language_of(lang)}")


def say(code: str, values: Mapping[str, object], lang: str = "en") -> str:
    """Put a code and its values into a sentence."""
    template: str = catalogue(lang).MESSAGES[code]
    return template.format_map({name: show(value, lang) for name, value in values.items()})


def word(key: str, lang: str = "en") -> str:
    """Give a label of the catalogue: a heading, the name of a unit or of a convention."""
    label: str = catalogue(lang).WORDS[key]
    return label


def explained(keys: Iterable[str], lang: str = "en") -> str:
    """Give the first text of the help that there is for some keys; empty if there is none."""
    texts: Mapping[str, str] = catalogue(lang).HELP
    return next((texts[key] for key in keys if key in texts), "")


def show(value: object, lang: str = "en", pattern: str | None = None) -> str:
    """
    Put one value into words: dates and numbers as the language writes them.

    Parameters
    ----------
    value
        Text stays as it is; a sequence is listed with commas.
    lang
        Language of the result.
    pattern
        Date pattern (Unicode LDML) to use instead of the usual one.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        from babel.dates import format_datetime

        return format_datetime(value, pattern or _MOMENT, locale=locale_of(lang))
    if isinstance(value, date):
        from babel.dates import format_date

        return format_date(value, pattern or _DAY, locale=locale_of(lang))
    if isinstance(value, Speaks):
        return value.text(lang)
    if value is None:
        return word("none", lang)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float, Decimal, Fraction)):
        if abs(float(value)) >= _HUGE:
            return str(value)  # too large for a number that anybody reads
        from babel.numbers import format_decimal

        number = float(value) if isinstance(value, Rational) and not isinstance(value, int) else value
        return str(format_decimal(number, _decimals(), locale=locale_of(lang)))
    if isinstance(value, Sequence):
        return listed([show(item, lang) for item in value])
    return str(value)


def listed(words: Sequence[str], limit: int = 8) -> str:
    """Join words with commas; past `limit`, say how many more there are."""
    if len(words) <= limit:
        return ", ".join(words)
    return ", ".join(words[:limit]) + f", … (+{len(words) - limit})"


def plain(value: object) -> object:
    """Reduce one value to what JSON can hold, without a language."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Amount):
        return plain(value.number)
    if isinstance(value, Word):
        return value.key
    if isinstance(value, Phrase):
        return {"code": value.code, "values": {name: plain(item) for name, item in value.values.items()}}
    if isinstance(value, (Fraction, Decimal)):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return str(value)
