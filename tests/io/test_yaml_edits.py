"""Plans in YAML edited in place: the new plan, and everything else as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.io import yaml
from tests.io.yaml_styles import Styled, styled
from tests.test_document import plans

Change = Callable[[rp.Plan], rp.Plan]

PLAN = """\
# Campaign of the spring

name: "Démo"   # seen by all
launch: 2026-06-15

calendar: FR
# what is to be done
tasks:
  # Phase 1
  - id: brief
    name: Brief  # short
    duration: 2 semaines
    after: []
    # before: [launch]

  # then
  - {id: target, duration: 5 jours, after: [brief, "brief SS+2d"]}  # all at once

  - id: make
    tasks:
      # the first child
      - id: film
        name: 'Film'
        duration: 1d
# the end
"""


def kept(plan: rp.Plan, text: str | bytes) -> str:
    """Write a plan with the manner of an older text; the text is edited, not written anew."""
    data = text if isinstance(text, bytes) else text.encode()
    with patch("retroplan.io.yaml.dumps", side_effect=AssertionError("written anew")):
        return rp.dumps(plan, "yaml", previous=data).decode()


def edit(change: Change, text: str = PLAN) -> tuple[list[str], list[str]]:
    """Change a plan; give the lines of its text that are gone, and those that are new."""
    made = kept(change(rp.read(text.encode(), format="yaml")), text)

    assert rp.read(made.encode(), format="yaml") == change(rp.read(text.encode(), format="yaml"))
    before, after = Counter(text.split("\n")), Counter(made.split("\n"))
    return [*(before - after).elements()], [*(after - before).elements()]


class TestOneChange:
    @pytest.mark.parametrize(
        ("change", "gone", "new"),
        [
            (
                lambda plan: plan.change("brief", duration="8d"),
                ["    duration: 2 semaines"],
                ["    duration: 8d"],
            ),
            (
                lambda plan: plan.change("brief", name="A: b"),
                ["    name: Brief  # short"],
                ["    name: 'A: b'  # short"],
            ),
            (
                lambda plan: plan.replace(name="x"),
                ['name: "Démo"   # seen by all'],
                ['name: "x"   # seen by all'],
            ),
            (
                lambda plan: plan.change("film", name="L’été"),
                ["        name: 'Film'"],
                ["        name: 'L’été'"],
            ),
            (
                lambda plan: plan.replace(launch="2027-09-07"),
                ["launch: 2026-06-15"],
                ["launch: 2027-09-07"],
            ),
            (
                lambda plan: plan.change("target", after=["brief SS+2d"]),
                ['  - {id: target, duration: 5 jours, after: [brief, "brief SS+2d"]}  # all at once'],
                ['  - {id: target, duration: 5 jours, after: ["brief SS+2d"]}  # all at once'],
            ),
            (
                lambda plan: plan.change("brief", after=["film"]),
                ["    after: []"],
                ["    after: [film]"],
            ),
        ],
    )  # fmt: skip
    def test_a_changed_value(self, change: Change, gone: list[str], new: list[str]) -> None:
        """Only the line of the value is touched; a text keeps its quotes, a line its comment."""
        assert edit(change) == (gone, new)

    def test_a_new_key_stands_where_a_plain_document_has_it(self) -> None:
        """It comes behind the key that precedes it there, whatever the order of the user."""
        made = kept(
            rp.read(PLAN.encode(), format="yaml")
            .replace(buffer="2d", lang="fr")
            .change("film", deadline="2026-05-04"),
            PLAN,
        )

        assert 'name: "Démo"   # seen by all\nlang: fr\nlaunch: 2026-06-15\n' in made
        assert "calendar: FR\nbuffer: 2d\n# what is to be done\ntasks:" in made
        assert made.endswith("        duration: 1d\n        deadline: 2026-05-04\n# the end\n")

    def test_a_first_key_stands_below_the_head_of_the_file(self) -> None:
        """What a file says of itself stays above all keys."""
        text = "# Plan A\nlaunch: 2026-06-15\n"

        assert kept(rp.read(text.encode(), format="yaml").replace(name="A"), text) == (
            "# Plan A\nname: A\nlaunch: 2026-06-15\n"
        )

    def test_a_removed_key_leaves_its_comment(self) -> None:
        """The words of the user outlive the value they stood behind."""
        text = "launch: 2026-06-15\ntasks:\n  - id: a\n    deadline: 2026-05-04  # agreed with Anna\n"

        assert edit(lambda plan: plan.change("a", deadline=None), text) == (
            ["    deadline: 2026-05-04  # agreed with Anna"],
            ["    # agreed with Anna"],
        )

    def test_the_last_key_of_a_mapping(self) -> None:
        """A plan without its only key, or a list without its only item, is still a mapping or a list."""
        assert kept(rp.Plan(), "# empty\nlaunch: 2026-06-15\n") == "{}\n# empty\n"
        assert kept(rp.Plan(extra={"x-a": []}), "x-a:\n  # none\n  - 1\n") == "x-a: []\n  # none\n"
        assert kept(rp.Plan(extra={"x-a": {}}), "x-a: # none\n  b: 1\n") == "x-a: {} # none\n"
        assert kept(rp.Plan(extra={"x-a": [{}]}), "x-a:\n  - b: 1\n  \n") == "x-a:\n  - {}\n  \n"
        assert kept(rp.Plan(), "{launch: 2026-06-15}") == "{}"

    def test_a_key_without_value_is_filled(self) -> None:
        """An unfinished line is finished."""
        text = "launch:   # not known yet\ntasks: # none yet\n"
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d")])

        assert kept(plan, text) == (
            "launch: 2026-06-15   # not known yet\ntasks: # none yet\n  - id: a\n    duration: 1d\n"
        )


class TestTasks:
    def test_an_added_task_looks_like_its_neighbours(self) -> None:
        """It has their column, their brackets, and the empty line between them."""
        assert edit(lambda plan: plan.add({"id": "new", "duration": "2d"})) == (
            [],
            ["", "  - id: new", "    duration: 2d"],
        )
        text = "launch: 2026-06-15\ntasks:\n- {id: a}\n- {id: b}\n"
        assert edit(lambda plan: plan.add({"id": "c", "duration": "2d"}), text) == (
            [],
            ["- {id: c, duration: 2d}"],
        )
        text = "launch: 2026-06-15\ntasks:\n-   id: a\n    name: A\n"
        assert edit(lambda plan: plan.add({"id": "c", "name": "C"}), text) == (
            [],
            ["-   id: c", "    name: C"],
        )

    def test_a_task_in_brackets_on_one_line_or_several(self) -> None:
        """Commas are put and taken where they belong."""
        one = "{launch: 2026-06-15, tasks: [{id: a}, {id: b}]}"
        several = (
            '{\n  "launch": "2026-06-15",\n  "tasks": [\n    {"id": "a"},\n    {"id": "b"} # last\n  ]\n}\n'
        )
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a"), rp.Task("b"), rp.Task("c")])

        assert kept(plan, one) == "{launch: 2026-06-15, tasks: [{id: a}, {id: b}, {id: c}]}"
        assert kept(plan, several) == several.replace('"b"} # last\n', '"b"}, # last\n    {id: c}\n')
        assert kept(plan.remove("c").remove("b"), one) == "{launch: 2026-06-15, tasks: [{id: a}]}"
        assert kept(plan.remove("c").remove("a"), several) == several.replace('    {"id": "a"},\n', "")
        assert kept(plan.remove("c").remove("b").remove("a"), one) == "{launch: 2026-06-15, tasks: []}"

    def test_a_bracket_stays_on_its_line(self) -> None:
        """Even where YAML would have it further inside, it stays where the user put it."""
        text = "launch: 2026-06-15\ntasks: [\n  {id: a},\n  {id: b},\n]\n"

        assert edit(lambda plan: plan.add({"id": "c"}), text) == ([], ["  {id: c},"])
        assert edit(lambda plan: plan.remove("b"), text) == (["  {id: b},"], [])

    def test_children_are_added_to_a_leaf(self) -> None:
        """A leaf becomes a summary, in the manner it is written in."""
        added = {"id": "new", "duration": "2d"}

        assert edit(lambda plan: plan.add(added, under="film").change("film", duration=None)) == (
            ["        duration: 1d"],
            ["        tasks:", "          - id: new", "            duration: 2d"],
        )
        text = "launch: 2026-06-15\ntasks:\n  - {id: a}  # a\n"
        assert edit(lambda plan: plan.add(added, under="a"), text)[1] == [
            "  - {id: a, tasks: [{id: new, duration: 2d}]}  # a"
        ]

    def test_a_removed_task_takes_what_stands_in_it(self) -> None:
        """Its lines and the comments in them go; a comment above it stays."""
        assert edit(lambda plan: plan.replace(tasks=plan.tasks[1:]).change("target", after=[]))[0] == [
            "  - id: brief",
            "    name: Brief  # short",
            "    duration: 2 semaines",
            "    after: []",
            "    # before: [launch]",
            '  - {id: target, duration: 5 jours, after: [brief, "brief SS+2d"]}  # all at once',
        ]
        made = kept(rp.read(PLAN.encode(), format="yaml").remove("film"), PLAN)
        assert made.endswith("  - id: make\n    # the first child\n# the end\n")
        made = kept(rp.read(PLAN.encode(), format="yaml").replace(tasks=[]), PLAN)
        assert made.endswith("tasks: []\n  # Phase 1\n\n  # then\n# the end\n")

    def test_tasks_change_places(self) -> None:
        """A task that moves takes its lines and the comments right above it along."""
        moved = "  # the a\n  - id: a  # !\n    duration: 2 jours\n"
        text = f"launch: 2026-06-15\ntasks:\n{moved}  - id: b\n  - id: c\n"
        made = kept(
            rp.Plan(launch="2026-06-15", tasks=[{"id": "b"}, {"id": "c"}, {"id": "a", "duration": "2d"}]),
            text,
        )

        assert made == f"launch: 2026-06-15\ntasks:\n  - id: b\n  - id: c\n{moved}"

    def test_tasks_change_parents(self) -> None:
        """A task under another summary keeps its words and comments, in its new column."""
        plan = rp.read(PLAN.encode(), format="yaml")
        group = rp.Task("group", tasks=[plan["film"], plan["brief"]])
        made = kept(rp.Plan("Démo", launch="2026-06-15", calendar="FR", tasks=[plan["target"], group]), PLAN)

        assert made.endswith(
            """\
