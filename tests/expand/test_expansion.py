"""The expanded plan as a whole: links, words, and that nobody else has to know of it."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, reject, settings

import retroplan as rp
from retroplan.expand import expand
from retroplan.render.terminal import table_text
from tests.expand.making import days, faults, plan, with_task
from tests.test_document import plans

TYPES = ("FS", "SS", "FF", "SF")
APPROVED: dict[str, Any] = {"duration": "2d", "approval": {"by": "client", "duration": "1d", "rounds": 2}}
SENT: dict[str, Any] = {"duration": "2d", "waves": ["J-14", "J-7"]}
REPEATED: dict[str, Any] = {"duration": "1d", "at": "J-14", "repeat": {"every": "1w", "count": 2}}

FULL = plan(
    rp.Task("text", "Textes", **APPROVED),
    rp.Task("mailing", "Mailing", after=["text"], **SENT),
    rp.Task("standup", "Point", **REPEATED),
    rp.Task("review", duration="1d", after=["mailing", "launch"]),
    rp.Task("board", repeat={"every": "1mo", "from": "2026-04-30", "until": "J+30"}),
    lang="fr",
)


def ties(schedule: rp.Schedule) -> list[str]:
    """Write every link of a task with a part that is not inside the same task."""
    links = schedule.expanded.all_links()
    return [
        f"{link.predecessor} {link.type.value} {link.successor}"
        for link in links
        if link.predecessor.partition("/")[0] != link.successor.partition("/")[0]
    ]


# --------------------------------------------------------------------------- links


@pytest.mark.parametrize("written", ["after", "before", "links"])
@pytest.mark.parametrize(
    ("keys", "into", "out"),
    [
        (
            APPROVED,
            {"FS": ["task/work"], "SS": ["task/work"], "FF": ["task/approval-2"], "SF": ["task/approval-2"]},
            {"FS": "task/approval-2", "FF": "task/approval-2", "SS": "task/work", "SF": "task/work"},
        ),
        (
            SENT,
            {
                "FS": ["task/prepare-1", "task/prepare-2"],
                "SS": ["task/prepare-1", "task/prepare-2"],
                "FF": ["task/send-2"],
                "SF": ["task/send-2"],
            },
            {"FS": "task", "FF": "task", "SS": "task/prepare-1", "SF": "task/prepare-1"},
        ),
        (
            REPEATED,
            {
                "FS": ["task/1", "task/2"],
                "SS": ["task/1", "task/2"],
                "FF": ["task/2"],
                "SF": ["task/2"],
            },
            {"FS": "task", "FF": "task", "SS": "task/1", "SF": "task/1"},
        ),
    ],
    ids=["approved", "sent", "repeated"],
)
def test_every_type_of_link_is_tied_to_the_part_it_means(
    keys: dict[str, Any], into: dict[str, list[str]], out: dict[str, str], written: str
) -> None:
    """Links to and from a task in parts may be of every type, wherever they are written."""
    for kind in TYPES:
        links = {"brief": ("brief", "task"), "print": ("task", "print")}
        told: dict[str, dict[str, list[str]]] = {"brief": {}, "task": {}, "print": {}}
        flat = []
        for first, last in links.values():
            if written == "after":
                told[last]["after"] = [f"{first} {kind}"]
            elif written == "before":
                told[first]["before"] = [f"{last} {kind}"]
            else:
                flat.append(rp.Link(first, last, kind))
        schedule = rp.schedule(
            plan(
                rp.Task("brief", duration="1d", **told["brief"]),
                rp.Task("task", **keys, **told["task"]),
                rp.Task("print", duration="1d", **told["print"]),
                links=flat,
            )
        )
        expected = [f"brief {kind} {part}" for part in into[kind]] + [f"{out[kind]} {kind} print"]

        assert sorted(ties(schedule)) == sorted(expected)


def test_two_tasks_in_parts_are_tied_part_to_part() -> None:
    """A link between two approved tasks leads from the last approval of one to the work of the other."""
    schedule = rp.schedule(plan(rp.Task("a", **APPROVED), rp.Task("b", after=["a FS+1d"], **APPROVED)))

    # b: approvals on 12 and 11 June, work 9 and 10; a day between; a: approvals 4 and 5 June, work 2
    # and 3.
    assert ties(schedule) == ["a/approval-2 FS b/work"]
    assert days(schedule)[:4] == ["06-02/06-03", "06-04/06-04", "06-05/06-05", "06-09/06-10"]


def test_a_share_of_the_work_counts_from_its_start() -> None:
    """``SS+50%`` is half of the work; from the finish a share has no meaning and is refused."""
    schedule = rp.schedule(
        plan(rp.Task("a", **APPROVED), rp.Task("b", duration="1d", after=["a SS+50%"], when="asap"))
    )
    document = with_task(**APPROVED)
    document["tasks"].append({"id": "b", "after": ["content FS+50%"]})

    # Half of two days after the work begins on Tuesday 9 June.
    assert days(schedule, "a/work", "b") == ["06-09/06-10", "06-10/06-10"]
    assert faults(document) == [("tasks[1].after[0]", "percent-of-parts")]


def test_links_to_parts_are_refused_with_a_hint() -> None:
    """Parts are made for the schedule; a user links to the task, and may not call one so."""
    document = with_task(**APPROVED)
    document["tasks"] += [
        {"id": "b", "after": ["content/work FS+1d"]},
        {"id": "c", "after": [{"task": "content/approval-1"}]},
        {"id": "content/work"},
    ]
    flat = plan(rp.Task("a", **APPROVED), rp.Task("b"), links=[rp.Link("a/work", "b")])

    assert faults(document) == [
        ("tasks[1].after[0]", "link-to-part"),
        ("tasks[2].after[0].task", "link-to-part"),
        ("tasks[3].id", "bad-id"),
    ]
    with pytest.raises(rp.PlanError, match=r"links\[0\]: \"a/work\" is a part"):
        rp.schedule(flat)


def test_cycles_are_named_by_the_tasks_that_were_written() -> None:
    """A circle through parts is told without them, at the link that closes it."""
    document = with_task(**APPROVED, after=["b"])
    document["tasks"].append({"id": "b", "duration": "1d", "after": ["content"]})

    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)

    (finding,) = caught.value.findings
    assert (finding.code, finding.path) == ("cycle", "tasks[0].after[0]")
    assert finding.values["cycle"] == "content → b → content"


# --------------------------------------------------------------------------- the plan itself


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_a_plan_without_parts_is_returned_as_it_is(plan: rp.Plan) -> None:
    """Who has no approvals, waves and repetitions pays nothing for them."""

    def bare(task: rp.Task) -> rp.Task:
        children = tuple(bare(child) for child in task.tasks)
        return attrs.evolve(task, approval=(), waves=None, repeat=None, for_each=None, tasks=children)

    plain = plan.replace(tasks=[bare(task) for task in plan.tasks])

    assert expand(plain) is plain


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_an_expanded_plan_has_nothing_left_to_expand(plan: rp.Plan) -> None:
    """Whatever can be expanded is, once; ids are those of the tasks and of their parts."""
    try:
        expanded = expand(plan)
    except rp.PlanError:
        reject()  # without a launch nobody can say when its parts are
    ids = [task.id for task in expanded.walk()]

    assert expand(expanded) is expanded
    assert len(set(ids)) == len(ids)
    assert [task_id for task_id in ids if "/" not in task_id] == [task.id for task in plan.walk()]


def test_scheduling_what_was_scheduled_changes_nothing() -> None:
    """The expanded plan has the same dates as the plan it was made from."""
    schedule = rp.schedule(FULL)
    again = rp.schedule(schedule.expanded)

    assert list(again.values()) == list(schedule.values())
    assert again.expanded is again.plan


def test_the_plan_of_a_schedule_is_the_one_that_was_written() -> None:
    """What is shown as the plan, written and edited, has no parts."""
    schedule = rp.schedule(FULL)

    assert schedule.plan is FULL
    assert "/" not in json.dumps(schedule.plan.to_document())
    assert [task["id"] for task in rp.to_document(schedule)["plan"]["tasks"]] == [
        *("text", "mailing", "standup", "review", "board")
    ]
    assert rp.from_document(json.loads(json.dumps(rp.to_document(FULL)))) == FULL
    changed = schedule.plan.change("text", duration="5d")
    # Three days more work, and nothing else.
    assert days(rp.schedule(changed), "text/approval-2") == days(schedule, "text/approval-2")
    assert "mailing/send-1" not in rp.schedule(schedule.plan.remove("mailing"))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("format", ["yaml", "json", "csv", "xlsx", "md"])
def test_every_format_of_plans_keeps_the_keys(format: str, lang: str) -> None:
    """A plan with parts is the same after it was written and read, names of approvers in JSON and all."""
    approvals = ["[]", '"x"', "a, b", "-", {"by": "null", "rounds": 2}]
    written = FULL.add(rp.Task("odd", duration="1d", approval=approvals)).replace(
        approvers=dict.fromkeys(["[]", '"x"', "a, b", "-", "null"], "1d")
    )
    single = written.add(rp.Task("other", approval="[]")).add(rp.Task("dash", approval="-"))

    assert rp.read(rp.dumps(single, format, lang=lang), format=format) == single


def test_every_format_of_schedules_shows_the_parts() -> None:
    """Tables of a schedule hold the summary, then each of its parts, with people and durations."""
    schedule = rp.schedule(FULL)
    terminal = table_text(schedule)

    for words in ("Validation (client), tour 2", "Préparation, vague 1", "Envoi, vague 2", "Point 1"):
        assert words in terminal
        assert words in rp.dumps(schedule, "csv").decode()
        assert words in rp.dumps(schedule, "md").decode()
    assert "client" in rp.dumps(schedule, "csv", lang="fr").decode()
    assert [record["id"] for record in schedule.to_records()][:4] == [
        *("text", "text/work", "text/approval-1", "text/approval-2")
    ]
    assert rp.dumps(schedule, "xlsx")


def test_graphs_keep_to_the_tasks_that_were_written() -> None:
    """The graph of a schedule has a node for each task, one implicit edge for all its parts."""
    graph = rp.to_graph(rp.schedule(FULL))

    assert list(graph) == ["text", "mailing", "standup", "review", "board", "launch"]
    assert rp.from_graph(graph) == FULL
    assert graph.edges["text", "mailing"]["driving"]
    assert graph.edges["standup", "launch"]["implicit"]


def test_a_link_to_the_launch_is_not_hidden_by_those_of_the_parts() -> None:
    """Beside a link that was written, parts that feed nothing else add no edge."""
    written = plan(rp.Task("a", **(REPEATED | {"before": ["launch SF"]})))

    assert rp.from_graph(rp.to_graph(rp.schedule(written))) == written


# --------------------------------------------------------------------------- rescheduling


def test_a_network_is_scheduled_for_another_launch() -> None:
    """Waves move with the launch; dated occurrences stay, and there are more until a later J+30."""
    network = rp.compile(FULL)
    first, later = rp.schedule(network), rp.schedule(network, launch="2026-08-17")

    assert network.plan is FULL
    assert first.expanded is not FULL
    assert first == rp.schedule(FULL)
    assert list(later.values()) == list(rp.schedule(FULL, launch="2026-08-17").values())
    # From 30 April until 15 July there are three, until 16 September five.
    assert [task_id for task_id in first if task_id.startswith("board/")] == ["board/1", "board/2", "board/3"]
    assert "board/5" in later


def test_another_basis_and_a_start_are_taken_too() -> None:
    """A network with parts is compiled again for another basis, and kept for another start."""
    written = plan(rp.Task("a", duration="1d/2d/3d", approval={"by": "x", "duration": "1d/2d/9d"}))
    network = rp.compile(written)
    pessimistic = rp.schedule(network, basis="pessimistic")

    # Three days and nine before Monday 15 June; expected (1 + 8 + 9) / 6 = 3 days of approval.
    assert days(pessimistic) == ["05-28/06-01", "06-02/06-12"]
    assert days(rp.schedule(network)) == ["06-08/06-09", "06-10/06-12"]
    assert not rp.schedule(network, start="2026-06-10").feasible


def test_the_earliest_launch_moves_waves_along() -> None:
    """A plan whose waves come too early is feasible on the day that leaves time to prepare them."""
    written = plan(rp.Task("mailing", duration="10d", waves=["J-7"]), start="2026-06-01")
    late = plan(rp.Task("m", duration="1d", at="J-7", repeat={"every": "3d", "count": 2}), start="2026-06-10")

    # Ten days from Monday 1 June end on Friday the 12th. The wave may go on Saturday the 13th, on
    # Sunday or on Monday the 15th: J-7 of Saturday 20, of Sunday 21 and of Monday 22, the first open.
    assert str(rp.schedule(written).earliest_launch) == "2026-06-22"
    # J-7 of Wednesday 17 June is the 10th; the second occurrence, on Monday the 15th, is then J-2.
    assert str(rp.schedule(late).earliest_launch) == "2026-06-17"


# --------------------------------------------------------------------------- words


def test_reasons_name_the_parts_and_the_link_that_was_written() -> None:
    """The chain goes through the parts; links between tasks are told as their user wrote them."""
    schedule = rp.schedule(FULL)
    reasons = schedule.why("text/work").reasons

    assert [reason.task for reason in reasons] == [
        *("text/work", "text/approval-1", "text/approval-2", "mailing/prepare-1", "mailing/send-1")
    ]
    assert "[by the link text → mailing]" in reasons[2].text()
    assert schedule["text/approval-2"].driver.link == rp.Link("text", "mailing")
    assert schedule.why("text").reasons[0].phrase.values["child"] == "text/work"


def test_people_read_the_name_of_the_task_with_that_of_the_part() -> None:
    """In sentences a part is called after its task, an occurrence is so by its name."""
    from retroplan.render.narrator import label_of

    expanded = rp.schedule(FULL).expanded

    assert label_of(expanded, "text/work", "fr") == "Textes : Réalisation"
    assert label_of(expanded, "standup/2", "fr") == "Point 2"


def test_errors_about_a_part_have_the_path_of_its_task() -> None:
    """What comes to light when dates are computed is told where the user can mend it."""
    written = plan(
        rp.Task("ok", duration="1d"),
        rp.Task(
            "a", start="2026-05-04", finish="2026-05-06", duration="3d", repeat={"every": "1w", "count": 2}
        ),
        calendar={"closed": ["2026-05-12"]},
    )
    pins = plan(rp.Task("a", at="J-3", until="J-9", repeat={"every": "1w", "count": 2}))

    for wrong, task, path, code in (
        (written, "a/2", "tasks[1].duration", "three-disagree"),
        (pins, "a", "tasks[0].until", "until-before-at"),
    ):
        with pytest.raises(rp.PlanError) as caught:
            rp.schedule(wrong)
        (finding,) = caught.value.findings
        assert (finding.task, finding.path, finding.code) == (task, path, code)


def test_the_table_names_the_task_of_a_part_but_not_of_an_occurrence() -> None:
    """Where lines of other tasks come between, a part has its task behind it; an occurrence has its name."""
    table = table_text(rp.schedule(FULL), lang="fr")

    assert "Envoi, vague 1 (Mailing)" in table
    assert "Point 2" in table
    assert "Point 2 (Point)" not in table


def test_check_tells_of_a_part_at_the_line_of_its_task() -> None:
    """A conflict or a moved day of a part has the line on which its task stands."""
    text = b"""\
