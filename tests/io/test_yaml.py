"""YAML: plain values with their lines, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retroplan.errors import Finding, PlanError
from retroplan.io import yaml
from retroplan.io.located import MAX_NESTING, MOST_FINDINGS

LETTERS = st.characters(exclude_categories=["Cs"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(LETTERS)
    | st.dates()
    | st.datetimes().map(lambda t: t.replace(fold=0))
    | st.sampled_from(
        ["on", "yes", "no", "~", "", "1_000", "0x1F", "2026-06-15", "a: b", "- a", "#", "-_", "<<"]
    )
)
KEYS = st.text(LETTERS) | st.dates() | st.integers(0, 99)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
).filter(lambda document: document is not None)


def loaded(text: str) -> object:
    """Read a YAML text."""
    return yaml.loads(text.encode()).document


def refused(data: str | bytes, limit: int = 10_000_000) -> list[Finding]:
    """Give the findings of a text that is refused."""
    with pytest.raises(PlanError) as caught:
        yaml.loads(data.encode() if isinstance(data, str) else data, limit)
    return list(caught.value.findings)


def outcome(data: bytes) -> object:
    """Read a text; give the document, or the findings."""
    try:
        return yaml.loads(data).document
    except PlanError as problem:
        return problem


def told(data: str | bytes, lang: str = "en") -> list[str]:
    """Give the sentences of a text that is refused."""
    return [finding.text(lang) for finding in refused(data)]


class TestValues:
    def test_plain_values(self) -> None:
        """Unquoted scalars are what YAML 1.2 says they are."""
        text = "{a: text, b: 12, c: -1.5, d: true, e: null, f: ~, g: , h: 1e3, i: 0x1F, j: 0o17, k: +3}"

        assert loaded(text) == {
            "a": "text", "b": 12, "c": -1.5, "d": True, "e": None, "f": None, "g": None, "h": 1000.0,
            "i": 31, "j": 15, "k": 3,
        }  # fmt: skip

    @pytest.mark.parametrize(
        "text", ["on", "off", "yes", "no", "y", "n", "Yes", "12:30", "J-60", "2w", "50%", "="]
    )
    def test_words_stay_text(self, text: str) -> None:
        """YAML 1.2 takes neither yes nor on for truth values, nor 12:30 for a number."""
        assert loaded(f"a: {text}") == {"a": text}

    def test_a_version_line_changes_nothing(self) -> None:
        """A file that says it is YAML 1.1 is read as 1.2 all the same."""
        assert loaded("%YAML 1.1\n---\na: on\nb: 010") == {"a": "on", "b": 10}

    def test_dates_and_times(self) -> None:
        """YAML timestamps become dates and date-times; a zone stays with its time."""
        text = "[2026-06-15, 2026-06-15 09:30:00, 2026-06-15T09:30:00+02:00]"
        zone = timezone(timedelta(hours=2))

        assert loaded(text) == [
            date(2026, 6, 15), datetime(2026, 6, 15, 9, 30), datetime(2026, 6, 15, 9, 30, tzinfo=zone),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "text", ["2026-02-30", "2026-06-15 09:30", "2026-06-15 25:00:00", "-_", "9" * 5000]
    )
    def test_what_is_no_value_after_all_stays_text(self, text: str) -> None:
        """A date that does not exist, or a number that nobody can print, is left to those who check it."""
        assert loaded(f"a: {text}") == {"a": text}

    def test_long_hexadecimal_numbers_stay_text(self) -> None:
        """Python could read such a number but never print it."""
        text = "0x" + "f" * 5000

        assert loaded(f"a: {text}") == {"a": text}

    def test_quoted_values_are_text(self) -> None:
        """Quotes make a text of anything."""
        assert loaded("['12', \"true\", '2026-06-15', \"\"]") == ["12", "true", "2026-06-15", ""]

    def test_block_texts(self) -> None:
        """Texts of several lines are read whole."""
        assert loaded("a: |\n  one\n  two\nb: >\n  one\n  two\n") == {"a": "one\ntwo\n", "b": "one two\n"}

    def test_merge_keys_mean_nothing(self) -> None:
        """The key << is a key like any other."""
        assert loaded("{<<: {a: 1}}") == {"<<": {"a": 1}}

    def test_a_byte_order_mark_is_no_text(self) -> None:
        """Windows editors put a mark before the first key; it is not part of it."""
        assert yaml.loads(b"\xef\xbb\xbfname: \xc3\xa9t\xc3\xa9").document == {"name": "été"}

    @given(DOCUMENTS)
    @example("\x85")
    @example(["a\u2028b", " a\n b", "é : à"])
    def test_written_documents_are_read_back(self, document: object) -> None:
        """What is written is read back as it was: values, types, order of keys."""
        again = yaml.loads(yaml.dumps(document)).document

        assert again == document
        assert repr(again) == repr(document)


class TestLines:
    TEXT = """\
