"""Edits of a plan: each gives a new plan, and links are bridged or reported."""

from __future__ import annotations

import pytest

import retroplan as rp

PLAN = rp.Plan(
    "Demo",
    launch="2026-06-15",
    tasks=[
        rp.Task("a", duration="1d"),
        rp.Task("phase", tasks=[rp.Task("b", duration="2d", after=["a FS+1d"]), rp.Task("x", duration="1d")]),
        rp.Task("c", duration="1d", after=["b SS+2d", "x"]),
    ],
)


def links(plan: rp.Plan) -> list[str]:
    """Write the links of a plan in one line each."""
    return [f"{link.predecessor} {link.manner} {link.successor}" for link in plan.all_links()]


def test_a_change_leaves_the_first_plan_as_it_was() -> None:
    """A changed task is in the new plan only, wherever it stands."""
    changed = PLAN.change("b", duration="5d")

    assert (str(changed["b"].duration), str(PLAN["b"].duration)) == ("5d", "2d")


def test_a_task_is_added_at_the_end_or_under_a_summary() -> None:
    """An added task, or its document, comes last in its place."""
    plan = PLAN.add(rp.Task("d", duration="1d")).add({"id": "e", "duration": "2d"}, under="phase")

    assert [task.id for task in plan.walk()] == ["a", "phase", "b", "x", "e", "c", "d"]


def test_a_taken_id_cannot_be_added() -> None:
    """An added task whose child has a known id is refused by name."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.add(rp.Task("new", tasks=[rp.Task("x")]))

    assert caught.value.text("fr") == "x: « x » est déjà l’identifiant d’une tâche du plan"


def test_a_removed_task_is_bridged() -> None:
    """What came before is tied to what came after: by the outer ends, lags added."""
    # a FS+1d b and b SS+2d c: from the finish of a to the start of c, 1 + 2 days.
    assert links(PLAN.remove("b")) == ["x FS c", "a FS+3d c"]


def test_a_removed_summary_takes_its_children_and_is_bridged_as_one() -> None:
    """What leads through its children is tied; a child that nothing leads to ties nothing."""
    assert links(PLAN.remove("phase")) == ["a FS+3d c"]
    assert [task.id for task in PLAN.remove("phase").walk()] == ["a", "c"]


def test_a_removal_may_be_refused_while_links_stand() -> None:
    """Each link in the way is named."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.remove("b", links="refuse")

    assert caught.value.text("en").splitlines() == [
        "b: it is linked: a FS+1d b; remove the link, or bridge it",
        "b: it is linked: b SS+2d c; remove the link, or bridge it",
    ]


def test_lags_of_different_units_cannot_be_bridged() -> None:
    """A day of work and a calendar day do not add up."""
    plan = PLAN.change("c", after=["b FS+2cd"])

    with pytest.raises(rp.PlanError, match="not of one unit"):
        plan.remove("b")


def test_a_bridge_over_an_unlinked_task_changes_nothing_else() -> None:
    """Without links there is nothing to bridge."""
    assert links(PLAN.change("c", after=[]).remove("c")) == ["a FS+1d b"]


def test_unknown_tasks_are_key_errors() -> None:
    """A plan is a mapping: what is not there is a KeyError."""
    for edit in (PLAN.remove, PLAN.change):
        with pytest.raises(KeyError):
            edit("nope")


def deep(levels: int) -> rp.Plan:
    """Make a plan of summaries one inside the other, deeper than any file may be."""
    task = rp.Task("leaf", duration="1d")
    for level in range(levels):
        task = rp.Task(f"s{level}", tasks=[task])
    return rp.Plan(launch="2026-06-15", tasks=[task])


def test_a_deep_tree_is_edited_like_any_other() -> None:
    """A thousand levels, made by hand, are changed, renamed, added to and removed from."""
    plan = deep(1000).add(rp.Task("b", after=["leaf"]))

    assert str(plan.change("leaf", duration="2d")["leaf"].duration) == "2d"
    assert plan.change("leaf", id="x")["b"].after == (rp.Link("x", "b"),)
    assert "leaf" not in plan.remove("leaf")
    assert [task.id for task in plan.remove("s999").walk()] == ["b"]
    assert "c" in plan.add({"id": "c"}, under="leaf")
    assert len([*rp.Plan(launch="2026-06-15").add(plan.tasks[0]).walk()]) == 1001


