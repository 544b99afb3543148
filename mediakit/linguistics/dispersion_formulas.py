"""How evenly a term is spread over the parts of a corpus: the published measures, as formulas.

All take the same thing: how often each term occurs in each part, and how many words the parts
have. They give one number a term; NaN for a term that occurs nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.counting import bincount

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Spread:
    """Where terms occur: one element for each part and term that it has.

    Attributes
    ----------
    part, term : array of int
        Which part, which term.
    count : array of float
        How often it occurs there.
    words : array of float
        How many words each part has; none has 0.
    total : array of float
        How often each term occurs in all parts.
    """

    part: Ints
    term: Ints
    count: Floats
    words: Floats
    total: Floats

    @property
    def n_parts(self) -> int:
        """Number of parts."""
        return len(self.words)

    @property
    def size(self) -> Floats:
        """Which share of all words each part has."""
        return self.words / self.words.sum()

    def share(self) -> Floats:
        """Which share of all its occurrences a term has in a part."""
        return self.count / self.total[self.term]

    def rate(self) -> Floats:
        """How often a term occurs in a part, for each of the part's words."""
        return self.count / self.words[self.part]

    def summed(self, values: Floats) -> Floats:
        """Add up over the parts that have the term."""
        return bincount(self.term, values, minlength=len(self.total)).astype(np.float64)


def spread_of(counts: csr_matrix, words: Floats) -> Spread:
    """Read a matrix of counts, one row a part, one column a term; parts without words are none."""
    has_words = words > 0
    kept = (counts if has_words.all() else counts[has_words]).tocoo()
    occurs = kept.data > 0
    term = kept.col[occurs].astype(np.int64)
    count = kept.data[occurs].astype(np.float64)
    total = bincount(term, count, minlength=counts.shape[1]).astype(np.float64)
    return Spread(kept.row[occurs].astype(np.int64), term, count, words[has_words], total)


def part_range(spread: Spread) -> Floats:
    """In how many parts the term occurs; 0 where in none."""
    return bincount(spread.term, minlength=len(spread.total)).astype(np.float64)


def deviation_of_proportions(spread: Spread) -> Floats:
    """DP: half the sum, over parts, of how far the term's share is from the part's size.

    0 where each part has its due, near 1 where one small part has all. Gries, S. (2008).
    Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics
    13(4), 403-437. 10.1075/ijcl.13.4.02gri
    """
    size = spread.size[spread.part]
    # a part without the term is off by all of its size
    elsewhere = 1 - spread.summed(size)
    return _where_it_occurs(
        spread, (spread.summed(np.abs(spread.share() - size)) + np.maximum(elsewhere, 0)) / 2
    )


def normalised_dp(spread: Spread) -> Floats:
    """DPnorm: DP over the most it can be, 1 less the size of the smallest part.

    Lijffijt, J. and Gries, S. (2012). Correction to "Dispersions and adjusted frequencies in
    corpora". International Journal of Corpus Linguistics 17(1), 147-149. 10.1075/ijcl.17.1.08lij
    """
    if spread.n_parts < 2:
        return np.full(len(spread.total), np.nan)
    return deviation_of_proportions(spread) / (1 - spread.size.min())


def juilland_d(spread: Spread) -> Floats:
    """Juilland's D: 1 less the variation coefficient of the rates, over the most it can be.

    Of rates, not of counts, so that parts may differ in size. Juilland, A. and Chang-Rodriguez, E.
    (1964). Frequency dictionary of Spanish words. Mouton.
    """
    if spread.n_parts < 2:
        return np.full(len(spread.total), np.nan)
    rate = spread.rate()
    mean = spread.summed(rate) / spread.n_parts
    # the variance around the mean itself: sums of squares would cancel where rates are alike
    without = spread.n_parts - part_range(spread)
    squares = spread.summed((rate - mean[spread.term]) ** 2) + without * mean**2
    with np.errstate(invalid="ignore"):
        variation = np.sqrt(squares / spread.n_parts) / mean
    return np.maximum(1 - variation / np.sqrt(spread.n_parts - 1), 0.0)


def carroll_d2(spread: Spread) -> Floats:
    """Carroll's D2: entropy of the rates, over the most it can be.

    Carroll, J. (1970). An alternative to Juilland's usage coefficient for lexical frequencies.
    Computer Studies in the Humanities and Verbal Behaviour 3(2), 61-65.
    """
    if spread.n_parts < 2:
        return np.full(len(spread.total), np.nan)
    rate = spread.rate()
    share = rate / spread.summed(rate)[spread.term]
    entropy = -spread.summed(share * np.log(share))
    return _where_it_occurs(spread, np.maximum(entropy, 0.0) / np.log(spread.n_parts))


def rosengren_s(spread: Spread) -> Floats:
    """Rosengren's S: the squared sum of the roots of part size times count, over the count.

    Rosengren, I. (1971). The quantitative concept of language and its relation to the structure of
    frequency dictionaries. Études de linguistique appliquée 1, 103-127.
    """
    roots = spread.summed(np.sqrt(spread.size[spread.part] * spread.share()))
    return _where_it_occurs(spread, roots**2)


def kl_divergence(spread: Spread) -> Floats:
    """Kullback and Leibler's divergence, in bits, of the term's shares from the parts' sizes.

    Gries, S. (2020). Analyzing dispersion. In Paquot, M. and Gries, S. (eds): A practical handbook
    of corpus linguistics, 99-118. 10.1007/978-3-030-46216-1_5
    """
    share = spread.share()
    bits = spread.summed(share * np.log2(share / spread.size[spread.part]))
    return _where_it_occurs(spread, np.maximum(bits, 0.0))


def variance_of_log_rate(spread: Spread) -> Floats:
    """Sampling variance of the logarithm of a term's rate, were other articles drawn.

    The rate is a ratio of two sums over articles; its variance is that of the residuals
    (count less rate times words), as for any ratio estimator (Cochran 1977, Sampling techniques,
    6.3). 0 where the term never occurs or there is one article only: nothing is known then.
    """
    if spread.n_parts < 2:
        return np.zeros(len(spread.total))
    rate = spread.total / spread.words.sum()
    due = rate[spread.term] * spread.words[spread.part]
    squares = spread.summed((spread.count - due) ** 2 - due**2)
    squares += rate**2 * (spread.words**2).sum()
    n = spread.n_parts
    result = np.zeros(len(spread.total))
    np.divide(squares * n / (n - 1), spread.total**2, out=result, where=spread.total > 0)
    return result


def _where_it_occurs(spread: Spread, values: Floats) -> Floats:
    return np.where(spread.total > 0, values, np.nan)
