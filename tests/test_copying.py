"""Copied text: shingles, passages, sets of copies, and the linkage that makes them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.copying.linking import average_linked
from mediakit.copying.passages import copied_words, places_in_other, telling_shingles, words_in
from mediakit.copying.shingles import WORDS, shingle_hashes, shingle_index, word_hashes

LONG = [f"word{number}" for number in range(200)]


def hashed(text: str) -> np.ndarray:
    return word_hashes(text.split())


# --- passages ------------------------------------------------------------------------------


def test_a_passage_has_at_least_seven_words() -> None:
    own = hashed("a b c d e f g X Y a b c d e f")
    other = hashed("Z a b c d e f g Z")
    assert copied_words(own, other).tolist() == [True] * 7 + [False] * 8
    assert not copied_words(hashed("a b c d e f"), other).any()


def test_where_the_passage_stands_in_the_other_text() -> None:
    own, other = hashed("X a b c d e f g h Y"), hashed("Z Z a b c d e f g h a b c d e f g")
    assert places_in_other(own, other).tolist() == [-1, 2, 3, 4, 5, 6, 7, 8, 9, -1]
    assert places_in_other(own, hashed("a b")).tolist() == [-1] * 10


def test_stock_passages_do_not_count() -> None:
    own, other = hashed("a b c d e f g X"), hashed("a b c d e f g Y")
    assert words_in(own, telling_shingles(other)).sum() == 7
    assert not words_in(own, telling_shingles(other, shingle_hashes(hashed("a b c d e f g")))).any()


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_copied_words_are_those_of_all_shared_runs(one: list[str], other: list[str]) -> None:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}

    expected = [
        any(
            tuple(one[start : start + WORDS]) in runs(other)
            for start in range(max(0, place - WORDS + 1), min(place, len(one) - WORDS) + 1)
        )
        for place in range(len(one))
    ]
    found = copied_words(word_hashes(one), word_hashes(other))
    assert found.tolist() == expected
    places = places_in_other(word_hashes(one), word_hashes(other))
    assert (places >= 0).tolist() == expected
    assert all(one[i] == other[p] for i, p in enumerate(places.tolist()) if p >= 0)


def test_an_index_keeps_only_shared_shingles() -> None:
    index = shingle_index([" ".join(LONG), " ".join(LONG[:50]), "something else entirely", None])
    assert len(index.hashes) == 2 * (50 - WORDS + 1)
    assert sorted(index.n_shingles.tolist()) == [1, 44, 194]
    assert index.distinct[3] == -1


# --- copies --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LONG, LONG, True),
        (LONG, LONG[:90], True),  # cut
        (LONG, [*LONG[100:], *LONG[:100]], True),  # put into another order
        (LONG, ["new" if i % 40 == 0 else w for i, w in enumerate(LONG)], True),
        (LONG, ["new" if i % 6 == 0 else w for i, w in enumerate(LONG)], False),
        (LONG, [*LONG[:50], *(f"own{i}" for i in range(150))], False),
        (LONG[:5], LONG[:5], True),
        (LONG[:5], LONG[:4], False),
    ],
)
def test_copies(one: list[str], other: list[str], alike: bool) -> None:
    groups = mk.copies([" ".join(one), " ".join(other)])
    assert (groups[0] == groups[1]) is np.bool_(alike)


def test_layout_case_and_marks_do_not_matter() -> None:
    text = "“We can’t gamble with lives,” said Ilse Marrand, who chairs the council of Osk."
    plain = text.replace("“", '"').replace("”", '"').replace("’", "'")
    assert len(set(mk.copies([text, plain, text.upper(), text.replace(" ", "\n")]).tolist())) == 1


def test_a_digest_of_two_reports_does_not_make_them_copies() -> None:
    one, other = " ".join(LONG[:100]), " ".join(LONG[100:])
    groups = mk.copies([one, f"{one} {other}", other])
    assert groups[0] != groups[2]


def test_without_words_texts_are_alone() -> None:
    assert mk.copies([None, "", None, "* * *", "", "…"]).tolist() == list(range(6))
    assert mk.copies([]).tolist() == []


def test_a_share_out_of_range() -> None:
    with pytest.raises(ValueError, match="least is a share"):
        mk.copies(["a"], least=0)


@settings(max_examples=20)
@given(st.permutations(range(9)))
def test_the_order_of_texts_never_matters(order: list[int]) -> None:
    base = [LONG[:100], LONG[:90], LONG[5:100], LONG[100:], LONG[105:], LONG[50:150]]
    texts = [*(" ".join(words) for words in base), None, "", "alone and short"]
    expected = mk.copies(texts)
    shuffled = np.empty(len(texts), dtype=np.int64)
    shuffled[order] = mk.copies([texts[place] for place in order])
    assert len(set(zip(expected.tolist(), shuffled.tolist(), strict=True))) == len(set(expected))


def test_one_shingle_in_several_is_enough_to_find_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(LONG), " ".join(LONG[:150]), "something else"]
    expected = mk.copies(texts)
    monkeypatch.setattr("mediakit.copying.shingles.CHARACTERS_IN_FULL", 1_000)
    assert mk.copies(texts).tolist() == expected.tolist() == [0, 0, 1]


def test_a_report_in_hundreds_of_papers_each_with_a_word_of_its_own() -> None:
    texts = [" ".join([*LONG[:n], f"own{n}", *LONG[n:]]) for n in range(len(LONG))] * 2
    assert set(mk.copies([*texts, *(f"{text} more" for text in texts)]).tolist()) == {0}


def test_the_sample_has_one_wire_copy() -> None:
    articles = mk.load_sample()
    groups = mk.copies(articles["text"].tolist())
    size = np.bincount(groups)
    assert articles.index[size[groups] > 1].tolist() == ["rate-rise-halden", "rate-rise-echo"]


# --- linkage -------------------------------------------------------------------------------


def linked(alike: np.ndarray, least: float) -> list[int]:
    first, second = np.nonzero(np.triu(alike, 1) >= least)
    return average_linked(
        len(alike), (first, second), alike[first, second], lambda m: alike[np.ix_(m, m)], least
    ).tolist()


def test_chains_are_no_groups() -> None:
    alike = np.eye(5) + 0.9 * (np.eye(5, k=1) + np.eye(5, k=-1))
    groups = linked(alike, 0.5)
    assert max(np.bincount(groups)) == 2


@settings(max_examples=40)
@given(st.integers(2, 12), st.integers(0, 10_000), st.sampled_from([0.3, 0.5, 0.7]))
def test_components_give_what_all_at_once_gives(n: int, seed: int, least: float) -> None:
    from scipy.cluster.hierarchy import fcluster, linkage

    draw = np.random.default_rng(seed).random((n, n))
    alike = np.triu(draw, 1) + np.triu(draw, 1).T + np.eye(n)
    whole = fcluster(linkage(1 - alike[np.triu_indices(n, 1)], "average"), 1 - least, "distance")
    groups = linked(alike, least)
    assert len(set(zip(groups, whole.tolist(), strict=True))) == len(set(groups)) == whole.max()


def test_large_components_are_cut_where_they_are_weakest(monkeypatch: pytest.MonkeyPatch) -> None:
    alike = np.kron(np.eye(2), np.full((3, 3), 0.9))
    alike[2, 3] = alike[3, 2] = 0.52
    np.fill_diagonal(alike, 1)
    expected = linked(alike, 0.5)
    monkeypatch.setattr("mediakit.copying.linking.MOST_AT_ONCE", 4)
    assert linked(alike, 0.5) == expected == [0, 0, 0, 1, 1, 1]
