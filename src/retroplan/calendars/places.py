"""Places: the countries and subdivisions whose public holidays the `holidays` package knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeAlias

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import LANGUAGES, Phrase, sealed
from retroplan.language.quoting import nearest

_CODE = re.compile(r"[A-Z]{2,3}")
# Departments without holidays of their own; Corsica's two are not numbers.
_METROPOLITAN = (*(f"{number:02}" for number in range(1, 96) if number != 20), "2A", "2B")
_ACCEPTED = ("01 … 95", "2A", "2B")
# Departments and collectivities by number, where the package calls them otherwise.
_FRENCH = {"67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF", "984": "TF"}
_FRENCH |= {"986": "WF", "987": "PF", "988": "NC", "Alsace-Moselle": "6AE"}

_Spelled: TypeAlias = dict[str, tuple[str, str | None]]


@frozen
class Country:
    """
    What the `holidays` package knows of a country.

    Attributes
    ----------
    code
        ISO 3166 code of two letters.
    first_year, last_year
        The years for which it has public holidays.
    languages
        Languages in which it names them, the country's own first.
    subdivisions
        What a user may write, without case, to its usual spelling and the package's own key;
        no key where the holidays are those of the whole country.
    accepted
        The codes of the subdivisions, for messages.
    """

    code: str
    first_year: int
    last_year: int
    languages: tuple[str, ...]
    subdivisions: Mapping[str, tuple[str, str | None]] = field(converter=sealed, hash=False, repr=False)
    accepted: str


@lru_cache(maxsize=512)
def country_of(code: str) -> Country | None:
    """Look a country up by its code in capitals, of two or three letters; None if it is not known."""
    # Imported late: it costs as much as everything else in a small script.
    import holidays

    entity: Any = getattr(holidays, code, None) if _CODE.fullmatch(code) else None
    # The package also exports constants and stock exchanges under such names.
    if getattr(entity, "country", None) is None:
        return None
    own = (entity.default_language,) if entity.default_language else ()
    # School zones have the public holidays of the country, and no closed day of their own here.
    keys = [key for key in entity.subdivisions if not key.startswith("Zone ")]
    names = {key: key for key in keys}
    names |= {alias: key for alias, key in entity.subdivisions_aliases.items() if key in keys}
    french = entity.country == "FR"
    spelled = {name.lower(): (name, key) for name, key in names.items()}
    return Country(
        code=entity.country,
        first_year=entity.start_year,
        last_year=entity.end_year,
        languages=own + tuple(name for name in entity.supported_languages if name not in own),
        subdivisions=_french(spelled) if french else spelled,
        accepted=", ".join([*_ACCEPTED, *(key for key in keys if key != "57")] if french else keys),
    )


def _french(spelled: _Spelled) -> _Spelled:
    """Add the departments by number to the subdivisions that the package knows."""
    plain: _Spelled = {name.lower(): (name, None) for name in (*_METROPOLITAN, "Métropole")}
    known = {key for _, key in spelled.values()}
    renamed: _Spelled = {name.lower(): (name, key) for name, key in _FRENCH.items() if key in known}
    return plain | spelled | renamed


def resolve_place(country: object, subdivision: object = None) -> tuple[str | None, str | None]:
    """
    Give a country and a subdivision their usual spelling.

    Parameters
    ----------
    country
        A code, ``FR`` or ``fra``, perhaps with a subdivision behind a hyphen, ``FR-57``.
    subdivision
        A code or a name that the package knows; of France, also the number of any department.

    Raises
    ------
    PlanError
        One of them is not known, or a subdivision stands alone.
    """
    if country is None:
        if subdivision is not None:
            raise PlanError(error("subdivision-alone", "subdivision", value=str(subdivision)))
        return None, None
    code, hyphen, rest = str(country).strip().partition("-")
    known = require_country(code if hyphen and subdivision is None else country)
    if subdivision is None:
        if not hyphen:
            return known.code, None
        subdivision = rest
    # YAML reads the departments 01 and 57 as numbers.
    text = f"{subdivision:02}" if type(subdivision) is int else str(subdivision).strip()
    spelled = known.subdivisions.get(text.lower())
    if spelled is None:
        raise PlanError(_unknown_subdivision(known, text))
    return known.code, spelled[0]


def require_country(country: object) -> Country:
    """
    Look up a country by its code, in capitals or not.

    Raises
    ------
    PlanError
        The `holidays` package does not know it.
    """
    known = country_of(str(country).strip().upper())
    if known is None:
        hint = nearest_country(str(country))
        raise PlanError(error("unknown-country", "country", value=str(country), hint=hint))
    return known


def nearest_country(text: str, others: Iterable[str] = ()) -> Phrase:
    """Ask whether a country was meant, going by its name in any language of the library."""
    from babel import Locale
    from holidays import list_supported_countries

    codes = list_supported_countries(include_aliases=False)
    names = {
        name.lower(): code
        for lang in LANGUAGES
        for code, name in Locale(lang).territories.items()
        if code in codes
    }
    names |= {other.lower(): other for other in others}
    close = get_close_matches(text.strip().lower(), names, n=1, cutoff=0.7)
    return Phrase("did-you-mean", {"candidate": names[close[0]]}) if close else nearest(text, codes)


def _unknown_subdivision(country: Country, text: str) -> Finding:
    if not country.accepted:
        return error("no-subdivision", "subdivision", country=country.code, value=text)
    return error(
        "unknown-subdivision", "subdivision", country=country.code, value=text, accepted=country.accepted
    )
