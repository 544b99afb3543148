"""Targets that read files: a table that tells of rows it had to leave out, or a clear error."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import warnings
import zipfile
from pathlib import Path

import pandas as pd

import mediakit as mk

TABLES = (".csv", ".tsv", ".jsonl", ".json")
DOCUMENTS = (".txt", ".md", ".html")
PACKED = (".zip", ".docx", ".xlsx", ".csv.gz", ".pdf")
_NEXT_FILE = b"\x1e"
_WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body>%s</w:body></w:document>"
)


def tables(data: bytes) -> None:
    """Any bytes as a csv, tsv, jsonl or json file; the first byte says which."""
    suffix, content = _chosen(TABLES, data)
    frame = _read({f"a{suffix}": content})
    if frame is not None and suffix == ".jsonl":
        told = frame.attrs["reading"]
        if (told["encoding"] or "").startswith("utf-8"):
            n_lines = sum(bool(line.strip()) for line in content.split(b"\n"))
            assert len(frame) + len(told["set_apart"]) == n_lines


def documents(data: bytes) -> None:
    """Any bytes as a text, a page, or the export of a news database."""
    suffix, content = _chosen(DOCUMENTS, data)
    _read({f"a{suffix}": content})


def folders(data: bytes) -> None:
    """Several files at once: each is a row, or more, or says why it can't be read."""
    files = {}
    for number, part in enumerate(data.split(_NEXT_FILE)[:4]):
        suffix, content = _chosen(DOCUMENTS, part)
        files[f"a{number}{suffix}"] = content
    frame = _read(files)
    assert frame is None or len(frame) >= len(files)


def packed(data: bytes) -> None:
    """Archives and office files: whole ones around any content, and any bytes under their names."""
    suffix, content = _chosen(PACKED, data)
    held = io.BytesIO()
    if suffix == ".docx" and not content.startswith(b"PK"):
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("word/document.xml", _WORD % content)
        content = held.getvalue()
    elif suffix == ".zip" and not content.startswith(b"PK"):
        with zipfile.ZipFile(held, "w") as archive:
            for number, part in enumerate(content.split(_NEXT_FILE)[:4]):
                kind, inner = _chosen(DOCUMENTS, part)
                archive.writestr(f"{number}/a{kind}", inner)
        content = held.getvalue()
    _read({f"a{suffix}": content})


def round_trips(data: bytes) -> None:
    """What was written as a table comes back: the same rows, in the same order."""
    choice, content = data[:1], data[1:]
    texts = content.decode("utf-8", "replace").replace("\0", " ").split("\x1e")
    kind = choice[0] % 6 if choice else 0
    if kind == 5:
        lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
        frame = _read({"a.jsonl": "\n".join(lines).encode()})
        expected = texts
    else:
        held = io.StringIO(newline="")
        separator, quoting = ",;\t|,"[kind], csv.QUOTE_ALL if kind == 4 else csv.QUOTE_MINIMAL
        writer = csv.writer(held, delimiter=separator, quoting=quoting)
        writer.writerows([("id", "text"), *enumerate(texts)])
        frame = _read({"a.csv": held.getvalue().encode()})
        expected = [text or None for text in texts]
    assert frame is not None
    read = [None if pd.isna(text) else text for text in frame["text"]]
    assert [t and t.replace("\r\n", "\n").replace("\r", "\n") for t in read] == [
        t and t.replace("\r\n", "\n").replace("\r", "\n") for t in expected
    ]


def _chosen(suffixes: tuple[str, ...], data: bytes) -> tuple[str, bytes]:
    return suffixes[(data[0] if data else 0) % len(suffixes)], data[1:]


def _read(files: dict[str, bytes]) -> pd.DataFrame | None:
    """Read files; None where they are refused with a clear error."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")  # but those of mk.read itself
        warnings.filterwarnings("ignore", category=UserWarning, module=__name__)
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        source = Path(folder, *files) if len(files) == 1 else Path(folder)
        try:
            frame = mk.read(source)
        except (ValueError, OSError) as error:
            assert any(name in str(error) for name in [*files, Path(folder).name]), error
            return None
    _check(frame)
    return frame


def _check(frame: pd.DataFrame) -> None:
    told = frame.attrs["reading"]
    assert told["rows"] == len(frame)
    assert frame.index.is_unique
    assert frame.index.name == "article_id"
    assert all(row["reason"] and row["place"] for row in told["set_apart"])
    for name in ("text", "headline"):
        if name in frame:
            assert all(isinstance(cell, str) for cell in frame[name].dropna())
    if "published" in frame:
        assert pd.api.types.is_datetime64_any_dtype(frame["published"])
    mk.reading_report(frame)._repr_html_()


TARGETS = (tables, documents, folders, packed, round_trips)
