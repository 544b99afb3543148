"""Keywords as a table: each article's terms, held against other articles and general English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import Corpus, read_corpus
from mediakit.evidencing import outer_marks
from mediakit.measures.keywords import (
    LONGEST,
    TOP,
    Background,
    as_written,
    best_terms,
    first_in_full,
    score_terms,
)
from mediakit.measures.term_candidates import base_numbers
from mediakit.measures.terms import Terms, find_terms
from mediakit.measures.word_forms import without_possessive
from mediakit.tokenising import Shape
from mediakit.units import token_offsets
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long
MOST_WORDS = 5

COLUMNS = ["article", "term", "score", "count", "rank", "start", "end"]


def keywords(
    articles: Articles,
    top: int = TOP,
    longest: int = LONGEST,
    background: Articles | None = None,
) -> pd.DataFrame:
    """List the terms that say what each article is about.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are read; headlines are not.
    top : int, default 10
        The most terms an article.
    longest : int, default 3
        The most words a term; at most 5.
    background : DataFrame, Series, list of str or str, optional
        What to hold each article against: its terms rank higher the fewer of these articles have
        their words. By default the other articles; an empty list stands for general English alone.

    Returns
    -------
    DataFrame
        One row an article and term: articles in their order, best term first. Columns:
        ``article`` (label of the caller's index), ``term`` (as the article most often writes it),
        ``score``, ``count`` (occurrences of all its forms, a surname alone counting as the name in
        full), ``rank`` (from 1), ``start`` and ``end`` (offsets of the first occurrence in full).
        Missing and empty texts have no rows.

    Raises
    ------
    ValueError
        `top` or `longest` below 1, or `longest` above 5.
    TypeError
        Articles or a background that are none of the above.

    Notes
    -----
    Terms are single words, names, and phrases that an article uses at least twice. None crosses a
    punctuation mark or begins or ends with a function word or numeral. Inflected forms count as one
    term. How terms are scored: :func:`mediakit.measures.keywords.score_terms`. Frequencies in
    general English (wordfreq; Speer 2022, 10.5281/zenodo.7199437) always count beside the
    background, as if they were 100 articles, so that few articles are enough and the same one
    has a score on its own. ``mediakit.evidence`` marks the keywords of general English alone.

    Examples
    --------
    >>> from mediakit.ranking import keywords
    >>> text = "Ilse Marrand opened the ferry terminal. Marrand said ferries matter."
    >>> keywords(text)[["term", "count", "rank"]].values.tolist()[:2]
    [['ferry', 2, 1], ['Ilse Marrand', 2, 2]]
    """
    if top < 1:
        raise ValueError(f"top must be at least 1, not {top}")
    if not 1 <= longest <= MOST_WORDS:
        raise ValueError(f"longest must be from 1 to {MOST_WORDS}, not {longest}")
    frame = as_articles(articles)
    bodies = texts(frame)
    if background is None:
        contrast = count_words(bodies, own=True)
    else:
        contrast = count_words(texts(as_articles(background)), own=False)
    tables = [
        _ranked(corpus, frame.index[rows], top, longest, contrast)
        for rows, corpus in _corpora(bodies)
    ]
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def count_words(bodies: Sequence[str | None], own: bool) -> Background:
    """Count in how many texts each word occurs, in any of its forms."""
    present = [body for body in bodies if body]
    if own and len(present) < 2:
        return Background()
    with_word: Counter[str] = Counter()
    for _, corpus in _corpora(present):
        with_word.update(_document_frequencies(corpus))
    return Background(len(present), with_word, own)


def _document_frequencies(corpus: Corpus) -> dict[str, int]:
    from sklearn.feature_extraction.text import CountVectorizer

    number, bases = base_numbers(corpus)
    words = np.array(bases, dtype=object)
    distinct = [
        words[np.unique(number[start:end])].tolist() for start, end in pairwise(corpus.articles)
    ]
    if not any(distinct):
        return {}
    counter = CountVectorizer(analyzer=_as_it_is)
    n_articles = np.asarray(counter.fit_transform(distinct).sum(axis=0)).reshape(-1)
    return {word: int(n_articles[column]) for word, column in counter.vocabulary_.items()}


def _as_it_is(words: list[str]) -> list[str]:
    """Tell scikit-learn that the words have been found."""
    return words


def _corpora(bodies: Sequence[str | None]) -> Iterator[tuple[slice, Corpus]]:
    for start in range(0, max(len(bodies), 1), BATCH):
        rows = slice(start, start + BATCH)
        yield rows, read_corpus(bodies[rows], vocabulary_of_this_thread())


def _ranked(
    corpus: Corpus, index: pd.Index, top: int, longest: int, background: Background
) -> pd.DataFrame:
    terms = find_terms(corpus, longest)
    score = score_terms(terms, corpus, background)
    rows = best_terms(terms, score, top)
    article = terms.article[rows]
    written = [as_written(terms, row, corpus) for row in rows]
    spans = _spans(corpus, terms, rows)
    # "U.S." keeps its stop
    spans[:, 1] += np.array([term.endswith(".") for term in written], dtype=np.int64)
    labels = index.take(article)
    flat = labels if labels.nlevels == 1 else labels.to_flat_index()
    return pd.DataFrame(
        {
            "article": flat.to_numpy(dtype=object, copy=True),
            "term": np.array(written, dtype=object),
            "score": score[rows],
            "count": terms.count[rows],
            "rank": np.arange(len(rows)) - np.searchsorted(article, article) + 1,
            "start": spans[:, 0],
            "end": spans[:, 1],
        },
        columns=COLUMNS,
    )


def _spans(corpus: Corpus, terms: Terms, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each term first stands in full: start and end, possessive endings left out."""
    at = np.array([first_in_full(terms, row) for row in rows], dtype=np.int64)
    first, last = terms.first[at], terms.last[at]
    spans = token_offsets(corpus, terms.article[rows], first, last)
    marks = corpus.vocabulary.fact(outer_marks)
    endings = corpus.vocabulary.fact(_possessive_ending)
    spans[:, 0] += marks[corpus.tokens[first], 0]
    spans[:, 1] -= marks[corpus.tokens[last], 1] + endings[corpus.tokens[last]]
    return spans


def _possessive_ending(shapes: Sequence[Shape]) -> NDArray[np.int64]:
    """How many characters the possessive ending of each type has."""
    sizes = [len(s.core) - len(without_possessive(s.core)) for s in shapes]
    return np.array(sizes, dtype=np.int64)