# a comment
name: Demo
launch: 2026-06-15
calendars:
  studio.b: {closed: [2026-01-01,
    2026-02-02]}
tasks:
  - id: a
    duration: 5d
    after:
      - b
      - c SS

  - id: b
    constraint:
      type: nonsense
"""

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("name", 2),
            ("calendars.studio.b", 5),
            ("calendars.studio.b.closed[1]", 6),
            ("tasks[0]", 8),
            ("tasks[0].duration", 9),
            ("tasks[0].after", 10),
            ("tasks[0].after[1]", 12),
            ("tasks[1].constraint.type", 16),
        ],
    )
    def test_paths_lead_to_lines(self, path: str, line: int) -> None:
        """Every path of a document has the line of its key, or of its item."""
        assert yaml.loads(self.TEXT.encode()).line(path) == line

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("tasks[0].margin", 8),
            ("tasks[0].duration.likely", 9),
            ("tasks[0].after[7]", 10),
            ("tasks[0].after[x].y", 10),
            ("tasks[1].constraint.date[0]", 15),
            ("tasks[99999999999999999999]", 7),
        ],
    )
    def test_missing_things_have_the_line_around_them(self, path: str, line: int) -> None:
        """What is not in the text is looked for at the nearest thing around it."""
        assert yaml.loads(self.TEXT.encode()).line(path) == line

    @pytest.mark.parametrize("path", ["", "start", "[3]", "..", "]"])
    def test_the_whole_document_has_no_line(self, path: str) -> None:
        """What concerns no key of the text has no line."""
        assert yaml.loads(self.TEXT.encode()).line(path) is None


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "english", "french"),
        [
            (
                "a: 1\nb: [1, 2\nc: 3",
                "line 2: the text is not YAML: a bracket is opened here and not closed, "
                "or a comma is missing",
                "ligne 2: le texte n’est pas du YAML : un crochet ou une accolade est ouvert ici "
                "et n’est pas fermé, ou une virgule manque",
            ),
            (
                "a: b: c",
                'line 1: the text is not YAML: a text holds ": "; put it into quotes',
                "ligne 1: le texte n’est pas du YAML : un texte contient « : » ; "
                "le mettre entre guillemets droits",
            ),
            (
                "tasks:\n  - id: a\n    id: b",
                'tasks[0].id (line 3): "id" is written twice',
                "tasks[0].id (ligne 3): « id » est écrit deux fois",
            ),
            (
                "a: &x 1\nb: 2",
                "a (line 1): aliases (&name, *name) are refused; write the value out",
                "a (ligne 1): les alias (&nom, *nom) sont refusés ; écrire la valeur en entier",
            ),
            (
                "a: 1\nb: *x",
                "b (line 2): aliases (&name, *name) are refused; write the value out",
                "b (ligne 2): les alias (&nom, *nom) sont refusés ; écrire la valeur en entier",
            ),
            (
                "a: !!python/object:os.system x",
                'a (line 1): tags are refused ("tag:yaml.org,2002:python/object:os.system"); '
                "write the plain value",
                "a (ligne 1): les étiquettes sont refusées (« tag:yaml.org,2002:python/object:os.system ») ; "
                "écrire la valeur seule",
            ),
            (
                "a: 1\n---\nb: 2",
                "line 2: the text holds several documents (---); keep one",
                "ligne 2: le texte contient plusieurs documents (---) ; n’en garder qu’un",
            ),
            (
                "? [a, b]\n: c",
                "line 1: a key is a list or a mapping; write a text",
                "ligne 1: une clé est une liste ou un ensemble de clés ; écrire un texte",
            ),
            (
                "a: [1, .nan]",
                'a[1] (line 1): ".nan" is not a finite number',
                "a[1] (ligne 1): « .nan » n’est pas un nombre fini",
            ),
            (
                "a: 1e999",
                'a (line 1): "1e999" is not a finite number',
                "a (ligne 1): « 1e999 » n’est pas un nombre fini",
            ),
            (
                'a: "\\ud800"',
                'a (line 1): "\\ud800" is not text',
                "a (ligne 1): « \\ud800 » n’est pas un texte",
            ),
            (
                "a: 1\nb: \x07",
                "line 2: the text is not YAML: character U+0007 is not allowed",
                "ligne 2: le texte n’est pas du YAML : le caractère U+0007 n’est pas permis",
            ),
        ],
    )
    def test_what_is_refused_says_where_and_why(self, text: str, english: str, french: str) -> None:
        """A text that cannot be taken names the line, the path where there is one, and the reason."""
        assert told(text) == [english]
        assert told(text, "fr") == [french]

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_any_end_of_a_line_counts(self, line_end: str) -> None:
        """The line of a mistake is found whatever ends the lines before it."""
        text = line_end.join(["# a comment", "a: 1", "b: [2,", "  3]", "dur"])

        assert told(text) == ['line 5: the text is not YAML: there is no colon behind "dur"']

    def test_an_older_version_counts_lines_as_well(self) -> None:
        """A text that calls itself YAML 1.1 ends in the same message."""
        assert [finding.code for finding in refused("%YAML 1.1\n---\na: \x85\u2028\nb: 1\ndur")] == [
            "not-yaml"
        ]

    def test_all_refusals_come_together(self) -> None:
        """A text is read to its end, so that everything refused is told at once."""
        text = "a: *x\nb: !t 1\nb: 2\nc: &y .inf\nd: ["

        assert [(finding.code, finding.line) for finding in refused(text)] == [
            ("alias-refused", 1), ("tag-refused", 2), ("duplicate-key", 3), ("alias-refused", 4),
            ("not-finite", 4), ("not-yaml", 5),
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["", " \n\n", "# only a comment\n", "---\n", "~", "\ufeff"])
    def test_empty_documents(self, text: str) -> None:
        """A text without a value is an empty document."""
        assert [finding.code for finding in refused(text)] == ["empty-document"]

    def test_other_encodings(self) -> None:
        """A text in another encoding is told so, with the line of the first byte that is wrong."""
        assert told("a: 1\nb: été".encode("latin-1")) == ["line 2: the text is not UTF-8; save it as UTF-8"]
        assert [finding.code for finding in refused("a: 1".encode("utf-16"))] == ["not-utf8"]

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{b: ", "{? "])
    def test_nesting_bombs(self, opening: str) -> None:
        """A hundred thousand brackets end in a finding, at once and without exhausting the stack."""
        assert [finding.code for finding in refused(opening * 100_000)][-1] == "nested-too-deep"

    def test_nesting_bombs_in_words(self) -> None:
        """What is nested is not called tasks: those have another limit."""
        (found,) = refused("a: " + "[" * 300)
        assert found.text("en") == (
            "line 1: lists and mappings are nested more than 250 levels deep, more than "
            "100 levels of tasks need"
        )
        assert found.text("fr") == (
            "ligne 1: des listes et des ensembles de clés sont imbriqués sur plus de 250 niveaux, plus que "
            "n’en demandent 100 niveaux de tâches"
        )

    def test_nesting_has_room_for_a_plan(self) -> None:
        """As many levels as a plan may need are read."""
        document = loaded("[" * MAX_NESTING + "]" * MAX_NESTING)

        for _ in range(MAX_NESTING - 1):
            assert isinstance(document, list)
            document = document[0]
        assert document == []

    def test_alias_bombs(self) -> None:
        """Nine levels of nine aliases, a billion values written out, are refused without writing them out."""
        levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
        levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]

        assert {finding.code for finding in refused("\n".join(levels))} == {"alias-refused"}

    def test_no_more_findings_than_anybody_reads(self) -> None:
        """A text that is wrong throughout is told so a hundred times, not a million."""
        assert len(refused("a: 1\n" * 10_000)) == MOST_FINDINGS

    def test_large_documents(self) -> None:
        """More than ten million bytes are refused unparsed; another limit may be given."""
        assert told(b"a" * 10_000_001) == ["the document is larger than 10,000,000 bytes"]
        assert [finding.code for finding in refused("abcdef", limit=5)] == ["document-too-large"]
        assert yaml.loads(b"abcde", 5).document == "abcde"

    def test_large_keys_do_not_multiply(self) -> None:
        """A long key around many items costs its own length, not that length times the items."""
        text = "{? " + "k" * 200_000 + " : [" + "x," * 5_000 + "]}"

        assert len(yaml.loads(text.encode()).document["k" * 200_000]) == 5_000

    @given(
        st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        """Whatever the bytes, they are a document or a `PlanError`."""
        read = outcome(data)

        assert read is not None
        if isinstance(read, PlanError):
            assert all("\n" not in finding.text(lang) for finding in read.findings for lang in ("en", "fr"))

    @given(st.text(st.sampled_from(list("abk12-_.:,?!&*#|>'\"%@`{}[]<= \n\t\\~xuU+0")), max_size=40))
    def test_any_yaml_like_text_is_read_or_refused(self, text: str) -> None:
        """Texts made of the signs that mean something in YAML trip nothing."""
        assert outcome(text.encode()) is not None

    @pytest.mark.parametrize(
        "text", ['"\\UFFFFFFFF"', '"\\U00110000"', "%YAML 9.9\n--- a", "%YAML x\n--- a", "&", "*"]
    )
    def test_texts_that_trip_the_parser(self, text: str) -> None:
        """Errors of the parser's own making are told like those it knows of."""
        assert [finding.code for finding in refused(text)] == ["not-yaml"]


