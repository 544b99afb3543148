"""What counts as *articles*: the one door through which every public function takes its input."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.scaling import is_lazy

#: What public functions take as articles.
Articles = pd.DataFrame | pd.Series | Sequence[str | None] | str

ACCEPTED = "a DataFrame with a column 'text', one of its rows, a Series or list of str, or one str"


def as_articles(articles: Articles) -> pd.DataFrame:
    """Bring any accepted form of articles into one shape: a frame with a column ``text``.

    Parameters
    ----------
    articles : DataFrame, Series of str, list or tuple of str, or str
        A DataFrame needs a column ``text`` and may have a column ``headline``; its other columns
        are kept. A Series keeps its index. A list or tuple gets the index 0, 1, 2, ... One str
        is one article, and so is one row of a DataFrame: a Series with the label "text".

    Returns
    -------
    DataFrame
        A new frame with the index of `articles`, exactly as it was (also where it has several
        levels, repeats itself or isn't sorted). Missing text stays missing.

    Raises
    ------
    TypeError
        If `articles` is none of these, or a text or headline is neither a str nor missing.
    ValueError
        If a DataFrame has no column ``text``, or more than one.

    Notes
    -----
    Missing are ``None``, ``NaN``, ``pandas.NA`` and ``NaT``. The caller's object is never changed.
    The new frame shares its values with the caller's, so add columns to it but never write into
    those it came with.

    Examples
    --------
    >>> as_articles(["The ferry sank.", None])
                  text
    0  The ferry sank.
    1             None
    >>> as_articles(["The ferry sank.", 12])
    Traceback (most recent call last):
    ...
    TypeError: the text of row 1 is of type int (12); a text is a str or missing
    """
    if isinstance(articles, str):
        articles = [articles]
    if isinstance(articles, pd.DataFrame):
        frame = articles.copy(deep=False)
    elif isinstance(articles, pd.Series) and "text" in articles.index:
        frame = _of_row(articles)
    elif isinstance(articles, pd.Series):
        frame = articles.to_frame(name="text")
    elif isinstance(articles, (list, tuple)):
        # As objects: pandas 3 would choose a string type that can't hold a lone surrogate.
        frame = pd.Series(articles, dtype=object, name="text").to_frame()
    else:
        raise TypeError(_wrong_type(articles))
    _require_one_text_column(frame)
    for column in ("text", "headline"):
        if column in frame.columns:
            _require_strings(frame, column)
    return frame


def _of_row(row: pd.Series) -> pd.DataFrame:
    """Stand a row of a DataFrame up again; its name may be a tuple, and its text missing."""
    label = pd.Index([row.name], tupleize_cols=False)
    return pd.DataFrame([row.to_list()], index=label, columns=row.index, dtype=object)


def texts(articles: pd.DataFrame, column: str = "text") -> list[str | None]:
    """List one column of articles as plain Python strings, with ``None`` where one is missing.

    Parameters
    ----------
    articles : DataFrame
        What `as_articles` returns.
    column : str, default "text"
        The column to list. ``"headline"`` may be absent: then every headline is missing.

    Returns
    -------
    list of str or None
        One entry a row, in the order of the rows.

    Raises
    ------
    ValueError
        If there is no such column.

    Examples
    --------
    >>> texts(as_articles(["The ferry sank.", float("nan")]))
    ['The ferry sank.', None]
    """
    if column not in articles.columns:
        if column == "headline":
            return [None] * len(articles)
        raise ValueError(f"there is no column {column!r}; there are {_listed(articles.columns)}")
    values = articles[column].to_numpy(dtype=object, copy=True)
    values[pd.isna(values)] = None
    strings: list[str | None] = values.tolist()
    return strings


def _wrong_type(articles: object) -> str:
    message = f"articles must be {ACCEPTED}, not {type(articles).__name__}"
    if is_lazy(articles):
        return (
            "what is asked for here needs the articles themselves, and a Dask frame has none yet: "
            "call .compute() first, on a part of it where it is larger than memory"
        )
    if isinstance(articles, PathLike):
        return f"{message}; to read a file, use mk.read"
    if isinstance(articles, (np.ndarray, pd.Index)):
        return f"{message}; pass list(articles) or a Series"
    return message


def _require_one_text_column(frame: pd.DataFrame) -> None:
    """Raise a ValueError unless each of `text` and `headline` names one column, `text` at least."""
    if "text" not in frame.columns:
        raise ValueError(
            f"articles need a column 'text'; there are {_listed(frame.columns)}. Rename the one "
            'that holds the text, or read the file with mk.read(..., text="its name")'
        )
    for column in ("text", "headline"):
        if column in frame.columns and not isinstance(frame[column], pd.Series):
            raise ValueError(f"articles must have one column {column!r}; there are several")


def _require_strings(frame: pd.DataFrame, column: str) -> None:
    """Raise a TypeError that names the first row of a column that isn't a str and isn't missing."""
    series = frame[column]
    if isinstance(series.dtype, pd.StringDtype):
        return
    values: npt.NDArray[np.object_] = series.to_numpy(dtype=object)
    if _all_strings(values):
        return
    present = ~np.asarray(pd.isna(values), dtype=bool)
    if _all_strings(values[present]):
        return
    row = next(i for i in np.flatnonzero(present) if not isinstance(values[i], str))
    label = frame.index[[int(row)]].tolist()[0]
    shown = repr(values[row])
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    raise TypeError(
        f"the {column} of row {label!r} is of type {type(values[row]).__name__} ({shown}); "
        f"a {column} is a str or missing"
    )


def _all_strings(values: npt.NDArray[np.object_]) -> bool:
    """Tell, in one pass in C, whether all values are str or None or NaN."""
    return pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty")


def _listed(columns: pd.Index) -> str:
    return ", ".join(repr(column) for column in columns) or "no columns"
