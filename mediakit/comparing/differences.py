"""How two groups of articles differ in many measures at once: arrays in, arrays out."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mediakit.comparing.effect_sizes import (
    cliffs_delta,
    error_of_g,
    pooled_deviation,
    small_sample_factor,
)
from mediakit.comparing.permuting import (
    p_of_difference,
    p_within_clusters,
    weights_within_clusters,
)
from mediakit.resampling import means, percentiles, resampled_sums

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Differences:
    """What a pair of groups differs by; one number a measure in each array."""

    mean: Floats
    other_mean: Floats
    difference: Floats
    difference_low: Floats
    difference_high: Floats
    hedges_g: Floats
    hedges_g_low: Floats
    hedges_g_high: Floats
    cliffs_delta: Floats
    p: Floats


def unknown(n_measures: int) -> Differences:
    """Nothing is known of a pair: groups are too small."""
    return Differences(*[np.full(n_measures, np.nan) for _ in fields(Differences)])


def between(a: Floats, b: Floats, confidence: float) -> Differences:
    """Compare two groups of articles that have nothing to do with each other.

    Parameters
    ----------
    a, b : array, one row an article, one column a measure
        No value is missing; at least two rows each.
    confidence : float
        Of the intervals, between 0 and 1.

    Notes
    -----
    The interval of the difference resamples the articles of both groups, as that of an article
    resamples its sentences, with the degrees of freedom of Welch, B. L. (1947). The generalization
    of Student's problem when several different population variances are involved. Biometrika 34,
    28-35. 10.1093/biomet/34.1-2.28.
    """
    n, m = len(a), len(b)
    difference = a.mean(axis=0) - b.mean(axis=0)
    replicates = _means(a, 0) - _means(b, 1)
    error, other_error = a.var(axis=0, ddof=1) / n, b.var(axis=0, ddof=1) / m
    low, high = percentiles(
        difference, replicates, _welch_freedom(error, other_error, n, m), confidence
    )
    spread = pooled_deviation(a, b)
    g = _standardised(difference, spread) * small_sample_factor(n + m - 2)
    reach = _normal_quantile(confidence) * error_of_g(g, n, m)
    return Differences(
        mean=a.mean(axis=0),
        other_mean=b.mean(axis=0),
        difference=difference,
        difference_low=low,
        difference_high=high,
        hedges_g=g,
        hedges_g_low=g - reach,
        hedges_g_high=g + reach,
        cliffs_delta=cliffs_delta(a, b),
        p=p_of_difference(a, b),
    )


def within(
    values: Floats, first: NDArray[np.bool_], cluster: NDArray[np.int64], confidence: float
) -> Differences:
    """Compare two groups of articles inside clusters, such as stories that both report.

    Parameters
    ----------
    values : array, one row an article, one column a measure
        No value is missing.
    first : array of bool
        Which group each article is of.
    cluster : array of int
        Which cluster each article is of, numbered from 0; at least two. Each has both groups.
    confidence : float
        Of the intervals, between 0 and 1.

    Notes
    -----
    Each cluster counts the same. Means are means of the clusters' means; the interval resamples
    clusters. Hedges's g divides by the deviation within groups, so that it compares with that of
    independent groups; its interval is that of the difference, so divided.
    """
    weights = weights_within_clusters(first, cluster)
    n_clusters = int(cluster.max()) + 1
    each = np.zeros((n_clusters, values.shape[1]))
    np.add.at(each, cluster, weights[:, None] * n_clusters * values)
    difference = each.mean(axis=0)
    _, low, high, _ = means(each, confidence)
    a, b = values[first], values[~first]
    spread = pooled_deviation(a, b)
    g, g_low, g_high = (
        _standardised(end, spread) * small_sample_factor(len(a) + len(b) - 2)
        for end in (difference, low, high)
    )
    delta = [
        cliffs_delta(values[first & (cluster == k)], values[~first & (cluster == k)])
        for k in range(n_clusters)
    ]
    return Differences(
        mean=np.maximum(weights, 0) @ values,
        other_mean=np.maximum(-weights, 0) @ values,
        difference=difference,
        difference_low=low,
        difference_high=high,
        hedges_g=g,
        hedges_g_low=g_low,
        hedges_g_high=g_high,
        cliffs_delta=np.mean(delta, axis=0),
        p=p_within_clusters(values, first, cluster),
    )


def _means(values: Floats, stream: int) -> Floats:
    """Resample the mean; its replicates spread as means do (a row a measure)."""
    n = len(values)
    ordered = np.sort(values, axis=0)  # the order of rows is of no concern
    means = resampled_sums(ordered[None], stream)[0] / n
    middle = values.mean(axis=0)[:, None]
    return np.asarray(middle + (means - middle) * np.sqrt((n + 1) / (n - 1)))


def _welch_freedom(error: Floats, other: Floats, n: int, m: int) -> Floats:
    total = error**2 / (n - 1) + other**2 / (m - 1)
    nearest = float(min(n, m) - 1)
    return np.divide((error + other) ** 2, total, out=np.full_like(total, nearest), where=total > 0)


def _standardised(difference: Floats, spread: Floats) -> Floats:
    return np.divide(difference, spread, out=np.full_like(difference, np.nan), where=spread > 0)


def _normal_quantile(confidence: float) -> float:
    from scipy.special import ndtri

    return float(-ndtri((1 - confidence) / 2))
