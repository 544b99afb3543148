"""Archives, Word documents and pdf files: bounded, safe, and nothing in them lost unseen."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.reading import packed, read
from mediakit.reading.documents import load

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PASSAGES = ["The mill in Varnholm is back.", "“We waited,” said Ilse Marrack."]


def archive(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return held.getvalue()


def word(body: str, before: str = "") -> bytes:
    declared = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    xml = (
        f'<?xml version="1.0"?>{before}<w:document {declared}><w:body>{body}</w:body></w:document>'
    )
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def paragraph(text: str, style: str = "") -> str:
    said = f'<w:pPr><w:tabs><w:tab/></w:tabs><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_zip_of_texts(write):
    path = write(
        "press.zip",
        archive(
            {
                "north/b.txt": "North.",
                "a.txt": "Storm\n\nFirst.",
                "__MACOSX/._a.txt": b"\0\5",
                "../../c.txt": "Outside.",
                "south\\d.txt": "South.",
                "codes.csv": "code\n1\n",
                "picture.png": b"\x89PNG",
            }
        ),
    )
    frame = read(path, outlet_from_folder=True)
    assert frame["text"].tolist() == ["Outside.", "First.", "North.", "South."]
    assert frame.index.tolist() == ["c", "a", "b", "d"]
    assert frame["outlet"].tolist() == ["press", "press", "north", "south"]
    assert frame.attrs["reading"]["notes"] == ["press.zip: not read: 1 with .csv, 1 with .png"]


def test_a_zip_of_a_table(write):
    path = write("news.zip", archive({"news.csv": "id,text\n7,One.\n"}))
    assert read(path).index.tolist() == [7]
    with pytest.raises(ValueError, match=r"news\.zip holds nothing that can be read: 1 with \.png"):
        read(write("news.zip", archive({"a.png": b"x"})))
    with pytest.raises(ValueError, match=r"bad\.zip is no zip archive"):
        read(write("bad.zip", b"PK\3\4 and no more"))


def test_archives_that_hold_too_much(write, monkeypatch):
    bomb = archive({"a.txt": "a" * 50_000})
    assert len(bomb) < 500
    monkeypatch.setattr(packed, "LARGEST_UNPACKED", 40_000)
    for name, data in {
        "bomb.zip": bomb,
        "bomb.csv.gz": gzip.compress(b"text\n" + b"a" * 50_000),
        "bomb.docx": word(paragraph("a" * 50_000)),
        "bomb.xlsx": bomb,
    }.items():
        with pytest.raises(ValueError, match=rf"{name} holds more than 40,000 bytes"):
            read(write(name, data))
    monkeypatch.setattr(packed, "MOST_MEMBERS", 1)
    with pytest.raises(ValueError, match="more than 1 files"):
        read(write("many.zip", archive({"a.txt": "a", "b.txt": "b"})))


def test_what_is_packed_twice_is_unpacked_within_the_bounds_of_the_archive(write, monkeypatch):
    packed_twice = {f"{letter}.txt.gz": gzip.compress(b"a " * 20_000) for letter in "abc"}
    path = write("twice.zip", archive(packed_twice))
    assert read(path)["text"].str.len().tolist() == [40_000] * 3
    monkeypatch.setattr(packed, "LARGEST_UNPACKED", 90_000)
    with pytest.warns(UserWarning, match="1 of 3 files"):
        frame = read(path)
    assert frame["text"].isna().tolist() == [False, False, True]
    assert "holds more than 90,000 bytes" in frame["not_read"].iloc[2]


def test_a_member_with_a_password(write):
    locked = bytearray(archive({"a.txt": "One."}, zipfile.ZIP_STORED))
    for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(sign) + place] |= 1
    with pytest.raises(ValueError, match=r"a\.txt needs a password"):
        read(write("locked.zip", bytes(locked)))


def test_a_word_document(write):
    deleted = "<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    twice = (
        "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"
    ).format(paragraph("In a box."))
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('In a cell.')}</w:tc></w:tr></w:tbl>"
    body = paragraph("Old mill reopens", "Title") + deleted + twice + cell
    body += "".join(map(paragraph, PASSAGES)) + "<w:p><w:r><w:t>a</w:t><w:tab/><w:br/></w:r></w:p>"
    frame = read(write("mill.docx", word(body)))
    assert frame.index.tolist() == ["mill"]
    assert frame["headline"].tolist() == ["Old mill reopens"]
    assert frame["text"].tolist()[0].split("\n\n")[:4] == ["In a box.", "In a cell.", *PASSAGES]
    plain = read(write("plain.docx", word("".join(map(paragraph, PASSAGES)))))
    assert plain["text"].tolist() == ["\n\n".join(PASSAGES)]
    assert "headline" not in plain


def test_an_export_as_a_word_document(write):
    lines = [
        *(
            "Old mill reopens",
            "Varnholm Courier",
            "March 4, 2021 Thursday",
            "Length: 5 words",
            "Body",
        ),
        *(PASSAGES[0], "Load-Date: March 5, 2021", "End of Document"),
    ]
    row = read(write("export.docx", word("".join(map(paragraph, lines))))).iloc[0]
    assert row[["headline", "text", "outlet"]].tolist() == [lines[0], PASSAGES[0], lines[1]]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_xml_that_defines_its_own_entities_is_refused(write, name, encoding):
    if name == "a.xlsx":
        pytest.importorskip("openpyxl")
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'.encode(encoding)
    members = {"word/document.xml": bomb, "xl/workbook.xml": bomb}
    with pytest.raises(ValueError, match="has definitions, which is unsafe"):
        read(write(name, archive(members)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"text", "is no Word document, or is damaged"),
        (archive({"a.txt": "x"}), "it has no word/document.xml"),
        (archive({"word/document.xml": "<w:document"}), r"is damaged: word/document\.xml"),
    ],
)
def test_word_documents_that_are_none(write, data, said):
    with pytest.raises(ValueError, match=rf"a\.docx {said}|a\.docx is no Word document: {said}"):
        read(write("a.docx", data))


def pdf(lines: list[str]) -> bytes:
    """Write the smallest pdf that shows these lines."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 40 700 Td {shown}ET".encode()
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b"<< /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(written)
    return written + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_a_pdf(write):
    pytest.importorskip("pypdf")
    frame = read(write("mill.pdf", pdf(["The mill in Varnholm is back.", "It was shut."])))
    assert frame["text"].tolist()[0].split() == "The mill in Varnholm is back. It was shut.".split()
    assert "order in which the file draws it" in frame.attrs["reading"]["notes"][0]
    with pytest.warns(UserWarning, match=r"scan\.pdf: its pages hold no text, only pictures"):
        assert read(write("scan.pdf", pdf([])))["text"].isna().tolist() == [True]
    with pytest.raises(ValueError, match=r"no\.pdf is no pdf file, or is damaged"):
        read(write("no.pdf", b"%PDF-1.4\n"))


