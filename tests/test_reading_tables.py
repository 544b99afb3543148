"""Reading tables: as many rows out as in, and no text changed."""

from __future__ import annotations

import codecs
import gzip
import json
import string
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediakit.reading import read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_the_header_shows_the_separator(write, separator, suffix):
    rows = [["id", "title", "text"], ["1", "One", '"A, b; c | d"']]
    path = write(f"news{suffix}", "\n".join(separator.join(row) for row in rows))
    frame = read(path)
    assert frame["text"].tolist() == ["A, b; c | d"]
    assert frame["headline"].tolist() == ["One"]


def test_a_separator_can_be_given(write):
    path = write("news.csv", "text~n\nOne.~2\n")
    assert read(path, separator="~")["n"].tolist() == [2]
    with pytest.raises(ValueError, match="one character"):
        read(path, separator="~~")


def test_the_line_with_which_excel_states_a_separator(write):
    assert read(write("news.csv", "sep=;\r\nid;text\r\n1;One.\r\n"))["text"].tolist() == ["One."]


def test_other_columns_get_their_types_where_nothing_is_lost(write):
    path = write(
        "news.csv",
        "text,whole,gaps,decimal,truth,zip,country,big\n"
        "One.,1,2,1.5,True,01067,NA,123456789012345678\n"
        "Two.,2,,nan,False,99084,DE,\n",
    )
    frame = read(path)
    assert frame["whole"].tolist() == [1, 2]
    assert frame["gaps"].tolist()[0] == 2.0
    assert frame["decimal"].dtype == "float64"
    assert frame["decimal"].isna().tolist() == [False, True]
    assert frame["truth"].tolist() == [True, False]
    assert frame["zip"].tolist() == ["01067", "99084"]
    assert frame["country"].tolist() == ["NA", "DE"]
    assert frame["big"].tolist()[0] == "123456789012345678"


@pytest.mark.parametrize(
    ("content", "places", "reason", "texts"),
    [
        ("id,text\n1,One.\n2,Two, three.\n4,Four.\n", ["line 3"], "3 cells", ["One.", "Four."]),
        ('\nid,text\n1,"O\nne."\n2,b,c\n', ["line 5"], "3 cells", ["O\nne."]),
        ('id,text\n1,"A\n2,"B" b\n3,C\n', ["line 2"], "none closes", ['"B" b', "C"]),
        (
            'id,text\n1,"A\n\n2, a "b" c\n3,"C" d\n4,E\n',
            ["lines 2 to 4"],
            "don't match",
            ['"C" d', "E"],
        ),
        ('id,text\n1,A\n2,"Cut off.\n\nNow, this.\n', ["lines 3 to 5"], "none closes", ["A"]),
        ('id,text\n1,A\n2,"B\n3,C\n4,D\n', ["line 3"], "none closes", ["A", "C", "D"]),
        ("id,text\n1,é\n2,’ caf\udce9\n3,C\n", ["line 3"], "no UTF-8", ["é", "C"]),
    ],
)
def test_rows_that_cannot_be_read_are_set_apart(write, content, places, reason, texts):
    path = write("news.csv", content.encode("utf-8", "surrogateescape"))
    with pytest.warns(UserWarning, match=rf"news\.csv: 1 of {len(texts) + 1} rows can't be read"):
        frame = read(path)
    assert frame["text"].tolist() == texts
    apart = frame.attrs["reading"]["set_apart"]
    assert [row["place"] for row in apart] == places
    assert all(reason in row["reason"] and row["source"] == "news.csv" for row in apart)
    with pytest.raises(ValueError, match=rf"news\.csv, {places[0]}: .*{reason}"):
        read(path, strict=True)


def test_a_table_of_which_no_row_can_be_read_is_an_error(write):
    path = write("every.csv", "id,text\n1,One,more\n2,Two,more\n")
    with pytest.raises(
        ValueError, match="no row that can be read; the first of 2, line 2: 3 cells"
    ):
        read(path)
    # A separator at the end of each line is no cell.
    assert read(write("end.csv", "id,text\n1,One,\n2,Two,\n")).index.tolist() == [1, 2]


