"""Proper names, told by capitals alone: good enough not to read a feeling into a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_UPPER, BEGINS_WITH_LETTER, IN_CAPITALS
from mediakit.corpus import Corpus
from mediakit.counting import repeat
from mediakit.lexicons import word_class
from mediakit.sentence_marks import is_i
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types, among

TITLE_CASE = 0.6  # of a sentence's longer words in capitals: a headline, where they tell nothing


def _case(types: Types) -> NDArray[np.uint8]:
    """Bits: 1 capitalised, 2 all capitals, 4 of four letters or more, 8 a break, 16 a word.

    And 32 for a token with a mark after its word, 8 for one after which a capital tells nothing.
    """
    bits = np.full(len(types), 16, dtype=np.uint8)
    bits[types.core_sizes >= 4] |= 4
    upper = (types.looks & BEGINS_UPPER > 0) & (types.core_sizes > 1)
    bits[upper] |= np.where(types.looks[upper] & IN_CAPITALS, 2, 1).astype(np.uint8)
    bits |= types.of_frames(_mark_after)
    bits[types.looks & BEGINS_WITH_LETTER == 0] = 8
    return bits


def _mark_after(frames: Sequence[Frame]) -> NDArray[np.uint8]:
    # after these a capital says as little as at the beginning of a sentence
    bits = [32 | 8 * (f.trail[-1] in ":—–") if f.trail else 0 for f in frames]
    return np.array(bits, dtype=np.uint8)


def _has_full_stop(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array(["." in f.trail for f in frames], dtype=bool)


def _opens(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    marks = frozenset("\"“'‘([")
    return np.array([not marks.isdisjoint(f.lead) for f in frames], dtype=bool)


def proper_names(corpus: Corpus) -> NDArray[np.bool_]:
    """Tell for each token whether it is part of a name: capitalised where nothing else asks for it.

    At the beginning of a sentence or quotation and in a headline in title case a capital tells
    nothing: there a word is a name if a name follows it ("Ada Rell said"), or if it is one
    elsewhere in the article and nowhere in lower case. "I" is none.
    """
    case = corpus.fact(_case)
    capitalised = (case & 1 > 0) & ~corpus.word_fact(is_i)
    free = np.ones(len(case), dtype=bool)
    free[corpus.sentences[:-1]] = False
    free[1:] &= case[:-1] & 8 == 0
    free &= ~corpus.frame_fact(_opens)
    longer, upper = case & 4 > 0, case & 3 > 0
    n_longer, n_upper = corpus.count_where(longer), corpus.count_where(longer & upper)
    title_case = (n_upper >= TITLE_CASE * n_longer) & (n_longer >= 3)
    last = corpus.tokens[corpus.sentences[1:] - 1]
    title_case &= ~corpus.vocabulary.frame_fact(_has_full_stop, last)
    free &= ~repeat(title_case, np.diff(corpus.sentences))
    named = capitalised & free
    unsure = np.flatnonzero(capitalised & ~free & ~corpus.word_fact(_never_a_name))
    following = np.append(named[1:], False) & (case & 32 == 0)
    named[unsure] = _named_elsewhere(corpus, unsure, named, case) | following[unsure]
    return named


def _named_elsewhere(
    corpus: Corpus,
    unsure: NDArray[np.int64],
    named: NDArray[np.bool_],
    case: NDArray[np.uint8],
) -> NDArray[np.bool_]:
    """Whether the article has the word as a name in another place, and never in lower case."""
    # a cell for each article and word that is asked for
    is_asked = np.zeros(len(corpus.vocabulary.words), dtype=bool)
    is_asked[corpus.words[unsure]] = True
    asked = np.flatnonzero(is_asked)
    column = np.cumsum(is_asked) - 1

    def cell(places: NDArray[np.int64]) -> NDArray[np.int64]:
        return corpus.article_of_token[places] * len(asked) + column[corpus.words[places]]

    is_name = np.zeros(len(corpus.texts) * len(asked), dtype=bool)
    is_lower = is_name.copy()
    of_asked = is_asked[corpus.words]
    is_name[cell(np.flatnonzero(of_asked & named))] = True
    is_lower[cell(np.flatnonzero(of_asked & (case & 19 == 16)))] = True
    own = cell(unsure)
    return is_name[own] & ~is_lower[own]


def _never_a_name(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, word_class("function_words", "never a name"))


def names_and_acronyms(corpus: Corpus) -> NDArray[np.bool_]:
    """Tell for each token whether it is part of a name or all in capitals."""
    return corpus.once(proper_names) | (corpus.fact(_case) & 2 > 0)
