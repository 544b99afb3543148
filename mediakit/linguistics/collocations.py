"""Collocations: words that stand near each other more often than their frequencies explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import Corpus
from mediakit.counting import bincount
from mediakit.linguistics import association as formulas
from mediakit.linguistics.term_counts import (
    Ints,
    article_of_token,
    corpora,
    require_minimum_count,
    word_tokens,
)
from mediakit.linguistics.term_matching import Term, find_term, read_term
from mediakit.measures.measure import Column
from mediakit.ordering import in_order

NODE_WINDOW, PAIR_WINDOW = 5, 1

_EVERT = (
    "Evert, S. (2008). Corpora and collocations. In Lüdeling, A. and Kytö, M. (eds): Corpus "
    "linguistics, an international handbook, 1212-1248"
)

COLLOCATION_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "node": Column("The word or term whose neighbours are counted.", "text"),
        "collocate": Column("The word that stands near it, in lower case.", "text"),
        "count": Column("How often it does.", "occurrences", 0.0),
        "left_count": Column("How often before the node.", "occurrences", 0.0),
        "right_count": Column("How often after the node.", "occurrences", 0.0),
        "node_count": Column("How often the node occurs in all.", "occurrences", 0.0),
        "collocate_count": Column("How often the collocate occurs in all.", "occurrences", 0.0),
        "expected_count": Column(
            "How often it would stand near the node if it were as frequent there as anywhere.",
            "occurrences",
            0.0,
            formula="places near the node * collocate_count / words",
            reference=_EVERT,
        ),
        "range": Column("In how many articles the two stand near each other.", "articles", 0.0),
        "log_dice": Column(
            "How much of either word's use is with the other, in doublings; 14 is all of it.",
            "binary logarithm",
            high=14.0,
            direction="higher is more exclusive; 1 more is twice as much",
            formula="14 + log2(2 * count / (node_count + collocate_count))",
            reference="Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN, 6-9",
            caveat="Above 14 only where a word stands near several nodes at once.",
        ),
        "mi": Column(
            "How many times as often as expected, in doublings.",
            "binary logarithm",
            direction="higher is more exclusive",
            formula="log2(count / expected_count)",
            reference="Church, K. and Hanks, P. (1990). Computational Linguistics 16(1), 22-29",
            caveat="Highest for rare words: look at count and range too.",
        ),
        "mi3": Column(
            "The same with more weight on frequent pairs.",
            "binary logarithm",
            direction="higher is stronger",
            formula="log2(count ** 3 / expected_count)",
            reference="Daille, B. (1994). Doctoral thesis, Université Paris 7",
        ),
        "t_score": Column(
            "By how many standard errors the count is above the expected one.",
            "standard errors",
            direction="higher is surer",
            formula="(count - expected_count) / sqrt(count)",
            reference="Church, K. et al. (1991). Using statistics in lexical analysis",
            caveat="Highest for frequent words, function words first.",
        ),
        "g2": Column(
            "Log-likelihood ratio: how much evidence there is that the word's rate near the node "
            "is another than elsewhere.",
            "chi-square with 1 degree of freedom",
            0.0,
            direction="higher is more evidence",
            formula="2 * sum of observed * ln(observed / expected) over four cells: the collocate "
            "and other words, near the node and elsewhere",
            reference="Dunning, T. (1993). Computational Linguistics 19(1), 61-74",
            caveat="Also high where the word is rarer near the node than elsewhere: mi tells.",
        ),
    }
)


def collocations(
    articles: Articles,
    node: str | None = None,
    window: int | None = None,
    *,
    minimum_count: int = 5,
    case_sensitive: bool = False,
    regex: bool = False,
) -> pd.DataFrame:
    """Find the words that keep a word company; without a node, all pairs of neighbours.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are read; headlines are not.
    node : str, optional
        The word to look around, or a phrase or pattern as for :func:`mediakit.kwic`. Without it
        each word is a node, and its collocates are the words that follow.
    window : int, optional
        How many words on each side (without a node: on the right) are near; 5 by default, 1 without
        a node. A window ends with its sentence.
    minimum_count : int, default 5
        How often the two must stand near each other.
    case_sensitive, regex : bool, default False
        How to read the node, as for :func:`mediakit.kwic`.

    Returns
    -------
    DataFrame
        One row a pair, the highest ``log_dice`` first, equals by node and collocate. Columns: see
        :data:`COLLOCATION_COLUMNS`. Empty where nothing occurs often enough.

    Raises
    ------
    ValueError
        A node without a word, a window or minimum below 1.
    TypeError
        Articles that are none of the above.

    Notes
    -----
    The words near the node are held against all other words, as keyness holds one set of articles
    against another (Evert 2008, surface co-occurrence). The places near a node are counted as they
    are, so that windows which a sentence cuts short expect less. A word that stands near two nodes
    counts for each.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In Lüdeling, A. and Kytö, M. (eds): Corpus
    linguistics, an international handbook, 1212-1248.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["Heavy rain fell.", "Heavy rain again.", "No rain."]
    >>> table = mk.collocations(texts, "rain", minimum_count=2)
    >>> table[["collocate", "count", "left_count", "node_count"]].to_numpy().tolist()
    [['heavy', 2.0, 2.0, 3.0]]
    """
    frame = as_articles(articles)
    require_minimum_count(minimum_count)
    term = None if node is None else read_term(node, case_sensitive, regex)
    near = (PAIR_WINDOW if term is None else NODE_WINDOW) if window is None else window
    if near < 1:
        raise ValueError(f"window must be at least 1 word, not {window}")
    parts = [_counted(corpus, term, near) for corpus in corpora(texts(frame))]
    pairs = _summed([part.pairs for part in parts], ["node", "collocate"])
    words = _summed([part.words for part in parts], ["word"])["n_words"]
    nodes = _summed([part.nodes for part in parts], ["node"])
    return _table(pairs[pairs["count"] >= minimum_count], nodes, words)


@dataclass(frozen=True)
class _Counts:
    """What is counted in one batch; everything in it adds up by string."""

    pairs: pd.DataFrame
    nodes: pd.DataFrame
    words: pd.DataFrame


def _counted(corpus: Corpus, term: Term | None, window: int) -> _Counts:
    at = word_tokens(corpus)
    number = corpus.words[at].astype(np.int64)
    sentence = corpus.sentence_of_token[at]
    if term is None:
        first = last = np.arange(len(at))
        node, steps = number, range(1, window + 1)
    else:
        first, last = find_term(corpus, term)
        node, steps = np.zeros(len(first), np.int64), range(-window, window + 1)
    which, places, is_left = [], [], []
    for step in steps:
        place = (first if step < 0 else last) + step
        inside = (place >= 0) & (place < len(at)) & (step != 0)
        inside[inside] = sentence[place[inside]] == sentence[first[inside]]
        which.append(np.flatnonzero(inside))
        places.append(place[inside])
        is_left.append(np.full(len(places[-1]), step < 0))
    occurrence, place = np.concatenate(which), np.concatenate(places)
    names = corpus.vocabulary.words
    written = names if term is None else [term.written]
    pairs = _pairs(
        node[occurrence] * len(names) + number[place],
        article_of_token(corpus, at[place]),
        np.concatenate(is_left),
    )
    code = pairs.pop("code").to_numpy()
    pairs.insert(0, "node", _texts(code // len(names), written))
    pairs.insert(1, "collocate", _texts(code % len(names), names))
    distinct, n_words = np.unique(number, return_counts=True)
    n_nodes = bincount(node, minlength=1)
    n_places = bincount(node[occurrence], minlength=len(n_nodes))
    there = np.flatnonzero(n_nodes)
    return _Counts(
        pairs,
        pd.DataFrame(
            {
                "node": _texts(there, written),
                "node_count": n_nodes[there],
                "n_places": n_places[there],
            }
        ),
        pd.DataFrame({"word": _texts(distinct, names), "n_words": n_words}),
    )


def _pairs(code: Ints, article: Ints, is_left: NDArray[np.bool_]) -> pd.DataFrame:
    """Count pairs, and the articles that have them."""
    order = np.lexsort((article, code))
    code, article, is_left = code[order], article[order], is_left[order]
    new = np.ones(len(code), dtype=bool)
    new[1:] = code[1:] != code[:-1]
    pair = np.cumsum(new) - 1
    new_article = new.copy()
    new_article[1:] |= article[1:] != article[:-1]
    count = bincount(pair)
    left = bincount(pair, is_left, minlength=len(count)).astype(np.int64)
    return pd.DataFrame(
        {
            "code": code[new],
            "count": count,
            "left_count": left,
            "right_count": count - left,
            "range": bincount(pair, new_article, minlength=len(count)).astype(np.int64),
        }
    )


def _texts(numbers: Ints, names: list[str]) -> pd.Series:
    return pd.Series([names[n] for n in numbers.tolist()], dtype=object)


def _summed(parts: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """Add up the counts of batches by string."""
    if len(parts) == 1:
        return parts[0].set_index(keys)
    return pd.concat(parts, ignore_index=True).groupby(keys, sort=False).sum()


def _table(pairs: pd.DataFrame, nodes: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    table = pairs.reset_index().astype(dict.fromkeys(pairs.columns, np.float64))
    of_node = nodes.reindex(table["node"]).reset_index(drop=True).astype(np.float64)
    count, near = table["count"].to_numpy(), of_node["n_places"].to_numpy()
    node = of_node["node_count"].to_numpy()
    collocate = words.reindex(table["collocate"]).to_numpy(dtype=np.float64)
    # a word near several nodes counts for each: elsewhere there is never less than none of it
    elsewhere = np.maximum(collocate - count, 0)
    expected = near * collocate / max(float(words.sum()), 1)
    table["node_count"], table["collocate_count"] = node, collocate
    table["expected_count"] = expected
    table["log_dice"] = formulas.log_dice(count, node, collocate)
    table["mi"] = formulas.mutual_information(count, expected)
    table["mi3"] = formulas.mutual_information(count, expected, power=3)
    table["t_score"] = formulas.t_score(count, expected)
    table["g2"] = formulas.g2(count, elsewhere, near, float(words.sum()) - near)
    table = in_order(table, {"log_dice": False, "node": True, "collocate": True})
    return table[list(COLLOCATION_COLUMNS)].reset_index(drop=True)
