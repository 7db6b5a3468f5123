"""Every refusal of a plan: where it is, what is wrong and what to write, word for word."""

from __future__ import annotations

import ast
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.model import plan as plan_module
from tests.expand.test_refusals import NAMES as PARTS
from tests.model.test_hammock_refusals import NAMES as HAMMOCKS
from tests.tour.pages import PAGES, expected

# --------------------------------------------------------------------------- help


def with_tasks(*tasks: object) -> dict[str, Any]:
    """Make a document of some tasks."""
    return {"launch": "2026-06-15", "tasks": list(tasks)}


def tree(levels: int) -> dict[str, Any]:
    """Make a document of one task inside the other."""
    task: dict[str, object] = {"id": f"t{levels}"}
    for level in range(levels - 1, 0, -1):
        task = {"id": f"t{level}", "tasks": [task]}
    return with_tasks(task)


def read_and_schedule(document: object) -> rp.Schedule:
    """Take a document all the way; some problems show only once the dates are worked out."""
    return rp.schedule(rp.from_document(document))


# --------------------------------------------------------------------------- every refusal

# Code and variant, minimal document, place, English, French.
REFUSALS: list[tuple[str, Any, str, str, str]] = [
    # the parsers
    ("bad-id",
     with_tasks({"id": "two words"}),
     "tasks[0].id",
     '"two words" is not an id (did you mean "two-words"?)',
     "« two words » n’est pas un identifiant (vouliez-vous dire « two-words » ?)"),
    ("bad-id: true",
     with_tasks({"id": True}),
     "tasks[0].id",
     '"true" is not an id (use letters, digits, "-", "_" and ".")',
     "« true » n’est pas un identifiant (écrire des lettres, des chiffres, « - », « _ » et « . »)"),
    ("bad-id: slash",
     with_tasks({"id": "a/b"}),
     "tasks[0].id",
     '"a/b" is not an id (did you mean "a-b"?)',
     "« a/b » n’est pas un identifiant (vouliez-vous dire « a-b » ?)"),
    ("bad-duration",
     with_tasks({"id": "a", "duration": "5 dys"}),
     "tasks[0].duration",
     '"5 dys" is not a duration (did you mean "5 days"?)',
     "« 5 dys » n’est pas une durée (vouliez-vous dire « 5 days » ?)"),
    ("not-three-points: two points",
     with_tasks({"id": "a", "duration": "3d/5d"}),
     "tasks[0].duration",
     '"3d/5d" has 2 points, an estimate has three: optimistic/likely/pessimistic, such as 3d/5d/10d',
     "« 3d/5d » a 2 points, une estimation en a trois : optimiste/probable/pessimiste, par exemple "
     "3d/5d/10d"),
    ("bare-number",
     with_tasks({"id": "a", "duration": 5}),
     "tasks[0].duration",
     "5 what? write '5d' for days, '5w' for weeks …",
     "5 quoi ? écrire « 5d » pour des jours, « 5w » pour des semaines…"),
    ("negative-duration",
     with_tasks({"id": "a", "duration": "-1.5d"}),
     "tasks[0].duration",
     '"-1.5d" is negative; a duration is at least zero',
     "« -1.5d » est négatif ; une durée vaut au moins zéro"),
    ("negative-duration: margin in percent",
     with_tasks({"id": "a", "duration": "5d", "margin": "-10%"}),
     "tasks[0].margin",
     '"-10%" is negative; a duration is at least zero',
     "« -10% » est négatif ; une durée vaut au moins zéro"),
    ("bad-percent",
     with_tasks({"id": "a", "duration": "5d", "margin": "a lot %"}),
     "tasks[0].margin",
     '"a lot %" is not a percentage (write 20%)',
     "« a lot % » n’est pas un pourcentage (écrire 20%)"),
    ("bad-link",
     with_tasks({"id": "a"}, {"id": "b", "after": ["a then b"]}),
     "tasks[1].after[0]",
     '"a then b" is not a link (write target, target FS+1d, or {task: target, type: FF, lag: 50%})',
     "« a then b » n’est pas un lien (écrire cible, cible FS+1d, ou {task: cible, type: FF, lag: 50%})"),
    ("unknown-key: link",
     with_tasks({"id": "a"}, {"id": "b", "after": [{"task": "a", "lags": "2d"}]}),
     "tasks[1].after[0].lags",
     '"lags" is not a known key (did you mean "lag"?)',
     "« lags » n’est pas une clé connue (vouliez-vous dire « lag » ?)"),
    ("missing-key: link",
     with_tasks({"id": "b", "before": [{"type": "FS"}]}),
     "tasks[0].before[0]",
     '"task" is missing',
     "« task » manque"),
    ("bad-link-type",
     with_tasks({"id": "a"}, {"id": "b", "after": ["a ZZ"]}),
     "tasks[1].after[0]",
     '"ZZ" is not a type of link (write FS, SS, FF or SF)',
     "« ZZ » n’est pas un type de lien (écrire FS, SS, FF ou SF)"),
    ("bad-link-type: a letter whose capitals are one",
     with_tasks({"id": "a"}, {"id": "b", "after": [{"task": "a", "type": "ß"}]}),
     "tasks[1].after[0].type",
     '"ß" is not a type of link (write FS, SS, FF or SF)',
     "« ß » n’est pas un type de lien (écrire FS, SS, FF ou SF)"),
    ("bad-duration: lag",
     with_tasks({"id": "a"}, {"id": "b", "after": ["a FS+soon"]}),
     "tasks[1].after[0]",
     '"soon" is not a duration (write 5d, 2w, 3h, 10cd, 6mo, "5 working days" …)',
     "« soon » n’est pas une durée (écrire 5 jours, 2 semaines, 3 h, 10 jours calendaires, 6 mois…)"),
    ("missing-key: flat link",
     with_tasks({"id": "a"}) | {"links": [{"predecessor": "a"}]},
     "links[0]",
     '"successor" is missing',
     "« successor » manque"),
    ("links-in-one",
     with_tasks({"id": "a"}, {"id": "b"}, {"id": "c", "after": "a, b FS+2d"}),
     "tasks[2].after[0]",
     '"a, b FS+2d" names several tasks in one text; write a list, [a, b FS+2d]',
     "« a, b FS+2d » nomme plusieurs tâches en un seul texte ; écrire une liste, [a, b FS+2d]"),
    ("empty-value",
     with_tasks({"id": "a", "deadline": " "}),
     "tasks[0].deadline",
     "this is empty; write a value, or leave the key out",
     "il n’y a rien ici ; écrire une valeur, ou retirer la clé"),
    ("empty-value: link",
     with_tasks({"id": "a", "after": [None]}),
     "tasks[0].after[0]",
     "this is empty; write a value, or leave the key out",
     "il n’y a rien ici ; écrire une valeur, ou retirer la clé"),
    ("points-without-unit",
     with_tasks({"id": "a", "duration": "3/5/10d"}),
     "tasks[0].duration",
     '"3/5/10d" lacks a unit somewhere; write 3d/5d/10d',
     "une unité manque dans « 3/5/10d » ; écrire 3d/5d/10d"),
    ("bad-tasks",
     {"launch": "2026-06-15", "tasks": {"a": {"duration": "1d"}}},
     "tasks",
     '"{a: {duration: 1d}}" is not a list of tasks (write [{id: brief, duration: 5d}, …])',
     "« {a: {duration: 1d}} » n’est pas une liste de tâches (écrire [{id: brief, duration: 5d}, …])"),
    ("bad-flat-link",
     with_tasks({"id": "a"}) | {"links": ["a FS b"]},
     "links[0]",
     '"a FS b" is not a link (write {predecessor: a, successor: b, type: FS, lag: 2d})',
     "« a FS b » n’est pas un lien (écrire {predecessor: a, successor: b, type: FS, lag: 2d})"),
    ("bad-id: flat link",
     with_tasks({"id": "a"}) | {"links": [{"predecessor": ["a"], "successor": "a"}]},
     "links[0].predecessor",
     '"[a]" is not an id (use letters, digits, "-", "_" and ".")',
     "« [a] » n’est pas un identifiant (écrire des lettres, des chiffres, « - », « _ » et « . »)"),
    ("bad-id: flat link, a truth value",
     with_tasks({"id": "True"}, {"id": "a"}) | {"links": [{"predecessor": True, "successor": "a"}]},
     "links[0].predecessor",
     '"true" is not an id (use letters, digits, "-", "_" and ".")',
     "« true » n’est pas un identifiant (écrire des lettres, des chiffres, « - », « _ » et « . »)"),
    ("bad-id: link, a fraction",
     with_tasks({"id": "1.5"}, {"id": "a", "after": [{"task": 1.5}]}),
     "tasks[1].after[0].task",
     '"1.5" is not an id (use letters, digits, "-", "_" and ".")',
     "« 1.5 » n’est pas un identifiant (écrire des lettres, des chiffres, « - », « _ » et « . »)"),
    ("unknown-key: flat link",
     with_tasks({"id": "a"}, {"id": "b"})
      | {"links": [{"predecessor": "a", "successor": "b", "wait": "2d"}]},
     "links[0].wait",
     '"wait" is not a known key (write one of predecessor, successor, type, lag)',
     "« wait » n’est pas une clé connue (choisir parmi predecessor, successor, type, lag)"),
    ("bad-constraint",
     with_tasks({"id": "a", "constraint": "asap"}),
     "tasks[0].constraint",
     '"asap" is not a constraint (write {type: start_no_earlier_than, date: 2026-03-02})',
     "« asap » n’est pas une contrainte (écrire {type: start_no_earlier_than, date: 2026-03-02})"),
    ("missing-key: no date",
     with_tasks({"id": "a", "constraint": {"type": "must_start_on"}}),
     "tasks[0].constraint",
     '"date" is missing',
     "« date » manque"),
    ("bad-constraint-type",
     with_tasks({"id": "a", "constraint": {"type": "must_start", "date": "2026-06-02"}}),
     "tasks[0].constraint.type",
     '"must_start" is not a type of constraint (did you mean "must_start_on"?); write one of '
     "start_no_earlier_than, finish_no_earlier_than, start_no_later_than, finish_no_later_than, "
     "must_start_on, must_finish_on",
     "« must_start » n’est pas un type de contrainte (vouliez-vous dire « must_start_on » ?) ; "
     "choisir parmi start_no_earlier_than, finish_no_earlier_than, start_no_later_than, "
     "finish_no_later_than, must_start_on, must_finish_on"),
    ("bad-date: constraint",
     with_tasks({"id": "a", "constraint": {"type": "must_start_on", "date": "soon"}}),
     "tasks[0].constraint.date",
     '"soon" is not a date (write 2026-06-15, or 2026-06-15 09:30)',
     "« soon » n’est pas une date (écrire 2026-06-15, ou 2026-06-15 09:30)"),
    ("no-such-day: thirtieth of February",
     with_tasks({"id": "a", "deadline": "2026-02-30"}),
     "tasks[0].deadline",
     '"2026-02-30" does not exist; that month ends on Sat 28 Feb 2026',
     "« 2026-02-30 » n’existe pas ; ce mois finit le sam. 28 févr. 2026"),
    ("date-form: number",
     {"launch": 20260615},
     "launch",
     '"20260615" is not a date here; for Mon 15 Jun 2026 write 2026-06-15',
     "« 20260615 » n’est pas une date ici ; pour lun. 15 juin 2026, écrire 2026-06-15"),
    ("date-with-zone",
     {"launch": "2026-06-15 09:30+02:00"},
     "launch",
     '"2026-06-15 09:30+02:00" has a time zone; write the local time alone, such as 2026-06-15 09:30',
     "« 2026-06-15 09:30+02:00 » porte un fuseau horaire ; écrire l’heure locale seule, par exemple "
     "2026-06-15 09:30"),
    ("date-with-seconds",
     {"launch": "2026-06-15 09:30:15"},
     "launch",
     '"2026-06-15 09:30:15" counts seconds; write 2026-06-15 09:30',
     "« 2026-06-15 09:30:15 » compte des secondes ; écrire 2026-06-15 09:30"),
    ("bad-offset",
     with_tasks({"id": "a", "until": "J-"}),
     "tasks[0].until",
     '"J-" is not an offset (write J-60, J+10, J-20wd, S-8, M-3, H-4)',
     "« J- » n’est pas une position (écrire J-60, J+10, J-20o, S-8, M-3, H-4)"),
    ("bad-risk-factor",
     with_tasks({"id": "a", "duration": "1d", "risk_factor": 0.9}),
     "tasks[0].risk_factor",
     '"0.9" is not a risk factor (write a number from 1 to 100, such as 1.2)',
     "« 0.9 » n’est pas un facteur de risque (écrire un nombre de 1 à 100, par exemple 1.2)"),
    ("bad-risk-factor: text",
     with_tasks({"id": "a", "duration": "1d", "risk_factor": "twice"}),
     "tasks[0].risk_factor",
     '"twice" is not a risk factor (write a number from 1 to 100, such as 1.2)',
     "« twice » n’est pas un facteur de risque (écrire un nombre de 1 à 100, par exemple 1.2)"),
    ("bad-hours-per-day",
     with_tasks() | {"hours_per_day": 25},
     "hours_per_day",
     '"25" is not a number of hours a day (write 7, 7.5 …: whole minutes, up to 24 hours)',
     "« 25 » n’est pas un nombre d’heures par jour (écrire 7, 7.5… : minutes entières, 24 heures au plus)"),
    ("bad-hours-per-day: parts of a minute",
     with_tasks() | {"hours_per_day": 7.125},
     "hours_per_day",
     '"7.125" is not a number of hours a day (write 7, 7.5 …: whole minutes, up to 24 hours)',
     "« 7.125 » n’est pas un nombre d’heures par jour (écrire 7, 7.5… : minutes entières, 24 heures "
     "au plus)"),
    ("bad-when",
     with_tasks({"id": "a", "when": "later"}),
     "tasks[0].when",
     '"later" does not say when; write one of alap, asap',
     "« later » ne dit pas quand ; choisir parmi alap, asap"),
    ("bad-closed-dates",
     with_tasks({"id": "a", "start": "2026-05-09", "closed_dates": "forwards"}),
     "tasks[0].closed_dates",
     '"forwards" does not say what becomes of dates on closed days (did you mean "forward"?); '
     "write one of keep, back, forward",
     "« forwards » ne dit pas que faire des dates sur des jours fermés (vouliez-vous dire « forward » ?) ; "
     "choisir parmi keep, back, forward"),
    ("bad-lang",
     with_tasks() | {"lang": "de"},
     "lang",
     '"de" is not a language retroplan speaks; write one of en, fr',
     "« de » n’est pas une langue de retroplan ; choisir parmi en, fr"),
    ("bad-version",
     with_tasks() | {"retroplan": 2},
     "retroplan",
     '"2" is not a version of the plan format that this program reads (it reads 1)',
     "« 2 » n’est pas une version du format que ce programme lit (il lit 1)"),
    ("mixed-points",
     with_tasks({"id": "a", "duration": "3d/5cd/10d"}),
     "tasks[0].duration",
     '"3d/5cd/10d" mixes working, calendar, month and elapsed units; write the three points in one kind',
     "« 3d/5cd/10d » mélange temps de travail, calendaire, mois et horloge ; écrire les trois "
     "points dans un même genre"),
    ("points-out-of-order",
     with_tasks({"id": "a", "duration": "5d/3d/10d"}),
     "tasks[0].duration",
     '"5d/3d/10d" is out of order: optimistic is more than likely (write the least first)',
     "« 5d/3d/10d » n’est pas dans l’ordre : optimistic dépasse likely (écrire le plus petit d’abord)"),
    ("points-out-of-order: in different units",
     with_tasks({"id": "a", "duration": "3d/2w/9d"}),
     "tasks[0].duration",
     '"3d/2w/9d" is out of order: likely is more than pessimistic (write the least first)',
     "« 3d/2w/9d » n’est pas dans l’ordre : likely dépasse pessimistic (écrire le plus petit d’abord)"),
    ("points-out-of-order: hours and days",
     with_tasks({"id": "a", "duration": "9h/1d/2d"}),
     "tasks[0].duration",
     '"9h/1d/2d" is out of order: optimistic is more than likely (write the least first)',
     "« 9h/1d/2d » n’est pas dans l’ordre : optimistic dépasse likely (écrire le plus petit d’abord)"),
    ("points-out-of-order: calendar weeks and days",
     with_tasks({"id": "a", "duration": "1cw/2cd/3cw"}),
     "tasks[0].duration",
     '"1cw/2cd/3cw" is out of order: optimistic is more than likely (write the least first)',
     "« 1cw/2cd/3cw » n’est pas dans l’ordre : optimistic dépasse likely (écrire le plus petit d’abord)"),
    ("points-out-of-order: by the clock",
     with_tasks({"id": "a", "duration": "1ed/2eh/3ed"}),
     "tasks[0].duration",
     '"1ed/2eh/3ed" is out of order: optimistic is more than likely (write the least first)',
     "« 1ed/2eh/3ed » n’est pas dans l’ordre : optimistic dépasse likely (écrire le plus petit d’abord)"),
    ("points-out-of-order: two ends",
     with_tasks({"id": "a", "duration": "uniform 9d/3d"}),
     "tasks[0].duration",
     '"uniform 9d/3d" is out of order: optimistic is more than pessimistic (write the least first)',
     "« uniform 9d/3d » n’est pas dans l’ordre : optimistic dépasse pessimistic (écrire le plus petit "
     "d’abord)"),
    ("points-out-of-order: percentiles",
     with_tasks({"id": "a", "duration": {"distribution": "normal", "p10": "9d", "p90": "3d"}}),
     "tasks[0].duration",
     '"normal p10=9d/p90=3d" is out of order: p10 is more than p90 (write the least first)',
     "« normal p10=9d/p90=3d » n’est pas dans l’ordre : p10 dépasse p90 (écrire le plus petit d’abord)"),
    ("not-two-points",
     with_tasks({"id": "a", "duration": "uniform 1d/2d/3d"}),
     "tasks[0].duration",
     '"uniform 1d/2d/3d" has 3 points, a uniform distribution has two, such as uniform 3d/8d',
     "« uniform 1d/2d/3d » a 3 points, une loi uniforme en a deux, par exemple uniform 3d/8d"),
    ("bad-share",
     with_tasks({"id": "a", "duration": {"distribution": "discrete", "values": {"3d": 0, "5d": 1}}}),
     "tasks[0].duration.values.3d",
     '"0" is not a probability (write a number above 0, at most 1, such as 0.25)',
     "« 0 » n’est pas une probabilité (écrire un nombre au-dessus de 0, au plus 1, par exemple 0.25)"),
    ("shares-not-one",
     with_tasks({"id": "a", "duration": "discrete 3d=0.5/5d=0.4"}),
     "tasks[0].duration",
     '"discrete 3d=0.5/5d=0.4" has probabilities that add up to 0.9; they must add up to 1',
     "« discrete 3d=0.5/5d=0.4 » a des probabilités dont la somme est 0.9 ; elle doit être 1"),
    ("bad-choices",
     with_tasks({"id": "a", "duration": {"distribution": "discrete", "values": "3d"}}),
     "tasks[0].duration.values",
     '"3d" does not give durations with their probabilities (write discrete 3d=0.7/8d=0.3, or '
     "{distribution: discrete, values: {3d: 0.7, 8d: 0.3}})",
     "« 3d » ne donne pas de durées avec leurs probabilités (écrire discrete 3d=0.7/8d=0.3, ou "
     "{distribution: discrete, values: {3d: 0.7, 8d: 0.3}})"),
    ("bad-quantiles",
     with_tasks({"id": "a", "duration": "lognormal 3d/9d"}),
     "tasks[0].duration",
     '"lognormal 3d/9d" does not give two percentiles (write normal p10=3d/p90=9d, or '
     "{distribution: normal, p10: 3d, p90: 9d})",
     "« lognormal 3d/9d » ne donne pas deux centiles (écrire normal p10=3d/p90=9d, ou "
     "{distribution: normal, p10: 3d, p90: 9d})"),
    ("quantiles-too-close",
     with_tasks({"id": "a", "duration": "lognormal p10=0d/p90=9d"}),
     "tasks[0].duration",
     '"lognormal p10=0d/p90=9d" has no spread to measure; the greater percentile must be longer, and the '
     "lesser one of a lognormal above zero",
     "« lognormal p10=0d/p90=9d » n’a pas d’étendue à mesurer ; le plus grand centile doit être plus long, "
     "et le plus petit d’une loi lognormale au-dessus de zéro"),
    ("points-out-of-order",
     with_tasks({"id": "a", "duration": "normal p90=3d/p10=9d"}),
     "tasks[0].duration",
     '"normal p90=3d/p10=9d" is out of order: p10 is more than p90 (write the least first)',
     "« normal p90=3d/p10=9d » n’est pas dans l’ordre : p10 dépasse p90 (écrire le plus petit d’abord)"),
    ("shares-out-of-order",
     with_tasks({"id": "a", "duration": "lognormal p10=3d/p10=9d"}),
     "tasks[0].duration",
     '"lognormal p10=3d/p10=9d" needs two percentiles below 100, the lower one first, such as p10 and p90',
     "« lognormal p10=3d/p10=9d » demande deux centiles sous 100, le plus petit d’abord, par exemple p10 et "
     "p90"),
    ("shares-out-of-order",
     with_tasks({"id": "a", "duration": {"distribution": "normal", "p10": "3d", "p10.0": "9d"}}),
     "tasks[0].duration",
     '"normal p10=3d/p10.0=9d" needs two percentiles below 100, the lower one first, such as p10 and p90',
     "« normal p10=3d/p10.0=9d » demande deux centiles sous 100, le plus petit d’abord, par exemple p10 et "
     "p90"),
    ("unknown-distribution",
     with_tasks({"id": "a", "duration": {"optimistic": "1d", "likely": "2d", "pessimistic": "3d",
      "distribution": "gauss"}}),
     "tasks[0].duration.distribution",
     '"gauss" is not a distribution (write one of pert, pert-classic, triangular, uniform, normal, '
     "lognormal, discrete, fixed)",
     "« gauss » n’est pas une loi (écrire l’une de pert, pert-classic, triangular, uniform, normal, "
     "lognormal, discrete, fixed)"),
    ("missing-key: point",
     with_tasks({"id": "a", "duration": {"optimistic": "1d", "likely": "2d"}}),
     "tasks[0].duration",
     '"pessimistic" is missing',
     "« pessimistic » manque"),
    ("unknown-key: point",
     with_tasks({"id": "a",
      "duration": {"optimistic": "1d", "likly": "2d", "likely": "2d", "pessimistic": "3d"}}),
     "tasks[0].duration.likly",
     '"likly" is not a known key (did you mean "likely"?)',
     "« likly » n’est pas une clé connue (vouliez-vous dire « likely » ?)"),
    ("not-text",
     with_tasks({"id": "a", "name": ["x"]}),
     "tasks[0].name",
     '"[x]" is not text',
     "« [x] » n’est pas un texte"),
    ("text-too-long",
     with_tasks({"id": "a", "name": "x" * 10_001}),
     "tasks[0].name",
     "longer than 10,000 characters",
     "plus de 10 000 caractères"),
    ("not-a-list",
     with_tasks() | {"links": "a b"},
     "links",
     '"a b" is not a list (write [a, b])',
     "« a b » n’est pas une liste (écrire [a, b])"),
    ("not-a-list: responsible",
     with_tasks({"id": "a", "responsible": 3}),
     "tasks[0].responsible",
     '"3" is not a list (write [a, b])',
     "« 3 » n’est pas une liste (écrire [a, b])"),
    ("bad-task",
     with_tasks("write"),
     "tasks[0]",
     '"write" is not a task (write {id: brief, duration: 5d})',
     "« write » n’est pas une tâche (écrire {id: brief, duration: 5d})"),
    ("not-a-mapping: calendars",
     with_tasks() | {"calendars": ["FR"]},
     "calendars",
     '"[FR]" is not a mapping (write {key: value})',
     "« [FR] » n’est pas un ensemble de clés (écrire {clé: valeur})"),
    ("unknown-key",
     with_tasks({"id": "a", "deadlin": "2026-06-01"}),
     "tasks[0].deadlin",
     '"deadlin" is not a known key (did you mean "deadline"?)',
     "« deadlin » n’est pas une clé connue (vouliez-vous dire « deadline » ?)"),
    ("unknown-key: of the plan, nothing near",
     with_tasks() | {"zzz": 1},
     "zzz",
     '"zzz" is not a known key (remove it, or call it x-zzz to keep it)',
     "« zzz » n’est pas une clé connue (la retirer, ou l’appeler x-zzz pour la garder)"),
    ("missing-key",
     with_tasks({"name": "nameless"}),
     "tasks[0]",
     '"id" is missing',
     "« id » manque"),
    ("not-a-plan",
     "2026-06-15",
     "",
     "this is not a plan (a plan is a mapping with launch and tasks)",
     "ceci n’est pas un plan (un plan est un ensemble de clés, avec launch et tasks)"),
    # calendars
    ("unknown-calendar",
     with_tasks() | {"calendar": "zzzz"},
     "calendar",
     '"zzzz" is neither a calendar nor a country code',
     "« zzzz » n’est ni un calendrier ni un code de pays"),
    ("unknown-calendar: near a name of the plan",
     with_tasks() | {"calendars": {"studio": "FR"}, "calendar": "studoi"},
     "calendar",
     '"studoi" is neither a calendar nor a country code (did you mean "studio"?)',
     "« studoi » n’est ni un calendrier ni un code de pays (vouliez-vous dire « studio » ?)"),
    ("unknown-calendar: near a convention",
     with_tasks({"id": "a", "calendar": "ouvre"}),
     "tasks[0].calendar",
     '"ouvre" is neither a calendar nor a country code (did you mean "ouvres"?)',
     "« ouvre » n’est ni un calendrier ni un code de pays (vouliez-vous dire « ouvres » ?)"),
    ("unknown-calendar: a country by its name",
     with_tasks() | {"calendar": "Belgique"},
     "calendar",
     '"Belgique" is neither a calendar nor a country code (did you mean "BE"?)',
     "« Belgique » n’est ni un calendrier ni un code de pays (vouliez-vous dire « BE » ?)"),
    ("unknown-subdivision",
     with_tasks() | {"calendar": "FR-99"},
     "calendar",
     '"99" is not a subdivision of FR (choose among 01 … 95, 2A, 2B, 6AE, 971, 972, 973, 974, 976, '
     "BL, MF, NC, PF, PM, TF, WF)",
     "« 99 » n’est pas une subdivision de FR (choisir parmi 01 … 95, 2A, 2B, 6AE, 971, 972, 973, "
     "974, 976, BL, MF, NC, PF, PM, TF, WF)"),
    ("bad-calendar",
     with_tasks() | {"calendar": 5},
     "calendar",
     '"5" is not a calendar (write FR, FR-57, ouvres, or {country: FR, …})',
     "« 5 » n’est pas un calendrier (écrire FR, FR-57, ouvres ou {country: FR, …})"),
    # the head of the plan
    ("no-launch",
     {"tasks": []},
     "launch",
     "the plan has neither launch nor start (write launch: 2026-06-15 to plan backwards, "
     "a row Launch with its date above a table, "
     "or --launch on the command line)",
     "le plan n’a ni launch ni start (écrire launch: 2026-06-15 pour planifier à rebours, "
     "une ligne « Jour J » avec sa date au-dessus d’un tableau, "
     "ou --launch sur la ligne de commande)"),
    ("buffer-needs-launch",
     {"start": "2026-01-05", "buffer": "5d"},
     "buffer",
     "a buffer stands before a launch; the plan has none (write launch: 2026-06-15)",
     "un tampon précède un lancement ; le plan n’en a pas (écrire launch: 2026-06-15)"),
    ("buffer-kind: buffer",
     with_tasks() | {"buffer": "5cd"},
     "buffer",
     '"5cd" is not working time, as a buffer is (write 5d, 2w or 10%)',
     "« 5cd » n’est pas du temps de travail, ce qu’est un tampon (écrire 5d, 2w ou 10%)"),
    ("share-of-other-kind: margin",
     with_tasks({"id": "a", "duration": "2w", "margin": "3cd"}),
     "tasks[0].margin",
     '"3cd" is not of the kind of "2w"; write both in working time, calendar days or months',
     "« 3cd » n’est pas du même genre que « 2w » ; écrire les deux en temps de travail, en jours "
     "calendaires ou en mois"),
    ("share-of-other-kind: margin of three points",
     with_tasks({"id": "a", "duration": "1cd/2cd/3cd", "margin": "1d"}),
     "tasks[0].margin",
     '"1d" is not of the kind of "1cd/2cd/3cd"; write both in working time, calendar days or months',
     "« 1d » n’est pas du même genre que « 1cd/2cd/3cd » ; écrire les deux en temps de travail, en "
     "jours calendaires ou en mois"),
    # the tree
    ("duplicate-id",
     with_tasks({"id": "a"}, {"id": "b", "tasks": [{"id": "a"}]}),
     "tasks[1].tasks[0].id",
     '"a" is already the id of tasks[0]',
     "« a » est déjà l’identifiant de tasks[0]"),
    ("too-many-levels",
     tree(101),
     "tasks",
     "tasks are nested more than 100 levels deep",
     "les tâches sont imbriquées sur plus de 100 niveaux"),
    # the launch
    ("launch-with-duration",
     with_tasks({"id": "launch", "duration": "1d"}),
     "tasks[0].duration",
     "the launch is an instant, it cannot last 1d; call the task launch-week, after: [launch]",
     "le lancement est un instant, il ne peut durer 1d ; nommer la tâche launch-week, after: [launch]"),
    ("launch-with-duration: points",
     with_tasks({"id": "launch", "duration": "0d/0d/1d"}),
     "tasks[0].duration",
     "the launch is an instant, it cannot last 0d/0d/1d; call the task launch-week, after: [launch]",
     "le lancement est un instant, il ne peut durer 0d/0d/1d ; nommer la tâche launch-week, after: "
     "[launch]"),
    ("launch-fixed: at",
     with_tasks({"id": "launch", "at": "J"}),
     "tasks[0].at",
     "the launch is where the plan's launch date says; remove at",
     "le lancement est à la date de lancement du plan ; retirer at"),
    ("launch-fixed: deadline",
     with_tasks({"id": "launch", "deadline": "2026-06-15"}),
     "tasks[0].deadline",
     "the launch is where the plan's launch date says; remove deadline",
     "le lancement est à la date de lancement du plan ; retirer deadline"),
    ("launch-fixed: constraint",
     with_tasks({"id": "launch", "constraint": {"type": "must_start_on", "date": "2026-06-15"}}),
     "tasks[0].constraint",
     "the launch is where the plan's launch date says; remove constraint",
     "le lancement est à la date de lancement du plan ; retirer constraint"),
    ("launch-with-tasks",
     with_tasks({"id": "launch", "tasks": [{"id": "a"}]}),
     "tasks[0].tasks",
     "the launch is an instant, it cannot have children; call their parent launch-week",
     "le lancement est un instant, sans sous-tâches ; nommer leur tâche mère launch-week"),
    # summaries
    ("summary-with: duration",
     with_tasks({"id": "s", "duration": "5d", "tasks": [{"id": "a"}]}),
     "tasks[0].duration",
     "a task with children takes its dates from them; remove duration or move it to a child",
     "une tâche à sous-tâches tient d’elles ses dates ; "
     "retirer duration ou le donner à une sous-tâche"),
    ("summary-with: risk factor",
     with_tasks({"id": "s", "risk_factor": 2, "tasks": [{"id": "a"}]}),
     "tasks[0].risk_factor",
     "a task with children takes its dates from them; remove risk_factor or move it to a child",
     "une tâche à sous-tâches tient d’elles ses dates ; retirer risk_factor ou le donner à une "
     "sous-tâche"),
    ("summary-pinned: at",
     with_tasks({"id": "s", "at": "J-9", "tasks": [{"id": "a"}]}),
     "tasks[0].at",
     "a task with children takes its dates from them; pin its children instead",
     "une tâche à sous-tâches tient d’elles ses dates ; fixer plutôt les sous-tâches"),
    ("summary-pinned: until",
     with_tasks({"id": "s", "until": "J-9", "tasks": [{"id": "a"}]}),
     "tasks[0].until",
     "a task with children takes its dates from them; pin its children instead",
     "une tâche à sous-tâches tient d’elles ses dates ; fixer plutôt les sous-tâches"),
    ("summary-pinned: start",
     with_tasks({"id": "s", "start": "2026-06-01", "tasks": [{"id": "a"}]}),
     "tasks[0].start",
     "a task with children takes its dates from them; pin its children instead",
     "une tâche à sous-tâches tient d’elles ses dates ; fixer plutôt les sous-tâches"),
    ("summary-pinned: finish",
     with_tasks({"id": "s", "finish": "2026-06-01", "tasks": [{"id": "a"}]}),
     "tasks[0].finish",
     "a task with children takes its dates from them; pin its children instead",
     "une tâche à sous-tâches tient d’elles ses dates ; fixer plutôt les sous-tâches"),
    ("summary-must",
     with_tasks({"id": "s", "constraint": {"type": "must_finish_on",
      "date": "2026-06-01"}, "tasks": [{"id": "a"}]}),
     "tasks[0].constraint",
     "must_finish_on cannot hold for all children at once; put it on one of them",
     "must_finish_on ne peut valoir pour toutes les sous-tâches à la fois ; "
     "le donner à l’une d’elles"),
    # pins and given dates
    ("pin-needs-launch",
     {"start": "2026-01-05", "tasks": [{"id": "a", "at": "J-9"}]},
     "tasks[0].at",
     '"J-9" needs a launch to count from (write launch: 2026-06-15)',
     "« J-9 » se compte depuis un lancement (écrire launch: 2026-06-15)"),
    ("hours-need-time",
     with_tasks({"id": "a", "at": "H-4"}),
     "tasks[0].at",
     '"H-4" counts hours; give the launch a time (write launch: 2026-06-15 09:30)',
     "« H-4 » compte des heures ; donner une heure au lancement (écrire launch: 2026-06-15 09:30)"),
    ("pin-and-must",
     with_tasks({"id": "a", "until": "J-9", "constraint": {"type": "must_finish_on",
      "date": "2026-06-01"}}),
     "tasks[0].constraint",
     "the task is pinned at J-9 and must be on a date; keep one of the two",
     "la tâche est fixée à J-9 et tenue à une date ; garder l’un des deux"),
    ("pins-and-duration",
     with_tasks({"id": "a", "at": "J-9", "until": "J-2", "duration": "5d"}),
     "tasks[0].duration",
     "at J-9 and until J-2 already give the duration; remove one of the three",
     "at J-9 et until J-2 donnent déjà la durée ; retirer l’un des trois"),
    ("pins-and-margin: margin",
     with_tasks({"id": "a", "at": "J-9", "until": "J-2", "margin": "1d"}),
     "tasks[0].margin",
     "at J-9 and until J-2 already give the duration; remove margin",
     "at J-9 et until J-2 donnent déjà la durée ; retirer margin"),
    ("pins-and-margin: risk factor",
     with_tasks({"id": "a", "at": "J-9", "until": "J-2", "risk_factor": 1.5}),
     "tasks[0].risk_factor",
     "at J-9 and until J-2 already give the duration; remove risk_factor",
     "at J-9 et until J-2 donnent déjà la durée ; retirer risk_factor"),
    ("margin-without-work",
     with_tasks({"id": "a", "margin": "1d"}),
     "tasks[0].margin",
     "1d follows or multiplies work; give the task a duration, or remove this",
     "1d suit ou multiplie un travail ; donner une durée à la tâche, ou retirer ceci"),
    ("margin-without-work: immediate",
     with_tasks({"id": "a", "duration": "Immédiat", "margin": "10%"}),
     "tasks[0].margin",
     "10% follows or multiplies work; give the task a duration, or remove this",
     "10% suit ou multiplie un travail ; donner une durée à la tâche, ou retirer ceci"),
    ("margin-without-work: risk factor",
     with_tasks({"id": "a", "risk_factor": 2}),
     "tasks[0].risk_factor",
     "× 2 follows or multiplies work; give the task a duration, or remove this",
     "× 2 suit ou multiplie un travail ; donner une durée à la tâche, ou retirer ceci"),
    ("given-and-pin",
     with_tasks({"id": "a", "start": "2026-06-01", "until": "J-2"}),
     "tasks[0].start",
     "the task has a date and the pin J-2; keep one of the two",
     "la tâche a une date et la position J-2 ; garder l’une des deux"),
    ("given-and-must",
     with_tasks({"id": "a", "finish": "2026-06-01", "constraint": {"type": "must_start_on",
      "date": "2026-06-01"}}),
     "tasks[0].constraint",
     "the task has a date and must_start_on; keep one of the two",
     "la tâche a une date et must_start_on ; garder l’un des deux"),
    ("given-and-immediate",
     with_tasks({"id": "a", "duration": "Immédiat", "finish": "2026-06-01"}),
     "tasks[0].finish",
     "an immediate task stands at the start of the plan; remove its date",
     "une tâche immédiate est au début du plan ; retirer sa date"),
    ("given-and-margin",
     with_tasks({"id": "a", "start": "2026-06-01", "finish": "2026-06-05", "margin": "1d"}),
     "tasks[0].margin",
     "start and finish already give the duration; remove margin",
     "start et finish donnent déjà la durée ; retirer margin"),
    # units
    ("whole-months: duration",
     with_tasks({"id": "a", "duration": "1.5mo"}),
     "tasks[0].duration",
     '"1.5mo" does not come to whole months; write calendar days, such as 45cd',
     "« 1.5mo » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 45cd"),
    ("whole-months: risk factor",
     with_tasks({"id": "a", "duration": "1mo", "risk_factor": 1.5}),
     "tasks[0].risk_factor",
     '"1mo × 1.5" does not come to whole months; write calendar days, such as 30cd',
     "« 1mo × 1.5 » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 30cd"),
    ("whole-months: margin in percent",
     with_tasks({"id": "a", "duration": "6mo", "margin": "20%"}),
     "tasks[0].margin",
     '"6mo × 20%" does not come to whole months; write calendar days, such as 180cd',
     "« 6mo × 20% » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 180cd"),
    ("whole-months: margin in months",
     with_tasks({"id": "a", "duration": "6mo", "margin": "0.5mo"}),
     "tasks[0].margin",
     '"0.5mo" does not come to whole months; write calendar days, such as 15cd',
     "« 0.5mo » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 15cd"),
    ("whole-months: mean of three points",
     with_tasks({"id": "a", "duration": "1mo/2mo/4mo"}),
     "tasks[0].duration",
     '"1mo/2mo/4mo" does not come to whole months; write calendar days, such as 65cd',
     "« 1mo/2mo/4mo » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 65cd"),
    ("whole-months: lag",
     with_tasks({"id": "a"}, {"id": "b", "after": ["a FS+0.5mo"]}),
     "tasks[1].after[0]",
     '"0.5mo" does not come to whole months; write calendar days, such as 15cd',
     "« 0.5mo » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 15cd"),
    ("whole-months: lag of a flat link",
     with_tasks({"id": "a"}, {"id": "b"})
      | {"links": [{"predecessor": "a", "successor": "b", "lag": "1.5mo"}]},
     "links[0]",
     '"1.5mo" does not come to whole months; write calendar days, such as 45cd',
     "« 1.5mo » ne fait pas des mois entiers ; écrire des jours calendaires, par exemple 45cd"),
    ("duration-convention",
     with_tasks({"id": "a", "duration": "5 jours ouvrés"}) | {"calendar": "ouvrables"},
     "tasks[0].duration",
     '"5 jours ouvrés" counts working days, Monday to Friday, but the calendar counts working '
     "days, Monday to Saturday; write plain days, or change the calendar",
     "« 5 jours ouvrés » compte des jours ouvrés, mais le calendrier compte des jours ouvrables ; "
     "écrire des jours sans plus, ou changer de calendrier"),
    ("duration-convention: of the task",
     with_tasks({"id": "a", "duration": "5 jours ouvrables", "calendar": "FR"}),
     "tasks[0].duration",
     '"5 jours ouvrables" counts working days, Monday to Saturday, but the calendar counts working '
     "days, Monday to Friday; write plain days, or change the calendar",
     "« 5 jours ouvrables » compte des jours ouvrables, mais le calendrier compte des jours ouvrés "
     "; écrire des jours sans plus, ou changer de calendrier"),
    ("duration-convention: every day",
     with_tasks({"id": "a", "duration": "1 jour ouvré", "calendar": "calendaires"}),
     "tasks[0].duration",
     '"1 jour ouvré" counts working days, Monday to Friday, but the calendar counts calendar days; '
     "write plain days, or change the calendar",
     "« 1 jour ouvré » compte des jours ouvrés, mais le calendrier compte des jours calendaires ; "
     "écrire des jours sans plus, ou changer de calendrier"),
    # links
    ("unknown-task",
     with_tasks({"id": "print"}, {"id": "b", "after": ["pint"]}),
     "tasks[1].after[0]",
     '"pint" is not a task (did you mean "print"?)',
     "« pint » n’est pas une tâche (vouliez-vous dire « print » ?)"),
    ("unknown-task: nothing near",
     with_tasks({"id": "a", "before": ["zzz FS+2d"]}),
     "tasks[0].before[0]",
     '"zzz" is not a task',
     "« zzz » n’est pas une tâche"),
    ("unknown-task: flat link",
     with_tasks({"id": "a"}) | {"links": [{"predecessor": "a", "successor": "zzz"}]},
     "links[0]",
     '"zzz" is not a task',
     "« zzz » n’est pas une tâche"),
    ("self-link",
     with_tasks({"id": "a", "after": ["a SS"]}),
     "tasks[0].after[0]",
     '"a" is linked to itself',
     "« a » est liée à elle-même"),
    ("link-inside-summary: down",
     with_tasks({"id": "s", "tasks": [{"id": "a", "after": ["s"]}]}),
     "tasks[0].tasks[0].after[0]",
     '"s" and "a" lie one inside the other and cannot be linked; link tasks that stand side by side',
     "« s » et « a » sont l’une dans l’autre et ne peuvent être liées ; lier des tâches placées côte "
     "à côte"),
    ("link-inside-summary: up",
     with_tasks({"id": "s", "tasks": [{"id": "t", "tasks": [{"id": "a", "before": ["s SS"]}]}]}),
     "tasks[0].tasks[0].tasks[0].before[0]",
     '"a" and "s" lie one inside the other and cannot be linked; link tasks that stand side by side',
     "« a » et « s » sont l’une dans l’autre et ne peuvent être liées ; lier des tâches placées côte "
     "à côte"),
    ("finish-link-to-summary: FF",
     with_tasks({"id": "s", "after": ["b FF"], "tasks": [{"id": "a"}]}, {"id": "b"}),
     "tasks[0].after[0]",
     'a link of type FF does not say which tasks of "s" it holds; link it to one of them',
     "un lien de type FF ne dit pas quelles tâches de « s » il tient ; le lier à l’une d’elles"),
    ("finish-link-to-summary: SF",
     with_tasks({"id": "s", "tasks": [{"id": "a"}]}, {"id": "b", "before": ["s SF+1d"]}),
     "tasks[1].before[0]",
     'a link of type SF does not say which tasks of "s" it holds; link it to one of them',
     "un lien de type SF ne dit pas quelles tâches de « s » il tient ; le lier à l’une d’elles"),
    ("percent-of-summary",
     with_tasks({"id": "s", "tasks": [{"id": "a"}]}, {"id": "b", "after": ["s FS+50%"]}),
     "tasks[1].after[0]",
     '"s" has children and no duration of its own; write the lag in days',
     "« s » a des sous-tâches et pas de durée à elle ; écrire le décalage en jours"),
    # found when the dates are
    ("finish-before-start",
     with_tasks({"id": "a", "start": "2026-06-05", "finish": "2026-06-03"}),
     "tasks[0].finish",
     "finish Wed 3 Jun 2026 lies before start Fri 5 Jun 2026; correct one of the two",
     "finish mer. 3 juin 2026 précède start ven. 5 juin 2026 ; corriger l’une des deux dates"),
    ("finish-before-start: the day before",
     with_tasks({"id": "a", "start": "2026-06-05", "finish": "2026-06-04"}),
     "tasks[0].finish",
     "finish Thu 4 Jun 2026 lies before start Fri 5 Jun 2026; correct one of the two",
     "finish jeu. 4 juin 2026 précède start ven. 5 juin 2026 ; corriger l’une des deux dates"),
    ("three-disagree",
     with_tasks({"id": "a", "duration": "5d", "start": "2026-05-27", "finish": "2026-05-29"}),
     "tasks[0].duration",
     "start Wed 27 May 2026 and finish Fri 29 May 2026 are 3 working days, but the duration says 5 "
     "d; remove one of the three",
     "start mer. 27 mai 2026 et finish ven. 29 mai 2026 font 3 jours ouvrés, mais la durée dit 5 j "
     "; retirer l’un des trois"),
    ("until-before-at",
     with_tasks({"id": "a", "at": "J-2", "until": "J-9"}),
     "tasks[0].until",
     "until J-9 lies before at J-2; correct one of the two",
     "until J-9 précède at J-2 ; corriger l’une des deux"),
    ("until-before-at: the day before",
     with_tasks({"id": "a", "at": "J-9", "until": "J-10"}),
     "tasks[0].until",
     "until J-10 lies before at J-9; correct one of the two",
     "until J-10 précède at J-9 ; corriger l’une des deux"),
    # what is paid
    ("money-without-currency",
     with_tasks({"id": "a", "costs": [2.50]}),
     "tasks[0].costs[0].planned",
     "2.5 of what? write 2.5 EUR, or give the plan a currency",
     "2.5 de quoi ? écrire 2.5 EUR, ou donner une monnaie au plan avec currency"),
]  # fmt: skip
NAMES = [name for name, *_ in REFUSALS]


