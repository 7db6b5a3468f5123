"""Graphs: what networkx gives becomes a plan, and a plan or a schedule becomes a graph, with nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.graph import attributes
from retroplan.graph.scalars import decoded, decoded_name, encoded, encoded_name

from .test_document import plans

LOYALTY = rp.from_template("loyalty", launch="2026-06-15")


def through_graphml(graph: Any) -> Any:
    """Write a graph as GraphML and read it again."""
    file = BytesIO()
    nx.write_graphml(graph, file)
    file.seek(0)
    return nx.read_graphml(file)


def unchanged(graph: Any) -> Any:
    """Give the graph as it is."""
    return graph


WAYS = pytest.mark.parametrize("way", [unchanged, through_graphml])


def launched(**options: Any) -> nx.DiGraph[Any]:
    """Make an empty graph with a launch date."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.graph.update({"launch": "2026-06-15"} | options)
    return graph


def problems(graph: Any, lang: str = "en") -> list[str]:
    """Give the sentences of everything that is wrong with a graph, on the way to its schedule."""
    with pytest.raises(PlanError) as caught:
        rp.schedule(graph)
    return caught.value.text(lang).split("\n")


# --------------------------------------------------------------------------- hand-made graphs


def test_nodes_are_tasks_and_edges_are_links() -> None:
    """A graph gives the plan that a person would have written for it."""
    graph = launched(name="Salon", calendar="FR", start=date(2026, 1, 5))
    graph.add_node("design", name="Plan du stand", duration="5d", responsible=["Zoé", "Ali"])
    graph.add_node("build", duration="2w", constraint={"type": "start_no_earlier_than", "date": "2026-05-01"})
    graph.add_edge("design", "build", type="SS", lag="50%")
    graph.add_edge("build", "launch")
    graph.add_edge("launch", "review", lag="45cd")
    graph.nodes["review"]["duration"] = "2d"

    assert rp.from_graph(graph) == rp.Plan(
        "Salon",
        launch="2026-06-15",
        start="2026-01-05",
        calendar="FR",
        tasks=[
            rp.Task("design", "Plan du stand", "5d", responsible=["Zoé", "Ali"]),
            rp.Task(
                "build", duration="2w", after=["design SS+50%"], before=["launch"],
                constraint={"type": "start_no_earlier_than", "date": "2026-05-01"},
            ),
            rp.Task("review", duration="2d", after=["launch FS+45cd"]),
        ],
    )  # fmt: skip


def test_whole_numbers_are_ids() -> None:
    """Nodes that are numbers are the tasks of these digits, in `parent` as well."""
    graph = launched()
    graph.add_node(1)
    graph.add_node(2, duration="1d", parent=1)
    graph.add_edge(2, 3)

    plan = rp.from_graph(graph)

    assert [task.id for task in plan.walk()] == ["1", "2", "3"]
    assert [task.id for task in plan["1"].tasks] == ["2"]
    assert plan["3"].after == (rp.Link("2", "3"),)


def test_a_bare_launch_is_no_task() -> None:
    """The launch becomes a task of the plan when the graph says something of it."""
    bare, named = launched(), launched()
    bare.add_edge("a", "launch")
    named.add_edge("a", "launch")
    named.nodes["launch"]["name"] = "Ouverture"

    assert [task.id for task in rp.from_graph(bare).walk()] == ["a"]
    assert [task.name for task in rp.from_graph(named).walk()] == ["", "Ouverture"]


