"""Plans and tables: whatever is written as a table is read again as it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

import retroplan as rp
from tests.test_document import plans

FORMATS = ("csv", "xlsx", "md")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_a_table_gives_the_plan_back(format: str, lang: str, plan: rp.Plan) -> None:
    """A plan with anything in it is the same after it was a table, in either language."""
    data = rp.dumps(plan, format, lang=lang)

    assert rp.read(data, format=format) == plan
