"""How strongly a word belongs to a set of texts, or to another word: formulas over four counts.

All compare a target with a reference: `count` and `reference_count` are how often the term occurs
in each, `words` and `reference_words` how many words each has. For keyness these are two sets of
articles; for collocations the words around a node, and all other words. Arguments are numbers or
arrays that broadcast; results are arrays of float.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LOG_DICE_TOP = 14.0
PRIOR_WORDS = 500.0
_NORMAL = 1e9  # degrees of freedom at which Student's distribution is the normal one


def expected_count(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """How often the term would occur in the target if both sides had the same rate.

    >>> expected_count(30, 10, 1000, 3000).item()
    10.0
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    return _divided((a + b) * c, c + d)


def g2(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Log-likelihood ratio of the 2-by-2 table (term and other words by target and reference).

    Notes
    -----
    Twice the sum, over all four cells, of observed * ln(observed / expected). AntConc calls it
    "4-term", quanteda measure "lr"; with other words left out it is :func:`g2_two_term`.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61-74.

    Examples
    --------
    >>> round(g2(110, 111, 2552, 29225).item(), 2)  # "the swiss" in Dunning (1993)
    270.72
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    in_target = _divided((a + b) * c, c + d)
    in_reference = _divided((a + b) * d, c + d)
    cells = (
        (a, in_target),
        (b, in_reference),
        (c - a, c - in_target),
        (d - b, d - in_reference),
    )
    # the terms all but cancel where the rates are alike: rounding must not make it negative
    return np.maximum(2 * sum(_surprise(observed, expect) for observed, expect in cells), 0.0)


def g2_two_term(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Log-likelihood as Rayson and Garside (2000) have it: of the term's own two cells only.

    Notes
    -----
    2 * (a ln(a / E1) + b ln(b / E2)): what UCREL's log-likelihood wizard gives, and AntConc
    calls "2-term". It is a little smaller than :func:`g2`, and all but equal for rare terms.

    References
    ----------
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings of
    the workshop on comparing corpora, ACL, 1-6.

    Examples
    --------
    >>> round(g2_two_term(20, 5, 1000, 1000).item(), 2)
    9.64
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    in_target = _divided((a + b) * c, c + d)
    both = _surprise(a, in_target) + _surprise(b, a + b - in_target)
    return np.maximum(2 * both, 0.0)


def p_of_g2(value: ArrayLike) -> Floats:
    """How often chance alone would give a log-likelihood ratio this high: chi-square, 1 degree.

    >>> round(p_of_g2(3.841458820694124).item(), 9)
    0.05
    """
    from scipy.special import chdtrc

    return np.asarray(chdtrc(1, np.asarray(value, dtype=np.float64)), dtype=np.float64)


def adjusted(p: Floats) -> Floats:
    """Adjust p-values for their number: false discovery rate (Benjamini and Hochberg 1995)."""
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(p)) if len(p) else p


def bic(value: ArrayLike, all_words: ArrayLike) -> Floats:
    """Evidence that is left once the size of the corpus is allowed for: G2 - ln(words).

    Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics. In
    Bieswanger, M. and Koll-Stobbe, A. (eds): New approaches to the study of linguistic
    variability, 3-11.
    """
    return np.asarray(value, dtype=np.float64) - np.log(np.asarray(all_words, dtype=np.float64))


def log_ratio(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """How many times the target's rate is the reference's, in doublings (Hardie 2014).

    A count of 0 is taken for 0.5, so that terms which one side lacks have a ratio too.

    >>> log_ratio([40, 0], [10, 2], 1000, 1000).tolist()
    [2.0, -2.0]
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    return np.log2(_divided(_at_least_half(a) * d, _at_least_half(b) * c))


class RateVariance(NamedTuple):
    """Sampling variance of the logarithm of a rate, in two parts; see :func:`rate_variance`.

    Attributes
    ----------
    by_words : array of float
        What it would be if words were drawn one by one.
    beyond : array of float
        What the spread over articles adds to that.
    n_articles : array of float
        How many articles have the term: what is known of the spread rests on them.
    """

    by_words: Floats
    beyond: Floats
    n_articles: Floats


def rate_variance(
    count: ArrayLike, words: ArrayLike, spread: ArrayLike = 0.0, n_articles: ArrayLike = 0.0
) -> RateVariance:
    """Say how unsure a rate is, on the scale of logarithms.

    Parameters
    ----------
    count, words : array_like
        Occurrences of the term, and words.
    spread : array_like
        Variance of the logarithm of the rate as estimated from articles; 0 where unknown.
    n_articles : array_like
        How many articles have the term.

    Notes
    -----
    If words were drawn one by one it would be 1 / count - 1 / words. Words come by the article,
    and an article that has a term tends to repeat it: the larger of the two counts.
    """
    a, c, seen, articles = _floats(count, words, spread, n_articles)
    by_words = 1 / _at_least_half(a) - 1 / c
    return RateVariance(by_words, np.maximum(seen - by_words, 0), articles)


def log_ratio_interval(
    ratio: Floats, target: RateVariance, reference: RateVariance
) -> tuple[Floats, Floats]:
    """Ends of the 95 percent interval of a log ratio.

    Notes
    -----
    log ratio -+ t * sqrt(variance of both sides) / ln 2. The quantile t is Student's, with as many
    degrees of freedom as Satterthwaite (1946) gives variances that are known by halves: those of
    articles are estimated, those of words are not. So it is 1.96 where a term is as even as words
    drawn one by one, and larger where few articles repeat it.

    References
    ----------
    Satterthwaite, F. (1946). An approximate distribution of estimates of variance components.
    Biometrics Bulletin 2(6), 110-114.
    """
    from scipy.special import stdtrit

    variance = target.by_words + target.beyond + reference.by_words + reference.beyond
    estimated = np.zeros(len(ratio))
    for side in (target, reference):
        estimated += side.beyond**2 / np.maximum(side.n_articles - 1, 1)
    degrees = np.full(len(ratio), _NORMAL)
    np.divide(variance**2, estimated, out=degrees, where=estimated > 0)
    degrees = np.minimum(degrees, _NORMAL)
    reach = stdtrit(degrees, 0.975) * np.sqrt(variance) / math.log(2)
    return ratio - reach, ratio + reach


def percent_difference(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """%DIFF: by how many percent the target's rate is above the reference's.

    NaN where the reference lacks the term: nothing is a percentage of zero.

    Gabrielatos, C. and Marchi, A. (2011). Keyness: matching metrics to definitions. Corpus
    Linguistics in the South 1, Portsmouth.

    >>> percent_difference([30, 5, 1], [10, 10, 0], 1000, 1000).tolist()
    [200.0, -50.0, nan]
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    return 100 * (_divided(a * d, b * c) - 1)


def weighted_log_odds(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    prior_words: float = PRIOR_WORDS,
) -> tuple[Floats, Floats]:
    """Log-odds ratio with an informative Dirichlet prior, and its z-score.

    Notes
    -----
    Each side is taken to have `prior_words` more words, among which the term is as frequent as on
    both sides together: what little text there is counts for little. z is the log-odds ratio
    divided by its standard error, the root of 1 / (a + prior) + 1 / (b + prior).

    References
    ----------
    Monroe, B., Colaresi, M. and Quinn, K. (2008). Fightin' words: lexical feature selection and
    evaluation for identifying the content of political conflict. Political Analysis 16(4),
    372-403, equations 15 to 22; their prior has 500 words. 10.1093/pan/mpn018
    """
    a, b, c, d = _floats(count, reference_count, words, reference_words)
    prior = prior_words * _divided(a + b, c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = (a + prior) / (c + prior_words - a - prior)
        reference_odds = (b + prior) / (d + prior_words - b - prior)
        delta = np.log(odds) - np.log(reference_odds)
        return delta, delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))


def mutual_information(count: ArrayLike, expected: ArrayLike, power: int = 1) -> Floats:
    """MI: log2 of observed over expected; with `power` 3 MI3, which favours frequent pairs.

    Church, K. and Hanks, P. (1990). Word association norms, mutual information, and lexicography.
    Computational Linguistics 16(1), 22-29. MI3: Daille, B. (1994), doctoral thesis, Paris 7.

    >>> mutual_information(8, 2).item(), mutual_information(8, 2, power=3).item()
    (2.0, 8.0)
    """
    observed, expect = _floats(count, expected)
    return np.log2(_divided(observed**power, expect))


def t_score(count: ArrayLike, expected: ArrayLike) -> Floats:
    """By how many standard errors a count lies above the expected one.

    Church, K. et al. (1991). Using statistics in lexical analysis. In Zernik, U. (ed.): Lexical
    acquisition, 115-164.

    >>> t_score(16, 8).item()
    2.0
    """
    observed, expect = _floats(count, expected)
    return _divided(observed - expect, np.sqrt(observed))


def log_dice(count: ArrayLike, node_count: ArrayLike, collocate_count: ArrayLike) -> Floats:
    """Dice coefficient on a scale of doublings whose top is 14; it knows no size of corpus.

    Rychlý, P. (2008). A lexicographer-friendly association score. Proceedings of Recent Advances
    in Slavonic Natural Language Processing, 6-9.

    >>> log_dice(10, 10, 10).item(), log_dice(5, 10, 10).item()
    (14.0, 13.0)
    """
    both, node, collocate = _floats(count, node_count, collocate_count)
    return LOG_DICE_TOP + np.log2(_divided(2 * both, node + collocate))


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in values)))


def _divided(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; NaN where there is nothing to divide by."""
    result = np.full(np.broadcast(numerator, denominator).shape, np.nan)
    return np.divide(numerator, denominator, out=result, where=denominator != 0)


def _surprise(observed: Floats, expect: Floats) -> Floats:
    """Give observed * ln(observed / expected), which is 0 where nothing was observed."""
    ratio = np.ones(observed.shape)
    np.divide(observed, expect, out=ratio, where=(observed > 0) & (expect > 0))
    return observed * np.log(ratio)


def _at_least_half(count: Floats) -> Floats:
    return np.where(count == 0, 0.5, count)
