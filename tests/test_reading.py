"""Reading: one shape, whatever the source calls its columns and rows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.reading import read, reading_report

TEXT = "The mill in Varnholm is back. “We waited,” said Ilse Marrack."


def test_the_shape(write):
    path = write(
        "news.csv",
        "wave,Author,Date,URL,Source,Body,Title,ID\n"
        f'2,I. Marrack,2021-05-04,example/1,Courier,"{TEXT}",Old mill reopens,a7\n'
        "3,,soon,example/2,Herald,,NA,a9\n",
    )
    frame = read(path)
    assert frame.columns.tolist() == [
        *("headline", "text", "outlet", "published", "byline"),
        *("wave", "URL"),
    ]
    assert frame.index.name == "article_id"
    assert frame.index.tolist() == ["a7", "a9"]
    assert frame["text"].tolist()[0] == TEXT
    assert frame["text"].isna().tolist() == [False, True]
    assert frame["headline"].tolist() == ["Old mill reopens", "NA"]
    assert pd.api.types.is_datetime64_dtype(frame["published"].dtype)
    assert frame["published"].dt.day.tolist()[0] == 4
    assert frame["published"].isna().tolist() == [False, True]
    assert frame["wave"].tolist() == [2, 3]
    assert frame["wave"].dtype == "int64"
    assert frame.attrs["reading"] == {
        "rows": 2,
        "source": str(path),
        "encoding": "utf-8",
        "columns": {
            "headline": "Title",
            "text": "Body",
            "outlet": "Source",
            "published": "Date",
            "byline": "Author",
            "article_id": "ID",
        },
        "notes": ["published: 1 of 2 is no date that can be read, such as 'soon'"],
        "set_apart": [],
    }


def test_nothing_is_printed(write, capfd):
    read(write("a.txt", TEXT))
    read(write("a.csv", f'text,id\n"{TEXT}",1\n"{TEXT}",1\n'))
    assert capfd.readouterr() == ("", "")


def test_what_was_read_can_be_saved_and_read_again(write, tmp_path):
    frame = read(write("news.csv", f'id,title,text,date,n\na,One,"{TEXT}",2021-05-04,1\n'))
    for name in ("again.parquet", "again.csv"):
        path = tmp_path / name
        frame.to_parquet(path) if path.suffix == ".parquet" else frame.to_csv(path)
        again = read(path)
        assert again.index.tolist() == ["a"]
        assert again.columns.tolist() == ["headline", "text", "published", "n"]
        assert again["text"].tolist() == [TEXT]
        assert again["published"].tolist() == frame["published"].tolist()


@pytest.mark.parametrize(
    ("role", "names"),
    {
        "headline": ["headline", "Title", "HEAD"],
        "text": [
            *("text", "Body", "content", "Article", "article_text", "full text", "fullText"),
            *("story-text", "maintext"),
        ],
        "outlet": [
            *("outlet", "Source", "publication", "Publisher", "newspaper", "media_name", "site")
        ],
        "published": [
            *("published", "Date", "publish_date", "pubDate", "Publication Date", "publishedAt"),
            *("published_at", "datetime"),
        ],
        "byline": ["byline", "Author", "authors"],
        "story": ["story"],
    }.items(),
)
def test_common_names_are_recognised(role, names):
    for name in names:
        cells = {"text": "One."} | {name: "2021-05-04" if role == "published" else "Said."}
        if role == "text":
            cells = {name: "Said."}
        frame = read(pd.DataFrame([cells]))
        assert role in frame.columns, name
        assert frame.attrs["reading"]["columns"][role] == name


@pytest.mark.parametrize("name", ["article_id", "ID", "guid", "uid"])
def test_identifiers_are_recognised(name):
    assert read(pd.DataFrame({name: ["x"], "text": ["One."]})).index.tolist() == ["x"]


@pytest.mark.parametrize(
    ("columns", "winner"),
    [
        (["content", "body", "text"], "text"),
        (["article", "content", "body"], "body"),
        (["Text", "TEXT", "text"], "text"),
        (["Body", "BODY"], "Body"),
    ],
)
def test_exactly_one_column_wins_and_the_others_stay(columns, winner):
    frame = read(pd.DataFrame([{name: f"from {name}" for name in columns}]))
    assert frame["text"].tolist() == [f"from {winner}"]
    assert set(frame.columns) == {"text", *columns} - {winner} | {"text"}
    assert [f"from {name}" for name in columns if name != winner] == frame.iloc[0, 1:].tolist()


def test_a_named_column_overrides_and_the_one_it_displaces_is_kept():
    table = pd.DataFrame({"text": ["Teaser."], "body": ["One."], "kicker": ["Flood"]})
    frame = read(table, text="body", headline="kicker")
    assert frame.columns.tolist() == ["headline", "text", "text_in_source"]
    assert frame.iloc[0].tolist() == ["Flood", "One.", "Teaser."]
    assert table.columns.tolist() == ["text", "body", "kicker"]


def test_every_purpose_can_be_named():
    cells = {letter: [letter] for letter in "abcdef"} | {"g": ["2021-05-04"]}
    frame = read(
        pd.DataFrame(cells),
        text="a",
        headline="b",
        outlet="c",
        story="d",
        byline="e",
        identifier="f",
        published="g",
    )
    assert frame.columns.tolist() == ["headline", "text", "outlet", "published", "story", "byline"]
    assert frame.index.tolist() == ["f"]
    assert frame[["text", "headline", "byline"]].iloc[0].tolist() == ["a", "b", "e"]


def test_a_named_column_that_is_not_there(write):
    path = write("news.csv", "title,body\nOne,Two.\n")
    with pytest.raises(ValueError, match=r"news\.csv has no column 'Body'; it has 'title', 'body'"):
        read(path, text="Body")
    with pytest.raises(ValueError, match="two purposes"):
        read(path, text="body", headline="body")


def test_no_column_with_text(write):
    with pytest.raises(ValueError, match=r"'title', 'n'.*text=") as caught:
        read(write("news.csv", "title,n\nOne,2\n"))
    assert "news.csv" in str(caught.value)


def test_a_column_of_numbers_is_no_text_unless_it_is_called_text(write):
    path = write("news.csv", "article,content\n1,Two.\n2,Three.\n")
    assert read(path)["text"].tolist() == ["Two.", "Three."]
    for label in ("1", "a-1"):
        with pytest.raises(ValueError, match="no column that is known to hold text"):
            read(write("labels.csv", f"article,quotation\n{label},Two.\n"))
    assert read(write("years.csv", "text\n1984\n"))["text"].tolist() == ["1984"]


def test_two_columns_of_one_name_are_refused():
    table = pd.DataFrame([["a", "b", "c"]], columns=["text", "n", "n"])
    with pytest.raises(ValueError, match="several columns of one name: 'n'"):
        read(table)


def test_rows_without_identifiers_are_numbered(write):
    frame = read(write("news.csv", "text\nOne.\nTwo.\n"))
    assert frame.index.equals(pd.RangeIndex(2))
    assert frame.index.name == "article_id"


def test_identifiers_made_unique_lose_nothing(write):
    path = write("news.csv", "id,text\n5,One.\n5,Two.\n,Three.\n5-2,Four.\n5,Five.\n7,Six.\n")
    frame = read(path)
    assert frame.index.tolist() == ["5", "5-3", "row-2", "5-2", "5-4", "7"]
    assert frame["article_id_in_source"].tolist()[:2] == ["5", "5"]
    assert frame["article_id_in_source"].isna().tolist() == [False, False, True] + [False] * 3
    assert frame["text"].tolist() == ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]
    (note,) = frame.attrs["reading"]["notes"]
    assert note.startswith("2 repeated and 1 missing article_id")


def test_whole_numbers_stay_whole_numbers(write):
    frame = read(pd.DataFrame({"id": [3.0, None, 4.0], "text": ["a", "b", "c"]}))
    assert frame.index.tolist() == ["3", "row-1", "4"]
    frame = read(write("news.csv", "id,text\n12,One.\n9,Two.\n"))
    assert frame.index.tolist() == [12, 9]


@pytest.mark.parametrize("cells", [["007", "010"], ["9007199254740993", "12345678901234567890"]])
def test_identifiers_that_are_no_plain_numbers_stay_text(write, cells):
    frame = read(write("news.csv", f"id,text\n{cells[0]},One.\n{cells[1]},Two.\n"))
    assert frame.index.tolist() == cells


@pytest.mark.parametrize("index", [["x", "y"], pd.Index(["x", "y"], name="guid")], ids=repr)
def test_the_index_of_a_frame_identifies_its_rows(index, tmp_path):
    table = pd.DataFrame({"text": ["One.", "Two."]}, index=index)
    assert read(table).index.tolist() == ["x", "y"]
    table.to_csv(tmp_path / "news.csv")
    assert read(tmp_path / "news.csv").index.tolist() == ["x", "y"]
    assert read(tmp_path / "news.csv").columns.tolist() == ["text"]


@given(st.lists(st.sampled_from(["a", "b", "a-2", "row-1", None]), max_size=12))
def test_every_row_gets_a_name_of_its_own(identifiers):
    texts = [f"Text {number}." for number in range(len(identifiers))]
    table = pd.DataFrame({"id": pd.Series(identifiers, dtype=object), "text": texts})
    frame = read(table)
    assert frame.index.is_unique
    assert frame["text"].tolist() == texts
    firsts = [name for n, name in enumerate(identifiers) if name and name not in identifiers[:n]]
    assert set(firsts) <= set(frame.index)


@pytest.mark.parametrize(
    "text",
    ["The mill is back.", "The mill.\nIt is back.", TEXT * 500],
    ids=["short", "lines", "long"],
)
def test_text_in_place_of_a_path(text):
    with pytest.raises(FileNotFoundError, match=r"to analyse text.*mk\.analyse") as caught:
        read(text)
    assert len(str(caught.value)) < 250


def test_files_that_are_not_there_or_not_readable(tmp_path, write):
    with pytest.raises(FileNotFoundError, match="no file or folder") as caught:
        read("missing.csv")
    assert "mk.analyse" not in str(caught.value)
    with pytest.raises(ValueError, match=r"news\.rtf can't be read; save it as \.docx or"):
        read(write("news.rtf", "{"))
    with pytest.raises(ValueError, match=r"\.csv, .*\.parquet"):
        read(write("news.xyz", "x"))
    with pytest.raises(ValueError, match="list of sources is empty"):
        read([])


@pytest.mark.parametrize("wrong", [None, 3, b"news.csv", {"text": "One."}, [3]], ids=repr)
def test_other_things_are_no_sources(wrong):
    with pytest.raises(TypeError, match="path"):
        read(wrong)


def test_the_report_tells_what_was_read(write):
    lines = [
        '{"id": "a", "Body": "One.", "date": "soon"}',
        "nothing",
        '{"id": "b", "Body": "Two."}',
    ]
    with pytest.warns(UserWarning, match="1 of 3 rows"):
        frame = read(write("news.jsonl", "\n".join(lines)))
    told = reading_report(frame.head(1)).set_index("what")["told"]
    assert told["rows read"] == "2"
    assert told["set apart"] == "1"
    assert told["encoding"] == "utf-8"
    assert told["text"] == "column 'Body'"
    assert told["set apart: news.jsonl, line 2"] == "not JSON (Expecting value): nothing"
    assert "such as 'soon'" in " ".join(told["note"])
    with pytest.raises(ValueError, match="doesn't know how it was read"):
        reading_report(pd.DataFrame({"text": ["One."]}))


def test_a_report_of_many_bad_rows_is_short(write):
    with pytest.warns(UserWarning, match="70 of 71 rows"):
        frame = read(write("news.jsonl", '{"text": "One."}\n' + "no\n" * 70))
    assert len(frame.attrs["reading"]["set_apart"]) == 70
    report = reading_report(frame)
    assert report["told"].tolist()[-1] == "and 50 more"
    assert len(report) < 30


def test_what_was_told_survives_in_parquet(write, tmp_path):
    pytest.importorskip("pyarrow")
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        frame = read(write("news.jsonl", '{"text": "One."}\nno\n'))
    frame.to_parquet(tmp_path / "news.parquet")
    assert pd.read_parquet(tmp_path / "news.parquet").attrs == frame.attrs
