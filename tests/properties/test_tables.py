"""Plans and tables: whatever is written as a table is read again as it was."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.tables.vocabulary import TASKS
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


# -- anybody's rows ------------------------------------------------------------------------------

DATES = ["15/06/2027", "16/05/2027", "2027-06-15", "mardi 15 juin 2027", date(2027, 6, 15), "J-30", "J"]
FITTING: dict[str, list[Any]] = {
    "name": ["Brief", "Film, suite", "Lancement", "Film", "=1+1", "'x", "a|b", "a\nb", " x ", "TOTAL"],
    "id": [1, 2, "3", "1.1", "a", "launch"],
    "wbs": [1, 1.1, "1.2", "2.1.1", "1,1"],
    "level": [1, 2, "3"],
    "parent": ["Brief", 1, "a"],
    "phase": ["I", "Brief", "=x"],
    "duration": [5, "0,5", "5 jours", "2 semaines", "3/5/10 j", "15/06/2027", "J-3", "immédiat"],
    "after": [1, "1FD+2j", "Brief DD+50 %", "Lancement", "aucun", "Film, suite"],
    "before": [2, "Film"],
    "at": ["J-30", "S-2", -7, "la veille", "15/06/2027", "J"],
    "until": ["J-20", "15/06/2027"],
    "start": DATES,
    "finish": DATES,
    "deadline": DATES,
    "constraint": ["pas avant le 02/03/2027", "not after 2027-05-04"],
    "calendar": ["FR", "ouvres"],
    "when": ["au plus tôt", "J-30", "15/06/2027"],
    "risk_factor": [1.2, "1,5"],
    "margin": ["2 jours", "20 %"],
    "responsible": ["Marie", "Marie + Paul", "R&D", "[1]"],
}
KEPT: list[Any] = ["x", 1, 1.5, "0,5", "012", "31/12/2027", True, "=1+1", "-", "{}", "\x07", "a\r\nb", "50 %"]
TITLES = ["Salon", "Jour J", "Jour J : 15/06/2027", "Calendrier : FR", "# x", "retroplan", "Note : a|b", 5]


def column(key: str, headings: list[str]) -> st.SearchStrategy[tuple[str, list[Any]]]:
    """Give a heading and cells that may stand below it, some of which hold nothing."""
    cells = st.none() | st.sampled_from(FITTING.get(key, KEPT))
    return st.tuples(st.sampled_from(headings), st.lists(cells, min_size=4, max_size=4))


COLUMNS = st.one_of(
    [
        column(key, [heading for lang in languages.values() for heading in lang])
        for key, languages in TASKS.items()
    ]
    + [column("duration", ["Durée (jours)", "Durée (h)", "Nb de jours"]), column("x-", ["Budget", "", "x-y"])]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[Any]]:
    """Make rows that may be a list of tasks: titles, headings, cells that fit them."""
    columns = [draw(column("name", ["Tâche", "Task"])), *draw(st.lists(COLUMNS, max_size=5))]
    titles = draw(st.lists(st.sampled_from(TITLES), max_size=2))
    body = [[cells[row] for _, cells in columns] for row in range(draw(st.integers(0, 4)))]
    return [*([title] for title in titles), [heading for heading, _ in columns], *body]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables())
def test_any_table_is_refused_or_comes_back(rows: list[list[Any]]) -> None:
    """Whatever rows there are: a PlanError, or a plan that is the same after it was written."""
    try:
        plan = rp.from_table(rows)
    except rp.PlanError:
        return
    for format in FORMATS:
        again = rp.read(rp.dumps(plan, format), format=format)

        assert contents(again) == contents(plan)


def contents(plan: rp.Plan) -> rp.Plan:
    """Leave out which columns there were."""
    return plan.replace(extra={key: value for key, value in plan.extra.items() if key != "x-columns"})


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), format=st.sampled_from(FORMATS))
def test_any_bytes_are_refused_or_read(data: bytes, format: str) -> None:
    """Nothing but a PlanError comes of bytes that are no table."""
    with suppress(rp.PlanError):
        rp.read(data, format=format)
