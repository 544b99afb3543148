"""Functions of articles on a lazy frame: each partition on its own, where its texts are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd


def is_lazy(articles: object) -> bool:
    """Whether articles are a Dask DataFrame or Series; told by what they can do, without Dask."""
    return hasattr(articles, "map_partitions") and hasattr(articles, "_meta")


def by_partition(
    function: Callable[..., pd.DataFrame],
    articles: Any,
    *,
    level: str | None = None,
    keeps_index: bool = True,
    waits_for: Any = None,
    like: Any = None,
    **options: Any,
) -> Any:
    """Call a function on each partition, once the result is asked for.

    Parameters
    ----------
    function : callable
        Gets a pandas DataFrame or Series, gives a table. Called at once on no rows, which tells
        the columns and their types, and what is wrong with the options.
    articles : dask DataFrame or Series
        What to call it on.
    level : str, optional
        A level of the table's index that becomes its first column: Dask has one level only.
    keeps_index : bool
        Whether rows have the labels of their articles; else each partition counts from 0.
    waits_for : dask Delayed, optional
        What comes of all partitions, such as :func:`mediakit.scaling.summed`: the function gets
        it as its second argument.
    like : object, optional
        Stands for it where the columns are told.
    **options
        What else the function gets.

    Returns
    -------
    dask DataFrame
        As many partitions as `articles` has.
    """
    work = partial(function, **options)
    if level is not None:
        work = partial(_with_one_level, work, level)
    awaited = [] if waits_for is None else [waits_for]
    meta = work(articles._meta, *([] if waits_for is None else [like]))
    return articles.map_partitions(work, *awaited, meta=meta, clear_divisions=not keeps_index)


def _with_one_level(
    work: Callable[..., pd.DataFrame], level: str, *given: pd.DataFrame | pd.Series
) -> pd.DataFrame:
    return work(*given).reset_index(level)
