"""What stands in the cells of a column: numbers, truth values, text, several names."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mediakit.reading.loaded import column_of

_INTEGER = r"[+-]?(?:0|[1-9]\d{0,17})"
_DECIMAL = r"[+-]?(?:(?:0|[1-9]\d{0,14})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?"
_NO_NUMBER = ("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None")


def typed(column: pd.Series, decimals: bool = True) -> pd.Series:
    """Turn a column of text into numbers or truth values where that loses nothing.

    Numbers with leading zeros, or with more digits than a computer's number keeps, stay text.
    """
    cells = column.dropna()
    is_full = len(cells) == len(column)
    if is_full and _all_match(cells, _INTEGER):
        return pd.to_numeric(column)
    if decimals and _all_match(cells[~cells.isin(_NO_NUMBER)], _DECIMAL):
        return pd.to_numeric(column.mask(column.isin(_NO_NUMBER)))
    if is_full and len(cells) and cells.isin(("True", "False")).all():
        return column == "True"
    return column


def _all_match(cells: pd.Series, pattern: str) -> bool:
    # Most columns of words show it in a few rows; only likely numbers are looked at in full.
    samples = (cells.head(20), cells)
    return not cells.empty and all(bool(part.str.fullmatch(pattern).all()) for part in samples)


def as_text(column: pd.Series, role: str) -> tuple[pd.Series, str | None]:
    """Make text of what programs store in its place, and say in how many rows that can't be.

    A headline such as 1984 may be a number, a text a list of paragraphs, or bytes.
    """
    if isinstance(column.dtype, pd.StringDtype):
        return column, None
    column = column.astype(object)
    if pd.api.types.infer_dtype(column, skipna=True) in ("string", "empty"):
        return column, None
    written = [_written(cell) for cell in column]
    lost = [
        place
        for place, (cell, text) in enumerate(zip(column, written, strict=True))
        if text is None and not _is_missing(cell)
    ]
    if not lost:
        return column_of(written).set_axis(column.index), None
    kind = type(column.iloc[lost[0]]).__name__
    note = (
        f"the {role} of {len(lost)} row{'s' if len(lost) > 1 else ''} is no text and was taken as "
        f"missing; the first is row {lost[0]}, of type {kind}"
    )
    return column_of(written).set_axis(column.index), note


def _is_missing(cell: Any) -> bool:
    return pd.api.types.is_scalar(cell) and bool(pd.isna(cell))


def _written(cell: object) -> str | None:
    """Write a cell as text; None where it is missing or no text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, (list, tuple, np.ndarray)):
        return "\n\n".join(cell) if all(isinstance(part, str) for part in cell) else None
    if isinstance(cell, bytes):
        try:
            return cell.decode("utf-8")
        except UnicodeDecodeError:
            return None
    is_number = isinstance(cell, (int, float, np.number)) and not _is_missing(cell)
    return str(cell) if is_number else None


def joined(column: pd.Series) -> pd.Series:
    """Write several authors as one line."""
    if column.dtype != object:
        return column
    several = (list, tuple, np.ndarray)
    written = (
        ("; ".join(map(str, cell)) or None) if isinstance(cell, several) else cell
        for cell in column
    )
    return column_of(written).set_axis(column.index)


def plain(column: pd.Series) -> pd.Series:
    """Give a column of categories as what they stand for: some of them may have no row."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    return column_of(column.tolist()).set_axis(column.index)


def whole(identifiers: pd.Series) -> pd.Series:
    """Give identifiers of one kind: whole numbers (not the decimals of pandas) or text."""
    present = identifiers.dropna()
    if pd.api.types.is_float_dtype(identifiers.dtype) and bool((present % 1 == 0).all()):
        return identifiers.astype("int64" if len(present) == len(identifiers) else "Int64")
    if identifiers.dtype == object and pd.api.types.infer_dtype(present) not in (
        "string",
        "integer",
    ):
        return identifiers.map(str, na_action="ignore")
    return identifiers
