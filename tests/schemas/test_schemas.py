"""The JSON Schemas: they admit every document that is read or written, and refuse nothing else would read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import retroplan as rp
from retroplan.calendars.document import CALENDAR_KEYS
from retroplan.io import json as json_format
from retroplan.io import yaml as yaml_format
from retroplan.library import HEADER
from retroplan.model.fields import parsed
from retroplan.schemas.calendars import CALENDAR
from retroplan.schemas.plan_document import mapping_of
from tests.model.test_validation import MEANT_FOR_ANOTHER_KEY, REFUSALS, keys_of, tree, with_tasks
from tests.test_docs import DOCS, PAGES, blocks
from tests.test_document import DATA, plans

NAMES = ("plan", "schedule")
PLAN, SCHEDULE = (Draft202012Validator(rp.json_schema(name)) for name in NAMES)
PUBLISHED = {name: DOCS / "reference" / f"{name}.schema.json" for name in NAMES}


def faults(validator: Draft202012Validator, document: object) -> list[str]:
    """Give what a schema says against a document."""
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(document)]


def as_json(document: object) -> Any:
    """Give a document as JSON holds it, the way an editor sees one in YAML: dates are texts."""
    return json.loads(json_format.dumps(document))


def is_read(document: object) -> bool:
    """Whether `from_document` takes a document."""
    try:
        rp.from_document(document)
    except rp.PlanError:
        return False
    return True


# --------------------------------------------------------------------------- the schemas themselves


@pytest.mark.parametrize("name", NAMES)
def test_schemas_satisfy_the_schema_of_schemas(name: str) -> None:
    """Each is a valid JSON Schema of its dialect, with a name and a title that do not change."""
    schema = rp.json_schema(name)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:retroplan:schema:{name}:1"
    assert schema["title"] == f"retroplan {name} document, version 1"


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_the_one_that_is_generated(name: str) -> None:
    """The file beside the reference says what the library says."""
    told = f"regenerate it: retroplan schema {name} --force -o {PUBLISHED[name].relative_to(DOCS.parent)}"

    assert PUBLISHED[name].read_bytes() == json_format.dumps(rp.json_schema(name)), told


def test_a_schema_is_the_callers_to_change() -> None:
    """Each call gives a new one."""
    rp.json_schema("plan")["$defs"].clear()

    assert rp.json_schema("plan")["$defs"] != {}


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("plann",
         '"plann" is not a document with a schema (did you mean "plan"?) (choose among plan, schedule)',
         "« plann » n’est pas un document à schéma (vouliez-vous dire « plan » ?) "
         "(choisir parmi plan, schedule)"),
        ("zzz",
         '"zzz" is not a document with a schema (choose among plan, schedule)',
         "« zzz » n’est pas un document à schéma (choisir parmi plan, schedule)"),
        (None,
         '"null" is not a document with a schema (choose among plan, schedule)',
         "« null » n’est pas un document à schéma (choisir parmi plan, schedule)"),
        (["plan"],
         "\"[plan]\" is not a document with a schema (did you mean \"plan\"?) "
         "(choose among plan, schedule)",
         "« [plan] » n’est pas un document à schéma (vouliez-vous dire « plan » ?) "
         "(choisir parmi plan, schedule)"),
    ],
)  # fmt: skip
def test_another_name_is_refused(name: Any, english: str, french: str) -> None:
    """What has no schema is a `PlanError` with the nearest name, in both languages."""
    with pytest.raises(rp.PlanError) as caught:
        rp.json_schema(name)

    assert (caught.value.text("en"), caught.value.text("fr")) == (english, french)


def properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key that a schema describes, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from properties(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_has_words(name: str) -> None:
    """The docstring of its class describes each key; an editor shows that."""
    mute = {key for key, fragment in properties(rp.json_schema(name)) if "description" not in fragment}

    assert mute == {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def test_words_are_those_of_the_docstrings() -> None:
    """A description is the text of the attribute on one line, its code between single ticks."""
    task = rp.json_schema("plan")["$defs"]["task"]

    assert task["description"].startswith("A task: work with a duration, a milestone without one")
    assert task["properties"]["when"]["description"] == "`alap` or `asap`; the parent's if not given."
    assert task["properties"]["until"]["description"] == task["properties"]["at"]["description"]


def test_keys_are_those_of_the_classes() -> None:
    """No key of a plan, a task or a calendar is left out, and none is invented."""
    schema = rp.json_schema("plan")

    assert list(schema["properties"]) == keys_of(rp.Plan)
    assert list(schema["$defs"]["task"]["properties"]) == keys_of(rp.Task)
    assert tuple(CALENDAR) == CALENDAR_KEYS


def test_a_field_without_a_fragment_fails_loudly() -> None:
    """A parser that the table does not know cannot slip into the model unnoticed."""

    @attrs.frozen
    class Newcomer:
        goal: str = parsed(str.upper, default="")

    with pytest.raises(KeyError, match="upper"):
        mapping_of(Newcomer)


# --------------------------------------------------------------------------- what they admit

EXAMPLES = [
    (f"{page.name}:{block.line}", block.text)
    for page in PAGES
    for block in blocks(page)
    if block.language == "yaml"
    and re.search(r"^tasks:", block.text, re.MULTILINE)
    and "bad" not in block.marks
]
TEMPLATES = [
    file for file in files("retroplan").joinpath("templates").iterdir() if file.name.endswith(".yaml")
]


@pytest.mark.parametrize("text", [text for _, text in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_plans_of_the_documentation_satisfy_the_schema(text: str) -> None:
    """Whoever follows the pages with an editor that knows the schema sees no complaint."""
    document = as_json(yaml_format.loads(text.encode()).document)

    assert faults(PLAN, document) == []
    plan = rp.from_document(document)
    launch = None if plan.launch or plan.start else "2026-06-15"  # a template is given one
    assert faults(SCHEDULE, as_json(rp.to_document(rp.schedule(plan, launch=launch)))) == []


def test_there_are_examples() -> None:
    """The test above looks at plans, not at an empty list."""
    assert len(EXAMPLES) > 15
    assert len(TEMPLATES) >= 2


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_templates_satisfy_the_schema(file: Any) -> None:
    """A template is a plan document in both languages, its header among the ``x-`` keys."""
    document = as_json(yaml_format.loads(file.read_bytes()).document)

    assert HEADER in document
    assert faults(PLAN, document) == []


@settings(max_examples=50, deadline=None)
@given(plans())
def test_documents_of_plans_and_schedules_satisfy_the_schemas(plan: rp.Plan) -> None:
    """What `to_document` gives is what the schemas say."""
    assert faults(PLAN, rp.to_document(plan)) == []
    try:
        document = rp.to_document(rp.schedule(plan))
    except rp.PlanError:  # pins that do not fit, dates out of the years that a calendar knows
        return
    assert faults(SCHEDULE, document) == []


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"name": 2026, "tasks": None, "retroplan": None, "lang": "FR", "x-anything": [1, {"a": None}]},
        {"launch": " 2026-06-15T09:30:00 ", "hours_per_day": "7.5", "buffer": "12,5 %"},
        with_tasks({"id": 7, "after": "a-b"}, {"id": "été", "before": [7, {"task": 7, "type": None}]},
                   {"id": "a-b", "responsible": "Zoé", "risk_factor": "1.5", "duration": " deux semaines"}),
        with_tasks({"id": "a", "duration": "1 H 30"}, {"id": "b", "duration": "IMMÉDIAT"},
                   {"id": "c", "at": "Jour J"}, {"id": "d", "until": "j − 20 Ouvre\u0301s"}),
        with_tasks({"id": "a", "duration": "-0d"}, {"id": "b", "after": [" a sf − 2 cd "]}),
        {"calendar": {"days": "Ouvrés", "x-y": 1, "week": None}},
        {"calendars": {"any name": {"country": "fr", "subdivision": 57, "closed": ["2026-08-03 / 2026-08-21"],
                                    "open": ["2026-08-08"], "week": None}}},
        {"calendar": {"week": {"Lundi": "8h-12h30", "TUE": [[480, 720], "13-17"], "sam": []}}},
        {"calendar": {"week": [["08:00 – 12:00"]] * 7, "closed": [{"from": "2026-08-03", "label": 5}]}},
        {"calendar": {"open": {" 2026-05-30 ": "9-12"}, "country": "FR-57"}},
        tree(100),
    ],
)  # fmt: skip
def test_odd_spellings_that_are_read_satisfy_the_schema(document: object) -> None:
    """What the parsers forgive, the schema forgives."""
    assert is_read(document)
    assert faults(PLAN, document) == []


# --------------------------------------------------------------------------- what they refuse


def with_calendar(**keys: object) -> dict[str, object]:
    """Make a document of a calendar."""
    return {"calendar": keys}


WRONG: list[Any] = [
    None,
    [],
    "launch: 2026-06-15",
    {"zzz": 1},
    {"zzz": None},
    {"Tasks": []},
    {"retroplan": 2},
    {"retroplan": True},
    {"name": ["a"]},
    {"name": True},
    {"launch": 20260615},
    {"launch": "15/06/2026"},
    {"launch": "2026-06-15T09:30Z"},
    {"lang": "de"},
    {"hours_per_day": 25},
    {"hours_per_day": 0},
    {"hours_per_day": []},
    {"buffer": 5},
    {"buffer": "-2d"},
    {"calendar": 5},
    {"calendars": ["FR"]},
    {"calendars": {"studio": None}},
    {"tasks": {"id": "a"}},
    {"links": "a b"},
    {"links": ["a FS b"]},
    {"links": [{"predecessor": "a"}]},
    {"links": [{"predecessor": "a", "successor": "b", "x-note": 1}]},
    with_tasks("write"),
    with_tasks(None),
    with_tasks({}),
    with_tasks({"id": None}),
    with_tasks({"id": "two words"}),
    with_tasks({"id": "a/b"}),
    with_tasks({"id": 1.5}),
    with_tasks({"id": "a", "deadlin": "2026-06-01"}),
    with_tasks({"id": "a", "duration": 5}),
    with_tasks({"id": "a", "duration": "5"}),
    with_tasks({"id": "a", "duration": "3d/5d"}),
    with_tasks({"id": "a", "duration": {"optimistic": "1d", "likely": "2d"}}),
    with_tasks({"id": "a", "duration": {"optimistic": 1, "likely": "2d", "pessimistic": "3d"}}),
    with_tasks({"id": "a", "after": [True]}),
    with_tasks({"id": "a", "after": ["b then c"]}),
    with_tasks({"id": "a", "after": ["b XX"]}),
    with_tasks({"id": "a", "after": [{"task": "b", "lags": "2d"}]}),
    with_tasks({"id": "a", "after": [{"task": True}]}),
    with_tasks({"id": "a", "before": [{"type": "FS"}]}),
    with_tasks({"id": "a", "at": -60}),
    with_tasks({"id": "a", "until": "J-"}),
    with_tasks({"id": "a", "constraint": "asap"}),
    with_tasks({"id": "a", "constraint": {"type": "must_start_on"}}),
    with_tasks({"id": "a", "constraint": {"type": "MUST_START_ON", "date": "2026-06-01"}}),
    with_tasks({"id": "a", "when": "later"}),
    with_tasks({"id": "a", "duration": "1d", "risk_factor": 0.9}),
    with_tasks({"id": "a", "duration": "1d", "margin": 20}),
    with_tasks({"id": "a", "responsible": 3}),
    with_tasks({"id": "a", "tasks": [{"id": "b", "name": {}}]}),
    with_calendar(zzz=1),
    with_calendar(days="working"),
    with_calendar(week=["8-12"]),
    with_calendar(week={"someday": []}),
    with_calendar(week={"mon": None}),
    with_calendar(week={"mon": ["noon"]}),
    with_calendar(closed="2026-12-24"),
    with_calendar(closed=[{"from": "2026-12-24", "until": "2026-12-26"}]),
    with_calendar(closed=[{"to": "2026-12-24"}]),
    with_calendar(open={"2026-05-30": []}),
    with_calendar(open={"Saturday": ["8-12"]}),
]  # fmt: skip


@pytest.mark.parametrize("document", WRONG, ids=lambda document: json.dumps(document)[:60])
def test_structural_faults_are_refused_by_both(document: Any) -> None:
    """Unknown keys and values of a wrong shape are refused by the schema and by `from_document`."""
    assert not is_read(document)
    assert faults(PLAN, document) != []


# Words that a pattern cannot know, numbers in texts, and what three points say together.
BEYOND_A_SCHEMA = {
    "no-such-day: thirtieth of February", "bad-duration", "bad-duration: lag",
    "bad-hours-per-day: parts of a minute", "bad-risk-factor: text", "mixed-points",
    "not-two-points", "shares-not-one", "bad-quantiles", "quantiles-too-close", "shares-out-of-order",
}  # fmt: skip


def test_every_refusal_about_one_value_is_one_of_the_schema() -> None:
    """Of the table of refusals, all that stand before the plan is looked at as a whole are refused."""
    whole = next(number for number, row in enumerate(REFUSALS) if row[0] == "unknown-calendar")
    missed = {
        name
        for name, document, *_ in REFUSALS[:whole]
        if PLAN.is_valid(document) and not name.startswith("points-out-of-order")
    }

    assert missed == BEYOND_A_SCHEMA


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-100, 100) | st.floats(-100, 100) | st.text(max_size=4)
    | MEANT_FOR_ANOTHER_KEY
    | st.sampled_from(["fs", "ß", "true", "2026-12-24/2026-12-26", "8-12", "-0d", "j"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([*keys_of(rp.Task), *CALENDAR_KEYS, "task", "type", "lag", "from", "mon", "x-"]),
        inner,
        max_size=3,
    ),
    max_leaves=5,
)  # fmt: skip


def containers(value: Any) -> Iterator[Any]:
    """Yield a mapping or list and all those inside it."""
    if isinstance(value, (dict, list)):
        yield value
        for inner in list(value.values()) if isinstance(value, dict) else value:
            yield from containers(inner)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """Draw documents of plans in which some values are replaced and some keys added, by anything."""
    document = as_json(rp.to_document(draw(plans())))
    for _ in range(draw(st.integers(1, 3))):
        inside = draw(st.sampled_from([item for item in containers(document) if item] or [document]))
        if isinstance(inside, list):
            inside[draw(st.integers(0, len(inside) - 1))] = draw(JUNK)
        elif draw(st.booleans()):
            inside[draw(st.sampled_from(sorted(inside)))] = draw(JUNK)
        else:
            inside[draw(st.sampled_from([*keys_of(rp.Task), *keys_of(rp.Plan), *CALENDAR_KEYS]))] = draw(JUNK)
    return document


@settings(max_examples=150, deadline=None)
@given(spoiled())
def test_what_the_schema_refuses_is_not_read(document: Any) -> None:
    """The schema never refuses a document that `from_document` takes."""
    if not PLAN.is_valid(document):
        assert not is_read(document)


@settings(max_examples=100, deadline=None)
@given(key=st.sampled_from(keys_of(rp.Task)), value=JUNK | DATA)
def test_what_the_schema_refuses_in_a_task_is_not_read(key: str, value: object) -> None:
    """The same, for any value in any key of a task that is right otherwise."""
    document = with_tasks({"id": "a", "duration": "1d"} | {key: value})

    if not PLAN.is_valid(document):
        assert not is_read(document)


def test_a_schedule_is_held_to_its_keys() -> None:
    """A key too many or too few in the document of a schedule is refused."""
    document = rp.to_document(rp.schedule(rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d")])))

    assert faults(SCHEDULE, document) == []
    assert faults(SCHEDULE, document | {"zzz": 1}) != []
    for key in document:
        assert faults(SCHEDULE, {name: item for name, item in document.items() if name != key}) != []


def test_the_map_links_to_both_schemas() -> None:
    """The published files are named in the reference of their documents."""
    for name, path in PUBLISHED.items():
        page = DOCS / "reference" / ("plan-document.md" if name == "plan" else "schedule.md")
        assert f"]({path.name})" in page.read_text(encoding="utf-8")