def test_parallel_edges_are_several_links() -> None:
    """Each edge of a multigraph is a link of its own."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(launch="2026-06-15")
    graph.add_edge("a", "b", type="SS", lag="1d")
    graph.add_edge("a", "b", type="FF")

    assert rp.from_graph(graph)["b"].after == (rp.Link("a", "b", "SS", "1d"), rp.Link("a", "b", "FF"))
    assert rp.from_graph(through_graphml(graph)) == rp.from_graph(graph)


def test_the_graph_is_left_as_it_was() -> None:
    """Reading a graph changes nothing in it."""
    graph = rp.to_graph(LOYALTY)
    before = nx.node_link_data(graph, edges="edges")

    rp.schedule(graph)

    assert nx.node_link_data(graph, edges="edges") == before


def test_a_part_of_a_graph_is_a_graph() -> None:
    """What networkx shows of a graph is read as well: here, what leads to the launch."""
    graph = rp.to_graph(LOYALTY)
    part = graph.subgraph([*nx.ancestors(graph, "launch"), "launch"])
    tasks = {task.id for task in rp.from_graph(part).walk()}

    assert tasks | {"launch"} == set(part.nodes)


def test_defaults_of_a_graphml_file_hold() -> None:
    """What a node or an edge does not say itself is that of the file."""
    graph = launched(node_default={"duration": "1d"}, edge_default={"type": "SS"})
    graph.add_node("a")
    graph.add_node("b", duration="3d")
    graph.add_edge("a", "b")
    plan = rp.from_graph(graph)

    assert [str(task.duration) for task in plan.walk()] == ["1d", "3d"]
    assert plan["b"].after == (rp.Link("a", "b", "SS"),)


def test_positions_order_the_links_of_a_list() -> None:
    """Links stand by their positions, however written; those without one come last, as the edges do."""
    graph = launched()
    for source, position in [("a", None), ("b", 2.0), ("c", "1"), ("d", 0)]:
        graph.add_edge(source, "z", **({} if position is None else {"position": position}))

    assert [link.predecessor for link in rp.from_graph(graph)["z"].after] == ["d", "c", "b", "a"]


def test_attributes_without_a_value_are_not_there() -> None:
    """What is None in Python says nothing, whatever its attribute."""
    nothing = dict.fromkeys([*attributes.TASK_KEYS, "parent", "id"])
    graph = launched(**dict.fromkeys(key for key in attributes.PLAN_KEYS if key != "launch"))
    graph.add_node("a", **nothing)
    graph.add_node("launch", implicit=None)
    graph.add_edge("a", "b", **dict.fromkeys([*attributes.LINK_KEYS, "further"]))

    assert rp.from_graph(graph) == rp.Plan(
        launch="2026-06-15", tasks=[rp.Task("a"), rp.Task("b", after=["a"])]
    )


def test_texts_serve_as_truth_values() -> None:
    """Tools that know no truth values write them as text."""
    graph = launched()
    graph.add_edge("a", "launch", implicit="true")
    graph.add_edge("b", "launch", implicit="False")

    assert list(rp.from_graph(graph).all_links()) == [rp.Link("b", "launch")]


def test_a_long_chain_is_no_matter() -> None:
    """Ten thousand tasks in a row are read, scheduled and written."""
    count = 10_000
    graph = launched(launch="2080-01-01")
    graph.add_nodes_from(range(count), duration="1d")
    nx.add_path(graph, range(count))

    plan = rp.from_graph(graph)

    assert len(rp.schedule(graph).critical_path) == count + 1
    assert rp.to_graph(plan).number_of_edges() == count - 1


# --------------------------------------------------------------------------- there and back


@WAYS
@given(plans())
@settings(max_examples=60, deadline=None)
def test_graphs_give_the_plan_back(way: Callable[[Any], Any], plan: rp.Plan) -> None:
    """A plan that becomes a graph, and GraphML, and a plan again, is the same plan."""
    assert rp.from_graph(way(rp.to_graph(plan))) == plan


@WAYS
@given(plans())
@settings(max_examples=30, deadline=None)
def test_schedules_give_their_plan_back(way: Callable[[Any], Any], plan: rp.Plan) -> None:
    """The graph of a schedule is the plan that was scheduled; no result is taken for a wish."""
    assume(all(task.name != task.id for task in plan.walk()))
    try:
        schedule = rp.schedule(plan)
    except PlanError:
        assume(False)
    graph = way(rp.to_graph(schedule))

    assert rp.from_graph(graph) == plan
    assert rp.schedule(graph) == schedule == rp.schedule(rp.to_graph(plan))


@given(plans())
@settings(max_examples=30, deadline=None)
def test_all_attributes_are_scalars(plan: rp.Plan) -> None:
    """Nothing in a graph is more than text, a number or a truth value."""
    graph = rp.to_graph(plan)
    told = [
        graph.graph,
        *(told for _, told in graph.nodes(data=True)),
        *(t for *_, t in graph.edges(data=True)),
    ]

    assert {type(value) for told in told for value in told.values()} <= {str, int, float, bool}


@WAYS
def test_the_loyalty_campaign_survives(way: Callable[[Any], Any]) -> None:
    """A whole campaign with phases, pins and notes comes back, and is scheduled the same."""
    assert rp.from_graph(way(rp.to_graph(LOYALTY))) == LOYALTY
    assert rp.schedule(way(rp.to_graph(LOYALTY))) == rp.schedule(LOYALTY)


LINKED = [
    rp.Plan(tasks=[rp.Task("a"), rp.Task("b", after=["a SS+1d", "a FF", "a SS+1d"])]),
    rp.Plan(tasks=[rp.Task("b", after=["a", "c"]), rp.Task("c"), rp.Task("a")]),
    rp.Plan(tasks=[rp.Task("a", before=["b FF-1d", "b"]), rp.Task("b", after=["a"])]),
    rp.Plan(tasks=[rp.Task("a"), rp.Task("b")], links=[rp.Link("b", "a"), rp.Link("b", "a", "SF", "3cd")]),
    rp.Plan(tasks=[rp.Task("a", before=["launch"]), rp.Task("b", after=["launch SS+2eh"])]),
    rp.Plan(tasks=[rp.Task("launch"), rp.Task("a", before=["launch"])]),
    rp.Plan(tasks=[rp.Task("a"), rp.Task("launch", after=["a"])]),
    rp.Plan(tasks=[rp.Task("a")], links=[rp.Link("a", "launch", lag="2d")]),
    rp.Plan(
        tasks=[rp.Task("b", tasks=[rp.Task("a"), rp.Task("launch")]), rp.Task("c", after=["b", "launch"])]
    ),
    rp.Plan(launch="2026-06-15"),
]


@WAYS
@pytest.mark.parametrize("plan", LINKED)
def test_links_stay_where_they_were_written(way: Callable[[Any], Any], plan: rp.Plan) -> None:
    """Several links of a pair, `before`, flat links and a launch that nobody described come back in order."""
    assert rp.from_graph(way(rp.to_graph(plan))) == plan


ODD_TEXTS = [
    "", " ", "\n", "\r\n", "\t", "\0", "\x0c", "\x7f", "\x85", "\u2028", "\ufffe", "\ud800", "😀", "<&>\"'",
    "]]>", "null", "true", "1", "1.0", "[]", "[1]", '["a"]', "{}", '{"a": 1}', "[", '"', '"a"', '"a',
    r'"\u0000"', r"\u0000", r'"\"\\u0000\""', '{"a": 1, "a": 2}', "NaN", "[NaN]", "[" * 5000,
    '"' * 9, "\\", r"\x", r"\"",
]  # fmt: skip


@WAYS
@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_survives(way: Callable[[Any], Any], text: str) -> None:
    """Names, people and x- keys may hold what XML cannot, or what looks like JSON."""
    task = rp.Task(
        "a", text, responsible=[text], extra={"x-": text, f"x-{text}": [text], "x-deep": {text: None}}
    )
    plan = rp.Plan(text, tasks=[task, rp.Task("b", responsible=[text, "b"])], extra={f"x-{text}": text})

    assert rp.from_graph(way(rp.to_graph(plan))) == plan


@given(
    st.text(st.sampled_from('"\\nul[]{}:,1\0\r\u00e9\ufffe '), max_size=12),
    st.sampled_from(["name", "calendar", "x-a"]),
)
def test_escapes_are_exact(text: str, key: str) -> None:
    """Whatever a text is, what is written for it is read as that text."""
    assert decoded(key, encoded(key, text)) == text
    assert decoded_name(encoded_name("x-" + text)) == "x-" + text


@WAYS
@pytest.mark.parametrize(
    "value", [None, True, False, 0, -5, 10**30, 0.1, 1e300, -0.0, [], {}, [None, {"a": [1.5]}]]
)
def test_extra_values_keep_their_type(way: Callable[[Any], Any], value: object) -> None:
    """Numbers, truth values, nothing, lists and mappings under x- keys come back as they were."""
    plan = rp.Plan(extra={"x-value": value}, tasks=[rp.Task("a", extra={"x-value": value})])
    again = rp.from_graph(way(rp.to_graph(plan)))

    assert repr(again.extra["x-value"]) == repr(again["a"].extra["x-value"]) == repr(value)


def test_common_texts_stay_readable() -> None:
    """Only what needs it is escaped."""
    for text in ("Création des contenus", 'Dit "bonjour"', "[brouillon]", '"Salon"', "a\\b", "{x}"):
        assert encoded("name", text) == encoded("x-note", text) == text


def test_unwritable_extras_are_told() -> None:
    """A value that JSON cannot hold is an error that says so."""
    value: list[object] = []
    for _ in range(50):
        value = [value]
    deep = rp.Plan(extra={"x-deep": value}, tasks=[])
    keyed = rp.Calendar(week={"mon": ["08:00-12:00"]}, extra=(("x-a", {(1, 2): 3}),))

    assert rp.from_graph(rp.to_graph(deep)) == deep
    with pytest.raises(PlanError) as caught:
        rp.to_graph(rp.Plan(calendar=keyed))
    assert [finding.code for finding in caught.value.findings] == ["unwritable-value"]


# --------------------------------------------------------------------------- the graph of a schedule


def test_nodes_carry_every_result() -> None:
    """Each key of a record that has a value is on its node, dates as ISO text."""
    schedule = rp.schedule(LOYALTY)
    graph = rp.to_graph(schedule)

    assert list(graph) == [task.id for task in LOYALTY.walk()] == list(schedule)
    for record in schedule.to_records():
        node = graph.nodes[record["id"]]
        for key, value in record.items():
            assert node[key] == (value.isoformat() if isinstance(value, date) else value)


def test_given_dates_make_room_for_planned_ones() -> None:
    """On a node of a schedule `start` is planned, and what was given stands beside it."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="2d", start="2026-06-01")])
    graph = rp.to_graph(rp.schedule(plan))

    assert rp.to_graph(plan).nodes["a"] == {"duration": "2d", "start": "2026-06-01"}
    assert graph.nodes["a"]["given_start"] == "2026-06-01"
    assert graph.nodes["a"]["start"] == "2026-06-01T08:00:00"
    graph.nodes["a"]["given_start"] = "2026-06-02"
    assert rp.from_graph(graph) == plan.change("a", start="2026-06-02")