def test_time_is_linear_in_quotation_marks(write):
    lines = ['1,"a', '2,""b\\"', '3,\\"c" d', '4,"\\"', '"', '5,"",\\"e']
    texts = ["\n".join(lines[n % 6 :] + lines * 3_000) for n in range(6)] + ['1,"a\n' * 20_000]
    for text in texts:
        with pytest.warns(UserWarning, match="set apart"):
            frame = read(write("news.csv", f"id,text\n0,fine\n{text}"))
        assert frame["text"].iloc[0] == "fine"


def test_threads_may_read_long_cells_together(write):
    text = "The ferry sank. " * 50_000
    path = write("news.csv", "id,text\n" + f"1,{text}\n" * 3)
    with ThreadPoolExecutor(4) as pool:
        for frame in pool.map(lambda _: read(path), range(8)):
            assert frame["text"].tolist() == [text] * 3


@pytest.mark.parametrize("separator", "^~:#/*!@\x1f€")
def test_other_separators_show_where_the_names_of_columns_are_known(write, separator):
    path = write("news.csv", f"title{separator}text\nOne{separator}Two, three; four.\n")
    assert read(path).to_dict("list") == {"headline": ["One"], "text": ["Two, three; four."]}


def test_lines_above_the_header_are_passed_over_and_told(write):
    frame = read(write("news.csv", "Stories of May\n\n# by a tool\nid,text\n1,One.\n"))
    assert frame["text"].tolist() == ["One."]
    assert frame.attrs["reading"]["notes"] == [
        "news.csv: 2 lines above the header passed over: 'Stories of May'"
    ]


def test_a_column_alone_needs_no_quotation_marks(write):
    frame = read(write("news.csv", 'text\nOh, "no", she said.\n"A, b"\nIt rained, hard.\n'))
    assert frame["text"].tolist() == ['Oh, "no", she said.', "A, b", "It rained, hard."]


@pytest.mark.parametrize(
    "content",
    [
        'id,title,text\n1,One,"“Two”, said ""she"", ""yes"""\n',
        'id,title,text\n1,One,"“Two”, said \\"she\\", \\"yes\\""\n',
        "'id','title','text'\n'1','One','“Two”, said \"she\", \"yes\"'\n",
        "id,title,text\n'1','One','“Two”, said \"she\", \"yes\"'\n",
        'id, title, text\n1, One, "“Two”, said ""she"", ""yes"""\n',
        'id\ttitle\ttext\n1\tOne\t“Two”, said "she", "yes"\n',
        '"id";"title";"text"\r\n"1";"One";"“Two”, said ""she"", ""yes"""\r\n',
        '"id"|"title"|"text"\n"1"|"One"|"“Two”, said ""she"", ""yes"""',
    ],
)
def test_ways_to_quote_a_cell(write, content):
    row = read(write("news.csv", content)).iloc[0]
    assert row.tolist() == ["One", '“Two”, said "she", "yes"']


def test_rows_that_are_too_short_are_kept(write):
    frame = read(write("news.csv", "id,text\n1,One.\n2\n"))
    assert frame["text"].isna().tolist() == [False, True]


def test_a_very_long_article_is_read_whole(write):
    text = "The ferry sank. " * 50_000
    assert read(write("news.csv", f"id,text\n1,{text}\n"))["text"].tolist() == [text]


def test_an_empty_file_is_an_error(write):
    with pytest.raises(ValueError, match="empty"):
        read(write("news.csv", ""))
    assert read(write("header.csv", "id,text\n")).shape == (0, 1)


