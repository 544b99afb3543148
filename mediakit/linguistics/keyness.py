"""Keyness: which terms one set of articles uses more than another, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.linguistics import association as formulas
from mediakit.linguistics.dispersion_formulas import (
    deviation_of_proportions,
    juilland_d,
    normalised_dp,
    part_range,
    spread_of,
    variance_of_log_rate,
)
from mediakit.linguistics.keyness_columns import KEYNESS_COLUMNS, spread_columns
from mediakit.linguistics.shuffling import shuffled_p
from mediakit.linguistics.sides import (
    LIST,
    REST,
    By,
    chosen,
    frequency_list,
    labelled,
    labels_of,
    pairs,
)
from mediakit.linguistics.term_counts import (
    TermCounts,
    count_terms,
    require_minimum_count,
    together,
)
from mediakit.measures.measure import Measure
from mediakit.scaling import at_once, is_lazy, summed

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """What the formulas need of one side: counts by term, and how they spread over articles."""

    count: Floats
    words: float
    variance: formulas.RateVariance
    columns: Mapping[str, Floats]


def keyness(
    articles: Articles,
    by: By | None = None,
    target: Hashable | None = None,
    reference: Hashable | pd.Series | pd.DataFrame | None = None,
    *,
    of: str | Measure = "words",
    n: int | Sequence[int] = 1,
    minimum_count: int = 5,
    n_permutations: int = 999,
    seed: int = 0,
    prior_words: float = formulas.PRIOR_WORDS,
    reference_words: int | None = None,
) -> pd.DataFrame:
    """Compare how often two sets of articles use each term.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are read; headlines are not.
    by : str or sequence of labels
        What tells the sets apart: a column, or one label an article. Articles without a label are
        left out. Not needed where `reference` is a frequency list.
    target : label, optional
        The set to describe; by default each set in turn.
    reference : label, Series or DataFrame, optional
        The set to hold it against; by default all other articles. A Series of counts by term, or a
        DataFrame with columns ``term`` and ``count``, is a frequency list of some other corpus.
    of : str or Measure, default "words"
        What to count: words in lower case, function words among them, or the matches of a measure:
        "hedging" tells which hedges, "loaded" which loaded words.
    n : int or sequence of int, default 1
        Of words: how many in a row, within a sentence, make a term; (1, 2) is both.
    minimum_count : int, default 5
        How often both sides together must have a term.
    n_permutations : int, default 999
        How often to shuffle articles between the sides; 0 leaves ``permutation_p`` empty.
    seed : int, default 0
        Of the shuffles. The same seed gives the same numbers, in whatever order articles come.
    prior_words : float, default 500
        Weight of the prior of ``log_odds``: how many words it is worth.
    reference_words : int, optional
        How many words the corpus of a frequency list has; by default the sum of its counts.

    Returns
    -------
    DataFrame
        One row a target and term. Each target's rows begin with what is most typical of it (by
        ``g2``) and end with what is most typical of the reference; equals are in the order of the
        alphabet. Columns: see :data:`KEYNESS_COLUMNS`. A frequency list knows no articles: range,
        dispersion and ``permutation_p`` are NaN for it. Of a Dask frame a lazy table.

    Raises
    ------
    ValueError
        An unknown column, label or measure, with those there are; a side without words.
    TypeError
        Articles that are none of the above; with a Dask frame a `by` that isn't lazy too.

    Notes
    -----
    ``g2``, ``p`` and ``log_odds_z`` take each word as drawn on its own, as the literature does, and
    so call nearly everything significant that one long article repeats. ``permutation_p``, the
    interval of ``log_ratio`` and ``target_range`` take whole articles: look at them first. Rates
    are per million words for n-grams and matches too.

    Of a Dask frame, terms are counted by partition and put together by string; then one worker puts
    the counts of all articles through the same formulas, so that all numbers are the same. It needs
    room for them: 12 bytes for each article and different word that it has. `by` is a column or a
    Dask Series.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["The dam may fail."] * 3 + ["The dam holds. The dam is safe."] * 3
    >>> table = mk.keyness(texts, by=[1, 1, 1, 2, 2, 2], target=1, minimum_count=1)
    >>> table[["term", "target_count", "reference_count"]].to_numpy().tolist()[:2]
    [['fail', 3.0, 0.0], ['may', 3.0, 0.0]]
    """
    require_minimum_count(minimum_count)
    if n_permutations < 0:
        raise ValueError(f"n_permutations must be 0 or more, not {n_permutations}")
    listed = frequency_list(reference)
    wanted = Wanted(
        target,
        reference if listed is None else None,
        listed,
        reference_words,
        minimum_count,
        n_permutations,
        seed,
        prior_words,
    )
    is_list = listed is not None
    if is_lazy(articles):
        if not (by is None or isinstance(by, str) or is_lazy(by)):
            raise TypeError("by is a column of the Dask frame or a Dask Series: others aren't lazy")
        options = {"by": by, "of": of, "n": n, "is_list": is_list}
        counted = summed(_counted, _joined, articles=articles, **options)
        return at_once(wanted.table, _NO_TERMS, counted=counted)
    frame = as_articles(articles)
    wanted.pairs(labels_of(frame, by, is_list))  # what is wrong with them is told before long work
    return wanted.table(_counted(frame, by, of, n, is_list))


#: The table without rows.
_NO_TERMS = pd.DataFrame(
    {
        name: pd.Series(dtype=object if name in ("term", "target", "reference") else np.float64)
        for name in KEYNESS_COLUMNS
    }
)


@dataclass(frozen=True)
class Labelled:
    """Counts of articles, and the set that each of them belongs to."""

    counts: TermCounts
    labels: NDArray[np.object_]


def _counted(
    articles: Articles, by: By | None, of: str | Measure, n: int | Sequence[int], is_list: bool
) -> Labelled:
    frame = as_articles(articles)
    labels = labels_of(frame, by, is_list)
    return Labelled(count_terms(texts(frame), of, n), labels)


def _joined(parts: Sequence[Labelled]) -> Labelled:
    """Put the articles of partitions one below the other."""
    return Labelled(
        together([part.counts for part in parts]), np.concatenate([part.labels for part in parts])
    )


@dataclass(frozen=True)
class Wanted:
    """Which sets are to be compared, and how; see :func:`keyness`."""

    target: Hashable | None
    reference: object
    listed: pd.Series | None
    reference_words: int | None
    minimum_count: int
    n_permutations: int
    seed: int
    prior_words: float

    def pairs(self, labels: NDArray[np.object_]) -> list[tuple[Hashable, Hashable]]:
        """Targets with what they are held against."""
        if self.listed is None:
            return list(pairs(labels, self.target, self.reference))
        return [(label, LIST) for label in chosen(labels, self.target)]

    def table(self, counted: Labelled) -> pd.DataFrame:
        """Compare all pairs."""
        counts, labels = counted.counts, counted.labels
        tables = []
        for one, other in self.pairs(labels):
            in_target = labelled(labels, one)
            own = _articles(counts, in_target, one)
            if self.listed is not None:
                sides = _beside_list(own, self.listed, self.reference_words)
            else:
                others = labelled(labels) & ~in_target if other is REST else labelled(labels, other)
                sides = Sides(own.terms, own, _articles(counts, others, other))
            table = _table(
                sides, self.minimum_count, self.n_permutations, self.seed, self.prior_words
            )
            table["target"] = pd.Series([one] * len(table), dtype=object)
            table["reference"] = pd.Series([other] * len(table), dtype=object)
            tables.append(table[list(KEYNESS_COLUMNS)])
        return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class FrequencyList:
    """A reference of which only counts are known: one a term, and how many words there are."""

    count: Floats
    words: float


@dataclass(frozen=True)
class Sides:
    """Two sides that are counted over the same terms."""

    terms: NDArray[np.object_]
    target: TermCounts
    reference: TermCounts | FrequencyList


def _articles(counts: TermCounts, rows: NDArray[np.bool_], label: Hashable) -> TermCounts:
    """Keep those of some articles that have words."""
    rows = rows & (counts.n_words > 0)
    if not rows.any():
        raise ValueError(f"the articles of {label} have no words")
    return TermCounts(
        counts.terms, counts.counts[rows], counts.n_words[rows], counts.fingerprint[rows]
    )


def _beside_list(own: TermCounts, listed: pd.Series, words: int | None) -> Sides:
    """Bring articles and a frequency list to the same terms: those of either."""
    more = listed.index.difference(pd.Index(own.terms, dtype=object), sort=False)
    terms = np.concatenate([own.terms, more.to_numpy(dtype=object)])
    count = listed.reindex(terms, fill_value=0).to_numpy(dtype=np.float64)
    total = float(listed.sum()) if words is None else float(words)
    if total <= 0 or total < listed.sum():
        raise ValueError(
            f"the frequency list has {listed.sum():,.0f} occurrences in {total:,.0f} words"
        )
    wider = own.counts.copy()
    wider.resize(own.counts.shape[0], len(terms))
    target = TermCounts(terms, wider, own.n_words, own.fingerprint)
    return Sides(terms, target, FrequencyList(count, total))


def _of_terms(counts: TermCounts, kept: NDArray[np.intp]) -> TermCounts:
    return TermCounts(
        counts.terms[kept], counts.counts[:, kept].tocsr(), counts.n_words, counts.fingerprint
    )


def _side(counts: TermCounts, name: str) -> Side:
    spread = spread_of(counts.counts, counts.n_words)
    n_words, n_articles = float(counts.n_words.sum()), part_range(spread)
    return Side(
        spread.total,
        n_words,
        formulas.rate_variance(spread.total, n_words, variance_of_log_rate(spread), n_articles),
        {
            f"{name}_range": n_articles,
            f"{name}_dp": deviation_of_proportions(spread),
            f"{name}_dp_norm": normalised_dp(spread),
            f"{name}_juilland_d": juilland_d(spread),
        },
    )


def _table(
    sides: Sides, minimum_count: int, n_permutations: int, seed: int, prior_words: float
) -> pd.DataFrame:
    enough = _total(sides.target) + _total(sides.reference) >= minimum_count
    kept = np.flatnonzero(enough)
    kept = kept[np.argsort(sides.terms[kept], kind="stable")]  # the order in which ties stay
    own = _of_terms(sides.target, kept)
    target = _side(own, "target")
    unknown = np.full(len(kept), np.nan)
    if isinstance(sides.reference, FrequencyList):
        count, words = sides.reference.count[kept], sides.reference.words
        reference = Side(
            count,
            words,
            formulas.rate_variance(count, words),
            dict.fromkeys(spread_columns("reference"), unknown),
        )
        shuffled = unknown
    else:
        others = _of_terms(sides.reference, kept)
        reference = _side(others, "reference")
        shuffled = shuffled_p(own, others, n_permutations, seed)
    table = pd.DataFrame(
        {
            "term": pd.Series(sides.terms[kept], dtype=object),
            **compared(target, reference, prior_words),
            "permutation_p": shuffled,
        }
    )
    strength = np.sign(table["log_ratio"]) * table["g2"]
    order = np.argsort(-strength.to_numpy(), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def compared(target: Side, reference: Side, prior_words: float) -> dict[str, Floats]:
    """Put two sides' counts through the formulas: one number a term and column."""
    four = (target.count, reference.count, target.words, reference.words)
    g2, ratio = formulas.g2(*four), formulas.log_ratio(*four)
    p = formulas.p_of_g2(g2)
    low, high = formulas.log_ratio_interval(ratio, target.variance, reference.variance)
    log_odds, z = formulas.weighted_log_odds(*four, prior_words)
    return {
        "target_count": target.count,
        "reference_count": reference.count,
        "target_per_million": 1e6 * target.count / target.words,
        "reference_per_million": 1e6 * reference.count / reference.words,
        "expected_count": formulas.expected_count(*four),
        "g2": g2,
        "g2_two_term": formulas.g2_two_term(*four),
        "p": p,
        "p_adjusted": formulas.adjusted(p),
        "bic": formulas.bic(g2, target.words + reference.words),
        "log_ratio": ratio,
        "log_ratio_low": low,
        "log_ratio_high": high,
        "percent_difference": formulas.percent_difference(*four),
        "log_odds": log_odds,
        "log_odds_z": z,
        **target.columns,
        **reference.columns,
    }


def _total(counts: TermCounts | FrequencyList) -> Floats:
    if isinstance(counts, FrequencyList):
        return counts.count
    return np.asarray(counts.counts.sum(axis=0), dtype=np.float64).reshape(-1)
