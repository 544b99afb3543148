"""Which rows and columns of a report are compared: groups, clusters, measures and copies."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.measures import MEASURES, SIZE, Column
from mediakit.scaling import by_partition

Floats = NDArray[np.float64]

#: What rows are grouped by: a column, a level of the index, or one value a row.
By = str | pd.Series | Sequence[Any] | NDArray[Any]

WORDS_OF_A_COPY = 50  # shorter texts may have equal numbers by chance
COLUMNS_OF_A_COPY = 5
_PLACES = ("sentence", "paragraph", "start", "end")  # numbers, but no measures


def require_report(report: object) -> pd.DataFrame:
    """Take a DataFrame; anything else is a TypeError that says where to get one."""
    if not isinstance(report, pd.DataFrame):
        raise TypeError(
            f"the report is the table that mk.analyse(articles) gives, not {type(report).__name__}"
        )
    return report


def aligned(report: pd.DataFrame, by: By, role: str) -> pd.Series:
    """Give one value a row, in the order of the rows of the report, with a name.

    Raises
    ------
    ValueError
        A column that the report lacks, or values that are not one a row.
    """
    if isinstance(by, pd.Series):
        name = role if by.name is None else str(by.name)
        if by.index.equals(report.index):
            return by.reset_index(drop=True).rename(name)
        if by.index.is_unique and report.index.isin(by.index).all():
            return by.reindex(report.index).reset_index(drop=True).rename(name)
        raise ValueError(f"{role}= is a Series whose index isn't that of the report")
    if isinstance(by, str):
        if by in report.columns:
            return report[by].reset_index(drop=True).rename(by)
        if by in report.index.names:
            return report.index.get_level_values(by).to_series().reset_index(drop=True).rename(by)
        raise ValueError(
            f"the report has no column {by!r}; if it is a column of your articles, pass it: "
            f"{role}=articles[{by!r}], or join it: report.join(articles[[{by!r}]])"
        )
    values = pd.Series(by).reset_index(drop=True)
    if len(values) != len(report):
        raise ValueError(f"{role}= has {len(values)} values for {len(report)} rows")
    return values.rename(role)


def named(level: Hashable) -> str:
    """Name a group in a table: half a surrogate pair can't stand in one."""
    return str(level).encode("utf-8", "replace").decode()


def measures_of(
    report: pd.DataFrame, columns: str | Sequence[str] | None, but: Sequence[pd.Series] = ()
) -> list[str]:
    """Name the columns to compare: those asked for, or all numbers that can be compared.

    By default counts are left out but for ``n_words``: the longer text has more of everything.
    So are the limits of intervals, places in the text, and what the rows are grouped by.
    """
    if columns is not None:
        asked = [columns] if isinstance(columns, str) else list(columns)
        for name in asked:
            if name not in report.columns:
                raise ValueError(f"the report has no column {name!r}; there are {_listed(report)}")
            if not _is_numeric(report[name]):
                raise ValueError(f"column {name!r} holds no numbers but {report[name].dtype}")
        return asked
    left_out = {str(series.name) for series in but} | {*_PLACES}
    names = [
        name
        for name in report.columns
        if name not in left_out
        and _is_numeric(report[name])
        and (not str(name).startswith("n_") or name == "n_words")
        and not _is_limit(str(name), report)
    ]
    if not names:
        raise ValueError("the report has no numbers to compare; mk.analyse(articles) gives some")
    return names


def numbers_of(report: pd.DataFrame, names: Sequence[str]) -> Floats:
    """Give columns as one array; what is not finite is missing."""
    columns = [report[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in names]
    values = np.column_stack(columns)
    return np.where(np.isfinite(values), values, np.nan)


def in_order(values: pd.Series) -> list[Hashable]:
    """List the groups: in the order of a categorical, else sorted."""
    present = values.dropna().unique()
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [level for level in values.cat.categories if level in set(present)]
    levels: list[Hashable] = list(present)
    try:
        return sorted(levels)  # type: ignore[type-var]
    except TypeError:
        return sorted(levels, key=str)


def copies(report: pd.DataFrame) -> NDArray[np.bool_]:
    """Mark articles that repeat one above them: the same text, or, without texts, all its numbers.

    Short articles without texts are never marked: their numbers may be equal by chance.
    """
    if "text" in report.columns:
        known = report["text"].notna()
        return np.asarray(report["text"].duplicated() & known, dtype=bool)
    numeric = [name for name in report.columns if _is_numeric(report[name])]
    if "n_words" not in numeric or len(numeric) < COLUMNS_OF_A_COPY:
        return np.zeros(len(report), dtype=bool)
    long = report["n_words"].to_numpy(dtype=np.float64, na_value=np.nan) >= WORDS_OF_A_COPY
    return np.asarray(report[numeric].duplicated(), dtype=bool) & long


def numbers_only(
    report: Any, columns: str | Sequence[str] | None, labels: Mapping[str, object]
) -> Any:
    """Leave of a lazy report what a comparison needs: numbers and labels, texts as fingerprints.

    Raises
    ------
    TypeError
        A report that is a lazy Series.
    ValueError
        A column that isn't there or holds no numbers.
    """
    known = require_report(report._meta)
    own = {role: by for role, by in labels.items() if isinstance(by, str)}
    but = [aligned(known, by, role) for role, by in own.items()]
    asked = measures_of(known, columns, but)
    kept = [
        name
        for name in known.columns
        if name in (*asked, *own.values(), "text")
        or (_is_numeric(known[name]) and name not in _PLACES)
    ]
    return by_partition(_with_fingerprints, report, kept=kept)


def _with_fingerprints(report: pd.DataFrame, kept: Sequence[str]) -> pd.DataFrame:
    report = report[[*kept]]
    if "text" not in kept:
        return report
    marks = [_fingerprint(text) for text in report["text"].to_numpy(dtype=object)]
    return report.assign(text=pd.Series(marks, report.index, dtype=object))


def _fingerprint(text: object) -> object:
    if not isinstance(text, str):
        return None
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def meaning(name: str) -> Column:
    """What a column means; an empty meaning for columns of the caller's own."""
    for measure in (SIZE, *MEASURES):
        column = measure.columns.get(name)
        if isinstance(column, Column):
            return column
    return Column("")


def _is_numeric(series: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(series.dtype) and not pd.api.types.is_bool_dtype(
        series.dtype
    )


def _is_limit(name: str, report: pd.DataFrame) -> bool:
    for end in ("_interval_low", "_interval_high", "_low", "_high"):
        if name.endswith(end) and name.removesuffix(end) in report.columns:
            return True
    return False


def _listed(report: pd.DataFrame) -> str:
    return ", ".join(repr(name) for name in report.columns if _is_numeric(report[name]))
