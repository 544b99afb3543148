"""Reading files that hold one article each, alone and by the folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mediakit.reading import read

PAGE = (Path(__file__).parent / "golden" / "saved_page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "headline", "text"),
    [
        (
            "Mill reopens\n\nThe mill.\n\nIt is back.\n",
            "Mill reopens",
            "The mill.\n\nIt is back.\n",
        ),
        ("\r\nMill reopens\r\n \r\n\r\n  The mill.\r\n", "Mill reopens", "  The mill.\n"),
        ("The mill is back.\n\nIt was shut.", None, "The mill is back.\n\nIt was shut."),
        ("“The mill is back.”\n\nIt was shut.", None, "“The mill is back.”\n\nIt was shut."),
        ("Mill reopens\nThe mill.", None, "Mill reopens\nThe mill."),
        ("Mill reopens\n\n \n", None, "Mill reopens\n\n \n"),
        ("Mill " * 40 + "\n\nThe mill.", None, "Mill " * 40 + "\n\nThe mill."),
        ("# not Markdown\n\nThe mill.", "# not Markdown", "The mill."),
    ],
)
def test_the_headline_of_a_text_file(write, content, headline, text):
    frame = read(write("a.txt", content))
    assert frame.index.tolist() == ["a"]
    assert frame["text"].tolist() == [text]
    assert frame["headline"].tolist() == [headline] if headline else "headline" not in frame


def test_markdown_and_empty_files(write):
    frame = read([write("a.md", "## Mill reopens ##\n\nThe mill."), write("b.txt", "")])
    assert frame["headline"].tolist()[0] == "Mill reopens"
    assert frame["text"].tolist() == ["The mill.", ""]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_a_saved_page(write, charset):
    pytest.importorskip("trafilatura")
    page = PAGE.format(charset=charset).replace("’", "'")
    frame = read(write("mill.html", page, encoding=charset))
    assert frame.index.tolist() == ["mill"]
    row = frame.iloc[0]
    assert row["headline"] == "Old mill reopens"
    assert row["outlet"] == "The Varnholm Courier"
    assert row["byline"] == "Ilse Marrack"
    assert row["published"] == pd.Timestamp("2021-05-04")
    assert row["text"].startswith("The café beside the mill")
    assert "silt.\n\nThe town council" in row["text"]
    assert "Home" not in row["text"]
    assert "Copyright" not in row["text"]


def test_a_page_without_an_article_keeps_its_row(write, capfd):
    pytest.importorskip("trafilatura")
    pages = [
        write("empty.html", ""),
        write("title.html", "<html><head><title>Kiln</title></head><body></body></html>"),
        write("mill.html", PAGE.format(charset="utf-8")),
    ]
    frame = read(pages)
    assert frame.index.tolist() == ["empty", "title", "mill"]
    assert frame["text"].isna().tolist() == [True, True, False]
    assert frame["headline"].tolist()[1:] == ["Kiln", "Old mill reopens"]
    assert capfd.readouterr() == ("", "")


def test_a_folder(write, tmp_path):
    write("press/north/b.txt", "North.")
    write("press/a.txt", "First.")
    write("press/south/c.MD", "South.")
    write("press/.hidden/d.txt", "Not for readers.")
    write("press/._a.txt", b"\x00\x05\x16\x07")
    write("press/notes.odt", "x")
    frame = read(tmp_path / "press")
    assert frame.index.tolist() == ["a", "b", "c"]
    assert frame["text"].tolist() == ["First.", "North.", "South."]
    assert frame.columns.tolist() == ["text"]
    assert frame.attrs["reading"]["rows"] == 3
    assert frame.attrs["reading"]["notes"] == ["press: not read: 1 with .odt"]
    frame = read(str(tmp_path / "press"), outlet_from_folder=True)
    assert frame["outlet"].tolist() == ["press", "north", "south"]


def test_files_of_one_name_are_told_apart_by_their_folders(write, tmp_path):
    write("press/north/1.txt", "North.")
    write("press/south/1.txt", "South.")
    assert read(tmp_path / "press").index.tolist() == ["north/1", "south/1"]
    write("press/south/1.md", "Also south.")
    assert read(tmp_path / "press").index.tolist() == ["north/1.txt", "south/1.md", "south/1.txt"]


def test_what_a_browser_saves_beside_a_page_is_left_out(write, tmp_path):
    pytest.importorskip("trafilatura")
    write("saved/Mill.html", PAGE.format(charset="utf-8"))
    write("saved/Mill_files/advert.html", "<p>Buy now, buy often, buy everything you see.</p>")
    write("saved/case_files/one.txt", "A file of its own.")
    assert read(tmp_path / "saved").index.tolist() == ["Mill", "one"]


def test_a_folder_without_documents(write, tmp_path):
    write("tables/a.csv", "text\nOne.\n")
    with pytest.raises(ValueError, match=r"1 with \.csv.*list of paths"):
        read(tmp_path / "tables")


def test_a_list_of_anything(write):
    files = [
        write("b.txt", "From b."),
        write("may.csv", "id,text,n\nx,May.,1\n"),
        write("june.jsonl", '{"body": "June.", "date": "2021-06-01", "m": true}\n'),
        str(write("a.txt", "Storm\n\nFrom a.")),
    ]
    frame = read(files)
    assert frame["text"].tolist() == ["From b.", "May.", "June.", "From a."]
    assert frame.index.tolist() == ["b", "x", "row-2", "a"]
    assert frame.columns.tolist()[:3] == ["headline", "text", "published"]
    assert frame["published"].notna().tolist() == [False, False, True, False]
    assert frame.attrs["reading"]["columns"]["text"] == "text"
    assert read(path for path in files[:1])["text"].tolist() == ["From b."]


def test_tables_in_a_list_are_numbered_through(write):
    one, two = write("1.csv", "text\nA.\nB.\n"), write("2.csv", "text\nC.\n")
    frame = read([one, two])
    assert frame.index.equals(pd.RangeIndex(3))
    assert frame["text"].tolist() == ["A.", "B.", "C."]


def test_the_same_file_twice_is_two_rows(write):
    path = write("a.txt", "One.")
    assert read([path, path]).index.tolist() == ["a", "a-2"]


OVERGROWN = {
    "links": "<p>" + "The <a href='/x'>mill</a> is back. " * 5_001 + "</p>",
    "bold": "<p>The <b>mill</b> <i>is</i> <em>back</em>.</p>" * 6_667,
    "paragraphs": "<p>Back" * 60_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(5_001)) + ">Back</p>",
    "bare": "<p " + "a " * 5_001 + ">Back</p>",
}


@pytest.mark.parametrize("name", OVERGROWN)
def test_a_page_that_would_stall_is_refused_and_others_are_read(write, tmp_path, name):
    pytest.importorskip("trafilatura")
    write("saved/1.html", f"<html><body><article>{OVERGROWN[name]}</article></body></html>")
    write("saved/2.html", PAGE.format(charset="utf-8"))
    with pytest.warns(UserWarning, match="1 of 2 files"):
        frame = read(tmp_path / "saved")
    assert frame["text"].isna().tolist() == [True, False]
    assert "too much markup for an article" in frame["not_read"].iloc[0]
    with pytest.raises(ValueError, match=r"1\.html has too much markup"):
        read(tmp_path / "saved" / "1.html")


def test_a_long_page_is_no_page_that_would_stall(write):
    pytest.importorskip("trafilatura")
    body = "".join(
        f"<p>The <a href='/{n}'>mill</a> of <b>Varnholm</b> opened for the {n}th time.</p>"
        for n in range(3_000)
    )
    picture = f"<img src='data:image/png;base64,{'A' * 200_000}'>"
    frame = read(write("a.html", f"<html><body><article>{picture}{body}</article></body></html>"))
    assert frame["text"].iloc[0].count("th time.") == 3_000
