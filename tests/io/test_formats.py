"""Reading and writing: one table of formats, files whole or not at all."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.io import json
from retroplan.io.format_table import FORMATS
from retroplan.scheduled import SCHEDULED_FIELDS
from tests.test_document import plans

PLAN = rp.Plan("Démo", launch="2026-06-15", calendar="FR", tasks=[rp.Task("a", "Rédaction", "2w", at="J-60")])
YAML = b"launch: 2026-06-15\ntasks:\n  - id: a\n    duration: 5d\n"

KEYS = [
    "launch", "start", "tasks", "id", "duration", "after", "before", "at", "until", "constraint",
    "deadline", "calendar", "calendars", "when", "risk_factor", "margin", "buffer", "hours_per_day",
    "links", "lang", "retroplan", "name", "type", "date", "lag", "task", "predecessor", "successor",
    "country", "subdivision", "week", "closed", "open", "days", "mon", "from", "to", "optimistic",
    "likely", "pessimistic", "distribution", "x-a",
]  # fmt: skip
TEXTS = [
    "", "a", "launch", "a FS+1d", "J-5", "5d", "-1d", "3d/5d/10d", "50%", "FR", "FR-57", "ouvres",
    "2026-06-15", "2026-06-15 09:30", "0001-01-01", "9999-12-31", "08:00-12:00", "start_no_earlier_than",
    "SS", "alap", "fr", "\x1b[31m", "1e5", "NaN", "Infinity",
]  # fmt: skip
VALUES = st.recursive(
    st.sampled_from([*TEXTS, "x" * 300, None, True, 0, 1, -1, 10**400, 1.5, 1e308]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=6,
)
MAPPINGS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)


def told(call: object, *args: object, lang: str = "en", **options: object) -> str:
    """Give the sentences that a call raises."""
    with pytest.raises(PlanError) as caught:
        call(*args, **options)  # type: ignore[operator]
    return caught.value.text(lang)


class TestTable:
    def test_every_row_leads_to_a_function(self) -> None:
        """Each format names a module that writes it, and that reads it where it says so."""
        for row in FORMATS:
            module = import_module(row.module)
            assert callable(getattr(module, row.writer))
            assert not row.reads or callable(module.loads)

    def test_every_format_has_one_default_in_each_language(self) -> None:
        """Whatever the language, a format without a view has exactly one."""
        for kind, name in {(row.type, row.name) for row in FORMATS}:
            views = [row for row in FORMATS if (row.type, row.name) == (kind, name)]
            for lang in ("en", "fr"):
                assert len([row for row in views if not row.default_in or lang in row.default_in]) == 1


class TestReading:
    def test_paths(self, tmp_path: Path) -> None:
        """A path is read by its suffix, in any case, as text or as a path."""
        for name in ("plan.yaml", "plan.yml", "plan.YAML"):
            (tmp_path / name).write_bytes(YAML)
            assert str(rp.read(tmp_path / name)["a"].duration) == "5d"
        (tmp_path / "plan.json").write_text('{"launch": "2026-06-15"}')
        assert rp.read(str(tmp_path / "plan.json")).tasks == ()

    @pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
    def test_bytes(self, kind: type) -> None:
        """Bytes are read in the format that is given."""
        assert "a" in rp.read(kind(YAML), format="yaml")
        assert "a" in rp.read(kind(YAML), format=".YML")

    def test_open_files(self, tmp_path: Path) -> None:
        """An open file is read by the suffix of its name, or in the format that is given."""
        path = tmp_path / "plan.yaml"
        path.write_bytes(YAML)
        with path.open("rb") as file:
            assert "a" in rp.read(file)
        assert "a" in rp.read(BytesIO(YAML), format="yaml")

    def test_files_that_give_little_at_a_time(self) -> None:
        """A socket gives its bytes in pieces; all of them are read."""

        class Socket(BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                return super().read(min(size or 0, 3))

        assert "a" in rp.read(Socket(YAML), format="yaml")

    def test_the_format_given_wins_over_the_suffix(self, tmp_path: Path) -> None:
        """JSON in a file of another name is read when it is said to be JSON."""
        path = tmp_path / "plan.txt"
        path.write_text('{"launch": "2026-06-15"}')

        assert rp.read(path, format="json").launch is not None

    def test_problems_have_their_lines(self) -> None:
        """Every problem of a YAML document names its path and its line."""
        text = b"""\