@pytest.mark.parametrize(("name", "document", "place", "english", "french"), REFUSALS, ids=NAMES)
def test_each_refusal_says_where_what_and_what_to_do(
    name: str, document: object, place: str, english: str, french: str
) -> None:
    """A minimal wrong document gives exactly one finding: its code, its place, both sentences."""
    with pytest.raises(rp.PlanError) as caught:
        read_and_schedule(document)

    before = f"{place}: " if place else ""
    assert [finding.code for finding in caught.value.findings] == [name.partition(":")[0]]
    assert caught.value.text("en") == before + english
    assert caught.value.text("fr") == before + french


def codes_raised(folder: Path) -> set[str]:
    """Collect the codes of all errors that the modules of a folder make."""
    return {
        node.args[0].value
        for module in folder.glob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("error", "choice")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


EDITS = {
    "id-taken", "launch-renamed", "still-linked", "still-spanned", "cannot-bridge", "bad-links-option",
}  # fmt: skip
"""Refusals of `add`, `change` and `remove`; they are in test_edits.py."""
IN_PYTHON = {"choices-without-shares"}
"""What no document can say; it is in test_values.py."""


def test_no_refusal_of_the_model_is_left_out() -> None:
    """Every code of the model stands here, in the tables of expansions and hammocks, or in the tour."""
    raised = codes_raised(Path(plan_module.__file__).parent)
    told = {name.partition(":")[0] for name in (*NAMES, *PARTS, *HAMMOCKS)}
    told |= {item.code for page in PAGES for item in expected(page)}

    assert len(raised) > 40
    assert raised - told == EDITS | IN_PYTHON


def test_what_to_do_with_links_is_bridge_or_refuse() -> None:
    """A third way to remove a task is refused, in both languages."""
    with pytest.raises(rp.PlanError) as caught:
        rp.Plan(launch="2026-06-15", tasks=[rp.Task("a")]).remove("a", links="drop")

    assert caught.value.text("en") == '"drop" does not say what to do with the links (write bridge, refuse)'
    assert caught.value.text("fr") == "« drop » ne dit pas que faire des liens (écrire bridge, refuse)"


# --------------------------------------------------------------------------- what is just allowed

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "document",
    [
        tree(100),
        with_tasks({"id": "é_1.x-2"}),
        with_tasks({"id": "x" * 200}, {"id": "b", "after": [{"task": "x" * 200}]}),
        with_tasks({"id": "a", "name": "x" * 10_000}),
        with_tasks({"id": "a", "duration": "10d/2w/80h"}),  # a week is five days of eight hours
        with_tasks({"id": "a", "duration": "1mo/2mo/3mo"}),  # (1 + 8 + 3) / 6 = 2
        with_tasks({"id": "a", "duration": "2mo", "risk_factor": 1.5, "margin": "50%"}),
        with_tasks({"id": "a", "duration": "1d", "risk_factor": 1}),
        with_tasks({"id": "a", "duration": "1d", "risk_factor": 100}),
        with_tasks() | {"hours_per_day": 24},
        with_tasks({"id": "launch", "name": "Jour J", "duration": "0d"}),
        with_tasks({"id": "a", "at": "J-9", "until": "J-9"}),
        with_tasks({"id": "a", "start": "2026-06-05", "finish": "2026-06-05"}),
        with_tasks({"id": "a", "start": "2026-05-27", "finish": "2026-05-29", "duration": "3d"}),
        with_tasks({"id": "a", "at": "J-9", "constraint": {"type": "start_no_earlier_than", "date": DAY}}),
        with_tasks({"id": "a", "duration": "5 jours ouvrés"}) | {"calendar": "FR"},
        with_tasks({"id": "s", "deadline": "2026-06-01", "tasks": [{"id": "a"}]}),
        with_tasks({"id": "s", "tasks": [{"id": "a"}]}, {"id": "b", "after": ["s FF+1d", "s SF"]}),
        with_tasks({"id": "a", "at": "H-4"}) | {"launch": "2026-06-15 09:30"},
        {"launch": date(2026, 6, 15), "tasks": None},
    ],
)  # fmt: skip
def test_the_other_side_of_each_limit_is_allowed(document: object) -> None:
    """What lies just inside the rules is scheduled, and written back as it was said."""
    plan = rp.from_document(document)

    assert "launch" in rp.schedule(plan)
    assert rp.from_document(rp.to_document(plan)) == plan


