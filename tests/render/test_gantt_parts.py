"""The parts of a Gantt chart: widths of texts, axes, arrows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import retroplan as rp
from retroplan.calendars import Spans
from retroplan.render.gantt.links import Arrow
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Box, Pen, hatching
from retroplan.render.gantt.text import shortened, width_of, wrapped
from retroplan.render.gantt.ticks import make_axis, make_offsets
from tests.render.charts import WORDS

SAMPLES = (
    "Définition des objectifs", "WWWWW mmmmm iiiii", "J-90", "mer. 17 mars 2027", "ÀÉÎÕÜ àéîõü ç ß œ æ Œ Æ",
    "« tampon » – 10 % … ’", "Ж щ Ш Ю Њ", "αβγ Ω Ϣ", "@#&%(){}[]|~^", "Ľ ľ Ơ ư ǆ Ĳ",
)  # fmt: skip


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SAMPLES)
def test_a_text_is_never_wider_than_it_is_taken_for(text: str, bold: bool) -> None:
    """Measured in the widest of the usual fonts, letter by letter, without kerning."""
    font_manager = pytest.importorskip("matplotlib.font_manager")
    weight = "bold" if bold else "normal"
    font = font_manager.get_font(
        font_manager.findfont(font_manager.FontProperties(family="DejaVu Sans", weight=weight))
    )
    font.set_size(100, 72)
    width = 0.0
    for letter in text:
        width += font.load_char(ord(letter)).linearHoriAdvance / 65536

    assert width_of(text, 100, bold=bold) >= width - 0.5
    assert width_of(text, 100, bold=bold) <= width * 1.6  # nor much narrower


@pytest.mark.parametrize("room", [0, 3, 11, 20, 60, 200])
@pytest.mark.parametrize("text", [*WORDS, *SAMPLES])
def test_a_text_is_shortened_to_its_room(text: str, room: float) -> None:
    """It fits; if it was cut it says so, and it begins as the text does."""
    short = shortened(text, room, 11)

    assert width_of(short, 11) <= room
    if short != text:
        assert short == "" or (short.endswith("…") and text.startswith(short[:-1]))
        assert width_of(text, 11) > room


def test_joined_letters_are_not_cut_apart() -> None:
    """A family of emoji stays one, or goes; an accent stays with its letter."""
    family = "👩‍👩‍👧"
    cuts = {shortened(f"ab{family}{family}", room, 10) for room in range(120)}

    assert cuts == {"", "…", "a…", "ab…", f"ab{family}…", f"ab{family}{family}"}
    assert {shortened("e\u0301e\u0301e\u0301", room, 10)[:-1] for room in range(10, 18)} <= {
        "", "e\u0301", "e\u0301e\u0301",
    }  # fmt: skip


def test_a_paragraph_is_broken_at_blanks() -> None:
    """All words are there, on lines that fit, until there are no more lines."""
    words = "un deux trois quatre cinq six sept huit"
    lines = wrapped(words, 60, 10, 9)

    assert " ".join(lines) == words
    assert all(width_of(line, 10) <= 60 for line in lines)
    assert [line[-1] for line in wrapped(words, 60, 10, 2)] == ["x", "…"]


HOURS = ((480, 720), (780, 1020))


def axis(
    days: float, width: float, first: date = date(2026, 3, 30), lang: str = "fr", hours: Spans = HOURS
) -> tuple[list[str], list[str]]:
    """Give the labels of both lines for so many days on so many pixels."""
    made = make_axis(Scale(first.toordinal(), days, 0.0, width, hours), lang)
    return [tick.label for tick in made.upper if tick.label], [
        tick.label for tick in made.lower if tick.label
    ]


class TestAxes:
    """Units by the room that a day has."""

    def test_hours(self) -> None:
        """Two days on 1000 pixels: every two hours."""
        upper, lower = axis(2, 1000, hours=())

        assert upper == ["lundi 30 mars 2026", "mardi 31 mars 2026"]
        assert lower[:3] == ["00:00", "02:00", "04:00"]

    def test_days(self) -> None:
        """A week on 560 pixels has names of weekdays, a month on 560 only numbers."""
        assert axis(7, 560) == (
            ["mars 2026", "avril 2026"],
            ["lun. 30", "mar. 31", "mer. 1", "jeu. 2", "ven. 3", "sam. 4", "dim. 5"],
        )
        assert axis(30, 560)[1][:4] == ["30", "31", "1", "2"]

    def test_weeks_begin_on_monday(self) -> None:
        """100 days on 600 pixels; a week that began before the chart has no number."""
        assert axis(100, 600)[1][:4] == ["30", "6", "13", "20"]
        assert axis(100, 600, date(2026, 4, 1))[1][:3] == ["6", "13", "20"]

    def test_months_quarters_and_years(self) -> None:
        """One, two, six and twenty years."""
        months = [
            "janv.",
            "févr.",
            "mars",
            "avr.",
            "mai",
            "juin",
            "juil.",
            "août",
            "sept.",
            "oct.",
            "nov.",
            "déc.",
        ]
        assert axis(365, 500, date(2026, 1, 1)) == (["2026"], months)
        assert axis(2 * 365, 500, date(2026, 1, 1), "en")[1][:4] == ["J", "F", "M", "A"]
        assert axis(6 * 365, 500, date(2026, 1, 1), "en")[1][:4] == ["Q1", "Q2", "Q3", "Q4"]
        assert axis(20 * 365, 700, date(2026, 1, 1)) == ([], [str(year) for year in range(2026, 2046)])

    @pytest.mark.parametrize("width", [200, 500, 960])
    @pytest.mark.parametrize("days", [1, 3, 9, 40, 200, 900, 4000, 40_000])
    def test_every_division_lies_on_the_chart_and_holds_its_label(self, days: int, width: float) -> None:
        """They follow each other without a gap, from one end to the other."""
        made = make_axis(Scale(date(2026, 3, 30).toordinal(), days, 10.0, width), "fr")
        for ticks in filter(None, (made.upper, made.lower)):
            assert ticks[0].left == 10
            assert ticks[-1].right == pytest.approx(10 + width)
            for before, after in pairwise(ticks):
                assert before.right == pytest.approx(after.left)
            assert all(width_of(tick.label, 9.5) <= tick.right - tick.left for tick in ticks)
        assert any(tick.label for tick in made.lower)


class TestOffsets:
    """The line of offsets from J."""

    def test_j_is_always_there(self) -> None:
        """100 days at 4 pixels, J on day 40: steps of ten days, J among them, each at its day."""
        first, launch = date(2026, 5, 6), date(2026, 6, 15)
        ticks = make_offsets(Scale(first.toordinal(), 100, 0.0, 400.0), launch)

        assert [tick.label for tick in ticks][:6] == ["J-40", "J-30", "J-20", "J-10", "J", "J+10"]
        assert [tick.left for tick in ticks][:6] == [0, 40, 80, 120, 160, 200]

    def test_no_label_without_room(self) -> None:
        """The last one is left out where the chart ends."""
        ticks = make_offsets(Scale(date(2026, 6, 15).toordinal(), 11, 0.0, 300.0), date(2026, 6, 15))

        assert [tick.label for tick in ticks] == ["J", "J+2", "J+4", "J+6", "J+8", ""]


def test_an_arrow_goes_on_over_the_page() -> None:
    """What lies between two heights is kept, moved to the page; the head is on the last one."""
    arrow = Arrow(((0.0, 10.0), (50.0, 10.0), (50.0, 90.0)), critical=False)

    assert [part.lines for part in arrow.shapes(0, 40)] == [(((0, 10), (50, 10), (50, 40)),)]
    assert [part.lines for part in arrow.shapes(40, 80, -40)] == [(((50, 0), (50, 40)),)]
    line, head = arrow.shapes(80, 120, -80)
    assert (line.lines, head.closed) == ((((50, 0), (50, 10)),), True)
    assert list(arrow.shapes(100, 140)) == []


@pytest.mark.parametrize(("width", "height"), [(40, 11), (4, 11), (1, 11), (11, 11)])
def test_hatching_stays_in_its_box(width: float, height: float) -> None:
    """Each line begins and ends on the border."""
    box = Box(5.0, 7.0, width, height, Pen())
    path = hatching(box, 4, Pen())

    assert path.lines
    for (x1, y1), (x2, y2) in path.lines:
        for x, y in ((x1, y1), (x2, y2)):
            assert x in (5, pytest.approx(5 + width)) or y in (7, pytest.approx(7 + height))
            assert 5 <= x <= 5 + width + 1e-9
            assert 7 <= y <= 7 + height + 1e-9
        assert x2 - x1 == pytest.approx(y1 - y2)  # one slope


def test_a_thousand_tasks_are_less_than_five_megabytes() -> None:
    """With names, owners, dates and tooltips for each."""
    name, owner = "Création et validation des contenus", "Claire Martin"
    tasks = [
        rp.Task(f"t{n}", f"{name} {n}", "3d", responsible=[owner], after=[f"t{n - 1}"] * (n % 7 > 0))
        for n in range(1000)
    ]
    plan = rp.Plan("Mille", launch="2026-06-15", calendar="FR", lang="fr", tasks=tasks)

    assert len(rp.dumps(rp.schedule(plan), "svg")) < 5_000_000
