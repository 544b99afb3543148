"""The list of layouts, from csv of any separator to the exports of news databases."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.layouts import (
    COLUMNS,
    EXPORTS,
    STORIES,
    TEXTS,
    Layout,
    a_file,
    elastic,
    packed_table,
    page,
    parquet,
    records,
    several,
    table,
    workbook,
    zipped,
)
from tests.test_reading_databases import GDELT, MEDIA_CLOUD
from tests.test_reading_packed import paragraph, pdf, word

N = len(STORIES)
# Of what Windows-1252 and other encodings of one byte can write.
PLAIN = table().replace("“", '""').replace("”", '""')
DAMAGED = table().encode().replace("Déjà".encode(), "Déjà".encode("cp1252") + "à".encode())
MIXED = table().encode().replace("Déjà vu – again…".encode(), "Déjà vu – again…".encode("cp1252"))
MIXED = MIXED.replace("Élan".encode(), "Élan".encode("cp1252"))


def export(name: str) -> Callable[[Path], Path]:
    """Make what copies an export of a news database."""
    return lambda folder: Path(shutil.copy(EXPORTS / name, folder / name))


def csv_with_flaws() -> str:
    """Write rows of which some are too long, too short or wrongly quoted."""
    return (
        "id,text,source\n1,Fine.,A\n2,Too, many,cells\n3,Short.\n"
        '4,"Not\n\nclosed" here",A\n5,Fine again.,B\n6,"Never closed.,C\n7,Fine.,D\n'
    )


LAYOUTS = [
    *(
        Layout(f"csv, separated by {name}", a_file("news.csv", table(sign)), N, TEXTS)
        for name, sign in {
            "comma": ",",
            "semicolon": ";",
            "tab": "\t",
            "bar": "|",
            "colon": ":",
            "caret": "^",
            "tilde": "~",
            "U+001F": "\x1f",
        }.items()
    ),
    Layout("csv, all cells quoted", a_file("a.csv", table(quoting=csv.QUOTE_ALL)), N, TEXTS),
    Layout("csv, single quotation marks", a_file("a.csv", table(";", "'", 1)), N, TEXTS),
    Layout(
        "csv, quotation marks escaped by a backslash",
        a_file("a.csv", table(escape=True, quoting=csv.QUOTE_ALL)),
        N,
        TEXTS,
    ),
    Layout("csv, Excel's line sep=;", a_file("a.csv", "sep=;\n" + table(";")), N, TEXTS),
    Layout("csv, two lines above the header", a_file("a.csv", "News\n\n" + table()), N, TEXTS),
    Layout("csv, compressed", a_file("a.csv.gz", packed_table()), N, TEXTS),
    *(
        Layout(f"csv, {encoding}", a_file("a.csv", table(), encoding), N, TEXTS)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le")
    ),
    *(
        Layout(f"csv, {encoding}", a_file("a.csv", table(), encoding), N, TEXTS)
        for encoding in ("cp1252", "mac_roman")
    ),
    Layout("csv, utf-8 with two cells of cp1252", a_file("a.csv", MIXED), N, TEXTS),
    Layout("csv, utf-8 with a damaged line", a_file("a.csv", DAMAGED), N, [*TEXTS[:3], *TEXTS[4:]]),
    Layout(
        "csv, the mark of utf-16 on utf-8",
        a_file("a.csv", b"\xff\xfe" + table().encode()),
        N,
        TEXTS,
    ),
    Layout(
        "csv, cp1251 (Russian)",
        a_file("a.csv", "id,text\n1,Министр сказал что мельница снова открыта.\n", "cp1251"),
        1,
    ),
    Layout(
        "csv, rows with flaws",
        a_file("a.csv", csv_with_flaws()),
        9,
        ["Fine.", "Short.", "Fine again.", "Fine."],
    ),
    Layout("jsonl", a_file("a.jsonl", records(bad=False)), N, TEXTS),
    Layout("jsonl, utf-16", a_file("a.jsonl", records(bad=False), "utf-16"), N, TEXTS),
    Layout("jsonl with three bad lines", a_file("a.jsonl", records(bad=True)), N + 3, TEXTS),
    Layout(
        "json, a list of objects",
        a_file("a.json", json.dumps([dict(zip(COLUMNS, s, strict=True)) for s in STORIES])),
        N,
        TEXTS,
    ),
    Layout("xlsx, two sheets of articles and one of notes", workbook, N, TEXTS),
    Layout("parquet, nested and categorical columns", parquet, N, TEXTS),
    Layout("parquet, articles inside of a structure", elastic, N, TEXTS),
    Layout(
        "zip of texts, in folders",
        a_file(
            "a.zip",
            zipped(("a/b/c/one.txt", "One."), ("a/two.txt", "Two."), ("../../three.txt", "Three.")),
        ),
        3,
        ["Three.", "One.", "Two."],
    ),
    Layout(
        "zip: one member locked, one a link, one no docx",
        a_file(
            "a.zip",
            zipped(
                ("a.txt", "One."),
                ("b.txt", "Two."),
                ("c.txt", "/etc/hosts"),
                ("d.docx", b"no"),
                locked="b.txt",
                link="c.txt",
            ),
        ),
        4,
        ["One."],
    ),
    Layout(
        "folder with subfolders, one damaged file",
        several(
            ("a/one.txt", "One."),
            ("two.md", "# Head\n\nTwo."),
            ("b/c/three.html", page(2)),
            ("b/four.docx", b"no"),
            (".hidden.txt", "x"),
        ),
        4,
    ),
    Layout("web page with menu, cookie wall, caption, read more", a_file("a.html", page(0)), 1),
    Layout("web page without an article", a_file("a.html", "<html><body></body></html>"), 1, []),
    Layout(
        "docx",
        a_file("a.docx", word(paragraph("Mill reopens", "Title") + paragraph("One."))),
        1,
        ["One."],
    ),
    Layout("pdf", a_file("a.pdf", pdf(["The mill in Varnholm is back."])), 1),
    Layout("pdf without text", a_file("a.pdf", pdf([])), 1, []),
    Layout("LexisNexis, Nexis Uni", export("nexis_uni.txt"), 3),
    Layout("LexisNexis, older", export("nexis_classic.txt"), 3),
    Layout("Factiva, with codes", export("factiva_codes.txt"), 2),
    Layout("Factiva, plain", export("factiva_plain.txt"), 2),
    Layout("Factiva, html", export("factiva.html"), 2),
    Layout("ProQuest", export("proquest.txt"), 2),
    Layout("Media Cloud csv", a_file("a.csv", MEDIA_CLOUD), 1, []),
    Layout("GDELT csv", a_file("a.csv", GDELT), 1, []),
]
