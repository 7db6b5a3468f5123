"""Gantt charts as SVG, read back by a parser of XML, and as golden files."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta

import pytest

import retroplan as rp
from retroplan.render.gantt.svg import dumps
from tests.golden.plans import HOSTILE_NAMES, PLANS, TODAY, assert_golden
from tests.render.charts import SVG, bars, random_plan

KNOWN = {f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "path", "g", "text")}
GOLDEN = [*((name, "fr") for name in PLANS), ("loyalty", "en"), ("odd", "en"), ("empty", "en")]


@pytest.mark.parametrize(("name", "lang"), GOLDEN)
def test_the_charts_are_those_that_were_looked_at(name: str, lang: str) -> None:
    """Each chart is, to the byte, the one that was reviewed as a picture."""
    data = rp.dumps(rp.schedule(PLANS[name]()), "svg", lang=lang, today=TODAY)

    assert_golden(f"gantt.{name}.{lang}.svg", data)


@pytest.mark.parametrize("name", PLANS)
def test_only_shapes_and_texts_and_nothing_from_elsewhere(name: str) -> None:
    """It parses; there is no script, no link, no style sheet, no handler, no other address."""
    data = rp.dumps(rp.schedule(PLANS[name]()), "svg")
    root = ET.fromstring(data)

    assert {element.tag for element in root.iter()} <= KNOWN
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name or name == "style"]
    assert re.findall(rb"(?:https?|javascript|data):[^\s\"]*", re.sub(rb">[^<]*<", b"><", data)) == [
        b"http://www.w3.org/2000/svg"
    ]


def test_hostile_names_come_out_as_text() -> None:
    """Each name stands in the tooltip of its bar as it was typed, but for what no screen shows."""
    found = dict(bars(rp.dumps(rp.schedule(PLANS["odd"]()), "svg")))
    for number, name in enumerate(HOSTILE_NAMES):
        told = (found[f"h{number}"].findtext(f"{SVG}title") or "").split("\n")[0]
        letters = re.sub(r"[\x00-\x1f\u202a-\u202e\u200b]", "", name).replace(" ", "")

        assert re.sub(r"[\s\u2400-\u241f]", "", told) == letters


def test_letters_that_xml_cannot_hold() -> None:
    """What is no character at all is replaced: the file is read by any parser."""
    plan = rp.Plan("a\ufffeb\uffff", launch="2026-06-15", tasks=[rp.Task("x", "\uffff\x01]]>&<'\"", "1d")])
    root = ET.fromstring(rp.dumps(rp.schedule(plan), "svg"))

    assert root.findtext(f"{SVG}title") == "a\ufffdb\ufffd"


def test_it_tells_those_who_do_not_see_it() -> None:
    """The picture has a role, a title and a description that it names; the bars have tooltips."""
    root = ET.fromstring(rp.dumps(rp.schedule(PLANS["loyalty"]()), "svg"))
    title, desc = root[0], root[1]

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{title.get('id')} {desc.get('id')}")
    assert title.text == "Campagne de fidélisation"
    assert (desc.text or "").startswith("jour J : lundi 15 juin 2026 · 17 mars 2026 – 30 juillet 2026")
    found = dict(bars(rp.dumps(rp.schedule(PLANS["loyalty"]()), "svg")))
    assert found["create-content"].findtext(f"{SVG}title") == (
        "Création des contenus\nJ-60 · jeu. 16 avr. – lun. 20 avr. · 3 j\nmarge : 9 j"
    )


def test_a_name_that_is_cut_is_whole_in_its_tooltip() -> None:
    """The ellipsis stands for what the tooltip says."""
    name = "Relire et corriger " * 12
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("x", name, "1d"), rp.Task("y", "Y", "1d")])
    root = ET.fromstring(rp.dumps(rp.schedule(plan), "svg"))
    (cut,) = (text for text in root.iter(f"{SVG}text") if text.findtext(f"{SVG}title") == name)

    assert "".join(cut.itertext()).removeprefix(name).endswith("…")


def pixels(root: ET.Element) -> tuple[date, float, float]:
    """Read the scale off the shaded days: a day, where it begins, and the width of one day."""
    shaded = [
        (date.fromisoformat(group.attrib["data-closed"]), float(group[0].attrib["x"]))
        for group in root.iter(f"{SVG}g")
        if "data-closed" in group.attrib
    ]
    (first, left), (last, right) = shaded[1], shaded[-1]  # the first one may have been cut
    return first, left, (right - left) / (last - first).days


@pytest.mark.parametrize("seed", [*range(12), None])
def test_bars_stand_where_their_dates_are(seed: int | None) -> None:
    """Read back: each bar of whole days begins and ends with them, to within half a pixel."""
    plan = PLANS["loyalty"]() if seed is None else random_plan(seed, 15)
    schedule = rp.schedule(plan)
    data = rp.dumps(schedule, "svg")
    day, left, width = pixels(ET.fromstring(data))
    looked_at = 0
    for task_id, group in bars(data):
        task = schedule[task_id]
        assert group.attrib["data-start"] == task.start.isoformat(timespec="minutes")
        assert group.attrib["data-finish"] == task.finish.isoformat(timespec="minutes")
        boxes = group.findall(f"{SVG}rect")
        whole = (task.start.hour, task.work_finish.hour, task.finish.hour) == (8, 17, 17)
        if task.kind != "task" or not whole:
            continue
        looked_at += 1
        begin = left + (task.start_date - day).days * width
        end = left + ((task.finish_date - day).days + 1) * width
        assert abs(float(boxes[0].attrib["x"]) - begin) < 0.5
        assert abs(float(boxes[-1].attrib["x"]) + float(boxes[-1].attrib["width"]) - end) < 0.5
    assert looked_at > 0


def test_milestones_and_the_launch_stand_where_their_dates_are() -> None:
    """The tips of the diamond of J+45 are as far from its day as those of J from its own."""
    data = rp.dumps(rp.schedule(PLANS["loyalty"]()), "svg")
    root = ET.fromstring(data)
    day, left, width = pixels(root)
    found = dict(bars(data))

    def middle(task_id: str) -> float:
        *_, diamond = found[task_id].findall(f"{SVG}path")
        across = [float(x) for x, _ in re.findall(r"([\d.]+) ([\d.]+)", diamond.attrib["d"])]
        return (min(across) + max(across)) / 2

    launch = left + (date(2026, 6, 15) - day).days * width
    (mark,) = (group for group in root.iter(f"{SVG}g") if group.get("data-mark") == "launch")
    line = float(re.findall(r"M([\d.]+) ", mark[1].attrib["d"])[0])
    assert middle("launch") == pytest.approx(launch, abs=0.5)
    assert line == pytest.approx(launch, abs=0.5)
    assert middle("final-evaluation") - middle("launch") == pytest.approx(45 * width, abs=0.5)


@pytest.mark.parametrize("name", ["loyalty", "odd"])
def test_shaded_days_are_exactly_the_closed_days(name: str) -> None:
    """Every day under the axes is shaded if and only if the calendar of the plan closes it."""
    plan = PLANS[name]()
    calendar = plan.resolve(plan.calendar)
    root = ET.fromstring(rp.dumps(rp.schedule(plan), "svg"))
    runs = [
        (date.fromisoformat(group.attrib["data-closed"]), date.fromisoformat(group.attrib["data-until"]))
        for group in root.iter(f"{SVG}g")
        if "data-closed" in group.attrib
    ]
    shaded = {
        day
        for first, last in runs
        for day in (first + timedelta(number) for number in range((last - first).days + 1))
    }
    begin, end = min(shaded), max(shaded)
    every = [begin + timedelta(number) for number in range((end - begin).days + 1)]

    assert [day for day in every if day in shaded] == [day for day in every if not calendar.is_open(day)]


def test_a_day_of_today_is_marked_where_it_is_near_and_told_where_it_is_far() -> None:
    """A line on the chart, or a word under the title."""
    schedule = rp.schedule(PLANS["loyalty"]())
    near = ET.fromstring(rp.dumps(schedule, "svg", today="2026-05-04"))
    far = ET.fromstring(rp.dumps(schedule, "svg", today="2020-05-04"))

    def marks(root: ET.Element) -> list[str | None]:
        return [group.get("data-mark") for group in root.iter(f"{SVG}g") if group.get("data-mark")]

    assert (marks(near), marks(far)) == (["launch", "today"], ["launch"])
    assert "aujourd’hui : 4 mai 2020" in (far[1].text or "")


def test_the_same_bytes_each_time() -> None:
    """Nothing depends on the clock or on chance."""
    first, second = (dumps(rp.schedule(random_plan(5, 40)), "fr", today=TODAY) for _ in range(2))

    assert first == second


def test_a_plan_by_the_hour_has_an_axis_of_hours() -> None:
    """The bar of three hours from half past eleven is three hours wide, by the axis."""
    schedule = rp.schedule(PLANS["timed"]())
    root = ET.fromstring(rp.dumps(schedule, "svg"))
    hours = {
        "".join(text.itertext()): float(text.attrib["x"])
        for text in root.iter(f"{SVG}text")
        if re.fullmatch(r"\d\d:00", "".join(text.itertext()))
    }
    group = dict(bars(rp.dumps(schedule, "svg")))["sound"]
    ((box,),) = (group.findall(f"{SVG}rect"),)
    two_hours = hours["14:00"] - hours["12:00"]

    minutes = (datetime.fromisoformat(group.attrib["data-finish"]) - schedule["sound"].start).seconds / 60
    assert minutes == 90
    assert float(box.attrib["width"]) == pytest.approx(two_hours * 0.75, abs=0.5)


def test_two_charts_on_one_page_keep_their_titles() -> None:
    """The names that a chart gives to its title and description are its own."""
    first, second = (
        ET.fromstring(rp.dumps(rp.schedule(PLANS["loyalty"]()), "svg", lang=lang)) for lang in ("en", "fr")
    )

    assert not {first[0].get("id"), first[1].get("id")} & {second[0].get("id"), second[1].get("id")}
