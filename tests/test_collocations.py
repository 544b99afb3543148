"""Collocations: formulas against the literature and nltk, counts against a slow second opinion."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

import mediakit as mk
from mediakit.linguistics import association
from mediakit.linguistics.collocations import COLLOCATION_COLUMNS

WORDS = ("dam", "may", "fail", "the", "rain")
SENTENCES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=8
)


def test_t_score_of_new_companies() -> None:
    # Manning and Schütze (1999), p. 164: 15,828 new, 4,675 companies, 8 together, 14,307,668 words
    expected = 15_828 * 4_675 / 14_307_668
    assert association.t_score(8, expected).item() == pytest.approx(0.999932, abs=5e-7)


def test_log_dice_as_rychly_2008_describes_it() -> None:
    assert association.log_dice(50, 50, 50).item() == 14  # always together
    assert association.log_dice(1, 16_000, 16_768).item() == pytest.approx(0, abs=1e-12)
    one_more = association.log_dice(40, 300, 500) - association.log_dice(20, 300, 500)
    assert one_more.item() == pytest.approx(1)


@given(st.integers(1, 50), st.integers(0, 400), st.integers(0, 400), st.integers(1_000, 10**6))
def test_formulas_are_those_of_nltk(both: int, left: int, right: int, words: int) -> None:
    node, collocate = both + left, both + right
    theirs = (both, (node, collocate), words)
    expected = node * collocate / words
    ours = {
        "pmi": association.mutual_information(both, expected),
        "student_t": association.t_score(both, expected),
        "likelihood_ratio": association.g2(both, right, node, words - node),
    }
    for name, value in ours.items():
        wanted = getattr(BigramAssocMeasures, name)(*theirs)
        assert value.item() == pytest.approx(wanted, rel=1e-9, abs=1e-6), name
    dice = BigramAssocMeasures.dice(*theirs)
    assert association.log_dice(both, node, collocate).item() == pytest.approx(14 + math.log2(dice))
    cubed = association.mutual_information(both, expected, power=3).item()
    assert cubed == pytest.approx(math.log2(both**3 / expected))


def slow(sentences: list[list[str]], node: str, window: int) -> dict[str, tuple[int, int]]:
    left, right = Counter[str](), Counter[str]()
    for words in sentences:
        for place, word in enumerate(words):
            if word == node:
                left.update(words[max(place - window, 0) : place])
                right.update(words[place + 1 : place + 1 + window])
    return {word: (left[word], right[word]) for word in {*left, *right}}


@given(SENTENCES, st.integers(1, 4))
@settings(max_examples=80)
def test_counts_around_a_node(sentences: list[list[str]], window: int) -> None:
    text = " ".join(" ".join(words).capitalize() + "." for words in sentences)
    table = mk.collocations(text, "dam", window, minimum_count=1)
    found = dict(
        zip(
            table["collocate"],
            zip(table["left_count"], table["right_count"], strict=True),
            strict=True,
        )
    )
    assert found == slow(sentences, "dam", window)
    flat = Counter(word for words in sentences for word in words)
    places = sum(sum(pair) for pair in found.values())
    for row in table.itertuples():
        assert row.count == row.left_count + row.right_count
        assert (row.node_count, row.collocate_count) == (flat["dam"], flat[row.collocate])
        assert row.expected_count == pytest.approx(places * flat[row.collocate] / flat.total())
        assert row.mi == pytest.approx(math.log2(row.count / row.expected_count))
        assert row.t_score == pytest.approx((row.count - row.expected_count) / math.sqrt(row.count))
        elsewhere = max(row.collocate_count - row.count, 0)
        g2 = association.g2(row.count, elsewhere, places, flat.total() - places)
        assert row.g2 == pytest.approx(g2.item(), nan_ok=True)


@given(SENTENCES, st.integers(1, 3))
@settings(max_examples=50)
def test_pairs_are_nodes_in_turn(sentences: list[list[str]], window: int) -> None:
    text = " ".join(" ".join(words).capitalize() + "." for words in sentences)
    table = mk.collocations(text, window=window, minimum_count=1)
    found = table.set_index(["node", "collocate"])["count"].to_dict()
    wanted = {
        (node, word): right
        for node in WORDS
        for word, (_, right) in slow(sentences, node, window).items()
        if right
    }
    assert found == wanted
    assert (table["left_count"] == 0).all()


def test_neighbours_end_with_the_sentence_and_the_article() -> None:
    table = mk.collocations(["The dam failed. Rain fell.", "Dam"], minimum_count=1)
    pairs = set(zip(table["node"], table["collocate"], strict=True))
    assert pairs == {("the", "dam"), ("dam", "failed"), ("rain", "fell")}


def test_phrases_and_patterns_as_nodes() -> None:
    texts = ["The prime minister may resign.", "Prime ministers may resign."]
    table = mk.collocations(texts, "prime minist*", 1, minimum_count=2)
    assert table[["node", "collocate", "right_count"]].to_numpy().tolist() == [
        ["prime minist*", "may", 2.0]
    ]
    assert table["node_count"].tolist() == [2]
    assert mk.collocations(texts, "kraken").empty
    assert list(mk.collocations(texts, "kraken").columns) == list(COLLOCATION_COLUMNS)


def test_range_counts_articles() -> None:
    texts = ["old dam, old dam", "old dam", "dam", None, ""]
    table = mk.collocations(texts, "dam", minimum_count=1).set_index("collocate")
    assert table.loc["old", ["count", "range"]].tolist() == [5, 2]


def test_rows_are_sorted_and_ties_go_by_the_alphabet() -> None:
    table = mk.collocations(mk.load_sample(), minimum_count=3)
    assert table["log_dice"].is_monotonic_decreasing
    key = list(zip(-table["log_dice"], table["node"], table["collocate"], strict=True))
    assert key == sorted(key)
    assert table["log_dice"].max() == 14


@pytest.mark.parametrize("node", [None, "minist*"])
def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch, node: str | None) -> None:
    sample = mk.load_sample()
    wanted = mk.collocations(sample, node)
    monkeypatch.setattr("mediakit.linguistics.term_counts.BATCH", 5)
    pd.testing.assert_frame_equal(mk.collocations(sample, node), wanted)
    assert np.isfinite(wanted.select_dtypes("number")).all(axis=None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"node": "—"}, "has no word"),
        ({"window": 0}, "window must be at least 1 word, not 0"),
        ({"minimum_count": 0}, "minimum_count must be at least 1"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mk.collocations("the dam", **arguments)  # type: ignore[arg-type]
