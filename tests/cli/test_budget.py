"""`retroplan budget`."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.running import BAD_INPUT, FINE, UNMET, retroplan

PLAN = """\
name: Salon
launch: 2026-06-15
currency: EUR
budget: 5000
resources:
  room: {name: Salle 3, cost: 300/d, lead_time: 2w, quote_time: 1w, rush: 30%}
tasks:
  - id: ads
    name: Annonces
    duration: 10d
    costs: [{category: publicité, planned: 1000, actual: 400, when: spread}]
  - {id: course, name: Formation, duration: 1d, uses: room}
"""


@pytest.fixture
def plan(folder: Path) -> Path:
    """Write a plan with a budget."""
    path = folder / "salon.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def plain(text: str) -> str:
    """Write the blanks of French and of signs as people type them."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_adds_up_month_by_month_and_says_what_to_order(plan: Path) -> None:
    """A line a month, the whole below them, then what has to be ordered."""
    result = retroplan("budget", str(plan), "--lang", "en")

    # 1 to 12 June: all of it in June. 12 June less ten days is 29 May, less five 22 May.
    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout.splitlines() == [
        "month      planned  committed  paid  budget  remaining  share",
        "June 2026   €1,300         €0  €400               €900  100%",
        "total       €1,300         €0  €400  €5,000     €4,600  100%",
        "",
        "to order  quotes by    order by     needed       cost",
        "Salle 3   22 May 2026  29 May 2026  12 Jun 2026  €300",
    ]


def test_speaks_french(plan: Path) -> None:
    """Months, headings and amounts as French writes them."""
    lines = plain(retroplan("budget", str(plan), "--lang", "fr").stdout).splitlines()

    assert lines[0].split() == ["mois", "prévu", "engagé", "payé", "budget", "reste", "part"]
    assert lines[1] == "juin 2026  1 300 €     0 €  400 €             900 €  100 %"
    assert lines[5] == "Salle 3      22 mai 2026     29 mai 2026        12 juin 2026  300 €"


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("phase", ["no phase", "€1,300"]),
        ("category", ["publicité", "€1,000"]),
        ("kind", ["money", "€1,000"]),
        ("task", ["Annonces", "€1,000"]),
    ],
)
def test_adds_up_otherwise_if_asked_to(plan: Path, by: str, first: list[str]) -> None:
    """By phase, category, kind or task."""
    result = retroplan("budget", str(plan), "--by", by, "--lang", "en")
    cells = [cell for cell in result.stdout.splitlines()[1].split("  ") if cell]

    assert [cell.strip() for cell in cells[:2]] == first


def test_says_what_is_late(plan: Path) -> None:
    """On 1 June the room should have been ordered; its premium is planned too."""
    result = retroplan("budget", str(plan), "--today", "2026-06-01", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout.splitlines()[2].split()[:2] == ["total", "€1,390"]
    assert " ".join(result.stdout.split("\n\n")[2].split()) == (
        '! Formation: "Salle 3" should have been ordered by Fri 29 May 2026; '
        "it costs €390 instead of €300 now, €90 more"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("budget: 5000", "budget: 1200", "€1,300 are planned, €100 more than the budget of €1,200"),
        ("actual: 400", "actual: 1001", "Annonces: €1,001 are committed or paid, €1 more than the €1,000"),
        (
            "  - {id: course",
            "  - {id: other, duration: 1d, uses: room}\n  - {id: course",
            "2 × Salle 3 booked from Fri 12 Jun 2026 08:00 to Fri 12 Jun 2026 17:00, available: 1 (other",
        ),
    ],
)
def test_ends_with_1_where_there_is_too_little(plan: Path, old: str, new: str, words: str) -> None:
    """A budget that is exceeded, and a room that is booked twice, are told and give the exit code."""
    plan.write_text(PLAN.replace(old, new), encoding="utf-8")
    result = retroplan("budget", str(plan), "--lang", "en")

    assert result.exit_code == UNMET
    assert words in " ".join(result.stdout.split())
    for format in ("csv", "md"):  # which have no place for it
        other = retroplan("budget", str(plan), "--lang", "en", "--format", format)

        assert other.exit_code == UNMET
        assert words in other.stderr
        assert words not in other.stdout


def test_gives_csv(plan: Path) -> None:
    """Exact amounts for programs."""
    result = retroplan("budget", str(plan), "--by", "category", "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))

    assert [(row["key"], row["planned"], row["actual"], row["budget"]) for row in rows] == [
        ("publicité", "1000", "400", ""),
        ("material", "300", "0", ""),
    ]


def test_gives_json(plan: Path) -> None:
    """The whole budget, and the bookings."""
    result = retroplan("budget", str(plan), "--format", "json")
    document = json.loads(result.stdout)

    assert document["budget"]["total"]["planned"] == "1300"
    assert [booking["task"] for booking in document["bookings"]] == ["course"]
    assert document["conflicts"] == []


def test_gives_markdown(plan: Path) -> None:
    """A pipe table whose cells hold no markup."""
    plan.write_text(PLAN.replace("publicité", '"<b>|x"'), encoding="utf-8")
    result = retroplan("budget", str(plan), "--by", "category", "--format", "md", "--lang", "en")

    assert result.stdout.splitlines() == [
        "| category | planned | committed | paid | budget | remaining | share |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| &lt;b&gt;\\|x | €1,000 | €0 | €400 |  | €600 | 76.9% |",
        "| material | €300 | €0 | €0 |  | €300 | 23.1% |",
        "| total | €1,300 | €0 | €400 | €5,000 | €4,600 | 100% |",
    ]


def test_a_plan_without_costs_says_how_to_give_some(folder: Path) -> None:
    """There is nothing to add up, which is not an error."""
    result = retroplan("budget", "plan.yaml", "--lang", "en")

    assert result.exit_code == FINE
    assert result.stdout.startswith("the plan says nothing of what it costs (write costs: 1500 EUR")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--by", "months"], '--by: "months" is not a way to add up (did you mean "month"?)'),
        (["--today", "soon"], "--today: "),
        (["--format", "xlsx"], "--format: "),
    ],
)
def test_wrong_options_are_refused(plan: Path, options: list[str], words: str) -> None:
    """Each is named, with what it takes."""
    result = retroplan("budget", str(plan), *options, "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr


def test_amounts_that_do_not_add_up_are_refused(plan: Path) -> None:
    """Two currencies are told with their line."""
    plan.write_text(PLAN.replace("planned: 1000", "planned: 1000 USD"), encoding="utf-8")
    result = retroplan("budget", str(plan), "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert (
        'tasks[0].costs[0].planned (line 11): "1000 USD" is in another currency than the plan'
        in result.stderr
    )


def test_names_do_not_command_a_terminal(plan: Path) -> None:
    """What people typed is made safe."""
    plan.write_text(PLAN.replace("Salle 3", '"\\e[31mred"'), encoding="utf-8")

    assert "\x1b" not in retroplan("budget", str(plan), "--today", "2026-06-01", NO_COLOR="1").stdout
