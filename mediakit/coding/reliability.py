"""How far coders agree, and how far that would change with other units.

Everything takes weights, one row a resample and one column a unit: how often the unit was drawn.
A statistic and its bootstrap are then one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.coding.questions import SCALES, plain_form

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

RESAMPLES = 2_000
_CELLS = 4_000_000  # of an intermediate array; keeps memory flat


def krippendorff_alpha(
    answers: pd.DataFrame | NDArray[Any] | Sequence[Sequence[Any]], level: str = "nominal"
) -> float:
    """Krippendorff's alpha: agreement beyond chance, for any number of coders and empty cells.

    Parameters
    ----------
    answers : DataFrame or array
        One row a unit, one column a coder; None or NaN where a coder has not answered.
    level : {"nominal", "ordinal", "interval"}
        What sets two answers apart: that they differ, how many answers were given between them,
        or the squared distance of the numbers.

    Returns
    -------
    float
        1 for agreement throughout, 0 for what chance would give, below 0 where coders disagree
        more than that. NaN where no unit has two answers or all answers are the same: then there
        is nothing that agreement could be told from.

    Raises
    ------
    ValueError
        An unknown level; words where numbers are needed.

    Notes
    -----
    alpha = 1 - observed / expected disagreement, over the matrix of coincidences: each pair of
    answers to one unit counts 1 / (answers to the unit - 1). Units with one answer count nothing.
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
    Pennsylvania; Hayes, A. F. & Krippendorff, K. (2007). Communication Methods and Measures 1,
    77-89.

    ``nltk.metrics.agreement`` gives the same at the nominal and the interval level. It isn't used
    because it has no ordinal distance, answers 1 where it should say nothing, and walks through
    every answer in Python, two thousand times for an interval.

    Examples
    --------
    >>> round(krippendorff_alpha([["yes", "yes"], ["no", "no"], ["yes", "no"], ["no", None]]), 3)
    0.444
    """
    if level not in SCALES:
        raise ValueError(f"level {level!r} is none of {', '.join(SCALES)}")
    table = pd.DataFrame(answers).astype(object)
    cells = table.to_numpy(dtype=object).reshape(-1)
    given = np.flatnonzero(~pd.isna(cells))
    if level == "nominal":
        forms = pd.Series([plain_form(cells[i]) for i in given], dtype=object)
        places, used = pd.factorize(forms)
        values: Floats = np.arange(len(used), dtype=np.float64)
    else:
        try:
            numbers = np.array([float(cells[i]) for i in given], dtype=np.float64)
        except ValueError as error:
            raise ValueError(f"the {level} level needs numbers: {error}") from None
        values, places = np.unique(numbers, return_inverse=True)
    codes = np.full(len(cells), -1, dtype=np.int64)
    codes[given] = places
    return float(alphas(codes.reshape(table.shape), values, level)[0])


def coincidences(codes: Codes, n_values: int) -> csr_matrix:
    """Pairs of answers, one row a unit: which answer stands beside which, and how much it counts.

    Parameters
    ----------
    codes : array of int
        One row a unit, one column a coder: the place of the answer, -1 where there is none.
    n_values : int
        How many answers there are. The column of a pair is ``place * n_values + other place``.
    """
    n_units, n_coders = codes.shape
    n_answers = (codes >= 0).sum(axis=1)
    units, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for one in range(n_coders):
        for other in range(n_coders):
            both = np.flatnonzero((codes[:, one] >= 0) & (codes[:, other] >= 0))
            if one != other:
                units.append(both)
                columns.append(codes[both, one] * n_values + codes[both, other])
    unit = np.concatenate(units)
    counts = 1 / (n_answers[unit] - 1)
    return csr_matrix((counts, (unit, np.concatenate(columns))), shape=(n_units, n_values**2))


def alphas(codes: Codes, values: Floats, level: str, weights: Floats | None = None) -> Floats:
    """Krippendorff's alpha for each row of weights; see :func:`krippendorff_alpha`.

    `values` are the numbers that the codes stand for; only the interval level looks at them.
    """
    used, places = np.unique(codes[codes >= 0], return_inverse=True)
    codes = codes.copy()
    codes[codes >= 0] = places  # answers that nobody gave would only make the matrices larger
    pairs = coincidences(codes, len(used))
    weights = np.ones((1, len(codes))) if weights is None else weights
    step = max(1, _CELLS // max(1, len(used) ** 2))
    parts = [
        _alphas(np.asarray(weights[row : row + step] @ pairs), values[used], level)
        for row in range(0, len(weights), step)
    ]
    return np.concatenate(parts)


def _alphas(observed: Floats, values: Floats, level: str) -> Floats:
    n_values = len(values)
    observed = observed.reshape(len(observed), n_values, n_values)
    n_each = observed.sum(axis=2)
    if level == "nominal":
        distance: Floats = 1 - np.eye(n_values)[None]
    elif level == "interval":
        distance = _squared_distances(values[None])
    else:
        distance = _squared_distances(np.cumsum(n_each, axis=1) - n_each / 2)
    expected = (n_each[:, :, None] * n_each[:, None, :] * distance).sum(axis=(1, 2))
    disagreement = (observed * distance).sum(axis=(1, 2)) * (n_each.sum(axis=1) - 1)
    return 1 - _ratio(disagreement, expected)


def _squared_distances(values: Floats) -> Floats:
    return np.square(values[:, :, None] - values[:, None, :])


def equal_share(codes: Codes, weights: Floats) -> Floats:
    """Share of the pairs of answers to one unit that are equal; with two coders, of the units."""
    n_values = int(codes.max(initial=-1)) + 1
    pairs = coincidences(codes, n_values)
    same = pairs[:, np.arange(n_values) * (n_values + 1)].sum(axis=1)
    return _ratio(weights @ np.asarray(same).reshape(-1), weights @ _sum_of_rows(pairs))


def _sum_of_rows(pairs: csr_matrix) -> Floats:
    return np.asarray(pairs.sum(axis=1), dtype=np.float64).reshape(-1)


def precision_recall_f1(
    marked: NDArray[np.bool_], true: NDArray[np.bool_], weights: Floats
) -> tuple[Floats, Floats, Floats]:
    """How many of the marked are true, how many of the true are marked, and their harmonic mean."""
    both = weights @ (marked & true)
    n_marked, n_true = weights @ marked, weights @ true
    return _ratio(both, n_marked), _ratio(both, n_true), _ratio(2 * both, n_marked + n_true)


def pearson(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Pearson's r for each row of weights; `x` and `y` are one row, or one a row of weights."""
    n = weights.sum(axis=1, keepdims=True)
    x = x - (weights * x).sum(axis=1, keepdims=True) / n
    y = y - (weights * y).sum(axis=1, keepdims=True) / n
    spread = (weights * x * x).sum(axis=1) * (weights * y * y).sum(axis=1)
    # what is constant keeps a trace of rounding
    spread[spread < 1e-24 * n[:, 0] ** 2] = 0
    return np.clip(_ratio((weights * x * y).sum(axis=1), np.sqrt(spread)), -1, 1)