tasks:
  # then
  - {id: target, duration: 5 jours, after: [brief, "brief SS+2d"]}  # all at once

  - id: group
    tasks:
      # the first child
      - id: film
        name: 'Film'
        duration: 1d
      # Phase 1
      - id: brief
        name: Brief  # short
        duration: 2 semaines
        after: []
        # before: [launch]
# the end
"""
        )

    def test_a_child_becomes_the_parent_of_its_parent(self) -> None:
        """Each finds its own lines again."""
        text = (
            "launch: 2026-06-15\ntasks:\n  - id: a # 1\n    tasks:\n      - id: b # 2\n        name: B # 3\n"
        )
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("b", "B", tasks=[rp.Task("a")])])

        assert kept(plan, text) == (
            "launch: 2026-06-15\ntasks:\n  - id: b # 2\n    name: B # 3\n    tasks:\n      - id: a # 1\n"
        )

    def test_a_block_moves_into_brackets(self) -> None:
        """Brackets hold no lines, so the comments stand above them."""
        text = "launch: 2026-06-15\ntasks:\n  - {id: a}\n  # above\n  - id: b # in\n    duration: 1 jour\n"
        plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", tasks=[rp.Task("b", duration="1d")])])

        assert kept(plan, text) == (
            "launch: 2026-06-15\ntasks:\n  # above\n  # in\n  - {id: a, tasks: [{id: b, duration: 1d}]}\n"
        )

    def test_brackets_of_a_block_list_move_into_brackets(self) -> None:
        """A task in brackets goes as it stands; each comment is told once, though children part from it."""
        text = (
            "launch: 2026-06-15\ntasks:\n  - {id: g}\n"
            "  - { 'id': s, tasks: [ { 'id': a }, # 1\n    {id: b, # 2\n    }] } # 3\n"
        )
        plan = rp.Plan(
            launch="2026-06-15",
            tasks=[{"id": "b"}, {"id": "g", "tasks": [{"id": "s", "tasks": [{"id": "a"}]}]}],
        )
        assert kept(plan, text) == (
            "launch: 2026-06-15\ntasks:\n  - {id: b, # 2\n    }\n  # 3\n"
            "  - {id: g, tasks: [{ 'id': s, tasks: [ { 'id': a } # 1\n                      ] }]}\n"
        )

    def test_the_last_lines_of_a_text_without_line_end_move(self) -> None:
        """What stood at the end of the text gets the line end that it now needs."""
        text = "launch: 2026-06-15\ntasks:\n  - id: s\n  - id: a # 1"
        plan = rp.Plan(launch="2026-06-15", tasks=[{"id": "s", "tasks": [{"id": "a"}], "x-b": 1}])

        assert kept(plan, text) == (
            "launch: 2026-06-15\ntasks:\n  - id: s\n    tasks:\n      - id: a # 1\n    x-b: 1\n"
        )

    def test_a_renamed_task_is_the_same_task(self) -> None:
        """Another id leaves the rest of its lines alone, also beside other changes of a task with a name."""
        text = "launch: 2026-06-15\ntasks:\n  - id: a # 1\n    duration: 2 jours # 2\n"

        assert edit(lambda plan: plan.replace(tasks=[rp.Task("z", duration="2d")]), text) == (
            ["  - id: a # 1"],
            ["  - id: z # 1"],
        )
        text = "launch: 2026-06-15\ntasks:\n  - {id: a, name: A, duration: 1 jour} # 1\n"
        assert edit(lambda plan: plan.change("a", id="z", duration="2d"), text)[1] == [
            "  - {id: z, name: A, duration: 2d} # 1"
        ]


class TestOtherValues:
    TEXT = """\
