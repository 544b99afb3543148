"""What a chart asks of a table: columns that are there, numbers, groups, and words for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.measures import MEASURES, Column, Measure
from mediakit.plot.drawing import counted, listed, one_line

MOST_GROUPS = 50

#: What a column holds, or its name.
Chosen = str | pd.Series


def require_table(table: object, made_by: str) -> pd.DataFrame:
    """Take a DataFrame; anything else is a TypeError that says where to get one."""
    if isinstance(table, pd.DataFrame):
        return table
    if hasattr(table, "compute"):
        raise TypeError(f"the table is a lazy {type(table).__name__}: call .compute() on it first")
    raise TypeError(f"a chart takes the table that {made_by} gives, not {type(table).__name__}")


def require_columns(table: pd.DataFrame, names: list[str], made_by: str) -> None:
    """Raise a ValueError that names the missing columns and the call that makes them."""
    absent = [name for name in names if name not in table.columns]
    if absent:
        raise ValueError(
            f"the table has no {_column(absent)}; {made_by} makes such a table. {_present(table)}"
        )


def require_one_article(labels: pd.Index, what: str) -> None:
    """Raise a ValueError where rows belong to more than one article."""
    n_articles = len(labels.unique())
    if n_articles > 1:
        raise ValueError(f"the table holds {n_articles} articles; this chart shows one: {what}")


def numbers(table: pd.DataFrame, column: Chosen, role: str = "column") -> tuple[Floats, str]:
    """Take a column's numbers, NaN where there is none, and its name.

    `column` is the name of a column, or a Series that is aligned with the table.
    """
    values, name = _chosen(table, column, role)
    if pd.api.types.is_bool_dtype(values.dtype) or not (
        pd.api.types.is_numeric_dtype(values.dtype) or values.isna().all()
    ):
        raise ValueError(f"{role} {name!r} holds no numbers but {values.dtype}")
    result = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(result), result, np.nan), name


Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """Rows of a table, grouped.

    Attributes
    ----------
    name : str
        What a group is: "outlet".
    names : list of str
        One a group, in the order in which they first occur.
    number : array of int
        The group that each row belongs to; -1 where none is known or it is left out.
    n_unknown : int
        How many rows belong to no group.
    n_omitted : int
        How many groups are left out because a chart has room for no more.
    """

    name: str
    names: list[str]
    number: NDArray[np.int64]
    n_unknown: int
    n_omitted: int


def groups(table: pd.DataFrame, by: Chosen | None, keep: NDArray[np.bool_]) -> Groups:
    """Group the rows that `keep` says; where there are many groups, those with most rows."""
    if by is None:
        number = np.where(keep, 0, -1)
        return Groups("", ["all articles"] if keep.any() else [], number, 0, 0)
    values, name = _chosen(table, by, "by")
    codes, levels = pd.factorize(values.where(keep))
    codes = np.asarray(codes, dtype=np.int64)
    n_rows = bincount(codes[codes >= 0], minlength=len(levels))
    largest = np.sort(np.argsort(-n_rows, kind="stable")[:MOST_GROUPS])
    renumbered = np.full(len(levels) + 1, -1, dtype=np.int64)
    renumbered[largest] = np.arange(len(largest))
    return Groups(
        name=one_line(name.replace("_", " ")),
        names=[one_line(level) for level in np.asarray(levels, dtype=object)[largest]],
        number=renumbered[codes],
        n_unknown=int((keep & (codes < 0)).sum()),
        n_omitted=len(levels) - len(largest),
    )


def times(table: pd.DataFrame, time: Chosen) -> tuple[pd.Series, str]:
    """Take a column's dates without time zone, NaT where there is none, and its name."""
    values, name = _chosen(table, time, "time")
    if pd.api.types.is_numeric_dtype(values.dtype) and not values.isna().all():
        raise ValueError(
            f"time {name!r} holds numbers, not dates; for years use pd.to_datetime(years, "
            "format='%Y')"
        )
    dates = pd.to_datetime(values, errors="coerce", utc=True, format="mixed")
    return dates.dt.tz_localize(None).reset_index(drop=True), name


def texts(table: pd.DataFrame, label: Chosen | None) -> list[str]:
    """Say what to call each row: a column's text, or the row's label in the index."""
    if label is None:
        keys = [key if isinstance(key, tuple) else (key,) for key in table.index]
        return [one_line(", ".join(map(str, key))) for key in keys]
    return [one_line(text) for text in _chosen(table, label, "label")[0]]


