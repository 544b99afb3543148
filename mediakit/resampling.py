"""How far a number would move had other sentences of the same kind been written.

Sentences (or articles) are weighed anew a thousand times, and the number is worked out from each
set of weights. The weights belong to places, first, second and so on, and are the same for every
text: what an article's interval is depends on nothing but the article.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

REPLICATES = 1_000
BLOCK = 256  # places whose weights are held at a time; an endless text costs no more memory
CACHED = 8  # blocks that are kept, so that 2,000 sentences don't draw theirs again

_SEED = 1981  # the year of Rubin's paper; any number would do


def require_confidence(interval: object) -> float:
    """Take the confidence of an interval: a share between 0 and 1.

    >>> require_confidence(95)
    Traceback (most recent call last):
    ...
    ValueError: interval is a share between 0 and 1, such as 0.95, not 95
    """
    if isinstance(interval, (int, float)) and not isinstance(interval, bool) and 0 < interval < 1:
        return float(interval)
    raise ValueError(f"interval is a share between 0 and 1, such as 0.95, not {interval!r}")


def resampled_sums(values: Floats, stream: int = 0) -> Floats:
    """Sum what the parts of units have, the parts weighed anew in each replicate.

    Parameters
    ----------
    values : array of shape (units, parts, counts)
        Counts of the parts (sentences) of units that have equally many.
    stream : int, default 0
        Whose weights: what is compared is resampled with weights of another stream.

    Returns
    -------
    array of shape (units, counts, REPLICATES)
        Sums with random weights whose mean is 1.

    Notes
    -----
    The Bayesian bootstrap: weights are exponential, divided by their mean (Rubin, D. B. (1981).
    The Bayesian bootstrap. Annals of Statistics 9, 130-134. 10.1214/aos/1176345338). Unlike
    drawing with replacement it leaves no sentence out altogether, so that no ratio loses its
    denominator, and few sentences still give smooth results.

    Examples
    --------
    >>> sums = resampled_sums(np.array([[[2.0, 1.0], [4.0, 1.0]]]))
    >>> sums.shape, bool(np.allclose(sums[0, 1], 2)), bool((abs(sums[0, 0] - 6) < 2).all())
    ((1, 2, 1000), True, True)
    """
    n = values.shape[1]
    by_count = values.transpose(0, 2, 1)
    sums = np.zeros((*by_count.shape[:2], REPLICATES))
    total = np.zeros(REPLICATES)
    for first in range(0, n, BLOCK):
        weights = _weights(stream, first // BLOCK)[: n - first]
        # one product a unit, of one shape: its neighbours can't change the last digit
        sums += by_count[:, :, first : first + BLOCK] @ weights
        total += weights.sum(axis=0)
    sums *= n / total
    return sums


@lru_cache(maxsize=CACHED)
def _weights(stream: int, block: int) -> Floats:
    weights = np.random.default_rng([_SEED, stream, block]).standard_exponential(
        (BLOCK, REPLICATES)
    )
    weights.flags.writeable = False
    return weights


@lru_cache(maxsize=1)
def half_an_occurrence() -> Floats:
    """Give what may be added to a replicated count of things that a sentence may lack.

    Notes
    -----
    A text in which nothing was found need not be of a kind that never has it. The count of a
    Poisson process that was seen x times has, under the prior of Jeffreys, a gamma distribution
    of shape x + 1/2 (Brown, L. D., Cai, T. T. and DasGupta, A. (2003). Interval estimation in
    exponential families. Statistica Sinica 13, 19-49). Exponential weights give a gamma of shape
    x; this adds the half.
    """
    return np.random.default_rng([_SEED]).standard_gamma(0.5, REPLICATES)


def limits(
    estimate: Floats,
    replicates: Floats,
    n: int | NDArray[np.int64],
    confidence: float,
    low: float | None = None,
    high: float | None = None,
) -> tuple[Floats, Floats]:
    """Give the limits of intervals from replicated numbers.

    Parameters
    ----------
    estimate : array, one number a unit
        The numbers themselves.
    replicates : array, one row a unit
        The same from each set of weights.
    n : int or array of int
        How many parts each unit has; at least 2.
    confidence : float
        Between 0 and 1.
    low, high : float, optional
        What the number can't be below or above.

    Returns
    -------
    two arrays
        Lower and upper limits; NaN where the number is, or where all parts are alike and nothing
        says how far the number can go.

    Notes
    -----
    The percentiles of the replicates are as skewed as the number is, but for few parts they lie
    too close: the variance of a mean is too small by (n - 1) / (n + 1), and its error is more
    like Student's t than normal. So their distance from the number is stretched by
    t / z * sqrt((n + 1) / (n - 1)), which for means gives the width of Student's interval (after
    Hesterberg, T. C. (2015). What teachers should know about the bootstrap. The American
    Statistician 69, 371-386. 10.1080/00031305.2015.1089789, who widens percentiles likewise).

    Where all n parts are alike, at most a share of q of such parts is otherwise, q the upper limit
    of Jeffreys for none of n (Brown, Cai and DasGupta (2001). Interval estimation for a binomial
    proportion. Statistical Science 16, 101-133. 10.1214/ss/1009213286); they are taken to lie at
    the end of the range.

    Examples
    --------
    >>> few, many = np.linspace(0.2, 0.4, 1001), np.full(1001, 0.0)
    >>> [round(float(end), 3) for end in limits(np.array(0.3), few, 10, 0.95)]
    [0.179, 0.421]
    >>> [round(float(end), 3) for end in limits(np.array(0.0), many, 10, 0.95, 0, 1)]
    [0.0, 0.217]
    """
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    lower, upper = percentiles(
        estimate, replicates, n - 1, confidence, np.sqrt((n + 1) / np.maximum(n - 1, 1))
    )
    alike = upper - lower <= 1e-9 * np.maximum(1.0, np.abs(estimate))
    otherwise = betaincinv(0.5, n + 0.5, 1 - tail)
    lower = np.where(alike, _towards(low, estimate, otherwise), lower)
    upper = np.where(alike, _towards(high, estimate, otherwise), upper)
    return (
        lower if low is None else np.maximum(lower, low),
        upper if high is None else np.minimum(upper, high),
    )


def means(
    values: Floats, confidence: float, low: float | None = None, high: float | None = None
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Give the means of columns with their limits, whatever is missing.

    Parameters
    ----------
    values : array, one row an article, one column a measure
        NaN where a value is missing. The order of rows is of no concern.
    confidence, low, high
        As for :func:`limits`.

    Returns
    -------
    four arrays
        Means, lower and upper limits, and numbers of values. NaN where there are too few: none
        for a mean, one for its limits.

    Examples
    --------
    >>> mean, lower, upper, n = means(np.array([[1.0, 1.0], [2.0, np.nan], [3.0, np.nan]]), 0.95)
    >>> mean.tolist(), n.tolist(), lower.round(1).tolist()
    ([2.0, 1.0], [3, 1], [-0.4, nan])
    """
    ordered = np.sort(values, axis=0)  # missing ones come last
    n = (~np.isnan(values)).sum(axis=0)
    mean, lower, upper = (np.full(values.shape[1], np.nan) for _ in range(3))
    for size in np.unique(n[n > 0]).tolist():
        some = np.flatnonzero(n == size)
        known = ordered[:size, some]
        mean[some] = known.mean(axis=0)
        if size > 1:
            replicates = resampled_sums(known[None])[0] / size
            lower[some], upper[some] = limits(mean[some], replicates, size, confidence, low, high)
    return mean, lower, upper, n


def percentiles(
    estimate: Floats,
    replicates: Floats,
    freedom: float | NDArray[Any],
    confidence: float,
    stretch: float | Floats = 1.0,
) -> tuple[Floats, Floats]:
    """Give the percentiles of replicates, away from the number as far as Student's t would be.

    Parameters
    ----------
    estimate, replicates, confidence
        As for :func:`limits`.
    freedom : float or array
        Degrees of freedom of the number's error.
    stretch : float or array
        By what the spread of the replicates is too small.

    Returns
    -------
    two arrays
        Lower and upper limits; the number lies between them.
    """
    from scipy.special import ndtri, stdtrit

    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        lower, upper = np.quantile(replicates, [tail, 1 - tail], axis=-1)
    stretch = stretch * stdtrit(freedom, tail) / ndtri(tail)
    return (
        estimate + np.minimum(lower - estimate, 0) * stretch,
        estimate + np.maximum(upper - estimate, 0) * stretch,
    )


def _towards(end: float | None, estimate: Floats, share: Floats) -> Floats:
    return np.full_like(estimate, np.nan) if end is None else estimate + share * (end - estimate)
