"""Gantt diagrams as text, read back by the programs that draw them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import retroplan as rp
from retroplan.render.cards import Card, make_deck
from tests.golden.plans import HOSTILE_NAMES, PLANS, assert_golden, scheduled

READER = Path(__file__).parent / "mermaid_tasks.mjs"
MERMAID = os.environ.get("MERMAID_HOME", "")  # a folder in which npm installed mermaid and jsdom
DAY = timedelta(days=1)
COLUMN = 16  # the width of a day in PlantUML's daily scale


@pytest.mark.parametrize("format", ["mmd", "puml"])
@pytest.mark.parametrize("name", PLANS)
def test_golden(name: str, format: str) -> None:
    """What is written is what was reviewed."""
    assert_golden(f"{name}.{format}", rp.dumps(scheduled(name), format))


def cards(name: str) -> list[Card]:
    """Give what a diagram shows, in its order."""
    return [card for phase in make_deck(scheduled(name)).phases().values() for card in phase]


def text(schedule: rp.Schedule, format: str, **options: Any) -> str:
    """Write a diagram."""
    return rp.dumps(schedule, format, **options).decode()


class TestMermaid:
    def test_every_date_is_written(self) -> None:
        """Wednesday 10 to Friday 12 June ends before Saturday 13; the launch is an instant."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", "Un", "3d"), rp.Task("b", "Deux", "1d")])

        assert text(rp.schedule(plan), "mmd") == (
            "gantt\n    title P\n    dateFormat YYYY-MM-DD\n    axisFormat %d %b\n"
            "    Un :crit, t1, 2026-06-10, 2026-06-13\n"
            "    Deux :t2, 2026-06-12, 2026-06-13\n"
            "    LAUNCH :crit, milestone, t3, 2026-06-15, 2026-06-15\n"
        )

    def test_a_summary_that_holds_everything_is_no_phase(self) -> None:
        """The summaries inside it are; what stands beside them comes under the word for a plan."""
        sections = re.findall(r"    section (.*)", text(scheduled("project"), "mmd"))

        assert sections[:3] == ["t2", "t10", "t18"]
        assert sections[-1] == "Plan"
        assert "t1" not in sections

    def test_nothing_stretches_tasks(self) -> None:
        """`excludes` would lengthen what crosses a closed day, so it is not there."""
        assert not any("excludes" in text(scheduled(name), "mmd") for name in PLANS)

    def test_each_line_is_one_task(self) -> None:
        """Whatever the names are, a line has one colon and no sign that begins something else."""
        lines = [
            line for line in text(scheduled("odd"), "mmd").splitlines() if re.search(r", t\d+,|:t\d+,", line)
        ]

        assert len(lines) == len(cards("odd"))
        for line in lines:
            name, _, data = line.partition(" :")
            assert not set(re.sub(r"#\d+;", "", name)) & set(':;#%{}<>"&`\\')
            assert re.fullmatch(r"(?:crit, )?(?:milestone, )?t\d+, [-\d: ]+, [-\d: ]+", data)

    @pytest.mark.parametrize("word", ["Section", "title", "click", "dateFormat", "end", "accDescr", "gantt"])
    def test_a_name_that_begins_like_a_statement_is_a_name(self, word: str) -> None:
        """Its first letter is written as a code."""
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", f"{word} x", "1d")])

        assert f"    #{ord(word[0])};{word[1:]} x :crit, t1," in text(rp.schedule(plan), "mmd")

    def test_the_signs_of_mermaids_own_codes_are_no_codes(self) -> None:
        """What Mermaid puts in the place of a code until it draws is a name like others."""
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", "ﬂ°°60¶ß", "1d")])

        assert "    #64258;°°60#182;ß :crit, t1," in text(rp.schedule(plan), "mmd")

    def test_a_name_of_blanks_is_the_id(self) -> None:
        """A line needs something to show."""
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", " \t ", "1d")])

        assert "    a :crit, t1," in text(rp.schedule(plan), "mmd")

    @pytest.mark.external
    @pytest.mark.skipif(not MERMAID or not shutil.which("node"), reason="MERMAID_HOME holds no mermaid")
    @pytest.mark.parametrize("name", PLANS)
    def test_mermaid_reads_the_dates_and_names_of_the_schedule(self, name: str) -> None:
        """Task by task, what Mermaid itself takes from the text is what the schedule says."""
        deck, found = make_deck(scheduled(name)), read_by_mermaid()[name]
        timed = deck.dates.timed

        assert len(found["tasks"]) == len(cards(name))
        for card, task in zip(cards(name), found["tasks"], strict=True):
            first = card.task.start if timed else datetime.combine(card.task.start_date, time())
            last = card.task.finish if timed else datetime.combine(card.task.finish_date + DAY, time())
            instant = card.is_launch or card.task.kind == "milestone"

            assert decoded(task["name"]) == shown(deck.name_in_phase(card) or card.task.id)
            assert datetime(*task["start"]) == first
            assert datetime(*task["end"]) == (first if instant else last)
            assert task["milestone"] == instant
            assert task["critical"] == (card.task.critical and card.is_work)


