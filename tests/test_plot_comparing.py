"""Charts of comparisons: what is drawn is what the tables say."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import mediakit as mk
from mediakit import plot

TEXTS = [
    "It was a great day. The crew was happy and the old ferry left the quay at dawn.",
    "An awful storm came. The ferry may be late, perhaps. It was a terrible, terrible night.",
    "It was not a great night. Nobody saw the northern light, and some said it was broken.",
]


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def report() -> pd.DataFrame:
    random = np.random.default_rng(1)
    n = 60
    outlet = np.array(["Echo", "Flare", "Chronicle"])[np.arange(n) % 3]
    return pd.DataFrame(
        {
            "sentiment": random.normal(0, 0.2, n) + 0.5 * (outlet == "Flare"),
            "hedges_per_100_words": random.gamma(2, 1, n),
            "published": pd.Timestamp("2031-01-01") + pd.to_timedelta(np.arange(n) % 58, "D"),
            "outlet": outlet,
        }
    )


@pytest.fixture(scope="module")
def comparison(report: pd.DataFrame) -> pd.DataFrame:
    return mk.compare(report)


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def words(ax: Axes) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in ax.texts)


def rows(ax: Axes) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


# Effects


def test_dots_and_lines_stand_where_the_table_says(comparison: pd.DataFrame) -> None:
    ax = plot.effects(comparison)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_xdata()[0] for dot in dots] == comparison["hedges_g"].tolist()
    ends = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2][1:]
    expected = comparison[["hedges_g_low", "hedges_g_high"]].to_numpy()
    assert np.array(ends) == pytest.approx(expected)
    filled = [dot.get_markerfacecolor() == dot.get_color() for dot in dots]
    assert filled == (comparison["p_adjusted"] < 0.05).tolist()
    assert any(filled)
    assert not all(filled)


def test_rows_are_named_by_what_differs_between_them(
    report: pd.DataFrame, comparison: pd.DataFrame
) -> None:
    assert rows(plot.effects(comparison))[1] == "Sentiment: Chronicle − Flare"
    assert rows(plot.effects(comparison, "sentiment"))[0] == "Chronicle − Echo"
    rest = mk.compare(report, against="rest")
    assert rows(plot.effects(rest, ["sentiment"])) == ["Chronicle", "Echo", "Flare"]
    pair = comparison[(comparison["group"] == "Echo")]
    ax = plot.effects(pair)
    assert rows(ax) == ["Sentiment", "Hedges per 100 words"]
    assert "Right of 0: more in Echo than in Flare." in words(ax)


def test_the_title_counts_what_is_sure_and_names_the_largest(comparison: pd.DataFrame) -> None:
    ax = plot.effects(comparison)
    n = int((comparison["p_adjusted"] < 0.05).sum())
    largest = "Chronicle below Flare in sentiment"
    assert title(ax) == f"{n} differences unlikely to be chance, the largest: {largest}"
    one = plot.effects(comparison[comparison["column"] == "sentiment"].iloc[1:2])
    assert title(one) == f"One difference is unlikely to be chance: {largest}"
    none = plot.effects(comparison.assign(p_adjusted=0.2))
    assert title(none) == "No difference is clear enough to rule out chance"


def test_of_many_differences_the_largest_are_drawn(comparison: pd.DataFrame) -> None:
    many = pd.concat([comparison.assign(column=f"measure {k}") for k in range(7)])
    many["hedges_g"] = np.linspace(-1, 1, len(many))
    ax = plot.effects(many)
    assert len(rows(ax)) == 30
    assert "12 smaller differences left out" in words(ax)


def test_comparisons_of_too_few_articles_are_left_out(report: pd.DataFrame) -> None:
    lonely = report.assign(outlet=["Globe", *report["outlet"].iloc[1:]])
    ax = plot.effects(mk.compare(lonely, columns="sentiment"))
    assert "3 comparisons of too few articles left out" in words(ax)
    nothing = plot.effects(mk.compare(report.iloc[:3], columns="sentiment"))
    assert "no difference could be worked out" in words(nothing)


def test_a_measure_or_table_that_is_none_is_answered(comparison: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"no measure 'tone'; there are 'sentiment' and 'hedges"):
        plot.effects(comparison, "tone")
    with pytest.raises(ValueError, match=r"hedges_g.*mk\.compare"):
        plot.effects(comparison[["column", "group", "other"]])
    with pytest.raises(ValueError, match=r"contribution.*mk\.word_shift"):
        plot.word_shift(comparison)


# Word shifts


def test_bars_are_the_contributions() -> None:
    shift = mk.word_shift(TEXTS, ["a", "b", "b"], target="a", reference="b")
    ax = plot.word_shift(shift)
    shown = shift[shift["contribution"] != 0]
    widths = [bar.get_width() for bar in ax.patches if bar.get_x() == 0]
    assert widths[: len(shown)] == pytest.approx(shown["contribution"].tolist())
    assert title(ax).startswith("A is more positive than b (")
    labels = [text.get_text() for text in ax.texts]
    row = shown.iloc[0]
    assert labels[0].startswith(f"{row['word']}  {row['n']:.0f} : {row['other_n']:.0f}")
    assert "Paler: how the word is used" in words(ax)


def test_of_many_words_the_rest_is_told() -> None:
    shift = mk.word_shift(TEXTS, ["a", "b", "b"], target="a", reference="b")
    ax = plot.word_shift(shift, top=2)
    labels = [text for text in ax.texts if " : " in text.get_text()]
    assert len(labels) == 2
    assert f"The other {len(shift) - 2} words add" in words(ax)
    with pytest.raises(ValueError, match="top must be at least 1"):
        plot.word_shift(shift, top=0)


def test_words_stand_inside_the_axes_and_beside_their_bars() -> None:
    shift = mk.word_shift(TEXTS, ["a", "b", "b"], target="a", measure="sentiment")
    ax = plot.word_shift(shift)
    ax.figure.draw_without_rendering()
    edges = ax.get_window_extent()
    for text in [text for text in ax.texts if " : " in text.get_text()]:
        box = text.get_window_extent()
        assert box.x0 >= edges.x0 - 2
        assert box.x1 <= edges.x1 + 2


def test_no_words_make_an_empty_chart() -> None:
    same = mk.word_shift(["It rained.", "It rained."], ["a", "b"], target="a", reference="b")
    assert "no word tells them apart" in words(plot.word_shift(same))


# Intervals on charts that were there before


def test_the_band_is_that_of_the_table(report: pd.DataFrame) -> None:
    ax = plot.over_time(report, "sentiment", freq="month")
    table = mk.over_time(report, every="month", columns="sentiment")
    (line,) = ax.lines
    assert line.get_ydata() == pytest.approx(table["mean"].to_numpy())
    upright = ax.collections[-1].get_segments()
    assert np.array([part[:, 1] for part in upright]) == pytest.approx(
        table[["mean_low", "mean_high"]].to_numpy()
    )
    assert "Band: its 0.95 interval" in words(ax)


def test_of_many_groups_no_bands_are_drawn(report: pd.DataFrame) -> None:
    three = plot.over_time(report, "sentiment", by="outlet", freq="month")
    assert "Bands: its 0.95 interval" in words(three)
    four = report.assign(outlet=[*"abcd"] * 15)
    assert "0.95" not in words(plot.over_time(four, "sentiment", by="outlet", freq="month"))


def test_grades_have_lines_where_the_table_has_intervals() -> None:
    text = " ".join(TEXTS * 2)
    plain, table = mk.readability(text), mk.readability(text, interval=0.95)
    assert "Lines below dots" not in words(plot.readability(plain))
    ax = plot.readability(table)
    assert "Lines below dots" in words(ax)
    ends = {tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2}
    grade = tuple(table[["flesch_kincaid_grade_low", "flesch_kincaid_grade_high"]].iloc[0])
    assert grade in ends
    low, high = ax.get_xlim()
    known = [end for pair in ends for end in pair if not np.isnan(end)]
    assert low < min(known)
    assert max(known) < high
