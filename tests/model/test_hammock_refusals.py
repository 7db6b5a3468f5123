"""Every refusal of hammocks: where, what is wrong and what to write."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp

SPAN = {"from": "content", "to": "launch"}
WITH = "a hammock takes its dates from the events that it spans; remove "
AVEC = "un hamac tient ses dates des événements qu’il couvre ; retirer "


def spanning(span: object, *others: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Make the document of a plan with a task, a hammock and others."""
    tasks = [{"id": "content", "duration": "2d"}, {"id": "support", "span": span, **keys}, *others]
    return {"launch": "2026-06-15", "tasks": tasks}


# Code and variant, minimal document, place, English, French.
REFUSALS: list[tuple[str, Any, str, str, str]] = [
    ("bad-hammock",
     spanning("content - launch"),
     "tasks[1].span",
     '"content - launch" does not say what it spans (write {from: content, to: launch})',
     "« content - launch » ne dit pas ce qui est couvert (écrire {from: contenu, to: launch})"),
    ("missing-key: from",
     spanning({"to": "content"}),
     "tasks[1].span",
     '"from" is missing',
     "« from » manque"),
    ("missing-key: all",
     spanning({}),
     "tasks[1].span",
     '"from" is missing',
     "« from » manque"),
    ("empty-value: to",
     spanning({"from": "content", "to": ""}),
     "tasks[1].span.to",
     "this is empty; write a value, or leave the key out",
     "il n’y a rien ici ; écrire une valeur, ou retirer la clé"),
    ("hammock-of-hammock: its end",
     spanning(SPAN | {"to": "watch"}, {"id": "watch", "span": {"from": "launch"}}),
     "tasks[1].span.to",
     '"watch" is a hammock itself; it goes on without an end, so it has no such date',
     "« watch » est lui-même un hamac ; il se poursuit sans fin et n’a donc pas cette date"),
    ("link-to-hammock: its end",
     spanning({"from": "launch"}, {"id": "report", "duration": "1d", "after": ["support"]}),
     "tasks[2].after[0]",
     '"support" is a hammock: it follows the events that it spans, and nothing is linked to it; it goes on '
     "without an end, so it has no such date",
     "« support » est un hamac : il suit les événements qu’il couvre, et rien ne lui est lié ; il se "
     "poursuit sans fin et n’a donc pas cette date"),
    ("paid-without-end: a budget",
     spanning({"from": "launch"}, budget="500 EUR"),
     "tasks[1].budget",
     "this task goes on without an end; write to in its span, or costs with when: start, a date or J+30",
     "cette tâche se poursuit sans fin ; écrire to dans span, ou costs avec when: start, une date ou J+30"),
    ("paid-without-end: at the end",
     spanning({"from": "launch"}, costs=[{"planned": "500 EUR", "when": "start"}, "20 EUR"]),
     "tasks[1].costs[1].when",
     "this task goes on without an end; write to in its span, or costs with when: start, a date or J+30",
     "cette tâche se poursuit sans fin ; écrire to dans span, ou costs avec when: start, une date ou J+30"),
    ("paid-without-end: all the while",
     spanning({"from": "launch"}, costs=[{"planned": "500 EUR", "when": "spread"}]),
     "tasks[1].costs[0].when",
     "this task goes on without an end; write to in its span, or costs with when: start, a date or J+30",
     "cette tâche se poursuit sans fin ; écrire to dans span, ou costs avec when: start, une date ou J+30"),
    ("used-without-end",
     spanning({"from": "launch"}, uses=["room"]) | {"resources": {"room": "Salle 3"}},
     "tasks[1].uses",
     "this task goes on without an end, so how long it uses what it books is not known; write to in its span",
     "cette tâche se poursuit sans fin, on ignore donc pour combien de temps elle utilise ce qu’elle réserve "
     "; écrire to dans span"),
    ("unknown-key: until",
     spanning({**SPAN, "via": "content"}),
     "tasks[1].span.via",
     '"via" is not a known key (write one of from, to)',
     "« via » n’est pas une clé connue (choisir parmi from, to)"),
    ("unknown-key: until, meant as to",
     spanning({"from": "content", "until": "launch"}),
     "tasks[1].span.until",
     '"until" is not a known key (did you mean "to"?)',
     "« until » n’est pas une clé connue (vouliez-vous dire « to » ?)"),
    ("bad-event",
     spanning({"from": True, "to": "launch"}),
     "tasks[1].span.from",
     '"true" is not an event (write content, content.finish, launch or J+30)',
     "« true » n’est pas un événement (écrire contenu, contenu.finish, launch ou J+30)"),
    ("bad-event: a part",
     spanning({"from": "content/work", "to": "launch"}),
     "tasks[1].span.from",
     '"content/work" is not an event (did you mean "content"?)',
     "« content/work » n’est pas un événement (vouliez-vous dire « content » ?)"),
    ("bad-event: a link",
     spanning({"from": "content FS+2d", "to": "launch"}),
     "tasks[1].span.from",
     '"content FS+2d" is not an event (did you mean "content"?)',
     "« content FS+2d » n’est pas un événement (vouliez-vous dire « content » ?)"),
    ("bad-event: a date",
     spanning({"from": "2026-06-01", "to": "launch"}),
     "tasks[1].span.from",
     '"2026-06-01" is not an event (a date is none: write an offset such as J-5, or the id of a milestone '
     'on that day)',
     "« 2026-06-01 » n’est pas un événement (une date n’en est pas un : écrire une position comme J-5, "
     "ou l’identifiant d’un jalon ce jour-là)"),
    ("bad-offset: without a sign",
     spanning({"from": "content", "to": "J30"}),
     "tasks[1].span.to",
     '"J30" is not an offset (write J-30 if it is before J, J+30 if it is after)',
     "« J30 » n’est pas une position (écrire J-30 si c’est avant J, J+30 si c’est après)"),
    ("bad-offset: too far",
     spanning({"from": "J-99999999", "to": "launch"}),
     "tasks[1].span.from",
     '"J-99999999" is not an offset (the number is at most 99,999)',
     "« J-99999999 » n’est pas une position (le nombre est d’au plus 99\u202f999)"),
    ("bad-offset: too far after",
     spanning({"from": "content", "to": "J+99999999o"}),
     "tasks[1].span.to",
     '"J+99999999o" is not an offset (the number is at most 99,999)',
     "« J+99999999o » n’est pas une position (le nombre est d’au plus 99\u202f999)"),
    ("bad-offset: another dash",
     spanning({"from": "J–30", "to": "launch"}),
     "tasks[1].span.from",
     '"J–30" is not an offset (did you mean "J-30"?)',
     "« J–30 » n’est pas une position (vouliez-vous dire « J-30 » ?)"),
    ("unknown-task: another word for an end",
     spanning({"from": "content.fin", "to": "launch"}),
     "tasks[1].span.from",
     '"content.fin" is not a task (did you mean "content.finish"?)',
     "« content.fin » n’est pas une tâche (vouliez-vous dire « content.finish » ?)"),
    ("unknown-task",
     spanning({"from": "contnt.finish", "to": "launch"}),
     "tasks[1].span.from",
     '"contnt" is not a task (did you mean "content"?)',
     "« contnt » n’est pas une tâche (vouliez-vous dire « content » ?)"),
    ("unknown-task: an id that ends like an event",
     spanning({"from": "content", "to": "site.finish"}, {"id": "site.finish"}),
     "tasks[1].span.to",
     '"site" is not a task (did you mean "site.finish.finish"?)',
     "« site » n’est pas une tâche (vouliez-vous dire « site.finish.finish » ?)"),
    ("task-or-offset",
     spanning({"from": "d", "to": "launch"}, {"id": "d"}),
     "tasks[1].span.from",
     '"d" is a task and an offset from the launch; write d.start or d.finish for the task, or give it '
     'another id',
     "« d » est une tâche et une position depuis le lancement ; écrire d.start ou d.finish pour la "
     "tâche, ou lui donner un autre identifiant"),
    ("hammock-of-itself",
     spanning({"from": "content", "to": "support.start"}),
     "tasks[1].span.to",
     '"support" cannot span itself; name another task, launch or J+30',
     "« support » ne peut pas se couvrir lui-même ; nommer une autre tâche, launch ou J+30"),
    ("hammock-of-hammock",
     spanning(SPAN, {"id": "other", "span": {"from": "support", "to": "launch"}}),
     "tasks[2].span.from",
     '"support" is a hammock itself; write content.start, from which it has that date',
     "« support » est lui-même un hamac ; écrire content.start, d’où il tient cette date"),
    ("hammock-of-hammock: its other end",
     spanning(SPAN, {"id": "other", "span": {"from": "support.finish", "to": "J+30"}}),
     "tasks[2].span.from",
     '"support" is a hammock itself; write launch, from which it has that date',
     "« support » est lui-même un hamac ; écrire launch, d’où il tient cette date"),
    ("link-to-hammock",
     spanning(SPAN, {"id": "b", "after": ["support"]}),
     "tasks[2].after[0]",
     '"support" is a hammock: it follows the events that it spans, and nothing is linked to it; '
     'link to "launch", from which it has that date',
     "« support » est un hamac : il suit les événements qu’il couvre, et rien ne lui est lié ; "
     "lier à « launch », d’où il tient cette date"),
    ("link-to-hammock: its own",
     spanning(SPAN, {"id": "b"}, after=["b"]),
     "tasks[1].after[0]",
     '"support" is a hammock: it follows the events that it spans, and nothing is linked to it; '
     'link to "content", from which it has that date',
     "« support » est un hamac : il suit les événements qu’il couvre, et rien ne lui est lié ; "
     "lier à « content », d’où il tient cette date"),
    ("link-to-hammock: at an offset",
     spanning({"from": "launch", "to": "J+30"}, {"id": "b", "after": ["support"]}),
     "tasks[2].after[0]",
     '"support" is a hammock: it follows the events that it spans, and nothing is linked to it; '
     'pin the other task instead, as in at: J+30',
     "« support » est un hamac : il suit les événements qu’il couvre, et rien ne lui est lié ; "
     "fixer plutôt l’autre tâche, comme at: J+30"),
    ("link-to-hammock: flat",
     spanning(SPAN) | {"links": [{"predecessor": "support", "successor": "content", "type": "SS"}]},
     "links[0]",
     '"support" is a hammock: it follows the events that it spans, and nothing is linked to it; '
     'link to "content", from which it has that date',
     "« support » est un hamac : il suit les événements qu’il couvre, et rien ne lui est lié ; "
     "lier à « content », d’où il tient cette date"),
    ("only-hammocks",
     {"launch": "2026-06-15",
      "tasks": [{"id": "content"}, {"id": "phase", "tasks": [{"id": "support", "span": SPAN}]}]},
     "tasks[1].tasks",
     "a task with children takes its dates from them, and all of these are hammocks; add a task that "
     "is none",
     "une tâche à sous-tâches tient d’elles ses dates, et toutes sont ici des hamacs ; en ajouter une "
     "qui n’en est pas un"),
    ("launch-fixed: a span",
     {"launch": "2026-06-15", "tasks": [{"id": "content"}, {"id": "launch", "span": SPAN}]},
     "tasks[1].span",
     "the launch is where the plan's launch date says; remove span",
     "le lancement est à la date de lancement du plan ; retirer span"),
    ("pin-needs-launch: an offset",
     {"start": "2026-06-15",
      "tasks": [{"id": "content"}, {"id": "s", "span": {"from": "content", "to": "J+3"}}]},
     "tasks[1].span.to",
     '"J+3" needs a launch to count from (write launch: 2026-06-15)',
     "« J+3 » se compte depuis un lancement (écrire launch: 2026-06-15)"),
    ("pin-needs-launch: the launch",
     {"start": "2026-06-15", "tasks": [{"id": "content"}, {"id": "s", "span": SPAN}]},
     "tasks[1].span.to",
     '"launch" needs a launch to count from (write launch: 2026-06-15)',
     "« launch » se compte depuis un lancement (écrire launch: 2026-06-15)"),
    ("hours-need-time: an hour",
     spanning({"from": "content", "to": "H-4"}),
     "tasks[1].span.to",
     '"H-4" counts hours; give the launch a time (write launch: 2026-06-15 09:30)',
     "« H-4 » compte des heures ; donner une heure au lancement (écrire launch: 2026-06-15 09:30)"),
    *(("hammock-with: " + key, spanning(SPAN, **{key: value}), f"tasks[1].{key}", WITH + key, AVEC + key)
      for key, value in {
          "duration": "3d", "at": "J-9", "until": "J-3", "start": "2026-06-01", "finish": "2026-06-02",
          "constraint": {"type": "must_start_on", "date": "2026-06-01"}, "deadline": "2026-06-12",
          "when": "asap", "risk_factor": 1.5, "margin": "1d", "approval": {"by": "client", "duration": "1d"},
          "waves": ["J-9"], "repeat": {"every": "1w", "count": 3}, "tasks": [{"id": "child"}],
      }.items()),
]  # fmt: skip
NAMES = [name for name, *_ in REFUSALS]


