"""Keywords as a table: each article's terms, held against other articles and general English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
from mediakit.measures.measure import Column
from mediakit.measures.term_candidates import base_numbers
from mediakit.measures.terms import Terms, find_terms
from mediakit.measures.word_forms import without_possessive
from mediakit.recurring import ARTICLE, END, START
from mediakit.scaling import by_partition, is_lazy, summed
from mediakit.tokenising import Shape
from mediakit.units import token_offsets
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long
MOST_WORDS = 5

_TERMS = (
    "Sparck Jones, K. (1972). A statistical interpretation of term specificity and its application "
    "in retrieval. Journal of Documentation, 28(1), 11-21. 10.1108/eb026526; Frantzi, K. et al. "
    "(2000). Automatic recognition of multi-word terms: the C-value/NC-value method. "
    "International Journal on Digital Libraries, 3, 115-130. 10.1007/s007999900023"
)

#: What the table has, in this order.
KEYWORD_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "term": Column(
        "A word, name or phrase that says what the article is about, as the article most often "
        "writes it.",
        unit="text",
        reference=_TERMS,
        caveat="What the article is about, not what it says about it.",
    ),
    "score": Column(
        "How much the term says of what its article is about, beside the article's other terms.",
        unit="score",
        low=0.0,
        direction="higher says more of the article",
        formula="frequency * surprise * letters a word * position, halved where the term ends in "
        "no noun, divided by its words; see mk.keywords",
        reference=_TERMS,
        caveat="Ranks the terms of one article; scores of articles of different length differ.",
    ),
    "count": Column(
        "How often the term occurs in its article, in any of its forms.",
        unit="occurrences",
        low=1.0,
        caveat="A surname alone counts as the name in full.",
    ),
    "rank": Column(
        "Which place the term has among those of its article, from 1 for the highest score.",
        unit="place",
        low=1.0,
        direction="lower says more of the article",
    ),
    "start": START,
    "end": END,
}


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
        Missing and empty texts have no rows. Of a Dask frame a lazy table, whose rows are
        numbered from 0 in each partition.

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

    The texts of a Dask frame are read twice: words are counted by partition and added up by string,
    then each partition's terms are held against all others'. Scores are those of one machine.

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
    if not is_lazy(articles):
        articles = as_articles(articles)  # they are read twice, and an iterator only once
    own = background is None
    others = articles if background is None else background
    if not is_lazy(others):
        others = as_articles(others)  # what is wrong with it is told now
    if is_lazy(articles):
        contrast = summed(count_words, _together, articles=others, own=own)
        return by_partition(
            _ranked,
            articles,
            waits_for=contrast,
            like=Background(),
            keeps_index=False,
            top=top,
            longest=longest,
        )
    if own and sum(map(bool, texts(as_articles(articles)))) < 2:  # nothing to hold it against
        return _ranked(articles, Background(), top, longest)
    return _ranked(articles, count_words(others, own), top, longest)


def count_words(articles: Articles, own: bool) -> Background:
    """Count in how many texts each word occurs, in any of its forms."""
    present = [body for body in texts(as_articles(articles)) if body]
    with_word: Counter[str] = Counter()
    for _, corpus in _corpora(present):
        with_word.update(_document_frequencies(corpus))
    return Background(len(present), with_word, own)


def _together(parts: Sequence[Background]) -> Background:
    """Add up what was counted in different articles."""
    with_word: Counter[str] = Counter()
    for part in parts:
        with_word.update(part.with_word)
    return Background(sum(part.n_articles for part in parts), with_word, parts[0].own)


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


def _ranked(articles: Articles, background: Background, top: int, longest: int) -> pd.DataFrame:
    frame = as_articles(articles)
    tables = [
        _table(corpus, frame.index[rows], background, top, longest)
        for rows, corpus in _corpora(texts(frame))
    ]
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def _table(
    corpus: Corpus, index: pd.Index, background: Background, top: int, longest: int
) -> pd.DataFrame:
    terms = find_terms(corpus, longest)
    score = score_terms(terms, corpus, background)
    rows = best_terms(terms, score, top)
    article = terms.article[rows]
    written = as_written(terms, rows, corpus)
    spans = _spans(corpus, terms, rows)
    # "U.S." keeps its stop
    spans[:, 1] += np.array([term.endswith(".") for term in written], dtype=np.int64)
    return pd.DataFrame(
        {
            "article": index.take(article).to_flat_index(),
            # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
            "term": pd.Series(written, dtype=object),
            "score": score[rows],
            "count": terms.count[rows],
            "rank": np.arange(len(rows)) - np.searchsorted(article, article) + 1,
            "start": spans[:, 0],
            "end": spans[:, 1],
        },
        columns=[*KEYWORD_COLUMNS],
    )


def _spans(corpus: Corpus, terms: Terms, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each term first stands in full: start and end, possessive endings left out."""
    at = np.array([first_in_full(terms, row) for row in rows], dtype=np.int64)
    first, last = terms.first[at], terms.last[at]
    spans = token_offsets(corpus, first, last)
    marks = corpus.vocabulary.fact(outer_marks)
    endings = corpus.vocabulary.fact(_possessive_ending)
    spans[:, 0] += marks[corpus.tokens[first], 0]
    spans[:, 1] -= marks[corpus.tokens[last], 1] + endings[corpus.tokens[last]]
    return spans


def _possessive_ending(shapes: Sequence[Shape]) -> NDArray[np.int64]:
    """How many characters the possessive ending of each type has."""
    sizes = [len(s.core) - len(without_possessive(s.core)) for s in shapes]
    return np.array(sizes, dtype=np.int64)