@cache
def read_by_mermaid() -> dict[str, Any]:
    """Let Mermaid read the diagrams of all plans."""
    done = subprocess.run(
        ["node", str(READER), MERMAID],
        input=json.dumps([text(scheduled(name), "mmd") for name in PLANS]),
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return dict(zip(PLANS, json.loads(done.stdout), strict=True))


def decoded(name: str) -> str:
    """Give the letters for which Mermaid keeps codes until it draws."""
    return shown(re.sub(r"#(\d+);|ﬂ°°(\d+)¶ß", lambda found: chr(int(found[1] or found[2])), name))


def shown(name: str) -> str:
    """Give a name with single blanks."""
    return " ".join(name.split())


class TestPlantUml:
    def test_every_date_is_written(self) -> None:
        """Ends are inclusive; closed days are shaded, each run in a line."""
        plan = rp.Plan(
            "P", launch="2026-06-15", tasks=[rp.Task("a", "Un", "6d"), rp.Task("b", "Deux", at="J-3")]
        )

        # six working days before Monday 15: Friday 5, then Monday 8 to Friday 12
        assert text(rp.schedule(plan), "puml").splitlines() == [
            "@startgantt",
            "title P",
            "Project starts 2026-06-05",
            "2026/06/06 to 2026/06/07 are colored in #E8E8E8",
            "2026/06/13 to 2026/06/14 are colored in #E8E8E8",
            "[Un] as [_1] starts 2026-06-05 and ends 2026-06-12",
            "[_1] is colored in Salmon",
            "[Deux] as [_2] happens 2026-06-12",
            "[LAUNCH] as [_3] happens 2026-06-15",
            "[_3] is colored in Crimson",
            "@endgantt",
        ]

    @pytest.mark.parametrize(("weeks", "shaded"), [(400, 400), (401, 0)])
    def test_too_many_closed_days_are_left_out(self, weeks: int, shaded: int) -> None:
        """From a Monday to the Friday before J: one weekend fewer than weeks, and the one before J."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", "Un", f"{weeks * 5}d")])
        lines = text(rp.schedule(plan), "puml").splitlines()
        note = "' Closed days are not shaded: there are more than 400 stretches of them"

        assert len([line for line in lines if line.endswith("#E8E8E8")]) == shaded
        assert lines.count(note) == (shaded == 0)

    def test_names_hold_no_sign_of_the_language(self) -> None:
        """Every sign of markup, of macros and of lines is the code of its letter."""
        named = [
            line.partition("] as [_")[0][1:]
            for line in text(scheduled("odd"), "puml").splitlines()
            if "] as [_" in line
        ]

        assert len(named) == len(cards("odd"))
        for name in named:
            assert not set(re.sub(r"<U\+[0-9A-F]{4}>", "", name)) & set("[]<>%!~*_/\\\"'{}|#@&$=^:-`")

    def test_two_tasks_of_one_name_stay_two(self) -> None:
        """PlantUML knows tasks by their names: further ones get letters that are not seen."""
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task(f"a{n}", "Point", "1d") for n in range(4)])
        found = re.findall(r"^\[(Point.*)\] as", text(rp.schedule(plan), "puml"), re.MULTILINE)

        assert found == ["Point", "Point<U+200C>", "Point<U+200C><U+200B>", "Point<U+200C><U+200C>"]

    @pytest.mark.external
    @pytest.mark.skipif(not shutil.which("plantuml"), reason="plantuml is not installed")
    @pytest.mark.parametrize("name", ["loyalty", "odd", "timed", "single", "empty"])
    def test_plantuml_draws_the_days_and_names_of_the_schedule(self, name: str) -> None:
        """Bars stand on the days of their tasks, counted in columns; every name is on the picture."""
        done = subprocess.run(
            ["plantuml", "-tsvg", "-pipe", "-charset", "UTF-8"],
            input=rp.dumps(scheduled(name), "puml"), capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        drawing = ElementTree.fromstring(done.stdout)
        bars = [
            (float(box.get("x", 0)), float(box.get("width", 0)))
            for box in drawing.iter("{http://www.w3.org/2000/svg}rect")
            if box.get("rx")
        ]
        tasks = [card.task for card in cards(name) if card.is_work or card.task.kind == "hammock"]
        tasks = [task for task in tasks if task.kind != "milestone" and task.id != "launch"]
        first = min(task.start_date for task in scheduled(name).values())
        left = min((x for x, _ in bars), default=0) - COLUMN * min(
            ((task.start_date - first).days for task in tasks), default=0
        )

        assert [(round((x - left) / COLUMN), round((width + 4) / COLUMN)) for x, width in bars] == [
            ((task.start_date - first).days, (task.finish_date - task.start_date).days + 1) for task in tasks
        ]
        words = re.sub(r"\s", "", "".join(drawing.itertext()))
        if name == "odd":
            for hostile in HOSTILE_NAMES[:10]:
                assert re.sub(r"[\x00-\x20]", "", hostile) in re.sub(r"[␀-␟]", "", words)