launch: 2026-06-15
tasks:
  - {id: brief, duration: 1d, constraint: {type: start_no_earlier_than, date: 2026-06-01}}
  - {id: mail, duration: 1d, waves: [J-16, J-3], after: brief}
"""
    found = {(item.code, item.task, item.line) for item in rp.check(text, format="yaml").findings}

    # J-16 is Saturday 30 May: moved to Friday, before the brief of 1 June.
    assert ("pin-moved", "mail/send-1", 4) in found
    assert any(code.startswith("conflict") and line in (3, 4) for code, _, line in found)


def test_a_wrong_part_leaves_the_others_in_their_places() -> None:
    """What cannot be read does not move the paths of what comes behind it, nor asks for itself again."""
    document = {
        "launch": "2026-06-15",
        "approvers": {"direction": {"duree": "5d"}, "legal": "3d"},
        "tasks": [
            {"id": "a", "waves": ["J-30", "2026-06-01", "J-3", "D-3"]},
            {"id": "b", "duration": "1d", "approval": ["direction", {"by": "legal", "rounds": 0}]},
            {"id": "c", "duration": "1d", "approval": "leagl"},
        ],
    }

    assert faults(document) == [
        ("approvers.direction.duree", "unknown-key"),
        ("tasks[0].waves[1]", "date-for-offset"),
        ("tasks[1].approval[1].rounds", "bad-rounds"),
        ("tasks[2].approval", "approval-without-time"),
    ]


def test_contradictions_stand_beside_other_faults_of_a_plan_in_parts() -> None:
    """Cycles through parts are named although something else is wrong, also where dates cannot be told."""
    document: dict[str, Any] = {
        "launch": "2026-06-15",
        "calendar": "nowhere",
        "tasks": [
            {"id": "a", "after": ["b"], **APPROVED},
            {"id": "b", "after": ["a"], **SENT},
            {"id": "c", **REPEATED},
        ],
    }

    expected = [("calendar", "unknown-calendar"), ("tasks[0].after[0]", "cycle")]
    assert faults(document) == expected
