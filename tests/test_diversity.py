"""Lexical diversity: other packages' values, slow second opinions, and the table's conventions."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.linguistics import diversity_formulas as formulas
from mediakit.linguistics.diversity import DIVERSITY_COLUMNS, FEW_WORDS, scored
from mediakit.linguistics.diversity_formulas import Texts
from mediakit.units import UNITS

GOLDEN = json.loads((Path(__file__).parent / "golden" / "diversity.json").read_text("utf-8"))
WORDS = st.lists(st.integers(0, 12), min_size=1, max_size=90)


def of(*several: list[str] | list[int]) -> Texts:
    number = {
        word: n for n, word in enumerate(dict.fromkeys(w for words in several for w in words))
    }
    flat = [number[word] for words in several for word in words]
    edges = np.append(0, np.cumsum([len(words) for words in several]))
    return Texts(np.array(flat, dtype=np.int64), edges.astype(np.int64))


@pytest.mark.parametrize("case", GOLDEN["texts"], ids=lambda case: case["name"])
def test_the_values_of_other_packages(case: dict[str, object]) -> None:
    words = str(case["words"]).split()
    read = of(["before"] * 7, words, ["after", "words"])  # neighbours make no difference
    found = {name: values[1] for name, values in scored(read).items()}
    for name, wanted in case["expected"].items():  # type: ignore[attr-defined]
        assert found[name] == pytest.approx(wanted, rel=1e-9), name
    assert formulas.mtld_factors(read)[1] == pytest.approx(case["factors_forward"], rel=1e-9)
    backward = of(words[::-1])
    assert formulas.mtld_factors(backward)[0] == pytest.approx(case["factors_backward"], rel=1e-9)


def test_factors_by_hand() -> None:
    # ratio 1, 1, 1, .75, .6: the fifth word ends a factor; "a b" is left over, with none gone
    assert formulas.mtld_factors(of(list("abcaaab"))).tolist() == [1.0]
    # 18 different words of 25 are exactly .72: that ends a factor too
    words = [*range(18), 0, 1, 2, 3, 4, 5, 6]
    assert formulas.mtld_factors(of(words)).tolist() == [1.0]
    assert formulas.mtld_factors(of(words[:-1]))[0] == pytest.approx((1 - 18 / 24) / 0.28)
    assert formulas.mtld_factors(of(list("abc"))).tolist() == [0.0]
    assert math.isnan(formulas.mtld(of(list("abc")))[0])


def slow_factors(words: list[int], threshold: float = 0.72) -> float:
    factors, seen = 0.0, list[int]()
    for word in words:
        seen.append(word)
        if len(set(seen)) / len(seen) <= threshold:
            factors, seen = factors + 1, []
    return factors + ((1 - len(set(seen)) / len(seen)) / (1 - threshold) if seen else 0)


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 30))
def test_slow_second_opinions(several: list[list[int]], size: int) -> None:
    read = of(*several)
    factors, mattr = formulas.mtld_factors(read), formulas.mattr(read, window=size)
    hdd, both = formulas.hdd(read, draws=size), formulas.mtld(read)
    table = scored(read)
    for n, words in enumerate(several):
        assert factors[n] == pytest.approx(slow_factors(words))
        ways = [slow_factors(words), slow_factors(words[::-1])]
        wanted = np.mean([len(words) / w if w else math.nan for w in ways])
        assert both[n] == pytest.approx(wanted, nan_ok=True)
        windows = [words[i : i + size] for i in range(len(words) - size + 1)]
        ratios = [len(set(window)) / size for window in windows]
        assert mattr[n] == pytest.approx(np.mean(ratios) if ratios else math.nan, nan_ok=True)
        frequency = Counter(words)
        if len(words) >= size:
            all_draws = math.comb(len(words), size)
            missed = [math.comb(len(words) - f, size) / all_draws for f in frequency.values()]
            assert hdd[n] == pytest.approx(sum(1 - m for m in missed) / size)
        else:
            assert math.isnan(hdd[n])
        squares = sum(f * f for f in frequency.values())
        assert table["n_types"][n] == len(frequency)
        assert table["yule_k"][n] == pytest.approx(1e4 * (squares - len(words)) / len(words) ** 2)
        once = sum(f == 1 for f in frequency.values())
        assert table["hapax_share"][n] == pytest.approx(once / len(frequency))


def test_definitions_by_hand() -> None:
    found = {name: values[0] for name, values in scored(of("a b a c a".split())).items()}
    assert found["type_token_ratio"] == 0.6
    assert found["root_type_token_ratio"] == pytest.approx(3 / math.sqrt(5))
    assert found["herdan_c"] == pytest.approx(math.log(3) / math.log(5))
    assert found["simpson_d"] == pytest.approx(6 / 20)
    assert found["yule_k"] == pytest.approx(1e4 * (9 + 1 + 1 - 5) / 25)
    assert found["hapax_share"] == pytest.approx(2 / 3)


# The table


def test_capitals_are_one_word_and_forms_are_several() -> None:
    row = mk.diversity("The dam, the DAM — dams! www.example.org").iloc[0]
    assert row[["n_words", "n_types"]].tolist() == [5, 3]


def test_missing_empty_and_short_texts() -> None:
    articles = pd.Series([None, "", "word", "dam " * FEW_WORDS], index=list("wxyz"))
    table = mk.diversity(articles)
    assert table.index.tolist() == list("wxyz")
    assert list(table.columns) == list(DIVERSITY_COLUMNS)
    assert table["caution"].tolist()[:2] == ["no text", "no words"]
    assert table["caution"].tolist()[2].startswith("fewer than 50 words")
    assert table["caution"].tolist()[3] == ""
    numbers = table.drop(columns="caution")
    assert numbers.loc["w"].isna().all()
    assert numbers.loc["x", ["n_words", "n_types"]].tolist() == [0, 0]
    assert numbers.loc["x"].drop(["n_words", "n_types"]).isna().all()
    assert numbers.loc["y", ["type_token_ratio", "hapax_share"]].tolist() == [1, 1]
    assert numbers.loc["y", ["mtld", "hdd", "mattr", "herdan_c", "simpson_d"]].isna().all()
    assert numbers.loc["z"].notna().all()
    assert (numbers.dtypes == np.float64).all()


@pytest.mark.parametrize("unit", list(UNITS))
def test_units_are_those_of_analyse(unit: str) -> None:
    articles = mk.load_sample().head(6)
    articles.loc[articles.index[2], "text"] = None
    table, other = mk.diversity(articles, unit), mk.analyse(articles, "size", unit)
    pd.testing.assert_index_equal(table.index, other.index)
    pd.testing.assert_series_equal(table["n_words"], other["n_words"])
    for column in {"start", "end"} & set(other.columns):
        pd.testing.assert_series_equal(table[column], other[column])


def test_a_unit_is_as_diverse_as_its_words_alone() -> None:
    articles = mk.load_sample().head(3)
    by_section, by_voice = mk.diversity(articles, "section"), mk.diversity(articles, "voice")
    for label, article in articles.iterrows():
        headline = mk.diversity(article["headline"]).iloc[0]
        pd.testing.assert_series_equal(
            by_section.loc[(label, "headline")], headline, check_names=False
        )
        parts = by_voice.loc[label]
        assert parts["n_types"].max() <= mk.diversity(article["text"])["n_types"].item()
    paragraphs = mk.diversity(articles, "paragraph")
    row = paragraphs.iloc[4]
    text = articles.loc[paragraphs.index[4][0], "text"][int(row["start"]) : int(row["end"])]
    alone = mk.diversity(text).iloc[0]
    pd.testing.assert_series_equal(row.drop(["start", "end"]), alone, check_names=False)


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = mk.load_sample()
    wanted = {unit: mk.diversity(sample, unit) for unit in ("article", "section", "voice")}
    monkeypatch.setattr("mediakit.linguistics.term_counts.BATCH", 7)
    for unit, table in wanted.items():
        pd.testing.assert_frame_equal(mk.diversity(sample, unit), table)


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(ValueError, match="unit 'page' is not known; there are article, paragraph"):
        mk.diversity("a dam", "page")


def test_no_articles_give_no_rows() -> None:
    assert mk.diversity([]).empty
    assert list(mk.diversity([]).columns) == list(DIVERSITY_COLUMNS)
