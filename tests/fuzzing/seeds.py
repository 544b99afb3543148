"""What fuzzing starts from: articles of the sample, files in every layout, and telling words."""

from __future__ import annotations

import json
from pathlib import Path

import mediakit as mk

EXPORTS = Path(__file__).parent.parent / "golden" / "exports"

#: Pieces that rules look for; a fuzzer would take long to guess them.
WORDS = (
    *("“", "”", "‘", "’", '"', "''", "``", "«", "»", "—", "–", "--", "…", "...", "\n\n", "\r\n"),
    *("\u2028", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u202e", "\ufffe", "\x85", "\x00", "\x1e"),
    *("e\u0301", "é", "İ", "ß", "ﬁ", "Ǆ", "👩‍👧", "🇬🇧", "١٢٣", "²", "½", "\ud800", "ഺ", "漢字"),
    *("said", "he said", "said that", "according to", "told reporters", ", who", "critics say"),
    *("may", "may have", "not", "very", "but", "reportedly", "so-called", "the minister", "Mr."),
    *("U.S.", "p.m.", "No. 7", "3.5", "1,000", "$", "%", "https://a.org", "a@b.org", "#tag", "@x"),
    *("&amp;", "&#60;", "<script>", "</p>", "<!--", "]]>", "Advertisement", "Read more:", "(AP) —"),
    *("text", "headline", "date", "id,text\n", '{"text": "', '"}\n', "[{", ";", "\t", "|", '""'),
    *("HD\t", "LENGTH: 9 words", "Document 1 of 3", "Full text: ", "End of Document", "LOAD-DATE"),
    *("<w:p>", "<w:t>", "<w:r>", "</w:t>", "PK\x03\x04", "\x1f\x8b", "%PDF-1.4", "<html>", "<p>"),
)


def texts() -> list[bytes]:
    """Articles of the sample, alone and side by side, and short ones with all kinds of marks."""
    sample = [article.encode() for article in mk.load_sample()["text"].head(16)]
    odd = [word.encode("utf-8", "surrogatepass") for word in WORDS]
    return [*sample, b"\x1e".join(sample[:4]), b"\x1e\x15\x1e".join(sample[4:6]), b" ".join(odd)]


def files() -> list[bytes]:
    """Files in every layout, each behind every byte that says how targets take it."""
    sample = mk.load_sample().head(3).reset_index()
    rows = [{name: str(cell) for name, cell in row.items()} for row in sample.to_dict("records")]
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article>"
    contents = [
        sample.to_csv(index=False).encode(),
        sample.to_csv(index=False, sep=";").encode("cp1252", "replace"),
        sample.to_csv(index=False, sep="\t").encode("utf-16"),
        "\n".join(map(json.dumps, rows)).encode(),
        json.dumps(rows).encode(),
        page.format(rows[0]["headline"], rows[0]["text"]).encode(),
        f"{rows[0]['headline']}\n\n{rows[0]['text']}".encode(),
        b"\x1e".join(text.encode() for text in sample["text"]),
        "".join(f"<w:p><w:r><w:t>{row['text'][:200]}</w:t></w:r></w:p>" for row in rows).encode(),
        *(path.read_bytes() for path in sorted(EXPORTS.iterdir())),
    ]
    return [bytes([choice]) + content for choice in range(6) for content in contents]


def dictionary() -> str:
    """The words as libFuzzer reads them."""
    lines = (word.encode("utf-8", "surrogatepass") for word in WORDS)
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in line) + '"\n' for line in lines)
