"""Every refusal of approvals, waves and repetitions: where, what is wrong and what to write."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from tests.expand.making import with_task

APPROVAL = {"by": "client", "duration": "2d"}
MUST = {"type": "must_start_on", "date": "2026-05-04"}


def linked(link: object) -> dict[str, Any]:
    """Make a plan in which a task follows one that is approved."""
    return {
        "launch": "2026-06-15",
        "tasks": [{"id": "content", "approval": APPROVAL}, {"id": "b", "after": [link]}],
    }


# Code and variant, minimal document, place, English, French.
REFUSALS: list[tuple[str, Any, str, str, str]] = [
    ("link-to-part",
     linked("content/work FS+1d"),
     "tasks[1].after[0]",
     '"content/work FS+1d" is a part that retroplan makes of "content"; link to "content", the '
     'right part is found',
     "« content/work FS+1d » est une partie que retroplan fait de « content » ; lier à « "
     "content », la bonne partie sera trouvée"),
    ("link-to-part: at length",
     linked({"task": "content/work"}),
     "tasks[1].after[0].task",
     '"content/work" is a part that retroplan makes of "content"; link to "content", the right '
     'part is found',
     "« content/work » est une partie que retroplan fait de « content » ; lier à « content », "
     "la bonne partie sera trouvée"),
    ("percent-of-parts",
     linked("content FS+50%"),
     "tasks[1].after[0]",
     '"content" is scheduled in parts; write the lag in days',
     "« content » est planifiée en parties ; écrire le décalage en jours"),
    ("bad-approval",
     with_task(approval=True),
     "tasks[0].approval",
     '"true" is not an approval (write direction, or {by: direction, duration: 5d, rounds: 2})',
     "« true » n’est pas une validation (écrire direction, ou {by: direction, duration: 5d, rounds: 2})"),
    ("bad-rounds",
     with_task(approval={**APPROVAL, "rounds": 0}),
     "tasks[0].approval.rounds",
     '"0" is not a number of rounds (write a whole number from 1 to 20)',
     "« 0 » n’est pas un nombre de tours (écrire un entier de 1 à 20)"),
    ("approval-without-time",
     with_task(approval="direction"),
     "tasks[0].approval",
     'how long does "direction" take? write duration: 5d here, or approvers in the plan',
     "combien de temps prend « direction » ? écrire duration: 5d ici, ou approvers dans le plan"),
    ("approval-without-time: near",
     {**with_task(approval="directon"), "approvers": {"direction": "5d"}},
     "tasks[0].approval",
     'how long does "directon" take? write duration: 5d here, or approvers in the plan (did '
     'you mean "direction"?)',
     "combien de temps prend « directon » ? écrire duration: 5d ici, ou approvers dans le plan "
     "(vouliez-vous dire « direction » ?)"),
    ("approval-needs-duration",
     with_task(at="J-9", until="J-3", approval=APPROVAL),
     "tasks[0].approval",
     "both ends are given, and an approval lies between them: give the work a duration",
     "les deux bouts sont donnés, et une validation se trouve entre eux : donner une durée au travail"),
    ("bad-waves",
     with_task(waves="J-30"),
     "tasks[0].waves",
     '"J-30" does not say when the waves go (write [J-30, J-15, J-3], or {count: 3, first: '
     'J-30, every: 2w})',
     "« J-30 » ne dit pas quand partent les vagues (écrire [J-30, J-15, J-3], ou {count: 3, "
     "first: J-30, every: 2w})"),
    ("waves-without-count",
     with_task(waves=None),
     "tasks[0].waves",
     'how many waves has "content"? write waves: [J-30, J-15, J-3], or {count: 3, first: J-30, every: 2w}',
     "combien de vagues a « content » ? écrire waves: [J-30, J-15, J-3], ou {count: 3, first: "
     "J-30, every: 2w}"),
    ("waves-without-first",
     with_task(waves={"every": "1w", "until": "J-3"}),
     "tasks[0].waves",
     'when does the first wave of "content" go? write first: J-30',
     "quand part la première vague de « content » ? écrire first: J-30"),
    ("wave-twice",
     with_task(waves=["J-3", "D-3"]),
     "tasks[0].waves[1]",
     "there is a wave at D-3 already",
     "il y a déjà une vague à D-3"),
    ("bad-count",
     with_task(repeat={"every": "1w", "count": 1001}),
     "tasks[0].repeat.count",
     '"1001" is not a number of times (write a whole number from 1 to 1000)',
     "« 1001 » n’est pas un nombre de fois (écrire un entier de 1 à 1000)"),
    ("bad-spacing",
     with_task(repeat={"every": "8h", "count": 4}),
     "tasks[0].repeat.every",
     '"8h" does not say how far apart (write 1w, 10cd, 1mo, or 2d for open days)',
     "« 8h » ne dit pas l’écart (écrire 1w, 10cd, 1mo, ou 2d pour des jours ouverts)"),
    ("bad-anchor",
     with_task(repeat={"every": "1w", "until": "soon"}),
     "tasks[0].repeat.until",
     '"soon" is neither a date nor an offset (write 2026-01-31, or J+30)',
     "« soon » n’est ni une date ni une position (écrire 2026-01-31, ou J+30)"),
    ("bad-repeat",
     with_task(repeat="1w"),
     "tasks[0].repeat",
     '"1w" does not say how often (write {every: 1w, count: 4}, or {every: 2w, until: J+30})',
     "« 1w » ne dit pas combien de fois (écrire {every: 1w, count: 4}, ou {every: 2w, until: J+30})"),
    ("bad-rrule",
     with_task(repeat={"rrule": "FREQ=HOURLY;COUNT=4"}),
     "tasks[0].repeat.rrule",
     '"FREQ=HOURLY;COUNT=4" is not a rule of days, weeks, months or years ("FREQ=HOURLY"; write '
     '"FREQ=WEEKLY;BYDAY=MO;COUNT=4")',
     "« FREQ=HOURLY;COUNT=4 » n’est pas une règle de jours, semaines, mois ou années "
     "(« FREQ=HOURLY » ; écrire « FREQ=WEEKLY;BYDAY=MO;COUNT=4 »)"),
    ("bad-rrule: a number",
     with_task(repeat={"rrule": "FREQ=MONTHLY;BYSETPOS=999;COUNT=4"}),
     "tasks[0].repeat.rrule",
     '"FREQ=MONTHLY;BYSETPOS=999;COUNT=4" is not a rule of days, weeks, months or years '
     '("BYSETPOS=999"; write "FREQ=WEEKLY;BYDAY=MO;COUNT=4")',
     "« FREQ=MONTHLY;BYSETPOS=999;COUNT=4 » n’est pas une règle de jours, semaines, mois ou "
     "années (« BYSETPOS=999 » ; écrire « FREQ=WEEKLY;BYDAY=MO;COUNT=4 »)"),
    ("repeat-unbounded",
     with_task(repeat={"every": "1w"}),
     "tasks[0].repeat",
     "this never ends (write count: 4, or until: J+30)",
     "ceci ne finit jamais (écrire count: 4, ou until: J+30)"),
    ("repeat-too-far",
     with_task(repeat={"every": "4mo", "count": 1000}),
     "tasks[0].repeat",
     "this goes on for more than 100 years (write a smaller count, or an earlier until)",
     "ceci dure plus de 100 ans (écrire un count plus petit, ou un until plus tôt)"),
    ("too-many-occurrences",
     with_task(repeat={"every": "1cd", "until": "J+1000"}),
     "tasks[0].repeat",
     "there are more than 1000 of them (write a smaller count, or an earlier until)",
     "il y en a plus de 1000 (écrire un count plus petit, ou un until plus tôt)"),
    ("no-occurrence",
     with_task(repeat={"every": "1w", "until": "J-1"}),
     "tasks[0].repeat",
     "there is not a single one (write a later until, or an earlier beginning)",
     "il n’y en a pas une seule (écrire un until plus tard, ou un début plus tôt)"),
    ("given-twice",
     with_task(duration="1d", waves={"at": ["J-3"], "preparation": "2d"}),
     "tasks[0].waves.preparation",
     "preparation is given by duration already; keep one of the two",
     "preparation est déjà donné par duration ; garder l’un des deux"),
    ("fixed-by-parts",
     with_task(waves=["J-3"], until="J-1"),
     "tasks[0].until",
     "waves says when it takes place; remove until",
     "waves dit quand elle a lieu ; retirer until"),
    ("fixed-by-parts: a must",
     with_task(repeat={"every": "1w", "count": 2}, constraint=MUST),
     "tasks[0].constraint",
     "repeat says when it takes place; remove must_start_on",
     "repeat dit quand elle a lieu ; retirer must_start_on"),
]  # fmt: skip
NAMES = [name for name, *_ in REFUSALS]


@pytest.mark.parametrize(("name", "document", "place", "english", "french"), REFUSALS, ids=NAMES)
def test_each_refusal_says_where_what_and_what_to_do(
    name: str, document: object, place: str, english: str, french: str
) -> None:
    """A minimal wrong document gives exactly one finding: its code, its place, both sentences."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.from_document(document))

    assert [finding.code for finding in caught.value.findings] == [name.partition(":")[0]]
    assert caught.value.text("en") == f"{place}: {english}"
    assert caught.value.text("fr") == f"{place}: {french}"
