"""Gantt charts in a browser: the letters that it draws, with the fonts that it has, never meet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from tests.golden.plans import FOLDER
from tests.render.charts import random_plan

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MEASURE = """<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}</style>%s<pre></pre><script>
const found = [...document.querySelectorAll("text")].map(text => {
  const box = text.getBBox();
  return [text.lastChild.data, box.x, box.y, box.x + box.width, box.y + box.height];
});
const svg = document.querySelector("svg").viewBox.baseVal;
document.querySelector("pre").textContent = JSON.stringify([svg.width, svg.height, found]);
</script>"""

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


def measured(svg: str, folder: Path, fonts: str = "") -> tuple[float, float, list[list[Any]]]:
    """Let the browser draw a chart, and give its size and the box of every text."""
    if fonts:
        svg = re.sub(r'font-family="[^"]*"', f'font-family="{fonts}"', svg)
    page = folder / "chart.html"
    page.write_text(MEASURE % svg.partition("?>")[2], encoding="utf-8")
    out = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", f"--user-data-dir={folder / 'profile'}", "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True, check=True, timeout=120,
    ).stdout.decode()  # fmt: skip
    text = out.rpartition("<pre>")[2].partition("</pre>")[0]
    width, height, found = json.loads(unescape(text))
    return width, height, found


def faults(width: float, height: float, found: list[list[Any]]) -> list[tuple[str, ...]]:
    """Find texts that meet, and texts that leave the page."""
    wrong = [
        (text, "outside")
        for text, left, top, right, bottom in found
        if left < 0 or top < 0 or right > width or bottom > height
    ]
    for number, (text, left, top, right, bottom) in enumerate(found):
        wrong += [
            (text, other)
            for other, left_2, top_2, right_2, bottom_2 in found[number + 1 :]
            if left < right_2 and left_2 < right and top < bottom_2 and top_2 < bottom
        ]
    return wrong


@pytest.mark.parametrize("path", sorted(FOLDER.glob("gantt.*.svg")), ids=lambda path: path.name)
def test_no_two_texts_meet_and_none_leaves_the_page(path: Path, tmp_path: Path) -> None:
    """Measured by the browser on every golden chart."""
    width, height, found = measured(path.read_text(encoding="utf-8"), tmp_path)

    assert len(found) > 10
    assert faults(width, height, found) == []


@pytest.mark.parametrize("fonts", ["DejaVu Sans", "Liberation Sans", "Verdana, DejaVu Sans"])
@pytest.mark.parametrize("seed", [21, 28])
def test_nor_with_wider_fonts_and_names_in_every_script(seed: int, fonts: str, tmp_path: Path) -> None:
    """A reader whose sans-serif is wide sees no texts meet either."""
    svg = rp.dumps(rp.schedule(random_plan(seed, 2 * seed)), "svg").decode()
    width, height, found = measured(svg, tmp_path, fonts)

    assert faults(width, height, found) == []


def test_texts_that_meet_are_found(tmp_path: Path) -> None:
    """The measure can fail: twice as large letters meet."""
    svg = (FOLDER / "gantt.loyalty.fr.svg").read_text(encoding="utf-8")
    large = re.sub(r'font-size="(\d+)', lambda found: f'font-size="{2 * int(found[1])}', svg)

    assert len(faults(*measured(large, tmp_path))) > 5
