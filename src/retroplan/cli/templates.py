"""`retroplan templates`: the plans to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.completion import complete_template
from retroplan.cli.options import LangOption, TemplatesOption
from retroplan.cli.output import show, tell
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language
from retroplan.language import say, word
from retroplan.language.quoting import quoted
from retroplan.render.cleaning import clean

if TYPE_CHECKING:
    from retroplan.library import Parameter, Template
    from retroplan.render.notes import Note

NameArgument = Annotated[
    str | None, typer.Argument(metavar="[TEMPLATE]", autocompletion=complete_template, show_default=False)
]


def run(template: NameArgument = None, folder: TemplatesOption = None, lang: LangOption = None) -> None:
    """List the templates; of one, what it assumes and what may be set."""
    import retroplan as rp
    from retroplan.library.shelf import find_template
    from retroplan.render.terminal import Paragraphs

    language = choose_language(lang)
    with reported(lang):
        found = rp.templates(language, folder=folder) if template is None else ()
        one = find_template(template, language, folder) if template is not None else None
    if one is not None:
        show(Paragraphs(tuple(_page(one, language))))
        return
    show(Paragraphs(tuple(_head(item) for item in found)))
    tell(say("try-next", {"command": f"retroplan templates {found[0].name}"}, language))


def _head(template: Template) -> Note:
    from retroplan.render.notes import Note

    names = ", ".join((template.name, *template.aliases))
    return Note("", clean(f"{names}  {template.title}"), "bold")


def _page(template: Template, lang: str) -> Iterator[Note]:
    """Say all there is to know of a template."""
    from retroplan.render.notes import Note

    yield _head(template)
    yield from (Note("  - ", clean(text)) for text in template.assumptions)
    for parameter in template.parameters:
        yield Note("  ", clean(f"{parameter.name}={_values(parameter, lang)}  {parameter.label}"))


def _values(parameter: Parameter, lang: str) -> str:
    """Show what a parameter may be: its choices, or its default as it would be written."""
    if parameter.choices:
        return "|".join(parameter.choices)
    if isinstance(parameter.default, bool):
        return word("yes" if parameter.default else "no", lang)
    if isinstance(parameter.default, list):
        return ",".join(map(str, parameter.default))
    return "" if parameter.default is None else quoted(parameter.default)
