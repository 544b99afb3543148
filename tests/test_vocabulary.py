"""What a vocabulary must withstand: a cell that is interrupted while it reads, endless input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit import vocabulary
from mediakit.corpus import Corpus, has_word, read_corpus
from mediakit.vocabulary import Vocabulary

FIRST = ["The ferry sank—and/or drifted. Nobody was hurt."]
SECOND = ["“We are sorry,” the owner said.", "The ferry/boat sank."]


def words_of(corpus: Corpus) -> list[str]:
    return [corpus.vocabulary.shapes[token].word for token in corpus.tokens]


@pytest.mark.parametrize(
    ("function", "calls"), [*(("tokens", n) for n in range(2)), *(("shape", n) for n in range(8))]
)
def test_an_interruption_leaves_nothing_half_known(
    function: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Vocabulary()
    read_corpus(FIRST, own)
    whole: Callable[[str], Any] = getattr(vocabulary, function)
    left = iter(range(calls))

    def interrupted(form: str) -> Any:
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


def test_types_of_one_form_hold_it_once() -> None:
    own = Vocabulary()
    own.number_chunks([["ferry,"]])
    shape = own.shapes[-1]
    assert shape.core is shape.word
