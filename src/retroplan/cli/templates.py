"""`retroplan templates`: the plans to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retroplan.cli.options import LangOption
from retroplan.cli.output import show
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language

if TYPE_CHECKING:
    from retroplan.library import Template
    from retroplan.render.notes import Note


def run(lang: LangOption = None) -> None:
    """List the templates, with their other names and what they assume."""
    import retroplan as rp
    from retroplan.render.terminal import Paragraphs

    language = choose_language(lang)
    with reported(lang):
        found = rp.templates(language)
    show(Paragraphs(tuple(note for template in found for note in _notes(template))))


def _notes(template: Template) -> list[Note]:
    from retroplan.render.notes import Note

    names = ", ".join((template.name, *template.aliases))
    return [
        Note("", f"{names}  {template.title}", "bold"),
        *(Note("  - ", text) for text in template.assumptions),
    ]