def test_edges_tell_what_drives_and_what_is_implicit() -> None:
    """A link drives if it set the dates of one of its tasks; the launch has links that nobody wrote."""
    # b ends with the launch and holds a, as it starts five days before; c may wait for d, a day after it.
    # d follows the launch at once, on Monday 15 June, so c is done on Thursday 11 June, a day before Friday.
    plan = rp.Plan(
        launch="2026-06-15",
        tasks=[
            rp.Task("a", duration="1d"),
            rp.Task("b", duration="5d", after=["a"]),
            rp.Task("c", duration="1d", after=["a"]),
            rp.Task("d", duration="1d", after=["launch", "c FS+1d"]),
        ],
    )
    schedule = rp.schedule(plan)
    graph = rp.to_graph(schedule)

    assert schedule.implicit_links == (rp.Link("b", "launch"),)
    assert graph.edges["b", "launch"] == {"type": "FS", "lag": "0d", "implicit": True, "driving": True}
    assert {ends: graph.edges[ends]["driving"] for ends in graph.edges} == {
        ("a", "b"): True,
        ("a", "c"): False,
        ("b", "launch"): True,
        ("c", "d"): True,
        ("launch", "d"): True,
    }


# --------------------------------------------------------------------------- what is wrong


def wrong(nodes: dict[Any, dict[str, Any]], *edges: tuple[Any, Any, dict[str, Any]], **head: Any) -> Any:
    """Make a graph of some nodes and edges."""
    graph = launched(**head)
    graph.add_nodes_from(nodes.items())
    graph.add_edges_from(edges)
    return graph


