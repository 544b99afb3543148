"""Groups compared: effect sizes against published values, probabilities against scipy's."""

from __future__ import annotations

import warnings
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gamma

import mediakit as mk
from mediakit.comparing import COMPARE_COLUMNS
from mediakit.comparing.differences import between, within
from mediakit.comparing.effect_sizes import (
    adjusted,
    cliffs_delta,
    error_of_g,
    pooled_deviation,
    small_sample_factor,
)
from mediakit.comparing.permuting import p_of_difference, p_within_clusters


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def report(n: int = 40, seed: int = 1, **shifts: float) -> pd.DataFrame:
    """Made-up numbers of articles of three outlets; Flare's are shifted."""
    random = np.random.default_rng(seed)
    outlet = np.array(["Echo", "Flare", "Chronicle"])[np.arange(n) % 3]
    table = pd.DataFrame(
        {
            "sentiment": random.normal(0, 0.2, n),
            "hedges_per_100_words": random.gamma(2, 1, n),
            "n_words": random.integers(100, 900, n).astype(float),
        },
        index=[f"a{i}" for i in range(n)],
    )
    for name, shift in shifts.items():
        table.loc[outlet == "Flare", name] += shift
    return table.assign(outlet=outlet, story=np.arange(n) // 6)


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    articles = mk.load_sample()
    return mk.analyse(articles).join(articles[["outlet", "story"]])


# Formulas


def test_hedges_g_is_that_of_borensteins_textbook() -> None:
    """Borenstein et al. (2009), Introduction to Meta-Analysis, pages 26 and 27."""
    n = 50
    shape = stats.zscore(np.arange(n), ddof=1)[:, None]
    a, b = 103 + 5.5 * shape, 100 + 4.5 * shape
    assert pooled_deviation(a, b).item() == pytest.approx(5.0249, abs=1e-4)
    assert small_sample_factor(98) == pytest.approx(0.9923, abs=1e-4)
    found = between(a, b, 0.95)
    assert found.hedges_g.item() == pytest.approx(0.5924, abs=1e-4)
    assert error_of_g(found.hedges_g, n, n).item() ** 2 == pytest.approx(0.0411, abs=1e-4)
    reach = 1.959964 * np.sqrt(0.0411)
    assert found.hedges_g_high.item() == pytest.approx(0.5924 + reach, abs=1e-3)


def test_the_small_sample_factor_is_the_gamma_function_of_hedges() -> None:
    """Hedges (1981): c(m); the approximation 1 - 3 / (4 m - 1) comes close."""
    for m in (2, 10, 38, 200):
        exact = gamma(m / 2) / (np.sqrt(m / 2) * gamma((m - 1) / 2))
        assert small_sample_factor(m) == pytest.approx(exact)
        assert small_sample_factor(m) == pytest.approx(1 - 3 / (4 * m - 1), abs=0.01)
    assert small_sample_factor(5_000) == pytest.approx(1, abs=0.001)


def test_cliffs_delta_counts_pairs() -> None:
    random = np.random.default_rng(4)
    a, b = random.integers(0, 6, (9, 3)).astype(float), random.integers(0, 8, (14, 3)).astype(float)
    pairs = np.sign(a[:, None] - b[None])
    assert cliffs_delta(a, b) == pytest.approx(pairs.mean(axis=(0, 1)))
    u = stats.mannwhitneyu(a[:, 0], b[:, 0]).statistic
    assert cliffs_delta(a, b)[0] == pytest.approx(2 * u / (9 * 14) - 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_probabilities_are_those_of_scipy(p: list[float]) -> None:
    values = np.array([*p, np.nan])
    assert adjusted(values)[:-1] == pytest.approx(stats.false_discovery_control(p))
    assert np.isnan(adjusted(values)[-1])


@pytest.mark.parametrize(("n", "m", "shift"), [(6, 8, 1.2), (4, 10, 0.6), (7, 7, 0.0)])
def test_permutation_probabilities_are_those_of_scipy(n: int, m: int, shift: float) -> None:
    random = np.random.default_rng(n)
    a, b = random.gamma(2, 1, n) + shift, random.gamma(2, 1, m)

    def welch(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.abs(stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic)

    every = stats.permutation_test(
        (a, b), welch, vectorized=True, n_resamples=np.inf, alternative="greater"
    ).pvalue
    ours = p_of_difference(a[:, None], b[:, None]).item()
    assert ours == pytest.approx(every, abs=4 * np.sqrt(every / 9_999))


def test_permutation_within_pairs_is_that_of_scipy() -> None:
    random = np.random.default_rng(8)
    a = random.normal(0.4, 1, 14)
    b = random.normal(0, 1, 14)
    exact = stats.permutation_test(
        (a, b), lambda x, y: (x - y).mean(), permutation_type="samples", n_resamples=np.inf
    ).pvalue
    values = np.concatenate([a, b])[:, None]
    first, pair = np.arange(28) < 14, np.arange(28) % 14
    assert p_within_clusters(values, first, pair).item() == pytest.approx(exact, abs=0.01)


def test_the_interval_of_a_difference_is_near_welchs() -> None:
    random = np.random.default_rng(3)
    for n, m in ((8, 30), (40, 40)):
        a, b = random.normal(1, 1, (n, 60)), random.normal(0, 2, (m, 60))
        found = between(a, b, 0.95)
        welch = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
        theirs, ours = welch.high - welch.low, found.difference_high - found.difference_low
        assert np.mean(ours / theirs) == pytest.approx(1, abs=0.05)


# The table


def test_both_ways_to_say_the_group_give_the_same(sample: pd.DataFrame) -> None:
    articles = mk.load_sample()
    plain = mk.analyse(articles)
    names = ["sentiment", "certainty"]
    expected = mk.compare(sample, by="outlet", columns=names)
    for by in (articles["outlet"], articles["outlet"].sample(frac=1, random_state=1)):
        pd.testing.assert_frame_equal(mk.compare(plain, by=by, columns=names), expected)
    by_array = mk.compare(plain, by=articles["outlet"].to_numpy(), columns=names)
    pd.testing.assert_frame_equal(by_array, expected)
    by_level = plain.set_index(articles["outlet"], append=True)
    pd.testing.assert_frame_equal(mk.compare(by_level, columns=names), expected)


def test_columns_and_rows_stand_in_a_fixed_order(sample: pd.DataFrame) -> None:
    table = mk.compare(sample)
    assert list(table.columns) == [*COMPARE_COLUMNS]
    n_pairs = 6 * 5 // 2
    assert table["column"].iloc[0] == "n_words"
    assert (table.groupby("column").size() == n_pairs).all()
    assert not [name for name in table["column"] if name.startswith("n_") and name != "n_words"]
    pairs = list(zip(table["group"], table["other"], strict=True))[:n_pairs]
    assert pairs == sorted(pairs)
    assert all(first < second for first, second in pairs)


def test_the_order_of_rows_does_not_matter() -> None:
    made = report(sentiment=0.1)
    shuffled = made.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(mk.compare(made), mk.compare(shuffled))
    pd.testing.assert_frame_equal(
        mk.compare(made, cluster="story"), mk.compare(shuffled, cluster="story")
    )


def test_a_measure_has_the_same_numbers_whatever_stands_beside_it() -> None:
    made = report(sentiment=0.1)
    together = mk.compare(made).query("column == 'sentiment'").reset_index(drop=True)
    alone = mk.compare(made, columns="sentiment")
    rest = ["p_adjusted", "reading"]
    pd.testing.assert_frame_equal(together.drop(columns=rest), alone.drop(columns=rest))


def test_numbers_are_those_of_the_articles() -> None:
    made = report(sentiment=0.3)
    row = mk.compare(made, columns="sentiment").iloc[-1]
    echo, flare = (made.loc[made["outlet"] == name, "sentiment"] for name in ("Echo", "Flare"))
    assert (row["group"], row["other"], row["n"], row["other_n"]) == ("Echo", "Flare", 14, 13)
    assert row["mean"] == pytest.approx(echo.mean())
    assert row["difference"] == pytest.approx(echo.mean() - flare.mean())
    assert row["difference_low"] < row["difference"] < row["difference_high"] < 0
    assert row["p"] < 0.01
    assert np.isnan(row["n_clusters"])


def test_against_the_rest_and_against_one() -> None:
    made = report()
    rest = mk.compare(made, columns="sentiment", against="rest")
    assert rest["group"].tolist() == ["Chronicle", "Echo", "Flare"]
    assert rest["other"].tolist() == ["rest"] * 3
    assert (rest["n"] + rest["other_n"] == len(made)).all()
    one = mk.compare(made, columns="sentiment", against="Flare")
    assert one[["group", "other"]].values.tolist() == [["Chronicle", "Flare"], ["Echo", "Flare"]]
    with pytest.raises(ValueError, match="against='Globe' is no group of outlet; there are 'Chron"):
        mk.compare(made, against="Globe")


def test_missing_values_and_groups_are_left_out() -> None:
    made = report()
    made.loc[made.index[:10], "sentiment"] = np.nan
    made.loc[made.index[10:13], "outlet"] = None
    table = mk.compare(made, columns=["sentiment", "n_words"])
    known = made.dropna(subset=["outlet"])
    for name in ("sentiment", "n_words"):
        counts = known.dropna(subset=[name]).groupby("outlet").size()
        rows = table[table["column"] == name]
        assert rows["n"].tolist() == [counts[group] for group in rows["group"]]
        assert rows["difference"].notna().all()


def test_small_groups_have_no_numbers_but_a_reason() -> None:
    made = report(12)
    made.loc[made.index[0], "outlet"] = "Globe"
    table = mk.compare(made, columns="sentiment")
    lonely = table[(table["group"] == "Globe") | (table["other"] == "Globe")]
    assert lonely["difference"].isna().all()
    assert lonely["p_adjusted"].isna().all()
    assert lonely["caution"].str.startswith("fewer than 2 articles in a group").all()
    assert lonely["reading"].str.contains("nothing can be said").all()
    others = table.drop(lonely.index)
    assert others["caution"].str.contains("fewer than 10 articles in a group: only large").all()
    assert others["p_adjusted"].notna().all()


def test_values_that_are_all_alike_have_no_effect_and_no_error() -> None:
    made = report(30).assign(sentiment=0.5)
    made.loc[made["outlet"] == "Flare", "hedges_per_100_words"] = 1.0
    made.loc[made["outlet"] == "Echo", "hedges_per_100_words"] = 2.0
    table = mk.compare(made, columns=["sentiment", "hedges_per_100_words"])
    same = table[table["column"] == "sentiment"]
    assert (same["difference"] == 0).all()
    assert (same["p"] == 1).all()
    assert same["hedges_g"].isna().all()
    assert same["reading"].str.contains("have the same mean").all()
    apart = table.query("column == 'hedges_per_100_words' and group == 'Echo'").iloc[0]
    assert apart["p"] < 0.001
    assert apart["cliffs_delta"] == 1


# Clusters


def test_within_clusters_what_differs_between_them_is_taken_out() -> None:
    random = np.random.default_rng(2)
    n = 20
    story = np.repeat(np.arange(n), 2)
    outlet = np.tile(["Echo", "Flare"], n)
    tone = (
        np.repeat(random.normal(0, 5, n), 2) + np.tile([0.5, 0], n) + random.normal(0, 0.3, 2 * n)
    )
    made = pd.DataFrame({"sentiment": tone})
    plain = mk.compare(made, by=outlet).iloc[0]
    paired = mk.compare(made, by=outlet, cluster=story).iloc[0]
    assert plain["p"] > 0.2 > 0.001 > paired["p"]
    assert paired["difference"] == pytest.approx(plain["difference"])
    assert paired["n_clusters"] == n
    d = tone[::2] - tone[1::2]
    reach = stats.t.ppf(0.975, n - 1) * d.std(ddof=1) / np.sqrt(n)
    assert paired["difference_high"] - paired["difference_low"] == pytest.approx(2 * reach, rel=0.1)
    assert "compared within 20 clusters" in paired["reading"]


def test_clusters_of_one_group_are_left_out() -> None:
    made = report(24)
    made["story"] = [*(["a", "b"] * 6), *["only Echo"] * 12]
    made["outlet"] = [*(["Echo"] * 6), *(["Flare"] * 6), *["Echo"] * 12]
    row = mk.compare(made, cluster="story", columns="sentiment").iloc[0]
    assert (row["n"], row["other_n"], row["n_clusters"]) == (6, 6, 2)
    one = mk.compare(made[made["story"] != "b"], cluster="story", columns="sentiment").iloc[0]
    assert np.isnan(one["difference"])
    assert one["caution"] == "fewer than 2 clusters that have both groups"


def test_each_cluster_counts_the_same() -> None:
    values = column(1, 3, 10, 0, 0, 0, 0, 2)
    first = np.array([1, 1, 0, 1, 1, 1, 1, 0], dtype=bool)
    found = within(values, first, np.array([0, 0, 0, 1, 1, 1, 1, 1]), 0.95)
    assert found.difference.item() == pytest.approx(((2 - 10) + (0 - 2)) / 2)
    assert found.mean.item() - found.other_mean.item() == pytest.approx(found.difference.item())
    assert found.cliffs_delta.item() == -1


# Chance


def test_shuffled_groups_differ_no_more_often_than_they_may() -> None:
    """Of 200 labels dealt out at random about 1 in 20 is below 0.05, and next to none adjusted."""
    random = np.random.default_rng(7)
    p, p_adjusted, holds = [], [], []
    for k in range(200):
        n = (8, 20, 30)[k % 3]
        values = pd.DataFrame(
            {
                "sentiment": random.normal(size=60),
                "hedges_per_100_words": random.poisson(1.5, 60),
                "n_words": random.lognormal(6, 1, 60),
            }
        )
        labels = random.permutation(np.array(["a"] * n + ["b"] * (60 - n)))
        table = mk.compare(values, by=labels)
        p.append(table["p"])
        p_adjusted.append(table["p_adjusted"])
        holds.append((table["difference_low"] <= 0) & (table["difference_high"] >= 0))
    share = np.mean(np.array(p) < 0.05)
    assert share <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 600)
    assert np.mean(np.array(p_adjusted) < 0.05) <= 0.025
    assert 0.92 <= np.mean(holds) <= 0.98


def test_a_small_varied_group_is_not_mistaken_for_another() -> None:
    """The bare difference of means would be below 0.05 far more often; Welch's t is not."""
    random = np.random.default_rng(9)
    p = p_of_difference(random.normal(0, 5, (8, 400)), random.normal(0, 1, (80, 400)))
    assert np.mean(p < 0.05) <= 0.08


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3), min_size=6, max_size=14), st.integers(2, 4))
def test_a_probability_is_one_whatever_the_values(values: list[int], n: int) -> None:
    a, b = column(*values[:n]), column(*values[n:])
    for first, second in ((a, b), (b, a)):
        p = p_of_difference(first, second).item()
        assert 0 < p <= 1
    assert p_of_difference(a, b).item() == pytest.approx(p_of_difference(b, a).item(), abs=0.03)
    # values times ten are as far apart
    assert p_of_difference(10 * a, 10 * b) == pytest.approx(p_of_difference(a, b))


