"""Who is held against whom: labels of articles, pairs of labels, and frequency lists."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Group labels: the name of a column, or one label an article.
By = str | Sequence[Any] | NDArray[Any] | pd.Series

REST, LIST, ALL = "the rest", "frequency list", "all articles"


def frequency_list(reference: object) -> pd.Series | None:
    """Read a frequency list as counts by term; None where `reference` is no such list."""
    if isinstance(reference, pd.DataFrame):
        absent = [name for name in ("term", "count") if name not in reference.columns]
        if absent:
            there = ", ".join(repr(name) for name in reference.columns)
            raise ValueError(
                f"a frequency list has the columns 'term' and 'count'; there are {there}"
            )
        reference = reference.set_index("term")["count"]
    if not isinstance(reference, pd.Series):
        return None
    counts = pd.to_numeric(reference)
    if counts.isna().any() or (counts < 0).any():
        raise ValueError("the counts of a frequency list are numbers of 0 or more")
    listed = pd.Series(counts.to_numpy(dtype=np.float64), index=reference.index.astype(object))
    return listed.groupby(level=0, sort=False).sum()


def labels_of(frame: pd.DataFrame, by: By | None, is_list: bool) -> NDArray[np.object_]:
    """One label an article; None for those that are left out."""
    if by is None:
        if not is_list:
            raise ValueError(
                "by says which articles belong together: a column, or one label an article; "
                "without it, reference must be a frequency list"
            )
        return np.full(len(frame), ALL, dtype=object)
    if isinstance(by, str):
        if by not in frame.columns:
            there = ", ".join(repr(name) for name in frame.columns)
            raise ValueError(f"there is no column {by!r} to go by; there are {there}")
        by = frame[by]
    if isinstance(by, pd.Series):
        if not by.index.equals(frame.index):
            raise ValueError("by is a Series whose index isn't that of the articles")
        labels = by.to_numpy(dtype=object, copy=True)
    else:
        labels = np.array([*by, None], dtype=object)[:-1]  # labels may be sequences themselves
    if len(labels) != len(frame):
        raise ValueError(f"by has {len(labels)} labels for {len(frame)} articles")
    labels[pd.isna(labels)] = None  # pandas.NA is neither equal to a label nor unequal
    return labels


def labelled(labels: NDArray[np.object_], label: Hashable | None = None) -> NDArray[np.bool_]:
    """Which articles have a label; which have any where none is given."""
    has = (own is not None if label is None else own == label for own in labels)
    return np.fromiter(has, dtype=bool, count=len(labels))


def pairs(
    labels: NDArray[np.object_], target: Hashable | None, reference: object
) -> Iterator[tuple[Hashable, Hashable]]:
    """Targets with what they are held against, in the order in which labels first occur."""
    there = chosen(labels, None)
    if len(there) < 2:
        raise ValueError(f"a comparison needs two sets of articles; there is {_named(there)}")
    other: Hashable = REST
    if reference is not None:
        (other,) = chosen(labels, reference)
        if target == other:
            raise ValueError(f"target and reference are both {other!r}")
    for one in chosen(labels, target):
        if one != other:
            yield one, other


def chosen(labels: NDArray[np.object_], label: object) -> list[Hashable]:
    """The label that was asked for, or all that there are."""
    there = [label for label in dict.fromkeys(labels) if label is not None]
    if label is None:
        return there
    if label not in there:
        raise ValueError(f"no articles are labelled {label!r}; there are {_named(there)}")
    return [there[there.index(label)]]


def _named(labels: Sequence[Hashable]) -> str:
    return ", ".join(repr(label) for label in labels) or "none"