@pytest.mark.parametrize(
    ("graph", "english", "french"),
    [
        (
            wrong({}, calender="FR"),
            'graph.calender: "calender" is not a known key (did you mean "calendar"?)',
            "graph.calender: « calender » n’est pas une clé connue (vouliez-vous dire « calendar » ?)",
        ),
        (
            wrong({"content": {"durration": "5d"}}),
            'nodes["content"].durration: "durration" is not a known key (did you mean "duration"?)',
            'nodes["content"].durration: « durration » n’est pas une clé connue '
            "(vouliez-vous dire « duration » ?)",
        ),
        (
            wrong({"content": {"duration": 5}}),
            "nodes[\"content\"].duration: 5 what? write '5d' for days, '5w' for weeks …",
            'nodes["content"].duration: 5 quoi ? écrire « 5d » pour des jours, « 5w » pour des semaines…',
        ),
        (
            wrong({1: {"parent": 2}, 2: {"when": "later"}}),
            'nodes[2].when: "later" does not say when; write one of alap, asap',
            "nodes[2].when: « later » ne dit pas quand ; choisir parmi alap, asap",
        ),
        (
            wrong({}, ("a", "b", {"lag": "2 dys"})),
            'edges["a", "b"].lag: "2 dys" is not a duration (did you mean "2 days"?)',
            'edges["a", "b"].lag: « 2 dys » n’est pas une durée (vouliez-vous dire « 2 days » ?)',
        ),
        (
            wrong({}, (1, "b", {"type": "XX"})),
            'edges[1, "b"].type: "XX" is not a type of link (write FS, SS, FF or SF)',
            'edges[1, "b"].type: « XX » n’est pas un type de lien (écrire FS, SS, FF ou SF)',
        ),
        (
            wrong({}, ("a", "b", {"lagg": "2d"})),
            'edges["a", "b"].lagg: "lagg" is not a known key (did you mean "lag"?)',
            'edges["a", "b"].lagg: « lagg » n’est pas une clé connue (vouliez-vous dire « lag » ?)',
        ),
        (
            wrong({}, ("a", "b", {"further": '[{"lag": 2}]'})),
            "edges[\"a\", \"b\"].further[0].lag: 2 what? write '2d' for days, '2w' for weeks …",
            'edges["a", "b"].further[0].lag: '
            "2 quoi ? écrire « 2d » pour des jours, « 2w » pour des semaines…",
        ),
        (
            wrong({}, ("a", "b", {"further": "FS"})),
            'edges["a", "b"].further: "FS" is not a list (write [a, b])',
            'edges["a", "b"].further: « FS » n’est pas une liste (écrire [a, b])',
        ),
        (
            wrong({}, ("a", "b", {"further": ["FS"]})),
            'edges["a", "b"].further[0]: "FS" is not a mapping (write {key: value})',
            'edges["a", "b"].further[0]: « FS » n’est pas un ensemble de clés (écrire {clé: valeur})',
        ),
        (
            wrong({}, ("a", "b", {"written": "beside"})),
            'edges["a", "b"].written: "beside" does not say where the link is written '
            "(write one of after, before, links)",
            'edges["a", "b"].written: « beside » ne dit pas où le lien est écrit '
            "(écrire after, before, links)",
        ),
        (
            wrong({}, ("a", "b", {"position": 0.5})),
            'edges["a", "b"].position: "0.5" is not a position in a list (write 0, 1, 2 …)',
            'edges["a", "b"].position: « 0.5 » n’est pas une place dans une liste (écrire 0, 1, 2…)',
        ),
        (
            wrong({}, ("a", "launch", {"implicit": 2})),
            'edges["a", "launch"].implicit: "2" is neither true nor false',
            'edges["a", "launch"].implicit: « 2 » n’est ni vrai ni faux (écrire true ou false)',
        ),
        (
            wrong({}, ("a", "b", {"implicit": True})),
            'edges["a", "b"].implicit: "implicit" is not a known key '
            "(write one of type, lag, written, position, further)",
            'edges["a", "b"].implicit: « implicit » n’est pas une clé connue '
            "(choisir parmi type, lag, written, position, further)",
        ),
        (
            wrong({"stand": {}, "a": {"parent": "stnad"}}),
            'nodes["a"].parent: "stnad" is not a task (did you mean "stand"?)',
            'nodes["a"].parent: « stnad » n’est pas une tâche (vouliez-vous dire « stand » ?)',
        ),
        (
            wrong({"a": {"parent": "b"}, "b": {"parent": "c"}, "c": {"parent": "b"}}),
            'nodes["b"].parent: these tasks lie inside one another: b → c → b; remove one of the parents',
            'nodes["b"].parent: ces tâches sont l’une dans l’autre : b → c → b ; retirer l’un des parents',
        ),
        (
            wrong({"a": {"after": ["b"]}, "b": {}}),
            'nodes["a"].after: "after" has no place here: '
            "tasks are nodes, links are edges, and a child names its parent",
            'nodes["a"].after: « after » n’a pas sa place ici : '
            "les tâches sont des nœuds, les liens des arcs, et l’enfant nomme son parent",
        ),
        (
            wrong({0: {"id": "content"}}),
            'nodes[0].id: "content" is not the node that carries it; rename the node, or leave out id',
            "nodes[0].id: « content » n’est pas le nœud qui le porte ; renommer le nœud, ou omettre id",
        ),
        (
            wrong({5: {}, "5": {}}),
            'nodes["5"]: "5" is already the id of nodes[5]',
            'nodes["5"]: « 5 » est déjà l’identifiant de nodes[5]',
        ),
        (
            wrong({}, ("my task", "b", {})),
            'nodes["my task"]: "my task" is not an id (did you mean "my-task"?)',
            'nodes["my task"]: « my task » n’est pas un identifiant (vouliez-vous dire « my-task » ?)',
        ),
        (
            wrong({}, ("a", "b", {}), ("b", "c", {}), ("c", "a", {})),
            'edges["c", "a"]: these tasks wait for one another: a → b → c → a; remove one of the links',
            'edges["c", "a"]: ces tâches s’attendent l’une l’autre : a → b → c → a ; retirer l’un des liens',
        ),
        (
            wrong({}, ("a", "a", {})),
            'edges["a", "a"]: "a" is linked to itself',
            'edges["a", "a"]: « a » est liée à elle-même',
        ),
        (
            wrong({"a": {"at": "J-5"}}, start="2026-01-05", launch=None),
            'nodes["a"].at: "J-5" needs a launch to count from (write launch: 2026-06-15)',
            'nodes["a"].at: « J-5 » se compte depuis un lancement (écrire launch: 2026-06-15)',
        ),
        (
            wrong({"a": {}}, launch=None),
            "graph.launch: the plan has neither launch nor start "
            "(write launch: 2026-06-15 to plan backwards, "
            "a row Launch with its date above a table, "
            "or --launch on the command line)",
            "graph.launch: le plan n’a ni launch ni start "
            "(écrire launch: 2026-06-15 pour planifier à rebours, "
            "une ligne « Jour J » avec sa date au-dessus d’un tableau, "
            "ou --launch sur la ligne de commande)",
        ),
        (
            wrong({"launch": {}, "a": {"parent": "launch"}}),
            'nodes["launch"]: the launch is an instant, it cannot have children; '
            "call their parent launch-week",
            'nodes["launch"]: le lancement est un instant, sans sous-tâches ; '
            "nommer leur tâche mère launch-week",
        ),
        (
            wrong({level: {"parent": level - 1} if level else {} for level in range(101)}),
            "nodes: tasks are nested more than 100 levels deep",
            "nodes: les tâches sont imbriquées sur plus de 100 niveaux",
        ),
    ],
)
def test_each_problem_names_its_node_or_edge(graph: Any, english: str, french: str) -> None:
    """A problem of a graph says where in the graph it is, in both languages."""
    assert problems(graph) == [english]
    assert problems(graph, "fr") == [french]


