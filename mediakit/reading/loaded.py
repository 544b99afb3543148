"""What the reader of one file format hands on, before columns are recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd


@dataclass(frozen=True)
class Options:
    """What a caller may say about how files are laid out."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | int = 0


@dataclass(frozen=True)
class Loaded:
    """A table as it stands in its source.

    Attributes
    ----------
    table : DataFrame
        One row a row of the source, under the source's own column names.
    encodings : tuple of str
        How bytes were read as text; none where the format leaves no choice.
    all_text : bool
        Whether every cell is still text because the format has no other types (csv).
    notes : tuple of str
        What a careful reader would want to know.
    """

    table: pd.DataFrame
    encodings: tuple[str, ...] = ()
    all_text: bool = False
    notes: tuple[str, ...] = ()


def column_of(values: Iterable[object]) -> pd.Series:
    """Make a column of Python values, with whatever type pandas gives to such values."""
    values = list(values)
    try:
        return pd.Series(values)
    except (UnicodeEncodeError, OverflowError):
        # A lone surrogate, or an integer beyond 64 bits: only a column of objects can hold it.
        return pd.Series(values, dtype=object)


def table_of(records: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make a table of records, with the columns in the order in which they first occur."""
    names = dict.fromkeys(name for record in records for name in record)
    columns = {name: column_of(record.get(name) for record in records) for name in names}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(records)))


def suffix_of(name: str) -> str:
    """Give the file suffix that says what is inside, so ``news.csv.gz`` has ``.csv``."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def require(package: str, why: str) -> ImportError:
    """Word the error for an optional package that isn't installed."""
    return ImportError(
        f'{why} needs the package {package}: pip install "mediakit-analysis[files]"', name=package
    )