def spearman(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Spearman's rho: Pearson's r of the ranks, which are ranks within each resample."""
    return pearson(_ranks(x, weights), _ranks(y, weights), weights)


def _ranks(values: Floats, weights: Floats) -> Floats:
    """Ranks, in each row of weights; ties share the middle of their ranks."""
    _, group = np.unique(values, return_inverse=True)
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(group[order]) > 0))
    n_each = np.add.reduceat(weights[:, order], starts, axis=1)
    ranks: Floats = (np.cumsum(n_each, axis=1) - n_each / 2)[:, group]
    return ranks


def interval(
    statistic: Callable[[Floats], Floats],
    n_units: int,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Percentile bootstrap: the range of a statistic when units are drawn anew.

    Resamples in which it is undefined are left out; NaN where fewer than half of them are left.

    Notes
    -----
    Whole units are drawn, as Zapf, A. et al. (2016), 10.1186/s12874-016-0200-9, advise; the macro
    KALPHA draws pairs of answers and so gives narrower intervals.
    """
    if n_units < 2:
        return np.nan, np.nan
    random = np.random.default_rng(seed)
    step = max(1, _CELLS // n_units)
    drawn: list[Floats] = []
    for row in range(0, resamples, step):
        size = min(step, resamples - row)
        weights = random.multinomial(n_units, np.full(n_units, 1 / n_units), size=size)
        drawn.append(statistic(weights.astype(np.float64)))
    values = np.concatenate(drawn)
    values = values[~np.isnan(values)]
    if 2 * len(values) < resamples:
        return np.nan, np.nan
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def _ratio(numerator: NDArray[Any], denominator: NDArray[Any]) -> Floats:
    result = np.full(np.shape(denominator), np.nan)
    np.divide(numerator, denominator, out=result, where=np.asarray(denominator) != 0)
    return result