def test_edges_of_a_multigraph_are_named_with_their_keys() -> None:
    """Of several edges between two nodes the wrong one is named as networkx does."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(launch="2026-06-15")
    graph.add_edge("a", "b")
    graph.add_edge("a", "b", lag=2)

    assert problems(graph) == ["edges[\"a\", \"b\", 1].lag: 2 what? write '2d' for days, '2w' for weeks …"]


def test_wrong_given_dates_of_a_schedule_keep_their_name() -> None:
    """On a node of a schedule the given date is named, not the planned one."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", start="2026-06-01", duration="1d")])
    graph = rp.to_graph(rp.schedule(plan))
    graph.nodes["a"]["given_start"] = "1/6"

    assert problems(graph) == [
        'nodes["a"].given_start: "1/6" is not a date (write 2026-06-15, or 2026-06-15 09:30)'
    ]


def test_results_count_only_on_the_nodes_of_a_schedule() -> None:
    """Somebody who writes the name of a result on a node of their own learns that it means nothing."""
    graph = wrong({"a": {"offset": "J-20", "given_start": "2026-06-01"}})

    assert problems(graph) == [
        'nodes["a"].offset: "offset" is not a known key (did you mean "at"?)',
        'nodes["a"].given_start: "given_start" is not a known key (did you mean "start"?)',
    ]