launch: 2026-06-15
calender: FR
tasks:
  - id: target
    duration: -5d
  - id: content
    after:
      - targte
      - target
  - id: content
"""
        assert told(rp.read, text, format="yaml").split("\n") == [
            'calender (line 2): "calender" is not a known key (did you mean "calendar"?)',
            'tasks[0].duration (line 5): "-5d" is negative; a duration is at least zero',
            'tasks[1].after[0] (line 8): "targte" is not a task (did you mean "target"?)',
            'tasks[2].id (line 10): "content" is already the id of tasks[1]',
        ]
        assert told(rp.read, text, format="yaml", lang="fr").split("\n")[2:] == [
            "tasks[1].after[0] (ligne 8): « targte » n’est pas une tâche (vouliez-vous dire « target » ?)",
            "tasks[2].id (ligne 10): « content » est déjà l’identifiant de tasks[1]",
        ]

    @pytest.mark.parametrize(
        ("name", "english", "french"),
        [
            (
                "plan",
                "the name has no suffix that tells the format; "
                "give format= (one of yaml, json, csv, xlsx, md)",
                "le nom n’a pas de suffixe qui dise le format ; "
                "donner format= (l’un de yaml, json, csv, xlsx, md)",
            ),
            (
                "plan.yaaml",
                '"yaaml" is not a format that can be read here (did you mean "yaml"?) '
                "(choose among yaml, json, csv, xlsx, md)",
                "« yaaml » n’est pas un format qui peut être lu ici (vouliez-vous dire « yaml » ?) "
                "(choisir parmi yaml, json, csv, xlsx, md)",
            ),
            (
                "plan.pdf",
                '"pdf" is not a format that can be read here (choose among yaml, json, csv, xlsx, md)',
                "« pdf » n’est pas un format qui peut être lu ici (choisir parmi yaml, json, csv, xlsx, md)",
            ),
            ("nowhere.yaml", 'there is no file "nowhere.yaml"', "il n’y a pas de fichier « nowhere.yaml »"),
        ],
    )
    def test_names_that_cannot_be_read(self, name: str, english: str, french: str) -> None:
        """A name without a known suffix, or of no file, says what would be read."""
        assert told(rp.read, name) == english
        assert told(rp.read, name, lang="fr") == french

    def test_bytes_need_a_format(self) -> None:
        """Nothing is guessed from the bytes themselves."""
        assert told(rp.read, YAML).startswith("the name has no suffix")
        assert told(rp.read, BytesIO(YAML)).startswith("the name has no suffix")

    def test_files_that_cannot_be_read(self, tmp_path: Path) -> None:
        """A directory, or a name that no file can have, is told with the reason."""
        (tmp_path / "dir.yaml").mkdir()

        assert told(rp.read, tmp_path / "dir.yaml").endswith('dir.yaml" cannot be read: it is a folder')
        assert told(rp.read, "a\0b.yaml") == '"a\ufffdb.yaml" cannot be read: no file can have that name'
        assert "cannot be read" in told(rp.read, "a" * 5000 + ".yaml")

    def test_the_limit(self, tmp_path: Path) -> None:
        """More bytes than the limit are not parsed, and of a file not even read."""
        path = tmp_path / "plan.yaml"
        path.write_bytes(YAML)
        expected = "the document is larger than 20 bytes"

        assert told(rp.read, path, limit=20) == expected
        assert told(rp.read, YAML, format="yaml", limit=20) == expected
        assert told(rp.read, BytesIO(YAML), format="json", limit=20) == expected
        assert rp.read(path, limit=len(YAML)).launch is not None

    def test_endless_files(self) -> None:
        """A file without end is read up to the limit."""
        with Path("/dev/zero").open("rb") as file:
            assert told(rp.read, file, format="yaml", limit=1000) == "the document is larger than 1,000 bytes"

    @pytest.mark.parametrize("source", [{"launch": "2026-06-15"}, None, 3])
    def test_sources_of_other_types(self, source: object) -> None:
        """A mapping is no file; the error says what is one."""
        with pytest.raises(TypeError, match="give a path, bytes or a binary file"):
            rp.read(source, format="yaml")  # type: ignore[arg-type]

    def test_files_opened_as_text(self) -> None:
        """A file opened as text says how to open it."""
        with pytest.raises(TypeError, match="open it in binary mode"):
            rp.read(StringIO("launch: 2026-06-15"), format="yaml")  # type: ignore[arg-type]

    @pytest.mark.parametrize("format", ["yaml", "json"])
    @given(data=st.binary(max_size=80))
    @example(data=b"launch: 2026-06-15\ntasks: [{id: a, duration: .1e9d, at: 3}]")
    @example(data=b'{"launch": 1e308, "tasks": [{"id": 1, "after": {"task": 5}}], "calendars": {"a": []}}')
    @example(data=b"{? 2026-01-01 : 1, 1: 2, ~: 3, true: 4, 1.5: 5}")
    @example(data=b"tasks: [{id: 0x" + b"f" * 900 + b"}]")
    def test_any_bytes_are_a_plan_or_a_plan_error(self, format: str, data: bytes) -> None:
        """Whatever the bytes, reading them gives a plan or all that is wrong with them."""
        assert_understood(outcome(data, format))

    @settings(max_examples=200)
    @given(head=MAPPINGS, tasks=st.lists(MAPPINGS, max_size=3))
    def test_any_document_is_a_plan_or_a_plan_error(self, head: dict[str, object], tasks: object) -> None:
        """Known keys with values of any type are read, or told; nothing else is raised."""
        assert_understood(outcome(json.dumps({"launch": "2026-06-15", "tasks": tasks} | head), "json"))


def outcome(data: bytes, format: str) -> rp.Plan | PlanError:
    """Read bytes; give the plan, or what is wrong."""
    try:
        return rp.read(data, format=format)
    except PlanError as problem:
        return problem


def assert_understood(read: rp.Plan | PlanError) -> None:
    """Assert that what was read is a plan that can be written, or problems that can be told."""
    if isinstance(read, PlanError):
        assert read.findings
        assert read.text("en")
        assert read.text("fr")
    else:
        assert rp.dumps(read, "yaml")


class TestWritingBytes:
    @pytest.mark.parametrize("format", ["yaml", "json"])
    @given(plan=plans())
    @settings(max_examples=40, deadline=None)
    def test_plans_are_read_back(self, format: str, plan: rp.Plan) -> None:
        """A plan that is written and read again is the same plan, in both formats."""
        assert rp.read(rp.dumps(plan, format), format=format) == plan

    def test_each_value_has_its_formats(self) -> None:
        """A plan is written as a document, a schedule as a document or a table."""
        schedule = rp.schedule(PLAN)

        assert rp.dumps(PLAN, "yaml").startswith(b"retroplan: 1\nname: D\xc3\xa9mo\n")
        assert rp.dumps(PLAN, "json").startswith(b'{\n  "retroplan": 1,')
        assert rp.dumps(schedule, "json").startswith(b'{\n  "plan": {')
        assert rp.dumps(schedule, "md").startswith(b"| J | Task |")
        assert rp.dumps(schedule, "markdown") == rp.dumps(schedule, "md")

    def test_the_view_follows_the_language(self) -> None:
        """CSV is for programs, unless the language is French; a view that is asked for wins."""
        schedule, french = rp.schedule(PLAN), rp.schedule(PLAN.replace(lang="fr"))
        plain = ",".join(SCHEDULED_FIELDS).encode()

        assert rp.dumps(schedule, "csv").startswith(plain)
        assert rp.dumps(french, "csv").startswith("\ufeffJ;Tâche".encode())
        assert rp.dumps(french, "csv", lang="en").startswith(plain)
        assert rp.dumps(french, "csv", view="plain").startswith(plain)
        assert rp.dumps(schedule, "csv", lang="fr-CA").startswith("\ufeffJ;Tâche".encode())
        assert rp.dumps(schedule, "csv", view="table").startswith("\ufeffJ,Task".encode())

    def test_formats_that_a_value_has_not(self) -> None:
        """A format that is not for this value says which are."""
        assert told(rp.dumps, PLAN, "dwg") == (
            '"dwg" is not a format that can be written here (choose among yaml, json, csv, xlsx, md)'
        )
        known = ", ".join(dict.fromkeys(row.name for row in FORMATS if row.type == "schedule"))
        assert told(rp.dumps, rp.schedule(PLAN), "yaml", lang="fr") == (
            f"« yaml » n’est pas un format qui peut être écrit ici (choisir parmi {known})"
        )

    def test_views_that_a_format_has_not(self) -> None:
        """A view that a format has not says which it has."""
        assert told(rp.dumps, rp.schedule(PLAN), "csv", view="plane") == (
            '"plane" is not a view of csv (did you mean "plain"?) (choose among plain, table)'
        )

    def test_other_values_have_no_format(self) -> None:
        """Only plans and schedules are written."""
        with pytest.raises(TypeError, match="give a Plan or a Schedule"):
            rp.dumps({"launch": "2026-06-15"}, "yaml")  # type: ignore[arg-type]

    @pytest.mark.parametrize("format", ["yaml", "json", "csv", "md"])
    def test_half_characters_are_told(self, format: str) -> None:
        """A name that no file can hold is told, not raised from within."""
        plan = PLAN.replace(tasks=[rp.Task("a", "caf\udce9", "1d")])
        value = plan if format in ("yaml", "json") else rp.schedule(plan)

        assert told(rp.dumps, value, format) == '"\\udce9" is not text'


class TestWritingFiles:
    def test_the_suffix_tells_the_format(self, tmp_path: Path) -> None:
        """What is written to a path is what `dumps` gives in the format of its suffix."""
        schedule = rp.schedule(PLAN)
        for name, value in (
            ("p.yaml", PLAN),
            ("p.yml", PLAN),
            ("p.json", PLAN),
            ("s.csv", schedule),
            ("s.md", schedule),
        ):
            rp.write(value, tmp_path / name)
            assert (tmp_path / name).read_bytes() == rp.dumps(value, name.partition(".")[2])
        rp.write(schedule, str(tmp_path / "s.txt"), format="csv", lang="fr", view="plain")
        assert (tmp_path / "s.txt").read_bytes() == rp.dumps(schedule, "csv", view="plain")

        assert rp.read(tmp_path / "p.yaml") == PLAN

    def test_a_name_without_suffix_needs_a_format(self, tmp_path: Path) -> None:
        """Nothing is written where the format is not known."""
        assert told(rp.write, PLAN, tmp_path / "plan").startswith("the name has no suffix")
        assert list(tmp_path.iterdir()) == []

    def test_new_files_have_usual_permissions(self, tmp_path: Path) -> None:
        """A new file has the permissions that the user's umask leaves."""
        mask = os.umask(0o027)
        try:
            rp.write(PLAN, tmp_path / "plan.yaml")
        finally:
            os.umask(mask)

        assert stat.S_IMODE((tmp_path / "plan.yaml").stat().st_mode) == 0o640

    def test_old_files_keep_their_permissions(self, tmp_path: Path) -> None:
        """A file that is replaced is as private, or as public, as it was."""
        path = tmp_path / "plan.yaml"
        path.write_text("old")
        path.chmod(0o604)
        rp.write(PLAN, path)

        assert stat.S_IMODE(path.stat().st_mode) == 0o604
        assert rp.read(path) == PLAN

    def test_links_stay_links(self, tmp_path: Path) -> None:
        """Writing through a link writes the file behind it."""
        (tmp_path / "there").mkdir()
        (tmp_path / "there" / "real.yaml").write_text("old")
        link = tmp_path / "plan.yaml"
        link.symlink_to(tmp_path / "there" / "real.yaml")
        rp.write(PLAN, link)

        assert link.is_symlink()
        assert rp.read(tmp_path / "there" / "real.yaml") == PLAN

    @pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
    def test_a_failure_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        """Wherever writing fails, the old file is as it was and nothing lies beside it."""

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        path = tmp_path / "plan.yaml"
        path.write_text("old")
        monkeypatch.setattr(os, step, fail)
        sentence = told(rp.write, PLAN, path)
        monkeypatch.undo()

        assert sentence == f'"{path}" cannot be written: the disk is full'
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    def test_an_interruption_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody who stops the program finds the old file, and no other."""

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            rp.write(PLAN, tmp_path / "plan.yaml")

        assert list(tmp_path.iterdir()) == []

    def test_a_value_that_cannot_be_written_touches_nothing(self, tmp_path: Path) -> None:
        """The bytes are made before the file is touched."""
        path = tmp_path / "plan.json"
        path.write_text("old")
        told(rp.write, PLAN.replace(extra={"x-a": float("nan")}), path)

        assert path.read_text() == "old"

    def test_places_that_cannot_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A missing or read-only place, a directory, a name that no file can have: each has its reason."""
        (tmp_path / "dir.yaml").mkdir()
        (tmp_path / "closed.yaml").write_text("old")

        assert told(rp.write, PLAN, tmp_path / "no" / "plan.yaml").endswith("there is no such file or folder")
        assert told(rp.write, PLAN, tmp_path / "dir.yaml").endswith("cannot be written: it is a folder")
        assert (
            told(rp.write, PLAN, "a\0b.yaml")
            == '"a\ufffdb.yaml" cannot be written: no file can have that name'
        )
        monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root
        assert told(rp.write, PLAN, tmp_path / "closed.yaml").endswith("cannot be written: permission denied")
        assert (tmp_path / "closed.yaml").read_text() == "old"

    def test_devices_are_not_replaced(self, tmp_path: Path) -> None:
        """What is no file, such as a pipe, is left in its place."""
        os.mkfifo(tmp_path / "pipe.yaml")

        assert "cannot be written" in told(rp.write, PLAN, tmp_path / "pipe.yaml")
        assert stat.S_ISFIFO((tmp_path / "pipe.yaml").stat().st_mode)


