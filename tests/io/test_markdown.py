"""Markdown: a table that stays a table, whatever people type."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import retroplan as rp
from retroplan.io.markdown import dumps, escaped

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
PLAN = rp.Plan(
    "Démo",
    launch="2026-06-15",
    calendar="FR",
    lang="fr",
    tasks=[
        rp.Task("work", "Rédaction", tasks=[rp.Task("copy", "Textes", "1.5d"), rp.Task("go", at="J-2")]),
        rp.Task("follow", "Suivi", "30cd", until="J+30", after=["launch"]),
    ],
)


def cells(text: str) -> list[str]:
    """Give the cells of the table as a reader sees them, row by row."""
    inline = [token for token in PARSER.parse(text) if token.type == "inline"]
    assert all(
        child.type in ("text", "strong_open", "strong_close")
        for token in inline
        for child in token.children or []
    )
    return ["".join(child.content for child in token.children or []) for token in inline]


def test_the_table_in_the_language_of_the_plan() -> None:
    """Every task has its line, the days their convention; summaries stand out."""
    assert (
        dumps(rp.schedule(PLAN)).decode()
        == """\
| J | Tâche | Début | Fin | Durée | Marge totale (jours) | Marge libre (jours) | Critique |
| --- | --- | --- | --- | --- | ---: | ---: | --- |
| J-4 | **Rédaction** | jeu. 11 juin 2026 | ven. 12 juin 2026 |  | 0 | 0 | oui |
| J-4 | Textes | jeu. 11 juin 2026 | ven. 12 juin 2026 | 1,5 j | 0 | 0 | oui |
| J-2 | go | ven. 12 juin 2026 | ven. 12 juin 2026 |  | 1,5 | 1,5 | non |
| → J+30 | Suivi | mar. 16 juin 2026 | mer. 15 juil. 2026 | 30 j cal. | 1 | 1 | non |
| J | LANCEMENT | lun. 15 juin 2026 | lun. 15 juin 2026 |  | 0 | 0 | oui |

Marges en jours ouvrés ; J±n en jours calendaires, sauf mention contraire.
"""
    )


def test_another_language_may_be_asked_for() -> None:
    """The language asked for wins over the plan's."""
    text = dumps(rp.schedule(PLAN), "en").decode()

    assert "| J | Task | Start | Finish | Duration |" in text
    assert "Thu 11 Jun 2026" in text


@pytest.mark.parametrize(
    ("days", "note"),
    [
        ("ouvres", "Slack in working days, Monday to Friday;"),
        ("ouvrables", "Slack in working days, Monday to Saturday;"),
        ("calendaires", "Slack in calendar days;"),
        ({"week": {"tue": ["08:00-12:00"]}}, "Slack in working days of the calendar;"),
    ],
)
def test_the_convention_is_named(days: object, note: str) -> None:
    """Below the table stands what its days are."""
    plan = rp.Plan("Demo", launch="2026-06-15", calendar=days, tasks=[rp.Task("a", duration="1d")])

    assert note in dumps(rp.schedule(plan)).decode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a|b", r"a\|b"),
        ("a\nb\r\n\tc\x00\u2028d", "a b c d"),
        ("`code`", r"\`code\`"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("Fish & Chips &amp;", "Fish &amp; Chips &amp;amp;"),
        ("*a* _b_ ~~c~~", r"\*a\* \_b\_ \~\~c\~\~"),
        ("![x](http://a)", r"!\[x\](http://a)"),
        ("back\\|slash", r"back\\\|slash"),
        ("été – 100 %", "été – 100 %"),
    ],
)
def test_names_are_only_text(name: str, shown: str) -> None:
    """Pipes, breaks, code, markup, links and HTML in a name are shown, not obeyed."""
    assert escaped(name) == shown


@given(st.text(st.sampled_from(list("ab |\\`*_~<>&[]()!#\n-+1.:=@{}\"'")) | st.characters(), max_size=20))
def test_any_name_stays_in_its_cell(name: str) -> None:
    """A Markdown reader sees the name as it was typed, in one cell, spaces aside."""
    table = f"| a | b |\n| --- | --- |\n| {escaped(name)} | end |"

    assert visible(cells(table)[2]) == visible(name)
    assert cells(table)[3:] == ["end"]


def visible(name: str) -> str:
    """Take out spaces and control characters, which no line of text shows."""
    return "".join(letter for letter in "".join(name.split()) if category(letter) not in ("Cc", "Zl", "Zp"))


LIST = "| Tâche | Durée |\n|---|---|\n| Brief | 5 jours |\n"


@pytest.mark.parametrize(
    "line",
    [
        "Jour J : 15/06/2027",
        "Jour J: 15 juin 2027",
        "**Jour J :** 15/06/2027",
        "- **Jour J** : mardi 15 juin 2027",
        "> Launch: 2027-06-15",
        "Date de l’événement : 15/06/2027",
    ],
)
def test_a_line_above_the_table_gives_the_launch(line: str) -> None:
    """As the message about a missing launch says; the title stays the title."""
    plan = rp.read(
        f"# Salon\n\nNotre rétroplanning.\n\n{line}\nCalendrier : FR\n\n{LIST}".encode(), format="md"
    )

    assert (plan.name, str(plan.launch), plan.calendar) == ("Salon", "2027-06-15", "FR")
    assert [task.id for task in plan] == ["brief"]
    assert "x-notes" not in plan.extra
    assert rp.read(rp.dumps(plan, "md"), format="md") == plan


def test_lines_that_give_nothing_are_not_read() -> None:
    """Sentences that begin as a label does, and what stands below the first table."""
    prose = "Lancement : le site est prêt.\nCalendrier : voir plus bas\nProjet : à Lyon\nLiens : le wiki\n\n"
    plan = rp.read((prose + LIST + "\nJour J : 15/06/2027\n").encode(), format="md")

    assert rp.to_document(plan).keys() == {"retroplan", "lang", "tasks", "x-columns"}
    assert [task.id for task in plan] == ["brief"]


def test_a_line_with_a_date_that_is_none_is_told() -> None:
    """With its line, as in a table."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(f"Jour J : 15 juin\n\n{LIST}".encode(), format="md")

    assert [(finding.line, finding.code) for finding in caught.value.findings] == [(1, "date-without-year")]
