"""Charts of terms: their artists and words, never their pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import mediakit as mk
from mediakit.plot.colours import group_styles

BLUE, ORANGE = (to_rgb(style.colour) for style in group_styles(2, ""))


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    sample = mk.load_sample()
    return mk.keyness(
        sample, by="outlet", target="The Morning Flare", reference="Halden News Agency"
    )


def invented(n: int) -> pd.DataFrame:
    """A table of so many terms, as strong and as far apart as real ones are."""
    random = np.random.default_rng(n)
    ratio = random.normal(0, 2, n)
    g2 = random.exponential(20, n) * np.abs(ratio)
    return pd.DataFrame(
        {
            "target": "Echo",
            "reference": "Flare",
            "term": [f"term {i}" for i in range(n)],
            "g2": g2,
            "log_ratio": ratio,
            "p_adjusted": np.exp(-g2 / 2),
        }
    )


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def words(ax: Axes) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in ax.texts)


def dots(ax: Axes) -> list[tuple[tuple[float, ...], np.ndarray]]:
    return [(tuple(c.get_facecolor()[0][:3]), np.asarray(c.get_offsets())) for c in ax.collections]


def test_each_term_is_a_dot_on_its_side(table: pd.DataFrame) -> None:
    ax = mk.plot.keyness(table)
    assert sum(len(offsets) for _, offsets in dots(ax)) == len(table)
    sure = (table["p_adjusted"] < 0.05) & (table["permutation_p"] < 0.05)
    for colour, rows in (
        (BLUE, sure & (table["log_ratio"] > 0)),
        (ORANGE, sure & (table["log_ratio"] < 0)),
    ):
        (found,) = (offsets for own, offsets in dots(ax) if own == pytest.approx(colour))
        np.testing.assert_allclose(found, table.loc[rows, ["log_ratio", "g2"]])
        assert rows.any()
    strongest = table[sure].iloc[:3]["term"].tolist()
    assert (
        title(ax)
        == f"Typical of The Morning Flare: {strongest[0]}, {strongest[1]} and {strongest[2]}"
    )
    assert "more frequent in Halden News Agency" in words(ax)
    assert "twice as frequent in The Morning Flare" in ax.get_xlabel().replace("\n", " ")
    assert "log-likelihood" in ax.get_ylabel().replace("\n", " ")


@pytest.mark.parametrize("n", [20, 5_000])
@pytest.mark.parametrize("width", [4.5, 9])
def test_names_never_overlap(n: int, width: float) -> None:
    _, ax = plt.subplots(figsize=(width, 5), layout="constrained")
    mk.plot.keyness(invented(n), ax=ax)
    ax.figure.draw_without_rendering()
    # of the words alone: that of an annotation has the line to its dot in it
    boxes = [Text.get_window_extent(t) for t in ax.texts if t.get_text().startswith("term")]
    assert 2 <= len(boxes) <= 24
    assert not any(a.padded(-1.5).overlaps(b.padded(-1.5)) for a, b in combinations(boxes, 2))
    sides = {text.xy[0] > 0 for text in ax.texts if text.get_text().startswith("term")}
    assert sides == {True, False}


def test_terms_on_one_dot_share_its_label() -> None:
    table = invented(6).assign(log_ratio=[3.0, 3, 3, 3, 3, -2], g2=[30.0] * 6, p_adjusted=0.001)
    ax = mk.plot.keyness(table)
    labels = {text.get_text() for text in ax.texts if text.get_text().startswith("term")}
    assert labels == {"term 0, term 1, term 2 +2", "term 5"}


def test_what_shuffles_explain_is_grey(table: pd.DataFrame) -> None:
    chance = table.assign(permutation_p=0.4)
    ax = mk.plot.keyness(chance)
    assert not any(len(offsets) for own, offsets in dots(ax) if own == pytest.approx(BLUE))
    assert title(ax) == "Typical of The Morning Flare: no term that couldn’t be chance"
    unknown = table.assign(permutation_p=np.nan)
    assert "no term" not in title(mk.plot.keyness(unknown))


def test_one_target_at_a_time() -> None:
    both = pd.concat([invented(9), invented(8).assign(target="Dissent")])
    with pytest.raises(ValueError, match="choose one with target=, of 'Echo', 'Dissent'"):
        mk.plot.keyness(both)
    with pytest.raises(ValueError, match="no target 'Herald'; there are 'Echo', 'Dissent'"):
        mk.plot.keyness(both, target="Herald")
    ax = mk.plot.keyness(both, target="Dissent")
    assert sum(len(offsets) for _, offsets in dots(ax)) == 8


def test_rows_are_the_strongest_of_both_sides(table: pd.DataFrame) -> None:
    ax = mk.plot.key_terms(table, most=4)
    sure = table[(table["p_adjusted"] < 0.05) & (table["permutation_p"] < 0.05)]
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == [*sure["term"].head(4), *sure["term"].tail(4)]
    intervals = [
        line for line in ax.lines if len(line.get_xdata()) == 2 and len(set(line.get_ydata())) == 1
    ][:9]
    found = {
        int(line.get_ydata()[0]): tuple(line.get_xdata())
        for line in intervals
        if line.get_linewidth() == 2
    }
    wanted = pd.concat([sure.head(4), sure.tail(4)])[["log_ratio_low", "log_ratio_high"]]
    assert found == dict(enumerate(map(tuple, wanted.to_numpy())))


def test_rows_that_have_no_room_are_left_out(table: pd.DataFrame) -> None:
    _, ax = plt.subplots(figsize=(5, 3), layout="constrained")
    mk.plot.key_terms(table, ax=ax)
    ax.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert 2 <= len(boxes) < 20
    assert not any(a.padded(-1.5).overlaps(b.padded(-1.5)) for a, b in combinations(boxes, 2))


def test_nothing_to_draw_says_why() -> None:
    empty = mk.keyness(["a dam", "a rain"], by=[1, 2], minimum_count=9)
    assert title(mk.plot.keyness(empty)) == "No key terms"
    weak = mk.keyness(["a dam", "a rain"], by=[1, 2], target=1, minimum_count=1)
    assert title(mk.plot.key_terms(weak)) == "No key terms"
    assert "couldn’t be chance" in words(mk.plot.key_terms(weak))


@pytest.mark.parametrize("chart", [mk.plot.keyness, mk.plot.key_terms, mk.plot.dispersion])
def test_another_table_is_named(chart: object) -> None:
    with pytest.raises(ValueError, match="makes such a table"):
        chart(pd.DataFrame({"a": [1]}))  # type: ignore[operator]
    with pytest.raises(TypeError, match="takes the table that mk"):
        chart([1])  # type: ignore[operator]


def strokes(ax: Axes) -> list[list[float]]:
    return [sorted(float(path.vertices[0, 0]) for path in c.get_paths()) for c in ax.collections]


def test_a_stroke_an_occurrence() -> None:
    texts = pd.Series(["a dam b dam", "b b", "dam a a a"], index=["x", "y", "z"])
    table = mk.kwic(texts, "dam")
    ax = mk.plot.dispersion(table)
    assert strokes(ax) == [[0.25, 0.75], [0.0]]
    rows = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
    assert rows == ["x (n = 2)", "z (n = 1)"]
    assert title(ax) == "“dam”: 3 occurrences in 2 articles"
    whole = mk.plot.dispersion(table, rows="term")
    assert strokes(whole) == [pytest.approx([0.1, 0.3, 0.6])]


def test_several_terms_are_rows() -> None:
    table = mk.kwic(["a dam b rain", "rain"], ["dam", "rain", "kraken"])
    ax = mk.plot.dispersion(table)
    assert [len(row) for row in strokes(ax)] == [1, 2]
    assert "“dam” and “rain”" in title(ax)
    by_article = mk.plot.dispersion(table, rows="article")
    assert [len(row) for row in strokes(by_article)] == [2, 1]


def test_the_articles_with_most_are_shown_in_their_order() -> None:
    table = mk.kwic(["dam", "dam dam", "rain", "dam dam dam"], "dam")
    ax = mk.plot.dispersion(table, most=2)
    rows = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
    assert rows == ["1 (n = 2)", "3 (n = 3)"]
    assert "Left out: 1 article with fewer." in words(ax)
    assert "6 occurrences in 3 articles" in title(ax)


def test_no_occurrences() -> None:
    assert title(mk.plot.dispersion(mk.kwic("rain", "dam"))) == "No occurrences"
    with pytest.raises(ValueError, match="there are 'article', 'term'"):
        mk.plot.dispersion(mk.kwic("rain", "rain"), rows="outlet")  # type: ignore[arg-type]


def test_every_chart_has_a_description_and_takes_axes(table: pd.DataFrame) -> None:
    concordance = mk.kwic(mk.load_sample(), "minist*")
    for chart, data in (
        (mk.plot.keyness, table),
        (mk.plot.key_terms, table),
        (mk.plot.dispersion, concordance),
    ):
        _, ax = plt.subplots(figsize=(5, 4), layout="constrained")
        assert chart(data, ax=ax) is ax
        assert len(mk.plot.description(ax)) > 80
        assert mk.plot.show(ax).png


def test_marks_of_mathematics_are_no_formulas() -> None:
    costly = mk.kwic(["a $5 dam$ b"], "dam", window=1).assign(article="$x^2$", term="$y$")
    mk.plot.show(mk.plot.dispersion(costly))
    mk.plot.show(mk.plot.keyness(invented(9).assign(term="$x^$", target="$t_$")))
    mk.plot.show(
        mk.plot.key_terms(
            invented(9).assign(term="$x^$", target="$t_$", log_ratio_low=0.0, log_ratio_high=1.0)
        )
    )
