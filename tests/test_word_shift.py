"""Which words make a difference: the parts add up to the whole."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.comparing import WORD_SHIFT_COLUMNS

ARTICLES = pd.DataFrame(
    {
        "text": [
            "The great ferry left. It was not great at all. A terrible, terrible storm came.",
            "Perhaps it will rain. A great day, they may say. Perhaps.",
            "An awful storm. The crew was very happy. It could be late, perhaps.",
            None,
            "",
        ],
        "outlet": ["Echo", "Echo", "Flare", "Flare", "Globe"],
    }
)
SENTENCES = [
    "A great day.",
    "It was not great.",
    "An awful, terrible storm came.",
    "It may rain, perhaps.",
    "Critics slammed the disgraceful plan.",
    "The ferry left at dawn.",
]


@pytest.mark.parametrize("measure", ["sentiment", "hedging", "loaded", "boosting", "readability"])
@pytest.mark.parametrize("reference", ["Flare", "rest"])
def test_contributions_add_up_to_the_difference(measure: str, reference: str) -> None:
    table = mk.word_shift(ARTICLES, target="Echo", reference=reference, measure=measure)
    assert list(table.columns) == [*WORD_SHIFT_COLUMNS]
    difference = table.attrs["target_score"] - table.attrs["reference_score"]
    assert table["contribution"].sum() == pytest.approx(difference)
    parts = table["from_frequency"] + table["from_weight"]
    assert parts.to_numpy() == pytest.approx(table["contribution"].to_numpy())


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from(["sentiment", "hedging", "loaded"]),
)
def test_what_raises_one_side_lowers_the_other(
    own: list[str], other: list[str], measure: str
) -> None:
    texts = [" ".join(own), " ".join(other)]
    there = mk.word_shift(texts, ["a", "b"], target="a", reference="b", measure=measure)
    back = mk.word_shift(texts, ["a", "b"], target="b", reference="a", measure=measure)
    difference = there.attrs["target_score"] - there.attrs["reference_score"]
    assert there["contribution"].sum() == pytest.approx(difference)
    one, two = there.set_index("word"), back.set_index("word")
    assert set(one.index) == set(two.index)
    assert one["contribution"].to_numpy() == pytest.approx(
        -two.loc[one.index, "contribution"].to_numpy()
    )
    assert there["contribution"].abs().is_monotonic_decreasing


def test_the_score_of_hedging_is_a_column_that_people_know() -> None:
    texts = ["It may rain. Perhaps it will snow tomorrow.", "The ferry left at dawn, perhaps."]
    table = mk.word_shift(texts, ["a", "b"], target="a", reference="b", measure="hedging")
    rates = mk.hedging(texts)["hedges_per_100_words"]
    assert table.attrs["target_score"] == pytest.approx(rates[0])
    assert table.attrs["reference_score"] == pytest.approx(rates[1])
    assert table.attrs["score"] == "matches per 100 words"
    row = table.set_index("word").loc["perhaps"]
    assert (row["n"], row["other_n"], row["weight"]) == (1, 1, 1)
    assert row["contribution"] == pytest.approx(100 / 8 - 100 / 6)


def test_the_score_of_sentiment_is_the_sum_of_the_evidence() -> None:
    table = mk.word_shift(ARTICLES, target="Echo", reference="Flare")
    rows = mk.evidence(ARTICLES, "sentiment")
    words = mk.analyse(ARTICLES, [])["n_words"]
    for name, articles in (("target", [0, 1]), ("reference", [2])):
        total = rows.loc[rows["article"].isin(articles), "weight"].sum()
        score = 100 * total / words[articles].sum()
        assert table.attrs[f"{name}_score"] == pytest.approx(score)
    great = table.set_index("word").loc["great"]
    assert (great["n"], great["n_articles"], great["other_n"]) == (3, 2, 0)


def test_a_negated_word_counts_for_how_it_is_used() -> None:
    texts = ["It was a great day.", "It was not a great day."]
    row = mk.word_shift(texts, ["a", "b"], target="a", reference="b").iloc[0]
    assert row["word"] == "great"
    assert row["weight"] > 0 > row["other_weight"]
    assert row["from_weight"] > abs(row["from_frequency"])


def test_a_word_of_one_article_is_marked() -> None:
    table = mk.word_shift(ARTICLES, target="Echo").set_index("word")
    assert table.loc["terrible", "caution"] == "one article only"
    assert table.loc["great", "caution"] == ""


def test_the_order_of_articles_does_not_matter() -> None:
    turned = mk.word_shift(ARTICLES.iloc[::-1], target="Echo")
    pd.testing.assert_frame_equal(turned, mk.word_shift(ARTICLES, target="Echo"))


def test_no_words_make_an_empty_table() -> None:
    table = mk.word_shift(["The ferry left.", "", None], ["a", "b", "b"], target="a", reference="b")
    assert list(table.columns) == [*WORD_SHIFT_COLUMNS]
    assert len(table) == 0
    full = mk.word_shift(ARTICLES, target="Echo")
    assert (table.dtypes == full.dtypes).all()


def test_wrong_input_is_answered_with_what_is_right() -> None:
    with pytest.raises(
        ValueError, match="target 'Sun' is no group of outlet; there are 'Echo', 'F"
    ):
        mk.word_shift(ARTICLES, target="Sun")
    with pytest.raises(ValueError, match="reference 'Sun' is no group"):
        mk.word_shift(ARTICLES, target="Echo", reference="Sun")
    with pytest.raises(ValueError, match="both 'Echo'"):
        mk.word_shift(ARTICLES, target="Echo", reference="Echo")
    with pytest.raises(ValueError, match="'wit' is not known"):
        mk.word_shift(ARTICLES, target="Echo", measure="wit")
