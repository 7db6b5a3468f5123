"""JSON: strict where the standard library is not."""

from __future__ import annotations

import json as python
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.errors import Finding, PlanError
from retroplan.io import json
from retroplan.io.located import MAX_NESTING, MOST_FINDINGS

LETTERS = st.characters(exclude_categories=["Cs"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(LETTERS)
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS), inner, max_size=4),
    max_leaves=12,
)


def refused(data: str | bytes, limit: int = 10_000_000) -> list[Finding]:
    """Give the findings of a text that is refused."""
    with pytest.raises(PlanError) as caught:
        json.loads(data.encode() if isinstance(data, str) else data, limit)
    return list(caught.value.findings)


def told(data: str | bytes, lang: str = "en") -> list[str]:
    """Give the sentences of a text that is refused."""
    return [finding.text(lang) for finding in refused(data)]


@given(DOCUMENTS)
def test_written_documents_are_read_back(document: object) -> None:
    """What is written is read back as it was."""
    again = json.loads(json.dumps(document)).document

    assert again == document
    assert repr(again) == repr(document)


def test_documents_are_written_for_people_too() -> None:
    """Two blanks a level, letters as they are, keys in their order, a line end at the end."""
    assert (
        json.dumps({"name": "Été", "a": [1, None]}).decode()
        == """\
{
  "name": "Été",
  "a": [
    1,
    null
  ]
}
"""
    )


def test_a_byte_order_mark_is_no_text() -> None:
    """A mark that some editors write is not part of the document."""
    assert json.loads(b'\xef\xbb\xbf{"a": 1}').document == {"a": 1}


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (
            '{"a": 1,\n "b": }',
            'line 2: the text is not JSON: "}" is not a value '
            "(put texts into double quotes; write true, false or null)",
            "ligne 2: le texte n’est pas du JSON : « } » n’est pas une valeur "
            "(mettre les textes entre guillemets doubles ; écrire true, false ou null)",
        ),
        (
            '{"tasks": [{"id": 1}, {"id": 2, "id": 3}], "tasks": [{"id": 2, "id": 3}]}',
            'tasks: "tasks" is written twice\ntasks[0].id: "id" is written twice',
            "tasks: « tasks » est écrit deux fois\ntasks[0].id: « id » est écrit deux fois",
        ),
        ('{"a": NaN}', 'a: "NaN" is not a finite number', "a: « NaN » n’est pas un nombre fini"),
        (
            '{"a": -Infinity}',
            'a: "-Infinity" is not a finite number',
            "a: « -Infinity » n’est pas un nombre fini",
        ),
        ("[1e999]", '[0]: "1e999" is not a finite number', "[0]: « 1e999 » n’est pas un nombre fini"),
        (
            '{"a": ["x", "\\ud800"], "\\udfff": 1}',
            '"\\udfff" is not text\na: "\\ud800" is not text',
            "« \\udfff » n’est pas un texte\na: « \\ud800 » n’est pas un texte",
        ),
    ],
)
def test_what_is_refused_says_where_and_why(text: str, english: str, french: str) -> None:
    """A text that cannot be taken names the place that is known, and the reason."""
    assert "\n".join(told(text)) == english
    assert "\n".join(told(text, "fr")) == french


def test_keys_do_not_command_the_terminal() -> None:
    """A key is quoted short, on one line, and without control characters."""
    assert told('{"\\u001b[31m\\nx": 1, "\\u001b[31m\\nx": 2}') == [
        '\ufffd[31m x: "\ufffd[31m x" is written twice'
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_empty_documents(text: str) -> None:
    """A text without a value is an empty document."""
    assert [finding.code for finding in refused(text)] == ["empty-document"]


def test_other_encodings() -> None:
    """A text in another encoding is told so."""
    assert [finding.code for finding in refused('{"a": "é"}'.encode("latin-1"))] == ["not-utf8"]
    assert [finding.code for finding in refused('{"a": "é"}'.encode("utf-16"))] == ["not-utf8"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"b":'])
@pytest.mark.parametrize("count", [300, 100_000])
def test_nesting_bombs(opening: str, count: int) -> None:
    """Any number of brackets ends in a finding, closed or not."""
    closing = "".join("]" if sign == "[" else "}" for sign in reversed(opening) if sign in "[{")
    closed = opening * count + "1" + closing * count

    assert [finding.code for finding in refused(closed)] == ["nested-too-deep"]
    assert {finding.code for finding in refused(opening * count)} <= {"nested-too-deep", "not-json"}


def test_nesting_has_room_for_a_plan() -> None:
    """As many levels as a plan may need are read."""
    assert json.loads(b"[" * MAX_NESTING + b"]" * MAX_NESTING).document
    assert [finding.code for finding in refused(b"[" * (MAX_NESTING + 1) + b"]" * (MAX_NESTING + 1))] == [
        "nested-too-deep"
    ]


def test_long_numbers() -> None:
    """A number of more digits than Python reads is told, not raised."""
    assert [finding.code for finding in refused("[" + "9" * 5000 + "]")] == ["not-json"]


def test_large_documents() -> None:
    """More than ten million bytes are refused unparsed; another limit may be given."""
    assert told(b"1" * 10_000_001) == ["the document is larger than 10,000,000 bytes"]
    assert [finding.code for finding in refused("123456", limit=5)] == ["document-too-large"]


def test_no_more_findings_than_anybody_reads() -> None:
    """A text that is wrong throughout is told so a hundred times."""
    assert len(refused("{" + '"a": 1, ' * 1000 + '"b": 1}')) == MOST_FINDINGS
    assert len(refused("[" + '["\\ud800"], ' * 1000 + "[]]")) == MOST_FINDINGS


@given(
    st.binary(max_size=60) | st.text(st.sampled_from(list('{}[],:"\\u0d8e19.-+ truefalsn\n')), max_size=40)
)
def test_any_bytes_are_read_or_refused(data: bytes | str) -> None:
    """Whatever the bytes, they are a document or a `PlanError`."""
    try:
        findings: tuple[Finding, ...] = ()
        json.loads(data if isinstance(data, bytes) else data.encode())
    except PlanError as problem:
        findings = problem.findings

    assert all("\n" not in finding.text() for finding in findings)


def test_other_values_are_reduced() -> None:
    """Dates and other values in x- keys, which YAML can hold, are written as texts."""
    document = {"x-a": date(2026, 6, 15), "x-b": {date(2026, 6, 15): [Decimal("1.5")]}, "x-c": (1, 2)}

    assert json.loads(json.dumps(document)).document == {
        "x-a": "2026-06-15", "x-b": {"2026-06-15": [1.5]}, "x-c": [1, 2],
    }  # fmt: skip


def test_what_cannot_be_written() -> None:
    """A number that is not finite and a list that holds itself are told."""
    endless: list[object] = []
    endless.append(endless)
    for value in (float("nan"), endless, {date(2026, 6, 15): endless}):
        with pytest.raises(PlanError) as caught:
            json.dumps({"x-a": value})

        assert [finding.code for finding in caught.value.findings] == ["unwritable-value"]


@given(DOCUMENTS)
def test_a_document_is_written_as_python_writes_it(document: object) -> None:
    """Item by item or in one piece, the text is the same."""
    assert json.dumps(document).decode() == python.dumps(document, indent=2, ensure_ascii=False) + "\n"
