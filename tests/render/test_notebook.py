"""Plans and schedules in notebooks."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import retroplan as rp
from tests.golden.plans import HOSTILE_NAMES, PLANS, scheduled

ALLOWED = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li", "p"}


class Reader(HTMLParser):
    """Reads what a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.rows = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)
        self.rows += tag == "tr"
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        """Elements close in order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text of a cell."""
        if "td" in self.open:
            self.cells[-1] += data


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("kind", ["plan", "schedule"])
def test_names_are_text(name: str, kind: str) -> None:
    """Nothing but a table, whatever the names; no script, no event, no link."""
    value = scheduled(name) if kind == "schedule" else PLANS[name]()
    read = Reader(value._repr_html_())

    assert read.tags <= ALLOWED
    assert read.attributes <= {"style", "scope", "dir"}
    assert read.open == []
    letters = {"".join(filter(str.isalnum, cell)) for cell in read.cells}
    if name == "odd" and kind == "plan":
        assert {"".join(filter(str.isalnum, hostile)) for hostile in HOSTILE_NAMES} <= letters


def test_the_rows_are_the_tasks() -> None:
    """In the order of their dates, in the language of the plan."""
    read = Reader(scheduled("loyalty")._repr_html_())

    assert read.rows == 1 + len(scheduled("loyalty"))
    assert read.cells[:2] == ["J-90", "mar. 17 mars"]


@pytest.mark.parametrize("count", [58, 400])
def test_a_large_plan_is_cut(count: int) -> None:
    """At most sixty rows, and how many more there are."""
    plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task(f"t{n}", duration="1d") for n in range(count)])
    shown, listed = rp.schedule(plan)._repr_html_(), plan._repr_html_()

    assert Reader(shown).rows == 1 + min(count + 1, 60)
    assert ("(+341)" in shown) == (count == 400)
    assert ("(+340)" in listed) == (count == 400)


def test_a_deep_plan_is_shown() -> None:
    """A hundred levels are no recursion."""
    task = rp.Task("t99", duration="1d")
    for level in range(98, 0, -1):
        task = rp.Task(f"t{level}", tasks=[task])

    assert "(+39)" in rp.Plan(launch="2026-06-15", tasks=[task])._repr_html_()
