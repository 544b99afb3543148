"""The table of quotations: its shape, its offsets, and what no text can do to it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.quotation_table import BATCH, QUOTATION_COLUMNS

TEXT = (
    "“We open on Monday,” said Ilse Marrand. Critics claim that it is late. It reportedly rained."
)
PIECES = [
    *("“", "”", '"', "''", "'", "‘", "’", " ", "\n\n", ",", ".", ":", ";", "—", "(", ")", "?"),
    *("said", "Ilse Marrand", "he", "according to", "that", "the minister", "was told by", "and"),
    *("who", "adding", "allegedly", "it", "RELL:", "claim", "5'10\"", "on Monday", "of", "not"),
]


def offsets_agree(texts: list[str | None], table: pd.DataFrame) -> None:
    for row in table.itertuples():
        text = texts[row.article] or ""
        assert text[row.start : row.end] == row.content
        assert row.content.strip()
        for what in ("speaker", "cue"):
            start, end = getattr(row, f"{what}_start"), getattr(row, f"{what}_end")
            words = getattr(row, what)
            assert pd.isna(start) == pd.isna(end) == (words == "")
            assert words == "" or text[start:end] == words


def test_columns_and_types() -> None:
    for articles in ([TEXT], [], [None], [""], "Rain fell."):
        table = mk.quotations(articles)
        assert list(table.columns) == list(QUOTATION_COLUMNS)
        assert table["speaker_start"].dtype == "Int64"
        assert table["start"].dtype == "int64"
        assert table["match_certainty"].dtype == "float64"
        assert table.index.equals(pd.RangeIndex(len(table)))


def test_values_are_those_that_the_codebook_names() -> None:
    table = mk.quotations(mk.load_sample())
    for name, column in QUOTATION_COLUMNS.items():
        assert column.definition.endswith("."), name
        if column.values:
            assert set(table[name]) <= set(column.values), name
    assert table["match_certainty"].between(0, 1).all()
    assert (table["cue"].eq("") | table["cue_start"].notna()).all()


def test_offsets_are_those_of_the_text() -> None:
    texts = mk.load_sample()["text"].tolist()
    table = mk.quotations(texts)
    assert len(table) > 500
    offsets_agree(texts, table)
    assert table["article"].is_monotonic_increasing


def test_labels_are_the_callers() -> None:
    index = pd.MultiIndex.from_tuples([("b", 2), ("a", 1), ("b", 2)], names=["outlet", "day"])
    table = mk.quotations(pd.Series([TEXT, None, TEXT], index=index))
    assert table["article"].tolist() == [("b", 2)] * 6


def test_the_neighbours_do_not_matter() -> None:
    texts = [
        "Here he said:",
        "“We open on Monday.”",
        "Ilse Marrand said",
        "He denied it. “No,”",
        "he said. The ministry said that it rained.",
        *mk.load_sample()["text"].head(6),
    ]
    together = mk.quotations(texts).drop(columns="article")
    alone = pd.concat([mk.quotations(text) for text in texts], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone.drop(columns="article"))


@pytest.mark.parametrize("before", ["It was Mr.", "So said Will", "Mrs.", "They went to the", "of"])
def test_what_ends_an_article_is_not_of_the_next_ones_first_name(before: str) -> None:
    for text in (
        "Marrand said it was late. “It is,” she said.",
        "Marrand, advocates urged, is late.\n\nMarrand said she said so.",
    ):
        alone = mk.quotations(text).drop(columns="article")
        behind = mk.quotations([before, text]).query("article == 1").drop(columns="article")
        pd.testing.assert_frame_equal(behind.reset_index(drop=True), alone)


def test_more_than_a_batch_changes_nothing() -> None:
    table = mk.quotations([TEXT] * (BATCH + 2))
    one = mk.quotations(TEXT)
    assert len(table) == len(one) * (BATCH + 2)
    last = table.tail(len(one)).reset_index(drop=True)
    pd.testing.assert_frame_equal(last.drop(columns="article"), one.drop(columns="article"))


@given(st.lists(st.one_of(st.none(), st.text()), max_size=3))
@settings(max_examples=60)
def test_no_text_is_too_strange(texts: list[str | None]) -> None:
    offsets_agree(texts, mk.quotations(texts))


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
@settings(max_examples=300)
def test_no_order_of_marks_and_cues_is_too_strange(pieces: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(pieces)
    offsets_agree([text, text], mk.quotations([text, text]))


@pytest.mark.parametrize("piece", ["“a ", "he said, ", "‘a ", "reportedly saying ", "a) (b "])
def test_long_rows_of_marks_and_cues_end(piece: str) -> None:
    table = mk.quotations(piece * 20_000)
    assert len(table) <= 40_000


def test_what_are_no_articles_is_refused() -> None:
    with pytest.raises(TypeError, match="articles must be"):
        mk.quotations(3)  # type: ignore[arg-type]
