"""What a vocabulary must withstand: a cell that is interrupted while it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

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