# --------------------------------------------------------------------------- all of them together

MANY: dict[str, Any] = {
    "lang": "de",
    "buffer": "5cd",
    "calendar": "studoi",
    "calendars": {"studio": "FR"},
    "launch": "2026-06-15",
    "tasks": [
        {"id": "one", "duration": 3, "after": ["two", "one"]},
        {"id": "two", "margin": "1d", "after": ["tow", "one FS+0.5mo"]},
        {"id": "sum", "at": "J-9", "duration": "1d", "tasks": [{"id": "two", "when": "soon"}]},
        {"id": "launch", "duration": "2d"},
    ],
    "links": [{"predecessor": "one", "successor": "zzz"}],
}


def test_all_problems_come_together_in_the_order_of_the_document() -> None:
    """What cannot be read and what does not fit stand side by side, as the document has them."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(MANY)

    assert [(finding.path, finding.code) for finding in caught.value.findings] == [
        ("lang", "bad-lang"),
        ("buffer", "buffer-kind"),
        ("calendar", "unknown-calendar"),
        ("tasks[0].duration", "bare-number"),
        ("tasks[0].after[0]", "cycle"),
        ("tasks[0].after[1]", "self-link"),
        ("tasks[1].margin", "margin-without-work"),
        ("tasks[1].after[0]", "unknown-task"),
        ("tasks[1].after[1]", "whole-months"),
        ("tasks[2].at", "summary-pinned"),
        ("tasks[2].duration", "summary-with"),
        ("tasks[2].tasks[0].id", "duplicate-id"),
        ("tasks[2].tasks[0].when", "bad-when"),
        ("tasks[3].duration", "launch-with-duration"),
        ("links[0]", "unknown-task"),
    ]


def test_each_problem_is_told_once_on_a_line_of_its_own() -> None:
    """The text of an error has one line a finding, in the order of the findings, in each language."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(MANY)

    for lang in ("en", "fr"):
        lines = caught.value.text(lang).split("\n")
        assert lines == [finding.text(lang) for finding in caught.value.findings]
        assert len(set(lines)) == len(lines) == 15
    assert str(caught.value) == caught.value.text("en")


