"""Templates: plans without a launch date, ready to be given one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import combining, normalize

from attrs import frozen

from retroplan.document import from_document
from retroplan.errors import PlanError, error
from retroplan.language import language_of
from retroplan.language.quoting import nearest, quoted
from retroplan.model.moments import Moment
from retroplan.model.plan import Plan

HEADER = "x-template"
_SUFFIX = ".yaml"


@frozen
class Template:
    """
    What there is to know of a template before it is used.

    Attributes
    ----------
    name
        The same in every language.
    lang
        Language of its title and of the names of its tasks.
    title
        What it plans.
    aliases
        Other names it goes by.
    assumptions
        What its source does not say and the template had to choose.
    """

    name: str
    lang: str
    title: str
    aliases: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def templates(lang: str = "en") -> tuple[Template, ...]:
    """
    List the templates there are in a language.

    Examples
    --------
    >>> import retroplan as rp
    >>> [template.name for template in rp.templates("fr")]
    ['loyalty']
    """
    return tuple(_template(document) for document in _documents(language_of(lang)))


def from_template(name: str, *, launch: Moment | str, lang: str = "en") -> Plan:
    """
    Make a plan from a template.

    Parameters
    ----------
    name
        Its name or one of its aliases in any language, with accents or without.
    launch
        The launch date that everything is counted from.
    lang
        Language of the names of the tasks.

    Raises
    ------
    PlanError
        There is no such template, or the launch is not a date.

    Examples
    --------
    >>> import retroplan as rp
    >>> rp.from_template("fidelisation", launch="2026-06-15", lang="fr")["launch"].name
    'Lancement effectif de la campagne'
    """
    known = _known_names()
    if _folded(name) not in known:
        hint, names = nearest(name, known), ", ".join(sorted(set(known.values())))
        raise PlanError(error("unknown-template", text=quoted(name), hint=hint, known=names))
    document = _document(f"{known[_folded(name)]}.{language_of(lang)}{_SUFFIX}")
    return from_document(
        {key: value for key, value in document.items() if key != HEADER} | {"launch": launch}
    )


def _template(document: Mapping[str, Any]) -> Template:
    header = document[HEADER]
    return Template(
        name=header["name"],
        lang=document["lang"],
        title=header["title"],
        aliases=tuple(header.get("aliases", ())),
        assumptions=tuple(header.get("assumptions", ())),
    )


@cache
def _known_names() -> Mapping[str, str]:
    """Lead from every name and alias, without accents, to the name of the template."""
    known: dict[str, str] = {}
    for document in _documents(""):
        template = _template(document)
        known |= {_folded(name): template.name for name in (template.name, *template.aliases)}
    return known


def _documents(lang: str) -> Iterator[Mapping[str, Any]]:
    """Yield the documents of the templates in a language; the empty text means every language."""
    names = sorted(file.name for file in files("retroplan").joinpath("templates").iterdir())
    return (_document(name) for name in names if name.endswith(f".{lang}{_SUFFIX}" if lang else _SUFFIX))


@cache
def _document(name: str) -> Mapping[str, Any]:
    from retroplan.io import yaml

    data = files("retroplan").joinpath("templates", name).read_bytes()
    document: Mapping[str, Any] = yaml.loads(data).document
    return document


def _folded(name: str) -> str:
    letters = normalize("NFKD", name.strip().lower())
    return "".join(letter for letter in letters if not combining(letter))