def test_all_problems_come_together() -> None:
    """One reading tells everything that is wrong: the graph first, then nodes, then edges."""
    graph = wrong(
        {"my task": {"duration": "5 dys"}, ("t", 1): {}, "a": {"parent": "b"}, "b": {"parent": "a"}},
        ("my task", "a", {"lag": "2 dys", "wieght": 1}),
        ("a", "b", {}),
        calendars={"s": {"wek": {}}},
    )

    assert [sentence.partition(": ")[0] for sentence in problems(graph)] == [
        "graph.calendars.s.wek",
        'nodes["my task"]',
        "nodes[('t', 1)]",
        'nodes["a"].parent',
        'nodes["my task"].duration',
        'edges["my task", "a"].wieght',
        'edges["my task", "a"].lag',
        'edges["a", "b"]',
    ]


def test_graphs_without_directions_are_refused() -> None:
    """An undirected graph does not say who waits for whom, and the error says what to make of it."""
    for graph in (nx.Graph(), nx.MultiGraph()):
        for take in (rp.schedule, rp.from_graph):
            with pytest.raises(TypeError, match=r"make a networkx\.DiGraph"):
                take(graph)


@pytest.mark.parametrize(
    ("take", "said"),
    [
        (rp.from_graph, "from_graph takes a networkx DiGraph, not dict"),
        (rp.to_graph, "to_graph takes a Plan or a Schedule, not dict"),
        (rp.schedule, "schedule takes a Plan, a Network or a DiGraph, not dict; read it first"),
        (rp.compile, "compile takes a Plan, not dict; read it first"),
    ],
)
def test_other_things_are_refused(take: Callable[[Any], Any], said: str) -> None:
    """What is neither a plan nor a graph is named by its type."""
    with pytest.raises(TypeError, match=said):
        take({})


