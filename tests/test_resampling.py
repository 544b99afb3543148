"""Intervals: right where theory knows them, honest where texts are short, the article's own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import mediakit as mk
from mediakit.resampling import (
    BLOCK,
    REPLICATES,
    half_an_occurrence,
    limits,
    means,
    require_confidence,
    resampled_sums,
)
from mediakit.scoring import names_of_limits
from mediakit.units import UNITS
from tests.validity.coverage import Writer, coverage

FERRY = "The ferry left the quay. It was late again. Perhaps the terrible fog was to blame. "
TEXT = FERRY * 4 + "Nobody complained. A wonderful band played, and some officials may have danced."


def width(table: pd.DataFrame, column: str) -> pd.Series:
    return table[f"{column}_high"] - table[f"{column}_low"]


# Weights and limits


def test_weights_are_exponential_and_have_a_mean_of_one() -> None:
    parts = np.eye(5)[None]  # the sums are the weights themselves
    weights = resampled_sums(parts)[0]
    assert weights.sum(axis=0) == pytest.approx(5)
    assert weights.mean() == pytest.approx(1)
    # Dirichlet of five ones, times five: each is a beta(1, 4)
    assert stats.kstest(weights[0] / 5, stats.beta(1, 4).cdf).pvalue > 0.01


def test_many_parts_are_summed_in_blocks_as_if_at_once() -> None:
    n = 2 * BLOCK + 7
    values = np.random.default_rng(1).normal(size=(1, n, 2))
    ones = np.ones((1, n, 1))
    sums = resampled_sums(np.concatenate([values, ones], axis=2))[0]
    assert sums[2] == pytest.approx(n)
    expected = values[0].std(axis=0) * np.sqrt(n * n / (n + 1))
    assert sums[:2].std(axis=1) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize("n", [4, 8, 20, 100])
def test_limits_of_a_normal_mean_are_those_of_student(n: int) -> None:
    values = np.random.default_rng(n).normal(size=(n, 300))
    _, low, high, _ = means(values, 0.95)
    student = 2 * stats.t.ppf(0.975, n - 1) * values.std(axis=0, ddof=1) / np.sqrt(n)
    assert np.mean((high - low) / student) == pytest.approx(1, abs=0.06)
    assert 0.92 <= np.mean((low <= 0) & (high >= 0)) <= 0.98


def test_the_half_that_may_be_there_is_the_prior_of_jeffreys() -> None:
    """With the gamma of shape x that weights give, the posterior of a Poisson rate."""
    parts = np.zeros((1, 200, 1))
    parts[0, :4] = 1
    posterior = resampled_sums(parts)[0, 0] + half_an_occurrence()
    expected = stats.gamma(4.5).ppf([0.05, 0.25, 0.5, 0.75, 0.95])
    assert np.quantile(posterior, [0.05, 0.25, 0.5, 0.75, 0.95]) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize("n", [2, 8, 30])
def test_where_all_parts_are_alike_some_may_yet_differ(n: int) -> None:
    low, high = limits(np.zeros(1), np.zeros((1, REPLICATES)), n, 0.95, 0, 1)
    assert low == 0
    assert high == pytest.approx(stats.beta.ppf(0.975, 0.5, n + 0.5))
    low, high = limits(np.ones(1), np.ones((1, REPLICATES)), n, 0.95, 0, 1)
    assert low == pytest.approx(stats.beta.ppf(0.025, n + 0.5, 0.5))
    assert high == 1
    unbounded = limits(np.zeros(1), np.zeros((1, REPLICATES)), n, 0.95)
    assert np.isnan(unbounded).all()


@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), min_size=1, max_size=30),
    st.sampled_from([0.5, 0.9, 0.95, 0.99]),
)
def test_means_lie_within_their_limits_whatever_the_order(
    values: list[float], confidence: float
) -> None:
    column = np.array(values)[:, None]
    mean, low, high, n = means(column, confidence)
    turned = means(column[::-1], confidence)
    for one, other in zip((mean, low, high, n), turned, strict=True):
        np.testing.assert_array_equal(one, other)
    assert n[0] == (~np.isnan(column)).sum()
    if not np.isnan(low[0]):
        assert low[0] <= mean[0] <= high[0]
    if n[0]:
        assert mean[0] == pytest.approx(np.nanmean(column))


@pytest.mark.parametrize("wrong", [0, 1, 95, -0.5, True, "0.95", np.nan])
def test_a_confidence_is_a_share(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"interval is a share between 0 and 1, such as 0\.95"):
        require_confidence(wrong)
    with pytest.raises(ValueError, match="interval is a share"):
        mk.analyse(TEXT, interval=wrong)  # type: ignore[arg-type]


# The columns of analyse


def test_each_number_has_its_limits_at_its_right_and_is_the_same() -> None:
    plain, table = mk.analyse([TEXT, None]), mk.analyse([TEXT, None], interval=0.95)
    columns = list(table.columns)
    place = columns.index("sentiment")
    assert columns[place : place + 3] == ["sentiment", "sentiment_low", "sentiment_high"]
    pd.testing.assert_frame_equal(table[plain.columns], plain)
    assert not [name for name in columns if name.startswith("n_") and name.endswith("_low")]
    assert not [name for name in columns if name.startswith("sentiment_opening_")]
    pairs = names_of_limits(mk.MEASURES)
    assert pairs["consensus_grade"] == (
        "consensus_grade_interval_low",
        "consensus_grade_interval_high",
    )
    for name, (low, high) in pairs.items():
        assert table.loc[0, low] <= table.loc[0, name] <= table.loc[0, high], name
        assert table.loc[0, low] < table.loc[0, high], name
        assert np.isnan(table.loc[1, low]), name


def test_limits_keep_to_the_range_of_their_column() -> None:
    table = mk.analyse([FERRY, TEXT, "Awful. Terrible. Horrible."], interval=0.99)
    for measure in mk.MEASURES:
        for name, column in measure.columns.items():
            if isinstance(column, mk.Column) and f"{name}_low" in table and name in table:
                low, high = table[f"{name}_low"], table[f"{name}_high"]
                assert column.low is None or not (low < column.low).any(), name
                assert column.high is None or not (high > column.high).any(), name


def test_nothing_found_is_no_proof_that_there_is_nothing() -> None:
    table = mk.analyse(["The ferry left at dawn. " * 20, "The ferry left. " * 60], interval=0.95)
    for name in ("hedges_per_100_words", "boosters_per_100_words", "hedged_sentence_share"):
        assert (table[name] == 0).all()
        assert (table[f"{name}_low"] == 0).all()
        assert (table[f"{name}_high"] > 0).all()
    # Jeffreys: at most 2.51 hedges with so many words, a little more for few sentences
    most = 100 * stats.chi2.ppf(0.975, 1) / 2 / 100
    assert table["hedges_per_100_words_high"].iloc[0] == pytest.approx(most, rel=0.25)
    assert table["certainty_low"].iloc[0] < table["certainty"].iloc[0]


def test_one_sentence_has_no_interval_and_says_so() -> None:
    texts = ["The ferry may leave.", "", None, "The ferry left. It may return."]
    table = mk.sentiment(texts, interval=0.95)
    assert table["sentiment_low"].isna().tolist() == [True, True, True, False]
    assert table["caution"].str.contains("one sentence: no interval").tolist() == [
        *(True, False, False, False),
    ]
    assert not mk.sentiment(texts)["caution"].str.contains("interval").any()


def test_more_sentences_and_less_confidence_make_intervals_shorter() -> None:
    table = mk.analyse([FERRY * 2, FERRY * 8, FERRY * 32], interval=0.95)
    less = mk.analyse([FERRY * 2, FERRY * 8, FERRY * 32], interval=0.5)
    for name in ("sentiment", "flesch_reading_ease", "hedges_per_100_words", "certainty"):
        assert width(table, name).is_monotonic_decreasing
        assert (width(less, name) < width(table, name)).all()


@pytest.mark.parametrize("unit", list(UNITS))
def test_intervals_come_with_every_unit(unit: str) -> None:
    articles = pd.DataFrame({"text": [TEXT, None, "", "x"], "headline": ["A. B.", "C", None, "D"]})
    table = mk.analyse(articles, unit=unit, interval=0.9)
    plain = mk.analyse(articles, unit=unit)
    pd.testing.assert_frame_equal(
        table[plain.columns.drop("caution")], plain.drop(columns="caution")
    )
    empty = mk.analyse([], unit=unit, interval=0.9)
    assert list(empty.columns) == list(table.columns)


def test_an_interval_depends_on_the_article_alone() -> None:
    texts = [TEXT, FERRY, "One sentence.", None, TEXT + FERRY, FERRY * 90]
    together = mk.analyse(texts, interval=0.95)
    for row, text in enumerate(texts):
        alone = mk.analyse([text], interval=0.95)
        left, right = together.iloc[row], alone.iloc[0]
        assert [
            name
            for name in together
            if left[name] != right[name] and not (pd.isna(left[name]) and pd.isna(right[name]))
        ] == []


def test_own_measures_get_intervals_too() -> None:
    own = mk.Measure(
        name="length",
        columns={"mean_length": "How long sentences are."},
        count=lambda corpus: {"total": np.diff(corpus.sentences).astype(float)},
        score=lambda counts: {"mean_length": counts["total"] / counts["n_sentences"]},
    )
    table = mk.analyse(["A ferry left. It sank at once.", "It left. It sank."], own, interval=0.95)
    assert table["mean_length_low"].iloc[0] < 3.5 < table["mean_length_high"].iloc[0]
    # all sentences are alike, and nobody said how long one can be
    assert np.isnan(table["mean_length_low"].iloc[1])


# Do they hold what they say?


@pytest.mark.parametrize(
    ("n_sentences", "n_articles"), [(8, 1000), (15, 500), (30, 300), (60, 200)]
)
def test_intervals_have_the_truth_as_often_as_they_say(n_sentences: int, n_articles: int) -> None:
    table = coverage(0.3, n_sentences, n_articles)
    assert (table["coverage"] >= (0.92 if n_sentences > 8 else 0.9)).all(), table
    assert (table["coverage"] <= 0.99).all(), table


def test_of_what_is_rare_intervals_are_rather_too_wide() -> None:
    table = coverage(0.02, 10, columns=["hedges_per_100_words", "hedged_sentence_share"])
    assert (table["coverage"] >= 0.95).all(), table


def test_the_writer_of_the_simulation_has_the_rate_it_says() -> None:
    text = Writer(0.3, 5).text(2_000)
    table = mk.hedging(text)
    clauses = text.count(" and ") + 2_000
    assert table["n_hedges"].item() / clauses == pytest.approx(0.3, abs=0.02)
