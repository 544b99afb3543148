"""Measures over time: means of periods, and whether anything changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.comparing import OVER_TIME_COLUMNS
from mediakit.periods import PERIODS, change
from mediakit.resampling import means


@pytest.fixture(scope="module")
def report() -> pd.DataFrame:
    random = np.random.default_rng(6)
    n = 60
    published = pd.Timestamp("2031-01-01") + pd.to_timedelta(random.integers(0, 90, n), "D")
    tone = random.normal(0, 0.2, n) + 0.6 * (published >= "2031-02-20")
    return pd.DataFrame(
        {
            "sentiment": tone,
            "n_words": random.integers(90, 400, n).astype(float),
            "published": published,
            "outlet": np.array(["Echo", "Flare"])[np.arange(n) % 2],
        }
    )


@pytest.mark.parametrize("every", list(PERIODS))
def test_means_and_numbers_are_those_of_pandas(report: pd.DataFrame, every: str) -> None:
    table = mk.over_time(report, every=every, columns="sentiment")
    assert list(table.columns) == [*OVER_TIME_COLUMNS]
    periods = report["published"].dt.to_period(PERIODS[every][0])
    grouped = report.groupby(periods)["sentiment"]
    known = table[table["n"] > 0].set_index("period")
    assert known["mean"].to_numpy() == pytest.approx(grouped.mean().to_numpy())
    assert known["n"].tolist() == grouped.size().tolist()
    assert known.index.tolist() == [period.start_time for period in grouped.mean().index]
    assert table["n"].sum() == len(report)


def test_limits_are_those_of_means(report: pd.DataFrame) -> None:
    table = mk.over_time(report, every="month", columns="sentiment", interval=0.9)
    january = report.loc[report["published"].dt.month == 1, "sentiment"].to_numpy()[:, None]
    _, low, high, _ = means(january, 0.9)
    assert table.loc[0, ["mean_low", "mean_high"]].tolist() == pytest.approx([low[0], high[0]])
    wide = mk.over_time(report, every="month", columns="sentiment", interval=0.99)
    assert (wide["mean_low"] < table["mean_low"]).all()


def test_periods_without_articles_are_there_and_empty(report: pd.DataFrame) -> None:
    gap = report[(report["published"] < "2031-01-20") | (report["published"] > "2031-02-20")]
    table = mk.over_time(gap, columns="sentiment")
    steps = table["period"].diff().dropna().unique()
    assert len(steps) == 1
    empty = table[table["n"] == 0]
    assert len(empty) >= 3
    assert empty[["mean", "mean_low", "mean_high"]].isna().all(axis=None)
    assert (empty["caution"] == "no articles").all()
    one = table[table["n"] == 1]
    assert one["mean_low"].isna().all()
    assert (one["caution"] == "one article: no interval").all()


def test_groups_have_the_same_periods(report: pd.DataFrame) -> None:
    table = mk.over_time(report, by="outlet", every="week")
    assert table["column"].unique().tolist() == ["sentiment", "n_words"]
    sizes = table.groupby(["column", "group"]).size()
    assert len(sizes) == 4
    assert set(sizes) == {sizes.iloc[0]}
    echo = mk.over_time(report[report["outlet"] == "Echo"], every="week", columns="sentiment")
    mine = table[(table["group"] == "Echo") & (table["column"] == "sentiment") & (table["n"] > 0)]
    theirs = echo[echo["n"] > 0]
    names = ["period", "mean", "mean_low", "change_p"]
    pd.testing.assert_frame_equal(
        mine[names].reset_index(drop=True), theirs[names].reset_index(drop=True)
    )


def test_dates_may_come_apart_and_rows_in_any_order(report: pd.DataFrame) -> None:
    expected = mk.over_time(report, columns="sentiment")
    plain = report[["sentiment"]]
    for dates in (
        report["published"],
        report["published"].dt.strftime("%Y-%m-%d").tolist(),
        report["published"].dt.tz_localize("UTC"),
        report["published"].to_numpy(),
    ):
        pd.testing.assert_frame_equal(mk.over_time(plain, dates, columns="sentiment"), expected)
    shuffled = report.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(mk.over_time(shuffled, columns="sentiment"), expected)


def test_limits_keep_to_the_range_of_the_measure() -> None:
    made = pd.DataFrame({"hedges_per_100_words": [0.0, 5.0], "published": "2031-01-01"})
    table = mk.over_time(made)
    assert table["mean_low"].item() == 0
    assert table["mean_high"].item() > 5


# Changes


def test_a_change_is_found_with_its_day(report: pd.DataFrame) -> None:
    table = mk.over_time(report, columns=["sentiment", "n_words"])
    tone = table[table["column"] == "sentiment"].iloc[0]
    first_after = report.loc[report["published"] >= "2031-02-20", "published"].min()
    assert abs(tone["change_from"] - first_after) <= pd.Timedelta(days=3)
    assert tone["change_p"] < 0.01
    assert tone["reading"].startswith("Sentiment: changes, most clearly from ")
    words = table[table["column"] == "n_words"].iloc[0]
    assert words["reading"].startswith("Number of words: no clear change (p = ")
    assert table.groupby("column")["change_p"].nunique().tolist() == [1, 1]


def test_without_a_change_few_are_found() -> None:
    random = np.random.default_rng(11)
    p = [change(random.normal(size=40), random.integers(0, 30, 40))[1] for _ in range(200)]
    assert np.mean(np.array(p) < 0.05) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)


def test_the_largest_distance_of_the_cumulative_sum_is_where_it_is_by_hand() -> None:
    values = np.array([0.0, 0.0, 1.0, 0.0, 4.0, 5.0, 4.0, 6.0])
    # less their mean of 2.5: -2.5, -5, -6.5, -9, -7.5, -5, -3.5, 0
    day, p = change(values, np.arange(10, 18))
    assert day == 14
    # four of eight below and four above: 2 of 70 ways to deal the halves are as clear
    assert p == pytest.approx(2 / 70, abs=0.015)


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 5)), max_size=12))
def test_any_course_has_an_answer(pairs: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in pairs], dtype=float)
    days = np.array([day for _, day in pairs], dtype=np.int64)
    day, p = change(values, days)
    if len(pairs) < 4 or len(set(days)) < 2 or len(set(values)) < 2:
        assert day is None
        assert np.isnan(p)
    else:
        assert day in set(days) - {min(days)}
        assert 0 < p <= 1
        assert change(values[::-1], days[::-1]) == (day, p)


def test_too_few_articles_have_no_change(report: pd.DataFrame) -> None:
    table = mk.over_time(report.iloc[:3], columns="sentiment")
    assert table["change_p"].isna().all()
    assert table["change_from"].isna().all()
    assert table["reading"].str.contains("too few articles on different days").all()


def test_no_dates_make_an_empty_table(report: pd.DataFrame) -> None:
    full = mk.over_time(report)
    for none in (report.assign(published=pd.NaT), report.iloc[:0]):
        table = mk.over_time(none)
        assert len(table) == 0
        assert list(table.columns) == list(full.columns)


def test_wrong_input_is_answered_with_what_is_right(report: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="every 'fortnight' is not known; there are day, week"):
        mk.over_time(report, every="fortnight")
    with pytest.raises(ValueError, match="are numbers; for years use"):
        mk.over_time(report, dates="n_words")
    with pytest.raises(ValueError, match=r"no column 'date'.*dates=articles\['date'\]"):
        mk.over_time(report, dates="date")
    old = report.assign(published=["1712-03-04", *report["published"].dt.strftime("%Y-%m-%d")[1:]])
    with pytest.raises(ValueError, match=r"from 1712-03-04 to 2031.*are these dates right\?"):
        mk.over_time(old)
    with pytest.raises(TypeError, match=r"mk\.analyse"):
        mk.over_time("text")  # type: ignore[arg-type]
