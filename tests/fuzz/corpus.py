"""Samples that are plans, in every format: what mutations start from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import retroplan as rp

FORMATS = ("yaml", "json", "csv", "xlsx", "md")
DOCS = Path(__file__).parents[2] / "docs"

YAML = """\
retroplan: 1
name: "Odd: été \\u2028 &co"
launch: 2026-06-15 09:30
calendar: france
hours_per_day: 7.5
buffer: 10%
closed_dates: back
calendars:
  france: {country: FR-57, closed: [2026-05-01/2026-05-10, {from: 2026-12-24, to: 2027-01-02, label: Noël}]}
  nights: {week: {lun: ["22:00-06:00"], tue: ["22h-6h"], sat: []}, open: {2026-05-30: ["08:00-12:00"]}}
  every: calendaires
people:
  léa: {name: Léa Roy, availability: 80%, weekdays: [mon, MAR, jeu], leave: [2026-06-01/2026-06-05]}
  paul: {calendar: france, leave: [{from: 2026-05-11, to: 2026-05-15, label: congés}], x-tel: 1}
  tom: Tom Petit
  zoé:
approvers: {direction: 5d, legal: {duration: 3d, rounds: 2, rework: 1d, margin: 20%}}
tasks:
  - id: phase
    name: Préparation
    calendar: nights
    tasks:
      - {id: brief, duration: 3d/5d/10d, risk_factor: 1.2, margin: 20%}
      - id: film
        duration: {optimistic: 1w, likely: 2w, pessimistic: 3w, distribution: pert}
        after: [brief, "brief SS+2d", {task: brief, type: FF, lag: 50%}]
        constraint: {type: start_no_earlier_than, date: 2026-03-02}
  - {id: show, at: J-10, until: J-3, responsible: [Marie, Paul], x-odd: {a: [1, 2.5, null, {b: true}]}}
  - {id: ad, duration: 2mo, after: phase FS-1d, when: asap}
  - {id: review, duration: 10cd, after: "launch FS+45cd", calendar: every}
  - {id: thanks, duration: 36eh, after: [review], deadline: 2026-12-31}
  - {id: given, start: 2026-05-04, finish: 2026-05-07, closed_dates: keep}
  - {id: text, duration: 2d, approval: [direction, {by: legal, margin: 2d}], after: [brief]}
  - {id: mail, duration: 1d, waves: {at: [J-30, S-2], sending: 1d, approval: legal}, after: text}
  - {id: posts, duration: 1d, waves: {count: 3, first: J-20, every: 1w}}
  - {id: stories, waves: [J-9, J-2]}
  - {id: standup, at: J-60, duration: 1h, repeat: {every: 1w, until: J-30}}
  - {id: report, duration: 1d, repeat: {rrule: "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", from: 2026-07-31}}
  - {id: draw, effort: 3d/5d/10d, responsible: {léa: 50%, Tom Petit: 100%}, after: brief FF+10%, margin: 5%}
  - {id: cut, effort: 2w, responsible: [paul, zoé, {Ada: 25%}]}
  - {id: now, duration: Immédiat, before: [brief]}
links:
  - {predecessor: brief, successor: ad, type: SS, lag: 1cw}
"""
CSV = """\
N°;Phase;Action à mener;Durée (jours);Prédécesseurs;Début;Délai;Responsable;Statut;% réalisé
1;Étude;Définir la cible;5;;;;Marie + Paul;Fait;100 %
2;;Rédiger ""le"" brief;2,5;1;;15 mai 2026;RH;En cours;50 %
3;Production;Tourner le film;"2 semaines";2FD+2j;;;"Léa, Tom";;
4;;=1+1;;3DD;30 jours avant;;;;
5;;Jour J;;;15/06/2026;;;;

