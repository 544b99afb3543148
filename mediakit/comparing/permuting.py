"""How often chance alone makes a difference as large: groups dealt out anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import bincount

Floats = NDArray[np.float64]

PERMUTATIONS = 9_999
_AT_ONCE = 1_000  # permutations that are held at a time
_SEED = 1935  # the year of Fisher's Design of Experiments; any number would do
_HAIR = 1e-9  # sums of the same numbers in another order differ by less


def p_of_difference(a: Floats, b: Floats) -> Floats:
    """Test whether two groups of articles differ in their means, by permutation.

    Parameters
    ----------
    a, b : array, one row an article, one column a measure
        No value is missing; at least two rows each.

    Returns
    -------
    array
        One probability a column, two-sided: how often a deal of the same articles into two such
        groups differs at least as much. At least 1 in 10,000.

    Notes
    -----
    What is compared is Welch's t, not the bare difference, so that the test holds for means also
    where one group is small and varied (Chung, E. and Romano, J. P. (2013). Exact and
    asymptotically robust permutation tests. Annals of Statistics 41, 484-507. 10.1214/13-AOS1090).
    The deal that there is counts as one of them (Phipson, B. and Smyth, G. K. (2010). Permutation
    p-values should never be zero. Statistical Applications in Genetics and Molecular Biology 9(1).
    10.2202/1544-6115.1585). Values are sorted before, so the order of rows is of no concern.

    Examples
    --------
    >>> low, high = np.arange(8.0)[:, None], np.arange(20.0, 28.0)[:, None]
    >>> bool(p_of_difference(low, high)[0] < 0.001), p_of_difference(low, low).tolist()
    (True, [1.0])
    """
    n, m = len(a), len(b)
    pooled = np.concatenate([a, b])
    pooled = pooled - pooled.mean(axis=0)  # squares of what is far from 0 would lose digits
    own, own_squares = pooled[:n].sum(axis=0), (pooled[:n] ** 2).sum(axis=0)
    pooled = np.sort(pooled, axis=0)
    total, squares = pooled.sum(axis=0), (pooled**2).sum(axis=0)
    observed = np.abs(_welch(own, own_squares, n, total - own, squares - own_squares, m))
    as_large = np.zeros(pooled.shape[1])
    for chosen in _deals(n + m, n):
        own, own_squares = chosen @ pooled, chosen @ pooled**2
        t = _welch(own, own_squares, n, total - own, squares - own_squares, m)
        as_large += (np.abs(t) >= observed * (1 - _HAIR)).sum(axis=0)
    return (as_large + 1) / (PERMUTATIONS + 1)


def p_within_clusters(
    values: Floats, first: NDArray[np.bool_], cluster: NDArray[np.int64]
) -> Floats:
    """Test whether groups differ within clusters: labels are dealt out anew inside each.

    Parameters
    ----------
    values : array, one row an article, one column a measure
        No value is missing.
    first : array of bool
        Which group each article belongs to.
    cluster : array of int
        Which cluster, such as a story, numbered from 0. Each has articles of both groups.

    Returns
    -------
    array
        One probability a column, two-sided, for the mean over clusters of the difference of means.

    Examples
    --------
    >>> values = np.array([[1.0], [2.0]] * 12)
    >>> first, story = np.array([False, True] * 12), np.repeat(np.arange(12), 2)
    >>> bool(p_within_clusters(values, first, story)[0] < 0.01)
    True
    """
    weights = weights_within_clusters(first, cluster)
    order = np.lexsort([weights, cluster])
    ordered = values[order]
    for column in range(values.shape[1]):  # the order of rows is of no concern
        ordered[:, column] = values[np.lexsort([values[:, column], cluster]), column]
    observed = np.abs(weights @ values)
    rows = weights[order]
    scale = _HAIR * (np.abs(rows) @ np.abs(ordered))
    random = np.random.default_rng([_SEED, 1])
    as_large = np.zeros(values.shape[1])
    for size in _sizes():
        keys = random.random((size, len(order))) + cluster[order]
        dealt = rows[np.argsort(keys, axis=1)] @ ordered
        as_large += (np.abs(dealt) >= observed - scale).sum(axis=0)
    return (as_large + 1) / (PERMUTATIONS + 1)


def weights_within_clusters(first: NDArray[np.bool_], cluster: NDArray[np.int64]) -> Floats:
    """Weigh rows so that their weighted sum is the mean difference within clusters."""
    n_clusters = int(cluster.max()) + 1
    own = bincount(cluster, first, minlength=n_clusters)
    other = bincount(cluster, ~first, minlength=n_clusters)
    return np.where(first, 1 / own[cluster], -1 / other[cluster]) / n_clusters


def _sizes() -> Iterator[int]:
    for place in range(0, PERMUTATIONS, _AT_ONCE):
        yield min(_AT_ONCE, PERMUTATIONS - place)


def _deals(n_rows: int, n_first: int) -> Iterator[Floats]:
    """Deal rows out to the first group at random: a row a deal, 1 where the row is of it."""
    random = np.random.default_rng([_SEED, 0])
    for size in _sizes():
        chosen = np.zeros((size, n_rows))
        places = random.random((size, n_rows)).argpartition(n_first - 1, axis=1)[:, :n_first]
        np.put_along_axis(chosen, places, 1.0, axis=1)
        yield chosen


def _welch(
    sums: Floats, squares: Floats, n: int, other_sums: Floats, other_squares: Floats, m: int
) -> Floats:
    """Welch's t from sums and sums of squares; infinite where only the groups differ."""
    mean, other = sums / n, other_sums / m
    scale = squares + other_squares
    difference = np.where(np.abs(mean - other) <= _HAIR * np.sqrt(scale), 0, mean - other)
    variance = np.maximum(squares / n - mean**2, 0) / (n - 1)
    variance += np.maximum(other_squares / m - other**2, 0) / (m - 1)
    variance = np.where(variance <= _HAIR**2 * scale, 0, variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(difference == 0, 0.0, difference / np.sqrt(variance))
