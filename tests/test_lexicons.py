"""Word lists: each has its source, licence and checksum on record, and is tidy."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mediakit import lexicons

FOLDER = Path(lexicons.__file__).parent
FILES = sorted(FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_is_on_record(path: Path) -> None:
    record = lexicons.provenance()[path.stem]
    for field in ("title", "source", "version", "licence", "citation"):
        assert record[field]
    assert record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "GPL" not in record["licence"]


def test_nothing_on_record_is_missing() -> None:
    assert set(lexicons.provenance()) == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lists_are_tidy(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    width = lines[0].count("\t")
    assert all(line.count("\t") == width for line in lines)
    assert len(set(lines)) == len(lines)


def test_an_unknown_list_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"there are .*vader"):
        lexicons.rows("wit")
    with pytest.raises(KeyError):
        lexicons.word_class("function_words", "wit")
