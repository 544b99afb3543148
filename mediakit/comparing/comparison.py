"""Groups of articles compared: by how much they differ, how surely, and in plain words."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.comparing.choosing import (
    By,
    aligned,
    copies,
    in_order,
    measures_of,
    named,
    numbers_of,
    numbers_only,
    require_report,
)
from mediakit.comparing.differences import Differences, between, unknown, within
from mediakit.comparing.effect_sizes import adjusted
from mediakit.comparing.wording import reading
from mediakit.measures import Column
from mediakit.resampling import require_confidence
from mediakit.scaling import at_once, is_lazy

Floats = NDArray[np.float64]

REST = "rest"  # what `against` calls all other groups, and what the table calls them
MOST_GROUPS = 20  # 190 pairs; more can't be read
FEW = 10  # articles
FEW_SHOW = ": only large differences can show"

#: The columns of :func:`compare`, in their order.
COMPARE_COLUMNS: Mapping[str, Column] = {
    "column": Column("What is compared: a column of the report.", unit="text"),
    "group": Column("One group of articles.", unit="text"),
    "other": Column('The group it is compared with; "rest" for all other articles.', unit="text"),
    "mean": Column("Mean of the first group's articles.", unit="as the column compared"),
    "other_mean": Column("Mean of the other group's articles.", unit="as the column compared"),
    "difference": Column(
        "By how much the first mean is higher.",
        unit="as the column compared",
        direction="above 0 the first group has more",
        formula="mean - other_mean",
    ),
    "difference_low": Column(
        "Lower limit of the difference.",
        unit="as the column compared",
        reference="Rubin, D. B. (1981). The Bayesian bootstrap. Annals of Statistics 9, 130-134. "
        "10.1214/aos/1176345338",
        caveat="How far the difference would move with other articles of the same kind.",
    ),
    "difference_high": Column(
        "Upper limit of the difference.", unit="as the column compared", caveat="See the lower."
    ),
    "hedges_g": Column(
        "The difference in standard deviations of single articles: 0.2 is small, 0.5 medium, 0.8 "
        "large.",
        unit="standard deviations",
        direction="above 0 the first group has more",
        formula="J difference / pooled standard deviation, J correcting small groups",
        reference="Hedges, L. V. (1981). Journal of Educational Statistics 6, 107-128. "
        "10.3102/10769986006002107; Cohen, J. (1988). Statistical Power Analysis. Erlbaum",
    ),
    "hedges_g_low": Column("Lower limit of Hedges's g.", unit="standard deviations"),
    "hedges_g_high": Column("Upper limit of Hedges's g.", unit="standard deviations"),
    "cliffs_delta": Column(
        "Of all pairs of an article of each group, how many more have the higher value in the "
        "first group than in the other.",
        unit="share of pairs",
        low=-1.0,
        high=1.0,
        direction="above 0 the first group has more",
        formula="share of pairs that are higher - share that are lower",
        reference="Cliff, N. (1993). Psychological Bulletin 114, 494-509. "
        "10.1037/0033-2909.114.3.494",
        caveat="Also fit for skewed measures, whose means a few articles decide.",
    ),
    "p": Column(
        "How often groups dealt out by chance differ at least as much.",
        unit="probability",
        low=0.0,
        high=1.0,
        direction="lower is less like chance",
        formula="permutation of 9,999 deals, two-sided",
        reference="Chung, E. and Romano, J. P. (2013). Annals of Statistics 41, 484-507. "
        "10.1214/13-AOS1090",
        caveat="Small means surely different, not much different: that is the difference's size.",
    ),
    "p_adjusted": Column(
        "The same, adjusted for how many comparisons this table makes.",
        unit="probability",
        low=0.0,
        high=1.0,
        direction="lower is less like chance",
        formula="Benjamini and Hochberg's step-up procedure over all rows",
        reference="Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical "
        "Society B 57, 289-300. 10.1111/j.2517-6161.1995.tb02031.x",
        caveat="Of the rows below 0.05, about 1 in 20 may be false.",
    ),
    "n": Column("How many articles of the first group have a value.", unit="articles", low=0.0),
    "other_n": Column("How many articles of the other group have one.", unit="articles", low=0.0),
    "n_clusters": Column(
        "In how many clusters both groups occur; NaN where articles are not clustered.",
        unit="clusters",
        low=0.0,
    ),
    "caution": Column("Why not to lean on this row; empty where all is well.", unit="text"),
    "reading": Column("The row in plain words.", unit="text"),
}
_TEXT = ["column", "group", "other", "caution", "reading"]
_NO_ROWS = pd.DataFrame(columns=[*COMPARE_COLUMNS], dtype=np.float64).astype(
    dict.fromkeys(_TEXT, "str")
)


def compare(
    report: pd.DataFrame,
    by: By = "outlet",
    *,
    columns: str | Sequence[str] | None = None,
    cluster: By | None = None,
    against: Hashable | None = None,
    interval: float = 0.95,
) -> pd.DataFrame:
    """Compare groups of articles in each measure: how much they differ, and how surely.

    Parameters
    ----------
    report : DataFrame
        What ``mk.analyse`` gives, with or without columns of your own.
    by : str, Series or array, default "outlet"
        The group of each article: a column of the report, a level of its index, or one value a
        row. Articles without one are left out.
    columns : str or sequence of str, optional
        What to compare; by default all numbers but counts (``n_words`` stays), since a longer
        text has more of everything.
    cluster : str, Series or array, optional
        What makes articles alike apart from their group, such as the story they report. Then
        groups are compared within each cluster that has both.
    against : group or "rest", optional
        The group that each other one is compared with, or "rest" for each against all others. By
        default each pair is compared.
    interval : float, default 0.95
        Confidence of the intervals.

    Returns
    -------
    DataFrame
        One row a column and pair of groups, columns as in
        :data:`mediakit.comparing.comparison.COMPARE_COLUMNS`. Groups are sorted; the difference is
        that of ``group`` less ``other``. NaN where a group has fewer than two articles (or where
        fewer than two clusters have both), with the reason in ``caution``. Of a Dask report a lazy
        table.

    Raises
    ------
    TypeError
        A report that is no DataFrame.
    ValueError
        A column that is not there or holds no numbers, values that are not one a row, fewer than
        two groups, or more than 20 without `against`.

    Warns
    -----
    UserWarning
        Where articles repeat others word for word: copies are no evidence of their own.

    Notes
    -----
    Probabilities and intervals are reproducible, and don't depend on the order of rows. How they
    are computed: :mod:`mediakit.comparing.differences` and :mod:`mediakit.comparing.permuting`.

    Ranks and permutations need all values at once: of a Dask report, one worker gets the numbers,
    groups and clusters of all articles, without their texts. The results are the same; the warning
    of copies is given where that worker is, and stands in ``caution`` as well.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> report = mk.hedging(articles)
    >>> table = mk.compare(report, by=articles["outlet"], columns="certainty", against="rest")
    >>> surely = table[table["p_adjusted"] < 0.05]
    >>> surely["group"].tolist()
    ['The Aldenport Chronicle', 'Velmora National Broadcasting']
    """
    confidence = require_confidence(interval)
    if is_lazy(report):
        numbers = numbers_only(report, columns, {"by": by, "cluster": cluster})
        options = {"columns": columns, "against": against, "interval": interval}
        return at_once(compare, _NO_ROWS, report=numbers, by=by, cluster=cluster, **options)
    report = require_report(report)
    group = aligned(report, by, "by")
    clusters = None if cluster is None else aligned(report, cluster, "cluster")
    names = measures_of(report, columns, [group] if clusters is None else [group, clusters])
    levels = in_order(group)
    pairs = _pairs(levels, against, str(group.name))
    used = group.notna().to_numpy() & (
        np.ones(len(group), dtype=bool) if clusters is None else clusters.notna().to_numpy()
    )
    copied = copies(report) & used
    if copied.any():
        warnings.warn(
            f"{int(copied.sum())} of {int(used.sum())} articles repeat others word for word. "
            "Copies of one text make differences look surer than they are: keep one of each "
            "(mk.without_copies), or compare within stories with cluster=",
            UserWarning,
            stacklevel=2,
        )
    values = numbers_of(report, names)
    story = None if clusters is None else _numbered(clusters, in_order(clusters))
    number = _numbered(group, levels)
    parts = []
    for place, (first, other) in enumerate(pairs):
        mine = used & (number == levels.index(first))
        theirs = used & ~mine if other is None else used & (number == levels.index(other))
        part = _pair(values, mine, theirs, story, confidence, copied)
        part["group"], part["other"] = named(first), REST if other is None else named(other)
        parts.append(part.assign(column=names, _column=range(len(names)), _pair=place))
    table = pd.concat(parts).sort_values(["_column", "_pair"], ignore_index=True)
    table["p_adjusted"] = adjusted(table["p"].to_numpy())
    table["reading"] = [reading(row) for row in table.to_dict("records")]
    return table[[*COMPARE_COLUMNS]].astype(_NO_ROWS.dtypes.to_dict())


def _numbered(values: pd.Series, levels: Sequence[Hashable]) -> NDArray[np.int64]:
    """Number values by their place among the levels; -1 where one is missing."""
    places = {level: place for place, level in enumerate(levels)}
    return np.array([places.get(value, -1) for value in values], dtype=np.int64)


def _pairs(
    levels: Sequence[Hashable], against: Hashable | None, name: str
) -> list[tuple[Hashable, Hashable | None]]:
    """List pairs of groups; None stands for all articles that are not of the first."""
    if len(levels) < 2:
        raise ValueError(f"{name} has {len(levels)} group, and a comparison needs two")
    if against is None:
        if len(levels) > MOST_GROUPS:
            n_pairs = len(levels) * (len(levels) - 1) // 2
            raise ValueError(
                f"{name} has {len(levels)} groups, which make {n_pairs:,} pairs: compare "
                'each with all others (against="rest") or with one of them'
            )
        return list(combinations(levels, 2))
    if against in levels:
        return [(level, against) for level in levels if level != against]
    if against == REST:
        return [(level, None) for level in levels]
    there = ", ".join(repr(level) for level in levels[:MOST_GROUPS])
    raise ValueError(f'against={against!r} is no group of {name}; there are {there}, and "rest"')


def _pair(
    values: Floats,
    mine: NDArray[np.bool_],
    theirs: NDArray[np.bool_],
    cluster: NDArray[np.int64] | None,
    confidence: float,
    copied: NDArray[np.bool_],
) -> pd.DataFrame:
    """Compare two groups in all measures: one row a measure."""
    n_measures = values.shape[1]
    result: dict[str, Any] = {
        field.name: np.full(n_measures, np.nan) for field in fields(Differences)
    }
    result |= {name: np.full(n_measures, np.nan) for name in ("n", "other_n", "n_clusters")}
    result["caution"] = np.full(n_measures, "", dtype=object)
    for rows, some in _with_the_same_rows(values, mine | theirs):
        first = mine[rows]
        of = np.zeros(len(first), dtype=np.int64) if cluster is None else cluster[rows]
        both = np.intersect1d(of[first], of[~first])
        kept = np.isin(of, both) if cluster is not None else np.ones(len(first), dtype=bool)
        own, first = values[rows[kept]][:, some], first[kept]
        n, m = int(first.sum()), int((~first).sum())
        if min(n, m) < 2 or (cluster is not None and len(both) < 2):
            found = unknown(len(some))
        elif cluster is None:
            found = between(own[first], own[~first], confidence)
        else:
            found = within(own, first, np.searchsorted(both, of[kept]), confidence)
        for field in fields(Differences):
            result[field.name][some] = getattr(found, field.name)
        result["n"][some], result["other_n"][some] = n, m
        n_clusters = None if cluster is None else len(both)
        result["n_clusters"][some] = np.nan if n_clusters is None else n_clusters
        result["caution"][some] = _caution(n, m, n_clusters, int(copied[rows[kept]].sum()))
    return pd.DataFrame(result)


def _with_the_same_rows(
    values: Floats, rows: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Group measures by the rows in which they are known: rows, and numbers of the measures."""
    known = ~np.isnan(values) & rows[:, None]
    patterns, of = np.unique(known, axis=1, return_inverse=True)
    for k in range(patterns.shape[1]):
        yield np.flatnonzero(patterns[:, k]), np.flatnonzero(of.reshape(-1) == k)


def _caution(n: int, m: int, n_clusters: int | None, n_copies: int) -> str:
    notes = []
    what = "articles in a group" if n_clusters is None else "clusters that have both groups"
    least = min(n, m) if n_clusters is None else n_clusters
    if least < FEW:
        notes.append(f"fewer than {FEW} {what}" + FEW_SHOW if least > 1 else f"fewer than 2 {what}")
    if n_copies:
        notes.append(f"articles that repeat others word for word: {n_copies}")
    return "; ".join(notes)
