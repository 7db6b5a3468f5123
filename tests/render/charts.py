"""What several tests of Gantt charts need: plans, and what is read back from a chart."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

import retroplan as rp
from retroplan.render.gantt.shapes import Sheet, Text

SVG = "{http://www.w3.org/2000/svg}"
WORDS = (
    "Brief", "Mailing", "Wwwwww MMMM", "Création et validation des contenus", "ﷺ", "企画書の作成", "🎬🎉",
    "إعداد", "x", "Ñandú — été", "Ж щ Ш", "i l ! | '", "a\u0301e\u0301",
)  # fmt: skip


def random_plan(seed: int, count: int) -> rp.Plan:
    """A plan of tasks, milestones and summaries with names in all scripts, from a seed."""
    dice = random.Random(seed)
    tasks: list[rp.Task] = []
    ids: list[str] = []
    for number in range(count):
        own = f"t{number}"
        after = (
            [f"{dice.choice(ids)} {dice.choice(('FS', 'SS', 'FF'))}"] if ids and dice.random() < 0.7 else []
        )
        duration = dice.choice((None, "1d", "3d", "2w", "2h", "40d", "10cd"))
        tasks.append(
            rp.Task(
                own,
                " ".join(dice.choice(WORDS) for _ in range(dice.randrange(1, 6))),
                duration,
                after=after,
                margin="1d" if duration in ("3d", "2w") and dice.random() < 0.5 else None,
                responsible=dice.choice(((), ("Claire",), ("Équipe vidéo 企画", "Paul"))),
            )
        )
        ids.append(own)
    half = len(tasks) // 2
    phases = [rp.Task("first", "Phase 1", tasks=tasks[:half]), rp.Task("second", tasks=tasks[half:])]
    return rp.Plan(
        dice.choice(WORDS) * dice.randrange(1, 9),
        launch=date(2026, 1, 1).replace(month=dice.randrange(1, 13)),
        lang=dice.choice(("fr", "en")),
        calendar=dice.choice(("FR", "US")),
        buffer=dice.choice((None, "2d")),
        tasks=[phase for phase in phases if phase.tasks],
    )


def crossings(sheet: Sheet) -> list[tuple[Text, Text]]:
    """Find the texts of a sheet whose boxes meet."""
    texts = sorted(sheet.texts, key=lambda text: text.bounds[1])
    found = []
    for number, first in enumerate(texts):
        left, _, right, bottom = first.bounds
        for second in texts[number + 1 :]:
            if second.bounds[1] >= bottom:
                break
            if left < second.bounds[2] and second.bounds[0] < right:
                found.append((first, second))
    return found


def outside(sheet: Sheet) -> list[Text]:
    """Find the texts that leave the page."""
    return [
        text
        for text in sheet.texts
        if text.bounds[0] < 0 or text.bounds[1] < 0
        or text.bounds[2] > sheet.width or text.bounds[3] > sheet.height
    ]  # fmt: skip


def bars(svg: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Give the group of every task in a chart, by its id."""
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        if "data-id" in group.attrib:
            yield group.attrib["data-id"], group
