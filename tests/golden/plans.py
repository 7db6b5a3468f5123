"""
The plans whose files are kept as golden files, and how such a file is compared.

`REWRITE_GOLDEN=1 pytest …` writes what is written now; the difference is then reviewed.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import retroplan as rp
from tests.oracles.compare import load

FOLDER = Path(__file__).parent
TODAY = date(2026, 5, 4)
STAMP = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

LOYALTY_LAUNCH = "2026-06-15"
LONG_NAME = "Relire, corriger, faire relire et corriger encore " * 5

HOSTILE_NAMES = (
    '<script>alert("x")</script><!-- & ]]> -->',
    '=HYPERLINK("http://example.org","gain")',
    "+33 1 23 45 67 89",
    "@SUM(A1:A9)|cmd",
    "a;b:c,d#e%%f --> g `h` **i** [j](http://k) |l| {m} \\n",
    "%%{init: {'theme':'dark'}}%%",
    "section end",
    "click t1 call alert(1)",
    "@enduml\n!include /etc/passwd",
    "ring\x07 escape\x1b[31m nul\x00 tab\there",
    "fin\r\nDTSTART;VALUE=DATE:19990101\r\nX-EVIL:1",
    "\u202eesrever\u202c \u200bzero width",
)
"""Names that are markup, formulas, commands or broken lines to some format; to us they are text."""


def loyalty() -> rp.Plan:
    """The loyalty campaign in French, from J-90 to J+45."""
    return rp.from_template("loyalty", launch=LOYALTY_LAUNCH, lang="fr")


def project() -> rp.Plan:
    """The plan of 146 tasks that Microsoft Project scheduled: fourteen summaries, forward from its start."""
    return rp.from_document(load("msproject")[0]["plan"])


def odd() -> rp.Plan:
    """
    Everything odd at once.

    Too little time before the launch, a deadline that is missed, tasks after the launch, a hammock,
    four calendars, leave, waves, approvals, repeats, names in several scripts and hostile ones.
    """
    task = rp.Task
    return rp.Plan(
        "Lancement <b>été</b> & cie; 🎉",
        lang="fr",
        launch="2026-07-15",
        start="2026-06-08",
        calendar="FR",
        calendars={
            "studio": {"week": {"sat": ["09:00-13:00"], "sun": ["09:00-13:00"]}},
            "nuit": {"week": {day: ["22:00-06:00"] for day in ("mon", "tue", "wed", "thu", "fri")}},
        },
        people={
            "anna": {"name": "Anna <Martin>", "leave": ["2026-07-01/2026-07-03"]},
            "équipe": {"name": "Équipe vidéo; son", "availability": "300%"},
        },
        buffer="2d",
        tasks=[
            task("prep", "Préparation", tasks=[
                task("brief", "Brief", "5d/8d/20d", responsible=["anna"], deadline="2026-06-24"),
                task("rtl", "إعداد الحملة (الإصدار ٢)", "12d", after="brief", responsible=["anna", "équipe"]),
                task("hebrew", "הכנת הקמפיין", "2w", after=["brief SS+2d"], margin="2d", risk_factor=1.5),
                task("emoji", "👩‍👩‍👧 Soirée 🇫🇷 🎬", "10cd", after=["rtl"]),
                task("shoot", "Tournage au studio", "6h", calendar="studio", after=["rtl"]),
                task("print", LONG_NAME, "3d", calendar="nuit", approval={"by": "board", "duration": "2d"}),
            ]),
            task("hostile", "Noms <hostiles>", tasks=[
                task(f"h{number}", name, f"{number + 1}d") for number, name in enumerate(HOSTILE_NAMES)
            ]),
            task("sent", "Envois", "1d", waves=["J-10", "J-3", "J+2"]),
            task("ready", "Tout est prêt", after=["emoji", "shoot"]),
            task("watch", "Suivi ↔ continu", span={"from": "brief", "to": "J+30"}),
            task("closed", "Un jour férié", "1d", at="J-1"),
            task("review", "Bilan", "2d", after=["launch FS+45cd"], responsible=["Zoé"]),
            task("weekly", "Point", "1d", repeat={"every": "1w", "until": "J+21"}, after=["launch"]),
        ],
    )  # fmt: skip


def timed() -> rp.Plan:
    """A day by the hour: the launch at half past eighteen."""
    return rp.Plan(
        "Soirée",
        lang="fr",
        launch="2026-06-15 18:30",
        calendar={"days": "calendaires", "country": "FR"},
        tasks=[
            rp.Task("hall", "Monter la salle", "3h"),
            rp.Task("sound", "Balances", "90min", after=["hall"], responsible=["Léa"]),
            rp.Task("doors", "Ouverture des portes", at="H-1"),
            rp.Task("tidy", "Ranger", "2h", after=["launch FS+4eh"]),
        ],
    )


def empty() -> rp.Plan:
    """A plan without tasks."""
    return rp.Plan("Vide", lang="fr", launch="2026-06-15")


def single() -> rp.Plan:
    """A plan of one task without a name."""
    return rp.Plan(launch="2026-06-15", tasks=[rp.Task("alone", duration="3d")])


PLANS = {plan.__name__: plan for plan in (loyalty, project, odd, timed, empty, single)}


@cache
def scheduled(name: str) -> rp.Schedule:
    """Schedule one of the plans, once for all tests: to search another launch takes its time."""
    return rp.schedule(PLANS[name]())


def assert_golden(name: str, data: bytes) -> None:
    """Compare bytes with the golden file of that name; write it where REWRITE_GOLDEN is set."""
    path = FOLDER / name
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_bytes(data)

    assert path.read_bytes() == data
