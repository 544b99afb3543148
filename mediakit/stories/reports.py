"""A few reports, read together: their sentences, and what each shares with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.copying.passages import places_in_other, words_in
from mediakit.copying.shingles import Hashes, places_of_words, word_hashes
from mediakit.corpus import Corpus, read_corpus
from mediakit.counting import bincount
from mediakit.units import VOICES, by_sentence, character_spans
from mediakit.vocabulary import vocabulary_of_this_thread

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reports:
    """A few articles as words.

    Attributes
    ----------
    corpus : Corpus
        The articles.
    words : array of int
        Hashes of all their words, one after the other.
    places : array of int
        Which token of the corpus each word is.
    edges : array of int, one longer than the number of articles
        Where the words of each article begin.
    sentence : array of int
        Which sentence of the corpus each word stands in.
    spans : array of int, two columns
        Start and end of each sentence in its article.
    """

    corpus: Corpus
    words: Hashes
    places: Ints
    edges: Ints
    sentence: Ints
    spans: Ints

    def own(self, article: int) -> slice:
        """Where the words of an article stand."""
        return slice(int(self.edges[article]), int(self.edges[article + 1]))

    def number_in_article(self, sentence: Ints) -> Ints:
        """Number of sentences within their articles."""
        article = self.corpus.article_of_sentence
        return sentence - np.searchsorted(article, article[sentence])

    def text_of(self, sentence: int) -> str:
        """What a sentence says."""
        text = self.corpus.texts[self.corpus.article_of_sentence[sentence]] or ""
        start, end = self.spans[sentence]
        return text[start:end]


def read_reports(texts: Sequence[str | None]) -> Reports:
    """Read a few articles together."""
    corpus = read_corpus(texts, vocabulary_of_this_thread())
    places = places_of_words(corpus)
    return Reports(
        corpus=corpus,
        words=corpus.vocabulary.fact_of_words(word_hashes)[corpus.words[places]],
        places=places,
        edges=np.searchsorted(places, corpus.articles),
        sentence=corpus.sentence_of_token[places].astype(np.int64),
        spans=character_spans(by_sentence(corpus)),
    )


@dataclass(frozen=True)
class Copied:
    """Sentences of one article that stand in another: one element a sentence.

    Attributes
    ----------
    sentence, original : array of int
        The sentence, and the one in the other article with most of its words.
    share : array of float
        How much of the sentence stands in the other article.
    voice, original_voice : array of str
        Whose words the copied ones are here and there.
    """

    sentence: Ints
    original: Ints
    share: Floats
    voice: NDArray[np.object_]
    original_voice: NDArray[np.object_]


def copied_between(
    reports: Reports, article: int, other: int, shingles: Hashes, least: float
) -> Copied:
    """Sentences of an article of which at least so much stands in the `shingles` of another."""
    here, there = reports.own(article), reports.own(other)
    own, others = reports.words[here], reports.words[there]
    copied = words_in(own, shingles)
    place = places_in_other(own, others)
    of = reports.sentence[here]
    first = int(of[0]) if len(of) else 0
    n = int(of[-1]) - first + 1 if len(of) else 0
    share = bincount(of - first, copied, n) / np.maximum(bincount(of - first, minlength=n), 1)
    chosen = np.flatnonzero((share >= least) & (share > 0))
    quoted = reports.corpus.quoted[reports.places].astype(np.float64)
    original = np.zeros(len(chosen), dtype=np.int64)
    voices = np.zeros((len(chosen), 2))
    starts = np.searchsorted(of, chosen + first)
    ends = np.searchsorted(of, chosen + first, side="right")
    for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        words = start + np.flatnonzero(copied[start:end])
        targets = place[words] + there.start
        original[row] = _most_frequent(reports.sentence[targets])
        targets = targets[reports.sentence[targets] == original[row]]
        voices[row] = quoted[words + here.start].mean(), quoted[targets].mean()
    named = np.array(VOICES, dtype=object)[(voices > 0.5).astype(np.int64)]
    return Copied(chosen + first, original, share[chosen], named[:, 0], named[:, 1])


def _most_frequent(numbers: Ints) -> int:
    values, count = np.unique(numbers, return_counts=True)
    return int(values[np.argmax(count)])
