"""Dispersion: worked examples of the papers, other people's values, and properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

import mediakit as mk
from mediakit.linguistics import dispersion_formulas as formulas
from mediakit.linguistics.dispersion import DISPERSION_COLUMNS

MEASURES = {
    "D": formulas.juilland_d,
    "D2": formulas.carroll_d2,
    "S": formulas.rosengren_s,
    "DP": formulas.deviation_of_proportions,
    "DPnorm": formulas.normalised_dp,
    "DKL": formulas.kl_divergence,
}


def measured(counts: list[int], words: list[int]) -> dict[str, float]:
    spread = formulas.spread_of(csr_matrix(np.array(counts)[:, np.newaxis]), np.array(words, float))
    return {name: float(measure(spread)[0]) for name, measure in MEASURES.items()}


#: Gries (2008): "a" in five parts of a corpus of 50 letters.
LETTERS = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)


def test_the_worked_example_of_gries_2008() -> None:
    found = measured([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert {name: round(value, 3) for name, value in found.items()} == {
        "D": 0.785,
        "D2": 0.938,
        "S": 0.95,
        "DP": 0.18,
        "DPnorm": 0.22,
        "DKL": 0.137,
    }


def test_the_worked_example_step_by_step() -> None:
    size = np.array([0.18, 0.2, 0.2, 0.2, 0.22])
    share = np.arange(1, 6) / 15
    rate = np.arange(1, 6) / [9, 10, 10, 10, 11]
    found = measured([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    q = rate / rate.sum()
    assert found["DP"] == pytest.approx(np.abs(share - size).sum() / 2, rel=1e-12)
    assert found["DPnorm"] == pytest.approx(found["DP"] / 0.82, rel=1e-12)
    assert found["D"] == pytest.approx(1 - rate.std() / rate.mean() / 2, rel=1e-12)
    assert found["D2"] == pytest.approx(-(q * np.log2(q)).sum() / np.log2(5), rel=1e-12)
    roots = np.sqrt(size * np.arange(1, 6)).sum()
    assert found["S"] == pytest.approx(roots**2 / 15, rel=1e-12)
    assert found["DKL"] == pytest.approx((share * np.log2(share / size)).sum(), rel=1e-12)


def test_the_example_of_lyne_1985_as_the_r_package_tlda_has_it() -> None:
    counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    words = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    found = measured(counts, words)
    assert found["D"] == pytest.approx(0.6038797, abs=5e-8)
    assert found["D2"] == pytest.approx(0.6521444, abs=5e-8)
    assert found["S"] == pytest.approx(0.4763652, abs=5e-8)
    assert found["DP"] == pytest.approx(0.4990705, abs=5e-8)
    # tlda brings DKL to the range from 0 to 1
    assert found["DKL"] / (1 + found["DKL"]) == pytest.approx(0.5334922, abs=5e-8)


def test_texts_give_the_worked_example() -> None:
    table = mk.dispersion(LETTERS, "a")
    row = table.iloc[0]
    assert list(table.columns) == list(DISPERSION_COLUMNS)
    assert row[["count", "range", "n_parts", "per_million"]].tolist() == [15, 5, 5, 300_000]
    assert round(row["juilland_d"], 3) == 0.785
    assert round(row["dp"], 3) == 0.18
    every = mk.dispersion(LETTERS, minimum_count=1).set_index("term")
    assert every.loc["a"].drop("term", errors="ignore").tolist() == row.drop("term").tolist()
    assert every.index[:2].tolist() == ["a", "b"]
    x = every.loc["x"]
    assert x["range"] == 1
    assert x["dp"] == pytest.approx(0.78)
    assert x["juilland_d"] == pytest.approx(0, abs=1e-12)


counts_and_words = st.lists(
    st.tuples(st.integers(0, 20), st.integers(20, 90)), min_size=2, max_size=12
).filter(lambda parts: sum(count for count, _ in parts) > 0)


@given(counts_and_words)
def test_ranges_and_bounds(parts: list[tuple[int, int]]) -> None:
    counts, words = map(list, zip(*parts, strict=True))
    found = measured(counts, words)
    for name in ("D", "D2", "S", "DP", "DPnorm"):
        assert -1e-12 <= found[name] <= 1 + 1e-12, name
    assert found["DKL"] >= 0
    assert found["DPnorm"] >= found["DP"]
    order = np.argsort(words)
    other = measured([counts[i] for i in order], [words[i] for i in order])
    assert other == pytest.approx(found, abs=1e-12)


@given(st.lists(st.integers(1, 40), min_size=2, max_size=9), st.integers(1, 5))
def test_each_part_with_its_due_is_perfect(words: list[int], times: int) -> None:
    found = measured([times * n for n in words], [10 * n for n in words])
    perfect = {"D": 1, "D2": 1, "S": 1, "DP": 0, "DPnorm": 0, "DKL": 0}
    assert found == pytest.approx(perfect, abs=1e-12)


def test_all_in_the_smallest_part_is_worst() -> None:
    found = measured([7, 0, 0], [10, 20, 30])
    assert found["DPnorm"] == pytest.approx(1)
    assert found["D"] == pytest.approx(0, abs=1e-12)
    assert found["D2"] == pytest.approx(0, abs=1e-12)


def test_equal_parts_cut_through_articles() -> None:
    texts = ["dam a b c d e", "f g", "dam h"]  # ten words: parts of five
    table = mk.dispersion(texts, ["dam", "a", "h"], parts=2).set_index("term")
    assert table["n_parts"].tolist() == [2, 2, 2]
    assert table.loc["dam", ["count", "range", "dp"]].tolist() == [2, 2, 0]
    assert table.loc["h", ["count", "range", "dp"]].tolist() == [1, 1, 0.5]


def test_terms_may_be_phrases_and_patterns() -> None:
    texts = ["The minister said no. Ministers said yes.", "Said who?", None, ""]
    table = mk.dispersion(texts, ["minist* said", "said", "nobody"])
    assert table["term"].tolist() == ["minist* said", "said", "nobody"]
    assert table["count"].tolist() == [2, 3, 0]
    assert table["n_parts"].tolist() == [2, 2, 2]  # articles without words are no parts
    assert table.loc[2, ["juilland_d", "dp", "kl_divergence"]].isna().all()


def test_one_part_has_no_evenness() -> None:
    row = mk.dispersion("dam and dam", "dam").iloc[0]
    assert row["dp"] == 0
    assert row[["juilland_d", "carroll_d2", "dp_norm"]].isna().all()


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = mk.load_sample()
    whole = [mk.dispersion(sample, ["the", "minist*"], parts=p) for p in (None, 12)]
    every = mk.dispersion(sample)
    monkeypatch.setattr("mediakit.linguistics.term_counts.BATCH", 5)
    for p, wanted in zip((None, 12), whole, strict=True):
        pd.testing.assert_frame_equal(mk.dispersion(sample, ["the", "minist*"], parts=p), wanted)
    pd.testing.assert_frame_equal(mk.dispersion(sample), every)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"parts": 5}, "parts are for chosen terms"),
        ({"terms": "dam", "parts": 1}, "parts must be at least 2, not 1"),
        ({"terms": "dam", "parts": 9}, "3 words can't be cut into 9 parts"),
        ({"terms": []}, "there is no term"),
        ({"terms": "—"}, "has no word"),
        ({"minimum_count": 0}, "minimum_count must be at least 1"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mk.dispersion("the dam fails", **arguments)  # type: ignore[arg-type]
