"""The page of templates lists those that there are."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import attrs

import retroplan as rp

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "templates.md").read_text(encoding="utf-8")


def test_the_page_is_what_its_script_writes() -> None:
    """After a change of a template, run docs/generate_templates.py."""
    spec = spec_from_file_location("generate_templates", DOCS / "generate_templates.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)

    assert script.page(PAGE) == PAGE


def test_every_template_and_parameter_is_on_the_page() -> None:
    """With both titles, all assumptions and all choices."""
    for lang in ("en", "fr"):
        for template in rp.templates(lang):
            assert template.title in PAGE
            assert f"### {template.name}\n" in PAGE
    for template in rp.templates("en"):
        assert all(text in PAGE for text in template.assumptions)
        for parameter in template.parameters:
            assert f"| `{parameter.name}` |" in PAGE


def test_every_key_of_the_header_is_explained() -> None:
    """The fields of a template and of a parameter have their lines."""
    for cls in (rp.Template, rp.Parameter):
        keys = [field.name for field in attrs.fields(cls) if field.name not in ("name", "lang")]
        assert [key for key in keys if f"`{key}`" not in PAGE and f"`{key}: " not in PAGE] == []
