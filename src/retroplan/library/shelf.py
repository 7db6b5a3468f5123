"""Where templates lie: those that come with retroplan, and folders of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.io.reasons import reason_of
from retroplan.language import LANGUAGES, Phrase, language_of
from retroplan.language.folding import folded
from retroplan.language.quoting import nearest, quoted
from retroplan.library.header import HEADER, Template, parse_header, read_header
from retroplan.model.plan import Plan

Folder = str | PathLike[str] | None
_FILE = re.compile(r"(?P<name>[\w-]+)\.(?P<lang>en|fr)\.ya?ml")


@frozen
class Book:
    """
    The file of a template, not read yet.

    Attributes
    ----------
    name, lang
        What the name of the file says.
    file
        The file.
    own
        Whether it lies in a folder of the user's own.
    """

    name: str
    lang: str
    file: Traversable
    own: bool

    def open(self) -> tuple[Template, Plan]:
        """
        Read the template and its plan.

        Raises
        ------
        PlanError
            It is not a template that can be used; the first finding names the file.
        """
        return _read(self) if self.own else _read_once(self)


def _read(book: Book) -> tuple[Template, Plan]:
    from retroplan.io.files import read_bytes
    from retroplan.io.formats import read_located
    from retroplan.io.located import MAX_BYTES, plan_of, standing

    findings: list[Finding] = []
    plan: Plan | None = None
    try:
        data = read_bytes(Path(str(book.file)), MAX_BYTES) if book.own else book.file.read_bytes()
        read = read_located(data, format="yaml")
        try:
            plan = plan_of(read)
        except PlanError as problem:
            findings += problem.findings
        template, told = _about(book, plan, read.document)
        findings = sorted([*findings, *read.locate(told)], key=standing)
        if template is not None and plan is not None and not findings:
            return template, plan.replace(lang=book.lang)
        raise PlanError(findings)
    except PlanError as problem:
        named = Finding(code="template-broken", values={"file": quoted(book.file.name)})
        raise PlanError([named, *problem.findings], problem.lang) from None


def _about(book: Book, plan: Plan | None, document: object) -> tuple[Template | None, list[Finding]]:
    """Read what a template says of itself, and find what is wrong with it, also where its plan is broken."""
    if not isinstance(document, Mapping):
        return None, []
    findings = [
        error("template-dated", key, key=key) for key in ("launch", "start") if document.get(key) is not None
    ]
    if (lang := document.get("lang", book.lang)) != book.lang and lang in LANGUAGES:
        findings.append(error("template-of-other-language", "lang", lang=lang, file=book.lang))
    try:
        header = document.get(HEADER)
        template = (
            parse_header(header, book.name, book.lang)
            if plan is None
            else read_header(plan, book.name, book.lang)
        )
    except PlanError as problem:
        return None, [*findings, *problem.findings]
    return template, findings


_read_once = cache(_read)


def templates(lang: str = "en", *, folder: Folder = None) -> tuple[Template, ...]:
    """
    List the templates there are in a language.

    Parameters
    ----------
    lang
        ``en`` or ``fr``; a template of one's own that is not there in it is listed in the other.
    folder
        A folder with templates of one's own, ``NAME.fr.yaml``, which come first, and instead of those
        of the same name that come with retroplan.

    Raises
    ------
    PlanError
        There is no such folder, or a template in it is broken; with the problems of all of them.

    Examples
    --------
    >>> import retroplan as rp
    >>> [template.title for template in rp.templates("fr") if template.name == "loyalty"]
    ['Campagne de fidélisation']
    """
    found = _opened(_in_language(books(folder), language_of(lang)))
    return tuple(deepcopy(template) for template, _ in found)  # defaults may be lists, and these are kept


def _opened(found: Iterable[Book]) -> list[tuple[Template, Plan]]:
    """Open several, and tell of all that cannot be."""
    findings: list[Finding] = []
    opened = []
    for book in found:
        try:
            opened.append(book.open())
        except PlanError as problem:
            findings += problem.findings
    if findings:
        raise PlanError(findings)
    return opened


def find_book(name: str, lang: str, folder: Folder = None) -> Book:
    """
    Find a template by its name, or by one of its aliases in any language.

    Raises
    ------
    PlanError
        There is none, or none could be found because one in the folder cannot be read.
    """
    every = books(folder)
    there = _in_language(every, language_of(lang))
    found = next((book for book in there if book.name == name), None)
    if found is not None:
        return found  # no other file has to be read for it
    known: dict[str, str] = {}
    for some in (there, [book for book in every if book not in there]):
        for template, _ in _opened(some):
            for alias in (template.name, *template.aliases):
                known.setdefault(folded(alias), template.name)
        if folded(name) in known:
            return next(book for book in there if book.name == known[folded(name)])
    names = ", ".join(sorted(set(known.values())))
    hint = nearest(name, known)
    where = Phrase("template-files", {"folder": quoted(folder, 500)}) if folder else Phrase("nothing")
    raise PlanError(error("unknown-template", text=quoted(name), hint=hint, known=names, where=where))


def find_template(name: str, lang: str, folder: Folder = None) -> Template:
    """Describe one template, by its name or by one of its aliases; see `find_book`."""
    return find_book(name, lang, folder).open()[0]


def named_file(path: str | PathLike[str]) -> tuple[str, str]:
    """
    Give the name of a template and its language, as the name of its file says them.

    Raises
    ------
    PlanError
        The file is not called as templates are.
    """
    match = _FILE.fullmatch(Path(path).name)
    if match is None:
        raise PlanError(error("template-file-name", text=quoted(Path(path).name)))
    return match["name"], match["lang"]


def books(folder: Folder = None) -> list[Book]:
    """Give every template in every language by name; those of the folder first."""
    own = _own(Path(folder)) if folder is not None else []
    names = {book.name for book in own}
    shipped = _books(files("retroplan").joinpath("templates").iterdir(), own=False)
    return own + [book for book in shipped if book.name not in names]


def _own(folder: Path) -> list[Book]:
    try:
        found = list(folder.iterdir())
    except (OSError, ValueError) as problem:
        values = {"path": quoted(str(folder), 500), "problem": reason_of(problem)}
        raise PlanError(Finding(code="file-unreadable", values=values)) from None
    return _books(found, own=True)


def _books(found: Iterable[Traversable], *, own: bool) -> list[Book]:
    matched = ((_FILE.fullmatch(file.name), file) for file in found)
    made = [Book(match["name"], match["lang"], file, own) for match, file in matched if match]
    return sorted(made, key=lambda book: (book.name, book.lang, book.file.name))


def _in_language(found: Iterable[Book], lang: str) -> list[Book]:
    """Choose one file of each template: that of the language, else the one there is."""
    chosen: dict[str, Book] = {}
    for book in found:
        if book.name not in chosen or book.lang == lang:
            chosen[book.name] = book
    return list(chosen.values())