def row_noun(table: pd.DataFrame) -> str:
    """Say what a row stands for: an article, unless the index says another unit."""
    unit = table.index.names[-1]
    return str(unit) if unit in ("sentence", "paragraph", "section") else "article"


def left_out(n: int, noun: str, what: str = "a value", grouped: Groups | None = None) -> list[str]:
    """Say what a chart doesn't show."""
    notes = []
    if n:
        notes.append(f"{counted(n, noun)} without {what} left out")
    if grouped is not None and grouped.n_unknown:
        notes.append(f"{counted(grouped.n_unknown, noun)} without {grouped.name} left out")
    if grouped is not None and grouped.n_omitted:
        more = counted(grouped.n_omitted, "more group")
        notes.append(f"{more} by {grouped.name}, with fewer {noun}s, left out")
    return notes


def measure_of(column: str) -> Measure | None:
    """Find the measure that gives a column; None for columns of the caller's own."""
    name = column.removeprefix("headline_").removesuffix("_gap")
    for measure in MEASURES:
        if column in measure.columns or name in measure.headline:
            return measure
    return None


def in_words(column: str) -> str:
    """Put a column's name in plain words.

    >>> in_words("n_long_words"), in_words("unfamiliar_share"), in_words("words_per_sentence")
    ('number of long words', 'share of unfamiliar words', 'words per sentence')
    """
    name = one_line(column.replace("_", " "))
    if column.startswith("headline_") and column.endswith("_gap"):
        return f"{in_words(column[9:-4])}, headline less body"
    if column.startswith("headline_"):
        return f"{in_words(column[9:])} of the headline"
    if column.startswith("n_"):
        return f"number of {name[2:]}"
    if column.endswith("_share") and _unit(column) in ("share of words", "share of sentences"):
        noun = _unit(column).removeprefix("share of ")
        kind = name.removesuffix(" share").removesuffix(" word").removesuffix(" sentence")
        return f"share of {kind} {noun}"
    return name


def with_unit(column: str) -> str:
    """Put a column's name in plain words, with its unit and which way it points.

    >>> with_unit("consensus_grade")
    'consensus grade (US school grade; higher is harder)'
    """
    name = in_words(column)
    meaning = _meaning(column)
    if meaning is None:
        return name
    unit = meaning.unit.split(":")[0]
    if all(word in name for word in unit.split()):
        unit = ""
    if meaning.low is not None and meaning.high is not None and meaning.high <= 1:
        unit = f"{unit}, {meaning.low:g} to {meaning.high:g}".removeprefix(", ").replace("-", "−")
    inside = "; ".join(part for part in (unit, meaning.direction) if part)
    return f"{name} ({inside})" if inside else name


def _meaning(column: str) -> Column | None:
    measure = measure_of(column)
    meaning = measure.columns.get(column) if measure is not None else None
    return meaning if isinstance(meaning, Column) else None


def _unit(column: str) -> str:
    meaning = _meaning(column)
    return meaning.unit if meaning is not None else ""


def _chosen(table: pd.DataFrame, chosen: Chosen, role: str) -> tuple[pd.Series, str]:
    if isinstance(chosen, pd.Series):
        name = role if chosen.name is None else str(chosen.name)
        if chosen.index.equals(table.index):
            return chosen.reset_index(drop=True), name
        if chosen.index.is_unique and table.index.isin(chosen.index).all():
            return chosen.reindex(table.index).reset_index(drop=True), name
        raise ValueError(f"{role}= is a Series whose index isn't that of the table")
    if chosen in table.columns:
        values = table[chosen]
        if not isinstance(values, pd.Series):
            raise ValueError(f"the table has several columns {chosen!r}")
        return values.reset_index(drop=True), str(chosen)
    if chosen in table.index.names:
        return table.index.get_level_values(chosen).to_series().reset_index(drop=True), str(chosen)
    raise ValueError(f"the table has no {_column([chosen])}; {_advice(chosen)} {_present(table)}")


def _advice(name: str) -> str:
    measure = measure_of(name)
    if measure is not None:
        return f"mk.analyse(articles, measures={measure.name!r}) gives it."
    return (
        f"if it is a column of your articles, join it: table.join(articles[[{name!r}]]); "
        "or pass it as a Series."
    )


def _column(names: list[str]) -> str:
    quoted = listed(repr(name) for name in names)
    return f"column {quoted}" if len(names) == 1 else f"columns {quoted}"


def _present(table: pd.DataFrame) -> str:
    names = [repr(name) for name in table.columns]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"There are {', '.join(names[:12])}{more}." if names else "It has no columns."
