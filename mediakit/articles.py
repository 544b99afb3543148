"""What counts as *articles*: the one door through which every public function takes its input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from os import PathLike
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.scaling import is_lazy

#: What public functions take as articles.
Articles = pd.DataFrame | pd.Series | str | Iterable[str | Mapping[str, Any] | None]

ACCEPTED = (
    "a DataFrame with a column 'text', one of its rows, a Series, list or other iterable of str "
    "or of mappings with a 'text', or one str"
)
PIECE = 100  # articles that are made plain Python together


def as_articles(articles: Articles) -> pd.DataFrame:
    """Bring any accepted form of articles into one shape: a frame with a column ``text``.

    Parameters
    ----------
    articles : DataFrame, Series of str, iterable of str or of mappings, or str
        A DataFrame needs a column ``text`` and may have a column ``headline``; its other columns
        are kept. A Series keeps its index. A list, a generator, an array (of NumPy or Arrow) or any
        other iterable gets the index 0, 1, 2, ...; where an item of it is a mapping, such as a
        dict, it needs a ``text``, and its other keys become columns. One str is one article, and
        so is one row of a DataFrame: a Series with the label "text".

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
        If a DataFrame has no column ``text``, or more than one; if a mapping has no ``text``.

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
    frame = in_memory(articles)
    return _of_items(list(_items(articles)), 0) if frame is None else frame


def in_pieces(articles: Iterable[Any]) -> Iterator[pd.DataFrame]:
    """Bring an iterable into the same shape a few articles at a time, and read no further ahead.

    Examples
    --------
    >>> pieces = in_pieces(f"Ferry {number} sank." for number in range(150))
    >>> [len(piece) for piece in pieces]
    [100, 50]
    """
    items, first = _items(articles), 0
    while piece := list(islice(items, PIECE)):
        yield _of_items(piece, first)
        first += len(piece)


def in_memory(articles: Articles) -> pd.DataFrame | None:
    """Make a frame of articles that are all there already, and check it; None of an iterable."""
    if isinstance(articles, str):
        return _of_items([articles], 0)
    if isinstance(articles, (list, tuple)):
        return _of_items(articles, 0)
    if isinstance(articles, pd.DataFrame):
        frame = articles.copy(deep=False)
    elif isinstance(articles, pd.Series) and "text" in articles.index:
        frame = _of_row(articles)
    elif isinstance(articles, pd.Series):
        frame = articles.to_frame(name="text")
    else:
        return None
    return _checked(frame)


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    _require_one_text_column(frame)
    for column in ("text", "headline"):
        if column in frame.columns:
            _require_strings(frame, column)
    return frame


def _items(articles: Any) -> Iterator[Any]:
    """Go through an iterable, with the items as plain Python has them.

    Raises
    ------
    TypeError
        If it is none, or one whose items are no articles, or come in no order of their own.
    """
    wrong = (Mapping, set, frozenset, bytes, bytearray, memoryview, PathLike)
    if is_lazy(articles) or isinstance(articles, wrong) or getattr(articles, "ndim", 1) != 1:
        raise TypeError(_wrong_type(articles))
    if hasattr(articles, "to_pylist"):  # a column or table of Arrow
        starts = range(0, len(articles), PIECE)
        return chain.from_iterable(articles.slice(at, PIECE).to_pylist() for at in starts)
    if isinstance(articles, np.ndarray):
        return chain.from_iterable(
            articles[at : at + PIECE].tolist() for at in range(0, len(articles), PIECE)
        )
    try:
        return iter(articles)
    except TypeError as error:
        raise TypeError(_wrong_type(articles)) from error


def _of_items(items: Sequence[Any], first: int) -> pd.DataFrame:
    """Stand items up as rows that are numbered from `first` on."""
    index = pd.RangeIndex(first, first + len(items))
    if not any(issubclass(kind, Mapping) for kind in set(map(type, items))):
        # As objects: pandas 3 would choose a string type that can't hold a lone surrogate.
        return _checked(pd.Series(items, index, dtype=object, name="text").to_frame())
    records = [item if isinstance(item, Mapping) else {"text": item} for item in items]
    for row, record in zip(index, records, strict=True):
        if "text" not in record:
            there = ", ".join(map(repr, record)) or "nothing"
            raise ValueError(f"row {row} is a mapping without a 'text'; it has {there}")
    columns = {}
    for name in dict.fromkeys(chain.from_iterable(records)):
        cells = [record.get(name) for record in records]
        kept = name in ("text", "headline") or any(isinstance(cell, str) for cell in cells)
        columns[name] = pd.Series(cells, index, dtype=object if kept else None)
    return _checked(pd.DataFrame(columns, index=index))


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
    if isinstance(articles, Mapping):
        return f"{message}; one article with its headline is [articles], a list of one"
    if isinstance(articles, (set, frozenset)):
        return f"{message}: a set has no order; pass sorted(articles)"
    if isinstance(articles, np.ndarray):
        return f"{message} of {articles.ndim} dimensions; pass one column of it"
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
    dtype = series.dtype
    if isinstance(dtype, pd.StringDtype) or (
        isinstance(dtype, pd.ArrowDtype) and dtype.type is str
    ):
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
