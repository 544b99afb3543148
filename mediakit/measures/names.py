"""Proper names, told by capitals alone: good enough not to read a feeling into a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.lexicons import word_class
from mediakit.sentence_marks import among, is_i
from mediakit.tokenising import Frame, Shape

TITLE_CASE = 0.6  # of a sentence's longer words in capitals: a headline, where they tell nothing


def _case(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """Bits: 1 capitalised, 2 all capitals, 4 of four letters or more, 8 a break, 16 a word.

    And 32 for a token with a mark after its word, 8 for one after which a capital tells nothing.
    """
    return np.fromiter(map(_bits, shapes), dtype=np.uint8, count=len(shapes))


def _bits(shape: Shape) -> int:
    _, core, trail, _ = shape
    first = core[:1]
    if not first.isalpha():
        return 8
    bits = 20 if len(core) >= 4 else 16
    if first.isupper() and len(core) > 1:
        bits |= 2 if core.isupper() else 1
    if trail:
        # after these a capital says as little as at the beginning of a sentence
        bits |= 40 if trail[-1] in ":—–" else 32
    return bits


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
    of_type = corpus.vocabulary.fact(_case)[corpus.types]
    longer, upper = of_type & 4 > 0, of_type & 3 > 0
    n_longer, n_upper = corpus.sums(np.column_stack([longer, longer & upper]).astype(float)).T
    title_case = (n_upper >= TITLE_CASE * n_longer) & (n_longer >= 3)
    title_case &= ~corpus.frame_fact(_has_full_stop)[corpus.sentences[1:] - 1]
    free &= ~np.repeat(title_case, np.diff(corpus.sentences))
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
    asked = np.unique(corpus.words[unsure])
    column = np.full(len(corpus.vocabulary.words), -1, dtype=np.int64)
    column[asked] = np.arange(len(asked))
    places = np.flatnonzero(column[corpus.words] >= 0)
    article = np.searchsorted(corpus.articles, places, side="right") - 1
    cell = article * len(asked) + column[corpus.words[places]]
    is_name = np.zeros(len(corpus.texts) * len(asked), dtype=bool)
    is_lower = is_name.copy()
    is_name[cell[named[places]]] = True
    is_lower[cell[case[places] & 19 == 16]] = True
    return (is_name & ~is_lower)[cell[np.searchsorted(places, unsure)]]


def _never_a_name(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, word_class("function_words", "never a name"))


def names_and_acronyms(corpus: Corpus) -> NDArray[np.bool_]:
    """Tell for each token whether it is part of a name or all in capitals."""
    return corpus.once(proper_names) | (corpus.fact(_case) & 2 > 0)
