"""The layout of a Gantt chart: texts that never meet, bars where their dates are, pages that hold them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from attrs import evolve

import retroplan as rp
from retroplan.render.gantt import look
from retroplan.render.gantt.chart import PAPERS, draw
from retroplan.render.gantt.frame import closed_runs
from retroplan.render.gantt.scale import Scale
from retroplan.render.gantt.shapes import Box, Drawing, Group, Path
from tests.golden.plans import PLANS, TODAY
from tests.render.charts import crossings, outside, random_plan

PAPER = [None, "a4", "a3"]


def drawn(name: str, lang: str | None = None, **options: object) -> Drawing:
    """Lay out one of the golden plans."""
    return draw(rp.schedule(PLANS[name]()), lang, **options)  # type: ignore[arg-type]


def groups(drawing: Drawing) -> dict[str, Group]:
    """Give what is drawn of each task."""
    found = {}
    for sheet in drawing.sheets:
        for shape in sheet.shapes:
            if isinstance(shape, Group) and dict(shape.data).get("id"):
                found[dict(shape.data)["id"]] = shape
    return found


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", PLANS)
def test_no_two_texts_meet_and_none_leaves_the_page(name: str, lang: str, paper: str | None) -> None:
    """Every text has its own place, on one sheet and on paper."""
    drawing = drawn(name, lang, today=TODAY, paper=paper)

    assert [crossings(sheet) for sheet in drawing.sheets] == [[]] * len(drawing.sheets)
    assert [outside(sheet) for sheet in drawing.sheets] == [[]] * len(drawing.sheets)


@pytest.mark.parametrize("seed", range(30))
def test_no_two_texts_meet_on_any_plan(seed: int) -> None:
    """Random plans of 0 to 58 tasks, names in every script, on one sheet and on A4."""
    schedule = rp.schedule(random_plan(seed, 2 * seed))
    middle = schedule.start.date() + (schedule.finish - schedule.start) / 2
    for paper in (None, "a4"):
        for sheet in draw(schedule, today=middle, paper=paper).sheets:
            assert crossings(sheet) == []
            assert outside(sheet) == []


def test_texts_that_meet_are_found() -> None:
    """The measure above can fail: a chart whose texts are twice as large has texts that meet."""
    (sheet,) = drawn("loyalty").sheets
    large = [evolve(text, size=text.size * 2) for text in sheet.texts]

    assert len(crossings(evolve(sheet, shapes=tuple(large)))) > 5


@pytest.mark.parametrize("day", [2, 3.7, 12, 27, 80])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_today_beside_the_launch_keeps_its_flag(day: float, lang: str) -> None:
    """The flags of two lines that are close look away from each other."""
    plan = rp.Plan("x", launch="2026-06-15", tasks=[rp.Task("a", duration=f"{int(1000 / day)}d")])
    schedule = rp.schedule(plan)
    for before in (-1, 0, 1, 2, 5):
        (sheet,) = draw(schedule, lang, today=date(2026, 6, 15) + timedelta(before)).sheets
        assert crossings(sheet) == []
        assert sum("2026" not in text.text and "15 " in text.text for text in sheet.texts) > 0


class TestScale:
    """Where an instant stands."""

    def test_by_the_working_day(self) -> None:
        """Eight o'clock is the beginning of a day, noon and one o'clock its middle, five its end."""
        hours = ((480, 720), (780, 1020))  # 08:00-12:00, 13:00-17:00
        scale = Scale(date(2026, 6, 1).toordinal(), 10, 100.0, 200.0, hours)  # 20 pixels a day
        at = {hour: scale.x(datetime(2026, 6, 3, hour)) for hour in (0, 8, 10, 12, 13, 17, 23)}

        # 3 June is the third day: it begins at 100 + 2 * 20 = 140; two of eight hours are 5 pixels.
        assert at == {0: 140, 8: 140, 10: 145, 12: 150, 13: 150, 17: 160, 23: 160}

    def test_by_the_clock(self) -> None:
        """Without hours, or with a night shift, noon is the middle of the day."""
        for hours in ((), ((1320, 1800),)):
            scale = Scale(date(2026, 6, 1).toordinal(), 10, 100.0, 200.0, hours)

            assert scale.x(datetime(2026, 6, 3, 12)) == 150


def test_closed_days_shaded_are_the_closed_days() -> None:
    """Weekends and holidays of France, 25 May 2026 among them, in runs; counted by hand."""
    calendar = rp.Calendar(country="FR", closed=["2026-05-15"])
    scale = Scale(date(2026, 5, 11).toordinal(), 21, 0.0, 420.0)

    # Ascension is Thursday 14 May, the bridge of the 15th joins it to the weekend; Whit Monday is 25 May.
    assert list(closed_runs(calendar, scale)) == [
        (date(2026, 5, 14), date(2026, 5, 17)),
        (date(2026, 5, 23), date(2026, 5, 25)),
        (date(2026, 5, 30), date(2026, 5, 31)),
    ]


def test_on_a_small_scale_only_long_closures_are_shaded() -> None:
    """At half a pixel a day weekends would be a grey mist; three weeks of August are seen."""
    calendar = rp.Calendar(country="FR", closed=["2026-08-03/2026-08-21"])
    scale = Scale(date(2026, 1, 1).toordinal(), 730, 0.0, 365.0)

    # From Saturday 1 August, the weekend before, to Sunday 23 August, the one after.
    assert list(closed_runs(calendar, scale)) == [(date(2026, 8, 1), date(2026, 8, 23))]


class TestSigns:
    """What is drawn of a task."""

    def test_a_summary_is_a_bracket_and_a_milestone_a_diamond(self) -> None:
        """Neither has a box; their outlines are closed."""
        plan = rp.Plan(launch="2026-06-15", tasks=[
            rp.Task("s", tasks=[rp.Task("a", duration="2d"), rp.Task("m", after=["a"])]),
        ])  # fmt: skip
        found = groups(draw(rp.schedule(plan)))
        (bracket,) = found["s"].shapes
        (diamond,) = [shape for shape in found["m"].shapes if isinstance(shape, Path) and shape.closed]

        assert isinstance(bracket, Path)
        assert (bracket.closed, len(bracket.lines[0]), len(diamond.lines[0])) == (True, 6, 4)

    def test_a_margin_is_hatched_after_the_work(self) -> None:
        """Two days of work and one of margin: boxes of 2 and 1 days, lines in the second one."""
        plan = rp.Plan(launch="2026-06-18", tasks=[rp.Task("a", duration="2d", margin="1d")])
        shapes = groups(draw(rp.schedule(plan)))["a"].shapes  # Mon 15, Tue 16; Wed 17
        work, margin = (shape for shape in shapes if isinstance(shape, Box))
        (hatching,) = (shape for shape in shapes if isinstance(shape, Path))

        assert work.width == pytest.approx(2 * margin.width)
        assert margin.x == pytest.approx(work.x + work.width)
        assert all(
            margin.x <= x <= margin.x + margin.width + 1e-6
            and margin.y <= y <= margin.y + margin.height + 1e-6
            for line in hatching.lines
            for x, y in line
        )

    def test_half_done_fills_half_of_the_work(self) -> None:
        """A task that is half done has a bar that is half filled."""
        plan = rp.Plan(launch="2026-06-18", tasks=[rp.Task("a", duration="2d")])
        half = rp.schedule(plan.change("a", status="50 %"))
        work, done = (shape for shape in groups(draw(half))["a"].shapes)

        assert isinstance(work, Box)
        assert isinstance(done, Box)
        assert (done.x, done.width) == (work.x, work.width / 2)
        assert len(groups(draw(rp.schedule(plan)))["a"].shapes) == 1

    @pytest.mark.parametrize(
        ("told", "done"),
        [
            ({"status": "Terminé"}, 1.0),
            ({"status": "150 %"}, 1.0),
            ({"status": "en cours", "extra": {"x-progress": "25 %"}}, 0.25),
            ({"status": "fait", "extra": {"x-progress": "80 %"}}, 1.0),
            ({"extra": {"x-progress": "12,5 %"}}, 0.125),
            ({"extra": {"x-progress": " "}}, None),
            ({"status": "0 %"}, None),
            ({"status": "en cours"}, None),
            ({"status": "annulé"}, None),
        ],
    )
    def test_what_is_done_is_what_the_status_or_the_column_of_shares_says(
        self, told: dict[str, object], done: float | None
    ) -> None:
        """Words that tell no share fill nothing, and then the legend does not explain it either."""
        plan = rp.Plan(launch="2026-06-18", lang="fr", tasks=[rp.Task("a", duration="2d", **told)])  # type: ignore[arg-type]
        drawing = draw(rp.schedule(plan))
        boxes = [shape for shape in groups(drawing)["a"].shapes if isinstance(shape, Box)]
        explained = "fait" in {text.text for text in drawing.sheets[0].texts}

        assert len(boxes) == (1 if done is None else 2)
        assert explained == (done is not None)
        if done is not None:
            assert boxes[1].width == pytest.approx(boxes[0].width * done)

    def test_a_phase_that_is_done_is_done_with_its_tasks(self) -> None:
        """The tasks below it are filled and say so; a milestone has nothing to fill."""
        tasks = [rp.Task("a", "A", "2d"), rp.Task("b", "B", "2d", status="à faire"), rp.Task("m", "M")]
        plan = rp.Plan(launch="2026-06-18", lang="fr", tasks=[rp.Task("s", status="Fait", tasks=tasks)])
        found = groups(draw(rp.schedule(plan)))

        assert [shape.pen for shape in found["a"].shapes if isinstance(shape, Box)][1:] == [look.DONE]
        assert all(shape.pen != look.DONE for key in "bms" for shape in found[key].shapes)
        assert [found[key].title.split("\n")[-1] for key in "abms"] == [
            "Statut : Fait", "Statut : à faire", "Statut : Fait", "Statut : Fait",
        ]  # fmt: skip

    def test_slack_is_a_tail_on_the_side_where_the_task_may_move(self) -> None:
        """The short one of two parallel tasks is planned late: its tail reaches left to its early start."""
        plan = rp.Plan(launch="2026-06-15", tasks=[
            rp.Task("long", duration="5d"), rp.Task("short", duration="2d", when="alap"),
            rp.Task("soon", duration="2d", when="asap"),
        ])  # fmt: skip
        found = groups(draw(rp.schedule(plan)))
        long, short, soon = (bar_of(found[name]) for name in ("long", "short", "soon"))

        assert tail_of(found["long"]) is None
        # Early start is that of the five days; late finish is their end.
        assert tail_of(found["short"]) == pytest.approx((short.x, long.x))
        assert tail_of(found["soon"]) == pytest.approx((soon.x + soon.width, long.x + long.width))

    def test_critical_is_told_by_more_than_colour(self) -> None:
        """A critical bar is darker and has a thicker outline: it stays so in black and white."""
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d"), rp.Task("b", duration="2d")])
        found = groups(draw(rp.schedule(plan)))
        critical, other = bar_of(found["a"]).pen, bar_of(found["b"]).pen

        assert lightness(critical.fill) < lightness(other.fill) - 60
        assert critical.width >= 2 * other.width

    def test_the_buffer_is_hatched_before_the_launch(self) -> None:
        """Two working days before Monday 15 June begin on Thursday 11: four days of the chart."""
        plan = rp.Plan(launch="2026-06-15", buffer="2d", tasks=[rp.Task("a", duration="5d")])
        found = groups(draw(rp.schedule(plan)))
        buffer, work = bar_of(found["launch"]), bar_of(found["a"])

        assert work.x + work.width == pytest.approx(buffer.x)  # ends on Wednesday 10 June
        assert buffer.width == pytest.approx(4 / 7 * work.width)  # five days over a weekend are 7

    def test_what_cannot_be_met_has_a_sign_and_its_words(self) -> None:
        """The sentence of the conflict is in the tooltip, and what is missing under the title."""
        plan = rp.Plan(launch="2026-06-15", start="2026-06-10", tasks=[rp.Task("a", "Film", "5d")])
        drawing = draw(rp.schedule(plan), "en")
        told = groups(drawing)["a"].title

        assert "“Film”" in told or '"Film"' in told
        assert "2 working days missing" in " ".join(text.text for text in drawing.sheets[0].texts)


def bar_of(group: Group) -> Box:
    """Give the first box."""
    return next(shape for shape in group.shapes if isinstance(shape, Box))


def tail_of(group: Group) -> tuple[float, float] | None:
    """Give where slack begins and ends."""
    for shape in group.shapes:
        if isinstance(shape, Path) and not shape.closed and len(shape.lines) == 2:
            (x1, _), (x2, _) = shape.lines[0]
            return x1, x2
    return None


def lightness(colour: str) -> float:
    """Give the luma of a colour, from 0 to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


