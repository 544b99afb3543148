"""Lexical diversity of many texts at once: how many different words they use.

A text is a stretch of word numbers; which numbers makes no difference, only which are equal.
Measures of a whole text go by how often each word occurs; the others by the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import bincount, repeat

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MATTR_WINDOW = 50
MTLD_THRESHOLD = 0.72
HDD_DRAWS = 42


@dataclass(frozen=True)
class Texts:
    """Texts, one after the other.

    Attributes
    ----------
    words : array of int
        The words of all texts, as numbers.
    edges : array of int
        Where each text begins in `words`, and the end of the last.
    """

    words: Ints
    edges: Ints

    @property
    def n(self) -> int:
        """Number of texts."""
        return len(self.edges) - 1

    @cached_property
    def sizes(self) -> Floats:
        """How many words each text has."""
        return np.diff(self.edges).astype(np.float64)

    @cached_property
    def text(self) -> Ints:
        """Which text each word belongs to."""
        return repeat(np.arange(self.n), np.diff(self.edges))

    @cached_property
    def _sorted(self) -> tuple[Ints, NDArray[np.bool_]]:
        """Places in the order of texts and words, and which hold the word of the one before."""
        order = np.lexsort((self.words, self.text))  # stable: places of a word stay in order
        word, text = self.words[order], self.text[order]
        same = np.zeros(len(order), dtype=bool)
        same[1:] = (word[1:] == word[:-1]) & (text[1:] == text[:-1])
        return order, same

    @cached_property
    def before(self) -> Ints:
        """Where each word last stood in its text, counted in `words`; -1 where nowhere."""
        order, same = self._sorted
        result = np.full(len(order), -1, dtype=np.int64)
        result[order[same]] = order[np.flatnonzero(same) - 1]
        return result

    @cached_property
    def frequencies(self) -> tuple[Floats, Ints]:
        """How often each different word of each text occurs, and which text that is.

        By frequency, not by the numbers of words: sums over them keep their last digit whatever
        else was read before.
        """
        order, same = self._sorted
        starts = np.flatnonzero(~same)
        frequency = np.diff(np.append(starts, len(order))).astype(np.float64)
        text = self.text[order[starts]]
        rising = np.lexsort((frequency, text))
        return frequency[rising], text[rising]

    @cached_property
    def n_types(self) -> Floats:
        """How many different words each text has."""
        return self.over_types(np.ones(len(self.frequencies[0])))

    def over_types(self, values: Floats) -> Floats:
        """Add up values of the different words of each text."""
        return bincount(self.frequencies[1], values, minlength=self.n).astype(np.float64)


def type_token_ratio(texts: Texts) -> Floats:
    """Different words over words (Templin 1957); falls as texts grow."""
    return _ratio(texts.n_types, texts.sizes)


def root_type_token_ratio(texts: Texts) -> Floats:
    """Different words over the root of words.

    Guiraud, P. (1954). Les caractères statistiques du vocabulaire. Presses universitaires.
    """
    return _ratio(texts.n_types, np.sqrt(texts.sizes))


def herdan_c(texts: Texts) -> Floats:
    """Logarithm of different words over that of words; NaN below two words.

    Herdan, G. (1960). Type-token mathematics. Mouton.
    """
    several = texts.sizes > 1
    return _ratio(
        np.log(np.where(several, texts.n_types, 1)), np.log(np.where(several, texts.sizes, 1))
    )


def yule_k(texts: Texts) -> Floats:
    """Yule's K: how much words repeat; 10,000 * (sum of squared frequencies - words) / words².

    Yule, G. (1944). The statistical study of literary vocabulary. Cambridge University Press.
    """
    squares = texts.over_types(texts.frequencies[0] ** 2)
    return 1e4 * _ratio(squares - texts.sizes, texts.sizes**2)


def simpson_d(texts: Texts) -> Floats:
    """Simpson's D: how likely two words of the text, drawn at random, are the same.

    Simpson, E. (1949). Measurement of diversity. Nature 163, 688. 10.1038/163688a0
    """
    frequency = texts.frequencies[0]
    pairs = texts.over_types(frequency * (frequency - 1))
    return _ratio(pairs, texts.sizes * (texts.sizes - 1))


def hapax_share(texts: Texts) -> Floats:
    """Which share of the different words occurs only once."""
    return _ratio(texts.over_types(texts.frequencies[0] == 1), texts.n_types)


def hdd(texts: Texts, draws: int = HDD_DRAWS) -> Floats:
    """HD-D: type-token ratio to be expected of words drawn at random; NaN below so many words.

    Notes
    -----
    The sum, over different words, of the probability that a draw without replacement has it
    (hypergeometric distribution), over the number of draws.

    References
    ----------
    McCarthy, P. and Jarvis, S. (2007). vocd: a theoretical and empirical evaluation. Language
    Testing 24(4), 459-488. 10.1177/0265532207080767
    """
    frequency, text = texts.frequencies
    size = texts.sizes[text]
    enough = texts.sizes >= draws
    size = np.maximum(size, draws)  # the others are left out at the end
    missed = np.ones(len(frequency))
    for drawn in range(draws):  # a product, which keeps digits that log-factorials lose
        missed *= np.maximum(size - frequency - drawn, 0) / (size - drawn)
    return np.where(enough, texts.over_types(1 - missed) / draws, np.nan)


def mattr(texts: Texts, window: int = MATTR_WINDOW) -> Floats:
    """MATTR: mean type-token ratio of all windows of so many words; NaN for shorter texts.

    Notes
    -----
    A word is new in those windows that begin after its last occurrence and not after itself. So
    the sum over all windows is one over words: no window is ever looked at.

    References
    ----------
    Covington, M. and McFall, J. (2010). Cutting the Gordian knot: the moving-average type-token
    ratio. Journal of Quantitative Linguistics 17(2), 94-100. 10.1080/09296171003643098
    """
    place = np.arange(len(texts.words))
    start, end = texts.edges[texts.text], texts.edges[texts.text + 1]
    earliest = np.maximum(np.maximum(texts.before + 1, place - window + 1), start)
    latest = np.minimum(place, end - window)
    n_new = np.maximum(latest - earliest + 1, 0)
    total = bincount(texts.text, n_new, minlength=texts.n).astype(np.float64)
    windows = np.maximum(texts.sizes - window + 1, 0)
    return _ratio(total, windows * window)


def mtld(texts: Texts, threshold: float = MTLD_THRESHOLD) -> Floats:
    """MTLD: mean length of stretches that keep a type-token ratio; mean of both directions.

    NaN where no word is repeated.

    Notes
    -----
    A stretch ("factor") ends with the word that brings its type-token ratio down to the threshold
    or below. What is left at the end counts as the part of a factor that its ratio has gone, from 1
    towards the threshold. Words over factors, forward and backward, are averaged.

    References
    ----------
    McCarthy, P. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of sophisticated
    approaches to lexical diversity assessment. Behavior Research Methods 42(2), 381-392.
    10.3758/BRM.42.2.381
    """
    forward = _ratio(texts.sizes, mtld_factors(texts, threshold))
    return (forward + _ratio(texts.sizes, mtld_factors(_reversed(texts), threshold))) / 2


def mtld_factors(texts: Texts, threshold: float = MTLD_THRESHOLD) -> Floats:
    """How many factors each text has, read forward; the last may be a part of one."""
    before, edges = texts.before.tolist(), texts.edges.tolist()
    return np.array(
        [_factors(before[start:end], start, threshold) for start, end in pairwise(edges)],
        dtype=np.float64,
    )


def _factors(before: Iterable[int], place: int, threshold: float) -> float:
    """Count factors in one walk: a word is new if it last stood before the factor began."""
    factors = 0.0
    begin, n_types, n_words = place, 0, 0
    for last in before:
        n_words += 1
        if last < begin:
            n_types += 1
        elif n_types / n_words <= threshold:  # only a repeated word lowers the ratio
            factors += 1
            begin += n_words
            n_types = n_words = 0
    if n_words:
        factors += (1 - n_types / n_words) / (1 - threshold)
    return factors


def _reversed(texts: Texts) -> Texts:
    """Turn each text around: its last word comes first."""
    order = np.arange(len(texts.words))
    start, end = texts.edges[texts.text], texts.edges[texts.text + 1]
    return Texts(texts.words[start + end - 1 - order], texts.edges)


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    result = np.full(len(numerator), np.nan)
    return np.divide(numerator, denominator, out=result, where=denominator > 0)