# --------------------------------------------------------------------------- the same in Python


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (document, f"{place}: {english}" if place else english)
        for _, document, place, english, _ in REFUSALS
        # A plan has no unknown keys in Python, the version is another word there, and what is
        # nested too deep is told task by task.
        if isinstance(document, dict) and not document.keys() & {"zzz", "retroplan"} and document != tree(101)
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)
def test_a_plan_made_in_python_is_refused_in_the_same_words(document: dict[str, Any], expected: str) -> None:
    """The constructors and `schedule` say of the same values what the reader of a document says."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.Plan(**document))

    assert caught.value.text() == expected


NOT_A_DAY = '"soon" is not a date (write 2026-06-15, or 2026-06-15 09:30)'


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: rp.Task("two words"),
         'id: "two words" is not an id (did you mean "two-words"?)'),
        (lambda: rp.Task("a", True), 'name: "true" is not text'),
        (lambda: rp.Task("a", duration=5), "duration: 5 what? write '5d' for days, '5w' for weeks …"),
        (lambda: rp.Task("a", deadline="soon"), f"deadline: {NOT_A_DAY}"),
        (lambda: rp.Task("a", constraint={"type": "must_start_on", "date": "soon"}),
         f"constraint.date: {NOT_A_DAY}"),
        (lambda: rp.Task("a", after=["b", "c FS+soon"]),
         'after[1]: "soon" is not a duration (write 5d, 2w, 3h, 10cd, 6mo, "5 working days" …)'),
        (lambda: rp.Task("a", at=-60),
         'at: "-60" is not an offset (did you mean "J-60"?)'),
        (lambda: rp.Task("a", tasks=[rp.Task("b"), {"id": "c", "when": "later"}]),
         'tasks[1].when: "later" does not say when; write one of alap, asap'),
        (lambda: rp.Plan(None), 'name: "null" is not text'),
        (lambda: rp.Plan(launch="soon"), f"launch: {NOT_A_DAY}"),
        (lambda: rp.Plan(hours_per_day=0),
         'hours_per_day: "0" is not a number of hours a day (write 7, 7.5 …: whole minutes, up to 24 hours)'),
        (lambda: rp.Plan(calendars={"x": "zzzz"}),
         'calendars.x: "zzzz" is neither a calendar nor a country code'),
        (lambda: rp.Plan(links=[rp.Link("a", "b"), 3]),
         'links[1]: "3" is not a link (write {predecessor: a, successor: b, type: FS, lag: 2d})'),
        (lambda: rp.Plan(tasks=[rp.Task("a"), 3]),
         'tasks[1]: "3" is not a task (write {id: brief, duration: 5d})'),
        (lambda: rp.Constraint("must_start_on", "soon"), f"date: {NOT_A_DAY}"),
        (lambda: rp.Constraint("must", "2026-06-01"),
         'type: "must" is not a type of constraint; write one of start_no_earlier_than, '
         "finish_no_earlier_than, start_no_later_than, finish_no_later_than, must_start_on, must_finish_on"),
    ],
)  # fmt: skip
def test_constructors_name_the_field(make: Any, expected: str) -> None:
    """A constructor raises a `PlanError` that begins with the field; it is a `ValueError`, too."""
    with pytest.raises(rp.PlanError) as caught:
        make()

    assert str(caught.value) == expected
    assert isinstance(caught.value, ValueError)


def test_a_change_is_checked_like_a_constructor() -> None:
    """`change` and `replace` refuse what the constructors refuse, in the same words."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d")])

    with pytest.raises(rp.PlanError) as caught:
        plan.change("a", duration=5)
    assert str(caught.value) == "duration: 5 what? write '5d' for days, '5w' for weeks …"
    with pytest.raises(rp.PlanError) as caught:
        plan.replace(launch="soon")
    assert str(caught.value) == f"launch: {NOT_A_DAY}"


