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


HEAD = "Tâche;Durée;Après;Note\nBrief;2 j;;\n"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (
            'Film;1 semaine;Brief;"format 16/9\nMontage;2 j;Film;\nEnvoi;1 j;Montage;\n',
            ("D3", 3, "csv-quote"),
        ),
        ('Film;1 j;;"16/9', ("D3", 3, "csv-quote")),
        ('Film;1 j;;"16/9\n', ("D3", 3, "csv-quote")),
        ('Film;1 j;;"', ("D3", 3, "csv-quote")),
        # the next quote closes it and has text behind it
        ('Film;1 j;;"16/9\nMontage;2 j;;"brut"\nEnvoi;1 j;;\n', ("D3", 3, "csv-quote")),
        ('Film;1 j;;"16/9\nMontage;2 j;;""\nEnvoi;1 j;;\n', ("D3", 3, "csv-quote")),
        # records are counted as a spreadsheet counts rows, lines as an editor does
        ('"Film\r\n\r\nsuite";1 j;;\nMontage;"2 j;;\nEnvoi;1 j;;\n', ("B4", 6, "csv-quote")),
        # behind a quote that only has text behind it
        ('"Film" court;1 j;;"16/9\nEnvoi;1 j;;\n', ("D3", 3, "csv-quote")),
        # closed at the end of a cell, as inches are, in the very column
        ('"Film;1 j;;\nMontage;2 j;;\nÉcran 24";1 j;;\n', ("A3", 3, "csv-rows-quoted")),
        # a quote for "as above"
        ('Film;1 j;;"\nMontage;2 j;;"\nEnvoi;1 j;;\n', ("D3", 3, "csv-rows-quoted")),
        ('Film;1 j;;"a\nb"\nMontage;2 j;;"\nEnvoi;2 j;;"\n', ("D4", 5, "csv-rows-quoted")),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_quote_that_takes_rows_is_told_where_it_is_opened(
    rows: str, place: tuple[str, int, str], delimiter: str
) -> None:
    """Python's reader would put the other tasks into one cell, and nobody would miss them."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read((HEAD + rows).replace(";", delimiter).encode(), format="csv")
    found = caught.value.findings

    assert [(finding.cell, finding.line, finding.code) for finding in found] == [place]


def test_rows_are_told_from_lines_of_words_between_commas() -> None:
    """In a list of three columns a remark may have as many commas as a row; a name does not."""
    head = "Task,Duration,Colours\nA,2 days,\n"
    remark = rp.read(
        (head + 'B,2 days,"red,green\nblue,black"\nC,2 days,"x\na,b,c"\n').encode(), format="csv"
    )
    assert [task.name for task in remark] == ["A", "B", "C"]
    with pytest.raises(rp.PlanError) as caught:
        rp.read((head + '"B,2 days,\nC,2 days,\nD 24",1 day,\n').encode(), format="csv")
    assert [(item.cell, item.code) for item in caught.value.findings] == [("A3", "csv-rows-quoted")]


def test_a_quote_that_is_not_closed_in_words() -> None:
    """In both languages, and where the cell would be longer than Python's reader takes."""
    with pytest.raises(rp.PlanError) as caught:
        rp.read((HEAD + 'Film;1 j;;"\n' + "Envoi;1 j;;\n" * 20_000).encode(), format="csv")
    assert caught.value.text("en") == "D3: a quote is opened on line 3 and not closed; close it, or remove it"
    assert caught.value.text("fr") == (
        "D3: un guillemet est ouvert à la ligne 3 et n’est pas fermé ; le fermer, ou l’enlever"
    )
    with pytest.raises(rp.PlanError) as caught:
        rp.read((HEAD + 'Film;1 j;;"\nMontage;2 j;;"\n').encode(), format="csv")
    assert caught.value.text("en") == (
        "D3: a quote is opened on line 3 and takes whole rows into its cell; close it, or remove it"
    )
    assert caught.value.text("fr") == (
        "D3: un guillemet est ouvert à la ligne 3 et prend des lignes entières dans sa cellule ; "
        "le fermer, ou l’enlever"
    )


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ('"à voir\navec Marie"', "à voir\navec Marie"),
        (
            '"à prendre :\nlampes; câbles; pied; sac\net le reste"',
            "à prendre :\nlampes; câbles; pied; sac\net le reste",
        ),
        ('"il a dit ""oui""\nou ""non"""', 'il a dit "oui"\nou "non"'),
        ('"16""\n9"', '16"\n9'),
        ('"rouge;vert\nbleu"', "rouge;vert\nbleu"),
        ('écran 24"', 'écran 24"'),
        ('"brut" de Paul', "brut de Paul"),
    ],
)
def test_quotes_that_are_closed_hold_any_text(note: str, kept: str) -> None:
    """Lines and signs in a cell are a text, and rows below it are rows."""
    plan = rp.read((HEAD + f"Film;1 j;;{note}\nEnvoi;1 j;Film;fin").encode(), format="csv")

    assert [task.note or None for task in plan if task.name in ("Film", "Envoi")] == [kept, "fin"]
    assert rp.read(rp.dumps(plan, "csv"), format="csv") == plan


def test_a_text_that_looks_like_rows_is_written_so_that_it_is_read_again() -> None:
    """In a table of one's own it would be refused; our own form has no line breaks in its cells."""
    plan = rp.read(HEAD.encode(), format="csv").change("brief", note="\nFilm;1 j;;oui")
    data = rp.dumps(plan, "csv")

    assert b"retroplan" in data
    assert rp.read(data, format="csv")["brief"] == plan["brief"]
