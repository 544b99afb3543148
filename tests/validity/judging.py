"""What a check is, and statistics that come with an interval.

Each statistic is a formula over sums: of products for a correlation, of hits for F1. A resample is
then a weighted sum of the same rows, and a thousand of them cost a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1_000
SEED = 0


@dataclass(frozen=True)
class Judged:
    """How well numbers agree with human judgement.

    Attributes
    ----------
    n : int
        How many judgements there are.
    sums : array
        What the formula sums: one row a unit that is drawn as a whole (a sentence or a document).
    formula : callable
        Gets sums (the last axis), gives the statistic.
    """

    n: int
    sums: Floats
    formula: Callable[[Floats], Floats]

    @property
    def value(self) -> float:
        """The statistic over all rows."""
        return float(self.formula(self.sums.sum(axis=0)))

    def interval(self) -> tuple[float, float]:
        """The middle 95 % of what resamples of the rows give (percentile bootstrap)."""
        random, size = np.random.default_rng(SEED), len(self.sums)
        sums = np.array(
            [
                np.bincount(random.integers(size, size=size), minlength=size) @ self.sums
                for _ in range(RESAMPLES)
            ]
        )
        low, high = np.nanpercentile(self.formula(sums), [2.5, 97.5])
        return float(low), float(high)


@dataclass(frozen=True)
class Other:
    """What stands beside ours: a tool that is run on the same rows, or a figure that is quoted."""

    name: str
    judge: Callable[[], Judged] | float


@dataclass(frozen=True)
class Check:
    """One line of the table.

    Attributes
    ----------
    measure : str
        The column that is judged, or what stands for one.
    on : str
        The labelled set.
    statistic : str
        How agreement is told.
    ours : callable
        Judges the measure.
    others : sequence of Other
        What stands beside it.
    needs_folder : bool
        Whether the set is one that this repository doesn't have.
    column : str
        What the codebook calls the column that is validated, where `measure` says more or less
        than that: "n_hedges" for "n_hedges > 0", "keywords.term" for keywords.
    """

    measure: str
    on: str
    statistic: str
    ours: Callable[[], Judged]
    others: Sequence[Other] = ()
    needs_folder: bool = True
    column: str = ""

    @property
    def name(self) -> str:
        """What its floor is called."""
        return f"{self.measure} | {self.on} | {self.statistic}"

    @property
    def validates(self) -> str:
        """The column of the codebook that it is about."""
        return self.column or self.measure


def correlation(given: ArrayLike, judged: ArrayLike, cluster: ArrayLike | None = None) -> Judged:
    """Pearson's r."""
    x, y = (np.asarray(values, dtype=np.float64) for values in (given, judged))
    x, y = x - x.mean(), y - y.mean()  # or the sums of squares lose their digits
    return _judged([np.ones(len(x)), x, y, x * x, y * y, x * y], _r, cluster)


def absolute_correlation(given: ArrayLike, judged: ArrayLike) -> Judged:
    """Pearson's r without its sign, for scales that run in opposite directions."""
    signed = correlation(given, judged)
    return Judged(signed.n, signed.sums, lambda sums: np.abs(_r(sums)))


def f1(given: ArrayLike, judged: ArrayLike, cluster: ArrayLike | None = None) -> Judged:
    """F1 of yes or no."""
    return macro_f1(np.asarray(given, dtype=bool), judged, classes=(True,), cluster=cluster)


def macro_f1(
    given: ArrayLike,
    judged: ArrayLike,
    classes: Sequence[object],
    cluster: ArrayLike | None = None,
) -> Judged:
    """Mean over the classes of their F1: 2 hits / (times given + times judged)."""
    given, judged = np.asarray(given), np.asarray(judged)
    hits = [(given == each) & (judged == each) for each in classes]
    both = [1.0 * (given == each) + (judged == each) for each in classes]

    def mean_f1(sums: Floats) -> Floats:
        half = sums.shape[-1] // 2
        return np.asarray((2 * sums[..., :half] / sums[..., half:]).mean(axis=-1))

    return _judged([*hits, *both], mean_f1, cluster)


def area_under_curve(given: ArrayLike, judged: ArrayLike) -> Judged:
    """How often a random yes has a higher number than a random no; a tie counts one half."""
    _, rank = np.unique(np.asarray(given, dtype=np.float64), return_inverse=True)
    at = np.eye(int(rank.max()) + 1)[rank]
    yes = np.asarray(judged, dtype=bool)[:, None]

    def area(sums: Floats) -> Floats:
        half = sums.shape[-1] // 2
        of_yes, of_no = sums[..., :half], sums[..., half:]
        below = np.cumsum(of_no, axis=-1) - of_no / 2
        return np.asarray(
            (of_yes * below).sum(axis=-1) / (of_yes.sum(axis=-1) * of_no.sum(axis=-1))
        )

    return _judged([*(at * yes).T, *(at * ~yes).T], area, None)


def share(part: ArrayLike, whole: ArrayLike = 1.0, n: int | None = None) -> Judged:
    """Sum of the parts over the sum of the wholes; a mean where each whole is one."""
    parts = np.asarray(part, dtype=np.float64)
    wholes = np.broadcast_to(np.asarray(whole, dtype=np.float64), parts.shape)
    sums = np.column_stack([parts, wholes])
    return Judged(len(parts) if n is None else n, sums, lambda s: s[..., 0] / s[..., 1])


def _r(sums: Floats) -> Floats:
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    return np.asarray((n * xy - x * y) / np.sqrt((n * xx - x * x) * (n * yy - y * y)))


def _judged(
    columns: Sequence[ArrayLike],
    formula: Callable[[Floats], Floats],
    cluster: ArrayLike | None,
) -> Judged:
    rows = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    if cluster is None:
        return Judged(len(rows), rows, formula)
    of_cluster = pd.DataFrame(rows).groupby(pd.factorize(np.asarray(cluster, dtype=object))[0])
    return Judged(len(rows), of_cluster.sum().to_numpy(), formula)