@pytest.mark.parametrize("format", ["yaml", "json", "csv", "md"])
def test_a_workbook_with_another_suffix_is_told(format: str) -> None:
    """A workbook that was renamed is not read as a text of strange letters."""
    data = rp.dumps(rp.Plan(launch="2027-06-15"), "xlsx")

    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format=format)
    assert caught.value.text().startswith("these are the bytes of a workbook or an archive, not of " + format)


@pytest.mark.parametrize("format", ["svg", ".SVG", "ics", "mermaid"])
def test_a_plan_is_told_to_be_scheduled_for_what_shows_a_schedule(format: str) -> None:
    """A format of schedules is no misspelt format of plans."""
    with pytest.raises(rp.PlanError) as caught:
        rp.dumps(PLAN, format)
    name = {"mermaid": "mmd"}.get(format, format.lower().removeprefix("."))

    assert [caught.value.text("en"), caught.value.text("fr")] == [
        f'"{name}" is written of a schedule, not of a plan; give rp.schedule(plan) instead of the plan',
        f"« {name} » s’écrit pour un calendrier, pas pour un plan ; donner rp.schedule(plan) au lieu du plan",
    ]
    with pytest.raises(rp.PlanError, match=r'"svgg" is not a format .* \(choose among yaml, '):
        rp.dumps(PLAN, "svgg")


@pytest.mark.parametrize("status", ["Fait", None])
def test_the_status_is_in_tables_of_a_schedule_that_has_any(status: str | None) -> None:
    """A column of its own where the plan says how far something is, and none otherwise."""
    plan = PLAN.change("a", status=status)
    schedule = rp.schedule(plan)
    plain = rp.dumps(schedule, "csv", view="plain").decode().splitlines()
    listed = rp.dumps(schedule, "md", lang="fr").decode().splitlines()
    table = rp.dumps(schedule, "csv", lang="fr").decode().splitlines()

    assert plain[0].split(",") == [*SCHEDULED_FIELDS, *(["status"] if status else [])]
    ends = [line.rsplit(",", 1)[1] for line in plain[1:]]
    assert (ends == ["Fait", ""]) == bool(status)
    assert ("| Statut |" in listed[0], "| Fait |" in listed[2]) == (bool(status),) * 2
    assert (table[0].endswith(";Statut"), table[1].endswith(";Fait")) == (bool(status),) * 2
    assert (">Status<" in plan._repr_html_(), ">Fait<" in plan._repr_html_()) == (bool(status),) * 2
