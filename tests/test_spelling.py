"""What is asked of the spelling of many words is what str tells of each of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mediakit.spelling import Spelling, spelling
from mediakit.splitting import split
from mediakit.vocabulary import Vocabulary

_WORDS = st.lists(st.text() | st.text(st.sampled_from("abings'-.1²é字\ud800")), max_size=9)


@given(_WORDS)
def test_any_words(words: list[str]) -> None:
    told = Spelling(words)
    assert told.sizes.tolist() == [*map(len, words)]
    assert told.plain.tolist() == [word.isascii() for word in words]
    assert told.letters_alone.tolist() == [word.isalpha() for word in words]
    assert told.beginning_with_digit.tolist() == [word[:1].isdigit() for word in words]
    assert told.having("-é").tolist() == ["-" in word or "é" in word for word in words]
    assert told.having_others("ab").tolist() == [bool(word.strip("ab")) for word in words]
    assert told.beginning("an").tolist() == [word.startswith("an") for word in words]
    assert told.ending("ing", "s").tolist() == [word.endswith(("ing", "s")) for word in words]


def test_words_of_a_vocabulary_are_looked_at_once() -> None:
    asked: list[Spelling] = []

    def remembered(words: Sequence[str]) -> NDArray[np.intp]:
        asked.append(spelling(words))
        return asked[-1].sizes

    def the_same(words: Sequence[str]) -> NDArray[np.intp]:
        return remembered(words)

    own = Vocabulary()
    own.number(split(["Nothing is new."]))
    own.fact_of_words(remembered)
    assert own.fact_of_words(the_same).tolist() == [len(word) for word in own.words]
    assert asked[0] is asked[1]