Action suivie;Date de suivi;Résultat obtenu;Commentaire
Tourner le film;lundi 1er juin 2026;Tourné;'=cmd
"""
CSV_LEVELS = (
    "Task,Level,Duration,After,Start,Finish\nA,1,,,,\nB,2,,,,\nC,3,1h30,,,\n"
    "D,1,2 weeks,C SS+2d,,\nE,1,,,2026-05-04,2026-05-06\n"
)
CSV_CODES = (
    "WBS\tTask name\tOptimistic (d)\tLikely (d)\tPessimistic (d)\n"
    "1\tA\t\t\t\n1.1\tB\t1\t2\t4\n1.2\tC\t2\t2\t9\n"
)
CSV_PARENTS = (
    "Task ID,Parent ID,Task,J,Until,Duration,Risk factor,Margin\n"
    "a,,A,,,,,\nb,a,B,-30,J-20,,,\nc,a,C,M-2,,3d,1.5,20%\n"
)
MARKDOWN = """\
# Rétroplanning

Texte.

| Tâche | Durée | Après | Échéance |
|---|:-:|--:|---|
| Brief \\| court | 2 j |  | J-60 |
| Film<br>long | 3 semaines | Brief \\| court | 15/06/2027 à 9h30 |

Action suivie | Date de suivi
Brief | 1er juin 2027
"""
JSON = {
    "launch": "2026-06-15",
    "calendar": {"week": [["08:00-12:00"]] * 7, "closed": ["2026-01-01"], "x-why": "a"},
    "tasks": [
        {
            "id": str(n),
            "duration": f"{n}d",
            "after": [n - 1] if n else [],
            "before": ["launch FF-1d"] if n == 5 else [],
        }
        for n in range(9)
    ],
    "x-note": {"deep": [[[[1e300, -0.0]]]]},
}
GRID: list[list[Any]] = [
    ["Campagne", None, None, None, None],
    ["Jour J", date(2026, 6, 15), None, None, None],
    [],
    ["Tâche", "Durée (jours)", "Début", "Avancement", "Après"],
    ["Étude", None, None, None, None],
    ["Brief", "5 j", datetime(2026, 5, 4, 9, 30), 0.5, None],
    ["Film", 2.5, None, 1, "Brief FD+2j"],
    ["Pub", 3, "J-30", True, 2],
]


@cache
def corpus() -> Mapping[str, tuple[bytes, ...]]:
    """
    Give the samples of each format.

    Every plan that the templates, the pages of the documentation and the texts above hold is
    there in all formats, beside the texts themselves.
    """
    found: dict[str, list[bytes]] = {format: [] for format in FORMATS}
    for format, data in _texts():
        found[format].append(data)
        plan = rp.read(data, format=format)
        for other in FORMATS:
            found[other].append(rp.dumps(plan, other))
    return {format: tuple(dict.fromkeys(samples)) for format, samples in found.items()}


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "yaml", YAML.encode()
    for text in (CSV, CSV_LEVELS, CSV_CODES, CSV_PARENTS):
        yield "csv", text.encode()
    yield "csv", "\ufeff".encode("utf-16-le") + CSV.encode("utf-16-le")
    yield "csv", CSV_LEVELS.encode("cp1252")
    yield "md", MARKDOWN.encode()
    yield "json", json.dumps(JSON).encode()
    yield "xlsx", workbook(GRID)
    for lang in ("en", "fr"):
        for template in rp.templates(lang):
            yield "yaml", rp.dumps(rp.from_template(template.name, launch="2026-06-15", lang=lang), "yaml")
    yield from _documented()


def _documented() -> Iterator[tuple[str, bytes]]:
    """Yield the blocks of the documentation that are plans."""
    from tests.test_docs import blocks

    for page in sorted(DOCS.rglob("*.md")):
        for block in blocks(page):
            format = "md" if block.language == "markdown" else block.language
            try:
                rp.read(block.text.encode(), format=format if format in FORMATS else "")
            except rp.PlanError:
                continue
            yield format, block.text.encode()


def workbook(rows: list[list[Any]]) -> bytes:
    """Make a workbook as people do: merged cells, percentages, formulas, a second sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A5:E5")
    sheet.merge_cells("D7:D8")
    sheet["D6"].number_format = "0%"
    book.create_sheet("Notes")["B2"] = "=1+1"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
