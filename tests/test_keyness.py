"""Keyness: published values, other packages, a slow second opinion, and what must stay the same."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.sparse import csr_matrix

import mediakit as mk
from mediakit.linguistics import association
from mediakit.linguistics.dispersion_formulas import part_range, spread_of, variance_of_log_rate
from mediakit.linguistics.keyness_columns import KEYNESS_COLUMNS
from mediakit.linguistics.term_counts import count_terms, together

WORDS = ("dam", "may", "fail", "the", "rain", "is", "holds")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), min_size=4, max_size=9)


def close(got: object, wanted: object) -> None:
    np.testing.assert_allclose(np.asarray(got, float), np.asarray(wanted, float), rtol=1e-9)


# Formulas: published values and other packages


def test_log_likelihood_of_dunning_1993() -> None:
    # "the swiss", p. 72: together 110, the first word alone 2,442, the second 111, neither 29,114
    assert round(association.g2(110, 111, 2552, 29225).item(), 2) == 270.72


four_counts = st.tuples(
    st.integers(0, 500), st.integers(0, 500), st.integers(600, 10**6), st.integers(600, 10**6)
).filter(lambda c: c[0] + c[1] > 0)


@given(four_counts)
def test_log_likelihood_is_that_of_scipy(counts: tuple[int, int, int, int]) -> None:
    a, b, c, d = counts
    table = np.array([[a, b], [c - a, d - b]])
    whole = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert association.g2(*counts).item() == pytest.approx(whole.statistic, rel=1e-9, abs=1e-7)
    close(association.expected_count(*counts), whole.expected_freq[0, 0])
    row = stats.power_divergence([a, b], whole.expected_freq[0], lambda_="log-likelihood")
    two = association.g2_two_term(*counts).item()
    assert two == pytest.approx(row.statistic, rel=1e-9, abs=1e-7)
    assert two <= association.g2(*counts).item() + 1e-7
    close(association.p_of_g2([0.5, 10.83, 300]), stats.chi2.sf([0.5, 10.83, 300], 1))


def test_two_terms_by_hand_as_the_wizard_of_ucrel_shows_it() -> None:
    # E1 = 1000 * 25 / 3000, E2 = 2000 * 25 / 3000
    expected_1, expected_2 = 25 / 3, 50 / 3
    close(association.expected_count(20, 5, 1000, 2000), expected_1)
    by_hand = 2 * (20 * math.log(20 / expected_1) + 5 * math.log(5 / expected_2))
    close(association.g2_two_term(20, 5, 1000, 2000), by_hand)
    close(association.bic(by_hand, 3000), by_hand - math.log(3000))
    close(association.log_ratio(20, 5, 1000, 2000), 3)
    close(association.percent_difference(20, 5, 1000, 2000), 700)


def test_a_count_of_zero() -> None:
    close(association.log_ratio(0, 8, 1000, 1000), -4)
    close(association.log_ratio(8, 0, 1000, 1000), 4)
    close(association.percent_difference(0, 8, 1000, 1000), -100)
    assert math.isnan(association.percent_difference(8, 0, 1000, 1000).item())
    assert np.isfinite(association.weighted_log_odds(8, 0, 1000, 1000)).all()


def test_weighted_log_odds_equation_by_equation() -> None:
    # Monroe, Colaresi and Quinn (2008), equations 15, 16, 20 and 22; alpha from both sides
    y_i, y_j, n_i, n_j, alpha_0 = 30, 12, 5_000, 9_000, 500.0
    alpha = alpha_0 * (y_i + y_j) / (n_i + n_j)
    odds_i = (y_i + alpha) / (n_i + alpha_0 - y_i - alpha)
    odds_j = (y_j + alpha) / (n_j + alpha_0 - y_j - alpha)
    delta = math.log(odds_i) - math.log(odds_j)
    variance = 1 / (y_i + alpha) + 1 / (y_j + alpha)
    log_odds, z = association.weighted_log_odds(y_i, y_j, n_i, n_j, alpha_0)
    close(alpha, 1.5)
    close(log_odds, delta)
    close(z, delta / math.sqrt(variance))


def test_the_heavier_the_prior_the_nearer_to_zero() -> None:
    sizes = [association.weighted_log_odds(30, 12, 5e3, 9e3, w)[0].item() for w in (1, 500, 1e6)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 0


def test_adjusted_p_is_benjamini_and_hochberg_1995() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.5])
    close(association.adjusted(p), [0.04, 4 * 0.04 / 3, 4 * 0.04 / 3, 0.5])


# The table, against slow counting


def slow_rows(texts: list[list[str]], labels: list[str], target: str) -> dict[str, tuple[int, ...]]:
    counts = {side: Counter[str]() for side in (True, False)}
    ranges = {side: Counter[str]() for side in (True, False)}
    for words, label in zip(texts, labels, strict=True):
        counts[label == target].update(words)
        ranges[label == target].update(set(words))
    return {
        word: (counts[True][word], counts[False][word], ranges[True][word], ranges[False][word])
        for word in set().union(*texts)
    }


@given(TEXTS)
@settings(max_examples=60)
def test_counts_ranges_and_formulas(texts: list[list[str]]) -> None:
    labels = ["a" if i % 2 else "b" for i in range(len(texts))]
    table = mk.keyness(
        [" ".join(words) for words in texts],
        by=labels,
        target="a",
        minimum_count=1,
        n_permutations=9,
    )
    slow = slow_rows(texts, labels, "a")
    columns = ["target_count", "reference_count", "target_range", "reference_range"]
    found = table.set_index("term")[columns]
    assert {
        term: tuple(map(int, row)) for term, row in zip(found.index, found.to_numpy(), strict=True)
    } == slow
    n_words = {
        s: sum(len(w) for w, label in zip(texts, labels, strict=True) if (label == "a") == s)
        for s in (True, False)
    }
    four = (table["target_count"], table["reference_count"], n_words[True], n_words[False])
    for column, formula in (
        ("g2", association.g2),
        ("g2_two_term", association.g2_two_term),
        ("log_ratio", association.log_ratio),
        ("expected_count", association.expected_count),
    ):
        close(table[column], formula(*four))
    close(table["target_per_million"], 1e6 * table["target_count"] / n_words[True])
    close(table["log_odds_z"], association.weighted_log_odds(*four)[1])
    close(table["p_adjusted"], stats.false_discovery_control(table["p"]))
    assert (table["log_ratio_low"] <= table["log_ratio"]).all()
    assert (table["log_ratio_high"] >= table["log_ratio"]).all()
    assert table["permutation_p"].between(0.1, 1).all()
    assert list(table.columns) == list(KEYNESS_COLUMNS)


def test_rows_begin_with_the_target_and_end_with_the_reference() -> None:
    table = sample_table(target="The Morning Flare")
    strength = np.sign(table["log_ratio"]) * table["g2"]
    assert strength.is_monotonic_decreasing
    ties = table[strength.diff() == 0]
    assert len(ties) > 20
    before = table["term"].shift()[ties.index]
    assert (before < ties["term"]).all()


def sample_table(**more: object) -> pd.DataFrame:
    return mk.keyness(mk.load_sample(), by="outlet", n_permutations=49, **more)  # type: ignore[arg-type]


def test_a_target_alone_has_the_rows_it_has_among_all() -> None:
    together_, alone = sample_table(), sample_table(target="Plain Dissent")
    own = together_[together_["target"] == "Plain Dissent"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, alone)
    assert together_["target"].nunique() == 6


def test_numbers_depend_on_no_order_and_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = mk.load_sample()
    wanted = mk.keyness(sample, by="outlet", target="Plain Dissent", n_permutations=49)
    shuffled = mk.keyness(
        sample.sample(frac=1, random_state=3),
        by="outlet",
        target="Plain Dissent",
        n_permutations=49,
    )
    pd.testing.assert_frame_equal(shuffled, wanted, check_exact=False, rtol=1e-12)
    assert (shuffled["permutation_p"] == wanted["permutation_p"]).all()
    monkeypatch.setattr("mediakit.linguistics.term_counts.BATCH", 7)
    batched = mk.keyness(sample, by="outlet", target="Plain Dissent", n_permutations=49)
    pd.testing.assert_frame_equal(batched, wanted)


def test_counts_of_partitions_are_counts_of_the_whole() -> None:
    texts = ["The dam may fail.", "", "The rain", None, "Dam, dam!"]
    whole = count_terms(texts, n=(1, 2))
    parts = together([count_terms(texts[:2], n=(1, 2)), count_terms(texts[2:], n=(1, 2))])
    for counts in (whole, parts):
        rows = pd.DataFrame(counts.counts.toarray(), columns=counts.terms)
        assert rows["dam"].tolist() == [1, 0, 0, 0, 2]
        assert rows["dam dam"].tolist() == [0, 0, 0, 0, 1]
        assert counts.n_words.tolist() == [4, 0, 2, 0, 2]
    assert set(whole.terms) == set(parts.terms)
    assert (whole.fingerprint == parts.fingerprint).all()


# Uncertainty


def test_one_long_article_fakes_no_keyword() -> None:
    # a hundred "kraken" in one article of the target, and one "ferry" in most of its articles
    rest = ["The boat left at noon and came back late."] * 40
    target = ["The ferry left at noon and came back late."] * 19
    target.append("The kraken rose. " * 100)
    table = mk.keyness(target + rest, by=["a"] * 20 + ["b"] * 40, target="a").set_index("term")
    assert table.loc["kraken", "g2"] > table.loc["ferry", "g2"] > 10.83
    assert table.loc["kraken", "permutation_p"] > 0.2
    assert table.loc["ferry", "permutation_p"] < 0.05
    assert table.loc["kraken", "target_range"] == 1
    assert table.loc["ferry", "target_range"] == 19


def test_permutation_p_is_what_all_shuffles_give() -> None:
    # two of six articles are the target: 15 ways to draw them, so p is known exactly
    counts = np.array([4, 3, 0, 1, 0, 0])
    texts = [" ".join(["dam"] * n + ["rain"] * (10 - n)) for n in counts]
    draws = [
        abs(counts[[i, j]].sum() / 20 - np.delete(counts, [i, j]).sum() / 40)
        for i in range(6)
        for j in range(i)
    ]
    exact = np.mean([draw >= draws[0] - 1e-12 for draw in draws])
    table = mk.keyness(texts, by=list("aabbbb"), target="a", minimum_count=1, n_permutations=9_999)
    assert exact == 1 / 15
    assert table["permutation_p"].to_numpy() == pytest.approx(exact, abs=0.01)


def test_permutation_p_is_uniform_where_nothing_differs() -> None:
    random = np.random.default_rng(5)
    p = []
    for trial in range(40):
        texts = [" ".join(random.choice(WORDS, 40)) for _ in range(20)]
        table = mk.keyness(
            texts, by=["a", "b"] * 10, target="a", n_permutations=99, seed=trial, minimum_count=1
        )
        p.extend(table["permutation_p"])
    assert np.mean(np.array(p) <= 0.05) == pytest.approx(0.05, abs=0.035)
    assert np.mean(p) == pytest.approx(0.5, abs=0.07)


def test_the_interval_is_that_of_resampled_articles() -> None:
    random = np.random.default_rng(11)
    n = 150
    rate = random.gamma(2, 0.02, n)  # bursty: some articles have much of it
    texts = [" ".join(np.where(random.random(120) < r, "dam", "rain")) for r in rate]
    labels = np.array(["a"] * 50 + ["b"] * 100)
    row = mk.keyness(texts, by=labels, target="a", n_permutations=0).set_index("term").loc["dam"]
    counts = np.array([text.split().count("dam") for text in texts])
    ratios = []
    for _ in range(4_000):
        a, b = random.choice(counts[:50], 50), random.choice(counts[50:], 100)
        ratios.append(np.log2(a.mean() / b.mean()))
    width = row["log_ratio_high"] - row["log_ratio_low"]
    assert width / (2 * 1.96) == pytest.approx(np.std(ratios), rel=0.06)
    by_words = 2 * 1.96 / math.log(2) * math.sqrt(1 / counts[:50].sum() + 1 / counts[50:].sum())
    assert width > 1.2 * by_words


def test_the_quantile_of_the_interval() -> None:
    ratio = np.zeros(3)
    # nothing known beyond words; spread that rests on 9 articles; the same beside a sure reference
    target = association.rate_variance([50, 50, 50], 1e9, [0, 0.2, 0.2], [9, 9, 9])
    reference = association.rate_variance([50, 1e8, 50], 1e9, 0, 9)
    low, high = association.log_ratio_interval(ratio, target, reference)
    close(-low, high)
    half = high * math.log(2)
    assert half[0] == pytest.approx(stats.norm.ppf(0.975) * math.sqrt(0.04), rel=1e-6)
    beyond = 0.2 - (1 / 50 - 1e-9)
    for n, others in ((1, 1 / 1e8 - 1e-9), (2, 1 / 50 - 1e-9)):
        variance = 0.2 + others
        degrees = variance**2 / (beyond**2 / 8)
        assert half[n] == pytest.approx(stats.t.ppf(0.975, degrees) * math.sqrt(variance), rel=1e-9)


def test_the_interval_holds_the_truth() -> None:
    # bursty terms of one rate on both sides: words drawn one by one would say 28 percent differ
    random = np.random.default_rng(2)
    rates = random.gamma(0.5, 0.02, (60, 400))
    counts = random.poisson(rates * 300)
    sides = []
    for rows in (counts[:30], counts[30:]):
        spread = spread_of(csr_matrix(rows), np.full(30, 300.0))
        sides.append((spread, variance_of_log_rate(spread), part_range(spread)))
    (one, by_article, n_one), (other, by_other, n_other) = sides
    ratio = association.log_ratio(one.total, other.total, 9_000, 9_000)
    held = {}
    for name, (v, w) in {"articles": (by_article, by_other), "words": (0, 0)}.items():
        low, high = association.log_ratio_interval(
            ratio,
            association.rate_variance(one.total, 9_000, v, n_one),
            association.rate_variance(other.total, 9_000, w, n_other),
        )
        held[name] = ((low <= 0) & (high >= 0)).mean()
    assert held["articles"] > 0.9
    assert held["words"] < 0.6


def test_no_shuffles_no_p() -> None:
    table = mk.keyness(["a dam", "a rain"], by=[1, 2], minimum_count=1, n_permutations=0)
    assert table["permutation_p"].isna().all()


# What is counted


def test_runs_of_words_end_with_their_sentence() -> None:
    table = mk.keyness(
        ["The dam, it may fail. The dam!", "Rain."], by=[1, 2], target=1, n=2, minimum_count=1
    )
    assert sorted(table["term"]) == ["dam it", "it may", "may fail", "the dam"]
    both = mk.keyness(
        ["The dam. The dam!", "Rain."], by=[1, 2], target=1, n=(1, 2), minimum_count=1
    )
    assert sorted(both["term"]) == ["dam", "rain", "the", "the dam"]
    assert (both["target_per_million"] <= 500_000).all()  # per million words, for runs too


def test_matches_of_a_measure() -> None:
    sample = mk.load_sample()
    table = mk.keyness(sample, by="outlet", of="hedging", minimum_count=1, n_permutations=0)
    evidence = mk.evidence(sample, "hedging")
    own = table[table["target"] == "Plain Dissent"]
    assert own["target_count"].sum() + own["reference_count"].sum() == len(evidence)
    assert "may" in set(own["term"])
    assert set(own["term"]) >= {text.lower() for text in evidence["text"] if text.isalpha()}


def test_a_frequency_list_as_reference() -> None:
    listed = pd.Series({"dam": 10, "rain": 90})
    table = mk.keyness(["Dam, dam, fail."], reference=listed, minimum_count=1).set_index("term")
    assert table.loc["dam", ["target_count", "reference_count"]].tolist() == [2, 10]
    close(table.loc["dam", "g2"], association.g2(2, 10, 3, 100))
    close(table.loc["rain", "log_ratio"], association.log_ratio(0, 90, 3, 100))
    assert table.loc["fail", "reference_count"] == 0
    assert table["permutation_p"].isna().all()
    assert table["reference_range"].isna().all()
    assert (table["reference"] == "frequency list").all()
    frame = pd.DataFrame({"term": ["dam", "rain", "dam"], "count": [4, 90, 6]})
    same = mk.keyness(["Dam, dam, fail."], reference=frame, minimum_count=1).set_index("term")
    pd.testing.assert_frame_equal(same, table)
    larger = mk.keyness(["Dam."], reference=listed, reference_words=10_000, minimum_count=1)
    assert larger.set_index("term").loc["dam", "reference_per_million"] == 1_000


def test_labels_may_be_a_series_and_some_may_be_missing() -> None:
    texts = ["a dam", "a dam", "a rain", "a kraken", None, ""]
    by = pd.Series([1.0, 1.0, 2.0, np.nan, 1.0, 2.0])
    table = mk.keyness(texts, by=by, target=1.0, minimum_count=1)
    assert sorted(table["term"]) == ["a", "dam", "rain"]
    assert table.set_index("term").loc["dam", "target_dp"] == 0


def test_labels_may_be_anything_that_compares() -> None:
    texts = ["a dam", "a rain", "a kraken"]
    missing = mk.keyness(
        pd.DataFrame({"text": texts, "side": pd.array(["x", "y", pd.NA], dtype="string")}),
        by="side",
        minimum_count=1,
    )
    assert missing["target"].unique().tolist() == ["x", "y"]
    assert "kraken" not in set(missing["term"])
    pairs = mk.keyness(texts, by=[("x", 1), ("y", 2), ("y", 2)], target=("x", 1), minimum_count=1)
    assert set(pairs["term"]) == {"a", "dam", "rain", "kraken"}


def test_a_reference_by_label() -> None:
    texts = ["a dam", "a rain", "a kraken"]
    table = mk.keyness(texts, by=list("xyz"), reference="y", minimum_count=1)
    assert table["target"].unique().tolist() == ["x", "z"]
    assert set(table[table["target"] == "x"]["term"]) == {"a", "dam", "rain"}


def test_too_rare_for_a_row() -> None:
    table = mk.keyness(["a dam", "a rain"], by=[1, 2], minimum_count=3)
    assert table.empty
    assert list(table.columns) == list(KEYNESS_COLUMNS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "by says which articles"),
        ({"by": "outlet"}, "there is no column 'outlet' to go by; there are 'text'"),
        ({"by": [1, 2, 3]}, "by has 3 labels for 2 articles"),
        ({"by": [1, 1]}, "needs two sets of articles; there is 1"),
        ({"by": [1, 2], "target": 3}, "no articles are labelled 3; there are 1, 2"),
        ({"by": [1, 2], "target": 1, "reference": 9}, "labelled 9; there are 1, 2"),
        ({"by": [1, 2], "target": 1, "reference": 1}, "target and reference are both 1"),
        ({"by": [1, 2], "of": "wit"}, "'wit' is not known; there are readability"),
        ({"by": [1, 2], "of": replace(mk.MEASURES[0], find=None)}, "finds no matches to count"),
        ({"by": [1, 2], "of": "hedging", "n": 2}, "n is for words"),
        ({"by": [1, 2], "n": 0}, "n must be from 1 to 5"),
        ({"by": [1, 2], "minimum_count": 0}, "minimum_count must be at least 1"),
        ({"by": [1, 2], "n_permutations": -1}, "n_permutations must be 0 or more"),
        ({"by": pd.Series([1, 2], index=[7, 8])}, "index isn't that of the articles"),
        (
            {"reference": pd.DataFrame({"word": ["a"]})},
            "columns 'term' and 'count'; there are 'word'",
        ),
        ({"reference": pd.Series({"a": -1})}, "numbers of 0 or more"),
        ({"reference": pd.Series({"a": 9}), "reference_words": 5}, "9 occurrences in 5 words"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mk.keyness(["a dam", "a rain"], **arguments)  # type: ignore[arg-type]


def test_a_side_without_words_is_named() -> None:
    with pytest.raises(ValueError, match="the articles of 2 have no words"):
        mk.keyness(["a dam", "", None], by=[1, 2, 2], target=1, reference=2)