class TestWriting:
    def test_plan_documents_are_easy_to_read(self) -> None:
        """Mappings go on lines of their own, lists of texts on one; dates stand unquoted."""
        document = {
            "retroplan": 1, "name": "Été : essai", "launch": "2026-06-15", "start": "2026-01-05T09:30",
            "calendars": {"fr": {"country": "FR", "closed": ["2026-08-03/2026-08-21", "2026-12-24"]}},
            "tasks": [
                {"id": "a", "after": ["b", "c SS+2d"], "deadline": "2026-05-04", "x-due": "2026-05-04"},
                {"id": "on", "risk_factor": 1.2, "name": "2026-05-04"},
            ],
        }  # fmt: skip

        assert (
            yaml.dumps(document).decode()
            == """\
retroplan: 1
name: 'Été : essai'
launch: 2026-06-15
start: 2026-01-05T09:30
calendars:
  fr:
    country: FR
    closed: [2026-08-03/2026-08-21, 2026-12-24]
tasks:
  - id: a
    after: [b, c SS+2d]
    deadline: 2026-05-04
    x-due: '2026-05-04'
  - id: on
    risk_factor: 1.2
    name: '2026-05-04'
"""
        )

    def test_a_date_that_is_none_stays_text(self) -> None:
        """What only looks like a date is written as the text it is."""
        assert yaml.dumps({"launch": "2026-02-30"}) == b"launch: '2026-02-30'\n"

    def test_nothing_is_written_as_an_alias(self) -> None:
        """One list in two places is written twice."""
        shared = [1, 2]

        assert loaded(yaml.dumps({"a": shared, "b": shared}).decode()) == {"a": [1, 2], "b": [1, 2]}

    def test_other_values_are_reduced(self) -> None:
        """Values of other types, in x- keys, are written as what is nearest to them."""
        from decimal import Decimal
        from types import MappingProxyType

        document = {"x-a": Decimal("1.5"), "x-b": MappingProxyType({"c": (1, 2)}), "x-d": {3}, "x-e": 1 + 2j}

        assert loaded(yaml.dumps(document).decode()) == {
            "x-a": 1.5, "x-b": {"c": [1, 2]}, "x-d": "{3}", "x-e": "(1+2j)",
        }  # fmt: skip

    def test_what_cannot_be_written(self) -> None:
        """A number that is not finite and a list that holds itself are told."""
        endless: list[object] = []
        endless.append(endless)
        for value in (float("inf"), endless):
            with pytest.raises(PlanError) as caught:
                yaml.dumps({"x-a": value})

            assert [finding.code for finding in caught.value.findings] == ["unwritable-value"]