def test_a_compressed_table(write):
    path = write("news.csv.gz", gzip.compress(b"id,text\n1,One.\n"))
    assert read(path)["text"].tolist() == ["One."]
    with pytest.raises(ValueError, match="damaged"):
        read(write("cut.csv.gz", path.read_bytes()[:-9]))


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("cp1252", b"", "cp1252"),
    ],
)
@pytest.mark.parametrize("suffix", [".csv", ".txt", ".jsonl"])
def test_encodings(write, encoding, mark, named, suffix):
    text = "“Déjà vu”, said the café’s owner – twice…"
    content = {
        ".csv": f'text\n"{text}"\n',
        ".txt": text,
        ".jsonl": json.dumps({"text": text}, ensure_ascii=False),
    }[suffix]
    frame = read(write(f"news{suffix}", mark + content.encode(encoding)))
    assert frame["text"].tolist() == [text]
    assert frame.attrs["reading"]["encoding"] == named


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр сказал что мельница снова открыта. Наводнение закончилось."),
        ("cp1253", "Ο υπουργός είπε ότι ο μύλος άνοιξε ξανά μετά την πλημμύρα του χειμώνα."),
        ("utf-32-le", "The café is “back”."),
        ("utf-32-be", "The café is “back”."),
    ],
)
def test_encodings_of_other_languages_are_guesses_that_are_told(write, encoding, text):
    pytest.importorskip("charset_normalizer")
    path = write("news.csv", f"id,text\n1,{text}\n".encode(encoding))
    if encoding.startswith("utf"):
        assert read(path)["text"].tolist() == [text]
        return
    with pytest.warns(UserWarning, match=f"read as {encoding}, which is a guess"):
        frame = read(path)
    assert frame["text"].tolist() == [text]


def test_letters_that_look_wrong_are_told(write):
    path = write("news.csv", "id,text\n1,Zażółć gęślą jaźń rzekł.\n".encode("cp1250"))
    with pytest.warns(UserWarning, match="read as cp1252, by which its letters look wrong"):
        read(path)
    assert read(path, encoding="cp1250")["text"].tolist() == ["Zażółć gęślą jaźń rzekł."]


def test_a_wrong_byte_order_mark_is_told(write):
    with pytest.warns(UserWarning, match="has the mark of utf-16 and is plain text"):
        frame = read(write("news.csv", b"\xff\xfeid,text\n1,caf\xc3\xa9\n"))
    assert frame["text"].tolist() == ["café"]


def test_an_encoding_can_be_given(write):
    path = write("news.txt", "Œuvre à Łódź".encode("iso8859_16"))
    assert read(path, encoding="iso8859_16")["text"].tolist() == ["Œuvre à Łódź"]
    with pytest.raises(ValueError, match="no encoding called 'klingon'"):
        read(path, encoding="klingon")


def test_lines_of_another_encoding_are_read_as_what_they_are(write):
    mixed = "id,text\n1,“Café”\n".encode() + "2,“Déjà vu” – it’s café\n".encode("cp1252")
    frame = read(write("news.csv", mixed))
    assert frame["text"].tolist() == ["“Café”", "“Déjà vu” – it’s café"]
    assert frame.attrs["reading"]["encoding"] == "utf-8, but cp1252 in 1 line"
    frame = read(write("mac.txt", "“Don’t”, said the café’s owner".encode("mac_roman")))
    assert frame["text"].tolist() == ["“Don’t”, said the café’s owner"]
    assert frame.attrs["reading"]["encoding"] == "mac_roman"


@pytest.mark.parametrize("end", [b"caf\xc3", b"it\xe2\x80", b"it\xe2", "café".encode() + b"\xe9"])
def test_damaged_utf8_is_not_read_as_something_else(write, end):
    damaged = "Café, élan, déjà vu\n".encode() + end
    with pytest.raises(ValueError, match=r"news\.txt.*byte 0x.. in line 2.*encoding="):
        read(write("news.txt", damaged))
    with pytest.raises(ValueError, match="neither UTF-8 nor Windows-1252"):
        read(write("noise.txt", b"\xe9\x81 a"))


