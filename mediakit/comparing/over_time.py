"""Measures over time: a mean with its interval for each period, and whether there is a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.comparing.choosing import (
    By,
    aligned,
    in_order,
    meaning,
    measures_of,
    named,
    numbers_of,
    numbers_only,
    require_report,
)
from mediakit.comparing.effect_sizes import adjusted
from mediakit.comparing.wording import reading_of_change
from mediakit.measures import Column
from mediakit.periods import PERIODS, averages, change, days_spanned, require_period
from mediakit.resampling import require_confidence
from mediakit.scaling import at_once, is_lazy

Floats = NDArray[np.float64]

_CUSUM = (
    "Page, E. S. (1954). Continuous inspection schemes. Biometrika 41, 100-115. "
    "10.1093/biomet/41.1-2.100"
)
MOST_PERIODS = 5_000

_SAME = "The same in all rows of a measure and group."

#: The columns of :func:`over_time`, in their order.
OVER_TIME_COLUMNS: Mapping[str, Column] = {
    "column": Column("What is averaged: a column of the report.", unit="text"),
    "group": Column("The group of articles; empty where they are not grouped.", unit="text"),
    "period": Column("The first day of the period.", unit="date"),
    "mean": Column("Mean of the period's articles.", unit="as the column averaged"),
    "mean_low": Column(
        "Lower limit of the mean.",
        unit="as the column averaged",
        reference="Rubin, D. B. (1981). The Bayesian bootstrap. Annals of Statistics 9, 130-134. "
        "10.1214/aos/1176345338",
        caveat="How far the mean would move with other articles of the same kind.",
    ),
    "mean_high": Column("Upper limit of the mean.", unit="as the column averaged"),
    "n": Column("How many articles of the period have a value.", unit="articles", low=0.0),
    "change_from": Column(
        "The first day after the clearest change.", unit="date", reference=_CUSUM, caveat=_SAME
    ),
    "change_p": Column(
        "How often articles in random order show as clear a change.",
        unit="probability",
        low=0.0,
        high=1.0,
        direction="lower is less like chance",
        formula="permutation test of the largest distance of the cumulative sum from 0",
        reference=_CUSUM,
        caveat="Articles on one event are alike, which looks like a change. " + _SAME,
    ),
    "change_p_adjusted": Column(
        "The same, adjusted for how many courses this table has.",
        unit="probability",
        low=0.0,
        high=1.0,
        direction="lower is less like chance",
        reference="Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical "
        "Society B 57, 289-300. 10.1111/j.2517-6161.1995.tb02031.x",
        caveat=_SAME,
    ),
    "caution": Column("Why not to lean on this row; empty where all is well.", unit="text"),
    "reading": Column(
        "What the course as a whole shows, in plain words.", unit="text", caveat=_SAME
    ),
}
_TEXT = ["column", "group", "caution", "reading"]
_DAYS = pd.PeriodIndex([], freq="D").start_time.dtype
_NO_ROWS = pd.DataFrame(columns=[*OVER_TIME_COLUMNS], dtype=np.float64).astype(
    dict.fromkeys(_TEXT, "str") | dict.fromkeys(["period", "change_from"], _DAYS)
)


def over_time(
    report: pd.DataFrame,
    dates: By = "published",
    *,
    every: str = "week",
    by: By | None = None,
    columns: str | Sequence[str] | None = None,
    interval: float = 0.95,
) -> pd.DataFrame:
    """Average measures by period, with intervals, and say whether they change.

    Parameters
    ----------
    report : DataFrame
        What ``mk.analyse`` gives, with or without columns of your own.
    dates : str, Series or array, default "published"
        When each article appeared: a column of the report, or one value a row. Articles without
        a date are left out.
    every : {"day", "week", "month", "quarter", "year"}, default "week"
        Length of a period. Weeks end on Sunday.
    by : str, Series or array, optional
        What articles are grouped by.
    columns : str or sequence of str, optional
        What to average; by default all numbers but counts (``n_words`` stays).
    interval : float, default 0.95
        Confidence of the intervals.

    Returns
    -------
    DataFrame
        One row a measure, group and period, columns as in
        :data:`mediakit.comparing.over_time.OVER_TIME_COLUMNS`. All groups have all periods, from
        the first with an article to the last; one without articles has NaN. No row where no
        article has a date. Of a Dask report a lazy table, which one worker makes of the numbers of
        all articles.

    Raises
    ------
    TypeError
        A report that is no DataFrame.
    ValueError
        An unknown period, dates that are numbers or centuries apart, a column that is not there.

    Notes
    -----
    Intervals and the test of change: :mod:`mediakit.resampling`, :mod:`mediakit.periods`. There
    is one test for a measure and group, over its articles, not its periods.

    Examples
    --------
    >>> import mediakit as mk
    >>> report = mk.sentiment(["A great day.", "An awful day.", "A good day."])
    >>> table = mk.over_time(report, ["2031-03-03", "2031-03-04", "2031-03-19"])
    >>> table.loc[table["column"] == "sentiment", ["period", "n"]].astype(str).values.tolist()
    [['2031-03-03', '2.0'], ['2031-03-10', '0.0'], ['2031-03-17', '1.0']]
    """
    code = PERIODS[require_period(every, "every")][0]
    confidence = require_confidence(interval)
    if is_lazy(report):
        numbers = numbers_only(report, columns, {"dates": dates, "by": by})
        options = {"every": every, "columns": columns, "interval": interval}
        return at_once(over_time, _NO_ROWS, report=numbers, dates=dates, by=by, **options)
    report = require_report(report)
    when = _dates(aligned(report, dates, "dates"))
    group = None if by is None else aligned(report, by, "by")
    names = measures_of(report, columns, [when] if group is None else [when, group])
    values = numbers_of(report, names)
    used = when.notna().to_numpy() & (True if group is None else group.notna().to_numpy())
    periods = when.dt.to_period(code)
    _require_no_age(when[used], PERIODS[every][1], every)
    span = (
        pd.period_range(periods[used].min(), periods[used].max(), freq=code)
        if used.any()
        else pd.PeriodIndex([], freq=code)
    )
    number = np.where(used, span.get_indexer(pd.PeriodIndex(periods)), -1)
    days = when.to_numpy().astype("datetime64[D]").astype(np.int64)
    parts = []
    for level in [None] if group is None else in_order(group[used]):
        mine = used if group is None else used & (group == level).to_numpy(dtype=bool)
        parts.append(_of_group(values[mine], number[mine], days[mine], names, span, confidence))
        parts[-1]["group"] = "" if level is None else named(level)
    if not parts:
        parts.append(_of_group(values[:0], number[:0], days[:0], names, span, confidence))
        parts[-1]["group"] = ""
    table = pd.concat(parts, ignore_index=True)
    table["_order"] = table["column"].map({name: k for k, name in enumerate(names)})
    table = table.sort_values("_order", kind="stable", ignore_index=True)
    first = ~table.duplicated(["column", "group"]).to_numpy()
    of_course = np.cumsum(first) - 1
    p = table["change_p"].to_numpy()
    table["change_p_adjusted"] = adjusted(p[first])[of_course]
    sentences = [reading_of_change(row) for row in table[first].to_dict("records")]
    table["reading"] = np.array(sentences, dtype=object)[of_course]
    return table[[*OVER_TIME_COLUMNS]].astype(_NO_ROWS.dtypes.to_dict())


def _of_group(
    values: Floats,
    period: NDArray[np.int64],
    days: NDArray[np.int64],
    names: Sequence[str],
    span: pd.PeriodIndex,
    confidence: float,
) -> pd.DataFrame:
    averaged = averages(values, period, len(span), confidence)
    tables = []
    for k, name in enumerate(names):
        column = meaning(name)
        known = ~np.isnan(values[:, k])
        day, p = change(values[known, k], days[known])
        n = averaged.n[:, k].astype(np.float64)
        notes: dict[str, Any] = {
            "column": name,
            "period": span.start_time,
            "mean": averaged.mean[:, k],
            "mean_low": np.maximum(averaged.low[:, k], _or(column.low, -np.inf)),
            "mean_high": np.minimum(averaged.high[:, k], _or(column.high, np.inf)),
            "n": n,
            "change_from": np.full(len(span), _day(day), dtype=_DAYS),
            "change_p": p,
            "caution": np.select([n == 0, n == 1], ["no articles", "one article: no interval"], ""),
        }
        tables.append(pd.DataFrame(notes, index=range(len(span))))
    return pd.concat(tables, ignore_index=True)


def _require_no_age(dates: pd.Series, days_each: float, every: str) -> None:
    """Raise a ValueError where one wrong date would make a table of centuries."""
    if days_spanned(dates) / days_each > MOST_PERIODS:
        raise ValueError(
            f"from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d} there are more than "
            f"{MOST_PERIODS:,} periods of a {every}; are these dates right?"
        )


def _day(number: int | None) -> np.datetime64:
    return np.datetime64("NaT") if number is None else np.datetime64(number, "D")


def _or(end: float | None, otherwise: float) -> float:
    return otherwise if end is None else end


def _dates(values: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_numeric_dtype(values.dtype) and not values.isna().all():
        raise ValueError(
            f"dates {values.name!r} are numbers; for years use pd.to_datetime(years, format='%Y')"
        )
    dates = pd.to_datetime(values, errors="coerce", utc=True, format="mixed")
    return dates.dt.tz_localize(None).rename(str(values.name))