def test_options_of_a_schedule_are_checked_in_the_same_words() -> None:
    """A launch, a start or a basis that is none is a `PlanError` as well."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d/2d/3d")])

    for option in ("launch", "start"):
        with pytest.raises(rp.PlanError) as caught:
            rp.schedule(plan, **{option: "soon"})
        assert caught.value.text().endswith(NOT_A_DAY)
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan, basis="mean")
    assert caught.value.text() == (
        '"mean" is not a basis of the estimates (write one of expected, optimistic, likely, pessimistic)'
    )


# --------------------------------------------------------------------------- any type in any key


def keys_of(cls: type) -> list[str]:
    """Give the keys that a document of a class may have."""
    fields = [field for field in attrs.fields(cls) if "parse" in field.metadata]
    return [field.metadata["key"] or field.name for field in fields]


HASHABLE = st.none() | st.booleans() | st.integers() | st.binary(max_size=3) | st.dates() | st.timedeltas()
NOT_TEXT = HASHABLE | st.floats() | st.decimals() | st.datetimes() | st.builds(object)
KEYS = st.sampled_from([*keys_of(rp.Task), "task", "type", "lag", "date", "week", "closed"]) | HASHABLE
MEANT_FOR_ANOTHER_KEY = st.sampled_from(
    ["J-9", "5d", "1d/2d/3d", "a FS+1d", "50%", "FR", "2026-06-01", "asap", "launch", "", "\x00", "٣d"]
)
JUNK = st.recursive(
    NOT_TEXT | st.text(max_size=5) | MEANT_FOR_ANOTHER_KEY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3) | st.tuples(inner),
    max_leaves=5,
)


def sentences(document: object) -> list[str]:
    """Take a document as far as it goes; give what its error says in both languages, if it has one."""
    try:
        read_and_schedule(document).to_records()
    except rp.PlanError as problem:
        return [problem.text("en"), problem.text("fr")]
    return []


@settings(max_examples=150, deadline=None)
@given(key=st.sampled_from(keys_of(rp.Task)), value=JUNK)
def test_any_value_in_any_key_of_a_task_gives_a_plan_or_a_plan_error(key: str, value: object) -> None:
    """Whatever stands in a key of a task, nothing but a `PlanError` comes out, with words."""
    assert all(sentences(with_tasks({"id": "a", "duration": "1d"} | {key: value})))


@settings(max_examples=100, deadline=None)
@given(key=st.sampled_from(keys_of(rp.Plan)), value=JUNK)
def test_any_value_in_any_key_of_a_plan_gives_a_plan_or_a_plan_error(key: str, value: object) -> None:
    """Whatever stands in a key of a plan, nothing but a `PlanError` comes out, with words."""
    assert all(sentences(with_tasks({"id": "a", "duration": "1d", "after": ["launch"]}) | {key: value}))


@settings(max_examples=60, deadline=None)
@given(JUNK)
def test_anything_in_place_of_a_document_gives_a_plan_or_a_plan_error(document: object) -> None:
    """A document may be anything at all; nothing but a `PlanError` comes out."""
    assert all(sentences(document))


@pytest.mark.parametrize(
    "value", [5, 5.0, Decimal(5), True, timedelta(days=5), date(2026, 6, 1), datetime(2026, 6, 1)]
)
def test_a_duration_is_never_guessed(value: object) -> None:
    """A number, a timedelta or a date as a duration is refused where it stands."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(with_tasks({"id": "a", "duration": value}))

    assert [finding.path for finding in caught.value.findings] == ["tasks[0].duration"]
