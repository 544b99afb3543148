"""Every column of every table has its row in the codebook."""

from __future__ import annotations

import pytest

import mediakit as mk


def test_every_column_that_analyse_gives_is_described() -> None:
    book = mk.codebook()
    assert set(book.index) == set(mk.analyse("A text.").columns)
    assert book.index.is_unique
    assert book["definition"].str.endswith(".").all()


def test_one_family() -> None:
    assert set(mk.codebook("sentiment").index) == set(mk.sentiment("A text.").columns)
    with pytest.raises(ValueError, match="there are readability"):
        mk.codebook("wit")