@pytest.mark.parametrize(("name", "document", "place", "english", "french"), REFUSALS, ids=NAMES)
def test_each_refusal_says_where_what_and_what_to_do(
    name: str, document: dict[str, Any], place: str, english: str, french: str
) -> None:
    """A minimal wrong hammock gives exactly one finding: its code, its place, both sentences."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.from_document(document))

    assert [finding.code for finding in caught.value.findings] == [name.partition(":")[0]]
    assert caught.value.text("en") == f"{place}: {english}"
    assert caught.value.text("fr") == f"{place}: {french}"


def test_all_that_is_wrong_with_a_hammock_is_told_together() -> None:
    """A span that cannot be read does not hide what else the hammock has, nor the links to it."""
    document = spanning(
        {"from": "", "until": "launch"}, {"id": "b", "after": ["support"]}, duration="3d", at="J-9"
    )
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.from_document(document))

    assert [(finding.path, finding.code) for finding in caught.value.findings] == [
        ("tasks[1].span.from", "empty-value"),
        ("tasks[1].span.until", "unknown-key"),
        ("tasks[1].duration", "hammock-with"),
        ("tasks[1].at", "hammock-with"),
        ("tasks[2].after[0]", "link-to-hammock"),
    ]


def test_a_plan_made_in_python_is_refused_in_the_same_words() -> None:
    """The constructor names the field, and the plan says what its document would be told."""
    with pytest.raises(rp.PlanError) as caught:
        rp.Task("support", span={"to": "content"})
    assert caught.value.text("en") == 'span: "from" is missing'

    plan = rp.Plan(
        launch="2026-06-15", tasks=[rp.Task("support", span={"from": "b", "to": "launch"}, at="J-3")]
    )
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan)
    assert [finding.code for finding in caught.value.findings] == ["hammock-with", "unknown-task"]
