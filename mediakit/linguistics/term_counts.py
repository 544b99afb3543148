"""How often each term occurs in each article: words, n-grams, or the matches of a measure.

Terms are strings, since the numbers of words mean nothing outside of their corpus: counts of
batches (or of partitions) are put together by string, and only then do formulas see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.analysis import resolve_measures
from mediakit.corpus import Corpus, has_word, read_corpus
from mediakit.counting import bincount
from mediakit.measures import FINDERS, SIZE, Measure
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long
LONGEST = 5  # words an n-gram may have

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TermCounts:
    """Counts by article and term.

    Attributes
    ----------
    terms : array of str
        One a column of the counts, none twice.
    counts : csr_matrix of float
        One row an article.
    n_words : array of float
        How many words each article has; 0 where the text is empty or missing.
    fingerprint : array of int
        A number made from each text, the same wherever it is read.
    """

    terms: NDArray[np.object_]
    counts: csr_matrix
    n_words: Floats
    fingerprint: NDArray[np.uint64]


@dataclass(frozen=True)
class Found:
    """Occurrences of terms in one corpus.

    Attributes
    ----------
    first : array of int
        Token at which each occurrence begins.
    term : array of int
        Which of the terms occurs.
    terms : list of str
        The terms, none twice.
    """

    first: Ints
    term: Ints
    terms: list[str]


def word_tokens(corpus: Corpus) -> Ints:
    """List the tokens that are words: bare marks and links are none."""
    return np.flatnonzero(corpus.fact(has_word))


def find_words(corpus: Corpus, sizes: Sequence[int] = (1,)) -> Found:
    """Find all words in lower case, or all runs of so many words within a sentence."""
    at = word_tokens(corpus)
    number = corpus.words[at].astype(np.int64)
    sentence = corpus.sentence_of_token[at]
    first, term = [at[:0]], [at[:0]]
    terms: list[str] = []
    code = number
    for size in range(1, max(sizes) + 1):
        if size > 1:  # the run that is one word shorter, and the word after it
            code = code[:-1] * len(corpus.vocabulary.words) + number[size - 1 :]
        distinct, example, code = np.unique(code, return_index=True, return_inverse=True)
        if size not in sizes:
            continue
        whole = sentence[: len(code)] == sentence[size - 1 :] if len(code) else code == 0
        used = np.zeros(len(distinct), dtype=bool)
        used[code[whole]] = True
        renumbered = np.cumsum(used) - 1 + len(terms)
        first.append(at[: len(code)][whole])
        term.append(renumbered[code[whole]])
        terms += _written(corpus, number, example[used], size)
    return Found(np.concatenate(first), np.concatenate(term), terms)


def _written(corpus: Corpus, number: Ints, start: Ints, size: int) -> list[str]:
    columns = [map(corpus.vocabulary.words.__getitem__, number[start + k]) for k in range(size)]
    return list(map(" ".join, zip(*columns, strict=True)))


def find_matches(corpus: Corpus, measure: Measure) -> Found:
    """Find what a measure counts, in the words that stand there, in lower case."""
    assert measure.find is not None
    matches = corpus.once(measure.find)
    words = corpus.vocabulary.words
    written = [
        " ".join(filter(None, (words[w] for w in corpus.words[first : last + 1].tolist())))
        for first, last in zip(matches.first, matches.last, strict=True)
    ]
    term, terms = pd.factorize(np.array(written, dtype=object))
    return Found(matches.first, np.asarray(term, dtype=np.int64), list(terms))


def count_terms(
    bodies: Sequence[str | None],
    of: str | Measure = "words",
    n: int | Sequence[int] = 1,
) -> TermCounts:
    """Count the terms of texts, batch by batch.

    Parameters
    ----------
    bodies : sequence of str or None
        One text an article; None is a missing one.
    of : str or Measure
        "words", or a measure that finds matches.
    n : int or sequence of int
        Of words: how many make one term.

    Raises
    ------
    ValueError
        An unknown measure or one without matches; n below 1 or above 5, or for a measure.
    """
    measure, sizes = None if of == "words" else finding_measure(of), run_lengths(n)
    if measure is not None and sizes != (1,):
        raise ValueError(f"n is for words; {measure.name} finds terms of its own length")
    parts = [
        counted(
            corpus, find_words(corpus, sizes) if measure is None else find_matches(corpus, measure)
        )
        for corpus in corpora(bodies)
    ]
    return together(parts)


def counted(corpus: Corpus, found: Found) -> TermCounts:
    """Add occurrences up by article."""
    shape = (len(corpus.texts), len(found.terms))
    rows = article_of_token(corpus, found.first)
    counts = csr_matrix((np.ones(len(rows)), (rows, found.term)), shape=shape)
    counts.sum_duplicates()
    words = article_of_token(corpus, word_tokens(corpus))
    return TermCounts(
        np.array([*found.terms, None], dtype=object)[:-1],  # never an array of characters
        counts,
        bincount(words, minlength=len(corpus.texts)).astype(np.float64),
        np.array([_fingerprint(text) for text in corpus.texts], dtype=np.uint64),
    )


def together(parts: Sequence[TermCounts]) -> TermCounts:
    """Put the counts of batches one below the other, by string."""
    if len(parts) == 1:
        return parts[0]
    column, terms = pd.factorize(np.concatenate([part.terms for part in parts]))
    start = np.cumsum([0, *(len(part.terms) for part in parts)])
    data, indices, rows = [], [], [np.zeros(1, dtype=np.int64)]
    for part, begin in zip(parts, start[:-1], strict=True):
        data.append(part.counts.data)
        indices.append(column[begin + part.counts.indices])
        rows.append(rows[-1][-1] + part.counts.indptr[1:].astype(np.int64))
    n_words = np.concatenate([part.n_words for part in parts])
    counts = csr_matrix(
        (np.concatenate(data), np.concatenate(indices), np.concatenate(rows)),
        shape=(len(n_words), len(terms)),
    )
    fingerprint = np.concatenate([part.fingerprint for part in parts])
    return TermCounts(np.asarray(terms, dtype=object), counts, n_words, fingerprint)


def batches(n: int) -> Iterator[slice]:
    """Cut so many articles into batches: one at least, if an empty one."""
    for start in range(0, max(n, 1), BATCH):
        yield slice(start, start + BATCH)


def corpora(bodies: Sequence[str | None]) -> Iterator[Corpus]:
    """Read texts, batch by batch."""
    for rows in batches(len(bodies)):
        yield read_corpus(bodies[rows], vocabulary_of_this_thread())


def article_of_token(corpus: Corpus, tokens: Ints) -> Ints:
    """Which article of its corpus each token stands in."""
    return np.searchsorted(corpus.articles, tokens, side="right") - 1


def finding_measure(of: str | Measure) -> Measure:
    """Look up a measure that finds matches."""
    measure = resolve_measures(of, FINDERS)[-1]
    if measure.find is None or measure is SIZE:
        names = ", ".join(m.name for m in FINDERS if m.find is not None)
        raise ValueError(f"{measure.name} finds no matches to count; there are words, {names}")
    return measure


def run_lengths(n: int | Sequence[int]) -> tuple[int, ...]:
    """Check how many words make a term."""
    sizes = (n,) if isinstance(n, int) else tuple(sorted(set(n)))
    if not sizes or not all(isinstance(s, int) and 1 <= s <= LONGEST for s in sizes):
        raise ValueError(f"n must be from 1 to {LONGEST}, or several such numbers, not {n!r}")
    return sizes


def require_minimum_count(minimum_count: int) -> None:
    """Refuse what is no number of occurrences."""
    if minimum_count < 1:
        raise ValueError(f"minimum_count must be at least 1, not {minimum_count}")


def _fingerprint(text: str | None) -> int:
    digest = blake2b((text or "").encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
