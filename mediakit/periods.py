"""Time cut into periods: what a measure is on average in each, and whether it changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.resampling import means

Floats = NDArray[np.float64]

MANY_PERIODS = 30  # more than these are hard to tell apart

#: Names of periods, what pandas calls them, and how many days each has. Weeks end on Sunday.
PERIODS = {
    "day": ("D", 1.0),
    "week": ("W", 7.0),
    "month": ("M", 30.4),
    "quarter": ("Q", 91.3),
    "year": ("Y", 365.2),
}

DEALS = 1_999  # random orders that a change is held against
_AT_ONCE = 200_000  # numbers that are dealt out at a time
_SEED = 1954  # the year of Page's paper; any number would do
_HAIR = 1e-9


def require_period(name: object, role: str) -> str:
    """Take the name of a period; anything else is a ValueError that lists those there are."""
    if not isinstance(name, str) or name not in PERIODS:
        raise ValueError(f"{role} {name!r} is not known; there are {', '.join(PERIODS)}")
    return name


def days_spanned(dates: pd.Series) -> int:
    """How many days there are from the first date to the last, also where they are ages apart."""
    days = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    return int(days.max() - days.min()) + 1 if len(days) else 0


def readable_period(dates: pd.Series) -> str:
    """Choose the shortest period of which there are not too many and half have articles."""
    days = days_spanned(dates)
    for name in ("day", "week", "month"):
        code, length = PERIODS[name]
        n = days / length
        if n <= MANY_PERIODS and len(dates.dt.to_period(code).unique()) >= n / 2:
            return name
    return "month" if days / PERIODS["month"][1] <= MANY_PERIODS else "year"


@dataclass(frozen=True)
class Averages:
    """How measures go over time: arrays of one row a period and one column a measure.

    Attributes
    ----------
    mean, low, high : array of float
        Means of articles, and the limits of their intervals; NaN where there are too few.
    n : array of int
        How many articles have a value.
    """

    mean: Floats
    low: Floats
    high: Floats
    n: NDArray[np.int64]


def averages(
    values: Floats, period: NDArray[np.int64], n_periods: int, confidence: float
) -> Averages:
    """Average measures in each period.

    Parameters
    ----------
    values : array, one row an article, one column a measure
        NaN where a value is missing.
    period : array of int
        The period of each article, from 0; -1 for none.
    n_periods : int
        How many there are, with those that have no article.
    confidence : float
        Of the intervals, between 0 and 1.
    """
    shape = n_periods, values.shape[1]
    mean, low, high = (np.full(shape, np.nan) for _ in range(3))
    n = np.zeros(shape, dtype=np.int64)
    for k in np.unique(period[period >= 0]).tolist():
        mean[k], low[k], high[k], n[k] = means(values[period == k], confidence)
    return Averages(mean, low, high, n)


def change(values: Floats, days: NDArray[np.int64]) -> tuple[int | None, float]:
    """Find the day from which a measure is another, and how often chance finds as clear a one.

    Parameters
    ----------
    values : array, one number an article
        None is missing.
    days : array of int
        When each appeared.

    Returns
    -------
    day : int or None
        The first day after the change that is clearest; None where there is nothing to find: fewer
        than four articles, all on one day, or all alike.
    p : float
        How often the same values in random order have a change as clear; NaN where there is none.

    Notes
    -----
    The cumulative sum of what values are above their mean is furthest from 0 where the mean
    changes (Page, E. S. (1954). Continuous inspection schemes. Biometrika 41, 100-115.
    10.1093/biomet/41.1-2.100). Its largest distance is held against that of the values in 1,999
    random orders (Antoch, J. and Huskova, M. (2001). Permutation tests in change point analysis.
    Statistics and Probability Letters 53, 37-46). A slow drift is found too: then the day is
    somewhere in its middle.

    Examples
    --------
    >>> day, p = change(np.repeat([0.0, 1.0], 20), np.arange(40))
    >>> day, p < 0.01
    (20, True)
    """
    order = np.lexsort([values, days])  # of one day, the order of rows is of no concern
    values, days = values[order], days[order]
    ends = np.flatnonzero(days[1:] != days[:-1])
    if len(values) < 4 or not len(ends) or np.ptp(values) == 0:
        return None, float("nan")
    above = (values - values.mean()) / values.std()
    distance = np.abs(np.cumsum(above)[ends])
    furthest = int(np.argmax(distance))
    random = np.random.default_rng(_SEED)
    sorted_values = np.sort(above)
    at_once = max(1, _AT_ONCE // len(values))
    as_far = 0
    for first in range(0, DEALS, at_once):
        size = min(at_once, DEALS - first)
        dealt = sorted_values[random.random((size, len(values))).argsort(axis=1)]
        furthest_dealt = np.abs(np.cumsum(dealt, axis=1)[:, ends]).max(axis=1)
        as_far += int((furthest_dealt >= distance[furthest] * (1 - _HAIR)).sum())
    return int(days[ends[furthest] + 1]), (as_far + 1) / (DEALS + 1)
