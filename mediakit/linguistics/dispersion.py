"""Dispersion: whether a term is spread over the articles or stands in a few of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import Corpus
from mediakit.counting import bincount, repeat
from mediakit.linguistics import dispersion_formulas as formulas
from mediakit.linguistics.term_counts import (
    Floats,
    Ints,
    TermCounts,
    article_of_token,
    corpora,
    count_terms,
    require_minimum_count,
    together,
    word_tokens,
)
from mediakit.linguistics.term_matching import Term, find_term, read_terms
from mediakit.measures.measure import Column
from mediakit.ordering import in_order
from mediakit.scaling import at_once, is_lazy, summed

_GRIES = "Gries, S. (2008). Dispersions and adjusted frequencies in corpora. IJCL 13(4), 403-437"
_SMALL = "Parts of few words can't have all terms: compare terms of like frequency."

DISPERSION_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "term": Column("The term.", "text"),
        "count": Column("How often it occurs in all.", "occurrences", 0.0),
        "per_million": Column("How often a million words have it.", "per million words", 0.0),
        "range": Column("In how many parts it occurs.", "parts", 0.0),
        "n_parts": Column("How many parts there are; those without words are none.", "parts", 0.0),
        "juilland_d": Column(
            "Juilland's D: how even the term's rates in the parts are.",
            "share of the most possible",
            0.0,
            1.0,
            "1 is evenly spread",
            "1 - (standard deviation of the rates / their mean) / sqrt(n_parts - 1)",
            "Juilland, A. and Chang-Rodriguez, E. (1964). Frequency dictionary of Spanish words",
            "Close to 1 for nearly all terms where there are many parts.",
        ),
        "carroll_d2": Column(
            "Carroll's D2: entropy of the rates over the most it can be.",
            "share of the most possible",
            0.0,
            1.0,
            "1 is evenly spread",
            "-sum of q * ln(q) / ln(n_parts), q each part's share in the sum of rates",
            "Carroll, J. (1970). Computer Studies in the Humanities and Verbal Behaviour 3, 61-65",
            _SMALL,
        ),
        "rosengren_s": Column(
            "Rosengren's S: how well the term's shares match the sizes of the parts.",
            "share",
            0.0,
            1.0,
            "1 is evenly spread",
            "(sum of sqrt(size * count)) ** 2 / count in all, size each part's share of the words",
            "Rosengren, I. (1971). Études de linguistique appliquée 1, 103-127",
            _SMALL,
        ),
        "dp": Column(
            "Deviation of proportions: which share of the term would have to stand elsewhere for "
            "each part to have its due.",
            "share of the occurrences",
            0.0,
            1.0,
            "0 is evenly spread, towards 1 all in few parts",
            "sum of |share of the term - share of the words| over parts / 2",
            _GRIES,
            _SMALL,
        ),
        "dp_norm": Column(
            "dp over the most it can be.",
            "share of the most possible",
            0.0,
            1.0,
            "0 is evenly spread, 1 all in the smallest part",
            "dp / (1 - share of words of the smallest part)",
            "Lijffijt, J. and Gries, S. (2012). IJCL 17(1), 147-149",
            _SMALL,
        ),
        "kl_divergence": Column(
            "How far the term's shares diverge from the sizes of the parts.",
            "bits",
            0.0,
            direction="0 is evenly spread",
            formula="sum of share of the term * log2(share of the term / share of the words)",
            reference="Gries, S. (2020). Analyzing dispersion. In: A practical handbook of corpus "
            "linguistics, 99-118",
            caveat=_SMALL,
        ),
    }
)


def dispersion(
    articles: Articles,
    terms: str | Sequence[str] | None = None,
    parts: int | None = None,
    *,
    minimum_count: int = 5,
    case_sensitive: bool = False,
    regex: bool = False,
) -> pd.DataFrame:
    """Measure how evenly terms are spread.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are read; headlines are not.
    terms : str or sequence of str, optional
        Words, phrases or patterns, as for :func:`mediakit.kwic`; by default all words.
    parts : int, optional
        Into how many parts of equal length to cut the articles, laid end to end as they come; by
        default each article is a part. Needs `terms`.
    minimum_count : int, default 5
        Of all words: how often a word must occur.
    case_sensitive, regex : bool, default False
        How to read the terms, as for :func:`mediakit.kwic`.

    Returns
    -------
    DataFrame
        One row a term: those asked for in their order, all words by frequency and then by
        alphabet. Columns: see :data:`DISPERSION_COLUMNS`. A term that never occurs has counts of
        0 and dispersions of NaN; with one part D, D2 and DPnorm are NaN too. Of a Dask frame a lazy
        table: terms are counted by partition, and one worker puts all counts through the formulas.

    Raises
    ------
    ValueError
        A term without a word; fewer than 2 parts, more parts than words, or parts without terms.
    TypeError
        Articles or terms that are none of the above.

    References
    ----------
    Gries, S. (2008). Dispersions and adjusted frequencies in corpora. International Journal of
    Corpus Linguistics 13(4), 403-437. 10.1075/ijcl.13.4.02gri

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.dispersion(["rain and rain", "sun and wind"], ["and", "rain"])
    >>> table[["term", "count", "range", "dp"]].to_numpy().tolist()
    [['and', 2.0, 2.0, 0.0], ['rain', 2.0, 1.0, 0.5]]
    """
    if terms is None:
        if parts is not None:
            raise ValueError("parts are for chosen terms: give terms too")
        require_minimum_count(minimum_count)
        all_words = partial(_of_all_words, minimum_count=minimum_count)
        if is_lazy(articles):
            counted = summed(_count_words, together, articles=articles)
            return at_once(all_words, _NO_TERMS, counts=counted)
        return all_words(_count_words(articles))
    chosen = read_terms(terms, case_sensitive, regex)
    if parts is not None and parts < 2:
        raise ValueError(f"parts must be at least 2, not {parts}")
    of_terms = partial(_of_terms, terms=chosen, parts=parts)
    if is_lazy(articles):
        found = summed(_find, _one_after_the_other, articles=articles, terms=chosen)
        return at_once(of_terms, _NO_TERMS, found=found)
    return of_terms(_find(articles, chosen))


#: The table without rows.
_NO_TERMS = pd.DataFrame(
    {name: pd.Series(dtype=object if name == "term" else np.float64) for name in DISPERSION_COLUMNS}
)


def _count_words(articles: Articles) -> TermCounts:
    return count_terms(texts(as_articles(articles)))


def _of_all_words(counts: TermCounts, minimum_count: int) -> pd.DataFrame:
    total = np.asarray(counts.counts.sum(axis=0)).reshape(-1)
    kept = np.flatnonzero(total >= minimum_count)
    table = _table(counts.terms[kept].tolist(), counts.counts[:, kept].tocsr(), counts.n_words)
    return in_order(table, {"count": False, "term": True}).reset_index(drop=True)


@dataclass(frozen=True)
class Found:
    """Where terms occur in articles laid end to end: one element an occurrence.

    Attributes
    ----------
    term, article, place : array of int
        Which term, in which article, and how many words of all articles stand before it.
    n_words : array of float
        How many words each article has.
    """

    term: Ints
    article: Ints
    place: Ints
    n_words: Floats


def _find(articles: Articles, terms: Sequence[Term]) -> Found:
    return _one_after_the_other(
        [_find_in(corpus, terms) for corpus in corpora(texts(as_articles(articles)))]
    )


def _find_in(corpus: Corpus, terms: Sequence[Term]) -> Found:
    at = word_tokens(corpus)
    place = [find_term(corpus, term)[0] for term in terms]
    term = repeat(np.arange(len(terms)), list(map(len, place)))
    every = np.concatenate(place)
    n_words = bincount(article_of_token(corpus, at), minlength=len(corpus.texts))
    return Found(term, article_of_token(corpus, at[every]), every, n_words.astype(np.float64))


def _one_after_the_other(parts: Sequence[Found]) -> Found:
    articles = np.cumsum([0, *(len(part.n_words) for part in parts)])
    words = np.cumsum([0, *(int(part.n_words.sum()) for part in parts)])
    return Found(
        np.concatenate([part.term for part in parts]),
        np.concatenate([part.article + n for part, n in zip(parts, articles, strict=False)]),
        np.concatenate([part.place + n for part, n in zip(parts, words, strict=False)]),
        np.concatenate([part.n_words for part in parts]),
    )


def _of_terms(found: Found, terms: Sequence[Term], parts: int | None) -> pd.DataFrame:
    row, words = found.article, found.n_words
    if parts is not None:
        n_words = int(words.sum())
        if parts > n_words:
            raise ValueError(f"{n_words:,} words can't be cut into {parts:,} parts")
        edges = np.arange(parts + 1) * n_words // parts
        words = np.diff(edges).astype(np.float64)
        row = np.searchsorted(edges, found.place, side="right") - 1
    counts = csr_matrix((np.ones(len(row)), (row, found.term)), shape=(len(words), len(terms)))
    counts.sum_duplicates()
    return _table([term.written for term in terms], counts, words)


def _table(terms: Sequence[str], counts: csr_matrix, words: Floats) -> pd.DataFrame:
    spread = formulas.spread_of(counts, words)
    total = spread.words.sum()
    return pd.DataFrame(
        {
            "term": pd.Series([*terms], dtype=object),
            "count": spread.total,
            "per_million": 1e6 * spread.total / total if total else np.nan,
            "range": formulas.part_range(spread),
            "n_parts": float(spread.n_parts),
            "juilland_d": formulas.juilland_d(spread),
            "carroll_d2": formulas.carroll_d2(spread),
            "rosengren_s": formulas.rosengren_s(spread),
            "dp": formulas.deviation_of_proportions(spread),
            "dp_norm": formulas.normalised_dp(spread),
            "kl_divergence": formulas.kl_divergence(spread),
        }
    )[list(DISPERSION_COLUMNS)]
