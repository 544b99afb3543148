"""How large a difference is, and which of many differences are more than chance. Formulas only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def small_sample_factor(freedom: float) -> float:
    """Correct a standardised difference for the bias that it has in small groups.

    Notes
    -----
    gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2)) for m degrees of freedom (Hedges, L. V. (1981).
    Distribution theory for Glass's estimator of effect size and related estimators. Journal of
    Educational Statistics 6, 107-128. 10.3102/10769986006002107).

    Examples
    --------
    >>> round(small_sample_factor(98), 4)
    0.9923
    """
    from scipy.special import gammaln

    half = freedom / 2
    return float(np.exp(gammaln(half) - gammaln(half - 0.5)) / np.sqrt(half))


def pooled_deviation(a: Floats, b: Floats) -> Floats:
    """Give the standard deviation within two groups, one number a column."""
    n, m = len(a), len(b)
    squares = a.var(axis=0, ddof=1) * (n - 1) + b.var(axis=0, ddof=1) * (m - 1)
    return np.sqrt(squares / (n + m - 2))


def error_of_g(g: Floats, n: int, m: int) -> Floats:
    """Give the standard error of Hedges's g.

    Notes
    -----
    J sqrt((n + m) / (n m) + d^2 / (2 (n + m))), d the difference before it is corrected by J
    (Hedges, L. V. and Olkin, I. (1985). Statistical Methods for Meta-Analysis. Academic Press;
    Borenstein, M. et al. (2009). Introduction to Meta-Analysis. Wiley, chapter 4).

    Examples
    --------
    >>> round(float(error_of_g(np.array(0.5924), 50, 50)) ** 2, 4)
    0.0411
    """
    j = small_sample_factor(n + m - 2)
    return j * np.sqrt((n + m) / (n * m) + (g / j) ** 2 / (2 * (n + m)))


def cliffs_delta(a: Floats, b: Floats) -> Floats:
    """How much more often one group's value is the higher one, of all pairs; one number a column.

    Returns
    -------
    array
        From -1 (each of `a` is below each of `b`) to 1 (each is above); ties count for neither.

    Notes
    -----
    Cliff, N. (1993). Dominance statistics: ordinal analyses to answer ordinal questions.
    Psychological Bulletin 114, 494-509. 10.1037/0033-2909.114.3.494. From ranks: 2 U / (n m) - 1.

    Examples
    --------
    >>> cliffs_delta(np.array([[1.0], [3.0]]), np.array([[1.0], [2.0]])).tolist()
    [0.25]
    """
    from scipy.stats import rankdata

    n, m = len(a), len(b)
    ranks = rankdata(np.concatenate([a, b]), axis=0)[:n].sum(axis=0)
    return np.asarray(2 * (ranks - n * (n + 1) / 2) / (n * m) - 1, dtype=np.float64)


def adjusted(p: Floats) -> Floats:
    """Adjust probabilities for how many there are: what share of such findings would be false.

    Parameters
    ----------
    p : array
        Probabilities; NaN is none, and stays.

    Notes
    -----
    The step-up procedure of Benjamini, Y. and Hochberg, Y. (1995). Controlling the false
    discovery rate. Journal of the Royal Statistical Society B 57, 289-300.
    10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> adjusted(np.array([0.01, 0.04, 0.03, np.nan])).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    known = np.flatnonzero(~np.isnan(p))
    falling = known[np.argsort(-p[known], kind="stable")]
    rank = np.arange(len(known), 0, -1)
    result = np.full(len(p), np.nan)
    result[falling] = np.minimum.accumulate(p[falling] * len(known) / np.maximum(rank, 1))
    return np.minimum(result, 1)