RECORDS = [{"id": "a", "text": "One."}, {"id": "b", "text": None, "n": 2}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lines.jsonl", "\n".join(map(json.dumps, RECORDS)) + "\n\n"),
        ("lines.ndjson", "\r\n".join(map(json.dumps, RECORDS))),
        ("lines.json", "\n".join(map(json.dumps, RECORDS))),
        ("list.json", json.dumps(RECORDS, indent=2)),
        ("answer.json", json.dumps({"status": "ok", "articles": RECORDS})),
        ("columns.json", json.dumps({"id": ["a", "b"], "text": ["One.", None], "n": [None, 2]})),
        (
            "pandas.json",
            json.dumps({"text": {"a": "One.", "b": None}, "n": {"a": None, "b": 2}}),
        ),
    ],
)
def test_forms_of_json(write, name, content):
    frame = read(write(name, content))
    assert frame.index.tolist() == ["a", "b"]
    assert frame["text"].tolist()[0] == "One."
    assert frame["text"].isna().tolist() == [False, True]
    assert frame["n"].tolist()[1] == 2


def test_one_article_as_json(write):
    article = {"title": "Mill", "text": "One.", "links": [{"to": "a"}, {"to": "b"}]}
    frame = read(write("article.json", json.dumps(article)))
    assert frame[["headline", "text"]].iloc[0].tolist() == ["Mill", "One."]


def test_objects_inside_an_article_and_lists_of_authors(write):
    article = {
        "source": {"id": None, "name": "The Courier"},
        "content": "One.",
        "publishedAt": "2021-05-04T10:00:00Z",
        "authors": ["I. Marrack", "T. Oule"],
    }
    frame = read(write("news.jsonl", json.dumps(article)))
    assert frame["outlet"].tolist() == ["The Courier"]
    assert frame["byline"].tolist() == ["I. Marrack; T. Oule"]
    assert frame["published"].tolist() == [pd.Timestamp("2021-05-04 10:00")]


def test_lines_that_are_not_json_are_set_apart(write):
    lines = ['{"text": "One."}', '{"text": ', "[1]", "{" * 9, "", '{"text": "Two."}', "nul"]
    path = write("news.jsonl", "\n".join(lines))
    with pytest.warns(UserWarning, match="4 of 6 rows can't be read and were set apart"):
        frame = read(path)
    assert frame["text"].tolist() == ["One.", "Two."]
    apart = frame.attrs["reading"]["set_apart"]
    assert [row["place"] for row in apart] == ["line 2", "line 3", "line 4", "line 7"]
    assert apart[0]["reason"].startswith("not JSON")
    assert apart[1]["reason"] == "an object is expected, not a list"
    assert [row["content"] for row in apart] == ['{"text":', "[1]", "{" * 9, "nul"]
    with pytest.raises(ValueError, match=r"news\.jsonl, line 2: not JSON"):
        read(path, strict=True)


def test_json_that_is_wrong(write):
    with pytest.raises(
        ValueError, match="the first of 1, line 1: an object is expected, not a list"
    ):
        read(write("news.jsonl", "[1, 2]"))
    with pytest.raises(ValueError, match="holds no articles"):
        read(write("news.json", "3"))
    with pytest.raises(ValueError, match="different lengths"):
        read(write("news.json", '{"text": ["a", "b"], "n": [1]}'))
    with pytest.raises(ValueError, match=r"deep\.json"):
        read(write("deep.json", "[" * 200_000))


def test_line_separators_stay_and_half_characters_are_told(write):
    lines = ['{"text": "a\\ud800b", "by": ["\\udc00"]}', '{"text": "c\u2028d\x85e \\ud83d\\ude00"}']
    frame = read(write("news.jsonl", "\n".join(lines)))
    assert frame["text"].tolist() == ["a\ufffdb", "c\u2028d\x85e 😀"]
    assert frame["by"].tolist()[0] == ["\ufffd"]
    assert "1 record with half of a character" in frame.attrs["reading"]["notes"][0]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook(tmp_path):
    rows = [
        ["Title", "Text", "Date", "n", None],
        [1984, "NA", pd.Timestamp("2021-05-04 10:30"), 1, None],
        [None, None, "5 May 2021", None, None],
        [None, None, None, None, None],
        ["Last", "007", None, 2.5, None],
        [None, None, None, None, None],
    ]
    frame = read(workbook(tmp_path / "news.xlsx", {"Articles": rows, "Codes": [["x"]]}))
    assert len(frame) == 4
    assert frame.columns.tolist() == ["headline", "text", "published", "n"]
    assert frame["headline"].tolist()[::3] == ["1984", "Last"]
    assert frame["text"].tolist()[::3] == ["NA", "007"]
    assert frame["text"].isna().tolist() == [False, True, True, False]
    assert frame["published"].tolist()[:2] == [
        pd.Timestamp("2021-05-04 10:30"),
        pd.Timestamp("2021-05-05"),
    ]
    assert frame.attrs["reading"]["notes"] == ["read the sheet 'Articles'; not read: Codes"]


