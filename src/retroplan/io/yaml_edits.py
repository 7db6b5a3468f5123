"""A YAML plan edited in place: what says the same as before stays byte for byte as it was written."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from retroplan.errors import PlanError
from retroplan.io import yaml
from retroplan.io.alignment import same
from retroplan.io.located import decoded, encoded
from retroplan.io.yaml_parts import edited
from retroplan.model.fields import structure
from retroplan.model.plan import Plan


def update(data: bytes, old: Mapping[str, Any], new: Mapping[str, Any]) -> bytes:
    """
    Give the text of a plan after a change, with the comments and the manner of the old text.

    What is put together is read again; if it does not say what it should, which no text that
    people write is known to bring about, the plan is written as if there were no old text.

    Parameters
    ----------
    data
        The old text, which can be read as a plan.
    old, new
        The documents of the plan before and after.

    Raises
    ------
    PlanError
        The new document holds what YAML cannot.
    """
    with suppress(ValueError, RecursionError):  # what YAML cannot hold is told where it is written afresh
        if same(old, new):
            return data
        bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        made = bom + encoded(edited(decoded(data, len(data)), old, new))
        if _says(made, new):
            return made
    return yaml.dumps(new)


def _says(data: bytes, document: Mapping[str, Any]) -> bool:
    try:
        plan = structure(Plan, yaml.loads(data, len(data)).document)
    except PlanError:
        return False
    return same(plan.to_document(), document)
