"""Write the list in docs/reference/templates.md: ``python docs/generate_templates.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import retroplan as rp

PAGE = Path(__file__).parent / "reference" / "templates.md"
BEGIN, END = "<!-- From here: written by docs/generate_templates.py -->", "<!-- To here. -->"


def values(parameter: rp.Parameter) -> str:
    """Write what a parameter may be: its choices, or its default."""
    if parameter.choices:
        return ", ".join(f"`{choice}`" for choice in parameter.choices)
    if isinstance(parameter.default, bool):
        return "`yes`" if parameter.default else "`no`"
    if isinstance(parameter.default, list):
        return f"`{','.join(map(str, parameter.default))}`"
    if isinstance(parameter.default, dict):
        return "as the parameters above say"
    return f"`{parameter.default}`" if parameter.default is not None else "none"


def lines() -> Iterator[str]:
    """Yield the generated lines."""
    french = {template.name: template for template in rp.templates("fr")}
    for template in rp.templates("en"):
        other = french[template.name]
        names = ", ".join(f"`{name}`" for name in dict.fromkeys((*template.aliases, *other.aliases)))
        yield from ("", f"### {template.name}", "")
        yield f"{template.title}, in French *{other.title}*; also {names}."
        yield from ("", "It assumes:", "")
        yield from (f"- {text}" for text in template.assumptions)
        yield from ("", "| parameter | default, or choices | sets |", "|---|---|---|")
        for parameter in template.parameters:
            yield f"| `{parameter.name}` | {values(parameter)} | {parameter.label} |"
    yield ""


def page(text: str) -> str:
    """Put the generated lines between their marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{chr(10).join(lines())}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