def test_a_sheet_can_be_chosen(tmp_path):
    path = workbook(tmp_path / "news.xlsx", {"A": [["text"], ["a"]], "B": [["text"], ["b"]]})
    assert read(path, sheet="B")["text"].tolist() == ["b"]
    assert read(path, sheet=1)["text"].tolist() == ["b"]
    with pytest.raises(ValueError, match="no sheet 'C'; there are 'A', 'B'"):
        read(path, sheet="C")


def test_all_sheets_that_hold_articles_are_read(tmp_path):
    sheets = {
        "May": [["Title", "Text"], ["One", "A."], ["Two", "B."]],
        "Codes": [["code", "meaning"], [1, "news"]],
        "June": [["Text", "Date"], ["C.", "2021-06-01"]],
        "Empty": [],
    }
    path = workbook(tmp_path / "news.xlsx", sheets)
    frame = read(path)
    assert frame["text"].tolist() == ["A.", "B.", "C."]
    assert frame["sheet"].tolist() == ["May", "May", "June"]
    note = "read the sheets 'May', 'June'; not read: Codes, Empty"
    assert frame.attrs["reading"]["notes"] == [note]
    assert read(path, sheet="Codes", text="meaning")["text"].tolist() == ["news"]
    assert read(path, text="meaning")["text"].tolist() == ["news"]
    with pytest.raises(ValueError, match=r"'May' \(Title, Text\); .*'Empty' \(empty\).*sheet="):
        read(path, text="Body")


def test_parquet_with_categories_structures_and_lists(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    columns = {
        "outlet": pyarrow.array(["Courier", None, "Courier"]).dictionary_encode(),
        "source": [{"url": "example/1", "n": 1}, None, {"url": None, "n": 2}],
        "authors": [["I. Marrack", "T. Oule"], [], None],
        "content": [["One.", "Two."], ["Three."], None],
        "topic": pyarrow.array(["mill", "flood", "mill"]).dictionary_encode(),
    }
    parquet.write_table(pyarrow.table(columns), tmp_path / "news.parquet")
    frame = read(tmp_path / "news.parquet")
    assert frame["text"].tolist()[:2] == ["One.\n\nTwo.", "Three."]
    assert frame["text"].isna().tolist() == [False, False, True]
    assert frame["outlet"].dropna().tolist() == ["Courier", "Courier"]
    assert not isinstance(frame["outlet"].dtype, pd.CategoricalDtype)
    assert frame["byline"].dropna().tolist() == ["I. Marrack; T. Oule"]
    assert frame["source.n"].tolist()[::2] == [1, 2]
    assert isinstance(frame["topic"].dtype, pd.CategoricalDtype)


def test_what_is_no_text_is_told_and_missing():
    table = pd.DataFrame({"text": ["One.", {"a": 1}, b"Two.", 1984, b"\xff", None, True]})
    with pytest.warns(UserWarning, match="the text of 2 rows is no text.*row 1, of type dict"):
        frame = read(table)
    assert frame["text"].dropna().tolist() == ["One.", "Two.", "1984", "True"]


def test_texts_that_a_spreadsheet_cut_and_mojibake_are_noted():
    texts = ["a" * 32_767, "It wasnâ€™t.", "CafÃ©", "“Élan”, château", "wasnâ\x80\x99t"]
    notes = read(pd.DataFrame({"text": texts})).attrs["reading"]["notes"]
    assert "1 text has 32,767 characters" in notes[0]
    assert "3 texts hold letters" in notes[1]


def test_workbooks_with_flaws(tmp_path, write):
    path = workbook(tmp_path / "news.xlsx", {"A": [[None], [], ["text", "n", "n"], ["a", 1, 2]]})
    frame = read(path)
    assert frame.columns.tolist() == ["text", "n", "n.1"]
    with pytest.raises(ValueError, match="empty"):
        read(workbook(tmp_path / "empty.xlsx", {"A": []}))
    with pytest.raises(ValueError, match=r"no\.xlsx is no Excel workbook"):
        read(write("no.xlsx", "text,n"))
    with pytest.raises(ValueError, match=r"no\.parquet is no parquet file"):
        read(write("no.parquet", "text,n"))


@pytest.mark.parametrize(
    ("package", "name"),
    [("pyarrow", "a.parquet"), ("openpyxl", "a.xlsx"), ("trafilatura", "a.html")],
)
def test_a_missing_package_is_named_with_its_remedy(write, monkeypatch, package, name):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf'{package}: pip install "mediakit-analysis\[files\]"'):
        read(write(name, "x"))


