"""The colours and sizes of a chart, told apart in black and white too."""

from __future__ import annotations

from retroplan.render.gantt.shapes import Pen

INK, QUIET, RED = "#1b1b1b", "#555555", "#a3120a"
BODY, SMALL, TITLE = 11.0, 10.0, 17.0
TASK = Pen("#b9d0ea", "#3f6796", 0.9)
CRITICAL = Pen("#c4513f", "#4d0f08", 1.8)
MARGIN = Pen("#ffffff", "#3f6796", 0.9)
CRITICAL_MARGIN = Pen("#ffffff", "#4d0f08", 1.8)
HATCH, CRITICAL_HATCH = Pen("", "#3f6796", 0.8), Pen("", "#4d0f08", 1.0)
DONE = Pen(INK)
SUMMARY = Pen("#2b2b2b")
HAMMOCK = Pen("#ffffff", "#555555", 1.0, (3.0, 2.0))
HAMMOCK_HEAD = Pen("#555555")
MILESTONE, CRITICAL_MILESTONE = Pen("#ffffff", "#1b1b1b", 1.3), Pen("#8f1c12", "#1b1b1b", 1.3)
LAUNCH, LAUNCH_LINE = Pen("#0b6b4f", "#053527", 1.0), Pen("", "#0b6b4f", 2.0)
BUFFER, BUFFER_HATCH = Pen("#ffffff", "#0b6b4f", 0.9), Pen("", "#0b6b4f", 0.8)
TODAY_LINE = Pen("", "#6a3d9a", 1.5, (5.0, 3.0))
SLACK = Pen("", "#777777", 1.1)
LINK, LINK_HEAD = Pen("", "#5f7391", 0.9), Pen("#5f7391")
CRITICAL_LINK, CRITICAL_LINK_HEAD = Pen("", "#4d0f08", 1.7), Pen("#4d0f08")
CONFLICT, CONFLICT_SIGN = Pen("#ffe14d", "#1b1b1b", 1.0), Pen("", "#1b1b1b", 1.4)
CLOSED = Pen("#ececec")
GRID, GRID_STRONG, RULE = Pen("", "#e2e2e2", 0.6), Pen("", "#bdbdbd", 0.8), Pen("", "#e4e4e4", 0.6)
FRAME = Pen("", "#8a8a8a", 0.8)
HEADER, PAPER = Pen("#f4f4f4"), Pen("#ffffff")
