"""Plans in CSV: what spreadsheets write is read; what is written is safe for them."""

from __future__ import annotations

import codecs
import csv
from io import StringIO

import pytest

import retroplan as rp

TEXT = "Tâche;Durée;Début\nÉté – l’œuvre;1,5 j;15/06/2027\n"
PLAN = rp.read(TEXT.encode(), format="csv")


def cells(data: bytes, delimiter: str = ";") -> list[list[str]]:
    """Give the cells of a CSV file as a spreadsheet finds them."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(";", "\t").encode("utf-16"),
        TEXT.replace("1,5 j", '"1,5 j"').replace(";", ",").encode(),
        ("sep=;\r\n" + TEXT).encode(),
        ('"sep=;"\n' + TEXT).encode(),
        ("\n\n" + TEXT).encode(),
        TEXT.replace("\n", ";;;\n").encode(),
        "\n".join(f'"{line}"'.replace(";", '";"') for line in TEXT.strip().split("\n")).encode(),
    ],
)
def test_whatever_a_spreadsheet_writes_is_one_plan(data: bytes) -> None:
    """Encodings, ends of line, delimiters, quotes, Excel's first line."""
    assert rp.read(data, format="csv") == PLAN


def test_the_delimiter_is_that_of_the_headings() -> None:
    """Commas in the cells of a list with semicolons, and in one with a single column, part nothing."""
    assert [task.name for task in rp.read("Tâche;Durée\na, b, c;1 j\nd, e;2 j\n".encode(), format="csv")] == [
        "a, b, c",
        "d, e",
    ]
    assert [task.name for task in rp.read("Tâche\nFilm, suite\n".encode(), format="csv")] == ["Film, suite"]


def test_rows_are_numbered_as_in_the_spreadsheet() -> None:
    """A cell of two lines, an empty row and the first line for Excel do not shift the places of problems."""
    text = 'sep=;\nTâche;Durée\n"A\nsuite";1 j\n;\nB;5 jous\n'

    with pytest.raises(rp.PlanError) as caught:
        rp.read(text.encode(), format="csv")
    assert [finding.cell for finding in caught.value.findings] == ["B5"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_cell_begins_as_a_formula_does(lang: str) -> None:
    """An apostrophe keeps texts from being formulas; it is taken away again."""
    texts = ["=1+1", "+1+1", "-1+1", "@x", "\t=1", "\r=1", "\n=1", "'=1", "＝1", "＋1", "－1", "＠1"]
    plan = rp.Plan("=1", tasks=[rp.Task(f"t{n}", text, extra={"x-=a": text}) for n, text in enumerate(texts)])
    data = rp.dumps(plan, "csv", lang=lang)
    table = rp.read(
        ("Tâche;=Note\n" + "".join(f"'{text};'{text}\n" for text in texts[:4])).encode(), format="csv"
    )
    again = rp.dumps(table, "csv")

    for written, delimiter in ((data, ";" if lang == "fr" else ","), (again, ";")):
        starts = {cell[0] for row in cells(written, delimiter) for cell in row if cell}
        assert starts & set("=+-@\t\r\n＝＋－＠") == set()
    assert rp.read(data, format="csv") == plan
    assert rp.read(again, format="csv") == table


def test_numbers_are_exact() -> None:
    """No digits are lost on the way."""
    text = "Tâche;Durée (j);Budget\nA;1234567,25;0,000001\n"
    plan = rp.read(text.encode(), format="csv")

    assert cells(rp.dumps(plan, "csv"))[1] == ["A", "1234567,25", "0,000001"]


@pytest.mark.parametrize("data", [b"", b"\n \n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_is_no_plan(data: bytes) -> None:
    """An empty file says so."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(data, format="csv")
    assert [finding.code for finding in caught.value.findings] == ["empty-document"]


def test_a_cell_past_the_limit_is_told_with_its_line() -> None:
    """Python's reader refuses it; a wide row is none."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read(b"Task,Duration\nA," + b"x" * 200_000 + b"\n", format="csv")
    assert [(finding.code, finding.line) for finding in caught.value.findings] == [("not-csv", 2)]

    wide = "Tâche\tDurée" + "\tcolonne" * 30_000 + "\nA\t1 j\n"
    assert str(rp.read(wide.encode(), format="csv")["a"].duration) == "1d"
