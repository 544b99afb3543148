"""Statistics of sources: what they count, and that counts and evidence are the same rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.measures import SOURCING
from mediakit.units import UNITS

PARAGRAPHS = """The ferry is late. Critics say that it is unsafe.
“It is safe,” said Ilse Marrand, the mayor. “It is on time.” Marrand insisted it was new.
According to a report of the ministry, two of five boats are old. See www.example.org/boats.\
 Ilse Marrand claimed that it was wrong. It is believed that she will resign."""
TEXT = PARAGRAPHS.replace("\n", "\n\n")


@pytest.fixture(scope="module")
def row() -> pd.Series:
    return mk.sourcing(TEXT).iloc[0]


def test_who_is_heard(row: pd.Series) -> None:
    heard = mk.quotations(TEXT)
    assert heard.loc[heard["cue"] != "", "cue"].tolist() == [
        *("say", "said", "insisted", "According to", "claimed", "is believed")
    ]
    assert row["n_attributions"] == 6
    assert row["speakers"] == 3
    assert row[["named_persons", "unnamed_groups", "documents"]].tolist() == [1, 1, 1]
    assert row[["named_organisations", "roles", "unnamed_officials"]].tolist() == [0, 0, 0]
    assert row["n_agentless"] == 1
    assert row["n_links"] == 1


def test_shares(row: pd.Series) -> None:
    assert row["unnamed_source_share"] == pytest.approx(2 / 6)  # critics, and nobody
    assert row["top_speaker_share"] == pytest.approx(3 / 5)
    assert row["quoted_word_share"] == pytest.approx(7 / row["n_words"])
    assert row["doubting_cue_share"] == pytest.approx(1 / 6)
    assert row["assertive_cue_share"] == pytest.approx(1 / 6)
    assert row["neutral_cue_share"] == pytest.approx(4 / 6)
    classes = [name for name in row.index if name.endswith("_cue_share")]
    assert row[classes].sum() == pytest.approx(1)


def test_where_the_first_named_source_comes(row: pd.Series) -> None:
    before = "The ferry is late Critics say that it is unsafe It is safe said".split()
    assert row["words_before_named_source"] == len(before)
    assert row["named_source_position"] == pytest.approx(len(before) / row["n_words"])
    unnamed = mk.sourcing("Critics say that it is unsafe.").iloc[0]
    assert np.isnan(unnamed["words_before_named_source"])


def test_a_speaker_counts_where_first_heard() -> None:
    parts = mk.sourcing(TEXT, unit="paragraph")
    assert parts["speakers"].tolist() == [1, 1, 1]
    assert parts["named_persons"].tolist() == [0, 1, 0]
    assert parts["words_before_named_source"].notna().tolist() == [False, True, False]


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit != "article"])
def test_parts_add_up(unit: str) -> None:
    texts = [TEXT, *mk.load_sample()["text"].head(10)]
    whole, parts = mk.sourcing(texts), mk.sourcing(texts, unit=unit)
    counted = ["n_attributions", "speakers", "n_agentless", "n_links", "named_persons", "documents"]
    sums = parts[counted].groupby(level=0).sum()
    pd.testing.assert_frame_equal(sums, whole[counted], check_names=False)


def test_missing_is_nan_and_empty_is_no_made_up_ratio() -> None:
    table = mk.sourcing([None, "", "* * *", "Rain fell."]).drop(columns="caution")
    assert table.loc[0].isna().all()
    for empty in (1, 2):
        counts = [name for name in table.columns if name.startswith("n_")]
        assert (table.loc[empty, counts] == 0).all()
        assert table.loc[empty].drop(counts).isna().all()
    assert table.loc[3, "n_attributions"] == 0
    assert table.loc[3, "speakers"] == 0
    assert np.isnan(table.loc[3, "unnamed_source_share"])


def test_the_count_is_the_number_of_rows_of_evidence() -> None:
    texts = [TEXT, "Rain fell.", *mk.load_sample()["text"]]
    table, rows = mk.sourcing(texts), mk.evidence(texts, SOURCING)
    found = rows.groupby("article").size().reindex(table.index, fill_value=0)
    assert (table["n_attributions"] == found).all()
    for row in rows.itertuples():
        assert texts[row.article][row.start : row.end] == row.text
    kinds = rows.loc[rows["article"] == 0, ["text", "label"]].values.tolist()
    assert kinds[0] == ["Critics", "unnamed group"]
    assert kinds[-1] == ["is believed", "agentless"]


def test_the_neighbours_do_not_matter() -> None:
    texts = [TEXT, "Holm said:", "“No.” He left.", TEXT]
    together = mk.sourcing(texts)
    for number, text in enumerate(texts):
        alone = mk.sourcing(text).set_index(together.index[[number]])
        pd.testing.assert_frame_equal(alone, together.loc[[number]])


def test_columns_are_within_their_ranges() -> None:
    table = mk.sourcing(mk.load_sample())
    for name, column in SOURCING.columns.items():
        assert isinstance(column, mk.Column)
        assert column.definition.endswith("."), name
        values = table[name].dropna()
        assert column.low is None or (values >= column.low).all(), name
        assert column.high is None or (values <= column.high).all(), name


def test_it_is_computed_only_where_asked_for() -> None:
    assert "n_attributions" not in mk.analyse(TEXT)
    assert "n_attributions" in mk.analyse(TEXT, measures=["hedging", "sourcing"])


@given(st.lists(st.one_of(st.none(), st.text(), st.just(TEXT)), max_size=4))
@settings(max_examples=40)
def test_no_text_is_too_strange(texts: list[str | None]) -> None:
    for unit in UNITS:
        mk.sourcing(texts, unit=unit)
    mk.evidence(texts, SOURCING)


def test_an_attitude_makes_nobody_a_source() -> None:
    table = mk.sourcing("The ministry opposed the ferry. The mayor said that it was late.")
    assert table["n_attributions"].item() == 1
    assert table["n_attitudes"].item() == 1
    assert table["speakers"].item() == 1