launch: 2026-06-15
calendar: here
calendars:
  here:
    country: FR   # ours
    week: {lundi: ["8h-12h"], mar: [8-12]}
    closed:
      - 2026-05-15  # bridge
      - {from: 2026-08-03, to: 2026-08-21, label: Été}
links:  # beside
  - {predecessor: a, successor: b}
  - {predecessor: b, successor: c, type: fs}  # long
tasks: [{id: a}, {id: b}, {id: c}]
x-team:
  lead: Anna  # for now
  size: 3
"""

    def test_calendars_and_links(self) -> None:
        """What a calendar or a list of links says is edited part by part where it can be."""
        here = rp.read(self.TEXT.encode(), format="yaml").calendars["here"]
        change = rp.to_document(rp.Plan(calendars={"here": here}))["calendars"]["here"]
        change["closed"] = ["2026-05-14", *change["closed"]]

        assert edit(lambda plan: plan.replace(calendars={"here": change}), self.TEXT) == (
            [], ["      - 2026-05-14"],
        )  # fmt: skip
        assert edit(lambda plan: plan.replace(links=plan.links[1:]), self.TEXT) == (
            ["  - {predecessor: a, successor: b}"], [],
        )  # fmt: skip
        change["week"] = {"mon": ["08:00-12:00"]}
        assert edit(lambda plan: plan.replace(calendars={"here": change}), self.TEXT)[1] == [
            "    week: {mon: [08:00-12:00]}", "      - 2026-05-14",
        ]  # fmt: skip

    def test_foreign_keys(self) -> None:
        """Values of an x- key keep their types, and a text that looks like a date is no date."""
        change = {"x-team": {"lead": "2026-06-15", "size": 3.0, "more": True}}

        assert edit(lambda plan: plan.replace(extra=change), self.TEXT) == (
            ["  lead: Anna  # for now", "  size: 3"],
            ["  lead: '2026-06-15'  # for now", "  size: 3.0", "  more: true"],
        )

    def test_what_was_one_line_may_become_several(self) -> None:
        """A value of another shape stands in brackets behind its key; the comments in it above."""
        text = "launch: 2026-06-15\ncalendar: FR # ours\n"
        made = kept(rp.Plan(launch="2026-06-15", calendar={"country": "FR", "closed": ["2026-05-15"]}), text)
        assert made == "launch: 2026-06-15\ncalendar: {country: FR, closed: [2026-05-15]} # ours\n"

        text = (
            "launch: 2026-06-15\ntasks:\n  - id: a\n    duration: # three\n      optimistic: 1d # at best\n"
        )
        text += "      likely: 2d\n      pessimistic: 3d\n    when: alap\n"
        assert edit(lambda plan: plan.change("a", duration="5d"), text)[1] == [
            "    # at best", "    duration: 5d # three",
        ]  # fmt: skip


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "\ufeffname: a\r\nlaunch: 2026-06-15  # c\r\ntasks:\r\n  - id: a\r\n    duration: 1 jour\r\n",
            "%YAML 1.2\n---\nname: a\nlaunch: 2026-06-15\ntasks: [{id: a, duration: 1j}]\n...\n",
            "--- {name: a, launch: 2026-06-15, tasks: [{id: a, duration: 1j,},],}",
            "? name\n: a\n? launch\n: 2026-06-15\ntasks:\n- id: a\n  duration: |\n    1d\n  # in a\n",
            "name: >-\n  a\nlaunch: 2026-06-15\ntasks:\n - # 1\n   'id': a\n   \"duration\": '1\n    d' # x",
            "name: a\rlaunch: 2026-06-15\rtasks:\r  - id: a\r    duration: 1 jour\r",
        ],
    )
    def test_texts_of_all_kinds(self, text: str) -> None:
        """Line ends, marks, quotes and explicit keys stay; what is new is written with the same line ends."""
        plan = rp.read(text.encode(), format="yaml")
        changed = plan.change("a", duration="8d", margin="1d").add({"id": "b", "tasks": [{"id": "c"}]})
        made = kept(changed, text)

        assert kept(plan, text) == text
        assert rp.read(made.encode(), format="yaml") == changed
        assert re.findall(r"#.*", text) == re.findall(r"#.*", made)
        assert set(re.findall(r"\r\n|\r|\n", made)) <= set(re.findall(r"\r\n|\r|\n", text))

    def test_lines_of_a_text_that_are_part_of_a_value(self) -> None:
        """Empty lines that belong to a text are not torn from it."""
        text = "x-a: |+\n  one\n\n\nlaunch: 2026-06-15\nx-b: |\n  # no comment\n"
        plan = rp.read(text.encode(), format="yaml")

        assert kept(plan.replace(launch=None), text) == "x-a: |+\n  one\n\n\nx-b: |\n  # no comment\n"
        assert kept(plan.replace(extra={**plan.extra, "x-c": 1}), text) == text + "x-c: 1\n"

    def test_a_text_of_several_lines_becomes_one(self) -> None:
        """The comment of its first line stays there; what follows is not touched."""
        text = "launch: 2026-06-15\nname: >-  # long\n  one\n  two\n# below\ntasks: []\n"

        assert kept(rp.Plan("x", launch="2026-06-15"), text) == (
            "launch: 2026-06-15\nname: x  # long\n# below\ntasks: []\n"
        )

    def test_what_cannot_be_edited_is_written_anew(self) -> None:
        """A text that ends inside a value, without a line end, says something else with more behind it."""
        plan = rp.Plan(launch="2026-06-15", extra={"x-a": "one", "x-b": 1})

        assert rp.dumps(plan, "yaml", previous=b"launch: 2026-06-15\nx-a: |\n  one") == rp.dumps(plan, "yaml")


class TestProperties:
    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def test_any_text_comes_to_say_any_plan(self, data: st.DataObject) -> None:
        """Whatever the old plan and the manner of its text, the new text says the new plan."""
        old, new = data.draw(plans()), data.draw(plans())
        text = data.draw(styled(rp.to_document(old)))
        made = kept(new, text.data)

        assert rp.read(text.data, format="yaml") == old
        assert rp.read(made.encode(), format="yaml") == new
        assert lost(text, made, new) == []

    @given(plans(), plans())
    @settings(max_examples=20, deadline=None)
    def test_plain_texts_come_to_say_any_plan(self, old: rp.Plan, new: rp.Plan) -> None:
        """A plan written over another can be read back."""
        assert rp.read(kept(new, rp.dumps(old, "yaml")).encode(), format="yaml") == new

    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def test_an_unchanged_plan_leaves_its_text_alone(self, data: st.DataObject) -> None:
        """Not one byte differs."""
        plan = data.draw(plans())
        text = data.draw(styled(rp.to_document(plan))).data

        assert rp.dumps(plan, "yaml", previous=text) == text

    @given(st.data())
    @settings(max_examples=40, deadline=None)
    def test_one_change_touches_its_lines_alone(self, data: st.DataObject) -> None:
        """Another name differs in the lines of the old one; all comments survive."""
        plan = data.draw(plans().filter(lambda plan: plan.tasks))
        text = data.draw(styled(rp.to_document(plan)))
        task = data.draw(st.sampled_from([*plan.walk()]))
        made = kept(plan.change(task.id, name="another name"), text.data)
        before, after = (re.split("\r\n|\n", item) for item in (text.data.decode(), made))
        gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)

        assert lost(text, made, plan) == []
        assert new.total() <= (
            0 if task.name == "another name" else 1 if not re.search(r"^[{\[]", made) else 2
        )
        assert gone.total() <= 1 + (task.name != "")


def lost(text: Styled, made: str, plan: rp.Plan) -> list[str]:
    """Give the comments that are not in a new text just once, but for those of tasks that are gone."""
    return [
        comment
        for comment, task in text.owners.items()
        if made.count(comment) != 1 and (not task or task in plan)
    ]


class TestPrevious:
    def test_it_may_be_bytes_a_path_or_a_file(self, tmp_path: Path) -> None:
        """What `rp.read` takes may be edited."""
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        plan = rp.read(path).change("film", duration="2d")
        made = kept(plan, PLAN).encode()

        assert rp.dumps(plan, "yaml", previous=path) == made
        assert rp.dumps(plan, "yml", previous=str(path)) == made
        assert rp.dumps(plan, "yaml", previous=BytesIO(PLAN.encode())) == made

    def test_writing_over_a_plan_keeps_its_comments(self, tmp_path: Path) -> None:
        """The file that is replaced is the one that is edited, unless it is said otherwise."""
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        plan = rp.read(path).change("film", duration="2d")
        rp.write(plan, path)
        assert path.read_bytes() == kept(plan, PLAN).encode()

        rp.write(plan, path, previous=b"# other\nlaunch: 2026-06-15\n")
        assert path.read_bytes().startswith(b"# other\nname: D\xc3\xa9mo\nlaunch: 2026-06-15\n")

        rp.write(plan, path, previous=False)
        assert path.read_bytes() == rp.dumps(plan, "yaml")

    @pytest.mark.parametrize(
        "there", [b"not: [a plan", b"", b"\xff", b"tasks: [{id: a}, {id: a}]", b"a: &b 1"]
    )
    def test_writing_over_what_is_no_plan(self, tmp_path: Path, there: bytes) -> None:
        """What cannot be read has nothing to keep, so the plan is written plainly."""
        path = tmp_path / "plan.yaml"
        path.write_bytes(there)
        rp.write(rp.Plan(launch="2026-06-15"), path)

        assert path.read_bytes() == rp.dumps(rp.Plan(launch="2026-06-15"), "yaml")

    @pytest.mark.parametrize(
        ("previous", "code"),
        [
            (b"launch: &a 2026-06-15", "alias-refused"),
            (b"launch: !!str 2026-06-15", "tag-refused"),
            (b"launch: 2026-06-15\nlaunch: 2026-06-16", "duplicate-key"),
            (b"a: " + b"[" * 300, "nested-too-deep"),
            (b"#" * 10_000_001, "document-too-large"),
            (b"launch: 2026-06-15\n---\na: 1", "several-documents"),
            (b"- a", "not-a-plan"),
            (b"tasks: [{id: a, duratoin: 5d}]", "unknown-key"),
            (b"{", "not-yaml"),
            (b"", "empty-document"),
        ],
    )
    def test_old_texts_are_read_strictly(self, previous: bytes, code: str) -> None:
        """An old text is refused exactly as `rp.read` refuses it."""
        with pytest.raises(rp.PlanError) as refused:
            rp.read(previous, format="yaml")
        with pytest.raises(rp.PlanError) as caught:
            rp.dumps(rp.Plan(launch="2026-06-15"), "yaml", previous=previous)

        assert caught.value.findings == refused.value.findings
        assert caught.value.findings[0].code == code

    def test_a_missing_file_is_told(self) -> None:
        """A path that leads nowhere is no old plan."""
        with pytest.raises(rp.PlanError, match="there is no file"):
            rp.dumps(rp.Plan(), "yaml", previous="nowhere.yaml")

    def test_formats_that_keep_nothing(self, tmp_path: Path) -> None:
        """Only YAML has comments to keep; the others say so."""
        schedule = rp.schedule(rp.Plan(launch="2026-06-15"))
        with pytest.raises(rp.PlanError) as caught:
            rp.dumps(rp.Plan(), "json", previous=b"{}")
        assert caught.value.text("en") == (
            "json keeps nothing of what was there before; leave out previous= (it is for yaml)"
        )
        with pytest.raises(rp.PlanError, match="keeps nothing"):
            rp.write(schedule, tmp_path / "s.csv", previous=b"a,b")

    @pytest.mark.parametrize("extra", [{"x-a": float("nan")}, {"x-a": "\ud800"}])
    def test_what_yaml_cannot_hold(self, extra: dict[str, object]) -> None:
        """A value that no YAML can hold is refused as without an old text."""
        plan = rp.Plan(launch="2026-06-15", extra=extra)
        with pytest.raises(rp.PlanError) as plain:
            rp.dumps(plan, "yaml")
        with pytest.raises(rp.PlanError) as caught:
            rp.dumps(plan, "yaml", previous=PLAN.encode())

        assert caught.value.findings == plain.value.findings

    @pytest.mark.parametrize("format", ["yaml", "json"])
    def test_the_deepest_plan_is_edited(self, format: str) -> None:
        """A hundred levels of tasks, in blocks or in brackets, are edited like one."""
        task = rp.Task("leaf", duration="1d")
        for level in range(99):
            task = rp.Task(f"s{level}", tasks=[task])
        plan = rp.Plan(launch="2026-06-15", tasks=[task])
        text = rp.dumps(plan, format).decode()

        assert kept(plan.change("leaf", duration="2d"), text) == text.replace("1d", "2d")

    def test_deep_values(self) -> None:
        """A value nested beyond reason is refused, not a crash."""
        deep: object = []
        for _ in range(300):
            deep = [deep]
        plan = rp.Plan(launch="2026-06-15", extra={"x-a": deep})

        assert rp.dumps(plan, "yaml", previous=PLAN.encode()) == yaml.dumps(plan.to_document())