# Copies


def test_copies_are_warned_of() -> None:
    texts = [f"The ferry number {k} left the quay. " * (10 + k) for k in range(8)]
    articles = pd.DataFrame({"text": [*texts, texts[0]], "outlet": ["a", "b"] * 4 + ["b"]})
    made = mk.analyse(articles).join(articles)
    for table in (made, made.drop(columns="text")):
        with pytest.warns(UserWarning, match="1 of 9 articles repeat others word for word"):
            compared = mk.compare(table, columns="n_words")
        assert "articles that repeat others word for word: 1" in compared["caution"].item()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mk.compare(made.iloc[:-1], columns="n_words")


# Words


def test_readings_say_who_has_how_much_more_and_how_sure_it_is() -> None:
    made = report(60, hedges_per_100_words=3, sentiment=0.4)
    table = mk.compare(made, columns=["sentiment", "hedges_per_100_words"])
    tone, hedges = (
        table.query(f"column == {name!r} and group == 'Echo'")["reading"].item()
        for name in ("sentiment", "hedges_per_100_words")
    )
    assert tone.startswith("Sentiment: Echo's articles are lower than Flare's (")
    assert "higher is more positive), a large difference; very unlikely to be chance" in tone
    assert tone.endswith("; 20 articles each.")
    assert hedges.startswith("Hedges per 100 words: Flare's articles have ")
    assert "times as many as Echo's (" in hedges
    unsure = table.query("group == 'Chronicle' and other == 'Echo'")["reading"]
    assert unsure.str.contains("be chance").all()
    rest = mk.compare(made, columns="sentiment", against="rest")["reading"]
    assert rest.str.contains("than all others' ").all()


