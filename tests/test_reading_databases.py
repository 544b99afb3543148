"""Exports of news databases: as many rows as documents, each with what the database says of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.reading import databases, read

EXPORTS = Path(__file__).parent / "golden" / "exports"
RULE = "_" * 60

QUOTED = "“We waited a year,” said Ilse Marrack, who owns it."
MILL = [
    "The mill in Varnholm is back.",
    "IN Varnholm people cheered.",
    QUOTED,
    "Nobody was hurt in the flood of 2020, which began on the north bank.",
]
ASKED = "Who pays for the mill? The council says nothing."
COURIER, HERALD = "The Varnholm Courier", "Varnholm Herald"

#: What each file holds: label, headline, outlet, day, byline, words stated, paragraphs.
HELD = {
    "factiva_codes.txt": [
        (
            *("VARCOU0020210304eh3400012", "Old mill reopens after flood", COURIER),
            *("2021-03-04 10:15", "Ilse Marrack", 29, MILL),
        ),
        (
            *("VARHER0020210305eh350000a", "Herald asks who pays", HERALD),
            *("2021-03-05", None, 9, [ASKED]),
        ),
    ],
    "nexis_uni.txt": [
        (
            *("nexis_uni-1", "Old mill reopens after flood", COURIER, "2021-03-04"),
            *("Ilse Marrack", 24),
            [
                f"{MILL[0]} {QUOTED}",
                "Location: the north bank, where the flood of 2020 began.",
                "Nobody was hurt.",
            ],
        ),
        (
            *("nexis_uni-2", "Herald asks who pays for the mill", HERALD, "2021-03-05"),
            *(None, 9, [ASKED]),
        ),
        (
            *("nexis_uni-3", "A life by the river", COURIER, "2021-03-01"),
            *(None, 1204, ["She rows at dawn."]),
        ),
    ],
    "nexis_classic.txt": [
        (
            "nexis_classic-1",
            "Old mill reopens after flood; Council pays half of the bill",
            *(COURIER, "2021-03-04", "Ilse Marrack", 39),
            [
                (
                    "The mill in Varnholm is back in use after a year of repairs, and the council "
                    "has paid half of the bill."
                ),
                'SUBJECT matters, said the mayor: "We waited, and it was worth every day of it."',
                "Nobody was hurt in the flood.",
            ],
        ),
        (
            *("nexis_classic-2", "Herald asks who pays", HERALD, "2021-03-05"),
            *("Tomas Oule", 9, [ASKED]),
        ),
        ("nexis_classic-3", "Picture of the day", COURIER, "2021-03-06", None, 0, None),
    ],
    "proquest.txt": [
        (
            *("2490000001", "Old mill reopens after flood", COURIER, "2021-03-04"),
            *("Marrack, Ilse", None),
            [
                MILL[0],
                "Location: the north bank, where the flood of 2020 began.",
                *(QUOTED, RULE, "Nobody was hurt."),
            ],
        ),
        ("2490000002", "Herald asks who pays", HERALD, "2021-03-05", None, None, None),
    ],
}
HELD["factiva.html"] = [
    HELD["factiva_codes.txt"][0],
    (*HELD["factiva_codes.txt"][1][:4], "Tomas Oule", *HELD["factiva_codes.txt"][1][5:]),
]
HELD["factiva_plain.txt"] = HELD["factiva.html"]


def held(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = ("headline", "outlet", "published", "byline", "words_stated", "text")
    rows = []
    for label, row in frame.astype(object).reindex(columns=columns).iterrows():
        cells = [None if pd.isna(cell) else cell for cell in row]
        text = cells[-1] and cells[-1].split("\n\n")
        rows.append((str(label), cells[0], cells[1], cells[2], cells[3], cells[4], text))
    return rows


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", HELD)
def test_documents_and_what_is_said_of_them(name):
    expected = [(*row[:3], pd.Timestamp(row[3]), *row[4:]) for row in HELD[name]]
    assert held(read(EXPORTS / name)) == expected


def test_every_export_is_tried():
    assert sorted(HELD) == sorted(path.name for path in EXPORTS.iterdir())


def test_other_fields_become_columns():
    first = read(EXPORTS / "nexis_classic.txt").iloc[0]
    assert first["section"] == "NEWS; Pg. A4"
    assert first["edition"] == "Final Edition"
    assert first["graphic"] == "Photo, the mill at dusk"
    assert first["publication_type"] == "Newspaper"
    assert read(EXPORTS / "nexis_classic.txt")["edition"].tolist()[1] == "Edition 1; North Bank"
    first = read(EXPORTS / "factiva_codes.txt").iloc[0]
    assert first[["section", "page", "region"]].tolist() == ["News", "A4", "varn : Varnholm"]
    second = read(EXPORTS / "factiva.html").iloc[1]
    assert second[["section", "credit"]].tolist() == ["Town Desk; 1", "Special to the Herald"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Neue Mühle\n29 Wörter\n4 März 2021\n\nDokument VARCOU0020210304eh3400012\n"),
        ("a.html", "<p>Die Mühle.</p><p>Dokument VARCOU0020210304eh3400012</p>"),
        ("b.txt", "   1 von 10 DOKUMENTEN\n\nVarnholm Courier\n"),
    ],
)
def test_exports_in_other_languages_are_refused_with_what_to_do(write, name, text):
    with pytest.raises(ValueError, match=rf"{name}: .*set its interface to English"):
        read(write(name, text))


def test_documents_that_are_stated_but_not_there_are_told():
    with pytest.warns(UserWarning) as told:
        frame = read(EXPORTS / "nexis_uni.txt")
    short = "the text has fewer than half of the words that the database states"
    said = [str(warning.message) for warning in told]
    assert said == [
        "nexis_uni.txt: states 4 documents, but 3 were found",
        f"nexis_uni.txt: {short}, in 1 document (number 3)",
    ]
    assert frame.attrs["reading"]["notes"][0] == "nexis_uni.txt: 3 documents of LexisNexis"
    assert set(said) <= set(frame.attrs["reading"]["notes"])


def test_abstracts_are_no_texts():
    with pytest.warns(UserWarning) as told:
        frame = read(EXPORTS / "proquest.txt")
    assert [str(warning.message) for warning in told] == [
        "proquest.txt: states 3 documents, but 2 were found",
        "proquest.txt: 1 without full text: their text is missing",
    ]
    assert frame["text"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("name", "end", "said"),
    [
        ("nexis_uni.txt", "End of Document\n", "no .End of Document.: it may be cut"),
        ("factiva_codes.txt", "AN\tDocument VARHER0020210305eh350000a", "it may be cut"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_file_that_was_cut_loses_no_document(write, name, end, said):
    whole = (EXPORTS / name).read_text("utf-8")
    frame = read(write("cut.txt", whole[: whole.rindex(end)]))
    assert len(frame) == len(HELD[name])
    assert frame["text"].tolist()[-1] == "\n\n".join(HELD[name][-1][-1])
    assert any(pd.Series(frame.attrs["reading"]["notes"]).str.contains(said))


def test_a_folder_of_exports_and_texts(write, tmp_path):
    write("press/a.txt", "Storm\n\nThe ferry sank.")
    write("press/b.txt", (EXPORTS / "factiva_plain.txt").read_bytes())
    frame = read(tmp_path / "press")
    assert frame["headline"].tolist()[::2] == ["Storm", "Herald asks who pays"]
    assert frame.index.tolist()[0] == "a"


@pytest.mark.parametrize(
    "text",
    [
        "The archive has 1 of 25 DOCUMENTS on the flood.\n\nThe rest is lost.",
        "1 of 2 DOCUMENTS\n\nThe mill is back.",
        "The end\n\nEnd of Document",
        "They signed Document VARCOU0020210304eh3400012 today.",
        f"{RULE}\n\nTitle: A poem\n\n{RULE}",
    ],
)
def test_a_text_that_only_resembles_an_export_stays_one(write, text):
    frame = read(write("a.txt", text))
    assert len(frame) == 1
    assert text.split("\n")[-1] in frame["text"].tolist()[0]


@given(st.data())
def test_damaged_exports_are_split_or_left_alone(data):
    name = data.draw(st.sampled_from(sorted(HELD)))
    lines = (EXPORTS / name).read_text("utf-8").split("\n")
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=60))
    start = data.draw(st.integers(0, len(lines)))
    text = "\n".join([*lines[start:], *kept])
    export = databases.split(text, is_page=name.endswith("html"))
    if export is not None:
        assert all(article.get("text", "x") for article in export.articles)
        assert export.doubts(name) is not None


MEDIA_CLOUD = (
    "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url\n"
    "1,2021-03-04,Old mill reopens,https://example.org/1,en,False,,9,Varnholm Courier,example.org\n"
)
GDELT = "URL,MobileURL,Date,Title\nhttps://example.org/1,,2021-03-04 10:00:00,Old mill reopens\n"


@pytest.mark.parametrize(("table", "database"), [(MEDIA_CLOUD, "Media Cloud"), (GDELT, "GDELT")])
def test_lists_of_stories_are_read_without_texts_and_say_what_to_do(write, table, database):
    path = write("list.csv", table)
    with pytest.warns(
        UserWarning, match=rf"list\.csv is a list .* {database}.*Fetch the pages.*text='"
    ) as told:
        frame = read(path)
    assert (frame["headline"].tolist(), frame["text"].isna().all()) == (["Old mill reopens"], True)
    assert frame["published"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-04"]
    label = str(told[0].message).rpartition("text='")[2].rstrip("')")
    assert read(path, text=label)["text"].tolist() == ["Old mill reopens"]


def test_other_lists_of_addresses_are_errors_that_say_what_to_do(write):
    with pytest.raises(ValueError, match=r"a list of addresses.*Fetch the pages"):
        read(write("list.csv", "url,note\nhttps://example.org/1,a\n"))


def test_gdelt_without_a_header(write):
    row = "\t".join(["20210304101500-1", "20210304101500", "1", *["x"] * 24])
    with pytest.raises(ValueError, match="GDELT without a header"):
        read(
            write("20210304.gkg.csv", f"{row}\n{row}\n".replace("-1\t", "-2\t", 1)), separator="\t"
        )