def test_a_wrong_plan_is_no_graph() -> None:
    """A plan whose links lead nowhere is told as one, not drawn."""
    with pytest.raises(PlanError) as caught:
        rp.to_graph(rp.Plan(tasks=[rp.Task("a", after=["b"])]))

    assert str(caught.value) == 'tasks[0].after[0]: "b" is not a task'


NODES = st.sampled_from(["a", "b", 1, "1", "launch", "a b", ("t",), True, 2.5, b"x"])
KEYS = st.text(max_size=3) | st.sampled_from(
    [
        *attributes.TASK_KEYS, *attributes.PLAN_KEYS, *attributes.LINK_KEYS, *attributes.DEFAULTS,
        *("parent", "implicit", "further", "id", "early_start", "given_start", "x-a", "x-\\u0001", "tasks"),
    ]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary() | st.dates()
    | st.sampled_from(["5d", "J-5", "FS", "after", "a", "1", "null", "[1]", "{}", '{"type": []}', "[["]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
GIVEN = st.dictionaries(KEYS, VALUES, max_size=4)


@given(
    st.lists(st.tuples(NODES, GIVEN), max_size=5),
    st.lists(st.tuples(NODES, NODES, GIVEN), max_size=5),
    GIVEN,
    st.sampled_from([nx.DiGraph, nx.MultiDiGraph]),
)
@settings(max_examples=200, deadline=None)
def test_any_graph_is_a_plan_or_an_error(nodes: Any, edges: Any, head: Any, make: Any) -> None:
    """Whatever its nodes and attributes are, a graph gives a plan or one PlanError, in both languages."""
    graph = make()
    graph.graph.update(head)
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    try:
        plan = rp.from_graph(graph)
    except PlanError as problem:
        told = problem.text("fr")
    else:
        told = repr(plan)
        assert repr(rp.from_graph(rp.to_graph(plan))) == told

    assert told


# --------------------------------------------------------------------------- networkx


def test_networkx_is_imported_when_a_graph_is_made() -> None:
    """Scheduling a plan costs no import of networkx."""
    code = (
        "import sys, retroplan as rp\n"
        "rp.schedule(rp.Plan(launch='2026-06-15', tasks=[rp.Task('a')])), rp.from_graph\n"
        "print('networkx' in sys.modules)"
    )

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip()
        == b"False"
    )


def test_results_of_the_whole_schedule() -> None:
    """The graph tells whether the plan can be met, and its critical path, beside the keys of the plan."""
    schedule = rp.schedule(LOYALTY)
    told = rp.to_graph(schedule).graph

    assert (told["name"], told["launch"]) == (LOYALTY.name, "2026-06-15")
    assert (told["feasible"], told["missing_days"]) == (schedule.feasible, schedule.missing_days)
    assert json.loads(told["critical_path"]) == list(schedule.critical_path)
