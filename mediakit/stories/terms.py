"""How alike articles are by what they are about: their names and content words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.copying.passages import NO_STOCK, words_in
from mediakit.copying.shingles import Hashes, places_of_words, word_hashes
from mediakit.corpus import Corpus, read_corpus
from mediakit.counting import bincount, repeat
from mediakit.measures.keywords import ARTICLE_WORDS
from mediakit.measures.term_candidates import base_numbers
from mediakit.measures.word_forms import CONTENT, per_million, roles
from mediakit.vocabulary import vocabulary_of_this_thread

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BATCH = 1_000  # articles; keeps memory flat and the arrays long
PRIOR_ARTICLES = 1_000  # for how many articles general English counts beside the corpus
TELLING = 100  # heaviest terms of an article, by which pairs are searched for
ROWS_AT_ONCE = 500
FEW = 50  # articles that one may be compared with before the threshold rises
#: By how much it rises for ten times as many: so fast do similarities of unrelated news thin out.
RISE_PER_TENFOLD = 0.11


def term_vectors(texts: Sequence[str | None], stock: Hashes = NO_STOCK) -> csr_matrix:
    """Give each text as a vector of length 1: one column a base form of a name or content word.

    Parameters
    ----------
    texts : sequence of str or None
        What to read.
    stock : array of int, optional
        Shingles whose words don't count, sorted: those of lines that stand under every article.

    Notes
    -----
    A term that occurs c times weighs (1 + ln c) times -ln((n + 1000 p) / (N + 1000)): n of the N
    other texts have it, and an article of 500 words of general English has it with probability p
    (tf-idf; Sparck Jones 1972, 10.1108/eb026526, with frequencies of wordfreq, Speer 2022,
    10.5281/zenodo.7199437, as 1,000 articles that one has read before, so that a few texts on one
    event don't make its words seem common). A text without terms is a row of zeros.
    """
    column: dict[str, int] = {}
    rows, columns, counts = [], [], []
    for start in range(0, len(texts), BATCH):
        corpus = read_corpus(texts[start : start + BATCH], vocabulary_of_this_thread())
        base, bases = base_numbers(corpus)
        number = np.array([column.setdefault(b, len(column)) for b in bases], dtype=np.int64)
        places = np.flatnonzero((corpus.fact(roles) & CONTENT > 0) & ~_in_stock(corpus, stock))
        article = np.searchsorted(corpus.articles, places, side="right") - 1 + start
        cells = article * (len(column) + 1) + number[base[places]]
        cell, count = np.unique(cells, return_counts=True)
        rows.append(cell // (len(column) + 1))
        columns.append(cell % (len(column) + 1))
        counts.append(count)
    if not rows:
        return csr_matrix((0, 1))
    # in the order of the terms, so that sums are the same to the last digit for any order of rows
    terms = sorted(column)
    rank = np.empty(len(terms), dtype=np.int64)
    rank[[column[term] for term in terms]] = np.arange(len(terms))
    vectors = csr_matrix(
        (1 + np.log(np.concatenate(counts)), (np.concatenate(rows), rank[np.concatenate(columns)])),
        shape=(len(texts), max(len(terms), 1)),
    )
    vectors.sort_indices()
    vectors.data *= _surprise(terms, vectors)[vectors.indices]
    length = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).reshape(-1))
    vectors.data /= repeat(length, np.diff(vectors.indptr))
    return vectors


def _in_stock(corpus: Corpus, stock: Hashes) -> NDArray[np.bool_]:
    inside = np.zeros(len(corpus.tokens), dtype=bool)
    if len(stock):
        places = places_of_words(corpus)
        words = corpus.vocabulary.fact_of_words(word_hashes)[corpus.words[places]]
        inside[places] = words_in(words, stock)
    return inside


def _surprise(terms: Sequence[str], vectors: csr_matrix) -> Floats:
    n_with = bincount(vectors.indices, minlength=max(len(terms), 1)) - 1.0
    often = np.array([per_million(term) for term in terms] or [0.0], dtype=np.float64)
    general = 1 - np.exp(-often * ARTICLE_WORDS / 1e6)
    n_others = max(vectors.shape[0] - 1, 0)
    share = (np.maximum(n_with, 0) + PRIOR_ARTICLES * general) / (n_others + PRIOR_ARTICLES)
    return np.asarray(-np.log(np.clip(share, 1e-9, 0.999)))


@dataclass(frozen=True)
class Neighbours:
    """Which articles may be compared: those of nearly the same day, and those without a date.

    Attributes
    ----------
    day : array of float
        NaN where there is no date.
    days : float
        By how many days two articles of one story may differ.
    """

    day: Floats
    days: float

    def may_be_compared(self, members: Ints) -> NDArray[np.bool_]:
        """A square array: whether the dates of each two allow them to be of one story."""
        day = self.day[members]
        return ~(np.abs(day[:, None] - day[None, :]) > self.days)

    def strictness(self, members: Ints) -> tuple[Floats, float]:
        """By how much the similarity of a pair must rise above the threshold, and how far at most.

        The more articles an article is compared with, the more alike some are by chance.

        Returns
        -------
        dated : array of float
            For pairs of articles with dates; the larger of the two counts.
        undated : float
            For pairs of which one has no date: it is compared with all there are.
        """
        known = np.sort(self.day[~np.isnan(self.day)])
        day = self.day[members]
        n_near = np.searchsorted(known, day + self.days, side="right")
        n_near -= np.searchsorted(known, day - self.days)
        return _rise(n_near - 1), float(_rise(np.array(len(self.day) - 1)))

    def rise(self, first: Ints, second: Ints) -> Floats:
        """The same for pairs."""
        (one, undated), (other, _) = self.strictness(first), self.strictness(second)
        unknown = np.isnan(self.day[first]) | np.isnan(self.day[second])
        return np.where(unknown, undated, np.maximum(one, other))


def _rise(n_compared: Ints) -> Floats:
    return RISE_PER_TENFOLD * np.log10(np.maximum(n_compared, FEW) / FEW)


def alike_pairs(
    vectors: csr_matrix, neighbours: Neighbours, least: float
) -> tuple[tuple[Ints, Ints], Floats]:
    """Find the pairs of neighbours whose similarity, less its rise, is at least so much.

    Pairs are searched for by the heaviest terms of each article, and then compared by all.
    """
    telling = _heaviest(vectors)
    order = np.argsort(neighbours.day, kind="stable")  # those without a date are last
    day = neighbours.day[order]
    n_dated = int((~np.isnan(day)).sum())
    sorted_terms = telling[order]
    firsts, seconds, similarities = [], [], []
    for start in range(0, len(order), ROWS_AT_ONCE):
        end = min(start + ROWS_AT_ONCE, len(order))
        last = day[min(end, n_dated) - 1] if start < n_dated else np.nan
        reach = int(np.searchsorted(day[:n_dated], last + neighbours.days, side="right"))
        others = np.concatenate(
            [np.arange(start, reach if start < n_dated else 0), np.arange(n_dated, len(order))]
        )
        shared = (sorted_terms[start:end] @ sorted_terms[others].T).tocoo()
        row, other = shared.row + start, others[shared.col]
        near = ~(np.abs(day[row] - day[other]) > neighbours.days)
        found = near & (row != other) & (shared.data >= least / 3)
        row, other, partly = order[row[found]], order[other[found]], shared.data[found]
        rise = neighbours.rise(row, other)
        worth = partly >= (least + rise) / 3
        row, other, rise = row[worth], other[worth], rise[worth]
        similarity = similarity_of(vectors, row, other) - rise
        enough = similarity >= least
        firsts.append(np.minimum(row, other)[enough])
        seconds.append(np.maximum(row, other)[enough])
        similarities.append(similarity[enough])
    if not firsts:
        return (np.zeros(0, np.int64), np.zeros(0, np.int64)), np.zeros(0)
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    _, once = np.unique(first * len(order) + second, return_index=True)
    return (first[once], second[once]), np.concatenate(similarities)[once]


def similarity_of(vectors: csr_matrix, first: Ints, second: Ints) -> Floats:
    """Cosine of pairs of rows, from 0 to 1."""
    parts = [np.zeros(0)]
    for start in range(0, len(first), 20_000):
        rows = slice(start, start + 20_000)
        product = vectors[first[rows]].multiply(vectors[second[rows]])
        parts.append(np.asarray(product.sum(axis=1), dtype=np.float64).reshape(-1))
    return np.minimum(np.concatenate(parts), 1.0)


def _heaviest(vectors: csr_matrix) -> csr_matrix:
    """Keep the heaviest terms of each row."""
    row = repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    order = np.lexsort((vectors.indices, -vectors.data, row))
    place = np.arange(len(order)) - vectors.indptr[:-1][row]
    kept = np.sort(order[place < TELLING])
    return csr_matrix((vectors.data[kept], (row[kept], vectors.indices[kept])), vectors.shape)