class TestLinks:
    """Arrows."""

    def test_every_written_link_has_an_arrow_and_the_others_none(self) -> None:
        """Two written links are drawn; the one that ties the last task to the launch is not."""
        plan = rp.Plan(launch="2026-06-15", tasks=[
            rp.Task("a", duration="1d"), rp.Task("b", duration="1d", after=["a"]),
            rp.Task("c", duration="1d", after=["a SS"]),
        ])  # fmt: skip

        assert arrows(plan) == 2

    def test_a_large_plan_shows_those_of_the_critical_path_alone(self) -> None:
        """Of 200 tasks in pairs only the long pair is critical: one arrow, and the chart says so."""
        pairs = [
            rp.Task(
                f"{first}{number}",
                duration="9d" if number == 7 else "1d",
                after=[f"a{number}"] * (first == "b"),
            )
            for number in range(100)
            for first in "ab"
        ]
        plan = rp.Plan(launch="2026-06-15", tasks=pairs)

        assert arrows(plan) == 1
        assert arrows(plan.replace(tasks=pairs[:100])) == 50
        words = " ".join(text.text for text in draw(rp.schedule(plan), "en").sheets[0].texts)
        assert "links of the critical path only" in words

    def test_ways_have_right_angles_and_stay_on_the_chart(self) -> None:
        """Each step of an arrow is along one axis."""
        for name in ("odd", "project"):
            (sheet,) = drawn(name).sheets
            ways = [shape for shape in sheet.shapes if isinstance(shape, Path) and is_way(shape)]
            assert ways
            for way in ways:
                for points in way.lines:
                    for (x1, y1), (x2, y2) in pairwise(points):
                        assert x1 == pytest.approx(x2) or y1 == pytest.approx(y2)
                        assert 0 <= min(x1, x2) <= max(x1, x2) <= sheet.width