# What UTF-8 can hold. A csv file can't tell empty from missing, so "" is tried elsewhere.
WRITTEN = st.text(alphabet=st.characters(codec="utf-8"), min_size=1)
ARTICLES = st.lists(st.tuples(st.none() | WRITTEN, st.none() | WRITTEN), min_size=1, max_size=8)
ROUND_TRIP = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def frame_of(articles: list[tuple[str | None, str | None]]) -> pd.DataFrame:
    return pd.DataFrame(articles, columns=["headline", "text"], dtype=object)


def cells(frame: pd.DataFrame) -> list[tuple[str | None, ...]]:
    rows = frame[["headline", "text"]].astype(object).itertuples(index=False, name=None)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows]


@ROUND_TRIP
@given(articles=ARTICLES, separator=st.sampled_from(",;\t|"), numbered=st.booleans())
def test_csv_loses_no_row_and_changes_no_text(tmp_path, articles, separator, numbered):
    path = tmp_path / "round.csv"
    # The first row keeps a row of missing cells from being an empty line.
    frame = frame_of(articles).assign(row="x")
    frame.to_csv(path, sep=separator, index=numbered, lineterminator="\n")
    assert cells(read(path)) == articles


@ROUND_TRIP
@given(articles=ARTICLES)
def test_csv_of_text_alone_loses_no_row(tmp_path, articles):
    path = tmp_path / "round.csv"
    frame_of(articles)[["text"]].to_csv(path, index=False, lineterminator="\r\n")
    read_back = [None if pd.isna(text) else text for text in read(path)["text"].tolist()]
    assert read_back == [text for _, text in articles]


@ROUND_TRIP
@given(articles=ARTICLES, as_is=st.booleans())
def test_jsonl_loses_no_row_and_changes_no_text(tmp_path, articles, as_is):
    path = tmp_path / "round.jsonl"
    records = [{"headline": headline, "text": text} for headline, text in articles]
    lines = [json.dumps(record, ensure_ascii=not as_is) for record in records]
    path.write_bytes("\n".join(lines).encode())
    assert cells(read(path)) == articles


@ROUND_TRIP
@given(articles=ARTICLES)
def test_parquet_loses_no_row_and_changes_no_text(tmp_path, articles):
    pytest.importorskip("pyarrow")
    path = tmp_path / "round.parquet"
    frame_of(articles).to_parquet(path)
    assert cells(read(path)) == articles


@ROUND_TRIP
@given(data=st.binary(max_size=60))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_bytes_are_read_or_refused(tmp_path, data):
    for name in ("a.txt", "a.csv", "a.jsonl"):
        path = tmp_path / name
        path.write_bytes(data)
        try:
            frame = read(path)
        except ValueError as error:
            assert name in str(error)
        else:
            assert "text" in frame.columns


def _damage(data: bytes, changes: list[tuple[float, int]]) -> bytes:
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[int(place * (len(damaged) - 1))] = byte
    return bytes(damaged)