def test_a_missing_pdf_package_is_named(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ImportError, match=r'pypdf: pip install "mediakit-analysis\[files\]"'):
        read(write("a.pdf", b"%PDF"))


def test_a_damaged_file_of_a_folder_is_a_row_that_says_so(write, tmp_path):
    write("press/a.txt", "One.")
    write("press/b.docx", b"no archive")
    write("press/c.txt", "Café ".encode() + b"\xe2\x80")
    with pytest.warns(UserWarning, match="2 of 3 files or pages could not be read"):
        frame = read(tmp_path / "press")
    assert frame.index.tolist() == ["a", "b", "c"]
    assert frame["text"].isna().tolist() == [False, True, True]
    assert frame["not_read"].isna().tolist() == [True, False, False]
    assert frame["not_read"].tolist()[1].startswith("b.docx is no Word document")
    with pytest.raises(ValueError, match=r"b\.docx is no Word document"):
        read(tmp_path / "press", strict=True)


WHOLE = {
    ".docx": word("".join(map(paragraph, PASSAGES))),
    ".pdf": pdf(PASSAGES[:1]),
}


@pytest.mark.parametrize("suffix", WHOLE)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(suffix, data):
    if suffix == ".pdf":
        pytest.importorskip("pypdf")
    damaged = bytearray(WHOLE[suffix])
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    kept = damaged[: data.draw(st.integers(0, len(damaged)))]
    try:
        document = load(bytes(kept), "a" + suffix, suffix)
    except ValueError as error:
        assert "a" + suffix in str(error)
    else:
        assert len(document.articles) == 1


def test_no_file_is_written_when_an_archive_is_read(write, tmp_path):
    path = write("inner/press.zip", archive({"../out.txt": "One."}))
    read(path)
    assert [found.name for found in Path(tmp_path).rglob("*") if found.is_file()] == ["press.zip"]