# Wrong input


def test_wrong_input_is_answered_with_what_is_right() -> None:
    made = report()
    with pytest.raises(ValueError, match=r"no column 'paper'.*join"):
        mk.compare(made, by="paper")
    with pytest.raises(ValueError, match="by= has 3 values for 40 rows"):
        mk.compare(made, by=["a", "b", "c"])
    with pytest.raises(ValueError, match="index isn't that of the report"):
        mk.compare(made, by=made["outlet"].iloc[:5])
    with pytest.raises(ValueError, match="no column 'tone'; there are 'sentiment'"):
        mk.compare(made, columns="tone")
    with pytest.raises(ValueError, match="'outlet' holds no numbers"):
        mk.compare(made, columns="outlet", by="story")
    with pytest.raises(ValueError, match="has 1 group, and a comparison needs two"):
        mk.compare(made, by=["one"] * 40)
    with pytest.raises(ValueError, match=r'40 groups, which make 780 pairs.*against="rest"'):
        mk.compare(made, by=made.index)
    with pytest.raises(ValueError, match="interval is a share"):
        mk.compare(made, interval=95)
    with pytest.raises(TypeError, match=r"mk\.analyse.*not list"):
        mk.compare([1, 2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no numbers to compare"):
        mk.compare(made[["outlet"]])


def test_groups_of_a_categorical_keep_their_order() -> None:
    made = report()
    made["outlet"] = pd.Categorical(made["outlet"], ["Flare", "Echo", "Chronicle"], ordered=True)
    table = mk.compare(made, columns="sentiment")
    assert table["group"].tolist() == ["Flare", "Flare", "Echo"]
    numbers = mk.compare(made, by=[2.0, 1.0] * 20, columns="sentiment")
    assert numbers[["group", "other"]].values.tolist() == [["1.0", "2.0"]]
    assert all(a <= b for a, b in pairwise(mk.compare(made, columns="n_words")["p"].sort_values()))