LINES = [
    f'{{"id": "a{n}", "text": "“Passage” number {n}, said the café’s owner."}}' for n in range(9)
]
ROWS = [f"a{n},“Passage” number {n} – said the café’s owner." for n in range(9)]
BYTES = st.sampled_from(b'"",\n\r') | st.integers(0, 255)
CHANGES = st.lists(st.tuples(st.floats(0, 1), BYTES), max_size=4)


@ROUND_TRIP
@given(changes=CHANGES)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_jsonl_loses_no_line(tmp_path, changes):
    path = tmp_path / "damaged.jsonl"
    damaged = _damage("\n".join(LINES).encode(), changes)
    path.write_bytes(damaged)
    try:
        frame = read(path, encoding=None)
    except ValueError as error:
        assert "damaged.jsonl" in str(error)
        return
    if frame.attrs["reading"]["encoding"].startswith("utf-8"):
        n_lines = sum(bool(line.strip()) for line in damaged.split(b"\n"))
        assert len(frame) + len(frame.attrs["reading"]["set_apart"]) == n_lines


@ROUND_TRIP
@given(changes=CHANGES)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_csv_loses_no_passage(tmp_path, changes):
    path = tmp_path / "damaged.csv"
    path.write_bytes(_damage("\n".join(["id,text", *ROWS]).encode(), changes))
    try:
        frame = read(path, encoding="latin-1")
    except ValueError as error:
        assert "damaged.csv" in str(error)
        return
    shown = " ".join(map(str, [*frame.index, *frame.to_numpy().ravel()]))
    told = {
        line
        for row in frame.attrs["reading"]["set_apart"]
        for line in range(int(row["place"].split()[1]), int(row["place"].split()[-1]) + 1)
    }
    lost = [n for n in range(9) if f"number {n}" not in shown and n + 2 not in told]
    # The words looked for may themselves be damaged, or a line break put before a row.
    assert len(lost) <= len(changes)


@ROUND_TRIP
@given(data=st.binary(max_size=80), encoding=st.none() | st.sampled_from(["utf-16", "cp1252"]))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_table_is_read_or_refused_with_its_name(tmp_path, data, encoding):
    for head, name in ((b"id,text\n", "b.csv"), (b"text\tn\n", "b.tsv"), (b'{"text": "', "b.json")):
        path = tmp_path / name
        path.write_bytes(head + data)
        try:
            frame = read(path, encoding=encoding)
        except ValueError as error:
            assert name in str(error)
        else:
            assert "text" in frame.columns


def far_cells(path: Path, *places: str) -> Path:
    """Write a workbook whose cells stand at the places that are named, with nothing between."""
    workbook(path, {"News": [["id", "text"], [1, "One."]]})
    rows = "".join(
        f'<row r="{place.lstrip(string.ascii_uppercase)}">'
        f'<c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'
        for place in places
    )
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_sheets_that_say_they_are_endless(tmp_path, monkeypatch):
    pytest.importorskip("openpyxl")
    with pytest.raises(ValueError, match="'News' is damaged: it has too many rows"):
        read(far_cells(tmp_path / "rows.xlsx", "A99999999999"))
    frame = read(far_cells(tmp_path / "wide.xlsx", "XFD3", "B5"))
    assert frame["text"].tolist()[0::3] == ["One.", "x"]
    assert len(frame) == 4
    monkeypatch.setattr("mediakit.reading.workbooks.MOST_CELLS", 40_000)
    with pytest.raises(ValueError, match="the sheet 'News' has more than 40,000 cells"):
        read(far_cells(tmp_path / "cells.xlsx", "XFD3", "XFD4", "XFD5"))


def test_a_parquet_file_that_says_it_is_endless(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    path = tmp_path / "many.parquet"
    pd.DataFrame({"text": ["The mill."] * 1_000}).to_parquet(path)
    monkeypatch.setattr("mediakit.reading.workbooks.MOST_CELLS", 999)
    with pytest.raises(ValueError, match=r"many\.parquet has more than 999 cells"):
        read(path)
