"""What a vocabulary must withstand: a cell that is interrupted while it reads, endless input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import mediakit as mk
from mediakit import vocabulary
from mediakit.corpus import Corpus, has_word, read_corpus
from mediakit.splitting import split
from mediakit.vocabulary import Vocabulary

FIRST = ["The ferry sank—and/or drifted. Nobody was hurt."]
SECOND = ["“We are sorry,” the owner said.", "The ferry/boat sank."]


def words_of(corpus: Corpus) -> list[str]:
    return [corpus.vocabulary.shapes[token].word for token in corpus.tokens]


@pytest.mark.parametrize(
    ("function", "calls"), [("tokens", 0), ("take_apart", 0), ("take_apart", 1), ("_as_frame", 0)]
)
def test_an_interruption_leaves_nothing_half_known(
    function: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Vocabulary()
    read_corpus(FIRST, own)
    whole: Callable[[Any], Any] = getattr(vocabulary, function)
    left = iter(range(calls))

    def interrupted(form: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole(form)

    with monkeypatch.context() as patch:
        patch.setattr(vocabulary, function, interrupted)
        with pytest.raises(KeyboardInterrupt):
            read_corpus(SECOND, own)

    after, fresh = read_corpus([*SECOND, *FIRST], own), read_corpus([*SECOND, *FIRST], Vocabulary())
    assert words_of(after) == words_of(fresh)
    assert np.array_equal(after.sentences, fresh.sentences)
    assert np.array_equal(after.fact(has_word), fresh.fact(has_word))


def test_one_that_has_grown_too_large_makes_room_and_changes_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = mk.load_sample().head(6)
    monkeypatch.setattr(vocabulary, "MOST_TYPES", 10**9)
    told, shown = mk.analyse(articles), mk.evidence(articles)
    in_one_go = vocabulary.vocabulary_of_this_thread()

    monkeypatch.setattr(vocabulary, "MOST_TYPES", 500)
    monkeypatch.setattr("mediakit.analysis.BATCH", 1)
    pd.testing.assert_frame_equal(mk.analyse(articles), told, check_exact=True)
    pd.testing.assert_frame_equal(mk.evidence(articles), shown, check_exact=True)
    assert len(vocabulary.vocabulary_of_this_thread()) < 500 < len(in_one_go)


def test_what_is_looked_for_among_words_is_found_either_way_round() -> None:
    own = Vocabulary()
    own.number(split(["A ferry sank and drifted"]))
    few = frozenset(["ferry", "boat"])
    many = few.union(map(str, range(99)))
    asked: list[list[bool]] = []

    def listed(words: Sequence[str]) -> NDArray[np.bool_]:
        asked.append([word in few for word in words])
        assert vocabulary.among(words, few).tolist() == asked[-1]
        assert vocabulary.among(words, many).tolist() == asked[-1]
        told = vocabulary.look_up(words, {"ferry": 7, "boat": 7}, np.int8)
        assert told.tolist() == [7 * here for here in asked[-1]]
        return vocabulary.among(words, few)

    own.fact_of_words(listed)
    own.number(split(["The boat or ferry"]))  # only what is new is asked for
    own.fact_of_words(listed)
    assert [words.count(True) for words in asked] == [1, 1]
