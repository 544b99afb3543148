"""Keywords: the terms that set an article apart from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.measure import Matches, Measure
from mediakit.measures.terms import Terms, base_numbers, find_terms
from mediakit.measures.word_forms import per_million

Floats = NDArray[np.float64]

TOP, LONGEST = 10, 3
ARTICLE_WORDS = 500  # of a typical article of general English
PRIOR_ARTICLES = 100  # that general English counts for beside the background's articles
EARLY = 1.0  # what standing in the first sentence adds
EARLY_SENTENCES = 4.0  # after these many sentences it adds 1/e of that
NAME = 1.3
NO_NOUN = 0.5
PHRASE = 0.3


@dataclass(frozen=True)
class Background:
    """In how many articles words occur, beside general English.

    Attributes
    ----------
    n_articles : int
        How many articles were counted.
    with_word : mapping of str to int
        How many of them have each base form.
    own : bool
        Whether the articles that are scored are among them: then each is held against the others.
    """

    n_articles: int = 0
    with_word: Mapping[str, int] = field(default_factory=dict)
    own: bool = False

    def surprise(self, bases: list[str]) -> Floats:
        general = 1 - np.exp(-np.array([per_million(b) for b in bases]) * ARTICLE_WORDS / 1e6)
        have = np.array([self.with_word.get(b, 0) for b in bases], dtype=np.float64)
        others = self.n_articles - (1 if self.own else 0)
        have = np.maximum(have - 1, 0) if self.own else have
        return -np.log((have + PRIOR_ARTICLES * general) / (others + PRIOR_ARTICLES))


def score_terms(terms: Terms, corpus: Corpus, background: Background) -> Floats:
    surprise = np.append(background.surprise(terms.bases), 0.0)
    of = np.array([b == "of" for b in terms.bases] + [True])
    counts = (terms.words >= 0) & ~of[terms.words]
    n_words = counts.sum(axis=1)
    mean = (surprise[terms.words] * counts).sum(axis=1) / np.maximum(n_words, 1)
    sentence = np.searchsorted(corpus.sentences, terms.first[terms.edges[:-1]], side="right") - 1
    first = np.searchsorted(corpus.article_of_sentence, terms.article)
    position = 1 + EARLY * np.exp(-(sentence - first) / EARLY_SENTENCES)
    frequency = np.log1p(terms.weighted_count)
    kind = np.where(terms.named, NAME, 1.0) * np.where(terms.is_noun >= 0.5, 1.0, NO_NOUN)
    length = 1 + PHRASE * (n_words - 1)
    return frequency * mean * position * kind * length
