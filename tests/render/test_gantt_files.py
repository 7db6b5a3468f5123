"""Gantt charts as PNG and PDF, and as files."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import retroplan as rp
from retroplan.render.gantt import chart, picture
from retroplan.render.gantt.shapes import Drawing, Sheet, Text
from tests.golden.plans import PLANS, TODAY

pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
from PIL import Image, ImageColor  # matplotlib's own reader of pictures

LOYALTY = rp.schedule(PLANS["loyalty"]())


def size_of(png: bytes) -> tuple[int, int]:
    """Read width and height off the first chunk."""
    assert png[:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Read the sizes of the pages, in points."""
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("format", ["png", "pdf"])
def test_every_plan_is_painted_the_same_each_time(name: str, format: str) -> None:
    """No letter, however rare, is too much for it; twice the same bytes, without a date in them."""
    schedule = rp.schedule(PLANS[name]())
    first, second = (rp.dumps(schedule, format, today=TODAY) for _ in range(2))

    assert first == second
    assert first.startswith(b"\x89PNG" if format == "png" else b"%PDF-")
    assert b"CreationDate" not in first
    assert b"matplotlib" not in first.lower()


def test_a_picture_has_two_pixels_for_one_of_the_sheet() -> None:
    """So that it is sharp on today's screens."""
    (sheet,) = chart.draw(LOYALTY).sheets

    assert size_of(rp.dumps(LOYALTY, "png")) == (2 * sheet.width, 2 * sheet.height)


def test_a_picture_of_very_many_tasks_can_still_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the sheet is too large, the pixels become fewer."""
    monkeypatch.setattr(picture, "_MOST_PIXELS", 100_000)
    width, height = size_of(rp.dumps(LOYALTY, "png"))

    assert 90_000 < width * height < 101_000


def test_the_picture_is_that_of_the_shapes() -> None:
    """The pixel in the middle of each bar has its colour: the red of critical work, the blue of other."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d"), rp.Task("b", duration="3d")])
    schedule = rp.schedule(plan)
    (sheet,) = chart.draw(schedule).sheets
    image = Image.open(BytesIO(rp.dumps(schedule, "png"))).convert("RGB")
    for group in sheet.shapes:
        data = dict(getattr(group, "data", ()))
        if data.get("id") in ("a", "b"):
            box = next(shape for shape in group.shapes if hasattr(shape, "height"))  # type: ignore[union-attr]
            x, y = 2 * (box.x + box.width / 2), 2 * (box.y + box.height / 2)
            assert image.getpixel((int(x), int(y))) == ImageColor.getrgb(box.pen.fill)


@pytest.mark.parametrize(
    ("paper", "size"), [(None, (841.9, 595.3)), ("a4", (841.9, 595.3)), (" A3", (1190.6, 841.9))]
)
def test_paper(paper: str | None, size: tuple[float, float]) -> None:
    """A4 unless A3 is asked for, on its long side: 297 by 210 millimetres are 841.9 by 595.3 points."""
    options = {} if paper is None else {"paper": paper}
    pages = pages_of(rp.dumps(rp.schedule(PLANS["project"]()), "pdf", **options))  # type: ignore[arg-type]

    assert len(pages) > 1
    assert all(page == pytest.approx(size, abs=0.15) for page in pages)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", 'paper: "a5" is not a size of paper (choose among a4, a3)'),
        (
            "fr",
            "paper: « a5 » n’est pas un format de papier (choisir parmi a4, a3)",
        ),
    ],
)
def test_paper_that_there_is_not(lang: str, words: str) -> None:
    """It is refused, with those that there are."""
    with pytest.raises(rp.PlanError) as caught:
        rp.dumps(LOYALTY, "pdf", paper="a5")

    assert [finding.text(lang) for finding in caught.value.findings] == [words]


@pytest.mark.parametrize("format", ["svg", "png"])
def test_paper_is_for_pdf(format: str) -> None:
    """The others are one sheet as large as it needs."""
    with pytest.raises(rp.PlanError, match="paper"):
        rp.dumps(LOYALTY, format, paper="a3")


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_without_the_extra_it_says_what_to_install(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SVG needs nothing more; the others name the extra."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(rp.PlanError) as caught:
        rp.dumps(LOYALTY, format)

    assert str(caught.value) == (
        f"{format} needs matplotlib, which is not installed (pip install 'retroplan[plot]')"
    )
    assert rp.dumps(LOYALTY, "svg").startswith(b"<?xml")


@pytest.mark.external
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
def test_the_text_of_a_pdf_can_be_found(tmp_path: Path) -> None:
    """Another program reads the title, the names of all tasks and the offsets off the page."""
    path = tmp_path / "plan.pdf"
    rp.write(LOYALTY, path, paper="a3")
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()

    assert "Campagne de fidélisation" in text
    for task in LOYALTY.values():
        assert re.search(rf"{re.escape(task.name)} .*{re.escape(task.offset)}", text)


@pytest.mark.parametrize("name", ["plan.svg", "plan.png", "plan.pdf"])
def test_written_by_its_suffix_whole_or_not_at_all(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rp.write` gives the bytes of `rp.dumps`; if the disk fails the old file is as it was."""
    path = tmp_path / name
    rp.write(LOYALTY, path)
    written = path.read_bytes()

    assert written == rp.dumps(LOYALTY, path.suffix[1:])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(rp.PlanError):
        rp.write(rp.schedule(PLANS["single"]()), path)
    assert path.read_bytes() == written
    assert list(tmp_path.iterdir()) == [path]


def test_letters_that_no_font_has_are_boxes() -> None:
    """A letter that nothing can draw is a box, and nobody is warned about it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from retroplan.render.gantt.painter import Fonts

    fonts = evolve(Fonts.found(), letters=frozenset(map(ord, "abc □")))

    assert fonts.drawable("ab\u200dé\ufe0f𒐫 c") == "ab□□ c"

    def painted(words: str) -> bytes:
        sheet = Sheet(100, 40, (Text(10, 30, words, 20),))
        (figure,) = picture._figures(Drawing((sheet,), "", "", "en"))
        out = BytesIO()
        canvas: Any = FigureCanvasAgg(figure)
        canvas.print_png(out)
        return out.getvalue()

    assert painted("𒐫") == painted("□") != painted("x")