def test_a_tree_too_deep_for_a_document_is_told() -> None:
    """What no file may hold is an error with words, not a crash."""
    with pytest.raises(rp.PlanError, match="nested more than 100 levels"):
        rp.dumps(deep(1000), "json")


def test_what_is_not_changed_is_the_same_object() -> None:
    """An edit of a large plan makes new tasks only on the way to the one it changes."""
    changed = PLAN.change("b", duration="5d")

    assert changed["a"] is PLAN["a"]
    assert changed["x"] is PLAN["x"]
    assert changed["phase"] is not PLAN["phase"]
    assert PLAN.remove("c")["phase"] is PLAN["phase"]


def test_unknown_keys_name_the_nearest() -> None:
    """A slip of the key is bad input like any other: a PlanError with all its problems."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.change("b", durration="5d", name="B", margin="1x", afterr=[])

    assert [(finding.code, finding.path, finding.task) for finding in caught.value.findings] == [
        ("unknown-key", "durration", "b"),
        ("bad-duration", "margin", "b"),
        ("unknown-key", "afterr", "b"),
    ]
    assert caught.value.text().startswith(
        'durration: "durration" is not a known key (did you mean "duration"?)\nmargin: '
    )
    with pytest.raises(rp.PlanError, match='did you mean "launch"') as caught:
        PLAN.replace(lanch="2026-06-16", start="soon")
    assert [finding.path for finding in caught.value.findings] == ["lanch", "start"]


def test_foreign_keys_are_changed_as_extra() -> None:
    """What a document holds in x- keys is one field of the value."""
    assert PLAN.change("b", extra={"x-who": "Anna"})["b"].extra["x-who"] == "Anna"
    with pytest.raises(rp.PlanError, match="is not a known key"):
        PLAN.change("b", extra={"who": "Anna"})


def test_a_renamed_task_keeps_its_links() -> None:
    """The links that name it, wherever they are written, name it by its new id."""
    plan = PLAN.change("a", before=["c"]).replace(links=[rp.Link("a", "x", "SS", "1d")])
    renamed = plan.change("a", id="start-1", duration="4d").change("phase", id="p")

    assert links(renamed) == ["start-1 FS c", "start-1 FS+1d b", "b SS+2d c", "x FS c", "start-1 SS+1d x"]
    assert str(renamed["start-1"].duration) == "4d"
    assert [task.id for task in renamed.walk()] == ["start-1", "p", "b", "x", "c"]
    assert renamed.change("start-1", id="a").change("p", id="phase") == plan.change("a", duration="4d")
    assert plan.change("a", id="a") == plan


@pytest.mark.parametrize(
    ("task_id", "new_id", "code"),
    [
        ("a", "x", "id-taken"), ("a", "phase", "id-taken"), ("a", "no id", "bad-id"), ("a", None, "bad-id"),
        ("a", "launch", "launch-renamed"), ("launch", "z", "launch-renamed"),
    ],
)  # fmt: skip
def test_ids_that_a_task_cannot_get(task_id: str, new_id: object, code: str) -> None:
    """An id that is taken, that is none, or that of the launch is refused."""
    with pytest.raises(rp.PlanError) as caught:
        PLAN.add(rp.Task("launch", "Grand opening")).change(task_id, id=new_id)

    assert [(finding.code, finding.path) for finding in caught.value.findings] == [(code, "id")]
    assert "launch" in caught.value.text("fr") or code != "launch-renamed"


@pytest.mark.parametrize("option", ["bridge", "refuse"])
def test_the_launch_stays_when_its_task_goes(option: str) -> None:
    """The task of the launch is its name alone: links to the launch hold without it."""
    launch = rp.Task("launch", "Grand opening", after=["c FS+1d"], before=["thanks"])
    plan = PLAN.add(launch).add(rp.Task("thanks")).change("x", before=["launch"])

    assert sorted(links(plan.remove("launch", links=option))) == sorted(links(plan))
    assert rp.schedule(plan.remove("launch"))["c"].offset == rp.schedule(plan)["c"].offset
    grouped = PLAN.add(rp.Task("end", tasks=[rp.Task("last", "", "1d", after=["c"]), launch])).add(
        {"id": "thanks"}
    )
    assert links(grouped.remove("end"))[-2:] == ["c FS+1d launch", "launch FS thanks"]


def test_the_bridged_plan_schedules() -> None:
    """A plan stays whole: it can be scheduled after every edit."""
    schedule = rp.schedule(PLAN.remove("b"))

    # c on Friday 12 June; three days, 9-11 June, lie between; a on Monday 8.
    assert str(schedule["a"].start_date) == "2026-06-08"


SPANNED = PLAN.add(rp.Task("support", span={"from": "b.finish", "to": "c"})).add(
    rp.Task("watch", span={"from": "launch", "to": "J+30"}), under="phase"
)


def test_a_renamed_task_is_renamed_in_spans() -> None:
    """Both events follow; what names other tasks stays as it is."""
    assert SPANNED.change("b", id="brief")["support"].to_document()["span"] == {
        "from": "brief.finish",
        "to": "c",
    }
    assert str(SPANNED.change("c", id="campaign")["support"].span) == "b.finish … campaign"
    assert SPANNED.change("a", id="first")["support"] == SPANNED["support"]
    assert rp.schedule(SPANNED.change("support", id="hotline"))["hotline"].kind == "hammock"


@pytest.mark.parametrize("task_id", ["j-3", "d", "c.finish", "x.start"])
def test_a_new_id_that_reads_as_an_event_keeps_its_end(task_id: str) -> None:
    """An id that alone would be an offset, or the end of another task, gets its end in the span."""
    plan = SPANNED.change("c", id=task_id)

    assert plan.to_document()["tasks"][-1]["span"] == {"from": "b.finish", "to": f"{task_id}.finish"}
    assert rp.from_document(plan.to_document()) == plan
    assert rp.schedule(plan)["support"].finish == rp.schedule(SPANNED)["support"].finish


@pytest.mark.parametrize(("task_id", "links"), [("b", "bridge"), ("c", "refuse"), ("phase", "bridge")])
def test_a_task_that_a_hammock_spans_is_not_removed(task_id: str, links: str) -> None:
    """No bridge says where the hammock would begin or end: it is named, in both languages."""
    with pytest.raises(rp.PlanError) as caught:
        SPANNED.remove(task_id, links=links)

    assert [finding.code for finding in caught.value.findings] == ["still-spanned"]
    assert caught.value.text("en") == (
        f'{task_id}: the hammock "support" begins or ends with it; change its span, or remove it first'
    )
    assert caught.value.text("fr") == (
        f"{task_id}: le hamac « support » commence ou finit avec elle ; changer son étendue, "
        "ou le retirer d’abord"
    )


def test_hammocks_are_removed_and_go_with_what_they_span() -> None:
    """A hammock holds nothing; one inside a removed summary is no reason to keep what it spans."""
    assert SPANNED.remove("support").remove("watch") == PLAN
    inside = PLAN.add(rp.Task("help", span={"from": "b", "to": "x"}), under="phase")
    assert [task.id for task in inside.remove("phase").walk()] == ["a", "c"]


def test_the_launch_may_be_removed_as_a_task_while_hammocks_span_it() -> None:
    """The launch itself stays."""
    plan = SPANNED.add(rp.Task("launch", "Opening")).remove("launch")

    assert plan == SPANNED


def test_a_task_becomes_a_hammock_and_back() -> None:
    """A span is a key like another, checked when the plan is scheduled."""
    plan = PLAN.change("a", span={"from": "x", "to": "J+5"})
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan)

    assert [finding.code for finding in caught.value.findings] == ["hammock-with", "link-to-hammock"]
    assert plan.change("a", span=None) == PLAN