def is_way(shape: Path) -> bool:
    """Whether it is the line of an arrow."""
    return shape.pen in (look.LINK, look.CRITICAL_LINK)


def arrows(plan: rp.Plan) -> int:
    """Count the ways of links below the legend."""
    (sheet,) = draw(rp.schedule(plan)).sheets
    ways = [shape for shape in sheet.shapes if isinstance(shape, Path) and is_way(shape)]
    legend = {id(way) for way in ways if len(way.lines[0]) == 2 and way.lines[0][0][1] == way.lines[0][1][1]}
    return len([way for way in ways if id(way) not in legend])


class TestPages:
    """Paper."""

    @pytest.mark.parametrize("paper", ["a4", "a3"])
    def test_every_task_is_on_one_page_under_the_axes(self, paper: str) -> None:
        """All rows are there once, on sheets of the size of the paper, each with title and headings."""
        drawing = drawn("project", "en", paper=paper)
        ids = [
            dict(shape.data)["id"]
            for sheet in drawing.sheets
            for shape in sheet.shapes
            if isinstance(shape, Group) and "id" in dict(shape.data)
        ]

        assert ids == [task for task in rp.schedule(PLANS["project"]())]
        assert {(sheet.width, sheet.height) for sheet in drawing.sheets} == {PAPERS[paper]}
        for number, sheet in enumerate(drawing.sheets, 1):
            texts = [text.text for text in sheet.texts]
            assert {"msproject-00", "task", "start", f"page {number} of {len(drawing.sheets)}"} <= set(texts)

    def test_a_few_rows_too_many_move_closer(self) -> None:
        """Rows that would leave a few on a second page are set a little closer."""
        tasks = [rp.Task(f"t{number}", duration="1d") for number in range(40)]
        sheets = [
            len(draw(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks[:count])), paper="a4").sheets)
            for count in (25, 32, 36, 40)
        ]

        assert sheets == [1, 1, 1, 2]


@pytest.mark.parametrize("name", ["empty", "single"])
def test_hardly_any_task(name: str) -> None:
    """Nothing and one task are a chart with its axes."""
    (sheet,) = drawn(name, "fr").sheets

    assert {"J", "juin 2026"} <= {text.text for text in sheet.texts}


def test_nothing_at_all() -> None:
    """A plan without tasks and without a launch says so."""
    (sheet,) = draw(rp.schedule(rp.Plan(start="2026-06-15")), "fr").sheets

    assert "aucune tâche" in {text.text for text in sheet.texts}


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (rp.Plan(launch="9999-12-20", tasks=[rp.Task("a", duration="3d")]), "J"),
        (rp.Plan(launch="0001-02-20", tasks=[rp.Task("a", duration="3d")]), "J"),
        (rp.Plan(launch="2500-01-04", start="1900-01-01", tasks=[rp.Task("a", duration="9000w")]), "J"),
    ],
)
def test_the_ends_of_time(plan: rp.Plan, words: str) -> None:
    """The first and the last years, and six centuries, are charts like others."""
    (sheet,) = draw(rp.schedule(plan)).sheets

    assert words in {text.text for text in sheet.texts}
    assert crossings(sheet) == []
